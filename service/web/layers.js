// The toggles for the layers of marks. `data-show` names the visible layers; the style sheet does the rest.
import { count, make } from "./dom.js";
import { LAYERS } from "./words.js";

/** Fill the fieldset with a toggle for each layer. `changed` is called after each change. */
export function makeToggles(fieldset, place, changed) {
  place.dataset.show = LAYERS.map((layer) => layer.name).join(" ");
  for (const { name, title, sample } of LAYERS) {
    const box = make("input", { type: "checkbox", value: name, checked: true });
    const shown = make("span", { class: "sample reading", "data-show": name, "aria-hidden": "true" });
    for (const [classes, word] of sample) shown.append(make("span", { class: classes }, word), " ");
    const counted = make("span", { class: "counted", "data-count": name });
    fieldset.append(make("label", { class: "layer" }, box, make("span", {}, title, " ", counted), shown));
  }
  fieldset.addEventListener("change", () => {
    const boxes = [...fieldset.querySelectorAll("input:checked")];
    place.dataset.show = boxes.map((box) => box.value).join(" ");
    changed();
  });
}

/** Show the number of marks in each layer, without interviewers' questions and refusals to comment. */
export function countMarks(fieldset, { attributions = [], hedges = [], sentences = [] }) {
  const counted = attributions.filter((one) => !one.interviewer && one.mode !== "refusal");
  const unnamed = counted.filter((one) => one.source?.anonymous).length;
  const said = {
    attributions: String(counted.length),
    sources: unnamed ? `${count(unnamed, "time", "times")} unnamed` : "all named or public",
    hedges: String(hedges.length),
    sentences: String(sentences.length),
  };
  if (!counted.some((one) => one.source)) said.sources = "none";
  for (const [name, words] of Object.entries(said)) {
    fieldset.querySelector(`[data-count="${name}"]`).textContent = words;
  }
}

/** Return whether one of the layers is visible. */
export function isShown(place, layers) {
  const shown = place.dataset.show.split(" ");
  return layers.some((layer) => shown.includes(layer));
}
