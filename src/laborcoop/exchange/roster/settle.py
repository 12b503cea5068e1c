"""What becomes of every row: a worker with a registration, a repetition, or refused with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, field, fields_dict, frozen

from laborcoop.exchange.notices import notice
from laborcoop.exchange.roster.alone import Alone, details_of
from laborcoop.exchange.roster.columns import BY_KEY
from laborcoop.exchange.roster.known import Known
from laborcoop.exchange.roster.merge import Person, persons_of, with_numberless
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.people import Entry, Facts
from laborcoop.exchange.roster.refused import refused_alone, refused_rows
from laborcoop.exchange.roster.rows import OriginalRow
from laborcoop.exchange.roster.values import Flags, Wish
from laborcoop.journey.registration import Purpose, Registration
from laborcoop.kernel.identity import is_possible_birth
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.people.identity_check import SharedNumber
from laborcoop.planning.case import Merged, Refused
from laborcoop.rulebook import Finding, Locus, RuleBook


@frozen(kw_only=True)
class Merge:
    """A person named by several rows: the row followed, the others, which columns they filled and where they differ.

    ``rows`` are all of them as the files hold them, the one followed first. ``apart`` is all that would have been read
    of each by itself, in the same order, one that could not stand alone as refused with its reasons: by it a merge is
    undone.
    """

    worker: WorkerId
    kept: Locus
    others: tuple[Locus, ...]
    filled: tuple[str, ...]
    differing: tuple[str, ...]
    rows: tuple[OriginalRow, ...] = field(default=(), repr=False)
    apart: tuple[Alone | Refused, ...] = field(default=(), repr=False)


@frozen(kw_only=True)
class Made:
    """A worker with a registration, the rows that it was made of, and what was found in them."""

    entries: tuple[Entry, ...]
    worker: Worker
    registration: Registration
    merge: Merge
    facts: Facts
    findings: tuple[Finding, ...]


@frozen(kw_only=True)
class Settled:
    """The outcome for all rows: workers by id, and what became of the rows that are none's."""

    made: tuple[Made, ...]
    refused: tuple[Refused, ...]
    rows: int

    @property
    def merged(self) -> tuple[Merged, ...]:
        """The rows that say again what another said, by place."""
        repeated = (Merged(where=where, kept=one.worker.id) for one in self.made for where in one.merge.others)
        return tuple(sorted(repeated, key=lambda one: one.where.order()))


def settle(entries: Sequence[Entry], known: Known, book: RuleBook) -> Settled:
    """Settle what becomes of every row: workers, repetitions and refused are all of them.

    Args:
        entries: the rows.
        known: what the rosters refer to.
        book: the rules, of which one says what is wrong with a number that two persons have (ID-08).
    """
    persons, joined = with_numberless(persons_of(one for one in entries if not one.is_refused), entries)
    refused = [(entry, entry.findings) for entry in entries if entry.is_refused and entry.row.subject not in joined]
    sound: list[tuple[Person, date]] = []
    for person, against in _judged(persons, known, book):
        born = person.born
        if against or born is None:
            refused.extend((entry, (*entry.findings, *against[entry.row.subject])) for entry in person.entries)
        else:
            sound.append((person, born))
    made = sorted((_made(person, born, known) for person, born in sound), key=lambda one: one.worker.id)
    taken = {entry.row.subject: one.worker.id for one in made for entry in one.entries}
    return Settled(made=tuple(_named_alike(made)), refused=refused_rows(refused, entries, taken), rows=len(entries))


def settle_alone(entry: Entry, known: Known) -> Made | Refused:
    """Settle what becomes of a row that shares nothing with any other: what `settle` says of it, with less ado."""
    if not entry.is_refused:
        (person,) = persons_of([entry])
        born, against = person.born, _impossible(person, known)
        if born is not None and not against:
            return _made(person, born, known)
        entry = evolve(entry, findings=(*entry.findings, *against[entry.row.subject]))
    return refused_alone(entry)


def _named_alike(made: Sequence[Made]) -> Iterator[Made]:
    """The workers; those of one name and one phone who have different numbers are told of."""
    groups: dict[tuple[str, str], list[Made]] = {}
    for one in made:
        if one.worker.phone is not None:
            groups.setdefault((one.worker.name.reveal(), one.worker.phone.reveal()), []).append(one)
    alike = {one.worker.id: group for group in groups.values() for one in group if len(group) > 1}
    for one in made:
        group = alike.get(one.worker.id)
        if group is None:
            yield one
            continue
        rows = tuple(sorted((other.merge.kept for other in group), key=Locus.order))
        where = one.entries[0].row.at("phone")
        told = notice(
            NOTICES, "RO-23", where, {"rows": _worded(rows)}, subject=one.worker.id, kind="worker", path="phone"
        )
        yield evolve(one, findings=(*one.findings, told))


