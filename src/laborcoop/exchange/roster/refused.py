"""The rows that are refused: what names each of them, and which of them are one person's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from laborcoop.exchange import cells
from laborcoop.exchange.notices import notice
from laborcoop.exchange.roster.merge import linked, persons_of
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.people import Entry
from laborcoop.exchange.roster.rows import looks_like_number
from laborcoop.kernel.identity import is_placeholder, normalise_number
from laborcoop.kernel.ids import WorkerId
from laborcoop.planning.case import Refused
from laborcoop.rulebook import Finding

_Hint = tuple[str, str, str]


def refused_rows(
    refused: Iterable[tuple[Entry, tuple[Finding, ...]]], entries: Sequence[Entry], taken: Mapping[str, WorkerId]
) -> tuple[Refused, ...]:
    """The refused rows by place.

    Args:
        refused: each with what speaks against it.
        entries: all rows.
        taken: the workers, by the subjects of their rows.
    """
    given = sorted(refused, key=lambda pair: pair[0].row.where.order())
    times = Counter(entry.facts.worker_id for entry, _ in given)
    free = {worker_id for worker_id, rows in times.items() if rows == 1} - set(taken.values())
    persons = _persons(entries, taken)
    known = set(taken.values())
    return tuple(
        _refused(entry, findings, free, person, of_nobody=person not in known)
        for entry, findings in given
        for person in [persons[entry.row.subject]]
    )


def refused_alone(entry: Entry) -> Refused:
    """A refused row that shares nothing with any other."""
    return _refused(entry, entry.findings, {entry.facts.worker_id}, entry.row.subject, of_nobody=True)


def _refused(
    entry: Entry, findings: Iterable[Finding], free: set[WorkerId | None], person: str, *, of_nobody: bool
) -> Refused:
    """A refused row; an id in the data names it where nobody else has it.

    Where no other row made a worker of its person, the party is told that it goes without (RO-40).
    """
    party = entry.facts.together if of_nobody else None
    if party is not None:
        findings = (*findings, notice(NOTICES, "RO-40", entry.row.where, {"party": party}, path="together"))
    worker_id = entry.facts.worker_id
    subject = worker_id if worker_id and worker_id in free else entry.row.subject
    return Refused(
        subject=subject,
        where=entry.row.where,
        findings=tuple(sorted((finding.of(subject) for finding in findings), key=Finding.order)),
        person=person,
    )


def _persons(entries: Sequence[Entry], taken: Mapping[str, WorkerId]) -> Mapping[str, str]:
    """Whose each row is, by its subject: the worker's id, else the subject of the first row of the same person.

    A row whose name or number cannot be read is that of the one person to whom its name leads with an id, a phone or
    a damaged number, or its number alone; rows that lead to nobody are one person's where they lead to each other.
    """
    persons = [person for person in persons_of(entries) if person.identity]
    owners: dict[_Hint, set[int]] = {}
    for index, person in enumerate(persons):
        offered = {hint for entry in person.entries for hint in _hints(entry) if hint[1] != "mask"}
        for hint in (("", "number", person.identity), *offered):
            owners.setdefault(hint, set()).add(index)
    groups = [list(person.entries) for person in persons]
    sure = {entry.row.subject for group in groups for entry in group}
    others = sorted(
        (entry for entry in entries if entry.row.subject not in sure), key=lambda entry: entry.row.where.order()
    )
    hints_of = [_hints(entry) for entry in others]
    for indexes in linked(hints_of):
        group = [others[index] for index in indexes]
        pointed = set().union(*(owners.get(hint, set()) for index in indexes for hint in hints_of[index]))
        if len(pointed) == 1:
            groups[pointed.pop()].extend(group)
        else:
            groups.append(group)
    return {entry.row.subject: _key(group, taken) for group in groups for entry in group}


def _key(group: Iterable[Entry], taken: Mapping[str, WorkerId]) -> str:
    subjects = [entry.row.subject for entry in sorted(group, key=lambda entry: entry.row.where.order())]
    return next((taken[subject] for subject in subjects if subject in taken), subjects[0])


def _hints(entry: Entry) -> frozenset[_Hint]:
    """What leads to a person: with the name an id, a phone, a damaged number or a mask; without it a whole number.

    One name and one mask make no worker's row of a refused one; two refused rows are one person's by them, unless an id
    says otherwise.
    """
    number, facts = entry.number, entry.facts
    if entry.name is None:
        said = {"number": number.reveal() if number and not number.is_masked else ""}
    else:
        said = {
            "id": facts.worker_id or "",
            "phone": facts.phone.reveal() if facts.phone else "",
            "damaged": "" if number else _damaged(entry),
            "mask": number.masked if number and number.is_masked and not facts.worker_id else "",
        }
    name = entry.name.reveal() if entry.name else ""
    return frozenset((name, kind, hint) for kind, hint in said.items() if hint)


def _damaged(entry: Entry) -> str:
    """A number that cannot be read, as far as two persons will not share it."""
    cell = entry.row.cell("id_number")
    written = normalise_number(cells.text(cell))
    return written if looks_like_number(cell) and not is_placeholder(written) else ""
