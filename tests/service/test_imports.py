"""What processes import: each command its own modules, and none of what the service never calls."""

import io
import subprocess
import sys
from contextlib import redirect_stdout

import pytest

from service.cli import main as cli

SLOW = ("spacy", "onnxruntime", "numpy", "litestar", "matplotlib", "pyarrow")


def brought(script: str, names: tuple[str, ...]) -> str:
    """Return which of the modules a new process has after a script."""
    show = f"; import sys; print(*(n for n in {names} if n in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script + show], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_command_itself_brings_none_of_the_slow_packages() -> None:
    """`copydesk --help` waits for none of them."""
    script = "import service.cli.main; service.cli.main.build_parser()"
    assert brought(script, SLOW) == ""


def test_the_parent_of_the_service_brings_its_own_command_only() -> None:
    """It lives as long as the service, and what it imports is in memory as long."""
    script = "import service.cli.main; service.cli.main.build_parser(only='serve')"
    others = ("service.cli.score", "service.archive", "shtab", "httpcore", "rich")
    assert brought(script, (*SLOW, *others)) == ""


def test_an_engine_brings_none_of_spacys_commands() -> None:
    """They are half of spaCy's import. They can still be called afterwards."""
    load = "from service.engine import load_engine as l; from service.settings import Settings as S"
    commands = ("spacy.cli", "typer", "weasel", "requests", "rich")
    assert brought(f"{load}; l(S())", ("spacy", *commands)) == "spacy"
    called = f"{load}; l(S()); import spacy; assert 'spacy_version' in spacy.info(silent=True)"
    assert brought(called, ("spacy.cli", "typer")) == "spacy.cli typer"


def test_each_command_is_where_the_table_says() -> None:
    for name in cli.COMMANDS:
        with redirect_stdout(io.StringIO()) as printed, pytest.raises(SystemExit):
            cli.build_parser(only=name).parse_args([name, "--help"])
        assert printed.getvalue().startswith(f"usage: copydesk {name} ")