_Against = Mapping[str, tuple[Finding, ...]]


def _judged(persons: Sequence[Person], known: Known, book: RuleBook) -> Iterator[tuple[Person, _Against]]:
    """Each person with what speaks against it as a whole, by row; nothing where it can become a worker."""
    claims = {person: _claims(person, known) for person in persons}
    numbers: dict[str, list[Person]] = {}
    ids: dict[WorkerId, list[Person]] = {}
    for person in persons:
        numbers.setdefault(person.identity, []).append(person)
        for claim in claims[person]:
            ids.setdefault(claim, []).append(person)
    for person in persons:
        same_number = numbers[person.identity]
        same_id = {rival for claim in claims[person] for rival in ids[claim]}
        if impossible := _impossible(person, known):
            yield person, impossible
        elif len(same_number) > 1:
            yield person, _shared(person, _places(same_number), known, book)
        elif len(same_id) > 1:
            yield person, _each(person, "RO-08", "worker_id", rows=_worded(_places(same_id)))
        else:
            yield person, {}


def _impossible(person: Person, known: Known) -> _Against:
    """What is to be said where a birth date is not known or not possible; nothing else of it."""
    if person.born is not None and is_possible_birth(person.born, known.on):
        return {}
    return _each(person, "RO-10", "birth_date")


def _claims(person: Person, known: Known) -> frozenset[WorkerId]:
    """The ids that the rows of a person claim; of one without any the id that the number gives."""
    said = frozenset(entry.facts.worker_id for entry in person.entries if entry.facts.worker_id)
    return said or frozenset({known.ids.of_number(person.identity)})


def _places(persons: Iterable[Person]) -> tuple[Locus, ...]:
    return tuple(sorted((entry.row.where for person in persons for entry in person.entries), key=Locus.order))


def _worded(rows: Iterable[Locus]) -> list[Text]:
    """Places as a message gives them, in either language."""
    return [row.text() for row in rows]


def _each(person: Person, code: str, key: str, **facts: object) -> _Against:
    return {
        entry.row.subject: (
            notice(NOTICES, code, entry.row.at(key), facts, subject=entry.row.subject, kind="worker", path=key),
        )
        for entry in person.entries
    }


def _shared(person: Person, rows: tuple[Locus, ...], known: Known, book: RuleBook) -> _Against:
    """What the book says of a number that is shared; a book without that rule cannot make one person of two."""
    shared = SharedNumber(rows=rows)
    judged = {
        entry.row.subject: book.judge(
            shared, entry.row.subject, on=known.on, where=entry.row.at("id_number"), kind="worker"
        )
        for entry in person.entries
    }
    return judged if all(judged.values()) else _each(person, "RO-08", "id_number", rows=_worded(rows))


def _made(person: Person, born: date, known: Known) -> Made:
    said = [entry.facts for entry in person.entries]
    facts, filled, differing = _merged(said)
    if any(one.birth_date not in {None, born} for one in said[1:]):
        differing = (*differing, "birth_date")
    if any(entry.name not in {None, person.name} for entry in person.entries):
        differing = (*differing, "name")
    worker_id = facts.worker_id or known.ids.of_number(person.identity)
    rows = _places([person])
    doubts = [
        notice(
            NOTICES,
            "RO-37" if key == "willing" else "RO-06",
            person.kept.row.at(key),
            {"column": BY_KEY[key].title, "rows": _worded(rows)},
            subject=worker_id,
            kind="worker",
            path=key,
        )
        for key in differing
    ]
    found = [
        finding.of(worker_id)
        for entry in person.entries
        for finding in (entry.findings if entry.number is not None else _joined_findings(entry, person.kept))
        if not (finding.rule == "RO-14" and facts.county)
    ]
    worker, registration = _records(person, born, facts, worker_id, known)
    several = len(person.entries) > 1
    return Made(
        entries=person.entries,
        worker=worker,
        registration=registration,
        facts=facts,
        merge=Merge(
            worker=worker_id,
            kept=person.kept.row.where,
            others=tuple(entry.row.where for entry in person.entries[1:]),
            filled=filled,
            differing=differing,
            rows=tuple(entry.row.original for entry in person.entries) if several else (),
            apart=tuple(_alone(entry, known) for entry in person.entries) if several else (),
        ),
        findings=(*found, *doubts),
    )


