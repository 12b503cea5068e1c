"""Lay the parameters of a case over those of the rule book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from laborcoop.errors import UnknownName
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.hints import did_you_mean
from laborcoop.exchange.case.toml import CASE_FILE, Keys
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Convention, DatedValue, Locus, Parameter, RuleBook
from laborcoop.rulebook.parameter import Value

_YES_NO = frozenset({"yes/no", "yes or no"})
_SET_BY_CASE = Text("由本案例给定。", "Set by the case.")


@frozen(kw_only=True)
class _Entry:
    """A sound entry of ``[[parameters]]``, and its place."""

    name: str
    dated: DatedValue
    where: Locus


def overlay(given: Iterable[Mapping[str, Any]], desk: Desk) -> RuleBook:
    """The desk's book with the case's values in it.

    Where a value of the case is in force, it wins: `Parameter.at` prefers the narrowest region, then the latest start,
    so the book's values of the same region or of one within it are cut off for that time. Two values of the case for
    one name, region and start contradict each other: both are reported and neither is used.
    """
    entries = [_entry(number, content, desk) for number, content in enumerate(given, 1)]
    sound = [entry for entry in entries if entry is not None]
    times = Counter(_identity(entry) for entry in sound)
    values: dict[str, list[DatedValue]] = {}
    for entry in sound:
        if times[_identity(entry)] > 1:
            desk.report(
                "CF-06",
                entry.where,
                subject=entry.name,
                noun=Text("参数", "parameter"),
                key=entry.name,
                times=times[_identity(entry)],
            )
        else:
            values.setdefault(entry.name, []).append(entry.dated)
    return desk.book.with_parameters(
        *(_overlaid(desk.book.parameters[name], sorted(dated, key=_order)) for name, dated in values.items())
    )


_MOST = 10**9
_LEAST = Decimal("1e-9")
_MOST_OF = {
    "year": 1_000,
    "month": 12_000,
    "day": 365_000,
    "hour": 8_760_000,
    "minute": 525_600_000,
    "night": 365_000,
    "hour of the day": 24,
}
"""Beyond a thousand years the calendar ends; a number that large, or as small as no scale shows, is a slip."""


def _entry(number: int, content: Mapping[str, Any], desk: Desk) -> _Entry | None:
    where = Locus(CASE_FILE, column=f"[[parameters]] {number}")
    keys = Keys(content=content, faults=[], unknown=[])
    name, value, why = keys.word("name"), keys.value("value"), keys.text("why", needed=False)
    since, until = keys.day("since", needed=False), keys.day("until", needed=False)
    written = keys.word("region", needed=False)
    region = None if written is None else keys.made("region", lambda: DivisionCode(written))
    keys.finish()
    for key, hint in keys.unknown:
        desk.report("CF-03", where, name=key, hint=hint)
    parameter = None if name is None else _parameter(name, where, desk)
    if parameter is not None and value is not None:
        _check_kind(parameter, value, keys)
    if since is not None and until is not None and until <= since:
        keys.fault("until", Text("应晚于 since", "must be after since"))
    for fault in keys.faults:
        desk.report("CF-19", where, subject=name or "", reason=fault.text)
    if keys.faults or parameter is None or value is None:
        return None
    dated = DatedValue(value=value, source=Convention(why or _SET_BY_CASE), since=since, until=until, region=region)
    return _Entry(name=parameter.name, dated=dated, where=where)


def _parameter(name: str, where: Locus, desk: Desk) -> Parameter | None:
    try:
        return desk.book.parameters[name]
    except UnknownName:
        hint = did_you_mean(name, (parameter.name for parameter in desk.book.parameters))
        desk.report("CF-17", where, subject=name, name=name, hint=hint)
        return None


def _check_kind(parameter: Parameter, value: Value, keys: Keys) -> None:
    """Refuse a value of another kind than the rules expect: it would fail in the middle of a plan."""
    wanted = _wanted(parameter, value)
    if wanted is not None:
        keys.fault("value", wanted)


def _wanted(parameter: Parameter, value: Value) -> Text | None:
    """What kind of value is expected, by the unit or the book's own values; None where it is of that kind."""
    choices = parameter.unit.split("|")
    if len(choices) > 1:
        if value in choices:
            return None
        return Text("应为以下之一：{choices}", "one of these is expected: {choices}").format(choices=choices)
    kinds = {type(dated.value) for dated in parameter.values}
    if bool in kinds or parameter.unit in _YES_NO:
        return None if isinstance(value, bool) else Text("应为 true 或 false", "true or false is expected")
    if str in kinds:
        return None if isinstance(value, str) else Text("应为文字", "a text is expected")
    if isinstance(value, bool | str):
        return Text("应为数字（{unit}）", "a number is expected ({unit})").format(unit=parameter.unit)
    return None if _is_usable(value, parameter.unit) else _UNUSABLE


def _is_usable(number: int | Decimal, unit: str) -> bool:
    size = abs(Decimal(number))
    return size == 0 or _LEAST <= size <= _MOST_OF.get(unit, _MOST)


_UNUSABLE = Text("数值太大或太小，无法使用", "the number is too large or too small to be used")


def _identity(entry: _Entry) -> tuple[str, DivisionCode | None, date | None]:
    return entry.name, entry.dated.region, entry.dated.since


def _order(dated: DatedValue) -> tuple[str, date]:
    return "" if dated.region is None else dated.region.code, dated.since or date.min


def _overlaid(parameter: Parameter, case: list[DatedValue]) -> Parameter:
    # Cut at one day, two of the book's values may start together: the one that started later then still comes first.
    kept = sorted(parameter.values, key=lambda value: value.since or date.min, reverse=True)
    for value in case:
        kept = [piece for old in kept for piece in _cut(old, value)]
    return evolve(parameter, values=(*case, *kept))


def _cut(old: DatedValue, new: DatedValue) -> list[DatedValue]:
    """What is left of the book's value once the case's is in force; all of it where their regions leave room."""
    if new.region is not None and (old.region is None or not old.region.within(new.region)):
        return [old]
    pieces = []
    if new.since is not None and (old.since is None or old.since < new.since):
        pieces.append(evolve(old, until=_earlier(old.until, new.since)))
    if new.until is not None and (old.until is None or new.until < old.until):
        pieces.append(evolve(old, since=_later(old.since, new.until)))
    return pieces


def _earlier(end: date | None, other: date) -> date:
    return other if end is None else min(end, other)


def _later(start: date | None, other: date) -> date:
    return other if start is None else max(start, other)
