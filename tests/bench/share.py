"""The encoder's share of an article's time: ``python tests/bench/share.py DATA``.

``DATA`` has ``polnear/dev.jsonl``; its first 30 articles are scored five times on one core. Process
time, the least of the rounds, as milliseconds per 800 words.
"""

import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import onnxruntime

from scoring.engine import Engine
from scoring.report.request import ScoreRequest

ARTICLES = 30
ROUNDS = 5
WORDS = 800


class Watch:
    """Adds up the process time of the encoder's calls, in seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0
        run = onnxruntime.InferenceSession.run

        def timed(*arguments: Any, **options: Any) -> Any:
            began = time.process_time()
            try:
                return run(*arguments, **options)
            finally:
                self.seconds += time.process_time() - began

        onnxruntime.InferenceSession.run = timed


def main() -> None:
    """Print the two times."""
    with (Path(sys.argv[1]) / "polnear" / "dev.jsonl").open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in islice(file, ARTICLES)]
    per_article = WORDS * 1_000 / sum(len(text.split()) for text in texts)
    watch, engine = Watch(), Engine.load()
    rounds = []
    for _ in range(ROUNDS):
        watch.seconds, began = 0.0, time.process_time()
        for text in texts:
            engine.score(ScoreRequest(text=text, language="en"))
        rounds.append((time.process_time() - began, watch.seconds))
    whole, encoder = min(rounds)
    rest = whole - encoder
    sys.stdout.write(
        f"{WORDS} words: encoder {encoder * per_article:.1f} ms, rest {rest * per_article:.1f} ms\n"
    )


if __name__ == "__main__":
    main()
