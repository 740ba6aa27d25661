"""Guards: does an ambiguous term hedge here? Each looks at the words around the term.

A guard takes the words of the text, lower case, with the term's first and last (exclusive)
index, and the words as written; it answers from the nearest few words alone.
"""

from collections.abc import Callable, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms

Words = Sequence[str]
Guard = Callable[[Words, Words, int, int], bool]

SENTENCE_ENDS: Final = frozenset(".!?;:")


def _at(words: Words, index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""


def _term(group: str) -> frozenset[str]:
    return load_terms("hedge_contexts", group)


def is_number(word: str) -> bool:
    """Is this a number, a currency sign, or a word that counts ("dozen", "half")?"""
    return bool(word) and (
        word[0].isdigit() or word[0] in "$£€¥" or word.split("-", maxsplit=1)[0] in _term("numbers")
    )


def modal(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "May" the month, "might" the noun, and "could" of ability or permission are no hedges."""
    before, after = _at(lower, start - 1), _at(lower, end)
    term = lower[start]
    if written[start] in ("May", "MAY") and after in _term("after_modal"):
        return True  # a headline's capital: "Crew May Not Have Known"
    if term == "may" and (written[start] in ("May", "MAY") or after.isdigit()):
        month = (
            after.isdigit()
            or before in _term("before_month")
            or after in _term("after_month")
            or after in (",", ".", "’s", "'s")
        )
        opens = not before or before in SENTENCE_ENDS or before in '“"‘' or written[start] == "MAY"
        if month or not opens:
            return False
    if term == "might" and (before in _term("possessives") or before in ("military", "economic")):
        return False
    if term == "could":
        if after in ("not", "n't", "n’t", "no", "never", "hardly", "barely", "only", "scarcely"):
            return False
        if before in ("so", "as", "they", "he", "she", "i", "we") and after in SENTENCE_ENDS:
            return False
        if "so" in lower[max(0, start - 4) : start] and before != "so":
            return False
        if before in ("neither", "nor") or (after == "have" and before in ("i", "we", "you")):
            return False
    return not (term == "may" and after == "not" and before == "you")


def comparison(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "More likely to vote" compares; "likely voters" is a pollster's category."""
    del written
    before, after = _at(lower, start - 1), _at(lower, end)
    if before in ("more", "less", "as", "equally", "least", "far-more") or after in ("than", "as"):
        return False
    return not _polled(lower, end)


def _polled(lower: Words, at: int) -> bool:
    """Are voters next, whatever the kind: "likely Republican primary voters"?"""
    for word in lower[at : at + 5]:
        if word in _term("voters"):
            return True
        if word not in _term("kinds_of_voters"):
            return False
    return False


def presence(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "Appeared on stage" shows up; "appeared to hesitate" seems."""
    del written, start
    after = _at(lower, end)
    if after in ("in", "on", "at", "before", "with", "alongside", "there", "here", "together"):
        return False
    return after not in SENTENCE_ENDS and after not in (",", "")


def degree(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "As soon as possible", "the best possible", "make it possible" set a bound or enable."""
    del written
    before, after = _at(lower, start - 1), _at(lower, end)
    if before == "as" or before.endswith("est") or before in ("best", "worst", "every", "only"):
        return False
    near = lower[max(0, start - 4) : start]
    makes = any(w in ("make", "makes", "made", "making") for w in near)
    return not (makes or (after == "for" and before != "it"))


def noun_to(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "His full potential" is an ability; "the potential peril" may be."""
    del written
    before, after = _at(lower, start - 1), _at(lower, end)
    if before in ("full", "economic", "untapped", "great") or before in _term("possessives"):
        return after.isalpha() and after not in ("to", "as", "and", "in", "for", "is", "was")
    return after.isalpha() and after not in ("as", "and", "in", "is", "was")


def adjective(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "The alleged fraud" is hearsay; "she alleged that …" has a speaker."""
    del written
    before, after = _at(lower, start - 1), _at(lower, end)
    if not after or not after[0].isalpha() or after in _term("after_verb"):
        return False
    return (
        before in _term("determiners")
        or before in _term("prepositions")
        or not (before.isalpha() and (before in _term("subjects") or after in _term("determiners")))
    )


def determined(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "The reported details"; anywhere else "reported" is a newsroom's verb."""
    del written
    before, after = _at(lower, start - 1), _at(lower, end)
    noun = after[:1].isalpha() and after not in _term("after_verb")
    return noun and before in _term("determiners") - {"that"}


def resemblance(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "It looks like the mill will close" seems; "it looks like a mower" compares."""
    del written
    if _at(lower, end) not in _term("determiners") | {"something", "someone"}:
        return True
    ahead = list(lower[end : end + 8])
    stop = next((i for i, word in enumerate(ahead) if word in SENTENCE_ENDS), len(ahead))
    return _at(lower, start - 1) == "it" and any(word in _term("finite") for word in ahead[:stop])


def suggestion(lower: Words, written: Words, start: int, end: int) -> bool:
    """Evidence suggests, and who suggests that something is so implies it; a proposal does not."""
    clause = _at(lower, end) in ("that", "he", "she", "they", "it", "there", "his", "her", "he'd")
    return clause or inference(lower, written, start, end)


def negated(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "Not necessarily" weakens; "necessarily" alone is strong."""
    del written, end
    return any(w in ("not", "n't", "never") for w in lower[max(0, start - 3) : start])


def first_person(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "I continue to believe" is the speaker's own; "they believe" is a report of a belief."""
    del written, end
    near = list(lower[max(0, start - 5) : start])
    while near:
        word = near.pop()
        if word in ("i", "we"):
            return True
        if word in _term("other_subjects") or word in SENTENCE_ENDS or word == ",":
            return False
    return False


def inference(lower: Words, written: Words, start: int, end: int) -> bool:
    """Evidence that suggests; a person who suggests is a speaker, told by attribution."""
    del written, end
    near = lower[max(0, start - 5) : start]
    return any(w in _term("evidence") for w in near)


def agentless(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "Are believed to": a passive without an agent."""
    del written
    if _at(lower, end) not in ("to", "that", "as"):
        return False
    near = lower[max(0, start - 3) : start]
    passive = any(w in _term("passives") for w in near)
    return passive and not (lower[start] == "said" and _at(lower, end) != "to")


def expectation(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "Is expected to": a guess in "is expected to rain", a plan in "is expected to attend"."""
    return agentless(lower, written, start, end)


def booster(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "Surely", "undoubtedly" strengthen (Hyland 1998): never a hedge."""
    del lower, written, start, end
    return False


def lookout(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "Looks to be weakening", "looks set to win" seem; "looks to her allies" hopes."""
    del written, start
    after, second = _at(lower, end), _at(lower, end + 1)
    return (after == "to" and second in ("be", "have")) or (
        after in ("set", "likely", "unlikely", "poised", "certain")
        and second in ("to", "for", "in")
    )


def number(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "About 50", "some two dozen", "about even"; not "about trade", "around town"."""
    del written
    after, second = _at(lower, end), _at(lower, end + 1)
    if is_number(after):
        return not (lower[start] == "some" and second == "of" and not after[0].isdigit())
    if lower[start] == "some":
        return False
    if after in ("a", "an", "the"):
        counted = is_number(second) or second in _term("units")
        # "About the same", but not "about the two boats".
        return second == "same" if after == "the" else counted
    return lower[start] == "about" and after in _term("after_about")


def downtoner(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "Pretty sure", "a pretty good deal" weaken; "a pretty harbour" does not."""
    del written
    after, second = _at(lower, end), _at(lower, end + 1)
    alone = _at(lower, start - 1) in _term("determiners") and not second.isalpha()
    return after.isalpha() and not alone


def sort(lower: Words, written: Words, start: int, end: int) -> bool:
    """ "Kind of robotic" hedges; "this kind of question" classifies."""
    del written, end
    return _at(lower, start - 1) not in _term("classifiers")


GUARDS: Final[dict[str, Guard]] = {
    guard.__name__: guard
    for guard in (
        modal,
        comparison,
        presence,
        degree,
        noun_to,
        adjective,
        determined,
        negated,
        resemblance,
        suggestion,
        first_person,
        inference,
        agentless,
        expectation,
        booster,
        lookout,
        number,
        downtoner,
        sort,
    )
}
