"""Find phrases that can be the speaker of a verb beside them."""

from bisect import bisect_left
from typing import Final

from scoring.attributions.subjects import is_body, is_in_role, is_named, is_pronoun, is_somebody
from scoring.lexicons.lexicon import load_groups
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.phrases import DETERMINERS, INDEFINITE

MOST_AGENT_TOKENS: Final = 14
"""An agent, or a speaker after the verb, has at most this many tokens."""
FOUND: Final = 0.6
"""The confidence of a source that these rules found and the reader did not."""
MARKS: Final = frozenset(', . ; : “ " — –'.split())
"""A speaker after the verb ends at these: "said a person close to the club, …"."""
CLAUSES: Final = frozenset(
    "that though although while when because if as after before since until unless whereas".split()
)
"""Words that a subject with its own verb does not contain, because they begin a clause."""
PHRASE_ENDS: Final = (
    MARKS
    | CLAUSES
    | frozenset(
        "who whose which to in on at from with for by near beside behind above over".split()
    )
)
"""A speaker after a rarer verb ends at these too: "howled a steward | in the stand"."""
SOMEBODY: Final = (is_somebody, is_in_role, is_body)
MOST_PLAIN_TOKENS: Final = 4
"""A determiner and a noun, with what describes it, are at most this many tokens."""


class SpeakerPhrases:
    """Finds the phrases of an article that can be a speaker."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._words = reading.tokens.words
        self._sources = [tag for tag in reading.roles if tag.label == "SOURCE"]

    def starting_at(self, at: int, ends: frozenset[str]) -> Tagged | None:
        """Return the source that starts at a token, as tagged by the reader or judged by the
        words.
        """
        place = bisect_left(self._sources, at, key=lambda tag: tag.start)
        if place < len(self._sources) and self._sources[place].start == at:
            return self._sources[place]
        _, end = self._reading.sentence_at(at)
        stop = at
        while stop < min(end, at + MOST_AGENT_TOKENS) and self._words[stop].lower() not in ends:
            stop += 1
        tests = (is_somebody, is_named, is_in_role, is_body)
        if stop > at and any(test(self._reading, (at, stop)) for test in tests):
            return Tagged("SOURCE", at, stop, FOUND)
        return None

    def somebody_at(self, at: int, ends: frozenset[str]) -> Tagged | None:
        """Return the people, the body or the name that start at a token: "warned | the union | on
        Monday", and not "reported | in early March".
        """
        found = self.starting_at(at, ends | {"on"})
        name = self._reading.entity_from(at)
        if found is None or (name and name.label in ("PERSON", "ORGANIZATION")):
            return found
        return found if any(t(self._reading, found.place) for t in SOMEBODY) else None

    def plain(self, at: int) -> Tagged | None:
        """Return a determiner and a noun that start at a token: "a petition that", "the notice on".

        The caller has seen that a speaker must be here.
        """
        _, end = self._reading.sentence_at(at)
        if at >= end or self._words[at].lower() not in DETERMINERS | INDEFINITE:
            return None
        stop = at + 1
        while stop < end and self._words[stop].islower() and self._words[stop] not in PHRASE_ENDS:
            stop += 1
        is_short = at + 1 < stop <= at + MOST_PLAIN_TOKENS
        return Tagged("SOURCE", at, stop, FOUND) if is_short else None

    def is_clause(self, speaker: Tagged) -> bool:
        """Return whether the supposed speaker is a clause: "said they had not been paid"."""
        words = [word.lower() for word in self._words[speaker.start : speaker.end]]
        verbs = load_groups("cues.be", "cues.auxiliary")
        if is_pronoun(self._reading, (speaker.start, speaker.end)):
            return len(words) > 1
        return any(
            word in verbs and words[place - 1] not in ("who", "to")
            for place, word in enumerate(words)
        )
