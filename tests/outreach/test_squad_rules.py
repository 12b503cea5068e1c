"""SQ-01 to SQ-06: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import CadreId, SiteId, SquadId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.outreach import Cadre, CadreLevel, EmploymentSquad, Population, ResettlementSite
from laborcoop.outreach.rules_squads import RULES_SQUADS
from laborcoop.outreach.visit import (
    HouseholdId,
    HouseholdWork,
    Outreach,
    OutreachActor,
    OutreachCampaign,
    OutreachChannel,
    OutreachList,
    OutreachPerson,
    SiteServices,
    SiteSize,
    SquadRoster,
)
from laborcoop.packs.china import outreach, work
from laborcoop.people import Worker
from laborcoop.people.worker import Flag, FlagKind
from laborcoop.rulebook import Citation, RuleBook, Severity
from laborcoop.rulebook.parameter import Parameters

ON = date(2023, 3, 1)
START, END = date(2023, 1, 15), date(2023, 2, 15)
DAY = timedelta(days=1)
BOOK = RuleBook(
    title=Text.same("squads"),
    rules=RULES_SQUADS,
    parameters=Parameters.of((*outreach.PARAMETERS, *work.PARAMETERS)),
)


def site(number: int, *populations: tuple[int, date]) -> ResettlementSite:
    return ResettlementSite(
        id=SiteId(f"S-{number}"),
        name=Text("安置点", "site"),
        division=DivisionCode("533301"),
        populations=tuple(Population(people=people, as_of=day) for people, day in populations),
    )


def visit(number: int, on: date = START, actor: OutreachActor = OutreachActor.SQUAD) -> Outreach:
    squad = SquadId("SQ-1") if actor is OutreachActor.SQUAD else None
    return Outreach(actor=actor, on=on, site=SiteId(f"S-{number}"), squad=squad)


def campaign(
    *sites: ResettlementSite, targets: str = "", visits: tuple[Outreach, ...] | None = None
) -> OutreachCampaign:
    """A campaign with the sites of these numbers as targets; every site is visited unless ``visits`` says otherwise."""
    return OutreachCampaign(
        window=Period(START, END),
        sites=sites,
        targets=frozenset(SiteId(f"S-{number}") for number in targets),
        visits=tuple(visit(number) for number in range(1, 5)) if visits is None else visits,
    )


def squads(*cadres: str) -> SquadRoster:
    """Squads of cadres named by letters; a capital is of the county, the others of the township."""
    return SquadRoster(
        on=ON,
        squads=tuple(
            EmploymentSquad(
                id=SquadId(f"SQ-{number}"),
                name=Text("小分队", "squad"),
                cadres=tuple(
                    Cadre(
                        id=CadreId(letter.lower()),
                        level=CadreLevel.COUNTY if letter.isupper() else CadreLevel.TOWNSHIP,
                    )
                    for letter in letters
                ),
            )
            for number, letters in enumerate(cadres, start=1)
        ),
    )


RELOCATED, POOR = FlagKind.RELOCATED, FlagKind.OUT_OF_POVERTY


def person(number: int, *flags: FlagKind, born: date = date(1990, 1, 1), able: bool | None = True) -> OutreachPerson:
    return OutreachPerson(
        worker=Worker(
            id=WorkerId(f"W-{number}"),
            name=PersonName("阿普·迪"),
            sex=Sex.MALE,
            number=ResidentNumber("533399********0079"),
            born=born,
            registered=DivisionCode("533301"),
            flags=tuple(Flag(kind=kind, as_of=START, source="roster") for kind in flags),
        ),
        able_to_work=able,
    )


def people(*listed: OutreachPerson) -> OutreachList:
    return OutreachList(on=ON, people=listed)


def household(able: int, in_work: int) -> HouseholdWork:
    return HouseholdWork(household=HouseholdId("H-1"), able=able, in_work=in_work)


def services(size: SiteSize, point: bool | None) -> SiteServices:  # noqa: FBT001 - a case as data
    return SiteServices(site=site(1), size=size, service_point=point)


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    path: str = ""
    severity: Severity = Severity.ERROR


WARN, INFO = Severity.WARN, Severity.INFO
AT_800, AT_799 = site(1, (800, START)), site(1, (799, START))
GREW = site(1, (799, START), (800, START + DAY))
CADRE, TEAM = OutreachActor.VILLAGE_CADRE, OutreachActor.STATIONED_TEAM

BREAKS = [
    Case("SQ-01", campaign(AT_800), "800 and no target", "S-1: has 800 people, 800 or more", "sites[S-1]"),
    Case("SQ-01", campaign(AT_799, targets="1"), "799 and a target", "has 799 people, under 800", "sites[S-1]"),
    Case("SQ-01", campaign(GREW, targets="1"), "800 a day too late", "has 799", "sites[S-1]"),
    Case("SQ-01", campaign(site(1), targets="1"), "population unknown", "on 2023-01-15 is not", "sites[S-1]", WARN),
    Case(
        "SQ-02",
        campaign(AT_800, targets="1", visits=()),
        "never visited",
        "no squad was at 1 of 1 target sites: S-1",
        "visits",
    ),
    Case("SQ-02", campaign(AT_800, targets="1", visits=(visit(1, START - DAY),)), "before", "1 of 1", "visits"),
    Case("SQ-02", campaign(AT_800, targets="1", visits=(visit(1, END),)), "after", "1 of 1", "visits"),
    Case("SQ-02", campaign(AT_800, targets="1", visits=(visit(1, START, CADRE),)), "by a cadre", "1 of 1", "visits"),
    Case(
        "SQ-02",
        campaign(AT_800, site(2, (900, START)), targets="12", visits=(visit(2),)),
        "one of two",
        "1 of 2 target sites: S-1",
        "visits",
    ),
    Case("SQ-03", squads("ab", "bc"), "one in two squads", "cadre b: is in SQ-1, SQ-2 at once", "cadres[b]", WARN),
    Case("SQ-04", people(person(1)), "not relocated", "W-1: was not relocated", "people[W-1].flags", INFO),
    Case(
        "SQ-04",
        people(person(1, RELOCATED, born=date(2007, 3, 1))),
        "16 today",
        "is under 16",
        "people[W-1].born",
        INFO,
    ),
    Case("SQ-04", people(person(1, RELOCATED, able=False)), "not able", "1 on the list: not able", "people", INFO),
    Case(
        "SQ-04",
        people(person(1, RELOCATED, able=False), person(2, RELOCATED), person(3, RELOCATED, able=False)),
        "two not able",
        "2 on the list: not able",
        "people",
        INFO,
    ),
    Case(
        "SQ-04",
        people(person(1, RELOCATED), person(2, RELOCATED, POOR)),
        "poor last",
        "W-2: is registered poor",
        "people[W-2].order",
        INFO,
    ),
    Case("SQ-05", household(1, 0), "one can, none does", "of 1 who can work", "in_work", WARN),
    Case("SQ-06", services(SiteSize.VERY_LARGE, point=False), "none", "missing: a public", "service_point", WARN),
    Case("SQ-06", services(SiteSize.VERY_LARGE, point=None), "unknown", "not recorded", "service_point", WARN),
]

KEEPS = [
    Case("SQ-01", campaign(AT_800, targets="1"), "800 and a target"),
    Case("SQ-01", campaign(AT_799), "799 and no target"),
    Case("SQ-01", campaign(GREW), "799 on the first day"),
    Case("SQ-01", campaign(site(1)), "population unknown, no target"),
    Case("SQ-02", campaign(AT_800, targets="1"), "visited on the first day"),
    Case("SQ-02", campaign(AT_800, targets="1", visits=(visit(1, END - DAY),)), "visited on the last day"),
    Case("SQ-02", campaign(AT_799, visits=()), "no target"),
    Case("SQ-03", squads("ab", "cd"), "each in one squad"),
    Case("SQ-03", squads("aB"), "levels mixed in a squad"),
    Case("SQ-04", people(person(1, RELOCATED, POOR), person(2, RELOCATED)), "the poor first"),
    Case("SQ-04", people(person(1, RELOCATED, born=date(2007, 2, 28))), "16 since yesterday"),
    Case("SQ-04", people(person(1, RELOCATED, able=None)), "whether able is not known"),
    Case("SQ-05", household(1, 1), "one can, one does"),
    Case("SQ-05", household(0, 0), "nobody can"),
    Case("SQ-06", services(SiteSize.VERY_LARGE, point=True), "a window"),
    Case("SQ-06", services(SiteSize.ORDINARY, point=False), "an ordinary site"),
]


def test_who_is_not_able_to_work_is_counted_and_not_named() -> None:
    listed = people(person(71, RELOCATED, able=False), person(72, RELOCATED))
    [finding] = BOOK.judge(listed, "visit 5", on=ON)
    assert {fact.name: fact.value for fact in finding.facts}["who"] == Text("名单中 1 人", "1 on the list")
    assert "W-7" not in repr(finding)


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found(case: Case) -> None:
    found = [finding for finding in BOOK.judge(case.subject, "S-1", on=ON) if finding.rule == case.rule]
    assert [(finding.severity, finding.path) for finding in found] == [(case.severity, case.path)]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in BOOK.judge(case.subject, "S-1", on=ON)}


def test_every_rule_has_a_case_on_each_side_and_they_are_in_order() -> None:
    codes = [rule.code for rule in RULES_SQUADS]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})


def test_a_large_site_that_was_forgotten_is_missing_from_the_list_and_from_the_visits() -> None:
    found = BOOK.judge(campaign(AT_800, visits=()), "C-1", on=ON)
    assert [finding.rule for finding in found] == ["SQ-01", "SQ-02"]


def test_a_site_that_is_wrong_is_found_behind_one_that_is_right() -> None:
    (finding,) = BOOK.judge(campaign(AT_800, site(2, (799, START)), targets="12"), "C-1", on=ON)
    assert (finding.rule, finding.path) == ("SQ-01", "sites[S-2]")


def test_a_cadre_of_two_levels_is_found_beside_the_two_squads() -> None:
    found = BOOK.judge(squads("a", "A"), "R-1", on=ON)
    assert [finding.path for finding in found] == ["cadres[a]", "cadres[a].level"]
    assert found[1].message == Text("干部 a：登记了不同的级别", "cadre a: is recorded at several levels")


def test_sixteen_counts_from_the_birthday_where_the_book_says_so() -> None:
    parameter = BOOK.parameters["age_completed"]
    book = BOOK.with_parameters(evolve(parameter, values=(evolve(parameter.values[0], value="birthday"),)))
    assert book.judge(people(person(1, RELOCATED, born=date(2007, 3, 1))), "L-1", on=ON) == ()
    assert len(book.judge(people(person(1, RELOCATED, born=date(2007, 3, 2))), "L-1", on=ON)) == 1


@pytest.mark.parametrize(
    ("name", "value", "since", "subject", "found"),
    [
        ("target_site_population", 801, START, campaign(AT_800), []),
        ("target_site_population", 801, START + DAY, campaign(AT_800), ["SQ-01"]),
        ("target_site_population", 801, START, campaign(AT_800, visits=()), []),
        ("target_site_population", 801, START + DAY, campaign(AT_800, visits=()), ["SQ-01", "SQ-02"]),
        ("minimum_age", 17, ON, people(person(1, RELOCATED, born=date(2007, 2, 28))), ["SQ-04"]),
        ("minimum_age", 17, ON + DAY, people(person(1, RELOCATED, born=date(2007, 2, 28))), []),
    ],
)
def test_a_limit_is_that_of_the_day_of_the_campaign_or_the_list(
    name: str, value: int, since: date, subject: object, found: list[str]
) -> None:
    (before,) = BOOK.parameters[name].values
    after = evolve(before, value=value, since=since)
    book = BOOK.with_parameters(evolve(BOOK.parameters[name], values=(evolve(before, until=since), after)))
    for judged_on in (date(2022, 1, 1), date(2024, 1, 1)):
        assert [finding.rule for finding in book.judge(subject, "S-1", on=judged_on)] == found


def test_the_order_of_squads_changes_nothing() -> None:
    roster = squads("ab", "bc")
    assert roster == SquadRoster(on=ON, squads=roster.squads[::-1])


def test_the_rules_cite_what_the_catalogue_cites() -> None:
    cited = {
        rule.code: [
            f"{source.document.key}/{source.article}/{source.mark.value}"
            for source in rule.sources
            if isinstance(source, Citation)
        ]
        for rule in RULES_SQUADS
    }
    assert cited == {
        "SQ-01": ["F/F032/V", "L22/1259/V"],
        "SQ-02": ["F/F077/V"],
        "SQ-03": ["F/F025–F028/V"],
        "SQ-04": ["P10//V2"],
        "SQ-05": ["P10//V2"],
        "SQ-06": ["P10//V2"],
    }


@pytest.mark.parametrize(
    "make",
    [
        lambda: Outreach(actor=OutreachActor.SQUAD, on=ON),
        lambda: Outreach(actor=TEAM, on=ON, squad=SquadId("SQ-1")),
        lambda: evolve(visit(1), reached=-1),
        lambda: evolve(visit(1), household=HouseholdId("H-1"), channel=OutreachChannel.LOUDSPEAKER),
        lambda: household(1, 2),
        lambda: household(1, -1),
    ],
)
def test_what_contradicts_itself_is_refused(make: Any) -> None:  # noqa: ANN401 - a case as data
    with pytest.raises(InvalidValue):
        make()
