// Adds the sidebar and the panel before publishing to the block editor.
((wp, copydesk) => {
  const { __, sprintf } = wp.i18n;
  const { createElement: el, Fragment, useEffect, useState } = wp.element;
  // WordPress 6.6 and later provide these in `editor`, earlier versions in `editPost`.
  const { PluginPrePublishPanel, PluginSidebar, PluginSidebarMoreMenuItem } = wp.editor.PluginSidebar ? wp.editor : wp.editPost;

  const icon = el(
    "svg",
    { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": true, focusable: false },
    el("path", { d: "M4 6h16v2H4zM4 11h9v2H4zM4 16h16v2H4z" }),
    el("path", { d: "M14.5 11H20v2h-5.5z", opacity: 0.5 }),
  );

  /** The panel before publishing: what is open. It never keeps anyone from publishing. */
  function BeforePublishing() {
    const [title, setTitle] = useState(__("copydesk", "copydesk"));
    return el(PluginPrePublishPanel, { name: "copydesk-publish", className: "copydesk-publish", title, icon, initialOpen: true }, el(Open, { setTitle }));
  }

  // Only what is inside the panel is made when the panel opens. That is when the draft is scored.
  function Open({ setTitle }) {
    const reading = copydesk.useReading();
    const { report, prompts } = reading;
    /* translators: %s: "2 warnings, 1 note" or "nothing open" */
    const title = report ? sprintf(__("copydesk: %s", "copydesk"), copydesk.countOpen(prompts)) : __("copydesk", "copydesk");
    useEffect(() => setTitle(title), [title]);
    return el(
      "div",
      { className: "copydesk-panel" },
      el(copydesk.Status, { reading }),
      report && el(copydesk.Prompts, { prompts, reading }),
    );
  }

  wp.plugins.registerPlugin("copydesk", {
    icon,
    render: () =>
      el(
        Fragment,
        null,
        el(PluginSidebarMoreMenuItem, { target: "copydesk", icon }, __("copydesk", "copydesk")),
        el(PluginSidebar, { name: "copydesk", title: __("copydesk", "copydesk"), icon }, el(copydesk.Panel)),
        el(BeforePublishing),
      ),
  });
})(window.wp, window.copydesk);
