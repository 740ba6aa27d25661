// The settings page: tests the connection, and offers the service's profiles.
((wp) => {
  const { __, _n, sprintf } = wp.i18n;
  const button = document.getElementById("copydesk-test");
  if (!button) return;
  const result = document.getElementById("copydesk-test-result");
  const field = (name) => document.getElementById(`copydesk-${name}`);
  const note = field("profile-note");
  const purpose = note.textContent;

  button.addEventListener("click", async () => {
    button.disabled = true;
    say(__("Asking the service …", "copydesk"));
    try {
      const profiles = await ask();
      /* translators: %d: number of profiles */
      const words = _n("Connected. The service has %d profile.", "Connected. The service has %d profiles.", profiles.length, "copydesk");
      say(sprintf(words, profiles.length), "success");
      offer(profiles);
    } catch (error) {
      const { detail } = error.data ?? {};
      say([error.message, detail].filter(Boolean).join(" "), "error");
    }
    button.disabled = false;
  });

  // The choice of profiles, when the page opens with a service that is set. Without an answer the field stays a text field.
  if (field("url").value) ask().then(offer, () => {});

  async function ask() {
    const data = { url: field("url").value, key: field("key").value ?? "", network: Boolean(button.dataset.network) };
    const { profiles } = await wp.apiFetch({ path: "/copydesk/v1/connection", method: "POST", data });
    return profiles;
  }

  /** Turn the profile's text field into a choice. A profile that the service does not have stays chosen and says so. */
  function offer(profiles) {
    const before = field("profile");
    const select = document.createElement("select");
    for (const { name, value } of before.attributes) {
      if (["id", "name", "aria-describedby"].includes(name)) select.setAttribute(name, value);
    }
    const known = profiles.some(({ name }) => name === before.value);
    /* translators: %s: a profile's name */
    const missing = { name: before.value, label: sprintf(__("%s (not on this service)", "copydesk"), before.value) };
    for (const { name, label } of known ? profiles : [missing, ...profiles]) {
      select.append(new Option(label ?? name, name, false, name === before.value));
    }
    before.replaceWith(select);
    const describe = () => {
      const { description, reference } = profiles.find(({ name }) => name === select.value) ?? {};
      note.textContent = [description, reference].filter(Boolean).join(" ") || purpose;
    };
    select.addEventListener("change", describe);
    describe();
  }

  function say(words, kind = "") {
    result.textContent = words;
    result.className = kind ? `copydesk-${kind} notice notice-${kind} inline` : "description";
  }
})(window.wp);
