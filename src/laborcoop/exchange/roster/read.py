"""Rosters in; workers, registrations and findings out; no row disappears."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from attrs import field, frozen

from laborcoop.exchange.roster.alone import Details
from laborcoop.exchange.roster.known import Known
from laborcoop.exchange.roster.outcome import Counts, RefusedRow, Repeated, Taken
from laborcoop.exchange.roster.settle import Merge
from laborcoop.exchange.roster.stream import stream_rosters
from laborcoop.exchange.roster.unread import UnreadFile
from laborcoop.journey import Registration
from laborcoop.kernel.display import paragraphs, table
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.planning.case import Intake, Merged, Refused
from laborcoop.planning.unread_files import unread_rosters
from laborcoop.rulebook import Findings, Locus, RuleBook

_NO_DETAILS = Details()

TOLD_EVERY = 1_000
"""Rows."""


@frozen(kw_only=True)
class RosterResult:
    """What rosters came to.

    ``workers`` and ``registrations`` are in the order of the workers' ids. ``refused`` are the rows that became nobody,
    each with its original cells and what speaks against it. ``merged`` tells of each person named more than once: the
    rows, and what they would be apart. ``details`` gives what else the rows say of a worker, by id, where they do.
    ``findings`` are all that was found, those about refused rows included; ``intake`` accounts for every row by place,
    ``counts`` in figures: rows = workers + repeated + refused. ``unread`` are the files of which nothing was read: the
    people in them stand in none of the others.
    """

    workers: tuple[Worker, ...]
    registrations: tuple[Registration, ...]
    refused: tuple[RefusedRow, ...]
    merged: tuple[Merge, ...]
    findings: Findings
    intake: Intake
    details: Mapping[WorkerId, Details] = field(factory=dict)
    unread: tuple[UnreadFile, ...] = ()

    def __repr__(self) -> str:
        """Counts only."""
        rows = self.counts
        parts = f"{rows.workers} workers, {rows.repeated} repeated, {rows.refused} refused"
        unread = f", {len(self.unread)} unread files" if self.unread else ""
        return f"<RosterResult: {rows.rows} rows, {parts}{unread}, {len(self.findings)} findings>"

    def _repr_html_(self) -> str:
        """What a notebook shows: what became of the rows, the files that were not read, and what was found."""
        rows = self.counts
        heads = (
            Text("花名册行数", "rows"),
            Text("采用", "workers"),
            Text("重复", "repeated"),
            Text("退回", "refused"),
        )
        shown = table(Text("花名册", "rosters"), heads, [(rows.rows, rows.workers, rows.repeated, rows.refused)])
        return shown + paragraphs(unread_rosters(self.intake)) + self.findings._repr_html_()

    @property
    def counts(self) -> Counts:
        """How many rows there were, and what became of them."""
        return Counts(
            rows=self.intake.rows,
            workers=len(self.workers),
            repeated=len(self.intake.merged),
            refused=len(self.refused),
        )


def read_rosters(
    files: Sequence[tuple[Path, str]],
    known: Known,
    book: RuleBook,
    *,
    limit: int | None = None,
    unread: Sequence[UnreadFile] = (),
    progress: Callable[[int], None] | None = None,
) -> RosterResult:
    """Read rosters: workbooks and CSV files, any number of sheets, as counties send them.

    Args:
        files: each with the name under which findings cite it. The order does not matter.
        known: what the rosters refer to; where its salt is empty, ids are made of what may be shown.
        book: the rules by which resident numbers are judged (ID-01 to ID-12).
        limit: the most bytes that one file may hold when unpacked, as for `stream_rosters`.
        unread: what else was sent and could not be read.
        progress: told now and then how many rows were read so far.

    A file that cannot be read is an ERROR finding (RO-16) and stands in ``unread``, and the others go on.

    Raises:
        InvalidValue: ``known`` has a salt that is too short.
        MissingExtra: one of ``files`` is a workbook, and the package that reads workbooks is not installed.
    """
    stream = stream_rosters(files, known, book, limit=limit, unread=unread)
    taken: list[Taken] = []
    repeated: list[Repeated] = []
    refused: list[RefusedRow] = []
    for count, outcome in enumerate(stream, start=1):
        if progress is not None and count % TOLD_EVERY == 0:
            progress(count)
        if isinstance(outcome, RefusedRow):
            refused.append(outcome)
        elif isinstance(outcome, Repeated):
            repeated.append(outcome)
        else:
            taken.append(outcome)
    taken.sort(key=lambda one: one.worker.id)
    repeated.sort(key=lambda one: one.where.order())
    refused.sort(key=lambda one: one.where.order())
    details = ((one.worker.id, one.details) for one in taken)
    return RosterResult(
        workers=tuple(one.worker for one in taken),
        registrations=tuple(one.registration for one in taken),
        refused=tuple(refused),
        merged=tuple(one.merge for one in taken if one.merge),
        findings=Findings.of(
            [
                *stream.findings,
                *(finding for one in taken for finding in one.findings),
                *(finding for one in refused for finding in one.findings),
            ]
        ),
        intake=_intake(taken, repeated, refused, stream.unread),
        details={worker_id: said for worker_id, said in details if said != _NO_DETAILS},
        unread=stream.unread,
    )


def _intake(
    taken: Sequence[Taken], repeated: Sequence[Repeated], refused: Sequence[RefusedRow], unread: Sequence[UnreadFile]
) -> Intake:
    workers: dict[WorkerId, Locus] = {one.worker.id: one.where for one in taken}
    return Intake(
        rows=len(taken) + len(repeated) + len(refused),
        workers=workers,
        merged=tuple(Merged(where=one.where, kept=one.kept) for one in repeated),
        refused=tuple(
            Refused(subject=one.subject, where=one.where, findings=one.findings, person=one.person) for one in refused
        ),
        unread=tuple(one.file for one in unread),
    )
