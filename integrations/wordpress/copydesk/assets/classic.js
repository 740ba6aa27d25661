// Fills the box in the classic editor. Nothing is sent before a press on its button.
((wp, copydesk) => {
  const { __ } = wp.i18n;
  const { createElement: el, useState } = wp.element;
  const NOT_TEXT = /<[^>]*>|&nbsp;|\s/g;
  const box = () => document.getElementById("copydesk-classic");
  const field = (id) => document.getElementById(id);

  /** The visual editor (TinyMCE), or nothing while the code is edited. */
  function visual() {
    const editor = window.tinymce?.get("content");
    return editor && !editor.isHidden() ? editor : null;
  }

  copydesk.post = () => Number(box().dataset.post);

  copydesk.takeDraft = () => {
    const content = visual() ? visual().getContent() : (field("content")?.value ?? "");
    if (!content.replace(NOT_TEXT, "")) return null;
    return { post: copydesk.post(), title: field("title")?.value ?? "", content, ...(copydesk.language ? { language: copydesk.language } : {}) };
  };

  copydesk.watchDraft = (changed) => {
    const fields = ["content", "title"].map(field).filter(Boolean);
    const watchEditor = (editor) => editor.id === "content" && editor.on("input change undo redo", changed);
    const added = ({ editor }) => watchEditor(editor);
    fields.forEach((one) => one.addEventListener("input", changed));
    window.tinymce?.on("AddEditor", added);
    const editor = window.tinymce?.get("content");
    if (editor) watchEditor(editor);
    return () => {
      fields.forEach((one) => one.removeEventListener("input", changed));
      window.tinymce?.off("AddEditor", added);
      window.tinymce?.get("content")?.off("input change undo redo", changed);
    };
  };

  copydesk.textElement = () => visual()?.getBody() ?? null;

  function Box() {
    const [open, setOpen] = useState(false);
    if (open) return el(copydesk.Panel);
    return el(
      "div",
      { className: "copydesk-panel" },
      el("p", { className: "copydesk-purpose" }, __("Sends title and text of the draft to your newsroom’s copydesk service, and again whenever you stop typing.", "copydesk")),
      el("p", { className: "copydesk-actions" }, el("button", { type: "button", className: "button", onClick: () => setOpen(true) }, __("Score the draft", "copydesk"))),
    );
  }

  wp.domReady(() => {
    if (wp.element.createRoot) wp.element.createRoot(box()).render(el(Box));
    else wp.element.render(el(Box), box());
  });
})(window.wp, window.copydesk);
