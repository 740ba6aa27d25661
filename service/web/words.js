// The page's wording for a report, as data. What the numbers mean is in meaning.js.
import { count } from "./dom.js";

/**
 * The four built-in scores. The score of a plugin has only a name and a unit. The sentence and the advice come from
 * the service; `evidence` names the sets of places (findings.js) that a gauge leads to.
 */
export const SCORES = {
  anonymity: {
    title: "Anonymous sources",
    ends: ["more", "fewer"],
    say: (value) => `${(100 * value).toFixed(0)}% of sourced statements`,
    evidence: [
      { set: "unnamed", words: (found) => `${found.length} unnamed` },
      { set: "unexplained", words: (found) => `${found.length} without a reason` },
    ],
  },
  attribution: {
    title: "Attribution",
    ends: ["less", "more"],
    say: (value) => `${value.toFixed(1)} per 100 words`,
    evidence: [
      { set: "statements", words: (found) => count(found.length, "statement") },
      { set: "stretches", words: ([longest]) => `${longest.words} words unquoted` },
    ],
  },
  hedging: {
    title: "Hedging",
    ends: ["fewer", "more"],
    say: (value) => `${value.toFixed(1)} per 100 words`,
    evidence: [
      { set: "hedges", words: (found) => count(found.length, "hedge") },
      { set: "own", words: (found) => `${found.length} by the reporter` },
    ],
  },
  readability: {
    title: "Readability",
    ends: ["harder", "easier"],
    say: (value) => `US school grade ${value.toFixed(1)}`,
    evidence: [{ set: "sentences", words: (found) => count(found.length, "hard sentence") }],
  },
};

export const SOURCES = {
  named_person: "person",
  named_organisation: "organization",
  document: "document",
  unnamed_person: "one person",
  unnamed_group: "several people",
  collective: "a group at large",
  author: "the article's author",
  other: "something else",
  none: "no source",
};

/** The types of source that count as named. The question does not apply to the other types that are not anonymous. */
export const NAMED = new Set(["named_person", "named_organisation"]);

export const MODES = { statement: "Statement", attitude: "Attitude", refusal: "No comment" };

export const FORMS = {
  direct: "quoted",
  indirect: "reported",
  mixed: "partly quoted",
  turn: "interview answer",
};

export const HEDGES = {
  epistemic: "marks something as possible, not certain",
  evidential: "marks something as hearsay or an inference",
  approximator: "marks something as inexact",
};

export const VOICES = { reporter: "in the reporter’s own voice", source: "in a source’s words" };

export const FLAGS = { long: "long", very_long: "very long", hard_words: "long words" };

/** What supports an unnamed source's statement besides that source. */
export const SUPPORT = {
  named_source: "a named source says so too",
  anonymous_source: "another unnamed source says so too",
  several_sources: "the source is several people",
};

export const REASONS = {
  explained: (text) => `“${text}”`,
  boilerplate: (text) => `a stock phrase: “${text}”`,
  none: "none given",
  generic: "not needed: a group at large",
};

/** Minimum number of words of a stretch for which nobody is quoted or cited: about two sentences. */
export const STRETCH = 40;

/** Findings below this confidence are "less sure". */
export const SURE = 0.6;

/** The layers of marks, in the order of their toggles. `off`: not shown until it is turned on. */
export const LAYERS = [
  { name: "attributions", title: "Statements", sample: [["cue", "said"], ["content", "what"]] },
  { name: "sources", title: "Who says it", sample: [["source", "named"], ["source anonymous first", "not"]] },
  { name: "hedges", title: "Hedges", sample: [["hedge", "may"]] },
  { name: "sentences", title: "Hard sentences", sample: [["sentence opening", ""], ["sentence", "long"]] },
  { name: "stretches", title: "Nobody quoted", sample: [["stretch", "text"]], off: true },
];

/** The filters, in order: each shows only the marks of a set of places (findings.js). */
export const FILTERS = [
  { set: "all", title: "All marks" },
  { set: "unnamed", title: "Unnamed only" },
  { set: "unexplained", title: "Without a reason" },
  { set: "stretches", title: "Nobody quoted" },
  { set: "quoted", title: "Quoted" },
  { set: "own", title: "Reporter’s voice" },
  { set: "sourceless", title: "No source" },
  { set: "unsure", title: "Less sure" },
];

/** The titles of sets of places in the finder. */
export const SETS = {
  statements: "Statements",
  unnamed: "Unnamed statements",
  unexplained: "Unnamed, without a reason",
  reasons: "Reasons for not naming",
  stretches: "Nobody is quoted or cited here",
  quoted: "Quoted",
  own: "Hedges in the reporter’s own voice",
  sourceless: "Statements without a source",
  unsure: "Less sure findings",
  hedges: "Hedges",
  sentences: "Hard sentences",
};

export const SEVERITIES = { error: "must fix", warning: "check", note: "note" };

/** The message for each type of problem, shown before the service's detail. */
export const PROBLEMS = {
  "unreadable-text": "There is no text to score.",
  "unsupported-language": "This does not look like English.",
  "text-too-long": "The article is too long for this service.",
  "body-too-large": "The article is too large for this service.",
  unauthorized: "This service requires an API key.",
  "rate-limited": "You have used up your quota for now.",
  overloaded: "The service is overloaded.",
  "not-ready": "The service is still loading its model.",
  "shutting-down": "The service is shutting down.",
  timeout: "Scoring the article took too long.",
  "internal-error": "Something went wrong in the service.",
  unreachable: "The service cannot be reached. Your text is still here.",
  other: "The service could not score the article.",
};
