/** The loader: the launcher, and nothing fetched nor stored until a visitor is at it. See docs/widget.md. */
const TAG = "assistant-orientation"; // also the name of what is stored

// All other words are in textes.js, which is fetched with the panel.
const TEXTS = {
  launch: "Une question sur votre projet\u00a0?",
  resume: "Reprendre la conversation",
  failed: "L’assistant n’a pas pu s’ouvrir sur cette page. Cliquez à nouveau pour réessayer, ou joignez le service ESS de la Région\u00a0:",
};

const STYLE = `
:host { all: initial; }
:host([hidden]) { display: none; }
:host(:not([data-pleine-page])) { position: fixed; z-index: var(--assistant-plan, 9000);
  right: var(--assistant-droite, 1rem); bottom: var(--assistant-bas, 1rem); }
.lanceur { display: inline-flex; align-items: center; gap: .6em; min-height: 3em; padding: .6em 1.2em;
  max-width: calc(100vw - 2rem); border: 2px solid transparent; border-radius: 2em; cursor: pointer;
  font: 600 medium/1.3 var(--assistant-police, system-ui, sans-serif); text-align: start;
  color: var(--assistant-sur-couleur, #fff); background: var(--assistant-couleur, #0b5563);
  box-shadow: 0 .2em .9em rgb(0 0 0 / .25); }
.lanceur:hover { filter: brightness(1.15); }
.lanceur:focus-visible { outline: 3px solid var(--assistant-couleur, #0b5563); outline-offset: 3px;
  box-shadow: 0 0 0 3px #fff; }
.lanceur::before { content: ""; flex: none; width: 1.3em; height: .9em; border: .16em solid; border-radius: .5em .5em .5em 0; }
.panne { position: absolute; right: 0; bottom: calc(100% + .7em); width: 18em; max-width: calc(100vw - 2rem);
  box-sizing: border-box; padding: 1em; border: 1px solid #5b6b6f; border-radius: .7em;
  font: medium/1.5 var(--assistant-police, system-ui, sans-serif); color: #1b2a2e; background: #fff; }
.panne:empty { display: none; }
.panne a { display: block; color: #0b5563; padding: .2em 0; }
@media print { .lanceur, .panne { display: none; } }
`;

class Assistant extends HTMLElement {
  #launcher = document.createElement("button");
  #failure = document.createElement("div");
  #panel = null;
  #module = null;
  #tries = 0;

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.lang = "fr";
    const stored = readStored();
    if (this.fullPage) {
      root.append(this.#failure);
      this.open(false);
      return;
    }
    this.#launcher.type = "button";
    this.#launcher.className = "lanceur";
    this.#launcher.setAttribute("aria-expanded", "false");
    this.#launcher.textContent = stored ? TEXTS.resume : this.dataset.libelle || TEXTS.launch;
    this.#launcher.addEventListener("click", () => (this.isOpen ? this.close() : this.open(true)));
    for (const sign of ["pointerenter", "focus"]) {
      this.#launcher.addEventListener(sign, () => this.#fetch().catch(() => {}), { once: true });
    }
    this.#failure.setAttribute("role", "status");
    this.#failure.className = "panne";
    root.append(this.#launcher, this.#failure);
    // On a phone the panel would hide the page that the visitor has just asked for.
    if (stored?.open && matchMedia("(min-width: 480px)").matches) this.open(false);
  }

  get fullPage() {
    return "pleinePage" in this.dataset;
  }

  get isOpen() {
    return this.#panel?.isOpen ?? false;
  }

  /** Open the panel, and move the focus into it when a person asked for it. */
  async open(withFocus) {
    this.#failure.replaceChildren();
    try {
      const { Panel } = await this.#fetch();
      this.#panel ??= new Panel(this, new URL(this.dataset.api || "/", import.meta.url));
      this.#launcher.setAttribute("aria-expanded", "true");
      this.#panel.open(withFocus);
    } catch (error) {
      this.#showFailure();
      console.error("The assistant's panel could not be loaded. Is this site in BOT_ALLOWED_ORIGINS?", error);
    }
  }

  close(withFocus = true) {
    this.#panel.hide();
    this.#launcher.setAttribute("aria-expanded", "false");
    if (withFocus) this.#launcher.focus();
  }

  /** Fetch the panel. A module that failed once may fail for ever under the same address. */
  #fetch() {
    const again = this.#tries ? `?essai=${this.#tries}` : "";
    this.#module ??= import(new URL(`panneau.js${again}`, import.meta.url)).catch((error) => {
      this.#module = null;
      this.#tries++;
      throw error;
    });
    return this.#module;
  }

  #showFailure() {
    const { email, telephone } = this.dataset;
    this.#failure.append(TEXTS.failed);
    if (telephone) this.#failure.append(link(`tel:${telephone.replaceAll(" ", "")}`, telephone));
    if (email) this.#failure.append(link(`mailto:${email}`, email));
  }
}

function link(address, text) {
  const element = document.createElement("a");
  element.href = address;
  element.textContent = text;
  return element;
}

function readStored() {
  try {
    return JSON.parse(sessionStorage.getItem(TAG));
  } catch {
    return null; // storage refused, or not ours
  }
}

function embed() {
  const script = [...document.scripts].find((each) => each.src === import.meta.url);
  if (!script || document.querySelector(TAG)) return;
  const assistant = document.createElement(TAG);
  Object.assign(assistant.dataset, script.dataset);
  document.body.append(assistant);
}

if (!customElements.get(TAG)) {
  customElements.define(TAG, Assistant);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", embed);
  else embed();
}
