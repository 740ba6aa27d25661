"""What tells a source's type beside the model: the rule that fits, its noun, what stands around it.

Each clue is a short string; ``scoring.model.weights`` has a weight by type for each.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.draft import Draft
from scoring.speakers.phrases import NOUNS, POSSESSIVE, Phrase, singular
from scoring.speakers.types import GroupedType
from scoring.types import Mode


class CueContext(NamedTuple):
    """How a source says what it says: informants are quoted, a public believes."""

    cue: tuple[str, ...]
    """Its words, lower case."""
    mode: Mode
    quoted: bool
    """Is any of the content in quotation marks?"""


def of_phrase(
    phrase: Phrase,
    kind: GroupedType | None,
    known: Draft | None,
    reading: Reading,
    place: tuple[int, int],
) -> Iterator[str]:
    """Yield the clues of a source that is no pronoun; ``place`` is its range of tokens."""
    rule = _rule(kind)
    yield rule
    yield f"known {_whom(known)}"
    for clue in _form(phrase):
        yield clue
        yield f"{rule}, {clue}"
    yield from _lexical(phrase)
    yield from _around(reading, *place)


def of_pronoun(word: str, antecedent: Draft | None, reading: Reading, at: int) -> Iterator[str]:
    """Yield the clues of a source that is a pronoun."""
    whom = _whom(antecedent)
    yield f"pronoun {word}"
    yield f"pronoun {word}, quoted {reading.quoted[at]}"
    yield f"pronoun for {whom}"
    yield f"pronoun {word} for {whom}"
    yield from _around(reading, at, at + 1)


def of_cue_context(
    cue_context: CueContext | None, phrase: Phrase | None = None, kind: GroupedType | None = None
) -> Iterator[str]:
    """Yield the clues of how it is said, alone and together with the source's rule and noun.

    Without a phrase the source is a pronoun.
    """
    if cue_context is None:
        return
    whose = (_rule(kind), f"noun {singular(phrase.noun)}") if phrase else ("pronoun",)
    yield f"cue {' '.join(cue_context.cue)}"
    for word in cue_context.cue:
        yield f"cue word {word}"
    for how in (f"mode {cue_context.mode}", f"content quoted {cue_context.quoted}"):
        yield how
        for who in whose:
            yield f"{who}, {how}"


def _rule(kind: GroupedType | None) -> str:
    return f"rule {kind.type} {kind.group}" if kind else "no rule"


def _whom(draft: Draft | None) -> str:
    if draft is None:
        return "nobody"
    return f"{draft.type}, in full" if draft.person and len(draft.person.names) > 1 else draft.type


def _form(phrase: Phrase) -> list[str]:
    """Singular or plural, capitalised, how it opens, what follows its head."""
    noun = phrase.noun
    several = singular(noun) != noun or noun in ("people", "police")
    after = phrase.words[phrase.head + 1 :]
    opens = "bare" if phrase.head == 0 else phrase.determiner
    if phrase.counted:
        opens = f"{phrase.counted} of"  # "one of the aides": the determiner is the group's
    owned = any(word in POSSESSIVE for word in phrase.words[: phrase.head])
    return [
        "several" if several else "one",
        f"opens with {opens}",
        "owned" if owned else "not owned",
        f"counted {phrase.counted is not None}",
        f"then {after[0].lower() if after else 'nothing'}",
        "capital" if phrase.words[phrase.head][:1].isupper() else "lower case",
    ]


def _lexical(phrase: Phrase) -> Iterator[str]:
    single = singular(phrase.noun)
    yield f"noun {single}"
    for group in NOUNS:
        if {phrase.noun, single} & load_terms("sources", group):
            yield f"group {group}"
    before = [word.lower() for word in phrase.words[: phrase.head]]
    if phrase.counted:
        before = [word for word in before[before.index("of") + 1 :] if word != phrase.determiner]
    for word in before:
        yield f"modifier {word}"
    for word in phrase.words[phrase.head + 1 :]:
        yield f"later {word.lower()}"
    if "and" in phrase.words[phrase.head :]:
        yield f"last {singular(phrase.words[-1].lower())}"


def _around(reading: Reading, start: int, end: int) -> Iterator[str]:
    words: Sequence[str] = reading.tokens.words
    yield f"before {words[end].lower() if end < len(words) else 'the end'}"
    yield f"after {words[start - 1].lower() if start else 'the start'}"
    yield f"quoted {reading.quoted[start]}"
    labels = labels_in(reading.entities, start, end)
    yield f"names {' '.join(sorted(labels)) or 'nothing'}"


def labels_in(entities: Sequence[Tagged], start: int, end: int) -> set[str]:
    """Return the labels of the entities, which are in order, that share a token with the range."""
    first = bisect_right(entities, start, key=lambda entity: entity.end)
    last = bisect_left(entities, end, key=lambda entity: entity.start)
    return {entity.label for entity in entities[first:last]}
