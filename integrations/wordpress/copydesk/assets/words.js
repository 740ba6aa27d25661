// What the sidebar says about each score, as data.
((wp, copydesk) => {
  const { __, sprintf } = wp.i18n;

  const one = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  /** The four built-in scores, in their order; a guest scorer's has its own name and unit only. */
  copydesk.SCORES = {
    attribution: {
      title: __("Attribution", "copydesk"),
      ends: [__("less attributed", "copydesk"), __("more attributed", "copydesk")],
      /* translators: %s: a number */
      say: (value) => sprintf(__("%s statements per 100 words", "copydesk"), one.format(value)),
      ask: __("Which claim could still say who says so?", "copydesk"),
      evidence: __("Attributed statements", "copydesk"),
      none: __("No statement in this draft is attributed.", "copydesk"),
    },
    anonymity: {
      title: __("Anonymous sources", "copydesk"),
      ends: [__("more unnamed", "copydesk"), __("fewer unnamed", "copydesk")],
      /* translators: %s: a percentage */
      say: (value) => sprintf(__("%s%% of sourced statements unnamed", "copydesk"), Math.round(100 * value)),
      ask: __("Must each unnamed source be unnamed, and does the text say why?", "copydesk"),
      evidence: __("Statements by unnamed sources", "copydesk"),
      none: __("No statement is by an unnamed source.", "copydesk"),
    },
    hedging: {
      title: __("Hedging", "copydesk"),
      ends: [__("fewer hedges", "copydesk"), __("more hedges", "copydesk")],
      /* translators: %s: a number */
      say: (value) => sprintf(__("%s hedges per 100 words", "copydesk"), one.format(value)),
      ask: __("Does each hedge say how sure anyone is? More is neither better nor worse.", "copydesk"),
      evidence: __("Hedges", "copydesk"),
      none: __("No hedge was found.", "copydesk"),
    },
    readability: {
      title: __("Readability", "copydesk"),
      ends: [__("harder", "copydesk"), __("easier", "copydesk")],
      /* translators: %s: a school grade */
      say: (value) => sprintf(__("US school grade %s", "copydesk"), one.format(value)),
      ask: __("Could the hardest sentences be two?", "copydesk"),
      evidence: __("Hard sentences", "copydesk"),
      none: __("No sentence stands out as hard.", "copydesk"),
    },
  };

  copydesk.HEDGES = {
    epistemic: __("possible, not certain", "copydesk"),
    evidential: __("hearsay", "copydesk"),
    approximator: __("not exact", "copydesk"),
  };

  copydesk.VOICES = {
    reporter: __("in the article’s own voice", "copydesk"),
    source: __("in a source’s words", "copydesk"),
  };
})(window.wp, window.copydesk);
