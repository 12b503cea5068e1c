"""WK-04 to WK-10: workers of 16 and 17 years, on each side of every age, grade, load and interval."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.duties import Duties, Exposure, Hazard, Venue
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.packs.china import protection, work
from laborcoop.people import Worker
from laborcoop.people.assignment import Assignment, MinorEmployment
from laborcoop.people.rules_minors import RULES
from laborcoop.rulebook import Convention, DatedValue, Mark, Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule
from laborcoop.testing.rules import Breaks, Example, Keeps, misread, one_sided

BOOK = RuleBook(
    title=Text.same("minors"), rules=RULES, parameters=Parameters.of((*work.PARAMETERS, *protection.PARAMETERS))
)
ON = date(2023, 2, 6)
NUJIANG = DivisionCode("533300")
BLOCK, ERROR, WARN = Severity.BLOCK, Severity.ERROR, Severity.WARN


def born(day: date) -> Worker:
    return Worker(
        id=WorkerId("W-1"),
        name=PersonName("阿普"),
        sex=Sex.MALE,
        number=ResidentNumber("533399********0017"),
        born=day,
        registered=DivisionCode("533301"),
    )


SEVENTEEN = born(date(2005, 8, 1))
LAST_DAY = born(date(2005, 2, 7))
BIRTHDAY = born(date(2005, 2, 6))
EIGHTEEN = born(date(2005, 2, 5))


def at(duties: Duties, worker: Worker = SEVENTEEN, *, native: bool | None = None) -> Assignment:
    return Assignment(worker=worker, duties=duties, on=ON, highland_native=native)


def exposed(hazard: Hazard, grade: int | None = None) -> Duties:
    return Duties(exposures=frozenset({Exposure(hazard, grade)}))


def carrying(load: str, lifts: int | None = None) -> Duties:
    return Duties(load_kg=Decimal(load), lifts_per_hour=lifts)


MINE = exposed(Hazard.UNDERGROUND_MINE)
HAZARDS = "duties.exposures"
LISTED = {
    Hazard.DUST: 1,
    Hazard.POISON: 1,
    Hazard.HEIGHT: 2,
    Hazard.COLD_WATER: 2,
    Hazard.HEAT: 3,
    Hazard.LOW_TEMPERATURE: 3,
    Hazard.WORKLOAD: 4,
}
LISTED_KINDS = (
    Hazard.UNDERGROUND_MINE,
    Hazard.QUARRY,
    Hazard.LOGGING,
    Hazard.RADIOACTIVE,
    Hazard.UNSEALED_RADIOACTIVE,
    Hazard.FIRE_OR_BURNS,
    Hazard.FIELD_PROSPECTING,
    Hazard.DIVING,
    Hazard.CULVERT,
    Hazard.PNEUMATIC_TOOLS,
    Hazard.BOILER_FIRING,
)
START = date(2022, 9, 1)
JOB = MinorEmployment(
    worker=SEVENTEEN, first_day=START, health_checks=frozenset({date(2022, 8, 20)}), registered_on=START
)
GROWN = evolve(JOB, worker=born(date(2005, 1, 15)))


def checked(*days: date, job: MinorEmployment = JOB) -> MinorEmployment:
    return evolve(job, health_checks=frozenset(days))


EXAMPLES: tuple[Example, ...] = (
    Breaks("WK-04", at(MINE), BLOCK, HAZARDS, "underground at 17"),
    Breaks("WK-04", at(MINE, LAST_DAY), BLOCK, HAZARDS, "the day before the 18th birthday"),
    Breaks("WK-04", at(MINE, BIRTHDAY), WARN, HAZARDS, "the 18th birthday itself: open"),
    Breaks("WK-04", at(MINE, born(date(2008, 1, 1))), BLOCK, HAZARDS, "at 15 all the more"),
    Breaks("WK-04", at(exposed(Hazard.WORKLOAD, 4)), BLOCK, HAZARDS, "grade IV"),
    Breaks("WK-04", at(exposed(Hazard.WORKLOAD)), WARN, HAZARDS, "a workload that nobody graded"),
    Breaks("WK-04", at(exposed(Hazard.POISON)), BLOCK, HAZARDS, "poisons of any grade"),
    Breaks("WK-04", at(exposed(Hazard.MANGANESE)), BLOCK, HAZARDS, "air above the health standard"),
    Breaks("WK-04", at(exposed(Hazard.OTHER_TOXIC)), BLOCK, HAZARDS, "a poison that no list names"),
    Breaks("WK-04", at(exposed(Hazard.RADIOACTIVE)), BLOCK, HAZARDS, "harmful"),
    Breaks("WK-04", at(exposed(Hazard.OTHER_HAZARD)), BLOCK, HAZARDS, "harmful in another way"),
    Keeps("WK-04", at(MINE, EIGHTEEN), "the day after the 18th birthday"),
    Keeps("WK-04", at(exposed(Hazard.WORKLOAD, 3)), "grade III"),
    Keeps("WK-04", at(exposed(Hazard.HEIGHT, 2)), "what is on the list of WK-05 only"),
    Keeps("WK-04", at(Duties()), "nothing recorded"),
    *(
        Breaks("WK-05", at(exposed(hazard, grade)), BLOCK, HAZARDS, f"{hazard.value} {grade}")
        for hazard, grade in LISTED.items()
    ),
    *(
        Keeps("WK-05", at(exposed(hazard, grade - 1)), f"{hazard.value} {grade - 1}")
        for hazard, grade in LISTED.items()
        if grade > 1
    ),
    *(Breaks("WK-05", at(exposed(hazard)), WARN, HAZARDS, f"{hazard.value} ungraded") for hazard in LISTED),
    *(Breaks("WK-05", at(exposed(hazard)), BLOCK, HAZARDS, hazard.value) for hazard in LISTED_KINDS),
    Breaks("WK-05", at(carrying("20.01", 6)), BLOCK, "duties.load_kg", "a little over 20 kg, six times an hour"),
    Breaks("WK-05", at(carrying("25.01", 1)), BLOCK, "duties.load_kg", "a little over 25 kg, once"),
    Breaks("WK-05", at(carrying("25.01")), BLOCK, "duties.load_kg", "a little over 25 kg, nobody knows how often"),
    Breaks("WK-05", at(carrying("20.01")), WARN, "duties.lifts_per_hour", "over 20 kg, nobody knows how often"),
    Breaks("WK-05", at(Duties(line_moves=60)), BLOCK, "duties.line_moves", "assembly line 60/min for age 17"),
    Breaks("WK-05", at(Duties(line_moves=51)), BLOCK, "duties.line_moves", "51 moves a minute"),
    Breaks("WK-05", at(Duties(altitude=3001), native=False), BLOCK, "duties.altitude", "above 3000 m"),
    Breaks("WK-05", at(Duties(altitude=3001)), WARN, "duties.altitude", "above 3000 m: perhaps a native"),
    Breaks("WK-05", at(Duties(line_moves=60), BIRTHDAY), WARN, "duties.line_moves", "the 18th birthday: open"),
    Keeps("WK-05", at(carrying("20", 6)), "20 kg, six times an hour"),
    Keeps("WK-05", at(carrying("25", 5)), "25 kg, five times an hour"),
    Keeps("WK-05", at(carrying("20")), "20 kg, nobody knows how often"),
    Keeps("WK-05", at(Duties(lifts_per_hour=60)), "often, but nobody knows how much"),
    Keeps("WK-05", at(Duties(line_moves=50)), "50 moves a minute"),
    Keeps("WK-05", at(Duties(altitude=3000)), "3000 m"),
    Keeps("WK-05", at(Duties(altitude=3500), native=True), "a native of the highlands"),
    Keeps("WK-05", at(Duties(line_moves=60), EIGHTEEN), "of age"),
    Keeps("WK-05", at(exposed(Hazard.NOISE, 4)), "what the list does not name"),
    Breaks("WK-06", at(exposed(Hazard.NOISE, 1)), BLOCK, HAZARDS, "noise of any grade"),
    Breaks("WK-06", at(exposed(Hazard.DUST)), BLOCK, HAZARDS, "dust, not graded"),
    Breaks("WK-06", at(exposed(Hazard.BENZENE)), BLOCK, HAZARDS, "benzene"),
    Breaks("WK-06", at(exposed(Hazard.DUST), BIRTHDAY), WARN, HAZARDS, "the 18th birthday: open"),
    Keeps("WK-06", at(exposed(Hazard.HEIGHT, 1)), "height is a danger, not an occupational disease's hazard"),
    Keeps("WK-06", at(exposed(Hazard.DUST, 4), EIGHTEEN), "of age"),
    Breaks("WK-07", checked(), ERROR, "health_checks", "no check date", on=ON),
    Breaks("WK-07", checked(date(2023, 2, 7)), ERROR, "health_checks", "the only one is still to come", on=ON),
    Breaks("WK-07", checked(date(2022, 9, 2)), WARN, "health_checks", "the day after the start", on=ON),
    Breaks(
        "WK-07",
        evolve(JOB, worker=born(date(2006, 1, 1))),
        WARN,
        "health_checks",
        "a year and a day",
        on=date(2023, 8, 21),
    ),
    Breaks(
        "WK-07", evolve(checked(), first_day=ON, worker=BIRTHDAY), WARN, "health_checks", "started at 18: open", on=ON
    ),
    Breaks("WK-07", checked(date(2022, 7, 14), job=GROWN), WARN, "health_checks", "six months and a day at 18", on=ON),
    Breaks("WK-07", checked(job=GROWN), WARN, "health_checks", "of age and never checked", on=ON),
    Keeps("WK-07", JOB, "checked before the start", on=ON),
    Keeps("WK-07", checked(START), "checked on the first day", on=ON),
    Keeps("WK-07", evolve(JOB, worker=born(date(2006, 1, 1))), "a year to the day", on=date(2023, 8, 20)),
    Keeps("WK-07", checked(date(2022, 7, 15), job=GROWN), "six months to the day at 18", on=ON),
    Keeps("WK-07", checked(date(2022, 7, 1), date(2023, 2, 6), job=GROWN), "checked again since", on=ON),
    Keeps("WK-07", evolve(checked(), first_day=ON, worker=EIGHTEEN), "of age at the start", on=ON),
    Breaks("WK-08", evolve(JOB, registered_on=None), ERROR, "registered_on", "never registered"),
    Breaks("WK-08", evolve(JOB, registered_on=date(2022, 9, 2)), ERROR, "registered_on", "the day after the start"),
    Breaks(
        "WK-08",
        evolve(JOB, registered_on=None, first_day=ON, worker=BIRTHDAY),
        WARN,
        "registered_on",
        "started on the 18th birthday: open",
    ),
    Keeps("WK-08", JOB, "registered on the first day"),
    Keeps("WK-08", evolve(JOB, registered_on=None, first_day=ON, worker=EIGHTEEN), "of age at the start"),
    *(Breaks("WK-09", at(Duties(venue=venue)), BLOCK, "duties.venue", venue.value) for venue in Venue),
    Breaks("WK-09", at(Duties(venue=Venue.BAR), BIRTHDAY), WARN, "duties.venue", "the 18th birthday: open"),
    Keeps("WK-09", at(Duties(venue=Venue.BAR), EIGHTEEN), "of age"),
    Keeps("WK-09", at(Duties()), "no such venue"),
    Breaks("WK-10", at(Duties(night=True)), WARN, "duties.night", "night work at 17"),
    Keeps("WK-10", at(Duties(night=True), EIGHTEEN), "of age"),
    Keeps("WK-10", at(Duties(night=False)), "by day"),
    Keeps("WK-10", at(Duties()), "nothing recorded"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_every_rule_is_shown_from_both_sides() -> None:
    assert one_sided(RULES, EXAMPLES) == []
    assert [rule.code for rule in RULES] == [f"WK-{n:02}" for n in range(4, 11)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule: AnyRule) -> None:
    assert misread(BOOK, rule, EXAMPLES) == []


def changed(name: str, value: int | str | bool) -> RuleBook:  # noqa: FBT001 - the value of a parameter
    why = Convention(Text.same("of this test"))
    return BOOK.with_parameters(evolve(BOOK.parameters[name], values=(DatedValue(value=value, source=why),)))


@pytest.mark.parametrize(
    ("book", "rule", "subject", "expected"),
    [
        (changed("juvenile_until", 17), "WK-04", at(MINE), []),
        (changed("age_completed", "birthday"), "WK-04", at(MINE, BIRTHDAY), []),
        (changed("minor_work_listed", "noise:4"), "WK-05", at(exposed(Hazard.NOISE, 4)), [BLOCK]),
        (changed("minor_work_listed", ""), "WK-05", at(exposed(Hazard.QUARRY)), []),
        (changed("minor_load_single_kg", 15), "WK-05", at(carrying("15.5", 1)), [BLOCK]),
        (changed("minor_check_before_start", value=False), "WK-07", checked(date(2022, 9, 2)), []),
    ],
)
def test_another_programme_changes_a_parameter_and_no_code(
    book: RuleBook, rule: str, subject: object, expected: list[Severity]
) -> None:
    found = [finding.severity for finding in book.judge(subject, "W-1", on=ON) if finding.rule == rule]
    assert found == expected


def test_the_limits_are_those_of_the_day_of_the_work() -> None:
    measure = Convention(Text.same("of this test"))
    later = DatedValue(value="", source=measure, since=date(2024, 1, 1))
    listed = BOOK.parameters["minor_work_listed"]
    book = BOOK.with_parameters(evolve(listed, values=(*listed.values, later)))
    young = born(date(2007, 1, 1))
    work_then = evolve(at(exposed(Hazard.QUARRY), young), on=date(2024, 1, 1))
    assert book.judge(at(exposed(Hazard.QUARRY), young), "W-1", on=ON) != ()
    assert book.judge(work_then, "W-1", on=ON) == ()


def test_what_was_not_verified_is_a_warning_and_says_so() -> None:
    for name in ("minor_check_before_start", "minor_check_months", "minor_check_before_adult_months"):
        value = BOOK.parameters[name].at(ON)
        assert value is not None
        assert value.source.mark is Mark.UNVERIFIED
    (night,) = (finding for finding in BOOK.judge(at(Duties(night=True)), "W-1", on=ON) if finding.rule == "WK-10")
    assert "[U]" in night.render("en")


def test_a_finding_tells_the_duty_and_the_age_and_nobody_by_name() -> None:
    (finding,) = BOOK.judge(at(Duties(line_moves=60)), "W-1", on=ON)
    assert finding.message.en == "is 17 and must not do this: a line of 60 moves a minute, over 50"
    assert finding.message.zh == "17 周岁，不得从事：每分钟 60 次动作的流水线（超过 50 次）"
    (open_case,) = BOOK.judge(at(Duties(line_moves=60), BIRTHDAY), "W-1", on=ON)
    assert "whether 18 years are completed on this very day" in open_case.message.en
    for text in (repr(finding), repr(at(Duties())), repr(JOB)):
        assert "2005" not in text
        assert "阿普" not in text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_who_is_a_juvenile_worker_goes_by_the_place_and_the_day_of_the_work(rule: AnyRule) -> None:
    broken = next(example for example in EXAMPLES if isinstance(example, Breaks) and example.rule == rule.code)
    subject = broken.subject
    assert isinstance(subject, (Assignment, MinorEmployment))
    day = subject.on if isinstance(subject, Assignment) else subject.first_day
    there = DatedValue(
        value=10,
        source=Convention(Text.same("of this test")),
        region=NUJIANG,
        since=day,
        until=day + timedelta(days=1),
    )
    grown_up_at_ten = BOOK.with_parameters(BOOK.parameters["juvenile_until"].extended((there,)))
    for book, found in ((BOOK, True), (grown_up_at_ten, False)):
        findings = book.judge(subject, "W-1", on=day + timedelta(days=1), region=NUJIANG)
        assert (rule.code in {finding.rule for finding in findings}) is found
