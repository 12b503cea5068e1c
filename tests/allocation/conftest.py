"""What several tests of the allocation share: the brute force, which is a benchmark of its own."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def oracle() -> ModuleType:
    """The script that draws small problems and solves them by trying everything."""
    spec = spec_from_file_location("brute_force", ROOT / "benchmarks" / "allocation" / "brute_force.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["brute_force"] = module
    spec.loader.exec_module(module)
    return module
