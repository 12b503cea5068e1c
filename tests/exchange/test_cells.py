from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.employers import WageRange
from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.sheets import Cell

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAIVE = datetime(2023, 2, 6, 8, 35)  # noqa: DTZ001 - a cell has no zone


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        (" ３.5\u200b ", "3.5"),
        ("上\0村", "上村"),
        ("W\x7f-\x1b1", "W-1"),
        ("甲\x9f乙\uffff", "甲乙"),
        ("a\tb\nc", "a\tb\nc"),
        ("\ufeff阿普·迪\u3000", "阿普·迪"),
        (3.0, "3"),
        (3.5, "3.5"),
        (7, "7"),
        (True, "True"),
        (date(2023, 2, 6), "2023-02-06"),
        (NAIVE, "2023-02-06 08:35"),
        (time(8, 35), "08:35:00"),
    ],
)
def test_a_cell_as_text(cell: Cell, expected: str) -> None:
    assert cells.text(cell) == expected


@pytest.mark.parametrize(
    ("cell", "empty"), [(None, True), ("", True), (" \u200b\0\n", True), (0, False), ("0", False), (False, False)]
)
def test_a_cell_is_empty_where_nothing_can_be_seen(cell: Cell, empty: bool) -> None:  # noqa: FBT001 - a column of the table
    assert cells.is_empty(cell) is empty


@pytest.mark.parametrize(("cell", "expected"), [(3, 3), (3.0, 3), ("３", 3), ("1,000", 1000), ("-2", -2), (" 45 ", 45)])
def test_whole_numbers(cell: Cell, expected: int) -> None:
    assert cells.whole(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1,200.50", "1200.50"),
        (0.1 + 0.2, "0.3"),
        (120.0, "120"),
        ("￥80元", "80"),
        ("-0.5", "-0.5"),
        (1e-9, "0"),
        (25.125, "25.125"),
    ],
)
def test_amounts_are_exact(cell: Cell, expected: str) -> None:
    assert cells.amount(cell) == Decimal(expected)


@pytest.mark.parametrize(
    "cell",
    [
        32939,
        32939.0,
        32939.35,
        "32939",
        "32939.0",
        "1990.3.7",
        "1990/03/07",
        "1990-3-7",
        "1990-03-07 08:35",
        "1990-03-07T08:35:00",
        "1990年3月7日",
        "1990 年 3 月 7 日",
        "1990年3月7日08:35",
        "1990年03月07日 8时35分",
        "1990年3月7日8点",
        "1990 年 3 月 7 日 下午 8 时 35 分",
        "1990-03-07 8时35分",
        "１９９０．３．７",
        "19900307",
        19900307.0,
        date(1990, 3, 7),
        datetime(1990, 3, 7, 8, 35),  # noqa: DTZ001 - a cell has no zone
    ],
)
def test_dates_in_every_style_in_use(cell: Cell) -> None:
    assert cells.day(cell) == date(1990, 3, 7)


@pytest.mark.parametrize("cell", ["2月6日", "2月6", "2月6号", "2.6", "2/6", "2-6", "02月06日"])
def test_dates_without_a_year_need_one(cell: Cell) -> None:
    assert cells.day(cell, 2023) == date(2023, 2, 6)
    with pytest.raises(InvalidValue, match="a date with year, month and day"):
        cells.day(cell)


@pytest.mark.parametrize("cell", ["1990.3", 1990.3, "1990年3月", "1990-03", "1990/3"])
def test_a_month_is_no_date_and_the_sentence_says_so(cell: Cell) -> None:
    with pytest.raises(InvalidValue, match="a month without its day"):
        cells.day(cell, 2023)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("08:35", time(8, 35)),
        ("8:35:20", time(8, 35, 20)),
        ("８：３５", time(8, 35)),
        ("8点35分", time(8, 35)),
        ("8时", time(8)),
        ("下午2:30", time(14, 30)),
        ("晚上8:10", time(20, 10)),
        ("晚上20点", time(20)),
        ("上午12点", time(12)),
        ("上午 9:05", time(9, 5)),
        (0.5, time(12)),
        (0.35763888888, time(8, 35)),
        (0.9999999, time(23, 59, 59)),
        (0, time(0)),
        (timedelta(hours=6), time(6)),
        (time(7, 5), time(7, 5)),
        (NAIVE, time(8, 35)),
    ],
)
def test_hours(cell: Cell, expected: time) -> None:
    assert cells.hour(cell) == expected


