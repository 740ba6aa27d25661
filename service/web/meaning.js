// What the numbers and words on the page mean, as data, and the links that lead there.
import { make } from "./dom.js";

const MEANINGS = {
  score: ["The scale from 0 to 100", "A score says where the article stands among reference articles. 50 is the score of the seed article, 0 that of the lowest reference article and 100 that of the highest. It is a place, not a grade."],
  anonymity: ["Anonymous sources", "The share of sourced statements whose source the article never names: one person (“a senior official”) or several (“people familiar with the talks”). A higher score means fewer of them."],
  reason: ["Reason for not naming", "How the article explains that it withholds a name: “because she fears losing her job”. A stock phrase (“who was not authorized to speak”) says only that the source may not speak. A group at large (“critics”) needs no reason."],
  attribution: ["Attribution", "Statements that have a source, per 100 words. “The mayor said the pier is safe” is one; “the pier is safe” is none. Interviewers’ questions and “declined to comment” are not counted. A higher score means more statements."],
  hedging: ["Hedging", "Words per 100 that hold back from a plain claim: may, reportedly, about. A hedge inside quotation marks or in what a source says is in the source’s words; all others are in the reporter’s own voice. More is neither better nor worse."],
  readability: ["Readability", "The US school grade that is needed to read the article easily, from the length of its sentences and words. A higher score means easier."],
  form: ["Quoted or reported", "Quoted: in quotation marks. Reported: in the article’s own words. Partly quoted: both."],
  sure: ["Sure", "How often findings like this one are right: of those that are 80% sure, eight in ten. “Less sure” are those below 60%."],
  stretch: ["Nobody quoted", "At least 40 words in a row that no one is quoted or cited for. They can be right, and even known to all: the question is how we know."],
  prompts: ["What to look at", "The house rules of this service find places that an editor may want to see. They change no score. “Dismiss” means: right, but fine here. “Wrong” means that the rule is mistaken. Both last until you leave this page; “Copy or save” exports them as examples, with positions and names of rules but no text."],
  typical: ["Typical band", "The middle half of the reference articles of the profile, from the 25th to the 75th percentile. It need not be around 50, because the seed is one article and not the average."],
};

/** Fill the view with all meanings. */
export function showMeanings(place) {
  const list = make("dl", { class: "meanings" });
  for (const [id, [term, meaning]] of Object.entries(MEANINGS)) {
    list.append(make("dt", { id: `means-${id}`, tabindex: -1 }, term), make("dd", {}, meaning));
  }
  place.append(list);
}

/** Return a link to what `name` means; `title` is what the number is about. */
export function meaningLink(name, title) {
  return make("a", { class: "means", href: `#means-${name}`, "aria-label": `What ${title.toLowerCase()} means`, title: "What this means" }, "?");
}

/** Call `open(element)` with the explanation that a link leads to. The address stays as it is. */
export function followMeanings(open) {
  addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#means-"]');
    if (!link) return;
    event.preventDefault();
    open(document.getElementById(link.hash.slice(1)));
  });
}
