"""Measures the memory of ``copydesk sources``: ``python tests/audit/audit_memory.py 30000 90000``.

For each number it writes the evidence on so many synthetic articles, seven sources each, audits it,
and prints the most memory that the command has used, and its time.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

SOURCES: Final = 7
FIRST: Final = [f"Ana{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
LAST: Final = [f"Ruiz{one}{other}" for one in "abcdefghijklmnopqrst" for other in "abcdefghij"]
TITLES: Final = ("mayor", "economist", "nurse", "lawyer", "senator", "resident")
COPYDESK: Final = Path(sys.executable).with_name("copydesk")


def articles(count: int) -> Iterator[dict[str, Any]]:
    """Yield rows as ``copydesk batch --evidence`` writes them, reduced to what an audit reads."""
    chance = random.Random(count)
    for number in range(count):
        names = [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(SOURCES - 1)]
        names.append(chance.choice(LAST))
        speakers = [
            {
                "id": f"s{at}",
                "type": "named_person",
                "name": name,
                "description": None,
                "anonymous": False,
                "reason_for_anonymity": None,
                "roles": [{"text": chance.choice(TITLES)}],
            }
            for at, name in enumerate(names)
        ]
        attributions = [
            {"interviewer": False, "mode": "statement", "source": {"speaker": speaker["id"]}}
            for speaker in speakers
        ]
        yield {
            "id": str(number),
            "error": None,
            "section": f"section {number % 20}",
            "date": f"2024-{number % 12 + 1:02}-01",
            "evidence": {"attributions": attributions, "speakers": speakers},
        }


def main(counts: list[int]) -> None:
    """Print a line for each number of articles. The peak is that of the largest so far."""
    for count in sorted(counts):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "scores.jsonl"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(row) + "\n" for row in articles(count))
            began = time.monotonic()
            subprocess.run(
                [COPYDESK, "sources", path, "--out", Path(folder) / "sources.csv"],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            seconds = time.monotonic() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        sys.stdout.write(f"{count:,} articles: {peak:.0f} MB, {seconds:.0f} s\n")


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]])
