"""Stream an archive through the service: send lines and receive a line for each at the same time.

    COPYDESK_URL=http://127.0.0.1:8000 python batch.py < articles.jsonl > reports.jsonl

Each line of the input is an article: {"id": "1", "text": "…"}. Of any number of articles, only
those on their way are in memory. Needs httpx. Set COPYDESK_KEY if the service requires an API key.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator

import httpx

URL = os.environ.get("COPYDESK_URL", "http://127.0.0.1:8000")
KEY = os.environ.get("COPYDESK_KEY")
NO_HURRY = httpx.Timeout(60, read=None)
"""Answers arrive while articles are sent, so if standard input pauses, answers do too."""


async def lines() -> AsyncIterator[bytes]:
    """Yield the lines of standard input, without blocking the reading of answers."""
    while line := await asyncio.to_thread(sys.stdin.buffer.readline):
        yield line


async def main() -> int:
    """Send standard input, print the answers, and count the articles that could not be scored."""
    headers = {"Content-Type": "application/x-ndjson"}
    if KEY:
        headers["Authorization"] = f"Bearer {KEY}"
    errors = 0
    async with (
        httpx.AsyncClient(base_url=URL, headers=headers, timeout=NO_HURRY) as client,
        client.stream("POST", "/v1/score/batch", content=lines()) as response,
    ):
        if response.is_error:
            problem = json.loads(await response.aread())
            print(f"{problem['type']}: {problem['detail']}", file=sys.stderr)
            return 1
        async for line in response.aiter_lines():
            print(line, flush=True)
            answer = json.loads(line)
            if error := answer.get("error"):
                errors += 1
                place = f"line {answer['index'] + 1}"
                print(f"{place}: {error['type']}: {error['detail']}", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
