"""Correct an attribution's source where the clause shows who speaks.

The person who is told something is not its source ("Lopez was informed that …"), and neither is the
subject of a passive: the agent is ("was told by deputies"). In "…, said a person close to the club,
or …", the phrase after the verb is the speaker. A second verb shares the subject of the first ("The
club is 40 years old and is optimistic that …").
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.attributions.inscriptions import inscribed
from scoring.attributions.linking import Linked
from scoring.attributions.passives import Passives
from scoring.attributions.speaker_phrases import (
    CLAUSES,
    FOUND,
    MARKS,
    MOST_AGENT_TOKENS,
    PHRASE_ENDS,
    SpeakerPhrases,
)
from scoring.attributions.subjects import TIMES, is_in_role, is_named, is_somebody
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.names import POSSESSIVE
from scoring.speakers.phrases import is_somebody as is_role

JOINTS: Final = frozenset(("and", "but"))
LONGEST_NAME: Final = 3
"""A name that the reader did not tag has at most this many words."""
BESIDE: Final = 2
"""A source that starts within this many tokens after its verb is beside it: "said the Ruizes"."""
SPEAKER_ENDS: Final = frozenset(", . ; — –".split()) | JOINTS
"""What follows a speaker after the verb."""


def put_right(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in the same order, with the sources that their clauses show.

    A source becomes ``None`` if it is only the person who is told something. For a speaker after
    the verb, the content changes too: it is the rest of the sentence. Spans are ranges of tokens.
    """
    clauses = _Clauses(reading, linked)
    return clauses.without_speakers([clauses.put_right(one) for one in linked])


