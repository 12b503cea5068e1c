"""Whose rows are whose: repetitions found, independent of the order of rows, sheets and files.

One number and one name are one person (`people.one_person`). A row whose number is masked joins the person of the same
name, mask and birth date (the three give the number), or else of the same name, mask and worker id or phone. A row
without any number joins the one person of its name and phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from attrs import evolve, field, frozen

from laborcoop.exchange import cells
from laborcoop.exchange.roster.people import Entry
from laborcoop.exchange.sheets import Cell
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.personal import PersonName
from laborcoop.people.one_person import identity_of, name_as_compared
from laborcoop.rulebook import Locus

_Hints = frozenset[tuple[str, ...]]


@frozen(kw_only=True, eq=False)
class Person:
    """All rows of one person, the one that is followed first.

    ``born`` is the birth date of the number; of a masked one the declared date, None where there is none.
    ``identity`` is what the number says, empty where a mask hides it for good. Personal data.
    """

    entries: tuple[Entry, ...]
    name: PersonName
    number: ResidentNumber
    born: date | None = field(repr=False)
    identity: str = field(repr=False)

    @property
    def kept(self) -> Entry:
        """The row that is followed."""
        return self.entries[0]


@frozen(kw_only=True)
class _Readable:
    """A row whose name and number are known to be there."""

    entry: Entry
    name: PersonName
    number: ResidentNumber
    born: date | None = field(repr=False)
    identity: str = field(repr=False)

    @classmethod
    def of(cls, entry: Entry, name: PersonName, number: ResidentNumber) -> _Readable:
        born = entry.facts.birth_date if number.is_masked else number.birth_date
        return cls(entry=entry, name=name, number=number, born=born, identity=identity_of(number, born))

    @property
    def hints(self) -> _Hints:
        """What makes a masked row somebody's: name and mask, with the worker id or the phone."""
        facts = self.entry.facts
        common = (self.name.reveal(), self.number.masked)
        said = (("id", facts.worker_id or ""), ("phone", facts.phone.reveal() if facts.phone else ""))
        return frozenset((kind, hint, *common) for kind, hint in said if hint)

    @property
    def order(self) -> tuple[object, ...]:
        """Whole numbers before masked ones, full rows before sparse ones; then by content, then by place."""
        return self.number.is_masked, *by_content(self.entry.row.cells, self.entry.row.where)


def persons_of(entries: Iterable[Entry]) -> tuple[Person, ...]:
    """The persons that rows with a name and a number speak of, each with all rows, in a fixed order."""
    readable = [
        _Readable.of(entry, entry.name, entry.number)
        for entry in entries
        if entry.name is not None and entry.number is not None
    ]
    same: dict[tuple[object, ...], list[_Readable]] = {}
    for position, one in enumerate(readable):
        same.setdefault((one.identity or position, name_as_compared(one.name)), []).append(one)
    whole = [group for group in same.values() if not all(one.number.is_masked for one in group)]
    masked = [group for group in same.values() if all(one.number.is_masked for one in group)]
    persons = [_person(group) for group in _joined(whole, masked)]
    return tuple(sorted(persons, key=lambda person: (person.identity, person.name, person.kept.row.where.order())))


def with_numberless(persons: Sequence[Person], entries: Iterable[Entry]) -> tuple[tuple[Person, ...], frozenset[str]]:
    """The persons, each with the rows without a number that have its name and phone, and the subjects of those rows.

    A row joins where one person alone has that name and that phone, and no other birth date than the row's.
    """
    owners: dict[tuple[str, str], set[int]] = {}
    for index, person in enumerate(persons):
        for entry in person.entries:
            if hint := _name_and_phone(entry):
                owners.setdefault(hint, set()).add(index)
    guests: dict[int, list[Entry]] = {}
    for entry in entries:
        hint = _name_and_phone(entry) if entry.lacks_number_only else None
        named = owners.get(hint, set()) if hint else set()
        if len(named) == 1 and entry.facts.birth_date in {None, persons[min(named)].born}:
            guests.setdefault(min(named), []).append(entry)
    joined = frozenset(entry.row.subject for group in guests.values() for entry in group)
    return (
        tuple(
            evolve(
                person,
                entries=(
                    *person.entries,
                    *sorted(guests[index], key=lambda entry: by_content(entry.row.cells, entry.row.where)),
                ),
            )
            if index in guests
            else person
            for index, person in enumerate(persons)
        ),
        joined,
    )


def _name_and_phone(entry: Entry) -> tuple[str, str] | None:
    phone = entry.facts.phone
    return (entry.name.reveal(), phone.reveal()) if entry.name and phone else None


def by_content(given: Mapping[str, Cell], where: Locus) -> tuple[object, ...]:
    """The order of the rows of one person: full rows before sparse ones; then by content, then by place."""
    said = sorted((key, text) for key, cell in given.items() if key != "seq" and (text := cells.text(cell)))
    return -len(said), said, where.order()


def _person(group: Iterable[_Readable]) -> Person:
    # Alone, a row need not be put in order, and most are alone.
    ordered = rows if len(rows := list(group)) == 1 else sorted(rows, key=lambda one: one.order)
    first = next((one for one in ordered if one.identity), ordered[0])
    return Person(
        entries=tuple(one.entry for one in ordered),
        name=first.name,
        number=first.number,
        born=first.born,
        identity=first.identity,
    )


def _joined(whole: Sequence[list[_Readable]], masked: Sequence[list[_Readable]]) -> Iterator[Iterable[_Readable]]:
    """The whole groups, each with the masked ones whose hints point to it alone; then the rest, joined by hints."""
    owners: dict[tuple[str, ...], set[int]] = {}
    for index, group in enumerate(whole):
        for hint in _hints(group):
            owners.setdefault(hint, set()).add(index)
    guests: dict[int, list[_Readable]] = {}
    rest: list[list[_Readable]] = []
    for group in masked:
        pointed = set().union(*(owners.get(hint, set()) for hint in _hints(group)))
        if len(pointed) == 1:
            guests.setdefault(pointed.pop(), []).extend(group)
        else:
            rest.append(group)
    for index, group in enumerate(whole):
        yield chain(group, guests.get(index, ()))
    for indexes in linked([_hints(group) for group in rest]):
        yield chain.from_iterable(rest[index] for index in indexes)


def _hints(group: Iterable[_Readable]) -> _Hints:
    return frozenset().union(*(one.hints for one in group))


def linked(hints: Sequence[frozenset[tuple[str, ...]]]) -> Iterator[list[int]]:
    """What shares a hint, directly or through others, as one: each time the indexes, all of them once."""
    by_hint: dict[tuple[str, ...], list[int]] = {}
    for index, held in enumerate(hints):
        for hint in held:
            by_hint.setdefault(hint, []).append(index)
    seen: set[int] = set()
    for start in range(len(hints)):
        found: list[int] = []
        waiting = [start]
        while waiting:
            index = waiting.pop()
            if index not in seen:
                seen.add(index)
                found.append(index)
                waiting.extend(other for hint in hints[index] for other in by_hint.pop(hint, ()))
        if found:
            yield found
