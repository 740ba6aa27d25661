"""Decides and checks what a run will do before any article is read: columns, parts, manifest."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import starmap
from pathlib import Path
from typing import Final

import msgspec

from scoring.calibration.profile import load_profiles, to_json
from scoring.model.artefact import load_artefact
from scoring.report.options import choose_profile, choose_scorers
from scoring.report.request import Options
from scoring.rules.rules_file import load_rules
from scoring.scorer import Registered, discover
from scoring.types import Value
from scoring.version import VERSION
from service.archive.evidence import LISTS
from service.archive.inputs import open_source
from service.archive.sinks import files_of
from service.archive.values import (
    Column,
    Columns,
    Dialect,
    Job,
    Kind,
    Part,
    Reduce,
    Survey,
    find_column,
    find_columns,
)
from service.problems import Failure
from service.settings import Settings

TEXT: Final = "text"
HTML: Final = "html"
ID: Final = "id"
LANGUAGE: Final = "language"

KEPT: Final = (
    *("title", "outlet", "publication", "section", "author", "byline", "url"),
    *("date", "published", "published_at", "date_published", "datePublished"),
)
"""The columns copied to the output by default: those that a report can group by."""

_FIRST: Final[Mapping[str, Kind]] = {"row": "integer", "id": "string"}
_DOCUMENT: Final[Mapping[str, Kind]] = {
    "language": "string",
    "characters": "integer",
    "words": "integer",
    "sentences": "integer",
    "paragraphs": "integer",
}
_SCORE: Final[Mapping[str, Kind]] = {
    "score": "number",
    "percentile": "number",
    "value": "number",
    "comparison": "string",
    "reason": "string",
}
_LAST: Final[Mapping[str, Kind]] = {
    "warnings": "string",
    "error": "string",
    "error_detail": "string",
    "copydesk": "string",
    "model": "string",
    "profile": "string",
}


def choose(
    available: Collection[str],
    *,
    text: str | None,
    html: str | None,
    id_: str | None,
    keep: Sequence[str] | None,
) -> Columns:
    """Return the columns to read. ``None`` stands for the default name, if there is such a column,
    also in capitals ("Text", "TEXT").

    If one of ``text`` and ``html`` is named, the other is read only if it is named too.

    Raises ``Failure`` for a named column that does not exist, or if there is nothing to score.
    """
    if text is None and html is None:
        text, html = find_column(TEXT, available), find_column(HTML, available)
    named = [name for name in (text, html, id_, *(keep or ())) if name is not None]
    missing = [name for name in named if name not in available]
    there_are = f"columns: {', '.join(sorted(available)) or 'none'}"
    if missing:
        raise Failure(f"the input has no column {', '.join(missing)}; {there_are}")
    if text is None and html is None:
        raise Failure(
            f"the input has no column text or html: set --text-column or --html-column; {there_are}"
        )
    return Columns(
        text=text,
        html=html,
        id=id_ or find_column(ID, available),
        language=find_column(LANGUAGE, available),
        kept=find_columns(KEPT, available) if keep is None else tuple(keep),
    )


def output_columns(
    scorers: Mapping[str, Registered], columns: Columns, options: Options
) -> list[Column]:
    """Return the columns of the output, including each scorer's score and metrics under its name.

    Raises ``Failure`` if a copied column has the name of another.
    """
    kinds: dict[str, Kind] = {**_FIRST, **_DOCUMENT}
    for name in choose_scorers(options, scorers):
        kinds |= {f"{name}_{part}": kind for part, kind in _SCORE.items()}
        metrics = scorers[name].scorer.metrics
        kinds |= {f"{name}_{metric.name}": "number" for metric in metrics}
    kinds |= _LAST
    if options.selectors:
        kinds["sha256"] = "string"
    if options.explain:
        kinds["explanations"] = "string"
    if options.prompts:
        kinds["prompts"] = "string"
    if options.templates:
        kinds["templates"] = "string"
    if options.evidence:
        kinds["evidence"] = "evidence"
    own = {*kinds, *(LISTS if options.evidence else ())}
    taken = [name for name in columns.kept if name in own]
    if taken:
        raise Failure(f"the output already has a column {', '.join(taken)}: remove it from --keep")
    names = [*_FIRST, *columns.kept, *(name for name in kinds if name not in _FIRST)]
    return [Column(name=name, kind=kinds.get(name, "string")) for name in names]


FORMAT: Final = 1
"""Version of the format of manifests."""
_PARTS: Final = 10_000
"""Number of parts, each a file in one folder, above which parts get more rows."""
_MOST_ROWS: Final = 1024
"""Maximum number of rows in a part."""


class Manifest(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that the output depends on. ``versions``: of copydesk, model, profile, scorers."""

    format: int
    input: str
    rows: int
    part_rows: int
    columns: Columns
    options: Options
    versions: dict[str, str]


