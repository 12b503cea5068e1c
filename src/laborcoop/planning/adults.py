"""Who is of age by the book of a case, and which adults of a party answer for its minors on a leg (TR-30)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from laborcoop.kernel.ids import WorkerId
from laborcoop.people import Worker
from laborcoop.planning.case import Case
from laborcoop.transfer import Leg, Ride
from laborcoop.transfer.minders import Rider, minders


def of_age(case: Case, on: date) -> int:
    """The age of majority on a day (the parameter ``adult_age``), in years; 0 where the book asks for none."""
    then = case.book.context(on)
    return then.whole("adult_age") if "adult_age" in then.parameters else 0


def child_age(case: Case, on: date) -> int:
    """The age below which somebody sleeps where an adult of the party does, in years; 0 where the book has none.

    It is the age below which the railway takes nobody without an adult (``rail_full_ticket_age``, TR-27). That it holds
    at night, too, is a convention: no text that was read asks for it.
    """
    then = case.book.context(on)
    if "rail_full_ticket_age" not in then.parameters or then.value("rail_full_ticket_age") is None:
        return 0
    return min(then.whole("rail_full_ticket_age"), of_age(case, on))


def eldest_first(people: Iterable[Worker]) -> list[Worker]:
    """People in the order of their age, by id among twins."""
    return sorted(people, key=lambda one: (one.born, one.id))


def eldest_adult(people: Iterable[Worker], on: date, age: int) -> Worker | None:
    """The eldest of those who are of that age on the day, by id among twins; None where nobody is."""
    return next((one for one in eldest_first(people) if one.age(on) >= age), None)


def minders_aboard(leg: Leg, party: Sequence[tuple[Ride, Worker]], age: int) -> Mapping[WorkerId, WorkerId]:
    """Who of a party answers for each of its minors on a leg: an adult who rides all of the minor's way there.

    Args:
        leg: the leg.
        party: who of the party rides it.
        age: from which age on somebody is an adult.
    """
    on = leg.depart.date()
    riders = {
        worker.id: Rider(worker=worker.id, board=leg.position(ride.board), alight=leg.position(ride.alight))
        for ride, worker in party
    }
    in_order = eldest_first(worker for _, worker in party)
    minors = [riders[one.id] for one in reversed(in_order) if one.age(on) < age]
    return minders(minors, [riders[one.id] for one in in_order if one.age(on) >= age])
