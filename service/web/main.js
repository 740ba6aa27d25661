// The page: a form, and the report on the article that was sent. Everything stays in this tab's memory.
import { makeActions } from "./actions.js";
import { makeCompare } from "./compare.js";
import { makeForm } from "./compose.js";
import { byId, count } from "./dom.js";
import { readFindings } from "./findings.js";
import { mayLose, setAtRisk } from "./loss.js";
import { makeReport } from "./report.js";
import { makeRescoring } from "./rescoring.js";
import { score, seedMarks } from "./service.js";
import { clearTrouble, showTrouble } from "./trouble.js";
import { SCORES } from "./words.js";

const [place, progress, bar, said, change, text, editor] = ["report", "progress", "edit-bar", "edit-said", "change", "text", "editor"].map(byId);
let turn = 0;
/** The options of the article on the page, such as its profile; an edited text is scored with them too. */
let options = {};

const rescoring = makeRescoring({
  article: () => ({ ...options, text: report.text() }),
  scored(found, article) {
    const before = report.findings().report.scores;
    report.update(found, article.text);
    compare.refresh();
    clearTrouble();
    said.textContent = moved(before, found.scores);
  },
  failed(error) {
    said.textContent = "Not scored. The scores are of an earlier text.";
    showTrouble(error, () => rescoring.now(), { scroll: false });
  },
  waiting: (busy) => bar.classList.toggle("busy", busy),
});
const report = makeReport({
  typed() {
    setAtRisk(true);
    rescoring.changed();
  },
  opened(view) {
    if (view === "compare") compare.refresh();
  },
});
const compare = makeCompare({
  current: () => report.findings(),
  first: () => report.first(),
  async score(article) {
    const found = await score({ ...options, ...article });
    return readFindings(found, article.text ?? found.document.text);
  },
  fail: (error, again) => showTrouble(error, again),
});
const form = makeForm({ read, fail });
makeActions({ findings: () => report.findings(), text: () => report.text(), notify: (words) => (progress.textContent = words), settle: endEdit });

async function read(article) {
  const mine = ++turn;
  rescoring.cancel();
  clearTrouble();
  const words = (article.text ?? article.html).split(/\s+/u).length;
  progress.textContent = words > 5000 ? `Scoring ${count(words, "word")}. This can take a few seconds …` : "Scoring …";
  try {
    const [found, marks] = await Promise.all([score(article), seedMarks(article.profile ?? "default")]);
    if (mine !== turn) return;
    const { text: sent, html, ...others } = article;
    options = others;
    byId("report-profile").value = options.profile ?? "default";
    form.show(false);
    showEditing(false);
    place.hidden = false;
    document.body.classList.add("reporting");
    byId("report-heading").focus();
    const laid = report.show(found, sent ?? found.document.text, marks, () => mine === turn);
    compare.forget();
    await laid;
  } catch (error) {
    if (mine === turn) fail(error);
  } finally {
    if (mine === turn) progress.textContent = "";
  }
}

function fail(error) {
  progress.textContent = "";
  showTrouble(error, (more) => read(form.article(more)));
}

/** Say which scores moved. */
function moved(before, after) {
  const changes = Object.entries(after).flatMap(([name, { score: now }]) => {
    const [was, is] = [before[name]?.score, now].map((one) => (typeof one === "number" ? Math.round(one) : "–"));
    return was === is ? [] : [`${SCORES[name]?.title ?? name} ${was} → ${is}`];
  });
  return changes.length ? `${changes.join(", ")}.` : "No score has moved.";
}

function showEditing(on) {
  bar.hidden = !on;
  said.textContent = on ? "The scores follow when you pause." : "";
  change.textContent = on ? "Done editing" : "Edit the text";
}

function edit(at) {
  if (report.isEditing()) return;
  showEditing(true);
  report.edit(at);
}

async function endEdit() {
  const mine = turn;
  await rescoring.settled();
  if (mine !== turn || !report.isEditing()) return;
  showEditing(false);
  change.focus({ preventScroll: true });
  await report.read(() => mine === turn && !report.isEditing());
}

change.addEventListener("click", () => (report.isEditing() ? endEdit() : edit()));
byId("report-profile").addEventListener("change", async ({ target }) => {
  await endEdit();
  read({ ...options, text: report.text(), profile: target.value });
});
byId("edit-done").addEventListener("click", endEdit);
text.addEventListener("dblclick", ({ clientX: x, clientY: y }) => edit({ x, y }));
editor.addEventListener("keydown", (event) => {
  if (event.isComposing) return undefined;
  if (event.key === "Escape") return endEdit();
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return undefined;
  event.preventDefault();
  return rescoring.now();
});
byId("anew").addEventListener("click", async () => {
  if (!(await mayLose("Starting over"))) return;
  turn += 1;
  rescoring.cancel();
  form.clear();
  report.clear();
  showEditing(false);
  place.hidden = true;
  document.body.classList.remove("reporting");
  progress.textContent = "";
  clearTrouble();
  form.show(true);
});