def differences(old: Manifest, new: Manifest) -> list[str]:
    """Return the names of the fields that differ."""
    return [name for name in old.__struct_fields__ if getattr(old, name) != getattr(new, name)]


def part_rows(survey: Survey) -> int:
    """Return the number of rows per part: small, but not so small that there are too many files."""
    steps = 1
    while survey.step * steps < _MOST_ROWS and survey.rows / (survey.step * steps) > _PARTS:
        steps *= 2
    return survey.step * steps


def parts(survey: Survey) -> Iterable[Part]:
    """Yield the parts in order."""
    rows = part_rows(survey)

    def part(number: int, place: int) -> Part:
        first = number * rows
        return Part(number=number, first=first, rows=min(rows, survey.rows - first), place=place)

    return starmap(part, enumerate(survey.places[:: rows // survey.step]))


def fingerprint(value: bytes) -> str:
    """Return a short digest for something that has no version of its own."""
    return hashlib.sha256(value).hexdigest()[:16]


def encode(manifest: Manifest) -> bytes:
    """Return a manifest as JSON."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def decode(content: bytes) -> Manifest | None:
    """Return the manifest in some JSON, or ``None`` if this version does not know its format."""
    try:
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError:
        return None


class Wish(Value, frozen=True, kw_only=True):
    """The user's choices on the command line. ``None`` stands for the default."""

    source: Path
    out: Path
    text_column: str | None = None
    html_column: str | None = None
    id_column: str | None = None
    keep: tuple[str, ...] | None = None
    options: Options = Options(evidence=False)
    dialect: Dialect = Dialect()
    reduce: Reduce | None = None
    """What a scored row is reduced to before it is written; by default, nothing is left out."""


class Plan(Value, frozen=True, kw_only=True):
    """A run: the job for the workers, its parts, and the output."""

    out: Path
    job: Job
    manifest: Manifest
    survey: Survey
    output: Sequence[Column]
    dialect: Dialect

    @property
    def files(self) -> list[Path]:
        """The files to write: the output, after a separate table of evidence if there is one."""
        return files_of(self.out, evidence=self.job.options.evidence)

    @property
    def parts(self) -> list[Part]:
        """All parts in order."""
        return list(parts(self.survey))


def parts_folder(out: Path) -> Path:
    """Return the folder of an unfinished run."""
    return out.with_name(out.name + ".parts").resolve()


def make_plan(wish: Wish, settings: Settings) -> Plan:
    """Read the input once, for its rows and its digest, and determine everything else.

    Raises ``Failure`` or another ``CopydeskError`` if the run is not possible, or ``OSError``.
    """
    source = open_source(wish.source)
    columns = choose(
        source.columns(),
        text=wish.text_column,
        html=wish.html_column,
        id_=wish.id_column,
        keep=wish.keep,
    )
    options, versions = _options(wish, settings)
    output = output_columns(discover(), columns, options)
    survey = source.survey()
    return Plan(
        out=wish.out,
        job=Job(
            source=wish.source.resolve(),
            folder=parts_folder(wish.out),
            columns=columns,
            options=options,
            settings=settings,
            reduce=wish.reduce,
        ),
        manifest=Manifest(
            format=FORMAT,
            input=survey.digest,
            rows=survey.rows,
            part_rows=part_rows(survey),
            columns=columns,
            options=options,
            versions=versions,
        ),
        survey=survey,
        output=output,
        dialect=wish.dialect,
    )


def _options(wish: Wish, settings: Settings) -> tuple[Options, dict[str, str]]:
    """Return the checked options, and the versions of everything that the scores depend on."""
    scorers = discover()
    profiles = load_profiles(settings.profiles, scorers)
    profile = choose_profile(wish.options, profiles)
    names = choose_scorers(wish.options, scorers)
    versions = {
        "copydesk": VERSION,
        "model": load_artefact(settings.model).version,
        "profile": f"{profile.label} {fingerprint(to_json(profile))}",
        "longest": str(settings.max_characters),
        **_rules_version(wish.options, settings, profiles),
        **({"rows": wish.reduce.__module__} if wish.reduce else {}),
        **{f"scorer {name}": scorers[name].scorer.version for name in names},
    }
    return msgspec.structs.replace(wish.options, scorers=names), versions


def _rules_version(
    options: Options, settings: Settings, profiles: Collection[str]
) -> dict[str, str]:
    """Return a digest of the house rules if they are asked. Raises ``BadRules``."""
    load_rules(settings.rules, profiles)  # before a worker finds that they cannot be used
    if not options.prompts:
        return {}
    return {"rules": fingerprint(settings.rules.read_bytes()) if settings.rules else "default"}
