// Two versions of an article side by side: scores, counts and changed words.
import { count, make } from "./dom.js";
import { alignParagraphs, compareWords } from "./diff.js";
import { openPrompts } from "./prompts.js";
import { SCORES } from "./words.js";

/** Unchanged paragraphs in a row from which they are folded. */
const FOLDED = 3;

/** Show the comparison. `titles`: what the two versions are called. */
export function showComparison(place, before, after, titles) {
  const rows = alignParagraphs(before.text, after.text);
  const changed = rows.filter((row) => row.before !== row.after).length;
  place.replaceChildren(
    scores(before, after, titles),
    make("h3", { class: "versions-heading" }, changed ? `${count(changed, "paragraph")} changed` : "The texts are the same"),
    make("div", { class: "versions" }, make("p", { class: "version-title" }, titles[0]), make("p", { class: "version-title" }, titles[1]), ...folded(rows)),
  );
}

function scores(before, after, titles) {
  const rows = [];
  for (const [name, score] of Object.entries(after.report.scores)) {
    rows.push([SCORES[name]?.title ?? name, whole(before.report.scores[name]?.score), whole(score.score)]);
  }
  for (const [title, of] of COUNTS) rows.push([title, of(before), of(after)]);
  const body = rows.map(([title, was, is]) =>
    make(
      "tr",
      { class: was === is ? "same" : "differs" },
      make("th", { scope: "row" }, title),
      ...[was, is].map((value) => make("td", {}, value ?? "–")),
      make("td", {}, difference(was, is)),
    ),
  );
  const head = make("tr", {}, ...["", ...titles, "Change"].map((title) => (title ? make("th", { scope: "col" }, title) : make("td"))));
  return make("table", { class: "compared" }, make("caption", { class: "visually-hidden" }, "Scores and counts of both versions"), make("thead", {}, head), make("tbody", {}, ...body));
}

const COUNTS = [
  ["Unnamed statements", ({ unnamed }) => unnamed.length],
  ["… with a reason", ({ explained }) => explained.length],
  ["Statements with a source", ({ statements }) => statements.filter(({ source }) => source).length],
  ["Hedges in the reporter’s voice", ({ own }) => own.length],
  ["Stretches with nobody quoted", ({ stretches }) => stretches.length],
  ["Things to look at", (findings) => openPrompts(findings).length],
  ["Words", ({ report }) => report.document.words],
];

function whole(score) {
  return typeof score === "number" ? Math.round(score) : null;
}

function difference(was, is) {
  if (was === null || is === null || was === undefined || is === undefined) return was === is ? "" : "changed";
  if (was === is) return "same";
  return is > was ? `+${is - was}` : `−${was - is}`;
}

/** Return the elements of the rows; longer runs of unchanged paragraphs are folded. */
function folded(rows) {
  const elements = [];
  for (let at = 0; at < rows.length; ) {
    let end = at;
    while (end < rows.length && rows[end].before === rows[end].after) end += 1;
    const same = rows.slice(at, end);
    if (same.length >= FOLDED) {
      elements.push(make("details", { class: "fold" }, make("summary", {}, count(same.length, "unchanged paragraph")), make("div", { class: "versions" }, ...same.flatMap(pair))));
    } else elements.push(...same.flatMap(pair));
    if (end < rows.length) elements.push(...pair(rows[end]));
    at = end + 1;
  }
  return elements;
}

function pair({ before, after }) {
  if (before === after) return [before, after].map((text) => make("p", { class: "version same", dir: "auto" }, text));
  if (before === null) return [make("p", { class: "version missing" }), make("p", { class: "version", dir: "auto" }, make("ins", {}, after))];
  if (after === null) return [make("p", { class: "version", dir: "auto" }, make("del", {}, before)), make("p", { class: "version missing" })];
  const parts = compareWords(before, after);
  return [paragraph(parts.before, "del"), paragraph(parts.after, "ins")];
}

function paragraph(parts, name) {
  return make("p", { class: "version", dir: "auto" }, ...parts.map(({ text, changed }) => (changed ? make(name, {}, text) : text)));
}
