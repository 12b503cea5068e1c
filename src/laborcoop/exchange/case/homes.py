"""Spells of work that give another division of registration than the person's other records: told of (CF-25).

Figures take a person's division from the roster, else from the list of students, else from the first spell: a slip in
one spell neither takes anybody out of them nor puts anybody in.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from laborcoop.cooperation import TransferEmployment
from laborcoop.exchange.case.columns import Transfer
from laborcoop.exchange.case.notices import NOTICES
from laborcoop.exchange.case.tables import TRANSFERS
from laborcoop.exchange.notices import notice
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.planning.case import Case
from laborcoop.planning.one_person import place_of
from laborcoop.rulebook import Finding, Locus
from laborcoop.training import TrainingProgramme


def about_homes(case: Case) -> Iterator[Finding]:
    """What is said of each such spell, in the order of the records; everyone must have one id in the case."""
    spells = [
        (case.locus("record", str(position)), one)
        for position, one in enumerate(case.records, start=1)
        if isinstance(one, TransferEmployment)
    ]
    if not spells:
        return
    homes: dict[WorkerId, tuple[DivisionCode, Locus | None]] = {
        student.id: (student.registered, None)
        for programme in case.records_of(TrainingProgramme)
        for student in programme.students
    }
    homes |= {worker.id: (worker.registered, case.locus("worker", worker.id)) for worker in case.workers}
    for where, one in sorted(spells, key=lambda each: (each[1].period.start, each[1].registered)):
        homes.setdefault(one.worker, (one.registered, where))
    column = Transfer.REGISTERED
    for where, one in spells:
        home, place = homes[one.worker]
        if one.registered != home:
            letter = case.columns.get(TRANSFERS.kind, {}).get(column.key, "") if where.row else where.column
            facts = {
                "noun": TRANSFERS.noun,
                "column": column.title,
                "other": place_of(case, one.worker) if place is None else place,
            }
            at = evolve(where, column=letter)
            yield notice(NOTICES, "CF-25", at, facts, subject=one.worker, kind=TRANSFERS.kind, path=column.key)
