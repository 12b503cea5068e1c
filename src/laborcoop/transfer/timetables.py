"""The earliest lawful timetable of a coach, or the rule and the minute that forbid it.

A coach calls at its stops in a given order; one or more drivers take turns. `timetable` finds departures, rests and
changes of drivers that obey the rules of driving (TR-04 to TR-09) by construction, with every number read from the rule
book for the day and the region, and arrives as early as they allow, in whole minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import cache

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import DriverId, LegId, PlaceId, check_id
from laborcoop.kernel.kinds import check_arguments, check_items
from laborcoop.kernel.moments import has_zone, instant, later
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook.book import RuleBook
from laborcoop.transfer.coach_way import CoachWay, Halt
from laborcoop.transfer.driving_limits import DriverLimits, RunLimits, binds, minute_of, moment_of
from laborcoop.transfer.hours import Span
from laborcoop.transfer.leg import Leg, Stop
from laborcoop.transfer.timetable_refusal import NoTimetable, late, no_buffer, stuck
from laborcoop.transfer.timetable_search import Search, State, Stuck, with_limits
from laborcoop.transfer.travel_times import TravelTimes
from laborcoop.transfer.vehicle import Vehicle
from laborcoop.transfer.wheel import Wheel

MOST_STATES = 200
"""So many combinations of drivers and rests are followed from one stop, unless another number is given."""


@frozen(kw_only=True)
class CrewMember(Record):
    """A driver of the coach, and the times at the wheel that lie behind: those of the last seven days count.

    ``ahead`` are times at the wheel that are to come: they count as well, and the coach is there before them.
    """

    driver: DriverId = field(validator=check_id)
    driven: tuple[Span, ...] = ()
    ahead: tuple[Span, ...] = ()


@frozen(kw_only=True)
class Hold(Record):
    """A wait that a rule asks for: where, from when the coach could go on, until when it stands.

    ``rule`` would be broken at ``at``, were the coach to go on and wait nowhere; it need not be at the next section.
    """

    place: PlaceId
    since: datetime = field(validator=has_zone)
    until: datetime = field(validator=has_zone)
    rule: str
    at: datetime = field(validator=has_zone)


@frozen(kw_only=True)
class Timetable(Record):
    """When a coach is where, and who drives: lawful, and as early as the rules allow.

    ``empty`` are the stops of the run from the depot to the first stop, without passengers; none where the coach sets
    out at its first stop. Of the rest places on the way it keeps those at which the coach stands, drivers change, or
    another kind of road begins. ``proved`` says that nothing earlier is lawful; False where there were too many ways to
    follow them all.
    """

    stops: tuple[Stop, ...]
    empty: tuple[Stop, ...] = ()
    holds: tuple[Hold, ...] = ()
    proved: bool = True

    @property
    def depart(self) -> datetime:
        """When the coach sets out, from its depot where it has one."""
        return (self.empty or self.stops)[0].depart

    @property
    def arrive(self) -> datetime:
        """When it reaches its last stop."""
        return self.stops[-1].arrive

    def leg(self, leg_id: LegId, vehicle: Vehicle, *, captain: str = "", deputy: str = "", escorts: int = 0) -> Leg:
        """The leg of these stops.

        Raises:
            InvalidValue: as `Leg`: the coach calls at one place twice.
        """
        return Leg(id=leg_id, vehicle=vehicle, stops=self.stops, captain=captain, deputy=deputy, escorts=escorts)

    def empty_leg(self, leg_id: LegId, vehicle: Vehicle, *, captain: str = "", deputy: str = "") -> Leg | None:
        """The leg of the empty run before it; None where there is none."""
        if not self.empty:
            return None
        return Leg(id=leg_id, vehicle=vehicle, stops=self.empty, captain=captain, deputy=deputy)


def timetable(  # noqa: PLR0913 - a coach, its way, its crew, its times, and the law of the place
    halts: Sequence[Halt],
    travel: TravelTimes,
    *,
    crew: Sequence[CrewMember],
    depart_between: tuple[datetime, datetime],
    book: RuleBook,
    region: DivisionCode | None = None,
    arrive_by: datetime | None = None,
    before_train: datetime | None = None,
    depot: PlaceId | None = None,
    leave_late: bool = False,
    most_states: int = MOST_STATES,
) -> Timetable | NoTimetable:
    """The earliest lawful timetable of a coach; of those that arrive then, the one that sets out last.

    Args:
        halts: the stops in order.
        travel: the ways between them; a rest place on a way is a stop where one is needed.
        crew: the drivers, the first of them at the wheel where it does not matter who is.
        depart_between: the first and the last moment at which the coach may set out; the clock is that of the first.
        book: the rules that hold, and their limits.
        region: where they hold: the division of the first stop.
        arrive_by: the latest arrival.
        before_train: the departure of the train that the coach brings people to; it arrives a ``transfer_buffer``
            before it (TR-25).
        depot: the place from which the coach comes empty to its first stop.
        leave_late: set out as late as the latest arrival allows, instead of arriving as early as possible.
        most_states: how many combinations of drivers and rests are followed from one stop; where there were more, the
            timetable is as lawful, and says that it is not proved to be the earliest.

    Returns:
        The timetable; or what forbids it, with the rule and the minute.

    Raises:
        InvalidValue: ``halts`` are fewer than two or name a place twice, ``crew`` is empty or names a driver twice, or
            ``depart_between`` ends before it begins; a moment has no zone; or an argument is of another kind.
        UnknownName: ``travel`` has no way between two stops that follow each other; or a limit has no value in force.
    """
    check_arguments("timetable", (("travel", travel, TravelTimes), ("book", book, RuleBook)))
    _check(halts, crew, depart_between)
    _check_limits(most_states, {"arrive_by": arrive_by, "before_train": before_train})
    first, last = minute_of(depart_between[0], up=True), minute_of(depart_between[1])
    latest, train = arrive_by, None
    if before_train is not None:
        change = time_to_change(book, region, before_train)
        if change is None:
            return no_buffer(halts[-1].place, before_train)
        in_time = later(before_train, -change)
        if latest is None or instant(in_time) <= instant(latest):
            latest, train = in_time, before_train
    refused: list[NoTimetable] = []
    ahead = [span.start for member in crew for span in member.ahead]
    before = min(ahead, key=instant, default=None)
    if before is not None and (latest is None or instant(before) < instant(latest)):
        latest, train = before, None
    for way in CoachWay.every(halts, travel, depot):
        search = _search(way, crew, book, region, depart_between[0].tzinfo, most_states)
        found = search.earliest(first, last)
        if isinstance(found, Stuck):
            refused.append(stuck(search, found, way.places, first))
        elif latest is not None and found.at > minute_of(latest):
            refused.append(late(search, found, way.places, first, latest, train))
        else:
            target = minute_of(latest) if leave_late and latest is not None else found.at
            start = _latest_start(search, found, last, target)
            return _worded(way, search, start, [member.driver for member in crew])
    return refused[0]


def _check(halts: Sequence[Halt], crew: Sequence[CrewMember], depart_between: tuple[datetime, datetime]) -> None:
    check_items("timetable", "halts", halts, Halt)
    check_items("timetable", "crew", crew, CrewMember)
    places = [halt.place for halt in halts]
    if len(places) < 2:  # noqa: PLR2004 - from one stop to another
        raise InvalidValue(Text("时刻表至少要有两个停靠点", "a timetable must have two stops or more"))
    twice = sorted({place for place in places if places.count(place) > 1})
    if twice:
        raise InvalidValue(
            Text("两次停靠同一地点：{places}", "the coach stops twice at one place: {places}").format(places=twice)
        )
    drivers = [member.driver for member in crew]
    if not drivers or len(set(drivers)) < len(drivers):
        raise InvalidValue(
            Text("至少要有一名驾驶员，且不得重复", "a coach must have one driver or more, each named once")
        )
    if not isinstance(depart_between, Sequence) or len(depart_between) != 2:  # noqa: PLR2004 - the first and the last
        raise InvalidValue(
            Text(
                "depart_between 应为最早和最晚发车的两个时刻",
                "depart_between must be two moments, the first and the last departure",
            )
        )
    for moment in depart_between:
        has_zone(None, None, moment)
    if instant(depart_between[1]) < instant(depart_between[0]):
        raise InvalidValue(Text("最晚发车不得早于最早发车", "the last departure must not be before the first"))


def _check_limits(most_states: int, moments: Mapping[str, datetime | None]) -> None:
    check_arguments("timetable", (("most_states", most_states, int),))
    if most_states < 1:
        raise InvalidValue(Text("most_states 至少为 1", "most_states must be at least 1"))
    for name, moment in moments.items():
        if moment is not None and (not isinstance(moment, datetime) or moment.utcoffset() is None):
            raise InvalidValue(Text("{name} 必须是带时区的时刻", "{name} must be a time with a zone").format(name=name))


def time_to_change(book: RuleBook, region: DivisionCode | None, train: datetime) -> timedelta | None:
    """The time to change to a train; None where the book asks for one and has no number in force."""
    then = book.context(train.date(), region)
    if not binds(book, "TR-25", then):
        return timedelta(0)
    return None if then.value("transfer_buffer") is None else timedelta(minutes=then.whole("transfer_buffer"))


def _search(
    way: CoachWay,
    crew: Sequence[CrewMember],
    book: RuleBook,
    region: DivisionCode | None,
    zone: tzinfo | None,
    most_states: int,
) -> Search:
    @cache
    def driver_limits(on: date) -> DriverLimits:
        return DriverLimits.of(book, on, region, zone)

    @cache
    def run_limits(run: int, on: date) -> RunLimits:
        km, motorway = way.run(run)
        return RunLimits.of(book, on, region, zone, km=km, motorway=motorway)

    def wheel(member: CrewMember) -> Wheel:
        spans = sorted(member.driven, key=lambda span: instant(span.start))
        to_come = tuple(sorted(map(_minutes, member.ahead)))
        if not spans:
            return Wheel(ahead=to_come)
        driven = with_limits(Wheel(), map(_minutes, spans), driver_limits(spans[0].start.date()))
        return evolve(driven, ahead=to_come)

    return Search(
        drives=way.drives,
        wheels=tuple(map(wheel, crew)),
        driver_limits=driver_limits,
        run_limits=run_limits,
        zone=zone,
        most_states=most_states,
    )


def _minutes(span: Span) -> tuple[int, int]:
    return minute_of(span.start), minute_of(span.end, up=True)


def _latest_start(search: Search, found: State, last: int, target: int) -> State:
    """Of the timetables that arrive by ``target`` the one that sets out last: a later start never arrives earlier."""

    def in_time(start: int) -> State | None:
        tried = search.earliest(start, last)
        return tried if isinstance(tried, State) and tried.at <= target else None

    start, latest = found.trail[0][0], min(last, target - search.shortest())
    if latest > start and (best := in_time(latest)) is not None:
        return best
    while latest - start > 1:
        middle = (start + latest) // 2
        better = in_time(middle)
        start, latest, found = (middle, latest, better) if better is not None else (start, middle, found)
    return found


def _worded(way: CoachWay, search: Search, found: State, drivers: Sequence[DriverId]) -> Timetable:
    """The timetable of a way that was found."""
    trail = [(moment_of(start, search.zone), drivers[driver]) for start, driver in found.trail]
    ends = [moment_of(found.trail[i][0] + drive.minutes, search.zone) for i, drive in enumerate(search.drives)]
    return Timetable(
        empty=way.stops(trail, ends, empty=True),
        stops=way.stops(trail, ends, empty=False),
        holds=tuple(
            Hold(
                place=way.places[i],
                since=moment_of(since, search.zone),
                until=moment_of(until, search.zone),
                rule=asked.rule,
                at=moment_of(asked.at, search.zone),
            )
            for i, since, until, asked in search.waits(found)
        ),
        proved=found.exact,
    )
