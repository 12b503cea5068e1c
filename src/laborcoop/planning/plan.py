"""The plan of a return: who travels how, sleeps where, and is handed over to whom; who is left out, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from laborcoop.errors import UnknownName
from laborcoop.hiring import Match
from laborcoop.journey import Itinerary, Outcome, Reason, Stage
from laborcoop.kernel.display import paragraphs, table
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.event_log import EventLog
from laborcoop.planning.itineraries import build_itineraries, rides_by_worker, stays_by_worker
from laborcoop.planning.summary import Summary, summarise
from laborcoop.planning.unread_files import unread_files
from laborcoop.planning.why import nobody, stage_of_refusal, why_in_plan
from laborcoop.retention import Stay
from laborcoop.rulebook import Finding, Findings
from laborcoop.transfer import Handover, Leg, Reconciliation, Ride


@frozen(kw_only=True)
class ReturnPlan(Record):
    """A planned return.

    ``outcomes`` holds each stage in order (the beds stage once for each hub). ``matches``, ``rides``, ``stays`` and
    ``handovers`` hold those who arrive and nobody else, ``matches`` those of them who go to work. ``findings`` are
    those of `laborcoop.check` and those about the plan itself. ``log`` is what has happened since the plan was first
    made; after a disruption ``rides`` and ``stays`` hold as well what those who do not arrive have ridden and slept by
    then. ``checked`` are the findings of `laborcoop.check` alone, kept so that replanning need not ask again; None
    where they are not at hand.
    """

    case: Case = field(repr=False)
    findings: Findings = field(repr=False)
    outcomes: tuple[Outcome[Any], ...] = field(repr=False)
    matches: Mapping[WorkerId, Match] = field(repr=False, hash=False)
    rides: tuple[Ride, ...] = field(repr=False)
    stays: tuple[Stay, ...] = field(repr=False)
    handovers: Mapping[WorkerId, Handover] = field(repr=False, hash=False)
    log: EventLog = field(factory=EventLog, repr=False)
    checked: Findings | None = field(default=None, repr=False, eq=False)

    def __repr__(self) -> str:
        """Counts only."""
        return f"<ReturnPlan {self.case.id}: {len(self.handovers)} travel, {len(self.unplaced)} left out>"

    @property
    def travellers(self) -> tuple[WorkerId, ...]:
        """Everyone who arrives, by id."""
        return tuple(sorted(self.handovers))

    @property
    def unplaced(self) -> Mapping[WorkerId, tuple[Reason, ...]]:
        """Everyone left out at some stage, with every reason; the refused rows are in ``case.intake``."""
        left_out = {worker: reasons for outcome in self.outcomes for worker, reasons in outcome.left_out.items()}
        return dict(sorted(left_out.items()))

    def outcome(self, stage: Stage, hub: str = "") -> Outcome[Any]:
        """The outcome of a stage (and hub).

        Raises:
            UnknownName: ``stage`` is not a stage of the plan, or ``hub`` not one of its hubs.
            InvalidValue: ``stage`` is not a `Stage`.
        """
        check_arguments("outcome", (("stage", stage, Stage),))
        for outcome in self.outcomes:
            if (outcome.stage, outcome.hub) == (stage, hub):
                return outcome
        raise UnknownName(
            Text("计划中没有这个阶段：{stage} {hub}", "the plan has no such stage: {stage} {hub}").format(
                stage=stage.label, hub=hub
            )
        )

    def summary(self) -> Summary:
        """Counts that carry their unit."""
        return summarise(self)

    def reconciliation(self) -> Mapping[ConvoyId, Reconciliation]:
        """The sums of each convoy in persons (TR-24): what became of everyone on its list.

        On a list is who has a way with the convoy, or had one until they stayed away, stepped back or went over to
        another. Whoever is left out, or loses the way before boarding, is on none, but among `unplaced`.
        """
        from laborcoop.planning.reconciliation import reconcile

        return reconcile(self)

    def carried_out(self, until: datetime | None = None) -> Case:
        """The case with what the plan holds as done: everyone's journey, rides and stays, for figures to count.

        Events say what went otherwise than planned; everything else went as planned. A person has a journey for each
        convoy that lists them, so that the sums are those of `reconciliation`, less those who only go along: figures of
        journeys count workers. Journeys, rides and stays that the case has already are kept as they are. What only
        others know is not made up: what a reception gave, who signed, who stays in the post.

        Args:
            until: what was done by this moment (included); None: all ways have ended. The case is then of that day. A
                stay is dated by days: people who leave a house on the day of ``until`` have left it, whatever the hour.

        Raises:
            InvalidValue: ``until`` is not a moment, or has no zone.
        """
        from laborcoop.planning.carried_out import carried_out

        return carried_out(self, until)

    def legs(self) -> Mapping[str, Leg]:
        """Every leg of the case, by id."""
        return self._legs

    # What many ask is put in order at the first question, and is never more than the records say.
    @cached_property
    def _legs(self) -> Mapping[str, Leg]:
        return {leg.id: leg for convoy in self.case.convoys for leg in convoy.legs}

    @cached_property
    def _rides(self) -> Mapping[WorkerId, tuple[Ride, ...]]:
        return rides_by_worker(self.rides, self._legs)

    @cached_property
    def _workers(self) -> frozenset[WorkerId]:
        return frozenset(worker.id for worker in self.case.workers)

    @cached_property
    def _stays(self) -> Mapping[WorkerId, tuple[Stay, ...]]:
        return stays_by_worker(self.stays)

    def rides_of(self, worker: WorkerId) -> tuple[Ride, ...]:
        """One person's rides in the order of boarding; none of somebody who does not travel.

        Raises:
            UnknownName: nobody in the case has this id.
        """
        return self._rides[worker] if worker in self._rides else self._none_of(worker)

    def stays_of(self, worker: WorkerId) -> tuple[Stay, ...]:
        """One person's stays in the order of the plan; none of somebody who sleeps nowhere on the way.

        Raises:
            UnknownName: nobody in the case has this id.
        """
        return self._stays[worker] if worker in self._stays else self._none_of(worker)

    def why(self, worker: str) -> Text:
        """One person's place in the plan: where, when and for what brought, or at which stage left out, and why.

        Raises:
            UnknownName: nobody in the case has this id.
            InvalidValue: ``worker`` is not an id.
        """
        check_arguments("why", (("worker", worker, str),))
        return why_in_plan(self, WorkerId(worker))

    def itinerary(self, worker: str) -> Itinerary:
        """One person's way from home door to factory gate.

        Raises:
            UnknownName: ``worker`` does not travel.
            InvalidValue: ``worker`` is not an id.
        """
        check_arguments("itinerary", (("worker", worker, str),))
        return self.itineraries((WorkerId(worker),))[WorkerId(worker)]

    def itineraries(self, workers: tuple[WorkerId, ...] | None = None) -> Mapping[WorkerId, Itinerary]:
        """The ways of those named, or of everyone who arrives.

        Raises:
            UnknownName: one of ``workers`` does not travel; the error names the stage at which that was decided.
            InvalidValue: ``workers`` is not a tuple of ids.
        """
        wanted = self.travellers if workers is None else workers
        check_arguments("itineraries", (("workers", wanted, tuple),))
        check_arguments("itineraries", (("worker", one, str) for one in wanted))
        for worker in wanted:
            if worker not in self.handovers:
                raise self._not_travelling(worker)
        return build_itineraries(
            {worker: self.handovers[worker] for worker in wanted},
            (ride for worker in wanted for ride in self.rides_of(worker)),
            (stay for worker in wanted for stay in self.stays_of(worker)),
            legs=self.legs(),
            lodgings={lodging.id: lodging.place for lodging in self.case.lodgings},
        )

    def only_arriving(self) -> ReturnPlan:
        """The plan without the rides and nights of those who set out and do not arrive, after a disruption."""
        return evolve(
            self,
            rides=tuple(ride for ride in self.rides if ride.worker in self.handovers),
            stays=tuple(stay for stay in self.stays if stay.worker in self.handovers),
            checked=None,  # what was found was about the whole plan: whoever plans on from this one asks again
        )

    def verify(self) -> tuple[Finding, ...]:
        """An independent check of the whole plan from its records; empty when the plan is sound.

        Whatever the records say, it raises nothing. The case is taken as it is, and so is what nothing in the plan
        contradicts: an event after which everybody kept what they had, an event's id, who reported it and why, and by
        how much a leg runs later than was reported; `EventLog.cut_off`, from 0 to 366 days, where nobody left out could
        have gone by another; whether those who go on an earlier day than was planned before heard of it in time;
        `EventLog.begun` of somebody who goes on, whose bed may have been given after the last
        event; somebody who steps back, missing on a list or added to one; a slept night without a bed. Nor does it ask
        for the order of rides and stays, the place of a finding in the files, the words of a stage's own reasons but
        for the full legs that they name, or the names and keys of a proof's goals.
        """
        from laborcoop.planning.verification import verify

        return verify(self)

    def _repr_html_(self) -> str:
        """The plan as a notebook shows it: what became of everyone at each stage, and which files were not read."""
        caption = Text(
            "{name}（计划日 {on}）：{arrive} 人到岗，{left} 人未安排",
            "{name} (planned on {on}): {arrive} brought to the gate, {left} left out",
        ).format(name=self.case.name, on=self.case.on, arrive=len(self.handovers), left=len(self.unplaced))
        shown = table(
            caption,
            [
                Text("阶段", "stage"),
                Text("进入", "came in"),
                Text("安排", "placed"),
                Text("不需要", "not needed"),
                Text("未安排", "left out"),
            ],
            [
                (
                    self._stage(outcome),
                    len(outcome.came_in),
                    len(outcome.placed),
                    len(outcome.not_needed),
                    len(outcome.left_out),
                )
                for outcome in self.outcomes
            ],
            most=len(self.outcomes),
        )
        return shown + paragraphs(unread_files(self.case))

    def _stage(self, outcome: Outcome[Any]) -> Text:
        if not outcome.hub:
            return outcome.stage.label
        return Text("{stage} {hub}", "{stage} {hub}").format(
            stage=outcome.stage.label, hub=self.case.hub_name(outcome.hub)
        )

    def _not_travelling(self, worker: WorkerId) -> UnknownName:
        stage = stage_of_refusal(self, worker)
        if stage is None:
            return nobody(self.case, worker)
        return UnknownName(
            Text(
                "{worker} 在“{stage}”阶段未安排，见 plan.why",
                "{worker} was left out at {stage}: see plan.why",
            ).format(worker=worker, stage=stage.label)
        )

    def _none_of(self, worker: WorkerId) -> tuple[()]:
        if worker not in self._workers:
            raise nobody(self.case, worker)
        return ()


def noted(plan: ReturnPlan, *, findings: Findings | None = None, log: EventLog | None = None) -> ReturnPlan:
    """The plan with other findings or another log: its rides and stays, once put in order, are so for this one, too."""
    said, noted_down = plan.findings if findings is None else findings, plan.log if log is None else log
    made = evolve(plan, findings=said, log=noted_down)
    for in_order in ("_legs", "_rides", "_stays"):
        object.__setattr__(made, in_order, getattr(plan, in_order))
    return made
