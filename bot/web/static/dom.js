/** Elements and links made by hand: text is only ever text, whatever it holds. */
import { TEXTES } from "./textes.js";

/** Make an element; attributes that are `false` or missing, and empty children, are left out. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== false && child !== ""));
  return element;
}

export const spoken = (text) => h("span", { class: "lu" }, text);

let lastId = 0;

export const newId = () => `a${++lastId}`;

const ADDRESS =
  /(https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]…])|(?:mailto:)?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(\b0\d(?:[ .\u00a0\u202f]\d\d){4}\b)/g;

/** Text with its web addresses, e-mail addresses and telephone numbers as links. */
export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    nodes.push(text.slice(end, found.index));
    const [all, url, email, telephone] = found;
    nodes.push(url ? webLink(url) : email ? emailLink(email) : telephoneLink(telephone));
    end = found.index + all.length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}

export function webLink(url, text = url) {
  return h(
    "a",
    { href: url, target: "_blank", rel: "noopener noreferrer" },
    text.replace(/^https?:\/\/(.*?)\/?$/, "$1"),
    spoken(` ${TEXTES.nouvelleFenetre}`),
  );
}

export const emailLink = (email) => h("a", { href: `mailto:${email}` }, email);

export const telephoneLink = (telephone) =>
  h("a", { href: `tel:${telephone.replace(/[^\d+]/g, "")}` }, telephone.replace(/ /g, "\u00a0"));

/** Whether an address from data may stand in a link: the web only, never a script. */
export const isWeb = (url) => /^https?:\/\//.test(url ?? "");

/** One line of a contact. */
export const row = (label, value) => h("p", {}, h("span", { class: "etiquette" }, `${label}\u00a0: `), value);

/** How to reach the ESS service, from the page's own configuration: true even with no server. */
export function essContact({ email, telephone }) {
  return h(
    "div",
    { class: "contact" },
    telephone && row(TEXTES.telephone, telephoneLink(telephone)),
    email && row(TEXTES.courriel, emailLink(email)),
  );
}
