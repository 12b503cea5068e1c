"""Those who wait and can be told of nothing in time: why they have no place, as if they could be.

A reason that was true once is not for ever: what kept somebody may have fallen free since, or not run any more. So they
are asked again after each event like everybody who waits. Whoever would have a way hears too late of it: it stays
empty, and no larger vehicle helps. The others are told what would keep them.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from laborcoop.journey import Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.again import Again, laid_out
from laborcoop.planning.disruptions.breaks import Look
from laborcoop.planning.disruptions.standing import Left, Standing
from laborcoop.planning.disruptions.turns import told_truly
from laborcoop.planning.room_left import RoomLeft
from laborcoop.planning.seating import seat_requests
from laborcoop.planning.travel import TravelCase

_HOUR = timedelta(hours=1)
_TOO_LATE = frozenset({"seats.departed", "seats.too-late"})


def as_if_in_time(look: Look, again: Again, cut_off: timedelta) -> Again:
    """How those stand who wait, and to whom everything leaves too soon now.

    Whoever was told so before is told so still.

    Args:
        look: the case and how everyone stood.
        again: how people have been planned since, these among them.
        cut_off: how long before their first leg leaves they must know.
    """
    standings = look.scene.standings
    late = {
        worker: had
        for worker, standing in again.standings.items()
        if _is_late(standing.left) and (had := standings[worker].left) is not None and had.reasons
    }
    as_before = {
        # The post may be another one since: those of a party who have one are as many as wait together.
        worker: evolve(again.standings[worker], left=had)
        for worker, had in late.items()
        if had.stage is Stage.SEATS and any(reason.code in _TOO_LATE for reason in had.reasons)
    }
    again = evolve(again, standings={**again.standings, **as_before})
    asking = frozenset(late.keys() - as_before.keys())
    if not asking:
        return again
    told = Left(
        stage=Stage.SEATS,
        reasons=(Reason(code="seats.too-late", text=_HEARD_TOO_LATE.format(hours=f"{cut_off / _HOUR:g}")),),
    )

    def lay(people: frozenset[WorkerId], again: Again) -> TravelCase:
        laid = laid_out(look, people, cut_off, again)
        return evolve(laid, so_far=evolve(laid.so_far, earliest={}, notice={}))

    def without_arriving(more: Again) -> Again:
        late = {
            worker: Standing(match=standing.match, left=told)
            for worker, standing in more.standings.items()
            if standing.is_arriving
        }
        return evolve(more, standings={**more.standings, **late})

    free = lay(asking, again)
    matches = [match for worker in sorted(asking) if (match := again.standings[worker].match) is not None]
    requests = dict(zip(matches, seat_requests(free, matches), strict=True))
    able = RoomLeft(free, asking).open_to(requests)
    heard = {worker: evolve(again.standings[worker], left=told) for worker in sorted(able)}
    again = evolve(again, standings={**again.standings, **heard})
    return told_truly(look, again, asking - able, lay, without_arriving, requests)


def _is_late(left: Left | None) -> bool:
    return left is not None and {reason.code for reason in left.reasons} <= _TOO_LATE


_HEARD_TOO_LATE = Text(
    "空出座位或床位时已来不及通知：候补人员须在首程出发前 {hours} 小时得知",
    "a seat or a bed fell free too late: whoever waits must hear of it {hours} hours before the first leg leaves",
)
