"""The version: this line is the only place where it is set (pyproject.toml reads it)."""

VERSION = "0.2.0"
