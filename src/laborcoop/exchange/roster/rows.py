"""A row of a sheet, and what tells a person's row from a blank, a sum, a signature, a hint."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.roster import readings
from laborcoop.exchange.roster.columns import BY_KEY, Headers
from laborcoop.exchange.roster.headers import Header
from laborcoop.exchange.sheets import Cell, column_letters
from laborcoop.exchange.words import folded
from laborcoop.kernel.identity import normalise_number
from laborcoop.kernel.personal import PersonName
from laborcoop.rulebook import Locus

_Written = TypeVar("_Written")

_BLANKS = re.compile(r"\s")
# Ditto marks as they stand after normalisation: the double prime comes apart.
_SAME = frozenset({"同上", "同前", "〃", "々", '"', "''", "′′", "“", "”", "↓"})
_DITTO_MARKS = frozenset("同〃々\"'＂＇′″‴⁗“”↓￬")
"""Characters of which each of them has one, before normalisation, too."""
_SUM = re.compile(r".{0,12}(?:合计|小计|总计|共计|总人数)(?:人数)?(?:$|[:(0-9].{0,12})")
_OFFICE = "填表|制表|填报|审核|审批|复核|经办|负责|单位负责|统计|上报|报送"
_SIGNATURE = re.compile(
    rf"(?:{_OFFICE})(?:人|人员|单位|日期|时间)?(?:签字|签名|签章)?(?::.*)?"
    rf"|(?:{_OFFICE})人.{{0,8}}"
    r"|(?:联系)?(?:电话|手机|方式)(?:号码|号)?:.*"
    r"|(?:注|备注|说明|日期|时间|联系人|单位|分管领导|主管领导)[0-9]?:.*"
    r"|.{0,8}\(?(?:盖章|签字|签章)\)?:?"
)
_EXAMPLE = re.compile(
    r"[(\[【]?(?:填[写表报])?(?:示例|样例|樣例|范例|範例|举例|舉例|例[子如]?|eg|example|sample)[0-9一二三四五]{0,2}[)\]】]?"
)
_EXAMPLE_MARKS = frozenset("例\uf9b5eEｅＥ")
"""Characters of which each of its words has one, before normalisation, too."""
_HINT = re.compile(r"\(?(?:必填|选填|示例|样例|例|文本|填写说明)(?:项|[:)].*)?")
_FILL_IN = re.compile(
    r"\(?(?:例?如:?)?(?:"
    r"[xy×]{0,4}年[-/.]?[xm×]{0,2}月(?:[-/.]?[xd×]{0,2}[日号])?|[xy×]{4}[-/.]?[xm×]{2}(?:[-/.]?[xd×]{2})?"
    r"|(?:单位:)?(?:万|千)?元(?:/[人月年])?|周?岁|(?:15或)?18位(?:数字)?|11位(?:数字)?"
    r"|(?:是[/、或]?否|有[/、或]?无|男[/、或]?女|[√✓][/、或]?[×✗])"
    r")\)?",
    re.IGNORECASE,
)
"""What a row below the header says of how to fill in its columns: the form of a date, a unit, the answers."""
_COUNT = "[0-9一二三四五六七八九十]{1,3}"
_PAGE = rf"第{_COUNT}页(?:[/,、]?共{_COUNT}页)?"
_TITLE = re.compile(
    rf".{{1,20}}(?:人员|名单|名册|花名册|一览表|统计表|登记表|汇总表|台账)(?:\(?(?:续表?|{_PAGE})\)?)?|\(?{_PAGE}\)?"
)
# Two days without a blank between them are no number: no area begins with 19 or 20.
_NUMBER = re.compile(r"(?<![0-9*])(?!(?:19|20)[0-9]{2}[01][0-9][0-3][0-9])[0-9*]{14,17}[0-9X]")
_LABEL = re.compile(r".{0,8}(?:(?:电话|手机|热线|联系方式)(?:号码|号)?|联系人|联络人|联络员|负责人):?")
_GROUP = re.compile(
    r"(?=.{3})[^0-9]{1,20}[0-9]{0,2}(?:[县市州区乡镇村组]|街道|街道办事处|社区|村委会|居委会|安置点)(?:\(?(?:共|计)?[0-9]{1,6}人\)?)?:?"
)
# The commonest surnames; which they are is experience, checked by no source (mark U).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
_PERSON_OR_PLACE = re.compile(rf"[{_SURNAMES}](?!家)[\u3400-\u9fff][县市州区乡镇村组]")
_GROUP_NUMBER = re.compile(r"(?:\(?[一二三四五六七八九十]{1,3}\)?[、.]?)?")
_NAME_AND_PHONE = re.compile(r"(?:[0-9]{1,4}[.、;,]?)?([\u3400-\u9fff·]{2,4})[;,:]?1[3-9][0-9]{9}")
_NAME = re.compile(r"[\u3400-\u9fff]{1,12}(?:·[\u3400-\u9fff]{1,12})*")
_FIGURE = re.compile(r"\(?[0-9]{1,2}\)?")
IDENTIFYING = ("name", "id_number", "phone", "worker_id", "birth_date")
"""Columns of which one at least names somebody."""
_FEWEST_FIGURES = 3
_TELLING = 3


@frozen(kw_only=True)
class OriginalRow:
    """A row as the file holds it: where it is, and each cell under its header, or under its column's letters.

    The cells are personal data.
    """

    where: Locus
    cells: Mapping[str, Cell] = field(repr=False)


@frozen(kw_only=True)
class Row:
    """One person's row: where it is, what it says under each key, and what stands around it.

    ``letters`` gives the letters of each key's column; ``title`` is what stands above the header; ``given`` are the
    cells as the file holds them, ``headers`` what stands above them. ``unfilled`` are the keys of cells that say 同上
    below nothing. ``example`` are the letters of the column that calls the row a template's example, if any does. The
    cells are personal data.
    """

    where: Locus
    cells: Mapping[str, Cell] = field(repr=False)
    letters: Mapping[str, str] = field(repr=False)
    title: str = field(default="", repr=False)
    given: Sequence[Cell] = field(default=(), repr=False)
    headers: Sequence[str] = field(default=(), repr=False)
    unfilled: tuple[str, ...] = ()
    example: str = ""

    def cell(self, key: str) -> Cell:
        """The cell under a key; None where the sheet has no such column."""
        return self.cells.get(key)

    def at(self, key: str) -> Locus:
        """The place of the cell under a key; the row's where the sheet has no such column."""
        return Locus(self.where.file, self.where.sheet, self.where.row, self.letters.get(key, self.where.column))

    @property
    def around(self) -> tuple[str, str, str]:
        """What stands around the row and may name a county: the title, the sheet, the file."""
        return self.title, self.where.sheet, self.where.file

    @property
    def subject(self) -> str:
        """What names the row where its data holds no id: its place in the files."""
        return subject_of(self.where)

    @property
    def original(self) -> OriginalRow:
        """The row as the file holds it."""
        return original(self.where, self.headers, self.given)


