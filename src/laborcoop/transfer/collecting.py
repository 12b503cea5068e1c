"""The question of feeder coaches: who could collect, over which ways, to which station, when, under which law.

`laborcoop.transfer.collect` answers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import evolve, field, frozen
from attrs.validators import optional

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.moments import has_zone, instant, later
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook.book import RuleBook
from laborcoop.rulebook.rule import Context
from laborcoop.transfer.coach_way import Halt
from laborcoop.transfer.driving_limits import DriverLimits, RunLimits, minute_of
from laborcoop.transfer.duty import shared_by
from laborcoop.transfer.free_times import FreeTime, is_elsewhere, shared_by_coach, times_between
from laborcoop.transfer.hours import merged
from laborcoop.transfer.leg import Leg, Road
from laborcoop.transfer.load_factor import asked, seats_to_fill
from laborcoop.transfer.timetable_refusal import NoTimetable
from laborcoop.transfer.timetables import MOST_STATES, CrewMember, Timetable, time_to_change, timetable
from laborcoop.transfer.travel_times import TravelTimes
from laborcoop.transfer.vehicle import Vehicle


@frozen(kw_only=True)
class FeederCoach(Record):
    """A coach that can collect people: where it stands, who drives it, how many escorts take seats.

    ``captain`` and ``deputy`` (车长、副车长) go into its legs; a leg without them is barred from a plan (TR-19).

    Raises:
        InvalidValue: ``vehicle`` is no coach, but a train or a flight.
    """

    vehicle: Vehicle
    depot: PlaceId
    crew: tuple[CrewMember, ...]
    escorts: int = 0
    captain: str = ""
    deputy: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.vehicle.mode.is_coach:
            raise InvalidValue(
                Text("{vehicle} 不是客车，不能接送", "{vehicle} is no coach, and cannot collect or deliver").format(
                    vehicle=self.vehicle.id
                )
            )


_TWO_COACHES = Text(
    "车长或副车长同时在 {one} 和 {other} 上：同一人只能随一辆车",
    "a captain or deputy is of {one} and {other}: one coach only, once",
)


@frozen(kw_only=True)
class Collecting(Record):
    """The question: the coaches, the ways, the station, the train to be caught, and the law of the place.

    ``points`` says for some places how long a coach stands there and when it may leave; a place without one is left at
    once. Coaches set out between the two moments of ``depart_between``; where there is a latest arrival they set out as
    late as it allows, unless they are to be ``early``. The legs are called by ``prefix`` and coach.
    ``taken`` are other legs: where a coach, a driver, a captain or a deputy of it has some, it runs before or after
    them, with time for the road in between that ``travel`` knows, and their hours at the wheel count.

    Raises:
        InvalidValue: two of ``coaches`` share an id, a driver, a captain or a deputy, or a moment has no zone.
    """

    coaches: tuple[FeederCoach, ...]
    station: PlaceId
    travel: TravelTimes = field(repr=False)
    book: RuleBook = field(repr=False)
    region: DivisionCode | None = None
    depart_between: tuple[datetime, datetime]
    arrive_by: datetime | None = field(default=None, validator=optional(has_zone))
    before_train: datetime | None = field(default=None, validator=optional(has_zone))
    early: bool = False
    points: tuple[Halt, ...] = ()
    prefix: str = "F"
    taken: tuple[Leg, ...] = field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        ids = [coach.vehicle.id for coach in self.coaches]
        if len(set(ids)) < len(ids):
            raise InvalidValue(Text("车辆编号重复", "two coaches share an id"))
        drivers = [member.driver for coach in self.coaches for member in coach.crew]
        if len(set(drivers)) < len(drivers):
            raise InvalidValue(
                Text("同一驾驶员不能同时驾驶两辆车", "a driver must be in the crew of one coach only, once")
            )
        coach_of: dict[str, FeederCoach] = {}
        for coach in self.coaches:
            for name in filter(None, (coach.captain, coach.deputy)):
                other = coach_of.setdefault(name, coach)
                if other is not coach:
                    raise InvalidValue(_TWO_COACHES.format(one=other.vehicle.id, other=coach.vehicle.id), "TR-19")

    def seats(self, coach: FeederCoach) -> int:
        """The seats of a coach that may be given to those it collects.

        The crew has its own, and while measures against an epidemic hold others stay free (TR-21): no level of risk is
        recorded of a leg that is yet to be made.
        """
        return seats_to_fill(coach.vehicle, self.crew_seats(coach), self._then)

    def crew_seats(self, coach: FeederCoach) -> int:
        """The seats, counted from the first, of escorts, and of drivers where they count (``crew_counts``)."""
        counts = asked(self._then, "crew_counts") is True
        return coach.escorts + (len(coach.crew) if counts else 0)

    @property
    def _then(self) -> Context:
        return self.book.context(self.depart_between[0].date(), self.region)

    def halt(self, place: PlaceId) -> Halt:
        """The stop to be made at a place."""
        return next((point for point in self.points if point.place == place), Halt(place=place))

    def latest(self) -> datetime | None:
        """The latest arrival at the station; None where there is no limit."""
        moments = [] if self.arrive_by is None else [self.arrive_by]
        if self.before_train is not None:
            change = time_to_change(self.book, self.region, self.before_train)
            moments.append(self.before_train if change is None else later(self.before_train, -change))
        return min(moments, key=instant, default=None)

    @property
    def routing(self) -> TravelTimes:
        """The ways as routes are sought over them, from a depot over the places to the station."""
        return self.travel

    def ends(self, place: PlaceId) -> tuple[PlaceId, PlaceId]:
        """Where somebody who waits at a place boards and alights."""
        return place, self.station

    def sets_out(self) -> int | None:
        """The last minute at which a route may begin, counted from the first departure; None: any."""
        return minute_of(self.depart_between[1]) - self._first

    def reaches(self) -> tuple[int, int | None]:
        """Between which minutes, counted likewise, a route reaches the station; None: no latest."""
        latest = self.latest()
        return 0, None if latest is None else max(0, minute_of(latest) - self._first)

    def boards(self, place: PlaceId) -> tuple[int | None, int | None]:
        """Between which minutes, counted likewise, a coach may begin to stand at a place; None: no limit.

        A place on a mountain road is not left before such a road may be driven (TR-08).
        """
        halt = self.halt(place)
        leaves = self._first if halt.not_before is None else max(self._first, minute_of(halt.not_before, up=True))
        onward = self.travel.find(place, self.station)
        if onward is not None and onward.parts()[0].road is Road.MOUNTAIN:
            first = self.depart_between[0]
            shut = RunLimits.of(
                self.book, first.date(), self.region, first.tzinfo, km=onward.km, motorway=False
            ).off_mountains
            leaves = next((end for start, end in shut.parts(leaves, leaves + _A_DAY) if start == leaves), leaves)
        opens = max(0, leaves - halt.dwell - self._first)
        closes = None if halt.not_after is None else max(0, minute_of(halt.not_after) - halt.dwell - self._first)
        return opens or None, closes

    def drives_for(self, coach: FeederCoach) -> int | None:
        """The minutes that a crew may drive within a day of the first departure (TR-06); None where no rule says."""
        first = self.depart_between[0]
        windows = DriverLimits.of(self.book, first.date(), self.region, first.tzinfo).windows
        if not windows:
            return None
        length, most = min(windows)
        since = later(first, -timedelta(minutes=length))
        driven = (
            sum(
                minute_of(min(span.end, first, key=instant)) - minute_of(max(span.start, since, key=instant))
                for span in member.driven
                if instant(span.end) > instant(since) and instant(span.start) < instant(first)
            )
            for member in self._crew(coach, first)
        )
        return sum(max(0, most - minutes) for minutes in driven)

    def elsewhere(self, coach: FeederCoach) -> tuple[Leg, ...]:
        """The other legs of a coach and of whoever goes with it, in order of time."""
        if not self.taken:
            return ()
        drivers = {member.driver for member in coach.crew}
        own = shared_by_coach(coach.vehicle.id, coach.captain, coach.deputy)
        legs = (leg for leg in self.taken if leg.drivers & drivers or shared_by(leg) & own)
        return tuple(sorted(legs, key=lambda leg: instant(leg.depart)))

    def _crew(self, coach: FeederCoach, last: datetime) -> tuple[CrewMember, ...]:
        """The crew of a coach with all hours at the wheel: those that begin after a last departure lie ahead."""
        sections = [section for leg in self.elsewhere(coach) for section in leg.sections() if leg.mode.is_coach]
        found: list[CrewMember] = []
        for member in coach.crew:
            spans = [span for one in sections if one.driver == member.driver for span in one.driven()]
            ahead = [span for span in spans if instant(span.start) > instant(last)]
            behind = [span for span in spans if instant(span.start) <= instant(last)]
            found.append(
                evolve(member, driven=merged((*member.driven, *behind)), ahead=merged((*member.ahead, *ahead)))
                if sections
                else member
            )
        return tuple(found)

    @property
    def _first(self) -> int:
        return minute_of(self.depart_between[0], up=True)

    def calls(self, places: Sequence[PlaceId]) -> list[Halt]:
        """The stops of a coach that collects at some places, in the order of driving."""
        return [
            *(evolve(self.halt(place), alighting=False) for place in places),
            Halt(place=self.station, boarding=False),
        ]

    def timetable(
        self, coach: FeederCoach, places: Sequence[PlaceId], *, leave_late: bool = True, most_states: int = MOST_STATES
    ) -> Timetable | NoTimetable:
        """The timetable of a coach over some places to the station: as late as it may be, where there is a latest.

        With ``early``, or ``leave_late`` off, it arrives as early as it can. ``most_states`` is as in
        `laborcoop.transfer.timetables`. Among its other legs a coach runs in the last time that is free, or the first.
        """
        late = leave_late and not self.early and self.latest() is not None
        end = self.calls(places)[-1].place
        others = self.elsewhere(coach)
        free = list(times_between(others, self.travel, self.depart_between, (coach.depot, end)))
        refused: NoTimetable | None = None
        for time in reversed(free) if late else free:
            crew = evolve(coach, crew=self._crew(coach, time.depart_between[1]))
            found = self._timetable(crew, places, time, leave_late=leave_late and not self.early, states=most_states)
            if isinstance(found, Timetable):
                return found
            refused = time.refusal(found)
        return refused or is_elsewhere(others)

    def _timetable(
        self, coach: FeederCoach, places: Sequence[PlaceId], free: FreeTime, *, leave_late: bool, states: int
    ) -> Timetable | NoTimetable:
        """The timetable of a coach within a time in which it is free."""
        return timetable(
            self.calls(places),
            self.travel,
            crew=coach.crew,
            depart_between=free.depart_between,
            book=self.book,
            region=self.region,
            arrive_by=free.earlier(self.arrive_by),
            before_train=self.before_train,
            depot=coach.depot,
            leave_late=leave_late,
            most_states=states,
        )

    def longest_drive(self) -> int | None:
        """The longest section in minutes that a driver can drive without a stop (TR-04); None where no rule says."""
        first, last = self.depart_between
        limits = [
            DriverLimits.of(self.book, day, self.region, first.tzinfo).continuous for day in (first.date(), last.date())
        ]
        return None if None in limits else max(limit for limit in limits if limit is not None)


_A_DAY = 24 * 60
