// Gets the current draft, including unsaved changes, and requests its report.
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

  /** Request a report. The site's server knows the service's address and key; the browser does not. */
  copydesk.askAbout = (draft, signal) =>
    wp.apiFetch({ path: "/copydesk/v1/score", method: "POST", data: draft, signal });

  /** A different object after each change, including changes of the selection. */
  function edits() {
    const { getCurrentPostType, getCurrentPostId } = select("core/editor");
    return select("core").getEntityRecordEdits("postType", getCurrentPostType(), getCurrentPostId());
  }
})(window.wp, window.copydesk);
