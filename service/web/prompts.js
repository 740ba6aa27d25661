// The prompts of the house rules: what to look at, and what would settle it. Verdicts last for the visit.
import { byId, count, make, makeButton, sentenceCase } from "./dom.js";
import { meaningLink } from "./meaning.js";
import { SEVERITIES } from "./words.js";

/** Prompts before "Show all"; on a phone, the text should not be far. */
const SHOWN = matchMedia("(width < 44rem)").matches ? 3 : 6;
const ORDER = Object.keys(SEVERITIES);

/** The user's verdicts, "dismissed" or "wrong", by prompt. They are kept in this tab's memory and survive edits elsewhere. */
const verdicts = new Map();

/** Return what identifies a prompt: its rule and the words that it is about. */
export function keyOf({ rule, spans }) {
  return [rule, ...spans.map(({ text }) => text.replace(/\s+/gu, " "))].join("\n");
}

/** Return the prompts without a verdict, the most severe first. */
export function openPrompts({ prompts }) {
  return prompts
    .filter((one) => !verdicts.has(keyOf(one)))
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

/** Return the prompts with a verdict, as `[prompt, verdict]`. */
export function judgedPrompts({ prompts }) {
  return prompts.flatMap((one) => (verdicts.has(keyOf(one)) ? [[one, verdicts.get(keyOf(one))]] : []));
}

/** Show the list. `find(prompt)` goes through the places of a prompt. */
export function showPrompts(place, findings, { find }, all = false) {
  const judge = (prompt, verdict) => {
    if (verdict) verdicts.set(keyOf(prompt), verdict);
    else verdicts.delete(keyOf(prompt));
    showPrompts(place, findings, { find }, all);
    place.querySelector("h3").focus();
  };
  const open = openPrompts(findings);
  const judged = judgedPrompts(findings);
  showJump(byId("look"), open.length, place);
  const heading = make("h3", { tabindex: -1 }, "What to look at ", make("span", { class: "counted" }, String(open.length)), " ", meaningLink("prompts", "what to look at"));
  place.replaceChildren(heading);
  if (!open.length) place.append(make("p", { class: "hint" }, judged.length ? "Nothing else." : "The house rules found nothing. That does not mean that all is well."));
  const list = make("ol", { class: "prompts" }, ...open.map((one) => item(one, find, judge)));
  for (const one of [...list.children].slice(SHOWN)) one.classList.toggle("more", !all);
  if (open.length) place.append(list);
  if (open.length > SHOWN && !all) {
    place.append(makeButton(`Show all ${open.length}`, () => {
      showPrompts(place, findings, { find }, true);
      place.querySelectorAll("li")[SHOWN].querySelector("button").focus();
    }, { class: "small all" }));
  }
  if (judged.length) place.append(settled(judged, judge));
}

/** Say beside the card how many prompts are open; the list itself is below the gauges. */
function showJump(place, number, list) {
  const jump = () => {
    const heading = list.querySelector("h3");
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  };
  place.replaceChildren(...(number ? [makeButton(`${count(number, "thing")} to look at`, jump, { class: "link" })] : []));
}

function item(prompt, find, judge) {
  const { severity, rule, message, settled_by: settled, spans } = prompt;
  return make(
    "li",
    { class: "prompt", "data-severity": severity },
    make("span", { class: "severity" }, SEVERITIES[severity]),
    makeButton(sentenceCase(message), () => find(prompt), { class: "link", title: rule, dir: "auto" }),
    spans.length > 1 ? make("span", { class: "counted" }, ` ${spans.length} places`) : null,
    make("p", { class: "settled" }, `Settled by ${settled}.`),
    make(
      "p",
      { class: "verdicts" },
      makeButton("Dismiss", () => judge(prompt, "dismissed"), { "aria-label": `Dismiss: ${message}` }),
      makeButton("Wrong", () => judge(prompt, "wrong"), { "aria-label": `Wrong: ${message}` }),
    ),
  );
}

function settled(judged, judge) {
  const rows = judged.map(([one, verdict]) =>
    make("li", {}, `${verdict}: ${one.message} `, makeButton("Restore", () => judge(one, null), { class: "link", "aria-label": `Restore: ${one.message}` })),
  );
  return make("details", { class: "judged" }, make("summary", {}, `${judged.length} dismissed or wrong`), make("ul", {}, ...rows));
}