@pytest.mark.parametrize("cell", ["晚上12点", "晚上12:10", "晚上 1:30", "晚上0点", "早上12点"])
def test_of_an_hour_of_the_night_it_cannot_be_told_of_which_day_it_is(cell: str) -> None:
    with pytest.raises(InvalidValue, match="of which day"):
        cells.hour(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2023-02-06 08:35",
        "2023/2/6 8:35",
        "2023-02-06T08:35",
        "2023年2月6日08:35",
        "2023年02月06日 8时35分",
        "2023 年 2 月 6 日 上午 8点35分",
        44963.357638888,
        NAIVE,
    ],
)
def test_moments_are_in_the_zone(cell: Cell) -> None:
    moment = cells.moment(cell, SHANGHAI)
    assert moment == datetime(2023, 2, 6, 8, 35, tzinfo=SHANGHAI)
    assert moment.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize("cell", ["1988-04-17 02:30", "1988-09-11 01:30"])
def test_an_hour_that_the_clock_skips_or_repeats_is_no_moment(cell: Cell) -> None:
    with pytest.raises(InvalidValue, match="clocks change"):
        cells.moment(cell, SHANGHAI)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(yes, True) for yes in ("是", "√", "✓", "V", "1", 1, 1.0, "Y", "yes", "ｙ", True)]
    + [(no, False) for no in ("否", "×", "0", 0, "N", "no", "无", False)],
)
def test_yes_and_no(cell: Cell, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert cells.yes_no(cell) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("电工、焊工", ("电工", "焊工")),
        ("电工；焊工; 电工", ("电工", "焊工")),
        ("电工，\n焊工,", ("电工", "焊工")),
        (None, ()),
        (3.0, ("3",)),
    ],
)
def test_lists(cell: Cell, expected: tuple[str, ...]) -> None:
    assert cells.listed(cell) == expected


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        (5000.0, "5000", "5000"),
        ("5000", "5000", "5000"),
        ("4500-6000", "4500", "6000"),
        ("5千", "5000", "5000"),
        ("0.5万", "5000", "5000"),
        ("4.5k-6k", "4500", "6000"),
        ("4.5K—6K", "4500", "6000"),
        ("4-6千", "4000", "6000"),
        ("0.45~0.6万", "4500", "6000"),
        ("4500-6千", "4500", "6000"),
        ("4500元/月至6000元/月", "4500", "6000"),
        ("￥5,000 左右", "5000", "5000"),
        ("1w", "10000", "10000"),
        ("4500/6000", "4500", "6000"),
        ("4500元/6000元", "4500", "6000"),
        ("4500/月", "4500", "4500"),
        ("每月约 4500 元 - 6000 元", "4500", "6000"),
        ("900-1千", "900", "1000"),
        ("12,500-15,000元", "12500", "15000"),
        ("4512.5", "4512.5", "4512.5"),
        ("4500.0600", "4500.06", "4500.06"),
        ("4500.60", "4500.6", "4500.6"),
        (4500.6, "4500.6", "4500.6"),
        ("0.4500万", "4500", "4500"),
        ("五千", "5000", "5000"),
        ("三千五百元", "3500", "3500"),
        ("约四千五至 六千元/月", "4500", "6000"),
        ("一万二", "12000", "12000"),
    ],
)
def test_wages(cell: Cell, low: str, high: str) -> None:
    wage = cells.wage(cell)
    assert wage == WageRange(Decimal(low), Decimal(high))
    assert "E" not in str(wage)


def moment(cell: Cell) -> datetime:
    return cells.moment(cell, SHANGHAI)


