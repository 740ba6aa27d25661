// Score articles, one after another, and print their scores. Node 20 or later; nothing to install.
//
//     COPYDESK_URL=http://127.0.0.1:8000 node score.mjs article.txt page.html
//
// Set COPYDESK_KEY if the service requires an API key.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const URL_ = process.env.COPYDESK_URL ?? "http://127.0.0.1:8000";
const KEY = process.env.COPYDESK_KEY;
/** After these, the same request may get another answer. Scoring changes nothing: send it again. */
const AGAIN = new Set([408, 429, 503, 504]);
const TRIES = 5;

/** Return the report on an article. Throws an `Error` with the problem's type. */
async function score(article) {
  let response;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    response = await fetch(`${URL_}/v1/score`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(KEY ? { Authorization: `Bearer ${KEY}` } : {}),
      },
      // JavaScript strings use UTF-16 units: with these offsets, text.slice(start, end) is the evidence.
      body: JSON.stringify({ ...article, offsets: "utf16" }),
    });
    if (!AGAIN.has(response.status) || attempt === TRIES - 1) break;
    await response.body?.cancel();
    await sleep(1000 * Number(response.headers.get("Retry-After") ?? 2 ** attempt));
  }
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.type}: ${answer.detail} (${answer.request_id})`);
  return answer;
}

for (const name of process.argv.slice(2)) {
  const content = await readFile(name, "utf8");
  const article = /\.html?$/.test(name) ? { html: content } : { text: content };
  try {
    const report = await score({ ...article, id: name });
    const text = report.document.text ?? content;
    const scores = Object.entries(report.scores).map(([scorer, { score }]) => `${scorer}=${score}`);
    const hedges = (report.evidence.hedges ?? []).map(({ start, end }) => text.slice(start, end));
    console.log(name, ...scores, JSON.stringify(hedges));
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
