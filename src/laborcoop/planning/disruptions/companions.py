"""Who is told of minors without an adult of their party: the captains of their legs (TR-30), and where they stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from laborcoop.kernel.ids import EmployerId, EventId, LodgingId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.adults import eldest_first, of_age
from laborcoop.planning.disruptions.notice import Audience, Because, Notification, name_of, told
from laborcoop.planning.minors import is_asked_of, without_adult
from laborcoop.planning.names import Names
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer import Leg
from laborcoop.transfer.fares import MinorTravel
from laborcoop.transfer.route import first_night


def companions(before: ReturnPlan, after: ReturnPlan, because: Because) -> Iterator[Notification]:
    """The captain of every leg still under way or to come on which a minor has lost the adult; else its drivers.

    Of a minor who is left out under way, or whose adult is missing where both got off, hears also whoever brought that
    one there last, though the minor has got off. An employer is told of whoever is at the gate alone, a lodging of
    whoever sleeps there alone in a night that is not over. Where no rule asks for adults, nobody is told.
    """
    if not is_asked_of(after, MinorTravel):
        return
    was, now = without_adult(before), without_adult(after)
    adults = _adults(before)
    behind = _left_behind(before, after, adults)
    parties = {one.worker: one.together for one in before.case.registrations}
    legs = after.legs()

    def causes(about: Iterable[WorkerId]) -> list[EventId | None]:
        people = set(about)
        theirs = {parties[worker] for worker in people} - {None}
        return [because.get(one) for one, party in parties.items() if one in people or party in theirs]

    at_gate: dict[EmployerId, set[WorkerId]] = {}
    for leg_id, leg in sorted(legs.items()):
        alone = {worker for worker, on in now.items() if leg_id in on and leg_id not in was.get(worker, ())}
        stay = {one for one in alone if _stays(after, one, leg)}
        for one in stay & after.handovers.keys():
            at_gate.setdefault(after.handovers[one].employer, set()).add(one)
        about = sorted({one for one in alone if _is_aboard(after, one, leg)} | stay | behind.get(leg_id, set()))
        audience, recipients = (
            (Audience.CAPTAIN, [leg.captain]) if leg.captain else (Audience.DRIVER, sorted(leg.drivers))
        )
        for recipient in recipients if about else ():
            text = _ALONE.format(leg=name_of(leg), minors=tuple(about))
            yield told(audience, recipient, about, text, causes(about))
    for employer, minors in sorted(at_gate.items()):
        about = sorted(minors)
        text = _AT_GATE_ALONE.format(employer=Names.of(after.case).employer(employer), minors=tuple(about))
        yield told(Audience.EMPLOYER, employer, about, text, causes(about))
    alone_there = _sleep_alone(after, adults) - _sleep_alone(before, adults)
    for lodging in sorted({house for house, *_ in alone_there}):
        about = sorted({worker for house, worker, _ in alone_there if house == lodging})
        text = _SLEEP_ALONE.format(lodging=Names.of(after.case).lodging(lodging), minors=tuple(about))
        yield told(Audience.LODGING, lodging, about, text, causes(about))


_ALONE = Text(
    "班次 {leg}：未成年人 {minors} 没有同行的成年人，请指定一名成年人负责",
    "leg {leg}: {minors}, under age, without an adult of the party: name an adult who is responsible",
)
_AT_GATE_ALONE = Text(
    "{employer}：未成年人 {minors} 已到厂门，没有同行的成年人，请指定一名成年人负责",
    "{employer}: {minors}, under age, at the gate without an adult of the party: name an adult who is responsible",
)
_SLEEP_ALONE = Text(
    "{lodging}：未成年人 {minors} 入住时没有同行的成年人，请指定一名成年人负责",
    "{lodging}: {minors}, under age, sleep there without an adult of the party: name an adult who is responsible",
)


def _is_aboard(plan: ReturnPlan, worker: WorkerId, leg: Leg) -> bool:
    """Whether somebody rides a leg and has not got off it yet."""
    rides = [ride for ride in plan.rides_of(worker) if ride.leg == leg.id]
    return any(not plan.log.is_past(leg.stops[leg.position(ride.alight)].arrive) for ride in rides)


def _stays(plan: ReturnPlan, worker: WorkerId, leg: Leg) -> bool:
    """Whether somebody has got off a leg and goes no further, and sleeps in no house tonight that is told of it."""
    last = plan.rides_of(worker)[-1]
    is_there = last.leg == leg.id and plan.log.is_past(leg.stops[leg.position(last.alight)].arrive)
    return is_there and worker not in plan.log.begun


def _left_behind(before: ReturnPlan, after: ReturnPlan, adults: frozenset[WorkerId]) -> dict[str, set[WorkerId]]:
    """Those under age who go no further from where a leg brought them, and no adult of the party is there, by the leg.

    Whoever has a bed there tonight is the lodging's to look after.
    """
    found: dict[str, set[WorkerId]] = {}
    for worker in sorted(before.handovers.keys() - after.handovers.keys() - after.log.ends.keys() - adults):
        rides = after.rides_of(worker)
        if not rides or worker in after.log.begun:
            continue
        there = {
            one
            for one in _party(before, worker) & adults - after.log.ends.keys()
            if any((ride.leg, ride.alight) == (rides[-1].leg, rides[-1].alight) for ride in after.rides_of(one)[-1:])
        }
        if not there:
            found.setdefault(rides[-1].leg, set()).add(worker)
    return found


def _sleep_alone(plan: ReturnPlan, adults: frozenset[WorkerId]) -> set[tuple[LodgingId, WorkerId, date]]:
    """Those under age who sleep in a house in which no adult of their party sleeps, with the nights to come."""
    first = None if plan.log.now is None else first_night(plan.log.now)
    together = {one.worker: one.together for one in plan.case.registrations}
    parties = {together[stay.worker] for stay in plan.stays if stay.worker not in adults}
    beds = {
        (stay.lodging, stay.worker, night)
        for stay in plan.stays
        if together[stay.worker] in parties
        for night in stay.nights()
        if first is None or night >= first
    }
    watched = {(house, together[worker], night) for house, worker, night in beds if worker in adults}
    return {
        (house, worker, night)
        for house, worker, night in beds
        if worker not in adults and (together[worker] is None or (house, together[worker], night) not in watched)
    }


def _adults(plan: ReturnPlan) -> frozenset[WorkerId]:
    """Those who are of age on the day of the case."""
    age = of_age(plan.case, plan.case.on)
    return frozenset(worker.id for worker in plan.case.workers if worker.age(plan.case.on) >= age)


def _party(plan: ReturnPlan, worker: WorkerId) -> frozenset[WorkerId]:
    """Those who go together with somebody."""
    together = {one.worker: one.together for one in plan.case.registrations}
    return frozenset(one for one, party in together.items() if party is not None and party == together[worker])


def recipients(before: ReturnPlan, after: ReturnPlan) -> dict[WorkerId, WorkerId]:
    """Who hears of those under age who go along: an adult of the party as it set out.

    One who arrives comes before others, and of those one who comes to the same gate; then the eldest.
    """
    along = {one.worker for one in before.case.registrations if not one.works}
    adults = _adults(before) if along else frozenset()
    young = along - adults
    eldest = eldest_first(one for one in before.case.workers if one.id in adults)
    gate = {worker: handover.gate for worker, handover in after.handovers.items()}
    found = {}
    for worker in sorted(young):
        party, to = _party(before, worker), gate.get(worker)
        own = [one.id for one in eldest if one.id in party]
        if own:
            found[worker] = min(own, key=lambda one: (one not in gate, gate.get(one) != to))
    return found
