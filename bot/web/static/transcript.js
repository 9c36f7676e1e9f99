/** What was said, turn by turn, and the choices offered. */
import { h, linked, spoken } from "./dom.js";
import { readDoors, resultCards } from "./result.js";
import { TEXTES } from "./textes.js";

export class Transcript {
  // The history stands outside the log, so that a reload reads nothing out again.
  #history = h("div", { class: "historique", role: "group", "aria-label": TEXTES.historique });
  #log = h("div", { class: "journal", role: "log", "aria-label": TEXTES.messages, "aria-live": "polite" });
  #tools;

  constructor(tools) {
    this.#tools = tools;
    this.element = h(
      "div",
      { class: "fil", role: "group", "aria-label": TEXTES.conversation, tabindex: "0" },
      this.#history,
      this.#log,
    );
  }

  clear() {
    this.#history.replaceChildren();
    this.#log.replaceChildren();
  }

  /** Show the messages of before, announced by nobody; the choices of the last turn stay open. */
  restore(messages) {
    this.clear();
    const turns = [];
    for (const message of messages) {
      const last = turns.at(-1);
      if (last && last[0].from === message.from) last.push(message);
      else turns.push([message]);
    }
    for (const turn of turns) {
      this.close(turn[0].text); // only the last turn's choices are still open
      if (turn[0].from === "bot") this.#history.append(this.#botTurn(turn));
      else this.#history.append(...turn.map((message) => visitorTurn(message.text)));
    }
    if (turns.length) this.#show(this.#history.lastElementChild);
  }

  /** Show one turn of the assistant: one addition to the log, so one announcement. */
  bot(messages) {
    const turn = this.#botTurn(messages.filter((message) => message.from !== "visitor"));
    if (!turn.childElementCount) return;
    this.#log.append(turn);
    this.#show(turn);
  }

  visitor(text) {
    const turn = visitorTurn(text);
    this.#log.append(turn);
    this.#show(turn);
    return turn;
  }

  /** Close the choices still open: they stay where they are, the one taken marked. */
  close(label) {
    for (const button of this.element.querySelectorAll(".choix button:not([aria-disabled])")) {
      button.setAttribute("aria-disabled", "true");
      if (button.textContent === label) button.setAttribute("aria-pressed", "true");
    }
  }

  /** Offer the last choices again. */
  reopen() {
    for (const button of [...this.element.querySelectorAll(".choix")].at(-1)?.children ?? []) {
      button.removeAttribute("aria-disabled");
      button.removeAttribute("aria-pressed");
    }
  }

  follow() {
    if (this.#log.lastElementChild) this.#show(this.#log.lastElementChild);
  }

  /** Bring the beginning of a turn into sight, with a little of what stands above. */
  #show(turn) {
    // On a low screen the whole panel scrolls, the transcript with it.
    const inside = this.element.scrollHeight > this.element.clientHeight + 1;
    const scroller = inside ? this.element : this.element.closest(".panneau");
    const distance = turn.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTop += distance - Math.min(60, Math.max(12, scroller.clientHeight - turn.offsetHeight - 16));
  }

  #botTurn(messages) {
    const turn = h("div", { class: "tour assistant" });
    if (messages.length) turn.append(spoken(`${TEXTES.assistant} `));
    for (const message of messages) {
      // The text of a result says in words what its cards show.
      if (message.orientation) turn.append(resultCards(readDoors(message.orientation), this.#tools));
      else turn.append(h("p", { class: "bulle" }, ...linked(message.text)));
      if (message.choices?.length) turn.append(this.#choices(message.choices));
    }
    return turn;
  }

  #choices(choices) {
    return h(
      "div",
      { class: "choix", role: "group", "aria-label": TEXTES.choix },
      ...choices.map((choice) =>
        h("button", {
          type: "button",
          onclick: (event) => {
            if (event.currentTarget.getAttribute("aria-disabled")) return;
            this.#tools.choose(choice);
          },
        }, choice.label),
      ),
    );
  }
}

function visitorTurn(text) {
  return h("div", { class: "tour visiteur" }, h("p", { class: "bulle" }, spoken(`${TEXTES.vous} `), ...linked(text)));
}
