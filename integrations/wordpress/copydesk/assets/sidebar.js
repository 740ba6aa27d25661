// Adds the panel to the editor's sidebar.
((wp, copydesk) => {
  const { __ } = wp.i18n;
  const { createElement: el, Fragment } = wp.element;
  // WordPress 6.6 and later provide these in `editor`, earlier versions in `editPost`.
  const { PluginSidebar, PluginSidebarMoreMenuItem } = wp.editor.PluginSidebar ? wp.editor : wp.editPost;

  const icon = el(
    "svg",
    { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": true, focusable: false },
    el("path", { d: "M4 6h16v2H4zM4 11h9v2H4zM4 16h16v2H4z" }),
    el("path", { d: "M14.5 11H20v2h-5.5z", opacity: 0.5 }),
  );

  wp.plugins.registerPlugin("copydesk", {
    icon,
    render: () =>
      el(
        Fragment,
        null,
        el(PluginSidebarMoreMenuItem, { target: "copydesk", icon }, __("copydesk", "copydesk")),
        el(PluginSidebar, { name: "copydesk", title: __("copydesk", "copydesk"), icon }, el(copydesk.Panel)),
      ),
  });
})(window.wp, window.copydesk);
