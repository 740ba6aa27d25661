// What can be done with a report: print it, copy it, save it.
import { byId } from "./dom.js";
import { copyText, saveAs, statementsAsCsv, summaryOf, verdictsAsExamples } from "./exports.js";
import { setAtRisk } from "./loss.js";

/**
 * Set the buttons up. `findings()` and `text()` return the current ones; `notify(words)` tells the user what
 * was done; `settle()` ends editing, because the marked text is what is printed.
 */
export function makeActions({ findings, text, notify, settle }) {
  const menu = byId("take");
  const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
  const copy = async (content, done) => {
    try {
      await copyText(content);
      notify(done);
      return true;
    } catch {
      notify("The browser did not allow copying.");
      return false;
    }
  };
  const choices = {
    "copy-summary": () => copy(summaryOf(findings()), "The summary is on the clipboard."),
    "copy-text": async () => {
      if (await copy(text(), "The text is on the clipboard.")) setAtRisk(false);
    },
    "save-csv": () => saveAs("statements.csv", `\uFEFF${statementsAsCsv(findings())}`, "text/csv"),
    "save-json": () => saveAs("report.json", json(findings().report), "application/json"),
    "save-verdicts": () => saveAs("examples.json", json(verdictsAsExamples(findings())), "application/json"),
  };
  for (const [id, act] of Object.entries(choices)) {
    byId(id).addEventListener("click", () => {
      menu.open = false;
      menu.querySelector("summary").focus();
      act();
    });
  }
  byId("print").addEventListener("click", async () => {
    await settle();
    print();
  });
  addEventListener("click", ({ target }) => {
    if (menu.open && !menu.contains(target)) menu.open = false;
  });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
