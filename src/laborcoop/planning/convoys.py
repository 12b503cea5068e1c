"""Convoys from a whole case: wishes become batches, batches become lawful legs, from the villages to the gates.

Everyone whom the rules admit and who has a post gets a batch that suits (`make_batches`); feeder coaches collect each
batch and reach its station in time (`collect`); the train or flight that the convoy has carries it; coaches deliver at
the gates. What comes out is the case again, with the new legs in its convoys: `laborcoop.plan_return` plans on it as on
any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.journey import Reason, Registration
from laborcoop.kernel.ids import ConvoyId, PlaceId, WorkerId
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.moments import instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.admission import Barred, admit
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.convoy_attempts import Attempt, Attempts
from laborcoop.planning.convoy_coaches import ConvoyCoaches, check_captains, feeder_legs
from laborcoop.planning.convoy_onward import nothing_leads_on
from laborcoop.planning.convoy_questions import is_early, trip_of, wishes_of
from laborcoop.planning.convoy_unfit import unfit_for
from laborcoop.planning.destinations import destinations
from laborcoop.planning.not_carried import NotCarried, without
from laborcoop.transfer import Batches, Collected, DriverHours, Leg, Overnight, TravelTimes, joined
from laborcoop.transfer.coach_routes import check_search
from laborcoop.transfer.hours import merged


@frozen(kw_only=True)
class PlannedConvoys(Record):
    """Everyone admitted: with a way by the new legs, or left out with reasons, of posts or of coaches.

    ``case`` is the case with these legs in its convoys; who has a way is registered there for the batch and the place
    of boarding, and who has none comes after them (`NotCarried`). ``collected`` and ``delivered`` hold, for
    each convoy, timetables, rides, kilometres, bound and gap; ``travel`` are the ways that they were planned on.

    Raises:
        InvalidValue: somebody is lost, is both carried and left out, or is left out without a reason.
    """

    case: Case = field(repr=False)
    coaches: tuple[ConvoyCoaches, ...] = field(repr=False)
    came_in: frozenset[WorkerId]
    batches: Batches
    collected: Mapping[ConvoyId, Collected] = field(hash=False)
    delivered: Mapping[ConvoyId, Collected] = field(factory=dict, hash=False)
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    travel: TravelTimes = field(factory=TravelTimes, repr=False)

    def __attrs_post_init__(self) -> None:
        whole = {*self.carried, *self.left_out}
        if (
            whole != self.came_in
            or len(self.carried) + len(self.left_out) != len(whole)
            or not all(self.left_out.values())
        ):
            raise InvalidValue(
                Text(
                    "编组：进入 {came} 人，但成行 {carried} + 未成行 {left}，有人丢失或重复",
                    "convoys: {came} came in, {carried} are carried, {left} are left out: somebody is lost or twice",
                ).format(came=len(self.came_in), carried=len(self.carried), left=len(self.left_out))
            )

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"<PlannedConvoys {self.case.id}: {len(self.came_in)} came in, {len(self.carried)} carried, "
            f"{len(self.left_out)} left out>"
        )

    @property
    def carried(self) -> frozenset[WorkerId]:
        """The people who have a way: collected, and delivered where coaches of the convoy deliver."""
        return frozenset(
            ride.worker
            for convoy, found in self.collected.items()
            for run in self.delivered.get(convoy, found).runs
            for ride in run.rides
        )

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The new legs of all convoys."""
        return tuple(leg for found in (*self.collected.values(), *self.delivered.values()) for leg in found.legs)

    @property
    def overnights(self) -> tuple[Overnight, ...]:
        """The nights that coaches stand on their way: for each, lodging is needed there for those named."""
        found = (*self.collected.values(), *self.delivered.values())
        return tuple(night for answer in found for night in answer.overnights)

    @property
    def without_way_on(self) -> Mapping[WorkerId, tuple[Reason, ...]]:
        """Those carried for whom nothing leads on from where their coach brings them, and why; their company as well.

        Nothing may leave there in time, or the next leg only after a night for which no lodging can be reached. Whoever
        is not named here arrives as far as beds and seats suffice (`laborcoop.plan_return`); whoever is may do so in
        another coach of the convoy that has a seat.
        """
        runs = (run for found in self.collected.values() for run in found.runs)
        return nothing_leads_on(self.case, self.carried, runs)

    def verify(self) -> tuple[Text, ...]:
        """Check the new legs and rides from the records alone, by code of its own; empty when they are sound."""
        from laborcoop.planning.verification.convoys import faults  # it reads plans, and so imports this module

        return faults(self)


