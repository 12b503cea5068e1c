"""Read the keys of case.toml, each with what is wrong about it, all at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, field, frozen

from laborcoop.errors import CaseError, InvalidValue
from laborcoop.exchange.case.hints import did_you_mean, nearest
from laborcoop.exchange.case.no_case import why_no_case
from laborcoop.exchange.case.toml_faults import toml_fault
from laborcoop.exchange.cells import YEARS
from laborcoop.kernel.text import Text
from laborcoop.rulebook.parameter import Value

CASE_FILE = "case.toml"
RECORDS_FILE = "records.json"

Made = TypeVar("Made")

_UNREADABLE = Text("无法读取案例 {folder}", "the case {folder} cannot be read")
_NOT_KNOWN = Text("不认识这一项；{hint}", "is not known here; {hint}")
_TOO_MANY_DIGITS = Text("{file} 中有一个整数的位数过多", "a whole number in {file} has too many digits")


def read_toml(folder: Path) -> Mapping[str, Any]:
    """The content of a case's case.toml, numbers exact.

    Raises:
        CaseError: the folder or the file is missing, or the file is no TOML in UTF-8.
    """
    path = folder / CASE_FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError:
        fault = why_no_case(folder, CASE_FILE)
    except UnicodeDecodeError:
        fault = Text("{file} 应存为 UTF-8 编码", "{file} must be saved as UTF-8").format(file=CASE_FILE)
    except tomllib.TOMLDecodeError as error:
        fault = Text("{file} 不是有效的 TOML：{reason}", "{file} is no sound TOML: {reason}").format(
            file=CASE_FILE, reason=toml_fault(str(error))
        )
    except RecursionError:
        fault = Text("{file} 嵌套太深", "{file} is nested too deeply").format(file=CASE_FILE)
    except ValueError:
        # Python turns no number of thousands of digits into an int.
        fault = _TOO_MANY_DIGITS.format(file=CASE_FILE)
    raise refused(folder, [fault])


def refused(folder: Path, faults: list[Text]) -> CaseError:
    """The error of a case that cannot be read, with every fault."""
    return CaseError(_UNREADABLE.format(folder=folder.absolute().name), tuple(faults))


@frozen
class Fault:
    """What is wrong, and the key at which it is."""

    place: str
    reason: Text

    @property
    def text(self) -> Text:
        """The sentence."""
        return Text("{place}：{reason}", "{place}: {reason}").format(place=self.place, reason=self.reason)


@define(kw_only=True)
class Keys:
    """The keys of one table of case.toml; what is wrong with them gathers in ``faults``, shared by all tables.

    Each method gives the value of a key, or None: with a fault where it is needed and missing, or is not what it
    should be.
    """

    content: Mapping[str, Any] = field(repr=False)
    path: str = ""
    faults: list[Fault]
    unknown: list[tuple[str, Text]]
    _asked: set[str] = field(init=False, factory=set)
    _missing: set[str] = field(init=False, factory=set)

    def word(self, key: str, *, needed: bool = True) -> str | None:
        """A text that is not empty."""
        return self._read(key, _word, Text("应为非空文字", "a text that is not empty is expected"), needed=needed)

    def text(self, key: str, *, needed: bool = True) -> Text | None:
        """A text in both languages; one string stands for both."""
        return self._read(
            key,
            _text,
            Text('应为 { zh = "…", en = "…" }', 'a text in both languages is expected: { zh = "…", en = "…" }'),
            needed=needed,
        )

    def day(self, key: str, *, needed: bool = True) -> date | None:
        """A date."""
        return self._read(
            key,
            _day,
            Text("应为不带引号的日期，例如 2023-01-28", "a date without quotes is expected, such as 2023-01-28"),
            needed=needed,
        )

    def flag(self, key: str) -> bool:
        """True or false; false where it is not given."""
        found = self._read(key, _flag, Text("应为 true 或 false", "true or false is expected"), needed=False)
        return found or False

    def whole(self, key: str) -> int | None:
        """A whole number."""
        return self._read(key, _whole, Text("应为整数", "a whole number is expected"))

    def words(self, key: str) -> tuple[str, ...] | None:
        """A list of texts; none where it is not given."""
        wanted = Text('应为文字列表，例如 ["533399"]', 'a list of texts is expected, such as ["533399"]')
        return self._read(key, _words, wanted, needed=False)

    def value(self, key: str) -> Value | None:
        """A number, a text, or true or false."""
        wanted = Text("应为数字、文字或 true/false", "a number, a text, or true or false is expected")
        found = self._read(key, _value, wanted)
        return None if found is None else found[0]

    def table(self, key: str, *, needed: bool = True) -> Keys:
        """A table; an empty one where it is missing."""
        wanted = Text("应为一个表：[{key}]", "a table is expected: [{key}]").format(key=key)
        return self._below(self._read(key, _table, wanted, needed=needed) or {}, f"{self.path}[{key}] ")

    def tables(self, key: str, *, needed: bool = True) -> tuple[Keys, ...]:
        """The tables of an array, numbered from 1 in messages."""
        wanted = Text("应为一组表：[[{key}]]", "tables are expected: [[{key}]]").format(key=key)
        found = self._read(key, _tables, wanted, needed=needed) or ()
        return tuple(self._below(one, f"{self.path}[[{key}]] {number} ") for number, one in enumerate(found, 1))

    def made(self, key: str, make: Callable[[], Made]) -> Made | None:
        """What ``make`` makes; None, and a fault about the key, where a value type refuses."""
        try:
            return make()
        except InvalidValue as error:
            self.fault(key, error.text)
            return None

    def fault(self, key: str, reason: Text) -> None:
        """Note what is wrong with a key."""
        self.faults.append(Fault(f"{self.path}{key}", reason))

    def finish(self) -> None:
        """Note the keys that nobody asked for; one that stands for a needed one is the fault, and not what it lacks."""
        for key in sorted(set(self.content) - self._asked):
            hint = did_you_mean(key, self._asked)
            self.unknown.append((f"{self.path}{key}", hint))
            meant = nearest(key, self._asked)
            if meant in self._missing:
                place, below = f"{self.path}{meant}", f"{self.path}[{meant}] "
                kept = [one for one in self.faults if one.place != place and not one.place.startswith(below)]
                self.faults[:] = kept
                self.fault(key, _NOT_KNOWN.format(hint=hint))

    def _below(self, content: Mapping[str, Any], path: str) -> Keys:
        return Keys(content=content, path=path, faults=self.faults, unknown=self.unknown)

    def _read(self, key: str, read: Callable[[Any], Made | None], wanted: Text, *, needed: bool = True) -> Made | None:
        self._asked.add(key)
        if key not in self.content:
            if needed:
                self._missing.add(key)
                self.fault(key, Text("缺少这一项；{wanted}", "is missing; {wanted}").format(wanted=wanted))
            return None
        found = read(self.content[key])
        if found is None:
            self.fault(key, wanted)
        return found


def _word(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _text(value: object) -> Text | None:
    if isinstance(value, str) and value.strip():
        return Text.same(value)
    if isinstance(value, dict) and set(value) == {"zh", "en"} and all(map(_word, value.values())):
        return Text(value["zh"], value["en"])
    return None


def _day(value: object) -> date | None:
    if not isinstance(value, date) or isinstance(value, datetime):
        return None
    return value if value.year in YEARS else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _words(value: object) -> tuple[str, ...] | None:
    return tuple(value) if isinstance(value, list) and all(map(_word, value)) else None


def _value(value: object) -> tuple[Value] | None:
    """The value alone in a tuple: mypy loses a union that it has to infer."""
    match value:
        case Decimal() if not value.is_finite():
            return None
        case Decimal() | bool() | int() | str():
            return (value,)
        case _:
            return None


def _table(value: object) -> Mapping[str, Any] | None:
    return value if isinstance(value, dict) else None


def _tables(value: object) -> tuple[Mapping[str, Any], ...] | None:
    return tuple(value) if isinstance(value, list) and all(isinstance(one, dict) for one in value) else None
