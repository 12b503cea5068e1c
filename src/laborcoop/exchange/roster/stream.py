"""Rosters row by row: what becomes of each, as soon as it is known, with no more held than has to be.

The files are gone through twice. The first time only tells which rows may have to do with one another (`index`); the
second time each other row is settled and given away at once, and those rows at the end, together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice, repeat, starmap
from pathlib import Path

from attrs import evolve

from laborcoop.errors import DocumentError
from laborcoop.exchange.files import shown_name
from laborcoop.exchange.notices import notice
from laborcoop.exchange.private import hidden
from laborcoop.exchange.roster.below import MOST_TABLES, ended, rest_of, table_below
from laborcoop.exchange.roster.beside import tables_beside, without_others
from laborcoop.exchange.roster.columns import Headers
from laborcoop.exchange.roster.companions import parties_of
from laborcoop.exchange.roster.glance import Glance
from laborcoop.exchange.roster.identities import Whose
from laborcoop.exchange.roster.ids import ShownIds
from laborcoop.exchange.roster.index import Index
from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.roster.known import Known
from laborcoop.exchange.roster.look import HELD, PLAIN, TO_READ, Look
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.numbers import Numbers
from laborcoop.exchange.roster.outcome import Counts, Outcome, RefusedRow, Repeated, TakenOnce, TakenPlain, TakenSettled
from laborcoop.exchange.roster.people import Entry, read_entry
from laborcoop.exchange.roster.pieces import Numbered
from laborcoop.exchange.roster.plain import PlainRows
from laborcoop.exchange.roster.returned import SEARCHED_ROWS, is_list_of_refused, says_list_of_refused
from laborcoop.exchange.roster.rows import OriginalRow, Row, original, subject_of
from laborcoop.exchange.roster.settle import Made, Settled, settle, settle_alone
from laborcoop.exchange.roster.sheet_notices import about_list, about_list_alone, about_names
from laborcoop.exchange.roster.table import Table, table_of, text_table
from laborcoop.exchange.roster.twins import Held, for_long, held, twins
from laborcoop.exchange.roster.unread import UnreadFile
from laborcoop.exchange.roster.values import Values
from laborcoop.exchange.roster.wrong import WrongNumbers
from laborcoop.exchange.sheets import TABLES, Cell, read_sheets
from laborcoop.exchange.text_table import LARGEST_TEXT, TextTable
from laborcoop.exchange.unpacking import LARGEST_FILE
from laborcoop.people.identity_check import NumberEntry, SharedNumber
from laborcoop.planning.case import Merged, Refused
from laborcoop.rulebook import Finding, Locus, RuleBook, Severity

_ALL_MARKS = bytes([1]) * 256
_BUT_PLAIN = bytes(mark != PLAIN for mark in range(256))
"""Which rows are to be looked at, by their marks."""


class RosterStream:
    """The rows of rosters, to be gone through once; what is said of files and sheets, and the counts, grow on the way.

    Built by `stream_rosters`. ``known`` is what the rosters refer to, with what gives the ids.
    """

    def __init__(
        self,
        looks: Sequence[Look],
        about: Sequence[Finding],
        known: Known,
        numbers: Numbers,
        index: Index,
        unread: Sequence[UnreadFile] = (),
    ) -> None:
        # Asked once for all rows: it refuses a salt that is too short.
        if known.salt:
            known.ids.of_number("")
        self.known = known
        self.findings: list[Finding] = [*about]
        """What is to be said of files, sheets and rows that are nobody's; all of it once all rows were given away."""
        self.unread = tuple(sorted(unread, key=lambda one: one.file))
        """The files of which nothing was read; no row of theirs is in ``counts``."""
        self._looks = looks
        self._judge = numbers.judge
        self._index = index
        self._values = Values(known, parties_of([look.table for look in looks], known.ids))
        self._numbers = numbers
        self._counted: dict[type, int] = dict.fromkeys((TakenPlain, TakenOnce, TakenSettled, Repeated, RefusedRow), 0)
        self._held: list[Entry] = []
        self._plain_but_held: list[tuple[PlainRows, list[Numbered]]] = []
        self._noted: set[tuple[str, str]] = set()

    @property
    def counts(self) -> Counts:
        """The rows given away so far, and what became of them."""
        workers = sum(self._counted[kind] for kind in (TakenPlain, TakenOnce, TakenSettled))
        repeated, refused = self._counted[Repeated], self._counted[RefusedRow]
        return Counts(rows=workers + repeated + refused, workers=workers, repeated=repeated, refused=refused)

    def __iter__(self) -> Iterator[Outcome]:
        # No generator around those of the tables: each row would have to pass through it.
        return chain(chain.from_iterable(map(self._rows, self._looks)), self._last())

    def _last(self) -> Iterator[Outcome]:
        counted = self._counted
        for outcome in self._compared():
            counted[type(outcome)] += 1
            yield outcome

    def _compared(self) -> Iterator[Outcome]:
        """What becomes of the rows that waited for others."""
        persons, others = twins(chain.from_iterable(starmap(held, self._plain_but_held)), self._held)
        for rows in persons:
            yield from self._repeated(rows)
        entries = [*self._held, *(self._entry(one.row) for one in others)]
        yield from _outcomes(settle(entries, self.known, self._judge.book), entries)

    def _repeated(self, rows: Sequence[Held]) -> Iterator[Outcome]:
        """What becomes of the rows of one person who shares nothing with others."""
        first, *again = rows
        if not again:
            yield TakenPlain((first.number, first.line, first.given), first.rows)
            return
        yield TakenOnce(first.where, partial(self._made, rows))
        for one in again:
            yield Repeated(where=one.where, kept=partial(first.rows.id_of, first.whose), row=one.original)

    def _made(self, rows: Sequence[Held]) -> Made:
        entries = [self._entry(one.row) for one in rows]
        (made,) = settle(entries, self.known, self._judge.book).made
        return made

    def _rows(self, look: Look) -> Iterator[Outcome]:
        table = look.table
        rows = PlainRows(table, self._values, self._numbers, self._judge)
        wrong = WrongNumbers(table, rows, look.glance, self._judge, self._index)
        counted = self._counted
        has_claims = self._index.has_claims
        waiting: list[Numbered] = []
        self._plain_but_held.append((rows, waiting))
        above: Mapping[str, Cell] = {}
        before: Numbered | None = None
        # A row without a mark would be lost; there is none, and if there were it would be read.
        marks = chain(look.marks, repeat(TO_READ))
        for note in look.notes:
            self._note(note, table.file)
        for number, given in table.above:
            counted[RefusedRow] += 1
            code = "RO-24" if table.header.columns else "RO-07"
            yield _without_columns(code, table.place(number), given)
        for piece in table.again():
            own = bytes(islice(marks, len(piece.lines)))
            to_look_at = own.translate(_ALL_MARKS if has_claims else _BUT_PLAIN)
            for numbered, mark in zip(table.parted_some(piece, to_look_at).numbered(), own, strict=True):
                if mark == PLAIN and not has_claims:
                    before = numbered
                    counted[TakenPlain] += 1
                    yield TakenPlain(numbered, rows)
                    continue
                number, line, given = numbered
                outcome: Outcome | None
                if mark and not (has_claims and self._is_claimed(rows.identity(line))):
                    before, outcome = numbered, _plain(numbered, rows, waiting, is_held=mark == HELD)
                elif (outcome := wrong.refused(number, line, given)) is not None:
                    before = numbered
                else:
                    if before is not None:
                        above, before = table.said(table.parted(before)[1]), None
                    above, outcome = self._read(table, number, line, given, above)
                if outcome is not None:
                    counted[type(outcome)] += 1
                    yield outcome

    def _is_claimed(self, whose: Whose) -> bool:
        """Whether another row claims the id that the number of a row gives."""
        return not whose.own_id and self._index.is_claimed(self.known.ids.of_number(whose.number))

    def _read(
        self, table: Table, number: int, line: Sequence[Cell], given: Sequence[Cell], above: Mapping[str, Cell]
    ) -> tuple[Mapping[str, Cell], Outcome | None]:
        """What 同上 in the next row means, and what becomes of a row; None where it is nobody's or waits for others."""
        row, counts, told = table.look(number, line, given, above)
        self.findings.extend(told)
        if row is not None:
            return row.cells, self._outcome(row)
        return table.row(number, line, given, above).cells if counts else above, None

    def _outcome(self, row: Row) -> Outcome | None:
        """What becomes of a row; None where it has to wait for others."""
        entry = self._entry(row)
        settled = None if self._index.holds(entry) else self._alone(entry)
        if settled is None:
            self._held.append(entry)
        return settled

    def _entry(self, row: Row) -> Entry:
        return self._without_notes(read_entry(row, self._values, self._judge))

    def _alone(self, entry: Entry) -> Outcome | None:
        """What becomes of a row that shares nothing with another; None where another claims its id."""
        settled = settle_alone(entry, self.known)
        if isinstance(settled, Made):
            return None if self._index.is_claimed(settled.worker.id) else TakenSettled(made=settled)
        return None if self._index.is_claimed(settled.subject) else _refused(settled, entry.row.original)

    def _without_notes(self, entry: Entry) -> Entry:
        """A row without what is said of its file, once: which row says it first would change with their order."""
        notes = [finding for finding in entry.findings if _is_synthetic_note(finding)]
        for note in notes:
            self._note(note, entry.row.where.file)
        return evolve(entry, findings=tuple(one for one in entry.findings if one not in notes)) if notes else entry

    def _note(self, note: Finding, file: str) -> None:
        if (file, note.message.en) not in self._noted:
            self._noted.add((file, note.message.en))
            self.findings.append(evolve(note, subject=file, kind="", where=Locus(file)))


