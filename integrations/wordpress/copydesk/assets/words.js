// The sidebar's wording for each score, as data.
((wp, copydesk) => {
  const { __, sprintf } = wp.i18n;

  const one = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  /** The four built-in scores, in order. The score of a plugin has only a name and a unit. */
  copydesk.SCORES = {
    attribution: {
      title: __("Attribution", "copydesk"),
      ends: [__("less attributed", "copydesk"), __("more attributed", "copydesk")],
      /* translators: %s: a number */
      say: (value) => sprintf(__("%s statements per 100 words", "copydesk"), one.format(value)),
      evidence: __("Attributed statements", "copydesk"),
      none: __("No statement in this draft is attributed.", "copydesk"),
    },
    anonymity: {
      title: __("Anonymous sources", "copydesk"),
      ends: [__("more unnamed", "copydesk"), __("fewer unnamed", "copydesk")],
      /* translators: %s: a percentage */
      say: (value) => sprintf(__("%s%% of sourced statements have an unnamed source", "copydesk"), Math.round(100 * value)),
      evidence: __("Statements by unnamed sources", "copydesk"),
      none: __("No statement comes from an unnamed source.", "copydesk"),
    },
    hedging: {
      title: __("Hedging", "copydesk"),
      ends: [__("fewer hedges", "copydesk"), __("more hedges", "copydesk")],
      /* translators: %s: a number */
      say: (value) => sprintf(__("%s hedges per 100 words", "copydesk"), one.format(value)),
      evidence: __("Hedges", "copydesk"),
      none: __("No hedge was found.", "copydesk"),
    },
    readability: {
      title: __("Readability", "copydesk"),
      ends: [__("harder", "copydesk"), __("easier", "copydesk")],
      /* translators: %s: a school grade */
      say: (value) => sprintf(__("US school grade %s", "copydesk"), one.format(value)),
      evidence: __("Hard sentences", "copydesk"),
      none: __("No sentence stands out as hard.", "copydesk"),
    },
  };

  copydesk.HEDGES = {
    epistemic: __("possible, not certain", "copydesk"),
    evidential: __("hearsay or inference", "copydesk"),
    approximator: __("inexact", "copydesk"),
  };

  copydesk.VOICES = {
    reporter: __("in the reporter’s voice", "copydesk"),
    source: __("in a source’s words", "copydesk"),
  };
})(window.wp, window.copydesk);
