"""Where time is short: the changes from one vehicle to the next on one day, and the arrivals before a gate closes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from attrs import frozen

from laborcoop.exchange.page.names import Names
from laborcoop.kernel.ids import LegId, PlaceId
from laborcoop.kernel.moments import elapsed
from laborcoop.kernel.text import Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer import Leg
from laborcoop.transfer.route import nights

_BUFFER = "transfer_buffer"
_TIGHT = timedelta(minutes=10)
"""A convention of this page: a change in less is marked, whether or not a rule asks for more."""


_KINDS = (
    ("coach", Text("换乘客车", "To a coach")),
    ("train", Text("换乘火车", "To a train")),
    ("flight", Text("换乘航班", "To a flight")),
    ("gate", Text("到厂门，关门之前", "At the gate, before it closes")),
)


@frozen(kw_only=True)
class Connection:
    """People who leave one vehicle and board the next on the same day, or who reach a gate before it closes.

    ``onward`` is None at a gate; ``until`` is then when it closes. ``need`` is the time that the case asks for, where
    it asks for one.
    """

    arriving: Leg
    onward: Leg | None
    place: Text
    since: datetime
    until: datetime
    people: int
    need: timedelta | None = None

    @property
    def spare(self) -> timedelta:
        """The time there is."""
        return elapsed(self.since, self.until)

    @property
    def short(self) -> bool:
        """Whether it is less than the case asks for."""
        return self.need is not None and self.spare < self.need

    @property
    def tight(self) -> bool:
        """Whether the page marks it: too short, or less than ten minutes to change in."""
        return self.short or (self.onward is not None and self.spare < _TIGHT)

    @property
    def kind(self) -> str:
        """Onto what one changes: ``coach``, ``train``, ``flight``, or the ``gate``."""
        if self.onward is None:
            return "gate"
        if self.onward.mode.is_coach:
            return "coach"
        return "train" if self.onward.mode.is_rail else "flight"

    def order(self) -> tuple[object, ...]:
        """The shortest first."""
        return self.spare, self.since, self.arriving.id, self.onward.id if self.onward else "", self.place.zh


def connections(plan: ReturnPlan, names: Names) -> tuple[Connection, ...]:
    """Every connection of a day, the shortest first; waits with a night between are none."""
    legs = plan.legs()
    changes: Counter[tuple[LegId, LegId, PlaceId, PlaceId]] = Counter()
    arrivals: Counter[tuple[LegId, PlaceId]] = Counter()
    for taken in map(plan.rides_of, plan.travellers):
        changes.update((here.leg, then.leg, here.alight, then.board) for here, then in pairwise(taken))
        arrivals[taken[-1].leg, taken[-1].alight] += 1
    found = [_change(plan, names, legs, key, people) for key, people in changes.items()]
    found += [_arrival(plan, names, legs, key, people) for key, people in arrivals.items()]
    return tuple(sorted((one for one in found if one is not None), key=Connection.order))


def shortest(found: Sequence[Connection], most: int) -> tuple[tuple[Text, tuple[Connection, ...]], ...]:
    """The shortest of each kind, no more than ``most``; a kind of which there are none is left out."""
    return tuple(
        (title, chosen) for kind, title in _KINDS if (chosen := tuple(one for one in found if one.kind == kind)[:most])
    )


def _change(
    plan: ReturnPlan,
    names: Names,
    legs: Mapping[str, Leg],
    key: tuple[LegId, LegId, PlaceId, PlaceId],
    people: int,
) -> Connection | None:
    here, then = legs[key[0]], legs[key[1]]
    since, until = _moment(here, key[2], names, arrive=True), _moment(then, key[3], names, arrive=False)
    if nights(since, until):
        return None
    need = plan.case.book.context(until.date()).value(_BUFFER) if not then.mode.is_coach else None
    return Connection(
        arriving=here,
        onward=then,
        place=names.place(key[3]),
        since=since,
        until=until,
        people=people,
        need=None if need is None else timedelta(minutes=int(need)),
    )


def _arrival(
    plan: ReturnPlan, names: Names, legs: Mapping[str, Leg], key: tuple[LegId, PlaceId], people: int
) -> Connection | None:
    leg, gate = legs[key[0]], key[1]
    since = _moment(leg, gate, names, arrive=True)
    closing = [
        employer.gate_closes for employer in plan.case.employers if employer.gate == gate and employer.gate_closes
    ]
    if not closing:
        return None
    return Connection(
        arriving=leg,
        onward=None,
        place=names.place(gate),
        since=since,
        until=datetime.combine(since.date(), min(closing), since.tzinfo),
        people=people,
    )


def _moment(leg: Leg, place: PlaceId, names: Names, *, arrive: bool) -> datetime:
    stop = next(stop for stop in leg.stops if stop.place == place)
    return names.local(stop.arrive if arrive else stop.depart)
