// The page: a form, and the report on the article that was sent. Everything stays in this tab's memory.
import { makeForm } from "./compose.js";
import { byId, count, make } from "./dom.js";
import { showGauges } from "./gauges.js";
import { countMarks, makeToggles } from "./layers.js";
import { linkMarks } from "./linking.js";
import { showNotes } from "./notes.js";
import { score, seedMarks } from "./service.js";
import { showSpeakers } from "./speakers.js";
import { layOut } from "./text.js";
import { clearTrouble, showTrouble } from "./trouble.js";

const [report, text, note, layers, progress] = ["report", "text", "note", "layers", "progress"].map(byId);
let turn = 0;
let speakers = new Map();

const links = linkMarks(text, (owners) => showNotes(note, owners, speakers, () => links.release()));
const form = makeForm({ read, fail });
makeToggles(layers, text, () => links.refresh());
links.refresh();

async function read(article) {
  const mine = ++turn;
  clearTrouble();
  const words = (article.text ?? article.html).split(/\s+/u).length;
  progress.textContent = words > 5000 ? `Scoring ${count(words, "word")}. This can take a few seconds …` : "Scoring …";
  try {
    const [found, marks] = await Promise.all([score(article), seedMarks(article.profile ?? "default")]);
    if (mine !== turn) return;
    await show(found, article.text ?? found.document.text, marks, () => mine === turn);
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

async function show(found, read, marks, wanted) {
  const { document: counts, evidence, scores, warnings } = found;
  speakers = new Map((evidence.speakers ?? []).map((speaker) => [speaker.id, speaker]));
  byId("counts").textContent = [
    count(counts.words, "word"),
    count(counts.sentences, "sentence"),
    count(counts.paragraphs, "paragraph"),
  ].join(" · ");
  byId("warnings").replaceChildren(...warnings.map(({ detail }) => make("p", { class: "warning" }, `Note: ${detail}.`)));
  showGauges(byId("gauges"), scores, marks);
  const attributions = evidence.attributions ?? [];
  const silent = new Set(attributions.filter((one) => one.mode === "refusal").map((one) => one.source?.speaker));
  showSpeakers(byId("speakers-table"), evidence.speakers ?? [], silent, findSpeaker(attributions));
  countMarks(layers, evidence);
  links.load([]);
  form.show(false);
  report.hidden = false;
  byId("report-heading").focus();
  const laid = await layOut(text, read, evidence, wanted);
  if (wanted()) links.load(laid);
}

/** Return the click handler for a speaker's name: it highlights their attributions one after another. */
function findSpeaker(attributions) {
  return ({ id }, times) => {
    const theirs = attributions.filter((one) => one.source?.speaker === id);
    if (theirs.length) links.hold(theirs[times % theirs.length].id, "source");
  };
}

function compose() {
  turn += 1;
  report.hidden = true;
  progress.textContent = "";
  clearTrouble();
  form.show(true);
}

byId("change").addEventListener("click", compose);
byId("anew").addEventListener("click", () => {
  form.clear();
  text.replaceChildren();
  links.load([]);
  compose();
});
