"""The independent check: an answer against its problem alone.

Shares no code with the mechanisms, so that a backend may be wrong, or replaced, and the fault is found here. What it
uses of the result is what the result claims: the placement, the goals, the prices, the status.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve

from laborcoop.allocation.audit import check_ruled
from laborcoop.allocation.audit_groups import check_grouped
from laborcoop.allocation.cap import Cap
from laborcoop.allocation.certificate import check_best, is_plain
from laborcoop.allocation.claims import check_claims, check_settings
from laborcoop.allocation.later import Later
from laborcoop.allocation.ledger import Audit, Ledger
from laborcoop.allocation.market import check_queue, check_stable
from laborcoop.allocation.market_lists import strict_lists
from laborcoop.allocation.ruled import Ruled
from laborcoop.allocation.trial import all_demands, can_keep

if TYPE_CHECKING:
    from laborcoop.allocation.result import Result


def audit(result: Result, *, search: bool = True) -> Audit:
    """Everything that is wrong with an answer, and what of its proof was not derived again.

    Checked of every answer: the fields do not contradict one another; everyone is in it once, with reasons where they
    are nowhere; every demand holds. Of ``optimal``: the goals are the problem's, their values are right, no bound is
    beaten, and, where the problem is one of single people, prices prove the answer the best (where rules give very many
    pairs, over all of them in blocks, the keys read anew); in other problems no single move or replacement improves it,
    nor any cycle of moves by single people in no cap. Where it is only ``feasible``, the bound is what the prices in
    ``proofs`` give over all pairs; where there are none, such cycles, one after the other, lead beyond no bound, though
    the search for them is limited; a bound of the first goal of single people that it leaves open has to be what
    everybody's best gives.
    Where rules give very many pairs and there are groups, sizes, cohorts or caps: the bound of each goal by its prices
    and dues, over all pairs, and that nobody could move to free openings and improve it.
    With groups, sizes, cohorts or caps, given in a list or by rules, a search by another solver than the mechanisms'
    then looks for a better answer among the pairs that prices of the check's own leave in question. Of ``stable``:
    nobody blocks it. Of ``queue``: nobody was passed over for a later comer. Of ``infeasible``: a search of its own
    finds no placement that keeps every demand, none that keeps those of the conflict, and does not find that the
    relaxation is too little.

    Every search is limited; one that gives up tells no fault, and is among what was not derived again.
    """
    ledger = Ledger(result.problem, dict(result.placed.items()), may_search=search)
    _check_people(result, ledger)
    if check_settings(result, ledger) and set(result.placed) <= set(result.problem.applicants):
        _check_answer(result, ledger)
        check_claims(result, ledger)
    return ledger.audit()


def _check_answer(result: Result, ledger: Ledger) -> None:
    if result.status == "infeasible":
        _check_infeasible(result, ledger)
        return
    pairs = result.problem.pairs
    if isinstance(pairs, Ruled) and pairs.is_large and result.mechanism == "optimal" and is_plain(result.problem):
        check_ruled(result, ledger, pairs)
        return
    # Down strict lists, who is where they may not be is found on the way.
    if result.mechanism != "stable" or not is_plain(result.problem) or strict_lists(result.problem) is None:
        _check_open(ledger)
    _check_demands(ledger)
    if result.proofs and not ledger.faults and isinstance(pairs, Ruled):
        check_grouped(result, ledger, pairs)
    elif not ledger.faults:
        {"optimal": check_best, "stable": check_stable, "queue": check_queue}[result.mechanism](result, ledger)


def _check_people(result: Result, ledger: Ledger) -> None:
    everyone = Counter(result.problem.applicants)
    counted = Counter([*result.placed, *result.unplaced])
    if dict(everyone) != dict(counted):
        _tell_people(everyone, counted, ledger)
    if isinstance(result.unplaced, Later):
        return
    for name, reasons in result.unplaced.items():
        if not reasons:
            ledger.fault("{name} 没有去处也没有理由", "{name} is unplaced without a reason", name=name)


def _tell_people(everyone: Counter[str], counted: Counter[str], ledger: Ledger) -> None:
    for name in everyone - counted:
        ledger.fault("{name} 不在结果中", "{name} is missing from the answer", name=name)
    for name in counted - everyone:
        ledger.fault("{name} 多余或重复", "{name} is in the answer twice or without being asked for", name=name)


def _check_infeasible(result: Result, ledger: Ledger) -> None:
    problem = result.problem
    caps = {cap.name: cap for cap in problem.caps}
    if result.placed:
        ledger.fault("声称无解，却有人被安排", "the answer says that there is none, and places people")
    if not result.conflict or not result.relaxation:
        ledger.fault("声称无解，却没有指出矛盾", "the answer says that there is none, and names no conflict")
    stated: tuple[str | None, int | None]
    for demand in (*result.conflict, *(relaxation.demand for relaxation in result.relaxation)):
        if demand.kind == "pin":
            stated = (problem.pinned.get(demand.name), 1)
        elif demand.kind in {"least", "most"}:
            cap = caps.get(demand.name, Cap(demand.name, (), ()))
            stated = (None, cap.least if demand.kind == "least" else cap.most)
        else:
            stated = (None, (problem.capacity if demand.kind == "capacity" else problem.minimum).get(demand.name))
        if stated != (demand.place, demand.count):
            ledger.fault("问题中没有这一要求：{what}", "the problem makes no such demand: {what}", what=demand.text)
    _try(result, ledger, is_stated=not ledger.faults)


def _try(result: Result, ledger: Ledger, *, is_stated: bool) -> None:
    """What is said to be impossible is tried, and what is said to be enough."""
    problem = result.problem
    every = all_demands(problem)
    can = can_keep(problem, every)
    if can:
        ledger.fault(
            "声称无解，但有安排满足全部要求", "the answer says that there is none, but a placement keeps every demand"
        )
    elif is_stated and (can := can_keep(problem, result.conflict)):
        ledger.fault("所指出的要求并不矛盾", "the demands that are named do not contradict one another")
    if can is None:
        ledger.leave("没有重新推导要求是否矛盾", "whether the demands contradict one another was not derived again")
    if not is_stated:
        return
    changed = {change.demand: change.by for change in result.relaxation}
    eased = [
        evolve(demand, count=demand.count + (by if demand.kind in {"capacity", "most"} else -by))
        for demand in every
        for by in [changed.get(demand, 0)]
        if demand.kind != "pin" or not by
    ]
    can = min(changed.values(), default=1) >= 1 and can_keep(problem, eased)
    if can is None:
        ledger.leave("没有重新推导放宽是否足够", "whether the relaxation is enough was not derived again")
    elif not can:
        ledger.fault("所说的放宽还不够", "the relaxation is not enough")


def _check_open(ledger: Ledger) -> None:
    for name, place in ledger.placed.items():
        if place not in ledger.problem.pairs.of(name):
            ledger.fault("{name} 不能去 {place}", "{place} is not open to {name}", name=name, place=place)


def _check_demands(ledger: Ledger) -> None:
    problem, placed = ledger.problem, ledger.placed
    for name, place in problem.pinned.items():
        if placed.get(name) != place:
            ledger.fault("{name} 应固定在 {place}", "{name} is pinned to {place}", name=name, place=place)
    for group in problem.groups:
        if len({placed.get(name) for name in group}) > 1:
            ledger.fault("小组 {group} 被拆分", "the group {group} is split", group=group)
    _check_limits(ledger)


def _check_limits(ledger: Ledger) -> None:
    problem, placed = ledger.problem, ledger.placed
    load: Counter[str] = Counter()
    for name, place in placed.items():
        load[place] += ledger.taken(name, place)
    for place, taken in load.items():
        low, high = problem.minimum.get(place, 0), problem.capacity.get(place, 0)
        if not low <= taken <= high:
            ledger.fault(
                "{place} 有 {taken} 人，应在 {low} 与 {high} 之间",
                "{place} has {taken}; it must have between {low} and {high}",
                place=place,
                taken=taken,
                low=low,
                high=high,
            )
    for cap in problem.caps:
        taken = sum(
            ledger.taken(name, placed[name]) for name in cap.applicants if name in placed and placed[name] in cap.places
        )
        if taken < cap.least or (cap.most is not None and taken > cap.most):
            ledger.fault("限额 {name} 被违反：{taken}", "the cap {name} is broken: {taken}", name=cap.name, taken=taken)
