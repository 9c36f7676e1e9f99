/** The panel's other pages: information, restart and contact, each in the place of the conversation. */
import { newUuid } from "./conversation.js";
import { essContact, h, newId, webLink } from "./dom.js";
import { TEXTES, fill } from "./textes.js";

/** What the assistant is, and what becomes of the words typed. */
export function information({ jours, confidentialite, accessibilite }, back) {
  const days = jours ? fill(TEXTES.jours, { nombre: jours }) : TEXTES.joursInconnus;
  return leaflet(
    TEXTES.informationsTitre,
    ...TEXTES.notice.flatMap(([title, text]) => [h("h4", {}, title), h("p", {}, fill(text, { jours: days }))]),
    confidentialite && h("p", {}, webLink(confidentialite, TEXTES.confidentialite)),
    accessibilite && h("p", {}, webLink(accessibilite, TEXTES.accessibilite)),
    backButton(back),
  );
}

/** The question asked before everything is erased. `erase` throws when it could not. */
export function restart(erase, keep) {
  const state = h("p", { role: "status", class: "etat" });
  const yes = h("button", { type: "button", class: "principal" }, TEXTES.recommencerOui);
  let running = false;
  yes.addEventListener("click", async () => {
    if (running) return;
    running = true;
    state.textContent = TEXTES.recommencerEnCours;
    try {
      await erase();
    } catch {
      state.textContent = TEXTES.recommencerEchec;
    }
    running = false;
  });
  return leaflet(
    TEXTES.recommencerTitre,
    h("p", {}, TEXTES.recommencerTexte),
    state,
    h("div", { class: "outils" }, yes, h("button", { type: "button", onclick: keep }, TEXTES.recommencerNon)),
  );
}

/** The ways to the ESS service: telephone, e-mail, and a form that works without the assistant. */
export function contact(settings, conversation, done, back) {
  const state = h("p", { role: "status", class: "etat" });
  const message = field("textarea", "message", TEXTES.champMessage, { rows: "4", required: true });
  const email = field("input", "email", TEXTES.champCourriel, { type: "email", autocomplete: "email" });
  const telephone = field("input", "telephone", TEXTES.champTelephone, { type: "tel", autocomplete: "tel" });
  const name = field("input", "nom", TEXTES.champNom, { type: "text", autocomplete: "name" });
  const consent = checkbox("consentement", TEXTES.champConsentement, true);
  const attach = checkbox("conversation", TEXTES.champConversation, false);
  const form = h(
    "form",
    { novalidate: true, class: "formulaire" },
    h("h4", {}, TEXTES.formulaireTitre),
    h("p", {}, TEXTES.formulaireTexte),
    ...[message, email, telephone, name, consent, attach].map((each) => each.element),
    state,
    h("button", { type: "submit", class: "principal" }, TEXTES.envoyerMessage),
  );

  const check = () => {
    const value = (each) => each.input.value.trim();
    const noWay = !value(email) && !value(telephone);
    const wrong = [
      [message, value(message) ? "" : TEXTES.erreurMessage],
      [email, noWay ? TEXTES.erreurMoyen : email.input.validity.typeMismatch ? TEXTES.erreurCourriel : ""],
      [telephone, value(telephone) && value(telephone).replace(/\D/g, "").length < 10 ? TEXTES.erreurTelephone : ""],
      [consent, consent.input.checked ? "" : TEXTES.erreurConsentement],
    ];
    for (const [each, error] of wrong) each.fail(error);
    const first = wrong.find(([, error]) => error);
    first?.[0].input.focus();
    return !first;
  };

  let clientId = newUuid(); // the same for every try of the same words: never stored twice
  form.addEventListener("input", () => (clientId = newUuid()));
  let running = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (running || !check()) return;
    running = true;
    state.textContent = TEXTES.envoiEnCours;
    const content = { message: message.input.value.trim(), consentement: true, client_id: clientId };
    for (const each of [email, telephone, name]) {
      if (each.input.value.trim()) content[each.input.name] = each.input.value.trim();
    }
    if (attach.input.checked && conversation.id) content.conversation = conversation.id;
    try {
      const reference = await conversation.leaveMessage(content);
      state.textContent = fill(TEXTES.envoye, { reference });
      form.replaceChildren(state);
      state.tabIndex = -1;
      state.focus();
      done();
    } catch (error) {
      state.textContent = error.status ? TEXTES.erreurRefus : TEXTES.erreurEnvoi;
    }
    running = false;
  });
  return leaflet(
    TEXTES.contacterTitre,
    h("p", {}, TEXTES.contacterTexte),
    essContact(settings),
    form,
    backButton(back),
  );
}

function field(tag, name, label, attributes) {
  const id = newId();
  const input = h(tag, { id, name, ...attributes });
  return withError(input, h("div", { class: "champ" }, h("label", { for: id }, label), input));
}

function checkbox(name, label, required) {
  const id = newId();
  const input = h("input", { id, name, type: "checkbox", required });
  return withError(input, h("div", { class: "champ case" }, input, h("label", { for: id }, label)));
}

function withError(input, element) {
  const error = h("p", { class: "erreur", id: newId() });
  element.append(error);
  const fail = (text) => {
    error.textContent = text;
    if (text) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", error.id);
    } else {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
  };
  return { input, element, fail };
}

function leaflet(title, ...content) {
  const id = newId();
  return h("div", { role: "group", "aria-labelledby": id }, h("h3", { id, tabindex: "-1" }, title), ...content);
}

const backButton = (back) => h("button", { type: "button", onclick: back }, TEXTES.retour);
