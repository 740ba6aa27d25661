// The filters of the marked text: one at a time, each showing only the marks of a set.
import { make } from "./dom.js";
import { FILTERS } from "./words.js";

/** Fill the fieldset with the filters. `chosen(set)` is called with the name of the set. Returns `{count, check}`. */
export function makeFilters(fieldset, chosen) {
  for (const { set, title } of FILTERS) {
    const radio = make("input", { type: "radio", name: "filter", value: set, checked: set === "all" });
    const counted = make("span", { class: "counted", "data-set": set });
    fieldset.append(make("label", { class: "chip" }, radio, make("span", {}, title, " ", counted)));
  }
  // A click, not a change, so that choosing a filter again starts over.
  fieldset.addEventListener("click", ({ target }) => {
    if (target.name === "filter") chosen(target.value);
  });
  return {
    /** Show how many places each filter has. */
    count(findings) {
      for (const { set } of FILTERS) {
        if (set === "all") continue;
        fieldset.querySelector(`[data-set="${set}"]`).textContent = String(findings[set].length);
      }
    },
    /** Check a filter without choosing it. */
    check(set) {
      fieldset.querySelector(`input[value="${set}"]`).checked = true;
    },
  };
}
