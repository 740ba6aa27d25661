// Compares two texts: which paragraphs belong together, and which words changed in them.
import { lines } from "./segments.js";

/** Cells of the table above which two sequences are not compared in detail: time and memory grow with it. */
const LARGEST = 4_000_000;
/** The share of common words from which two paragraphs are versions of each other. */
const ALIKE = 0.4;

/** Return whether two texts have the same paragraphs. Empty lines do not matter. */
export function sameText(a, b) {
  const [left, right] = [a, b].map(paragraphs);
  return left.length === right.length && left.every((text, at) => text === right[at]);
}

function paragraphs(text) {
  return lines(text).map(({ start, end }) => text.slice(start, end).trim());
}

/** Return the paragraphs of both texts side by side, in order: `{before, after}`, either of them null if there is none. */
export function alignParagraphs(before, after) {
  const [left, right] = [before, after].map(paragraphs);
  const rows = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...commonPairs(left, right), [left.length, right.length]]) {
    rows.push(...pairUp(left.slice(i, a), right.slice(j, b)));
    if (a < left.length) rows.push({ before: left[a], after: right[b] });
    [i, j] = [a + 1, b + 1];
  }
  return rows;
}

/** Pair up paragraphs that share enough words; the others stand alone. */
function pairUp(left, right) {
  const rows = [];
  let next = 0;
  for (const before of left) {
    const at = right.findIndex((after, index) => index >= next && alike(before, after));
    if (at < 0) rows.push({ before, after: null });
    else {
      rows.push(...right.slice(next, at).map((after) => ({ before: null, after })), { before, after: right[at] });
      next = at + 1;
    }
  }
  return [...rows, ...right.slice(next).map((after) => ({ before: null, after }))];
}

function alike(a, b) {
  const [left, right] = [a, b].map((text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
  const common = [...left].filter((word) => right.has(word)).length;
  return common >= ALIKE * Math.max(left.size, right.size, 1);
}

/** Return the parts of two versions of a paragraph: `{before: [{text, changed}], after: [{text, changed}]}`. */
export function compareWords(before, after) {
  const [left, right] = [before, after].map((text) => text.match(/[\p{L}\p{N}’'-]+|\s+|./gu) ?? []);
  const pairs = commonPairs(left, right).filter((pair, at, all) => left[pair[0]].trim() || isJoined(pair, all[at - 1]) || isJoined(all[at + 1], pair));
  const kept = [new Set(pairs.map(([a]) => a)), new Set(pairs.map(([, b]) => b))];
  return { before: merge(left, kept[0]), after: merge(right, kept[1]) };
}

/** Return whether two pairs follow each other on both sides. A space alone between changed words is not worth keeping. */
function isJoined(pair, previous) {
  return Boolean(pair && previous) && pair[0] === previous[0] + 1 && pair[1] === previous[1] + 1;
}

function merge(tokens, kept) {
  const parts = [];
  for (const [at, text] of tokens.entries()) {
    const changed = !kept.has(at);
    if (parts.at(-1)?.changed === changed) parts.at(-1).text += text;
    else parts.push({ text, changed });
  }
  return parts;
}

/** Return the index pairs of a longest common subsequence, in order. */
function commonPairs(a, b) {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const head = Array.from({ length: start }, (_, at) => [at, at]);
  const tail = Array.from({ length: a.length - endA }, (_, at) => [endA + at, endB + at]);
  return [...head, ...middle(a.slice(start, endA), b.slice(start, endB)).map(([i, j]) => [i + start, j + start]), ...tail];
}

function middle(a, b) {
  if (!a.length || !b.length || a.length * b.length > LARGEST) return [];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = a[i] === b[j]
        ? longest[(i + 1) * width + j + 1] + 1
        : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const pairs = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}
