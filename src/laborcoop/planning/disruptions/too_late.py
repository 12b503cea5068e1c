"""Who of those who wait hears too late of a seat that has fallen free: it stays empty, no larger vehicle helps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from attrs import evolve

from laborcoop.journey import Reason, Stage
from laborcoop.kernel.ids import PartyId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.again import Again, laid_out
from laborcoop.planning.disruptions.breaks import Look
from laborcoop.planning.disruptions.standing import Standing
from laborcoop.planning.seating import seat_requests

_HOUR = timedelta(hours=1)


def heard_too_late(
    look: Look, before: Mapping[WorkerId, Standing], again: Again, cut_off: timedelta
) -> dict[WorkerId, Standing]:
    """How those stand who wait for a seat on a full leg, can be told in time of none, and would find one free.

    Args:
        look: the case and how everyone stood.
        before: how those stood for whom every batch leaves too soon now to tell them.
        again: how people have been planned since, these among them.
        cut_off: how long before their first leg leaves they must know.
    """
    waiting = {
        worker: match
        for worker, standing in before.items()
        if any(reason.about for reason in _reasons(standing)) and (match := again.standings[worker].match) is not None
    }
    if not waiting:
        return {}
    laid = laid_out(look, frozenset(waiting), cut_off, again)
    travel = evolve(laid, so_far=evolve(laid.so_far, earliest={}, notice={}))
    parties: dict[WorkerId, PartyId | WorkerId] = {
        worker: travel.registrations[worker].together or worker for worker in waiting
    }
    sizes = Counter(parties.values())
    crowded = {
        parties[request.worker]
        for request in seat_requests(travel, waiting.values())
        if not any(
            all(travel.seats.free(section) >= sizes[parties[request.worker]] for section in route.sections())
            for route in request.routes
        )
    }
    return {worker: _told(before[worker], cut_off) for worker in sorted(waiting) if parties[worker] not in crowded}


def _reasons(standing: Standing) -> tuple[Reason, ...]:
    left = standing.left
    return left.reasons if left is not None and left.stage is Stage.SEATS else ()


def _told(standing: Standing, cut_off: timedelta) -> Standing:
    left = standing.left
    assert left is not None  # noqa: S101 - whoever waits is left out
    others = (reason for reason in left.reasons if not reason.about)
    too_late = Reason(code="seats.too-late", text=_TOO_LATE.format(hours=f"{cut_off / _HOUR:g}"))
    return evolve(standing, left=evolve(left, reasons=(*others, too_late)))


_TOO_LATE = Text(
    "空出座位时已来不及通知：候补人员须在首程出发前 {hours} 小时得知",
    "a seat fell free too late: whoever waits must hear of it {hours} hours before the first leg leaves",
)
