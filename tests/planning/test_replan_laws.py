"""Whatever happens to a small programme, and in whatever order: nobody is lost, and what has happened stays."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from laborcoop.journey import Journey
from laborcoop.kernel.ids import (
    ConvoyId,
    DriverId,
    EmployerId,
    EventId,
    LegId,
    LodgingId,
    PlaceId,
    PostId,
    RoomId,
    VehicleId,
    WorkerId,
)
from laborcoop.planning import events
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.reconciliation import reconcile
from laborcoop.planning.replan import replan
from laborcoop.planning.review import review
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, programmes, small_case
from laborcoop.transfer import TrainNumber, TransportMode, Vehicle

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2023, 2, 3, 6, tzinfo=ZONE)
WORKERS = st.integers(0, 8).map(lambda number: WorkerId(f"W-{number:03}"))
LEGS = st.sampled_from(
    [
        LegId(name + batch)
        for batch in ("", "-2")
        for name in ("feeder", "evening", "morning", "train", "direct", "to-home", "to-gates")
    ]
    + [LegId("no-such-leg")]
)
PLACES = st.sampled_from([PlaceId(name) for name in ("V-1", "V-2", "K-park", "K-hotel", "G-1", "nowhere")])
SEATS = st.integers(3, 12)
MINUTES = st.sampled_from([5, 20, 45, 90, 300])


def boarded(plan: ReturnPlan, worker: WorkerId, now: datetime) -> list[tuple[str, str]]:
    """The legs that a plan has had somebody board by a moment, and where."""
    legs = plan.legs()
    stops = {(leg.id, stop.place): stop.depart for leg in legs.values() for stop in leg.stops}
    return [(ride.leg, ride.board) for ride in plan.rides_of(worker) if stops[ride.leg, ride.board] <= now]


class Disruptions(RuleBasedStateMachine):
    """A plan to which one thing happens after the other."""

    first: ReturnPlan
    plan: ReturnPlan

    @initialize(programme=programmes())
    def start(self, programme: Programme) -> None:
        """A plan for two batches."""
        self.first = self.plan = plan_return(small_case(evolve(programme, batches=2)))
        self.taken: list[Event] = []
        self.given = 0
        self.now = START

    def happens(self, kind: type, after: int, /, **facts: object) -> None:
        """An event some minutes after the last one; boarded people stay boarded, hand-overs stand."""
        self.given += 1
        self.now += timedelta(minutes=after)
        event: Event = kind(id=EventId(f"event-{self.given:02}"), time=self.now, **facts)
        before = self.plan
        change = replan(before, [event], cut_off=timedelta(hours=1))
        self.plan = change.plan
        assert change.plan.checked is not None
        assert change.plan.findings == change.plan.checked + review(change.plan)
        if change.findings:
            assert change.plan.log == evolve(before.log, lists=change.plan.log.lists)
            assert {finding.subject for finding in change.findings} == {event.id}
            return
        self.taken.append(event)
        named = event.subject
        for worker in (one.id for one in before.case.workers):
            was = boarded(before, worker, self.now)
            if not (kind is events.NoShow and worker == named):
                assert boarded(self.plan, worker, self.now)[: len(was)] == was
            handover = before.handovers.get(worker)
            if handover is not None and handover.at <= self.now and worker != named:
                assert self.plan.handovers[worker] == handover
        assert set(change.left_out) == set(before.handovers) - set(self.plan.handovers)
        assert all(change.left_out.values())

    @rule(worker=WORKERS, leg=LEGS, minutes=MINUTES)
    def no_show(self, worker: WorkerId, leg: LegId, minutes: int) -> None:
        """Somebody does not come."""
        self.happens(events.NoShow, minutes, subject=worker, leg=leg)

    @rule(kind=st.sampled_from([events.LateCancel, events.HealthStop]), worker=WORKERS, minutes=MINUTES)
    def steps_back(self, kind: type, worker: WorkerId, minutes: int) -> None:
        """Somebody steps back, or is stopped."""
        self.happens(kind, minutes, subject=worker)

    @rule(kind=st.sampled_from([events.InjuryEnRoute, events.MissingAtHandover]), worker=WORKERS, minutes=MINUTES)
    def falls_out(self, kind: type, worker: WorkerId, minutes: int) -> None:
        """Somebody under way does not arrive."""
        self.happens(kind, minutes, subject=worker)

    @rule(worker=WORKERS, place=PLACES, convoy=st.sampled_from([None, "B-1", "B-2", "B-9"]), minutes=MINUTES)
    def board_elsewhere(self, worker: WorkerId, place: PlaceId, convoy: ConvoyId | None, minutes: int) -> None:
        """Somebody boards elsewhere."""
        self.happens(events.BoardElsewhere, minutes, subject=worker, place=place, convoy=convoy)

    @rule(leg=LEGS, minutes=MINUTES)
    def cancelled(self, leg: LegId, minutes: int) -> None:
        """A leg does not run."""
        self.happens(events.TripCancelled, minutes, subject=leg)

    @rule(leg=LEGS, held=st.lists(LEGS, max_size=2), by=st.integers(1, 120), minutes=MINUTES)
    def delayed(self, leg: LegId, held: list[LegId], by: int, minutes: int) -> None:
        """A leg runs late."""
        self.happens(events.TripDelayed, minutes, subject=leg, minutes=by, held_legs=tuple(held))

    @rule(leg=LEGS, minutes=MINUTES)
    def renumbered(self, leg: LegId, minutes: int) -> None:
        """A train runs under another number."""
        self.happens(events.TripRenumbered, minutes, subject=leg, train=TrainNumber.parse("G1234"))

    @rule(leg=LEGS, seats=st.none() | SEATS, late=st.sampled_from([0, 30]), minutes=MINUTES)
    def breaks_down(self, leg: LegId, seats: int | None, late: int, minutes: int) -> None:
        """A vehicle breaks down."""
        vehicle = None if seats is None else _coach(seats)
        self.happens(events.VehicleBreakdown, minutes, subject=leg, replacement=vehicle, minutes=late)

    @rule(leg=LEGS, seats=SEATS, minutes=MINUTES)
    def swapped(self, leg: LegId, seats: int, minutes: int) -> None:
        """Another vehicle comes."""
        self.happens(events.VehicleSwap, minutes, subject=leg, vehicle=_coach(seats))

    @rule(leg=LEGS, relief=st.sampled_from([None, "relief"]), minutes=MINUTES)
    def over_hours(self, leg: LegId, relief: DriverId | None, minutes: int) -> None:
        """A driver has no hours left."""
        driver = f"{leg}-driver-1" if not leg.endswith("-2") else f"{leg.removesuffix('-2')}-driver-1-2"
        self.happens(events.DriverOverHours, minutes, subject=driver, leg=leg, relief=relief)

    @rule(leg=LEGS, place=PLACES, minutes=MINUTES)
    def skipped(self, leg: LegId, place: PlaceId, minutes: int) -> None:
        """A stop is skipped."""
        self.happens(events.StopSkipped, minutes, subject=leg, place=place)

    @rule(
        room=st.sampled_from(["men-0", "men-1", "women-0", "family-0", "attic"]),
        lodging=st.sampled_from(["hotel", "home"]),
        until=st.none() | st.integers(5, 9).map(lambda day: datetime(2023, 2, day, tzinfo=ZONE).date()),
        minutes=MINUTES,
    )
    def room_closed(self, room: RoomId, lodging: LodgingId, until: object, minutes: int) -> None:
        """A room is out of service."""
        self.happens(events.RoomOutOfService, minutes, subject=room, lodging=lodging, until=until)

    @rule(post=st.sampled_from(["P-1", "P-9"]), left=st.integers(0, 3), minutes=MINUTES)
    def withdrawn(self, post: PostId, left: int, minutes: int) -> None:
        """A post is withdrawn."""
        self.happens(events.PostWithdrawn, minutes, subject=post, openings_left=left)

    @rule(employer=st.sampled_from(["E-1", "E-2", "E-9"]), minutes=MINUTES)
    def suspended(self, employer: EmployerId, minutes: int) -> None:
        """An employer takes nobody else."""
        self.happens(events.EmployerSuspended, minutes, subject=employer)

    @rule(worker=WORKERS, other=WORKERS, minutes=MINUTES)
    def duplicate(self, worker: WorkerId, other: WorkerId, minutes: int) -> None:
        """Two records are one person."""
        self.happens(events.DuplicateIdentity, minutes, subject=worker, same_as=other)

    @rule(worker=WORKERS, leg=LEGS, reissued=st.booleans(), minutes=MINUTES)
    def ticket(self, worker: WorkerId, leg: LegId, reissued: bool, minutes: int) -> None:  # noqa: FBT001 - hypothesis'
        """A ticket does not match."""
        self.happens(events.TicketMismatch, minutes, subject=worker, leg=leg, reissued=reissued)

    @rule(worker=WORKERS, other=st.booleans(), minutes=MINUTES)
    def refuses(self, worker: WorkerId, other: bool, minutes: int) -> None:  # noqa: FBT001 - hypothesis' protocol
        """Somebody does not want the post."""
        self.happens(events.WorkerRefuses, minutes, subject=worker, takes_other=other)

    @rule(post=st.sampled_from(["P-1", "P-9"]), minutes=MINUTES)
    def contract_differs(self, post: PostId, minutes: int) -> None:
        """A contract is not what was offered."""
        self.happens(events.ContractDiffersFromOffer, minutes, subject=post)

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        """Nothing happens for some hours."""
        self.now += timedelta(hours=hours)

    @invariant()
    def everyone_is_accounted_for(self) -> None:
        """Nobody lost, nobody twice, and the sums of every convoy come out."""
        everyone = sorted(worker.id for worker in self.plan.case.workers)
        assert sorted([*self.plan.travellers, *self.plan.unplaced]) == everyone
        for sums in reconcile(self.plan).values():
            assert sums.registered == sums.boarded + sums.no_show + sums.withdrawn + sums.moved
            assert sums.boarded == sums.handed_over + sums.alighted_early + sums.hospital + sums.missing
        listed = frozenset[str]().union(*self.plan.log.lists.values())
        once = [sums.registered - sums.moved for sums in self.plan.reconciliation().values()]
        assert sum(once) == len(listed) or not self.plan.log.lists

    @invariant()
    def no_seat_and_no_bed_is_given_twice(self) -> None:
        """One rider in a seat on a section, one sleeper in a bed in a night."""
        legs = self.plan.legs()
        seats: Counter[tuple[str, str, int]] = Counter()
        for ride in self.plan.rides:
            places = [stop.place for stop in legs[ride.leg].stops]
            span = range(places.index(ride.board), places.index(ride.alight))
            seats.update((ride.leg, ride.seat, section) for section in span)
        beds = Counter(
            (stay.lodging, stay.room, stay.bed, night) for stay in self.plan.stays for night in stay.period.days()
        )
        assert max(seats.values(), default=1) == 1
        assert max(beds.values(), default=1) == 1

    @invariant()
    def what_was_done_adds_up_as_the_convoys_do(self) -> None:
        """Each convoy has a journey for everyone it ever listed, and as many boarded and came to the gate."""
        journeys = [one for one in self.plan.carried_out().records if isinstance(one, Journey)]
        for convoy, sums in self.plan.reconciliation().items():
            own = [one for one in journeys if one.convoy == convoy]
            assert len(own) == sums.registered
            assert sum(one.boarded_at is not None for one in own) == sums.boarded
            assert sum(one.entered_factory_at is not None for one in own) == sums.handed_over

    @invariant()
    def the_plan_is_sound(self) -> None:
        """The independent check finds nothing."""
        assert self.plan.verify() == ()

    def teardown(self) -> None:
        """All events from the first plan, given in any order and twice, make the plan that they made one by one."""
        if hasattr(self, "plan") and self.taken:
            again = replan(self.first, [*reversed(self.taken), *self.taken], cut_off=timedelta(hours=1))
            assert again.plan == self.plan
            assert not again.findings


def _coach(seats: int) -> Vehicle:
    return Vehicle(id=VehicleId(f"other-{seats}"), mode=TransportMode.CHARTER_COACH, rated=seats)


TestDisruptions = Disruptions.TestCase
TestDisruptions.settings = settings(
    max_examples=15,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
