"""The rules ID-01 to ID-12 on resident numbers as written in a roster.

Of ID-01, ID-02, ID-03, ID-10 and ID-12 an entry breaks at most one: the first that makes the others pointless. No
sentence holds more of a number than its area.
"""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.kernel.divisions import is_known_area
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.people.identity_check import NumberEntry, SharedNumber
from laborcoop.rulebook import Breach, Citation, Context, Convention, Locus, Mark, Severity, rule
from laborcoop.rulebook.documents import DIVISION_CODES, RESIDENT_NUMBER_STANDARD
from laborcoop.rulebook.rule import AnyRule

_NUMBER = "id_number"
_STANDARD = (Citation(RESIDENT_NUMBER_STANDARD),)
_COMPARE = Text("请与身份证核对后更正。", "Compare with the card and correct it.")


@rule(
    "ID-01",
    "people.number-shape",
    Severity.ERROR,
    subject=NumberEntry,
    sources=_STANDARD,
    message=Text(
        "身份证号码应为 17 位数字加一位数字或 X，{found}", "a resident number is 17 digits and a digit or X; {found}"
    ),
    suggestion=_COMPARE,
)
def number_shape(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """17 digits and a digit or X; a missing number breaks this too."""
    if entry.fault(ctx.on) == "ID-01":
        length = len(entry.text)
        found = Text(f"这里有 {length} 个字符且形式不符", f"the {length} characters here are not")
        yield Breach({"found": found if length else Text("这里没有填写", "none is given")}, _NUMBER)


@rule(
    "ID-02",
    "people.check-character",
    Severity.ERROR,
    subject=NumberEntry,
    sources=_STANDARD,
    message=Text("身份证号码的校验码不对", "the check character of the resident number is wrong"),
    suggestion=_COMPARE,
)
def check_character_right(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """The last character follows from the 17 digits by ISO 7064 MOD 11-2."""
    if entry.fault(ctx.on) == "ID-02":
        yield Breach({}, _NUMBER)


@rule(
    "ID-03",
    "people.number-date",
    Severity.ERROR,
    subject=NumberEntry,
    sources=_STANDARD,
    message=Text(
        "身份证号码第 7 至 14 位不是可能的出生日期（须为真实日期，不晚于今日，不早于约 120 年前）",
        "digits 7 to 14 of the resident number are not a possible birth date: a real day, not in the future, "
        "not more than about 120 years ago",
    ),
    suggestion=_COMPARE,
)
def number_date(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """Digits 7 to 14 are a real date, not in the future, about 120 years ago at most."""
    if entry.fault(ctx.on) == "ID-03":
        yield Breach({}, _NUMBER)


@rule(
    "ID-04",
    "people.number-sex",
    Severity.WARN,
    subject=NumberEntry,
    sources=_STANDARD,
    message=Text(
        "填写的性别与身份证号码第 17 位不一致（奇数为男，偶数为女）",
        "the sex as written is not that of the 17th digit of the resident number (odd: male, even: female)",
    ),
    suggestion=_COMPARE,
)
def number_sex(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """The 17th digit is odd for men and even for women; a mask leaves it."""
    number = entry.number(ctx.on)
    if number is not None and entry.sex is not None and entry.sex is not number.sex:
        yield Breach({}, "sex")


@rule(
    "ID-05",
    "people.number-area",
    Severity.WARN,
    subject=NumberEntry,
    sources=(Citation(DIVISION_CODES), Citation(RESIDENT_NUMBER_STANDARD)),
    message=Text("身份证号码的地区码 {area} {what}", "the area {area} of the resident number {what}"),
    suggestion=Text("{todo}", "{todo}"),
)
def number_area(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """The area is or was in use, whatever the year of birth; one declared synthetic gives a note.

    Whoever reads a file keeps one such note for all its rows.
    """
    number = entry.number(ctx.on)
    if number is None:
        return
    if number.area.code in entry.synthetic_areas:
        what = Text("为案例声明的合成数据区", "is one that the case declares synthetic: no real person has it")
        yield Breach({"area": number.area, "what": what, "todo": NO_TEXT}, _NUMBER, Severity.INFO)
    elif not is_known_area(number.area):
        what = Text(
            "从未使用过，或不在本库的区划表中", "was never in use, as far as this library's table of divisions goes"
        )
        yield Breach({"area": number.area, "what": what, "todo": _COMPARE}, _NUMBER)


@rule(
    "ID-06",
    "people.number-birth-date",
    Severity.WARN,
    subject=NumberEntry,
    sources=(
        Convention(
            Text("号码有校验码，填写的日期没有", "the number has a check character, a date as written has none")
        ),
    ),
    message=Text(
        "填写的出生日期与身份证号码不一致，以号码为准",
        "the birth date as written is not that of the resident number; the number stands",
    ),
    suggestion=_COMPARE,
)
def number_birth_date(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """The declared birth date equals that in the number; where it does not, the number wins."""
    number = entry.number(ctx.on)
    if number is not None and not number.is_masked and entry.born not in {None, number.birth_date}:
        yield Breach({}, "birth_date")


@rule(
    "ID-07",
    "people.old-number",
    Severity.WARN,
    subject=NumberEntry,
    sources=_STANDARD,
    message=Text(
        "15 位旧号码已补 19 并重算校验码，换为 18 位",
        "an old number of 15 digits was made one of 18: 19 put in, check character computed",
    ),
    suggestion=Text("请与现在的身份证核对。", "Compare with the card now in use."),
)
def old_number(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """A 15-digit number of the time before 1999 stands for an 18-character one."""
    if entry.was_old and entry.number(ctx.on) is not None:
        yield Breach({}, _NUMBER)


@rule(
    "ID-08",
    "people.number-unique",
    Severity.ERROR,
    subject=SharedNumber,
    sources=(Convention(Text("一个号码只属于一个人", "a number belongs to one person")),),
    message=Text("同一身份证号码出现在不同的人名下：{rows}", "one resident number stands for different people: {rows}"),
    suggestion=Text(
        "请逐行与身份证核对，更正或删去错误的行。", "Compare each row with the card; correct or remove the wrong one."
    ),
)
def number_unique(shared: SharedNumber, _ctx: Context) -> Iterator[Breach]:
    """One number, one person, within a roster, a convoy, and the open placements."""
    places = (*(_named(row) for row in sorted(shared.rows, key=Locus.order)), *sorted(shared.workers))
    if len(places) > 1:
        yield Breach({"rows": places}, _NUMBER)


@rule(
    "ID-09",
    "people.number-normalised",
    Severity.INFO,
    subject=NumberEntry,
    sources=(Convention(Text("书写习惯不改变号码", "habits of writing do not change a number")),),
    message=Text(
        "身份证号码已规范：去掉空格、引号、全角或不可见字符，小写 x 改为大写",
        "the resident number was tidied: blanks, quotes, full-width or invisible characters, a small x",
    ),
)
def number_normalised(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """Full width, blanks, zero-width characters, a leading quote and a small x are forgiven."""
    if entry.was_normalised and entry.number(ctx.on) is not None:
        yield Breach({}, _NUMBER)


@rule(
    "ID-10",
    "people.number-damaged",
    Severity.ERROR,
    subject=NumberEntry,
    sources=(Convention(Text("电子表格的数值只保留 15 位", "a quantity in a spreadsheet keeps 15 digits")),),
    message=Text(
        "身份证号码被电子表格存成了数值，末几位已丢失",
        "a spreadsheet has stored the resident number as a quantity: its last digits are lost",
    ),
    suggestion=Text(
        "请把该列设为文本格式，从原始资料重新导出。",
        "Set the column to text and re-export the column as text from its source.",
    ),
)
def number_damaged(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """A number stored as a floating point number shows an exponent or ends in lost digits."""
    if entry.fault(ctx.on) == "ID-10":
        yield Breach({}, _NUMBER)


@rule(
    "ID-11",
    "people.number-masked",
    Severity.WARN,
    subject=NumberEntry,
    sources=(Convention(Text("遮蔽是一种状态，不是错误", "a mask is a state, not an error")),),
    message=Text(
        "身份证号码已遮蔽：校验码和出生日期无从核对",
        "the resident number is masked: neither its check character nor its birth date can be tested",
    ),
    suggestion=Text(
        "比对人员时请再用一项，例如登记编号。", "Match the person by a second key too, such as the worker id."
    ),
)
def number_masked(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """A masked number is taken as it is; matching needs a second key."""
    number = entry.number(ctx.on)
    if number is not None and number.is_masked:
        yield Breach({}, _NUMBER)


@rule(
    "ID-12",
    "people.number-placeholder",
    Severity.ERROR,
    subject=NumberEntry,
    sources=(
        Convention(
            Text("系统里确有用全零号码占位的做法", "systems are known to fill in zeros where a number is not known"),
            Mark.SECONDARY,
        ),
    ),
    message=Text("这是占位号码，不是真实的身份证号码", "this is a placeholder, not a resident number"),
    suggestion=_COMPARE,
)
def number_placeholder(entry: NumberEntry, ctx: Context) -> Iterator[Breach]:
    """All zeros, or six zeros, a date and four zeros, are no number."""
    if entry.fault(ctx.on) == "ID-12":
        yield Breach({}, _NUMBER)


def _named(row: Locus) -> Text:
    place = " · ".join(part for part in (row.file, row.sheet) if part)
    return Text(f"{place} 第 {row.row} 行".strip(), f"{place} row {row.row}".strip())


IDENTITY_RULES: tuple[AnyRule, ...] = (
    number_shape,
    check_character_right,
    number_date,
    number_sex,
    number_area,
    number_birth_date,
    old_number,
    number_unique,
    number_normalised,
    number_damaged,
    number_masked,
    number_placeholder,
)
