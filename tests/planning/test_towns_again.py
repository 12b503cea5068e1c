"""Who gives way in a town, and what is asked of the next one: each step by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import frozen

from laborcoop.kernel.ids import WorkerId
from laborcoop.planning.disruptions import full_legs, towns, wider
from laborcoop.planning.disruptions.towns import InTheWay

ONE, TWO, THREE = (WorkerId(f"W-00{number}") for number in range(3))


@frozen
class Planned:
    """People planned again, some of whom are behind."""

    behind: frozenset[WorkerId]

    def lost(self, _: frozenset[WorkerId]) -> frozenset[WorkerId]:
        return self.behind


def test_whoever_gets_on_from_one_town_may_find_the_next_one_short(monkeypatch: pytest.MonkeyPatch) -> None:
    west, east = (InTheWay(people={hub: frozenset({who})}) for hub, who in (("west", TWO), ("east", THREE)))
    found: list[Any] = [west, west.joined(east)]
    asked: list[Sequence[str]] = []

    def again(_look: object, _again: object, others: InTheWay, _cut_off: timedelta) -> Planned:
        asked.append(sorted(others.people))
        return Planned(frozenset() if "east" in others.people else frozenset({ONE}))

    monkeypatch.setattr(wider, "gates_again", lambda *_: Planned(frozenset({ONE})))
    monkeypatch.setattr(wider, "_by_beds", lambda *_: found.pop(0))
    monkeypatch.setattr(wider, "towns_again", again)
    look: Any = SimpleNamespace()
    seated: Any = None
    best: Any = wider.with_beds(look, frozenset(), seated, timedelta(hours=1))
    assert best == Planned(frozenset())
    assert asked == [["west"], ["east", "west"]]


@pytest.mark.parametrize(
    ("full", "has_seat", "nights"),
    [({"A"}, False, 2), ({"A"}, True, 0), ({"B"}, False, 0)],
    ids=["full, and no other", "another has a seat", "others are full"],
)
def test_a_full_coach_makes_the_nights_short_to_which_no_other_leads(
    full: set[str], nights: int, *, has_seat: bool
) -> None:
    route = SimpleNamespace(hops=[SimpleNamespace(leg=SimpleNamespace(id="A"))])
    night = date(2023, 2, 5)
    house = SimpleNamespace(there=[route], onward=[], period=SimpleNamespace(days=lambda: [night]))
    across: Any = SimpleNamespace(
        _layovers=lambda _: [SimpleNamespace(start="station")],
        _has_seat=lambda _: has_seat,
        houses=lambda _: [house, house],
        travel=SimpleNamespace(network=SimpleNamespace(hub=lambda _: "west")),
    )
    standing: Any = None
    assert list(wider.Across.full_nights(across, standing, frozenset(full))) == [("west", night)] * nights


@pytest.mark.parametrize(("together", "held"), [("P", set()), ("Q", {TWO}), (None, {TWO})])
def test_who_changes_coaches_alone_keeps_the_bed_but_for_company_of_those_behind(
    together: str | None, held: set[WorkerId]
) -> None:
    parties = {ONE: "P", TWO: together}
    look: Any = SimpleNamespace(
        travel=SimpleNamespace(registrations={who: SimpleNamespace(together=of) for who, of in parties.items()}),
        town=lambda stay: stay,
    )
    now: Any = {TWO: SimpleNamespace(stays=("west", "east"))}
    kept: Any = towns.held_nights(look, InTheWay(people={"west": frozenset({TWO})}), frozenset({ONE}), now)
    assert kept == dict.fromkeys(held, ("west",))


@pytest.mark.parametrize(("done", "most"), [(["feeder"], 1), ([], 0)])
def test_whoever_is_under_way_counts_as_one_who_may_get_past_full_legs(
    monkeypatch: pytest.MonkeyPatch, done: list[str], most: int
) -> None:
    monkeypatch.setattr(full_legs, "boarding_places", lambda *_: [])
    leg = SimpleNamespace(id="A", stops=["x", "y"])
    look: Any = SimpleNamespace(
        legs={"A": leg},
        scene=SimpleNamespace(standings={ONE: SimpleNamespace(match=SimpleNamespace(employer="E"))}, has_come=bool),
        done={ONE: done},
    )
    network = SimpleNamespace(long_haul=lambda *_: [])
    free: Any = SimpleNamespace(
        network=network,
        registrations={ONE: SimpleNamespace(batches=frozenset())},
        seats=SimpleNamespace(free=lambda _: 0),
        case=SimpleNamespace(convoys=[], places=[]),
        employers={"E": SimpleNamespace(gate="G")},
        workers={ONE: None},
    )
    assert full_legs.most_on_the_way(look, free, {}, frozenset({ONE}), frozenset({"A"})) == most
