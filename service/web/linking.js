// Highlights what belongs together: when the user points at a mark or moves to it, its owners are highlighted.
import { isShown } from "./layers.js";

/**
 * Link the marks inside `place`. `show(owners, mark)` is called with the highlighted owners, innermost
 * first, and without any when the highlight is cleared. Call `load(marks)` for each article.
 */
export function linkMarks(place, show) {
  let marks = new Map();
  let owned = new Map();
  let stops = [];
  let held = null;

  function light(mark) {
    for (const element of place.querySelectorAll(".on")) element.classList.remove("on");
    const owners = mark ? ownersOf(mark, place) : [];
    for (const { id } of owners) for (const element of owned.get(id)) element.classList.add("on");
    place.classList.toggle("lit", owners.length > 0);
    show(owners, mark);
  }

  function release() {
    held = null;
    light(null);
  }

  function move(element) {
    if (!element) return;
    for (const stop of stops) if (stop.tabIndex === 0) stop.tabIndex = -1;
    element.tabIndex = 0;
    element.focus();
  }

  place.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") light(marks.get(event.target) ?? held);
  });
  place.addEventListener("pointerleave", () => light(held));
  place.addEventListener("click", (event) => {
    const mark = marks.get(event.target);
    if (!mark) return release();
    held = mark;
    light(mark);
    if (mark.stop.length) move(mark.element);
  });
  place.addEventListener("focusin", (event) => {
    held = marks.get(event.target) ?? null;
    light(held);
  });
  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return release();
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = stops.filter((stop) => isShown(place, marks.get(stop).stop));
    const goal = target(event.key, shown, shown.indexOf(document.activeElement));
    if (!goal) return;
    event.preventDefault();
    move(goal);
  });

  return {
    load(found) {
      marks = new Map(found.map((mark) => [mark.element, mark]));
      owned = new Map();
      for (const { element, pieces } of found) {
        for (const { owner } of pieces) {
          if (!owned.has(owner.id)) owned.set(owner.id, []);
          owned.get(owner.id).push(element);
        }
      }
      stops = found.filter((mark) => mark.stop.length).map((mark) => mark.element);
      held = null;
      this.refresh();
    },
    /** Keep one mark in the page's tab order: the last visited one, if its layer is visible. */
    refresh() {
      const shown = stops.filter((stop) => isShown(place, marks.get(stop).stop));
      const current = shown.find((stop) => stop.tabIndex === 0) ?? shown[0];
      for (const stop of stops) stop.tabIndex = stop === current ? 0 : -1;
      release();
    },
    /** Keep the mark of an owner's first piece of a kind highlighted, and scroll to it. */
    hold(id, kind) {
      const here = (owned.get(id) ?? []).map((element) => marks.get(element));
      held = here.find((mark) => mark.pieces.some((p) => p.owner.id === id && p.kind === kind)) ?? here[0];
      if (!held) return;
      light(held);
      held.element.scrollIntoView({ block: "center" });
    },
    release,
  };
}

function target(key, shown, at) {
  if (key === "ArrowRight") return shown[Math.min(at + 1, shown.length - 1)];
  if (key === "ArrowLeft") return shown[Math.max(at - 1, 0)];
  if (key === "Home") return shown[0];
  return key === "End" ? shown.at(-1) : null;
}

const LAYERS_OF = {
  attribution: ["attributions", "sources"],
  hedge: ["hedges"],
  sentence: ["sentences"],
};

/** Return the owners of a mark's pieces in visible layers, smallest first. */
function ownersOf(mark, place) {
  const found = new Map();
  for (const piece of [...mark.pieces].sort((a, b) => a.end - a.start - (b.end - b.start))) {
    if (isShown(place, LAYERS_OF[piece.owner.kind])) found.set(piece.owner.id, piece.owner);
  }
  return [...found.values()];
}
