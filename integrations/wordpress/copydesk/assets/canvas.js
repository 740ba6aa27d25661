// The text in the editor: finds evidence in it, brings it into view and lights it.
//
// Nothing in the document is changed: the light is a CSS custom highlight, or, in a browser without
// them, a rule that outlines the block. Both are seen in the editor only and saved nowhere.
((copydesk) => {
  const NAME = "copydesk";
  const LIGHT = `::highlight(${NAME}) { background-color: #ffe08a; color: #1d1b18; }`;
  const outline = (block) => `[data-block="${CSS.escape(block)}"] { outline: 3px solid #a4570a; outline-offset: 4px; }`;

  const anchoring = import(copydesk.anchor);
  let lit = null;

  /** Light a piece. `scroll`: bring it into view. Resolves to whether its words are there. */
  copydesk.light = async (piece, { scroll = true } = {}) => {
    const { anchor } = await anchoring;
    copydesk.putOut();
    const root = text();
    const ranges = root ? piece.selectors.map((selector) => anchor(root, selector)).filter(Boolean) : [];
    if (!ranges.length) return false;
    lit = shine(root.ownerDocument, ranges);
    if (scroll) bringIntoView(ranges);
    return true;
  };

  /** Take the light away. */
  copydesk.putOut = () => {
    if (!lit) return;
    lit.view.CSS.highlights?.delete(NAME);
    lit.sheet.replaceSync("");
    lit.page.adoptedStyleSheets = lit.page.adoptedStyleSheets.filter((sheet) => sheet !== lit.sheet);
    lit = null;
  };

  /** Say whether there is a text to light: not in the code editor. */
  copydesk.hasText = () => text() !== null;

  /** The element around the draft's blocks: in the page itself, or in the frame that has the canvas. */
  function text() {
    const frame = document.querySelector('iframe[name="editor-canvas"]');
    return (frame?.contentDocument ?? document).querySelector(".block-editor-block-list__layout.is-root-container");
  }

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

  /** Bring the first range in the text to the middle of what can be seen, or to its top if taller. */
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
