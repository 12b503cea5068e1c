"""Names of a package that load when they are first used (PEP 562): whoever wants one of them does not load them all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazy(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` of a package.

    No module may have the name of something that the package gives: a module that is imported takes its own name in
    its package, and would hide the other.

    Args:
        package: the package's ``__name__``.
        homes: its modules, each with the names that it gives, divided by spaces.
    """

    def load(name: str) -> object:
        own = sys.modules[package]
        for module, names in homes.items():
            if name in names.split():
                value: object = getattr(import_module(f"{package}.{module}"), name)
                setattr(own, name, value)
                return value
        raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=own)

    return load
