"""What several tests need: the loaded pipeline and engine, once."""

from pathlib import Path

import pytest

from scoring.engine import Engine
from scoring.pipeline import Pipeline
from scoring.story import Story
from scoring.types import Article

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.load()


@pytest.fixture(scope="session")
def pipeline(engine: Engine) -> Pipeline:
    return engine.pipeline


@pytest.fixture(scope="session")
def seed_text() -> str:
    return (SEEDS / "article.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def seed(pipeline: Pipeline, seed_text: str) -> Story:
    return pipeline.parse(Article(text=seed_text))
