"""What a run will do, settled and checked before any article is read."""

from collections.abc import Sequence
from pathlib import Path

from scoring.calibration.profile import load_profiles, to_json
from scoring.errors import InvalidRequest, UnknownProfile, UnknownScorer
from scoring.model.artefact import load_artefact
from scoring.scorer import discover
from scoring.types import Value
from scoring.version import VERSION
from service.archive.columns import choose, output_columns
from service.archive.manifest import FORMAT, Manifest, fingerprint, part_rows, parts
from service.archive.sources import JSONL, PARQUET, open_source
from service.archive.values import Column, Job, Options, Part, Survey
from service.commands.failure import Failure
from service.settings import Settings


class Wish(Value, frozen=True, kw_only=True):
    """What the person at the terminal asked for. ``None``: what is usual."""

    source: Path
    out: Path
    text_column: str | None = None
    html_column: str | None = None
    id_column: str | None = None
    keep: tuple[str, ...] | None = None
    scorers: tuple[str, ...] | None = None
    profile: str = "default"
    language: str | None = None
    evidence: bool = False


class Plan(Value, frozen=True, kw_only=True):
    """A run: the job for the workers, its parts, and the output they make."""

    out: Path
    job: Job
    manifest: Manifest
    survey: Survey
    output: Sequence[Column]

    @property
    def parts(self) -> list[Part]:
        """All parts in order."""
        return list(parts(self.survey))


def make_plan(wish: Wish, settings: Settings) -> Plan:
    """Read the input once, for its rows and its digest, and settle the rest.

    Raises ``Failure`` or another ``CopydeskError`` for what cannot be done, ``OSError``.
    """
    if wish.out.suffix.lower() not in (*JSONL, *PARQUET):
        raise Failure(f"{wish.out}: the output is a {', '.join((*JSONL, *PARQUET))} file")
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
            folder=wish.out.with_name(wish.out.name + ".parts").resolve(),
            columns=columns,
            options=options,
            settings=settings,
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
    )


def _options(wish: Wish, settings: Settings) -> tuple[Options, dict[str, str]]:
    """Return the options, checked, and the versions of all that makes the scores."""
    scorers = discover()
    profiles = load_profiles(settings.profiles, scorers)
    if wish.profile not in profiles:
        raise UnknownProfile(wish.profile, sorted(profiles))
    if wish.scorers is not None and not wish.scorers:
        raise InvalidRequest("/scorers", "no scorer asked for")
    names = tuple(dict.fromkeys(wish.scorers or scorers))
    for name in names:
        if name not in scorers:
            raise UnknownScorer("/scorers", name, list(scorers))
    profile = profiles[wish.profile]
    versions = {
        "copydesk": VERSION,
        "model": load_artefact(settings.model).version,
        "profile": f"{profile.label} {fingerprint(to_json(profile))}",
        "longest": str(settings.max_characters),
        **{f"scorer {name}": scorers[name].scorer.version for name in names},
    }
    options = Options(
        scorers=names, profile=wish.profile, language=wish.language, evidence=wish.evidence
    )
    return options, versions
