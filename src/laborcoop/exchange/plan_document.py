"""A plan as its document: every person of the rosters, whatever became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from laborcoop.exchange.document import (
    CaseEntry,
    FigureEntry,
    GoalEntry,
    HandoverEntry,
    MatchEntry,
    PersonEntry,
    PlanDocument,
    ProofEntry,
    ReasonEntry,
    RideEntry,
    StageEntry,
    StayEntry,
)
from laborcoop.exchange.entries import FindingEntry, IntakeEntry, WhereEntry, Words
from laborcoop.exchange.masking import shown
from laborcoop.journey import Outcome, Proof
from laborcoop.kernel.ids import WorkerId
from laborcoop.people import Worker
from laborcoop.planning.case import Case, Intake, Refused
from laborcoop.planning.plan import ReturnPlan
from laborcoop.retention import Stay
from laborcoop.rulebook import Finding
from laborcoop.rulebook.finding import NOWHERE
from laborcoop.transfer import Leg, Ride
from laborcoop.transfer.train_numbers import number_of_ride


def plan_document(plan: ReturnPlan, *, reveal: bool = False, faults: Iterable[Finding] = ()) -> PlanDocument:
    """The document of a plan.

    Args:
        plan: the plan.
        reveal: whether names and numbers stand in it; masked unless asked for.
        faults: what `ReturnPlan.verify` found; they stand among the findings.
    """
    faults = tuple(faults)
    return PlanDocument(
        masked=not reveal,
        case=_case(plan.case),
        intake=intake_entry(plan.case.intake),
        summary=tuple(
            FigureEntry(key=line.key, title=Words.of(line.title), value=line.count.value, unit=line.count.unit.value)
            for line in plan.summary()
        ),
        stages=tuple(_stage(outcome) for outcome in plan.outcomes),
        sound=not faults,
        people=_people(plan, reveal=reveal),
        findings=tuple(FindingEntry.of(finding) for finding in plan.findings + faults),
    )


def intake_entry(intake: Intake) -> IntakeEntry:
    """The entry that accounts for every row of the rosters."""
    return IntakeEntry(
        rows=intake.rows,
        workers=len(intake.workers),
        merged=len(intake.merged),
        refused=len(intake.refused),
        unread=intake.unread,
    )


def _case(case: Case) -> CaseEntry:
    return CaseEntry(
        id=case.id, name=Words.of(case.name), note=Words.of(case.note), on=case.on, synthetic=case.synthetic
    )


def _stage(outcome: Outcome[Any]) -> StageEntry:
    return StageEntry(
        stage=outcome.stage.value,
        hub=outcome.hub,
        title=Words.of(outcome.stage.label),
        came_in=len(outcome.came_in),
        placed=len(outcome.placed),
        not_needed=len(outcome.not_needed),
        left_out=len(outcome.left_out),
        proof=None if outcome.proof is None else _proof(outcome.proof),
    )


def _proof(proof: Proof) -> ProofEntry:
    return ProofEntry(
        status=proof.status,
        goals=tuple(GoalEntry(name=Words.of(goal.name), value=goal.value, bound=goal.bound) for goal in proof.goals),
        gap=proof.gap,
        faults=tuple(Words.of(fault) for fault in proof.faults),
    )


def _people(plan: ReturnPlan, *, reveal: bool) -> tuple[PersonEntry, ...]:
    rides: dict[WorkerId, list[Ride]] = defaultdict(list)
    for ride in plan.rides:
        rides[ride.worker].append(ride)
    stays: dict[WorkerId, list[Stay]] = defaultdict(list)
    for stay in plan.stays:
        stays[stay.worker].append(stay)
    legs = plan.legs()
    left_at = {worker: outcome for outcome in plan.outcomes for worker in outcome.left_out}
    people = [
        _worker(
            plan,
            worker,
            left_at.get(worker.id),
            sorted((_ride(ride, legs[ride.leg]) for ride in rides[worker.id]), key=lambda ride: ride.depart),
            sorted(stays[worker.id], key=lambda stay: stay.period.start),
            reveal=reveal,
        )
        for worker in plan.case.workers
    ]
    people += [_refused(refused) for refused in plan.case.intake.refused]
    return tuple(sorted(people, key=_order))


def _order(person: PersonEntry) -> tuple[str, str, str, str, int]:
    where = person.where
    return person.id, person.outcome, where.file, where.sheet, where.row or 0


def _worker(
    plan: ReturnPlan,
    worker: Worker,
    left: Outcome[Any] | None,
    rides: Iterable[RideEntry],
    stays: Iterable[Stay],
    *,
    reveal: bool,
) -> PersonEntry:
    match, handover = plan.matches.get(worker.id), plan.handovers.get(worker.id)
    return PersonEntry(
        id=worker.id,
        name=shown(worker.name, reveal=reveal),
        number=shown(worker.number, reveal=reveal),
        where=WhereEntry.of(plan.case.intake.workers.get(worker.id, NOWHERE)),
        outcome="left-out" if left else "accompanying" if match is None else "travelling",
        stage=left.stage.value if left else None,
        reasons=tuple(
            ReasonEntry(code=reason.code, zh=reason.text.zh, en=reason.text.en)
            for reason in (left.left_out[worker.id] if left else ())
        ),
        match=None
        if match is None
        else MatchEntry(employer=match.employer, post=match.post, first_day=match.first_day),
        rides=tuple(rides),
        stays=tuple(
            StayEntry(lodging=stay.lodging, room=stay.room, bed=stay.bed, start=held.start, end=held.end)
            for stay in stays
            if (held := stay.held) is not None
        ),
        handover=None
        if handover is None
        else HandoverEntry(employer=handover.employer, gate=handover.gate, at=handover.at),
    )


def _ride(ride: Ride, leg: Leg) -> RideEntry:
    stops = {stop.place: stop for stop in leg.stops}
    return RideEntry(
        leg=leg.id,
        vehicle=leg.vehicle.id,
        train=str(number_of_ride(leg, ride.board, ride.alight) or ""),
        board=ride.board,
        depart=stops[ride.board].depart,
        alight=ride.alight,
        arrive=stops[ride.alight].arrive,
        seat=ride.seat,
    )


def _refused(refused: Refused) -> PersonEntry:
    excluding = [finding for finding in refused.findings if finding.excludes]
    return PersonEntry(
        id=refused.subject,
        name=None,
        number=None,
        where=WhereEntry.of(refused.where),
        outcome="refused",
        stage=None,
        reasons=tuple(
            ReasonEntry(code=finding.rule, zh=finding.message.zh, en=finding.message.en)
            for finding in excluding or refused.findings
        ),
        match=None,
        rides=(),
        stays=(),
        handover=None,
    )
