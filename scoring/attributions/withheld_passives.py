"""Add the passives with "on condition of anonymity" of which the reader tagged no verb.

"The deals were confirmed to the Gazette on condition of anonymity by people involved in the talks":
whoever asks for anonymity tells the paper something, so that "confirmed" is a cue beyond doubt.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.attributions.added import TOLD, added
from scoring.attributions.linking import Linked
from scoring.attributions.passives import Passives
from scoring.attributions.speaker_phrases import SpeakerPhrases
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged

ANONYMITY: Final = "anonymity"


def with_withheld_passives(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in order of their cues, with those that were missed."""
    if ANONYMITY not in reading.tokens.lower:
        return list(linked)
    missed = _missed(reading, linked)
    return sorted([*linked, *missed], key=lambda one: one.cue.start)


def _missed(reading: Reading, linked: Sequence[Linked]) -> Iterator[Linked]:
    lower = reading.tokens.lower
    cued = {at for one in linked for at in range(one.cue.start, one.cue.end)}
    passives = Passives(reading, sorted(cued), SpeakerPhrases(reading))
    verbs, be = load_terms("cues", "withheld_passive"), load_terms("cues", "be")
    for place, word in enumerate(lower):
        if word != ANONYMITY:
            continue
        first, end = reading.sentence_at(place)
        verb = next((i for i in range(first + 1, end) if lower[i] in verbs), None)
        if verb is None or lower[verb - 1] not in be or cued.intersection(range(first, end)):
            continue
        cue, content = Tagged("CUE", verb - 1, verb + 1, TOLD), (first, verb - 1)
        source = passives.agent(cue)
        cued.add(verb)  # the sentence may have the word twice
        while content[0] < content[1] and lower[content[1] - 1] in load_terms("cues", "auxiliary"):
            content = content[0], content[1] - 1
        if source and content[0] < content[1]:
            rule = "source.withheld_passive"
            yield added(reading, rule, cue.place, source.place, content)
