/** The result: the doors of an orientation, on the screen, on paper, in a file. */
import { emailLink, h, isWeb, linked, newId, row, spoken, telephoneLink, webLink } from "./dom.js";
import { PRINT_STYLE } from "./style.js";
import { TEXTES, fill } from "./textes.js";

/**
 * The doors of a message that carries an orientation. The text says each in a block that begins with
 * its rank (« 1. … »): its heading and next step, as staff wrote them; `rest` is what it says besides.
 */
export function readResult({ text, orientation }) {
  const blocks = text.split(/\n{2,}/);
  const doors = orientation.recommandations.map(({ rang, organisation, raison, contact, criteres }) => {
    const found = blocks.findIndex((block) => block.startsWith(`${rang}. `));
    const [heading, ...lines] = found < 0 ? [] : blocks.splice(found, 1)[0].slice(`${rang}. `.length).split("\n");
    return {
      titre: heading || contact?.nom || organisation,
      raison,
      contact: contact ?? {},
      criteres: criteres ?? [],
      suite: lines
        .filter((line) => line.trim() && flat(line) !== flat(raison) && !line.startsWith(TEXTES.contact))
        .map((line) => line.replace(new RegExp(`^${TEXTES.ensuite}\\s*:\\s*`), "")),
    };
  });
  return { doors, rest: blocks.join("\n\n") };
}

const flat = (text) => text.replace(/\s+/g, " ").replaceAll("’", "'"); // typography aside

export function resultCards(doors, tools) {
  const act = (label, action) => h("button", { type: "button", onclick: action }, label);
  return h(
    "div",
    { class: "resultat" },
    h("h3", {}, TEXTES.resultat),
    ...doors.map((door) => card(door, "h4", act(TEXTES.copier, () => tools.copy(door)))),
    h("p", { class: "avertissement" }, TEXTES.avertissement),
    h(
      "div",
      { class: "outils" },
      act(TEXTES.imprimer, () => tools.print(doors)),
      act(TEXTES.telecharger, () => tools.download(doors)),
    ),
  );
}


function printedCards(doors, today) {
  return h(
    "main",
    { lang: "fr" },
    h("h1", {}, fill(TEXTES.resultatDu, { date: today })),
    ...doors.map((door) => card(door, "h2", null)),
    h("p", {}, TEXTES.avertissement),
  );
}

function plainText(doors, today) {
  const parts = doors.map((door, index) =>
    [
      `${index + 1}. ${door.titre}`,
      door.raison,
      contactText(door),
      ...door.suite.map((line) => `${TEXTES.ensuite} : ${line}`),
      `${TEXTES.criteres} :`,
      ...(door.criteres.length ? door.criteres.map((each) => `- ${criterionText(each)}`) : [TEXTES.sansCritere]),
    ].join("\n"),
  );
  const title = fill(TEXTES.resultatDu, { date: today });
  return `${[title, ...parts, TEXTES.avertissement].join("\n\n")}\n`;
}

function contactText({ contact, titre }) {
  const { nom, url, email, telephone } = contact;
  return [
    `${TEXTES.contact} : ${nom ?? titre}`,
    url && `${TEXTES.site} : ${url}`,
    email && `${TEXTES.courriel} : ${email}`,
    telephone && `${TEXTES.telephone} : ${telephone}`,
  ].filter(Boolean).join("\n");
}

function card(door, heading, copy) {
  const id = newId();
  const why = [
    door.criteres.length
      ? h("ul", {}, ...door.criteres.map((each) => h("li", { "data-resultat": each.resultat }, criterionText(each))))
      : h("p", {}, TEXTES.sansCritere),
  ];
  return h(
    "article",
    { class: "carte", "aria-labelledby": id },
    h(heading, { id }, door.titre),
    h("p", {}, ...linked(door.raison)),
    contactBlock(door, copy),
    door.suite.length > 0 &&
      h("div", { class: "suite" }, h("p", { class: "intitule" }, TEXTES.ensuite), ...door.suite.map((line) => h("p", {}, ...linked(line)))),
    copy
      ? h("details", {}, h("summary", {}, TEXTES.pourquoi, spoken(fill(TEXTES.pourquoiPorte, { nom: door.titre }))), ...why)
      : h("div", {}, h("p", { class: "intitule" }, TEXTES.criteres), ...why),
  );
}

function contactBlock(door, copy) {
  const { nom, url, email, telephone } = door.contact;
  copy?.append(spoken(fill(TEXTES.copierPorte, { nom: door.titre })));
  return h(
    "div",
    { class: "contact" },
    h("p", { class: "intitule" }, TEXTES.contact),
    nom && nom !== door.titre && h("p", {}, nom),
    isWeb(url) && row(TEXTES.site, webLink(url)),
    telephone && row(TEXTES.telephone, telephoneLink(telephone)),
    email && row(TEXTES.courriel, emailLink(email)),
    copy,
  );
}

function criterionText({ critere, constate, resultat }) {
  const values = constate == null ? [] : [].concat(constate);
  const found = values.map((code) => TEXTES.valeurs[code] ?? String(code).replaceAll("_", " "));
  const name = TEXTES.nomsCriteres[critere] ?? critere.replaceAll("_", " ");
  return `${name} : ${found.join(", ") || TEXTES.nonPrecise} (${TEXTES.resultats[resultat] ?? resultat})`;
}

/** Print the doors alone: the host page steps aside meanwhile. */
export function print(doors) {
  const page = h("div", { "data-assistant-impression": true });
  const sheet = styleSheet(PRINT_STYLE.inside);
  const root = page.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(printedCards(doors, today()));
  const aside = styleSheet(PRINT_STYLE.outside);
  document.body.append(page);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, aside];
  const tidy = () => {
    page.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== aside);
  };
  addEventListener("afterprint", tidy, { once: true });
  window.print();
}

export function download(doors) {
  // The mark tells old programs that the accents are UTF-8.
  const file = new Blob(["\ufeff", plainText(doors, today())], { type: "text/plain;charset=utf-8" });
  const address = URL.createObjectURL(file);
  h("a", { href: address, download: TEXTES.fichier }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export async function copy(door) {
  try {
    await navigator.clipboard.writeText(contactText(door));
    return TEXTES.copie;
  } catch {
    return TEXTES.copieImpossible;
  }
}

export function styleSheet(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

const today = () => new Date().toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
