"""Find signed quotations: a pull quote, an epigraph or a post, with a line that names its author.

Examples are "“We will not move.” — Ruth Amadi, council leader" and "Our film speaks. — Amaka Obi
(@amakaobi) March 4, 2021". The signed text is the author's own words, with or without quotation
marks. A post is recognized by the handle, anything else by quotation marks around all of it. The
dash is the cue.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from scoring.attributions.quoted_above import CLOSING, Above, Span
from scoring.attributions.transcripts.dialogue import trim
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.speakers.phrases import is_somebody
from scoring.text.quotation import Quotation

MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
DATE: Final = (
    rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
)
TIME: Final = r"(?:,? ?(?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?"
DASH: Final = r"(?P<dash>—|–|―|--?|~)"  # no class: a search then skips to what begins so
HANDLE_OPENS: Final = "(@"
HANDLE: Final = r"\((?P<handle>@\w{1,30})\)"
AUTHOR: Final = rf"(?P<name>[^—–―\n()]{{1,60}}?)[ \u00a0]{HANDLE}[ \u00a0]*"
POST: Final = re.compile(rf"{DASH}[ \u00a0]?{AUTHOR}(?P<date>{DATE}{TIME})?")
"""The line under a post that was copied into a page."""
UNDER: Final = re.compile(
    rf"\s*(?P<name>[^—–―\n()]{{1,60}}?)[ \u00a0]{HANDLE}[ \u00a0]*{DATE}{TIME}\s*$"
)
"""The same line without a dash. It is a paragraph of its own and has a date."""
OVER: Final = re.compile(
    rf"\s*(?P<name>[^—–―\n()]{{1,60}}?)[ \u00a0]{HANDLE}[ \u00a0:]+(?=[^\s,a-z—–―-])"
)
"""The line above a post, where the post follows in the same paragraph."""
PART: Final = r"[^,;:.!?()\[\]—–―\"“”\n]"
SIGNATURE: Final = re.compile(
    rf"{DASH}[ \u00a0]*+(?P<name>{PART}{{1,60}}(?:\.[ \u00a0]?{PART}{{1,40}}){{0,3}})"
    r"(?P<rest>(?:,|[ \u00a0]\()(?:[^\"“”—–―;\n]|(?<=\d)–(?=\d)){0,120}"
    r"|[ \u00a0](?:in|on|at|to|during)[ \u00a0](?:[^—–―;\n~-]|(?<=\w)-(?=\w)){1,120})?"
    r"[.\s*_]*$"
)
"""A dash and a possible name, such as "Gordon G. Chang", up to the end of the paragraph: "— Ruth
Amadi on “The Late Hour.”"."""
ITEM: Final = re.compile(r"[—–―•*-]{1,2}[ \u00a0]*(?=[“\"«])")
"""The dash or bullet of an item in a list of quotations."""
NAMED: Final = re.compile(r"(?P<name>[^,;:(\n]{1,60}?)(?= on \w+ \d|[,;:(]|\s*$)")
DESCRIBED: Final = re.compile(
    r"(?P<name>[^,;:.!?()\n]{1,40}(?:\. ?[^,;:.!?()\n]{1,40}){0,2}), "
    r"(?:[a-z][^.:;!?\"“”\n]{2,100}|(?P<place>[A-Z][\w’'-]+(?: [\w’'-]+){0,3}))"
)
"""A name and a description or a place on a line of their own: "Ruth Amadi, leader of the council",
"Ruth Amadi, Oakdale"."""
BRACKETED: Final = re.compile(
    r"\((?P<name>[^,;:.!?()\n]{1,40}(?:\. ?[^,;:.!?()\n]{1,40}){0,2})"
    r"(?:, (?:[^()\"“”\n]{1,100}))?\)[.\s*_]*$"
)
"""A name in brackets after a quotation: "(Ruth Amadi, the Gazette)"."""
APPOSED: Final = re.compile(
    rf", (?P<name>[A-Z]{PART}{{1,40}}(?:\. ?[A-Z]{PART}{{1,40}})?)(?=,|[.\s*_]*$)"
)
FROM: Final = frozenset(("by", "from", "of"))
"""What leads from a message to its author: "Statement from Ruth Amadi"."""
ENDS: Final = ".?!…"
PHRASE_ENDS: Final = re.compile(r",|\b(?:of|at|in|for|with|from|on|who|to|and)\b")
"""The end of the phrase that says what somebody is: "leader of the council"."""
WORD: Final = re.compile(r"[^\W\d_]+")
SIGNATURE_REACH_CHARACTERS: Final = 260
"""A signature is looked for in this many characters at the end of a paragraph."""
LINK: Final = re.compile(r"(?:https?://|pic\.twitter\.com/|t\.co/)\S*|[@#]\w+|[\s.…]+")
MOST_WORDS: Final = 9
MOST_DESCRIPTION: Final = 14
"""The most words in a signer's name, and in what follows it on the line."""
MOST_NAME: Final = 4
"""The most words in a person's name."""
LEAST_QUOTED: Final = 4
"""The fewest characters of a quotation, with its marks."""


