"""Thousands of sources in one article: the same answers as by going through all, in little time."""

import gc
import random
import sys
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_speakers import PlainCast, PlainMentions, PlainNamings

from scoring.doc_attributes import READING
from scoring.model.decoding import Reading, Tagged
from scoring.pipeline import Pipeline
from scoring.speakers import he_or_she, people, resolver
from scoring.speakers.clues import labels_in
from scoring.speakers.names import Name
from scoring.speakers.namings import FILED, TRIED, Namings
from scoring.speakers.resolver import Resolver
from scoring.text.quotation import find_quotations

FIRST = "Ana Omar Lena Tom A. Ruth Maria".split()
LAST = "Ruiz Aziz Holt Okafor Smith Adler Kim".split()
WHO = (
    "{name}",
    "{last}",
    "Mayor {name}",
    "Sen. {last}",
    "{name}, the harbour commissioner, who",
    "the senator",
    "the mayor",
    "the commissioner",
    "an official",
    "the official",
    "a spokeswoman",
    "critics",
    "officials",
    "the woman",
    "he",
    "she",
    "they",
    "it",
    "I",
    "we",
    "{name} and {other}",
    "the ministry",
    "Holt Systems",
    "the company",
    "a report",
    "two residents, who",
)
SAID = ("said", "told reporters", "warned", "wrote", "thought")
WHAT = ("the pier would open in May", "nobody had been asked", "it was too late")


def article(chance: random.Random, sentences: int) -> str:
    """Sources of every kind, after one another."""
    made = []
    for _ in range(sentences):
        names = {
            "name": f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            "other": f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            "last": chance.choice(LAST),
        }
        who = chance.choice(WHO).format(**names)
        sentence = f"{who} {chance.choice(SAID)} that {chance.choice(WHAT)}"
        joint = chance.choice((". ", ". ", ", and ", ".\n"))
        made.append((sentence[0].upper() + sentence[1:] if joint != ", and " else sentence) + joint)
    return "".join(made)


