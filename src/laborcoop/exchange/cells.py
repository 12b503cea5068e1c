"""One cell, read as what a column asks for.

Each function takes a cell as a spreadsheet or a CSV file holds it and returns a value, or raises `InvalidValue` with
a sentence that says what is expected and never what was found: a cell may hold a personal datum.

Text is normalised (NFKC) first, so full-width digits count; after that only ASCII digits do.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from laborcoop.employers import WageRange
from laborcoop.errors import InvalidValue
from laborcoop.exchange.sheets import Cell, NumberSince1904, TextSince1904
from laborcoop.kernel.numerals import chinese_number
from laborcoop.kernel.text import Text

# Controls but tabs and the ends of lines, which are blanks; marks that take no room; what is no character.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufffe\uffff]"
)
_AS_IT_IS = re.compile(r"[\u4e00-\u9fa50-9A-Za-z]+").fullmatch
"""Of characters that NFKC leaves alone; nearly every cell that is not ASCII is such a text."""
_QUOTED = re.compile(r'="([^"]*)"')
_LIST_MARKS = re.compile(r"[、;,\n]")
_YES = frozenset({"是", "有", "对", "√", "✓", "✔", "☑", "V", "1", "Y", "YES", "TRUE", "T"})
_NO = frozenset({"否", "无", "不", "不是", "×", "✗", "✘", "☐", "0", "N", "NO", "FALSE", "F"})

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_AMOUNT = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_THOUSANDS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_YEAR_DAY = re.compile(r"([0-9]{4})(?:([-./])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})[日号])")
_MONTH_DAY = re.compile(r"([0-9]{1,2})(?:月([0-9]{1,2})[日号]?|[-./]([0-9]{1,2}))")
_COMPACT_DAY = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_HALF = "上午|下午|晚上|早上"
_HOUR_BEHIND = re.compile(
    rf"(?:[T\s]+|(?<=[日号]))(?:{_HALF})?\s*[0-9]{{1,2}}"
    r"(?::[0-9]{2}(?::[0-9]{2})?|\s*[点时](?:\s*[0-9]{1,2}\s*分?)?)$"
)
_SERIAL = re.compile(r"[0-9]{5}(?:\.0+)?")
_MONTH_ONLY = re.compile(r"[0-9]{4}(?:[-./][0-9]{1,2}|年[0-9]{1,2}月?)")
_HOUR = re.compile(rf"({_HALF})?" r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?|[点时](?:([0-9]{1,2})分?)?)")
_DAY_AND_HOUR = re.compile(rf"(.+?)(?:\s+|T|(?<=[日号]))((?:{_HALF})?\s*[0-9]{{1,2}}\s*[:点时].*)")
_GAP = re.compile(r"\s+(?![0-9])|(?<![0-9])\s+")
# With a comma no more than five digits: 800,900 are two wages rather than one.
_WAGE_FIGURE = (
    r"(?:每?月(?:薪|工资|收入)?|约|¥|人民币)*((?:[0-9]{1,2},[0-9]{3}|[0-9]{1,9})(?:\.[0-9]{1,4})?)(千|万|k|w)?元?"
    r"(?:/?每月|/月)?(?:左右)?"
)
_WAGE = re.compile(rf"{_WAGE_FIGURE}(?:(?:[-—–~]{{1,2}}|[/至到]){_WAGE_FIGURE})?")

_DIGIT = re.compile("[0-9]")
_NUMERAL = re.compile(
    "[一二两三四五六七八九][零〇一二两三四五六七八九十百千万]*[百千万][零〇一二两三四五六七八九十百千万]*"
)

_FIRST_DAY, _FIRST_DAY_SINCE_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = range(3_654, 109_575)
_LEAST_WAGE = 100
"""Below it a figure without a unit is short for thousands."""
_FEWEST_OF_A_WAGE = 3
"""Digits of a wage in yuan."""
_MULTIPLES = {"": 1, "千": 1_000, "k": 1_000, "万": 10_000, "w": 10_000}

_NO_WAGE = Text("应为每月工资（元），例如 5000 或 4500-6000", "a monthly wage in yuan is expected: 5000 or 4500-6000")
_WAGE_RANGE = Text(
    "应为每月工资（元）；工资有上下限的，中间写横线，例如 4500-6000",
    "a monthly wage in yuan is expected; a range has a dash between its figures: 4500-6000",
)
_DAY = Text(
    "应为年月日齐全的日期，例如 2023-02-06、2023/2/6、2023.2.6 或 2023年2月6日",
    "a date with year, month and day is expected: 2023-02-06, 2023/2/6, 2023.2.6 or 2023年2月6日",
)
YEARS = range(1900, 2101)
"""The years that a date can mean; any other is a slip."""
_FAR = Text("年份应在 1900 到 2100 之间", "a year from 1900 to 2100 is expected")
_MONTH = Text(
    "只写到月份，缺少日；应为年月日齐全的日期，例如 2023-02-06",
    "this is a month without its day; a full date is expected, such as 2023-02-06",
)
_NO_SUCH_DAY = Text("日历上没有这一天，请核对年月日", "the calendar has no such day: check year, month and day")
_HOURS = Text("应为一天中的时刻，例如 08:35", "an hour of the day is expected, such as 08:35")
_MIDNIGHT = Text(
    "半夜属于哪一天看不出来；应写后一天的日期和 00:00 这样的时刻",
    "of which day this is the night cannot be told: write the day behind it and an hour such as 00:00",
)
_NIGHT = frozenset({*range(5), 12})
"""Hours of a clock of twelve that lie behind midnight where they are said to be 晚上."""
_MOMENT = Text("应为日期加时刻，例如 2023-02-06 08:35", "a date and an hour are expected, such as 2023-02-06 08:35")
_TWICE = Text(
    "该时刻在所在时区不存在或出现两次（夏令时换点），请改写",
    "this hour does not exist or exists twice in the time zone (clocks change): write another",
)


def text(cell: Cell) -> str:
    """The cell as text: NFKC, nothing unseen (no width, controls), no blanks at the ends; whole numbers without ``.0``.

    A formula that gives nothing but a text, as programs write it to keep a spreadsheet from making a number of it, is
    that text.

    >>> text(" ３.5\u200b "), text(3.0), text('="13800000001"'), text(None)
    ('3.5', '3', '13800000001', '')
    """
    if isinstance(cell, str):
        if _AS_IT_IS(cell):
            # Of which system its days would be is the cell's matter: what is read of it is a text as any other.
            return cell if type(cell) is str else str(cell)
        # ASCII is as NFKC would have it, and what of it can be printed is seen.
        is_plain = cell.isascii() and cell.isprintable()
        written = (cell if is_plain else _UNSEEN.sub("", unicodedata.normalize("NFKC", cell))).strip()
        return found[1].strip() if written.startswith("=") and (found := _QUOTED.fullmatch(written)) else written
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M")
        case _:
            return str(cell)


def is_empty(cell: Cell) -> bool:
    """Whether the cell holds nothing that can be seen."""
    return cell is None or (isinstance(cell, str) and not text(cell))


def whole(cell: Cell) -> int:
    """A whole number; thousands may be parted by commas.

    Raises:
        InvalidValue: it is none.
    """
    written = _numeric(cell)
    if not _WHOLE.fullmatch(written):
        raise InvalidValue(Text("应为整数，例如 45", "a whole number is expected, such as 45"))
    return int(written)


def amount(cell: Cell) -> Decimal:
    """A decimal number, exact as written; ``元`` and thousands commas are forgiven.

    Raises:
        InvalidValue: it is none, or not finite.
    """
    written = _numeric(cell).removeprefix("¥").removesuffix("元")
    if not _AMOUNT.fullmatch(written):
        raise InvalidValue(Text("应为数字，例如 120 或 0.5", "a number is expected, such as 120 or 0.5"))
    return Decimal(written)


def day(cell: Cell, year: int | None = None) -> date:
    """A date: a real one, a serial number of the spreadsheet, or written in one of the styles in use.

    Args:
        cell: a date, ``32939``, ``2023.2.6``, ``2023/02/06``, ``2023-2-6``, ``20230206`` or ``2023年2月6日``, each with
            or without an hour behind it, or ``2月6日`` where the year is given.
        year: the year of a date that is written without one; None refuses such a date.

    Raises:
        InvalidValue: it is no such date, or a month without a day (``1990.3``).
    """
    found = _any_day(cell, year)
    if found.year not in YEARS:
        raise InvalidValue(_FAR)
    return found


def _any_day(cell: Cell, year: int | None) -> date:
    match cell:
        case datetime():
            return cell.date()
        case date():
            return cell
        case bool() | None | time() | timedelta():
            raise InvalidValue(_DAY)
        case float() | int():
            return _numbered_day(cell)
        case _:
            written = re.sub(r"\s", "", _HOUR_BEHIND.sub("", text(cell)))
            if _SERIAL.fullmatch(written):
                number = int(written[:5])
                return _numbered_day(NumberSince1904(number) if isinstance(cell, TextSince1904) else number)
            return _written_day(written, year)


def hour(cell: Cell) -> time:
    """An hour of the day: ``08:35``, ``8:35:00``, ``8点35分``, ``下午2:30``, or the part of a day as a number.

    Raises:
        InvalidValue: it is none.
    """
    match cell:
        case datetime():
            return cell.time()
        case time():
            return cell
        case timedelta() if timedelta(0) <= cell < timedelta(days=1):
            return _clock(cell)
        case float() | int() if not isinstance(cell, bool) and 0 <= cell < 1:
            return _clock(timedelta(days=cell))
        case str():
            return _written_hour(re.sub(r"\s", "", text(cell)))
        case _:
            raise InvalidValue(_HOURS)


def moment(cell: Cell, zone: ZoneInfo) -> datetime:
    """A date and an hour as a moment in the zone.

    Raises:
        InvalidValue: one of the two is missing or unreadable, or the clock of the zone does not show that hour exactly
            once.
    """
    match cell:
        case datetime():
            naive = datetime.combine(day(cell), cell.time())
        case float() if cell % 1 and _SERIALS.start <= cell < _SERIALS.stop:
            naive = datetime.combine(_counted(cell), _clock(timedelta(days=cell % 1)))
        case str():
            parts = _DAY_AND_HOUR.fullmatch(text(cell))
            if parts is None:
                raise InvalidValue(_MOMENT)
            # A part of a text is of the system of its workbook, too.
            naive = datetime.combine(day(type(cell)(parts[1])), hour(parts[2]))
        case _:
            raise InvalidValue(_MOMENT)
    early, late = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() != late.utcoffset():
        raise InvalidValue(_TWICE)
    return early


def yes_no(cell: Cell) -> bool:
    """Yes or no: 是/否, √/×, 1/0, Y/N, yes/no; V is a √.

    Raises:
        InvalidValue: it is neither.
    """
    if isinstance(cell, bool):
        return cell
    written = text(cell).upper()
    if written not in _YES | _NO:
        raise InvalidValue(Text("应为 是 或 否（也可写 √、1/0、Y/N）", "yes or no is expected (是/否, √, 1/0, Y/N)"))
    return written in _YES


def listed(cell: Cell) -> tuple[str, ...]:
    """The items of a list that is parted by ``、``, ``;``, ``；``, a comma or a line break; each once, in order."""
    items = (item.strip() for item in _LIST_MARKS.split(text(cell)))
    return tuple(dict.fromkeys(item for item in items if item))


def wage(cell: Cell) -> WageRange:
    """A monthly wage in yuan: ``5000``, ``4500-6000``, ``5千``, ``0.5万``, ``4.5k-6k``, ``4500元至6000元``, ``五千``.

    ``4500/6000`` is the range, too; figures that nothing but a blank or a line break parts are not read as one.
    Chinese numerals are read where every figure is written in them, with its place: not ``四五千``, nor ``4-五千``.

    Raises:
        InvalidValue: it is not one, or the upper figure is below the lower.
    """
    written = _GAP.sub("", text(cell).lower())
    match = _WAGE.fullmatch(written)
    if match is None and not _DIGIT.search(written):
        match = _WAGE.fullmatch(_NUMERAL.sub(_in_digits, written))
    if match is None:
        raise InvalidValue(_NO_WAGE)
    low, unit, high, shared = match.groups()
    first = Decimal(low.replace(",", ""))
    if high is None:
        if unit is None and isinstance(cell, str) and _is_range(low):
            raise InvalidValue(_WAGE_RANGE)
        wanted = _plain(first * _MULTIPLES[unit or ""])
        return WageRange(wanted, wanted)
    last = Decimal(high.replace(",", ""))
    if unit is None and shared is not None:
        # "4-6千" means 4 to 6 thousand, "900-1千" means 900, and "8-1万" may mean anything.
        if first < last:
            unit = shared
        elif first < _LEAST_WAGE:
            raise InvalidValue(_NO_WAGE)
    return WageRange(_plain(first * _MULTIPLES[unit or ""]), _plain(last * _MULTIPLES[shared or ""]))


def _is_range(figure: str) -> bool:
    """Whether a figure is rather two with a point for the dash between them: 4500.6000; nobody counts so in yuan."""
    first, _, last = figure.replace(",", "").partition(".")
    return len(last) >= _FEWEST_OF_A_WAGE and last[0] != "0" and int(last) >= int(first)


def _in_digits(numeral: re.Match[str]) -> str:
    number = chinese_number(numeral[0])
    return numeral[0] if number is None else str(number)


def _numeric(cell: Cell) -> str:
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and not cell.is_integer():
        # A sum of cells carries binary noise (0.30000000000000004); nobody writes a figure to the seventh place.
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return _THOUSANDS.sub(_without_commas, text(cell))


def _without_commas(match: re.Match[str]) -> str:
    return match[0].replace(",", "")


def _plain(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _clock(since_midnight: timedelta) -> time:
    seconds = min(round(since_midnight.total_seconds()), 24 * 60 * 60 - 1)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def _numbered_day(number: float) -> date:
    written = text(number)
    if match := _COMPACT_DAY.fullmatch(written):
        return _date(match[1], match[2], match[3])
    # 1910 to 2199, from 1904 on 1914 to 2203: what lies below is a year or an hour, what lies above another number.
    if not _SERIALS.start <= number < _SERIALS.stop:
        raise InvalidValue(_MONTH if _MONTH_ONLY.fullmatch(written) else _DAY)
    return _counted(number)


def _counted(number: float) -> date:
    """The day of a serial number, by the system of its workbook."""
    first = _FIRST_DAY_SINCE_1904 if isinstance(number, NumberSince1904) else _FIRST_DAY
    return first + timedelta(days=int(number))


def _written_day(written: str, year: int | None) -> date:
    if match := _YEAR_DAY.fullmatch(written):
        return _date(match[1], match[3] or match[5], match[4] or match[6])
    if match := _COMPACT_DAY.fullmatch(written):
        return _date(match[1], match[2], match[3])
    if _MONTH_ONLY.fullmatch(written):
        raise InvalidValue(_MONTH)
    if year is not None and (match := _MONTH_DAY.fullmatch(written)):
        return _date(str(year), match[1], match[2] or match[3])
    raise InvalidValue(_DAY)


def _date(year: str, month: str, of_month: str) -> date:
    # Refusals stand outside the handler: what Python says of a wrong date may hold its digits, and would be kept.
    with suppress(ValueError):
        return date(int(year), int(month), int(of_month))
    raise InvalidValue(_NO_SUCH_DAY)


def _written_hour(written: str) -> time:
    match = _HOUR.fullmatch(written)
    if match is None:
        raise InvalidValue(_HOURS)
    hours, noon = int(match[2]), 12
    if (match[1] == "晚上" and hours in _NIGHT) or (match[1] == "早上" and hours == noon):
        raise InvalidValue(_MIDNIGHT)
    if match[1] in {"下午", "晚上"} and hours < noon:
        hours += noon
    with suppress(ValueError):
        return time(hours, int(match[3] or match[5] or 0), int(match[4] or 0))
    raise InvalidValue(_HOURS)
