"""Whom planned convoys leave out: no seat of theirs is open to them, so that nobody loses the one that was promised."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from laborcoop.journey import Reason
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.planning.case import Case


@frozen(kw_only=True)
class NotCarried(Record):
    """Somebody whom the coaches planned for some convoys cannot carry, and why; other convoys stay open.

    As one of ``Case.records`` it keeps the seats of those convoys for those who were given them.
    """

    worker: WorkerId
    convoys: frozenset[ConvoyId]
    reasons: tuple[Reason, ...] = field()


def without(case: Case, convoys: Iterable[ConvoyId]) -> tuple[Record, ...]:
    """The records of a case without what was said of some convoys, which are planned anew."""
    anew = frozenset(convoys)
    kept: list[Record] = []
    for record in case.records:
        if not isinstance(record, NotCarried):
            kept.append(record)
        elif record.convoys - anew:
            kept.append(evolve(record, convoys=record.convoys - anew))
    return tuple(kept)
