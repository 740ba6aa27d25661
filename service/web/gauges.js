// One gauge per score: a scale from 0 to 100 with the score, the seed's mark and an explanation.
import { make } from "./dom.js";
import { SCORES } from "./words.js";

/** Show the scores of a report. `marks`: the seeds' scores, as a list for each scorer. */
export function showGauges(place, scores, marks) {
  const order = [...Object.keys(SCORES), ...Object.keys(scores).filter((name) => !(name in SCORES))];
  const shown = order.filter((name) => name in scores);
  place.replaceChildren(...shown.map((name) => gauge(name, scores[name], marks[name] ?? [])));
}

function gauge(name, score, seeds) {
  const words = SCORES[name];
  const heading = make("h3", { id: `gauge-${name}` }, words?.title ?? name);
  const card = make("article", { class: "gauge", "aria-labelledby": heading.id }, heading);
  if (score.score === null) {
    card.append(
      make("p", { class: "number none" }, make("span", { "aria-hidden": "true" }, "–"), make("span", { class: "of" }, " no score")),
      make("p", { class: "reason" }, `Not scored: ${score.reason ?? "no reason given"}.`),
    );
    if (score.value !== null) card.append(make("p", { class: "value" }, say(words, score)));
    return card;
  }
  card.append(
    make("p", { class: "number" }, round(score.score), make("span", { class: "of" }, " of 100")),
    scale(heading.id, score.score, seeds),
  );
  if (words) card.append(make("p", { class: "ends", "aria-hidden": "true" }, ...words.ends.map((end) => make("span", {}, end))));
  card.append(make("p", { class: "value" }, say(words, score)), make("p", { class: "place" }, place(words, score)));
  if (words) card.append(make("p", { class: "ask" }, words.ask));
  return card;
}

function scale(label, score, seeds) {
  const seed = seeds.length ? `; the seed article scores ${seeds.map(round).join(" and ")}` : "";
  const bar = make("div", {
    class: "scale",
    role: "meter",
    "aria-labelledby": label,
    "aria-valuemin": 0,
    "aria-valuemax": 100,
    "aria-valuenow": score,
    "aria-valuetext": `${round(score)} of 100${seed}`,
  });
  const from = seeds.length ? seeds[0] : 0;
  bar.append(at("span", "reach", { from: Math.min(from, score), to: Math.max(from, score) }));
  for (const mark of seeds) bar.append(at("span", "seed", { at: mark }, make("span", {}, "seed")));
  bar.append(at("span", "needle", { at: score }));
  return bar;
}

/** An element at a position on the scale. The style sheet reads the position from custom properties. */
function at(name, kind, places, ...children) {
  const element = make(name, { class: kind }, ...children);
  for (const [key, value] of Object.entries(places)) element.style.setProperty(`--${key}`, String(value));
  return element;
}

function place(words, { percentile }) {
  if (percentile === null) return "";
  const share = `${Math.round(percentile)}%`;
  return words ? `${words.place(share)} (percentile ${Math.round(percentile)})` : `percentile ${Math.round(percentile)}`;
}

function say(words, { value, unit }) {
  return words?.say?.(value) ?? `${value.toFixed(2)} ${unit}`;
}

function round(number) {
  return String(Math.round(number));
}
