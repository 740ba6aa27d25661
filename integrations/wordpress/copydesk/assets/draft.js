// The draft as it is written now, unsaved changes included; and the way to its report.
((wp, copydesk) => {
  const { select, subscribe } = wp.data;
  const NOT_TEXT = /<!--[\s\S]*?-->|<[^>]*>|&nbsp;|\s/g;

  /** Return what is sent: the post's id, title and content with its blocks; null without text. */
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

  /** Call `changed` when the draft may have changed. Cheap: nothing is serialised. Returns a stop. */
  copydesk.watchDraft = (changed) => {
    let before = edits();
    return subscribe(() => {
      const now = edits();
      if (now === before) return;
      before = now;
      changed();
    });
  };

  /** Ask for a report. The service's address and key are this site's business, not the browser's. */
  copydesk.askAbout = (draft, signal) =>
    wp.apiFetch({ path: "/copydesk/v1/score", method: "POST", data: draft, signal });

  /** Another object after each change, also of the selection. */
  function edits() {
    const { getCurrentPostType, getCurrentPostId } = select("core/editor");
    return select("core").getEntityRecordEdits("postType", getCurrentPostType(), getCurrentPostId());
  }
})(window.wp, window.copydesk);
