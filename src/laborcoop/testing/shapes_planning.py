"""Hand-written strategies for cases, plans, and the documents that are made of them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve
from hypothesis import strategies as st

from laborcoop.exchange.document import HandoverEntry, MatchEntry, PersonEntry, ReasonEntry, StageEntry
from laborcoop.indicators import Measured
from laborcoop.journey.registration import Registration
from laborcoop.kernel.counts import Count
from laborcoop.kernel.moments import instant
from laborcoop.kernel.record import Record
from laborcoop.outreach import EmploymentSquad, RecruitmentFair, ResettlementSite
from laborcoop.packs import china_with_regions
from laborcoop.planning.admission import Barred
from laborcoop.planning.case import Case, Intake
from laborcoop.planning.check import check
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoys import PlannedConvoys, plan_convoys
from laborcoop.planning.events import TripDelayed, VehicleBreakdown
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.planning.travel import TravelCase
from laborcoop.retention import Lodging, WorkStation
from laborcoop.rulebook import Locus
from laborcoop.testing.annotations import Strategy, several
from laborcoop.testing.building import Values, built, each_once, in_order, nested
from laborcoop.testing.programme import small_case
from laborcoop.testing.strategies import programmes
from laborcoop.transfer import TravelTimes
from laborcoop.transfer.convoy import Convoy

_FEW: Mapping[str, type] = {
    "convoys": Convoy,
    "lodgings": Lodging,
    "stations": WorkStation,
    "fairs": RecruitmentFair,
    "sites": ResettlementSite,
    "squads": EmploymentSquad,
    "records": Record,
}
"""What is large in a case: one of each will do."""


def _rows_add_up(values: Values) -> Values:
    return values | {"rows": len(values["workers"]) + len(values["merged"]) + len(values["refused"])}


def _registered_once(values: Values) -> Values:
    """Everyone registers once and has a row of the rosters."""
    workers, registrations, intake = values["workers"], values["registrations"], values["intake"]
    rows = {worker.id: Locus(file="roster.csv", row=row) for row, worker in enumerate(workers, start=2)}
    return values | {
        "registrations": tuple(
            evolve(registrations[i % len(registrations)], worker=worker.id) for i, worker in enumerate(workers)
        ),
        "intake": Intake(
            rows=len(rows) + len(intake.merged) + len(intake.refused),
            workers=rows,
            merged=intake.merged,
            refused=intake.refused,
        ),
    }


def _parts_add_up(values: Values) -> Values:
    return values | {"came_in": values["placed"] + values["not_needed"] + values["left_out"]}


def _travels_or_not(values: Values) -> Values:
    travels = values["outcome"] == "travelling"
    return values | ({"reasons": ()} if travels else {"match": None, "handover": None})


def _coaches_complete(values: Values) -> Values:
    """Moments in order; what is asked of deliveries is given together or not at all."""
    between = values["deliver_between"]
    whole = values["deliver_from"] is not None and values["deliveries"] and between is not None
    deliveries = {} if whole else {"deliver_from": None, "deliveries": (), "deliver_between": None}
    times = {"collect_between": tuple(sorted(values["collect_between"], key=instant))}
    return values | times | (deliveries or {"deliver_between": tuple(sorted(between, key=instant))})


def _count_of_rows(values: Values) -> Values:
    """The rows make the count; what it is a share of is as much, of the same unit."""
    count = Count(sum(row.amount for row in values["rows"]), values["count"].unit)
    return values | {"count": count, "whole": None if values["whole"] is None else count}


def _no_convoys(case: Case) -> PlannedConvoys:
    return plan_convoys(case, (), TravelTimes())


def _travel(case: Case) -> TravelCase:
    return TravelCase.of(case, Barred.of(case, check(case)))


def rule_subjects() -> tuple[type, ...]:
    """The classes that the rules of China's book look at, each once, in the order of the rules."""
    of_each = (rule.subject if isinstance(rule.subject, tuple) else (rule.subject,) for rule in china_with_regions())
    return tuple(dict.fromkeys(kind for kinds in of_each for kind in kinds))


def planning_shapes() -> Mapping[type, Strategy]:
    """The strategies of this module, by class."""
    small = programmes(most_applicants=3).map(small_case)
    return {
        Record: st.sampled_from(rule_subjects()).flatmap(nested),
        Intake: built(Intake, _rows_add_up),
        Case: built(
            Case,
            _registered_once,
            registrations=several(nested(Registration), least=1),
            **{name: several(nested(kind), most=1) for name, kind in _FEW.items()},
        ),
        ConvoyCoaches: built(ConvoyCoaches, _coaches_complete),
        PlannedConvoys: small.map(_no_convoys),
        TravelCase: small.map(_travel),
        TripDelayed: built(TripDelayed, in_order("standing", "minutes")),
        VehicleBreakdown: built(VehicleBreakdown, in_order("standing", "minutes")),
        ReturnPlan: small.map(plan_return),
        Measured: built(Measured, each_once("rows", "counted"), _count_of_rows),
        StageEntry: built(StageEntry, _parts_add_up),
        PersonEntry: built(
            PersonEntry,
            _travels_or_not,
            reasons=several(nested(ReasonEntry), least=1),
            match=nested(MatchEntry),
            handover=nested(HandoverEntry),
        ),
    }
