/** Where the visitor writes: the field keeps the focus, and tells when it is nearly full. */
import { h, newId } from "./dom.js";
import { TEXTES, fill } from "./textes.js";

export const LONGEST = 1000; // characters, as the server has it
const NEAR = 800;

export class Composer {
  #id = newId();
  #help = h("p", { class: "aide", id: newId() }, TEXTES.conseilSaisie);
  #length = h("p", { class: "longueur", id: newId() });

  constructor(send) {
    this.send = send;
    this.input = h("textarea", {
      id: this.#id,
      rows: "1",
      "aria-describedby": `${this.#help.id} ${this.#length.id}`,
      enterkeyhint: "send",
      autocomplete: "off",
      oninput: () => this.#measure(),
      onkeydown: (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.element.requestSubmit();
      },
    });
    this.element = h(
      "form",
      { class: "saisie", novalidate: true },
      h("label", { for: this.#id }, TEXTES.message),
      h("div", { class: "ligne" }, this.input, h("button", { type: "submit", class: "principal" }, TEXTES.envoyer)),
      this.#length,
      this.#help,
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** Give back words that could not be sent, before those written since. */
  giveBack(text) {
    this.input.value = [text, this.input.value].filter(Boolean).join("\n");
    this.#measure();
  }

  #submit() {
    const text = this.input.value.trim();
    const tooLong = [...text].length > LONGEST;
    if (text && !tooLong) {
      this.input.value = "";
      this.#measure();
      this.send(text);
    } else if (!text) {
      this.#length.textContent = TEXTES.vide;
    }
    this.input.focus({ preventScroll: true });
  }

  #measure() {
    const left = LONGEST - [...this.input.value.trim()].length;
    const near = left <= LONGEST - NEAR;
    const text = left < 0 ? fill(TEXTES.tropLong, { nombre: LONGEST }) : fill(TEXTES.reste, { nombre: left });
    this.#length.textContent = near ? text : "";
    this.input.toggleAttribute("aria-invalid", false);
    if (left < 0) this.input.setAttribute("aria-invalid", "true");
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 4}px`;
  }
}
