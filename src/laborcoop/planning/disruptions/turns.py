"""Whom an event broke, and those who wait, planned again: at once, then in turns, for what the others leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from attrs import evolve

from laborcoop.hiring import Match
from laborcoop.journey import Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.again import Again, laid_out, to_gates
from laborcoop.planning.disruptions.breaks import Look
from laborcoop.planning.disruptions.standing import Left, Standing
from laborcoop.planning.disruptions.wider import plan_with_room, together
from laborcoop.planning.in_vain import InVain, companies
from laborcoop.planning.room_left import LeftOut, RoomLeft
from laborcoop.planning.seating import seat_requests, take_routes
from laborcoop.planning.travel import TravelCase
from laborcoop.transfer.seats import SeatRequest


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
    again = _without_company(look, people, affected, cut_off)
    followers = frozenset(worker for worker in look.waiting - people - late if not look.done[worker])
    alone = followers - _company(look, again, followers)
    if alone:
        # The others of the party have set out, and go no further since this event.
        again = _without_company(look, people | alone, affected, cut_off)
    waiting = {worker: _waits_on(look.scene.standings[worker]) for worker in sorted(followers - alone)}
    return evolve(again, standings={**again.standings, **waiting})


def _without_company(
    look: Look, people: frozenset[WorkerId], affected: frozenset[WorkerId], cut_off: timedelta
) -> Again:
    """Some people planned again; those with a place who would have none with company that waits go without it."""
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


def _company(look: Look, again: Again, people: frozenset[WorkerId]) -> frozenset[WorkerId]:
    """Those of some people of whose party somebody goes on."""
    now, party_of = {**look.scene.standings, **again.standings}, look.travel.registrations
    return frozenset(
        worker
        for worker in people
        if (party := party_of[worker].together) is not None
        and any(now[other].is_arriving for other in look.parties[party])
    )


def _with_what_falls_free(look: Look, people: frozenset[WorkerId], cut_off: timedelta) -> Again:
    """Plan some people again, then whoever is left out for what the others leave, as in a first plan.

    Whoever may now arrive has the next turn. Then those have one who were told that a leg is full, or that beds are
    taken, where riders or guests got no further: there is room, and something else that keeps them.
    """

    def lay(people: frozenset[WorkerId], again: Again) -> TravelCase:
        return laid_out(look, people, cut_off, again)

    again = plan_with_room(look, people, cut_off)
    while more := _more(look, again, lay):
        again = _joined(again, more)
    return told_truly(look, again, _told_untruly(look, again, again.standings.keys(), lay), lay)


Lay = Callable[[frozenset[WorkerId], Again], TravelCase]
"""The case laid out for some people, once others have been planned again."""


def told_truly(
    look: Look,
    again: Again,
    asking: frozenset[WorkerId],
    lay: Lay,
    then: Callable[[Again], Again] = lambda more: more,
    known: Mapping[Match, SeatRequest] | None = None,
) -> Again:
    """Ask some who are left out once more, in turns, as long as fewer of them are told of a want that there is not.

    Args:
        look: the case and how everyone stood.
        again: how people have been planned since, these among them.
        asking: whom to ask.
        lay: how the case is laid out for them.
        then: what becomes of a turn before the next.
        known: what some of them can ask for, as found before.
    """
    while asking:
        again = _joined(again, then(_next_in_turn(look, again, asking, lay(asking, again), known)))
        untrue = _told_untruly(look, again, asking, lay)
        # Whoever is told the same once more would be for ever.
        asking = untrue if untrue < asking else frozenset()
    return again


def _joined(again: Again, more: Again) -> Again:
    return Again(standings={**again.standings, **more.standings}, outcomes=(*again.outcomes, *more.outcomes[1:]))


def _more(look: Look, again: Again, lay: Lay) -> Again | None:
    """A further turn by which somebody arrives; None where nobody does.

    All ask again together. Where nobody arrives, since they are in each other's way, each company asks by itself.
    """
    able = _with_a_way(look, again, lay, InVain())
    more = _arriving(look, again, lay, able)
    for company in companies(lay(able, again), able) if more is None else ():
        more = more or _arriving(look, again, lay, company)
    return more


def _arriving(look: Look, again: Again, lay: Lay, people: frozenset[WorkerId]) -> Again | None:
    """A turn of some people by which somebody arrives; None where nobody does, whichever ways are tried.

    Those who got no further on a way are not of it unless they arrive by another: they keep the reason that they have,
    which speaks of all their ways.
    """
    in_vain = InVain()
    while able := (_with_a_way(look, again, lay, in_vain) & people) - in_vain.unseated:
        more = _next_in_turn(look, again, able, in_vain.but(lay(able, again)))
        arriving = {worker for worker, standing in more.standings.items() if standing.is_arriving}
        if arriving:
            asked = more.standings.keys() - in_vain.ways.keys() | arriving
            return evolve(more, standings={worker: more.standings[worker] for worker in sorted(asked)})
        in_vain = in_vain.after(more.outcomes, look.travel.registrations)
    return None


def _with_a_way(look: Look, again: Again, lay: Lay, in_vain: InVain) -> frozenset[WorkerId]:
    """Those left out to whom a way is open in what the others leave; whose party goes on does not go apart from it."""
    party_of, now = look.travel.registrations, {**look.scene.standings, **again.standings}
    left = {
        worker: one.match
        for worker, one in sorted(again.standings.items())
        if one.left is not None and one.match is not None and not look.done[worker]
    }
    going = {party_of[worker].together for worker, one in now.items() if one.is_arriving} - {None}
    out = [match for worker, match in left.items() if party_of[worker].together not in going]
    if not out:
        return frozenset()
    people = frozenset(match.worker for match in out)
    free = in_vain.but(lay(people, again))
    return RoomLeft(free, people).open_to(dict(zip(out, seat_requests(free, out), strict=True)))


def _told_untruly(look: Look, again: Again, people: Iterable[WorkerId], lay: Lay) -> frozenset[WorkerId]:
    """Those of some left out at home for a leg that has room, or for beds of which some are free."""
    left = [
        LeftOut(match=one.match, reasons=one.left.reasons, route=one.route, hub=one.left.hub)
        for worker in people
        if (one := again.standings[worker]).left is not None and one.match is not None and not look.done[worker]
    ]
    return RoomLeft(lay(frozenset(), again), [one.match.worker for one in left]).denied_to(left)


def _next_in_turn(
    look: Look,
    again: Again,
    people: frozenset[WorkerId],
    travel: TravelCase,
    known: Mapping[Match, SeatRequest] | None = None,
) -> Again:
    """Those who are left out once more, for what the others leave free since."""
    matches = {worker: match for worker in sorted(people) if (match := again.standings[worker].match) is not None}
    posts = evolve(again.outcomes[0], came_in=frozenset(matches), placed=matches, left_out={}, not_needed=frozenset())
    return to_gates(look, travel, posts, take_routes(travel, seat_requests(travel, matches.values(), known)))


_NO_COMPANY = Reason(
    code="posts.company",
    text=Text(
        "没有可与同行的人一起去的位子，同行的人保留原有安排",
        "there is no place on which to go with the others of the party, who keep theirs",
    ),
)


def _waits_on(standing: Standing) -> Standing:
    """How somebody stands whose party goes without this person: what once kept them apart is asked no more.

    They stay at the posts, where those of a party who have none stay behind: nobody of a party is left for want of a
    seat by the others of it.
    """
    return evolve(standing, match=None, route=None, left=Left(stage=Stage.POSTS, reasons=(_NO_COMPANY,)))
