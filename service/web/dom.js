// Small helpers that create elements. Text always becomes text nodes, never markup.

/** Create an element with attributes by name (false and null omit one) and children. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Create a button that calls `press`. */
export function makeButton(words, press, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", press);
  return made;
}

export function byId(id) {
  return document.getElementById(id);
}

const WHOLE = new Intl.NumberFormat("en");

export function count(number, one, many = `${one}s`) {
  return `${WHOLE.format(number)} ${number === 1 ? one : many}`;
}

export function sentenceCase(words = "") {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Shorten a quotation at a word boundary, for a note. */
export function shorten(text, limit) {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= limit) return line;
  return `${line.slice(0, limit).replace(/[\uD800-\uDBFF]$/u, "").replace(/\s\S*$/u, "")} …`;
}
