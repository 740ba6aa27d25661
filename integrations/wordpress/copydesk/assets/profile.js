// The choice of what the draft is compared with. It is kept with the post.
((wp, copydesk) => {
  const { __, sprintf } = wp.i18n;
  const { createElement: el } = wp.element;

  /** `reading`: of useReading. Nothing is shown if there is no choice. */
  copydesk.Profile = ({ reading: { profile, profiles, standard, compareWith } }) => {
    if (profiles.length < 2) return null;
    const known = profiles.some(({ name }) => name === profile);
    const offered = known ? profiles : [{ name: profile }, ...profiles];
    return el(
      "p",
      { className: "copydesk-profile" },
      el("label", { htmlFor: "copydesk-profile" }, __("Compared with", "copydesk")),
      el(
        "select",
        { id: "copydesk-profile", value: profile, onChange: ({ target }) => compareWith(target.value) },
        ...offered.map((one) => el("option", { key: one.name, value: one.name }, label(one, standard))),
      ),
    );
  };

  function label(profile, standard) {
    const name = copydesk.nameProfile(profile);
    /* translators: %s: what drafts are compared with, such as "News at large" */
    return profile.name === standard ? sprintf(__("%s (usual)", "copydesk"), name) : name;
  }
})(window.wp, window.copydesk);
