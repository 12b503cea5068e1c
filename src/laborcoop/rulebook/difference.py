"""What one book has that another has not: how an overlay says what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

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
    """One rule (by code) or parameter (by name) that differs; ``kind`` is ``rule`` or ``parameter``."""

    kind: str
    name: str
    change: Change

    def text(self) -> Text:
        """The difference as a line of a list."""
        return Text("{change}{kind} {name}", "{change}: {kind} {name}").format(
            change=_WORDS[self.change], kind=_KINDS[self.kind], name=self.name
        )


def differences(before: RuleBook, after: RuleBook) -> tuple[Difference, ...]:
    """What ``after`` added to, removed from or replaced in ``before``: rules first, then parameters, each by name."""
    rules = _compare("rule", {rule.code: rule for rule in before}, {rule.code: rule for rule in after})
    parameters = _compare(
        "parameter",
        {parameter.name: parameter for parameter in before.parameters},
        {parameter.name: parameter for parameter in after.parameters},
    )
    return (*rules, *parameters)


def _compare(kind: str, before: Mapping[str, Part], after: Mapping[str, Part]) -> tuple[Difference, ...]:
    found = []
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            found.append(Difference(kind, name, Change.ADDED))
        elif name not in after:
            found.append(Difference(kind, name, Change.REMOVED))
        elif before[name] != after[name]:
            found.append(Difference(kind, name, Change.REPLACED))
    return tuple(found)
