// Turns a dropped or opened file into an article, as text or HTML. The file does not leave the page.
import { readDocx } from "./docx.js";
import { readOdt } from "./odt.js";
import { BadArchive } from "./unzip.js";

const LARGEST = 32 * 1024 * 1024;

/** The reason that a file cannot be read, as a message for the user. */
class BadFile extends Error {}

/** Return `{text, html}`: the file's text, and whether it is HTML. */
export async function readFile(file) {
  if (file.size > LARGEST) throw new BadFile("The file is larger than 32 MB.");
  const buffer = await file.arrayBuffer();
  const name = file.name.toLowerCase();
  const kind = kindOf(buffer, name);
  if (kind) return { text: await readDocument(kind, buffer), html: false };
  const text = decode(buffer);
  return { text, html: /\.x?html?$/u.test(name) || file.type === "text/html" || looksLikeHtml(text) };
}

/** Return whether a text is HTML source: it contains the closing tag of an element that holds text. */
export function looksLikeHtml(text) {
  return /<\/(?:p|div|article|body|html|h[1-6]|section|span|blockquote)\s*>|<!doctype html/iu.test(text);
}

const DOCUMENTS = {
  docx: { read: readDocx, name: "Word document" },
  odt: { read: readOdt, name: "OpenDocument text" },
};

/** What to do about the documents that cannot be read here, by the first bytes of a file. */
const REFUSED = [
  { begins: "%PDF-", advice: "This page cannot read PDF. Copy the text from your PDF viewer and paste it, or run “copydesk score” on the file." },
  { begins: "\u00D0\u00CF\u0011\u00E0", advice: "This is a document in a format from before 2007. Save it as .docx and open that." },
  { begins: "{\\rtf", advice: "This page cannot read RTF. Save it as .docx or .odt and open that." },
];

/** Return the kind of document that a file is, or none if it is to be read as text. Throws `BadFile` for other documents. */
function kindOf(buffer, name) {
  const begin = String.fromCharCode(...new Uint8Array(buffer.slice(0, 200)));
  const refused = REFUSED.find(({ begins }) => begin.startsWith(begins));
  if (refused) throw new BadFile(refused.advice);
  const named = Object.keys(DOCUMENTS).find((kind) => name.endsWith(`.${kind}`));
  if (named || !begin.startsWith("PK\u0003\u0004")) return named;
  return begin.includes("application/vnd.oasis.opendocument.text") ? "odt" : "docx";
}

async function readDocument(kind, buffer) {
  const { read, name } = DOCUMENTS[kind];
  try {
    return await read(buffer);
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    throw new BadFile(`This ${name} cannot be read: ${error.message}.`);
  }
}

function decode(buffer) {
  const bytes = new Uint8Array(buffer);
  const wide = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.slice(0, 2).join()];
  try {
    const text = new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    if (!bytes.includes(0)) return new TextDecoder("windows-1252").decode(bytes);
  }
  throw new BadFile("This is not a text file, an HTML page, or a .docx or .odt document.");
}
