"""Who of those who go together on a leg answers for which minor, and in which order they sit (TR-30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from laborcoop.kernel.ids import PartyId, WorkerId, order_key
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.ride import Ride


@frozen(kw_only=True)
class Rider:
    """Somebody who rides a leg, from one of its stops to another (counted from 0), with the ``party`` they are of.

    ``adult`` is who answers for a minor, and rides along; ``order`` that of the seats in the party; ``beside`` sorts
    neighbours into neighbouring seats; ``seat`` is the one that they had, empty where they had none.
    """

    worker: WorkerId
    board: int
    alight: int
    party: PartyId | None = None
    adult: WorkerId | None = None
    order: int = 0
    beside: tuple[str, ...] = ()
    seat: str = ""

    @property
    def sections(self) -> int:
        """The sections ridden, a bit for each."""
        return (1 << self.alight) - (1 << self.board)

    def ride(self, leg: Leg, seat: str) -> Ride:
        """The ride, on a seat."""
        stops = leg.stops
        return Ride(
            worker=self.worker,
            leg=leg.id,
            board=stops[self.board].place,
            alight=stops[self.alight].place,
            seat=seat,
        )


def minders(minors: Sequence[Rider], adults: Sequence[Rider]) -> dict[WorkerId, WorkerId]:
    """The adult of a party who answers for each minor: one who rides all of the minor's way.

    Nobody answers for two while another adult answers for none. Minors for whom nobody can answer are not in it.

    Args:
        minors: the minors of a party on a leg, the youngest first.
        adults: its adults there, the eldest first.
    """
    found: dict[WorkerId, WorkerId] = {}
    charges = dict.fromkeys((adult.worker for adult in adults), 0)
    for minor in minors:
        able = [adult.worker for adult in adults if adult.board <= minor.board and minor.alight <= adult.alight]
        if able:
            found[minor.worker] = min(able, key=lambda adult: charges[adult])
            charges[found[minor.worker]] += 1
    return found


def accompanied(riders: Iterable[Rider], minors: Collection[WorkerId]) -> list[Rider]:
    """The riders of a leg, each of the minors with the adult of the party who answers for the minor there, if any.

    In a party the eldest is the first in its ``order``.
    """
    riders = list(riders)
    parties: dict[PartyId, list[Rider]] = defaultdict(list)
    for rider in sorted(riders, key=lambda rider: (rider.order, order_key(rider.worker))):
        if rider.party is not None:
            parties[rider.party].append(rider)
    answers: dict[WorkerId, WorkerId] = {}
    for party in parties.values():
        young = [rider for rider in reversed(party) if rider.worker in minors]
        answers |= minders(young, [rider for rider in party if rider.worker not in minors])
    return [evolve(rider, adult=answers[rider.worker]) if rider.worker in answers else rider for rider in riders]


Company = tuple[Rider, ...]
"""Those who sit side by side, in the order of their seats."""


def in_seat_order(people: Iterable[Rider]) -> Company:
    """Those who go together, each adult between two of the minors answered for, and adults without minors last."""
    waiting = sorted(people, key=lambda rider: (rider.order, rider.beside, order_key(rider.worker)))
    here = {rider.worker for rider in waiting}
    minors: dict[WorkerId, list[Rider]] = defaultdict(list)
    for rider in waiting:
        if rider.adult is not None and rider.adult in here:
            minors[rider.adult].append(rider)
    answered = {minor.worker for several in minors.values() for minor in several}
    others = [rider for rider in waiting if rider.worker not in answered]
    found: list[Rider] = []
    for adult in (rider for rider in others if rider.worker in minors):
        first, *rest = minors[adult.worker]
        found += [first, adult, *rest] if rest else [adult, first]
    return (*found, *(rider for rider in others if rider.worker not in minors))


def knots(company: Company) -> list[Company]:
    """The parts of a company, in its order: each adult with the one or two minors beside, and everybody else alone."""
    found: list[list[Rider]] = [[rider] for rider in company[:1]]
    for one, other in pairwise(company):
        if one.adult == other.worker or other.adult == one.worker:
            found[-1].append(other)
        else:
            found.append([other])
    return [tuple(knot) for knot in found]
