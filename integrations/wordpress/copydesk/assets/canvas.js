// Finds evidence in the editor's text, scrolls to it and highlights it.
//
// The document is not changed. The highlight is a CSS custom highlight or, in a browser without
// support for those, a style rule that outlines the block. Both exist only in the editor and are not saved.
((copydesk) => {
  const NAME = "copydesk";
  const LIGHT = `::highlight(${NAME}) { background-color: #ffe08a; color: #1d1b18; }`;
  const outline = (block) => `[data-block="${CSS.escape(block)}"] { outline: 3px solid #a4570a; outline-offset: 4px; }`;

  const anchoring = import(copydesk.anchor);
  let lit = null;

  /** Highlight a piece. `scroll`: scroll to it. Resolves to whether its words were found. */
  copydesk.light = async (piece, { scroll = true } = {}) => {
    const { anchor } = await anchoring;
    copydesk.putOut();
    const root = copydesk.textElement();
    const ranges = root ? piece.selectors.map((selector) => anchor(root, selector)).filter(Boolean) : [];
    if (!ranges.length) return false;
    lit = shine(root.ownerDocument, ranges);
    if (scroll) bringIntoView(ranges);
    return true;
  };

  /** Remove the highlight. */
  copydesk.putOut = () => {
    if (!lit) return;
    lit.view.CSS.highlights?.delete(NAME);
    lit.sheet.replaceSync("");
    lit.page.adoptedStyleSheets = lit.page.adoptedStyleSheets.filter((sheet) => sheet !== lit.sheet);
    lit = null;
  };

  /** Return whether there is text that can be highlighted. There is none in the code editor. */
  copydesk.hasText = () => copydesk.textElement() !== null;

  function shine(page, ranges) {
    const view = page.defaultView;
    const sheet = new view.CSSStyleSheet();
    if (view.CSS.highlights && view.Highlight) {
      view.CSS.highlights.set(NAME, new view.Highlight(...ranges));
      sheet.replaceSync(LIGHT);
    } else {
      const blocks = ranges.map((range) => elementOf(range).closest("[data-block]")?.dataset.block);
      sheet.replaceSync(blocks.filter(Boolean).map(outline).join("\n"));
    }
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
    return { page, view, sheet };
  }

  /** Scroll the first range in the text to the middle of the visible area, or to its top if it is taller. */
  function bringIntoView(ranges) {
    const [first] = [...ranges].sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
    const element = elementOf(first);
    element.scrollIntoView({ block: "center", inline: "nearest" });
    const scroller = scrollerOf(element);
    const page = element.ownerDocument;
    const frame =
      scroller === page.scrollingElement
        ? { top: 0, height: page.defaultView.innerHeight }
        : scroller.getBoundingClientRect();
    const place = first.getBoundingClientRect();
    const off = place.top + Math.min(place.height, frame.height) / 2 - (frame.top + frame.height / 2);
    scroller.scrollBy({ top: off, behavior: "instant" });
  }

  function scrollerOf(element) {
    const page = element.ownerDocument;
    for (let at = element; at && at !== page.body; at = at.parentElement) {
      const { overflowY } = page.defaultView.getComputedStyle(at);
      if (at.scrollHeight > at.clientHeight && ["auto", "scroll"].includes(overflowY)) return at;
    }
    return page.scrollingElement;
  }

  function elementOf(range) {
    return range.startContainer.parentElement;
  }
})(window.copydesk);
