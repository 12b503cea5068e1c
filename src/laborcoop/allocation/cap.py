"""A limit on a set of applicants over a set of places: at most, or at least, so many."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from laborcoop.allocation.checks import plain
from laborcoop.errors import InvalidValue
from laborcoop.kernel.text import Text


def _ids(names: Iterable[str]) -> frozenset[str]:
    given: Iterable[object] = [names] if isinstance(names, str) else names
    try:
        return frozenset(plain(name) for name in given)
    except TypeError:
        raise InvalidValue(
            Text("限额的申请人和去处应为编号的集合", "the applicants and places of a cap must be sets of ids")
        ) from None


@frozen
class Cap:
    """Between ``least`` and ``most`` of these applicants, counted by size, at these places together.

    A quota of a county, the seats of a train that several routes share, a floor for an employer's region: sets may
    overlap in any way. ``most=None`` sets no upper limit. The name appears in every explanation and every conflict.

    Raises:
        InvalidValue: ``applicants`` or ``places`` is not a set of ids.
    """

    name: str
    applicants: frozenset[str] = field(converter=_ids, repr=lambda ids: f"<{len(ids)} ids>")
    places: frozenset[str] = field(converter=_ids, repr=lambda ids: f"<{len(ids)} ids>")
    least: int = 0
    most: int | None = None
