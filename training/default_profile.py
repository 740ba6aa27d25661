"""Measure the default calibration profile: ``python -m training.default_profile DATA``.

The reference is PolNeAR's train and dev articles and GUM's news and interviews; only quantiles
are kept. Writes ``scoring/calibration/profiles/default.json``.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from scoring.calibration.fitting import ALL, build_profile
from scoring.calibration.profile import PACKAGED, to_json
from scoring.engine import Engine
from training.corpora import gum_document

SEED = Path(__file__).parents[1] / "seeds" / "article.txt"
VERSION = "2"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    arguments = parser.parse_args()
    profile = build_profile(
        Engine.load(),
        name="default",
        version=VERSION,
        description="The seed article stands at 50 on every score.",
        reference_description="924 US political news articles of 2016 (PolNeAR, train and dev) "
        "and 33 Wikinews articles and interviews (GUM)",
        seeds=[(SEED.read_text(encoding="utf-8"), {ALL: 50.0})],
        reference=reference(arguments.data),
    )
    PACKAGED.mkdir(exist_ok=True)
    (PACKAGED / "default.json").write_bytes(to_json(profile))


def reference(data: Path) -> Iterator[str]:
    """Yield the reference articles' texts."""
    for split in ("train", "dev"):
        with (data / "polnear" / f"{split}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
    for path in sorted((data / "gum").glob("*.conllu")):
        yield gum_document(path)[0]


if __name__ == "__main__":
    main()
