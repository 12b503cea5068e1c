"""The library's laws as functions: run them on your own reader, writer, rule or plan.

Each raises an `AssertionError` whose sentence says, in English and Chinese, what broke, and tells no personal datum; it
returns nothing where the law holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Protocol, TypeVar

from attrs import fields, has

from laborcoop.errors import UnitMismatch
from laborcoop.kernel.counts import Count
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Intake
from laborcoop.rulebook import Context, Finding, Locus
from laborcoop.rulebook.rule import AnyRule

Value = TypeVar("Value")
Written = TypeVar("Written")
Item = TypeVar("Item")

_SHORTEST_NAME = 2
"""A name of one character stands in many a text that is about something else."""
_SHORTEST_TEXT = 4
"""So does another text of three: the 13 with which mobile numbers start."""


def _holds(holds: object, law: Text, **facts: object) -> None:
    if not holds:
        raise AssertionError(str(law.format(**facts)))


def round_trips(write: Callable[[Value], Written], read: Callable[[Written], Value], value: Value) -> None:
    """What is written reads as the same value, and writes as the same text again.

    Raises:
        AssertionError: it does not.
    """
    written = write(value)
    again = read(written)
    kind = type(value).__name__
    _holds(
        again == value and type(again) is type(value),
        Text("{kind}：写出再读入后不是原来的值", "{kind}: what was written reads as another value"),
        kind=kind,
    )
    _holds(
        write(again) == written,
        Text("{kind}：同一个值两次写出不同", "{kind}: one value is written in two ways"),
        kind=kind,
    )


class StageLike(Protocol):
    """What a stage of a plan tells about its people; an `Outcome` does."""

    @property
    def placed(self) -> Collection[Any]:
        """Those placed."""

    @property
    def not_needed(self) -> Collection[Any]:
        """Those in no need of a place."""

    @property
    def left_out(self) -> Mapping[Any, Sequence[object]]:
        """Those left out, each with the reasons."""


def nobody_is_lost(came_in: Iterable[str], stages: Iterable[StageLike]) -> None:
    """At each stage placed + not needed + left out with reasons = those who came in; the first two go on to the next.

    Raises:
        AssertionError: somebody is lost, comes from nowhere, is in two of the three, or is left out without a reason.
    """
    here = set(came_in)
    for number, stage in enumerate(stages, start=1):
        parts = [*stage.placed, *stage.not_needed, *stage.left_out]
        lost, strange = here - set(parts), set(parts) - here
        twice = {one for one in parts if parts.count(one) > 1}
        silent = {one for one, reasons in stage.left_out.items() if not reasons}
        _holds(
            not (lost or strange or twice or silent),
            Text(
                "第 {number} 阶段：丢失 {lost}，多出 {strange}，重复 {twice}，未说明理由 {silent}",
                "stage {number}: lost {lost}; come from nowhere {strange}; twice {twice}; without a reason {silent}",
            ),
            number=number,
            lost=_listed(lost),
            strange=_listed(strange),
            twice=_listed(twice),
            silent=_listed(silent),
        )
        here = {*stage.placed, *stage.not_needed}


def _listed(ids: set[Any]) -> str:
    return ", ".join(sorted(map(str, ids))) or "-"


def order_changes_nothing(function: Callable[[Sequence[Item]], object], items: Sequence[Item], most: int = 5) -> None:
    """A function gives the same for its items in other orders: turned round, and rotated ``most`` times at the most.

    Raises:
        AssertionError: it does not.
    """
    expected = function(items)
    rotated = ([*items[i:], *items[:i]] for i in range(1, len(items)))
    for order in ([*reversed(items)], *islice(rotated, most)):
        _holds(
            function(order) == expected,
            Text("{count} 项换了顺序，结果就不同", "the result depends on the order of the {count} items"),
            count=len(items),
        )


def leaks_nothing(text: str, held: object) -> None:
    """No name, number, phone, birth date or other personal field of a record, or of what it holds, is in a text.

    A field is personal that its class keeps out of ``repr``. What the record also says publicly is no leak, and neither
    is a name of one character, or another text of fewer than four.

    Args:
        text: what is shown, logged or written by default.
        held: a record, or a collection of them.

    Raises:
        AssertionError: something personal is there; says of which kind, and not what.
    """
    told = list(_told(held, private=False))
    public = {shown for _, private, shown in told if not private}
    for kind, private, shown in told:
        _holds(
            not private or shown in public or shown not in text,
            Text("文本泄露了个人信息：{kind}", "the text tells a personal datum: {kind}"),
            kind=kind,
        )


def _told(value: object, *, private: bool, kind: str = "") -> Iterator[tuple[str, bool, str]]:
    """Every text and day in a value: of which field, whether it is personal, and how it reads."""
    match value:
        case PersonName() | Phone() | ResidentNumber():
            shown = value.reveal()
            hidden = len(shown) >= _SHORTEST_NAME and "*" not in shown
            yield from [(type(value).__name__, True, shown)] if hidden else []
        case str() if len(value.strip()) >= _SHORTEST_TEXT:
            yield kind, private, value
        case date():
            yield kind, private, f"{value:%Y-%m-%d}"
        case Mapping():
            for item in value.values():
                yield from _told(item, private=private, kind=kind)
        case tuple() | list() | frozenset() | set():
            for item in value:
                yield from _told(item, private=private, kind=kind)
        case _ if has(type(value)):
            record: type[Any] = type(value)
            # What the record works out for itself says nothing that it was not given.
            for attribute in (each for each in fields(record) if each.init):
                name = f"{record.__name__}.{attribute.name}"
                hidden = attribute.repr is False
                yield from _told(getattr(value, attribute.name), private=hidden, kind=name)


def a_rule_never_raises(rule: AnyRule, subject: object, ctx: Context) -> tuple[Finding, ...]:
    """A rule looks at any subject of its class without an exception, and finds the same when it looks again.

    Returns:
        What it found.

    Raises:
        AssertionError: it raises, or finds something else the second time.
    """
    try:
        first, second = (tuple(rule.findings(subject, "S-1", ctx)) for _ in range(2))
    except Exception as error:
        raised = Text("{rule} 抛出了 {error}", "{rule} raises {error}").format(
            rule=rule.code, error=type(error).__name__
        )
        raise AssertionError(str(raised)) from error
    _holds(first == second, Text("{rule} 两次结果不同", "{rule} finds something else the second time"), rule=rule.code)
    return first


def speaks_both_languages(finding: Finding) -> None:
    """A finding has its message in Chinese and in English, and a suggestion in both or in neither.

    Raises:
        AssertionError: a wording is missing.
    """
    said = finding.message.zh.strip() and finding.message.en.strip()
    _holds(
        said and bool(finding.suggestion.zh) is bool(finding.suggestion.en),
        Text("{rule}：缺少一种语言的文字", "{rule}: a wording is missing in one language"),
        rule=finding.rule,
    )


def keeps_every_row(rows: Iterable[Locus], intake: Intake) -> None:
    """Each row of the rosters is one worker's, merged into one, or refused; and no row is accounted for twice.

    Args:
        rows: the places of all rows, as whoever opened the files counts them.
        intake: what became of them.

    Raises:
        AssertionError: a row is lost, twice, or was never there; says which.
    """
    accounted = [
        *intake.workers.values(),
        *(merged.where for merged in intake.merged),
        *(refused.where for refused in intake.refused),
    ]
    seen, expected = sorted(map(str, accounted)), sorted(map(str, rows))
    wrong = {one for one in {*seen, *expected} if seen.count(one) != expected.count(one)}
    _holds(not wrong, Text("花名册的行对不上：{rows}", "rows are lost or twice: {rows}"), rows=_listed(wrong))


def units_never_mix(add: Callable[[Count, Count], Count], one: Count, other: Count) -> None:
    """Counts of one unit add up in that unit; of two units they are refused with `UnitMismatch`.

    Raises:
        AssertionError: 人 were added to 人次, or a sum is wrong.
    """
    same = one.unit is other.unit
    try:
        total = add(one, other)
    except UnitMismatch:
        _holds(not same, Text("同一单位却不能相加", "counts of one unit cannot be added"))
        return
    _holds(same, Text("不同的统计单位被相加", "counts of two units were added"))
    _holds(total == Count(one.value + other.value, one.unit), Text("合计不对", "the sum is wrong"))
