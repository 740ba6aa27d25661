"""Give a verb without a source the subject that it shares with another verb.

The reader tags a cue without its source most often where the subject is not right before the verb:
after "and" or "but" ("Moyé sentenced her and ordered that …"), after a comma ("Ruiz has left the
firm, arguing that …"), in a relative clause that is interrupted ("a clerk who, after the flood,
said …"), and before the subject ("After saying that …, Ruiz left"). Nominal cues ("fears that …")
and passives ("is believed to") may have no source.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.subjects import TIMES, is_named, is_somebody, subjects
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, singular

FOUND: Final = 0.6
"""The confidence of a source that these rules found and the reader did not."""
RELATIVE: Final = frozenset(("that", "which"))
LONG: Final = 4
"""A shorter word of a headline may be written without a capital."""
ASIDE: Final = 25
"""What interrupts a clause between two commas has at most this many tokens."""
MOST_ROLE_TOKENS: Final = 6
"""A subject without a name has at most this many tokens."""
MOST_NAME_TOKENS: Final = 9
"""A name that follows a clause has, with its role, fewer tokens than this."""
NAMED: Final = ("PERSON", "ORGANIZATION", "LOCATION")
PRONOUNS: Final = frozenset("he she they i we it".split())
CONTRACTED: Final = frozenset("'ve ’ve 'd ’d 'll ’ll".split())
"""Auxiliaries that are written together with the pronoun before them: "they’ve promised"."""
HAS: Final = frozenset(("'s", "’s"))
"""This is "has" before a verb with an object: "she’s told her sons". Otherwise, it may be "is"."""
OBJECTS: Final = frozenset("me him them us you a an".split())
COMMAS: Final = frozenset((",", "—", "–", "--"))
AND: Final = frozenset(("and", "but"))
PREPOSITIONS: Final = frozenset(
    "for in at on with by of from to as like unlike despite after before under among".split()
)
OPENERS: Final = frozenset(("after", "before", "while", "when", "by", "without", "despite"))
NOUNS: Final = frozenset(("reports", "claims", "hopes", "fears", "notes"))
"""After "and" these are more often nouns: "leaks and reports of"."""
PREDICATED: Final = frozenset("considered deemed regarded known seen".split())
"""After "and" these are more often passives: "a friend and considered the best"."""
AS_OBJECT: Final = frozenset(("to", "as", "by"))
"""After "believed" or "accused", these make the verb a passive without "be"."""


def with_sources(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in the same order, with the sources that were found."""
    missing = _Missing(reading, linked)
    filled = {id(one): missing.fill(place) for place, one in missing.unfilled()}
    return [filled.get(id(one), one) for one in linked]


