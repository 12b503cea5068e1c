"""Legs that leave without those who were to change to them: what a dispatcher may yet hold back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise
from math import ceil

from attrs import frozen

from laborcoop.kernel.ids import LegId, WorkerId
from laborcoop.kernel.moments import elapsed
from laborcoop.kernel.record import Record
from laborcoop.planning.plan import ReturnPlan

_MINUTE = timedelta(minutes=1)


@frozen(kw_only=True)
class Missed(Record):
    """A leg that has not left yet, and that people who are left out come too late for: it may yet wait for them.

    ``minutes`` is by how much the last of them comes after it leaves: a `TripDelayed` of the leg by no less, or the leg
    among the ``held_legs`` of the event that made them late, carries on those who have their seats and beds.
    """

    leg: LegId
    minutes: int
    workers: tuple[WorkerId, ...]


def missed_legs(before: ReturnPlan, after: ReturnPlan, left_out: Iterable[WorkerId]) -> tuple[Missed, ...]:
    """The legs that some people rode in one plan, and that leave before they come in the next; by id.

    Each way ends at the first change that is missed, or at the first leg that does not run any more. What runs for
    everybody waits for nobody.
    """
    legs, stopped = after.legs(), after.case.stopped_legs()
    late: dict[LegId, dict[WorkerId, int]] = defaultdict(dict)
    for worker in left_out:
        for here, then in pairwise(before.rides_of(worker)):
            first, second = legs[here.leg], legs[then.leg]
            off, on = first.index(here.alight), second.index(then.board)
            if off is None or on is None or not stopped.isdisjoint((first.id, second.id)):
                break
            leaves = second.stops[on].depart
            minutes = ceil(elapsed(leaves, first.stops[off].arrive) / _MINUTE)
            if minutes > 0:
                if second.mode.is_reserved and not after.log.is_past(leaves):
                    late[second.id][worker] = minutes
                break
    return tuple(
        Missed(leg=leg, minutes=max(people.values()), workers=tuple(sorted(people)))
        for leg, people in sorted(late.items())
    )
