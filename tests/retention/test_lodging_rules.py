"""AC-03, AC-04, AC-06 to AC-13: a case on each side of every threshold."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs import rse_lodgings
from laborcoop.packs.china import lodgings
from laborcoop.retention import LodgingKind, Room, RoomNight, RoomUse, Sleeper, Stay
from laborcoop.retention.housing import BedSpace, BuildingSafety, GuestRegister, LodgingPlan, LodgingRent, Sanitation
from laborcoop.retention.nights import PartyStay, RoomClosure, TransitStay
from laborcoop.retention.rules_lodging import RULES_LODGING
from laborcoop.rulebook import Citation, Convention, DatedValue, RuleBook, Severity
from laborcoop.rulebook.parameter import Parameters

ON = date(2026, 5, 1)
NIGHT = date(2026, 2, 6)
DAY = timedelta(days=1)
HOME, HOTEL = LodgingId("H-1"), LodgingId("H-2")
BOOK = RuleBook(title=Text.same("lodging"), rules=RULES_LODGING, parameters=Parameters.of(lodgings.PARAMETERS))
RSE = BOOK.with_parameters(*rse_lodgings.PARAMETERS)
THREE_NIGHTS = BOOK.with_parameters(
    evolve(BOOK.parameters["transit_nights"], values=(DatedValue(value=3, source=Convention(Text("试验", "a trial"))),))
)


def night(people: int, area: str | None) -> RoomNight:
    return RoomNight(
        lodging=HOME,
        room=Room(id=RoomId("101"), beds=9, use=RoomUse.MEN, floor_area=None if area is None else Decimal(area)),
        night=NIGHT,
        sleepers=tuple(Sleeper(worker=WorkerId(f"W-{i}"), sex=Sex.MALE, bed=i) for i in range(1, people + 1)),
    )


def bed(**changes: Any) -> BedSpace:
    return evolve(BedSpace(lodging=HOME, room=RoomId("101"), tiers=2, length=198, width=80, headroom=203), **changes)


def shared(occupants: int, toilets: int, showers: int) -> Sanitation:
    return Sanitation(lodging=HOME, occupants=occupants, toilets=toilets, showers=showers)


def stay(worker: int, start: int, end: int, room: str = "101", number: int = 1, lodging: LodgingId = HOME) -> Stay:
    return Stay(
        worker=WorkerId(f"W-{worker}"),
        lodging=lodging,
        room=RoomId(room),
        bed=number,
        period=Period(date(2026, 2, start), date(2026, 2, end)),
    )


def left(one: Stay, day: int) -> Stay:
    return one.check_in(one.period.start).check_out(date(2026, 2, day))


def cancelled(one: Stay) -> Stay:
    return one.cancel(one.period.start, "列车停运")


def wait(*stays: Stay) -> TransitStay:
    return TransitStay(worker=WorkerId("W-1"), stays=stays)


def plan(**changes: Any) -> LodgingPlan:
    base = LodgingPlan(
        lodging=HOME,
        first_arrival=NIGHT,
        approved_on=NIGHT - DAY,
        changed_on=NIGHT - DAY,
        inspected_on=NIGHT - 9 * DAY,
    )
    return evolve(base, **changes)


def rent(weekly: str, class_cap: str | None = None, cost: str | None = None) -> LodgingRent:
    return LodgingRent(
        lodging=HOME,
        weekly=Decimal(weekly),
        class_cap=None if class_cap is None else Decimal(class_cap),
        cost=None if cost is None else Decimal(cost),
    )


BEFORE = (stay(1, 5, 8), stay(2, 5, 8, number=2), stay(3, 5, 8, "102"))


def closed(*after: Stay, before: tuple[Stay, ...] = BEFORE, start: int = 6, end: int = 9) -> RoomClosure:
    return RoomClosure(
        lodging=HOME,
        room=RoomId("101"),
        period=Period(date(2026, 2, start), date(2026, 2, end)),
        before=before,
        after=after,
    )


EMPTIED = (stay(1, 5, 8, "103"), stay(2, 5, 8, "103", 2), stay(3, 5, 8, "102"))


def party(*stays: Stay, low_floor: str = "", **floors: int) -> PartyStay:
    return PartyStay(
        stays=stays,
        floors={WorkerId(f"W-{key[1:]}"): floor for key, floor in floors.items()},
        low_floor=frozenset(WorkerId(f"W-{number}") for number in low_floor),
    )


def register(**changes: Any) -> GuestRegister:
    base = GuestRegister(
        lodging=HOTEL,
        kind=LodgingKind.TRANSIT_HOTEL,
        guests=40,
        registered=40,
        id_checked=40,
        last_departure=date(2026, 2, 8),
        kept_until=date(2027, 2, 8),
    )
    return evolve(base, **changes)


def building(**changes: Any) -> BuildingSafety:
    base = BuildingSafety(
        lodging=HOME,
        free_of_dangerous_goods=True,
        far_from_dangerous_goods=True,
        exits_marked=True,
        exits_open=True,
    )
    return evolve(base, **changes)


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    path: str = ""
    severity: Severity = Severity.ERROR
    book: RuleBook = BOOK


BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO
LATE = (stay(1, 5, 8, "103"), stay(2, 5, 8, number=2), stay(3, 5, 8, "102"))

BREAKS = [
    Case(
        "AC-03", night(5, "18"), "five in 18 m²", "holds 5; at 4.5 m² for each it holds 4", "room.floor_area", book=RSE
    ),
    Case("AC-03", night(4, "17.99"), "four in 17.99 m²", "it holds 3", "room.floor_area", book=RSE),
    Case("AC-04", bed(tiers=3), "three tiers", "room 101: beds in 3 tiers, and 2", "tiers", WARN),
    Case("AC-04", bed(length=197), "197 cm long", "length is 197 cm, and 198", "length", WARN),
    Case("AC-04", bed(width=79), "79 cm wide", "width is 79 cm, and 80", "width", WARN),
    Case("AC-04", bed(headroom=202), "202 cm above", "above a bed is 202 cm, and 203", "headroom", WARN),
    Case(
        "AC-06",
        shared(11, 1, 2),
        "eleven for a toilet",
        "11 people share 1 toilets; at one for every 10 there should be 2",
        "toilets",
        WARN,
    ),
    Case(
        "AC-06", shared(1, 1, 0), "no shower", "share 0 showers; at one for every 10 there should be 1", "showers", WARN
    ),
    Case("AC-07", wait(stay(1, 5, 9)), "four nights", "4 nights on the way, and 3", "stays", WARN, THREE_NIGHTS),
    Case(
        "AC-07",
        wait(stay(1, 5, 7), stay(1, 7, 9, lodging=HOTEL)),
        "four nights in two houses",
        "4 nights",
        "stays",
        WARN,
        THREE_NIGHTS,
    ),
    Case("AC-08", plan(approved_on=None, changed_on=None), "not approved", "not approved", "approved_on"),
    Case("AC-08", plan(approved_on=NIGHT), "approved on the day of arrival", "only on 2026-02-06", "approved_on"),
    Case("AC-08", plan(approved_on=NIGHT - 2 * DAY), "changed after it", "change of 2026-02-05", "changed_on"),
    Case("AC-08", plan(inspected_on=None), "not inspected", "inspection", "inspected_on"),
    Case("AC-09", rent("150.01", cost="150"), "above the cost", "above the cost of 150", "weekly"),
    Case("AC-09", rent("160.01", "160"), "above the cap of the class", "cap of 160", "weekly"),
    Case("AC-09", rent("211.01", "300"), "above every cap", "cap of 211", "weekly", book=RSE),
    Case("AC-09", rent("211.01"), "above every cap, class unknown", "cap of 211", "weekly", book=RSE),
    Case("AC-09", rent("150.01"), "class unknown", "lowest cap, 150", "class_cap", WARN, RSE),
    Case("AC-10", closed(*LATE), "one stays in the closed room", "W-2 still sleep", "after", Severity.ERROR),
    Case("AC-10", closed(*EMPTIED[1:]), "one is lost", "W-1 have no bed", "after", Severity.ERROR),
    Case("AC-10", closed(*EMPTIED[:2], stay(3, 5, 8, "104")), "one more moves", "W-3 were moved", "after", WARN),
    Case(
        "AC-10",
        closed(cancelled(EMPTIED[0]), *EMPTIED[1:]),
        "a bed that was cancelled is none",
        "W-1 have no bed",
        "after",
        Severity.ERROR,
    ),
    Case("AC-10", closed(*EMPTIED, start=8), "the room closes when all have left", "W-1, W-2 were", "after", WARN),
    Case("AC-10", closed(*EMPTIED, start=4, end=5), "the room opens again before", "W-1, W-2 were", "after", WARN),
    Case("AC-11", party(stay(1, 5, 6), stay(2, 5, 6, lodging=HOTEL)), "two houses", "H-1, H-2", "stays", INFO),
    Case("AC-11", party(low_floor="1", W1=2, W2=1), "above another", "a low floor, 1 sleep above", "floors", INFO),
    Case(
        "AC-11",
        party(low_floor="13", W1=2, W3=3, W2=1),
        "two above another",
        "a low floor, 2 sleep above",
        "floors",
        INFO,
    ),
    Case("AC-12", register(registered=39), "one is not entered", "39 of 40 guests are in it", "registered", INFO),
    Case("AC-12", register(id_checked=39), "one card is not seen", "cards of 39 of 40", "id_checked", INFO),
    Case("AC-12", register(kept_until=date(2027, 2, 7)), "a day short", "until 2027-02-08", "kept_until", INFO),
    Case("AC-12", register(kept_until=None), "nobody decided", "until 2027-02-08", "kept_until", INFO),
    Case(
        "AC-13",
        building(free_of_dangerous_goods=False),
        "goods",
        "no dangerous goods are",
        "free_of_dangerous_goods",
        BLOCK,
    ),
    Case(
        "AC-13",
        building(far_from_dangerous_goods=False),
        "too near",
        "safe distance",
        "far_from_dangerous_goods",
        BLOCK,
    ),
    Case("AC-13", building(exits_marked=False), "exits unmarked", "are marked", "exits_marked", BLOCK),
    Case("AC-13", building(exits_open=False), "exits locked", "are open", "exits_open", BLOCK),
    Case("AC-13", building(exits_open=None), "nobody looked", "not recorded", "exits_open", WARN),
]

KEEPS = [
    Case("AC-03", night(4, "18"), "four in 18 m²", book=RSE),
    Case("AC-03", night(9, "1"), "no area is asked for in China"),
    Case("AC-03", night(9, None), "the room was not measured", book=RSE),
    Case("AC-04", bed(), "198 by 80, 203 above, two tiers"),
    Case("AC-04", bed(tiers=None, length=None, width=None, headroom=None), "not measured"),
    Case("AC-06", shared(10, 1, 1), "ten for each"),
    Case("AC-06", shared(20, 2, 2), "twenty for two"),
    Case("AC-06", shared(0, 0, 0), "nobody"),
    Case("AC-07", wait(stay(1, 5, 8)), "three nights", book=THREE_NIGHTS),
    Case("AC-07", wait(stay(1, 5, 8), stay(1, 6, 8, lodging=HOTEL)), "each night once", book=THREE_NIGHTS),
    Case("AC-07", wait(stay(1, 1, 28)), "no number is in force"),
    Case("AC-07", wait(left(stay(1, 5, 9), 8)), "left on the way a day before the end", book=THREE_NIGHTS),
    Case("AC-07", wait(stay(1, 5, 8), cancelled(stay(1, 8, 9))), "a cancelled night is none", book=THREE_NIGHTS),
    Case("AC-08", plan(), "approved the day before, after the change"),
    Case("AC-08", plan(changed_on=None), "never changed"),
    Case("AC-09", rent("150", "150", "150"), "the cap and the cost", book=RSE),
    Case("AC-09", rent("150"), "the lowest cap", book=RSE),
    Case("AC-09", rent("211", "211"), "the highest cap", book=RSE),
    Case("AC-09", rent("999"), "no cap is in force"),
    Case("AC-10", closed(*EMPTIED), "only its people move"),
    Case("AC-10", closed(*EMPTIED, cancelled(stay(4, 5, 8))), "a cancelled stay need not move"),
    Case("AC-10", closed(*EMPTIED, left(stay(4, 5, 8), 6), start=6), "one has left before it closes"),
    Case("AC-10", closed(*BEFORE, start=8), "it closes when all have left"),
    Case("AC-10", closed(*BEFORE, start=4, end=5), "it opens again before"),
    Case("AC-11", party(stay(1, 5, 6), stay(2, 5, 6, number=2)), "one house"),
    Case("AC-11", party(stay(1, 5, 6), cancelled(stay(1, 5, 6, lodging=HOTEL))), "the other house was cancelled"),
    Case("AC-11", party(low_floor="1", W1=1, W2=1), "on the same floor"),
    Case("AC-11", party(low_floor="1", W1=1, W2=2), "below the others"),
    Case("AC-11", party(low_floor="12", W1=3, W2=4), "nobody else is there"),
    Case("AC-11", party(low_floor="1", W2=1), "the floor is not known"),
    Case("AC-11", party(), "nobody"),
    Case("AC-12", register(), "complete, kept for a year"),
    Case("AC-12", register(kind=LodgingKind.EMPLOYEES_HOME, id_checked=0), "no hotel"),
    Case("AC-13", building(), "safe"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found_and_no_other(case: Case) -> None:
    found = case.book.judge(case.subject, "S-1", on=ON)
    assert [(finding.rule, finding.severity, finding.path) for finding in found] == [
        (case.rule, case.severity, case.path)
    ]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert case.book.judge(case.subject, "S-1", on=ON) == ()


def test_every_rule_has_a_case_on_each_side_and_they_are_in_order() -> None:
    codes = [rule.code for rule in RULES_LODGING]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})


@pytest.mark.parametrize(("on", "found"), [(date(2026, 3, 31), 0), (date(2026, 4, 1), 1)])
def test_the_caps_on_rent_hold_from_april_2026(on: date, found: int) -> None:
    assert len(RSE.judge(rent("300"), "H-1", on=on)) == found


@pytest.mark.parametrize(("since", "found"), [(NIGHT, 1), (NIGHT + DAY, 0)])
def test_the_floor_area_that_is_asked_for_is_that_of_the_night(since: date, found: int) -> None:
    (asked,) = RSE.parameters["floor_area_per_person"].values
    book = RSE.with_parameters(
        evolve(RSE.parameters["floor_area_per_person"], values=(evolve(asked, since=since, until=None),))
    )
    for judged_on in (NIGHT - 99 * DAY, NIGHT + 99 * DAY):
        assert len(book.judge(night(5, "18"), "H-1/101", on=judged_on)) == found


def test_the_rules_cite_what_the_catalogue_cites() -> None:
    cited = {
        rule.code: [
            (source.document.key if isinstance(source, Citation) else "", source.mark.value) for source in rule.sources
        ]
        for rule in RULES_LODGING
    }
    assert cited == {
        "AC-03": [("I2", "V2")],
        "AC-04": [("I5", "V2")],
        "AC-06": [("monlib.vic.gov.au", "V2")],
        "AC-07": [("", "U")],
        "AC-08": [("I1", "V2")],
        "AC-09": [("I2", "V2")],
        "AC-10": [("", "V")],
        "AC-11": [("", "V")],
        "AC-12": [("monlib.vic.gov.au", "V2"), ("L35", "V")],
        "AC-13": [("L37", "V")],
    }


def test_who_needs_a_low_floor_is_counted_and_not_named() -> None:
    [finding] = BOOK.judge(party(low_floor="78", W7=2, W8=2, W9=1), "1", on=NIGHT)
    assert "2 sleep above others on floor 1" in finding.message.en
    assert not {"W-7", "W-8", "W-9"} & set(re.findall("W-[0-9]", repr(finding)))


@pytest.mark.parametrize(
    "make",
    [
        lambda: shared(-1, 1, 1),
        lambda: shared(1, -1, 1),
        lambda: shared(1, 1, -1),
        lambda: rent("-1"),
        lambda: rent("1", "-1"),
        lambda: rent("1", "1", "-1"),
        lambda: register(guests=-1),
        lambda: register(registered=-1),
        lambda: register(id_checked=-1),
        lambda: wait(stay(2, 5, 6)),
    ],
)
def test_what_contradicts_itself_is_refused(make: Any) -> None:  # noqa: ANN401 - a case as data
    with pytest.raises(InvalidValue):
        make()


def test_the_order_of_stays_changes_nothing() -> None:
    assert closed(*EMPTIED) == closed(*EMPTIED[::-1], before=BEFORE[::-1])
