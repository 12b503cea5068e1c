"""Ways to break a valid case in exactly one place: each makes one rule fire about one record, and no other.

A breaking is a small function from a case to a case, named by what it does. The case that it is given has a worker, and
the employers, posts, convoy and lodgings of `small_case`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.planning.case import Case
from laborcoop.rulebook.finding import Waiver
from laborcoop.testing.programme import synthetic_number
from laborcoop.transfer import Leg, Road

_DAY = timedelta(days=1)


@frozen
class Breaking:
    """One way to break a case: the rule that fires, the kind and the id of the record, and the change.

    ``subject`` is empty where the record is the case's first worker.
    """

    rule: str
    kind: str
    subject: str
    change: Callable[[Case], Case]

    @property
    def name(self) -> str:
        """What the breaking does, as its function is called."""
        return self.change.__name__.strip("_")

    def record(self, case: Case) -> str:
        """The id of the record that is broken."""
        return self.subject or case.workers[0].id


def _first_worker(case: Case, change: Callable[[Worker], Worker]) -> Case:
    return evolve(case, workers=(change(case.workers[0]), *case.workers[1:]))


def _born(case: Case, day: date) -> Case:
    def younger(worker: Worker) -> Worker:
        return evolve(worker, born=day, number=synthetic_number(0, day, worker.sex))

    return _first_worker(case, younger)


def _convoy(case: Case, **changes: Any) -> Case:
    return evolve(case, convoys=(evolve(case.convoys[0], **changes), *case.convoys[1:]))


def _leg(case: Case, leg_id: str, change: Callable[[Leg], Leg]) -> Case:
    legs = tuple(change(leg) if leg.id == leg_id else leg for leg in case.convoys[0].legs)
    return _convoy(case, legs=legs)


def _moved(leg: Leg, by: timedelta, **changes: Any) -> Leg:
    stops = (evolve(stop, arrive=stop.arrive + by, depart=stop.depart + by, **changes) for stop in leg.stops)
    return evolve(leg, stops=tuple(stops))


def _sixteen_only_after_the_first_working_day(case: Case) -> Case:
    started = evolve(case, campaign=evolve(case.campaign, first_working_day=case.on - 8 * _DAY))
    return _born(started, date(case.on.year - 16, case.on.month, case.on.day) - 3 * _DAY)


def _sixteen_only_after_the_day_of_the_plan(case: Case) -> Case:
    first = case.campaign.first_working_day - _DAY  # a day earlier: in some readings the year is full on the day after
    return _born(case, date(first.year - 16, first.month, first.day))


def _card_expired_before_travel(case: Case) -> Case:
    return _first_worker(case, lambda worker: evolve(worker, card_valid_until=case.on))


def _registered_elsewhere(case: Case) -> Case:
    return _first_worker(case, lambda worker: evolve(worker, registered=DivisionCode("440402")))


def _flag_without_a_source(case: Case) -> Case:
    flag = Flag(kind=FlagKind.RELOCATED, as_of=case.on, source="")
    return _first_worker(case, lambda worker: evolve(worker, flags=(flag,)))


def _licence_not_checked(case: Case) -> Case:
    return evolve(case, employers=(evolve(case.employers[0], licence_checked_on=None), *case.employers[1:]))


def _nobody_at_the_gate(case: Case) -> Case:
    # The second employer: it has openings in every case, so that somebody may come to its gate.
    first, second = case.employers
    return evolve(case, employers=(first, evolve(second, contact=None)))


def _post(case: Case, **changes: Any) -> Case:
    return evolve(case, posts=(evolve(case.posts[0], **changes), *case.posts[1:]))


def _post_without_its_work(case: Case) -> Case:
    return _post(case, work="")


def _men_only(case: Case) -> Case:
    return _post(case, only_sex=Sex.MALE)


def _han_only(case: Case) -> Case:
    return _post(case, conditions="限汉族")


def _locals_only(case: Case) -> Case:
    return _post(case, conditions="限本地户籍")


def _post_with_a_deposit(case: Case) -> Case:
    return _post(case, deposit=Decimal("0.01"))


def _post_with_a_fee(case: Case) -> Case:
    return _post(case, fee=Decimal("0.01"))


def _papers_kept(case: Case) -> Case:
    return _post(case, holds_papers=True)


def _a_driver_without_rest(case: Case) -> Case:
    def later(leg: Leg) -> Leg:
        first, second, third = leg.stops
        at = first.depart + timedelta(hours=4, minutes=1)
        return evolve(leg, stops=(first, evolve(second, arrive=at, depart=at), third))

    return _leg(case, "feeder", later)


def _a_mountain_road_by_night(case: Case) -> Case:
    return _leg(case, "direct", lambda leg: _moved(leg, timedelta(hours=3), road=Road.MOUNTAIN))


def _a_long_run_with_one_driver(case: Case) -> Case:
    return _leg(case, "evening", lambda leg: _moved(leg, timedelta(0), km=Decimal(600)))


def _a_train_without_a_number(case: Case) -> Case:
    return _leg(case, "train", lambda leg: evolve(leg, train=None))


def _no_captain(case: Case) -> Case:
    return _leg(case, "feeder", lambda leg: evolve(leg, captain=""))


def _listed_on_the_last_minute(case: Case) -> Case:
    return _convoy(case, listed_at=case.convoys[0].depart)


def _a_bed_that_is_charged(case: Case) -> Case:
    home = evolve(case.lodgings[-1], charge=Decimal("0.01"))
    return evolve(case, lodgings=(*case.lodgings[:-1], home))


def _a_waiver_of_nothing(case: Case) -> Case:
    waiver = Waiver(rule="EM-07", subject="P-9", by="经办人", why="试", until=case.on)
    return evolve(case, waivers=(*case.waivers, waiver))


BREAKINGS: tuple[Breaking, ...] = (
    Breaking("WK-01", "worker", "", _sixteen_only_after_the_first_working_day),
    Breaking("WK-02", "worker", "", _sixteen_only_after_the_day_of_the_plan),
    Breaking("WK-19", "worker", "", _flag_without_a_source),
    Breaking("ID-13", "worker", "", _card_expired_before_travel),
    Breaking("ID-16", "worker", "", _registered_elsewhere),
    Breaking("EM-01", "employer", "E-1", _licence_not_checked),
    Breaking("EM-02", "post", "P-1", _post_without_its_work),
    Breaking("EM-03", "post", "P-1", _men_only),
    Breaking("EM-03", "post", "P-1", _han_only),
    Breaking("EM-04", "post", "P-1", _locals_only),
    Breaking("EM-06", "post", "P-1", _post_with_a_deposit),
    Breaking("EM-06", "post", "P-1", _papers_kept),
    Breaking("EM-07", "post", "P-1", _post_with_a_fee),
    Breaking("TR-04", "driver", "feeder-driver-1", _a_driver_without_rest),
    Breaking("TR-08", "leg", "direct", _a_mountain_road_by_night),
    Breaking("TR-09", "leg", "evening", _a_long_run_with_one_driver),
    Breaking("TR-16", "leg", "train", _a_train_without_a_number),
    Breaking("TR-18", "convoy", "B-1", _listed_on_the_last_minute),
    Breaking("TR-19", "leg", "feeder", _no_captain),
    Breaking("TR-23", "employer", "E-2", _nobody_at_the_gate),
    Breaking("AC-01", "lodging", "home", _a_bed_that_is_charged),
    Breaking("PL-01", "", "P-9", _a_waiver_of_nothing),
)
"""Every named way, by rule."""
