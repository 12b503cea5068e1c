"""Whom planned convoys leave out: they come after those carried, so that nobody loses a seat that was promised."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from laborcoop.journey import Reason
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.planning.case import Case


@frozen(kw_only=True)
class NotCarried(Record):
    """Somebody whom the coaches planned for some convoys do not carry.

    As one of ``Case.records`` it lets this person, and the party, have what stays free of seats and beds once everyone
    carried has theirs. ``reasons`` are those of the coaches; empty where there was no post to go to.
    """

    worker: WorkerId
    convoys: frozenset[ConvoyId]
    reasons: tuple[Reason, ...] = ()


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
