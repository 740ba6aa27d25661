"""Post a line to Slack for each report that the service sends to a callback.

    export WEBHOOK_SECRET='at least sixteen characters' SLACK_URL=https://hooks.slack.com/services/...
    export ARTICLE_URL='https://example.org/ghost/#/editor/post/{id}'
    python notify.py 9000

For content systems whose editor cannot show a report, such as Ghost. SLACK_URL is an incoming
webhook of Slack, or of Mattermost, Rocket.Chat or Discord (with /slack after its URL), which accept
the same JSON. ARTICLE_URL is optional. Ask for `?prompts=true` where the content system posts the
article, and the message lists what an editor should look at. Needs nothing but Python.
"""

import json
import os
import sys
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from receive import Receiver

SLACK_URL = os.environ["SLACK_URL"]
ARTICLE_URL = os.environ.get("ARTICLE_URL", "")
TIMEOUT = 10
"""Seconds."""
MOST_PROMPTS = 10


def escaped(text: str) -> str:
    """Return text in which Slack sees no link, no mention and no markup of its own."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def name_of(report: dict[str, Any]) -> str:
    """Return the article's id, as a link where we know its address."""
    article = report.get("id")
    if not (ARTICLE_URL and article):
        return escaped(article or "an article")
    return f"<{ARTICLE_URL.replace('{id}', quote(article, safe=''))}|{escaped(article)}>"


def message(report: dict[str, Any]) -> str:
    """Return what to post about a report, or about the problem that came in its place."""
    if "scores" not in report:
        return f"copydesk could not score {name_of(report)}: {escaped(report['detail'])}"
    scores = ", ".join(
        f"{name} {'undefined' if found['score'] is None else round(found['score'])}"
        for name, found in report["scores"].items()
    )
    lines = [f"copydesk read {name_of(report)}: {scores}"]
    prompts = report.get("prompts") or []
    lines += [f"• {escaped(prompt['message'])}" for prompt in prompts[:MOST_PROMPTS]]
    if len(prompts) > MOST_PROMPTS:
        lines.append(f"and {len(prompts) - MOST_PROMPTS} more")
    return "\n".join(lines)


class Notifier(Receiver):
    """A receiver that posts instead of printing."""

    def received(self, report: dict[str, Any]) -> None:
        """Post to Slack. A failure is reported here; the service has done its part."""
        body = json.dumps({"text": message(report)}).encode()
        request = Request(SLACK_URL, body, {"Content-Type": "application/json"})  # noqa: S310
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - our own address
                answer.read()
        except OSError as error:
            print(f"not posted: {error}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Notifier) as server:
        server.serve_forever()
