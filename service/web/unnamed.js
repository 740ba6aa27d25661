// The card that stands first: how many statements have an unnamed source, and how many of those a reason.
import { count, make, makeButton } from "./dom.js";
import { meaningLink } from "./meaning.js";

/** Show the card. `find(set)` goes through a set of places; `list()` opens the table of statements. */
export function showUnnamed(place, { unnamed, explained, unexplained, reasons, statements }, { find, list }) {
  place.classList.toggle("some", unnamed.length > 0);
  const actions = make("p", { class: "actions" });
  if (unexplained.length) {
    actions.append(makeButton(unexplained.length === unnamed.length ? "Find them" : `Find the ${unexplained.length} without`, () => find("unexplained"), { class: "small" }));
  }
  if (reasons.length) actions.append(makeButton(count(reasons.length, "reason"), () => find("reasons"), { class: "small" }));
  if (statements.length) actions.append(makeButton("List", list, { class: "small" }));
  place.replaceChildren(make("p", { class: "headline" }, ...headline(unnamed, explained, statements), " ", meaningLink("reason", "a reason")), actions);
}

function headline(unnamed, explained, statements) {
  if (!statements.length) return ["No statement has a source"];
  if (!unnamed.length) return ["No unnamed sources"];
  const reasons = explained.length ? `${explained.length} with a reason` : "none with a reason";
  const phrases = explained.filter(({ speaker }) => speaker.reason_for_anonymity.kind === "boilerplate").length;
  return [
    make("b", {}, count(unnamed.length, "unnamed statement")),
    `, ${reasons}`,
    phrases ? make("span", { class: "aside" }, phrases === explained.length ? " (only a stock phrase)" : ` (${phrases} only a stock phrase)`) : null,
  ].filter(Boolean);
}
