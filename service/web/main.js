// The page: a form, and the report on the article that was sent. Everything stays in this tab's memory.
import { makeForm } from "./compose.js";
import { byId, count, make } from "./dom.js";
import { makeActions } from "./actions.js";
import { makeFilters } from "./filters.js";
import { makeFinder } from "./finder.js";
import { placesOf, readFindings, who } from "./findings.js";
import { showGauges } from "./gauges.js";
import { countMarks, makeToggles } from "./layers.js";
import { linkMarks } from "./linking.js";
import { mayLose, setAtRisk } from "./loss.js";
import { followMeanings, showMeanings } from "./meaning.js";
import { showNotes } from "./notes.js";
import { showPrompts } from "./prompts.js";
import { score, seedMarks } from "./service.js";
import { showSpeakers } from "./speakers.js";
import { showStatements } from "./statements.js";
import { layOut } from "./text.js";
import { clearTrouble, showTrouble } from "./trouble.js";
import { showUnnamed } from "./unnamed.js";
import { makeViews } from "./views.js";
import { SETS } from "./words.js";

const [report, text, note, progress] = ["report", "text", "note", "progress"].map(byId);
let turn = 0;
let findings = null;

const links = linkMarks(text, (owners) => showNotes(note, owners, findings?.speakers, () => links.release()));
const layers = makeToggles(byId("layers"), text, () => links.refresh());
const filters = makeFilters(byId("filters"), choose);
const finder = makeFinder({ go: (place) => links.hold(place), closed: () => links.release() });
const views = makeViews(byId("views"), (view) => {
  if (view !== "text") links.release();
});
const form = makeForm({ read, fail });
showMeanings(byId("meaning"));
followMeanings((term) => {
  views.show("meaning");
  term.focus();
});
makeActions({ findings: () => findings, notify: (words) => (progress.textContent = words) });

async function read(article) {
  const mine = ++turn;
  clearTrouble();
  const words = (article.text ?? article.html).split(/\s+/u).length;
  progress.textContent = words > 5000 ? `Scoring ${count(words, "word")}. This can take a few seconds …` : "Scoring …";
  try {
    const [found, marks] = await Promise.all([score(article), seedMarks(article.profile ?? "default")]);
    if (mine !== turn) return;
    await show(readFindings(found, article.text ?? found.document.text), marks, () => mine === turn);
  } catch (error) {
    if (mine === turn) fail(error);
  } finally {
    if (mine === turn) progress.textContent = "";
  }
}

function fail(error) {
  progress.textContent = "";
  showTrouble(error, (options) => read(form.article(options)));
}

async function show(found, marks, wanted) {
  findings = found;
  showSummary(marks);
  showStatements(byId("statements-table"), findings, (one) => go(who(one), [one]));
  showSpeakers(byId("speakers-table"), findings, (speaker) => {
    const theirs = findings.attributions.filter((one) => one.source?.speaker === speaker.id);
    go(speaker.name ?? speaker.description, theirs);
  });
  filters.count(findings);
  filters.check("all");
  countMarks(byId("layers"), findings);
  links.load([]);
  finder.stop();
  views.show("text");
  form.show(false);
  report.hidden = false;
  document.body.classList.add("reporting");
  byId("report-heading").focus();
  const { evidence } = findings.report;
  const laid = await layOut(text, findings.text, { ...evidence, stretches: findings.stretches, prompts: findings.prompts }, wanted);
  if (wanted()) links.load(laid);
}

function showSummary(marks) {
  const { document: counts, warnings } = findings.report;
  byId("counts").textContent = [
    count(counts.words, "word"),
    count(counts.sentences, "sentence"),
    count(counts.paragraphs, "paragraph"),
  ].join(" · ");
  byId("warnings").replaceChildren(...warnings.map(({ detail }) => make("p", { class: "warning" }, `Note: ${detail}.`)));
  showUnnamed(byId("unnamed"), findings, { find, list: () => views.show("statements") });
  showGauges(byId("gauges"), findings, { marks, before: null, find });
  showPrompts(byId("prompts"), findings, { find: (prompt) => go(prompt.message, [prompt]), changed() {} });
}

/** Go through one of the report's sets of places. */
function find(set) {
  go(SETS[set], findings[set]);
}

/** Go through the places of some findings, in the text. */
function go(title, found) {
  views.show("text");
  filters.check("all");
  links.filter(null);
  if (found.some(({ id }) => id.startsWith("stretch"))) layers.show("stretches");
  finder.start(title, placesOf(found));
}

/** Show only the marks of a set, and go through them. */
function choose(set) {
  if (set === "all") {
    links.filter(null);
    return finder.stop();
  }
  if (set === "stretches") layers.show("stretches");
  links.filter(new Set(findings[set].map(({ id }) => id)));
  return finder.start(SETS[set], placesOf(findings[set]));
}

function compose() {
  turn += 1;
  report.hidden = true;
  document.body.classList.remove("reporting");
  progress.textContent = "";
  clearTrouble();
  form.show(true);
}

byId("change").addEventListener("click", compose);
byId("anew").addEventListener("click", async () => {
  if (!(await mayLose("Starting over"))) return;
  form.clear();
  setAtRisk(false);
  text.replaceChildren();
  links.load([]);
  compose();
});
