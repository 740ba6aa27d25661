// The page's wording for a report, as data.

/** The four built-in scores. The score of a plugin has only a name and a unit. */
export const SCORES = {
  attribution: {
    title: "Attribution",
    ends: ["less attributed", "more attributed"],
    place: (share) => `more than in ${share} of the reference articles`,
    ask: "Which claims still need a source?",
  },
  anonymity: {
    title: "Anonymous sources",
    ends: ["more unnamed", "fewer unnamed"],
    say: (value) => `${(100 * value).toFixed(0)}% of sourced statements have an unnamed source`,
    place: (share) => `a smaller share than in ${share} of the reference articles`,
    ask: "Does each source have to be unnamed, and does the article say why?",
  },
  hedging: {
    title: "Hedging",
    ends: ["fewer hedges", "more hedges"],
    place: (share) => `more than in ${share} of the reference articles`,
    ask: "Does each hedge tell readers how certain a claim is? More is neither better nor worse.",
  },
  readability: {
    title: "Readability",
    ends: ["harder", "easier"],
    say: (value) => `US school grade ${value.toFixed(1)}`,
    place: (share) => `easier than ${share} of the reference articles`,
    ask: "Can you split the hardest sentences?",
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
  direct: "in quotation marks",
  indirect: "paraphrased",
  mixed: "partly quoted, partly paraphrased",
  turn: "a turn in an interview",
};

export const HEDGES = {
  epistemic: "marks something as possible, not certain",
  evidential: "marks something as hearsay or an inference",
  approximator: "marks something as inexact",
};

export const VOICES = { reporter: "in the reporter's voice", source: "in a source's words" };

export const FLAGS = { long: "long", very_long: "very long", hard_words: "long words" };

/** The layers of marks, in the order of their toggles. */
export const LAYERS = [
  { name: "attributions", title: "Attributions", sample: [["cue", "said"], ["content", "what was said"]] },
  { name: "sources", title: "Sources", sample: [["source", "named"], ["source anonymous first", "not"]] },
  { name: "hedges", title: "Hedges", sample: [["hedge", "may"]] },
  { name: "sentences", title: "Hard sentences", sample: [["sentence opening", ""], ["sentence", "long"]] },
];

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
  unreachable: "The service cannot be reached.",
  other: "The service could not score the article.",
};