class _Clauses:
    def __init__(self, reading: Reading, linked: Sequence[Linked]) -> None:
        self._reading = reading
        self._words = reading.tokens.words
        self._lower = reading.tokens.lower
        self._cues = sorted(one.cue.start for one in linked)
        self._phrases = SpeakerPhrases(reading)
        self._passives = Passives(reading, self._cues, self._phrases)
        self._whose = {one.cue.start: one.source for one in linked}
        self._behind: dict[int, int] = {}
        """Where each speaker found behind a verb starts, and ends."""

    def put_right(self, one: Linked) -> Linked:
        if one.source and self._is_no_subject(one, one.source):
            one = self._note("source.missing_subject", one._replace(source=None))
        if one.source and self._passives.is_no_source(one.cue, one.source):
            one = self._note("source.who_is_told", one._replace(source=None))
        if self._words[one.cue.start].lower() == "according":
            return self._in_its_sentence(self._with_object(one))
        if self._passives.is_passive(one.cue):
            return self._without_recipient(one)
        if (ahead := self._before_aside(one)) is not None:
            self._reading.trace.rule(
                "content", "content.around_the_verb", ahead.cue, ahead.contents[0].place
            )
            return self._note("source.before_an_aside", ahead)
        if (turned := self._inverted(one)) is not None:
            self._note("source.behind_the_verb", turned)
            for piece in turned.contents:
                self._reading.trace.rule(
                    "content",
                    "content.around_the_verb",
                    turned.cue,
                    piece.place,
                )
            return turned
        if (speaker := self._before_closing_verb(one)) is not None:
            said = tuple(self._before(one.contents, speaker.start))
            turned = one._replace(source=speaker, contents=said)
            return self._note("source.before_a_closing_verb", turned)
        if (speaker := self._speaker_behind(one)) is not None:
            self._behind[speaker.start] = speaker.end
            return self._note("source.behind_the_verb", one._replace(source=speaker))
        if (speaker := self._behind_quotation(one)) is not None:
            said = tuple(c for c in one.contents if c.start != speaker.start)
            return self._note("source.behind_the_verb", one._replace(source=speaker, contents=said))
        if one.source is None and (thing := inscribed(self._reading, one)):
            return self._note("source.inscribed", one._replace(source=thing))
        if one.source is None and (subject := self._shared_subject(one)):
            return self._note("source.shared_subject", one._replace(source=subject))
        return one

    def _is_of_next_sentence(self, one: Linked, source: Tagged) -> bool:
        """Return whether a source is the next sentence's: "the text implies it. The lawyers left".

        Quoted content can have its speaker in another sentence.
        """
        _, end = self._reading.sentence_at(one.cue.start)
        is_quoted = any(self._reading.quoted[piece.start] for piece in one.contents)
        is_later = source.start >= end and self._words[end - 1] == "."
        return is_later and not is_quoted

    def _with_object(self, one: Linked) -> Linked:
        """Return the attribution with what follows "according to" as its source if it has none."""
        start = one.cue.end
        _, end = self._reading.sentence_at(one.cue.start)
        stop = next((i for i in range(start, end) if self._words[i] in MARKS), end)
        is_after = one.source is None and self._lower[start - 1] == "to"
        if not is_after or not start < stop <= start + MOST_AGENT_TOKENS:
            return one
        kept = [c._replace(start=stop + 1) if c.start == start else c for c in one.contents]
        said = tuple(piece for piece in kept if piece.start < piece.end)
        if not said:
            return one
        turned = one._replace(source=Tagged("SOURCE", start, stop, FOUND), contents=said)
        for piece in said:
            rule = "content.around_the_verb"
            self._reading.trace.rule("content", rule, turned.cue, piece.place)
        return self._note("source.behind_the_verb", turned)

    def _in_its_sentence(self, one: Linked) -> Linked:
        """Return the attribution without unquoted content of later sentences.

        "According to" attributes the clause that it belongs to: of 585 in the labeled articles,
        fewer than ten have such content.
        """
        _, end = self._reading.sentence_at(one.cue.start)
        kept = (c for c in one.contents if c.start < end or self._reading.quoted[c.start])
        return one._replace(contents=tuple(kept) or one.contents)

    def _note(self, rule: str, one: Linked) -> Linked:
        """Record that a rule gave an attribution its source or removed it."""
        self._reading.trace.rule("source", rule, one.source, one.cue.place)
        return one

    def _without_recipient(self, one: Linked) -> Linked:
        agent = self._passives.agent(one.cue) or self._passives.text(one.cue)
        if agent is not None:
            said = tuple(self._after_agent(one.contents, agent))
            cue = one.cue
            if agent.start < cue.end:  # "was told in an email"
                cue = cue._replace(end=max(cue.start + 1, agent.start - 1))
            turned = one._replace(cue=cue, source=agent, contents=said or one.contents)
            return self._note("source.agent_of_passive", turned)
        source = one.source
        if source is None:
            return one
        behind_by = source.start > 0 and self._words[source.start - 1].lower() == "by"
        if behind_by:
            return one
        return self._note("source.who_is_told", one._replace(source=None))

    def _after_agent(self, contents: Sequence[Tagged], agent: Tagged) -> Iterator[Tagged]:
        """Yield the content without an agent at its start: "| by friends | to own the key"."""
        for piece in contents:
            start = agent.end if agent.start - 1 <= piece.start < agent.end else piece.start
            if start < piece.end:
                yield piece._replace(start=start)

    def _before_aside(self, one: Linked) -> Linked | None:
        """Return the attribution with the speaker before "who": "Two aides, who …, said the mayor
        had left".

        The reader takes the mayor for the speaker now and then, and the aides for what is said.
        """
        cue, source = one.cue, one.source
        first, end = self._reading.sentence_at(cue.start)
        if source is None or source.start != cue.end or self._words[cue.start - 1] != ",":
            return None
        commas = (i for i in range(first + 1, cue.start - 2) if self._words[i] == ",")
        comma = next((i for i in commas if self._lower[i + 1] in ("who", "whose")), first)
        speaker = Tagged("SOURCE", first, comma, FOUND)
        is_people = comma - first <= MOST_AGENT_TOKENS and not self._reading.quoted[first]
        if comma == first or not is_people or self._phrases.is_clause(speaker):
            return None
        goes_on = source.end < end and self._words[source.end] not in SPEAKER_ENDS
        if not goes_on or not is_somebody(self._reading, (first, comma)):
            return None
        stop = end - (self._words[end - 1] in SPEAKER_ENDS)
        said = Tagged("CONTENT", cue.end, stop, FOUND)
        return one._replace(source=speaker, contents=(said,))

    def _inverted(self, one: Linked) -> Linked | None:
        """Return the attribution with the speaker after the verb: "X, said a person close to it, or
        Y".
        """
        cue, source = one.cue, one.source
        first, end = self._reading.sentence_at(cue.start)
        is_inverted = (
            cue.start > first
            and self._words[cue.start - 1] in (",", "”", '"')
            and self._words[cue.start].lower() in load_terms("cues", "inverting")
            and (
                source is None
                or source.start >= end
                or self._stands_apart(source, first, cue.start - 1)
            )
            and any(content.start == cue.end for content in one.contents)
        )
        if not is_inverted:
            return None
        speaker = self._who_asks(cue.end, end) or self._phrases.starting_at(cue.end, MARKS)
        if (
            speaker is None
            or self._phrases.is_clause(speaker)
            or (speaker.end < end and self._words[speaker.end] not in SPEAKER_ENDS)
        ):
            return None
        said = [Tagged("CONTENT", first, cue.start - (self._words[cue.start - 1] == ","), FOUND)]
        if speaker.end + 1 < end - 1 and self._words[speaker.end].lower() not in JOINTS:
            said.append(Tagged("CONTENT", speaker.end + 1, end, FOUND))
        return one._replace(source=speaker, contents=tuple(said))

    def _who_asks(self, at: int, end: int) -> Tagged | None:
        """Return the speaker at a token whose second verb is a wish not to be named.

        "Two people who work with him | and did not want to be named …".
        """
        words = [word.lower() for word in self._words[at : min(end, at + MOST_AGENT_TOKENS)]]
        who = next((i for i, word in enumerate(words) if word in ("who", "that")), len(words))
        joint = next((i for i in range(who + 2, len(words)) if words[i] in JOINTS), None)
        if joint is None:
            return None
        rest = self._reading.text(at + joint, end).lower()
        is_wish = any(word in rest for word in load_terms("reasons", "telling"))
        after = words[joint + 1 : joint + 2]
        verbs = load_groups("cues.be", "cues.auxiliary")
        is_verb = bool(after) and (after[0] in verbs or after[0].endswith("ed"))
        place = (at, at + who)
        is_person = is_somebody(self._reading, place) or is_in_role(self._reading, place)
        if not (is_wish and is_verb and is_person):
            return None
        return Tagged("SOURCE", at, at + joint, FOUND)

    def _is_no_subject(self, one: Linked, source: Tagged) -> bool:
        is_word = self._is_adverb(source) or self._is_time(source)
        return is_word or self._is_of_next_sentence(one, source)

    def _is_adverb(self, source: Tagged) -> bool:
        """Return whether a source is only an adverb: "drily said"."""
        word = self._lower[source.start]
        is_one = source.end - source.start == 1 and word == self._words[source.start]
        return is_one and word.endswith("ly") and not is_role(word)

    def _is_time(self, source: Tagged) -> bool:
        """Return whether a source is only a time: "but this morning reported"."""
        time = self._reading.entity_from(source.start)
        return time is not None and time.label in TIMES and time.end == source.end

    def _speaker_behind(self, one: Linked) -> Tagged | None:
        """Return who is right after the verb: "It is safe, said Ruiz, and open, said Hale".

        The reader takes the first speaker for the beginning of what the second one says.
        """
        cue, source = one.cue, one.source
        first, end = self._reading.sentence_at(cue.start)
        before = self._words[cue.start - 1] if cue.start > first else ""
        if cue.end - cue.start > 1 or before not in (",", "”", '"') or cue.end >= end:
            return None
        if self._lower[cue.start] not in load_terms("cues", "inverting"):
            return None
        if source is not None and source.start < cue.end + BESIDE:
            return None
        speaker = self._phrases.starting_at(cue.end, MARKS) or self._capitalized(cue.end, end)
        if speaker is None or self._phrases.is_clause(speaker) or speaker.end >= end - 1:
            return None
        goes_on = self._words[speaker.end] == "," and self._lower[speaker.end + 1] in JOINTS
        return speaker if goes_on else None

    def _capitalized(self, at: int, end: int) -> Tagged | None:
        """Return the words with a capital that start at a token: a name that nobody tagged."""
        stop = at
        while stop < min(end, at + LONGEST_NAME) and self._words[stop].istitle():
            stop += 1
        return Tagged("SOURCE", at, stop, FOUND) if stop > at else None

    def without_speakers(self, linked: Sequence[Linked]) -> list[Linked]:
        """Return the attributions without the speakers behind a verb in what others say."""
        if not self._behind:
            return list(linked)
        return [
            one._replace(contents=contents)
            for one in linked
            if (contents := tuple(self._after_speakers(one.contents)))
        ]

    def _after_speakers(self, contents: Sequence[Tagged]) -> Iterator[Tagged]:
        for piece in contents:
            start = self._behind.get(piece.start, piece.start)
            while start < piece.end and start > piece.start and self._lower[start] in SPEAKER_ENDS:
                start += 1
            if start < piece.end:
                yield piece._replace(start=start)

    def _behind_quotation(self, one: Linked) -> Tagged | None:
        """Return the speaker right after a quotation and its verb: "“…,” said Ann Hale.".

        The reader may have no source, or a later one: "“…,” said Ann Hale. Nurses agree."
        """
        cue, source = one.cue, one.source
        if source is not None and (source.start <= cue.end or cue.end - cue.start > 1):
            return None
        is_comma = source is None and self._words[cue.start - 1] == ","
        follows = any(
            (is_comma or self._reading.quoted[content.start])
            and content.end <= cue.start <= content.end + 1
            for content in one.contents
        )
        word = self._lower[cue.end - 1]
        is_listed = word in load_terms("cues", "inverting")
        is_verb = cue.end - cue.start == 1 and word.endswith(("ed", "s"))
        if not follows or not (is_listed or is_verb):
            return None
        find = self._phrases.somebody_at if is_comma else self._phrases.starting_at
        speaker = find(cue.end, MARKS) if is_listed else None
        if speaker is None and is_verb and not is_comma:
            at = cue.end
            speaker = self._phrases.starting_at(at, PHRASE_ENDS) or self._phrases.plain(at)
        if speaker is None or self._phrases.is_clause(speaker):
            return None
        return speaker if source is None or speaker.end <= source.start else None

    def _before_closing_verb(self, one: Linked) -> Tagged | None:
        """Return people without a name between a comma and the verb that closes the sentence.

        "The roof fell, two people with knowledge of it said." The reader takes such a phrase for
        content now and then, and the verb's source from the next sentence.
        """
        cue, source = one.cue, one.source
        first, end = self._reading.sentence_at(cue.start)
        closes = end - cue.end <= 1 or self._words[cue.end] in (".", ",", ";")
        if not closes or (source is not None and first <= source.start < end):
            return None
        if self._words[cue.start].lower() not in load_terms("cues", "inverting"):
            return None
        comma = next((i for i in range(cue.start - 1, first, -1) if self._words[i] == ","), first)
        place = (comma + 1, cue.start)
        if not first < comma < place[1] - 1 <= comma + MOST_AGENT_TOKENS:
            return None
        speaker = Tagged("SOURCE", *place, FOUND)
        is_said = any(piece.start < comma for piece in one.contents)
        is_people = is_somebody(self._reading, place) and not self._phrases.is_clause(speaker)
        return speaker if is_said and is_people else None

    def _before(self, contents: Sequence[Tagged], speaker: int) -> Iterator[Tagged]:
        """Yield the content before the speaker, without the comma between them."""
        for piece in contents:
            if piece.end <= speaker:
                yield piece
            elif piece.start < speaker - 1:
                kept = piece._replace(end=speaker - 1)
                self._reading.trace.cut("content", piece.place, kept.place)
                yield kept

    def _stands_apart(self, source: Tagged, first: int, comma: int) -> bool:
        """Return whether the source is the subject of the words before the comma.

        For example, "The pier" in "The pier is closed, said".
        """
        return first <= source.start and source.end < comma and self._words[source.end] != ","

    def _shared_subject(self, one: Linked) -> Tagged | None:
        """Return the sentence's subject for a verb after "and" or "but" that has no subject of its
        own.

        Where a cue stands between, the subject is that cue's: "Ruiz told the inquest that the
        bridge was sound but said …".
        """
        first, _ = self._reading.sentence_at(one.cue.start)
        at = one.cue.start
        if at - first < 2 or self._words[at - 1].lower() not in ("and", "but"):
            return None
        auxiliary = load_groups("cues.be", "cues.auxiliary")
        if self._words[at].lower() not in auxiliary | load_terms("cues", "inverting"):
            return None
        auxiliary -= POSSESSIVE  # in "the guard's brother", it is no verb
        stop = first
        while stop < at and self._words[stop].lower() not in auxiliary:
            stop += 1
        if not first < stop < min(at, first + MOST_AGENT_TOKENS) or self._words[stop - 1] == ",":
            return None
        within = self._cues[bisect_left(self._cues, first) : bisect_left(self._cues, stop)]
        if within:
            return self._whose[within[0]]
        # "Trump, however, left town … and said": the subject ends at the comma.
        stop = next((i for i in range(first + 1, stop) if self._words[i] == ","), stop)
        words = self._words[first:stop]
        if not CLAUSES.isdisjoint(self._lower[first:stop]):
            return None  # "Though he said that Ruiz | has gone and …"
        if any(word.islower() and word.endswith("ed") for word in words[1:]):
            return None  # "Guards searched the house that | was empty and …"
        opens = words[0].lower() in load_terms("cues", "opens_subject") or is_named(
            self._reading, (first, stop)
        )
        return Tagged("SOURCE", first, stop, FOUND) if opens else None
