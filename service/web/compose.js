// The form: typed, pasted, dropped, opened from a file, or the example.
import { byId } from "./dom.js";
import { looksLikeHtml, readFile } from "./files.js";
import { mayLose, setAtRisk } from "./loss.js";
import { profiles, sample } from "./service.js";

/** Characters from which a paste is long. */
const LONG = 20_000;

/** Set the form up. `read(article)` is asked for with `{text}` or `{html}`; `fail(error)` says why not. */
export function makeForm({ read, fail }) {
  const form = byId("compose");
  const [box, isHtml, profile] = ["article", "is-html", "profile"].map(byId);
  let chosen = false;

  function article(options = {}) {
    const field = isHtml.checked ? "html" : "text";
    const named = profile.value ? { profile: profile.value } : {};
    return { [field]: box.value, ...named, ...options };
  }

  function fill(text, html) {
    box.value = text;
    isHtml.checked = html;
    chosen = false;
    box.removeAttribute("aria-invalid");
  }

  async function take(file) {
    try {
      const { text, html } = await readFile(file);
      if (!(await mayLose("Opening a file"))) return;
      fill(text, html);
      read(article());
    } catch (error) {
      fail(error);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (box.value.trim()) return read(article());
    box.setAttribute("aria-invalid", "true");
    fail(new Error("There is no article yet. Paste one, drop a file, or try the example."));
    return box.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  box.addEventListener("input", () => {
    setAtRisk(box.value.trim() !== "");
    box.removeAttribute("aria-invalid");
    if (!chosen) isHtml.checked = looksLikeHtml(box.value);
  });
  box.addEventListener("paste", (event) => pasteLong(event, box));
  isHtml.addEventListener("change", () => (chosen = true));
  byId("file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) await take(file);
    event.target.value = "";
  });
  for (const name of ["example", "seed"]) {
    byId(name).addEventListener("click", async () => {
      try {
        const text = await sample(name);
        if (!(await mayLose("Opening this article"))) return;
        fill(text, false);
        read(article());
      } catch (error) {
        fail(error);
      }
    });
  }
  acceptDrops(form, take);
  offerProfiles([profile, byId("report-profile")]);

  return {
    article,
    clear: () => fill("", false),
    show(visible) {
      form.hidden = !visible;
      if (visible) box.focus();
    },
  };
}

/** Browsers take seconds to paste a long text, because they make it undoable. Set the text directly instead. */
function pasteLong(event, box) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (text.length < LONG) return;
  event.preventDefault();
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input"));
}

/** Accept files dropped anywhere on the page, so that the browser does not open them instead. */
function acceptDrops(form, take) {
  const holdsFile = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    form.classList.remove("dropping");
    if (!holdsFile(event)) return;
    event.preventDefault();
    if (event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
  });
}

/** Characters of a profile's description that fit into a choice. */
const LONGEST_TITLE = 40;

/** Offer the reference articles to compare with: in the form, and in the report. */
async function offerProfiles(selects) {
  const found = await profiles();
  for (const select of selects) {
    select.replaceChildren(...found.map(({ name, description }) => {
      const [title] = (description ?? "").split(".");
      const words = title && title.length <= LONGEST_TITLE ? title : name;
      return new Option(words, name, name === "default", name === "default");
    }));
    select.closest("label").hidden = found.length < 2;
  }
}
