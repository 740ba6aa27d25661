// One gauge per score: the sentence, a scale from 0 to 100 with the score, the typical band and the seed's mark, advice and evidence.
import { make, makeButton } from "./dom.js";
import { meaningLink } from "./meaning.js";
import { SCORES } from "./words.js";

/**
 * Show the scores of a report. `marks`: the seeds' scores, as a list for each scorer; `before`: the scores of the
 * version that the user began with, if the text was edited. `find(set)` goes through a set of places.
 */
export function showGauges(place, findings, { marks, before, find }) {
  const { scores } = findings.report;
  const order = [...Object.keys(SCORES), ...Object.keys(scores).filter((name) => !(name in SCORES))];
  const shown = order.filter((name) => name in scores);
  const cards = shown.map((name) => gauge(name, scores[name], { findings, seeds: marks[name] ?? [], was: before?.[name], find }));
  place.replaceChildren(...cards);
}

function gauge(name, score, { findings, seeds, was, find }) {
  const words = SCORES[name];
  const heading = make("h3", { id: `gauge-${name}` }, words?.title ?? name);
  const head = make("div", { class: "gauge-head" }, heading, words ? meaningLink(name, words.title) : null);
  const card = make("article", { class: "gauge", "aria-labelledby": heading.id }, head);
  if (score.score === null) {
    const none = make("p", { class: "number none" }, make("span", { "aria-hidden": "true" }, "–"), make("span", { class: "of" }, " no score"));
    card.append(none, make("p", { class: "reason" }, `Not scored: ${score.reason ?? "no reason given"}.`));
  } else {
    card.append(
      make("p", { class: "number" }, round(score.score), make("span", { class: "of" }, " of 100"), change(score, was)),
      make("p", { class: "place" }, score.comparison),
      measure(words, scale(heading.id, score, seeds, was)),
    );
  }
  const value = score.value === null ? null : make("span", { class: "value" }, say(words, score));
  card.append(make("p", { class: "find" }, ...[value, ...(words ? links(words, findings, find) : [])].filter(Boolean)));
  if (isUnusual(score) && score.advice) card.append(make("p", { class: "ask" }, score.advice));
  return card;
}

/** Advice for what is typical would be the same for most articles, and soon be read by nobody. */
function isUnusual({ score, typical }) {
  return score !== null && (!typical || score < typical.score.low || score > typical.score.high);
}

function links({ evidence }, findings, find) {
  return evidence
    .filter(({ set }) => findings[set].length)
    .map(({ set, words }) => makeButton(words(findings[set]), () => find(set), { class: "link" }));
}

function measure(words, scale) {
  const ends = (words?.ends ?? []).map((end) => make("span", { class: "end", "aria-hidden": "true" }, end));
  return make("div", { class: "measure" }, ends[0], scale, ends[1]);
}

/** Say how a score has changed since the user began to edit. */
function change({ score }, was) {
  if (!was || was.score === null) return null;
  const by = Math.round(score) - Math.round(was.score);
  if (!by) return make("span", { class: "change" }, " unchanged");
  return make("span", { class: "change" }, ` ${by > 0 ? "+" : "−"}${Math.abs(by)}, was ${round(was.score)}`);
}

function scale(label, { score, typical }, seeds, was) {
  const band = typical ? `; typical is ${round(typical.score.low)} to ${round(typical.score.high)}` : "";
  const seed = seeds.length ? `; the seed article scores ${seeds.map(round).join(" and ")}` : "";
  const earlier = was && was.score !== null ? `; it was ${round(was.score)} before your changes` : "";
  const bar = make("div", {
    class: "scale",
    role: "meter",
    "aria-labelledby": label,
    "aria-valuemin": 0,
    "aria-valuemax": 100,
    "aria-valuenow": score,
    "aria-valuetext": `${round(score)} of 100${band}${seed}${earlier}`,
  });
  if (typical) bar.append(at("span", "typical", { from: typical.score.low, to: typical.score.high }));
  for (const mark of seeds) bar.append(at("span", "seed", { at: mark }));
  if (was && was.score !== null) bar.append(at("span", "was", { at: was.score }));
  bar.append(at("span", "needle", { at: score }));
  return bar;
}

/** An element at a position on the scale. The style sheet reads the position from custom properties. */
function at(name, kind, places, ...children) {
  const element = make(name, { class: kind }, ...children);
  for (const [key, value] of Object.entries(places)) element.style.setProperty(`--${key}`, String(value));
  return element;
}

/** Return the value of a score in words; `words` are its wording, if it is built in. */
export function say(words, { value, unit }) {
  return words?.say?.(value) ?? `${value.toFixed(2)} ${unit}`;
}

function round(number) {
  return String(Math.round(number));
}
