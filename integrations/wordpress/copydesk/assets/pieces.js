// The evidence for one score: clickable excerpts.
((wp, copydesk) => {
  const { __, sprintf } = wp.i18n;
  const { createElement: el, useState } = wp.element;

  /** Number of pieces before "Show all": a long article has hundreds of hedges. */
  const SHOWN = 8;

  /** `words`: the score's wording; `lit`: the key of the highlighted piece; `press(piece)`: the click handler. */
  copydesk.Pieces = ({ words, pieces, lit, press }) => {
    const [all, setAll] = useState(false);
    if (!pieces.length) return el("p", { className: "copydesk-none" }, words.none);
    const shown = all ? pieces : pieces.slice(0, SHOWN);
    return el(
      "details",
      { className: "copydesk-evidence" },
      el("summary", null, `${words.evidence} `, el("span", { className: "copydesk-count" }, pieces.length)),
      el("ul", null, ...shown.map((piece) => el("li", { key: piece.key }, el(Piece, { piece, isLit: piece.key === lit, press })))),
      shown.length < pieces.length &&
        el(
          "button",
          { type: "button", className: "components-button is-secondary is-small", onClick: () => setAll(true) },
          /* translators: %d: how many there are */
          sprintf(__("Show all %d", "copydesk"), pieces.length),
        ),
    );
  };

  function Piece({ piece, isLit, press }) {
    return el(
      "button",
      { type: "button", className: "copydesk-piece", "aria-pressed": isLit, onClick: () => press(piece) },
      el("span", { className: "copydesk-excerpt" }, piece.before, el("mark", null, piece.quote), piece.after),
      piece.note && el("span", { className: "copydesk-note" }, piece.note),
    );
  }
})(window.wp, window.copydesk);
