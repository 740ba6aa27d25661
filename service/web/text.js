// Renders the article with its marks: a flat row of spans per line, so that marks can overlap.
import { make } from "./dom.js";
import { LAYER } from "./layers.js";
import { segment } from "./segments.js";

/** Milliseconds to render before yielding to the browser. */
const SLICE = 12;

/**
 * Fill `place` with the text and its pieces (segments.js), and return the marks in reading order: `{element, pieces, begins, ends, stop}`. Where a source, a
 * cue, a hedge, a stretch or a hard sentence begins is a `stop`: the names of its kinds' layers.
 * `wanted` returns whether to continue, because the text may be replaced while it is being rendered.
 */
export async function layOut(place, text, pieces, wanted) {
  const marks = [];
  let began = performance.now();
  place.replaceChildren();
  for (const segments of segment(text, pieces)) {
    const line = make("p", { dir: "auto" });
    for (const one of segments) line.append(...nodes(text, one, marks));
    place.append(line);
    if (performance.now() - began > SLICE) {
      await new Promise((resume) => setTimeout(resume));
      if (!wanted()) return [];
      began = performance.now();
    }
  }
  return marks;
}

function nodes(text, { start, end, pieces: held }, marks) {
  const shown = text.slice(start, end);
  if (!held.length) return [shown];
  const begins = held.filter((piece) => piece.start === start);
  const made = begins
    .filter(({ kind }) => kind === "sentence")
    .map((piece) => mark(make("span"), { held: [piece], begins: [piece], opening: true }));
  made.push(mark(make("span", {}, shown), { held, begins: begins.filter(({ kind }) => kind !== "sentence"), end }));
  marks.push(...made);
  return made.map(({ element }) => element);
}

function mark(element, { held, begins, end = null, opening = false }) {
  const made = { element, pieces: held, begins, end, opening, stop: [] };
  dress(made, null);
  return made;
}

/** Show a mark's pieces, or only those of the owners in `only` (a set of ids). */
export function dress(mark, only) {
  const { element, opening, end } = mark;
  const kept = (piece) => !only || only.has(piece.owner.id);
  const shown = mark.pieces.filter(kept);
  const begins = mark.begins.filter(kept);
  const classes = new Set(shown.flatMap((piece) => names(piece)));
  if (opening && shown.length) classes.add("opening");
  if (begins.some((piece) => piece.kind === "source")) classes.add("first");
  if (shown.some((piece) => piece.kind === "sentence" && piece.end === end)) classes.add("closing");
  element.className = [...classes].join(" ");
  mark.stop = [...new Set(begins.filter(({ kind }) => kind !== "content").map(({ kind }) => LAYER[kind]).filter(Boolean))];
  for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
  if (!mark.stop.length) return;
  element.setAttribute("role", "button");
  element.tabIndex = -1;
  if (opening) element.setAttribute("aria-label", `Hard sentence, ${shown[0].owner.item.words} words`);
}

function names({ kind, owner: { item } }) {
  if (kind === "prompt" || kind === "reason") return [];
  if (kind !== "source" && kind !== "cue" && kind !== "content") return [kind];
  const found = item.interviewer ? [kind, "question"] : [kind];
  if (kind === "source" && item.source.anonymous) found.push("anonymous");
  return found;
}
