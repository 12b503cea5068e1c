"""Cells whose formula came to nothing: it has failed, or was never calculated.

A reader gives both as empty, and a row of them would be no row at all: what the cell shows is put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from laborcoop.errors import InvalidValue
from laborcoop.kernel.text import Text

Corner = tuple[int, int]
"""A cell as (row, column), both from 0."""

UNCALCULATED = "#VALUE!"
"""Stands in a cell whose formula was never calculated, as an error does."""

ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", UNCALCULATED, "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
"""What a formula shows that has failed."""

_ERROR = re.compile("|".join(map(re.escape, sorted(ERRORS))))

Failed = Mapping[Corner, str]
"""The cells of a sheet whose formula came to nothing, each with what stands in its place: one of `ERRORS`."""


def error_in(written: str) -> str:
    """The error that a text names: `UNCALCULATED` where it names none, as it does in a program of its own errors.

    >>> error_in(" #N/A "), error_in("Err:502")
    ('#N/A', '#VALUE!')
    """
    found = _ERROR.search(written)
    return found[0] if found else UNCALCULATED


def failed_cells(failed: Mapping[Corner, str], uncalculated: Iterable[Corner]) -> Failed:
    """The cells of a sheet in its order, of those that have failed, with what they say, and those without a value."""
    together = {**dict.fromkeys(uncalculated, UNCALCULATED), **{at: error_in(said) for at, said in failed.items()}}
    return dict(sorted(together.items()))


def check_no_error(cell: object) -> None:
    """Refuse what a formula shows that has failed (``#N/A``).

    Raises:
        InvalidValue: the cell holds it.
    """
    if isinstance(cell, str) and cell.strip().upper() in ERRORS:
        raise InvalidValue(
            Text(
                "这里是公式出错的结果（如 #N/A），应填写内容本身",
                "this is what a formula shows that has failed (#N/A): write what it was to give",
            )
        )
