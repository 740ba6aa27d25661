"""The sentences of a report with their values apart, for translation."""

import re

from scoring.engine import Engine
from scoring.report.request import ScoreRequest
from scoring.report.template import Template, by_sentence

TEXT = (
    "A senior official said the bridge was not safe. The company may close it, critics warned.\n"
    "Two people familiar with the talks said that the mayor had known for years."
)


def test_a_template_is_filled_with_values_and_templates() -> None:
    articles = Template(
        template="3 in 4 {noun}", values={"noun": Template(template="letters", values={})}
    )
    sentence = Template(
        template="{n} more than {articles}.", values={"n": "2", "articles": articles}
    )
    assert sentence.fill() == "2 more than 3 in 4 letters."
    plain = Template(template="Who says so?", values={})
    assert by_sentence([sentence, None, plain]) == {"2 more than 3 in 4 letters.": sentence}


def test_words_of_the_article_are_not_taken_for_placeholders() -> None:
    """Braces in a quotation stay as they are."""
    assert Template(template="{source} is unnamed", values={"source": "“{x}”"}).fill() == (
        "“{x}” is unnamed"
    )


def test_each_sentence_with_values_has_its_template(engine: Engine) -> None:
    """Comparisons, prompts and warnings; every other sentence is a whole one of the wording."""
    report = engine.score(ScoreRequest(text=TEXT, prompts=True, templates=True))
    assert report.templates
    assert report.prompts
    said = [score.comparison for score in report.scores.values()]
    said += [prompt["message"] for prompt in report.prompts]
    said += [notice.detail for notice in report.warnings]
    for sentence in filter(None, said):
        template = report.templates.get(sentence)
        assert template is not None or not re.search(r"[0-9“]", sentence), sentence
    assert all(template.fill() == sentence for sentence, template in report.templates.items())
    assert report.templates[report.warnings[0].detail].values == {
        "words": str(report.document.words)
    }


def test_there_are_none_unless_they_are_asked_for(engine: Engine) -> None:
    report = engine.score(ScoreRequest(text=TEXT, prompts=True))
    assert report.templates is None