def _joined_findings(entry: Entry, kept: Entry) -> tuple[Finding, ...]:
    """What is said of a row without a number that was joined to the person of its name and phone."""
    joined = notice(
        NOTICES,
        "RO-22",
        entry.row.at("id_number"),
        {"row": kept.row.where.text()},
        subject=entry.row.subject,
        kind="worker",
        path="id_number",
    )
    return (joined, *(finding for finding in entry.findings if not finding.excludes))


def _alone(entry: Entry, known: Known) -> Alone | Refused:
    """What a row would be if it were the only one of its person."""
    made = settle_alone(entry, known)
    if isinstance(made, Refused):
        return made
    return Alone(
        where=made.merge.kept,
        worker=made.worker,
        registration=made.registration,
        details=details_of(made.facts),
        findings=made.findings,
    )


def _merged(said: Sequence[Facts]) -> tuple[Facts, tuple[str, ...], tuple[str, ...]]:
    """The facts of several rows as one: the first row's, its gaps filled by the others; the keys filled and at odds."""
    if len(said) == 1:
        return said[0], (), ()
    chosen: dict[str, Any] = {}
    filled: list[str] = []
    differing: list[str] = []
    for key in fields_dict(Facts):
        values = [value for facts in said if (value := getattr(facts, key)) is not None]
        if not values:
            continue
        chosen[key] = next((value for value in values if not _is_open(value)), values[0])
        if key == "willing":
            # Nobody travels whom one of the rows says to stay.
            chosen[key] = all(values)
        if getattr(said[0], key) is None:
            filled.append(key)
        if key != "birth_date" and len(set(map(_meant, values))) > 1:
            differing.append(key)
    return Facts(**chosen), tuple(filled), tuple(differing)


def _meant(value: object) -> object:
    """What a value says: of a wish the record found, whether named in full, for short or by id."""
    return value.found if isinstance(value, Wish) and value.found is not None else value


def _is_open(value: object) -> bool:
    """Whether a wish names nothing that the case has: another row may name it better."""
    return isinstance(value, Wish) and value.found is None


def flags_of(household: Flags, relocated: bool | None, on: date, file: str) -> tuple[Flag, ...]:  # noqa: FBT001 - as said
    """The flags that hold, as a file says on a day."""
    said = (
        (FlagKind.OUT_OF_POVERTY, household.out_of_poverty),
        (FlagKind.RELAPSE_MONITORED, household.relapse_monitored),
        (FlagKind.RELOCATED, relocated),
    )
    return tuple(Flag(kind=kind, as_of=on, source=file) for kind, holds in said if holds)


def _records(
    person: Person, born: date, facts: Facts, worker_id: WorkerId, known: Known
) -> tuple[Worker, Registration]:
    household = Flags(facts.out_of_poverty, facts.relapse_monitored)
    worker = Worker(
        id=worker_id,
        name=person.name,
        sex=facts.sex or person.number.sex,
        number=person.number,
        born=born,
        registered=facts.county or known.sending,
        village=facts.village or "",
        phone=facts.phone,
        site=facts.resettlement_site,
        education=facts.education,
        skills=facts.skills or frozenset(),
        flags=flags_of(household, facts.relocated, known.on, person.kept.row.where.file),
        card_valid_until=facts.card_valid_until,
    )
    return worker, _registration(facts, worker_id)


def _registration(facts: Facts, worker_id: WorkerId) -> Registration:
    employer, boarding = facts.employer, facts.boarding_stop
    return Registration(
        worker=worker_id,
        purpose=facts.kind or (Purpose.RETURN_TO_POST if employer else Purpose.NEW_PLACEMENT),
        employer=employer.found if employer else None,
        employer_as_written=employer.as_written if employer else "",
        boarding=boarding.found if boarding else None,
        boarding_as_written=boarding.as_written if boarding else "",
        batches=facts.batch or frozenset(),
        available_from=facts.available_from,
        available_until=facts.available_until,
        together=facts.together,
        accepts_other=bool(facts.accepts_other),
        lowest_wage=facts.lowest_wage,
        willing=facts.willing is not False,
        other_trip=facts.other_trip,
    )
