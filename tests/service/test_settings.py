"""Settings come from the environment."""

from pathlib import Path

import pytest

from service.settings import (
    BadSettings,
    Settings,
    cores,
    describe_settings,
    read_settings,
    unknown_variables,
    variable,
)


def test_the_defaults_are_the_contracts() -> None:
    """1 MiB, 200,000 characters, 30 s, this machine only."""
    settings = read_settings({})
    assert settings.host == "127.0.0.1"
    assert settings.max_body_bytes == 1_048_576
    assert settings.max_characters == 200_000
    assert settings.timeout == 30
    assert settings.slots >= 1


def test_every_kind_of_value_is_read() -> None:
    """Text, numbers, folders, and nothing for an empty variable."""
    settings = read_settings(
        {
            "COPYDESK_HOST": "0.0.0.0",
            "COPYDESK_PORT": "9000",
            "COPYDESK_MODEL": "/srv/model",
            "COPYDESK_QUEUE_WAIT": "0.5",
            "COPYDESK_IN_FLIGHT": "3",
            "COPYDESK_TIMEOUT": "",
        }
    )
    assert settings == Settings(
        host="0.0.0.0", port=9000, model=Path("/srv/model"), queue_wait=0.5, in_flight=3
    )
    assert settings.slots == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COPYDESK_PORT", "abc"),
        ("COPYDESK_PORT", "0"),
        ("COPYDESK_WORKERS", "1.5"),
        ("COPYDESK_TIMEOUT", "0"),
        ("COPYDESK_LOG_LEVEL", "loud"),
    ],
)
def test_a_bad_value_is_named(name: str, value: str) -> None:
    """The message has the variable and its value."""
    with pytest.raises(BadSettings, match=f"{name}='{value}'"):
        read_settings({name: value})


def test_all_bad_values_are_named_at_once() -> None:
    """One line for each."""
    with pytest.raises(BadSettings) as error:
        read_settings({"COPYDESK_PORT": "x", "COPYDESK_QUEUE": "-1"})
    assert len(str(error.value).splitlines()) == 2


def test_the_port_that_kubernetes_sets_is_explained() -> None:
    """A service named copydesk gets COPYDESK_PORT=tcp://… from it."""
    with pytest.raises(BadSettings, match="enableServiceLinks"):
        read_settings({"COPYDESK_PORT": "tcp://10.0.0.1:8000"})


def test_a_misspelt_variable_is_noticed() -> None:
    """It would be ignored in silence otherwise."""
    assert unknown_variables({"COPYDESK_PROT": "1", "COPYDESK_PORT": "1", "PATH": ""}) == [
        "COPYDESK_PROT"
    ]


def test_every_setting_is_described() -> None:
    """The help has all of them, with their defaults."""
    text = describe_settings()
    assert all(variable(name) in text for name in Settings.__struct_fields__)
    assert "8000" in text


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("50000 100000", 1), ("100000 100000", 1), ("max 100000", None), ("broken", None)],
)
def test_a_containers_limit_counts(tmp_path: Path, limit: str, expected: int | None) -> None:
    """Half a core is one; without a limit it is what the process may run on."""
    (tmp_path / "cpu.max").write_text(f"{limit}\n")
    assert cores(tmp_path / "cpu.max") == (expected or cores(tmp_path / "none"))
