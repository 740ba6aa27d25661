// Shows what went wrong and the action that may help.
import { byId, count, make, makeButton, sentenceCase } from "./dom.js";
import { useKey } from "./service.js";

/** Show an error. `again(options)` scores the article again. `scroll`: bring it into view. */
export function showTrouble(error, again, { scroll = true } = {}) {
  const { kind, detail, retry, wait, requestId } = error;
  const place = byId("problem");
  const lines = [make("strong", {}, error.message)];
  if (detail) lines.push(` ${sentenceCase(detail)}.`);
  if (wait) lines.push(` Try again in ${count(wait, "second")}.`);
  if (requestId) lines.push(make("span", { class: "request" }, ` Request id: ${requestId}.`));
  place.replaceChildren(make("p", {}, ...lines));
  if (retry) place.append(makeButton("Try again", () => again({})));
  if (kind === "unsupported-language") place.append(makeButton("Score it as English", () => again({ language: "en" })));
  if (kind === "unauthorized") place.append(...keyField(() => again({})));
  if (scroll) place.scrollIntoView({ block: "nearest" });
}

export function clearTrouble() {
  byId("problem").replaceChildren();
}

/**
 * A field for an API key. `use()` is called once a key is entered. The style sheet hides the key,
 * because browsers offer to save the content of a password field.
 */
function keyField(use) {
  const field = make("input", { id: "key", class: "secret", autocomplete: "off", spellcheck: "false" });
  const take = () => {
    useKey(field.value.trim());
    use();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take();
  });
  return [make("label", { for: "key" }, "API key"), field, makeButton("Use this key", take)];
}
