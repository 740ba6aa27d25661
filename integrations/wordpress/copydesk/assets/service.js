// Asks this site's server for reports, and tells it what an editor decided about a prompt.
// The server knows the service's address and key; the browser does not.
((wp, copydesk) => {
  let last = { draft: null, answer: null };
  const decided = new Map();
  const listeners = new Set();

  /** Request a report, in the site's language. The answer on the same draft is kept, for the panel before publishing. */
  copydesk.askAbout = async (draft, signal) => {
    const key = JSON.stringify(draft);
    if (key === last.draft) return last.answer;
    const answer = await wp.apiFetch({ path: "/copydesk/v1/score", method: "POST", data: draft, signal });
    last = { draft: key, answer: { ...answer, report: copydesk.translateReport(answer.report) } };
    return last.answer;
  };

  /** Forget the answer that is kept. */
  copydesk.askAnew = () => {
    last = { draft: null, answer: null };
  };

  /** Return what was decided about a prompt: dismissed, wrong or open. */
  copydesk.verdictOn = (prompt) => decided.get(prompt.id) ?? prompt.verdict;

  /** Keep the profile that a post is compared by. */
  copydesk.keepProfile = (post, profile) => wp.apiFetch({ path: "/copydesk/v1/profile", method: "POST", data: { post, profile } });

  /** Keep a decision with the post. `document`: the digest of the text that the positions are in. */
  copydesk.decide = async (prompt, verdict, { post, document }) => {
    const [{ start, end }] = prompt.spans;
    const data = { post, id: prompt.id, rule: prompt.rule, verdict, start, end, document };
    await wp.apiFetch({ path: "/copydesk/v1/verdict", method: "POST", data });
    decided.set(prompt.id, verdict);
    listeners.forEach((listener) => listener());
  };

  /** Call `listener` after each decision. Returns a function that stops this. */
  copydesk.watchDecisions = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
})(window.wp, window.copydesk);
