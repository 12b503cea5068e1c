"""Aid due in a term: every open instalment is to be paid on a day, or is not, with the reasons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.cooperation import Pairing
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import PlacementId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.testing import records, synthetic_number
from laborcoop.training import AidEnd, StudentAid, StudentAidId, TrainingPlacement, aid_due

TERM = Period(date(2023, 2, 1), date(2023, 7, 1))
DUE = (date(2022, 9, 15), date(2023, 3, 15), date(2023, 9, 15))


def aid(name: str = "A-1", *, poor: bool = True, paid: tuple[date, ...] = (DUE[0],)) -> StudentAid:
    born = date(2005, 5, 1)
    flags = (Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=date(2020, 1, 1), source="register"),) if poor else ()
    return StudentAid(
        id=StudentAidId(name),
        student=Worker(
            id=WorkerId("W-1"),
            name=PersonName("学生甲"),
            sex=Sex.MALE,
            number=synthetic_number(1, born, Sex.MALE),
            born=born,
            registered=DivisionCode("533301"),
            flags=flags,
        ),
        placement=TrainingPlacement(
            id=PlacementId("P-1"),
            worker=WorkerId("W-1"),
            school=SchoolId("T-1"),
            programme="weld",
            enrolled_on=date(2021, 9, 1),
        ),
        pairing=Pairing(
            sending=DivisionCode("533300"), receiving=DivisionCode("440400"), period=Period(date(2021, 1, 1))
        ),
        due_on=DUE,
        paid_on=paid,
    )


def test_what_falls_due_in_the_term_is_paid_that_day_and_arrears_on_the_first() -> None:
    term = aid_due([aid()], TERM)
    assert [(one.number, one.due_on, one.pay_on) for one in term.due] == [(2, DUE[1], DUE[1])]
    behind = aid_due([aid(paid=())], TERM)
    assert [(one.number, one.pay_on) for one in behind.due] == [(1, TERM.start), (2, DUE[1])]
    assert aid_due([aid(paid=DUE)], TERM).asked == 0
    ends_on_it = Period(TERM.start, DUE[1])
    assert aid_due([aid()], ends_on_it).asked == 0


def test_who_may_not_be_paid_on_the_day_is_left_out_with_every_reason() -> None:
    def why(one: StudentAid) -> list[tuple[str, tuple[str, ...]]]:
        term = aid_due([one], TERM)
        assert term.due == ()
        return [(reason.code, reason.about) for reason in term.left_out[0].reasons]

    assert why(aid(poor=False)) == [("TP-11", ("student.flags",))]
    assert why(aid().suspend(date(2023, 3, 1))) == [("aid.suspended", ())]
    assert why(aid().stop(date(2023, 3, 15), AidEnd.DECLINED)) == [("aid.ended", ())]
    gone = aid()
    assert why(evolve(gone, placement=gone.placement.leave(DUE[1]))) == [("TP-11", ("placement",))]
    resumed = aid().suspend(date(2023, 3, 1)).resume(date(2023, 3, 15))
    assert len(aid_due([resumed], TERM).due) == 1


def test_what_could_not_be_paid_when_it_fell_due_is_paid_in_the_term_as_soon_as_it_can_be() -> None:
    resumed = aid().suspend(date(2023, 3, 1)).resume(date(2023, 4, 10))
    assert [(one.due_on, one.pay_on) for one in aid_due([resumed], TERM).due] == [(DUE[1], date(2023, 4, 10))]
    next_term = aid().suspend(date(2023, 3, 1)).resume(TERM.end or DUE[2])
    assert [one.pay_on for one in aid_due([next_term], TERM).left_out] == [DUE[1]]
    base = aid(poor=False)
    known_in_may = Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=date(2023, 5, 8), source="register")
    late = evolve(base, student=evolve(base.student, flags=(known_in_may,)))
    assert [one.pay_on for one in aid_due([late], TERM).due] == [date(2023, 5, 8)]


def test_what_is_given_twice_or_has_no_end_or_is_lost_is_refused() -> None:
    with pytest.raises(InvalidValue, match="given twice: A-1"):
        aid_due([aid(), aid()], TERM)
    with pytest.raises(InvalidValue, match="a term must have an end"):
        aid_due([], Period(TERM.start))
    term = aid_due([aid(), aid("A-2", poor=False)], TERM)
    for wrong in (
        {"asked": 3},
        {"due": ()},
        {"due": term.due * 2, "asked": 3},
        {"due": term.left_out, "left_out": term.due},
        {"left_out": (evolve(term.left_out[0], reasons=()),)},
    ):
        with pytest.raises(InvalidValue, match="is lost, twice"):
            evolve(term, **wrong)


@settings(max_examples=25)
@given(
    st.lists(records(StudentAid), max_size=3, unique_by=lambda one: one.id),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)
def test_every_open_instalment_is_there_once(aids: list[StudentAid], start: date) -> None:
    end = start + timedelta(days=180)
    term = Period(start, end)
    found = aid_due(aids, term)
    open_ones = sum(day < end for one in aids for day in one.due_on[len(one.paid_on) :])
    assert found.asked == open_ones == len(found.due) + len(found.left_out)
    for one in aids:
        payable = [each for each in found.due if each.aid == one.id]
        assert all(not any(one.obstacles(each.pay_on)) for each in payable)
        assert all(each.pay_on in term for each in payable)
