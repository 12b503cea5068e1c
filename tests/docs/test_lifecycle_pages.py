"""The page of the lifecycles shows every lifecycle of the library and every step of each, in both languages."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import laborcoop
from laborcoop.kernel.lifecycle import Lifecycle

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGES = {"en": "lifecycles.md", "zh": "lifecycles.zh-CN.md"}


def lifecycles() -> list[Lifecycle]:  # type: ignore[type-arg]  # of any status
    """Every lifecycle that a module of the library defines."""
    modules = (importlib.import_module(found.name) for found in pkgutil.walk_packages(laborcoop.__path__, "laborcoop."))
    found = {id(value): value for module in modules for value in vars(module).values() if isinstance(value, Lifecycle)}
    return list(found.values())


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_every_lifecycle_is_on_the_page_with_each_of_its_steps(locale: str) -> None:
    sections = (REFERENCE / PAGES[locale]).read_text("utf-8").split("\n## ")[1:]
    shown = {section.splitlines()[0].lower(): section for section in sections}
    known = lifecycles()
    assert len(known) == 9
    assert set(shown) == {getattr(lifecycle.of, locale).lower() for lifecycle in known}
    for lifecycle in known:
        section = shown[getattr(lifecycle.of, locale).lower()]
        drawn = set(re.findall(r"^    ([A-Z_]+) --> ([A-Z_]+)$", section, re.MULTILINE))
        assert drawn == {(a.name, b.name) for a, after in lifecycle.table.items() for b in after}
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| ") and "`" in line] == [
            status.value for status in lifecycle.table
        ]
