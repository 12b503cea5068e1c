"""One attempt at the convoys of a case, and the next: who could not be carried by one convoy tries another.

Batches are made by seats alone, and know nothing of where coaches can go. Where an attempt leaves somebody out for want
of a coach, that convoy is none for them (and their party) any more, and batches are made again: another convoy may have
a coach there, and somebody else gets the seat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict

from attrs import evolve, field, frozen

from laborcoop.journey import Reason
from laborcoop.kernel.ids import ConvoyId, PartyId, PlaceId, WorkerId
from laborcoop.planning.case import Case
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoy_questions import collecting, delivering, waiting
from laborcoop.transfer import Batches, Collected, Collecting, Leg, TravelTimes, Trip, Wish, collect, make_batches

Reasons = tuple[Reason, ...]
Barred = Mapping[WorkerId, Mapping[ConvoyId, Reasons]]
"""For whom which convoys are none, and why."""


class Sought(TypedDict):
    """How long routes and bounds are sought."""

    seed: int
    iterations: int
    bound_rounds: int


@frozen(kw_only=True)
class Attempt:
    """What came of an attempt: batches, coaches, legs; who is left out by which convoy's coaches, or at all."""

    batches: Batches
    collected: Mapping[ConvoyId, Collected]
    delivered: Mapping[ConvoyId, Collected]
    legs: Mapping[ConvoyId, Sequence[Leg]]
    by_coaches: Mapping[WorkerId, tuple[ConvoyId, Reasons]]
    left_out: Mapping[WorkerId, Reasons]


