// What the newsroom's house rules want an editor to look at, and what the editor decides about it.
((wp, copydesk) => {
  const { __, _n, sprintf } = wp.i18n;
  const { createElement: el, useRef, useState } = wp.element;

  /** Number of open prompts before "Show all". */
  const SHOWN = 8;

  /** In descending order of severity. */
  const SEVERITIES = {
    error: __("Error", "copydesk"),
    warning: __("Warning", "copydesk"),
    note: __("Note", "copydesk"),
  };

  const ORDER = Object.keys(SEVERITIES);

  copydesk.VERDICTS = {
    dismissed: { label: __("Dismissed", "copydesk"), done: __("Dismissed.", "copydesk") },
    wrong: { label: __("Called wrong", "copydesk"), done: __("Called wrong.", "copydesk") },
    open: { label: __("Open", "copydesk"), done: __("Open again.", "copydesk") },
  };

  /** Return a report's prompts, the most severe first, with what Piece and canvas.js need of them. */
  copydesk.gatherPrompts = ({ prompts = [] }) => {
    const rank = ({ severity }) => (ORDER.includes(severity) ? ORDER.indexOf(severity) : ORDER.length);
    return prompts
      .map((prompt) => ({
        ...prompt,
        key: `prompt ${prompt.id}`,
        verdict: copydesk.verdictOn(prompt),
        quote: prompt.spans[0].text,
        selectors: prompt.spans.map((span) => span.selector).filter(Boolean),
      }))
      .sort((a, b) => rank(a) - rank(b) || a.spans[0].start - b.spans[0].start);
  };

  /** Say how many prompts are open: "2 warnings, 1 note". */
  copydesk.countOpen = (prompts) => {
    const open = prompts.filter(({ verdict }) => verdict === "open");
    const notes = open.filter(({ severity }) => severity === "note").length;
    const grave = open.length - notes;
    if (!open.length) return __("nothing open", "copydesk");
    return [
      /* translators: %d: number of prompts */
      grave > 0 && sprintf(_n("%d warning", "%d warnings", grave, "copydesk"), grave),
      /* translators: %d: number of prompts */
      notes > 0 && sprintf(_n("%d note", "%d notes", notes, "copydesk"), notes),
    ]
      .filter(Boolean)
      .join(", ");
  };

  /** `prompts`: of gatherPrompts; `reading`: of useReading. */
  copydesk.Prompts = ({ prompts, reading }) => {
    const heading = useRef(null);
    const [all, setAll] = useState(false);
    const open = prompts.filter(({ verdict }) => verdict === "open");
    const settled = prompts.filter(({ verdict }) => verdict !== "open");

    // The button that was pressed is gone, so the focus goes to the heading.
    async function decide(prompt, verdict) {
      await reading.decide(prompt, verdict);
      heading.current?.focus();
    }

    return el(
      "section",
      { className: "copydesk-prompts", "aria-labelledby": "copydesk-prompts" },
      el(
        "h3",
        { id: "copydesk-prompts", ref: heading, tabIndex: -1 },
        __("To look at", "copydesk"),
        el("span", { className: "copydesk-open" }, copydesk.countOpen(prompts)),
      ),
      open.length === 0 && el("p", { className: "copydesk-none" }, nothing(prompts)),
      el("ul", null, ...(all ? open : open.slice(0, SHOWN)).map((prompt) => el("li", { key: prompt.key }, el(Prompt, { prompt, reading, decide })))),
      !all &&
        open.length > SHOWN &&
        el(
          "button",
          { type: "button", className: "components-button is-secondary is-small", onClick: () => setAll(true) },
          /* translators: %d: how many there are */
          sprintf(__("Show all %d", "copydesk"), open.length),
        ),
      settled.length > 0 &&
        el(
          "details",
          { className: "copydesk-evidence" },
          el("summary", null, `${__("Dismissed", "copydesk")} `, el("span", { className: "copydesk-count" }, settled.length)),
          el("ul", null, ...settled.map((prompt) => el("li", { key: prompt.key }, el(Prompt, { prompt, reading, decide })))),
        ),
    );
  };

  function nothing(prompts) {
    return prompts.length
      ? __("Everything that the house rules found has been dismissed.", "copydesk")
      : __("The house rules found nothing. That does not mean that all is well.", "copydesk");
  }

  function Prompt({ prompt, reading, decide }) {
    const { severity, verdict, message, settled_by: settledBy } = prompt;
    const id = `copydesk-prompt-${prompt.id}`;
    const act = (to, words) =>
      el("button", { type: "button", className: "button-link", "aria-describedby": id, onClick: () => decide(prompt, to) }, words);
    return el(
      "div",
      { className: `copydesk-prompt is-${severity}` },
      el(
        "button",
        { type: "button", className: "copydesk-piece", "aria-pressed": prompt.key === reading.lit, onClick: () => reading.press(prompt) },
        el("span", { className: "copydesk-severity" }, SEVERITIES[severity] ?? severity),
        el("span", { className: "copydesk-excerpt", id }, capital(message)),
        /* translators: %s: what would settle a prompt */
        verdict === "open" && el("span", { className: "copydesk-note" }, sprintf(__("Would settle it: %s.", "copydesk"), settledBy)),
      ),
      el(
        "p",
        { className: "copydesk-decide" },
        verdict === "open" && act("dismissed", __("Dismiss", "copydesk")),
        verdict === "open" && act("wrong", __("Wrong", "copydesk")),
        verdict !== "open" && el("span", null, copydesk.VERDICTS[verdict]?.label ?? verdict),
        verdict !== "open" && act("open", __("Open again", "copydesk")),
      ),
    );
  }

  function capital(text) {
    return text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase());
  }
})(window.wp, window.copydesk);
