"""What several tests of the allocation share: the brute force, which is a benchmark of its own."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]


@pytest.fixture
def interrupts() -> Iterator[None]:
    """An interrupt raises KeyboardInterrupt, also where the tests were started in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


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
