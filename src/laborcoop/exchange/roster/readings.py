"""Cells that only a roster has: each read as a value, or refused with what is expected (never with what was found)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.failed_cells import check_no_error
from laborcoop.exchange.private import hidden
from laborcoop.exchange.roster import intents
from laborcoop.exchange.sheets import Cell
from laborcoop.exchange.words import SEXES, school
from laborcoop.journey.registration import OtherTrip
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.text import Text
from laborcoop.people import Education, FlagKind

# The codes of forms; in a post's column of sexes a 1 would as well be a yes.
_SEX_CODES: Mapping[str, Sex] = {"1": Sex.MALE, "2": Sex.FEMALE}
_HOUSEHOLDS: Mapping[str, frozenset[FlagKind]] = {
    **dict.fromkeys(
        (
            "脱贫户",
            "脱贫人口",
            "脱贫",
            "建档立卡",
            "建档立卡户",
            "建档立卡贫困户",
            "建档立卡脱贫户",
            "已脱贫",
            "是脱贫户",
        ),
        frozenset({FlagKind.OUT_OF_POVERTY}),
    ),
    **dict.fromkeys(
        (
            *(
                "监测户",
                "监测对象",
                "防返贫监测户",
                "防返贫监测对象",
                "是监测户",
                "是监测对象",
                "边缘易致贫户",
                "边缘易致贫",
            ),
            *("突发严重困难户", "突发严重困难", "边缘户", "未消除风险", "未消除"),
        ),
        frozenset({FlagKind.RELAPSE_MONITORED}),
    ),
    # Lifted out of poverty and unsteady since: the one kind of the three that is both.
    **dict.fromkeys(
        ("脱贫不稳定户", "脱贫不稳定", "脱贫监测户"), frozenset({FlagKind.OUT_OF_POVERTY, FlagKind.RELAPSE_MONITORED})
    ),
    **dict.fromkeys(("一般户", "一般农户", "非脱贫户", "非建档立卡户", "其他", "已消除风险", "已消除"), frozenset()),
}
_NOTHING = frozenset({"/", "-", "--", "—", "——", "无", "none", "n/a", "\\"})
_ANY = frozenset({"不限", "均可", "都可以", "都可", "任意", "随意", "any"})
_FOR_GOOD = frozenset({"长期", "长期有效", "永久"})
_TRUTHS = frozenset({"true", "false"})
UNTICKED, UNCLEAR = "√?0", "√?"
"""They stand for the answer of columns to be ticked (see `choices`): nothing stands in any; not just one is ticked."""
NO_NAMES = frozenset(
    {
        *("同上", "同前", "同左", "同右", "仝", "々"),
        *("男", "女", "无", "暂无", "合计", "小计", "总计", "共计", "备注", "说明", "待定", "空"),
    }
)
"""What could be taken for a name: “as above” in letters, and words of other columns and rows."""
_STAYS = "(?:取消|不去|不走|退出|作废|放弃|已退|替换|已故|去世|病故|身故|死亡)"
_MARKS = r"[:(\[【,;\s]"
# With a mark beside it: a name in Chinese characters alone is no note.
_CANCELLED = re.compile(rf"{_STAYS}.*{_MARKS}|{_MARKS}.*{_STAYS}")
_NUMBERS = re.compile(r"[/、;,]+")
_PHONES = re.compile(r"[\s()]+")
_BLANKS = re.compile(r"\s")
_NO_DIGIT = re.compile(r"[^0-9]")
_SEVERAL_NAMES = r"\w\s*[/\\、,;&+|]\s*\w|\w{2}[ \t]*\n\s*\w{2}"
_NAME_AND_MORE = r"\S{2}(?:\s+[男女]$|\s*\([\u3400-\u9fff])"
_STANDS_FOR_A_CHARACTER = r"[□■◇◆○●?*#_×\ufffd]"
_DOUBTFUL_NAME = re.compile(f"{_SEVERAL_NAMES}|{_NAME_AND_MORE}|{_STANDS_FOR_A_CHARACTER}")
_PHONE_DRESS = re.compile(r"[-()]|\.0+$")
_COUNTRY = re.compile(r"\+?86(?=1[3-9][0-9]{9}$)")
_SPAN = re.compile(r"\s*(?:至|到|~|—+|–|->|→)\s*|\s+-\s+")


def is_nothing(cell: Cell) -> bool:
    """Whether a cell is empty or says so with a dash."""
    return cells.is_empty(cell) or cells.text(cell).casefold() in _NOTHING


def check_says_something(cell: Cell) -> None:
    """Refuse what a formula shows that has failed (``#N/A``), and the answer of columns of which not one is ticked.

    Raises:
        InvalidValue: the cell holds it.
    """
    check_no_error(cell)
    if cell in {UNTICKED, UNCLEAR}:
        raise InvalidValue(Text("这几列中应当且只应勾选一列", "of these columns one is to be ticked, and no other"))


def name(cell: Cell) -> PersonName:
    """The name of a person; the marks and words for “as above” are none, nor is what is true or false.

    Raises:
        InvalidValue: it is none.
    """
    check_no_error(cell)
    found = PersonName.parse(cells.text(cell))
    if is_cancelled(cell):
        raise InvalidValue(
            Text(
                "姓名里写着 取消、不去了 之类的话；不去的人请删去该行，仍要去的只写姓名",
                "beside the name stands that it is cancelled: delete the row of who stays, and give nothing but "
                "the name of who goes",
            )
        )
    if found.reveal() in NO_NAMES or found.reveal().casefold() in _TRUTHS:
        raise InvalidValue(
            Text(
                "每一行都应写姓名本身，不写 同上、合计、男、无、TRUE 之类",
                "each row gives the name itself, and not 同上 (as above), 合计 (sum), 男, 无, TRUE or the like",
            )
        )
    return found


def is_cancelled(cell: Cell) -> bool:
    """Whether a cell of a name says that the person does not go: 取消:赵六, 赵七(不去了)."""
    return _CANCELLED.search(cells.text(cell)) is not None


def is_doubtful_name(cell: Cell) -> bool:
    """Whether a cell that `name` reads may hold more than one name, or less: 甲甲/乙乙, 李四 女, 李四(小), 王□.

    Blanks may stand in a name, and a line may break at its dot.
    """
    return _DOUBTFUL_NAME.search(cells.text(cell)) is not None


def plain(cell: Cell) -> str:
    """The words of a cell in one line; a resident number or a phone among them is hidden."""
    return hidden(" ".join(cells.text(cell).split()))


def says_any(cell: Cell) -> bool:
    """Whether a cell says that anything will do (不限, 均可)."""
    return cells.text(cell).casefold() in _ANY


def sex(cell: Cell) -> Sex:
    """The sex: 男/女, 1/2, M/F.

    Raises:
        InvalidValue: it is none of them.
    """
    found = {**SEXES, **_SEX_CODES}.get(cells.text(cell).casefold())
    if found is None:
        raise InvalidValue(Text("应为 男 或 女", "男 or 女 is expected (or 1/2, M/F)"))
    return found


def education(cell: Cell) -> Education:
    """The highest school finished, named in whole words: 没上过小学 and 高中在读 say nothing of one finished.

    Raises:
        InvalidValue: the cell names no school that is known.
    """
    found = school(cells.text(cell))
    if found is None:
        raise InvalidValue(
            Text(
                "应为 文盲、小学、初中、高中、中专、大专、本科 等",
                "a school is expected: 文盲, 小学, 初中, 高中, 中专, 大专, 本科",
            )
        )
    return found


def phone(cell: Cell) -> Phone:
    """The first mobile number in the cell; ``+86``, blanks, dashes and ``.0`` behind it are forgiven.

    Raises:
        InvalidValue: there is none.
    """
    written = cells.text(cell)
    for part in _NUMBERS.split(written):
        # As a whole first: blanks and brackets may stand in a number, or between two.
        for candidate in (_BLANKS.sub("", part), *_PHONES.split(part)):
            try:
                return Phone(_COUNTRY.sub("", _PHONE_DRESS.sub("", candidate)))
            except InvalidValue:
                continue
    raise InvalidValue(Text("应为 11 位手机号码", "a mobile number of 11 digits is expected"))


def has_another_number(cell: Cell, chosen: Phone) -> bool:
    """Whether a cell holds more of a telephone than the number chosen: seven digits, or as many as a landline has."""
    fewest = 7
    return len(_NO_DIGIT.sub("", cells.text(cell)).replace(chosen.reveal(), "")) >= fewest


def household(cell: Cell, asked: FlagKind) -> frozenset[FlagKind]:
    """The flags that a cell of a flag's column says: yes, no, or the kind of household (脱贫户, 监测户, 一般户).

    Raises:
        InvalidValue: it is none of them.
    """
    written = re.sub(r"[()\s]", "", cells.text(cell))
    if written in _HOUSEHOLDS:
        return _HOUSEHOLDS[written]
    try:
        return frozenset({asked} if cells.yes_no(cell) else ())
    except InvalidValue:
        raise InvalidValue(
            Text("应为 是、否，或 脱贫户、监测户、一般户", "是 or 否 is expected, or 脱贫户, 监测户, 一般户")
        ) from None


def near_day(cell: Cell, on: date) -> date:
    """A date; one that is written without its year is the one nearest to the day of the plan.

    Raises:
        InvalidValue: it is no date, or 29 February where the nearest year has none.
    """
    try:
        return cells.day(cell)
    except InvalidValue:
        years = (on.year - 1, on.year, on.year + 1)
        known = next(filter(None, (_day_in(cell, year) for year in years)), None)
        if known is None:
            raise
    # 29 February: where the nearest year has none it is a slip, and not meant for a year later.
    return cells.day(cell, min(years, key=lambda year: abs(_in_year(known, year) - on)))


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def lacks_year(cell: Cell) -> bool:
    """Whether a cell that `near_day` reads is a date without its year."""
    try:
        cells.day(cell)
    except InvalidValue:
        return True
    return False


def _day_in(cell: Cell, year: int) -> date | None:
    try:
        return cells.day(cell, year)
    except InvalidValue:
        return None


def batches(cell: Cell) -> tuple[str, ...]:
    """The batches that a cell names; none where any will do."""
    if says_any(cell):
        return ()
    return tuple(item for part in cells.listed(cell) for item in re.split(r"\s*(?:/|或)\s*", part) if item)


def other_trip(cell: Cell, zone: ZoneInfo) -> OtherTrip:
    """Another trip: ``2023-02-05 10:00至2023-02-06 09:00``, or only the hour of an arrival on the same day.

    Raises:
        InvalidValue: it is no such span, or the arrival is not after the departure.
    """
    parts = _SPAN.split(cells.text(cell))
    trip = _trip(parts[0], parts[1], zone) if len(parts) == 2 else None  # noqa: PLR2004 - from and to
    if trip is None:
        raise InvalidValue(
            Text(
                "应为出发和到达时刻，例如 2023-02-05 10:00至2023-02-06 09:00",
                "departure and arrival are expected, such as 2023-02-05 10:00至2023-02-06 09:00",
            )
        )
    return trip


def _trip(depart: str, arrive: str, zone: ZoneInfo) -> OtherTrip | None:
    try:
        leaves = cells.moment(depart, zone)
        reaches = _arrival(arrive, leaves, zone)
    except InvalidValue:
        return None
    return OtherTrip(depart=leaves, arrive=reaches) if leaves < reaches else None


def _arrival(written: str, leaves: datetime, zone: ZoneInfo) -> datetime:
    try:
        return datetime.combine(leaves.date(), cells.hour(written), zone)
    except InvalidValue:
        return cells.moment(written, zone)


def valid_until(cell: Cell) -> date | None:
    """The last day of a card; None for one that is valid for good (长期).

    Raises:
        InvalidValue: it is neither.
    """
    return None if cells.text(cell) in _FOR_GOOD else cells.day(cell)


ANSWERS: Mapping[str, Callable[[Cell], object]] = {
    "sex": sex,
    "education": education,
    "relocated": cells.yes_no,
    "out_of_poverty": partial(household, asked=FlagKind.OUT_OF_POVERTY),
    "relapse_monitored": partial(household, asked=FlagKind.RELAPSE_MONITORED),
    "kind": intents.purpose,
    "first_time": intents.first_time,
    "accepts_other": cells.yes_no,
    "willing": intents.will,
}
"""Columns of which a cell holds one of a few answers, and what reads it."""
