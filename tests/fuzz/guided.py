"""Coverage-guided fuzzing by atheris of what reads HTML and text before the model does.

``python -m fuzz.guided html|text [libFuzzer's options]``; libFuzzer prints the counts. Atheris has
wheels for some versions of Python only, so it is no dependency: ``pip install atheris``.
"""

import itertools
import sys
import time
from collections.abc import Callable
from typing import Final

import atheris

with atheris.instrument_imports(include=["scoring"]):
    from scoring.attributions.transcripts.turns import find_turns
    from scoring.errors import InvalidRequest
    from scoring.readability.counting import count
    from scoring.text.html import to_text
    from scoring.text.language import detect
    from scoring.text.quotation import find_quotations
    from scoring.text.tokens import tokenise
    from scoring.text.words import count_words, has_word

SECONDS: Final = 2.0
"""The longest that an input of some kilobytes may take."""


def html(content: str) -> None:
    """HTML becomes text without a tag's trace of white space, or is refused."""
    try:
        text = to_text(content)
    except InvalidRequest:
        return
    assert text == text.strip("\n")
    assert "\n\n\n" not in text


def text(content: str) -> None:
    """Whatever reads text finds what stands in it, in order."""
    tokens = tokenise(content)
    for word, (start, end) in zip(tokens.words, tokens.spans, strict=True):
        assert content[start:end] == word
    quotations = find_quotations(content, tokens.paragraph_spans)
    assert all(one.end <= two.start for one, two in itertools.pairwise(quotations))
    for turn in find_turns(content, tokens.paragraph_spans):
        assert content[slice(*turn.cue)] in (":", ".", "?")
    assert has_word(content) == (count_words(content) > 0)
    assert count([content]).words == count_words(content)
    detect(content)


TARGETS: Final[dict[str, Callable[[str], None]]] = {"html": html, "text": text}


def main() -> None:
    """Fuzz one of the targets until libFuzzer's options say that it is enough."""
    name, *options = sys.argv[1:]
    target = TARGETS[name]

    def one(data: bytes) -> None:
        content = atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(len(data))
        began = time.perf_counter()
        target(content)
        assert time.perf_counter() - began < SECONDS

    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
