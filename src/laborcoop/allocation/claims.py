"""The independent check of what a result says about itself, before anything is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.allocation.certificate import goals_of

if TYPE_CHECKING:
    from laborcoop.allocation.ledger import Ledger
    from laborcoop.allocation.result import Result

_STATUSES: dict[str, frozenset[str]] = {
    "optimal": frozenset({"proved", "feasible", "infeasible"}),
    "stable": frozenset({"proved", "not-stable", "infeasible"}),
    "queue": frozenset({"feasible", "infeasible"}),
}


def check_settings(result: Result, ledger: Ledger) -> bool:
    """The mechanism and the objective are known ones."""
    known = len(ledger.faults)
    if result.mechanism not in _STATUSES:
        ledger.fault("没有机制 {name}", "there is no mechanism {name}", name=result.mechanism)
    if result.objective not in {"score", "count-then-score"}:
        ledger.fault("没有目标 {name}", "there is no objective {name}", name=result.objective)
    return len(ledger.faults) == known


def check_claims(result: Result, ledger: Ledger) -> None:
    """The status is one of the mechanism's, and the fields do not contradict one another."""
    if result.status not in _STATUSES[result.mechanism]:
        ledger.fault("状态 {status} 不适用", "the status {status} does not apply", status=result.status)
    if result.status != "infeasible" and (result.conflict or result.relaxation):
        ledger.fault("有人被安排，却指出了矛盾", "the answer places people, and names a conflict")
    aims = [(aim.kind, aim.key, aim.constant, aim.move_cost) for aim in result.aims]
    if aims != (_aims(result) if result.mechanism == "optimal" else []):
        ledger.fault("所求目标与问题不符", "the aims are not those of the problem")
    elif result.worth:
        _check_price(result, ledger)


def _aims(result: Result) -> list[tuple[str, int, int, int]]:
    """The goals of the problem, each with what it is when nobody is placed, and what a move costs in it."""
    problem, cost = result.problem, result.move_cost
    found = []
    for kind, key in goals_of(problem, result.objective):
        constant = charge = 0
        if kind == "moves":
            constant = -len(problem.previous)
        elif kind == "score":
            charge = cost
            constant = -cost * sum(problem.tier.get(name, 0) == key for name in problem.previous)
        found.append((kind, key, constant, charge))
    return found


def _check_price(result: Result, ledger: Ledger) -> None:
    """A price is what the worth of the same place says of the scores."""
    for place in sorted({*result.worth, *result.price}, key=str):
        parts = result.worth.get(place, ())
        score = sum(part for aim, part in zip(result.aims, parts, strict=False) if aim.kind == "score")
        if len(parts) != len(result.aims) or result.price.get(place) != score:
            ledger.fault("{place} 的价格不对", "the price of {place} is wrong", place=place)
