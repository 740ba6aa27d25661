"""The engine: loads everything once, then scores articles."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from scoring.calibration.profile import Calibrated, Profile, calibrate, load_profiles
from scoring.intake import MAX_CHARACTERS, take_in
from scoring.pipeline import Pipeline
from scoring.report.comparison import advise, compare
from scoring.report.explain import explain
from scoring.report.options import check, choose_profile, choose_scorers
from scoring.report.render import (
    notices,
    write_document,
    write_evidence,
    write_notices,
    write_prompts,
)
from scoring.report.report import EngineInfo, Report, Score
from scoring.report.request import ScoreRequest
from scoring.report.template import Template, by_sentence
from scoring.rules.rule_book import Asked, RuleBook
from scoring.rules.rules_file import load_rules
from scoring.scorer import Evidence, Measurement, Number, Registered, discover
from scoring.stopping import ShouldContinue, always
from scoring.story import Story, confident
from scoring.types import Article
from scoring.version import VERSION


class Engine:
    """Loaded model, scorers and profiles. ``score`` is safe to call from several threads."""

    def __init__(
        self,
        pipeline: Pipeline,
        scorers: Mapping[str, Registered],
        profiles: Mapping[str, Profile],
        *,
        rules: RuleBook | None = None,
        max_characters: int = MAX_CHARACTERS,
    ) -> None:
        """``rules``: the house rules; by default, the installed ones with their default
        settings.
        """
        self.rules = load_rules() if rules is None else rules
        self.pipeline = pipeline
        self.scorers = scorers
        self.profiles = profiles
        self.max_characters = max_characters

    @classmethod
    def load(  # noqa: PLR0913 - one for each thing that an operator sets
        cls,
        *,
        model: Path | None = None,
        profiles: Path | None = None,
        rules: Path | None = None,
        threads: int = 1,
        cache_bytes: int = 0,
        max_characters: int = MAX_CHARACTERS,
    ) -> "Engine":
        """Load the model, the installed scorers, the profiles and the house rules.

        ``model``: a model folder to use instead of the packaged one; ``profiles``: a folder of
        profiles in addition to the packaged ones; ``rules``: a rules file; ``threads``: CPU threads
        per article; ``cache_bytes``: size of the window cache (0: no cache).

        Raises ``BadArtefact``, ``BadScorer``, ``BadProfile``, ``BadRule`` or ``BadRules``.
        """
        scorers = discover()
        known = load_profiles(profiles, scorers)
        return cls(
            Pipeline.load(model, threads=threads, cache_bytes=cache_bytes),
            scorers,
            known,
            rules=load_rules(rules, known),
            max_characters=max_characters,
        )

    @property
    def model_version(self) -> str:
        """The name and version of the model."""
        return self.pipeline.model_version

    def score(self, request: ScoreRequest, *, should_continue: ShouldContinue = always) -> Report:
        """Score one article unless ``should_continue`` returns false.

        Raises ``InvalidRequest`` (with a JSON pointer to the field), ``TextTooLong``, or
        ``Stopped``.
        """
        check(request)
        names = choose_scorers(request, self.scorers)
        profile = choose_profile(request, self.profiles)
        article = take_in(request, max_characters=self.max_characters)
        with self.pipeline.reading(article, should_continue, explain=request.explain) as story:
            story = confident(story, request.min_confidence)  # noqa: PLW2901  # the rest goes
            found, measured = self._run(story, names)
            calibrated = {
                name: calibrate(profile, name, one.value) for name, one in measured.items()
            }
            compared = {
                name: compare(name, measured[name].value, one, noun=profile.noun)
                for name, one in calibrated.items()
            }
            asked = self.rules.ask(story, request.profile) if request.prompts else None
            warned = notices(story, request.min_confidence)
            said = [*compared.values(), *(asked.templates if asked else ()), *warned.values()]
            return Report(
                id=request.id,
                revision=request.revision,
                language=article.language,
                engine=EngineInfo(version=VERSION, model=self.model_version, profile=profile.label),
                document=write_document(story, digest=request.selectors),
                scores={
                    name: self._score(name, measured[name], calibrated[name], compared[name])
                    for name in names
                },
                evidence=self._evidence(request, story, found),
                warnings=write_notices(warned),
                explanations=explain(story, found.values(), unit=request.offsets)
                if request.explain
                else None,
                prompts=self._prompts(request, story, asked),
                templates=by_sentence(said) if request.templates else None,
            )

    def check(self, request: ScoreRequest) -> tuple[Article, Asked]:
        """Check one article against the house rules without scoring it. Dismissed prompts are
        included.

        Raises the same errors as ``score``.
        """
        check(request)
        profile = choose_profile(request, self.profiles)
        article = take_in(request, max_characters=self.max_characters)
        with self.pipeline.reading(article) as story:
            return article, self.rules.ask(confident(story, request.min_confidence), profile.name)

    def values(self, article: Article) -> dict[str, float | None]:
        """Return every scorer's uncalibrated value for an article."""
        with self.pipeline.reading(article) as story:
            _, measured = self._run(story, self.scorers)
            return {name: measurement.value for name, measurement in measured.items()}

    def _run(
        self, story: Story, names: Iterable[str]
    ) -> tuple[dict[str, Evidence], dict[str, Measurement]]:
        found = {name: self.scorers[name].scorer.find(story) for name in names}
        return found, {
            name: self.scorers[name].scorer.measure(story, evidence)
            for name, evidence in found.items()
        }

    def _score(
        self, name: str, measured: Measurement, calibrated: Calibrated, compared: Template | None
    ) -> Score:
        scorer = self.scorers[name].scorer
        return Score(
            comparison=compared.fill() if compared else None,
            score=calibrated.score,
            typical=calibrated.typical,
            percentile=calibrated.percentile,
            direction=calibrated.direction or scorer.direction,
            value=_rounded(measured.value),
            unit=scorer.unit,
            version=scorer.version,
            metrics={key: _rounded(value) for key, value in measured.metrics.items()},
            advice=advise(name, measured.value, calibrated, measured.metrics),
            reason=measured.reason or calibrated.reason,
        )

    @staticmethod
    def _prompts(
        request: ScoreRequest, story: Story, asked: Asked | None
    ) -> list[dict[str, object]] | None:
        if asked is None:
            return None
        return write_prompts(
            story.article.text,
            asked.prompts,
            unit=request.offsets,
            selectors=request.selectors,
        )

    @staticmethod
    def _evidence(
        request: ScoreRequest, story: Story, found: Mapping[str, Evidence]
    ) -> dict[str, list[dict[str, object]]]:
        if not request.evidence:
            return {}
        return write_evidence(
            story.article.text,
            found.values(),
            unit=request.offsets,
            selectors=request.selectors,
        )


def _rounded(number: Number) -> Number:
    """Round to four decimals; more would be noise."""
    return round(number, 4) if isinstance(number, float) else number
