"""What is computed once for an article agrees with its meaning, and ends with the article."""

import unicodedata

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.attributions.linking import weigh_links
from scoring.doc_attributes import READING
from scoring.engine import Engine
from scoring.model.artefact import load_artefact
from scoring.model.sentences import _after_closing, _closing
from scoring.pipeline import Pipeline
from scoring.report.request import ScoreRequest
from scoring.speakers.names import UNMARKED, fold
from scoring.types import Article

ARTICLES = [
    "“We had no choice,” said Nora Whitfield, who chairs the council.\n\n“None,” she said. 🎉 "
    "Omar Haddad, a welder, told the paper that he would not return its calls.\n",
    "Zoe\u0308 Holt said: “C\u0327a va.” 👩‍👩‍👧 The mayor, Ana Rui\u0301z, declined to comment.\n"
    "\u200b\n \u00a0\nHOLT SAID SO.",
    "\n\n  A\n",
    "SALA (Reuters) - İnci Kaya said on Monday (“again”) that it was 3 p.m. The port paid.",
]
WORDS = st.one_of(
    st.sampled_from(
        [".", "!", "?", "”", ")", "(", "$", "U.S.", "p.m", "a.m.", "Inc", "🎉", "❤", "-"]
    ),
    st.sampled_from(["The", "Prosecutors", "Monday", "He", "said", "eBay", "de", "Blasio", "3"]),
    st.text(min_size=1, max_size=6),
)


@pytest.mark.parametrize("text", ARTICLES)
def test_places_are_those_of_the_tokens(pipeline: Pipeline, text: str) -> None:
    """Paragraphs, sentences and lower case, also with signs of several code points."""
    reading = READING.of(pipeline.parse(Article(text=text)).doc)
    tokens = reading.tokens
    assert tokens.paragraph_starts == [start for start, _ in tokens.paragraphs]
    assert reading.start_places == np.flatnonzero(reading.starts).tolist()
    assert tokens.lower == [word.lower() for word in tokens.words]
    assert len(tokens.lower) == len(tokens.spans) == len(reading.starts)


@pytest.mark.parametrize("explain", [False, True])
def test_an_article_does_not_depend_on_those_before_it(engine: Engine, *, explain: bool) -> None:
    """What is kept between articles changes nothing: each is read twice, in another order."""

    def read(text: str) -> bytes:
        return msgspec.json.encode(
            engine.score(ScoreRequest(text=text, language="en", explain=explain))
        )

    first = [read(text) for text in ARTICLES]
    assert [read(text) for text in reversed(ARTICLES)] == first[::-1]


@given(
    st.one_of(st.text(max_size=8), st.sampled_from(["O’Néill", "ﬁne", "Straße", "ABC", "don't"]))
)
def test_words_of_plain_letters_are_folded_like_all_others(word: str) -> None:
    """Lower case, without accents, apostrophes and periods."""
    apart = unicodedata.normalize("NFKD", word.lower().translate(UNMARKED))
    assert fold(word) == "".join(letter for letter in apart if not unicodedata.combining(letter))


@given(st.lists(WORDS, min_size=2, max_size=8))
def test_only_a_closing_word_closes_a_sentence(words: list[str]) -> None:
    """Words after all others need not be asked about."""
    closing = _closing(words)
    for i in range(1, len(words)):
        assert words[i - 1] in closing or not _after_closing(words, i)


def test_cues_between_are_those_that_begin_between(pipeline: Pipeline, seed_text: str) -> None:
    """By their definition, for each piece and all cues; and no clue is given twice."""
    reading = READING.of(pipeline.parse(Article(text=seed_text)).doc)
    links = weigh_links(reading, load_artefact().tables)
    assert links is not None
    asked, cues = links.candidates, links.cues
    numbers = range(len(cues))
    for piece, content in enumerate(links.contents):
        found = asked._between(content, numbers)
        for number, cue in enumerate(cues):
            after = cue.start >= content.start
            low, high = (content.end, cue.start) if after else (cue.end, content.start)
            between = [n for n in numbers if low <= cues[n].start < high and n != number]
            outside = [n for n in between if not reading.quoted[cues[n].start]]
            assert found[number] == (len(between), len(outside))
        candidates = asked.of(piece)
        assert all(len({*one.plain}) == len(one.plain) for one in candidates)
        asked.own(candidates[0].cue)
