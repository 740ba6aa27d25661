// The report on an article: the summary, the views, and finding places in the text, whether it is read or edited.
import { sameText } from "./diff.js";
import { byId, count, make } from "./dom.js";
import { makeEditor } from "./editor.js";
import { makeFilters } from "./filters.js";
import { makeFinder } from "./finder.js";
import { placesOf, readFindings, who } from "./findings.js";
import { showGauges } from "./gauges.js";
import { countMarks, makeToggles } from "./layers.js";
import { isPieceShown, linkMarks } from "./linking.js";
import { followMeanings, showMeanings } from "./meaning.js";
import { showNotes } from "./notes.js";
import { keyOf, showPrompts } from "./prompts.js";
import { pieces } from "./segments.js";
import { showSpeakers } from "./speakers.js";
import { showStatements } from "./statements.js";
import { layOut } from "./text.js";
import { showUnnamed } from "./unnamed.js";
import { makeViews } from "./views.js";
import { SETS } from "./words.js";

/** Set the report up. `typed()` is called after each change of the text; `opened(view)` when a view is shown. */
export function makeReport({ typed, opened }) {
  const [text, editing, note] = ["text", "editor", "note"].map(byId);
  let findings = null;
  let first = null;
  let marks = {};
  let all = [];
  let set = "all";
  let going = null;

  const isEditing = () => !editing.hidden;
  const only = () => (set === "all" ? null : new Set(findings[set].map(({ id }) => id)));
  const notes = (owners) => showNotes(note, owners, findings?.speakers, release);
  const links = linkMarks(text, notes);
  const editor = makeEditor(editing, typed);
  const layers = makeToggles(byId("layers"), text, () => {
    links.refresh();
    markEditor();
  });
  const filters = makeFilters(byId("filters"), choose);
  const finder = makeFinder({ go: hold, closed: leave });
  const views = makeViews(byId("views"), (view) => {
    if (view !== "text") release();
    opened(view);
  });
  showMeanings(byId("meaning"));
  followMeanings((term) => {
    views.show("meaning");
    term.focus();
  });

  function release() {
    links.release();
    editor.release();
    notes([]);
  }

  /** Leave the finder and the filter. */
  function leave() {
    going = null;
    filter("all");
    release();
  }

  function filter(name) {
    set = name;
    filters.check(set);
    links.filter(only());
    markEditor();
  }

  function markEditor() {
    if (!isEditing()) return;
    const owners = only();
    editor.show((piece) => isPieceShown(piece, text, owners));
  }

  function hold(place) {
    if (!isEditing()) return links.hold(place);
    editor.hold(place);
    return notes(all.filter(({ owner }) => owner.id === place.id).slice(0, 1).map(({ owner }) => owner));
  }

  /** Go through the findings that `pick` takes out of the report; after an edit, they are picked again. */
  function go(title, pick, filtered = "all") {
    views.show("text");
    going = pick;
    const found = pick(findings);
    if (found.some(({ id }) => id.startsWith("stretch"))) layers.show("stretches");
    filter(filtered);
    finder.start(title, placesOf(found));
  }

  const find = (name) => go(SETS[name], (now) => now[name]);

  const list = () => {
    views.show("statements");
    byId("views").scrollIntoView({ block: "nearest" });
  };

  /** Show only the marks of a set, and go through them. */
  function choose(name) {
    if (name !== "all") return go(SETS[name], (now) => now[name], name);
    finder.stop();
    return leave();
  }

  function showSummary() {
    const { document: counts, warnings } = findings.report;
    const parts = [count(counts.words, "word"), count(counts.sentences, "sentence"), count(counts.paragraphs, "paragraph")];
    byId("counts").textContent = parts.join(" · ");
    byId("warnings").replaceChildren(...warnings.map(({ detail }) => make("p", { class: "warning" }, `Note: ${detail}.`)));
    showUnnamed(byId("unnamed"), findings, { find, list });
    const before = sameText(findings.text, first.text) ? null : first.report.scores;
    showGauges(byId("gauges"), findings, { marks, before, find });
    showPrompts(byId("prompts"), findings, {
      find: (prompt) => go(prompt.message, (now) => now.prompts.filter((one) => keyOf(one) === keyOf(prompt))),
    });
    showStatements(byId("statements-table"), findings, (one) => go(who(one), (now) => now.attributions.filter(({ id }) => id === one.id)));
    showSpeakers(byId("speakers-table"), findings, ({ id, name, description }) =>
      go(name ?? description, (now) => now.attributions.filter(({ source }) => source?.speaker === id)),
    );
    filters.count(findings);
    countMarks(byId("layers"), findings);
  }

  function take(report, scored) {
    findings = readFindings(report, scored);
    all = pieces(findings, scored.length);
  }

  async function layText(wanted) {
    links.load([]);
    const laid = await layOut(text, findings.text, all, wanted);
    if (wanted()) links.load(laid);
  }

  return {
    findings: () => findings,
    first: () => first,
    text: () => (isEditing() ? editor.text() : (findings?.text ?? "")),
    isEditing,
    /** Show the report on a new article. `wanted` returns whether it is still the latest. */
    async show(report, scored, seedMarks, wanted) {
      take(report, scored);
      first = findings;
      marks = seedMarks;
      finder.stop();
      leave();
      views.show("text");
      showSummary();
      await layText(wanted);
    },
    /** Show the report on the text as it is now in the editor. */
    update(report, scored) {
      take(report, scored);
      showSummary();
      editor.load(all);
      markEditor();
      if (going) finder.update(placesOf(going(findings)));
    },
    /** Edit the text in place, with the caret at a point of the window if there is one. */
    edit(at) {
      views.show("text");
      release();
      const lines = [...text.children];
      const seen = Math.max(0, lines.findIndex((line) => line.getBoundingClientRect().bottom > 80));
      const top = lines[seen]?.getBoundingClientRect().top;
      editor.open(findings.text, all);
      [text.hidden, editing.hidden] = [true, false];
      if (top !== undefined) scrollBy(0, editing.children[seen].getBoundingClientRect().top - top);
      markEditor();
      editor.focus(at, seen);
      if (editing.getBoundingClientRect().top > innerHeight / 2) byId("edit-bar").scrollIntoView();
    },
    /** Go back from the editor to the marked text. */
    async read(wanted) {
      [text.hidden, editing.hidden] = [false, true];
      editor.close();
      release();
      await layText(wanted);
      if (wanted() && set !== "all") filter(set);
    },
    clear() {
      editor.close();
      [text.hidden, editing.hidden] = [false, true];
      text.replaceChildren();
      links.load([]);
      finder.stop();
    },
  };
}
