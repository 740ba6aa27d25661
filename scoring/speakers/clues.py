"""Clues to a source's type besides the model: the rule that fits, its noun, the words around it.

Each clue is a short string. ``scoring.model.weights`` has a weight for each clue and type.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.model.weights.clue_templates import load_templates
from scoring.speakers.draft import Draft
from scoring.speakers.phrases import NOUNS, POSSESSIVE, Phrase, singular
from scoring.speakers.types import GroupedType
from scoring.types import Mode

CLUES: Final = load_templates("sources")
of_rule = CLUES.maker("rule", "type", "ruled")
no_rule = CLUES.fixed("no_rule")
rule_form = CLUES.maker("rule_form", "rule", "form")
may_be_known = CLUES.maker("known", "whom")
in_full = CLUES.maker("whom_in_full", "type")
in_number = CLUES.maker("number", "number")
opens_with = CLUES.maker("opens", "words")
is_owned = CLUES.maker("owned", "owned")
is_counted = CLUES.maker("counted", "counted")
goes_on_with = CLUES.maker("then", "word")
in_case = CLUES.maker("case", "case")
of_noun = CLUES.maker("noun", "word")
of_group = CLUES.maker("group", "group")
has_modifier = CLUES.maker("modifier", "word")
has_later = CLUES.maker("later", "word")
ends_with = CLUES.maker("last", "word")
stands_before = CLUES.maker("before", "after")
stands_after = CLUES.maker("after", "before")
is_quoted = CLUES.maker("quoted", "quoted")
has_names = CLUES.maker("names", "labels")
is_pronoun = CLUES.maker("pronoun", "word")
pronoun_quoted = CLUES.maker("pronoun_quoted", "word", "quoted")
pronoun_for = CLUES.maker("pronoun_for", "whom")
pronoun_word_for = CLUES.maker("pronoun_word_for", "word", "whom")
of_cue = CLUES.maker("cue", "words")
of_cue_word = CLUES.maker("cue_word", "word")
in_mode = CLUES.maker("mode", "mode")
content_quoted = CLUES.maker("content_quoted", "quoted")
who_how = CLUES.maker("who_how", "who", "how")


class CueContext(NamedTuple):
    """How the source's content is attributed. It is a clue to the source's type.

    For example, informants are quoted, and the public believes.
    """

    cue: tuple[str, ...]
    """The cue's words, lower case."""
    mode: Mode
    quoted: bool
    """Whether any of the content is in quotation marks."""


def of_phrase(
    phrase: Phrase,
    kind: GroupedType | None,
    known: Draft | None,
    reading: Reading,
    place: tuple[int, int],
) -> Iterator[str]:
    """Yield the clues of a source that is not a pronoun.

    ``kind`` is the type that a rule gives, ``known`` the speaker that the phrase seems to refer to.
    ``place`` is the source's token range, with an exclusive end.
    """
    rule = _rule(kind)
    yield rule
    yield may_be_known(_whom(known))
    for clue in _form(phrase):
        yield clue
        yield rule_form(rule, clue)
    yield from _lexical(phrase)
    yield from _around(reading, *place)


def of_pronoun(word: str, antecedent: Draft | None, reading: Reading, at: int) -> Iterator[str]:
    """Yield the clues of a source that is a pronoun, at token ``at``."""
    whom = _whom(antecedent)
    yield is_pronoun(word)
    yield pronoun_quoted(word, reading.quoted[at])
    yield pronoun_for(whom)
    yield pronoun_word_for(word, whom)
    yield from _around(reading, at, at + 1)


def of_cue_context(
    cue_context: CueContext | None, phrase: Phrase | None = None, kind: GroupedType | None = None
) -> Iterator[str]:
    """Yield the clues from the cue and the content, alone and with the source's rule and noun.

    Without a phrase, the source is a pronoun. Without a context, there are no clues.
    """
    if cue_context is None:
        return
    whose = (_rule(kind), of_noun(singular(phrase.noun))) if phrase else ("pronoun",)
    yield of_cue(" ".join(cue_context.cue))
    for word in cue_context.cue:
        yield of_cue_word(word)
    for how in (in_mode(cue_context.mode), content_quoted(cue_context.quoted)):
        yield how
        for who in whose:
            yield who_how(who, how)


def _rule(kind: GroupedType | None) -> str:
    return of_rule(kind.type, str(kind.group)) if kind else no_rule


def _whom(draft: Draft | None) -> str:
    if draft is None:
        return "nobody"
    return in_full(draft.type) if draft.person and len(draft.person.names) > 1 else draft.type


def _form(phrase: Phrase) -> list[str]:
    """Return the clues from the phrase's form: number, capital, opening, what follows its head."""
    noun = phrase.noun
    several = singular(noun) != noun or noun in ("people", "police")
    after = phrase.words[phrase.head + 1 :]
    opens = "bare" if phrase.head == 0 else phrase.determiner
    if phrase.counted:
        opens = f"{phrase.counted} of"  # "one of the aides": the determiner belongs to the group
    owned = any(word in POSSESSIVE for word in phrase.words[: phrase.head])
    return [
        in_number("several" if several else "one"),
        opens_with(opens),
        is_owned("owned" if owned else "not owned"),
        is_counted(phrase.counted is not None),
        goes_on_with(after[0].lower() if after else "nothing"),
        in_case("capital" if phrase.words[phrase.head][:1].isupper() else "lower case"),
    ]


def _lexical(phrase: Phrase) -> Iterator[str]:
    single = singular(phrase.noun)
    yield of_noun(single)
    for group in NOUNS:
        if {phrase.noun, single} & load_terms("sources", group):
            yield of_group(group)
    before = [word.lower() for word in phrase.words[: phrase.head]]
    if phrase.counted:
        before = [word for word in before[before.index("of") + 1 :] if word != phrase.determiner]
    for word in before:
        yield has_modifier(word)
    for word in phrase.words[phrase.head + 1 :]:
        yield has_later(word.lower())
    if "and" in phrase.words[phrase.head :]:
        yield ends_with(singular(phrase.words[-1].lower()))


def _around(reading: Reading, start: int, end: int) -> Iterator[str]:
    words: Sequence[str] = reading.tokens.words
    yield stands_before(words[end].lower() if end < len(words) else "the end")
    yield stands_after(words[start - 1].lower() if start else "the start")
    yield is_quoted(reading.quoted[start])
    labels = labels_in(reading.entities, start, end)
    yield has_names(" ".join(sorted(labels)) or "nothing")


def labels_in(entities: Sequence[Tagged], start: int, end: int) -> set[str]:
    """Return the labels of the entities that overlap a token range. ``entities`` are sorted."""
    first = bisect_right(entities, start, key=lambda entity: entity.end)
    last = bisect_left(entities, end, key=lambda entity: entity.start)
    return {entity.label for entity in entities[first:last]}
