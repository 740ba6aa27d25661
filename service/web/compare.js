// The view that compares: with the text as it was opened, or with another version that the user opens or pastes.
import { showComparison } from "./comparison.js";
import { sameText } from "./diff.js";
import { byId } from "./dom.js";
import { looksLikeHtml, readFile } from "./files.js";

/** Characters of a file's name that fit above a column. */
const LONGEST_NAME = 24;

/**
 * Set the view up. `current()` and `first()` return the findings now and as first scored; `score(article)` returns the
 * findings of another version; `fail(error, again)` says why there are none. Returns `{refresh, forget}`.
 */
export function makeCompare({ current, first, score, fail }) {
  const place = byId("comparison");
  const [hint, original, box, paste] = ["compare-hint", "other-first", "other-text", "other-paste"].map(byId);
  let other = null;
  let title = "";

  function refresh() {
    const edited = current() && first() && !sameText(current().text, first().text);
    original.hidden = !edited || !other;
    const before = other ?? (edited ? first() : null);
    hint.hidden = Boolean(before);
    if (before) showComparison(place, before, current(), [other ? title : "As opened", "Now"]);
    else place.replaceChildren();
  }

  async function use(article, named) {
    try {
      other = await score(article);
      title = named;
      paste.hidden = true;
      refresh();
    } catch (error) {
      fail(error, (more) => use({ ...article, ...more }, named));
    }
  }

  async function open(file) {
    try {
      const { text, html } = await readFile(file);
      await use({ [html ? "html" : "text"]: text }, shortName(file.name));
    } catch (error) {
      fail(error);
    }
  }

  byId("other-file").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    if (file) open(file);
    target.value = "";
  });
  // Here, a dropped file is the other version. Elsewhere, it is a new article.
  byId("view-compare").addEventListener("drop", (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    byId("compose").classList.remove("dropping");
    open(file);
  });
  byId("other-open-paste").addEventListener("click", () => {
    paste.hidden = false;
    box.focus();
  });
  byId("other-use").addEventListener("click", () => {
    if (!box.value.trim()) return box.focus();
    return use({ [looksLikeHtml(box.value) ? "html" : "text"]: box.value }, "Other version");
  });
  original.addEventListener("click", () => {
    other = null;
    refresh();
  });

  return {
    refresh,
    /** A new article has nothing to do with the other version. */
    forget() {
      other = null;
      box.value = "";
      paste.hidden = true;
      refresh();
    },
  };
}

function shortName(name) {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}
