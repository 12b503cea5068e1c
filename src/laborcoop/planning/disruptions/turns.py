"""Whom an event broke, and those who wait, planned again: at once, then in turns, for what the others leave."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from laborcoop.journey import Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.again import IN_TOWN, Again, laid_out, to_gates
from laborcoop.planning.disruptions.breaks import Look
from laborcoop.planning.disruptions.standing import Standing
from laborcoop.planning.disruptions.wider import plan_with_room, together
from laborcoop.planning.in_vain import InVain
from laborcoop.planning.room_left import RoomLeft
from laborcoop.planning.seating import seat_requests, take_routes


def plan_again(
    look: Look, affected: frozenset[WorkerId], cut_off: timedelta, late: frozenset[WorkerId] = frozenset()
) -> Again:
    """Plan those whom an event broke again, with those who wait; nobody who has a place loses it to company that waits.

    People of a party go together. Where one of them waits, the others are planned anew with that one; if they then have
    no place any more, they keep what they have, and the one goes on waiting.

    Args:
        look: the case and how everyone stands.
        affected: those whom the event broke.
        cut_off: how long before their first leg leaves those who wait must know.
        late: those who wait in vain: they can hear of nothing in time.
    """
    people = together(look, affected | look.waiting) - late
    if not people:
        return Again(standings={}, outcomes=())
    again = _with_what_falls_free(look, people, cut_off)
    registrations, standings = look.travel.registrations, look.scene.standings
    kept = frozenset(worker for worker in people - affected if standings[worker].is_arriving)
    parties = {registrations[worker].together for worker in again.lost(kept)}
    parties -= {registrations[worker].together for worker in affected}
    company = frozenset(worker for worker in people if registrations[worker].together in parties)
    if not parties:
        return again
    rest = people - company
    tried = _with_what_falls_free(look, rest, cut_off) if rest else Again(standings={}, outcomes=())
    waiting = {worker: _waits_on(standings[worker]) for worker in company & look.waiting}
    return evolve(tried, standings={**tried.standings, **waiting})


def _with_what_falls_free(look: Look, people: frozenset[WorkerId], cut_off: timedelta) -> Again:
    """Plan some people again, then whoever is left out for what the others leave, as in a first plan.

    Whoever may now arrive has the next turn. Then those have one who were told that a leg is full, of which the riders
    got no further: there is room on it, and something else that keeps them.
    """
    again = plan_with_room(look, people, cut_off)
    while more := _more(look, again, cut_off):
        again = _joined(again, more)
    told = _told_full(look, again, RoomLeft(laid_out(look, frozenset(), cut_off, again), ()))
    while told:
        more = _next_in_turn(look, again, told, cut_off, InVain())
        again = _joined(again, more)
        # Each turn is of fewer people: somebody had a seat in it, and got no further.
        told = _told_full(look, more)
    return again


def _joined(again: Again, more: Again) -> Again:
    return Again(standings={**again.standings, **more.standings}, outcomes=(*again.outcomes, *more.outcomes[1:]))


def _more(look: Look, again: Again, cut_off: timedelta) -> Again | None:
    """A further turn by which somebody arrives; None where nobody does."""
    in_vain = InVain()
    while able := _with_a_way(look, again, cut_off, in_vain) - in_vain.unseated:
        more = _next_in_turn(look, again, able, cut_off, in_vain)
        if any(standing.is_arriving for standing in more.standings.values()):
            return more
        in_vain = in_vain.after(more.outcomes)
    return None


def _with_a_way(look: Look, again: Again, cut_off: timedelta, in_vain: InVain) -> frozenset[WorkerId]:
    """Those left out to whom a way is open in what the others leave; whose party goes on does not go apart from it."""
    party_of, now = look.travel.registrations, {**look.scene.standings, **again.standings}
    left = {
        worker: one.match
        for worker, one in sorted(again.standings.items())
        if one.left is not None and one.match is not None and not look.done[worker]
    }
    going = {party_of[worker].together for worker, one in now.items() if one.is_arriving or look.done[worker]} - {None}
    out = [match for worker, match in left.items() if party_of[worker].together not in going]
    if not out:
        return frozenset()
    people = frozenset(match.worker for match in out)
    free = in_vain.but(laid_out(look, people, cut_off, again))
    return RoomLeft(free, people).open_to(dict(zip(out, seat_requests(free, out), strict=True)))


def _told_full(look: Look, again: Again, room: RoomLeft | None = None) -> frozenset[WorkerId]:
    """Those left out for a leg that has room, or on which somebody would have a seat who gets no further."""
    left = {worker: standing.left for worker, standing in again.standings.items() if standing.left is not None}
    freed = {
        hop.leg.id
        for worker, one in left.items()
        if one.stage in IN_TOWN and not look.done[worker] and (route := again.standings[worker].route) is not None
        for hop in route.hops
    }
    full = {
        worker: {leg for reason in one.reasons for leg in reason.about}
        for worker, one in left.items()
        if one.stage is Stage.SEATS and not look.done[worker]
    }
    return frozenset(
        worker
        for worker, legs in full.items()
        if not freed.isdisjoint(legs) or (room is not None and room.has_room(legs))
    )


def _next_in_turn(look: Look, again: Again, people: frozenset[WorkerId], cut_off: timedelta, in_vain: InVain) -> Again:
    """Those who are left out once more, for what the others leave free since."""
    matches = {worker: match for worker in sorted(people) if (match := again.standings[worker].match) is not None}
    posts = evolve(again.outcomes[0], came_in=frozenset(matches), placed=matches, left_out={}, not_needed=frozenset())
    travel = in_vain.but(laid_out(look, frozenset(matches), cut_off, again))
    return to_gates(look, travel, posts, take_routes(travel, seat_requests(travel, matches.values())))


_NO_COMPANY = Reason(
    code="posts.company",
    text=Text(
        "没有可与同行的人一起去的位子，同行的人保留原有安排",
        "there is no place on which to go with the others of the party, who keep theirs",
    ),
)


def _waits_on(standing: Standing) -> Standing:
    left = standing.left
    assert left is not None  # noqa: S101 - whoever waits is left out
    others = tuple(reason for reason in left.reasons if reason.code != _NO_COMPANY.code)
    return evolve(standing, left=evolve(left, reasons=(_NO_COMPANY, *others)))
