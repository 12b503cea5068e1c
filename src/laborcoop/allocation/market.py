"""The independent check of the mechanisms ``stable`` and ``queue``: by their definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laborcoop.allocation.ledger import Ledger, Team
    from laborcoop.allocation.result import Result


def check_stable(result: Result, ledger: Ledger) -> None:
    """Nobody blocks an answer that says it is stable; somebody does where it says it is not."""
    blocks = [
        (team, place)
        for team in ledger.teams
        if not ledger.is_pinned(team)
        for place in ledger.places(team)
        if _wants(ledger, team, place) and _takes(ledger, team, place)
    ]
    if blocks and result.status == "proved":
        for team, place in blocks:
            ledger.fault(
                "{team} 与 {place} 都更愿意选择对方",
                "{team} and {place} would both rather have each other",
                team=team,
                place=place,
            )
    elif not blocks and result.status == "not-stable":
        ledger.fault("结果其实是稳定的", "the answer says that it is not stable, but it is")
    elif result.status not in {"proved", "not-stable"}:
        ledger.fault("状态 {status} 不适用", "the status {status} does not apply", status=result.status)


def _wants(ledger: Ledger, team: Team, place: str) -> bool:
    here = ledger.place(team)
    return here is None or (here != place and ledger.score(team, place) > ledger.score(team, here))


def _takes(ledger: Ledger, team: Team, place: str) -> bool:
    """Whether the place has room for a team, if need be by letting go of teams that it wants less."""
    regard = _regard(ledger, team, place)
    stays = sum(
        ledger.size(other)
        for other in ledger.teams
        if ledger.place(other) == place and (ledger.is_pinned(other) or _regard(ledger, other, place) >= regard)
    )
    return stays + ledger.size(team) <= ledger.problem.capacity[place]


def _regard(ledger: Ledger, team: Team, place: str) -> int:
    regard = ledger.problem.regard
    if regard is None:
        return min(ledger.problem.pairs.of(name)[place] for name in team)
    return min(regard[place][name] for name in team)


def check_queue(result: Result, ledger: Ledger) -> None:
    """Nobody would rather be where there was still room when their turn came."""
    problem = ledger.problem
    if result.status != "feasible":
        ledger.fault("状态 {status} 不适用", "the status {status} does not apply", status=result.status)
    load = dict.fromkeys(problem.capacity, 0)
    taken = [0] * len(problem.caps)
    final = dict.fromkeys(problem.capacity, 0)
    for team in ledger.teams:
        if (place := ledger.place(team)) is not None:
            final[place] += ledger.size(team)

    def seat(team: Team, place: str) -> None:
        load[place] += ledger.size(team)
        for number, cap in enumerate(problem.caps):
            if place in cap.places:
                taken[number] += ledger.size(team & cap.applicants)

    def fits(team: Team, place: str) -> bool:
        # A place that nobody is at in the end, though it has a least cohort, was closed to everybody.
        shut = final[place] == 0 and problem.minimum.get(place, 0) > 0
        return (
            not shut
            and load[place] + ledger.size(team) <= problem.capacity[place]
            and all(
                cap.most is None or place not in cap.places or more == 0 or taken[number] + more <= cap.most
                for number, cap in enumerate(problem.caps)
                for more in [ledger.size(team & cap.applicants)]
            )
        )

    for team in ledger.teams:
        if ledger.is_pinned(team):
            seat(team, problem.pinned[next(iter(team & frozenset(problem.pinned)))])
    for team in ledger.teams:
        if ledger.is_pinned(team):
            continue
        for place in sorted(ledger.places(team), key=str):
            if _wants(ledger, team, place) and fits(team, place):
                ledger.fault(
                    "轮到 {team} 时 {place} 仍有名额",
                    "{place} still had room when the turn of {team} came",
                    team=team,
                    place=place,
                )
        if (place_now := ledger.place(team)) is not None:
            seat(team, place_now)
