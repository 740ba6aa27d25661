// Turns a report into clickable pieces of evidence for each score, with excerpts and positions.
((wp, copydesk) => {
  const { __, sprintf, _n } = wp.i18n;
  const SHORT = 90;

  /** Return lists of pieces by score: {key, before, quote, after, note, selectors}. */
  copydesk.gather = ({ evidence = {} }) => {
    const said = (evidence.attributions ?? []).filter((one) => one.mode === "statement" && !one.interviewer);
    const speakers = new Map((evidence.speakers ?? []).map((speaker) => [speaker.id, speaker]));
    return keyed({
      attribution: said.map(statement),
      anonymity: said.filter((one) => one.source?.anonymous).map((one) => unnamed(one, speakers)),
      hedging: (evidence.hedges ?? []).map(hedge),
      readability: (evidence.sentences ?? []).map(sentence),
    });
  };

  function statement(one) {
    return {
      before: one.source ? `${one.source.text}: ` : "",
      quote: shorten(contentOf(one)),
      after: "",
      note: one.source ? "" : __("no source given", "copydesk"),
      selectors: [one.source, one.cue, ...one.content].filter(Boolean).map((part) => part.selector),
    };
  }

  function unnamed(one, speakers) {
    const reason = speakers.get(one.source.speaker)?.reason_for_anonymity;
    return {
      before: "",
      quote: one.source.text,
      after: `: ${shorten(contentOf(one))}`,
      /* translators: %s: the article's words about why a source is not named */
      note: reason ? sprintf(__("reason given: %s", "copydesk"), shorten(reason.text)) : __("no reason given", "copydesk"),
      selectors: [one.source.selector],
    };
  }

  function hedge(one) {
    const kind = copydesk.HEDGES[one.kind] ?? one.kind;
    return {
      before: lastWords(one.selector.prefix),
      quote: one.text,
      after: firstWords(one.selector.suffix),
      note: `${kind}, ${copydesk.VOICES[one.voice] ?? one.voice}`,
      selectors: [one.selector],
    };
  }

  function sentence(one) {
    /* translators: %d: number of words */
    const words = sprintf(_n("%d word", "%d words", one.words, "copydesk"), one.words);
    return {
      before: "",
      quote: shorten(one.text),
      after: "",
      /* translators: 1: "29 words", 2: a school grade */
      note: sprintf(__("%1$s, grade %2$s", "copydesk"), words, one.grade),
      selectors: [one.selector],
    };
  }

  /** Give each piece a key that stays the same in reports on later versions of the draft. */
  function keyed(lists) {
    for (const [name, pieces] of Object.entries(lists)) {
      const times = new Map();
      for (const piece of pieces) {
        const words = `${name} ${piece.selectors.map((selector) => selector.exact).join(" ")}`;
        times.set(words, (times.get(words) ?? 0) + 1);
        piece.key = `${words} ${times.get(words)}`;
      }
    }
    return lists;
  }

  function contentOf(one) {
    return one.content.map((part) => part.text).join(" … ");
  }

  /** Shorten a quotation at a word boundary. */
  function shorten(text) {
    const line = text.replace(/\s+/gu, " ").trim();
    if (line.length <= SHORT) return line;
    return `${line.slice(0, SHORT).replace(/[\uD800-\uDBFF]$/u, "").replace(/\s\S*$/u, "")}\u00a0…`;
  }

  /** The end of the text before a piece, within its paragraph and starting at a word. */
  function lastWords(text) {
    const line = text.split("\n").at(-1);
    return line === text ? `… ${line.replace(/^\S*\s/u, "")}` : line;
  }

  function firstWords(text) {
    const line = text.split("\n")[0];
    return line === text && text ? `${line.replace(/\s\S*$/u, "")} …` : line;
  }
})(window.wp, window.copydesk);
