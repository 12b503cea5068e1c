"""Rosters of a station: no day uncovered that could be covered, by the fewest postings, each in a home."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.cooperation import Agreement
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import LodgingId, StationId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs import national
from laborcoop.retention import (
    CoverGap,
    RosterPlan,
    RosterQuestion,
    StaffHome,
    StaffId,
    StaffOffer,
    StationRoster,
    StationStaff,
    WorkStation,
    plan_roster,
)

FIRST = date(2023, 3, 1)
LUSHUI, FUGONG, GONGSHAN = DivisionCode("533301"), DivisionCode("533323"), DivisionCode("533324")
STATION = StationId("WS-1")


def days(start: int, end: int) -> Period:
    """Days from the first of March on; the end is not part of it."""
    return Period(FIRST + timedelta(days=start), FIRST + timedelta(days=end))


def station(*agreements: tuple[DivisionCode, Period]) -> WorkStation:
    return WorkStation(
        id=STATION,
        name=Text("工作站", "station"),
        home=DivisionCode("533300"),
        host=DivisionCode("440400"),
        agreements=tuple(
            Agreement(title=Text("协议", "agreement"), county=county, period=period) for county, period in agreements
        ),
    )


def offer(name: str, start: int, end: int, county: DivisionCode = LUSHUI) -> StaffOffer:
    return StaffOffer(id=StaffId(name), county=county, available=days(start, end))


def home(name: str = "A", places: int = 9, guaranteed: Period | None = None) -> StaffHome:
    return StaffHome(id=LodgingId(name), guaranteed=guaranteed or days(-99, 99), places=places)


def asked(*offers: StaffOffer, **changes: Any) -> RosterQuestion:
    base = RosterQuestion(station=station((LUSHUI, days(0, 99))), window=days(0, 10), offers=offers, homes=(home(),))
    return evolve(base, **changes)


def posted(plan: RosterPlan) -> list[tuple[str, int, int]]:
    """Who is posted from which day on and until which, counted from the first of March."""
    spans = [(one.id, one.posted.start - FIRST, (one.posted.end or date.max) - FIRST) for one in plan.postings]
    return [(name, start.days, end.days) for name, start, end in spans]


def test_who_stays_longest_is_posted_and_the_next_takes_over_without_a_gap() -> None:
    plan = plan_roster(asked(offer("a", 0, 3), offer("b", 0, 6), offer("c", 2, 8), offer("d", 5, 30)))
    assert posted(plan) == [("b", 0, 6), ("d", 6, 10)]
    assert (plan.gaps, plan.unhoused, plan.verify()) == ((), {}, ())
    assert all(one.housed == (one.posted,) for one in plan.postings)


def test_days_on_which_nobody_is_offered_are_told() -> None:
    plan = plan_roster(asked(offer("a", 2, 4), offer("b", 6, 9)))
    gaps = [(gap.first.day - 1, gap.last.day - 1) for gap in plan.gaps]
    assert gaps == [(0, 1), (4, 5), (9, 9)]
    assert plan.verify() == ()


def test_who_is_there_already_stays_and_other_stations_staff_do_not_count() -> None:
    here = StationStaff(id=StaffId("s"), station=STATION, delegated_by=LUSHUI, posted=days(-5, 4))
    plan = plan_roster(
        asked(offer("a", 0, 30), staff=(here, evolve(here, station=StationId("WS-2"), posted=days(4, 10))))
    )
    assert posted(plan) == [("a", 4, 10)]
    assert plan.staff[0] is here
    assert plan.verify() == ()


def test_only_days_of_an_agreement_and_people_of_its_county_count() -> None:
    where = station((LUSHUI, days(3, 5)), (FUGONG, days(0, 2)))
    plan = plan_roster(asked(offer("a", 0, 9), offer("f", 0, 9, FUGONG), station=where))
    assert sorted(posted(plan)) == [("a", 3, 5), ("f", 0, 2)]


def test_a_home_is_never_fuller_than_it_is_and_who_has_none_is_told_why() -> None:
    where = station((LUSHUI, days(0, 99)), (FUGONG, days(0, 99)))
    offers = (offer("a", 0, 5), offer("b", 5, 10), offer("f", 0, 10, FUGONG))
    plan = plan_roster(asked(*offers, station=where, homes=(home(places=1),)))
    assert set(plan.homes) == {"a", "b"}
    assert [reason.code for reason in plan.unhoused[StaffId("f")]] == ["stations.homes-full"]
    assert (plan.housing.status, plan.housing.gap, plan.verify()) == ("proved", 0, ())
    short = plan_roster(
        asked(offer("a", 0, 10), homes=(home(guaranteed=days(0, 9)), home("B", guaranteed=days(1, 99))))
    )
    assert [reason.code for reason in short.unhoused[StaffId("a")]] == ["stations.no-home"]
    whole = plan_roster(asked(offer("a", 0, 10), homes=(home(guaranteed=days(0, 10)),)))
    assert whole.unhoused == {}
    without_end = plan_roster(asked(offer("a", 0, 10), homes=(home(guaranteed=Period(FIRST)),)))
    assert without_end.unhoused == {}


def test_of_two_who_want_one_home_whoever_stays_longer_has_it() -> None:
    where = station((LUSHUI, days(0, 99)), (FUGONG, days(0, 99)))
    for lushui, fugong, housed in (((0, 10), (0, 2), "a"), ((0, 2), (0, 10), "f"), ((4, 6), (0, 10), "f")):
        offers = (offer("a", *lushui), offer("f", *fugong, FUGONG))
        plan = plan_roster(asked(*offers, station=where, homes=(home(places=1),)))
        assert set(plan.homes) == {housed}
        assert (plan.housing.status, plan.housing.gap, plan.verify()) == ("proved", 0, ())


@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(1, 9), st.sampled_from([LUSHUI, FUGONG, GONGSHAN])),
        min_size=2,
        max_size=6,
    ),
    st.lists(st.tuples(st.integers(0, 1), st.integers(9, 11), st.integers(1, 2)), min_size=1, max_size=2),
)
@settings(max_examples=40)
def test_no_way_houses_more_postings_or_as_many_for_more_days(
    spans: list[tuple[int, int, DivisionCode]], homes: list[tuple[int, int, int]]
) -> None:
    where = station(*((county, days(0, 99)) for county in (LUSHUI, FUGONG, GONGSHAN)))
    offers = [offer(f"o{i}", start, start + length, county) for i, (start, length, county) in enumerate(spans)]
    rooms = [home(f"H{i}", places, days(start, end)) for i, (start, end, places) in enumerate(homes)]
    plan = plan_roster(asked(*offers, station=where, homes=tuple(rooms)))
    stays = [list(one.posted.days()) for one in plan.postings]

    def fits(way: tuple[int, ...]) -> bool:
        lived = [(at, day) for at, own in zip(way, stays, strict=True) if at < len(rooms) for day in own]
        return all(day in rooms[at].guaranteed and lived.count((at, day)) <= rooms[at].places for at, day in lived)

    best = max(
        (
            sum(at < len(rooms) for at in way),
            sum(len(own) for at, own in zip(way, stays, strict=True) if at < len(rooms)),
        )
        for way in product(range(len(rooms) + 1), repeat=len(stays))
        if fits(way)
    )
    lengths = {one.id: len(own) for one, own in zip(plan.postings, stays, strict=True)}
    assert (len(plan.homes), sum(lengths[name] for name in plan.homes)) == best
    assert plan.verify() == ()


def test_a_full_roster_keeps_the_rules_on_staff_and_their_homes() -> None:
    plan = plan_roster(asked(offer("a", 0, 6), offer("b", 4, 12)))
    roster = StationRoster(station=plan.question.station, window=plan.question.window, staff=plan.staff)
    assert not {finding.rule for finding in national().judge(roster, "r", on=FIRST)} & {"ST-02", "ST-03"}
    empty = evolve(roster, staff=())
    assert "ST-02" in {finding.rule for finding in national().judge(empty, "r", on=FIRST)}


_offers = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6)), max_size=6).map(
    lambda spans: tuple(offer(f"o{i}", start, start + length) for i, (start, length) in enumerate(spans))
)


@given(_offers, st.integers(1, 3))
@settings(max_examples=60)
def test_no_fewer_of_those_offered_cover_as_many_days(offers: tuple[StaffOffer, ...], places: int) -> None:
    plan = plan_roster(asked(*offers, homes=(home(places=places),)))
    assert plan.verify() == ()
    window = list(days(0, 10).days())
    coverable = {day for day in window for one in offers if day in one.available}
    fewest = next(
        number
        for number in range(len(offers) + 1)
        for some in combinations(offers, number)
        if {day for day in window for one in some if day in one.available} == coverable
    )
    assert len(plan.postings) == fewest
    # One county's people follow one another: one place is enough for all of them.
    assert plan.unhoused == {}


def test_questions_without_an_end_or_with_something_twice_are_refused() -> None:
    changes: list[dict[str, Any]] = [
        {"window": Period(FIRST)},
        {"offers": (offer("a", 0, 1), offer("a", 2, 3))},
        {"homes": (home(), home())},
    ]
    for change in changes:
        with pytest.raises(InvalidValue):
            asked(**change)


def test_who_is_resident_at_another_station_is_not_posted_to_this_one_on_the_same_days() -> None:
    away = StationStaff(
        id=StaffId("a"), station=StationId("WS-2"), delegated_by=LUSHUI, posted=days(-9, 4), resident=True
    )
    with pytest.raises(InvalidValue, match="resident at another station on days for which they are offered: a;"):
        asked(offer("a", 0, 12), staff=(away,))
    after = plan_roster(asked(offer("a", 4, 12), staff=(away,)))
    assert (posted(after), after.verify()) == ([("a", 4, 10)], ())
    assert asked(offer("a", 0, 12), staff=(evolve(away, resident=False),)).offers


PLAN = plan_roster(asked(offer("a", 0, 6), offer("b", 4, 12)))


def changed(at: int, **changes: Any) -> tuple[StationStaff, ...]:
    return tuple(evolve(one, **changes) if i == at else one for i, one in enumerate(PLAN.postings))


def test_a_posting_without_a_home_or_a_reason_is_refused() -> None:
    changes: list[dict[str, Any]] = [{"homes": {}}, {"homes": {}, "unhoused": dict.fromkeys(PLAN.homes, ())}]
    for change in changes:
        with pytest.raises(InvalidValue, match=r"home|reason"):
            evolve(PLAN, **change)


OPEN = Period(FIRST + timedelta(days=6))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"postings": changed(0, delegated_by=FUGONG)}, "not offered"),
        ({"postings": changed(1, posted=days(6, 13), housed=(days(6, 13),))}, "not offered"),
        ({"postings": changed(0, station=StationId("WS-9"))}, "not resident"),
        ({"postings": changed(0, resident=False)}, "not resident"),
        ({"postings": changed(1, posted=days(7, 10), housed=(days(7, 10),))}, "the cover and the gaps"),
        ({"gaps": (CoverGap(county=LUSHUI, first=FIRST, last=FIRST),)}, "the cover and the gaps"),
        ({"postings": changed(0, housed=())}, "the housing is not"),
        ({"homes": dict.fromkeys(PLAN.homes, LodgingId("Z"))}, "not guaranteed"),
        ({"question": evolve(PLAN.question, homes=(home(guaranteed=days(0, 9)),))}, "not guaranteed"),
        (
            {
                "postings": changed(1, posted=days(5, 10), housed=(days(5, 10),)),
                "question": evolve(PLAN.question, homes=(home(places=1),)),
            },
            "2 live in A",
        ),
        ({"proof_days": {}}, "not proved"),
        ({"proof_days": {LUSHUI: (FIRST, FIRST + timedelta(days=5))}}, "not proved"),
        ({"proof_days": {LUSHUI: (FIRST, FIRST + timedelta(days=20))}}, "not proved"),
    ],
)
def test_the_check_finds(change: dict[str, Any], fault: str) -> None:
    said = [each.en for each in evolve(PLAN, **change).verify()]
    assert any(fault in each for each in said), said


def test_a_posting_without_an_end_is_checked_by_its_first_day() -> None:
    endless = evolve(PLAN, postings=changed(1, posted=OPEN, housed=(OPEN,)))
    assert endless.verify() == ()
