"""Read an archive, or the evidence on it, for who is quoted: names, roles, kinds and counts.

The evidence on each article is reduced to its sources, which contain no words of the article except
names and roles, and these go into a ledger. They are the same for an article that was just read and
for the evidence that ``copydesk batch --evidence`` has written.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from scoring.lexicons.lexicon import load_terms
from service.archive.evidence import ENOUGH
from service.archive.inputs import read_scored
from service.archive.plan import Plan, Wish, make_plan
from service.archive.run import Engine, Progress, run
from service.archive.values import Row
from service.audit import kinds
from service.audit.figures import MONTH
from service.audit.ledger import UNSOURCED, Ledger, Observed
from service.audit.names import match_organization, split_organizations, split_people
from service.overview.gather import Shape, clean, find_shape, to_day
from service.problems import Failure
from service.settings import Settings

OBSERVED: Final = "evidence"
"""The column of a reduced row that has the sources instead of the evidence."""
ROLES: Final = 5
"""The most roles of a person that are kept from one article."""
MOST_NAME_CHARACTERS: Final = 200
"""The most characters of a name or a role. Longer ones are cut."""
_FOR: Final = re.compile(r"\b(?:for|of|from)\s+(?:the\s+)?(?=[^\W\d_a-z])")


def reduce_row(row: Row) -> Row:
    """Return a scored row with its sources in place of its evidence."""
    evidence = row.get(OBSERVED)
    found = list(observe(evidence)) if isinstance(evidence, dict) else []
    return {**row, OBSERVED: [msgspec.to_builtins(one) for one in found]}


def observe(evidence: Mapping[str, Any]) -> Iterator[Observed]:
    """Yield the sources of an article.

    ``evidence``: the lists ``attributions`` and ``speakers`` of a report. People who speak together
    are a source each.
    """
    counts: dict[str | None, Counter[str]] = {}
    for attribution in evidence.get("attributions") or ():
        if not attribution["interviewer"]:
            source = attribution["source"]
            speaker = source["speaker"] if source else None
            counts.setdefault(speaker, Counter())[attribution["mode"]] += 1
    if unsourced := counts.pop(None, None):
        yield _counted(Observed(type=UNSOURCED, kind=kinds.UNKNOWN), unsourced)
    speakers = {speaker["id"]: speaker for speaker in evidence.get("speakers") or ()}
    for number, counted in counts.items():
        if number in speakers:
            yield from (_counted(one, counted) for one in _sources(speakers[number]))


def _counted(source: Observed, counted: Mapping[str, int]) -> Observed:
    return replace(
        source,
        statements=counted.get("statement", 0),
        attitudes=counted.get("attitude", 0),
        refusals=counted.get("refusal", 0),
    )


def _sources(speaker: Mapping[str, Any]) -> Iterator[Observed]:
    type_, name = speaker["type"], _line(speaker["name"])
    if type_ == "named_person" and name:
        roles = tuple(_line(role["text"]) for role in speaker.get("roles") or ())[:ROLES]
        people = split_people(name)
        for one in people:
            own = roles if len(people) == 1 else ()
            kind = kinds.of_roles(one, own)
            yield Observed(type=type_, kind=kind.name, sure=kind.sure, name=one, roles=own)
    elif type_ == "named_organisation" and name:
        for one in split_organizations(name):
            match = match_organization(one)
            kind = kinds.of_organization(match[0] if match else one)
            yield Observed(
                type=type_,
                kind=kind.name,
                sure=kind.sure,
                name=match[0] if match else None,
            )
    else:
        description = _line(speaker["description"]) if speaker["anonymous"] else ""
        kind = kinds.of_description(description)
        reason = speaker["reason_for_anonymity"]
        yield Observed(
            type=type_,
            kind=kind.name,
            sure=kind.sure,
            speaks_for=_organization_of(description),
            reason=reason["kind"] if reason else None,
        )


def _organization_of(description: str) -> str | None:
    """Return whom a spokesperson speaks for: "a spokesman for | Acme", "an | Acme | spokesman"."""
    speaks = _speaks().search(description)
    if not speaks:
        return None
    after = _FOR.search(description, speaks.end())
    match = match_organization(
        description[after.end() :] if after else description[: speaks.start()]
    )
    return match[0] if match else None


@cache
def _speaks() -> re.Pattern[str]:
    """Return the pattern of the nouns for who speaks for an organization."""
    nouns = "|".join(map(re.escape, sorted(load_terms("sources", "speaks_for"))))
    return re.compile(rf"\b(?:{nouns})s?\b", re.IGNORECASE)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())[:MOST_NAME_CHARACTERS]


def read_observed(items: Sequence[Mapping[str, Any]]) -> list[Observed]:
    """Return the sources in a reduced row."""
    return [msgspec.convert(item, Observed) for item in items]


WORKING: Final = ".observed.jsonl"
"""The suffix of the file of reduced rows, which is removed at the end."""


def choose_shape(
    columns: Sequence[str], *, groups: Sequence[str] | None, date: str | None
) -> Shape:
    """Return the columns to group by. ``None`` stands for those with the default names.

    Raises ``Failure`` for a named column that does not exist.
    """
    missing = [name for name in (*(groups or ()), date) if name not in (None, *columns)]
    if missing:
        raise Failure(f"the archive has no column {', '.join(map(str, missing))}")
    return find_shape(columns, groups=groups, date_column=date)


@contextmanager
def audited(rows: Iterable[dict[str, Any]], shape: Shape, folder: Path) -> Iterator[Ledger]:
    """Yield a closed ledger of the rows. Its file is in ``folder`` and is removed at the end.

    ``rows`` are scored rows with evidence, reduced or not.
    """
    with tempfile.NamedTemporaryFile(dir=folder, prefix="copydesk-", suffix=".ledger") as file:
        ledger = Ledger(Path(file.name))
        try:
            for number, row in enumerate(rows):
                _add(ledger, number, row, shape)
            ledger.close_entries()
            yield ledger
        finally:
            ledger.close()


def _add(ledger: Ledger, number: int, row: dict[str, Any], shape: Shape) -> None:
    if row.get("error") is not None:
        detail = row.get("error_detail") or ""
        ledger.add_bad(number, id_=row.get("id"), error=str(row["error"]), detail=str(detail))
        return
    found = row.get(OBSERVED)
    if isinstance(found, list):
        sources = read_observed(found)
    else:
        lists = found if isinstance(found, dict) else {name: row.get(name) for name in ENOUGH}
        sources = list(observe(lists))
    day = to_day(row.get(shape.date)) if shape.date else None
    month = f"{day:%Y-%m}" if day else None
    groups = {name: value for name in shape.groups if (value := clean(row.get(name)))}
    if month:
        groups[MONTH] = month
    ledger.add(number, sources, month=month, groups=groups)


def plan_reading(wish: Wish, settings: Settings) -> Plan:
    """Return the plan of reading an archive of articles into reduced rows."""
    options = replace(wish.options, evidence=True, scorers=["attribution"])
    return make_plan(replace(wish, options=options, reduce=reduce_row), settings)


def read_archive(
    plan: Plan, engine: Engine, *, workers: int, restart: bool, progress: Progress
) -> Iterator[dict[str, Any]]:
    """Score the archive, then yield its reduced rows and remove them."""
    with ExitStack() as stack:
        stack.callback(plan.out.unlink, missing_ok=True)
        run(plan, engine, workers=workers, restart=restart, progress=progress)
        yield from read_scored(plan.out)
