// Says what went wrong, and offers the one thing that may help.
import { byId, count, make } from "./dom.js";

/** Show an error; `again(options)` reads the article once more. */
export function showTrouble(error, again) {
  const { kind, detail, retry, wait, requestId } = error;
  const place = byId("problem");
  const lines = [make("strong", {}, error.message)];
  if (detail) lines.push(` ${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`);
  if (wait) lines.push(` It asks for ${count(wait, "second")} of patience.`);
  if (requestId) lines.push(make("span", { class: "request" }, ` Request ${requestId}.`));
  place.replaceChildren(make("p", {}, ...lines));
  if (retry) place.append(button("Try again", () => again({})));
  if (kind === "unsupported-language") place.append(button("It is English: read it", () => again({ language: "en" })));
  place.scrollIntoView({ block: "nearest" });
}

export function clearTrouble() {
  byId("problem").replaceChildren();
}

function button(words, press) {
  const made = make("button", { type: "button" }, words);
  made.addEventListener("click", press);
  return made;
}
