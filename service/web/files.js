// Turns a dropped or opened file into an article, as text or HTML. The file does not leave the page.
import { readDocx } from "./docx.js";
import { BadArchive } from "./unzip.js";

const LARGEST = 32 * 1024 * 1024;

/** The reason that a file cannot be read, as a message for the user. */
export class BadFile extends Error {}

/** Return `{text, html}`: the file's text, and whether it is HTML. */
export async function readFile(file) {
  if (file.size > LARGEST) throw new BadFile("The file is larger than 32 MB.");
  const buffer = await file.arrayBuffer();
  const name = file.name.toLowerCase();
  if (name.endsWith(".docx")) return { text: await word(buffer), html: false };
  const text = decode(buffer);
  return { text, html: /\.x?html?$/u.test(name) || file.type === "text/html" || looksLikeHtml(text) };
}

/** Return whether a text is HTML source: it contains the closing tag of an element that holds text. */
export function looksLikeHtml(text) {
  return /<\/(?:p|div|article|body|html|h[1-6]|section|span|blockquote)\s*>|<!doctype html/iu.test(text);
}

async function word(buffer) {
  try {
    return await readDocx(buffer);
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    throw new BadFile(`This Word document cannot be read: ${error.message}.`);
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
  throw new BadFile("This is not a text file, an HTML page or a .docx document.");
}
