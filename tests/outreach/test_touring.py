"""A tour of fairs: as many fairs as can be, lawful days, one place at a time, nobody lost, and against brute force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, combinations, pairwise, product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.errors import InvalidValue
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.holidays import Workdays
from laborcoop.kernel.ids import EmployerId, FairId, PlaceId, PostId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    Booth,
    DeadlineKind,
    FairTour,
    FairTravel,
    FairWish,
    Organiser,
    OutreachActor,
    OutreachChannel,
    PublicityTeam,
    RecruitmentFair,
    Touring,
    Venue,
    attendances,
    plan_fairs,
    post_times,
    tour_search,
    verify_fairs,
)
from laborcoop.outreach.tour_days import Slot
from laborcoop.outreach.tour_reasons import Judge
from laborcoop.outreach.tour_search import Candidate, Found
from laborcoop.packs import china_with_regions

ZONE = ZoneInfo("Asia/Shanghai")
BOOK = china_with_regions()
LUSHUI, LANPING, XIANGZHOU = DivisionCode("533301"), DivisionCode("533325"), DivisionCode("440402")
NUJIANG = DivisionCode("533300")
TODAY = date(2023, 3, 1)
HALL, SQUARE = PlaceId("V-hall"), PlaceId("V-square")
WHY = Reason(code="EM-01", text=Text("执照未核验", "the licence was not checked"))


def day(number: int) -> date:
    return date(2023, 4, number)


def wish(  # noqa: PLR0913 - each names what a test is about
    name: str,
    employers: str = "A",
    on: int = 10,
    *,
    by: int = 0,
    division: DivisionCode = LUSHUI,
    openings: int = 10,
    days: int = 1,
    visitors: int | None = 500,
    organiser: Organiser = Organiser.PUBLIC_SERVICE,
) -> FairWish:
    starts = datetime.combine(day(on), time(9), tzinfo=ZONE)
    fair = RecruitmentFair(
        id=FairId(name),
        name=Text(f"招聘会 {name}", f"fair {name}"),
        division=division,
        starts=starts,
        ends=starts + timedelta(days=days - 1, hours=7),
        booths=tuple(Booth(employer=EmployerId(each), openings=openings) for each in employers),
    )
    return FairWish(
        fair=fair,
        earliest=day(on) - timedelta(by),
        latest=day(on) + timedelta(by),
        expected_visitors=visitors,
        organiser=organiser,
    )


def venue(name: PlaceId = HALL, division: DivisionCode = LUSHUI, stands: int = 9, capacity: int | None = 5000) -> Venue:
    return Venue(id=name, division=division, stands=stands, capacity=capacity)


def touring(*venues: Venue, **more: object) -> Touring:
    given = venues or (venue(), venue(SQUARE, LANPING))
    return Touring(**{"on": TODAY, "book": BOOK, "venues": given, **more})  # type: ignore[arg-type]  # kinds are checked by the record


def planned(wishes: Sequence[FairWish], question: Touring, **more: object) -> FairTour:
    tour = plan_fairs(wishes, question, **more)  # type: ignore[arg-type]  # as above
    barred = more.get("barred")
    assert verify_fairs(tour, wishes, question, barred=barred) == ()  # type: ignore[arg-type]  # as above
    return tour


def dates(tour: FairTour) -> dict[str, date]:
    return {fair.id: fair.starts.date() for fair in tour.fairs}


def code(tour: FairTour, fair: str) -> list[str]:
    return [reason.code for reason in tour.left_out[FairId(fair)]]


def absences(tour: FairTour) -> dict[tuple[str, str], str]:
    return {(one.fair, one.employer): one.reasons[0].code for one in tour.absent}


# Against brute force ------------------------------------------------------------------------------------------------


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[FairWish], Touring]:
    wishes = [
        wish(
            f"F{i}",
            draw(st.sampled_from(["A", "AB", "B", ""])),
            draw(st.integers(10, 12)),
            by=draw(st.integers(0, 1)),
            division=draw(st.sampled_from([LUSHUI, LUSHUI, LANPING, NUJIANG])),
            openings=draw(st.integers(0, 3)),
            days=draw(st.sampled_from([1, 1, 1, 2])),
        )
        for i in range(draw(st.integers(0, 3)))
    ]
    venues = [venue(stands=draw(st.integers(0, 2)))]
    if draw(st.booleans()):
        venues.append(venue(SQUARE, draw(st.sampled_from([LUSHUI, LANPING])), draw(st.integers(1, 2))))
    question = touring(
        *venues,
        travel=draw(st.sampled_from([(), (FairTravel(start=LANPING, end=LUSHUI, days=2),)])),
        travel_days=draw(st.integers(0, 1)),
        least_employers=draw(st.sampled_from([1, 1, 2])),
        away=draw(st.sampled_from([{}, {EmployerId("A"): (Period(day(11), day(12)),)}])),
    )
    return wishes, question


def days_of(wish: FairWish, first: date) -> list[date]:
    return [first + timedelta(n) for n in range((wish.fair.ends.date() - wish.fair.starts.date()).days + 1)]


def on_the_road(question: Touring, one: DivisionCode, other: DivisionCode) -> int:
    if one == other:
        return 0
    return question.travel[0].days if question.travel else question.travel_days


def ways(wishes: Sequence[FairWish], question: Touring) -> Iterator[tuple[int, int, int, int]]:
    """What every lawful tour is worth: fairs, booths, openings, and days moved, fewer being better."""
    slots = [
        [None, *product(question.venues, (each.wished_on + timedelta(n) for n in range(-1, 2)))] for each in wishes
    ]
    for chosen in product(*slots):
        held = [(each, *slot) for each, slot in zip(wishes, chosen, strict=True) if slot is not None]
        if all(
            each.earliest is not None
            and each.latest is not None
            and each.earliest <= on <= each.latest
            and where.division.within(each.fair.division)
            for each, where, on in held
        ) and not any(
            one[1] == other[1] and set(days_of(one[0], one[2])) & set(days_of(other[0], other[2]))
            for one, other in combinations(held, 2)
        ):
            yield from worth(held, question)


def worth(held: Sequence[tuple[FairWish, Venue, date]], question: Touring) -> Iterator[tuple[int, int, int, int]]:
    guests = [
        list(chain.from_iterable(combinations(each.fair.booths, n) for n in range(len(each.fair.booths) + 1)))
        for each, _, _ in held
    ]
    for present in product(*guests):
        fits = all(
            question.least_employers <= len(booths) <= where.stands
            and not any(
                day in period
                for booth in booths
                for period in question.away.get(booth.employer, ())
                for day in days_of(each, on)
            )
            for booths, (each, where, on) in zip(present, held, strict=True)
        )
        calendar = sorted(
            (
                (booth.employer, days_of(each, on), where.division)
                for booths, (each, where, on) in zip(present, held, strict=True)
                for booth in booths
            ),
            key=lambda entry: entry[:2],
        )
        if fits and all(
            one[0] != other[0] or (other[1][0] - one[1][-1]).days - 1 >= on_the_road(question, one[2], other[2])
            for one, other in pairwise(calendar)
        ):
            booths = list(chain.from_iterable(present))
            moved = sum(abs((on - each.wished_on).days) for each, _, on in held)
            yield len(held), len(booths), sum(booth.openings for booth in booths), -moved


@settings(max_examples=25)
@given(cases())
def test_no_other_tour_holds_more_fairs_or_has_more_booths_openings_or_days_as_wished(
    case: tuple[list[FairWish], Touring],
) -> None:
    wishes, question = case
    tour = planned(wishes, question)
    booths = [booth for fair in tour.fairs for booth in fair.booths]
    moved = sum(
        abs((fair.starts.date() - each.wished_on).days)
        for fair in tour.fairs
        for each in wishes
        if each.fair.id == fair.id
    )
    mine = (len(tour.fairs), len(booths), sum(booth.openings for booth in booths), -moved)
    assert mine == max(ways(wishes, question))
    assert tour.proof.status == "proved"
    assert plan_fairs(wishes[::-1], question) == tour


# The example --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example(spring_return: lc.Case) -> lc.Case:
    return spring_return


def test_the_sixteen_fairs_of_the_example_are_planned_with_all_their_booths_on_the_days_wished(
    example: lc.Case,
) -> None:
    counties = sorted({fair.division for fair in example.fairs})
    wishes = [
        FairWish(
            fair=fair,
            earliest=fair.starts.date() - timedelta(days=3),
            latest=fair.starts.date() + timedelta(days=3),
            expected_visitors=1200,
        )
        for fair in example.fairs
    ]
    question = Touring(
        on=date(2021, 1, 4),
        book=example.book,
        venues=tuple(Venue(id=PlaceId(f"V-{each}"), division=each, stands=4, capacity=3000) for each in counties),
        travel_days=2,
        publicity_days=10,
        villages={f"{county}-{number}": county for county in counties for number in range(5)},
        teams=tuple(
            PublicityTeam(
                id=f"T-{county}",
                actor=OutreachActor.STATIONED_TEAM,
                villages=frozenset(f"{county}-{number}" for number in range(5)),
            )
            for county in counties
        ),
    )
    tour = planned(wishes, question)
    assert (len(tour.fairs), tour.left_out, tour.absent, tour.untold) == (16, {}, (), ())
    assert repr(tour) == "<FairTour: 16 wished, 16 held, 0 left out, 0 booths absent>"
    assert (attendances(tour.fairs).value, post_times(tour.fairs).value) == (45, 4962)
    assert dates(tour) == {fair.id: fair.starts.date() for fair in example.fairs}
    assert tour.proof.status == "proved"
    assert len(tour.publicity) == 16 * 5
    # 13 March 2021 is a Saturday: the permit is asked for twenty days before, on the last workday by 21 February.
    first = {due.kind: due.by for due in tour.deadlines if due.fair == "RF-01"}
    assert first[DeadlineKind.PERMIT] == date(2021, 2, 19)
    assert first[DeadlineKind.ANNOUNCEMENT] == date(2021, 3, 3)
    assert [fair.id for fair in tour.of(EmployerId("E-01"))] == ["RF-01", "RF-04", "RF-07", "RF-11", "RF-14"]


def test_fairs_of_the_example_in_one_month_move_apart_so_that_every_employer_reaches_each(example: lc.Case) -> None:
    start = date(2022, 3, 1)
    fairs = [fair for fair in example.fairs if fair.id <= "RF-07"]
    squeezed = [
        evolve(fair, starts=fair.starts + by, ends=fair.ends + by)
        for number, fair in enumerate(fairs)
        for by in [start + timedelta(days=number // 2) - fair.starts.date()]
    ]
    wishes = [FairWish(fair=fair, earliest=start, latest=start + timedelta(days=12)) for fair in squeezed]
    question = Touring(
        on=date(2022, 1, 4),
        book=example.book,
        venues=tuple(
            Venue(id=PlaceId(f"V-{each}"), division=each, stands=4) for each in sorted({f.division for f in fairs})
        ),
        travel_days=3,
    )
    tour = planned(wishes, question)
    assert (len(tour.fairs), attendances(tour.fairs).value, tour.absent) == (7, 20, ())
    visits = [fair.starts.date() for fair in tour.of(EmployerId("E-01"))]
    assert all((later - earlier).days > 3 for earlier, later in pairwise(visits))
    assert tour.proof.goals[3].value > 0


# One thing at a time ------------------------------------------------------------------------------------------------


def test_nothing_wished_is_a_tour_of_nothing() -> None:
    tour = planned([], touring())
    assert (tour.fairs, tour.left_out, tour.proof.status) == ((), {}, "proved")


def test_an_employer_is_not_at_two_fairs_on_one_day_nor_before_it_can_be_there() -> None:
    wishes = [wish("F1", "AB", 10), wish("F2", "AC", 10, division=LANPING)]
    tour = planned(wishes, touring())
    assert dates(tour) == {"F1": day(10), "F2": day(10)}
    assert list(absences(tour).values()) == ["fairs.employer-elsewhere"]
    # With a day to move, everybody comes; with a day on the road between them, one day is not enough.
    movable = [wishes[0], wish("F2", "AC", 10, by=1, division=LANPING)]
    assert planned(movable, touring()).absent == ()
    away = planned(movable, touring(travel_days=1))
    assert list(absences(away).values()) == ["fairs.employer-elsewhere"]
    assert planned([movable[0], wish("F2", "AC", 10, by=2, division=LANPING)], touring(travel_days=1)).absent == ()


def test_a_fair_of_a_whole_prefecture_is_held_in_the_county_that_its_employers_reach() -> None:
    """On the 10th the employer can only be where it is on the 11th: three days lie between the two counties."""
    question = touring(travel=(FairTravel(start=LUSHUI, end=LANPING, days=3),))
    wishes = [wish("F", "A", 10, division=NUJIANG), wish("G", "A", 11, division=LANPING)]
    tour = planned(wishes, question)
    assert [(fair.id, fair.division, tour.venues[fair.id]) for fair in tour.fairs] == [
        ("F", LANPING, SQUARE),
        ("G", LANPING, SQUARE),
    ]
    closed = [
        evolve(one, closed=(Period(day(shut), day(shut + 1)),))
        for one, shut in zip(question.venues, (11, 10), strict=True)
    ]
    apart = planned([wishes[0], wish("G", "A", 11, division=NUJIANG)], evolve(question, venues=tuple(closed)))
    assert len(apart.fairs) == 1
    stays = evolve(tour, fairs=tuple(evolve(fair, division=LUSHUI) for fair in tour.fairs))
    assert any("venue" in text.en for text in verify_fairs(stays, wishes, question))


def test_an_employer_that_sends_nobody_on_a_day_has_another_day_or_no_booth() -> None:
    away = {EmployerId("A"): (Period(day(10), day(11)),)}
    tour = planned([wish("F1", "AB")], touring(away=away))
    assert absences(tour) == {("F1", "A"): "fairs.employer-away"}
    assert dates(planned([wish("F1", "AB", by=1)], touring(away=away))) != {"F1": day(10)}


def test_the_larger_booths_have_the_stands_where_there_are_too_few() -> None:
    few = wish("F1", "ABC")
    booths = tuple(evolve(booth, openings=number) for number, booth in enumerate(few.fair.booths))
    tour = planned([evolve(few, fair=evolve(few.fair, booths=booths))], touring(venue(stands=2)))
    assert absences(tour) == {("F1", "A"): "fairs.stands-taken"}


def test_a_venue_has_one_fair_a_day_and_who_finds_none_is_told_which_fair_is_in_the_way() -> None:
    tour = planned([wish("F1", "A"), wish("F2", "B")], touring())
    (lost,) = tour.left_out
    (held,) = dates(tour)
    assert tour.left_out[lost][0].code == "fairs.no-slot-left"
    assert tour.left_out[lost][0].about == (held,)
    assert {one.reasons[0].code for one in tour.absent} == {"fairs.not-held"}
    # Two days of one fair are both taken.
    long = planned([wish("F1", "A", 10, days=2), wish("F2", "B", 11)], touring())
    assert len(long.fairs) == 1
    assert planned([wish("F1", "A", 10, days=2), wish("F2", "B", 12)], touring()).left_out == {}
    assert planned([wish("F1", "A"), wish("F2", "B")], touring(venue(), venue(SQUARE))).left_out == {}


def test_a_fair_whose_employers_are_all_elsewhere_is_left_out_with_those_fairs() -> None:
    wishes = [wish("F1", "AB"), wish("F2", "A", division=LANPING)]
    tour = planned(wishes, touring(least_employers=1))
    assert len(tour.fairs) == 2  # F1 keeps B alone: two fairs before two booths
    none = planned([wish("F1", "A"), wish("F2", "A", division=LANPING)], touring())
    assert len(none.fairs) == 1
    (reasons,) = none.left_out.values()
    assert (reasons[0].code, reasons[0].about) == ("fairs.no-slot-left", (none.fairs[0].id,))
    assert planned(wishes, touring(least_employers=2)).left_out.keys() == {"F2"}


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (wish("F", "A", by=-1), "fairs.window"),
        (wish("F", "A", by=200), "fairs.window-too-long"),
        (evolve(wish("F"), earliest=TODAY - timedelta(5), latest=TODAY), "fairs.past"),
        (evolve(wish("F"), earliest=date(2999, 1, 1), latest=date(2999, 1, 2)), "fairs.calendar"),
        (wish("F", division=XIANGZHOU), "fairs.no-venue"),
        (wish("F", visitors=5001), "fairs.venue-too-small"),
        (wish("F", ""), "fairs.no-employers"),
        (wish("F", "X"), "fairs.no-employers"),
        (evolve(wish("F"), fair=wish("F").fair.cancel(TODAY, "flood")), "fairs.cancelled"),
        (wish("F", organiser=Organiser.AGENCY, division=XIANGZHOU), "fairs.no-venue"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wish_that_cannot_be_met_is_left_out_by_name_and_the_rest_goes_on(asked: FairWish, why: str) -> None:
    barred = {EmployerId("X"): (WHY,)}
    tour = planned([asked, wish("other", "B", 12)], touring(), barred=barred)
    assert code(tour, "F") == [why]
    assert dates(tour) == {"other": day(12)}
    assert all(reason.text.zh and reason.text.en for reason in tour.left_out[FairId("F")])


def test_a_barred_employer_has_the_reasons_of_the_bar() -> None:
    tour = planned([wish("F", "AX")], touring(), barred={EmployerId("X"): (WHY,)})
    assert tour.absent[0].reasons == (WHY,)


def test_a_venue_too_small_or_closed_is_passed_over() -> None:
    closed = evolve(venue(), closed=(Period(day(10), day(11)),))
    assert code(planned([wish("F")], touring(closed)), "F") == ["fairs.venue-closed"]
    assert planned([wish("F")], touring(closed, venue(SQUARE))).venues == {"F": SQUARE}
    small = venue(capacity=499)
    assert planned([wish("F")], touring(small, venue(SQUARE))).venues == {"F": SQUARE}
    assert planned([wish("F", visitors=None)], touring(small)).left_out == {}
    assert planned([wish("F")], touring(venue(capacity=None))).left_out == {}
    both = touring(evolve(small, stands=9), evolve(closed, id=SQUARE))
    assert code(planned([wish("F")], both), "F") == ["fairs.venue-too-small", "fairs.venue-closed"]


def test_a_fair_that_was_announced_keeps_its_day() -> None:
    fixed = wish("F1", "A", by=2)
    fixed = evolve(fixed, fair=evolve(fixed.fair, published_on=TODAY))
    tour = planned([fixed, wish("F2", "AB", by=1, division=LANPING)], touring())
    assert dates(tour)["F1"] == day(10)
    assert tour.fairs[0].published_on == TODAY or tour.fairs[1].published_on == TODAY
    assert tour.absent == ()


def test_given_twice_is_refused_by_name() -> None:
    with pytest.raises(InvalidValue, match="given twice: F"):
        plan_fairs([wish("F"), wish("F")], touring())
    with pytest.raises(InvalidValue, match=f"given twice: {HALL}"):
        touring(venue(), venue())
    way = FairTravel(start=LUSHUI, end=LANPING, days=1)
    with pytest.raises(InvalidValue, match="given twice: 533301–533325"):
        touring(travel=(way, FairTravel(start=LANPING, end=LUSHUI, days=2)))
    with pytest.raises(InvalidValue, match="squads have plans of their own"):
        PublicityTeam(id="T", actor=OutreachActor.SQUAD, villages=frozenset())
    with pytest.raises(InvalidValue, match="holidays"):
        touring(on=date(1990, 1, 1))


def test_without_a_time_limit_the_search_ends_after_its_own_measure_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour_search, "_EFFORT", 1e-6)
    wishes = [wish(f"F{i}", "ABCD", 10, by=5) for i in range(8)]
    assert planned(wishes, touring()).proof.status == "feasible"


def test_when_the_time_is_over_the_tour_says_so_and_is_still_sound() -> None:
    wishes = [wish(f"F{i}", "AB", 5 + i, by=2) for i in range(4)]
    tour = planned(wishes, touring(), time_limit=0.0)
    assert tour.proof.status == "feasible"
    assert len(tour.proof.goals) == 1
    assert tour.proof.gap == tour.proof.goals[0].bound - len(tour.fairs)
    assert {each for reasons in tour.left_out.values() for each in reasons} <= {
        Reason(
            code="fairs.time-over",
            text=Text("计算时间用完，未及安排", "the time for the search ran out before it was arranged"),
        )
    }


# Deadlines ----------------------------------------------------------------------------------------------------------


def deadlines(tour: FairTour) -> dict[DeadlineKind, date]:
    return {due.kind: due.by for due in tour.deadlines}


def test_permit_and_announcement_are_counted_back_from_the_day_on_workdays() -> None:
    tour = planned([wish("F", visitors=1000)], touring(publicity_days=5))
    # Twenty days before 10 April is 21 March, a Tuesday; 5 April 2023 is Qingming, a holiday.
    assert deadlines(tour) == {
        DeadlineKind.PERMIT: date(2023, 3, 21),
        DeadlineKind.SAFETY_PLAN: date(2023, 3, 21),
        DeadlineKind.ANNOUNCEMENT: day(4),
        DeadlineKind.PLANS: day(7),
        DeadlineKind.EMPLOYERS: day(7),
    }
    assert [due.kind for due in tour.due(day(4))] == [DeadlineKind.ANNOUNCEMENT]
    small = planned([wish("F", visitors=999)], touring())
    assert DeadlineKind.PERMIT not in deadlines(small)
    assert deadlines(small)[DeadlineKind.ANNOUNCEMENT] == day(7)
    government = planned([wish("F", visitors=1000, organiser=Organiser.GOVERNMENT)], touring())
    assert deadlines(government) == {DeadlineKind.SAFETY_PLAN: day(7)}


def test_a_day_for_which_the_permit_cannot_be_asked_in_time_any_more_is_not_used() -> None:
    # On 1 March a large fair can be no earlier than 21 March; asked for on a Sunday it is a day too late.
    late = evolve(wish("F", visitors=1000), earliest=date(2023, 3, 10), latest=date(2023, 3, 21))
    assert dates(planned([late], touring())) == {"F": date(2023, 3, 21)}
    too_late = evolve(late, latest=date(2023, 3, 20))
    tour = planned([too_late], touring())
    assert code(tour, "F") == ["FA-06"]
    assert (
        "2023-03-10: the permit was asked for on 2023-03-01, after 2023-02-18" in tour.left_out[FairId("F")][0].text.en
    )
    sunday = touring(on=date(2023, 3, 5))
    assert code(planned([evolve(late, latest=date(2023, 3, 25))], sunday), "F") == ["FA-06"]
    assert dates(planned([evolve(late, latest=date(2023, 3, 26))], sunday)) == {"F": date(2023, 3, 26)}
    # A book without that rule, or police who work on Sundays, are asked otherwise.
    assert planned([too_late], touring(book=BOOK.without("FA-05", "FA-06"))).left_out == {}
    open_sundays = touring(on=date(2023, 3, 5), workdays=Workdays(rest_weekdays=frozenset({5})))
    assert planned([evolve(late, latest=date(2023, 3, 25))], open_sundays).left_out == {}


def test_a_fair_that_was_announced_is_not_to_be_announced_again() -> None:
    asked = wish("F", visitors=1000)
    announced = evolve(asked, fair=asked.fair.publish(date(2023, 2, 20)))
    assert DeadlineKind.ANNOUNCEMENT in deadlines(planned([asked], touring()))
    assert deadlines(planned([announced], touring())).keys() == {
        DeadlineKind.PERMIT,
        DeadlineKind.SAFETY_PLAN,
        DeadlineKind.PLANS,
        DeadlineKind.EMPLOYERS,
    }


def test_nobody_carries_word_of_a_fair_before_it_is_announced() -> None:
    """Planned on a Saturday, with villages to be told from that day on: it is announced that day."""
    question = touring(on=day(8), publicity_days=6, villages={"v": LUSHUI}, teams=(team("T", "v"),))
    tour = planned([wish("F", on=14)], question)
    assert [one.visit.on for one in tour.publicity] == [day(8)]
    assert deadlines(tour)[DeadlineKind.ANNOUNCEMENT] == day(8)
    late = tuple(evolve(due, by=day(10)) if due.kind is DeadlineKind.ANNOUNCEMENT else due for due in tour.deadlines)
    assert "after word of it" in fault(evolve(tour, deadlines=late), [wish("F", on=14)], question)


def test_what_the_rules_only_warn_of_stands_beside_the_fair() -> None:
    assert planned([wish("F", visitors=500)], touring()).remarks == {}
    nobody_estimated = planned([wish("F", visitors=None)], touring())
    assert [reason.code for reason in nobody_estimated.remarks[FairId("F")]] == ["FA-05"]
    unknown = planned([wish("F", visitors=1500)], touring(venue(capacity=None)))
    assert [reason.code for reason in unknown.remarks[FairId("F")]] == ["FA-13"]


def test_the_place_of_the_fair_decides_what_is_reported_and_filed() -> None:
    from laborcoop.rulebook import Convention, DatedValue, Parameter

    zhuhai = venue(division=XIANGZHOU)
    tour = planned([wish("F", division=XIANGZHOU)], touring(zhuhai))
    assert deadlines(tour)[DeadlineKind.REPORT] == day(7)
    assert DeadlineKind.REPORT not in deadlines(planned([wish("F")], touring()))
    # Planned on a Saturday for the Monday after, nobody can be told before the day of the fair.
    sudden = evolve(wish("F", division=XIANGZHOU), earliest=day(10), latest=day(10))
    assert code(planned([sudden], touring(zhuhai, on=day(8))), "F") == ["FA-09"]
    assert planned([wish("F")], touring(on=day(8))).left_out == {}

    def local(name: str, days: int) -> Parameter:
        value = DatedValue(value=days, source=Convention(Text("当地做法", "practice of the place")))
        return Parameter(name=name, title=Text("天数", "days"), unit="day", values=(value,))

    practice = BOOK.with_parameters(local("fair_filing_days", 15), local("fair_statistics_days", 7))
    filed = deadlines(planned([wish("F")], touring(book=practice)))
    assert (filed[DeadlineKind.FILING], filed[DeadlineKind.STATISTICS]) == (date(2023, 3, 24), day(17))


def test_a_private_organiser_without_a_licence_for_the_day_is_told_by_the_rule() -> None:
    agency = wish("F", division=XIANGZHOU, organiser=Organiser.AGENCY)
    assert code(planned([agency], touring(venue(division=XIANGZHOU))), "F") == ["FA-01"]
    licensed = evolve(agency, licence=Period(date(2020, 1, 1), date(2025, 1, 1)))
    assert planned([licensed], touring(venue(division=XIANGZHOU))).left_out == {}


def test_every_deadline_names_its_rule_and_what_is_to_be_done_in_both_languages() -> None:
    codes = {rule.code for rule in BOOK}
    assert {kind.rule for kind in DeadlineKind} <= codes
    assert len({kind.label.zh for kind in DeadlineKind}) == len({kind.label.en for kind in DeadlineKind}) == 8


# Publicity ----------------------------------------------------------------------------------------------------------


def team(name: str, *villages: str, visits: int = 1) -> PublicityTeam:
    return PublicityTeam(
        id=name,
        actor=OutreachActor.VILLAGE_CADRE,
        villages=frozenset(villages),
        visits_a_day=visits,
        channel=OutreachChannel.LOUDSPEAKER,
    )


def test_villages_of_the_county_are_told_before_the_fair_of_the_posts_offered() -> None:
    asked = wish("F")
    booth = Booth(employer=EmployerId("A"), openings=3, posts={PostId("J-1"): 3})
    question = touring(
        publicity_days=3,
        villages={"Tuotuo": LUSHUI, "Lanping village": LANPING, "Silent": LUSHUI},
        teams=(team("T1", "Tuotuo"),),
    )
    tour = planned([evolve(asked, fair=evolve(asked.fair, booths=(booth,)))], question)
    (told,) = tour.publicity
    assert (told.team, told.visit.village, told.visit.on) == ("T1", "Tuotuo", day(7))
    assert told.visit.posts == {PostId("J-1")}
    assert (told.visit.actor, told.visit.channel) == (OutreachActor.VILLAGE_CADRE, OutreachChannel.LOUDSPEAKER)
    assert [(one.village, one.reasons[0].code) for one in tour.untold] == [("Silent", "publicity.no-team")]


def test_a_team_makes_no_more_visits_than_a_day_has_and_who_is_not_told_is_named() -> None:
    villages = {f"N{i}": LUSHUI for i in range(5)}
    question = touring(publicity_days=2, villages=villages, teams=(team("T1", *villages, visits=2),))
    tour = planned([wish("F")], question)
    assert [one.visit.on for one in tour.publicity].count(day(8)) == 2
    assert len(tour.publicity) == 4
    assert [one.reasons[0].code for one in tour.untold] == ["publicity.teams-busy"]
    assert tour.untold[0].reasons[0].about == ("T1",)
    assert tour.publicity_proof is not None
    assert (tour.publicity_proof.status, tour.publicity_proof.faults) == ("proved", ())


def test_nobody_is_sent_before_today() -> None:
    question = touring(publicity_days=9, on=day(8), villages={"N": LUSHUI}, teams=(team("T1", "N"),))
    assert [one.visit.on for one in planned([wish("F")], question).publicity] == [day(8)]


@settings(max_examples=30)
@given(st.lists(st.sets(st.sampled_from("NOPQ")), max_size=3), st.integers(1, 2), st.integers(1, 3))
def test_no_other_plan_tells_more_villages(serves: list[set[str]], visits: int, days: int) -> None:
    teams = tuple(team(f"T{i}", *villages, visits=visits) for i, villages in enumerate(serves))
    question = touring(publicity_days=days, villages=dict.fromkeys("NOPQ", LUSHUI), teams=teams)
    tour = planned([wish("F")], question)

    def most(left: Sequence[str], room: tuple[int, ...]) -> int:
        if not left:
            return 0
        taken = [
            1 + most(left[1:], (*room[:i], room[i] - 1, *room[i + 1 :]))
            for i, each in enumerate(serves)
            if left[0] in each and room[i]
        ]
        return max([most(left[1:], room), *taken])

    assert len(tour.publicity) == most("NOPQ", (visits * days,) * len(serves))
    assert len(tour.publicity) + len(tour.untold) == 4


# Nobody is lost, and the check finds what is wrong --------------------------------------------------------------------


def test_a_tour_that_loses_a_fair_or_a_booth_or_gives_no_reason_cannot_be_built() -> None:
    tour = planned([wish("F1", "AB"), wish("F2", "B", 20), wish("F3", "A", by=-1)], touring())
    reason = tour.left_out[FairId("F3")]
    wrongs: list[dict[str, Any]] = [
        {"fairs": tour.fairs[:1]},
        {"left_out": {}},
        {"left_out": {FairId("F3"): ()}},
        {"left_out": {**tour.left_out, FairId("F1"): reason}},
        {"absent": ()},
        {"venues": {}},
        {"fairs": (evolve(tour.fairs[0], booths=tour.fairs[0].booths[:1]), *tour.fairs[1:])},
    ]
    for wrong in wrongs:
        with pytest.raises(InvalidValue, match="is lost or twice"):
            evolve(tour, **wrong)


def sound() -> tuple[FairTour, list[FairWish], Touring]:
    question = touring(publicity_days=3, villages={"N": LUSHUI}, teams=(team("T1", "N"), team("T2")), travel_days=1)
    wishes = [wish("F1", "AB", 10, by=3, visitors=1000), wish("F2", "A", 20, division=LANPING)]
    return planned(wishes, question), wishes, question


def fault(tour: FairTour, wishes: Sequence[FairWish], question: Touring, **more: object) -> str:
    return "; ".join(text.en for text in verify_fairs(tour, wishes, question, **more))  # type: ignore[arg-type]  # as above


def fair_moved(tour: FairTour, by: timedelta, which: int = 0) -> FairTour:
    fairs = list(tour.fairs)
    fairs[which] = evolve(fairs[which], starts=fairs[which].starts + by, ends=fairs[which].ends + by)
    return evolve(tour, fairs=tuple(fairs))


def test_the_check_finds_days_hours_and_fairs_that_are_not_those_wished() -> None:
    tour, wishes, question = sound()
    assert "no day wished for" in fault(fair_moved(tour, timedelta(days=4)), wishes, question)
    assert "no day wished for" in fault(tour, wishes, evolve(question, on=day(11)))
    assert "on the hours wished" in fault(fair_moved(tour, timedelta(hours=1)), wishes, question)
    longer = evolve(tour.fairs[0], ends=tour.fairs[0].ends + timedelta(days=1))
    assert "on the hours wished" in fault(evolve(tour, fairs=(longer, tour.fairs[1])), wishes, question)
    named = evolve(tour.fairs[0], name=Text.same("other"))
    assert "not the fair wished for" in fault(evolve(tour, fairs=(named, tour.fairs[1])), wishes, question)
    assert "not those wished for" in fault(tour, wishes[:1], question)
    published = evolve(
        wishes[0], fair=evolve(wishes[0].fair, starts=wishes[0].fair.starts - timedelta(1), published_on=TODAY)
    )
    assert "no day wished for" in fault(tour, [published, wishes[1]], question)
    cancelled = evolve(wishes[0], fair=wishes[0].fair.cancel(TODAY, "flood"))
    assert "was called off" in fault(tour, [cancelled, wishes[1]], question)


def test_the_check_finds_venues_and_stands_that_are_not_there() -> None:
    tour, wishes, question = sound()
    assert "no venue in its county" in fault(
        evolve(tour, venues={**tour.venues, FairId("F1"): SQUARE}), wishes, question
    )
    for wrong, said in (
        (venue(stands=1), "more booths than 1 stands"),
        (venue(capacity=999), "more visitors than its venue takes"),
        (evolve(venue(), closed=(Period(day(10)),)), "while its venue is closed"),
    ):
        assert said in fault(tour, wishes, evolve(question, venues=(wrong, question.venues[1])))
    together = [wish("F1", "A"), wish("F2", "B")]
    both = planned(together, touring(venue(), venue(SQUARE)))
    same = evolve(both, venues=dict.fromkeys(both.venues, HALL))
    assert "are in one venue on one day" in fault(same, together, touring(venue(), venue(SQUARE)))


def test_the_check_finds_employers_where_they_cannot_be() -> None:
    tour, wishes, question = sound()
    assert "a rule bars A" in fault(tour, wishes, question, barred={EmployerId("A"): (WHY,)})
    assert "A sends nobody then" in fault(tour, wishes, evolve(question, away={EmployerId("A"): (Period(day(1)),)}))
    assert "too few employers" in fault(tour, wishes, evolve(question, least_employers=2))
    assert "A cannot be at F2 after F1" in fault(tour, wishes, evolve(question, travel_days=30))
    far = FairTravel(start=LUSHUI, end=LANPING, days=30)
    assert "A cannot be at F2 after F1" in fault(tour, wishes, evolve(question, travel=(far,)))
    more = evolve(tour.fairs[0].booths[0], openings=99)
    other = evolve(tour.fairs[0], booths=(more, tour.fairs[0].booths[1]))
    assert "booths that were not wished for" in fault(evolve(tour, fairs=(other, tour.fairs[1])), wishes, question)


def test_the_check_finds_somebody_left_out_for_nothing() -> None:
    wishes, question = [wish("F1", "AB")], touring()
    tour = planned(wishes, question)
    fair = evolve(tour.fairs[0], booths=tour.fairs[0].booths[:1])
    absent = planned([wish("F1", "AX")], question, barred={EmployerId("X"): (WHY,)}).absent
    poor = evolve(tour, fairs=(fair,), absent=(evolve(absent[0], employer=EmployerId("B")),))
    assert "F1: B is left out for nothing" in fault(poor, wishes, question)
    assert "left out for nothing" not in fault(poor, wishes, question, barred={EmployerId("B"): (WHY,)})


def test_the_check_judges_each_fair_by_the_book_on_the_days_that_the_tour_gives() -> None:
    tour, wishes, question = sound()

    def without(kind: DeadlineKind) -> FairTour:
        return evolve(tour, deadlines=tuple(due for due in tour.deadlines if due.kind is not kind))

    def late(kind: DeadlineKind, by: date) -> FairTour:
        return evolve(tour, deadlines=tuple(evolve(due, by=by) if due.kind is kind else due for due in tour.deadlines))

    assert "no police permit" in fault(without(DeadlineKind.PERMIT), wishes, question)
    assert "safety plan of the large event lacks" in fault(without(DeadlineKind.SAFETY_PLAN), wishes, question)
    assert "the fair lacks" in fault(without(DeadlineKind.PLANS), wishes, question)
    assert "was not verified" in fault(without(DeadlineKind.EMPLOYERS), wishes, question)
    assert "no time of announcement" in fault(without(DeadlineKind.ANNOUNCEMENT), wishes, question)
    assert "the permit was asked for on 2023-03-22" in fault(
        late(DeadlineKind.PERMIT, date(2023, 3, 22)), wishes, question
    )
    assert "is no workday" in fault(late(DeadlineKind.PERMIT, date(2023, 3, 19)), wishes, question)
    assert "is over" in fault(late(DeadlineKind.PLANS, date(2023, 2, 27)), wishes, question)


def test_the_check_finds_publicity_that_nobody_can_make() -> None:
    tour, wishes, question = sound()
    (told,) = tour.publicity

    def with_visits(*visits: object) -> FairTour:
        return evolve(tour, publicity=visits)  # type: ignore[arg-type]  # records of the right kind

    assert "is missing, told twice" in fault(with_visits(), wishes, question)
    assert "by somebody who does not serve it" in fault(with_visits(evolve(told, team="T2")), wishes, question)
    assert "by somebody who does not serve it" in fault(with_visits(evolve(told, team="T9")), wishes, question)
    assert "by somebody who does not serve it" in fault(with_visits(evolve(told, fair=FairId("F9"))), wishes, question)
    for on in (day(6), day(10)):
        assert "too early or too late" in fault(
            with_visits(evolve(told, visit=evolve(told.visit, on=on))), wishes, question
        )
    other = evolve(told.visit, village="M")
    more = evolve(question, villages={"N": LUSHUI, "M": LUSHUI}, teams=(team("T1", "N", "M"),))
    assert "T1 makes 2 visits" in fault(with_visits(told, evolve(told, visit=other)), wishes, more)


def test_the_check_counts_the_goals_again() -> None:
    tour, wishes, question = sound()
    fairs, booths, openings, moved = tour.proof.goals
    wrong: list[Proof] = [
        evolve(tour.proof, goals=(evolve(fairs, value=3, bound=3), booths, openings, moved)),
        evolve(tour.proof, goals=(fairs, booths, openings, evolve(moved, bound=5))),
        evolve(tour.proof, goals=(fairs, evolve(booths, bound=2), openings, moved)),
    ]
    for proof in wrong:
        assert "is said" in fault(evolve(tour, proof=proof), wishes, question)
    for proof in (
        evolve(tour.proof, goals=(fairs,)),
        evolve(tour.proof, goals=(evolve(fairs, bound=9), booths, openings, moved)),
    ):
        assert "the proof is not complete" in fault(evolve(tour, proof=proof), wishes, question)
    assert "the gap of the proof is not that of its goals" in fault(
        evolve(tour, proof=evolve(tour.proof, gap=1)), wishes, question
    )
    assert "the proof has no known status: best" in fault(
        evolve(tour, proof=evolve(tour.proof, status="best")), wishes, question
    )
    open_still = evolve(
        tour.proof, status="feasible", gap=5, goals=(evolve(fairs, bound=fairs.value + 5), booths, openings, moved)
    )
    assert fault(evolve(tour, proof=open_still), wishes, question) == ""


def test_the_check_finds_a_step_that_is_due_twice() -> None:
    tour, wishes, question = sound()
    first, *_ = tour.deadlines
    twice = evolve(tour, deadlines=(*tour.deadlines, first))
    assert f"{first.fair}: to {first.kind.label.en} is due 2 times" in fault(twice, wishes, question)


def test_the_way_between_two_counties_counts_in_both_directions_and_others_by_default() -> None:
    question = touring(travel=(FairTravel(start=LUSHUI, end=LANPING, days=2),), travel_days=1)
    assert question.days_between(LUSHUI, LANPING) == question.days_between(LANPING, LUSHUI) == 2
    assert question.days_between(LUSHUI, XIANGZHOU) == 1
    assert question.days_between(LUSHUI, LUSHUI) == 0
    for between, absent in ((2, 1), (3, 0)):
        wishes = [wish("F1", "AB", 10), wish("F2", "AC", 10 + between, division=LANPING)]
        assert len(planned(wishes, question).absent) == absent


def test_an_employer_that_the_search_did_not_come_to_is_told_so() -> None:
    asked, question = wish("F", "AB"), touring()
    slot = Slot(venue=question.venues[0], on=day(10))
    candidate = Candidate(wish=asked, slots=(slot,), booths=asked.fair.booths)
    found = Found(
        slot={FairId("F"): slot}, present={FairId("F"): asked.fair.booths[:1]}, proof=Proof(status="feasible")
    )
    judge = Judge(question=question, found=found, held={FairId("F"): candidate})
    assert judge.why_absent(EmployerId("B"), candidate).code == "fairs.time-over"


def test_teams_that_go_to_villages_that_are_not_there_are_refused_by_name() -> None:
    with pytest.raises(InvalidValue, match="ids: M, O /"):
        plan_fairs([], touring(publicity_days=2, villages={"N": LUSHUI}, teams=(team("T1", "O", "N"), team("T2", "M"))))
