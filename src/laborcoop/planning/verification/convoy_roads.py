"""Between two legs a coach, and whoever goes with it, is on the road from the end of one to the start of the other.

It reads the records alone, and shares no code with what made them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from laborcoop.planning.convoys import PlannedConvoys
    from laborcoop.transfer import Leg


def jumps(planned: PlannedConvoys) -> Iterator[Text]:
    """Whoever would have to be somewhere sooner than the road there allows, where the ways of the plan know it.

    Of each two legs that follow one another one is new; those at one time break a rule (TR-19).
    """
    new = {leg.id for leg in planned.legs}
    runs: dict[tuple[str, str], list[Leg]] = defaultdict(list)
    for leg in (leg for convoy in planned.case.convoys for leg in convoy.legs):
        people = {("driver", str(driver)) for driver in leg.drivers} if leg.mode.is_coach else set()
        people |= {("captain", name) for name in (leg.captain, leg.deputy) if name}
        vehicle = {("vehicle", str(leg.vehicle.id))} if leg.mode.is_coach else set()
        for who in people | vehicle:
            runs[who].append(leg)
    for (_, name), legs in sorted(runs.items()):
        for first, second in pairwise(sorted(legs, key=lambda leg: leg.depart.timestamp())):
            start, end = first.stops[-1], second.stops[0]
            way = None if start.place == end.place else planned.travel.find(start.place, end.place)
            seconds = end.depart.timestamp() - start.arrive.timestamp()
            if way is not None and {first.id, second.id} & new and 0 <= seconds < way.minutes * 60:
                yield Text(
                    "{name} 须于 {depart} 在 {end} 出车（{leg}），而 {arrive} 才到 {start}，其间路程 {minutes} 分钟",
                    "{name} is to be at {end} for {leg} by {depart}, and comes from {start} by way of {minutes} min "
                    "only from {arrive} on",
                ).format(
                    name=name,
                    end=end.place,
                    leg=second.id,
                    depart=end.depart,
                    start=start.place,
                    minutes=way.minutes,
                    arrive=start.arrive,
                )