class Signed(NamedTuple):
    """A signed quotation: its signer, its cue, and its content, one span for each paragraph.

    All spans are offsets in characters.
    """

    source: Span
    cue: Span
    content: tuple[Span, ...]

    @property
    def parts(self) -> tuple[Span, ...]:
        """All spans of the attribution, in characters: source, cue and content."""
        return (self.source, self.cue, *self.content)


def find_signed(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]
) -> list[Signed]:
    """Return an article's signed quotations and posts, in order and without overlaps.

    ``paragraphs`` are spans of ``text``. All spans are offsets in characters.
    """
    above = Above(text, paragraphs, quotations)
    found: list[Signed] = []
    free = 0
    for number, paragraph in enumerate(paragraphs):
        for signed in _signed(text, paragraph, number, above):
            if signed.content and min(start for start, _ in signed.parts) >= free:
                found.append(signed)
                free = max(end for _, end in signed.parts)
    return found


def _signed(text: str, paragraph: Span, number: int, above: Above) -> Iterator[Signed]:
    start, end = paragraph
    has_handle = text.find(HANDLE_OPENS, start, end) >= 0
    posts = list(POST.finditer(text, start, end)) if has_handle else []
    if posts:
        yield from _posts(text, start, posts, number, above)
    elif has_handle and (under := UNDER.fullmatch(text, start, end)):
        yield Signed(under.span("name"), under.span("handle"), above.post(number))
    elif has_handle and (over := OVER.match(text, start, end)):
        yield Signed(over.span("name"), over.span("handle"), (trim(text, over.end(), end),))
    else:
        for rule in (_by_dash, _by_brackets, _by_line):
            if signed := rule(text, paragraph, number, above):
                yield signed
                return


def _posts(
    text: str, start: int, posts: Sequence[re.Match[str]], number: int, above: Above
) -> Iterator[Signed]:
    """Yield the posts that end in a paragraph. Each post is signed by the line after it."""
    at = start
    for post in posts:
        body = trim(text, at, post.start())
        content = above.post(number) if body[0] == body[1] and at == start else (body,)
        name = trim(text, *post.span("name"))
        if name[0] < name[1] and not (len(content) == 1 and _links_alone(text, content[0])):
            yield Signed(name, post.span("dash"), content)
        at = post.end()


def _by_dash(text: str, paragraph: Span, number: int, above: Above) -> Signed | None:
    start, end = paragraph
    match = SIGNATURE.search(text, max(start, end - SIGNATURE_REACH_CHARACTERS), end)
    name = _signer(text, match) if match else None
    if not match or name is None:
        return None
    body = trim(text, start, match.start())
    if body[0] == body[1] or text[slice(*body)] == ">":
        content = above.quoted(number)
    else:
        item = ITEM.match(text, *body)
        body = trim(text, item.end(), body[1]) if item else body
        content = (body,) if above.is_quoted(body) else ()
    return Signed(name, match.span("dash"), content) if content else None


def _by_brackets(text: str, paragraph: Span, number: int, above: Above) -> Signed | None:
    """Return the quotation that a person's name in brackets signs.

    The quotation is a sentence, because a title has a year or a singer in brackets.
    """
    start, end = paragraph
    match = BRACKETED.search(text, max(start, end - SIGNATURE_REACH_CHARACTERS), end)
    if not match or not _is_person(match["name"].split()):
        return None
    body = trim(text, start, match.start())
    own = (body,) if above.is_quoted(body) else ()
    content = above.quoted(number) if body[0] == body[1] else own
    if not content or content[-1][1] - content[-1][0] < LEAST_QUOTED:
        return None
    last = content[-1][1] - 1
    if text[last] not in CLOSING or text[last - 1] not in ENDS:
        return None
    return _by_closing_mark(match.span("name"), content)


def _by_closing_mark(name: Span, content: tuple[Span, ...]) -> Signed:
    """Return a quotation whose closing mark is the cue, in place of a dash."""
    first, last = content[-1]
    return Signed(name, (last - 1, last), (*content[:-1], (first, last - 1)))


