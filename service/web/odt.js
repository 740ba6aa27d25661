// Extracts the text of an OpenDocument text (.odt, ISO/IEC 26300), one paragraph per line.
import { BadArchive, openArchive } from "./unzip.js";
import { parseXml } from "./xml.js";

const NONE = "there is no OpenDocument text in it";
/** Deletions, comments, notes, alternative descriptions and generated content are not part of the text. */
const SKIPPED = new Set([
  ...["tracked-changes", "annotation", "annotation-end", "note", "table-of-content"],
  ...["forms", "sequence-decls", "desc", "title", "ruby-text"],
]);
const PARAGRAPHS = new Set(["p", "h"]);
const LONGEST_SPACE = 1000;

export async function readOdt(buffer) {
  const xml = await openArchive(buffer)("content.xml");
  if (!xml) throw new BadArchive(NONE);
  const body = parseXml(xml).getElementsByTagNameNS("*", "body")[0];
  const text = [...(body?.children ?? [])].find((child) => child.localName === "text");
  if (!text) throw new BadArchive(NONE);
  const lines = [];
  write(text, lines);
  return lines.join("\n").trim();
}

/** Add the lines of an element's paragraphs; a paragraph inside another (a text box) follows it. */
function write(element, lines) {
  if (SKIPPED.has(element.localName)) return;
  if (!PARAGRAPHS.has(element.localName)) {
    for (const child of element.children) write(child, lines);
    return;
  }
  const boxes = [];
  lines.push(runs(element, boxes));
  for (const box of boxes) write(box, lines);
}

/** White space is collapsed, because significant space has elements of its own (part 3, 6.1.2). */
function runs(element, boxes) {
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) text += node.data.replace(/[ \t\r\n]+/gu, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.localName)) continue;
    if (node.localName === "text-box") boxes.push(...node.children);
    else text += sign(node) ?? runs(node, boxes);
  }
  return text;
}

function sign(element) {
  if (element.localName === "tab") return "\t";
  if (element.localName === "line-break") return "\n";
  if (element.localName !== "s") return null;
  const count = [...element.attributes].find((one) => one.localName === "c")?.value ?? "1";
  return " ".repeat(/^\d+$/u.test(count) ? Math.min(Number(count), LONGEST_SPACE) : 1);
}
