// The note on the highlighted marks: the parts of an attribution, a hedge, a hard sentence.
import { make, makeButton, sentenceCase, shorten } from "./dom.js";
import { said } from "./findings.js";
import { FLAGS, FORMS, HEDGES, MODES, SOURCES, VOICES } from "./words.js";

const QUOTED = 240;
const HINT = "Point at a mark in the text, or move to it with the keyboard, to see its details here.";

/** Show the notes on `owners`, innermost first, or a hint if there are none. */
export function showNotes(place, owners, speakers, close) {
  place.classList.toggle("idle", owners.length === 0);
  if (!owners.length) return place.replaceChildren(make("p", { class: "hint" }, HINT));
  const button = makeButton("Close", close, { class: "close" });
  const notes = owners.map(({ kind, item }) => WRITERS[kind](item, speakers));
  return place.replaceChildren(...notes, button);
}

const CUES = { ":": "the label’s colon", ".": "the label’s period", "?": "the question mark", "—": "the dash", "–": "the dash" };

const WRITERS = {
  attribution(item, speakers) {
    if (item.interviewer) {
      return note("A question", [["Asked by", item.source?.text ?? "the interviewer"]], "Interviewers’ questions are excluded from all counts.");
    }
    const rows = [
      ["Who says it", source(item.source, speakers)],
      ["Credited by", CUES[item.cue.text] ?? item.cue.text],
      ["What", shorten(said(item), QUOTED)],
    ];
    if (item.mode === "refusal") return note(MODES.refusal, rows, `Excluded from all counts. ${sureness(item)}`);
    const relayed = item.relayed ? " It relays what unnamed people said." : "";
    return note(MODES[item.mode], rows, `${sentenceCase(FORMS[item.form])}.${relayed} ${sureness(item)}`);
  },
  hedge(item) {
    return note("Hedge", [["Word", item.text]], `It ${HEDGES[item.kind]}, ${VOICES[item.voice]}.`);
  },
  sentence(item) {
    const flags = item.flags.filter((flag) => flag !== "long" || !item.flags.includes("very_long"));
    const why = flags.map((flag) => FLAGS[flag] ?? flag).join(", ");
    return note("Hard sentence", [["Length", `${item.words} words`], ["Grade", String(item.grade)], ["Why", why]]);
  },
  stretch({ words }) {
    return note("Nobody is quoted or cited", [["Length", `${words} words`]], "How do we know? It may be known to all, or seen by the reporter.");
  },
  reason({ text, kind }) {
    return note("Reason for not naming", [["Reason", text]], kind === "boilerplate" ? "A stock phrase: it says only that the source may not speak." : "");
  },
  prompt({ message, settled_by: settled }) {
    return note("Look at this", [["Why", sentenceCase(message)], ["Settled by", settled]]);
  },
};

function note(title, rows, foot = "") {
  const list = make("dl");
  for (const [term, value] of rows) list.append(make("dt", {}, term), make("dd", { dir: "auto" }, value));
  return make("section", {}, make("h3", {}, title), list, foot ? make("p", {}, foot) : null);
}

/** Describe a source: its words in the text, then the speaker's name, or a tag if it is unnamed. */
function source(mention, speakers) {
  if (!mention) return "none given";
  const speaker = speakers.get(mention.speaker);
  const named = make("span", {}, mention.text);
  if (mention.anonymous) named.append(" ", make("b", { class: "tag" }, "unnamed"));
  const other = speaker?.name ?? speaker?.description;
  if (other && !mention.text.includes(other)) named.append(`, who is ${other}`);
  named.append(` (${SOURCES[mention.type] ?? mention.type})`);
  return named;
}

function sureness({ confidence }) {
  return typeof confidence === "number" ? `${Math.round(100 * confidence)}% sure.` : "";
}
