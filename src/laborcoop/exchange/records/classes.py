"""The record classes of the library by their names: the tags that a document names them by."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TypeGuard

from laborcoop.kernel.record import Record

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

NO_DATA: Mapping[str, str] = {
    "Breach": "what a rule says before it is worded: it is read in a Finding",
    "Case": "its form is the case folder",
    "Collecting": "it holds a rule book and a table of travel times: a question, not a record",
    "Context": "what a rule is asked with: a day, a region and the parameters of a book",
    "Delivering": "as Collecting",
    "PlannedConvoys": "it holds a case; its convoys are records of their own",
    "Requirement": "a line of a checklist that a rule goes through",
    "InternshipQuestion": "it holds a rule book: a question, not a record",
    "Replanned": "it holds a plan; what changed is data of its own",
    "ReturnPlan": "its form is plan.json",
    "RuleBook": "it holds rules, which are functions; what a case changes of it stands in the case folder",
    "Suits": "a table that an allocation asks, made anew from workers and posts",
    "Touring": "it holds a rule book: a question, not a record",
    "TravelCase": "it holds a case",
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
