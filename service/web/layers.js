// The toggles for the layers of marks. `data-show` names the visible layers; the style sheet does the rest.
import { make } from "./dom.js";
import { LAYERS } from "./words.js";

/** The layer of each kind of piece (segments.js). Prompts and reasons have none: only the finder highlights them. */
export const LAYER = {
  source: "sources",
  cue: "attributions",
  content: "attributions",
  hedge: "hedges",
  sentence: "sentences",
  stretch: "stretches",
};

/** Fill the fieldset with a toggle for each layer. `changed` is called after each change. Returns `{show(name)}`. */
export function makeToggles(fieldset, place, changed) {
  const apply = () => {
    const boxes = [...fieldset.querySelectorAll("input:checked")];
    place.dataset.show = boxes.map((box) => box.value).join(" ");
    changed();
  };
  for (const { name, title, sample, off } of LAYERS) {
    const box = make("input", { type: "checkbox", value: name, checked: !off });
    const shown = make("span", { class: "sample reading", "data-show": name, "aria-hidden": "true" });
    for (const [classes, word] of sample) shown.append(make("span", { class: classes }, word), " ");
    const counted = make("span", { class: "counted", "data-count": name });
    fieldset.append(make("label", { class: "layer" }, box, make("span", {}, title, " ", counted), shown));
  }
  fieldset.addEventListener("change", apply);
  apply();
  return {
    /** Turn a layer on. */
    show(name) {
      const box = fieldset.querySelector(`input[value="${name}"]`);
      if (box.checked) return;
      box.checked = true;
      apply();
    },
  };
}

/** Show the number of marks in each layer, without interviewers' questions and refusals to comment. */
export function countMarks(fieldset, { attributions, unnamed, hedges, sentences, stretches }) {
  const lists = { attributions, hedges, sentences, stretches };
  const said = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, String(list.length)]));
  said.sources = unnamed.length ? `${unnamed.length} unnamed` : "";
  for (const [name, words] of Object.entries(said)) {
    fieldset.querySelector(`[data-count="${name}"]`).textContent = words;
  }
}

/** Return whether one of the layers is visible. */
export function isShown(place, layers) {
  const shown = place.dataset.show.split(" ");
  return layers.some((layer) => shown.includes(layer));
}
