// Parses the XML parts of a document. A parsed XML document is inert: nothing in it runs or is loaded.
import { BadArchive } from "./unzip.js";

// Browsers that enforce Trusted Types require a policy even for XML.
const policy = globalThis.trustedTypes?.createPolicy("documents", { createHTML: (xml) => xml });

/** Return the document in `bytes`. Throws `BadArchive` if it is not well-formed. */
export function parseXml(bytes) {
  const xml = new TextDecoder().decode(bytes);
  const parsed = new DOMParser().parseFromString(policy?.createHTML(xml) ?? xml, "application/xml");
  if (parsed.getElementsByTagName("parsererror").length) throw new BadArchive("its XML is damaged");
  return parsed;
}