def subject_of(where: Locus) -> str:
    """What names the row at a place; of two that stand beside each other in one, the second by its column, too."""
    return f"{where.file}:{where.sheet}:{where.row}" + (where.column and f":{where.column}")


def original(where: Locus, headers: Sequence[str], given: Sequence[Cell]) -> OriginalRow:
    """A row as the file holds it, of its cells and what stands above them."""
    if len(given) > len(headers):
        headers = (*headers, *map(column_letters, range(len(headers), len(given))))
    held = {name: None if cell == "" else cell for name, cell in zip(headers, given, strict=False)}
    return OriginalRow(where=where, cells=held)


def ditto(said: dict[str, Cell], above: Mapping[str, Cell]) -> dict[str, Cell]:
    """The cells of a row by key, with what stands above in the place of 同上."""
    return {key: above.get(key) if is_ditto(key, cell) else cell for key, cell in said.items()}


def is_ditto(key: str, cell: Cell) -> bool:
    """Whether a cell says that the one above holds for it too."""
    if not isinstance(cell, str) or _DITTO_MARKS.isdisjoint(cell):
        return False
    return BY_KEY[key].repeats and _BLANKS.sub("", cells.text(cell)) in _SAME


def may_hold_ditto(column: Iterable[Cell]) -> bool:
    """Whether some cell of a column may say so: asked of all of them at once, as hardly any does."""
    return _holds_any(_DITTO_MARKS, column)


def example_columns(columns: Mapping[str, int]) -> tuple[int, ...]:
    """Where a template says that a row is its example: in the number in the list, or the first cell if it is no name.

    Args:
        columns: the columns of a header by key.
    """
    return tuple(sorted({columns.get("seq", 0), 0} - {columns.get("name", -1)}))


def is_example(cell: Cell) -> bool:
    """Whether a cell says that its row is an example (例, 示例, 填写范例：, e.g.), and nothing else."""
    if not isinstance(cell, str) or _EXAMPLE_MARKS.isdisjoint(cell):
        return False
    return bool(_EXAMPLE.fullmatch(folded(cell)))


def may_hold_example(column: Iterable[Cell]) -> bool:
    """Whether some cell of a column may say so: asked of all of them at once, as hardly any does."""
    return _holds_any(_EXAMPLE_MARKS, column)


def _holds_any(marks: Iterable[str], column: Iterable[Cell]) -> bool:
    try:
        text = "".join(column)  # type: ignore[arg-type]  # of a text table all are
    except TypeError:
        text = "".join([cell for cell in column if isinstance(cell, str)])
    return any(mark in text for mark in marks)


