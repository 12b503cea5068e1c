"""WK-11 to WK-13 and WK-22: women, late pregnancy, the annexes, nursing; each grade, load, month and minute."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ages import AgeReading
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.duties import Duties, Exposure, Hazard
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.packs.china import protection, work
from laborcoop.people import Worker
from laborcoop.people.assignment import Assignment, Maternity
from laborcoop.people.rules_women import RULES
from laborcoop.rulebook import Convention, DatedValue, Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule
from laborcoop.testing.rules import Breaks, Example, Keeps, misread, one_sided

BOOK = RuleBook(
    title=Text.same("women"), rules=RULES, parameters=Parameters.of((*work.PARAMETERS, *protection.PARAMETERS))
)
ON = date(2023, 2, 6)
BLOCK, WARN = Severity.BLOCK, Severity.WARN
HAZARDS = "duties.exposures"

WOMAN = Worker(
    id=WorkerId("W-1"),
    name=PersonName("阿妮"),
    sex=Sex.FEMALE,
    number=ResidentNumber("533399********0025"),
    born=date(1990, 5, 1),
    registered=DivisionCode("533301"),
)
MAN = evolve(WOMAN, sex=Sex.MALE, number=ResidentNumber("533399********0017"))
FIVE_MONTHS = Maternity(pregnant_since=date(2022, 9, 6))
SEVEN_MONTHS = Maternity(pregnant_since=date(2022, 7, 6))
NEARLY_SEVEN = Maternity(pregnant_since=date(2022, 7, 7))
BORN_TODAY = Maternity(pregnant_since=date(2022, 5, 1), birth=ON)
NURSING = Maternity(birth=date(2022, 8, 1))
FIRST_BIRTHDAY = Maternity(birth=date(2022, 2, 6))
OVER_ONE = Maternity(birth=date(2022, 2, 5))
WEANED = Maternity(birth=date(2022, 8, 1), nursed_until=ON)
LAST_NURSED = Maternity(birth=date(2022, 8, 1), nursed_until=date(2023, 2, 7))
UNBORN = Maternity(birth=date(2023, 2, 7))
TWINS = Maternity(birth=date(2022, 8, 1), infants=2)


def at(
    duties: Duties, maternity: Maternity | None = None, worker: Worker = WOMAN, minutes: int | None = 60
) -> Assignment:
    return Assignment(worker=worker, duties=duties, on=ON, maternity=maternity, nursing_minutes=minutes)


def exposed(*hazards: Hazard, grade: int | None = None) -> Duties:
    return Duties(exposures=frozenset(Exposure(hazard, grade) for hazard in hazards))


def carrying(load: str, lifts: int | None = None) -> Duties:
    return Duties(load_kg=Decimal(load), lifts_per_hour=lifts)


NIGHT, DAY, LONG = Duties(night=True), Duties(night=False, overtime=False), Duties(overtime=True)
TOXICS = tuple(list(Hazard)[list(Hazard).index(Hazard.LEAD) : list(Hazard).index(Hazard.MANGANESE)])
NURSING_TOXICS = tuple(list(Hazard)[list(Hazard).index(Hazard.MANGANESE) : list(Hazard).index(Hazard.OTHER_TOXIC)])
PREGNANCY_KINDS = (
    *TOXICS,
    Hazard.CANCER_DRUGS,
    Hazard.ANAESTHETIC_GAS,
    Hazard.UNSEALED_RADIOACTIVE,
    Hazard.NUCLEAR_EMERGENCY,
    Hazard.CONFINED_SPACE,
    Hazard.PRESSURE_CHAMBER,
    Hazard.DIVING,
    Hazard.STRONG_VIBRATION,
    Hazard.FREQUENT_BENDING,
)
PREGNANCY_GRADES = {
    Hazard.HEIGHT: 1,
    Hazard.COLD_WATER: 1,
    Hazard.LOW_TEMPERATURE: 1,
    Hazard.HEAT: 3,
    Hazard.NOISE: 3,
    Hazard.WORKLOAD: 3,
}

EXAMPLES: tuple[Example, ...] = (
    Breaks("WK-11", at(exposed(Hazard.UNDERGROUND_MINE)), BLOCK, HAZARDS, "underground"),
    Breaks("WK-11", at(exposed(Hazard.WORKLOAD, grade=4)), BLOCK, HAZARDS, "grade IV"),
    Breaks("WK-11", at(exposed(Hazard.WORKLOAD)), WARN, HAZARDS, "a workload that nobody graded"),
    Breaks("WK-11", at(carrying("20.01", 6)), BLOCK, "duties.load_kg", "a little over 20 kg, six times an hour"),
    Breaks("WK-11", at(carrying("25.01", 1)), BLOCK, "duties.load_kg", "a little over 25 kg, once"),
    Breaks("WK-11", at(carrying("25")), WARN, "duties.lifts_per_hour", "25 kg, nobody knows how often"),
    Keeps("WK-11", at(exposed(Hazard.UNDERGROUND_MINE), worker=MAN), "a man"),
    Keeps("WK-11", at(exposed(Hazard.WORKLOAD, grade=3)), "grade III"),
    Keeps("WK-11", at(carrying("20", 6)), "20 kg, six times an hour"),
    Keeps("WK-11", at(carrying("25", 5)), "25 kg, five times an hour"),
    Keeps("WK-11", at(Duties()), "nothing recorded"),
    Breaks("WK-12", at(NIGHT, SEVEN_MONTHS), BLOCK, "duties.night", "seven months to the day, by night"),
    Breaks("WK-12", at(LONG, SEVEN_MONTHS), BLOCK, "duties.overtime", "seven months to the day, overtime"),
    Breaks("WK-12", at(NIGHT, NURSING), BLOCK, "duties.night", "an infant of six months, by night"),
    Breaks("WK-12", at(LONG, BORN_TODAY), BLOCK, "duties.overtime", "an infant born today"),
    Breaks(
        "WK-12", at(NIGHT, FIRST_BIRTHDAY), WARN, "duties.night", "its first birthday: open whether the year is full"
    ),
    Breaks("WK-12", at(NIGHT, LAST_NURSED), BLOCK, "duties.night", "nursed until tomorrow"),
    Keeps("WK-12", at(NIGHT, NEARLY_SEVEN), "a day before seven months"),
    Keeps("WK-12", at(NIGHT, OVER_ONE), "the day after the first birthday"),
    Keeps("WK-12", at(NIGHT, WEANED), "nursed until today"),
    Keeps("WK-12", at(NIGHT, UNBORN), "born tomorrow, and nothing known of the months"),
    Keeps("WK-12", at(DAY, SEVEN_MONTHS), "by day, without overtime"),
    Keeps("WK-12", at(Duties(), SEVEN_MONTHS), "hours not recorded"),
    Keeps("WK-12", at(NIGHT), "nothing recorded"),
    *(Breaks("WK-13", at(exposed(kind), FIVE_MONTHS), BLOCK, HAZARDS, kind.value) for kind in PREGNANCY_KINDS),
    *(
        Breaks("WK-13", at(exposed(hazard, grade=grade), FIVE_MONTHS), BLOCK, HAZARDS, f"{hazard.value} {grade}")
        for hazard, grade in PREGNANCY_GRADES.items()
    ),
    *(
        Keeps("WK-13", at(exposed(hazard, grade=grade - 1), FIVE_MONTHS), f"{hazard.value} {grade - 1}")
        for hazard, grade in PREGNANCY_GRADES.items()
        if grade > 1
    ),
    *(
        Breaks("WK-13", at(exposed(hazard), FIVE_MONTHS), WARN, HAZARDS, f"{hazard.value}: named by 等 only")
        for hazard in (*NURSING_TOXICS, Hazard.OTHER_TOXIC)
    ),
    Keeps("WK-13", at(exposed(Hazard.LEAD)), "not pregnant, as far as anybody knows"),
    Keeps("WK-13", at(exposed(Hazard.DIVING), BORN_TODAY), "the day of birth"),
    Keeps("WK-13", at(exposed(Hazard.DIVING), Maternity(pregnant_since=date(2023, 2, 7))), "pregnant from tomorrow"),
    Keeps("WK-13", at(exposed(Hazard.QUARRY), FIVE_MONTHS), "what the annex does not name"),
    *(
        Breaks("WK-22", at(exposed(hazard), NURSING), BLOCK, HAZARDS, f"{hazard.value}: listed")
        for hazard in (*TOXICS, *NURSING_TOXICS, Hazard.UNSEALED_RADIOACTIVE, Hazard.NUCLEAR_EMERGENCY)
    ),
    Breaks("WK-22", at(exposed(Hazard.WORKLOAD, grade=3), NURSING), BLOCK, HAZARDS, "a workload of grade III"),
    Breaks("WK-22", at(exposed(Hazard.WORKLOAD), NURSING), WARN, HAZARDS, "a workload that nobody graded"),
    Breaks("WK-22", at(exposed(Hazard.NOISE, grade=1), NURSING), BLOCK, HAZARDS, "an occupational hazard, not listed"),
    Breaks("WK-22", at(exposed(Hazard.OTHER_TOXIC), NURSING), BLOCK, HAZARDS, "a toxic that no list names"),
    Breaks("WK-22", at(Duties(), NURSING, minutes=59), BLOCK, "nursing_minutes", "59 minutes"),
    Breaks("WK-22", at(Duties(), TWINS, minutes=119), BLOCK, "nursing_minutes", "twins, a minute short of two hours"),
    Breaks("WK-22", at(Duties(), NURSING, minutes=None), WARN, "nursing_minutes", "nobody wrote the hour down"),
    Keeps("WK-22", at(exposed(Hazard.WORKLOAD, grade=2), NURSING), "a workload of grade II"),
    Keeps("WK-22", at(exposed(Hazard.HEIGHT, grade=1), NURSING), "height is for the pregnant"),
    Keeps("WK-22", at(Duties(), TWINS, minutes=120), "twins, two hours"),
    Keeps("WK-22", at(exposed(Hazard.LEAD), OVER_ONE, minutes=0), "the infant is over one"),
    Keeps("WK-22", at(exposed(Hazard.LEAD), FIVE_MONTHS, minutes=0), "pregnant, not nursing"),
    Keeps("WK-22", at(exposed(Hazard.LEAD), minutes=None), "nothing recorded"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_every_rule_is_shown_from_both_sides() -> None:
    assert one_sided(RULES, EXAMPLES) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule: AnyRule) -> None:
    assert misread(BOOK, rule, EXAMPLES) == []


def test_a_nursing_mother_at_a_listed_toxic_and_a_hazard_is_told_each_once() -> None:
    duties = exposed(Hazard.LEAD, Hazard.STRONG_VIBRATION, Hazard.OTHER_TOXIC)
    found = [finding.message.en for finding in BOOK.judge(at(duties, NURSING), "W-1", on=ON)]
    start = "protection of nursing mothers: "
    assert found == [
        f"{start}{Hazard.LEAD.text.en}",
        f"{start}contact with an occupational hazard: {Hazard.STRONG_VIBRATION.text.en}",
        f"{start}contact with an occupational hazard: {Hazard.OTHER_TOXIC.text.en}",
    ]


@pytest.mark.parametrize(
    ("since", "birth", "until"),
    [
        (date(2023, 2, 2), date(2023, 2, 1), None),
        (None, date(2023, 2, 2), date(2023, 2, 1)),
        (None, None, date(2023, 2, 1)),
    ],
)
def test_the_days_of_a_pregnancy_are_in_their_order(since: date | None, birth: date | None, until: date | None) -> None:
    with pytest.raises(InvalidValue, match="must be in order"):
        Maternity(pregnant_since=since, birth=birth, nursed_until=until)


def test_there_is_an_infant() -> None:
    with pytest.raises(InvalidValue, match="infants one or more"):
        Maternity(birth=ON, infants=0)


def test_a_twenty_ninth_of_february_has_a_first_birthday() -> None:
    leap = Maternity(birth=date(2024, 2, 29))
    assert leap.nursing(1, date(2025, 2, 27), AgeReading())
    assert not leap.nursing(1, date(2025, 2, 28), AgeReading())


def test_what_a_certificate_says_is_shown_nowhere() -> None:
    subject = at(NIGHT, SEVEN_MONTHS)
    for text in (repr(subject), repr(SEVEN_MONTHS), *map(repr, BOOK.judge(subject, "W-1", on=ON))):
        assert "2022" not in text
        assert "pregnant" not in text.replace("pregnant_since", "").split("sources")[0]


def test_the_lists_are_those_of_the_place_and_the_day_of_the_work() -> None:
    nujiang, day_after = DivisionCode("533300"), ON + timedelta(days=1)
    measure = Convention(Text.same("of this test"))
    nothing = DatedValue(value="", source=measure, region=nujiang, since=ON, until=day_after)
    book = BOOK.with_parameters(BOOK.parameters["women_work_listed"].extended((nothing,)))
    mine = at(exposed(Hazard.UNDERGROUND_MINE))
    assert [finding.rule for finding in BOOK.judge(mine, "W-1", on=day_after, region=nujiang)] == ["WK-11"]
    assert book.judge(mine, "W-1", on=day_after, region=nujiang) == ()
