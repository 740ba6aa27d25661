"""Score articles, one after another, and print their scores.

    COPYDESK_URL=http://127.0.0.1:8000 python score.py article.txt page.html

Needs httpx. Set COPYDESK_KEY if the service requires an API key.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

import httpx

URL = os.environ.get("COPYDESK_URL", "http://127.0.0.1:8000")
KEY = os.environ.get("COPYDESK_KEY")
AGAIN = {408, 429, 503, 504}
"""Statuses after which a retry may succeed. Scoring changes nothing, so retries are safe."""
TRIES = 5


def score(client: httpx.Client, article: dict[str, Any]) -> dict[str, Any]:
    """Return the report on an article. Raises ``RuntimeError`` with the problem's type."""
    for attempt in range(TRIES):
        response = client.post("/v1/score", json=article)
        if response.status_code not in AGAIN or attempt == TRIES - 1:
            break
        time.sleep(float(response.headers.get("Retry-After", 2**attempt)))
    if response.is_success:
        report: dict[str, Any] = response.json()
        return report
    problem = response.json()
    raise RuntimeError(f"{problem['type']}: {problem['detail']} ({problem['request_id']})")


def main() -> int:
    """Score the files on the command line."""
    headers = {"Authorization": f"Bearer {KEY}"} if KEY else {}
    status = 0
    with httpx.Client(base_url=URL, headers=headers, timeout=60) as client:
        for name in sys.argv[1:]:
            field = "html" if name.endswith((".html", ".htm")) else "text"
            article = {field: Path(name).read_text(encoding="utf-8"), "id": name}
            try:
                report = score(client, article)
            except RuntimeError as error:
                print(f"{name}: {error}", file=sys.stderr)
                status = 1
                continue
            scores = {scorer: found["score"] for scorer, found in report["scores"].items()}
            print(name, *(f"{scorer}={value}" for scorer, value in scores.items()))
    return status


if __name__ == "__main__":
    sys.exit(main())
