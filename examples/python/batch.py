"""Stream an archive through the service: lines in, a line out for each, while both are under way.

    COPYDESK_URL=http://127.0.0.1:8000 python batch.py < articles.jsonl > reports.jsonl

Each line of the input is an article: {"id": "1", "text": "…"}. Of any number of articles, only
those on their way are in memory. Needs httpx. Set COPYDESK_KEY if the service has keys.
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
"""Answers come as fast as articles are sent: where standard input pauses, so do they."""


async def lines() -> AsyncIterator[bytes]:
    """Yield the lines of standard input. Reading one must not keep answers from being read."""
    while line := await asyncio.to_thread(sys.stdin.buffer.readline):
        yield line


async def main() -> int:
    """Send standard input, print the answers, and count what could not be scored."""
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