def is_no_person(row: Sequence[Cell], header: Header) -> bool:
    """Whether a row is blank but for its number in the list, or a sum, a signature, a title, column numbers or hints.

    A title is one of a list (花名册) or of a group (老窝乡), and the row holds nothing else. What may as well be a
    person's name (李还乡) is a title where rows have a number in the list and this one has none; else a person's, lest
    one be lost.

    A row with something like a number, a birth date or a phone in its column is a person's whatever else it says, and
    so is one with a name: but for a sum, a signature or a hint in the place of the number in the list, a label right
    before the name (制表人：), and, beside a phone alone, a label with what it labels in the place of the name or a
    label in that of the number in the list.
    """
    told = ((key, row[at]) for key in _TELLS if (at := header.columns.get(key, len(row))) < len(row))
    tells = {key for key, cell in told if not cells.is_empty(cell) and _TELLS[key](cell)}
    texts = [_BLANKS.sub("", cells.text(cell)) for cell in row]
    name = header.columns.get("name", len(row))
    seq = header.columns.get("seq")
    in_the_list = texts[seq] if seq is not None and seq < len(texts) else ""
    if tells:
        is_signed = (in_the_list.endswith(":") and _is_signed(in_the_list)) or any(
            _is_signed(written) for written in texts[name : name + 1]
        )
        return tells == {"phone"} and is_signed
    own = [written for index, written in enumerate(texts) if written and index != seq]
    if not own or (len(own) >= _FEWEST_FIGURES and all(_FIGURE.fullmatch(written) for written in own)):
        return True
    if len(own) == 1 and name < len(row) and names_group(row[name]) and _GROUP_NUMBER.fullmatch(in_the_list):
        return seq is not None or not _PERSON_OR_PLACE.fullmatch(texts[name])
    if len(own) == 1 and (_TITLE.fullmatch(own[0]) or _is_title_in_wrong_place(row, header)):
        return True
    if name < len(row) and names_somebody(row[name]):
        before = [*filter(None, texts[:name])]
        is_labelled = bool(before) and before[-1].endswith(":") and _is_remark(before[-1])
        return is_labelled or _is_remark(in_the_list) or is_example(in_the_list)
    telling = [*filter(None, texts)][:_TELLING] + texts[name : name + 1]
    return any(map(_is_remark, telling)) or all(_FILL_IN.fullmatch(written) for written in own)


def _is_title_in_wrong_place(row: Sequence[Cell], header: Header) -> bool:
    """Whether a title of a list or a group stands where numbers, phones and birth dates do: in no name's place."""
    columns = [header.columns[key] for key in _TELLS if key in header.columns]
    found = [row[at] for at in columns if at < len(row) and not cells.is_empty(row[at])]
    return any(names_group(cell) or _TITLE.fullmatch(_BLANKS.sub("", cells.text(cell))) for cell in found)


def _is_signed(written: str) -> bool:
    return ":" in written and bool(_SIGNATURE.fullmatch(written))


def stands_for_somebody(row: Sequence[Cell], headers: Headers) -> bool:
    """Whether a row holds a person as far as can be told without a header: a number, be it damaged, or name and phone.

    Name and phone may stand in one cell. With a label in it (填表人, 联系电话) only a number makes a row a person's.
    """
    if any(map(holds_number, row)):
        return True
    texts = [*filter(None, (_BLANKS.sub("", cells.text(cell)) for cell in row))]
    together = [found[1] for written in texts if (found := _NAME_AND_PHONE.fullmatch(written))]
    if any(not (_is_remark(name) or _LABEL.fullmatch(name)) for name in together):
        return True
    if not any(_reads(readings.phone, written) for written in texts):
        return False
    is_line = any(
        _is_remark(written) or _LABEL.fullmatch(written) or headers.find(folded(written)) for written in texts
    )
    return not is_line and any(_NAME.fullmatch(written) and not _TITLE.fullmatch(written) for written in texts)


def holds_number(cell: Cell) -> bool:
    """Whether a cell holds a resident number, be it damaged or masked, whatever else it says."""
    return bool(_NUMBER.search(normalise_number(_BLANKS.sub("", cells.text(cell)))))


def _is_remark(written: str) -> bool:
    return any(pattern.fullmatch(written) for pattern in (_SUM, _SIGNATURE, _HINT))


def names_somebody(cell: Cell) -> bool:
    """Whether a cell holds a name, and not one of the words of sums, signatures and hints."""
    return _reads(PersonName.parse, cells.text(cell)) and not _is_remark(_BLANKS.sub("", cells.text(cell)))


def names_group(cell: Cell) -> bool:
    """Whether a cell may be the title of a group of rows: a county, a township, a village (老窝乡, 六库镇(23人)).

    A person may be called so: only where nothing else stands in the row is it a title. Names of two characters are
    persons' names rather than places.
    """
    return bool(_GROUP.fullmatch(_BLANKS.sub("", cells.text(cell))))


def _reads(read: Callable[[_Written], object], written: _Written) -> bool:
    try:
        read(written)
    except InvalidValue:
        return False
    return True


def looks_like_number(cell: Cell) -> bool:
    """Whether a cell may hold a resident number, damaged or masked as it may be: eight digits or stars in it."""
    fewest = 8
    return sum(character.isdigit() or character == "*" for character in cells.text(cell)) >= fewest


_TELLS: Mapping[str, Callable[[Cell], bool]] = {
    "id_number": looks_like_number,
    "birth_date": partial(_reads, cells.day),
    "phone": partial(_reads, readings.phone),
}
