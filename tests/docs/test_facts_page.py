"""What the page of facts names is in the library."""

from __future__ import annotations

import importlib
import pkgutil
import re
import runpy
from collections import defaultdict
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

import laborcoop
from laborcoop.packs import china_with_regions

PAGE: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "fact_pages.py"))
NAMES = sorted({name for fact in PAGE["shown_facts"]() for name in re.findall(r"`([^`]+)`", fact.carries)})


@pytest.fixture(scope="module")
def library() -> dict[str, list[object]]:
    """What the modules of the library define, by its bare name, and the parameters of the book."""
    found: defaultdict[str, list[object]] = defaultdict(list)
    for module in pkgutil.walk_packages(laborcoop.__path__, "laborcoop."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if not name.startswith("_"):
                found[name].append(value)
    for parameter in china_with_regions().parameters:
        found[parameter.name].append(parameter)
    return found


def _has(thing: object, path: list[str]) -> bool:
    try:
        return not path or attrgetter(".".join(path))(thing) is not None
    except AttributeError:
        return False


@pytest.mark.parametrize("name", NAMES)
def test_what_carries_a_fact_is_in_the_library(library: dict[str, list[object]], name: str) -> None:
    first, *path = re.sub(r"\(.*\)$", "", name).split(".")
    assert any(_has(thing, path) for thing in library[first])
