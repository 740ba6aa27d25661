// Warns before text is lost that exists only in this page: typed, pasted or edited, and not copied or saved since.
import { byId } from "./dom.js";

let atRisk = false;

/** Say whether the page holds text that would be lost. */
export function setAtRisk(risk) {
  atRisk = risk;
}

/** Return a promise of whether to go on, after asking if text would be lost. `doing` says what would lose it. */
export function mayLose(doing) {
  if (!atRisk) return Promise.resolve(true);
  const dialog = byId("loss");
  byId("loss-doing").textContent = doing;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const lost = dialog.returnValue === "lose";
      if (lost) atRisk = false;
      resolve(lost);
    }, { once: true });
  });
}

addEventListener("beforeunload", (event) => {
  if (atRisk) event.preventDefault();
});
for (const value of ["lose", "keep"]) byId(`loss-${value}`).addEventListener("click", () => byId("loss").close(value));
