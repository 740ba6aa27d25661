"""Give a quotation to the speaker beside a verb that the reader did not tag.

In "“Not once,” protests Ann Hale. Pilots agree.", a rare verb is no cue for the reader, so the
quotation goes to the next verb or the last one: to the pilots. The speaker can be before the verb
too: "“Not once,” Hale deadpans.".
"""

from collections.abc import Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.speaker_phrases import (
    MOST_PLAIN_TOKENS,
    PHRASE_ENDS,
    SpeakerPhrases,
)
from scoring.attributions.subjects import is_body, is_in_role, is_somebody
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.confidence import log_odds
from scoring.model.decoding import Reading, Tagged

SURE: Final = 0.8
"""The confidence of a verb and its speaker right after a quotation. Set by judgment, not fitted."""
CLOSING: Final = frozenset("” \" '' ’".split())
GOES_ON: Final = frozenset((",", "!", "?", "…", "—"))
"""Quoted words with one of these at the end are not a title: "“Never,” says"."""
VERB_ENDS: Final = ("ed", "s")
VERB_STOPS: Final = frozenset(", . ; — – as while when".split())
"""What follows a verb that has only a quotation as its object: "“Never,” Ruiz deadpans."."""
ENDS: Final = frozenset(', . ; — – ” "'.split())
ASIDE: Final = 14
"""The most tokens of an apposition between a name and its verb, with both commas."""
PRONOUNS: Final = frozenset(("he", "she", "they"))


def with_untagged_verbs(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in order of their cues, with those of the verbs found."""
    verbs = _Verbs(reading, linked)
    kept, added = [], []
    for one in linked:
        contents = []
        for piece in one.contents:
            speaker = verbs.speaker_behind(one, piece)
            place = piece.end
            if speaker is None:
                speaker = verbs.speaker_before(one, piece)
                place = speaker.end if speaker else piece.end
            if speaker is None:
                contents.append(piece)
            else:
                added.append(_attribution(reading, piece, speaker, place))
                if one.source and one.source.start == speaker.start:
                    one = one._replace(source=speaker)  # noqa: PLW2901 - the verb was taken for it
        if contents:
            kept.append(one._replace(contents=tuple(contents)))
    return sorted([*kept, *added], key=lambda one: one.cue.start)


def _attribution(reading: Reading, piece: Tagged, speaker: Tagged, verb: int) -> Linked:
    cue = Tagged("CUE", verb, verb + 1, SURE)
    reading.trace.rule("source", "source.behind_a_rare_verb", speaker, cue.place)
    reading.trace.rule("content", "content.around_the_verb", cue, piece.place)
    return Linked(cue, speaker, (piece,), SURE, log_odds(SURE))


class _Verbs:
    def __init__(self, reading: Reading, linked: Sequence[Linked]) -> None:
        self._reading = reading
        self._words = reading.tokens.words
        self._phrases = SpeakerPhrases(reading)
        self._begins = {*reading.tokens.paragraph_starts}
        self._cued = {at for one in linked for at in range(one.cue.start, one.cue.end)}

    def speaker_behind(self, one: Linked, piece: Tagged) -> Tagged | None:
        """Return who is right after an untagged verb that is right after a piece of content."""
        if not self._is_quotation(piece) or not self._is_verb(piece.end):
            return None
        speaker = self._speaker(piece.end + 1)
        if speaker is None or any(
            part.start < speaker.end and part.end > piece.end
            for part in one.parts
            if part.label != "CONTENT"
        ):
            return None
        return speaker

    def speaker_before(self, one: Linked, piece: Tagged) -> Tagged | None:
        """Return who is right before an untagged verb, right after a piece of content."""
        if not self._is_quotation(piece):
            return None
        speaker = self._subject(piece.end)
        if speaker is None or not self._is_verb(speaker.end):
            return None
        # "“Will I go?” Ruiz left." is two sentences.
        said = load_terms("cues", "statement")
        if self._words[piece.end - 2] != "," and self._words[speaker.end] not in said:
            return None
        after = self._words[speaker.end + 1]
        if after not in VERB_STOPS and not after.endswith("ly"):
            return None
        is_cued = any(piece.end <= at <= speaker.end for at in self._cued)
        source = one.source
        is_apart = source is None or source.start >= speaker.start or source.end <= piece.end
        return speaker if is_apart and not is_cued else None

    def _subject(self, at: int) -> Tagged | None:
        """Return a name, a pronoun or somebody in a role at a token, up to the verb after it."""
        if at + 2 >= len(self._words):
            return None
        if self._words[at] in PRONOUNS:
            return Tagged("SOURCE", at, at + 1, SURE)
        person = self._reading.entity_from(at)
        if person is not None and person.label == "PERSON":
            return Tagged("SOURCE", at, self._behind_aside(person.end), SURE)
        for stop in range(at + 2, min(len(self._words) - 1, at + MOST_PLAIN_TOKENS)):
            place = (at, stop)
            tests = (is_somebody, is_in_role, is_body)
            is_one = any(test(self._reading, place) for test in tests)
            if is_one and self._is_verb(stop) and self._words[stop + 1] in VERB_STOPS:
                return Tagged("SOURCE", at, stop, SURE)
        return None

    def _behind_aside(self, at: int) -> int:
        """Return where an apposition between commas ends: "Ana Ruiz|, a nurse,| snapped"."""
        if self._words[at : at + 1] != [","]:
            return at
        reach = range(at + 2, min(len(self._words) - 2, at + ASIDE))
        close = next((i for i in reach if self._words[i] in ENDS), at)
        is_aside = self._words[close] == "," and not any(self._reading.quoted[at:close])
        return close + 1 if is_aside and self._is_verb(close + 1) else at

    def _is_quotation(self, piece: Tagged) -> bool:
        """Return whether a piece is in quotation marks, is not a title, and does not end its
        paragraph: "“…?”¶Ruiz protested".
        """
        return (
            self._reading.quoted[piece.start]
            and piece.end not in self._begins
            and self._words[piece.end - 1] in CLOSING
            and self._words[piece.end - 2] in GOES_ON
        )

    def _is_verb(self, at: int) -> bool:
        if at + 1 >= len(self._words) or at in self._cued:
            return False
        word = self._words[at]
        known = load_groups("cues.be", "cues.auxiliary")
        return word.islower() and word.endswith(VERB_ENDS) and word not in known

    def _speaker(self, at: int) -> Tagged | None:
        """Return a person's name, or somebody in a role, that starts at a token."""
        person = self._reading.entity_from(at)
        if person is not None and person.label == "PERSON":
            return Tagged("SOURCE", person.start, person.end, SURE)
        found = self._phrases.starting_at(at, PHRASE_ENDS)
        if found is None or self._phrases.is_clause(found):
            return None
        is_one = is_somebody(self._reading, found.place) or is_in_role(self._reading, found.place)
        return found if is_one else None
