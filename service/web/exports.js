// Takes the report out of the page: a summary to paste, statements as CSV, the report as JSON, verdicts as examples.
import { count, make, shorten } from "./dom.js";
import { begin, said, who } from "./findings.js";
import { say } from "./gauges.js";
import { judgedPrompts, openPrompts } from "./prompts.js";
import { reason } from "./statements.js";
import { FORMS, SCORES, SEVERITIES } from "./words.js";

const QUOTED = 160;

/** Return the report as plain text, for a message or a note. */
export function summaryOf(findings) {
  const { report, unnamed, explained } = findings;
  const lines = [`copydesk: ${count(report.document.words, "word")}, profile ${report.engine.profile}`, ""];
  for (const [name, score] of Object.entries(report.scores)) {
    const words = SCORES[name];
    const value = score.value === null ? "" : ` (${say(words, score)})`;
    const place = score.score === null ? `no score: ${score.reason}.` : `${score.comparison} ${Math.round(score.score)} of 100`;
    lines.push(`${words?.title ?? name}: ${place}${value}`);
  }
  lines.push("", `${count(unnamed.length, "unnamed statement")}, ${explained.length} with a reason`);
  for (const one of unnamed) lines.push(`- ${who(one)}: ${shorten(said(one), QUOTED)} [reason: ${reason(one)}]`);
  const prompts = openPrompts(findings);
  if (prompts.length) lines.push("", "To look at:");
  for (const one of prompts) lines.push(`- ${SEVERITIES[one.severity]}: ${one.message}. Settled by ${one.settled_by}.`);
  lines.push("", "The scores show where to look. They do not say whether the article is true, fair or good.");
  return `${lines.join("\n")}\n`;
}

const COLUMNS = ["id", "kind", "who", "unnamed", "reason", "quoted_or_reported", "what", "sure", "start", "end"];

/** Return the statements as CSV (RFC 4180), in the order of the text. Offsets are in UTF-16 units. */
export function statementsAsCsv({ attributions }) {
  const rows = [...attributions].sort((a, b) => begin(a) - begin(b)).map((one) => {
    const parts = [one.source, one.cue, ...one.content].filter(Boolean);
    const end = Math.max(...parts.map((part) => part.end));
    return [one.id, one.mode, who(one), one.unnamed ? "yes" : "no", reason(one), FORMS[one.form], said(one), one.confidence, begin(one), end];
  });
  return [COLUMNS, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

/** What a spreadsheet would take for a formula, unless it is a number: the same as in service/archive/text_formats.py. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r\n\0]/u;
const NUMBER = /^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/u;

/** Quote a field. An apostrophe in front keeps spreadsheets from taking an article's words for a formula. */
function field(value) {
  const plain = String(value);
  const text = FORMULA.test(plain) && !NUMBER.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Return the prompts with a verdict as examples for whoever tunes the rules: names, ids and offsets, none of the text. */
export function verdictsAsExamples(findings) {
  const { report, attributions } = findings;
  const examples = judgedPrompts(findings).map(([{ rule, spans }, verdict]) => ({
    rule,
    verdict,
    spans: spans.map(({ start, end }) => ({ start, end })),
    attributions: attributions.filter((one) => spans.some(({ start, end }) => begin(one) < end && one.cue.end > start)).map(({ id }) => id),
  }));
  return { format: 1, engine: report.engine, offsets: "utf16", characters: report.document.characters, examples };
}

/** Let the browser save `content` as a file. */
export function saveAs(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { href: url, download: name });
  link.click();
  // The browser has begun the download by the next task; the address must live until then.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** Put text on the clipboard. Pages that are not served securely have only the older way. */
export async function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = make("textarea", { class: "visually-hidden" });
  box.value = text;
  document.body.append(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  if (!copied) throw new Error("The browser did not allow copying.");
  return undefined;
}
