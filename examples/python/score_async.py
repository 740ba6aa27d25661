"""Score many articles with a few requests at a time, and print each score as it arrives.

    COPYDESK_URL=http://127.0.0.1:8000 python score_async.py articles/*.txt

Needs httpx. Set COPYDESK_KEY if the service requires an API key.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import httpx

URL = os.environ.get("COPYDESK_URL", "http://127.0.0.1:8000")
KEY = os.environ.get("COPYDESK_KEY")
AT_ONCE = 4
"""About the number of the service's cores. Further requests only wait in its queue or get 503."""
AGAIN = {408, 429, 503, 504}
TRIES = 5


async def score(client: httpx.AsyncClient, article: dict[str, Any]) -> dict[str, Any]:
    """Return the report on an article, or the problem with it."""
    for attempt in range(TRIES):
        response = await client.post("/v1/score", json=article)
        if response.status_code not in AGAIN or attempt == TRIES - 1:
            break
        await asyncio.sleep(float(response.headers.get("Retry-After", 2**attempt)))
    answer: dict[str, Any] = response.json()
    return answer


async def main() -> int:
    """Score the files on the command line."""
    headers = {"Authorization": f"Bearer {KEY}"} if KEY else {}
    room = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=URL, headers=headers, timeout=60) as client:

        async def work(name: str) -> bool:
            async with room:
                text = await asyncio.to_thread(Path(name).read_text, encoding="utf-8")
                answer = await score(client, {"text": text, "evidence": False})
            if "scores" not in answer:
                print(f"{name}: {answer['type']}: {answer['detail']}", file=sys.stderr)
                return False
            print(name, answer["scores"]["attribution"]["score"])
            return True

        done = await asyncio.gather(*map(work, sys.argv[1:]))
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
