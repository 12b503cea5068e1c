"""Whatever happens to a small programme, and in whatever order: nobody is lost, and what has happened stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from laborcoop.journey import Journey
from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.ids import ConvoyId, DriverId, EventId, LegId, LodgingId, PlaceId, VehicleId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.notice import Audience
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.reconciliation import became
from laborcoop.planning.replan import replan
from laborcoop.planning.review import review
from laborcoop.planning.spring_return import plan_return
from laborcoop.planning.verification.beds import check_beds
from laborcoop.planning.verification.matches import check_matches
from laborcoop.planning.verification.rides import check_rides
from laborcoop.planning.verification.ways import check_ways, ridden
from laborcoop.testing import Programme
from laborcoop.testing.busy import NightCoach, busy_case, busy_programmes, night_coaches
from laborcoop.transfer import Leg, Ride, TrainNumber, TransportMode, Vehicle
from laborcoop.transfer.train_numbers import numbers_on_way

ZONE = ZoneInfo("Asia/Shanghai")
CUT_OFF = timedelta(hours=1)
PICKS = st.integers(0, 11)
"""Which of those that there are: the last is nobody and nothing that the case knows."""
UNKNOWN = 11
PLACES = st.sampled_from([PlaceId(name) for name in ("V-1", "V-2", "V-3", "K-park", "G-1", "nowhere")])
WORK = {
    events.PostWithdrawn: ("P-1", "P-1", "P-9"),
    events.ContractDiffersFromOffer: ("P-1", "P-1", "P-9"),
    events.EmployerSuspended: ("E-1", "E-2", "E-3", "E-9"),
}
SEATS = st.integers(3, 12)
TWENTY_MINUTES, FOUR_HOURS, A_DAY = 4, 48, 288
"""In blocks of five minutes."""
DAYS = [date(2023, 2, day) for day in (6, 7, 9)]
MINUTES = st.sampled_from([5, 20, 90, 300, 600])
STARTS = st.sampled_from(
    [datetime(2023, 2, day, hour, 40, tzinfo=ZONE) for day, hour in ((3, 6), (5, 5), (5, 9), (5, 21), (6, 7), (6, 12))]
)


def departs(leg: Leg, ride: Ride) -> datetime:
    """When a ride begins."""
    return next(stop.depart for stop in leg.stops if stop.place == ride.board)


def boarded(plan: ReturnPlan, worker: WorkerId, now: datetime) -> list[Ride]:
    """The rides that a plan has had somebody board by a moment."""
    legs = plan.legs()
    own = (ride for ride in plan.rides if ride.worker == worker)  # of whoever the case does not have, too
    return [ride for ride in own if departs(legs[ride.leg], ride) <= now]


def nights(plan: ReturnPlan, worker: WorkerId) -> set[tuple[object, ...]]:
    """The nights of somebody, each with its bed."""
    return {
        (night, stay.lodging, stay.room, stay.bed)
        for stay in plan.stays
        if stay.worker == worker
        for night in stay.period.days()
    }


def work(plan: ReturnPlan, worker: WorkerId) -> object:
    """For whom somebody works, in which post; None for those who go along with a worker."""
    match = plan.matches.get(worker)
    return match and (match.employer, match.post)


def has(plan: ReturnPlan, worker: WorkerId) -> object:
    """What the plan gives somebody: rides and seats, nights and beds, employer and post."""
    return plan.rides_of(worker), nights(plan, worker), work(plan, worker)


def way(plan: ReturnPlan, worker: WorkerId) -> object:
    """All that somebody who arrives must know; None for those who do not."""
    if worker not in plan.handovers:
        return None
    legs, handover = plan.legs(), plan.handovers[worker]
    rides = [(ride, departs(legs[ride.leg], ride), legs[ride.leg].train) for ride in plan.rides_of(worker)]
    return rides, nights(plan, worker), work(plan, worker), handover.gate, handover.at


def known_by(leg: Leg, ride: Ride, now: datetime) -> object:
    """The vehicle of a coach that somebody has not left; the numbers of a train, with where each begins."""
    if leg.train is not None:
        return numbers_on_way(leg, ride.board, ride.alight)
    until = next(stop.arrive for stop in leg.stops if stop.place == ride.alight)
    return leg.vehicle.id if until > now else None


def to_do(plan: ReturnPlan, worker: WorkerId, now: datetime) -> object:
    """What somebody who arrives does: when and where to board what, in which seat and bed, to which gate, which work.

    A coach is known by its vehicle until one gets off, a train by the numbers that hold on the way.
    """
    if worker not in plan.handovers:
        return None
    legs = plan.legs()
    rides = [
        (ride.leg, known_by(legs[ride.leg], ride, now), ride.board, departs(legs[ride.leg], ride), ride.seat)
        for ride in plan.rides_of(worker)
    ]
    handover = plan.handovers[worker]
    return rides, nights(plan, worker), work(plan, worker), handover.employer, handover.gate


def goes_along_with(plan: ReturnPlan, happening: Event) -> set[WorkerId]:
    """Those of the party who do no work, where somebody refuses the work at the gate."""
    wishes = {one.worker: one for one in plan.case.registrations}
    if not isinstance(happening, events.WorkerRefuses) or happening.subject not in wishes:
        return set()
    party = wishes[WorkerId(happening.subject)].together
    return {one.worker for one in wishes.values() if party and one.together == party and not one.works}


def riders(plan: ReturnPlan, leg: str) -> set[tuple[WorkerId, PlaceId, PlaceId]]:
    """Who rides a leg, from where to where."""
    return {(ride.worker, ride.board, ride.alight) for ride in plan.rides if ride.leg == leg}


def is_full(plan: ReturnPlan, leg: Leg) -> bool:
    """Whether every seat of a leg is taken on some section."""
    places = [stop.place for stop in leg.stops]
    spans = [range(places.index(board), places.index(alight)) for _, board, alight in riders(plan, leg.id)]
    most = max((sum(section in span for span in spans) for section in range(len(places))), default=0)
    return most >= leg.worker_seats(drivers_count=True)


def too_long_at_the_wheel(plan: ReturnPlan) -> Iterator[str]:
    """Drivers of legs that somebody is still to board who drive too long, counted in blocks of five minutes."""
    now, ridden = plan.log.now, {ride.leg for ride in plan.rides}
    ahead = [leg for leg in plan.legs().values() if leg.id in ridden and (now is None or leg.depart > now)]
    for driver in {driver for leg in ahead for driver in leg.drivers}:
        blocks: set[int] = set()
        for leg in ahead:
            for start, end in pairwise(leg.stops):
                if start.driver == driver:
                    blocks.update(range(int(start.depart.timestamp()) // 300, -(-int(end.arrive.timestamp()) // 300)))
        driven = by_night = rest = day = 0
        for block in range(min(blocks), max(blocks) + 1):
            drives = block in blocks
            rest = 0 if drives else rest + 1
            if rest == TWENTY_MINUTES:
                driven = by_night = 0
            driven += drives
            by_night += drives and not 6 <= datetime.fromtimestamp(block * 300, ZONE).hour < 22
            day += drives - (block - A_DAY in blocks)
            if driven > FOUR_HOURS or by_night > FOUR_HOURS / 2 or day > 2 * FOUR_HOURS:
                yield f"{driver}: {driven}, {by_night}, {day}"


def everyone_is_accounted_for(plan: ReturnPlan) -> None:
    """Nobody lost, nobody twice, and the sums of every convoy come out."""
    everyone = sorted(worker.id for worker in plan.case.workers)
    assert sorted([*plan.travellers, *plan.unplaced]) == everyone
    assert set(plan.travellers).isdisjoint(plan.log.ends)
    sums = plan.reconciliation().values()
    for one in sums:
        assert one.registered == one.boarded + one.no_show + one.withdrawn + one.moved
        assert one.boarded == one.handed_over + one.alighted_early + one.hospital + one.missing
    listed = frozenset[str]().union(*plan.log.lists.values()) & {*(ride.worker for ride in plan.rides), *plan.log.ends}
    assert sum(one.withdrawn for one in sums) <= sum(end.how is EarlyEnd.WITHDRAWN for end in plan.log.ends.values())
    assert sum(one.registered - one.moved for one in sums) == len(listed) or not plan.log.lists
    assert sum(one.handed_over for one in sums) == len(plan.travellers)


BEFORE_BOARDING = {EarlyEnd.NO_SHOW, EarlyEnd.WITHDRAWN, EarlyEnd.MOVED}


def what_was_done_adds_up_as_the_convoys_do(plan: ReturnPlan) -> None:
    """Each convoy has a journey for every worker it ever listed, and as many boarded and came to the gate."""
    journeys = [one for one in plan.carried_out().records if isinstance(one, Journey)]
    works = {one.worker for one in plan.case.registrations if one.works}
    for convoy, ends in became(plan).items():
        own = [one for one in journeys if one.convoy == convoy]
        how = [end for worker, end in ends.items() if worker in works]
        assert len(own) == len(how)
        assert sum(one.boarded_at is not None for one in own) == sum(end not in BEFORE_BOARDING for end in how)
        assert sum(one.entered_factory_at is not None for one in own) == how.count(None)


def nothing_is_given_twice(plan: ReturnPlan) -> None:
    """One rider in a seat on a section, one sleeper in a bed in a night."""
    legs = plan.legs()
    seats: Counter[tuple[str, str, int]] = Counter()
    for ride in plan.rides:
        places = [stop.place for stop in legs[ride.leg].stops]
        span = range(places.index(ride.board), places.index(ride.alight))
        seats.update((ride.leg, ride.seat, section) for section in span)
    beds = Counter((stay.lodging, stay.room, stay.bed, night) for stay in plan.stays for night in stay.period.days())
    assert max(seats.values(), default=1) == 1
    assert max(beds.values(), default=1) == 1


BEING_THERE = (events.HealthStop, events.InjuryEnRoute, events.MissingAtHandover, events.NoShow)
"""Events by which somebody is not where the plan had them."""


def night_begun(plan: ReturnPlan, worker: WorkerId, now: datetime) -> set[tuple[object, ...]]:
    """The night, with its bed, of somebody who has come to the house: until it is over at three in the morning."""
    legs, done = plan.legs(), boarded(plan, worker, now)
    if not done:
        return set()
    came = next(stop for stop in legs[done[-1].leg].stops if stop.place == done[-1].alight)
    houses = {lodging.id: lodging.place for lodging in plan.case.lodgings}
    tonight = (now - timedelta(hours=3, microseconds=1)).date()
    return {
        one
        for one in nights(plan, worker)
        if one[0] == tonight and came.arrive <= now and houses[LodgingId(str(one[1]))] == came.place
    }


class Disruptions(RuleBasedStateMachine):
    """A plan to which one thing happens after the other."""

    first: ReturnPlan
    plan: ReturnPlan

    @initialize(programme=busy_programmes(), night_coach=night_coaches(), start=STARTS)
    def start(self, programme: Programme, night_coach: NightCoach, start: datetime) -> None:
        """A plan for two batches."""
        self.first = self.plan = plan_return(busy_case(programme, night_coach))
        self.taken: list[Event] = []
        self.given = 0
        self.looked_at: ReturnPlan | None = None
        self.now = start
        event(f"night coach: {night_coach.value}")

    def worker(self, pick: int, *, under_way: bool = False) -> WorkerId:
        """One of the people: those who travel come first, or those of them who have boarded and are not there yet."""
        plan = self.plan
        travellers = sorted(
            plan.travellers,
            key=lambda one: bool(boarded(plan, one, self.now) and plan.handovers[one].at > self.now) != under_way,
        )
        everyone = dict.fromkeys((*travellers, *(one.id for one in plan.case.workers)))
        return WorkerId("W-999") if pick == UNKNOWN else list(everyone)[pick % len(everyone)]

    def leg(self, pick: int) -> LegId:
        """One of the legs: those under way or still to be ridden come first, the next one before all."""
        legs = self.plan.legs()
        ridden = {ride.leg for ride in self.plan.rides if legs[ride.leg].arrive > self.now}
        ahead = sorted(ridden, key=lambda leg: (legs[leg].arrive, leg))
        every = list(dict.fromkeys((*ahead[:8], *sorted(legs, key=LegId))))
        return LegId("no-such-leg") if pick == UNKNOWN else LegId(every[pick % len(every)])

    def ridden_by(self, worker: WorkerId, pick: int) -> LegId:
        """One of the legs that somebody rides; the next of all where there is none."""
        rides = [ride for ride in self.plan.rides if ride.worker == worker]
        return rides[pick % len(rides)].leg if rides else self.leg(pick)

    def happens(self, kind: type, after: int, /, **facts: object) -> None:
        """An event some minutes after the last one; what has happened stands, and all is told that must be."""
        self.given += 1
        self.now += timedelta(minutes=after)
        happening: Event = kind(id=EventId(f"event-{self.given:02}"), time=self.now, **facts)
        before = self.plan
        change = replan(before, [happening], cut_off=CUT_OFF)
        self.plan = change.plan
        assert change.plan.checked is not None
        assert change.plan.findings == change.plan.checked + review(change.plan)
        if change.findings:
            assert change.plan.log == evolve(before.log, lists=change.plan.log.lists)
            assert {finding.subject for finding in change.findings} == {happening.id}
            assert all(way(before, one) == way(change.plan, one) for one in before.handovers)
            event(f"refused: {kind.__name__}")
            return
        self.taken.append(happening)
        event(f"taken: {kind.__name__}")
        self.what_has_happened_stands(before, happening)
        self.whoever_is_in_bed_stays_there(before, happening)
        self.others_keep_theirs(before)
        self.all_is_told(before, change)
        self.tally(before)

    def what_has_happened_stands(self, before: ReturnPlan, happening: Event) -> None:
        """Boarded people stay boarded, in their seats; nights are slept, and hand-overs stand."""
        leaving = {happening.subject, *goes_along_with(before, happening)}
        slept = (self.now - timedelta(hours=27, microseconds=1)).date()  # at three o'clock itself it is not over
        for leg_id, leg in before.legs().items():
            left = [(stop.place, stop.depart) for stop in leg.stops if stop.depart <= self.now]
            assert left == [(stop.place, stop.depart) for stop in self.plan.legs()[leg_id].stops][: len(left)]
        for worker in (one.id for one in before.case.workers):
            was, now = boarded(before, worker, self.now), boarded(self.plan, worker, self.now)
            if not (isinstance(happening, events.NoShow) and worker == happening.subject):
                assert [(ride.leg, ride.board) for ride in now[: len(was)]] == [(ride.leg, ride.board) for ride in was]
                for old, new in zip(was, now, strict=False):
                    unchanged = before.legs()[old.leg] == self.plan.legs()[old.leg]
                    assert old == new or not unchanged
                assert {one for one in nights(before, worker) if one[0] <= slept} <= nights(self.plan, worker)  # type: ignore[operator] # a day
            handover = before.handovers.get(worker)
            if handover is not None and handover.at <= self.now and worker not in leaving:
                assert self.plan.handovers[worker] == handover

    def whoever_is_in_bed_stays_there(self, before: ReturnPlan, happening: Event) -> None:
        """A night that has begun is slept in its bed, but for those who go on before it is over or cannot stay."""
        legs = self.plan.legs()
        for worker in (one.id for one in before.case.workers):
            if worker == happening.subject and isinstance(happening, BEING_THERE):
                continue
            for night in night_begun(before, worker, self.now) - nights(self.plan, worker):
                small_hours = datetime.combine(night[0], time(3), ZONE) + timedelta(days=1)  # type: ignore[arg-type] # a day
                ahead = [departs(legs[ride.leg], ride) for ride in self.plan.rides_of(worker)]
                goes_on = any(self.now < depart < small_hours for depart in ahead)
                closed = isinstance(happening, events.RoomOutOfService) and happening.subject == night[2]
                event("goes on in the evening" if goes_on else "cannot stay in the room")
                assert goes_on or closed

    def others_keep_theirs(self, before: ReturnPlan) -> None:
        """Where nothing of the plan is broken nobody moves but those who waited; they hear of it in time.

        For somebody under way who had no way on others may move: that person could not go home and wait.
        """
        after = self.plan
        still = evolve(before, case=after.case, log=after.log)
        barred = frozenset((finding.kind, finding.subject) for finding in (after.checked or ()) if finding.excludes)
        faults = (
            *check_matches(still, barred),
            *check_rides(still, barred),
            *check_beds(still, barred),
            *check_ways(still, ridden(still)),
        )
        if not faults and not any(plan.rides_of(one) for plan in (before, after) for one in plan.unplaced):
            event("nothing is broken")
            assert all(
                has(before, worker) == has(after, worker) for worker in before.handovers if worker not in after.log.ends
            )
        legs = after.legs()
        for worker in after.handovers.keys() - before.handovers.keys():
            first = after.rides_of(worker)[0]
            if not boarded(before, worker, self.now):
                event("somebody moves up")
                assert departs(legs[first.leg], first) >= self.now + CUT_OFF
        for worker in after.handovers.keys() & before.handovers.keys():
            was, first = before.rides_of(worker)[0], after.rides_of(worker)[0]
            leaves, planned = departs(legs[first.leg], first), departs(before.legs()[was.leg], was)
            if leaves.date() < planned.date() and not isinstance(after.log.events[-1], events.BoardElsewhere):
                event("somebody goes earlier")
                assert leaves >= self.now + CUT_OFF

    def all_is_told(self, before: ReturnPlan, change: Replanned) -> None:
        """Whoever has another way is told; those left out have reasons; employers hear of all whose arrival changes."""
        after = change.plan
        people = before.handovers.keys() | after.handovers.keys()
        told = {(notice.audience, notice.recipient) for notice in change.to_tell}
        changed = {worker for worker in people if way(before, worker) != way(after, worker)}
        heard = {worker for notice in change.to_tell if notice.audience is Audience.WORKER for worker in notice.about}
        assert {one for one in people if to_do(before, one, self.now) != to_do(after, one, self.now)} == heard & people
        # Of those who do not arrive only whoever is turned out of a bed hears anything.
        assert all(nights(before, one) != nights(after, one) for one in heard - people)
        for worker in changed:
            old, new = before.handovers.get(worker), after.handovers.get(worker)
            for one in {old, new} - {None} if old != new else set():
                assert one is not None
                assert (Audience.EMPLOYER, one.employer) in told
            for _, lodging, *_ in nights(before, worker) ^ nights(after, worker):
                assert (Audience.LODGING, lodging) in told
        for leg, now in after.legs().items():
            then = before.legs()[leg]
            if then != now or riders(before, leg) != riders(after, leg):
                for driver in then.drivers | now.drivers:
                    assert (Audience.DRIVER, driver) in told
        assert set(change.left_out) == set(before.handovers) - set(after.handovers)
        assert all(change.left_out.values())
        assert {one.worker for one in change.moved} <= changed & after.handovers.keys()
        assert {one.worker for one in change.moved} | {
            one.worker for one in change.altered
        } == heard & after.handovers.keys()
        assert after.handovers.keys() - before.handovers.keys() <= {one.worker for one in change.moved}

    def tally(self, before: ReturnPlan) -> None:
        """What the random cases reach, for ``--hypothesis-show-statistics``."""
        plan, now = self.plan, self.now
        legs = plan.legs()
        some = {
            "boarded when an event comes": any(boarded(before, one.id, now) for one in before.case.workers),
            "handed over when an event comes": any(one.at <= now for one in before.handovers.values()),
            "a seat given again on a section behind": max(
                Counter((r.leg, r.seat) for r in plan.rides).values(), default=0
            )
            > 1,
            "a full section": any(is_full(plan, legs[leg]) for leg in {ride.leg for ride in plan.rides}),
            "a train whose number changes": any(
                legs[ride.leg].train and "V-3" in {ride.board, ride.alight} for ride in plan.rides
            ),
            "somebody sleeps in two towns": any(
                len({s.lodging for s in plan.stays_of(w)}) > 1 for w in plan.travellers
            ),
            "a bed slept in by two, one after the other": max(
                Counter((s.lodging, s.room, s.bed) for s in plan.stays).values(), default=0
            )
            > 1,
            "drives by night": any(ride.leg.startswith("sleeper") for ride in plan.rides),
            "somebody waits": any(plan.unplaced),
            "came after all": any(
                one.subject in plan.handovers for one in plan.log.events if isinstance(one, events.NoShow)
            ),
            "somebody goes over to another batch": any(plan.log.moved.values()),
            **{f"ends: {how.name}": any(end.how is how for end in plan.log.ends.values()) for how in EarlyEnd},
            "left under way": any(plan.rides_of(worker) for worker in plan.unplaced if worker not in plan.log.ends),
        }
        for what, is_so in some.items():
            if is_so:
                event(what)

    @rule(pick=PICKS, leg=PICKS, minutes=MINUTES)
    def no_show(self, pick: int, leg: int, minutes: int) -> None:
        """Somebody does not come."""
        self.now += timedelta(minutes=minutes)
        worker = self.worker(pick, under_way=True)
        rides = boarded(self.plan, worker, self.now)
        self.happens(events.NoShow, 0, subject=worker, leg=rides[-1].leg if rides and leg % 4 else self.leg(leg))

    @rule(kind=st.sampled_from([events.LateCancel, events.HealthStop]), pick=PICKS, minutes=MINUTES)
    def steps_back(self, kind: type, pick: int, minutes: int) -> None:
        """Somebody steps back, or is stopped."""
        self.happens(kind, minutes, subject=self.worker(pick))

    @rule(pick=PICKS, minutes=MINUTES)
    def is_hurt(self, pick: int, minutes: int) -> None:
        """Somebody under way is taken to hospital."""
        self.now += timedelta(minutes=minutes)
        self.happens(events.InjuryEnRoute, 0, subject=self.worker(pick, under_way=True))

    @rule(pick=PICKS, minutes=MINUTES)
    def is_missing(self, pick: int, minutes: int) -> None:
        """Somebody who boarded is not there at the hand-over."""
        self.now += timedelta(minutes=minutes)
        self.happens(events.MissingAtHandover, 0, subject=self.worker(pick, under_way=True))

    @rule(pick=PICKS, place=PLACES, convoy=st.sampled_from([None, "B-1", "B-2", "B-9"]), minutes=MINUTES)
    def board_elsewhere(self, pick: int, place: PlaceId, convoy: ConvoyId | None, minutes: int) -> None:
        """Somebody boards elsewhere."""
        self.happens(events.BoardElsewhere, minutes, subject=self.worker(pick), place=place, convoy=convoy)

    @precondition(lambda self: any(end.how is EarlyEnd.NO_SHOW for end in self.plan.log.ends.values()))
    @rule(pick=PICKS, place=PLACES, convoy=st.sampled_from([None, "B-1", "B-2"]), minutes=MINUTES)
    def comes_after_all(self, pick: int, place: PlaceId, convoy: ConvoyId | None, minutes: int) -> None:
        """Somebody who did not come asks for another stop."""
        absent = sorted(worker for worker, end in self.plan.log.ends.items() if end.how is EarlyEnd.NO_SHOW)
        subject = absent[pick % len(absent)]
        self.happens(events.BoardElsewhere, minutes, subject=subject, place=place, convoy=convoy)

    @rule(leg=PICKS, minutes=MINUTES)
    def cancelled(self, leg: int, minutes: int) -> None:
        """A leg does not run."""
        self.happens(events.TripCancelled, minutes, subject=self.leg(leg))

    @rule(
        leg=PICKS,
        held=st.lists(PICKS, max_size=2),
        by=st.sampled_from([(1, 0), (15, 15), (120, 0), (120, 20), (120, 120)]),
        minutes=MINUTES,
    )
    def delayed(self, leg: int, held: list[int], by: tuple[int, int], minutes: int) -> None:
        """A leg runs late, and stands for none, some or all of it."""
        others, (late, standing) = tuple(map(self.leg, held)), by
        subject = self.leg(leg)
        self.happens(events.TripDelayed, minutes, subject=subject, minutes=late, standing=standing, held_legs=others)

    @rule(leg=PICKS, minutes=MINUTES)
    def renumbered(self, leg: int, minutes: int) -> None:
        """A train runs under another number."""
        self.happens(events.TripRenumbered, minutes, subject=self.leg(leg), train=TrainNumber.parse("G1234"))

    @rule(leg=PICKS, seats=st.none() | SEATS, late=st.sampled_from([0, 30]), minutes=MINUTES)
    def breaks_down(self, leg: int, seats: int | None, late: int, minutes: int) -> None:
        """A vehicle breaks down."""
        vehicle = None if seats is None else _coach(seats)
        self.happens(events.VehicleBreakdown, minutes, subject=self.leg(leg), replacement=vehicle, minutes=late)

    @rule(leg=PICKS, seats=SEATS, minutes=MINUTES)
    def swapped(self, leg: int, seats: int, minutes: int) -> None:
        """Another vehicle comes."""
        self.happens(events.VehicleSwap, minutes, subject=self.leg(leg), vehicle=_coach(seats))

    @rule(leg=PICKS, which=st.integers(0, 1), relief=st.sampled_from([None, "relief"]), minutes=MINUTES)
    def over_hours(self, leg: int, which: int, relief: DriverId | None, minutes: int) -> None:
        """A driver has no hours left."""
        subject = self.leg(leg)
        found = self.plan.legs().get(subject)
        drivers = sorted(found.drivers) if found is not None and found.drivers else ["nobody"]
        driver = drivers[which % len(drivers)]
        self.happens(events.DriverOverHours, minutes, subject=driver, leg=subject, relief=relief)

    @rule(leg=PICKS, place=PLACES, minutes=MINUTES)
    def skipped(self, leg: int, place: PlaceId, minutes: int) -> None:
        """A stop is skipped."""
        self.happens(events.StopSkipped, minutes, subject=self.leg(leg), place=place)

    @rule(pick=PICKS, night=st.integers(0, 1), until=st.none() | st.sampled_from(DAYS), minutes=MINUTES)
    def room_closed(self, pick: int, night: int, until: date | None, minutes: int) -> None:
        """A room is out of service, most often one that somebody sleeps in."""
        worker = self.worker(pick)
        stays = [stay for stay in self.plan.stays if stay.worker == worker]
        room, lodging = (
            (stays[night % len(stays)].room, stays[night % len(stays)].lodging) if stays else ("men-0", "home")
        )
        self.happens(events.RoomOutOfService, minutes, subject=room, lodging=lodging, until=until)

    @rule(kind=st.sampled_from([*WORK]), known=st.integers(0, 5), left=st.integers(0, 3), minutes=MINUTES)
    def work_is_not_there(self, kind: type, known: int, left: int, minutes: int) -> None:
        """A post is withdrawn or not what was offered, or an employer takes nobody else."""
        subject = WORK[kind][known % len(WORK[kind])]
        openings = {"openings_left": left} if kind is events.PostWithdrawn else {}
        self.happens(kind, minutes, subject=subject, **openings)

    @rule(pick=PICKS, other=PICKS, minutes=MINUTES)
    def duplicate(self, pick: int, other: int, minutes: int) -> None:
        """Two records are one person."""
        self.happens(events.DuplicateIdentity, minutes, subject=self.worker(pick), same_as=self.worker(other))

    @rule(pick=PICKS, leg=PICKS, reissued=st.booleans(), minutes=MINUTES)
    def ticket(self, pick: int, leg: int, reissued: bool, minutes: int) -> None:  # noqa: FBT001 - hypothesis'
        """A ticket does not match."""
        worker = self.worker(pick)
        leg_id = self.ridden_by(worker, leg)
        self.happens(events.TicketMismatch, minutes, subject=worker, leg=leg_id, reissued=reissued)

    @rule(pick=PICKS, other=st.booleans(), minutes=MINUTES)
    def refuses(self, pick: int, other: bool, minutes: int) -> None:  # noqa: FBT001 - hypothesis' protocol
        """Somebody does not want the post."""
        self.happens(events.WorkerRefuses, minutes, subject=self.worker(pick), takes_other=other)

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        """Nothing happens for some hours."""
        self.now += timedelta(hours=hours)

    @invariant()
    def the_plan_is_sound(self) -> None:
        """Nobody lost, nobody twice, no seat, bed or driver too much; the independent check finds nothing."""
        if self.plan is not self.looked_at:
            self.looked_at = self.plan
            everyone_is_accounted_for(self.plan)
            what_was_done_adds_up_as_the_convoys_do(self.plan)
            nothing_is_given_twice(self.plan)
            assert list(too_long_at_the_wheel(self.plan)) == []
            assert self.plan.verify() == ()

    def teardown(self) -> None:
        """All events from the first plan, given in any order and twice, make the plan that they made one by one."""
        if hasattr(self, "plan") and self.taken:
            again = replan(self.first, [*reversed(self.taken), *self.taken], cut_off=CUT_OFF)
            assert again.plan == self.plan
            assert not again.findings


def _coach(seats: int) -> Vehicle:
    return Vehicle(id=VehicleId(f"other-{seats}"), mode=TransportMode.CHARTER_COACH, rated=seats)


TestDisruptions = Disruptions.TestCase
TestDisruptions.settings = settings(
    max_examples=20,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
