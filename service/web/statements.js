// The table of statements: who says what, unnamed sources without a reason first.
import { count, make, makeButton, shorten } from "./dom.js";
import { begin, said, who } from "./findings.js";
import { cell, makeTable } from "./table.js";
import { FORMS, REASONS, SUPPORT } from "./words.js";

const QUOTED = 120;

/** Show the table. `find(attribution)` shows it in the text. */
export function showStatements(place, { attributions }, find) {
  if (!attributions.length) return place.replaceChildren(make("p", { class: "hint" }, "No statement in this article has a source."));
  const rows = [...attributions].sort((a, b) => rank(a) - rank(b) || begin(a) - begin(b));
  return place.replaceChildren(...makeTable({ name: "Statements", columns: columns(find), rows, groups: GROUPS, caption }));
}

function rank({ unnamed, explained, speaker, source }) {
  if (unnamed && !explained && speaker?.withheld !== false) return 0;
  if (unnamed) return 1;
  return source ? 3 : 2;
}

const GROUPS = [
  { title: "All statements", keep: () => true },
  { title: "Unnamed only", keep: (row) => row.unnamed },
  { title: "Unnamed, without a reason", keep: (row) => rank(row) === 0 },
  { title: "Quoted", keep: ({ form }) => form === "direct" || form === "mixed" },
  { title: "Reported", keep: ({ form }) => form === "indirect" },
  { title: "Without a source", keep: ({ source }) => !source },
];

function caption(rows) {
  const stated = rows.filter(({ mode }) => mode === "statement");
  const unnamed = stated.filter((row) => row.unnamed).length;
  const thoughts = rows.length - stated.length;
  const others = thoughts ? `; and ${count(thoughts, "thing")} that somebody thinks or wants` : "";
  return `${count(stated.length, "statement")}, ${unnamed || "none"} by unnamed sources${others}. Interviewers’ questions and refusals to comment are left out.`;
}

function columns(find) {
  return [
    { title: "Who says it", value: (row) => (row.unnamed ? "0 " : "1 ") + who(row), cell: (row) => whoCell(row, find) },
    { title: "What", value: (row) => said(row), cell: (row) => cell("what", shorten(said(row), QUOTED)) },
    { title: "Quoted or reported", value: ({ form }) => FORMS[form], cell: ({ form, mode }) => cell("form", `${FORMS[form]}${mode === "attitude" ? " (thinks or wants)" : ""}`) },
    { title: "Reason for not naming", value: (row) => `${rank(row)} ${reason(row)}`, cell: (row) => cell("reason", [reason(row), support(row)].filter(Boolean).join("; ")) },
    { title: "Sure", value: ({ confidence }) => confidence, cell: ({ confidence }) => cell("sure", `${Math.round(100 * confidence)}%`) },
  ];
}

function whoCell(row, find) {
  const head = make("th", { scope: "row", role: "rowheader", dir: "auto" }, makeButton(who(row) || "nobody", () => find(row), { class: "who" }));
  if (row.unnamed) head.append(" ", make("b", { class: "tag" }, "unnamed"));
  return head;
}

/** Return how the article explains that it does not name a speaker, in words. */
export function reason({ unnamed, speaker }) {
  const given = speaker?.reason_for_anonymity;
  if (given && given.kind !== "unexplained") return REASONS[given.kind](given.text);
  if (!unnamed) return "";
  return speaker?.withheld === false ? REASONS.generic : REASONS.none;
}

function support({ corroboration, relayed }) {
  if (relayed) return "relays unnamed people";
  return corroboration ? SUPPORT[corroboration.by] : "";
}