def plan_convoys(
    case: Case,
    coaches: Sequence[ConvoyCoaches],
    travel: TravelTimes,
    *,
    seed: int = 0,
    iterations: int = 500,
    bound_rounds: int = 100,
) -> PlannedConvoys:
    """Plan the coaches of a case's convoys from what people registered for.

    The legs that these coaches replace leave the convoys: those from villages and sites to the station, and, where
    coaches deliver, those from where they deliver to a gate. All other legs stay: no coach, driver or captain is on two
    legs at once, or sooner elsewhere than the road between allows, and the hours at the wheel of both count. Those of a
    `CrewMember` go into the case, as `DriverHours` among its records. Ways that ``travel`` lacks are driven over others
    that it has. People whom the coaches of one convoy cannot carry lawfully, or who get no ticket for its train
    (TR-14) or are on another trip meanwhile (TR-15), are tried in the others that suit. Coaches that are to be early
    set out as late as they may instead where nothing leads on from the early hour, and something does from that one.

    Args:
        case: the case; its convoys hold the trains or flights.
        coaches: for each convoy to be planned its coaches and times.
        travel: the ways; `ways_driven` makes a table from the legs that a case has.
        seed: of the searches for routes.
        iterations: how long each of them searches.
        bound_rounds: how often the bounds on the kilometres are raised at the most.

    Raises:
        UnknownName: ``coaches`` name a convoy or a place that is not in the case, or a limit has no value in force.
        InvalidValue: an argument has the wrong type; ``coaches`` name a convoy twice, or a coach, driver, captain or
            deputy twice within one; or a coach has no captain and deputy, for whom the case's book asks (TR-19).
        MissingExtra: PyVRP or OR-tools is not installed (extra ``plan``).
    """
    check_arguments(
        "plan_convoys", (("case", case, Case), ("coaches", coaches, Sequence), ("travel", travel, TravelTimes))
    )
    check_arguments("plan_convoys", (("one of the coaches", one, ConvoyCoaches) for one in coaches))
    check_search("plan_convoys", seed=seed, iterations=iterations, bound_rounds=bound_rounds)
    legs = _kept(case, coaches)
    check_captains(case.book, coaches)
    case = _with_hours(case, coaches)
    barred = Barred.of(case, check(case))
    posts = destinations(case, barred, admit(case, barred))
    travel = joined(travel, (place.id for place in case.places))
    wishes, unknown = wishes_of(case, (match for _, match in sorted(posts.placed.items())), coaches, travel)
    gate_of = {employer.id: employer.gate for employer in case.employers}
    gates = {worker: gate_of[match.employer] for worker, match in posts.placed.items()}
    in_order = sorted(coaches, key=lambda one: instant(one.collect_between[0]))
    attempts = Attempts(
        case=case,
        coaches=in_order,
        trips=[trip_of(case, one, legs[one.convoy], wishes, gates, travel) for one in in_order],
        travel=travel,
        legs=legs,
        wishes=wishes,
        gates=gates,
        unfit=unfit_for(case, coaches, legs, wishes, gates),
        sought={"seed": seed, "iterations": iterations, "bound_rounds": bound_rounds},
    )
    homes = {wish.worker: wish.home for wish in wishes}

    def made(best: Attempt) -> PlannedConvoys:
        left_out = {**unknown, **posts.left_out, **best.left_out}
        found = _with_legs(case, best.legs, best.batches.trip, homes, left_out)
        return PlannedConvoys(
            case=_behind(found, coaches, left_out, {**unknown, **best.left_out}),
            travel=travel,
            coaches=tuple(coaches),
            came_in=posts.came_in,
            batches=best.batches,
            collected=best.collected,
            delivered=best.delivered,
            left_out=dict(sorted(left_out.items())),
        )

    return _going_on(made(attempts.best()), lambda late: made(attempts.best(late)))