def spans(chance: random.Random, count: int) -> list[tuple[int, int]]:
    """Any phrases at all as sources, in order."""
    starts = sorted({chance.randrange(count) for _ in range(count // 4)})
    return [(start, min(count, start + chance.choice((1, 1, 2, 3, 5)))) for start in starts]


def described(reading: Reading, sources: list[tuple[int, int]]) -> list[Any]:
    """Each source's speaker by number, with all that is known of them."""
    drafts = Resolver(reading).resolve(sources)
    numbers = {id(draft): number for number, draft in enumerate(dict.fromkeys(drafts))}
    return [(numbers[id(d)], d.type, d.name, d.description, d.head, d.last) for d in drafts]


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    with monkeypatch.context() as patched:
        patched.setattr(resolver, "Cast", PlainCast)
        patched.setattr(he_or_she, "Mentions", PlainMentions)
        patched.setattr(people, "Namings", PlainNamings)
        yield patched


@pytest.mark.parametrize("number", range(40))
def test_the_indexes_change_no_answer(
    pipeline: Pipeline, plain: pytest.MonkeyPatch, number: int
) -> None:
    """Every source goes to the speaker that going through all of them finds."""
    chance = random.Random(number)
    doc = pipeline.nlp(article(chance, sentences=60))
    reading: Reading = READING.of(doc)
    tagged = [(t.start, t.end) for t in reading.roles if t.label == "SOURCE"]
    sources = [tagged, spans(chance, len(reading.tokens.words))]
    by_going_through_all = [described(reading, some) for some in sources]
    plain.undo()
    assert [described(reading, some) for some in sources] == by_going_through_all


NAMES = st.builds(
    Name,
    st.lists(st.sampled_from("a b bob robert van aziz".split()), min_size=1, max_size=FILED).map(
        tuple
    ),
    suffix=st.sampled_from(["", "", "jr"]),
    nickname=st.sampled_from(["", "", "dee"]),
)
MENTIONS = st.tuples(NAMES, st.integers(0, 200), st.booleans())


@given(st.lists(MENTIONS, max_size=TRIED, unique_by=lambda m: m[1]))
def test_a_name_goes_to_the_nearest_it_fits(mentions: list[tuple[Name, int, bool]]) -> None:
    """Filed or gone through, the same person, up to as many mentions as are gone through."""
    filed: Namings[int] = Namings()
    plain = PlainNamings()
    for number, (name, at, titled) in enumerate(sorted(mentions, key=lambda m: -len(m[0].names))):
        found = filed.find(name, at, titled=titled)
        assert found == plain.find(name, at, titled=titled)
        assert filed.bearers(name) == plain.bearers(name)
        if found is None:
            filed.new(name, number, at)
            plain.new(name, number, at)


LENGTHS = st.tuples(st.integers(0, 3), st.integers(1, 3), st.sampled_from(["PERSON", "DATE"]))


@given(st.lists(LENGTHS, max_size=20), st.integers(0, 60), st.integers(1, 9))
def test_a_source_has_the_names_in_it(
    lengths: list[tuple[int, int, str]], start: int, length: int
) -> None:
    """Looked up or gone through, the same labels."""
    entities: list[Tagged] = []
    for gap, size, label in lengths:
        begin = gap + (entities[-1].end if entities else 0)
        entities.append(Tagged(label, begin, begin + size, 1.0))
    end = start + length
    through = {e.label for e in entities if e.start < end and e.end > start}
    assert labels_in(entities, start, end) == through


def test_thousands_of_names_are_looked_up() -> None:
    """Going through them all for each of as many sources would take an hour."""
    entities = [Tagged("PERSON", 2 * n, 2 * n + 1, 1.0) for n in range(100_000)]
    began = time.thread_time()
    assert sum(len(labels_in(entities, 2 * n, 2 * n + 2)) for n in range(100_000)) == 100_000
    assert time.thread_time() - began < 5


def repeat(sentence: str, length: int) -> str:
    return "".join(sentence.format(number) for number in range(length // len(sentence)))


def calls(pipeline: Pipeline, sentence: str, length: int) -> int:
    """Return how many functions are called to find who said what in such a text."""
    doc = pipeline.nlp(repeat(sentence, length))
    component = pipeline.nlp.get_pipe("copydesk_attributions")
    count = 0

    def called(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    component(doc)  # what is made once is made now
    sys.setprofile(called)
    try:
        component(doc)
    finally:
        sys.setprofile(None)
    return count


def seconds(pipeline: Pipeline, sentence: str, length: int) -> float:
    """Return what it takes to find who said what in a text of nothing but such sentences.

    The processor's seconds, without the model's: what else runs on the machine does not count. Nor
    does the garbage collector, whose passes go through all that other tests have left alive.
    """
    doc = pipeline.nlp(repeat(sentence, length))
    component = pipeline.nlp.get_pipe("copydesk_attributions")
    took = []
    for _ in range(3):
        gc.collect()
        gc.disable()
        try:
            began = time.thread_time()
            component(doc)
            took.append(time.thread_time() - began)
        finally:
            gc.enable()
    return min(took)


MANY = pytest.mark.parametrize(
    "sentence",
    [
        "An official said that it would be late now, perhaps. ",
        "Ana B{0} said it was late and she said it rained. ",
        "He said so. ",
        "Sen. A{0} B{0} said so, the senator said. ",
        "Bank B{0} Systems said it was late, and the bank said it rained. ",
    ],
    ids=["anonymous", "many names", "short", "titles", "bodies"],
)


@MANY
def test_the_work_grows_with_the_sources(pipeline: Pipeline, sentence: str) -> None:
    """Four times the sources take about four times as many calls; by their square, 16 times."""
    assert calls(pipeline, sentence, 12_000) < 8 * calls(pipeline, sentence, 3_000)


@pytest.mark.slow
@MANY
def test_the_time_grows_with_the_sources(pipeline: Pipeline, sentence: str) -> None:
    """Four times the sources take about four times as long; by their square it would be 16."""
    assert seconds(pipeline, sentence, 100_000) < 8 * seconds(pipeline, sentence, 25_000)


def test_marks_that_never_close_take_no_time() -> None:
    """One look for the last closing mark, not one from each opening mark."""
    text = " 'a" * 66_000
    began = time.thread_time()
    assert find_quotations(text, [(0, len(text))]) == []
    assert time.thread_time() - began < 2
