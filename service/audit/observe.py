"""Reduce the evidence on an article to who is quoted in it: names, roles, kinds and counts.

The result contains no words of the article except names and roles. It is the same for an article
that was just read and for the evidence that ``copydesk batch --evidence`` has written.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from scoring.lexicons.lexicon import load_terms
from scoring.types import Value
from service.archive.values import Row
from service.audit import kinds
from service.audit.names import match_organization, split_people

OBSERVED: Final = "evidence"
"""The column of a reduced row that has the sources instead of the evidence."""
ROLES: Final = 5
"""The most roles of a person that are kept from one article."""
MOST_NAME_CHARACTERS: Final = 200
"""The most characters of a name or a role. Longer ones are cut."""
UNSOURCED: Final = "none"
"""The type of a statement without a source."""
_FOR: Final = re.compile(r"\b(?:for|of|from)\s+(?:the\s+)?(?=[^\W\d_a-z])")


class Observed(Value, frozen=True, kw_only=True):
    """A source in an article. ``name`` is ``None`` if the article does not name it.

    ``speaks_for``: the organization that an unnamed spokesperson speaks for. ``reason``: of what
    kind the reason for anonymity is, if one is given.
    """

    type: str
    kind: str
    sure: bool = False
    name: str | None = None
    roles: tuple[str, ...] = ()
    speaks_for: str | None = None
    reason: str | None = None
    statements: int = 0
    attitudes: int = 0
    refusals: int = 0


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
        match = match_organization(name)
        kind = kinds.of_organization(match[0] if match else name)
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
