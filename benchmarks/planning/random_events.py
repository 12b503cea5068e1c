"""What may happen to a plan, drawn at random: each of the twenty disruptions, mostly of who and what is still to go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from attrs import evolve, frozen
from random_people import EMPLOYERS, likely

from laborcoop.kernel.ids import (
    ConvoyId,
    DriverId,
    EmployerId,
    EventId,
    LegId,
    LodgingId,
    PostId,
    RoomId,
    VehicleId,
    WorkerId,
)
from laborcoop.planning import events
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer import Leg, Ride, TrainNumber, Vehicle


def departs(leg: Leg, ride: Ride) -> datetime:
    """When a ride begins."""
    return leg.stops[leg.position(ride.board)].depart


def boarded(plan: ReturnPlan, worker: WorkerId, now: datetime) -> list[Ride]:
    """The rides of somebody that have begun by a moment."""
    legs = plan.legs()
    return [ride for ride in plan.rides if ride.worker == worker and departs(legs[ride.leg], ride) <= now]


@frozen
class Moment:
    """What happens next to a plan at a moment, and under which id."""

    random: Random
    plan: ReturnPlan
    now: datetime
    name: EventId

    def event(self) -> Event:
        """One of the twenty, with legs in its place where something does not run and some are found."""
        kind = self.random.choice(_KINDS)
        return kind(self)

    def made(self, kind: type[Event], **facts: object) -> Event:
        """An event of a kind at this moment."""
        return kind(id=self.name, time=self.now, **facts)  # type: ignore[arg-type] # facts of that kind

    def worker(self, *, under_way: bool = False) -> WorkerId:
        """Somebody: mostly of those who travel, and of those under way where that is asked for."""
        plan = self.plan
        going = [one for one in plan.travellers if plan.handovers[one].at > self.now]
        aboard = [one for one in going if boarded(plan, one, self.now)]
        everyone = [one.id for one in plan.case.workers]
        first = aboard if under_way else going
        return self.random.choice(first if first and likely(self.random, 85) else everyone)

    def leg(self) -> Leg:
        """A leg: mostly one of the next that somebody rides and that have not come to their end."""
        legs = self.plan.legs()
        ahead = {ride.leg for ride in self.plan.rides if legs[ride.leg].arrive > self.now}
        soon = sorted(ahead, key=lambda leg: (legs[leg].depart, leg))[:8]
        every = sorted(legs)
        return legs[self.random.choice(soon if soon and likely(self.random, 85) else every)]

    def ridden_by(self, worker: WorkerId) -> LegId:
        """A leg of somebody's way; of another's where there is none."""
        rides = [ride.leg for ride in self.plan.rides if ride.worker == worker]
        return self.random.choice(rides) if rides else self.leg().id

    def instead(self, leg: Leg) -> tuple[Leg, ...]:
        """Legs put on for one that does not run: none, or one or two that run later or from a later stop on."""
        found = []
        for number in range(self.random.choice((0, 0, 1, 1, 2))):
            least = max(0, int((self.now - leg.depart).total_seconds()) // 60 + 1)
            by = timedelta(minutes=least + self.random.choice((15, 60, 240, 720, 1440)))
            first = self.random.randrange(len(leg.stops) - 1)
            found.append(self._put_on(leg, by, first, f"{self.name}-{number}"))
        return tuple(found)

    def _put_on(self, leg: Leg, by: timedelta, first: int, name: str) -> Leg:
        stops = tuple(
            evolve(
                stop,
                arrive=stop.arrive + by,
                depart=stop.depart + by,
                driver=None if stop.driver is None else DriverId(f"{stop.driver}-{name}"),
                stood=(),
                relieved=frozenset(),
            )
            for stop in leg.stops[first:]
        )
        return evolve(
            leg,
            id=LegId(f"{leg.id}-{name}"),
            vehicle=self.vehicle(leg, f"-{name}"),
            stops=stops,
            captain=f"{leg.captain}-{name}",
            deputy=f"{leg.deputy}-{name}",
        )

    def vehicle(self, leg: Leg, name: str = "-other") -> Vehicle:
        """A vehicle of another number of seats in place of that of a leg."""
        seats = max(1, leg.vehicle.rated + self.random.choice((-2, -1, 0, 0, 1, 4)))
        return evolve(leg.vehicle, id=VehicleId(f"{leg.vehicle.id}{name}"), rated=seats, carriages=())


def _no_show(at: Moment) -> Event:
    worker = at.worker(under_way=True)
    rides = boarded(at.plan, worker, at.now)
    leg = rides[-1].leg if rides and likely(at.random, 80) else at.ridden_by(worker)
    return at.made(events.NoShow, subject=worker, leg=leg)


def _steps_back(at: Moment) -> Event:
    return at.made(events.LateCancel, subject=at.worker())


def _stopped(at: Moment) -> Event:
    return at.made(events.HealthStop, subject=at.worker(under_way=likely(at.random, 50)))


def _hurt(at: Moment) -> Event:
    return at.made(events.InjuryEnRoute, subject=at.worker(under_way=True))


def _missing(at: Moment) -> Event:
    return at.made(events.MissingAtHandover, subject=at.worker(under_way=True))


def _board_elsewhere(at: Moment) -> Event:
    random, case = at.random, at.plan.case
    place = random.choice([stop.place for leg in at.plan.legs().values() for stop in leg.stops])
    convoy = random.choice((None, *(convoy.id for convoy in case.convoys), ConvoyId("B-9")))
    return at.made(events.BoardElsewhere, subject=at.worker(), place=place, convoy=convoy)


def _cancelled(at: Moment) -> Event:
    leg = at.leg()
    return at.made(events.TripCancelled, subject=leg.id, instead=at.instead(leg))


def _delayed(at: Moment) -> Event:
    random = at.random
    minutes = random.choice((1, 15, 45, 120, 400))
    held = tuple(at.leg().id for _ in range(random.choice((0, 0, 1, 2))))
    standing = random.choice((0, 0, minutes // 2, minutes))
    return at.made(events.TripDelayed, subject=at.leg().id, minutes=minutes, standing=standing, held_legs=held)


def _renumbered(at: Moment) -> Event:
    return at.made(events.TripRenumbered, subject=at.leg().id, train=TrainNumber.parse("G1234"))


def _breaks_down(at: Moment) -> Event:
    leg, minutes = at.leg(), at.random.choice((0, 30, 90))
    if likely(at.random, 40):
        replacement = at.vehicle(leg)
        return at.made(events.VehicleBreakdown, subject=leg.id, replacement=replacement, minutes=minutes)
    return at.made(events.VehicleBreakdown, subject=leg.id, minutes=minutes, instead=at.instead(leg))


def _swapped(at: Moment) -> Event:
    leg = at.leg()
    return at.made(events.VehicleSwap, subject=leg.id, vehicle=at.vehicle(leg))


def _over_hours(at: Moment) -> Event:
    leg = at.leg()
    driver = at.random.choice([*sorted(leg.drivers), DriverId("nobody")])
    relief = at.random.choice((None, DriverId(f"relief-{at.name}")))
    return at.made(events.DriverOverHours, subject=driver, leg=leg.id, relief=relief)


def _skipped(at: Moment) -> Event:
    leg = at.leg()
    return at.made(events.StopSkipped, subject=leg.id, place=at.random.choice(leg.stops).place)


def _room_closed(at: Moment) -> Event:
    random = at.random
    slept = sorted({(stay.room, stay.lodging) for stay in at.plan.stays})
    every = [(room.id, lodging.id) for lodging in at.plan.case.lodgings for room in lodging.rooms]
    room, lodging = random.choice(slept or every or [(RoomId("men-0"), LodgingId("z-home"))])
    until = random.choice((None, at.now.date() + timedelta(days=1), at.now.date() + timedelta(days=2)))
    return at.made(events.RoomOutOfService, subject=room, lodging=lodging, until=until)


def _post(at: Moment) -> PostId:
    posts = [match.post for match in at.plan.matches.values() if match.post]
    return at.random.choice(posts or [post.id for post in at.plan.case.posts])


def _withdrawn(at: Moment) -> Event:
    return at.made(events.PostWithdrawn, subject=_post(at), openings_left=at.random.randint(0, 2))


def _differs(at: Moment) -> Event:
    return at.made(events.ContractDiffersFromOffer, subject=_post(at))


def _suspended(at: Moment) -> Event:
    return at.made(events.EmployerSuspended, subject=EmployerId(f"E-{at.random.randint(1, EMPLOYERS)}"))


def _duplicate(at: Moment) -> Event:
    return at.made(events.DuplicateIdentity, subject=at.worker(), same_as=at.worker())


def _ticket(at: Moment) -> Event:
    worker = at.worker()
    reissued = likely(at.random, 30)
    return at.made(events.TicketMismatch, subject=worker, leg=at.ridden_by(worker), reissued=reissued)


def _refuses(at: Moment) -> Event:
    takes_other = likely(at.random, 50)
    return at.made(events.WorkerRefuses, subject=at.worker(), takes_other=takes_other)


_KINDS: tuple[Callable[[Moment], Event], ...] = (
    _no_show,
    _steps_back,
    _stopped,
    _hurt,
    _missing,
    *(_board_elsewhere,) * 3,
    *(_cancelled,) * 4,
    *(_delayed,) * 4,
    _renumbered,
    *(_breaks_down,) * 3,
    *(_swapped,) * 3,
    *(_over_hours,) * 2,
    *(_skipped,) * 2,
    *(_room_closed,) * 3,
    _withdrawn,
    _differs,
    _suspended,
    _duplicate,
    *(_ticket,) * 2,
    *(_refuses,) * 2,
)
"""How each kind is drawn, the more often the more it moves."""
