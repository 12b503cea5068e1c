"""Synthetic programmes, hypothesis strategies and laws, for your own tests (extra: ``laborcoop[testing]``).

The names below load when they are first used: hypothesis looks into this package whenever it is imported.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laborcoop.testing.breakings import BREAKINGS, Breaking
    from laborcoop.testing.by_class import records
    from laborcoop.testing.classes import record_classes
    from laborcoop.testing.programme import Programme, small_case, synthetic_number
    from laborcoop.testing.strategies import programmes
    from laborcoop.testing.whole_cases import broken_cases, cases
else:  # hidden from type checkers, for whom a module with `__getattr__` has every name

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=__import__(__name__))
        try:
            home = import_module(_HOMES[name])
        except ModuleNotFoundError as error:
            if error.name == "hypothesis":
                from laborcoop.errors import MissingExtra  # late: hypothesis looks in here whenever it is imported

                raise MissingExtra("hypothesis", "testing") from error
            raise
        return getattr(home, name)


__all__ = [
    "BREAKINGS",
    "Breaking",
    "Programme",
    "broken_cases",
    "cases",
    "programmes",
    "record_classes",
    "records",
    "small_case",
    "synthetic_number",
]


def __dir__() -> list[str]:
    return __all__


_HOMES = {
    "BREAKINGS": "laborcoop.testing.breakings",
    "Breaking": "laborcoop.testing.breakings",
    "Programme": "laborcoop.testing.programme",
    "broken_cases": "laborcoop.testing.whole_cases",
    "cases": "laborcoop.testing.whole_cases",
    "programmes": "laborcoop.testing.strategies",
    "record_classes": "laborcoop.testing.classes",
    "records": "laborcoop.testing.by_class",
    "small_case": "laborcoop.testing.programme",
    "synthetic_number": "laborcoop.testing.programme",
}
