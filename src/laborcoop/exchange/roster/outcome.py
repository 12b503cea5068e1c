"""What becomes of a row: a worker, said again, or refused. Every row comes out as one of the three."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import methodcaller
from typing import Protocol

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.exchange.roster.alone import Details, details_of
from laborcoop.exchange.roster.pieces import Numbered
from laborcoop.exchange.roster.plain import PlainRows
from laborcoop.exchange.roster.rows import OriginalRow
from laborcoop.exchange.roster.settle import Made, Merge
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import Registration
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.rulebook import Finding, Locus


class Taken(Protocol):
    """A row that became a worker."""

    @property
    def worker(self) -> Worker:
        """The worker."""
        ...

    @property
    def registration(self) -> Registration:
        """What the worker registered for."""
        ...

    @property
    def where(self) -> Locus:
        """The place of the row."""
        ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of the worker."""
        ...

    @property
    def details(self) -> Details:
        """What else the row says."""
        ...

    @property
    def row(self) -> OriginalRow:
        """The row as the file holds it. Personal data."""
        ...

    @property
    def merge(self) -> Merge | None:
        """The rows of the worker, where there are several."""
        ...


class TakenPlain:
    """A row that nothing else had to do with; the worker is made, and what is said of it worded, when asked for."""

    __slots__ = ("_made", "_numbered", "_rows")

    merge: Merge | None = None

    def __init__(self, numbered: Numbered, rows: PlainRows) -> None:
        self._numbered = numbered
        self._rows = rows
        self._made: tuple[Worker, Registration] | None = None

    def __repr__(self) -> str:
        return f"TakenPlain({self.worker!r}, {self.where!r})"

    @property
    def worker(self) -> Worker:
        """The worker."""
        self._made = self._made or self._rows.made(self._cells[1])
        return self._made[0]

    @property
    def registration(self) -> Registration:
        """What the worker registered for."""
        self._made = self._made or self._rows.made(self._cells[1])
        return self._made[1]

    @property
    def where(self) -> Locus:
        """The place of the row."""
        return self._rows.table.place(self._numbered[0])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of the worker."""
        number, line, _ = self._cells
        return self._rows.findings(number, line)

    @property
    def details(self) -> Details:
        """What else the row says."""
        return Details(**self._rows.details(self._cells[1]))

    @property
    def row(self) -> OriginalRow:
        """The row as the file holds it. Personal data."""
        return self._rows.table.plain_row(*self._cells).original

    @property
    def _cells(self) -> Numbered:
        return self._rows.table.parted(self._numbered)


class TakenOnce:
    """The row of several that say one person, and nobody else, that is followed; all is made when asked for."""

    __slots__ = ("_make", "_settled", "where")

    def __init__(self, where: Locus, make: Callable[[], Made]) -> None:
        self.where = where
        self._make = make
        self._settled: TakenSettled | None = None

    def __repr__(self) -> str:
        return f"TakenOnce({self.worker!r}, {self.where!r})"

    def _taken(self) -> TakenSettled:
        self._settled = self._settled or TakenSettled(made=self._make())
        return self._settled

    @property
    def worker(self) -> Worker:
        """The worker."""
        return self._taken().worker

    @property
    def registration(self) -> Registration:
        """What the worker registered for."""
        return self._taken().registration

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of the worker."""
        return self._taken().findings

    @property
    def details(self) -> Details:
        """What else the rows say."""
        return self._taken().details

    @property
    def row(self) -> OriginalRow:
        """The row that is followed, as the file holds it. Personal data."""
        return self._taken().row

    @property
    def merge(self) -> Merge | None:
        """The rows of the worker."""
        return self._taken().merge


@frozen(kw_only=True)
class TakenSettled:
    """A row that became a worker after it was compared with others."""

    made: Made

    def __repr__(self) -> str:
        return f"TakenSettled({self.worker!r}, {self.where!r})"

    @property
    def worker(self) -> Worker:
        """The worker."""
        return self.made.worker

    @property
    def registration(self) -> Registration:
        """What the worker registered for."""
        return self.made.registration

    @property
    def where(self) -> Locus:
        """The place of the row that is followed."""
        return self.made.merge.kept

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of the worker."""
        return self.made.findings

    @property
    def details(self) -> Details:
        """What else the rows say."""
        return details_of(self.made.facts)

    @property
    def row(self) -> OriginalRow:
        """The row that is followed, as the file holds it. Personal data."""
        return self.made.entries[0].row.original

    @property
    def merge(self) -> Merge | None:
        """The rows of the worker, where there are several."""
        return self.made.merge if self.made.merge.others else None


_asked = methodcaller("__call__")


@frozen(kw_only=True)
class Repeated:
    """A row that says again what another said; whose it is, and what the file holds, is worked out when asked for."""

    where: Locus
    _kept: Callable[[], WorkerId] = field(eq=_asked)
    _row: Callable[[], OriginalRow] = field(eq=_asked)

    def __repr__(self) -> str:
        return f"Repeated(where={self.where!r}, kept={self.kept!r})"

    @property
    def kept(self) -> WorkerId:
        """The worker whose it is."""
        return self._kept()

    @property
    def row(self) -> OriginalRow:
        """The row as the file holds it. Personal data."""
        return self._row()


@frozen(kw_only=True)
class RefusedRow:
    """A row that could not become a worker; why, and what the file holds, is worded when asked for.

    ``subject`` is the id in the data, or one made of the place; ``person`` is the same for all rows of one person, and
    the worker's id where another row made a worker of that person.
    """

    where: Locus
    subject: str
    person: str
    _findings: Callable[[], tuple[Finding, ...]] = field(eq=_asked)
    _row: Callable[[], OriginalRow] = field(eq=_asked)

    def __repr__(self) -> str:
        said = f"where={self.where!r}, subject={self.subject!r}, person={self.person!r}, findings={self.findings!r}"
        return f"RefusedRow({said})"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What speaks against the row, and what else is to be said of it."""
        return self._findings()

    @property
    def row(self) -> OriginalRow:
        """The row as the file holds it. Personal data."""
        return self._row()

    @property
    def cells(self) -> Mapping[str, Cell]:
        """The cells as the file holds them, each under its header or its column's letters. Personal data."""
        return self.row.cells


Outcome = Taken | Repeated | RefusedRow
"""What becomes of a row."""


@frozen(kw_only=True)
class Counts:
    """How many rows there were and what became of them: rows = workers + repeated + refused.

    Raises:
        InvalidValue: the rows do not add up: one is lost.
    """

    rows: int = 0
    workers: int = 0
    repeated: int = 0
    refused: int = 0

    def __attrs_post_init__(self) -> None:
        if self.rows != self.workers + self.repeated + self.refused:
            raise InvalidValue(
                Text(
                    "行数对不上：{rows} ≠ 采用 {workers} + 重复 {repeated} + 退回 {refused}",
                    "a row is lost: {rows} rows, but {workers} workers, {repeated} repeated, {refused} refused",
                ).format(rows=self.rows, workers=self.workers, repeated=self.repeated, refused=self.refused)
            )
