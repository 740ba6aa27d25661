// The text as an editor, with marks that move along. Marks are highlights on ranges (CSS Custom Highlight API), so that
// neither typing nor a new score touches the elements: the caret and the browser's undo stay as they are.
import { lines } from "./segments.js";

/** The highlights, from the lowest to the topmost. */
const KINDS = ["stretch", "content", "sentence", "cue", "source", "anonymous", "hedge", "found"];
const SUPPORTED = typeof Highlight !== "undefined" && Boolean(globalThis.CSS?.highlights);

/** Make `place` editable. `changed()` is called after each change of the text. */
export function makeEditor(place, changed) {
  const highlights = new Map();
  let separator = "\n";
  /** The pieces with their ranges, which the browser keeps in step with the text. */
  let placed = [];
  if (SUPPORTED) {
    for (const [priority, kind] of KINDS.entries()) {
      const highlight = new Highlight();
      highlight.priority = priority;
      highlights.set(kind, highlight);
      CSS.highlights.set(`edit-${kind}`, highlight);
    }
  }

  place.addEventListener("input", changed);
  place.addEventListener("beforeinput", (event) => {
    if (event.inputType.startsWith("format") || event.inputType === "insertFromDrop") event.preventDefault();
  });
  place.addEventListener("paste", (event) => {
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain").replace(/\s*\n\s*/gu, "\n");
    document.execCommand("insertText", false, text);
  });

  function paragraphs() {
    let start = 0;
    return [...place.childNodes].map((node) => {
      const parts = partsOf(node);
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      const found = { node, parts, start, end: start + length };
      start += length + separator.length;
      return found;
    });
  }

  /** Yield the ranges of a piece: one for each paragraph that it is in. */
  function* rangesOf(piece, paragraphs) {
    for (const one of paragraphs) {
      if (one.end <= piece.start || one.start >= piece.end) continue;
      const range = new Range();
      range.setStart(...pointAt(one, Math.max(piece.start, one.start)));
      range.setEnd(...pointAt(one, Math.min(piece.end, one.end)));
      yield range;
    }
  }

  function put(pieces, paragraphs) {
    placed = pieces.map((piece) => ({ piece, ranges: [...rangesOf(piece, paragraphs)] }));
  }

  function clear() {
    for (const highlight of highlights.values()) highlight.clear();
  }

  return {
    /** Edit `text`, which has these pieces. Empty lines are left out. */
    open(text, pieces) {
      separator = /\S[^\S\n]*\n[^\S\n]*\n/u.test(text) ? "\n\n" : "\n";
      const found = lines(text);
      place.replaceChildren(
        ...found.map(({ start, end }) => {
          const line = document.createElement("p");
          line.dir = "auto";
          line.textContent = text.slice(start, end);
          return line;
        }),
      );
      document.execCommand("defaultParagraphSeparator", false, "p");
      put(pieces, paragraphs().map((one, at) => ({ ...one, ...found[at] })));
    },
    close() {
      placed = [];
      clear();
      place.replaceChildren();
    },
    text() {
      return paragraphs().map(({ parts }) => parts.map(({ text }) => text).join("")).join(separator);
    },
    /** Take the pieces of a report on the text as it is now. */
    load(pieces) {
      put(pieces, paragraphs());
    },
    /** Show the marks of the pieces for which `wanted(piece)` is true. */
    show(wanted) {
      clear();
      for (const { piece, ranges } of placed) {
        if (!wanted(piece)) continue;
        const kind = piece.kind === "source" && piece.owner.item.source.anonymous ? "anonymous" : piece.kind;
        for (const range of ranges) highlights.get(kind)?.add(range);
      }
    },
    /** Frame the pieces of an owner, and scroll to the one that began at `start`. */
    hold({ id, start }) {
      const theirs = placed.filter(({ piece }) => piece.owner.id === id);
      const target = theirs.find(({ piece }) => piece.start >= start) ?? theirs[0];
      this.release();
      for (const { ranges } of theirs) for (const range of ranges) highlights.get("found")?.add(range);
      const at = target?.ranges[0]?.startContainer;
      (at?.nodeType === Node.TEXT_NODE ? at.parentElement : at)?.scrollIntoView({ block: "center" });
    },
    release() {
      highlights.get("found")?.clear();
    },
    /** Put the caret at a point of the window, or at the start of a paragraph. */
    focus(at, paragraph) {
      place.focus({ preventScroll: true });
      const found = at && document.caretPositionFromPoint?.(at.x, at.y);
      const inside = found && place.contains(found.offsetNode);
      const [node, offset] = inside ? [found.offsetNode, found.offset] : [place.children[paragraph] ?? place, 0];
      getSelection().collapse(node, offset);
    },
  };
}

/** Return the parts of a paragraph's text: text nodes and line breaks. A break at the end only keeps a line open. */
function partsOf(node) {
  const found = [];
  const visit = (one) => {
    if (one.nodeType === Node.TEXT_NODE) found.push({ node: one, text: one.data, length: one.data.length });
    else if (one.nodeName === "BR") found.push({ node: one, text: "\n", length: 1 });
    else one.childNodes.forEach(visit);
  };
  visit(node);
  if (found.at(-1)?.node.nodeName === "BR") found.pop();
  return found;
}

function pointAt({ node, parts, start }, offset) {
  let at = start;
  for (const part of parts) {
    if (offset <= at + part.length && part.node.nodeType === Node.TEXT_NODE) return [part.node, offset - at];
    at += part.length;
  }
  return [node, node.childNodes.length];
}
