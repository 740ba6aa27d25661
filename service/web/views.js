// The views of the report, as tabs: the text, the tables, the comparison, what it means. All but the last are printed.

/** Set the tabs up. Returns `{show(name)}`; `opened(name)` is called when a view is shown. */
export function makeViews(tablist, opened) {
  const tabs = [...tablist.querySelectorAll('[role="tab"]')];
  const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

  function show(name) {
    for (const tab of tabs) {
      const chosen = tab.dataset.view === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      panel(tab).classList.toggle("current", chosen);
    }
    opened(name);
  }

  tablist.addEventListener("click", ({ target }) => {
    const tab = target.closest('[role="tab"]');
    if (tab) show(tab.dataset.view);
  });
  tablist.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.focus();
    show(tab.dataset.view);
  });
  show(tabs[0].dataset.view);
  return { show };
}
