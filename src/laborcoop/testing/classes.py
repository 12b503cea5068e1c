"""Which classes are records of the domain: every one, so that a new class is found without being listed."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, NewType

import laborcoop

if TYPE_CHECKING:
    from laborcoop.kernel.personal import Personal
    from laborcoop.kernel.record import Record

_WITHOUT_RECORDS = ("laborcoop.__main__", "laborcoop.cli", "laborcoop.testing")


def record_classes() -> tuple[type[Record], ...]:
    """Every public record of the library, by module; imports all of its modules."""
    modules = [module.name for module in pkgutil.walk_packages(laborcoop.__path__, "laborcoop.")]
    return tuple(
        kind for name in modules if not name.startswith(_WITHOUT_RECORDS) for kind in own_records(import_module(name))
    )


def own_records(module: ModuleType) -> list[type[Record]]:
    """The public records that a module defines."""
    # Not imported here: modules that it needs may be on their way in, and one that defines a record has imported it.
    base: Any = getattr(sys.modules.get("laborcoop.kernel.record"), "Record", None)
    return [
        value
        for name, value in vars(module).items()
        if base
        and isinstance(value, type)
        and issubclass(value, base)
        and value is not base
        and value.__module__ == module.__name__
        and not name.startswith("_")
    ]


def own_personal(module: ModuleType) -> list[type[Personal]]:
    """The types of personal texts (names, numbers, phones) that a module defines."""
    # As above.
    base: Any = getattr(sys.modules.get("laborcoop.kernel.personal"), "Personal", None)
    values = [value for value in vars(module).values() if isinstance(value, type) and value is not base]
    return [value for value in values if base and issubclass(value, base) and value.__module__ == module.__name__]


def own_ids(module: ModuleType) -> list[NewType]:
    """The types of ids that a module defines."""
    return [
        value for value in vars(module).values() if isinstance(value, NewType) and value.__module__ == module.__name__
    ]