def stream_rosters(
    files: Sequence[tuple[Path, str]],
    known: Known,
    book: RuleBook,
    *,
    limit: int | None = None,
    unread: Sequence[UnreadFile] = (),
) -> RosterStream:
    """Rosters row by row: workbooks and CSV files, any number of sheets, as counties send them.

    A CSV file is never held as a whole, a workbook is. The order of the rows that come out is that of the files but for
    those that had to be compared with others, which come last; what becomes of each is what `read_rosters` says.

    Args:
        files: each with the name under which findings cite it. The order does not matter.
        known: what the rosters refer to; where its salt is empty, ids are made of what may be shown.
        book: the rules by which resident numbers are judged (ID-01 to ID-12).
        limit: the most bytes that one file may hold when unpacked: 128 MiB for a workbook and 4 GiB for a CSV file
            unless given.
        unread: what else was sent and could not be read.

    A file that cannot be read is an ERROR finding (RO-16) and stands in ``unread``, and the others go on.

    Raises:
        InvalidValue: ``known`` has a salt that is too short.
        MissingExtra: one of ``files`` is a workbook, and the package that reads workbooks is not installed.
    """
    return _stream(shown_files(files), known, book, limit, unread)


def _stream(
    files: Sequence[tuple[Path, str]],
    known: Known,
    book: RuleBook,
    limit: int | None,
    before: Sequence[UnreadFile] = (),
) -> RosterStream:
    """The rows of files; ``before`` are others that turned out to be unreadable."""
    headers = Headers.known(known.columns)
    index = Index()
    numbers = Numbers(NumberJudge(about_numbers(book), known.on), known.synthetic_areas)
    # Of the values none is remembered here that depends on the numbers of all rows, as ids may.
    values = Values(known)
    looks: list[Look] = []
    findings: list[Finding] = []
    unread: list[UnreadFile] = []
    broken: dict[tuple[Path, str], UnreadFile] = {}
    for path, file in files:
        try:
            opened, about = _opened(path, file, headers, limit)
        except DocumentError as unreadable:
            unread.append(UnreadFile.of(path, file, unreadable, limit))
            continue
        findings.extend(about)
        try:
            for table in opened:
                for look, told in _looked(table, values, numbers, index):
                    looks.append(look)
                    findings.extend(told)
                    if not known.resolves:
                        findings.extend(about_names(look.table.file, look.table.sheet, look.table.letters))
        except DocumentError as unreadable:
            broken[path, file] = UnreadFile.of(path, file, unreadable, limit)
    if broken:
        # The index knows some of their rows: the other files are looked at again without them.
        return _stream([one for one in files if one not in broken], known, book, limit, [*before, *broken.values()])
    unread.extend(before)
    findings.extend(one.finding for one in unread)
    numbers_of_all = index.seen_all()
    for look in looks:
        look.compare(index)
    if not known.salt:
        known = evolve(known, shown_ids=ShownIds(numbers_of_all))
    return RosterStream(looks, findings, known, numbers, index, unread)


