// Extracts the text of a Word document (.docx, ECMA-376), one paragraph per line.
import { BadArchive, openArchive } from "./unzip.js";
import { parseXml } from "./xml.js";

const MAIN = "wordprocessingml.document.main+xml";
/** Fallbacks repeat the content next to them. Deleted text and text moved away are no longer part of the document. */
const SKIPPED = new Set(["Fallback", "del", "moveFrom", "instrText"]);
const SIGNS = { tab: "\t", br: "\n", cr: "\n", noBreakHyphen: "\u2011", softHyphen: "\u00AD" };

export async function readDocx(buffer) {
  const read = openArchive(buffer);
  const xml = await read(await mainPart(read));
  if (!xml) throw new BadArchive("there is no Word document in it");
  const lines = [];
  write(parseXml(xml).documentElement, lines);
  return lines.join("\n").trim();
}

async function mainPart(read) {
  const types = await read("[Content_Types].xml");
  if (!types) throw new BadArchive("there is no Word document in it");
  const overrides = [...parseXml(types).getElementsByTagNameNS("*", "Override")];
  const main = overrides.find((one) => one.getAttribute("ContentType")?.endsWith(MAIN));
  return (main?.getAttribute("PartName") ?? "/word/document.xml").slice(1);
}

/** Add the lines of an element's paragraphs; a paragraph inside another (a text box) follows it. */
function write(element, lines) {
  if (element.localName !== "p") {
    for (const child of element.children) if (!SKIPPED.has(child.localName)) write(child, lines);
    return;
  }
  const inner = [];
  lines.push(runs(element, inner));
  for (const box of inner) write(box, lines);
}

function runs(element, inner) {
  let text = "";
  for (const child of element.children) {
    const name = child.localName;
    if (SKIPPED.has(name) || name === "pPr" || name === "rPr") continue;
    if (name === "txbxContent") inner.push(child);
    else if (name === "t") text += child.textContent;
    else text += SIGNS[name] ?? runs(child, inner);
  }
  return text;
}
