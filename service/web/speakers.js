// The table of sources: how often each speaks, whether it is named, and the reason given for anonymity.
import { count, make, makeButton } from "./dom.js";
import { reason } from "./statements.js";
import { cell, makeTable } from "./table.js";
import { NAMED, SOURCES } from "./words.js";

/** Show the table. `find(speaker)` goes through the statements of a speaker. */
export function showSpeakers(place, { speakers, silent }, find) {
  const all = [...speakers.values()];
  const rest = all.filter((one) => one.attributions === 0);
  const rows = all
    .filter((one) => one.attributions > 0)
    .map((one) => ({ ...one, unnamed: one.anonymous, speaker: one }))
    .sort((a, b) => b.attributions - a.attributions);
  if (!rows.length) {
    return place.replaceChildren(make("p", { class: "hint" }, "No statement in this article has a source."));
  }
  const most = rows[0].attributions;
  const left = leftOut(rest, silent);
  const caption = (some) => `${count(some.length, "source")}, ${some.filter((one) => one.unnamed).length || "none"} of them unnamed.${left}`;
  return place.replaceChildren(...makeTable({ name: "Sources", columns: columns(most, find), rows, groups: GROUPS, caption }));
}

const GROUPS = [
  { title: "All sources", keep: () => true },
  { title: "Unnamed only", keep: (row) => row.unnamed },
  { title: "Named only", keep: ({ type }) => NAMED.has(type) },
];

function leftOut(rest, silent) {
  const names = (some) => some.map((one) => one.name ?? one.description).filter(Boolean).join(", ");
  const apart = (some, why) => (some ? ` Excluded from all counts: ${some} (${why}).` : "");
  return apart(names(rest.filter((one) => !silent.has(one.id))), "interviewer") + apart(names(rest.filter((one) => silent.has(one.id))), "no comment");
}

function columns(most, find) {
  return [
    { title: "Who speaks", value: name, cell: (row) => make("th", { scope: "row", role: "rowheader", dir: "auto" }, makeButton(name(row), () => find(row), { class: "who" })) },
    { title: "Named?", value: (row) => `${row.unnamed ? 0 : 1} ${row.type}`, cell: (row) => cell("named", naming(row), make("span", { class: "kind" }, ` ${SOURCES[row.type] ?? row.type}`)) },
    { title: "How often", value: ({ attributions }) => -attributions, cell: ({ attributions }) => cell("often", make("span", { class: "times" }, String(attributions)), bar(attributions / most)) },
    { title: "Reason for not naming", value: reason, cell: (row) => cell("reason", reason(row)) },
  ];
}

function name({ name: named, description }) {
  return named ?? description ?? "someone";
}

function bar(share) {
  const made = make("span", { class: "bar", "aria-hidden": "true" });
  made.style.setProperty("--share", String(share));
  return made;
}

function naming({ unnamed, type }) {
  if (unnamed) return make("b", { class: "tag" }, "unnamed");
  return NAMED.has(type) ? "named" : "";
}
