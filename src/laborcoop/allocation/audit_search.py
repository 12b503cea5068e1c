"""The independent check of what is indivisible: the question of a better answer, drawn up for the search.

Where the search ends, it is derived again that there is no better answer. It is limited, so that a check takes no
longer than it should: where it gives up, nothing is said of the last step of the proof.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.allocation.better import Choice, Limit, Search

if TYPE_CHECKING:
    from collections.abc import Mapping

    from laborcoop.allocation.ledger import Ledger, Team


def is_beaten(ledger: Ledger, worth: Mapping[Team, Mapping[str, int]], value: int) -> bool | None:
    """Whether another placement of those who are not pinned adds more than ``value``; None where it was not found out.

    Args:
        ledger: an account of a placement that keeps every demand.
        worth: what each team that is not pinned adds at the places where it may be; only these are looked at.
        value: what is to be passed.
    """
    problem = ledger.problem
    own: dict[str, int] = {}
    counted = [0] * len(problem.caps)
    for team in ledger.teams:
        place = ledger.place(team)
        if ledger.is_pinned(team) and place is not None:
            own[place] = own.get(place, 0) + ledger.size(team, place)
            for at, cap in enumerate(problem.caps):
                counted[at] += (place in cap.places) * ledger.size(team & cap.applicants, place)
    places = {
        place: at
        for at, place in enumerate(
            place for place, count in problem.capacity.items() if problem.minimum.get(place, 0) <= count
        )
    }
    limits = [
        # Whoever is there is one at least.
        Limit(own.get(place, 0), least if least > 1 else 0, problem.capacity[place], or_none=True)
        for place in places
        for least in [problem.minimum.get(place, 0)]
    ]
    limits += [
        Limit(taken, cap.least, cap.most, or_none=False) for cap, taken in zip(problem.caps, counted, strict=True)
    ]
    looks: dict[str, list[int]] = {}
    for at, cap in enumerate(problem.caps):
        for place in cap.places:
            looks.setdefault(place, []).append(at)
    teams = []
    for team, there in worth.items():
        choices = [Choice(0, ())]
        for place, adds in there.items():
            size = ledger.size(team, place)
            if place in places and size <= problem.capacity[place]:
                under = [(at, ledger.size(team & problem.caps[at].applicants, place)) for at in looks.get(place, ())]
                takes = [(places[place], size), *((len(places) + at, much) for at, much in under if much)]
                choices.append(Choice(adds, tuple(takes)))
        teams.append(choices)
    return Search(teams, limits).is_beaten(value)
