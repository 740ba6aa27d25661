"""Scores articles with an engine that is loaded once, when it is first needed."""

from collections.abc import Sequence
from threading import Lock

from scoring.engine import Engine
from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from scoring.types import OffsetUnit

_LOADING = Lock()
_engines: list[Engine] = []
"""The default engine, once it is loaded."""


def default_engine() -> Engine:
    """Return the engine that ``score`` uses: the packaged model and profiles, and all scorers.

    The first call loads it, which takes about a second. It then uses some 300 MB until the process
    ends. Safe to call from several threads.

    Raises ``BadArtefact``, ``BadProfile``, or ``BadScorer`` if an installed plugin is broken.
    """
    with _LOADING:
        if not _engines:
            _engines.append(Engine.load())
        return _engines[0]


def score(  # noqa: PLR0913 - one for each option of a request
    text: str,
    *,
    html: bool = False,
    title: str | None = None,
    id: str | None = None,  # noqa: A002 - the field's name in the report
    revision: str | None = None,
    language: str | None = None,
    scorers: Sequence[str] | None = None,
    profile: str = "default",
    evidence: bool = True,
    offsets: OffsetUnit = "codepoint",
    min_confidence: float = 0.0,
    selectors: bool = False,
    explain: bool = False,
    prompts: bool = False,
    templates: bool = False,
) -> Report:
    """Score one English news article and return its report.

    ``text``: the article as plain text, with paragraphs separated by line breaks, and at most
    200,000 characters. With ``html=True`` it is HTML, and the extracted text is in
    ``report.document.text``. ``title``, ``id`` and ``revision`` are not scored; the report repeats
    the last two.

    ``language``: a BCP 47 tag such as ``"en-US"``; detected if absent. ``scorers``: names of the
    scorers to run, or ``None`` for all. ``profile``: the calibration profile that converts values
    to scores. ``evidence=False`` leaves the evidence out of the report.

    ``offsets``: the unit of every ``start`` and ``end`` in the evidence: ``"codepoint"``, which
    indexes a Python string; ``"utf16"`` for JavaScript; ``"utf8"`` for bytes. Ends are exclusive.
    ``min_confidence``, 0 to 1: attributions and hedges below it are left out and not counted.
    ``selectors=True`` adds a W3C TextQuoteSelector to each piece of evidence. ``explain=True`` adds
    ``report.explanations``: what decided each finding, by which clues, and what lost.
    ``prompts=True`` adds ``report.prompts``: what the house rules want an editor to look at.
    ``templates=True`` adds ``report.templates``: the report's sentences with their values apart,
    for translation.

    In the report, ``score`` and ``percentile`` are 0 to 100, and ``value`` has the unit in
    ``unit``. An undefined one is ``None`` and has a ``reason``. ``comparison`` says in a sentence
    how the article compares with the profile's reference articles, ``typical`` is their middle
    half, and ``advice`` says what to look at.

    Raises ``UnreadableText`` if the text contains no word, ``UnsupportedLanguage`` if it is not
    English, ``TextTooLong``, ``UnknownScorer``, ``UnknownProfile``, ``InvalidField`` for an option
    of the wrong type or out of bounds, and the exceptions of ``default_engine``.
    """
    return default_engine().score(
        ScoreRequest(
            text=None if html else text,
            html=text if html else None,
            title=title,
            id=id,
            revision=revision,
            language=language,
            scorers=None if scorers is None else list(scorers),
            profile=profile,
            evidence=evidence,
            offsets=offsets,
            min_confidence=min_confidence,
            selectors=selectors,
            explain=explain,
            prompts=prompts,
            templates=templates,
        )
    )