REFUSED: list[tuple[Callable[[Cell], object], Cell]] = [
    *((cells.whole, cell) for cell in ("3.5", "", None, True, 3.5, "1e3", 10**30, "٣", "1,00", NAIVE)),
    *((cells.amount, cell) for cell in ("", "1e5", float("nan"), float("inf"), True, "五", "1.2.3", 1e300)),
    *((cells.day, cell) for cell in ("", None, True, "2023-02-30", "2023-2/6", "06/02/23", "monday", "12", 1990, 5e9)),
    *((cells.day, cell) for cell in ("٢٠٢٣-٢-٦", "20231301", float("nan"), time(8), timedelta(1), 99999999.0)),
    *((cells.hour, cell) for cell in ("", None, True, "25:00", "8:60", "835", 1.5, -0.1, timedelta(days=1), date.max)),
    *((moment, cell) for cell in ("", None, "2023-02-06", "08:35", 44963, 0.5, date(2023, 2, 6), "2023-02-06 8:99")),
    *((cells.yes_no, cell) for cell in ("", None, "x", 2, "也许")),
    *((cells.wage, cell) for cell in ("", None, True, "面议", "6000-5000", "0", "4-5-6", "-", "５０００元起")),
    # Two figures, of which none was written as one.
    *((cells.wage, cell) for cell in ("4500 6000", "4500\n6000", "4500元 6000元", "5千 6千", "1.5 2万", "1.5 万 2万")),
    *((cells.wage, cell) for cell in ("12月4500", "5月-6月", "800,900", "4500,600", "8-1万", "6000/4500", "4/5/6千")),
    # A range with a point for its dash.
    *((cells.wage, cell) for cell in ("4500.6000", "４５００．６０００元", "每月 3,500.3500")),
    # A figure without its place, an estimate, two ways of writing at once.
    *((cells.wage, cell) for cell in ("五", "四五千", "四至五千", "4-五千", "五千多")),
    *((read, "1234,567") for read in (cells.whole, cells.amount)),
]


@pytest.mark.parametrize(("read", "cell"), REFUSED)
def test_what_is_something_else_is_refused(read: Callable[[Cell], object], cell: Cell) -> None:
    with pytest.raises(InvalidValue):
        read(cell)


def sentences(read: Callable[[Cell], object], *several: Cell) -> set[str]:
    """What a reader says of cells that it refuses."""
    said = set()
    for cell in several:
        try:
            read(cell)
        except InvalidValue as refused:
            said.add(str(refused))
    return said


READERS = [cells.whole, cells.amount, cells.day, cells.hour, moment, cells.yes_no, cells.wage]

# A reader that has a sentence for each kind of fault, and no other, cannot tell what a cell held.
SENTENCES = {
    read: sentences(read, *(cell for other, cell in REFUSED if other is read), "1990.3", date(1, 1, 1))
    for read in READERS
}
SENTENCES[moment] |= SENTENCES[cells.day] | SENTENCES[cells.hour] | sentences(moment, "1988-04-17 02:30")


@given(
    cell=st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
        st.text(alphabet="0123456789.:-/年月日点时元万kTw ,〇٣３上下午至\n", max_size=14),
        st.text(max_size=8),
    )
)
def test_no_cell_breaks_a_reader_and_no_error_says_what_it_held(cell: Cell) -> None:
    cells.text(cell)
    cells.listed(cell)
    cells.is_empty(cell)
    for read in READERS:
        assert sentences(read, cell) <= SENTENCES[read]


@pytest.mark.parametrize("cell", [date(1899, 12, 31), date(2101, 1, 1), "0001-01-01"])
def test_a_year_that_cannot_be_meant_is_refused(cell: Cell) -> None:
    with pytest.raises(InvalidValue):
        cells.day(cell)


@given(day=st.dates(min_value=date(1910, 1, 2), max_value=date(2099, 12, 31)))
def test_every_date_is_read_back_from_each_style(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    written: list[Cell] = [
        serial,
        float(serial),
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
    ]
    assert {cells.day(cell) for cell in [*written, f"{day.year}年{day.month}月{day.day}日", day]} == {day}


@given(at=st.times().map(lambda at: at.replace(microsecond=0)))
def test_every_hour_is_read_back_from_a_part_of_a_day(at: time) -> None:
    part = (at.hour * 3600 + at.minute * 60 + at.second) / 86400
    assert cells.hour(part) == cells.hour(at.isoformat()) == at
