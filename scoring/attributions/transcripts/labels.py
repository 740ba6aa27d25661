"""Labels of speakers: the text before the colon that opens a turn, and whether it names a person.

A label is a name ("Dr. Carter", "Ann Lee, librarian", "Grey (by phone)", "[00:01:12] Grey"), a role
("Caller", "The Court"), or Q or A. Event boxes, results, recipes and lists have labels too. The
label's words identify most of those, and the text after the labels the rest (``dialogue``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from scoring.lexicons.easy_words import easy_words
from scoring.lexicons.lexicon import load_groups, load_terms

Standing = Literal["asker", "answerer", "role", "sure", "likely", "none"]
"""What a label stands for: a person who asks or answers according to the word, another role, a name
that is surely a person's, a name that may be one, or no speaker."""

LABEL_REACH_CHARACTERS: Final = 120
"""A label's colon is within this many characters of the paragraph's start."""
MOST_WORDS: Final = 6
MOST_DESCRIPTION: Final = 10
"""A description after a name has at most this many words: "Ann Lee, a librarian at the town's new
library"."""

TIME: Final = r"(?:\[\d[\d:.,]*\]|\(\d[\d:.,]*\)|\d{1,2}:\d\d(?::\d\d)?)"
OPENS: Final = re.compile(
    rf"[*_\s\ufeff\u200b]{{0,20}}(?:{TIME}[ \t\u00a0*_–—-]{{1,5}})?[*_]{{0,3}}"
)
QUOTED: Final = re.compile(r"[\"“](?=[A-Z]{2,}(?:[ .'’-]{1,2}[A-Z]+){0,3}:)")
LETTER: Final = re.compile(r"(?P<label>[QA])\d{0,2}(?P<mark>:|\.:?)[*_]{0,3}(?=\s|$)")
COLON: Final = re.compile(r":[*_]{0,3}(?=\s|$|[\"“”‘«„″＂])")
DASH: Final = re.compile(r"(?<=[\w.*_])[ \u00a0]?(?P<dash>[—–―])[*_]{0,3}[ \u00a0](?=\S)")
ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
DESCRIPTION: Final = re.compile(
    r"\s*,\s*(?:[^\W\d_]+\b[^\d]*?)?(?:\b(?:1[1-9]|[2-9]\d|1[01]\d)\b.*)?$"
)
"""A description in a label: what somebody is, or an age, but not a mark out of ten."""
NAME_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[.’'‘-])*|\d{1,3}|&")
ELIDED: Final = re.compile(r"(?P<particle>[a-z]{1,3})[’'‘-](?=[^\W\d_a-z])")
INTRODUCED: Final = re.compile(r"[^\W\d_][\w’'-]*\.?")
SENTENCE_END: Final = re.compile(r"[?!;] |(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\bMrs)\. ")
"""The end of a sentence in a label, but not "No. 14"."""
VERB: Final = re.compile(r"(?:ed|ing|says?|said|told|wrote|tweets|reads|asks|adds)$")


class Label(NamedTuple):
    """A label: the offsets of its name and its mark, and where the speech begins, in characters."""

    start: int
    end: int
    mark: int
    body: int
    words: tuple[str, ...]
    """The name's words in lower case, including titles, without final periods."""
    aside: bool
    """Whether the label includes something in brackets or a time."""
    described: bool = False
    """Whether a description follows the name: "Ann Lee, librarian"."""


def parse(text: str, start: int, end: int) -> Label | None:
    """Return the label at the start of the paragraph ``text[start:end]``, or ``None``."""
    reach = min(end, start + LABEL_REACH_CHARACTERS)
    opened = OPENS.match(text, start, reach)
    at = opened.end() if opened else start
    if letter := LETTER.match(text, at, min(end, at + LABEL_REACH_CHARACTERS)):
        mark = letter.end("mark") - 1
        return Label(at, at + 1, mark, letter.end(), (letter["label"].lower(),), aside=False)
    # A quoted transcript has a mark before each turn: “GREY: Where were you?
    at += QUOTED.match(text, at, reach) is not None
    colon = COLON.search(text, at, reach)
    while colon and _in_brackets(text[at : colon.start()]):
        colon = COLON.search(text, colon.end(), reach)
    if not colon:
        return None
    head = text[at : colon.start()].rstrip("*_ \t\u00a0")
    name = _name(head)
    if name is None:
        return None
    words = tuple(word.rstrip(".").lower() for word in without_style(name.split()))
    timed = any(map(str.isdigit, text[start:at]))
    return Label(
        at,
        at + len(name),
        colon.start(),
        colon.end(),
        words,
        aside=timed or bool(ASIDE.search(head)),
        described=bool(DESCRIPTION.match(head[len(name) :])),
    )


def parse_dash(text: str, start: int, end: int) -> Label | None:
    """Return the name before a dash at the start of the paragraph, or ``None``: "Grey – Why?"."""
    dash = DASH.search(text, start, min(end, start + LABEL_REACH_CHARACTERS))
    if not dash:
        return None
    opened = OPENS.match(text, start, dash.start())
    at = opened.end() if opened else start
    name = text[at : dash.start()].rstrip("*_ \t\u00a0")
    if not _is_name(name.split()):
        return None
    words = tuple(word.rstrip(".").lower() for word in without_style(name.split()))
    return Label(at, at + len(name), dash.start("dash"), dash.end(), words, aside=False)


def _in_brackets(head: str) -> bool:
    return head.count("(") > head.count(")") or head.count("[") > head.count("]")


def _name(head: str) -> str | None:
    """Return the name at the start of a label if only a description follows it, or else
    ``None``.
    """
    name = re.split(r"\s*[,(\[]", head, maxsplit=1)[0]
    rest = ASIDE.sub("", head[len(name) :]).strip(" ,")
    described = rest.split()
    if not name or len(described) > MOST_DESCRIPTION or SENTENCE_END.search(rest):
        return None
    if described and (
        VERB.search(rest) or described[-1].lower() in load_terms("cues", "statement")
    ):
        return None
    return name if _is_name(name.split()) else None


def _is_name(words: Sequence[str]) -> bool:
    """Return whether the words look like a name: capitalized, except for words such as
    particles.
    """
    inside = load_groups("turns.inside", "sources.particle")
    words = without_style(words)
    if not 0 < len(words) <= MOST_WORDS or not all(map(NAME_WORD.fullmatch, words)):
        return False
    lower = [word.rstrip(".").lower() for word in words]
    if words[0][0].isupper() and len(words) > 1 and _is_numbered_role(lower):
        return True  # "First officer"
    closed = load_terms("turns", "not_first")
    initials = len(words) == 1 and words[0].isupper() and len(words[0]) <= len("ABC")
    if lower[0] in closed and not initials and not (lower[0] == "the" and lower[1:]):
        return False
    # "OBAMA WEIGHS IN", "This Morning"; but Moon Jae In is a name.
    shouted = all(word.isupper() for word in words if word not in inside)
    closed = closed - inside - load_terms("turns", "unidentified")
    if any(word in closed for word in lower[1:] if len(word) > (1 if shouted else 2)):
        return False
    capitals = [word[0].isupper() or _is_elided(word) for word in words]
    roles = load_terms("turns", "role")
    last = words[-1]
    return (
        (any(capitals) or _is_role(lower))
        and (capitals[0] or words[0] in inside or lower[-1] in roles)
        and (capitals[-1] or last.isdigit() or last in roles)
        and all(
            fits or word.isdigit() or word in inside or word in roles
            for word, fits in zip(words, capitals, strict=True)
        )
    )


def without_style(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a name without a style such as "Her Excellency" or "Rt. Hon."."""
    styled = (
        len(words) > 2
        and words[0].rstrip(".").lower() in load_terms("turns", "before_style")
        and words[1].rstrip(".").lower() in load_terms("turns", "style")
    )
    return words[2:] if styled else words


def _is_elided(word: str) -> bool:
    """Return whether the word combines a lower-case particle and a name: "d’Orsay", "al-Sadri"."""
    found = ELIDED.match(word)
    return found is not None and not load_terms("sentences", "particle").isdisjoint(
        (found["particle"], found[0])
    )


class Introduced(NamedTuple):
    """The people that an article's running text names: their last names and initials, in lower
    case.
    """

    surnames: frozenset[str]
    initials: frozenset[str]


def introduced(text: str) -> Introduced:
    """Return the people whom the text names in full or with a title.

    A last name follows a first name, with at most initials or particles between them. A capitalized
    word after a full name is not a last name ("Ana Ruiz Photographer").
    """
    surnames: set[str] = set()
    initials: set[str] = set()
    titles, particles = load_terms("sources", "title"), load_terms("sources", "particle")
    names: list[str] = []
    titled = False
    end = -1
    for match in INTRODUCED.finditer(text):
        word = match[0]
        lower = word.rstrip(".").lower()
        if text[end : match.start()] not in (" ", "\u00a0"):
            names, titled = [], False
        end = match.end()
        if word in particles and names:
            continue
        if not word[0].isupper():
            names, titled = [], False
        elif lower in titles:
            names, titled = [], True
        elif names and len(lower) == 1:
            names.append(lower)
        elif names or titled:
            surnames.add(lower)
            initials.add("".join(name[0] for name in (*names, lower)))
            names, titled = (
                ([lower] if titled and lower in load_terms("given_names", "any") else []),
                False,
            )
        elif lower in load_terms("given_names", "any"):
            names = [lower]
        if word.endswith(".") and len(lower) > 1 and lower not in titles:
            names, titled = [], False
    return Introduced(frozenset(surnames), frozenset(initials))


def standing(label: Label, known: Introduced) -> Standing:
    """Return what a label stands for, judging by its words and by the people named in the
    article.
    """
    words = _without(label.words, frozenset())
    if not words:
        return "none"
    unidentified = _without(words, load_terms("turns", "unidentified"))
    askers = load_terms("turns", "interviewer")
    if " ".join(words) in askers or " ".join(unidentified) in askers:
        return "asker"
    if " ".join(words) in load_terms("turns", "answerer"):
        return "answerer"
    is_name = len(words) > 1 and words[0] in load_terms("given_names", "any") - easy_words()
    if _is_role(words) and not is_name:
        return "role"  # but Nadia Court is a name
    # Bill and Ward are places and papers, but not where an aside follows: "Bill (caller)".
    is_given = label.aside and words[-1] in load_terms("given_names", "any")
    if words[0] == "the" or (words[-1] in load_terms("turns", "place") and not is_given):
        return "none"
    return _standing_of_name(words, known, aside=label.aside)


def is_of_a_box(label: Label, known: Introduced) -> bool:
    """Return whether the label belongs to an event box, a recipe or a list, so that it cannot
    report.
    """
    listed = load_terms("turns", "not_a_speaker") - load_terms("turns", "reporting")
    words = _without(label.words, frozenset()) or label.words
    return standing(label, known) == "none" and words[-1] in listed


def _standing_of_name(words: tuple[str, ...], known: Introduced, *, aside: bool) -> Standing:
    given = [word in load_terms("given_names", "any") for word in words[:-1]]
    if any(word.endswith(("'s", "’s", "'", "’")) for word in words[:-1]):
        # "ABC's Rick Klein" is a person; "Holt's comeback", "Fox's view" are things.
        return "sure" if any(given) else "none"
    initials = len(words) == 1 and len(words[0]) > 1 and words[0] in known.initials
    if words[-1] in known.surnames or given[:1] == [True] or initials:
        return "sure"
    if words[-1] in load_terms("turns", "not_a_speaker"):
        return "none"
    named = _without(words, load_terms("sources", "title"))
    if len(named) < len(words) or aside:
        return "sure"
    unusual = load_terms("turns", "not_a_speaker")
    return "none" if all(word in unusual or word in easy_words() for word in words) else "likely"


def _is_role(words: Sequence[str]) -> bool:
    """Return whether the words are a role without a name.

    Examples are "The Court", "Unidentified woman" and "KHOU reporter".
    """
    spoken = load_terms("turns", "role")
    roles = load_groups("turns.role", "sources.title")
    named = [word for word in words if not word.isdigit()]
    if not named or named[-1] not in roles:
        return False
    known = load_groups("turns.role", "sources.title", "turns.unidentified")
    return known.issuperset(named[:-1]) or (len(named) > 1 and named[-1] in spoken)


def _is_numbered_role(words: Sequence[str]) -> bool:
    """Return whether the words are an ordinal or the like and a role: "first officer"."""
    return _is_role(words) and load_terms("turns", "unidentified").issuperset(words[:-1])


def _without(words: Sequence[str], terms: frozenset[str]) -> tuple[str, ...]:
    """Return the words without numbers, and without the listed terms at the start."""
    kept = [word for word in words if not word.isdigit()]
    while kept and kept[0] in terms:
        kept.pop(0)
    return tuple(kept)


def same_speakers(labels: Iterable[Label]) -> dict[tuple[str, ...], int]:
    """Return a number for each speaker, by the words of the speaker's labels.

    "Grey" is Emma Grey unless another labeled speaker has that name. The same is true of "Emma" and
    "EG".
    """
    keys = {label.words: _key(label.words) for label in labels}
    full: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for words, key in keys.items():
        if len(key) > 1:
            first = [key[0]] if key[0] in load_terms("given_names", "any") else []
            for short in (*first, key[-1], "".join(word[0] for word in words)):
                full[short].add(key)
    numbers: dict[tuple[str, ...], int] = {}
    found: dict[tuple[str, ...], int] = {}
    for words, key in keys.items():
        others = full.get(key[0], set()) if len(key) == 1 else set()
        whole = next(iter(others)) if len(others) == 1 else key
        found[words] = numbers.setdefault(whole, len(numbers))
    return found


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a speaker's labels share: the first and last name, without titles and numbers."""
    if _is_role(words):
        return words
    named = _without(words, load_terms("sources", "title")) or words
    return named if len(named) < 2 else (named[0], named[-1])
