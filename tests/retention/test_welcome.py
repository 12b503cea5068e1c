"""Welcomes and what is handed out at them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, fields

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.retention import BenefitKind, BenefitRound, EventAct, EventEntry, Official, WelcomeEvent

EVENING = datetime(2023, 2, 6, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)
DAY = date(2023, 2, 6)
OFFICIAL = Official(office=Text("副市长", "vice-mayor"), government=DivisionCode("440400"))
GREETING = EventEntry(at=EVENING + 5 * MINUTE, act=EventAct.GREETING, by=OFFICIAL)
GIFTS = EventEntry(at=EVENING + 30 * MINUTE, act=EventAct.GIFTS, by=OFFICIAL)
EVENT = WelcomeEvent(convoy=ConvoyId("C-2"), starts=EVENING, ends=EVENING + 60 * MINUTE, log=(GIFTS, GREETING))
PACKS = BenefitRound(kind=BenefitKind.GIFT_PACK, stock=2)
ONE, TWO, THREE = WorkerId("W-1"), WorkerId("W-2"), WorkerId("W-3")


def test_an_official_has_an_office_and_no_name() -> None:
    assert {field.name for field in fields(Official)} == {"office", "government"}


def test_the_log_of_an_event_is_in_order_of_time() -> None:
    assert EVENT.log == (GREETING, GIFTS)
    assert EVENT.acts() == {EventAct.GREETING, EventAct.GIFTS}


def test_what_is_done_at_an_event_is_done_while_it_lasts() -> None:
    for at in (EVENT.starts - MINUTE, EVENT.ends + MINUTE):
        with pytest.raises(InvalidValue, match="while it lasts"):
            evolve(EVENT, log=(evolve(GREETING, at=at),))
    assert evolve(EVENT, log=(evolve(GREETING, at=EVENT.starts), evolve(GIFTS, at=EVENT.ends))).log


def test_an_event_ends_after_it_starts() -> None:
    with pytest.raises(InvalidValue, match="must end after it starts"):
        evolve(EVENT, ends=EVENT.starts, log=())


def test_who_arrives_as_the_event_starts_is_there_and_who_arrives_later_is_not() -> None:
    assert EVENT.misses({ONE: EVENING, TWO: EVENING + MINUTE}) == (TWO,)


def test_everybody_gets_one_and_no_more_than_there_are() -> None:
    handed = PACKS.issue(ONE, DAY).issue(TWO, DAY)
    assert (handed.left, handed.without([TWO, THREE, ONE])) == (0, (THREE,))
    with pytest.raises(InvalidValue, match="more than one"):
        PACKS.issue(ONE, DAY).issue(ONE, DAY + timedelta(days=1))
    with pytest.raises(InvalidValue, match="3 handed out of a stock of 2"):
        handed.issue(THREE, DAY)


def test_a_stock_is_not_negative() -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        BenefitRound(kind=BenefitKind.GIFT_PACK, stock=-1)
