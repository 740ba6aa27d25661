"""Add the passives with "on condition of anonymity" of which the reader tagged no verb.

"The deals were confirmed to the Gazette on condition of anonymity by people involved in the talks":
whoever asks for anonymity tells the paper something, so that "confirmed" is a cue beyond doubt.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.passives import Passives
from scoring.attributions.speaker_phrases import SpeakerPhrases
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged

ANONYMITY: Final = "anonymity"
TOLD: Final = 0.9
"""The confidence of such a passive. Set by judgment, not fitted."""


def with_withheld_passives(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in order of their cues, with those that were missed."""
    if ANONYMITY not in reading.tokens.lower:
        return list(linked)
    added = list(_missed(reading, linked))
    return sorted([*linked, *added], key=lambda one: one.cue.start)


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
        while content[0] < content[1] and lower[content[1] - 1] in load_terms("cues", "auxiliary"):
            content = content[0], content[1] - 1
        if source and content[0] < content[1]:
            reading.trace.rule("source", "source.withheld_passive", source, cue.place)
            reading.trace.rule("content", "content.around_the_verb", cue, content)
            yield Linked(cue, source, (Tagged("CONTENT", *content, TOLD),), TOLD)
