"""What is asked of a problem beside its pairs and capacities: the demands, read as they were given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self, TypedDict

from attrs import field, frozen

from laborcoop.allocation.cap import Cap
from laborcoop.allocation.checks import Faults
from laborcoop.allocation.sizes import Size
from laborcoop.kernel.text import Text


class Demands(TypedDict, total=False):
    """What a problem may ask for beside its pairs and capacities; every part is optional."""

    minimum: Mapping[str, int]
    """Place id -> least cohort, counted by size: at least so many there, or none at all."""
    groups: Iterable[Iterable[str]]
    """Sets of applicants that go together to one place, or nowhere."""
    size: Mapping[str, Size]
    """Applicant id -> places taken (1); or a mapping place id -> places taken there, for each of their pairs."""
    tier: Mapping[str, int]
    """Applicant id -> 0 first, then 1, … (0)."""
    priority: Mapping[str, int]
    """Applicant id -> smaller first, among equally good answers only; those not named ask for nothing."""
    caps: Iterable[Cap]
    """Limits on sets of applicants over sets of places."""
    pinned: Mapping[str, str]
    """Applicant id -> the place where they stay, whatever else happens."""
    previous: Mapping[str, str]
    """Applicant id -> the placement to stay close to; the place may be gone."""


_SEVERAL = frozenset({"groups", "caps"})
"""The demands that are no mappings."""


def _empty() -> dict[str, Any]:
    return {}


@frozen(kw_only=True)
class Asked:
    """The demands as given, each with its default."""

    minimum: Mapping[str, int] = field(factory=_empty)
    groups: Iterable[Iterable[str]] = ()
    size: Mapping[str, Size] = field(factory=_empty)
    tier: Mapping[str, int] = field(factory=_empty)
    priority: Mapping[str, int] = field(factory=_empty)
    caps: Iterable[Cap] = ()
    pinned: Mapping[str, str] = field(factory=_empty)
    previous: Mapping[str, str] = field(factory=_empty)

    @classmethod
    def of(cls, demands: Mapping[str, Any], faults: Faults) -> Self:
        """Those given by keyword; a fault for each that is none."""
        for name in demands.keys() - Demands.__annotations__.keys():
            faults.add(
                "没有名为 {name} 的要求；可用的有：{known}",
                "there is no demand {name}; there are {known}",
                name=name,
                known=tuple(Demands.__annotations__),
            )
        read: dict[str, Any] = {}
        for name in demands.keys() & Demands.__annotations__.keys():
            what = Text.same(name)
            given = demands[name]
            read[name] = faults.several(given, what) if name in _SEVERAL else faults.mapping(given, what)
        return cls(**{**read, "caps": _caps(read.get("caps", ()), faults)})


def _caps(given: Iterable[object], faults: Faults) -> list[Cap]:
    found: list[Cap] = []
    for cap in given:
        if isinstance(cap, Cap):
            found.append(cap)
        else:
            faults.add("限额应为 Cap，而不是 {kind}", "a cap must be a Cap, not {kind}", kind=type(cap).__name__)
    return found