@frozen(kw_only=True)
class Attempts:
    """What is asked each time: the coaches in order of time and their trips, legs that stay, wishes, everyone's gate.

    ``unfit`` are those whom the rules bar from some convoys, whatever the coaches can do.
    """

    case: Case
    coaches: Sequence[ConvoyCoaches]
    trips: Sequence[Trip]
    travel: TravelTimes
    legs: Mapping[ConvoyId, Sequence[Leg]]
    wishes: Sequence[Wish]
    gates: Mapping[WorkerId, PlaceId]
    sought: Sought
    unfit: Barred = field(factory=dict)
    _known: dict[tuple[object, ...], Collected] = field(factory=dict, init=False, eq=False, repr=False)
    """What was asked once is looked up, while its coaches have the same other legs: an attempt changes few convoys."""

    def best(self, late: frozenset[ConvoyId] = frozenset()) -> Attempt:
        """The best of a first attempt and further ones: the search ends where one carries nobody more.

        Then those who are barred from a convoy and go with none are tried there once more, convoy by convoy: others may
        have left it.

        Args:
            late: the convoys whose coaches set out as late as they may, though they are to be early.
        """
        best = self._attempt(self.unfit, late)
        barred = self._bars(best, self.unfit)
        if barred == self.unfit:
            return best
        while len((found := self._attempt(barred, late)).left_out) < len(best.left_out):
            best, barred = found, self._bars(found, barred)
        for one in self.coaches:
            again = {
                worker: {
                    convoy: why
                    for convoy, why in convoys.items()
                    if convoy != one.convoy or convoy in self.unfit.get(worker, ())
                }
                if worker in best.left_out
                else convoys
                for worker, convoys in barred.items()
            }
            found = self._attempt(again, late)
            barred = again if len(found.left_out) < len(best.left_out) else barred
            best = min(best, found, key=lambda each: len(each.left_out))
        return best

    def _attempt(self, barred: Barred, late: frozenset[ConvoyId]) -> Attempt:
        legs = {convoy: list(known) for convoy, known in self.legs.items()}
        wishes = self._allowed(barred)
        batches = make_batches(wishes, self.trips)
        homes = {wish.worker: wish.home for wish in wishes}
        collected: dict[ConvoyId, Collected] = {}
        delivered: dict[ConvoyId, Collected] = {}
        by_coaches: dict[WorkerId, tuple[ConvoyId, Reasons]] = {}
        for one in self.coaches:
            before = [leg for known in legs.values() for leg in known]
            people = {person: homes[person] for person in batches.of(one.convoy)}
            own = self.legs[one.convoy]
            question = collecting(self.case, one, self.travel, own, before, late=one.convoy in late)
            found = self._collect((one.convoy, "to"), people, question, one.collect_between[0].date())
            collected[one.convoy] = found
            legs[one.convoy] += found.legs
            by_coaches |= {worker: (one.convoy, reasons) for worker, reasons in found.left_out.items()}
            if one.deliver_from is not None and one.deliver_between is not None:
                to = {person: self.gates[person] for person in people if person not in found.left_out}
                before += found.legs
                asked = delivering(self.case, one, one.deliver_from, one.deliver_between, self.travel, own, before)
                last = self._collect((one.convoy, "from"), to, asked, one.deliver_between[0].date())
                delivered[one.convoy] = last
                legs[one.convoy] += last.legs
                by_coaches |= {worker: (one.convoy, reasons) for worker, reasons in last.left_out.items()}
        return Attempt(
            batches=batches,
            collected=collected,
            delivered=delivered,
            legs=legs,
            by_coaches=by_coaches,
            left_out={
                wish.worker: why
                for wish in self.wishes
                if (why := _why(wish.worker, batches, by_coaches, barred.get(wish.worker, {})))
            },
        )

    def _collect(
        self, name: tuple[ConvoyId, str], people: Mapping[WorkerId, PlaceId], question: Collecting, on: date
    ) -> Collected:
        key = name, question.early, frozenset(people), tuple(map(question.elsewhere, question.coaches))
        if key not in self._known:
            self._known[key] = collect(waiting(self.case, people, on), question, **self.sought)
        return self._known[key]

    def _allowed(self, barred: Barred) -> list[Wish]:
        """The wishes without the convoys that are none for them; whoever has none left wishes no more."""
        every = frozenset(one.convoy for one in self.coaches)
        trips = {wish.worker: (wish.trips or every) - set(barred.get(wish.worker, ())) for wish in self.wishes}
        return [
            evolve(wish, trips=trips[wish.worker]) if barred.get(wish.worker) else wish
            for wish in self.wishes
            if trips[wish.worker] or not barred.get(wish.worker)
        ]

    def _bars(self, found: Attempt, before: Barred) -> Barred:
        """What is barred after an attempt, and what was before.

        Where somebody who is left out can go with no other convoy, somebody who can, and rides from the same place or
        in a coach that calls there, is asked to instead.
        """
        barred = {worker: dict(why) for worker, why in before.items()}
        wishes = {wish.worker: wish for wish in self.wishes}
        party: dict[PartyId, list[WorkerId]] = {}
        for wish in self.wishes:
            if wish.together is not None:
                party.setdefault(wish.together, []).append(wish.worker)

        def bar(worker: WorkerId, convoy: ConvoyId, reasons: Reasons) -> None:
            together = wishes[worker].together
            for member in [worker] if together is None else party[together]:
                barred.setdefault(member, {}).setdefault(convoy, reasons)

        def goes_elsewhere(worker: WorkerId, convoy: ConvoyId) -> bool:
            none = {convoy, *barred.get(worker, ())}
            alone = wishes[worker].together is None
            return alone and any(trip.suits(wishes[worker]) for trip in self.trips if trip.id not in none)

        for worker, (convoy, reasons) in found.by_coaches.items():
            home = wishes[worker].home
            near = [] if goes_elsewhere(worker, convoy) else _near(found.collected[convoy], home, wishes)
            others = (one for one in near if goes_elsewhere(one, convoy) and convoy not in barred.get(one, ()))
            bar(next(others, worker), convoy, reasons)
        return barred


def _near(found: Collected, home: PlaceId, wishes: Mapping[WorkerId, Wish]) -> list[WorkerId]:
    """Who rides from a place, and then who rides in a coach that calls there."""
    riders = [
        [ride.worker for ride in run.rides] for run in found.runs if any(ride.board == home for ride in run.rides)
    ]
    return sorted(
        (worker for aboard in riders for worker in aboard), key=lambda worker: (wishes[worker].home != home, worker)
    )


def _why(
    worker: WorkerId,
    batches: Batches,
    by_coaches: Mapping[WorkerId, tuple[ConvoyId, Reasons]],
    barred: Mapping[ConvoyId, Reasons],
) -> Reasons:
    """Why somebody is not carried: what the coaches of each convoy tried said, then the batches; empty: is carried."""
    tried = dict(barred)
    if worker in by_coaches:
        convoy, reasons = by_coaches[worker]
        tried[convoy] = reasons
    elif worker in batches.trip:
        return ()
    said = [reason for reasons in (*tried.values(), batches.left_out.get(worker, ())) for reason in reasons]
    return tuple(dict.fromkeys(said))
