// Find a text quote selector (W3C Web Annotation, 4.2.4) in a DOM, and return it as a Range.
//
//     import { anchor } from "./anchor.js";
//     const range = anchor(document.querySelector("article"), piece.selector);
//     if (range) CSS.highlights.set("copydesk", new Highlight(range));
//
// White space, soft hyphens and invisible characters count nowhere: a page has others than the
// text that the selector was made from, and none at all between two paragraphs. Of several places
// with the same words, the one whose surroundings agree most is taken, so that an edit elsewhere
// in the article does not lose the place. No dependency, nothing is changed in the document.

const UNSEEN = /[\s\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200d\u2060\ufeff]/;
const UNREAD = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TEXTAREA", "TITLE"]);
const MARKS = /[“”]/; // a browser draws those of <q>, which are in no text node

/** Return the Range of `selector` under `root`, or null when its words are not there. */
export function anchor(root, selector) {
  const best = find(root, selector, UNSEEN);
  if (best.share === 1) return best.range;
  const other = find(root, selector, either(UNSEEN, MARKS));
  return other.share > best.share ? other.range : best.range;
}

/** Return the best place, and the share of the selector's context that agrees with it. */
function find(root, { exact, prefix = "", suffix = "" }, skipped) {
  const { text, places } = read(root, skipped);
  const wanted = squeeze(exact, skipped);
  const before = squeeze(prefix, skipped);
  const after = squeeze(suffix, skipped);
  let best = -1;
  let most = -1;
  for (let at = text.indexOf(wanted); wanted && at !== -1; at = text.indexOf(wanted, at + 1)) {
    const agreed = same(before, text, at, -1) + same(after, text, at + wanted.length, 1);
    if (agreed > most) [best, most] = [at, agreed];
  }
  if (best === -1) return { range: null, share: -1 };
  const [first, start] = places(best);
  const [last, end] = places(best + wanted.length - 1);
  const range = (root.ownerDocument ?? root).createRange();
  range.setStart(first, start);
  range.setEnd(last, end + 1);
  return { range, share: before + after ? most / (before + after).length : 1 };
}

/** Return the text under `root` without what is skipped, and where each character of it is. */
function read(root, skipped) {
  const accept = (node) => (UNREAD.has(node.nodeName.toUpperCase()) ? 2 /* reject */ : 1);
  const walker = (root.ownerDocument ?? root).createTreeWalker(root, 5 /* elements, text */, accept);
  const kept = [];
  const nodes = [];
  const offsets = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType !== 3) continue;
    for (let i = 0; i < node.data.length; i++) {
      if (skipped.test(node.data[i])) continue;
      kept.push(node.data[i]);
      nodes.push(node);
      offsets.push(i);
    }
  }
  return { text: kept.join(""), places: (i) => [nodes[i], offsets[i]] };
}

/** Return how many characters of `context` agree with `text` beside `at`, going outwards. */
function same(context, text, at, step) {
  let agreed = 0;
  while (agreed < context.length) {
    const here = step < 0 ? context[context.length - 1 - agreed] : context[agreed];
    const there = step < 0 ? text[at - 1 - agreed] : text[at + agreed];
    if (here !== there) break;
    agreed++;
  }
  return agreed;
}

function squeeze(text, skipped) {
  return text.split("").filter((unit) => !skipped.test(unit)).join("");
}

function either(...patterns) {
  return new RegExp(patterns.map((pattern) => pattern.source).join("|"));
}
