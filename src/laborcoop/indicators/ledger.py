"""The records of a case as indicators look at them: by class, each with its place in the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar, cast

from attrs import evolve, field, frozen

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, TransferEmployment
from laborcoop.indicators.claims import Claim, JudgedClaim, judge_claims
from laborcoop.indicators.recorded import Recorded
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.people import Worker
from laborcoop.planning.case import Case
from laborcoop.planning.one_person import with_one_id_each
from laborcoop.planning.one_thing import one_firm
from laborcoop.planning.repeats import held_once
from laborcoop.rulebook import Finding
from laborcoop.training import TrainingPlacement, TrainingProgramme

Kind = TypeVar("Kind", bound=Record)


@frozen(kw_only=True)
class Ledger:
    """A case, its records by class, and everyone whom it knows by id.

    ``workers`` holds the case's own and the students of its training programmes. Whoever has two ids in the case has
    one here (`planning.one_person`). Of records of one thing the first alone is held, so that no figure counts one
    twice; ``repeats`` says of each other where both stand (`planning.repeats`). ``firms`` gives for employers that are
    another's second id that other's. The claims of a `SubsidyLedger` are held with those that stand by themselves.
    """

    case: Case
    workers: Mapping[WorkerId, Worker] = field(repr=False)
    repeats: tuple[Finding, ...]
    firms: Mapping[EmployerId, EmployerId] = field(repr=False)
    _by_class: Mapping[type[Record], tuple[tuple[str, Record], ...]] = field(repr=False)

    @classmethod
    def of(cls, case: Case) -> Ledger:
        """The ledger of a case."""
        case, _ = with_one_id_each(case)
        held, repeats = held_once(case)
        found: dict[type[Record], list[tuple[str, Record]]] = {}
        for one in held:
            found.setdefault(type(one.record), []).append((one.source, one.record))
        programmes = [one.record for one in held if isinstance(one.record, TrainingProgramme)]
        students = {student.id: student for programme in programmes for student in programme.students}
        return cls(
            case=case,
            workers={**students, **{worker.id: worker for worker in case.workers}},
            repeats=repeats,
            firms=one_firm(case.employers),
            by_class={kind: tuple(records) for kind, records in found.items()},
        )

    @property
    def sending(self) -> DivisionCode:
        """The region that people come from."""
        return self.case.campaign.pairing.sending

    @property
    def receiving(self) -> DivisionCode:
        """The region that they go to."""
        return self.case.campaign.pairing.receiving

    def day(self, moment: datetime) -> date:
        """The day of a moment by the clocks of the programme."""
        return moment.astimezone(self.case.campaign.zone).date()

    def parameter(self, name: str, on: date) -> int | None:
        """A whole number of the case's rule book, in force in the sending region on a day; None where none is."""
        context = self.case.book.context(on, self.sending)
        known = name in self.case.book.parameters and context.value(name) is not None
        return context.whole(name) if known else None

    def each(self, kind: type[Kind]) -> tuple[tuple[str, Kind], ...]:
        """The records of a class, each after its place in the files; without one, its kind and id."""
        return cast("tuple[tuple[str, Kind], ...]", self._by_class.get(kind, ()))

    @cached_property
    def recorded(self) -> Recorded:
        """What the case has recorded of people, which claims and aid are held against."""
        programmes = [one for _, one in self.each(TrainingProgramme)]
        enrolled = [one for programme in programmes for one in programme.placements]
        placements = [(_source(self.case, "placement", one.id), one) for one in enrolled]
        rows = {one.worker: source for source, one in reversed(placements)}
        students = [student for programme in programmes for student in programme.students]
        return Recorded.of(
            receiving=self.receiving,
            employers=(employer.id for employer in self.case.employers),
            people=(
                *((_source(self.case, "worker", one.id), one) for one in self.case.workers),
                *((rows.get(one.id, f"student {one.id}"), one) for one in students),
            ),
            spells=tuple(
                (source, evolve(one, employer=self.firm(one.employer)) if one.employer and self.firms else one)
                for source, one in self.each(TransferEmployment)
            ),
            placements=(*self.each(TrainingPlacement), *placements),
        )

    @cached_property
    def claims(self) -> tuple[JudgedClaim, ...]:
        """Every claim for a subsidy as the rules judge it, by id."""
        of_firms = (
            (source, evolve(one, employer=self.firm(one.employer))) for source, one in self.each(EmployerSubsidyClaim)
        )
        given: list[tuple[str, Claim]] = [*self.each(SubsidyClaim), *of_firms]
        return judge_claims(self.case, self.recorded, given)

    def firm(self, employer: EmployerId) -> EmployerId:
        """The id under which an employer is counted: that of another with its credit code and name, else its own."""
        return self.firms.get(employer, employer)

    def placements(self) -> Iterator[tuple[str, TrainingPlacement, DivisionCode]]:
        """The students' placements with the division in which each student is registered, each once.

        Those of students registered outside the sending region, or whom the case does not know, are left out: only
        those of the region (怒江籍) are counted.
        """
        given = [*self.each(TrainingPlacement)]
        for _, programme in self.each(TrainingProgramme):
            given += [(_source(self.case, "placement", one.id), one) for one in programme.placements]
        for source, placement in {one.id: (source, one) for source, one in reversed(given)}.values():
            home = self.home(placement.worker)
            if home is not None and home.within(self.sending):
                yield source, placement, home

    def transfers(self) -> Iterator[tuple[str, TransferEmployment]]:
        """The spells of work of those registered in the sending region, each with the division that counts for all."""
        for source, one in self.each(TransferEmployment):
            home = self._homes[one.worker]
            if home.within(self.sending):
                yield source, one if one.registered == home else evolve(one, registered=home)

    def home(self, worker: WorkerId) -> DivisionCode | None:
        """The division in which somebody is registered; None for one whom the case does not know.

        It is that of the roster or of the list of students, else that of the first spell of work.
        """
        return self._homes.get(worker)

    @cached_property
    def _homes(self) -> Mapping[WorkerId, DivisionCode]:
        spells = sorted(
            (one for _, one in self.each(TransferEmployment)),
            key=lambda one: (one.period.start, one.registered),
            reverse=True,
        )
        listed = {worker.id: worker.registered for worker in self.workers.values()}
        return {**{one.worker: one.registered for one in spells}, **listed}


def _source(case: Case, kind: str, record_id: str) -> str:
    return str(case.locus(kind, record_id)) or f"{kind} {record_id}"