class _Missing:
    def __init__(self, reading: Reading, linked: Sequence[Linked]) -> None:
        self._reading = reading
        self._lower = reading.tokens.lower
        self._linked = sorted(linked, key=lambda one: one.cue.start)
        self._starts = [one.cue.start for one in self._linked]
        entities = [one for one in reading.entities if one.label in NAMED]
        self._named = {one.end: one.start for one in entities}

    def unfilled(self) -> list[tuple[int, Linked]]:
        """Return the attributions without a source, and their places in the order of cues."""
        return [
            (at, one)
            for at, one in enumerate(self._linked)
            if one.source is None or self._is_of_text(one, one.source)
        ]

    def _is_of_text(self, one: Linked, source: Tagged) -> bool:
        """Return whether a source is only who has the text that says so: "Ruiz | has a letter from
        her lawyers that | says".
        """
        first, _ = self._reading.sentence_at(one.cue.start)
        verb = self._verb(one.cue)
        if verb is None or not first <= source.start < source.end < verb - 1:
            return False
        before = self._before(verb, first)
        if self._lower[before] != "that" or source.end > before - 1:
            return False
        text = self._antecedent(first, before - 1, verb)
        return text is not None and source.end <= text.start

    def fill(self, place: int) -> Linked:
        """Return an attribution with the source that was found; those after it can share it."""
        self._linked[place] = self._filled(self._linked[place])
        return self._linked[place]

    def _filled(self, one: Linked) -> Linked:
        first, end = self._reading.sentence_at(one.cue.start)
        at = one.cue.start
        if at > first and self._lower[at - 1] in PRONOUNS and self._is_contracted(one.cue):
            return self._with(one, Tagged("SOURCE", at - 1, at, FOUND))
        if (sharer := self._of_adjunct(one, first)) is not None:
            return self._with(one, sharer)
        verb = self._verb(one.cue)
        if verb is None:
            return one
        before = self._before(verb, first)
        previous = self._lower[before] if before >= first else ""
        if previous in AND and before > first and self._lower[before - 1] == ";":
            return one  # an item of a list
        if self._lower[verb].endswith("ing"):
            source = self._of_participle(one, first, end, before, previous)
        elif self._is_finite(verb) or (previous in RELATIVE and self._lower[verb].endswith("s")):
            source = self._of_finite(one, first, verb, previous)
        else:
            source = None
        return one if source is None else self._with(one, source)

    def _with(self, one: Linked, source: Tagged) -> Linked:
        self._reading.trace.rule("source", "source.missing_subject", source, one.cue.place)
        return one._replace(source=source)

    def _of_participle(
        self, one: Linked, first: int, end: int, before: int, previous: str
    ) -> Tagged | None:
        """Return the subject of "…, arguing that", or of "After arguing that …, Ruiz …"."""
        opens = before == first or self._lower[before - 1] in COMMAS
        if before < first or (previous in OPENERS and opens):
            return self._ahead(one, end)
        if previous in COMMAS or previous in AND:
            return self._shared(one, first) or self._subject(first, before)
        return self._document(first, before)

    def _of_finite(self, one: Linked, first: int, verb: int, previous: str) -> Tagged | None:
        before = self._before(verb, first)
        if previous in AND:
            return self._shared(one, first) or self._subject(first, before)
        if previous in COMMAS:
            if self._is_headline(verb, first):
                return self._shared(one, first) or self._subject(first, before)
            return self._interrupted(first, before)
        if previous == "who":
            return Tagged("SOURCE", before, before + 1, FOUND)
        if previous in RELATIVE and before - 1 > first:
            return self._antecedent(first, before - 1 - (self._lower[before - 1] == ","), verb)
        return None

    def _antecedent(self, first: int, noun: int, verb: int) -> Tagged | None:
        """Return the text that "that" stands for, right before it or before whom it comes from:
        "research from the ports that shows".
        """
        if (text := self._document(first, noun)) is not None:
            return text
        is_plural = singular(self._lower[noun]) != self._lower[noun]
        if not is_plural or not self._lower[verb].endswith("s"):
            return None
        for at in range(noun - 1, max(first, noun - MOST_ROLE_TOKENS), -1):
            if self._lower[at] in COMMAS:
                return None
            if self._lower[at] in ("from", "by", "of"):
                text = self._document(first, at - 1)
                return text and Tagged("SOURCE", text.start, noun + 1, FOUND)
        return None

    def _of_adjunct(self, one: Linked, first: int) -> Tagged | None:
        """Return the source of the attribution before a noun in a phrase with "with": "Ruiz pledged
        a pier, with a call to “go deep”".

        "Was met with a call to" has no comma, and in "Ruiz said the hall was loud, with a call to",
        somebody else calls.
        """
        noun = one.cue.start - (self._lower[one.cue.start] not in INDEFINITE)
        leads = self._lower[noun - 2 : noun] if noun - 2 > first else []
        if leads != [",", "with"] or self._lower[noun] not in INDEFINITE:
            return None
        place = bisect_left(self._starts, one.cue.start) - 1
        before = self._linked[place] if place >= 0 and self._starts[place] >= first else None
        _, end = self._reading.sentence_at(one.cue.start)
        is_last = max(piece.end for piece in one.contents) >= end - 1
        if before is None or not is_last or before.contents[0].start < before.cue.end:
            return None
        said = self._lower[before.cue.start : noun]
        has_clause = not load_groups("cues.be", "cues.auxiliary").isdisjoint(said)
        return None if has_clause else before.source

    def _verb(self, cue: Tagged) -> int | None:
        """Return the cue's first token that is no adverb or auxiliary; ``None`` for a passive."""
        skipped = load_groups("cues.before_verb", "cues.auxiliary") | {"not", "n't"}
        for at in range(cue.start, cue.end):
            word = self._lower[at]
            if word in load_terms("cues", "be"):
                return None
            if word not in skipped and not word.endswith("ly"):
                return at
        return None

    def _is_contracted(self, cue: Tagged) -> bool:
        """Return whether a cue starts with an auxiliary of an active verb, without its vowel."""
        if self._lower[cue.start] in CONTRACTED:
            return load_terms("cues", "be").isdisjoint(self._lower[cue.start + 1 : cue.end])
        has_object = cue.end < len(self._lower) and self._lower[cue.end] in DETERMINERS | OBJECTS
        return self._lower[cue.start] in HAS and has_object

    def _is_headline(self, verb: int, first: int) -> bool:
        """Return whether verbs have capitals: "Mayor Ruiz Closes Pier, Says It Is Unsafe"."""
        words = self._reading.tokens.words[first : verb + 1]
        return all(word[0].isupper() for word in words if len(word) >= LONG and word.isalpha())

    def _before(self, verb: int, first: int) -> int:
        """Return the token before the verb, its adverbs and auxiliaries, and a time."""
        at = verb - 1
        skipped = load_groups("cues.before_verb", "cues.auxiliary") | {"not", "n't"}
        while at >= first:
            time = self._reading.entity_to(at + 1)
            if time and time.label in TIMES:
                at = time.start - 1  # "but this morning reported"
            elif self._lower[at] in skipped or self._lower[at].endswith("ly"):
                at -= 1
            else:
                break
        return at

    def _is_finite(self, verb: int) -> bool:
        word = self._lower[verb]
        after = self._lower[verb + 1] if verb + 1 < len(self._lower) else ""
        is_passive = after == "by" or (
            (after in AS_OBJECT and word in load_terms("cues", "opinion_passive"))
            or word in PREDICATED
        )
        said = (load_groups("cues.inverting", "cues.finite")) - NOUNS
        is_plan = after == "to" and word in load_terms("cues", "intending")
        return not is_passive and (word in said or is_plan or word.endswith("ed"))

    def _shared(self, one: Linked, first: int) -> Tagged | None:
        """Return the source of the attribution before it in its sentence."""
        place = bisect_left(self._starts, one.cue.start) - 1
        if place < 0 or self._starts[place] < first:
            return None
        at = one.cue.start - 1
        while at > self._linked[place].cue.start:
            is_clause = self._lower[at] == "who" and self._lower[at - 1] in COMMAS
            if is_clause and not self._reading.quoted[at]:
                return Tagged("SOURCE", at, at + 1, FOUND)
            at -= 1
        return self._linked[place].source

    def _ahead(self, one: Linked, end: int) -> Tagged | None:
        """Return the subject after the content and a comma: the source of the next attribution in
        the sentence, or else a pronoun, somebody in a role, or a name with its role.
        """
        last = max(piece.end for piece in one.contents)
        place = bisect_right(self._starts, one.cue.start)
        if place < len(self._starts) and self._starts[place] < end:
            source = self._linked[place].source
            if source is not None and last <= source.start <= last + 2:
                return source
        at = last if self._lower[last - 1] == "," else last + 1
        if at + 1 >= end or self._lower[at - 1] != ",":
            return None
        if self._lower[at] in PRONOUNS:
            return Tagged("SOURCE", at, at + 1, FOUND)
        for stop in range(at + 1, min(end - 1, at + MOST_NAME_TOKENS)):
            if self._named.get(stop, -1) >= at:
                return self._named_subject(at, stop)
            if not self._lower[stop - 1].isalpha() or self._lower[stop - 1] in PREPOSITIONS:
                break
        return self._role_subject(at, end)

    def _role_subject(self, at: int, end: int) -> Tagged | None:
        """Return somebody without a name as a subject: "the young farmers"."""
        if self._lower[at] not in DETERMINERS:
            return None
        for stop in range(min(end - 1, at + MOST_ROLE_TOKENS - 2), at + 1, -1):
            if is_somebody(self._reading, (at, stop)) and self._is_plain(at, stop):
                return Tagged("SOURCE", at, stop, FOUND)
        return None

    def _is_plain(self, at: int, stop: int) -> bool:
        """Return whether only words of a noun phrase stand here, and it does not go on."""
        inside = self._lower[at + 1 : stop]
        is_one = all(
            word.isalpha() and word not in PREPOSITIONS | AND and not word.endswith("ed")
            for word in inside
        )
        return is_one and self._lower[stop] not in ("'s", "’s", "and", "or", "-")

    def _named_subject(self, at: int, stop: int) -> Tagged | None:
        """Return a name with its role as a subject, unless the subject goes on behind it."""
        words = self._reading.tokens.words
        while stop < len(words) and words[stop][0].isupper():
            stop += 1
        joined = stop == len(words) or self._lower[stop] in ("'s", "’s", "and", "or", "-")
        is_one = is_named(self._reading, (at, stop))
        return Tagged("SOURCE", at, stop, FOUND) if is_one and not joined else None

    def _subject(self, first: int, verb: int) -> Tagged | None:
        """Return the last subject before the verb: a name, a pronoun or somebody in a role.

        It has no cue in it: in "Ruiz implied Holt had lied, saying …", "Holt" is told of.
        """
        found = None
        for start, stop in subjects(self._reading, first, verb):
            place = self._trimmed(start, stop)
            has_cue = bisect_left(self._starts, start) < bisect_left(self._starts, stop)
            if self._is_subject(*place) and not has_cue:
                found = Tagged("SOURCE", *place, FOUND)
        return found

    def _trimmed(self, start: int, stop: int) -> tuple[int, int]:
        """Return a subject without the adverbs around it: "Ruiz also", "so they"."""
        adverbs = load_terms("cues", "before_verb")
        if stop - start == 2 and self._lower[stop - 1] in PRONOUNS:
            return stop - 1, stop
        while stop - 1 > start and (
            self._lower[stop - 1] in adverbs or self._lower[stop - 1].endswith("ly")
        ):
            stop -= 1
        return start, stop

    def _is_subject(self, start: int, stop: int) -> bool:
        if stop - start == 1 and self._lower[start] in PRONOUNS:
            return True
        if self._lower[start] in PREPOSITIONS or self._lower[stop - 1] in ("'s", "’s"):
            return False
        if self._named.get(stop, -1) >= start:
            return True
        return (
            stop - start <= MOST_ROLE_TOKENS
            and self._lower[start] in DETERMINERS
            and is_somebody(self._reading, (start, stop))
        )

    def _interrupted(self, first: int, comma: int) -> Tagged | None:
        """Return the subject before "…, after the flood, said", or the "who" of it."""
        least = max(first + 1, comma - ASIDE)
        opening = next((i for i in range(comma - 1, least - 1, -1) if self._lower[i] in COMMAS), 0)
        if not opening:
            return None
        if self._lower[opening - 1] == "who":
            return Tagged("SOURCE", opening - 1, opening, FOUND)
        start = self._named.get(opening, -1)
        first += self._lower[first] == "as"
        is_opening = start >= 0 and all(
            word in DETERMINERS or word.isalpha() for word in self._lower[first:start]
        )
        if (
            is_opening
            and start - first <= MOST_ROLE_TOKENS
            and is_named(self._reading, (first, opening))
        ):
            return Tagged("SOURCE", first, opening, FOUND)
        return None

    def _document(self, first: int, noun: int) -> Tagged | None:
        """Return the text that a participle describes: "a sign condemning the war"."""
        documents = load_terms("sources", "document")
        if (
            self._lower[noun] not in documents
            and self._lower[noun].removesuffix("s") not in documents
        ):
            return None
        start = noun
        opens = DETERMINERS | INDEFINITE
        while start > max(first, noun - MOST_ROLE_TOKENS) and self._lower[start] not in opens:
            start -= 1
        if self._lower[start] not in opens:
            start = noun
        return Tagged("SOURCE", start, noun + 1, FOUND)
