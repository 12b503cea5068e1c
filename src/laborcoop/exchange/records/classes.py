"""The record classes of the library by their names: the tags that a document names them by."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TypeGuard

from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

PACKAGES = (
    "kernel",
    "rulebook",
    "allocation",
    "people",
    "employers",
    "cooperation",
    "journey",
    "outreach",
    "hiring",
    "transfer",
    "retention",
    "training",
    "planning",
    "indicators",
)
"""The packages whose records have a form in JSON."""

_QUESTION = Text(
    "其中有规则手册和行程时间表：是一个问题，不是记录",
    "it holds a rule book and a table of travel times: a question, not a record",
)
_ASKS = Text("其中有规则手册：是一个问题，不是记录", "it holds a rule book: a question, not a record")

NO_DATA: Mapping[str, Text] = {
    "Breach": Text(
        "是规则尚未成文的判断，成文后是 Finding", "what a rule says before it is worded: it is read in a Finding"
    ),
    "Case": Text("它的形式是案例文件夹", "its form is the case folder"),
    "Collecting": _QUESTION,
    "Context": Text(
        "是向规则提问的条件：日期、地区和手册的参数",
        "what a rule is asked with: a day, a region and the parameters of a book",
    ),
    "Delivering": _QUESTION,
    "PlannedConvoys": Text("其中有案例；它的批次本身就是记录", "it holds a case; its convoys are records of their own"),
    "Requirement": Text("是规则逐条核对的清单中的一行", "a line of a checklist that a rule goes through"),
    "InternshipQuestion": _ASKS,
    "Replanned": Text("其中有计划；变动部分本身就是数据", "it holds a plan; what changed is data of its own"),
    "ReturnPlan": Text(
        "它的形式是 plan.json，用 laborcoop.write_plan(plan, 文件夹) 写出",
        "its form is plan.json, which laborcoop.write_plan(plan, folder) writes",
    ),
    "RuleBook": Text(
        "其中有规则，规则是函数；案例对它的改动写在案例文件夹中",
        "it holds rules, which are functions; what a case changes of it stands in the case folder",
    ),
    "Suits": Text(
        "是分配所查的表，由人员和岗位重新得出", "a table that an allocation asks, made anew from workers and posts"
    ),
    "Touring": _ASKS,
    "TravelCase": Text("其中有案例", "it holds a case"),
}
"""The records that are no data, and why."""


@cache
def record_classes() -> Mapping[str, type[Record]]:
    """The library's records that are data, by name. Finding them loads every module of the domain."""
    return {kind.__name__: kind for kind in all_records() if kind.__name__ not in NO_DATA}


def all_records() -> Iterator[type[Record]]:
    """Each public record class of the domain, in the order of packages and modules."""
    for package in PACKAGES:
        home = import_module(f"laborcoop.{package}")
        names = sorted(found.name for found in pkgutil.walk_packages(home.__path__, f"{home.__name__}."))
        for module in map(import_module, [home.__name__, *names]):
            yield from (kind for kind in vars(module).values() if _is_record_of(kind, module.__name__))


def _is_record_of(kind: object, module: str) -> TypeGuard[type[Record]]:
    if not isinstance(kind, type) or not issubclass(kind, Record) or kind is Record:
        return False
    return kind.__module__ == module and not kind.__name__.startswith("_")
