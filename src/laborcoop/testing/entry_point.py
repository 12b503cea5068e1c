"""What hypothesis runs when it is imported, so that ``st.from_type(Worker)`` works wherever the library is installed.

hypothesis looks up a class in a table of classes. To fill the table at once, every ``import hypothesis`` would have to
import the whole library. So the records and personal texts of a module are entered when somebody imports that
module, and their strategies are made when somebody asks for one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, get_origin


def _may_hold_records(name: str) -> bool:
    return name.startswith("laborcoop.") and not name.startswith("laborcoop.testing")


def register() -> None:
    """Enter the records of the modules that are imported already, and of the others when they are."""
    for name, module in sorted(sys.modules.items()):
        if _may_hold_records(name):
            _enter(module)
    sys.meta_path.insert(0, _Watch())


class _Watch(MetaPathFinder):
    """Finds a module of the library by the finders that would have found it, and enters its records afterwards."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not _may_hold_records(fullname):
            return None
        # Not by a second watch, which would ask this one: `register` may have run more than once.
        others = (finder for finder in sys.meta_path if not isinstance(finder, _Watch))
        found = (finder.find_spec(fullname, path, target) for finder in others)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and spec.loader is not None:
            # A loader is made for each import: the change is this one's alone.
            vars(spec.loader)["exec_module"] = _then_enter(spec.loader.exec_module)
        return spec


def _then_enter(run: Callable[[ModuleType], None]) -> Callable[[ModuleType], None]:
    def run_and_enter(module: ModuleType) -> None:
        run(module)
        _enter(module)

    return run_and_enter


def _enter(module: ModuleType) -> None:
    # Late, since hypothesis is on its way in when it runs `register`, and the rest would slow it down.
    from hypothesis import strategies as st

    from laborcoop.testing.classes import own_ids, own_personal, own_records

    for kind in (*own_records(module), *own_personal(module)):
        st.register_type_strategy(kind, _strategy)
    for ids in own_ids(module):
        st.register_type_strategy(ids, _strategy)  # type: ignore[arg-type]  # hypothesis takes them, its types do not say


def _strategy(kind: Any) -> Any:  # noqa: ANN401 - as hypothesis hands it over
    from laborcoop.testing.by_class import records

    return records(get_origin(kind) or kind)