def _looked(table: Table, values: Values, numbers: Numbers, index: Index) -> Iterator[tuple[Look, tuple[Finding, ...]]]:
    """The looks at a table, at those beside and below it, and what is to be said of the columns of those below."""
    told: tuple[Finding, ...] = ()
    tables = 1
    while True:
        first = without_others(table)
        look = Look(first, Glance(first, values, numbers), numbers)
        look.add_to(index)
        yield look, told
        for other in tables_beside(table if look.below is None else ended(table, look.below.number)):
            beside = Look(other, Glance(other, values, numbers), numbers, may_end=False)
            beside.add_to(index)
            yield beside, ()
        if look.below is None:
            return
        tables += 1
        if tables > MOST_TABLES:
            rest, told = rest_of(table, look.below.number)
            yield Look(rest, Glance(rest, values, numbers), numbers), told
            return
        table, told = table_below(table, *look.below)


def about_numbers(book: RuleBook) -> RuleBook:
    """The rules of a book that look at resident numbers as written, and no others: they are asked for every row."""
    looked_at = (NumberEntry, SharedNumber)
    return evolve(
        book, rules=tuple(rule for rule in book.rules if any(issubclass(one, rule.subject) for one in looked_at))
    )


def _opened(path: Path, file: str, headers: Headers, limit: int | None) -> tuple[list[Table], list[Finding]]:
    tables: list[Table] = []
    findings: list[Finding] = []
    found: list[tuple[Table | None, tuple[Finding, ...]]]
    if path.suffix.lower() in TABLES:
        text = TextTable.open(path, file, limit=LARGEST_TEXT if limit is None else limit)
        table, about = text_table(text, hidden(shown_name(path.stem)), headers)
        # Saved as CSV, the list comes without the sheets behind it: only here are its rows.
        is_list = says_list_of_refused(islice(text.rows(), SEARCHED_ROWS))
        found = [(table, (about_list_alone(file), *about) if is_list else about)]
    else:
        sheets = read_sheets(path, file, limit=LARGEST_FILE if limit is None else limit)
        named = [evolve(sheet, name=hidden(sheet.name)) for sheet in sheets]
        found = [
            (None, (about_list(sheet),)) if is_list_of_refused(sheet) else table_of(sheet, headers) for sheet in named
        ]
    for table, about in found:
        tables.extend([table] if table else [])
        findings.extend(about)
    return tables, findings


