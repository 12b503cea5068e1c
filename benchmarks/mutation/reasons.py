"""Why no test can notice a mutant, as equivalent.toml says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path


def reasons(group: str) -> Mapping[str, str]:
    """The reasons given for a group, by change or by function."""
    given: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "equivalent.toml").read_text("utf-8"))
    return given.get(group, {})


def reason(change: str, given: Mapping[str, str]) -> str:
    """The reason given for a change, or for all that survives in its function; empty where none is."""
    return given.get(change) or given.get(change.partition(":")[0], "")
