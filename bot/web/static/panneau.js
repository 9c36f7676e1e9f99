/** The panel: the conversation, its state, and the ways out. */
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { essContact, h, newId } from "./dom.js";
import { contact, information, restart } from "./leaflets.js";
import { copy, download, print, styleSheet } from "./result.js";
import { STYLE } from "./style.js";
import { TEXTES } from "./textes.js";
import { Transcript } from "./transcript.js";

const TYPING_DELAY = 600; // ms
const FULL_SCREEN = "(max-width: 479px)";

export class Panel {
  #host;
  #conversation;
  #transcript;
  #composer = new Composer((text) => this.#say({ text }, text));
  #status = h("p", { class: "etat", role: "status" });
  #rescue;
  #main;
  #leaflet = h("div", { class: "feuille", hidden: true });
  #leaflets = new Map(); // kept, with what was typed in them
  #opener = null;
  #turns = new Map(); // what waits for its answer, and where it is shown
  #typing = 0;

  constructor(host, api) {
    this.#host = host;
    this.#transcript = new Transcript({
      choose: (choice) => this.#say({ choice: choice.id, label: choice.label }, choice.label),
      print,
      download,
      copy: async (door) => this.#tell(await copy(door)),
    });
    this.#conversation = new Conversation(api, {
      began: (messages) => this.#transcript.bot(messages),
      restored: (messages) => this.#restore(messages),
      answered: (entry, messages) => this.#answered(entry, messages),
      waiting: (waits) => this.#waiting(waits),
      trouble: (kind) => this.#trouble(kind),
      refused: (entry, status) => this.#refused(entry, status),
      expired: (entries) => this.#expired(entries),
    });
    this.element = this.#build();
    host.shadowRoot.adoptedStyleSheets = [...host.shadowRoot.adoptedStyleSheets, styleSheet(STYLE)];
    host.shadowRoot.append(this.element);
    this.#followKeyboard();
  }

  get isOpen() {
    return !this.element.hidden;
  }

  open(withFocus) {
    this.element.hidden = false;
    this.#host.toggleAttribute("data-ouvert", true);
    if (withFocus) this.#composer.input.focus({ preventScroll: true });
    for (const entry of this.#conversation.queue) this.#waitsShown(entry);
    this.#conversation.open();
  }

  hide() {
    this.element.hidden = true;
    this.#host.toggleAttribute("data-ouvert", false);
    this.#conversation.close();
  }

  #build() {
    const title = newId();
    const fullPage = this.#host.fullPage;
    const way = (label, name) =>
      h("button", { type: "button", onclick: (event) => this.#openLeaflet(name, event.currentTarget) }, label);
    this.#rescue = h(
      "div",
      { class: "secours", hidden: true },
      h("p", {}, TEXTES.joindre),
      essContact(this.#host.dataset),
      h("button", { type: "button", onclick: () => this.#conversation.retry() }, TEXTES.reessayer),
    );
    this.#main = h("div", { class: "principale" }, this.#transcript.element, this.#rescue,
      h("div", { class: "bas" }, this.#status, this.#composer.element));
    const panel = h(
      "section",
      { class: "panneau", "aria-labelledby": title, hidden: true },
      h(
        "header",
        {},
        h("div", {}, h("h2", { id: title }, TEXTES.titre), h("p", {}, TEXTES.sousTitre)),
        !fullPage && h("button", { type: "button", class: "fermer", onclick: () => this.#host.close() }, TEXTES.fermer),
      ),
      h(
        "div",
        { class: "voies" },
        way(TEXTES.recommencer, "restart"),
        way(TEXTES.contacter, "contact"),
        way(TEXTES.informations, "information"),
      ),
      this.#main,
      this.#leaflet,
    );
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      if (!this.#leaflet.hidden) this.#closeLeaflet();
      else if (!fullPage) this.#host.close();
      else return;
      event.stopPropagation();
    });
    // A full-screen panel hides the page: when the focus goes there, the panel makes room for it.
    panel.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (to && !fullPage && !panel.contains(to) && to !== this.#host && matchMedia(FULL_SCREEN).matches) {
        this.#host.close(false);
      }
    });
    return panel;
  }

  #say(content, shown) {
    this.#transcript.close(shown);
    const entry = this.#conversation.say(content);
    if (this.#conversation.queue.includes(entry)) this.#waitsShown(entry);
  }

  #waitsShown(entry) {
    if (!this.#turns.has(entry)) this.#turns.set(entry, this.#transcript.visitor(entry.text ?? entry.label));
  }

  #answered(entry, messages) {
    this.#turns.get(entry)?.removeAttribute("data-attente");
    this.#turns.delete(entry);
    this.#quiet();
    this.#transcript.bot(messages);
  }

  #restore(messages) {
    this.#turns.clear();
    this.#transcript.restore(messages);
  }

  #refused(entry, status) {
    this.#turns.get(entry)?.remove();
    this.#turns.delete(entry);
    if (entry.text === undefined) {
      if (status !== 404) this.#transcript.reopen();
      this.#tell(TEXTES.choixPerime);
    } else {
      this.#composer.giveBack(entry.text);
      this.#tell(TEXTES.refuse);
    }
  }

  #expired(entries) {
    this.#turns.clear();
    this.#transcript.clear();
    const words = entries.map((entry) => entry.text).filter(Boolean).join("\n");
    if (words) this.#composer.giveBack(words);
    this.#tell(words ? TEXTES.expireeMots : TEXTES.expiree);
  }

  #waiting(waits) {
    clearTimeout(this.#typing);
    if (waits) {
      this.#typing = setTimeout(() => {
        if (!this.#status.textContent) this.#tell(TEXTES.ecrit, "ecrit");
      }, TYPING_DELAY);
    } else if (this.#status.dataset.etat === "ecrit") this.#quiet();
  }

  #trouble(kind) {
    if (!kind) {
      if (this.#rescue.hidden) return;
      this.#rescue.hidden = true;
      this.#tell(TEXTES.retabli);
    } else {
      this.#rescue.hidden = false;
      this.#tell(kind === "offline" ? TEXTES.horsLigne : TEXTES.injoignable, kind);
    }
    for (const turn of this.#turns.values()) {
      if (kind) turn.dataset.attente = TEXTES.enAttente;
      else delete turn.dataset.attente;
    }
    if (kind) this.#transcript.follow();
  }

  #tell(text, kind = "") {
    this.#status.dataset.etat = kind;
    // The same words again are no news, and must not be announced at every try.
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  #quiet() {
    this.#tell("");
  }

  #openLeaflet(name, opener) {
    const dataset = this.#host.dataset;
    const back = () => this.#closeLeaflet();
    const makers = {
      restart: () => restart(() => this.#erase(), back),
      contact: () => contact(dataset, this.#conversation, () => this.#leaflets.delete(name), back),
      information: () => information(dataset, back),
    };
    if (!this.#leaflets.has(name)) this.#leaflets.set(name, makers[name]());
    this.#leaflet.replaceChildren(this.#leaflets.get(name));
    this.#opener = opener;
    this.#main.hidden = true;
    this.#leaflet.hidden = false;
    this.#leaflet.querySelector("h3").focus();
    this.#leaflet.scrollTop = 0;
  }

  #closeLeaflet() {
    this.#leaflet.hidden = true;
    this.#main.hidden = false;
    this.#opener?.focus();
  }

  async #erase() {
    await this.#conversation.restart();
    this.#turns.clear();
    this.#leaflets.clear();
    this.#transcript.clear();
    this.#closeLeaflet();
    this.#tell(TEXTES.recommence);
    this.#composer.input.focus({ preventScroll: true });
  }

  /** Keep the panel above the telephone's keyboard. */
  #followKeyboard() {
    const viewport = window.visualViewport;
    if (!viewport || this.#host.fullPage) return;
    const follow = () => {
      if (viewport.scale > 1.01) return; // zoomed by the visitor: leave it alone
      this.element.style.setProperty("--haut", `${viewport.offsetTop}px`);
      this.element.style.setProperty("--hauteur", `${viewport.height}px`);
    };
    viewport.addEventListener("resize", follow);
    viewport.addEventListener("scroll", follow);
    follow();
  }
}
