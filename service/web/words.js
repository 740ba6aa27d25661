// Every word the page says about a report, as data.

/** The four built-in scores; a guest scorer's has its own name and unit only. */
export const SCORES = {
  attribution: {
    title: "Attribution",
    ends: ["less attributed", "more attributed"],
    place: (share) => `more than in ${share} of the reference articles`,
    ask: "Which claim could still say who says so?",
  },
  anonymity: {
    title: "Anonymous sources",
    ends: ["more unnamed", "fewer unnamed"],
    say: (value) => `${(100 * value).toFixed(0)} % of sourced statements unnamed`,
    place: (share) => `a smaller share than in ${share} of the reference articles`,
    ask: "Must each unnamed source be unnamed, and does the text say why?",
  },
  hedging: {
    title: "Hedging",
    ends: ["fewer hedges", "more hedges"],
    place: (share) => `more than in ${share} of the reference articles`,
    ask: "Does each hedge say how sure anyone is? More is neither better nor worse.",
  },
  readability: {
    title: "Readability",
    ends: ["harder", "easier"],
    say: (value) => `US school grade ${value.toFixed(1)}`,
    place: (share) => `easier than ${share} of the reference articles`,
    ask: "Could the hardest sentences be two?",
  },
};

export const SOURCES = {
  named_person: "person",
  named_organisation: "organisation",
  document: "document",
  unnamed_person: "one person",
  unnamed_group: "several people",
  collective: "a public or body at large",
  author: "the article's own voice",
  other: "something else",
  none: "no source",
};

/** Whether a type of source has a name to give; the rest are not a matter of naming. */
export const NAMED = new Set(["named_person", "named_organisation"]);

export const MODES = { statement: "Statement", attitude: "Attitude", refusal: "No answer" };

export const FORMS = {
  direct: "in quotation marks",
  indirect: "reported",
  mixed: "reported, partly in quotation marks",
  turn: "a turn in an interview",
};

export const HEDGES = {
  epistemic: "says that something is possible, not certain",
  evidential: "says that it is hearsay",
  approximator: "says that it is not exact",
};

export const VOICES = { reporter: "in the article's own voice", source: "in the source's words" };

export const FLAGS = { long: "long", very_long: "very long", hard_words: "long words" };

/** The layers of marks, in the order of their toggles. */
export const LAYERS = [
  { name: "attributions", title: "Attributions", sample: [["cue", "said"], ["content", "what was said"]] },
  { name: "sources", title: "Sources", sample: [["source", "named"], ["source anonymous first", "not"]] },
  { name: "hedges", title: "Hedges", sample: [["hedge", "may"]] },
  { name: "sentences", title: "Hard sentences", sample: [["sentence opening", ""], ["sentence", "long"]] },
];

/** What to say for a problem's type, before the service's own detail. */
export const PROBLEMS = {
  "unreadable-text": "There is nothing to read in it.",
  "unsupported-language": "This does not look like English.",
  "text-too-long": "The article is too long for this service.",
  "body-too-large": "The article is too large for this service.",
  unauthorized: "This service asks for a key.",
  "rate-limited": "That was as much as this service reads for one reader at a time.",
  overloaded: "The service has its hands full.",
  "not-ready": "The service is still loading its model.",
  "shutting-down": "The service is being restarted.",
  timeout: "The article took too long to read.",
  "internal-error": "Something went wrong in the service.",
  unreachable: "The service cannot be reached.",
  other: "The service could not read it.",
};
