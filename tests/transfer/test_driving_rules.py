"""TR-04 to TR-09: a case on each side of every threshold, each shown to break that very rule or to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.kernel.ids import DriverId, LegId, PlaceId, VehicleId
from laborcoop.kernel.text import Text
from laborcoop.packs.china.travel import PARAMETERS
from laborcoop.rulebook import Convention, DatedValue, Finding, Parameter, RuleBook, Severity
from laborcoop.rulebook.parameter import Parameters
from laborcoop.transfer import DriverDuty, Leg, Road, Section, Stop, TransportMode, Vehicle, duties
from laborcoop.transfer.hours import Span
from laborcoop.transfer.rules import RULES

ZONE = ZoneInfo("Asia/Shanghai")
ON = date(2023, 1, 28)
BOOK = RuleBook(title=Text.same("transport"), rules=RULES, parameters=Parameters.of(PARAMETERS))
MINUTE = timedelta(minutes=1)
MOTORWAY, ORDINARY, MOUNTAIN = Road.MOTORWAY, Road.ORDINARY, Road.MOUNTAIN


def at(clock: str, day: int = 5, month: int = 2, year: int = 2023) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def duty(start: datetime, *minutes: int) -> DriverDuty:
    """A duty of drives and pauses in turn, in minutes."""
    sections, now = [], start
    for i, length in enumerate(minutes):
        end = now + length * MINUTE
        if i % 2 == 0:
            sections.append(
                Section(
                    start=PlaceId(f"P{i}"),
                    end=PlaceId(f"P{i + 1}"),
                    depart=now,
                    arrive=end,
                    driver=DriverId("D-1"),
                    km=None,
                    road=ORDINARY,
                )
            )
        now = end
    return DriverDuty(driver=DriverId("D-1"), sections=tuple(sections))


@frozen
class Way:
    """A section of a leg: how long it takes, the pause behind it, its distance, road and driver.

    ``stood`` are the minutes of it from which and until which the coach stands on the way.
    """

    minutes: int
    pause: int = 0
    km: str | None = "50"
    road: Road = ORDINARY
    driver: str | None = "D-1"
    stood: tuple[int, int] | None = None


def leg(start: datetime, *ways: Way, mode: TransportMode = TransportMode.CHARTER_COACH) -> Leg:
    stops, arrive, depart = [], start, start
    for i, way in enumerate([*ways, None]):
        stops.append(
            Stop(
                place=PlaceId(f"P{i}"),
                arrive=arrive,
                depart=depart,
                driver=DriverId(way.driver) if way and way.driver else None,
                km=Decimal(way.km) if way and way.km else None,
                road=way.road if way else ORDINARY,
                stood=(Span(*(depart + minute * MINUTE for minute in way.stood)),) if way and way.stood else (),
            )
        )
        if way:
            arrive = depart + way.minutes * MINUTE
            depart = arrive + way.pause * MINUTE
    stops[-1] = evolve(stops[-1], depart=stops[-1].arrive)
    return Leg(
        id=LegId("L-1"),
        vehicle=Vehicle(id=VehicleId("V-1"), mode=mode, rated=49),
        stops=tuple(stops),
        captain="C-1",
        deputy="C-2",
    )


def delayed(minutes: int, *stood: int) -> DriverDuty:
    """The duty of whoever drives a coach that is late on the way, where it stands in the middle of it."""
    first, last = stood
    (driven,) = duties([leg(at("08:00"), Way(minutes, stood=(first, last)))])
    return driven


def long_coach(*ways: Way, start: str = "08:00") -> Leg:
    """A leg by day of which only the distance matters."""
    return leg(at(start), *ways)


def by_night(start: str, end: str, *, km: str = "201", **more: int) -> Leg:
    """A leg from the evening or small hours of 5 February until the next time that the clock shows ``end``."""
    begins = at(start, **more)
    ends = datetime.combine(begins, datetime.strptime(end, "%H:%M").time(), ZONE)  # noqa: DTZ007 - a time of day
    ends += timedelta(days=1) if ends <= begins else timedelta(0)
    return leg(begins, Way((ends - begins) // MINUTE, km=km))


def week(*last: int) -> DriverDuty:
    """A week of drives of 4 hours and less, parted by rests, with these last drives and pauses."""
    pattern: list[int] = []
    for _ in range(5):
        pattern += [240, 240, 240, 720]
    return duty(at("08:00", 30, 1), *pattern, *last)


@frozen
class Case:
    rule: str
    subject: DriverDuty | Leg
    why: str
    says: str = ""
    severity: Severity = Severity.BLOCK


FIELDS = {
    "TR-04": {"sections"},
    "TR-05": {"sections"},
    "TR-06": {"sections"},
    "TR-07": {"stops"},
    "TR-08": {"stops[0]", "stops[1]"},
    "TR-09": {"stops"},
}

BREAKS = [
    Case("TR-04", duty(at("08:00"), 241), "4:01 without a rest", "past 4 h from 2023-02-05 12:00 on"),
    Case("TR-04", duty(at("08:00"), 240, 19, 1), "a rest of 19 minutes is none", "from 2023-02-05 12:19 on"),
    Case("TR-04", duty(at("08:00"), 120, 19, 120, 19, 1), "two short stops are no rest", "4 h 1 min"),
    Case("TR-04", delayed(261, 60, 79), "late, stands 19 minutes of it", "drives 4 h 2 min"),
    Case("TR-04", duty(at("08:00"), 60, 20, 241), "the second stretch is too long", "from 2023-02-05 13:20 on"),
    Case("TR-05", duty(at("22:00"), 121), "2:01 by night", "past 2 h from 2023-02-06 00:00 on"),
    Case("TR-05", duty(at("21:00"), 181), "2:01 of it after 22:00", "from 2023-02-05 22:00 to 2023-02-06 00:01"),
    Case("TR-05", duty(at("22:00"), 100, 19, 21), "a rest of 19 minutes by night is none", "2 h 1 min"),
    Case("TR-05", duty(at("03:59"), 140), "2:01 before 06:00", "past 2 h from 2023-02-05 05:59 on"),
    Case("TR-06", duty(at("08:00"), 240, 60, 240, 60, 1), "8:01 in a day", "from 2023-02-05 18:00 on"),
    Case("TR-06", duty(at("12:00"), 240, 20, 240, 801, 60), "8 h, and on before 24 h are over", "within 24 hours"),
    Case("TR-06", week(240, 1200, 1), "44:01 in seven days", "within 7 days"),
    Case("TR-07", by_night("00:30", "06:00"), "00:30 to 06:00 without a stop", "02:00 to 2023-02-05 05:00"),
    Case("TR-07", by_night("23:00", "02:01"), "still on the road at 02:00", "2023-02-06 02:00 to 2023-02-06 02:01"),
    Case("TR-07", by_night("04:59", "06:00"), "off again before 05:00", "04:59 to 2023-02-05 05:00"),
    Case("TR-07", leg(at("01:00"), Way(60, km=None), Way(120, driver="D-2")), "not known to be short", "not all known"),
    Case("TR-07", by_night("01:00", "04:00", km="101", year=2022), "101 km under the text before 2023", "101 km"),
    Case("TR-08", leg(at("04:30"), Way(60, road=MOUNTAIN)), "village pickup at 04:30", "04:30 to 2023-02-05 05:30"),
    Case("TR-08", leg(at("05:59"), Way(60, road=MOUNTAIN)), "one minute before 06:00", "05:59 to 2023-02-05 06:00"),
    Case("TR-08", leg(at("21:00"), Way(61, road=MOUNTAIN)), "one minute after 22:00", "22:00 to 2023-02-05 22:01"),
    Case("TR-08", leg(at("21:00"), Way(60), Way(30, road=MOUNTAIN)), "the second section", "P1 to P2"),
    Case("TR-09", long_coach(Way(200, km="400")), "exactly 400 km", "400 km or more", Severity.ERROR),
    Case("TR-09", long_coach(Way(200, km="600", road=MOTORWAY)), "exactly 600 km of motorway", "600", Severity.ERROR),
    Case(
        "TR-09",
        long_coach(Way(200, km="399", road=MOTORWAY), Way(9, km="1")),
        "mixed roads have the shorter limit",
        "400 km",
        Severity.ERROR,
    ),
    Case("TR-09", long_coach(Way(200, km="400", driver=None)), "nobody is named at all", "it has 0", Severity.ERROR),
    Case("TR-09", long_coach(Way(200, km="400"), Way(9, km=None)), "enough is known", "400 km are", Severity.ERROR),
    Case("TR-09", long_coach(Way(200, km="399"), Way(9, km=None)), "not all is known", "399 km are", Severity.WARN),
]

KEEPS = [
    Case("TR-04", duty(at("08:00"), 240), "4:00"),
    Case("TR-04", duty(at("08:00"), 240, 20, 240), "a rest of 20 minutes"),
    Case("TR-04", duty(at("08:00"), 120, 5, 120), "driving is added up, a stop is not driving"),
    Case("TR-04", delayed(261, 60, 80), "late, stands 20 minutes of it"),
    Case("TR-05", duty(at("22:00"), 120), "2:00 by night"),
    Case("TR-05", duty(at("22:00"), 120, 20, 120), "2:00, a rest of 20 minutes, 2:00"),
    Case("TR-05", duty(at("20:00"), 240), "2:00 of 4:00 are night"),
    Case("TR-05", duty(at("06:00"), 240), "06:00 is day"),
    Case("TR-06", duty(at("08:00"), 240, 60, 240), "8:00 in a day"),
    Case("TR-06", duty(at("12:00"), 240, 20, 240, 940, 240), "8:00, and on when 24 h are over"),
    Case("TR-06", week(240, 1200), "44:00 in seven days"),
    Case("TR-06", week(240, 2640, 60), "on when seven days are over"),
    Case("TR-07", by_night("23:00", "02:00"), "stands at 02:00"),
    Case("TR-07", by_night("05:00", "07:00"), "leaves at 05:00"),
    Case("TR-07", leg(at("01:00"), Way(60, 180, km="300"), Way(60, km="300")), "stands from 02:00 to 05:00"),
    Case("TR-07", leg(at("01:00"), Way(300, km="300", stood=(60, 240))), "stands on the way from 02:00 to 05:00"),
    Case("TR-07", by_night("01:00", "03:00", km="200"), "exactly 200 km"),
    Case("TR-07", by_night("01:00", "03:00", km="100", year=2022), "exactly 100 km before 2023"),
    Case("TR-07", by_night("01:00", "03:00", km="101", year=2023, day=1, month=1), "101 km from 2023 on"),
    Case(
        "TR-07",
        leg(at("00:30"), Way(330, km="900"), mode=TransportMode.ORDINARY_TRAIN),
        "a train runs through the night",
    ),
    Case("TR-08", leg(at("06:00"), Way(60, road=MOUNTAIN)), "from 06:00"),
    Case("TR-08", leg(at("21:00"), Way(60, road=MOUNTAIN)), "until 22:00"),
    Case("TR-08", leg(at("21:00"), Way(600, road=MOUNTAIN, stood=(60, 540))), "stands on the way from 22:00 to 06:00"),
    Case("TR-08", leg(at("05:00"), Way(60), Way(60, road=MOUNTAIN)), "an ordinary road until 06:00"),
    Case("TR-08", leg(at("03:00"), Way(60, road=MOUNTAIN), mode=TransportMode.SPECIAL_TRAIN), "a train"),
    Case("TR-09", long_coach(Way(200, km="399.9")), "less than 400 km"),
    Case("TR-09", long_coach(Way(200, km="599.9", road=MOTORWAY)), "less than 600 km of motorway"),
    Case("TR-09", long_coach(Way(200, km="300"), Way(200, km="300", driver="D-2")), "two drivers"),
    Case("TR-09", long_coach(Way(9, km=None), Way(9, driver="D-2")), "two drivers, whatever the distance"),
    Case("TR-09", leg(at("08:00"), Way(600, km="1300"), mode=TransportMode.SPECIAL_TRAIN), "a train"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


def judged(subject: DriverDuty | Leg, book: RuleBook = BOOK) -> tuple[Finding, ...]:
    return book.judge(subject, "S-1", on=ON)


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found_and_no_other(case: Case) -> None:
    # A driver missing from a section is TR-19's to say as well.
    found = [finding for finding in judged(case.subject) if finding.rule != "TR-19"]
    assert [(finding.rule, finding.severity) for finding in found] == [(case.rule, case.severity)]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


def test_a_finding_names_the_field_that_is_wrong() -> None:
    found = [finding for case in BREAKS for finding in judged(case.subject)]
    assert {code: {finding.path for finding in found if finding.rule == code} for code in FIELDS} == FIELDS


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in judged(case.subject)}


def test_every_driving_rule_has_a_case_on_each_side() -> None:
    codes = {f"TR-0{number}" for number in range(4, 10)}
    assert {case.rule for case in BREAKS} == {case.rule for case in KEEPS} == codes


def test_each_stretch_that_is_too_long_is_found() -> None:
    found = judged(duty(at("08:00", 5), 241, 60, 241, 900))
    assert [finding.rule for finding in found if finding.rule == "TR-04"] == ["TR-04"] * 2


def test_a_night_that_is_driven_twice_is_found_twice() -> None:
    run = leg(at("01:00"), Way(26 * 60, km="900"))
    assert [finding.rule for finding in judged(run) if finding.rule == "TR-07"] == ["TR-07"] * 2


def test_a_leg_of_which_no_distance_is_known_is_told_so() -> None:
    found = judged(leg(at("01:00"), Way(120, km=None)))
    assert [finding.rule for finding in found] == ["TR-07", "TR-09"]
    for finding in found:
        assert "(this one: not all known, 0 km are)" in finding.message.en
        assert "本班次：里程不全，已知 0 公里" in finding.message.zh


def test_times_are_told_with_their_seconds() -> None:
    start = at("08:00")
    section = evolve(duty(start, 240).sections[0], arrive=start + 240 * MINUTE + timedelta(seconds=30))
    (finding,) = judged(DriverDuty(driver=DriverId("D-1"), sections=(section,)))
    assert "drives 4 h 30 s" in finding.message.en
    assert "4 小时 30 秒" in finding.message.zh


def number(parameter: str, value: int | Decimal, since: date | None = None, until: date | None = None) -> Parameter:
    source = Convention(Text("试验", "a trial"))
    return Parameter(
        name=parameter,
        title=Text.same(parameter),
        unit="",
        values=(DatedValue(value=value, source=source, since=since, until=until),),
    )


CHANGED = [
    ("TR-04", duty(at("08:00"), 241), number("max_continuous_driving", 241)),
    ("TR-04", duty(at("08:00"), 240, 19, 1), number("min_driving_rest", 19)),
    ("TR-05", duty(at("22:00"), 121), number("max_night_driving", 121)),
    ("TR-05", duty(at("22:00"), 121), number("night_from", Decimal("22.5"))),
    ("TR-05", duty(at("03:59"), 121), number("night_until", 5)),
    ("TR-06", duty(at("08:00"), 240, 60, 240, 60, 1), number("max_daily_driving", 481)),
    ("TR-06", week(240, 1200, 1), number("max_weekly_driving", 2641)),
    ("TR-07", by_night("23:00", "02:01"), number("coach_stop_from", 3)),
    ("TR-07", by_night("04:59", "06:00"), number("coach_stop_until", 4)),
    ("TR-07", by_night("00:30", "06:00"), number("short_shuttle_km", 201)),
    ("TR-09", long_coach(Way(200, km="400")), number("two_drivers_km", 401)),
    ("TR-09", long_coach(Way(200, km="600", road=MOTORWAY)), number("two_drivers_motorway_km", 601)),
]


@pytest.mark.parametrize(("rule", "subject", "changed"), CHANGED)
def test_every_limit_is_a_parameter_that_another_book_replaces(
    rule: str, subject: DriverDuty | Leg, changed: Parameter
) -> None:
    assert rule in {finding.rule for finding in judged(subject)}
    assert rule not in {finding.rule for finding in judged(subject, BOOK.with_parameters(changed))}


def test_limits_are_those_of_the_day_of_the_drive_not_of_the_day_of_the_plan() -> None:
    before = number("max_continuous_driving", 240, until=date(2023, 2, 5))
    after = number("max_continuous_driving", 60, since=date(2023, 2, 5))
    book = BOOK.with_parameters(evolve(before, values=(*before.values, *after.values)))
    assert judged(duty(at("08:00", 4), 61), book) == ()
    assert [finding.rule for finding in judged(duty(at("08:00", 5), 61), book)] == ["TR-04"]


def driven_ticks(drives: Sequence[tuple[int, int]]) -> list[bool]:
    ticks, now = [False] * 1200, 0
    for pause, length in drives:
        now += pause
        ticks[now : now + length] = [True] * length
        now += length
    return ticks


@settings(deadline=None, max_examples=50)
@given(drives=st.lists(st.tuples(st.integers(1, 90), st.integers(1, 24)), min_size=1, max_size=10))
def test_the_rules_agree_with_counting_the_ten_minutes_of_every_window(drives: list[tuple[int, int]]) -> None:
    pauses = [10 * minutes for drive in drives for minutes in drive]
    subject = duty(at("00:00") + pauses[0] * MINUTE, *pauses[1:])
    ticks = driven_ticks(drives)
    day, whole_week = 144, 1008
    too_much = any(sum(ticks[i : i + day]) > 48 or sum(ticks[i : i + whole_week]) > 264 for i in range(len(ticks)))
    # Every pause of two ticks is a rest of 20 minutes; one tick is not.
    run, longest, pause = 0, 0, 2
    for tick in ticks:
        run, pause = (run + 1, 0) if tick else (run if pause < 1 else 0, pause + 1)
        longest = max(longest, run)
    found = {finding.rule for finding in judged(subject)}
    assert ("TR-06" in found) == too_much
    assert ("TR-04" in found) == (longest > 24)


def test_a_two_driver_coach_from_a_far_county_is_lawful() -> None:
    run = leg(
        at("07:00"),
        Way(180, 20, km="120", road=MOUNTAIN),
        Way(220, 30, km="260", road=MOTORWAY),
        Way(200, km="200", road=MOTORWAY, driver="D-2"),
    )
    subjects: list[DriverDuty | Leg] = [run, *duties([run])]
    assert [finding for subject in subjects for finding in judged(subject)] == []


def behind(first: DriverDuty, before: int, length: int) -> DriverDuty:
    """A duty with so many minutes at the wheel that ended so many minutes before it."""
    end = first.start - before * MINUTE
    return evolve(first, driven=(Span(end - length * MINUTE, end),))


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        (behind(duty(at("08:00"), 60), 10, 180), []),
        (behind(duty(at("08:00"), 60), 10, 181), ["TR-04"]),
        (behind(duty(at("08:00"), 60), 20, 240), []),
        (behind(duty(at("08:00"), 60), 20, 300), []),
        (behind(duty(at("08:00"), 60), 24 * 60, 600), []),
        (behind(duty(at("08:00"), 60), 6 * 60, 421), ["TR-06"]),
        (behind(duty(at("08:00"), 60), 6 * 60, 420), []),
        (behind(duty(at("23:00"), 71), 10, 60), ["TR-05"]),
        (behind(duty(at("23:00"), 70), 10, 60), []),
    ],
)
def test_hours_behind_a_driver_count_and_what_was_too_much_before_is_over(
    subject: DriverDuty, found: list[str]
) -> None:
    assert [finding.rule for finding in judged(subject)] == found
