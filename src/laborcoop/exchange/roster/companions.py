"""Who travels with whom where the column 同行 names a person instead of giving the code of a party.

A clerk writes 李四 into the row of 张三, and means that the two go together. Those who are linked so, one by one, are
one party. Its id is the code that one of them has, else one made of all of them: it shows no name. A name that nobody
has, or several people have, links nobody.

A code that must not be shown, such as a phone, has an id of its own where there is a salt. Where there is none, those
who have it are one party, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.private import is_token, joined, may_be_shown
from laborcoop.exchange.roster import readings
from laborcoop.exchange.roster.ids import Ids
from laborcoop.exchange.roster.rows import ditto
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.sheets import Cell
from laborcoop.kernel.identity import modern_number, normalise_number
from laborcoop.kernel.ids import PartyId
from laborcoop.kernel.personal import PersonName

_BETWEEN = re.compile(r"[、;,/\n]")


class Person(NamedTuple):
    """Who a row is, by name and number; the texts are personal data."""

    name: str
    number: str

    @classmethod
    def of(cls, name: PersonName, number: Cell) -> Person:
        """A person by the cells of a row."""
        return cls(name.reveal(), modern_number(normalise_number(cells.text(number))))


Parties = Mapping[Person, PartyId]


def parties_of(tables: Sequence[Table], ids: Ids) -> Parties:
    """The party of each person whom 同行 links to another one by name, or who has a code that gives no id.

    Args:
        tables: all tables; those without the column are gone through only where another one has a name in it.
        ids: gives ids to the parties.
    """
    if not any(_has_links(table, ids) for table in tables):
        return {}
    said: dict[Person, list[str]] = {}
    for table in tables:
        for person, written in _people(table):
            said.setdefault(person, []).append(written)
    called: dict[str, list[Person]] = {}
    for person in said:
        called.setdefault(person.name, []).append(person)
    linked = {person: {person} for person in said}
    without_id = {
        person: kept for person, several in said.items() if (kept := [*filter(partial(_lacks_id, ids), several)])
    }
    first: dict[str, Person] = {}
    for person, kept in without_id.items():
        for written in kept:
            _join(linked, person, first.setdefault(joined(written), person))
    for person, several in said.items():
        for name in {name for written in several for name in _names(written)}:
            found = called.get(name, [])
            if len(found) == 1:
                _join(linked, person, found[0])
    parties = {id(party): party for party in linked.values() if len(party) > 1 or not party.isdisjoint(without_id)}
    return {person: party_id for party in parties.values() for person, party_id in _named(party, said, ids)}


def _join(linked: dict[Person, set[Person]], one: Person, other: Person) -> None:
    if linked[one] is not linked[other]:
        linked[one] |= linked[other]
        for person in linked[other]:
            linked[person] = linked[one]


def _named(party: Iterable[Person], said: Mapping[Person, Sequence[str]], ids: Ids) -> Iterator[tuple[Person, PartyId]]:
    """Everyone of a party with its id; nobody where two of them have different codes."""
    members = sorted(party)
    codes = {written for person in members for written in said[person] if written and is_token(written)}
    if len(codes) > 1:
        return
    code = codes.pop() if codes else ""
    shown = code if may_be_shown(code) else ids.of_text("T", code) if code else None
    party_id = PartyId(shown) if shown else ids.of_party(members)
    yield from ((person, party_id) for person in members)


def _lacks_id(ids: Ids, written: str) -> bool:
    """Whether a code or name has no id that may be shown."""
    nothing = readings.is_nothing(written) or may_be_shown(written)
    return not nothing and ids.of_text("T", written) is None


def _has_links(table: Table, ids: Ids) -> bool:
    """Whether the column holds a name at all, or a code without an id: told of its distinct cells."""
    at = table.header.columns.get("together")
    if at is None:
        return False
    distinct = {line[at] for piece in table.pieces() for line in piece.lines if at < len(line)}
    return any(_names(written) or _lacks_id(ids, written) for written in map(cells.text, distinct))


def _people(table: Table) -> Iterator[tuple[Person, str]]:
    """Whose each row is, where it has a name, with what it says under 同行."""
    above: Mapping[str, Cell] = {}
    for piece in table.pieces():
        for line in piece.lines:
            above = ditto(table.said(line), above)
            try:
                name = readings.name(above.get("name"))
            except InvalidValue:
                continue
            yield Person.of(name, above.get("id_number")), cells.text(above.get("together"))


def _names(written: str) -> tuple[str, ...]:
    """The names in a cell of the column; none where it gives a code, or nothing."""
    if readings.is_nothing(written) or is_token(written):
        return ()
    found: list[str] = []
    for part in filter(None, map(str.strip, _BETWEEN.split(written))):
        try:
            found.append(PersonName.parse(part).reveal())
        except InvalidValue:
            continue
    return tuple(found)
