// Puts the service's sentences into the site's language. What has no translation stays as the service wrote it.
((copydesk) => {
  const PLACE = /\{(\w+)\}/g;

  /** Return a report whose sentences are in the site's language. */
  copydesk.translateReport = (report) => {
    const say = (sentence) => translate(sentence, report.templates ?? {});
    const scores = Object.entries(report.scores).map(([name, score]) => [
      name,
      { ...score, comparison: say(score.comparison), advice: say(score.advice), reason: say(score.reason) },
    ]);
    return {
      ...report,
      scores: Object.fromEntries(scores),
      warnings: (report.warnings ?? []).map((warning) => ({ ...warning, detail: say(warning.detail) })),
      prompts: (report.prompts ?? []).map((prompt) => ({ ...prompt, message: say(prompt.message), settled_by: say(prompt.settled_by) })),
    };
  };

  /** Return a profile's short name in the site's language: the first sentence of its description. */
  copydesk.nameProfile = ({ name, description }) => {
    const title = (description ?? "").split(".")[0].trim();
    return title ? (copydesk.SENTENCES.get(title) ?? title) : name;
  };

  /** `sentence` may be null. `templates`: of the report, by sentence. */
  function translate(sentence, templates) {
    if (!sentence) return sentence;
    const template = Object.hasOwn(templates, sentence) ? templates[sentence] : { template: sentence, values: {} };
    return fill(template) ?? sentence;
  }

  /** Fill a translated template. Returns undefined if it, or one inside it, has no translation. */
  function fill({ template, values }) {
    const words = copydesk.SENTENCES.get(template);
    if (words === undefined) return undefined;
    let whole = true;
    const filled = words.replace(PLACE, (place, name) => {
      const value = values[name];
      const said = value !== null && typeof value === "object" ? fill(value) : value;
      if (said === undefined) whole = false;
      return said ?? place;
    });
    return whole ? filled : undefined;
  }
})(window.copydesk);
