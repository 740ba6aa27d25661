// Highlights what belongs together: when the user points at a mark or moves to it, its owners are highlighted.
import { isShown, LAYER } from "./layers.js";
import { dress } from "./text.js";

/**
 * Link the marks inside `place`. `show(owners, mark)` is called with the highlighted owners, innermost
 * first, and without any when the highlight is cleared. Call `load(marks)` for each article.
 */
export function linkMarks(place, show) {
  let all = [];
  let marks = new Map();
  let owned = new Map();
  let stops = [];
  let only = null;
  let held = [];

  function light(owners) {
    for (const element of place.querySelectorAll(".on, .found")) element.classList.remove("on", "found");
    for (const { id, kind } of owners) for (const { element } of owned.get(id)) element.classList.add(FRAMED.has(kind) ? "found" : "on");
    place.classList.toggle("lit", owners.length > 0);
    show(owners);
  }

  function release() {
    held = [];
    light(held);
  }

  function move(element) {
    if (!element) return;
    for (const stop of stops) if (stop.tabIndex === 0) stop.tabIndex = -1;
    element.tabIndex = 0;
    element.focus();
  }

  const ownersAt = (element) => {
    const mark = marks.get(element);
    return mark ? ownersOf(mark, place, only) : [];
  };
  const shownStops = () => stops.filter((stop) => isShown(place, marks.get(stop).stop));

  place.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const owners = ownersAt(event.target);
    light(owners.length ? owners : held);
  });
  place.addEventListener("pointerleave", () => light(held));
  place.addEventListener("click", (event) => {
    const mark = marks.get(event.target);
    if (!mark) return release();
    held = ownersAt(event.target);
    light(held);
    if (mark.stop.length) move(mark.element);
  });
  place.addEventListener("focusin", (event) => {
    held = ownersAt(event.target);
    light(held);
  });
  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return release();
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = shownStops();
    const goal = target(event.key, shown, shown.indexOf(document.activeElement));
    if (!goal) return;
    event.preventDefault();
    move(goal);
  });

  return {
    load(found) {
      all = found;
      marks = new Map(found.map((mark) => [mark.element, mark]));
      owned = new Map();
      for (const mark of found) {
        for (const { owner } of mark.pieces) {
          if (!owned.has(owner.id)) owned.set(owner.id, []);
          owned.get(owner.id).push(mark);
        }
      }
      only = null;
      this.refresh();
    },
    /** Show only the marks of these owners (a set of ids), or all of them. */
    filter(ids) {
      if (ids === only) return;
      only = ids;
      for (const mark of all) dress(mark, only);
      this.refresh();
    },
    /** Keep one mark in the page's tab order: the last visited one, if its layer is visible. */
    refresh() {
      stops = all.filter((mark) => mark.stop.length).map((mark) => mark.element);
      const shown = shownStops();
      const current = shown.find((stop) => stop.tabIndex === 0) ?? shown[0];
      for (const stop of stops) stop.tabIndex = stop === current ? 0 : -1;
      release();
    },
    /** Keep an owner highlighted, and scroll to its piece that begins at `start`. */
    hold({ id, start }) {
      const here = owned.get(id) ?? [];
      const mark = here.find(({ pieces }) => pieces.some((p) => p.owner.id === id && p.start >= start)) ?? here[0];
      if (!mark) return;
      held = [mark.pieces.find(({ owner }) => owner.id === id).owner];
      light(held);
      mark.element.scrollIntoView({ block: "center" });
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

/** Kinds that are framed as a whole when they are highlighted, whatever other marks they contain. */
const FRAMED = new Set(["prompt", "reason", "stretch"]);

/** Return the layers of which one must be visible for an owner's marks to be highlighted. */
function layersOf(owner) {
  if (owner.kind === "attribution") return [LAYER.cue, LAYER.source];
  return owner.kind in LAYER ? [LAYER[owner.kind]] : [];
}

/** Return whether a piece is in a visible layer and has one of these owners (a set of ids, or null for all). */
export function isPieceShown({ kind, owner: { id } }, place, only) {
  return isShown(place, [LAYER[kind]]) && (!only || only.has(id));
}

/** Return the owners of a mark's pieces in visible layers, smallest first. */
function ownersOf(mark, place, only) {
  const found = new Map();
  for (const piece of [...mark.pieces].sort((a, b) => a.end - a.start - (b.end - b.start))) {
    const { owner } = piece;
    if (isShown(place, layersOf(owner)) && (!only || only.has(owner.id))) found.set(owner.id, owner);
  }
  return [...found.values()];
}