def _signer(text: str, match: re.Match[str]) -> Span | None:
    """Return the span of the signer's name, or ``None`` if no name follows the dash."""
    start, end = trim(text, *match.span("name"))
    words = text[start:end].split()
    if len(words) > 2 and words[0].lower() in load_terms("signatures", "message"):
        if words[1] not in FROM:
            return None
        start = text.index(f" {words[1]} ", start, end) + len(words[1]) + 2
        words = words[2:]
    after = load_terms("signatures", "circumstance")
    if after.isdisjoint(words[1:]) and (apposed := _apposed(text, match, words)):
        return apposed
    kept = next((i for i, word in enumerate(words) if i and word in after), len(words))
    is_placed = match["rest"] and match["rest"][0].isspace() and match["rest"][1].isalpha()
    if is_placed and not (words and words[0][0].isupper() and words[kept - 1][0].isupper()):
        return None  # "— the largest parrot that was found in a cave"
    if kept < len(words):
        end = start + len(text[start:end].split(f" {words[kept]} ", 1)[0].rstrip())
    elif len((match["rest"] or "").split()) > MOST_DESCRIPTION:
        return None
    return (start, end) if _is_signer(words[:kept]) else None


def _apposed(text: str, match: re.Match[str], words: Sequence[str]) -> Span | None:
    """Return the name after a description, or ``None``: "the band's drummer, Ruth Amadi"."""
    name = APPOSED.match(text, match.end("name"), match.end())
    told = any(word[0].islower() for word in words) and not any(
        word.lower() in load_terms("signatures", "not_a_signer") for word in words[:1]
    )
    return name.span("name") if name and told and _is_person(name["name"].split()) else None


def _is_signer(words: Sequence[str]) -> bool:
    inside = load_groups("turns.inside", "sources.particle")
    if not 0 < len(words) <= MOST_WORDS:
        return False
    name = " ".join(words).lower().rstrip(".")
    if is_withheld(name):
        return True
    first = words[0].lower().rstrip(".,")
    if first in load_terms("signatures", "not_a_signer") or name in load_terms(
        "signatures", "agency"
    ):
        return False
    if first in ("a", "an", "the"):
        return len(words) > 1
    if words[0][0].isupper() and all(word[0].isupper() or word in inside for word in words):
        return True
    # "council leader Ruth Amadi", "Legal expert Ruth Amadi"
    return words[0][0].isalpha() and len(words) > 2 and all(w[0].isupper() for w in words[-2:])


def is_withheld(name: str) -> bool:
    """Return whether a newspaper leaves out the signer's name: "Name withheld"."""
    return name.lower().rstrip(".") in load_terms("signatures", "withheld")


def _by_line(text: str, paragraph: Span, number: int, above: Above) -> Signed | None:
    """Return the quotation that a line without a dash signs.

    Examples of such lines are "Posted by …" and "Ruth Amadi, council leader".
    """
    start, end = trim(text, *paragraph)
    if end - start > SIGNATURE_REACH_CHARACTERS:
        return None
    verb = _verb().match(text, start, end)
    if verb:
        name = NAMED.match(text, verb.end(), end)
        content = above.quoted(number)
        # The source of a chart or a table does not sign the text above it.
        sure = verb["verb"][-1] != ":" or above.is_block(number)
        if name and content and (_is_signer if sure else _is_person)(name["name"].split()):
            return Signed(name.span("name"), verb.span("verb"), content)
        return None
    described = DESCRIBED.fullmatch(text, start, end)
    content = above.quoted(number) if described else ()
    place = ((described and described["place"]) or "").lower()
    is_signed = not place or place not in load_terms("signatures", "agency")
    if described and content and is_signed and _is_described(described):
        if text[content[-1][1] - 1] not in CLOSING:
            return None
        return _by_closing_mark(described.span("name"), content)
    return None


def _is_person(words: Sequence[str]) -> bool:
    return len(words) > 1 and (
        words[0].lower() in load_terms("given_names", "any")
        or words[0].rstrip(".").lower() in load_terms("sources", "title")
    )


def _is_described(line: re.Match[str]) -> bool:
    """Return whether a line names a person: by a given name, a title, or what the person is."""
    words = line["name"].split()
    noun = WORD.findall(PHRASE_ENDS.split(line[0][len(line["name"]) + 2 :], maxsplit=1)[0])[-1:]
    named = 1 < len(words) <= MOST_NAME and all(word[0].isupper() for word in words)
    return _is_person(words) or (named and not line["place"] and any(map(is_somebody, noun)))


@cache
def _verb() -> re.Pattern[str]:
    terms = "|".join(sorted(map(re.escape, load_terms("signatures", "signs"))))
    return re.compile(rf"(?P<verb>{terms})\s+(?=\w)", re.IGNORECASE)


def _links_alone(text: str, span: Span) -> bool:
    return not LINK.sub("", text[slice(*span)])