def _going_on(first: PlannedConvoys, later: Callable[[frozenset[ConvoyId]], PlannedConvoys]) -> PlannedConvoys:
    """The convoys planned, with later departures of those from whose early ones nothing leads on, as far as that helps.

    Args:
        first: with all coaches that are to be early as early as they can be.
        later: with those of some convoys as late as they may be.
    """
    early = {one.convoy for one in first.coaches if is_early(one)}
    best, late = first, frozenset[ConvoyId]()
    stuck = first.without_way_on if early else {}
    for convoy in sorted({first.batches.trip[worker] for worker in stuck} & early):
        found = later(late | {convoy})
        without = found.without_way_on
        if len(found.carried) >= len(best.carried) and len(without) < len(stuck):
            best, late, stuck = found, late | {convoy}, without
    return best


def _kept(case: Case, coaches: Sequence[ConvoyCoaches]) -> dict[ConvoyId, list[Leg]]:
    """The legs of each convoy that its new coaches do not replace."""
    asked = {one.convoy: one for one in coaches}
    wrong = sorted(set(asked) - {convoy.id for convoy in case.convoys})
    if wrong:
        raise UnknownName(Text("案例中没有批次 {convoys}", "the case has no convoys {convoys}").format(convoys=wrong))
    named = {
        place
        for one in coaches
        for place in (
            one.station,
            one.deliver_from,
            *(halt.place for halt in one.halts),
            *(coach.depot for coach in (*one.feeders, *one.deliveries)),
        )
    }
    nowhere = sorted(place for place in named if place is not None and case.place(place) is None)
    if nowhere:
        raise UnknownName(Text("案例中没有地点 {places}", "the case has no places {places}").format(places=nowhere))
    if len(asked) < len(coaches):
        raise InvalidValue(Text("同一批次重复给出车辆", "the coaches of a convoy are given twice"))
    gates = {employer.gate for employer in case.employers}
    kept: dict[ConvoyId, list[Leg]] = {}
    for convoy in case.convoys:
        one = asked.get(convoy.id)
        replaced = () if one is None else feeder_legs(case, convoy, one.station)
        kept[convoy.id] = [
            leg
            for leg in convoy.legs
            if leg not in replaced
            and not (
                one is not None
                and one.deliver_from == leg.stops[0].place
                and leg.mode.is_coach
                and leg.stops[-1].place in gates
            )
        ]
    return kept


def _behind(
    case: Case,
    coaches: Sequence[ConvoyCoaches],
    left_out: Iterable[WorkerId],
    by_coaches: Mapping[WorkerId, tuple[Reason, ...]],
) -> Case:
    """The case in which those left out come after those carried, whose seats they would take else."""
    convoys = frozenset(one.convoy for one in coaches)
    behind = (
        NotCarried(worker=one, convoys=convoys, reasons=by_coaches.get(one, ())) for one in sorted(left_out) if convoys
    )
    return evolve(case, records=(*without(case, convoys), *behind))


def _with_hours(case: Case, coaches: Sequence[ConvoyCoaches]) -> Case:
    """The case with the hours that lie behind the drivers of these coaches.

    They count in each coach of a driver, whichever they are given with, and for whatever comes of the case.
    """
    behind = {one.driver: one.driven for one in case.records_of(DriverHours)}
    known = dict(behind)
    for coach in (coach for one in coaches for coach in (*one.feeders, *one.deliveries)):
        for member in coach.crew:
            if member.driven:
                behind[member.driver] = merged((*behind.get(member.driver, ()), *member.driven))
    if behind == known:
        return case
    others = tuple(one for one in case.records if not isinstance(one, DriverHours))
    hours = (DriverHours(driver=driver, driven=spans) for driver, spans in sorted(behind.items()))
    return evolve(case, records=(*others, *hours))


def _with_legs(
    case: Case,
    legs: Mapping[ConvoyId, Sequence[Leg]],
    trips: Mapping[WorkerId, ConvoyId],
    homes: Mapping[WorkerId, PlaceId],
    left_out: Mapping[WorkerId, tuple[Reason, ...]],
) -> Case:
    """The case with these legs; who has a way is registered for its batch and place. A convoy without legs is none."""

    def registered(one: Registration) -> Registration:
        if one.worker not in trips or one.worker in left_out:
            return one
        return evolve(one, batches=frozenset({trips[one.worker]}), boarding=homes[one.worker])

    return evolve(
        case,
        convoys=tuple(evolve(convoy, legs=tuple(legs[convoy.id])) for convoy in case.convoys if legs[convoy.id]),
        registrations=tuple(map(registered, case.registrations)),
    )
