// Steps through a set of places: "3 of 12", previous, next. Gauges, cards, prompts, filters and tables start it.
import { byId } from "./dom.js";

/** Set the finder up. `go(place)` shows a place, `{id, start}`; `closed()` is called when the user closes the finder. */
export function makeFinder({ go, closed }) {
  const bar = byId("finder");
  const [title, at, previous, next, close] = ["title", "at", "previous", "next", "close"].map((name) => byId(`finder-${name}`));
  let places = [];
  let current = 0;

  function step(to) {
    current = (to + places.length) % places.length;
    at.textContent = `${current + 1} of ${places.length}`;
    go(places[current]);
  }

  previous.addEventListener("click", () => step(current - 1));
  next.addEventListener("click", () => step(current + 1));
  close.addEventListener("click", () => {
    stop();
    closed();
  });

  function stop() {
    places = [];
    bar.hidden = true;
    at.textContent = "";
  }

  return {
    /** Go through `found`. An empty set says so. */
    start(words, found) {
      places = found;
      title.textContent = words;
      bar.hidden = false;
      for (const button of [previous, next]) button.disabled = places.length < 2;
      if (places.length) step(0);
      else at.textContent = "none";
    },
    /** The text has changed: go on from the same number, without moving. */
    update(found) {
      if (bar.hidden) return;
      places = found;
      current = Math.min(current, Math.max(0, places.length - 1));
      for (const button of [previous, next]) button.disabled = places.length < 1;
      at.textContent = places.length ? `${current + 1} of ${places.length}` : "none left";
    },
    stop,
  };
}
