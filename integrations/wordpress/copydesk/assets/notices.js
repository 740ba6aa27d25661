// Shows what went wrong and the actions that may help. Writing and saving are not affected.
((wp, copydesk) => {
  const { __, _n, sprintf } = wp.i18n;
  const { createElement: el } = wp.element;
  const { Button, Notice } = wp.components;

  /** `trouble`: the route's error; `again(options)`: scores the draft again. */
  copydesk.Trouble = ({ trouble, again }) => {
    const { kind, detail, request_id: request, retry_after: wait } = trouble.data ?? {};
    const message = trouble.code === "copydesk_gave_up" ? __("This site did not answer in time.", "copydesk") : trouble.message;
    const set = ["copydesk_not_configured", "copydesk_not_copydesk", "copydesk_unreachable"].includes(trouble.code);
    return el(
      Notice,
      { status: "warning", isDismissible: false, politeness: "polite", spokenMessage: [message, detail].filter(Boolean).join(" ") },
      el("p", null, el("strong", null, message ?? __("Something went wrong.", "copydesk"))),
      detail && el("p", null, detail),
      /* translators: %d: number of seconds */
      wait > 0 && el("p", null, sprintf(_n("Try again in %d second.", "Try again in %d seconds.", wait, "copydesk"), wait)),
      /* translators: %s: the id of a request */
      request && el("p", null, sprintf(__("Request id: %s.", "copydesk"), request)),
      el("p", null, __("You can keep writing and save as usual.", "copydesk")),
      el(
        "p",
        { className: "copydesk-actions" },
        el(Button, { variant: "secondary", onClick: () => again({}) }, __("Try again", "copydesk")),
        kind === "unsupported-language" &&
          el(Button, { variant: "secondary", onClick: () => again({ language: "en" }) }, __("Score it as English", "copydesk")),
        (set || kind === "bad-signature" || trouble.data?.service_status === 401) &&
          copydesk.settings &&
          el(Button, { variant: "link", href: copydesk.settings }, __("Settings", "copydesk")),
      ),
    );
  };
})(window.wp, window.copydesk);
