// Calls the service: sends an article and returns the report, or throws a Trouble.
import { PROBLEMS } from "./words.js";

/** An error with a message for the user. `retry`: trying again may help; `wait`: for this many seconds. */
class Trouble extends Error {
  constructor({ kind, detail = "", retry = false, wait = null, requestId = null }) {
    super(PROBLEMS[kind] ?? PROBLEMS.other);
    Object.assign(this, { kind, detail, retry, wait, requestId });
  }
}

const RETRIED = new Set([429, 502, 503, 504]);
let key = "";

/** Send this key with all further requests from this tab. */
export function useKey(given) {
  key = given;
}

/** Score an article: `{text}` or `{html}`, with options. Returns the report. `signal` can abort the request. */
export async function score(article, signal) {
  const response = await ask("v1/score", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ ...article, offsets: "utf16", prompts: true }),
    signal,
  });
  if (!response.ok) throw await trouble(response);
  return response.json();
}

/** Return the calibration profiles, `{name, description}`, or none if the service does not answer. */
export async function profiles() {
  try {
    const response = await ask("v1/profiles");
    return response.ok ? (await response.json()).profiles : [];
  } catch {
    return [];
  }
}

/** Return the scores of a profile's seed articles, as a list for each scorer. */
export async function seedMarks(profile) {
  try {
    const response = await ask(`v1/profiles/${encodeURIComponent(profile)}`);
    if (!response.ok) return {};
    const { scores } = await response.json();
    return Object.fromEntries(
      Object.entries(scores).map(([name, { anchors }]) => [name, anchors.map((a) => a.score)]),
    );
  } catch {
    return {};
  }
}

/** Return the text of one of the page's articles, "example" or "seed". */
export async function sample(name) {
  const response = await ask(`web/${name}.txt`);
  if (!response.ok) throw await trouble(response);
  return response.text();
}

async function ask(path, options = {}) {
  const headers = { ...options.headers, ...(key ? { Authorization: `Bearer ${key}` } : {}) };
  try {
    return await fetch(path, { cache: "no-store", referrerPolicy: "no-referrer", ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Trouble({ kind: "unreachable", retry: true });
  }
}

async function trouble(response) {
  const problem = await response.json().catch(() => ({}));
  const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new Trouble({
    kind: String(problem.type ?? "").replace("urn:copydesk:problem:", ""),
    detail: problem.detail ?? `HTTP status ${response.status}`,
    retry: RETRIED.has(response.status),
    wait: Number.isFinite(wait) ? wait : null,
    requestId: response.status >= 500 ? (problem.request_id ?? null) : null,
  });
}
