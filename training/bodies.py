"""Measure whether mentions of one body or document are kept together: ``python -m training.bodies
--data FOLDER``.

Spans are given. All articles with whole labels are counted: dev's, and news at large, held back and
not. What bodies are called was looked up in the latter.
"""

from collections import Counter

from scoring.evaluation.identity import KINDS, same_pairs
from training.tallies import tallies


def main() -> None:
    print(f"{'':16}  {'':18}  articles  pairs  precision  recall")
    for name, tally in tallies(__doc__, same_pairs):
        for kind in KINDS:
            print(f"{name:16}  {kind:18}  {tally['articles']:8}  {_figures(tally, kind)}")


def _figures(tally: Counter[str], kind: str) -> str:
    gold, found, both = (tally[f"{kind}, {what}"] for what in ("gold", "found", "both"))
    return f"{gold:5}  {both / max(1, found):9.2f}  {both / max(1, gold):6.2f}"


if __name__ == "__main__":
    main()
