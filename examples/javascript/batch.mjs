// Stream an archive through the service: send lines and receive a line for each at the same time.
//
//     COPYDESK_URL=http://127.0.0.1:8000 node batch.mjs < articles.jsonl > reports.jsonl
//
// Each line of the input is an article: {"id": "1", "text": "…"}. Node 20 or later; nothing to
// install. Set COPYDESK_KEY if the service requires an API key.
import { Readable } from "node:stream";
import { createInterface } from "node:readline";

const URL_ = process.env.COPYDESK_URL ?? "http://127.0.0.1:8000";
const KEY = process.env.COPYDESK_KEY;

const response = await fetch(`${URL_}/v1/score/batch`, {
  method: "POST",
  headers: {
    "Content-Type": "application/x-ndjson",
    ...(KEY ? { Authorization: `Bearer ${KEY}` } : {}),
  },
  body: Readable.toWeb(process.stdin),
  duplex: "half",
});
if (!response.ok) {
  const problem = await response.json();
  console.error(`${problem.type}: ${problem.detail}`);
  process.exit(1);
}
for await (const line of createInterface({ input: Readable.fromWeb(response.body) })) {
  console.log(line);
  const { error, index } = JSON.parse(line);
  if (error) {
    console.error(`line ${index + 1}: ${error.type}: ${error.detail}`);
    process.exitCode = 1;
  }
}
