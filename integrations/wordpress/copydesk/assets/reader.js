// Scores the draft again a moment after it changes.
((copydesk) => {
  /** Milliseconds without a change before the draft is scored. */
  const QUIET = 1000;

  /**
   * Make a reader. `take()` returns the draft as it is now, or null when there is nothing in it;
   * `ask(draft, signal)` returns a promise of its report; `show(state)` is told of each change.
   *
   * One request at a time: what changes meanwhile is read after it, so no answer about an older
   * draft can come after one about a newer, and a slow service is never asked twice at once.
   */
  copydesk.makeReader = ({ take, ask, show, quiet = QUIET, patience }) => {
    let state = copydesk.UNREAD;
    let timer = 0;
    let running = null;
    let waiting = false;
    let stopped = false;
    let asked = null;

    function set(changes) {
      state = { ...state, ...changes };
      if (!stopped) show(state);
    }

    function touch() {
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(read, quiet);
    }

    async function read() {
      clearTimeout(timer);
      if (stopped) return;
      if (running) {
        waiting = true;
        return;
      }
      const draft = take();
      const now = JSON.stringify(draft);
      if (now === asked) return;
      asked = now;
      if (draft === null) {
        set({ ...copydesk.UNREAD, phase: "empty" });
        return;
      }
      running = new AbortController();
      const limit = setTimeout(() => running.abort(), patience);
      set({ phase: "reading" });
      try {
        set({ phase: "read", trouble: null, ...(await ask(draft, running.signal)) });
      } catch (error) {
        set({ phase: "trouble", trouble: running.signal.aborted ? { code: "copydesk_gave_up" } : error });
      }
      clearTimeout(limit);
      running = null;
      if (waiting) {
        waiting = false;
        await read();
      }
    }

    return {
      read,
      touch,
      /** Score the draft even if it has been scored, or tried, before. */
      again() {
        asked = null;
        return read();
      },
      /** Stop. Pending answers are discarded. */
      stop() {
        stopped = true;
        clearTimeout(timer);
        running?.abort();
      },
    };
  };

  /** `phase`: unread, empty, reading, read, trouble. The report stays visible until the next one arrives. */
  copydesk.UNREAD = { phase: "unread", report: null, seeds: {}, profile: "", profiles: [], standard: "", trouble: null };
})(window.copydesk);
