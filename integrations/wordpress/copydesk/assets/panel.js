// The content of the sidebar and of the classic editor's box: prompts first, then the scores with their evidence.
((wp, copydesk) => {
  const { __ } = wp.i18n;
  const { createElement: el } = wp.element;

  copydesk.Panel = () => {
    const reading = copydesk.useReading();
    const { report, prompts } = reading;
    return el(
      "div",
      { className: "copydesk-panel" },
      el("p", { className: "copydesk-purpose" }, __("Scores prompt an editor to look. They are not a verdict on truth.", "copydesk")),
      el(copydesk.Status, { reading }),
      report && el(copydesk.Prompts, { prompts, reading }),
      report && el(copydesk.Profile, { reading }),
      report && el(Scores, { reading }),
    );
  };

  function Scores({ reading: { report, seeds, lists, lit, press } }) {
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
})(window.wp, window.copydesk);
