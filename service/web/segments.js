// Splits a text wherever evidence begins or ends. Pieces may nest and overlap; segments do not.

/**
 * Return every piece of a report's evidence: `{start, end, kind, owner}`, in UTF-16 units.
 *
 * `owner` is the finding that the piece belongs to (`readFindings`), `{id, kind, item}`. An attribution owns its source,
 * its cue and its content, a prompt its spans. A hedge, a hard sentence, a stretch or a reason owns itself. `length` is
 * that of the text.
 */
export function pieces(findings, length) {
  const found = [];
  const add = (part, kind, owner) => {
    const start = Math.max(0, part.start);
    const end = Math.min(length, part.end);
    if (start < end) found.push({ start, end, kind, owner });
  };
  for (const item of findings.report.evidence.attributions ?? []) {
    const owner = { id: item.id, kind: "attribution", item };
    if (item.source) add(item.source, "source", owner);
    add(item.cue, "cue", owner);
    for (const part of item.content) add(part, "content", owner);
  }
  for (const [list, kind] of SINGLE) {
    for (const item of findings[list]) add(item, kind, { id: item.id, kind, item });
  }
  for (const item of findings.prompts) {
    const owner = { id: item.id, kind: "prompt", item };
    for (const span of item.spans) add(span, "prompt", owner);
  }
  return found;
}

const SINGLE = [["hedges", "hedge"], ["sentences", "sentence"], ["stretches", "stretch"], ["reasons", "reason"]];

/** Return the lines of a text that are not empty, as `{start, end}`. */
export function lines(text) {
  const found = [];
  for (let start = 0; start <= text.length; ) {
    const at = text.indexOf("\n", start);
    const end = at < 0 ? text.length : at;
    if (text.slice(start, end).trim()) found.push({ start, end });
    start = end + 1;
  }
  return found;
}

/**
 * Return the segments of each line in order: `{start, end, pieces}`. The same pieces cover the whole of
 * a segment. Together, the segments make up the line without overlaps.
 */
export function segment(text, found) {
  const opening = [...found].sort((a, b) => a.start - b.start || b.end - a.end);
  const cuts = [...new Set(found.flatMap((piece) => [piece.start, piece.end]))].sort((a, b) => a - b);
  let next = 0;
  let cut = 0;
  let open = [];
  return lines(text).map(({ start, end }) => {
    const segments = [];
    for (let at = start; at < end; ) {
      while (cut < cuts.length && cuts[cut] <= at) cut += 1;
      const stop = Math.min(end, cuts[cut] ?? end);
      const begun = next;
      while (next < opening.length && opening[next].start <= at) next += 1;
      open = [...open, ...opening.slice(begun, next)].filter((piece) => piece.end > at);
      segments.push({ start: at, end: stop, pieces: open });
      at = stop;
    }
    return segments;
  });
}
