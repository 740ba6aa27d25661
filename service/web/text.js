// Renders the article with its marks: a flat row of spans per line, so that marks can overlap.
import { make } from "./dom.js";
import { pieces, segment } from "./segments.js";

/** Milliseconds to render before yielding to the browser. */
const SLICE = 12;

/**
 * Fill `place` and return the marks in reading order: `{element, pieces, stop}`. Where a source, a
 * cue, a hedge or a hard sentence begins is a `stop`: the name of its kinds' layers.
 * `wanted` returns whether to continue, because the text may be replaced while it is being rendered.
 */
export async function layOut(place, text, evidence, wanted) {
  const marks = [];
  let began = performance.now();
  place.replaceChildren();
  for (const segments of segment(text, pieces(evidence, text.length))) {
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
  const classes = new Set(held.flatMap((piece) => names(piece)));
  if (begins.some((piece) => piece.kind === "source")) classes.add("first");
  const made = [];
  for (const piece of begins.filter(({ kind }) => kind === "sentence")) {
    made.push(stop(opening(piece.owner.item), [piece], ["sentences"], marks));
  }
  if (held.some((piece) => piece.kind === "sentence" && piece.end === end)) classes.add("closing");
  const element = make("span", { class: [...classes].join(" ") }, shown);
  const layers = new Set(begins.map((piece) => LAYER[piece.kind]).filter(Boolean));
  made.push(stop(element, held, [...layers], marks));
  return made;
}

/** The layers of the kinds of pieces that the keyboard stops at. */
const LAYER = { source: "sources", cue: "attributions", hedge: "hedges" };

function names({ kind, owner: { item } }) {
  if (kind === "sentence" || kind === "hedge") return [kind];
  const found = item.interviewer ? [kind, "question"] : [kind];
  if (kind === "source" && item.source.anonymous) found.push("anonymous");
  return found;
}

function opening(sentence) {
  return make("span", { class: "sentence opening", "aria-label": `Hard sentence, ${sentence.words} words` });
}

function stop(element, held, layers, marks) {
  if (layers.length) {
    element.setAttribute("role", "button");
    element.tabIndex = -1;
  }
  marks.push({ element, pieces: held, stop: layers });
  return element;
}
