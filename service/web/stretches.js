// Finds the stretches of a text for which nobody is quoted or cited.
import { lines } from "./segments.js";

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
const words = new Intl.Segmenter("en", { granularity: "word" });

/**
 * Return the runs of sentences that no attribution touches, as `{start, end, words}`, longest first. An interviewer's
 * question and a refusal to comment end a stretch too. `least`: minimum number of words.
 */
export function findStretches(text, attributions, least) {
  const spoken = covered(attributions);
  const found = [];
  let run = null;
  let next = 0;
  for (const line of lines(text)) {
    for (const { segment, index } of sentences.segment(text.slice(line.start, line.end))) {
      const start = line.start + index;
      const end = start + segment.trimEnd().length;
      while (next < spoken.length && spoken[next].end <= start) next += 1;
      if (next < spoken.length && spoken[next].start < end) run = null;
      else if (run) Object.assign(run, { end, words: run.words + countWords(segment) });
      else found.push((run = { start, end, words: countWords(segment) }));
    }
  }
  return found.filter((one) => one.words >= least).sort((a, b) => b.words - a.words || a.start - b.start);
}

/** Return the spans of attributions, merged and in order. The words between a source, its cue and its content count too. */
function covered(attributions) {
  const spans = attributions.map(({ source, cue, content }) => {
    const parts = [source, cue, ...content].filter(Boolean);
    return { start: Math.min(...parts.map((p) => p.start)), end: Math.max(...parts.map((p) => p.end)) };
  });
  const merged = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push(span);
  }
  return merged;
}

function countWords(text) {
  let counted = 0;
  for (const { isWordLike } of words.segment(text)) if (isWordLike) counted += 1;
  return counted;
}
