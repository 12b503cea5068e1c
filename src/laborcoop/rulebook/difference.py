"""What one book has that another has not: how an overlay says what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.rulebook.parameter import Parameter
from laborcoop.rulebook.rule import AnyRule
from laborcoop.rulebook.unit_words import unit_text

if TYPE_CHECKING:
    from laborcoop.rulebook.book import RuleBook

Part = TypeVar("Part")


class Change(Enum):
    """What became of a rule or parameter."""

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"


_WORDS = {
    Change.ADDED: Text("新增", "added"),
    Change.REMOVED: Text("删除", "removed"),
    Change.REPLACED: Text("替换", "replaced"),
}
_KINDS = {"rule": Text("规则", "rule"), "parameter": Text("参数", "parameter")}


@frozen
class Difference(Record):
    """One rule (by code) or parameter (by name) that differs; ``kind`` is ``rule`` or ``parameter``.

    ``before`` holds the lines about it (its wordings, its sources, its dated values) that the other book has no more,
    ``after`` those that are new.
    """

    kind: str
    name: str
    change: Change
    before: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()

    def text(self) -> Text:
        """The difference as a line of a list."""
        return Text("{change}{kind} {name}", "{change}: {kind} {name}").format(
            change=_WORDS[self.change], kind=_KINDS[self.kind], name=self.name
        )

    def lines(self) -> tuple[Text, ...]:
        """The line of the list, and under it what was (``-``) and what is now (``+``), as a diff of texts shows it."""
        return (
            self.text(),
            *(Text(f"- {line.zh}", f"- {line.en}") for line in self.before),
            *(Text(f"+ {line.zh}", f"+ {line.en}") for line in self.after),
        )


def differences(before: RuleBook, after: RuleBook) -> tuple[Difference, ...]:
    """What ``after`` added to, removed from or replaced in ``before``: rules first, then parameters, each by name."""
    rules = _compare("rule", {rule.code: rule for rule in before}, {rule.code: rule for rule in after}, _about_rule)
    parameters = _compare(
        "parameter",
        {parameter.name: parameter for parameter in before.parameters},
        {parameter.name: parameter for parameter in after.parameters},
        _about_parameter,
    )
    return (*rules, *parameters)


def _compare(
    kind: str, before: Mapping[str, Part], after: Mapping[str, Part], about: Callable[[Part], Iterator[Text]]
) -> tuple[Difference, ...]:
    found = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old is None:
            change = Change.ADDED
        elif new is None:
            change = Change.REMOVED
        elif old != new:
            change = Change.REPLACED
        else:
            continue
        was = () if old is None else tuple(about(old))
        now = () if new is None else tuple(about(new))
        gone = tuple(line for line in was if line not in now)
        come = tuple(line for line in now if line not in was)
        found.append(Difference(kind, name, change, gone, come))
    return tuple(found)


def _about_rule(rule: AnyRule) -> Iterator[Text]:
    yield Text("名称 {name}", "name {name}").format(name=rule.name)
    yield Text("程度 {word}", "severity {word}").format(word=rule.severity.label)
    yield Text(f"提示 {rule.message.zh}", f"says {rule.message.en}")
    if rule.suggestion != NO_TEXT:
        yield Text(f"办法 {rule.suggestion.zh}", f"suggests {rule.suggestion.en}")
    for source in rule.sources:
        yield Text("出处 {source}", "source {source}").format(source=source.text())
    for name in rule.parameters:
        yield Text("读取参数 {name}", "reads {name}").format(name=name)
    for word, bound in (
        (Text("自", "since"), rule.since),
        (Text("至（不含）", "before"), rule.until),
        (Text("地区", "region"), rule.region),
    ):
        if bound is not None:
            yield Text("{word} {bound}", "{word} {bound}").format(word=word, bound=bound)
    check = f"{rule.check.__module__}.{getattr(rule.check, '__qualname__', type(rule.check).__qualname__)}"
    yield Text("检查 {check}", "checked by {check}").format(check=check)


def _about_parameter(parameter: Parameter) -> Iterator[Text]:
    yield Text("名称 {title}", "title {title}").format(title=parameter.title)
    yield Text("单位 {unit}", "unit {unit}").format(unit=unit_text(parameter.unit))
    for value in parameter.values:
        yield Text("数值 {value}", "value {value}").format(value=value.text())
