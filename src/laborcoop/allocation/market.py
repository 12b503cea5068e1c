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
        ledger.size(other, place)
        for other in ledger.teams
        if ledger.place(other) == place and (ledger.is_pinned(other) or _regard(ledger, other, place) >= regard)
    )
    return stays + ledger.size(team, place) <= ledger.problem.capacity[place]


def _regard(ledger: Ledger, team: Team, place: str) -> int:
    regard = ledger.problem.regard
    if regard is None:
        return min(ledger.problem.pairs.of(name)[place] for name in team)
    return min(regard[place][name] for name in team)


def check_queue(result: Result, ledger: Ledger) -> None:
    """Nobody would rather be where there was still room when their turn came."""
    if result.status != "feasible":
        ledger.fault("状态 {status} 不适用", "the status {status} does not apply", status=result.status)
    day = _Day(ledger)
    free = [team for team in ledger.teams if not ledger.is_pinned(team)]
    for team in ledger.teams:
        if ledger.is_pinned(team):
            day.seat(team)
    for team in free:
        for place in sorted(ledger.places(team), key=str):
            if _wants(ledger, team, place) and day.has_room(team, place):
                ledger.fault(
                    "轮到 {team} 时 {place} 仍有名额",
                    "{place} still had room when the turn of {team} came",
                    team=team,
                    place=place,
                )
        day.seat(team)


class _Day:
    """What is taken as one team after the other has its turn."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._load = dict.fromkeys(ledger.problem.capacity, 0)
        self._taken = [0] * len(ledger.problem.caps)
        used = set(ledger.placed.values())
        # A place that nobody is at in the end, though it has a least cohort, was closed to everybody.
        self._shut = {place for place, least in ledger.problem.minimum.items() if least > 0 and place not in used}

    def seat(self, team: Team) -> None:
        place = self._ledger.place(team)
        if place is not None:
            self._load[place] += self._ledger.size(team, place)
            for number, more in self._capped(team, place):
                self._taken[number] += more

    def has_room(self, team: Team, place: str) -> bool:
        caps = self._ledger.problem.caps
        return (
            place not in self._shut
            and self._load[place] + self._ledger.size(team, place) <= self._ledger.problem.capacity[place]
            and not any(
                most is not None and more and self._taken[number] + more > most
                for number, more in self._capped(team, place)
                for most in [caps[number].most]
            )
        )

    def _capped(self, team: Team, place: str) -> list[tuple[int, int]]:
        caps = enumerate(self._ledger.problem.caps)
        return [
            (number, self._ledger.size(team & cap.applicants, place)) for number, cap in caps if place in cap.places
        ]
