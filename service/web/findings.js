// What the page derives from a report: statements with their sources, and the sets that cards, filters and the finder use.
import { findStretches } from "./stretches.js";
import { STRETCH, SURE } from "./words.js";

/**
 * Return a report's findings. `text` is the text that was scored.
 *
 * `attributions` are those that count: no interviewers' questions, no refusals to comment. Each has `speaker`,
 * `unnamed` and `explained` (whether the article gives a reason) added. The other lists are subsets and evidence.
 */
export function readFindings(report, text) {
  const { evidence } = report;
  const speakers = new Map((evidence.speakers ?? []).map((speaker) => [speaker.id, speaker]));
  const all = evidence.attributions ?? [];
  const attributions = all
    .filter((one) => !one.interviewer && one.mode !== "refusal")
    .map((one) => ({ ...one, ...whose(one, speakers) }));
  const statements = attributions.filter((one) => one.mode === "statement");
  const unnamed = statements.filter((one) => one.unnamed);
  const hedges = (evidence.hedges ?? []).map((one, number) => ({ ...one, id: `hedge ${number}` }));
  const less = ({ confidence }) => typeof confidence === "number" && confidence < SURE;
  return {
    report,
    text,
    speakers,
    attributions,
    statements,
    unnamed,
    explained: unnamed.filter((one) => one.explained),
    unexplained: unnamed.filter((one) => !one.explained && one.speaker?.withheld !== false),
    reasons: reasonsOf(unnamed.filter((one) => one.explained)),
    quoted: attributions.filter((one) => one.form === "direct" || one.form === "mixed"),
    sourceless: attributions.filter((one) => !one.source),
    hedges,
    own: hedges.filter((one) => one.voice === "reporter"),
    sentences: (evidence.sentences ?? []).map((one, number) => ({ ...one, id: `sentence ${number}` })),
    stretches: findStretches(text, all, STRETCH).map((one, number) => ({ ...one, id: `stretch ${number}` })),
    unsure: [...attributions.filter(less), ...hedges.filter(less)].sort((a, b) => begin(a) - begin(b)),
    prompts: (report.prompts ?? []).map((one, number) => ({ ...one, id: `prompt ${number}` })),
    silent: new Set(all.filter((one) => one.mode === "refusal").map((one) => one.source?.speaker)),
  };
}

function whose({ source }, speakers) {
  const speaker = source ? (speakers.get(source.speaker) ?? null) : null;
  const reason = speaker?.reason_for_anonymity;
  return { speaker, unnamed: source?.anonymous === true, explained: Boolean(reason) && reason.kind !== "unexplained" };
}

/** Return the reasons for not naming the speakers of some statements, each once, in the order of the text. */
function reasonsOf(statements) {
  const reasons = new Set(statements.map(({ speaker }) => speaker.reason_for_anonymity));
  return [...reasons].sort((a, b) => a.start - b.start).map((one, number) => ({ ...one, id: `reason ${number}` }));
}

/** Return where a finding begins: an attribution with its source or cue. */
export function begin(one) {
  if (one.spans) return one.spans[0].start;
  return one.start ?? Math.min(one.cue.start, one.source?.start ?? Infinity, one.content[0]?.start ?? Infinity);
}

/** Return the name or description of who says something. */
export function who({ speaker, source }) {
  return speaker?.name ?? speaker?.description ?? source?.text ?? "";
}

/** Return what was said or thought, as one text. */
export function said({ content }) {
  return content.map((part) => part.text).join(" … ");
}

/** Return the places of findings for the finder, `{id, start}`, in the given order; a prompt has one for each of its spans. */
export function placesOf(findings) {
  return findings.flatMap((one) =>
    one.spans ? one.spans.map(({ start }) => ({ id: one.id, start })) : [{ id: one.id, start: begin(one) }],
  );
}
