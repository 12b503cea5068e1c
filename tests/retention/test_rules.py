"""AC-01, AC-02, AC-05: a case on each side of every threshold."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PartyId, PlaceId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.retention import (
    Lodging,
    LodgingKind,
    Reception,
    ReceptionItem,
    Room,
    RoomNight,
    RoomUse,
    Sleeper,
    Stay,
)
from laborcoop.retention.rules import RULES
from laborcoop.rulebook import RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule
from laborcoop.rulebook.source import Citation
from laborcoop.testing.programme import synthetic_number

ON = date(2023, 1, 28)
NIGHT = date(2023, 2, 6)
BOOK = RuleBook(title=Text.same("lodging"), rules=RULES)
SEXES = {"m": Sex.MALE, "f": Sex.FEMALE}
MEN, WOMEN, FAMILY = RoomUse.MEN, RoomUse.WOMEN, RoomUse.FAMILY


def lodging(charge: str) -> Lodging:
    return Lodging(
        id=LodgingId("H-1"),
        name=Text("员工之家", "Employees' Home"),
        kind=LodgingKind.EMPLOYEES_HOME,
        place=PlaceId("home"),
        price=Decimal(60),
        charge=Decimal(charge),
    )


def reception(charge: str) -> Reception:
    worker = Worker(
        id=WorkerId("W-1"),
        name=PersonName("阿普"),
        sex=Sex.MALE,
        number=synthetic_number(1, date(1990, 1, 1), Sex.MALE),
        born=date(1990, 1, 1),
        registered=DivisionCode("533301"),
    )
    return Reception(
        worker=worker, arrived_on=NIGHT, lodging=LodgingId("H-1"), charges={ReceptionItem.FOOD: Decimal(charge)}
    )


def sleeper(number: int, sex: str = "m", bed: int | None = None, party: str = "") -> Sleeper:
    return Sleeper(
        worker=WorkerId(f"W-{number}"),
        sex=SEXES[sex],
        bed=number if bed is None else bed,
        party=PartyId(party) if party else None,
    )


def night(*sleepers: Sleeper, use: RoomUse = MEN, beds: int = 3) -> RoomNight:
    return RoomNight(
        lodging=LodgingId("H-1"), room=Room(id=RoomId("101"), beds=beds, use=use), night=NIGHT, sleepers=sleepers
    )


@frozen
class Case:
    rule: str
    subject: Lodging | Reception | RoomNight
    why: str
    says: str = ""


SEVERITY = {"AC-01": Severity.BLOCK, "AC-02": Severity.ERROR, "AC-05": Severity.BLOCK}

FIELDS = {
    "AC-01": {"charge", "charges[food]"},
    "AC-02": {"sleepers"},
    "AC-05": {"sleepers", "beds[0]", "beds[1]", "beds[4]"},
}

BREAKS = [
    Case("AC-01", lodging("0.01"), "a cent is charged", "0.01 yuan for lodging"),
    Case("AC-01", reception("0.01"), "a cent is charged for food", "0.01 yuan for food"),
    Case("AC-02", night(sleeper(1), sleeper(2, "f")), "a woman among men", "a room for men holds 1"),
    Case("AC-02", night(sleeper(1, "f")), "a woman alone in a room for men", "a room for men"),
    Case("AC-02", night(sleeper(1), sleeper(2), use=WOMEN), "men in a room for women", "a room for women holds 2"),
    Case(
        "AC-02",
        night(sleeper(1, party="A"), sleeper(2, "f", party="B"), use=FAMILY),
        "two families in one room",
        "2 parties",
    ),
    Case("AC-02", night(sleeper(1), sleeper(2, "f"), use=FAMILY), "strangers in a family room", "2 parties"),
    Case("AC-02", night(sleeper(1, party="A"), sleeper(2), use=FAMILY), "one who is not of the family", "2 parties"),
    Case("AC-05", night(sleeper(1), sleeper(2, bed=1)), "two people in one bed", "bed 1 holds 2 people"),
    Case("AC-05", night(sleeper(1, bed=4)), "a bed that the room does not have", "no bed 4 (of 3)"),
    Case("AC-05", night(sleeper(1, bed=0)), "beds are counted from one", "no bed 0"),
    Case("AC-05", night(sleeper(1), sleeper(1, bed=2)), "one person, two beds", "W-1 has 2 beds"),
]

KEEPS = [
    Case("AC-01", lodging("0"), "free for the worker, paid by the programme"),
    Case("AC-01", reception("0"), "nothing is charged for food"),
    Case("AC-02", night(sleeper(1), sleeper(2)), "men in a room for men"),
    Case("AC-02", night(sleeper(1, "f"), sleeper(2, "f"), use=WOMEN), "women in a room for women"),
    Case("AC-02", night(sleeper(1, party="A"), sleeper(2, "f", party="A"), use=FAMILY), "a couple in a family room"),
    Case("AC-02", night(sleeper(1), use=FAMILY), "one alone in a family room"),
    Case("AC-02", night(), "an empty room"),
    Case("AC-05", night(sleeper(1), sleeper(2), sleeper(3)), "as many people as beds"),
    Case("AC-05", night(sleeper(1), sleeper(1)), "one person named twice"),
    Case("AC-05", night(), "an empty room"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found_and_no_other(case: Case) -> None:
    found = BOOK.judge(case.subject, "S-1", on=ON)
    assert [(finding.rule, finding.severity) for finding in found] == [(case.rule, SEVERITY[case.rule])]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


def test_a_finding_names_the_field_that_is_wrong() -> None:
    found = [finding for case in BREAKS for finding in BOOK.judge(case.subject, "S-1", on=ON)]
    assert {code: {finding.path for finding in found if finding.rule == code} for code in FIELDS} == FIELDS


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert BOOK.judge(case.subject, "S-1", on=ON) == ()


def test_every_rule_has_a_case_on_each_side_and_they_are_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})


def test_one_person_more_than_beds_is_found_with_the_bed_that_is_not_there() -> None:
    found = BOOK.judge(night(*(sleeper(i) for i in range(1, 5))), "H-1/101", on=ON)
    assert [(finding.rule, finding.path) for finding in found] == [("AC-05", "sleepers"), ("AC-05", "beds[4]")]
    assert found[0].message == Text(
        "房间 101，2023-02-06 夜：4 人住 3 张床", "room 101, night of 2023-02-06: 4 people for 3 beds"
    )


def test_the_rules_cite_what_the_catalogue_cites() -> None:
    cited = {
        rule.code: [
            (source.document.key, source.mark.value) if isinstance(source, Citation) else source.mark.value
            for source in rule.sources
        ]
        for rule in RULES
    }
    assert cited == {"AC-01": [("F", "V")], "AC-02": [("I5", "V2"), ("I1", "V2")], "AC-05": ["V"]}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_both_wordings_of_a_rule_have_the_same_placeholders(rule: AnyRule) -> None:
    for text in (rule.message, rule.suggestion):
        zh, en = text.placeholders()
        assert zh == en
        assert text.zh
        assert text.en


GUESTS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4)), max_size=5, unique_by=lambda guest: guest[0])


@settings(deadline=None)
@given(guests=GUESTS, order=st.randoms(use_true_random=True))
def test_a_room_is_in_order_exactly_where_each_sleeper_has_a_bed_of_the_room(
    guests: list[tuple[int, int]], order: Random
) -> None:
    beds = Counter(bed for _, bed in guests)
    sound = all(1 <= bed <= 3 and times == 1 for bed, times in beds.items())
    found = BOOK.judge(night(*(sleeper(number, bed=bed) for number, bed in guests)), "R", on=ON)
    shuffled = order.sample(guests, len(guests))
    assert (not found) == sound
    assert found == BOOK.judge(night(*(sleeper(number, bed=bed) for number, bed in shuffled)), "R", on=ON)


@pytest.mark.parametrize(("second_in", "found"), [(7, []), (6, ["AC-05"])])
def test_a_bed_left_on_the_7th_is_free_on_the_night_of_the_7th(second_in: int, found: list[str]) -> None:
    stays = [
        Stay(
            worker=WorkerId(worker),
            lodging=LodgingId("H-1"),
            room=RoomId("101"),
            bed=1,
            period=Period(date(2023, 2, start), date(2023, 2, end)),
        )
        for worker, start, end in (("W-1", 5, 7), ("W-2", second_in, 9))
    ]
    rules = [
        finding.rule
        for day in Period(date(2023, 2, 5), date(2023, 2, 10)).days()
        for finding in BOOK.judge(
            night(*(Sleeper(worker=s.worker, sex=Sex.MALE, bed=s.bed) for s in stays if day in s.nights())), "R", on=day
        )
    ]
    assert rules == found
