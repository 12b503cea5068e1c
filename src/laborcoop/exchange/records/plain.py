"""Plain values in JSON, with nothing coerced: ``7`` is no text, ``"false"`` is no truth value.

Numbers with decimals, dates and times are written as text that has one form only, so that the same value gives the
same bytes and nothing is rounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from attrs import field, fields, frozen

from laborcoop.errors import LaborcoopError
from laborcoop.exchange.private import hidden
from laborcoop.exchange.records.bounds import bounds_of
from laborcoop.exchange.records.desk import REFUSED, At, Reading, Writing
from laborcoop.kernel.personal import Personal
from laborcoop.kernel.text import Text

TEXT = Text("应为文字", "a text is expected")
_UNWRITABLE = Text("这个值不能写成其字段所说的类型", "the value cannot be written as the type that its field states")


@frozen
class ExactForm:
    """A value that JSON knows itself: text, whole number, truth value."""

    exact: type
    what: Text
    json_type: str
    hides: ClassVar[bool] = False

    @property
    def tag(self) -> str:
        """The name of the form in a union."""
        return self.json_type

    def read(self, value: object, at: At, reading: Reading) -> object:
        """The value as it is."""
        return value if type(value) is self.exact else reading.refuse(at, self.what)

    def write(self, value: object, at: At, writing: Writing) -> object:
        """The value as it is; in a masked document a text without the numbers that tell a person."""
        if type(value) is not self.exact:
            return writing.refuse(at, _UNWRITABLE)
        if isinstance(value, str) and not writing.reveal:
            return masked_text(value, writing)
        return value

    def schema(self, _: dict[str, object], *, masked: bool) -> dict[str, object]:  # noqa: ARG002 - one signature for all forms
        """The JSON type."""
        return {"type": self.json_type}


def masked_text(text: str, writing: Writing) -> str:
    """A text as a masked document may hold it."""
    shown = hidden(text)
    writing.hid = writing.hid or shown != text
    return shown


@frozen
class NumberForm:
    """A number with a fraction (degrees of a map). JSON has one kind of number: a whole one will do, if exactly it."""

    exact: ClassVar[type] = float
    tag: ClassVar[str] = "number"
    hides: ClassVar[bool] = False

    def read(self, value: object, at: At, reading: Reading) -> object:
        """The number."""
        if type(value) is float:
            return value
        # Whole numbers above 2 to the power of 53 are not all numbers with a fraction.
        if type(value) is int and abs(value) <= 1 << 53:
            return float(value)
        return reading.refuse(at, Text("应为数字", "a number is expected"))

    def write(self, value: object, at: At, writing: Writing) -> object:
        """The number as it is."""
        return value if type(value) is float else writing.refuse(at, _UNWRITABLE)

    def schema(self, _: dict[str, object], *, masked: bool) -> dict[str, object]:  # noqa: ARG002 - one signature for all forms
        """A number."""
        return {"type": "number"}


@frozen
class WrittenForm:
    """A value of one class written as text: ``parse`` raises ValueError for all but what ``show`` writes."""

    kind: type
    tag: str
    what: Text
    parse: Callable[[str], Any]
    show: Callable[[Any], str | None]
    json_schema: dict[str, object]
    exact: ClassVar[None] = None
    hides: ClassVar[bool] = False

    def read(self, value: object, at: At, reading: Reading) -> object:
        """The value that the text stands for."""
        if type(value) is str:
            try:
                return self.parse(value)
            except ValueError:
                pass
        return reading.refuse(at, self.what)

    def write(self, value: object, at: At, writing: Writing) -> object:
        """The text that stands for the value."""
        written = self.show(value) if type(value) is self.kind else None
        return writing.refuse(at, self.what) if written is None else written

    def schema(self, _: dict[str, object], *, masked: bool) -> dict[str, object]:  # noqa: ARG002 - one signature for all forms
        """A text of its format."""
        return {"type": "string", **self.json_schema}


_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DURATION = re.compile(r"(-?)PT(0|[1-9][0-9]{0,15})(?:\.([0-9]{6}))?S")


def written_once(parse: Callable[[str], Any], show: Callable[[Any], str | None]) -> Callable[[str], Any]:
    """A parser that takes a value in one form only: a text that the value, written again, gives."""

    def parse_strictly(text: str) -> object:
        made = parse(text)
        if show(made) != text:
            raise ValueError
        return made

    return parse_strictly


def _day(text: str) -> date:
    # Python also reads 20230206, 2023-W06-1 and 2023W061; those are shorter, or have no dash at the seventh place.
    made = date.fromisoformat(text)
    if len(text) != len("2023-02-06") or text[7] != "-":
        raise ValueError
    return made


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError
    return Decimal(text)


def _shown_decimal(value: Decimal) -> str | None:
    return format(value, "f") if value.is_finite() else None


def _shown_moment(value: datetime) -> str | None:
    return None if value.tzinfo is None else value.isoformat()


def _duration(text: str) -> timedelta:
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError
    sign, seconds, fraction = found.groups()
    try:
        length = timedelta(seconds=int(seconds), microseconds=int(fraction or 0))
    except OverflowError:
        raise ValueError from None
    return -length if sign else length


def _shown_duration(value: timedelta) -> str:
    length = abs(value)
    seconds, fraction = length.days * 86400 + length.seconds, length.microseconds
    return f"{'-' if value < timedelta(0) else ''}PT{seconds}{f'.{fraction:06}' if fraction else ''}S"


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, OSError):  # no such zone; the name of a folder
        raise ValueError from None


def _shown_zone(value: ZoneInfo) -> str | None:
    return value.key


DATE = WrittenForm(
    date,
    "date",
    Text("应为日期 2023-02-06", "a date such as 2023-02-06 is expected"),
    _day,
    date.isoformat,
    {"format": "date"},
)
PLAIN = (
    ExactForm(str, TEXT, "string"),
    ExactForm(int, Text("应为整数", "a whole number is expected"), "integer"),
    ExactForm(bool, Text("应为 true 或 false", "true or false is expected"), "boolean"),
    NumberForm(),
    DATE,
    WrittenForm(
        datetime,
        "datetime",
        Text("应为带时区的时间 2023-02-06T08:35:00+08:00", "a time such as 2023-02-06T08:35:00+08:00 is expected"),
        written_once(datetime.fromisoformat, _shown_moment),
        _shown_moment,
        {"format": "date-time"},
    ),
    WrittenForm(
        time,
        "time",
        Text("应为一日之中的时间 08:30:00", "a time of day such as 08:30:00 is expected"),
        written_once(time.fromisoformat, time.isoformat),
        time.isoformat,
        {"pattern": r"^[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{6})?([+-][0-9:.]+)?$"},
    ),
    WrittenForm(
        timedelta,
        "duration",
        Text("应为以秒计的时长 PT14400S", "a length in seconds such as PT14400S is expected"),
        written_once(_duration, _shown_duration),
        _shown_duration,
        {"pattern": r"^-?PT(0|[1-9][0-9]{0,15})(\.[0-9]{6})?S$"},
    ),
    WrittenForm(
        Decimal,
        "decimal",
        Text("应为写成文字的十进制数", "a decimal number, written as text, is expected"),
        _decimal,
        _shown_decimal,
        {"pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"},
    ),
    WrittenForm(
        ZoneInfo,
        "zone",
        Text("应为时区名称 Asia/Shanghai", "the name of a zone such as Asia/Shanghai is expected"),
        written_once(_zone, _shown_zone),
        _shown_zone,
        {},
    ),
)
"""The forms of plain values; each knows the class whose values it stands for."""


@frozen
class ChoiceForm:
    """One of a few values: an Enum by the values of its members, a Literal as it is."""

    tag: str
    members: tuple[tuple[Any, Any], ...]
    """What stands in JSON, and the value it stands for."""
    exact: ClassVar[None] = None
    hides: ClassVar[bool] = False
    _by_value: dict[tuple[type, object], object] = field(init=False, repr=False)
    _written: dict[tuple[type, object], object] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        # The class is part of the key, for True == 1; frozen classes set their fields this way.
        object.__setattr__(self, "_by_value", {(type(plain), plain): value for plain, value in self.members})
        object.__setattr__(self, "_written", {(type(value), value): plain for plain, value in self.members})

    def read(self, value: object, at: At, reading: Reading) -> object:
        """The member."""
        try:
            return self._by_value[type(value), value]
        except (KeyError, TypeError):  # a list or an object cannot be looked up
            pass
        return reading.refuse(
            at,
            Text("应为其中之一：{allowed}", "one of these is expected: {allowed}").format(
                allowed=tuple(plain for plain, _ in self.members)
            ),
        )

    def write(self, value: object, at: At, writing: Writing) -> object:
        """What stands in JSON for the member."""
        key = (type(value), value)
        return self._written[key] if key in self._written else writing.refuse(at, _UNWRITABLE)

    def schema(self, _: dict[str, object], *, masked: bool) -> dict[str, object]:  # noqa: ARG002 - one signature for all forms
        """The values, named."""
        allowed = [plain for plain, _ in self.members]
        return {"const": allowed[0]} if len(allowed) == 1 else {"enum": allowed}


def enum_form(kind: type[Enum]) -> ChoiceForm:
    """The form of an Enum."""
    return ChoiceForm(kind.__name__, tuple((member.value, member) for member in kind))


def literal_form(values: tuple[object, ...]) -> ChoiceForm:
    """The form of a Literal."""
    return ChoiceForm("literal", tuple((value, value) for value in values))


@frozen
class TextValueForm:
    """A class that is one text (a division code), held in ``attribute``: written as that text."""

    kind: type[Any]
    attribute: str
    exact: ClassVar[None] = None
    hides: ClassVar[bool] = False

    @property
    def tag(self) -> str:
        """The name of the class."""
        return self.kind.__name__

    def read(self, value: object, at: At, reading: Reading) -> object:
        """The value, if its constructor takes the text."""
        if type(value) is not str:
            return reading.refuse(at, TEXT)
        try:
            return self.kind(value)
        except LaborcoopError as refused:
            return reading.refuse(at, refused.text)

    def write(self, value: object, at: At, writing: Writing) -> object:
        """The text."""
        if type(value) is not self.kind:
            return writing.refuse(at, _UNWRITABLE)
        text: str = getattr(value, self.attribute)
        return text if writing.reveal else masked_text(text, writing)

    def schema(self, _: dict[str, object], *, masked: bool) -> dict[str, object]:  # noqa: ARG002 - one signature for all forms
        """A text, of the shape that the class asks for."""
        return {"type": "string"} | bounds_of(getattr(fields(self.kind), self.attribute).validator, self)


@frozen
class PersonalForm:
    """A name, a number or a phone: written as its text, or in a masked document as its mask."""

    kind: type[Personal]
    exact: ClassVar[None] = None
    hides: ClassVar[bool] = True

    @property
    def tag(self) -> str:
        """The name of the class."""
        return self.kind.__name__

    def read(self, value: object, at: At, reading: Reading) -> object:
        """The value, if its constructor takes the text; of a masked document nothing can be read."""
        if type(value) is not str:
            return reading.refuse(at, TEXT)
        if reading.masked:
            reading.hidden.append(at)
            return REFUSED
        try:
            return self.kind(value)
        except LaborcoopError as refused:
            return reading.refuse(at, refused.text)

    def write(self, value: object, at: At, writing: Writing) -> object:
        """The text, or its mask; a number that is known only by its mask hides nothing."""
        if not isinstance(value, Personal) or type(value) is not self.kind:
            return writing.refuse(at, _UNWRITABLE)
        text, mask = value.reveal(), value.masked
        if writing.reveal:
            return text
        writing.hid = writing.hid or text != mask
        return mask

    def schema(self, _: dict[str, object], *, masked: bool) -> dict[str, object]:
        """A text, of the shape that the class asks for; a mask has none."""
        return {"type": "string"} if masked else {"type": "string", "pattern": f"^(?:{self.kind.shape})$"}


def text_attribute(kind: type[Any]) -> str | None:
    """The attribute of a class that is one text and nothing else, given by position; None of any other class."""
    own = fields(kind)
    is_text = len(own) == 1 and own[0].type in {str, "str"} and not own[0].kw_only and own[0].repr is True
    return own[0].name if is_text else None
