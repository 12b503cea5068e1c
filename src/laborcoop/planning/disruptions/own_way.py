"""What somebody who arrives must know of the own way: every leg and every bed in their order, and where the work is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache

from attrs import field, frozen

from laborcoop.kernel.days import day_text
from laborcoop.kernel.ids import EmployerId, LegId, LodgingId, PlaceId, PostId, RoomId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.notice import People
from laborcoop.planning.names import Names, at_clock, leg_text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.retention import Stay
from laborcoop.transfer import Handover, Leg, Ride
from laborcoop.transfer.route import first_night
from laborcoop.transfer.train_numbers import told_of_ride

_SMALL_HOURS = time(3)


@frozen
class _Boarding:
    """A leg that somebody boards, as that person must know it; ``means`` is what it is, with the numbers of a train."""

    at: datetime
    place: PlaceId
    leg: LegId
    means: Text
    vehicle: str
    seat: str
    # Whoever is aboard is told of the leg still; when it comes is told by what follows.
    until: datetime = field(eq=False)

    def is_over(self, plan: ReturnPlan) -> bool:
        """Whether somebody has got off it."""
        return plan.log.is_past(self.until)

    def text(self, names: Names) -> Text:
        """The sentence of it; what is known by its train number needs no vehicle."""
        return (_BY_COACH if self.vehicle else _BY_TRAIN).format(
            at=at_clock(self.at),
            place=names.place(self.place),
            means=self.means,
            vehicle=self.vehicle,
            seat=self.seat,
        )


_BY_TRAIN = Text("{at} 在 {place} 乘坐{means}，座位 {seat}", "{at}: from {place} by {means}, seat {seat}")
_BY_COACH = Text(
    "{at} 在 {place} 乘坐{means}（车辆 {vehicle}），座位 {seat}",
    "{at}: from {place} by {means} (vehicle {vehicle}), seat {seat}",
)


@frozen
class Bed:
    """A bed that somebody sleeps in for a night."""

    night: date
    lodging: LodgingId
    room: RoomId
    bed: int

    @classmethod
    def of(cls, night: date, stay: Stay) -> Bed:
        """The bed of a night of a stay."""
        return cls(night, stay.lodging, stay.room, stay.bed)

    def is_over(self, plan: ReturnPlan) -> bool:
        """Whether the night is slept."""
        return plan.log.now is not None and self.night < first_night(plan.log.now)

    def text(self, names: Names) -> Text:
        """The sentence of it."""
        return _SLEEPS.format(
            day=day_text(self.night), lodging=names.lodging(self.lodging), room=self.room, bed=self.bed
        )


_SLEEPS = Text("{day}晚 住 {lodging}，{room} 房 {bed} 床", "{day}, night: {lodging}, room {room}, bed {bed}")


@frozen
class _Work:
    """At whose gate the way ends, and in which of the open posts somebody works there."""

    employer: EmployerId
    post: PostId | None
    handover: Handover = field(eq=False)

    def is_over(self, _: ReturnPlan) -> bool:
        """Whether it is behind somebody: it never is."""
        return False

    def text(self, names: Names) -> Text:
        """The sentence of it: when and at whose gate."""
        gate = _GATE.format(at=at_clock(self.handover.at), employer=names.employer(self.employer))
        return gate if self.post is None else _POST.format(gate=gate, post=names.post(self.post))


_GATE = Text("{at} 到 {employer} 厂门", "{at}: at the gate of {employer}")
_POST = Text("{gate}，岗位：{post}", "{gate}, for work as {post}")

OwnWay = tuple[_Boarding | Bed | _Work, ...]


def own_ways(plan: ReturnPlan, people: People, names: Names) -> dict[WorkerId, OwnWay]:
    """What those of some people who arrive must know: legs and beds as they come, and at last the gate and the work.

    Many ride the same legs between the same stops: what these are is put into words once for all of them.
    """
    legs = plan.legs()
    means = cache(lambda leg, board, alight: _means(legs[leg], board, alight, names.places))
    return {
        worker: (
            *(part for _, part in sorted(_on_the_way(plan, worker, means), key=lambda timed: timed[0])),
            _work(plan, worker),
        )
        for worker in people & plan.handovers.keys()
    }


def _on_the_way(
    plan: ReturnPlan, worker: WorkerId, means: Callable[[LegId, PlaceId, PlaceId], Text]
) -> Iterator[tuple[tuple[datetime, bool], _Boarding | Bed]]:
    """Each leg and each night with when it comes: a night by the small hours in which everybody sleeps."""
    legs, zone = plan.legs(), plan.case.campaign.zone
    for ride in plan.rides_of(worker):
        boarding = _boarding(ride, legs[ride.leg], means(ride.leg, ride.board, ride.alight))
        yield (instant(boarding.at), True), boarding
    for stay in plan.stays_of(worker):
        for night in stay.nights():
            asleep = datetime.combine(night + timedelta(days=1), _SMALL_HOURS, zone)
            yield (instant(asleep), False), Bed.of(night, stay)


def _means(leg: Leg, board: PlaceId, alight: PlaceId, places: Mapping[PlaceId, Text]) -> Text:
    return leg_text(leg, told_of_ride(leg, board, alight, places))


def _boarding(ride: Ride, leg: Leg, means: Text) -> _Boarding:
    return _Boarding(
        at=leg.stops[leg.position(ride.board)].depart,
        place=ride.board,
        leg=leg.id,
        means=means,
        vehicle="" if leg.train else leg.vehicle.id,
        seat=ride.seat,
        until=gets_off(ride, leg),
    )


def _work(plan: ReturnPlan, worker: WorkerId) -> _Work:
    match, handover = plan.matches.get(worker), plan.handovers[worker]
    return _Work(employer=handover.employer, post=None if match is None else match.post, handover=handover)


def gets_off(ride: Ride, leg: Leg) -> datetime:
    """When somebody gets off a leg."""
    return leg.stops[leg.position(ride.alight)].arrive
