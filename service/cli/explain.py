"""``copydesk explain FILE [FINDING]``: explain what decided the findings in an article.

The explanation is a page of text: the article's words, what decided, the clues, and what lost.
"""

import math
import os
import shutil
import sys
from argparse import ArgumentParser as Parser
from argparse import ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from scoring.report.deciders import load_deciders
from scoring.report.explanation import Candidate, Clue, Explanation
from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from service import visible
from service.articles import read_file
from service.cli.terminal import Mark, count_of, excerpt, wrap
from service.engine import load_engine
from service.problems import Failure
from service.settings import read_settings

WIDTH = 100
"""Width in columns if the output is not a terminal, such as a file."""
NARROWEST = 60
"""Minimum width in columns, also in a narrower terminal."""


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "explain",
        help="explain the findings in an article",
        description="Explain what decided a finding, by which clues, and which candidates lost. "
        "Without FINDING, list all findings with what decided them.",
    )
    parser.add_argument("file", metavar="FILE", help="an article; - reads standard input")
    parser.add_argument(
        "finding",
        metavar="FINDING",
        nargs="?",
        type=_finding,
        help="an attribution (a3), a speaker (s2) or a hedge (h5)",
    )
    parser.add_argument("--all", action="store_true", help="show all clues and candidates")
    parser.add_argument("--json", action="store_true", help="print the explanations as in the API")
    parser.add_argument("--html", action="store_true", help="treat the article as HTML")
    parser.add_argument("--language", help="BCP 47 tag (default: detected)")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Score and print. Raises ``CopydeskError``, ``Failure`` or ``OSError``."""
    article = read_file(options.file)
    is_html = options.html or article.is_html
    request = ScoreRequest(
        text=None if is_html else article.content,
        html=article.content if is_html else None,
        language=options.language,
        explain=True,
    )
    report = load_engine(read_settings(os.environ)).score(request)
    width = max(NARROWEST, shutil.get_terminal_size(fallback=(WIDTH, 24)).columns)
    text = article.content if report.document.text is None else report.document.text
    page = Page(report, text, width=width, all_of_it=options.all)
    if options.finding and options.finding not in page.findings:
        raise Failure(
            f"there is no {options.finding} in {visible.name(options.file)}: {page.there_are()}"
        )
    if options.json:
        found = page.explanations(options.finding)
        encoded = msgspec.json.format(msgspec.json.encode(found)).decode()
        sys.stdout.write(visible.json(encoded) + "\n")
        return 0
    sys.stdout.write(visible.text(page.one(options.finding) if options.finding else page.whole()))
    return 0


def _finding(argument: str) -> str:
    finding = argument.lower()
    if finding[:1] not in ("a", "s", "h") or not finding[1:].isdecimal():
        raise ArgumentTypeError(f"{argument!r} is not like a3, s2 or h5")
    return finding


CLUES: Final = 6
LOSERS_CLUES: Final = 2
LOSERS: Final = 3
"""Number of clues and losers shown without ``--all``."""
MOST_QUOTED_CHARACTERS: Final = 48
"""Maximum length of a quotation from the article within a line."""
SIGNS: Final = "= source   ^ cue   - what is attributed"
ASKS: Final = {
    "attribution": "Is it an attribution?",
    "mode": "Is it a statement?",
    "source": "Who is the source?",
    "source_type": "What type of source?",
    "speaker": "Who is that?",
    "content": "Whose words?",
    "hedge": "Is it a hedge?",
}

LABELS: Final = {
    "attribution": "found",
    "mode": "mode",
    "source": "source",
    "source_type": "type",
    "speaker": "speaker",
    "content": "content",
    "hedge": "found",
}
LABEL: Final = 10
"""Width of the longest of ``LABELS`` and the blanks after it."""


class Page:
    """Prints a report's explanations in ``width`` columns. ``text``: the article."""

    def __init__(self, report: Report, text: str, *, width: int, all_of_it: bool) -> None:
        self._text = text
        self._width = width
        self._all = all_of_it
        self._explanations = report.explanations or []
        evidence = report.evidence
        self._attributions = {one["id"]: one for one in evidence.get("attributions", ())}
        self._speakers = {one["id"]: one for one in evidence.get("speakers", ())}
        hedges = evidence.get("hedges", ())
        self._hedges = {f"h{number}": one for number, one in enumerate(hedges, 1)}
        self.findings = [*self._attributions, *self._speakers, *self._hedges]

    def explanations(self, finding: str | None) -> list[Explanation]:
        """Return the explanations of a finding, or of all findings (``None``)."""
        return [one for one in self._explanations if finding in (None, one.finding, one.speaker)]

    def there_are(self) -> str:
        """Describe which findings exist."""
        groups = [[*group] for group in (self._attributions, self._speakers, self._hedges)]
        named = [f"{group[0]} to {group[-1]}" for group in groups if group]
        return f"there are {', '.join(named)}" if named else "nothing was found"

    def whole(self) -> str:
        """Return all findings, each with its answers and their deciders."""
        lines: list[str] = []
        for title, found in (
            ("ATTRIBUTIONS", self._attributions),
            ("HEDGES", self._hedges),
        ):
            lines += [f"{title} ({len(found)})", ""]
            for finding in found:
                lines += [*self._finding(finding, brief=True), ""]
        lines += [f"SPEAKERS ({len(self._speakers)})", ""]
        for finding in self._speakers:
            lines += self._who(finding)
        lines += [
            "",
            "With a finding (a1, s1, h1) after FILE, its clues are shown; with --all, all.",
        ]
        return "\n".join(lines) + "\n"

    def one(self, finding: str) -> str:
        """Return the complete explanation of a finding."""
        return "\n".join(self._finding(finding, brief=False)) + "\n"

    def _finding(self, finding: str, *, brief: bool) -> Iterator[str]:
        if finding in self._speakers:
            yield from self._speaker(finding)
            return
        marks = []
        if hedge := self._hedges.get(finding):
            yield f"{finding}  {hedge['kind']} hedge, {hedge['voice']}'s voice"
            marks = [Mark(hedge["start"], hedge["end"], "^")]
        elif one := self._attributions.get(finding):
            asks = ", the interviewer's" if one["interviewer"] else ""
            yield f"{finding}  {one['mode']}, {one['form']}{asks}"
            marks = _marks(one)
        yield ""
        yield from excerpt(self._text, marks, self._width)
        if finding in self._attributions and not brief:
            yield f"    ({SIGNS})"
        yield ""
        for number, explanation in enumerate(self.explanations(finding)):
            if brief:
                yield from self._brief(explanation)
            else:
                yield from [""] * bool(number)
                yield from self._full(explanation)

    def _speaker(self, speaker: str) -> Iterator[str]:
        yield from self._who(speaker)
        mentions: dict[str, list[Explanation]] = {}
        for one in self.explanations(speaker):
            mentions.setdefault(one.finding, []).append(one)
        for finding, found in mentions.items():
            yield ""
            yield f"in {finding}"
            yield ""
            source = self._attributions[finding]["source"]
            yield from excerpt(self._text, [Mark(source["start"], source["end"], "=")], self._width)
            yield ""
            for number, explanation in enumerate(found):
                yield from [""] * bool(number)
                yield from self._full(explanation)

    def _who(self, speaker: str) -> list[str]:
        one = self._speakers[speaker]
        who = one["name"] or one["description"] or "unnamed"
        times = one["attributions"]
        kind = one["type"].replace("_", " ")
        said = f"{who}, {kind}, {count_of(times, 'attribution')}"
        return wrap(said, self._width, f"{speaker}  ")

    def _brief(self, one: Explanation) -> Iterator[str]:
        label, answer = LABELS[one.question], self._answer(one, brief=True)
        room = self._width - len(f"  {'':<{LABEL}}    {one.decided_by}")
        yield f"  {label:<{LABEL}}{_cut(answer, room):<{room}}    {one.decided_by}"

    def _full(self, one: Explanation) -> Iterator[str]:
        yield from wrap(f"{self._asked(one)} {self._answer(one)}", self._width, "  ", "    ")
        yield from self._decider(one)
        yield from self._clues(one.winner, len(one.winner.clues) if self._all else CLUES)
        yield from self._losers(one)

    def _asked(self, one: Explanation) -> str:
        ask = ASKS[one.question]
        if one.question in ("content", "source_type", "speaker"):
            return f"{ask[:-1]}: {self._quoted(one.place.text)}?"
        return ask

    def _answer(self, one: Explanation, *, brief: bool = False) -> str:
        answer = self._words(one.winner)
        if brief and one.question == "hedge":
            return f"a hedge, {one.winner.answer}"
        if brief:
            return answer if one.question != "content" else self._quoted(one.place.text)
        if one.question == "attribution":
            return "Yes."
        if one.question == "hedge":
            return f"Yes, {one.winner.answer}."
        if one.question == "mode":
            return "Yes." if answer == "statement" else f"No, {_an(answer)}."
        if one.question == "content" and one.winner.start is not None:
            return f"Those of the cue {answer}."
        if one.question == "speaker":
            return f"{one.speaker}, {answer}."
        return f"{answer[:1].upper()}{answer[1:]}."

    def _words(self, candidate: Candidate) -> str:
        if candidate.start is None:
            return candidate.answer.replace("_", " ")
        return self._quoted(candidate.answer)

    def _quoted(self, words: str) -> str:
        words = " ".join(words.split())
        if len(words) > MOST_QUOTED_CHARACTERS:
            head, tail = words[: MOST_QUOTED_CHARACTERS // 2], words[-MOST_QUOTED_CHARACTERS // 2 :]
            words = f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"
        return f"“{words.strip('“”')}”"

    def _decider(self, one: Explanation) -> Iterator[str]:
        deciders = load_deciders()
        decider = deciders[one.decided_by]
        kind = "Rule" if decider.by == "rule" else "Decided by"
        yield from wrap(f"{kind} {one.decided_by}: {decider.does}", self._width, "    ")
        if one.weighed_by and one.weighed_by != one.decided_by:
            yield from wrap(
                f"Before that, {one.weighed_by} had weighed the candidates.", self._width, "    "
            )

    def _clues(self, candidate: Candidate, most: int, indent: str = "      ") -> Iterator[str]:
        if candidate.score is None or not candidate.clues:
            return
        if is_probability(candidate):
            yield f"{indent}{math.exp(candidate.score):.0%} likely"
            return
        shown = candidate.clues[:most]
        for clue in shown:
            yield from wrap(
                clue.means.replace("_", " "), self._width, f"{indent}{clue.weight:+6.2f}  "
            )
        count = len(candidate.clues) - len(shown) + candidate.clues_left_out
        if count:
            rest = candidate.score - sum(clue.weight for clue in shown)
            yield f"{indent}{rest:+6.2f}  {count} more"
        yield f"{indent}{candidate.score:+6.2f}  total"

    def _apart(self, winner: Candidate, loser: Candidate) -> list[Clue]:
        """Return the clues of a loser that the winner does not share."""
        shared = {(clue.clue, clue.weight) for clue in winner.clues}
        return [clue for clue in loser.clues if self._all or (clue.clue, clue.weight) not in shared]

    def _losers(self, one: Explanation) -> Iterator[str]:
        shown = one.losers if self._all else one.losers[:LOSERS]
        count = len(one.losers) - len(shown) + one.losers_left_out
        higher = one.decided_by != one.weighed_by
        for loser in shown:
            if [clue.clue for clue in loser.clues] == ["threshold"]:
                yield f"      {loser.score:+6.2f}  needed"
                continue
            lost = "Passed over" if higher else "Lost"
            score = f"{loser.score:+.2f}"
            if is_probability(loser):
                score = f"{math.exp(loser.score or 0):.0%} likely"
            yield from wrap(f"{lost}: {self._words(loser)}, {score}", self._width, "    ", "      ")
            most = len(loser.clues) if self._all else LOSERS_CLUES
            for clue in () if is_probability(loser) else self._apart(one.winner, loser)[:most]:
                yield from wrap(
                    clue.means.replace("_", " "), self._width, f"      {clue.weight:+6.2f}  "
                )
        if count:
            yield f"    … and {count} more"


def _marks(attribution: Mapping[str, Any]) -> list[Mark]:
    """Return the marks for the parts of an attribution. A part inside another is marked over it."""
    parts: Sequence[tuple[str, Any]] = [
        *(("-", piece) for piece in attribution["content"]),
        *([("=", attribution["source"])] if attribution["source"] else []),
        ("^", attribution["cue"]),
    ]
    return [Mark(piece["start"], piece["end"], sign) for sign, piece in parts]


def is_probability(candidate: Candidate) -> bool:
    """Return whether the score is the logarithm of a probability, as a pointer's is."""
    return [clue.clue for clue in candidate.clues] == ["pointer"]


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _an(word: str) -> str:
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"