def shown_files(files: Sequence[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """The files in the order of their names, under names that tell of nobody and are still told apart."""
    shown: list[tuple[Path, str]] = []
    times: Counter[str] = Counter()
    alike = Counter(file for _, file in files)
    for path, file in sorted(files, key=lambda pair: pair[1]):
        name = hidden(file)
        is_numbered = name != file or alike[file] > 1
        times[name] += is_numbered
        shown.append((path, f"{name} ({times[name]})" if is_numbered else file))
    return shown


def _outcomes(settled: Settled, entries: Sequence[Entry]) -> Iterator[Outcome]:
    """What became of some rows, one for each."""
    rows = {entry.row.where: entry.row for entry in entries}
    for made in settled.made:
        yield TakenSettled(made=made)
    for merged in settled.merged:
        yield _said_again(merged, rows[merged.where])
    for refused in settled.refused:
        yield _refused(refused, rows[refused.where].original)


def _plain(numbered: Numbered, rows: PlainRows, waiting: list[Numbered], *, is_held: bool) -> TakenPlain | None:
    """What becomes of a plain row; None where it waits for others."""
    if is_held:
        waiting.append(for_long(numbered))
    return None if is_held else TakenPlain(numbered, rows)


def _said_again(merged: Merged, row: Row) -> Repeated:
    return Repeated(where=merged.where, kept=lambda: merged.kept, row=lambda: row.original)


def _without_columns(code: str, where: Locus, given: Sequence[Cell]) -> RefusedRow:
    subject = subject_of(where)
    finding = notice(NOTICES, code, where, {}, subject=subject, kind="worker")
    row = original(where, (), given)
    return RefusedRow(where=where, subject=subject, person=subject, findings=lambda: (finding,), row=lambda: row)


def _refused(refused: Refused, row: OriginalRow) -> RefusedRow:
    return RefusedRow(
        where=refused.where,
        subject=refused.subject,
        person=refused.person,
        findings=lambda: refused.findings,
        row=lambda: row,
    )


def _is_synthetic_note(finding: Finding) -> bool:
    return finding.rule == "ID-05" and finding.severity is Severity.INFO
