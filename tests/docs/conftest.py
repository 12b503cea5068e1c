"""The scripts of ``docs``, which import one another by their bare names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="session")
def script() -> Iterator[Callable[[str], ModuleType]]:
    """Imports a script of ``docs`` by its name."""
    sys.path.insert(0, str(DOCS))
    yield import_module
    sys.path.remove(str(DOCS))
