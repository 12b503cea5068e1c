"""What a mechanism hands back, to be explained and reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from laborcoop.allocation.conflict import Demand, Relaxation
from laborcoop.allocation.proof import Proof
from laborcoop.allocation.trace import Trace

Status = Literal["proved", "feasible", "infeasible", "not-stable"]


@frozen(kw_only=True)
class Outcome:
    """A placement, and how good it is known to be; or why there is none."""

    status: Status
    placed: Mapping[str, str] = field(factory=dict)
    bounds: tuple[int, ...] = ()
    """The bound of each aim in order, up to the first that is not proved."""
    worth: Mapping[str, tuple[int, ...]] = field(factory=dict)
    """Place id -> what one more opening there would add to each aim, where that is known."""
    loss: Mapping[str, tuple[int, ...]] = field(factory=dict)
    """Place id -> what one opening fewer there would take from each aim, where that is known."""
    estimate: Mapping[str, tuple[int, ...]] = field(factory=dict)
    """The same by the linear relaxation of a problem whose exact worths are not known."""
    conflict: tuple[Demand, ...] = ()
    relaxation: tuple[Relaxation, ...] = ()
    is_smallest: bool = True
    is_least: bool = True
    proofs: tuple[Proof, ...] = ()
    """For each goal in order, what bounds it, where the answer was found by prices and an integer program."""
    trace: Trace | None = field(default=None, eq=False, repr=False)
    """What solving nearly the same problem can begin with."""
