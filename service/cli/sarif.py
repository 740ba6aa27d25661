"""Prompts as a SARIF log (OASIS Static Analysis Results Interchange Format 2.1.0).

Columns are in Unicode code points. What the rules file dismisses is there as a suppressed result,
with its reason; entries that dismiss nothing are notifications about the tool's configuration.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import msgspec

from scoring.types import Piece
from scoring.version import VERSION
from service.articles import STANDARD_INPUT
from service.cli.check_formats import Checked, Found, Unused
from service.cli.places import Place

if TYPE_CHECKING:
    from scoring.rules.rule import Rule, RuleSettings

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"


def to_sarif(
    checked: Sequence[Checked],
    unused: Sequence[Unused],
    rules: "Mapping[str, Rule]",
    settings: "Mapping[str, RuleSettings]",
) -> str:
    """Return one log with one run."""
    order = {name: number for number, name in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "copydesk",
                "version": VERSION,
                "rules": [_rule(rule, settings[name]) for name, rule in rules.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolConfigurationNotifications": [_notification(one) for one in unused],
            }
        ],
        "results": [_result(one.file, found, order) for one in checked for found in one.found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log)).decode() + "\n"


def _rule(rule: "Rule", settings: "RuleSettings") -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.description},
        "help": {"text": f"{rule.description} Asked for by {rule.source}."},
        "defaultConfiguration": {"enabled": settings.on, "level": settings.severity},
    }


def _result(file: str, found: Found, order: Mapping[str, int]) -> dict[str, Any]:
    prompt = found.prompt
    result: dict[str, Any] = {
        "ruleId": prompt.rule,
        "ruleIndex": order[prompt.rule],
        "level": prompt.severity,
        "message": {"text": f"{prompt.message}. Settled by: {prompt.settled_by}."},
        "locations": [_location(file, found.place, prompt.spans[0])],
    }
    if found.dismissed is not None:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": found.dismissed}
        ]
    return result


def _location(file: str, place: Place, piece: Piece) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(file)},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
                "snippet": {"text": piece.text},
            },
        }
    }


def _uri(file: str) -> str:
    if file == STANDARD_INPUT:
        return "stdin"
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(PurePath(file).as_posix())


def _notification(unused: Unused) -> dict[str, Any]:
    text = f"[[ignore]] {unused.entry} ({unused.ignore.rule}) dismisses nothing in these articles"
    return {"level": "note", "message": {"text": text}}
