/** The result: the doors of an orientation, on the screen, on paper, in a file. */
import { emailLink, h, isWeb, linked, newId, row, spoken, telephoneLink, webLink } from "./dom.js";
import { PRINT_STYLE } from "./style.js";
import { TEXTES, fill, typeset } from "./textes.js";

/** The doors of an orientation, as the cards want them. An older conversation has less to show. */
export const readDoors = ({ recommandations }) =>
  recommandations.map(({ nom, organisation, raison, prochaine_etape: suite, criteres = [], contact = {} }) => ({
    titre: nom ?? contact.nom ?? organisation,
    raison: typeset(raison ?? ""),
    suite: suite && typeset(suite),
    criteres,
    contact,
  }));

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
      ...(door.suite ? [`${TEXTES.ensuite} : ${door.suite}`] : []),
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
    door.suite &&
      h("div", { class: "suite" }, h("p", { class: "intitule" }, TEXTES.ensuite), h("p", {}, ...linked(door.suite))),
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

const criterionText = ({ critere, libelle = critere, constate, constate_libelle: found = constate, resultat }) =>
  `${libelle} : ${found ?? TEXTES.nonPrecise} (${TEXTES.resultats[resultat] ?? resultat})`;

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
