// One gauge: a scale from 0 to 100 with the score, the seed's mark and an explanation.
((wp, copydesk) => {
  const { __, sprintf } = wp.i18n;
  const { createElement: el } = wp.element;

  /** `name`: the scorer's name; `score`: from the report; `seeds`: the seed articles' scores. */
  copydesk.Gauge = ({ name, score, seeds }) => {
    const words = copydesk.SCORES[name];
    const title = `copydesk-${name}`;
    const heading = el("h3", { id: title }, words?.title ?? name);
    if (score.score === null) {
      return el(
        "div",
        { className: "copydesk-gauge" },
        el("div", { className: "copydesk-head" }, heading, el("p", { className: "copydesk-number" }, "–")),
        /* translators: %s: a reason, in English */
        el("p", null, sprintf(__("Not scored: %s.", "copydesk"), score.reason ?? __("no reason given", "copydesk"))),
      );
    }
    const number = Math.round(score.score);
    return el(
      "div",
      { className: "copydesk-gauge" },
      el(
        "div",
        { className: "copydesk-head" },
        heading,
        el("p", { className: "copydesk-number" }, number, el("span", null, ` ${__("of 100", "copydesk")}`)),
      ),
      el(Scale, { title, score: score.score, seeds }),
      words && el("p", { className: "copydesk-ends", "aria-hidden": true }, ...words.ends.map((end) => el("span", { key: end }, end))),
      el("p", { className: "copydesk-value" }, words ? words.say(score.value) : `${score.value} ${score.unit}`),
      words && el("p", { className: "copydesk-ask" }, words.ask),
    );
  };

  function Scale({ title, score, seeds }) {
    const from = seeds.length ? seeds[0] : 0;
    const reach = { insetInlineStart: `${Math.min(from, score)}%`, inlineSize: `${Math.abs(score - from)}%` };
    return el(
      "div",
      {
        className: "copydesk-scale",
        role: "meter",
        "aria-labelledby": title,
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-valuenow": score,
        "aria-valuetext": inWords(score, seeds),
      },
      el("span", { className: "copydesk-reach", style: reach }),
      ...seeds.map((seed) =>
        el(
          "span",
          { key: seed, className: "copydesk-seed", style: { insetInlineStart: `${seed}%` } },
          el("span", null, __("seed", "copydesk")),
        ),
      ),
      el("span", { className: "copydesk-needle", style: { insetInlineStart: `${score}%` } }),
    );
  }

  function inWords(score, seeds) {
    /* translators: %d: a score from 0 to 100 */
    const said = sprintf(__("%d of 100", "copydesk"), Math.round(score));
    if (!seeds.length) return said;
    const places = seeds.map(Math.round).join(", ");
    /* translators: 1: "62 of 100", 2: a score or several */
    return sprintf(__("%1$s; the seed article scores %2$s", "copydesk"), said, places);
  }
})(window.wp, window.copydesk);
