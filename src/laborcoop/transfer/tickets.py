"""Which ticket each passenger of a party needs: full, child's, or none (TR-27), by the ages and numbers of the book."""

from __future__ import annotations

from collections import Counter

from attrs import evolve

from laborcoop.kernel.ages import Completion
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.rulebook.ages import age_reading
from laborcoop.rulebook.book import RuleBook
from laborcoop.rulebook.rule import Context
from laborcoop.transfer.fares import Fare, FareParty, TicketKind


def least_tickets(party: FareParty, book: RuleBook, region: DivisionCode | None = None) -> FareParty:
    """The party with the least ticket that each passenger may travel on; ages are those of the day of departure.

    A child rides free only without a seat of its own and beside an adult who takes no other one so (as many as the book
    allows, the youngest first); whoever may not, gets a seat. By rail that is on a child's ticket, by coach on a full
    one: the book knows no child's fare on a coach. Where it gives no ages for rail, and by air, nothing is changed.

    Raises:
        UnknownName: ``book`` lacks a number that it needs.
    """
    then = book.context(party.leg.depart.date(), region)
    rail = party.leg.mode.is_rail and then.value("rail_full_ticket_age") is not None
    if not rail and not party.leg.mode.is_coach:
        return party
    most = then.whole("rail_free_children" if rail else "coach_free_children")
    free: Counter[str | None] = Counter()
    found: list[Fare] = []
    for fare in sorted(party.fares, key=lambda fare: (-fare.born.toordinal(), fare.id)):
        pays = _by_rail(fare, then) if rail else TicketKind.FULL
        adult = party.adult_of(fare)
        grown = adult is not None and _age(adult, then) >= then.whole("adult_age")
        young = _free_by_rail(fare, then) if rail else _free_by_coach(party, fare, then)
        if young and grown and not fare.own_seat and free[fare.adult] < most:
            free[fare.adult] += 1
            found.append(evolve(fare, ticket=TicketKind.FREE))
        else:
            found.append(evolve(fare, ticket=pays, own_seat=True))
    return evolve(party, fares=tuple(found))


def _age(fare: Fare, then: Context) -> int:
    return age_reading(then, fare.born, Completion.BIRTHDAY).age(fare.born, then.on)


def _by_rail(fare: Fare, then: Context) -> TicketKind:
    return TicketKind.FULL if _age(fare, then) >= then.whole("rail_full_ticket_age") else TicketKind.CHILD


def _free_by_rail(fare: Fare, then: Context) -> bool:
    return _age(fare, then) < then.whole("rail_child_ticket_age")


def _free_by_coach(party: FareParty, fare: Fare, then: Context) -> bool:
    small = fare.height is not None and fare.height <= then.number("coach_free_child_height")
    young = _age(fare, then) <= then.whole("coach_free_child_age")
    return (small or young) and party.leg.vehicle.rated > then.whole("coach_free_child_seats")
