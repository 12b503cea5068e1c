"""What every value of the domain is: a frozen record whose copies and pickles are built, and so checked, anew.

attrs restores a pickled or copied object without its validators and without ``__attrs_post_init__``. A record goes
through its constructor instead: whoever holds one holds a right one, wherever it came from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import fields


class Record:
    """The base of the domain's frozen attrs classes.

    Raises:
        InvalidValue: on copying or unpickling, what the constructor raises.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Copy and pickle by what the constructor takes."""
        return build, (type(self), arguments(self))


def arguments(record: Any) -> dict[str, object]:  # noqa: ANN401 - any attrs instance
    """What the constructor took, by the names that it takes."""
    return {attribute.alias: getattr(record, attribute.name) for attribute in fields(type(record)) if attribute.init}


def build(kind: Callable[..., object], given: dict[str, object]) -> object:
    """A record of this class from what its constructor takes."""
    return kind(**given)
