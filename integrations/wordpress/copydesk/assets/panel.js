// The content of the sidebar. The draft is scored only while the sidebar is open.
((wp, copydesk) => {
  const { __, _n, sprintf } = wp.i18n;
  const { createElement: el, useEffect, useMemo, useRef, useState } = wp.element;

  /** Milliseconds that this site's server may need in addition to the time it waits for the service. */
  const LEEWAY = 5000;

  copydesk.Panel = () => {
    const [state, setState] = useState(copydesk.UNREAD);
    const [lit, setLit] = useState(null);
    const [lost, setLost] = useState(null);
    const reader = useRef(null);

    useEffect(() => {
      reader.current = copydesk.makeReader({
        take: copydesk.takeDraft,
        ask: copydesk.askAbout,
        show: setState,
        patience: 1000 * copydesk.seconds + LEEWAY,
      });
      const unwatch = copydesk.watchDraft(reader.current.touch);
      reader.current.read();
      return () => {
        unwatch();
        reader.current.stop();
        copydesk.putOut();
      };
    }, []);

    const { phase, report, seeds, trouble } = state;
    const lists = useMemo(() => (report ? copydesk.gather(report) : {}), [report]);

    // A piece that is still in the new report stays highlighted, at its new position.
    useEffect(() => {
      setLost(null);
      if (lit === null) return;
      const piece = Object.values(lists).flat().find(({ key }) => key === lit);
      if (piece) copydesk.light(piece, { scroll: false });
      else dim();
    }, [lists]);

    function dim() {
      copydesk.putOut();
      setLit(null);
    }

    async function press(piece) {
      setLost(null);
      if (piece.key === lit) return dim();
      const there = await copydesk.light(piece);
      setLit(there ? piece.key : null);
      /* translators: %s: an excerpt */
      if (there) wp.a11y.speak(sprintf(__("Highlighted in the text: %s", "copydesk"), piece.quote));
      else setLost(copydesk.hasText() ? "gone" : "code");
      return undefined;
    }

    function again({ language }) {
      if (language) copydesk.language = language;
      reader.current.again();
    }

    return el(
      "div",
      { className: "copydesk-panel" },
      el("p", { className: "copydesk-purpose" }, __("Scores prompt an editor to look. They are not a verdict on truth.", "copydesk")),
      el(Status, { phase, report }),
      trouble && el(copydesk.Trouble, { trouble, again }),
      el("p", { className: "copydesk-lost", role: "status" }, LOST[lost] ?? ""),
      report && el(Scores, { report, seeds, lists, lit, press }),
    );
  };

  const LOST = {
    gone: __("These words are no longer in the text.", "copydesk"),
    code: __("Switch to the visual editor to see it in the text.", "copydesk"),
  };

  function Scores({ report, seeds, lists, lit, press }) {
    const known = Object.keys(copydesk.SCORES);
    const guests = Object.keys(report.scores).filter((name) => !known.includes(name));
    return [...known, ...guests]
      .filter((name) => name in report.scores)
      .map((name) =>
        el(
          "section",
          { key: name, className: "copydesk-score", "aria-labelledby": `copydesk-${name}` },
          el(copydesk.Gauge, { name, score: report.scores[name], seeds: seeds[name] ?? [] }),
          copydesk.SCORES[name] && el(copydesk.Pieces, { words: copydesk.SCORES[name], pieces: lists[name], lit, press }),
        ),
      );
  }

  /** A line that a screen reader announces when it changes. */
  function Status({ phase, report }) {
    return el(
      wp.element.Fragment,
      null,
      el("p", { className: "copydesk-status", role: "status" }, say(phase, report)),
      ...(report?.warnings ?? []).map(({ code, detail }) =>
        /* translators: %s: a warning about the report, in English */
        el("p", { key: code, className: "copydesk-warning" }, sprintf(__("Note: %s.", "copydesk"), detail)),
      ),
    );
  }

  function say(phase, report) {
    if (phase === "empty") return __("There is no text to score yet.", "copydesk");
    if (phase === "trouble") return report ? __("These scores are for an earlier draft.", "copydesk") : "";
    if (!report) return __("Scoring the draft …", "copydesk");
    const { words } = report.document;
    /* translators: %s: number of words */
    const read = sprintf(_n("Current draft: %s word.", "Current draft: %s words.", words, "copydesk"), words);
    return phase === "reading" ? __("Scoring the changes …", "copydesk") : read;
  }
})(window.wp, window.copydesk);
