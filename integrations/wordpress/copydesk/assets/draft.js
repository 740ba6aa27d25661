// Gets the current draft from the block editor, including unsaved changes.
((wp, copydesk) => {
  const { select, subscribe } = wp.data;
  const NOT_TEXT = /<!--[\s\S]*?-->|<[^>]*>|&nbsp;|\s/g;

  /** Return the data to send: the post's id, title and content with its blocks; null if there is no text. */
  copydesk.takeDraft = () => {
    const editor = select("core/editor");
    const content = editor.getEditedPostContent();
    if (!content.replace(NOT_TEXT, "")) return null;
    return {
      post: editor.getCurrentPostId(),
      title: editor.getEditedPostAttribute("title") ?? "",
      content,
      ...(copydesk.language ? { language: copydesk.language } : {}),
    };
  };

  /** Return the post's id. */
  copydesk.post = () => select("core/editor").getCurrentPostId();

  /** Call `changed` when the draft may have changed. Cheap: nothing is serialized. Returns a function that stops this. */
  copydesk.watchDraft = (changed) => {
    let before = edits();
    return subscribe(() => {
      const now = edits();
      if (now === before) return;
      before = now;
      changed();
    });
  };

  /** Return the element around the draft's blocks, either in the page itself or in the editor's iframe; null in the code editor. */
  copydesk.textElement = () => {
    const frame = document.querySelector('iframe[name="editor-canvas"]');
    return (frame?.contentDocument ?? document).querySelector(".block-editor-block-list__layout.is-root-container");
  };

  /** A different object after each change, including changes of the selection. */
  function edits() {
    const { getCurrentPostType, getCurrentPostId } = select("core/editor");
    return select("core").getEntityRecordEdits("postType", getCurrentPostType(), getCurrentPostId());
  }
})(window.wp, window.copydesk);
