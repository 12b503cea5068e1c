"""Who takes which post and which way, when all stages are seen at once; and how many can arrive at the most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from laborcoop.allocation import Problem, allocate
from laborcoop.hiring.match import priority
from laborcoop.journey import Purpose
from laborcoop.kernel.ids import WorkerId
from laborcoop.planning.joint.limits import Pair, caps_of, seat_and_bed_limits
from laborcoop.planning.joint.ways import Way, Ways, opening_limits, users_of
from laborcoop.planning.travel import TravelCase

_EFFORT = 5.0
"""How long the best choice is sought, in the solver's measure of work."""


@frozen(kw_only=True)
class Foresight:
    """A way for as many people as possible, and its id.

    What the limits do not say (which bed, which seat of which local coach, that a party stays in one house) is left to
    the stages: fewer may arrive than have a way here, and never more.
    """

    chosen: Mapping[WorkerId, str] = field(repr=False)
    ways: Mapping[WorkerId, Way] = field(repr=False)


def foresee(travel: TravelCase, ways: Ways, without: Iterable[Pair] = ()) -> Foresight:
    """The best choice of ways: as many who work as possible, own employers first, then the posts that suit best.

    Whoever is left out by planned convoys takes no way from those whom these carry.

    Args:
        travel: the case laid out.
        ways: the ways of everyone.
        without: ways that have turned out not to lead to the gate.
    """
    out = set(without)
    kept = {
        worker: {name: way for name, way in mine.items() if (worker, name) not in out}
        for worker, mine in ways.of.items()
    }
    able = sorted(worker for worker, mine in kept.items() if mine)
    along = _along(travel)
    result = allocate(
        _problem(
            travel,
            ways,
            [(worker, name, way.worth) for worker in able for name, way in kept[worker].items()],
            priority={
                worker: priority(travel.workers[worker])
                for worker in able
                if travel.registrations[worker].purpose is Purpose.NEW_PLACEMENT
            },
            tier={worker: 2 * (worker in travel.behind) + (worker in along) for worker in able},
        ),
        objective="count-then-score",
        effort=_EFFORT,
    )
    chosen = {WorkerId(worker): name for worker, name in result.placed.items()}
    return Foresight(chosen=chosen, ways={worker: kept[worker][name] for worker, name in chosen.items()})


def most_arrivals(travel: TravelCase, ways: Ways) -> int:
    """How many who come to work can have a way within the limits, at the most: no plan brings more of them."""
    pairs = [(worker, name, 1) for worker, name, _ in ways.pairs()]
    result = allocate(_problem(travel, ways, pairs, tier=dict.fromkeys(_along(travel), 1)), effort=_EFFORT)
    return result.goals[0].bound


def _along(travel: TravelCase) -> frozenset[WorkerId]:
    """Those who go along with a worker: they come after all who work."""
    return frozenset(worker for worker, wish in travel.registrations.items() if not wish.works)


def _problem(
    travel: TravelCase,
    ways: Ways,
    pairs: Sequence[tuple[WorkerId, str, int]],
    priority: Mapping[str, int] | None = None,
    tier: Mapping[str, int] | None = None,
) -> Problem:
    able = dict.fromkeys(worker for worker, *_ in pairs)
    limits = [*opening_limits(travel, ways), *seat_and_bed_limits(travel, users_of(travel, ways))]
    return Problem.from_pairs(
        pairs,
        capacity=dict.fromkeys((name for mine in ways.of.values() for name in mine), len(able)),
        applicants=[*able],
        groups=[group for group in ways.groups if group <= able.keys()],
        tier={worker: turn for worker, turn in (tier or {}).items() if turn and worker in able},
        caps=[
            evolve(cap, applicants=cap.applicants & able.keys())
            for cap in caps_of(limits, {worker: frozenset(mine) for worker, mine in ways.of.items()})
        ],
        priority=priority or {},
    )
