"""Timetables obey the rules by construction: judged by the rules themselves, and against every other timetable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.ids import DriverId, LegId, PlaceId, VehicleId
from laborcoop.kernel.text import Text
from laborcoop.packs.china.travel import PARAMETERS
from laborcoop.rulebook import Convention, DatedValue, Finding, Parameter, RuleBook
from laborcoop.rulebook.parameter import Parameters
from laborcoop.transfer import DriverDuty, Leg, Road, Section, Stop, TransportMode, Vehicle, duties
from laborcoop.transfer.coach_way import Halt
from laborcoop.transfer.hours import Span
from laborcoop.transfer.rules import RULES
from laborcoop.transfer.timetable_refusal import NoTimetable
from laborcoop.transfer.timetable_search import State, _no_worse
from laborcoop.transfer.timetables import CrewMember, Timetable, timetable
from laborcoop.transfer.travel_times import RestPlace, TravelTimes, Way
from laborcoop.transfer.wheel import Wheel

DRIVING = {"TR-04", "TR-05", "TR-06", "TR-07", "TR-08", "TR-09"}
ZONE = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)
BOOK = RuleBook(
    title=Text.same("driving"),
    rules=tuple(rule for rule in RULES if rule.code in DRIVING),
    parameters=Parameters.of(PARAMETERS),
)
COACH = Vehicle(id=VehicleId("V-1"), mode=TransportMode.CHARTER_COACH, rated=49)
MOTORWAY, ORDINARY, MOUNTAIN = Road.MOTORWAY, Road.ORDINARY, Road.MOUNTAIN


def at(clock: str, day: int = 5) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def parameters(**values: int | bool) -> list[Parameter]:
    return [
        Parameter(
            name=name,
            title=Text.same(name),
            unit="minute",
            values=(DatedValue(value=value, source=Convention(Text.same("test"))),),
        )
        for name, value in values.items()
    ]


def chain(*ways: tuple[int, int, Road]) -> tuple[list[Halt], TravelTimes]:
    """Stops P0, P1, … with so many minutes and kilometres of a road between them."""
    halts = [Halt(place=PlaceId(f"P{i}")) for i in range(len(ways) + 1)]
    table = [
        Way(start=halts[i].place, end=halts[i + 1].place, minutes=minutes, km=Decimal(km), road=road)
        for i, (minutes, km, road) in enumerate(ways)
    ]
    return halts, TravelTimes(tuple(table))


def crew(*names: str, driven: Sequence[Span] = ()) -> list[CrewMember]:
    return [CrewMember(driver=DriverId(name), driven=tuple(driven) if i == 0 else ()) for i, name in enumerate(names)]


def judged(legs: Sequence[Leg], members: Sequence[CrewMember] = (), book: RuleBook = BOOK) -> list[Finding]:
    """What the rules of driving find about legs and the whole duty of each driver, what is driven before included."""
    found = [finding for leg in legs for finding in book.judge(leg, leg.id, on=date(2023, 1, 28))]
    before = {member.driver: member.driven for member in members}
    for duty in duties(legs):
        earlier = tuple(
            Section(
                start=duty.sections[0].start,
                end=duty.sections[0].start,
                depart=span.start,
                arrive=span.end,
                driver=duty.driver,
                km=None,
                road=ORDINARY,
            )
            for span in before.get(duty.driver, ())
        )
        whole = DriverDuty(driver=duty.driver, sections=(*earlier, *duty.sections))
        assert whole.clashes() == ()
        found += book.judge(whole, duty.driver, on=date(2023, 1, 28))
    return [finding for finding in found if finding.rule in DRIVING]


def legs_of(found: Timetable) -> list[Leg]:
    empty = found.empty_leg(LegId("L-empty"), COACH)
    return [*([] if empty is None else [empty]), found.leg(LegId("L-1"), COACH)]


def made(result: Timetable | NoTimetable) -> Timetable:
    assert isinstance(result, Timetable), result
    return result


def no_timetable(result: Timetable | NoTimetable) -> NoTimetable:
    assert isinstance(result, NoTimetable), result
    return result


def clock(found: Timetable) -> list[str]:
    return [f"{stop.arrive:%d %H:%M}-{stop.depart:%H:%M} {stop.driver or ''}".strip() for stop in found.stops]


def test_a_short_way_by_day_takes_its_minutes_and_no_wait() -> None:
    halts, travel = chain((60, 40, ORDINARY), (90, 70, ORDINARY))
    found = made(timetable(halts, travel, crew=crew("D-1"), depart_between=(at("07:10"), at("20:00")), book=BOOK))
    assert clock(found) == ["05 07:10-07:10 D-1", "05 08:10-08:10 D-1", "05 09:40-09:40"]
    assert found.holds == ()
    assert found.proved


def test_four_hours_are_driven_through_and_twenty_minutes_of_rest_follow() -> None:
    halts, travel = chain((120, 80, ORDINARY), (120, 80, ORDINARY), (60, 40, ORDINARY))
    found = made(timetable(halts, travel, crew=crew("D-1"), depart_between=(at("07:00"), at("07:00")), book=BOOK))
    assert clock(found)[2] == "05 11:00-11:20 D-1"
    assert [(wait.place, wait.rule, wait.at) for wait in found.holds] == [("P2", "TR-04", at("11:00"))]


def test_a_rest_is_taken_where_it_is_the_shortest_way_out_though_no_limit_is_reached_yet() -> None:
    # 230 + 30 minutes pass four hours: the rest lies before the 30, and the wait says which rule would be broken when.
    halts, travel = chain((230, 100, ORDINARY), (30, 20, ORDINARY))
    found = made(timetable(halts, travel, crew=crew("D-1"), depart_between=(at("08:00"), at("08:00")), book=BOOK))
    assert clock(found)[1] == "05 11:50-12:10 D-1"
    assert found.holds[0].at == at("12:00")


def test_a_second_driver_takes_over_without_a_rest() -> None:
    halts, travel = chain((230, 100, ORDINARY), (30, 20, ORDINARY))
    found = made(
        timetable(halts, travel, crew=crew("D-1", "D-2"), depart_between=(at("08:00"), at("08:00")), book=BOOK)
    )
    assert clock(found) == ["05 08:00-08:00 D-1", "05 11:50-11:50 D-2", "05 12:20-12:20"]


def test_a_mountain_road_is_left_for_when_the_night_is_over() -> None:
    halts, travel = chain((60, 40, MOUNTAIN), (60, 60, ORDINARY))
    found = made(timetable(halts, travel, crew=crew("D-1"), depart_between=(at("04:30"), at("09:00")), book=BOOK))
    assert found.depart == at("06:00")
    late = no_timetable(
        timetable(halts, travel, crew=crew("D-1"), depart_between=(at("04:30"), at("05:00")), book=BOOK)
    )
    assert (late.code, late.at, late.place) == ("TR-08", at("04:30"), "P0")
    assert "TR-08" in late.text.zh
    assert "04:30" in late.text.en
    assert late.suggestion.en == "drive mountain roads by day"


def test_a_long_run_stands_from_two_to_five_and_a_short_one_goes_on() -> None:
    way = ((60, 120, MOTORWAY), (60, 120, MOTORWAY))
    halts, travel = chain(*way)
    found = made(timetable(halts, travel, crew=crew("D-1"), depart_between=(at("00:30"), at("00:30")), book=BOOK))
    assert clock(found)[1] == "05 01:30-05:00 D-1"
    assert [(wait.rule, wait.since, wait.until, wait.at) for wait in found.holds] == [
        ("TR-07", at("01:30"), at("05:00"), at("02:00"))
    ]
    halts, travel = chain((100, 100, MOTORWAY), (20, 100, MOTORWAY))
    short = made(timetable(halts, travel, crew=crew("D-1"), depart_between=(at("01:00"), at("01:00")), book=BOOK))
    assert clock(short)[1] == "05 02:40-02:40 D-1"
    late = no_timetable(timetable(*chain(*way), crew=crew("D-1"), depart_between=(at("01:10"), at("01:20")), book=BOOK))
    assert (late.code, late.at) == ("TR-07", at("02:00"))


SLOT = 60


@st.composite
def small_cases(
    draw: st.DrawFn,
) -> tuple[list[Halt], TravelTimes, list[CrewMember], tuple[datetime, datetime], RuleBook]:
    """Everything in whole hours, with limits so low that they bind."""
    hours = st.integers(1, 2).map(lambda n: n * SLOT)
    ways = draw(
        st.lists(st.tuples(hours, st.sampled_from([60, 150]), st.sampled_from(list(Road))), min_size=1, max_size=3)
    )
    halts, travel = chain(*ways)
    halts = [Halt(place=halt.place, dwell=draw(st.sampled_from([0, 0, SLOT]))) for halt in halts]
    start = at("00:00") + draw(st.integers(0, 23)) * SLOT * MINUTE
    drivers = draw(st.integers(1, 2))
    ago = draw(st.integers(1, 6)) * SLOT * MINUTE
    driven = [Span(start - ago, start - ago + SLOT * MINUTE)] if draw(st.booleans()) else []
    book = BOOK.with_parameters(
        *parameters(
            max_continuous_driving=draw(st.sampled_from([120, 180])),
            max_night_driving=draw(st.sampled_from([60, 120])),
            min_driving_rest=draw(st.sampled_from([60, 120])),
            max_daily_driving=draw(st.sampled_from([180, 300])),
            two_drivers_km=draw(st.sampled_from([200, 400])),
        )
    )
    window = start, start + draw(st.integers(0, 2)) * SLOT * MINUTE
    return halts, travel, crew("D-1", "D-2", driven=driven)[:drivers], window, book


def every_timetable(
    case: tuple[list[Halt], TravelTimes, list[CrewMember], tuple[datetime, datetime], RuleBook], before: datetime
) -> Iterator[Leg]:
    """Every timetable in whole hours that arrives before a moment, and that the rules find nothing against."""
    halts, travel, members, window, book = case
    ways = [travel.between(a.place, b.place) for a, b in pairwise(halts)]
    left = [sum(way.minutes for way in ways[i:]) for i in range(len(ways) + 1)]
    free = {member.driver: max((span.end for span in member.driven), default=window[0]) for member in members}

    def onward(trail: list[tuple[datetime, DriverId]]) -> Iterator[Leg]:
        i = len(trail)
        if trail:
            leg = leg_of(halts, ways, trail)
            asked = DRIVING if i == len(ways) else DRIVING - {"TR-09"}
            if any(finding.rule in asked for finding in judged([leg], members, book)):
                return
            if i == len(ways):
                yield leg
                return
        start = trail[-1][0] + (ways[i - 1].minutes + halts[i].dwell) * MINUTE if trail else window[0]
        while start + left[i] * MINUTE < before and (trail or start <= window[1]):
            for member in members:
                if start >= free[member.driver]:
                    yield from onward([*trail, (start, member.driver)])
            start += SLOT * MINUTE

    return onward([])


def leg_of(halts: Sequence[Halt], ways: Sequence[Way], trail: Sequence[tuple[datetime, DriverId]]) -> Leg:
    ends = [start + way.minutes * MINUTE for (start, _), way in zip(trail, ways, strict=False)]
    stops = [
        Stop(
            place=halts[i].place,
            arrive=ends[i - 1] if i else start,
            depart=start,
            driver=driver,
            km=ways[i].km,
            road=ways[i].road,
        )
        for i, (start, driver) in enumerate(trail)
    ]
    last = Stop(place=halts[len(trail)].place, arrive=ends[-1], depart=ends[-1])
    return Leg(id=LegId("L-1"), vehicle=COACH, stops=(*stops, last))


@settings(max_examples=25)
@given(small_cases())
def test_no_other_timetable_of_a_small_case_is_lawful_and_earlier(
    case: tuple[list[Halt], TravelTimes, list[CrewMember], tuple[datetime, datetime], RuleBook],
) -> None:
    halts, travel, members, window, book = case
    found = timetable(halts, travel, crew=members, depart_between=window, book=book)
    if isinstance(found, Timetable):
        assert judged(legs_of(found), members, book) == []
        assert found.proved
        assert next(every_timetable(case, found.arrive), None) is None
    else:
        assert next(every_timetable(case, window[1] + timedelta(hours=8)), None) is None, found


@st.composite
def runs(draw: st.DrawFn) -> dict[str, Any]:
    """A coach under the law as it is: up to eight sections, three drivers, hours driven before, a depot."""
    ways = draw(
        st.lists(
            st.tuples(st.integers(1, 240), st.integers(1, 250), st.sampled_from(list(Road))), min_size=2, max_size=8
        )
    )
    halts, travel = chain(*ways)
    start = at("00:00") + draw(st.integers(0, 2 * 24 * 60)) * MINUTE
    halts = [
        Halt(
            place=halt.place,
            dwell=draw(st.integers(0, 40)),
            not_before=draw(st.none() | st.integers(0, 600).map(lambda minutes: start + minutes * MINUTE)),
        )
        for halt in halts
    ]
    members = [
        CrewMember(driver=DriverId(f"D-{i}"), driven=draw(driven_before(start))) for i in range(draw(st.integers(1, 3)))
    ]
    with_depot = draw(st.booleans()) and len(halts) > 2
    return {
        "halts": halts[1:] if with_depot else halts,
        "travel": travel,
        "crew": members,
        "depart_between": (start, start + draw(st.integers(0, 3 * 24 * 60)) * MINUTE),
        "book": BOOK,
        "depot": halts[0].place if with_depot else None,
    }


@st.composite
def driven_before(draw: st.DrawFn, start: datetime) -> tuple[Span, ...]:
    """Lawful driving before a moment: an hour or two now and then by day, up to eight hours a day."""
    spans, now = [], start
    for _ in range(draw(st.integers(0, 12))):
        end = now - draw(st.integers(0, 600)) * MINUTE
        now = end - draw(st.integers(1, 120)) * MINUTE
        spans.append(Span(now, end))
    sections = [
        Section(
            start=PlaceId("X"),
            end=PlaceId("X"),
            depart=span.start,
            arrive=span.end,
            driver=DriverId("D"),
            km=None,
            road=ORDINARY,
        )
        for span in spans
    ]
    lawful = not sections or not BOOK.judge(
        DriverDuty(driver=DriverId("D"), sections=tuple(sections)), "D", on=date(2023, 1, 28)
    )
    return tuple(spans) if lawful else ()


@settings(max_examples=20)
@given(runs(), st.integers(0, 3 * 24 * 60))
def test_every_timetable_is_lawful_to_the_rules_themselves(run: dict[str, Any], minutes: int) -> None:
    deadline = run["depart_between"][0] + minutes * MINUTE
    # Few ways are followed, so that a drawn coach takes no minutes; the law holds of any number of them.
    early = timetable(**run, most_states=8)
    late = timetable(**run, arrive_by=deadline, leave_late=True, most_states=8)
    for found in (early, late):
        if isinstance(found, Timetable):
            assert judged(legs_of(found), run["crew"]) == []
            first, last = run["depart_between"]
            assert first <= found.depart <= last
            kept = {stop.place: stop for stop in found.stops}
            assert [halt.place for halt in run["halts"]] == [stop.place for stop in found.stops if stop.boarding]
            for halt in run["halts"][:-1]:
                stop = kept[halt.place]
                assert halt.not_before is None or stop.depart >= halt.not_before
                assert stop is found.stops[0] or stop.depart - stop.arrive >= halt.dwell * MINUTE
    if isinstance(early, Timetable):
        assert isinstance(late, Timetable) == (early.arrive <= deadline)
    if isinstance(late, Timetable):
        assert isinstance(early, Timetable)
        assert late.arrive <= deadline
        assert not early.proved or early.arrive <= late.arrive
        assert early.depart <= late.depart


def test_hours_driven_before_count_in_the_day_and_in_the_week() -> None:
    halts, travel = chain((120, 100, ORDINARY), (180, 60, ORDINARY))
    one_day = [
        Span(at("20:00", 4), at("21:00", 4)),
        Span(at("22:00", 4), at("23:00", 4)),
        Span(at("05:00"), at("07:00")),
    ]
    members = crew("D-1", driven=one_day)
    found = made(timetable(halts, travel, crew=members, depart_between=(at("07:30"), at("07:30")), book=BOOK))
    # 4 + 2 hours leave two of the eight: three are left once the hour from 20:00 the evening before is a day old.
    assert clock(found)[1:] == ["05 09:30-18:00 D-1", "05 21:00-21:00"]
    assert [(hold.rule, hold.at) for hold in found.holds] == [("TR-04", at("11:30"))]

    week = [
        Span(at(clock_, day), at(until, day))
        for day in range(1, 6)
        for clock_, until in (("06:00", "10:00"), ("11:00", "15:00"))
    ]
    members = crew("D-1", driven=week)
    halts, travel = chain((120, 100, ORDINARY), (180, 60, ORDINARY))
    halts[1] = Halt(place=halts[1].place, dwell=20)
    late = no_timetable(
        timetable(
            halts,
            travel,
            crew=members,
            depart_between=(at("12:00", 6), at("12:00", 6)),
            arrive_by=at("23:00", 6),
            book=BOOK,
        )
    )
    # 40 hours since the 1st; from 06:00 on the 8th those of the 1st are more than seven days old.
    assert (late.code, late.at, late.earliest) == ("TR-06", at("16:20", 6), at("07:00", 8))
    assert "2023-02-08 07:00" in late.text.zh


def test_a_run_of_400_km_has_two_drivers_who_both_drive() -> None:
    way = ((120, 200, ORDINARY), (120, 200, ORDINARY))
    window = at("08:00"), at("09:00")
    alone = no_timetable(timetable(*chain(*way), crew=crew("D-1"), depart_between=window, book=BOOK))
    assert (alone.code, alone.place) == ("TR-09", "P1")
    both = made(timetable(*chain(*way), crew=crew("D-1", "D-2"), depart_between=window, book=BOOK))
    assert {stop.driver for stop in both.stops[:-1]} == {"D-1", "D-2"}
    one_section = no_timetable(
        timetable(*chain((240, 400, ORDINARY)), crew=crew("D-1", "D-2"), depart_between=window, book=BOOK)
    )
    assert one_section.code == "TR-09"
    assert "change" in one_section.suggestion.en
    motorway = ((120, 200, MOTORWAY), (120, 200, MOTORWAY))
    assert made(timetable(*chain(*motorway), crew=crew("D-1"), depart_between=window, book=BOOK)).proved


def test_a_section_that_no_wait_makes_lawful_names_the_rule_and_the_minute() -> None:
    halts, travel = chain((30, 20, ORDINARY), (241, 100, ORDINARY))
    found = no_timetable(
        timetable(halts, travel, crew=crew("D-1"), depart_between=(at("08:00"), at("21:00")), book=BOOK)
    )
    # 30 minutes and a rest bring it to 08:50; four hours from there on are over at 12:50, a minute before the end.
    assert (found.code, found.at, found.place, found.earliest) == ("TR-04", at("12:50"), "P1", None)
    assert found.reason.code == "TR-04"
    assert "P1 to P2" in found.reason.text.en
    assert "no wait helps" in found.reason.text.en


def test_a_rest_place_becomes_a_stop_only_where_the_coach_stands_or_drivers_change() -> None:
    rests = tuple(
        RestPlace(place=PlaceId(name), minutes=after, km=Decimal(after)) for name, after in (("R1", 170), ("R2", 300))
    )
    way = Way(start=PlaceId("A"), end=PlaceId("B"), minutes=400, km=Decimal(390), rests=rests)
    travel, halts = TravelTimes((way,)), [Halt(place=PlaceId("A")), Halt(place=PlaceId("B"))]
    window = at("08:00"), at("08:00")
    alone = made(timetable(halts, travel, crew=crew("D-1"), depart_between=window, book=BOOK))
    assert [stop.place for stop in alone.stops] == ["A", "R1", "B"]
    assert alone.arrive == at("15:00")
    rest = alone.stops[1]
    assert (rest.boarding, rest.alighting, rest.depart - rest.arrive) == (False, False, 20 * MINUTE)
    assert sum(stop.km or 0 for stop in alone.stops) == 390
    both = made(timetable(halts, travel, crew=crew("D-1", "D-2"), depart_between=window, book=BOOK))
    assert both.arrive == at("14:40")
    assert [stop.driver for stop in both.stops if stop.driver] == ["D-1", "D-2"]
    back = made(timetable(halts[::-1], travel, crew=crew("D-1"), depart_between=window, book=BOOK))
    assert [stop.place for stop in back.stops] == ["B", "R1", "A"]
    assert back.arrive == at("15:00")


def test_a_coach_from_a_depot_has_an_empty_run_of_its_own_that_the_driver_drives_too() -> None:
    halts, travel = chain((150, 100, ORDINARY), (100, 80, ORDINARY))
    found = made(
        timetable(
            halts[1:],
            travel,
            crew=crew("D-1"),
            depart_between=(at("08:00"), at("08:00")),
            book=BOOK,
            depot=halts[0].place,
        )
    )
    empty = found.empty_leg(LegId("L-e"), COACH)
    assert empty is not None
    assert [stop.place for stop in empty.stops] == ["P0", "P1"]
    assert not any(stop.boarding or stop.alighting for stop in empty.stops)
    assert found.depart == at("08:00")
    assert clock(found) == ["05 10:50-10:50 D-1", "05 12:30-12:30"]  # 250 minutes ask for a rest of 20
    at_home = made(
        timetable(
            halts, travel, crew=crew("D-1"), depart_between=(at("08:00"), at("08:00")), book=BOOK, depot=halts[0].place
        )
    )
    assert at_home.empty_leg(LegId("L-e"), COACH) is None


def test_a_coach_reaches_the_station_with_the_time_to_change_and_sets_out_as_late_as_it_may() -> None:
    halts, travel = chain((60, 40, ORDINARY), (90, 60, ORDINARY))
    book = BOOK.with_rules(*RULES).with_parameters(*parameters(transfer_buffer=60))
    found = made(
        timetable(
            halts,
            travel,
            crew=crew("D-1"),
            depart_between=(at("06:00"), at("20:00")),
            before_train=at("14:05"),
            leave_late=True,
            book=book,
        )
    )
    assert (found.depart, found.arrive) == (at("10:35"), at("13:05"))
    early = made(
        timetable(
            halts,
            travel,
            crew=crew("D-1"),
            depart_between=(at("06:00"), at("20:00")),
            before_train=at("14:05"),
            book=book,
        )
    )
    assert early.arrive == at("08:30")


def test_the_latest_start_is_found_between_waits() -> None:
    # Four hours and a rest: nobody need sit in the coach earlier than 6:00, when the mountain road opens.
    halts, travel = chain((60, 40, ORDINARY), (60, 40, MOUNTAIN))
    found = made(timetable(halts, travel, crew=crew("D-1"), depart_between=(at("01:00"), at("20:00")), book=BOOK))
    assert (found.depart, found.arrive) == (at("05:00"), at("07:00"))
    # With a stop from 05:00 to 05:40 that opens late, the search goes by halves.
    halts = [halts[0], Halt(place=halts[1].place, dwell=30, not_before=at("08:10")), halts[2]]
    found = made(timetable(halts, travel, crew=crew("D-1"), depart_between=(at("01:00"), at("20:00")), book=BOOK))
    assert (found.depart, found.arrive) == (at("06:40"), at("09:10"))


@pytest.mark.parametrize(
    ("train", "code"),
    [("09:00", "timetable.train-gone"), ("10:30", "TR-25")],
)
def test_a_train_that_is_not_caught_is_refused_by_name(train: str, code: str) -> None:
    book = BOOK.with_rules(*RULES).with_parameters(*parameters(transfer_buffer=60))
    halts, travel = chain((120, 40, ORDINARY))
    found = no_timetable(
        timetable(
            halts,
            travel,
            crew=crew("D-1"),
            depart_between=(at("08:00"), at("09:00")),
            before_train=at(train),
            book=book,
        )
    )
    assert (found.code, found.place, found.earliest) == (code, "P1", at("10:00"))
    assert train in found.text.zh
    assert train in found.text.en


def test_without_a_time_to_change_in_force_no_train_is_promised() -> None:
    halts, travel = chain((120, 40, ORDINARY))
    window = at("08:00"), at("09:00")
    asked = no_timetable(
        timetable(
            halts,
            travel,
            crew=crew("D-1"),
            depart_between=window,
            before_train=at("23:00"),
            book=BOOK.with_rules(*RULES),
        )
    )
    assert (asked.code, asked.at) == ("TR-25", at("23:00"))
    # A book without the rule asks for no time to change.
    free = timetable(halts, travel, crew=crew("D-1"), depart_between=window, before_train=at("10:00"), book=BOOK)
    assert made(free).arrive == at("10:00")


def test_the_earlier_of_two_latest_arrivals_decides() -> None:
    halts, travel = chain((120, 40, ORDINARY))
    window = at("08:00"), at("09:00")
    found = no_timetable(
        timetable(
            halts,
            travel,
            crew=crew("D-1"),
            depart_between=window,
            before_train=at("12:00"),
            arrive_by=at("09:59"),
            book=BOOK,
        )
    )
    assert (found.code, found.earliest) == ("timetable.too-late", at("10:00"))
    assert "09:59" in found.text.en


def test_a_stop_that_closes_before_the_coach_can_leave_it_is_named() -> None:
    halts, travel = chain((60, 40, ORDINARY), (60, 40, ORDINARY))
    halts[1] = Halt(place=halts[1].place, dwell=20, not_after=at("09:15"))
    found = no_timetable(
        timetable(halts, travel, crew=crew("D-1"), depart_between=(at("08:00"), at("09:00")), book=BOOK)
    )
    assert (found.code, found.place, found.at) == ("timetable.too-late", "P1", None)


def test_a_rule_that_the_book_does_not_have_or_that_is_not_in_force_binds_nobody() -> None:
    halts, travel = chain((300, 500, MOUNTAIN))
    window = at("22:30"), at("22:30")
    bare = RuleBook(title=Text.same("none"))
    found = made(timetable(halts, travel, crew=crew("D-1"), depart_between=window, book=bare))
    assert found.arrive == at("03:30", 6)
    only_nights = BOOK.without("TR-04", "TR-06", "TR-07", "TR-08", "TR-09")
    refused = no_timetable(timetable(halts, travel, crew=crew("D-1"), depart_between=window, book=only_nights))
    assert (refused.code, refused.at) == ("TR-05", at("00:30", 6))


def test_limits_are_those_of_the_day_on_which_the_coach_sets_out() -> None:
    # Up to 150 km run through the small hours from the 6th on: it is earlier to set out after midnight.
    shuttle = Parameter(
        name="short_shuttle_km",
        title=Text.same("short"),
        unit="km",
        values=(
            DatedValue(value=100, source=Convention(Text.same("old")), until=date(2023, 2, 6)),
            DatedValue(value=200, source=Convention(Text.same("new")), since=date(2023, 2, 6)),
        ),
    )
    book = BOOK.with_parameters(shuttle).without("TR-05")
    halts, travel = chain((200, 150, ORDINARY))
    found = made(timetable(halts, travel, crew=crew("D-1"), depart_between=(at("23:00"), at("03:00", 6)), book=book))
    assert (found.depart, found.arrive) == (at("00:00", 6), at("03:20", 6))
    assert judged(legs_of(found), book=book) == []


def test_a_second_driver_is_not_asked_for_where_the_book_says_so() -> None:
    halts, travel = chain((120, 200, ORDINARY), (120, 200, ORDINARY))
    window = at("08:00"), at("09:00")
    newer = BOOK.with_parameters(*parameters(second_driver_asked=False))
    assert made(timetable(halts, travel, crew=crew("D-1"), depart_between=window, book=newer)).arrive == at("12:00")
    beyond = BOOK.with_parameters(*parameters(two_drivers_boundary_counts=False))
    assert made(timetable(halts, travel, crew=crew("D-1"), depart_between=window, book=beyond)).arrive == at("12:00")


def test_where_not_every_way_is_followed_the_timetable_is_lawful_and_says_so() -> None:
    # The second driver has an hour left in his day, and has to drive somewhere (TR-09): one of the first two sections.
    halts, travel = chain((60, 200, ORDINARY), (60, 100, ORDINARY), (120, 150, ORDINARY))
    hours = [Span(at("12:00", 4), at("15:00", 4)), Span(at("16:00", 4), at("20:00", 4))]
    members = [CrewMember(driver=DriverId("D-1")), CrewMember(driver=DriverId("D-2"), driven=tuple(hours))]
    window = at("07:00"), at("07:00")
    whole = made(timetable(halts, travel, crew=members, depart_between=window, book=BOOK))
    assert (whole.arrive, whole.proved) == (at("11:00"), True)
    part = made(timetable(halts, travel, crew=members, depart_between=window, book=BOOK, most_states=1))
    assert part.arrive > whole.arrive
    assert not part.proved
    assert judged(legs_of(part), members) == []


@pytest.mark.parametrize(
    ("halts", "members", "window", "words"),
    [
        (["P0"], ["D-1"], ("08:00", "09:00"), "two stops or more"),
        (["P0", "P1", "P0"], ["D-1"], ("08:00", "09:00"), "twice at one place: P0"),
        (["P0", "P1"], [], ("08:00", "09:00"), "have one driver or more"),
        (["P0", "P1"], ["D-1", "D-1"], ("08:00", "09:00"), "each named once"),
        (["P0", "P1"], ["D-1"], ("09:00", "08:00"), "not be before the first"),
    ],
)
def test_what_is_no_question_is_refused(
    halts: list[str], members: list[str], window: tuple[str, str], words: str
) -> None:
    _, travel = chain((60, 40, ORDINARY))
    with pytest.raises(InvalidValue, match=words):
        timetable(
            [Halt(place=PlaceId(place)) for place in halts],
            travel,
            crew=crew(*members),
            depart_between=(at(window[0]), at(window[1])),
            book=BOOK,
        )


def test_times_have_a_zone_and_ways_are_known() -> None:
    halts, travel = chain((60, 40, ORDINARY))
    naive = datetime(2023, 2, 5, 8)  # noqa: DTZ001 - the point of the test
    with pytest.raises(InvalidValue, match="zone"):
        timetable(halts, travel, crew=crew("D-1"), depart_between=(naive, naive), book=BOOK)
    with pytest.raises(UnknownName, match="no way from P0 to P9"):
        timetable(
            [halts[0], Halt(place=PlaceId("P9"))],
            travel,
            crew=crew("D-1"),
            depart_between=(at("08:00"), at("09:00")),
            book=BOOK,
        )


def test_seconds_are_taken_to_whole_minutes_outwards() -> None:
    halts, travel = chain((60, 40, ORDINARY))
    second = timedelta(seconds=1)
    found = made(
        timetable(halts, travel, crew=crew("D-1"), depart_between=(at("08:00") + second, at("08:02")), book=BOOK)
    )
    assert found.depart == at("08:01")
    driven = [Span(at("07:00"), at("08:00") + second)]
    found = made(
        timetable(halts, travel, crew=crew("D-1", driven=driven), depart_between=(at("08:00"), at("08:02")), book=BOOK)
    )
    assert found.depart == at("08:01")


def test_a_driver_takes_over_when_another_coach_lets_go_of_him_and_no_rule_asks_for_that_wait() -> None:
    halts, travel = chain((240, 100, ORDINARY), (60, 40, ORDINARY))
    members = [
        CrewMember(driver=DriverId("D-1")),
        CrewMember(driver=DriverId("D-2"), driven=(Span(at("11:00"), at("12:10")),)),
    ]
    found = made(timetable(halts, travel, crew=members, depart_between=(at("08:00"), at("08:00")), book=BOOK))
    assert clock(found)[1] == "05 12:00-12:10 D-2"
    assert found.holds == ()


def test_a_mountain_road_longer_than_the_day_is_never_driven() -> None:
    halts, travel = chain((17 * 60, 300, MOUNTAIN))
    roads_only = BOOK.without("TR-04", "TR-05", "TR-06", "TR-07")
    found = no_timetable(
        timetable(halts, travel, crew=crew("D-1"), depart_between=(at("06:00"), at("06:00")), book=roads_only)
    )
    assert found.code == "TR-08"
    assert "no wait helps" in found.text.en


def test_a_rest_place_on_two_ways_is_stood_at_once() -> None:
    rest = RestPlace(place=PlaceId("R"), minutes=100, km=Decimal(80))
    ways = [
        Way(start=PlaceId(a), end=PlaceId(b), minutes=200, km=Decimal(150), rests=(rest,))
        for a, b in (("A", "B"), ("B", "C"))
    ]
    halts = [Halt(place=PlaceId(place)) for place in "ABC"]
    found = made(
        timetable(
            halts, TravelTimes(tuple(ways)), crew=crew("D-1"), depart_between=(at("08:00"), at("08:00")), book=BOOK
        )
    )
    assert judged(legs_of(found)) == []
    assert [stop.place for stop in found.stops].count(PlaceId("R")) <= 1
    assert found.arrive == at("15:00")


def test_a_coach_that_is_there_earlier_spares_no_other_whose_driver_has_not_driven_yet() -> None:
    idle, drove = Wheel(), Wheel(spans=((0, 60),), stretch=60)
    earlier = State(at=60, wheels=(drove,), drove=frozenset({0}))
    later = State(at=70, wheels=(idle,))
    assert not _no_worse(earlier, later)
    assert _no_worse(State(at=60, wheels=(idle,)), State(at=70, wheels=(drove,)))
    assert not _no_worse(later, earlier)


@pytest.mark.parametrize(
    ("km", "minutes", "setting_out"), [(600, 600, "06:00"), (600, 450, "07:30"), (400, 300, "06:00")]
)
def test_a_run_for_which_a_driver_is_missing_breaks_the_rule_from_its_start_on(
    km: int, minutes: int, setting_out: str
) -> None:
    """Though the coach goes on only on the next day, where a driver's day is full."""
    rests = tuple(
        RestPlace(place=PlaceId(f"R{minute}"), minutes=minute, km=Decimal(minute))
        for minute in range(120, minutes, 120)
    )
    way = Way(start=PlaceId("P0"), end=PlaceId("P1"), minutes=minutes, km=Decimal(km), rests=rests)
    halts = [Halt(place=PlaceId("P0")), Halt(place=PlaceId("P1"))]
    found = no_timetable(
        timetable(
            halts,
            TravelTimes((way,)),
            crew=crew("D-1"),
            depart_between=(at(setting_out), at(setting_out) + timedelta(hours=1)),
            book=BOOK,
        )
    )
    assert (found.code, found.at) == ("TR-09", at(setting_out))
    assert f"2023-02-05 {setting_out}" in found.text.en


def test_the_missing_driver_of_a_later_run_is_missing_from_the_start_of_that_run() -> None:
    """The coach comes empty from its depot, which is a run of its own."""
    way = Way(
        start=PlaceId("P0"),
        end=PlaceId("P1"),
        minutes=400,
        km=Decimal(400),
        rests=(RestPlace(place=PlaceId("R"), minutes=200, km=Decimal(200)),),
    )
    empty = Way(start=PlaceId("depot"), end=PlaceId("P0"), minutes=30, km=Decimal(30))
    found = no_timetable(
        timetable(
            [Halt(place=PlaceId("P0"), dwell=10), Halt(place=PlaceId("P1"))],
            TravelTimes((empty, way)),
            crew=crew("D-1"),
            depart_between=(at("06:00"), at("07:00")),
            book=BOOK,
            depot=PlaceId("depot"),
        )
    )
    assert (found.code, found.at) == ("TR-09", at("06:40"))
