"""Count quotations in somebody else's mouth: ``python -m training.mouths --data FOLDER``.

One set of labelled articles has few of them, too few to say how often the confidence warns. So all
articles with whole labels are counted: dev's, and news at large, held back and not. Rules were
mended after the errors on the latter had been read.
"""

from collections import Counter

from scoring.evaluation.quotations import SURE, quotation_counts
from training.tallies import tallies


def main() -> None:
    print(f"{'':16}  articles  quoted characters  in another's mouth  attributions  sure")
    total = Counter[str]()
    for name, counts in tallies(__doc__, quotation_counts):
        print(_line(name, counts))
        total.update(counts)
    print(_line("all", total))
    print(f"sure: a confidence of {SURE} or more")


def _line(name: str, tally: Counter[str]) -> str:
    share = tally["misquoted"] / max(1, tally["quoted"])
    return (
        f"{name:16}  {tally['articles']:8}  {tally['quoted']:17}  {share:18.3f}"
        f"  {tally['wrong']:12}  {tally['sure']:4}"
    )


if __name__ == "__main__":
    main()
