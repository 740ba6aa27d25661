// Scores a text again as the user edits it: when they pause, and only its latest state.
import { score } from "./service.js";

/** Milliseconds without a change after which a text is scored. */
const PAUSE = 600;

/**
 * `article()` returns the article as it is now; `scored(report, article)` gets its report; `failed(error)` gets what
 * went wrong; `waiting(busy)` is told when a request begins and ends.
 */
export function makeRescoring({ article, scored, failed, waiting }) {
  let timer = null;
  let request = null;
  let current = Promise.resolve();

  function cancel() {
    clearTimeout(timer);
    timer = null;
    request?.abort();
    request = null;
  }

  async function send() {
    cancel();
    const mine = (request = new AbortController());
    const sent = article();
    waiting(true);
    try {
      const report = await score(sent, mine.signal);
      if (mine === request) scored(report, sent);
    } catch (error) {
      if (mine === request) failed(error);
    } finally {
      if (mine === request) {
        request = null;
        waiting(false);
      }
    }
  }

  return {
    /** The text has changed: what was asked about its earlier state is no longer wanted. */
    changed() {
      cancel();
      timer = setTimeout(() => (current = send()), PAUSE);
    },
    now() {
      return (current = send());
    },
    /** Resolve when the latest change is scored. */
    settled() {
      if (timer !== null) current = send();
      return current;
    },
    cancel() {
      cancel();
      waiting(false);
    },
  };
}
