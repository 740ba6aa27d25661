"""The version. It is set only here; pyproject.toml reads it."""

VERSION = "0.2.0"
