// One gauge: the sentence that compares the draft with other articles, a scale from 0 to 100 with the typical
// band, the score and the seed's mark, the value, and what to look at.
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
        /* translators: %s: a reason, such as "no words" */
        el("p", null, sprintf(__("Not scored: %s.", "copydesk"), score.reason ?? __("no reason given", "copydesk"))),
      );
    }
    return el(
      "div",
      { className: "copydesk-gauge" },
      el(
        "div",
        { className: "copydesk-head" },
        heading,
        el("p", { className: "copydesk-number" }, Math.round(score.score), el("span", null, ` ${__("of 100", "copydesk")}`)),
      ),
      score.comparison && el("p", { className: "copydesk-comparison" }, score.comparison),
      el(Scale, { title, score: score.score, typical: score.typical?.score, seeds }),
      words && el("p", { className: "copydesk-ends", "aria-hidden": true }, ...words.ends.map((end) => el("span", { key: end }, end))),
      el("p", { className: "copydesk-value" }, words ? words.say(score.value) : `${score.value} ${score.unit}`),
      score.advice && el("p", { className: "copydesk-ask" }, score.advice),
    );
  };

  function Scale({ title, score, typical, seeds }) {
    const band = typical && { insetInlineStart: `${typical.low}%`, inlineSize: `${typical.high - typical.low}%` };
    return el(
      "div",
      {
        className: "copydesk-scale",
        role: "meter",
        "aria-labelledby": title,
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-valuenow": score,
        "aria-valuetext": inWords(score, typical, seeds),
      },
      band && el("span", { className: "copydesk-typical", style: band }, el("span", null, __("typical", "copydesk"))),
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

  function inWords(score, typical, seeds) {
    /* translators: %d: a score from 0 to 100 */
    const said = [sprintf(__("%d of 100", "copydesk"), Math.round(score))];
    if (typical) {
      const [low, high] = [typical.low, typical.high].map(Math.round);
      /* translators: 1: a score, 2: a higher score */
      said.push(sprintf(__("typical is %1$d to %2$d", "copydesk"), low, high));
    }
    if (seeds.length) {
      /* translators: %s: a score or several */
      said.push(sprintf(__("the seed article scores %s", "copydesk"), seeds.map(Math.round).join(", ")));
    }
    return said.join("; ");
  }
})(window.wp, window.copydesk);
