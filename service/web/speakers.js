// The table of sources: how often each speaks, whether it is named, and the reason given for anonymity.
import { count, make } from "./dom.js";
import { NAMED, SOURCES } from "./words.js";

/** Rows before "Show all": a long article has hundreds of sources. */
const SHOWN = 12;

/**
 * Show the table. `silent`: the ids of speakers who were asked and did not answer. `find(speaker, times)` is called
 * when a name is clicked; `times` counts the earlier clicks.
 */
export function showSpeakers(place, speakers, silent, find) {
  const speaking = speakers.filter((one) => one.attributions > 0);
  const rest = speakers.filter((one) => one.attributions === 0);
  const ordered = [...speaking].sort((a, b) => b.attributions - a.attributions);
  if (!ordered.length) {
    return place.replaceChildren(make("p", { class: "hint" }, "No statement in this article has a source."));
  }
  const most = ordered[0].attributions;
  const body = make("tbody", { role: "rowgroup" }, ...ordered.map((one) => row(one, most, find)));
  for (const one of [...body.children].slice(SHOWN)) one.hidden = true;
  const table = make("table", { role: "table", class: "speakers" }, caption(ordered, rest, silent), head(), body);
  place.replaceChildren(table);
  if (ordered.length > SHOWN) place.append(showAll(body, ordered.length));
  return undefined;
}

function caption(ordered, rest, silent) {
  const unnamed = ordered.filter((one) => one.anonymous).length;
  const names = (some) => some.map((one) => one.name ?? one.description).filter(Boolean).join(", ");
  const asking = names(rest.filter((one) => !silent.has(one.id)));
  const asked = names(rest.filter((one) => silent.has(one.id)));
  const said = `${count(ordered.length, "source")}, ${unnamed || "none"} of them unnamed.`;
  const apart = (some, why) => (some ? ` Excluded from all counts: ${some} (${why}).` : "");
  return make("caption", {}, said + apart(asking, "interviewer") + apart(asked, "no comment"));
}

function head() {
  const titles = ["Source", "Named?", "How often", "Reason for anonymity"];
  const cells = titles.map((title) => make("th", { scope: "col", role: "columnheader" }, title));
  return make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...cells));
}

function row(speaker, most, find) {
  const name = speaker.name ?? speaker.description ?? "someone";
  const button = make("button", { type: "button", class: "who" }, name);
  let times = 0;
  button.addEventListener("click", () => find(speaker, times++));
  const bar = make("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(speaker.attributions / most));
  return make(
    "tr",
    { role: "row", class: speaker.anonymous ? "unnamed" : null },
    make("th", { scope: "row", role: "rowheader", dir: "auto" }, button),
    make("td", { role: "cell" }, naming(speaker), make("span", { class: "kind" }, ` ${SOURCES[speaker.type] ?? speaker.type}`)),
    make("td", { role: "cell", class: "often" }, make("span", { class: "times" }, String(speaker.attributions)), bar),
    make("td", { role: "cell", class: "reason", dir: "auto" }, reason(speaker)),
  );
}

function naming({ anonymous, type }) {
  if (anonymous) return make("b", { class: "tag" }, "unnamed");
  return NAMED.has(type) ? "named" : "";
}

function reason({ anonymous, withheld, reason_for_anonymity: given }) {
  if (given) return `“${given.text}”`;
  if (!anonymous) return "";
  return withheld ? "none given" : "does not apply: a generic group";
}

function showAll(body, all) {
  const button = make("button", { type: "button", class: "all" }, `Show all ${all} sources`);
  button.addEventListener("click", () => {
    const first = body.children[SHOWN];
    for (const one of body.children) one.hidden = false;
    button.remove();
    first.querySelector("button").focus();
  });
  return button;
}
