"""ST-01 to ST-08: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.cooperation import Agreement
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, StationId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs.china import stations
from laborcoop.retention import WorkStation
from laborcoop.retention.cover import gaps
from laborcoop.retention.help_case import HelpCase, HelpCaseId, HelpKind
from laborcoop.retention.rules_station import RULES_STATION
from laborcoop.retention.staff import AgreementCover, StaffId, StationRoster, StationStaff
from laborcoop.retention.station_work import (
    Activity,
    Duty,
    JobSeekerLodging,
    StationNode,
    StationQuarter,
    StationTier,
    StationTree,
    Visit,
    VisitKind,
    VisitRound,
)
from laborcoop.rulebook import Citation, Convention, DatedValue, RuleBook, Severity
from laborcoop.rulebook.parameter import Parameters

ON = date(2023, 2, 6)
DAY = timedelta(days=1)
STATION = StationId("ST-1")
NUJIANG, ZHUHAI = DivisionCode("533300"), DivisionCode("440400")
LUSHUI, FUGONG, GONGSHAN, LANPING = (DivisionCode(code) for code in ("533301", "533323", "533324", "533325"))
YEAR = Period(date(2022, 1, 1), date(2024, 1, 1))
BOOK = RuleBook(title=Text.same("stations"), rules=RULES_STATION, parameters=Parameters.of(stations.PARAMETERS))
FIFTY = BOOK.with_parameters(
    evolve(BOOK.parameters["visit_workers"], values=(DatedValue(value=50, source=Convention(Text("试验", "a trial"))),))
)


def agreement(county: DivisionCode, start: date = YEAR.start, end: date | None = YEAR.end) -> Agreement:
    return Agreement(title=Text("协议", "agreement"), county=county, period=Period(start, end))


def station(*agreements: Agreement) -> WorkStation:
    return WorkStation(
        id=STATION, name=Text("怒江州驻珠海劳务工作站", "Station"), home=NUJIANG, host=ZHUHAI, agreements=agreements
    )


ALL = tuple(agreement(county) for county in (LUSHUI, FUGONG, GONGSHAN, LANPING))


def cover(*agreements: Agreement) -> AgreementCover:
    return AgreementCover.of(station(*agreements), ON)


def ending(days: int, *more: Agreement) -> AgreementCover:
    """Four agreements, one of which ends so many days after the day of the check."""
    return cover(*ALL[1:], agreement(LUSHUI, end=ON + days * DAY), *more)


def period(start: int, end: int) -> Period:
    """Days of February 2023; the end is not part of it."""
    return Period(date(2023, 2, 1) + (start - 1) * DAY, date(2023, 2, 1) + (end - 1) * DAY)


def staff(posted: Period, county: DivisionCode = LUSHUI, **changes: Any) -> StationStaff:
    base = StationStaff(id=StaffId("S-1"), station=STATION, delegated_by=county, posted=posted, housed=(posted,))
    return evolve(base, **changes)


def roster(*members: StationStaff, signed: Period = YEAR) -> StationRoster:
    return StationRoster(
        station=station(agreement(LUSHUI, signed.start, signed.end)), window=period(1, 29), staff=members
    )


RENEWED = evolve(roster(), station=station(agreement(LUSHUI, end=date(2023, 2, 5)).renew(date(2023, 2, 1))))
"""A first term that ends within February, renewed without an end."""


def quarter(*left_out: Duty, on: date = ON) -> StationQuarter:
    return StationQuarter(
        station=STATION,
        period=Period(date(2023, 1, 1), date(2023, 4, 1)),
        activities=frozenset(Activity(duty, on) for duty in Duty if duty not in left_out),
    )


HEAD, BRANCH, COUNTY = StationTier.PROVINCIAL_HEAD, StationTier.CITY_BRANCH, StationTier.COUNTY_STATION


def node(name: str, tier: StationTier, parent: str = "") -> StationNode:
    return StationNode(id=StationId(name), tier=tier, parent=StationId(parent) if parent else None)


def tree(*nodes: StationNode) -> StationTree:
    return StationTree(nodes=nodes)


def help_case(**changes: Any) -> HelpCase:
    base = HelpCase(
        id=HelpCaseId("HC-1"),
        worker=WorkerId("W-1"),
        kind=HelpKind.WAGES,
        opened_on=ON - 9 * DAY,
        owner="S-1",
        due_on=ON,
    )
    return evolve(base, **changes)


def visits(workers: dict[str, int], *seen: tuple[str, int], kind: VisitKind = VisitKind.EMPLOYER) -> VisitRound:
    """Workers of each employer, and visits on days of February 2023."""
    return VisitRound(
        station=STATION,
        period=period(1, 29),
        workers={EmployerId(employer): number for employer, number in workers.items()},
        visits=tuple(
            Visit(on=date(2023, 2, 1) + (day - 1) * DAY, employer=EmployerId(employer), kind=kind)
            for employer, day in seen
        ),
    )


def beds(guests: int, charge: str = "0") -> JobSeekerLodging:
    return JobSeekerLodging(station=STATION, places=50, guests=guests, charge=Decimal(charge))


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    path: str = ""
    severity: Severity = Severity.ERROR
    book: RuleBook = BOOK


WARN, INFO = Severity.WARN, Severity.INFO
FEBRUARY = period(1, 29)

BREAKS = [
    Case("ST-01", cover(*ALL[:3]), "three of four", "1 of 4 counties have none in force: 533325", "station.agreements"),
    Case("ST-01", cover(), "none", "4 of 4", "station.agreements"),
    Case("ST-01", ending(0), "ended today", "533301", "station.agreements"),
    Case("ST-01", cover(*ALL[1:], agreement(LUSHUI, ON + DAY)), "starts tomorrow", "533301", "station.agreements"),
    Case("ST-01", cover(*ALL[1:], ALL[0].terminate(ON, "moved")), "terminated today", "533301", "station.agreements"),
    Case("ST-01", ending(1), "the last day is today", "533301 end by 2023-05-07", "station.agreements", WARN),
    Case("ST-01", ending(90), "ends in ninety days", "not renewed", "station.agreements", WARN),
    Case(
        "ST-02",
        roster(),
        "nobody",
        "533301 has nobody resident at the station from 2023-02-01 to 2023-02-28 (28 days)",
        "staff[533301]",
        WARN,
    ),
    Case(
        "ST-02",
        roster(staff(period(1, 8)), staff(period(15, 29))),
        "a week",
        "from 2023-02-08 to 2023-02-14 (7 days)",
        "staff[533301]",
        WARN,
    ),
    Case("ST-02", roster(staff(period(1, 8)), staff(period(9, 29))), "a day", "(1 days)", "staff[533301]", WARN),
    Case("ST-02", RENEWED, "renewed, and nobody there", "2023-02-28 (28 days)", "staff[533301]", WARN),
    Case("ST-02", roster(staff(FEBRUARY, FUGONG)), "another county's", "28 days", "staff[533301]", WARN),
    Case("ST-02", roster(staff(FEBRUARY, resident=False)), "not resident", "28 days", "staff[533301]", WARN),
    Case("ST-02", roster(staff(FEBRUARY, station=StationId("ST-2"))), "elsewhere", "28 days", "staff[533301]", WARN),
    Case("ST-03", roster(staff(FEBRUARY, housed=())), "no home", "S-1 has no home guaranteed", "staff[S-1].housed"),
    Case(
        "ST-03",
        roster(staff(FEBRUARY, housed=(period(1, 28),))),
        "one day",
        "from 2023-02-28 to 2023-02-28 (1 days)",
        "staff[S-1].housed",
    ),
    Case("ST-04", quarter(Duty.FOLLOW_UP), "no follow-up", "follow-up", "activities[follow-up]", INFO),
    Case("ST-05", tree(node("A", BRANCH)), "a branch alone", "A: nothing is above it", "nodes[A].parent", INFO),
    Case(
        "ST-05", tree(node("A", HEAD), node("B", COUNTY, "A")), "a tier left out", "tier above", "nodes[B].parent", INFO
    ),
    Case("ST-05", tree(node("A", HEAD), node("B", HEAD, "A")), "two heads", "tier above", "nodes[B].parent", INFO),
    Case("ST-05", tree(node("A", COUNTY, "X")), "unknown parent", "no X above", "nodes[A].parent", INFO),
    Case("ST-05", tree(node("A", BRANCH, "A")), "its own parent", "leads back", "nodes[A].parent", INFO),
    Case("ST-06", help_case(owner=""), "no owner", "HC-1: nobody owns it", "owner", WARN),
    Case("ST-06", help_case(due_on=None), "no due day", "no due day", "due_on", WARN),
    Case("ST-06", help_case(due_on=ON - DAY), "due yesterday", "due on 2023-02-05 and is open", "closed_on", WARN),
    Case(
        "ST-06",
        help_case(due_on=ON - DAY, closed_on=ON + DAY, outcome="paid"),
        "closed tomorrow",
        "is open",
        "closed_on",
        WARN,
    ),
    Case("ST-06", help_case(closed_on=ON), "no outcome", "without an outcome", "outcome", WARN),
    Case(
        "ST-07",
        visits({"E-1": 50}),
        "50 not visited",
        "E-1 with 50 workers: was not visited",
        "visits[E-1]",
        WARN,
        FIFTY,
    ),
    Case(
        "ST-07", visits({"E-1": 50}, ("E-1", 29)), "visited after the period", "not visited", "visits[E-1]", WARN, FIFTY
    ),
    Case(
        "ST-07",
        visits({"E-1": 50}, ("E-1", 3), kind=VisitKind.WELFARE),
        "greeted",
        "not visited",
        "visits[E-1]",
        WARN,
        FIFTY,
    ),
    Case(
        "ST-07",
        visits({"E-1": 50, "E-2": 49}, ("E-1", 4), ("E-2", 3)),
        "smaller first",
        "before it",
        "visits[E-1]",
        WARN,
        FIFTY,
    ),
    Case("ST-07", visits({"E-1": 9, "E-2": 8}, ("E-2", 3)), "only the smaller", "before it", "visits[E-1]", WARN),
    Case("ST-08", beds(1, "0.01"), "a cent", "0.01 yuan", "charge", INFO),
    Case("ST-08", beds(51), "51 in 50", "51 guests for 50", "guests", INFO),
]

KEEPS = [
    Case("ST-01", cover(*ALL), "four of four"),
    Case("ST-01", ending(91), "ends in 91 days"),
    Case("ST-01", ending(30, agreement(LUSHUI, ON + 30 * DAY, None)), "ends, and another follows"),
    Case("ST-01", cover(*ALL[1:], agreement(LUSHUI, end=ON + 30 * DAY).renew(ON)), "would have ended, and is renewed"),
    Case("ST-02", roster(staff(FEBRUARY)), "all February"),
    Case("ST-02", roster(staff(period(1, 15)), staff(period(15, 29))), "relieved on the day"),
    Case("ST-02", roster(staff(period(5, 29)), signed=Period(date(2023, 2, 5))), "from the first day of the agreement"),
    Case("ST-02", roster(signed=Period(date(2023, 3, 1))), "the agreement starts later"),
    Case("ST-03", roster(staff(Period(date(2022, 1, 1)), housed=(period(1, 10), period(10, 29)))), "two homes"),
    Case("ST-03", roster(staff(FEBRUARY), staff(FEBRUARY, id=StaffId("S-2"), resident=False, housed=())), "who visits"),
    Case("ST-04", quarter(), "all six"),
    Case("ST-04", quarter(on=date(2023, 1, 1)), "on the first day"),
    Case("ST-05", tree(node("C", COUNTY, "B"), node("B", BRANCH, "A"), node("A", HEAD)), "three tiers"),
    Case("ST-06", help_case(), "due today"),
    Case("ST-06", help_case(due_on=ON - DAY, closed_on=ON, outcome="paid"), "closed today"),
    Case("ST-06", help_case(opened_on=ON + DAY, due_on=ON + DAY), "opened tomorrow"),
    Case("ST-07", visits({"E-1": 49}), "49 not visited", book=FIFTY),
    Case("ST-07", visits({"E-1": 50}, ("E-1", 28)), "50 visited on the last day", book=FIFTY),
    Case("ST-07", visits({"E-1": 50, "E-2": 49}, ("E-1", 3), ("E-2", 3)), "on one day", book=FIFTY),
    Case("ST-07", visits({"E-1": 50, "E-2": 50}, ("E-2", 3), ("E-1", 4)), "equally large", book=FIFTY),
    Case("ST-07", visits({"E-1": 50, "E-2": 49}, ("E-1", 3), ("E-2", 2), ("E-1", 1)), "a second visit", book=FIFTY),
    Case("ST-07", visits({"E-1": 50, "E-3": 0}, ("E-3", 1), ("E-1", 2)), "one that has none", book=FIFTY),
    Case("ST-07", visits({"E-1": 999}), "no number is in force"),
    Case("ST-08", beds(50), "50 in 50, free"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found(case: Case) -> None:
    found = [finding for finding in case.book.judge(case.subject, "S-1", on=ON) if finding.rule == case.rule]
    assert [(finding.severity, finding.path) for finding in found] == [(case.severity, case.path)]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in case.book.judge(case.subject, "S-1", on=ON)}


def test_every_rule_has_a_case_on_each_side_and_they_are_in_order() -> None:
    codes = [rule.code for rule in RULES_STATION]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})


def test_employers_are_ranked_by_their_workers_equals_by_id_and_those_without_any_are_not() -> None:
    assert visits({"E-3": 5, "E-1": 5, "E-2": 9, "E-4": 0}).ranked() == (("E-2", 9), ("E-1", 5), ("E-3", 5))


def test_an_employer_that_was_not_visited_is_found_behind_a_larger_one_that_was() -> None:
    (finding,) = FIFTY.judge(visits({"E-1": 60, "E-2": 50}, ("E-1", 3)), "ST-1", on=ON)
    assert (finding.rule, finding.path) == ("ST-07", "visits[E-2]")


def test_counties_without_anybody_are_told_in_the_order_of_their_codes_and_terms() -> None:
    terms = (agreement(FUGONG), agreement(LUSHUI, date(2023, 2, 15)), agreement(LUSHUI, end=date(2023, 2, 10)))
    found = BOOK.judge(evolve(roster(), station=station(*terms)), "ST-1", on=ON)
    assert [finding.path for finding in found] == ["staff[533301]", "staff[533301]", "staff[533323]"]
    first, second, _ = found
    assert "from 2023-02-01 to 2023-02-09" in first.message.en
    assert "from 2023-02-15 to 2023-02-28" in second.message.en


def test_no_activity_in_the_quarter_lacks_every_duty() -> None:
    found = BOOK.judge(quarter(on=date(2023, 4, 1)), "ST-1", on=ON)
    assert [finding.path for finding in found] == [f"activities[{duty.value}]" for duty in Duty]
    assert all(finding.message.zh and finding.severity is INFO for finding in found)


def test_stations_in_a_ring_are_each_found_and_what_hangs_below_the_ring_is_not() -> None:
    ring = tree(node("A", BRANCH, "B"), node("B", HEAD, "A"), node("C", COUNTY, "A"))
    assert [finding.path for finding in BOOK.judge(ring, "T", on=ON)] == ["nodes[A].parent", "nodes[B].parent"]


def test_the_counties_of_a_home_are_those_of_the_day() -> None:
    def codes(home: str, on: date) -> set[str]:
        of_home = evolve(station(), home=DivisionCode(home))
        return {county.code for county in AgreementCover.of(of_home, on).counties}

    assert codes("533300", ON) == {"533301", "533323", "533324", "533325"}
    assert codes("533300", date(2015, 12, 31)) == {"533321", "533323", "533324", "533325"}
    assert codes("440400", ON) == {"440402", "440403", "440404"}
    assert codes("350200", ON) == set()


def test_the_rules_cite_what_the_catalogue_cites() -> None:
    cited = {
        rule.code: [
            f"{source.document.key}/{source.article}/{source.mark.value}"
            for source in rule.sources
            if isinstance(source, Citation)
        ]
        for rule in RULES_STATION
    }
    practice = ["P14//V2"]
    assert cited == {
        "ST-01": ["F/F096–F100/V"],
        "ST-02": ["F/F102–F103/V"],
        "ST-03": ["F/F101/V"],
        "ST-04": practice,
        "ST-05": practice,
        "ST-06": practice,
        "ST-07": ["F/F107/V"],
        "ST-08": practice,
    }


@pytest.mark.parametrize(
    "make",
    [
        lambda: help_case(due_on=ON - 10 * DAY),
        lambda: help_case(closed_on=ON - 10 * DAY),
        lambda: tree(node("A", HEAD), node("A", HEAD)),
        lambda: beds(-1),
        lambda: beds(1, "-1"),
        lambda: evolve(beds(1), places=-1),
        lambda: evolve(roster(), window=Period(ON)),
    ],
)
def test_what_contradicts_itself_is_refused(make: Any) -> None:  # noqa: ANN401 - a case as data
    with pytest.raises(InvalidValue):
        make()


PERIODS = st.tuples(st.integers(1, 30), st.integers(1, 10)).map(lambda pair: period(pair[0], pair[0] + pair[1]))


@settings(deadline=None)
@given(wanted=PERIODS, covers=st.lists(PERIODS, max_size=4), order=st.randoms(use_true_random=True))
def test_gaps_are_the_days_that_nobody_covers(wanted: Period, covers: list[Period], order: Random) -> None:
    window = period(5, 25)
    found = gaps(window, wanted.__contains__, covers)
    days = [day for start, end in found for day in Period(start, end + DAY).days()]
    assert days == [day for day in window.days() if day in wanted and not [c for c in covers if day in c]]
    assert all(after[0] - before[1] > DAY for before, after in pairwise(found))
    assert found == gaps(window, wanted.__contains__, order.sample(covers, len(covers)))
