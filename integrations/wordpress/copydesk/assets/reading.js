// The state behind the sidebar, the panel before publishing and the classic editor's box: the latest report,
// the highlighted piece, and what to do with both. The draft is scored only while one of them is shown.
((wp, copydesk) => {
  const { __, _n, sprintf } = wp.i18n;
  const { createElement: el, useEffect, useMemo, useReducer, useRef, useState, Fragment } = wp.element;

  /** Milliseconds that this site's server may need in addition to the time it waits for the service. */
  const LEEWAY = 5000;

  /**
   * Return { phase, report, seeds, profile, profiles, standard, trouble, lists, prompts, lit, lost, press, decide,
   * compareWith, again }.
   */
  copydesk.useReading = () => {
    const [state, setState] = useState(copydesk.UNREAD);
    const [lit, setLit] = useState(null);
    const [lost, setLost] = useState(null);
    const [decisions, decided] = useReducer((times) => times + 1, 0);
    const reader = useRef(null);

    useEffect(() => {
      reader.current = copydesk.makeReader({
        take: copydesk.takeDraft,
        ask: copydesk.askAbout,
        show: setState,
        patience: 1000 * copydesk.seconds + LEEWAY,
      });
      const stops = [copydesk.watchDraft(reader.current.touch), copydesk.watchDecisions(decided)];
      reader.current.read();
      return () => {
        stops.forEach((stop) => stop());
        reader.current.stop();
        copydesk.putOut();
      };
    }, []);

    const { report } = state;
    const lists = useMemo(() => (report ? copydesk.gather(report) : {}), [report]);
    const prompts = useMemo(() => (report ? copydesk.gatherPrompts(report) : []), [report, decisions]);

    // A piece that is still in the new report stays highlighted, at its new position.
    useEffect(() => {
      setLost(null);
      if (lit === null) return;
      const piece = [...prompts, ...Object.values(lists).flat()].find(({ key }) => key === lit);
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

    async function decide(prompt, verdict) {
      setLost(null);
      try {
        await copydesk.decide(prompt, verdict, { post: copydesk.post(), document: report.document.sha256 });
      } catch {
        setLost("unsaved");
        return;
      }
      wp.a11y.speak(copydesk.VERDICTS[verdict].done);
      if (prompt.key === lit && verdict !== "open") dim();
    }

    async function compareWith(profile) {
      setLost(null);
      try {
        await copydesk.keepProfile(copydesk.post(), profile);
      } catch {
        setLost("unsaved");
        return;
      }
      again({});
    }

    function again({ language }) {
      if (language) copydesk.language = language;
      copydesk.askAnew();
      reader.current.again();
    }

    return { ...state, lists, prompts, lit, lost, press, decide, compareWith, again };
  };

  const LOST = {
    gone: __("These words are no longer in the text.", "copydesk"),
    code: __("Switch to the visual editor to see it in the text.", "copydesk"),
    unsaved: __("This could not be saved. Try again.", "copydesk"),
  };

  /** Show how far the reading is, what went wrong, and the service's notes about the report. */
  copydesk.Status = ({ reading }) => {
    const { phase, report, trouble, lost, again } = reading;
    return el(
      Fragment,
      null,
      // A line that a screen reader announces when it changes.
      el("p", { className: "copydesk-status", role: "status" }, say(phase, report)),
      ...(report?.warnings ?? []).map(({ code, detail }) =>
        /* translators: %s: a warning about the report */
        el("p", { key: code, className: "copydesk-warning" }, sprintf(__("Note: %s.", "copydesk"), detail)),
      ),
      trouble && el(copydesk.Trouble, { trouble, again }),
      el("p", { className: "copydesk-lost", role: "status" }, LOST[lost] ?? ""),
    );
  };

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
