"""The independent check of what is indivisible: the question of a better answer, drawn up from the problem.

Teams that may do the same are one to the search. Where it gives up, the ledger notes it: the last step of the proof has
then not been derived again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from laborcoop.allocation.better import Column, GaveUpError, Row, Search
from laborcoop.allocation.loads import Loads
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from laborcoop.allocation.ledger import Ledger, Team

    Choice = tuple[str, int, tuple[int, ...], tuple[tuple[int, int], ...]]
    """A place, the openings that a team takes there, what it adds to the goals, and how much each cap counts of it."""

NOT_ASKED = Text("没有要求搜索", "no search was asked for")


def is_beaten(
    ledger: Ledger, worth: Mapping[Team, Mapping[str, tuple[int, ...]]], more: Sequence[int], first: int = 0
) -> bool | None:
    """Whether another placement of those who are not pinned is better; None where it was not found out.

    Args:
        ledger: an account of a placement that keeps every demand.
        worth: what each team that is not pinned adds to the goals, in order, at the places where it may be; only these
            are looked at. Where it is now is one of them.
        more: how much has to be passed in each goal, where all before reach at least so much: 0 is what they have now.
        first: the first goal that is asked for.
    """
    try:
        return _drawn_up(ledger, worth, len(more)).is_beaten(more, first)
    except GaveUpError as error:
        give_up(ledger, error.text)
        return None


def give_up(ledger: Ledger, why: Text) -> None:
    """Note that it was not found out whether there is a better answer."""
    ledger.leave(
        "没有重新推导是否有结果优于所声称的：{why}",
        "whether any answer goes beyond what is claimed was not derived again: {why}",
        why=why,
    )


def _drawn_up(ledger: Ledger, worth: Mapping[Team, Mapping[str, tuple[int, ...]]], goals: int) -> Search:
    """Everybody's choices, and the limits that they share."""
    problem, loads = ledger.problem, Loads.of(ledger)
    alike = _alike(ledger, worth)
    columns: list[Column] = []
    gates: dict[str, int] = {}
    for place in dict.fromkeys(one[0] for choices in alike for one in choices):
        if problem.minimum.get(place, 0) > 1:
            gates[place] = len(columns)
            is_open = loads.at.get(place, 0) > 0
            columns.append(Column(-is_open, 1 - is_open, (0,) * goals))
    rows: list[Row] = []
    at: dict[str, dict[int, int]] = {}
    under: dict[int, dict[int, int]] = {}
    for choices, teams in alike.items():
        now = Counter(map(ledger.place, teams))
        rows.append(Row(dict.fromkeys(range(len(columns), len(columns) + len(choices)), 1), most=now[None]))
        for place, size, adds, loaded in choices:
            at.setdefault(place, {})[len(columns)] = size
            for number, much in loaded:
                under.setdefault(number, {})[len(columns)] = much
            upper = min(len(teams), problem.capacity[place] // size)
            columns.append(Column(-now[place], upper - now[place], adds, gates.get(place)))
    return Search(columns, [*rows, *_of_places(loads, at, gates), *_of_caps(loads, under)])


def _of_places(loads: Loads, at: Mapping[str, Mapping[int, int]], gates: Mapping[str, int]) -> Iterator[Row]:
    """The capacities and least cohorts, as limits of changes."""
    problem = loads.ledger.problem
    for place, terms in at.items():
        taken, most, least = loads.at.get(place, 0), problem.capacity[place], problem.minimum.get(place, 0)
        if place in gates:
            # How many more there may be, or fewer, depends on whether it is open then.
            is_open = taken > 0
            yield Row({**terms, gates[place]: -most}, most=most * is_open - taken)
            yield Row({**terms, gates[place]: -least}, least=least * is_open - taken)
        else:
            yield Row(terms, most=most - taken)


def _of_caps(loads: Loads, under: Mapping[int, Mapping[int, int]]) -> Iterator[Row]:
    """The caps, as limits of changes."""
    for number, terms in under.items():
        cap, taken = loads.ledger.problem.caps[number], loads.under[number]
        yield Row(terms, cap.least - taken, None if cap.most is None else cap.most - taken)


def _alike(ledger: Ledger, worth: Mapping[Team, Mapping[str, tuple[int, ...]]]) -> dict[tuple[Choice, ...], list[Team]]:
    """The teams that may choose the same, by their choices."""
    counted: dict[str, set[int]] = {}
    for number, cap in enumerate(ledger.problem.caps):
        for name in cap.applicants:
            counted.setdefault(name, set()).add(number)
    alike: dict[tuple[Choice, ...], list[Team]] = {}
    for team, there in worth.items():
        caps = sorted(set[int]().union(*(counted.get(name, ()) for name in team)))
        alike.setdefault(tuple(_choices(ledger, team, there, caps)), []).append(team)
    return alike


def _choices(ledger: Ledger, team: Team, there: Mapping[str, tuple[int, ...]], caps: Sequence[int]) -> list[Choice]:
    """What a team may choose, in an order that is the same for all who may choose the same."""
    problem = ledger.problem
    found = []
    for place in sorted(there, key=str):
        size = ledger.size(team, place)
        if max(size, problem.minimum.get(place, 0)) <= problem.capacity[place]:
            loaded = tuple(
                (cap, ledger.size(team & problem.caps[cap].applicants, place))
                for cap in caps
                if place in problem.caps[cap].places
            )
            found.append((place, size, there[place], loaded))
    return found
