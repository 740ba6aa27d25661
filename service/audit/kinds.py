"""Determine the kind of a source from a title, a description or an organization's name.

The words are data (``kinds.toml``). A title for what a person does ("senator", "economist")
determines the kind by itself. A title that many organizations have ("director", "spokesman") needs
its owner: "director | of the Tyre Housing Charity". If the words do not determine a kind, it is
``UNKNOWN``.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from scoring.lexicons.lexicon import load_group
from scoring.speakers.names import fold, full_titles
from scoring.speakers.phrases import analyse, singular

_WORD: Final = re.compile(r"[^\W_][\w'’.&]*")
_AND: Final = re.compile(r"\band\b|;")
_ABBREVIATION: Final = re.compile(r"[A-Z]{2,5}(?:-[A-Z]{2,5})?")
_MOST_TERM_WORDS: Final = 4
"""The most words in a term."""
_COMPLEMENT: Final = 3
"""The words in a title that ends in a complement with "of"."""
_GAP: Final = ""
"""Stands for a title, so that the words around it do not form a term."""
OTHER: Final = "other"
"""The kind of a person with an occupation of no other kind."""
PRIVATE: Final = "resident_or_witness"
UNKNOWN: Final = "unknown"
"""The kind of a source whose words do not determine one."""
MOST_ROLES: Final = 20
"""Number of roles joined by "and" that are read one by one."""
LAST: Final = (UNKNOWN, PRIVATE, OTHER)
"""The kinds that count only where there is no other, the last first."""


class Kind(NamedTuple):
    """A kind of source. ``sure``: a title determines it without its owner."""

    name: str
    sure: bool


class _Ambiguous(NamedTuple):
    """The kind of a title without an owner, and with an owner that determines no kind.

    ``capital``: whether a title without an owner must be in capitals, as before a name. ``sure``:
    whether the title determines the kind by itself where no owner determines another.
    """

    alone: str
    other: str
    capital: bool
    sure: bool


@cache
def labels() -> dict[str, str]:
    """Return the kinds by name with what readers call them."""
    return {
        **{name: one["label"] for name, one in _kinds().items()},
        UNKNOWN: "not clear from the words",
    }


@lru_cache(maxsize=4096)
def of_roles(name: str, roles: tuple[str, ...]) -> Kind:
    """Return the kind of a person by the roles that an article gives.

    An office or occupation counts before what is private ("friend", "mother"), a title that tells
    by itself before one that does not, and then the first role.
    """
    found = [kind for role in roles if (kind := _of_role(role))]
    if name.startswith(("Dr.", "Dr ")):
        found.append(Kind("expert", sure=False))
    return min(found, key=_rank, default=Kind(UNKNOWN, sure=False))


def _rank(kind: Kind) -> tuple[bool, ...]:
    return *(kind.name == last for last in LAST), not kind.sure


@lru_cache(maxsize=4096)
def of_organization(name: str) -> Kind:
    """Return the kind of an organization by the words of its name."""
    words = _words(name)
    if " ".join(words) in _governments():
        return Kind("public_office", sure=False)
    return _of_owner(words) or Kind(UNKNOWN, sure=False)


@lru_cache(maxsize=4096)
def of_description(description: str) -> Kind:
    """Return the kind of an unnamed source: "two police officers", "a senior official"."""
    return _of_role(description) or Kind(UNKNOWN, sure=False)


def _of_role(role: str) -> Kind | None:
    """Return the kind of a role.

    It is ``UNKNOWN`` if many bodies have the title, and ``None`` if the title is not in the data.
    Of several ("founder and former judge"), the one that counts first wins, as among roles.
    """
    parts = [part for part in _AND.split(role, maxsplit=MOST_ROLES) if part.split()]
    # "president and chief executive | of the Tyre Housing Charity" has one owner for both.
    rests = [
        [word for word in _words(" ".join(parts[place:])) if not _is_title(word)]
        for place in range(1, len(parts) + 1)
    ]
    found = [
        kind for part, rest in zip(parts, rests, strict=True) if (kind := _of_part(part, rest))
    ]
    return min(found, key=_rank, default=None)


def _is_title(word: str) -> bool:
    return word in _terms("titles") or word in _ambiguous()


def _of_part(role: str, rest: Sequence[str]) -> Kind | None:
    """Return the kind of a part of a role. ``rest``: the words after it, for an owner."""
    written = role.split()
    head = len(_words(" ".join(written[: analyse(written).head + 1]))) - 1
    words = _words(role)
    if head < 0:
        return None
    owned = head + 1 < len(words) or "'s " in role or "’s " in role
    # "ABC president": of somebody whose letters say no more.
    owned = owned or any(map(_is_abbreviation, written[: analyse(written).head]))
    # "Chinese president", "President", "former president", but not "team president".
    said = {word for word in written if word[:1].isupper() or word.lower() == "former"}
    return _at(words, head, rest, owned=owned, capital=bool(said))


def _is_abbreviation(word: str) -> bool:
    return bool(_ABBREVIATION.fullmatch(word)) and fold(word) not in _governments()


def _at(
    words: Sequence[str], end: int, rest: Sequence[str], *, owned: bool, capital: bool
) -> Kind | None:
    """Return the kind of the title whose noun is at ``end``."""
    complement = words[end + 1 : end + _COMPLEMENT]  # "secretary | of state"
    if complement and (name := _terms("titles").get(" ".join((words[end], *complement)))):
        return Kind(name, sure=True)
    for size in range(min(_MOST_TERM_WORDS, end + 1), 0, -1):
        start = end + 1 - size
        for noun in (words[end], singular(words[end])):
            title = " ".join((*words[start:end], noun))
            if name := _terms("titles").get(title):
                return Kind(name, sure=True)
            if doubtful := _ambiguous().get(title):
                told = _of_owner([*words[:start], _GAP, *words[end + 1 :]]) or _of_owner(rest)
                alone = doubtful.alone if capital or not doubtful.capital else ""
                kind = (doubtful.other if owned else alone) or UNKNOWN
                if told and (told.name != kind or not doubtful.sure):
                    return Kind(told.name, sure=False)
                return Kind(kind, sure=doubtful.sure)
    return None


def _of_owner(words: Sequence[str]) -> Kind | None:
    """Return the kind of an organization's name: that of its longest term, or of the last of these.

    The head of an English name is its last word: "Tyre Police Department", "Bank | of Tyre". The
    name of what a part of it does ("head of government relations") tells nothing of the whole.
    """
    words = _without_parts(words)
    for size in range(min(_MOST_TERM_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size, -1, -1):
            *first, last = words[start : start + size]
            for noun in (last, singular(last)):
                if name := _terms("owners").get(" ".join((*first, noun))):
                    return Kind(name, sure=size > 1)
    return None


def _without_parts(words: Sequence[str]) -> Sequence[str]:
    return _parts().sub(f" {_GAP} ", f" {'  '.join(words)} ")[1:-1].split("  ")


def _words(text: str) -> list[str]:
    words = (fold(word.removesuffix("'s").removesuffix("’s")) for word in _WORD.findall(text))
    return [full_titles().get(word, word) if word != "rep" else word for word in words if word]


@cache
def _terms(group: str) -> Mapping[str, str]:
    """Return the terms of a group by kind, folded like the words that are looked up."""
    return {
        " ".join(_words(term)): name
        for name, one in _kinds().items()
        for term in (
            *one[group],
            *chain.from_iterable(map(load_group, one.get(f"{group}_with", ()))),
        )
    }


@cache
def _ambiguous() -> Mapping[str, _Ambiguous]:
    return {
        " ".join(_words(title)): _Ambiguous(
            group["alone"], group["else"], group["capital"], group.get("sure", False)
        )
        for group in _data()["ambiguous"]
        for title in group["titles"]
    }


@cache
def _governments() -> frozenset[str]:
    return frozenset(" ".join(_words(name)) for name in _data()["governments"]["names"])


@cache
def _parts() -> re.Pattern[str]:
    """Return the pattern of what many organizations have a part for, with double spaces within."""
    names = "|".join(re.escape("  ".join(_words(name))) for name in _data()["parts"]["names"])
    return re.compile(f" (?:{names}) ")


@cache
def _kinds() -> dict[str, Any]:
    return {name: one for name, one in _data().items() if "label" in one}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
