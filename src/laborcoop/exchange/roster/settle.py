"""What becomes of every row: a worker with a registration, a repetition, or refused with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, fields_dict, frozen

from laborcoop.exchange.notices import notice
from laborcoop.exchange.roster.columns import BY_KEY
from laborcoop.exchange.roster.known import Known
from laborcoop.exchange.roster.merge import Person, persons_of
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.people import Entry, Facts, Wish
from laborcoop.exchange.roster.refused import refused_rows
from laborcoop.journey.registration import Purpose, Registration
from laborcoop.kernel.identity import is_possible_birth
from laborcoop.kernel.ids import WorkerId, keyed_id
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.people.identity_check import SharedNumber
from laborcoop.planning.case import Intake, Merged
from laborcoop.rulebook import Finding, Locus, RuleBook


@frozen(kw_only=True)
class Merge:
    """A person named by several rows: the row followed, the others, which columns they filled and where they differ."""

    worker: WorkerId
    kept: Locus
    others: tuple[Locus, ...]
    filled: tuple[str, ...]
    differing: tuple[str, ...]


@frozen(kw_only=True)
class Settled:
    """The outcome for all rows; ``findings`` are those about the workers, the refused have their own."""

    workers: tuple[Worker, ...]
    registrations: tuple[Registration, ...]
    intake: Intake
    merges: tuple[Merge, ...]
    findings: tuple[Finding, ...]


def settle(entries: Sequence[Entry], known: Known, book: RuleBook) -> Settled:
    """Settle what becomes of every row: workers, repetitions and refused are all of them."""
    refused = [(entry, entry.findings) for entry in entries if entry.is_refused]
    sound: list[tuple[Person, date]] = []
    for person, against in _judged(persons_of(entry for entry in entries if not entry.is_refused), known, book):
        born = person.born
        if against or born is None:
            refused.extend((entry, (*entry.findings, *against[entry.row.subject])) for entry in person.entries)
        else:
            sound.append((person, born))
    made = sorted((_made(person, born, known) for person, born in sound), key=lambda one: one.worker.id)
    taken = {entry.row.subject: one.worker.id for one in made for entry in one.entries}
    return Settled(
        workers=tuple(one.worker for one in made),
        registrations=tuple(one.registration for one in made),
        merges=tuple(one.merge for one in made if one.merge.others),
        findings=tuple(finding for one in made for finding in one.findings),
        intake=Intake(
            rows=len(entries),
            workers={one.worker.id: one.merge.kept for one in made},
            merged=tuple(
                sorted(
                    (Merged(where=where, kept=one.worker.id) for one in made for where in one.merge.others),
                    key=lambda merged: merged.where.order(),
                )
            ),
            refused=refused_rows(refused, entries, taken),
        ),
    )


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
        if person.born is None or not is_possible_birth(person.born, known.on):
            yield person, _each(person, "RO-10", "birth_date")
        elif len(same_number) > 1:
            yield person, _shared(person, _places(same_number), known, book)
        elif len(same_id) > 1:
            yield person, _each(person, "RO-08", "worker_id", rows=_places(same_id))
        else:
            yield person, {}


def _claims(person: Person, known: Known) -> frozenset[WorkerId]:
    """The ids that the rows of a person claim; of one without any the id that the number gives."""
    said = frozenset(entry.facts.worker_id for entry in person.entries if entry.facts.worker_id)
    return said or frozenset({_own_id(person, known)})


def _own_id(person: Person, known: Known) -> WorkerId:
    return WorkerId(keyed_id("W", known.salt, person.identity))


def _places(persons: Iterable[Person]) -> tuple[Locus, ...]:
    return tuple(sorted((entry.row.where for person in persons for entry in person.entries), key=Locus.order))


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
    return judged if all(judged.values()) else _each(person, "RO-08", "id_number", rows=rows)


@frozen(kw_only=True)
class _Made:
    entries: tuple[Entry, ...]
    worker: Worker
    registration: Registration
    merge: Merge
    findings: tuple[Finding, ...]


def _made(person: Person, born: date, known: Known) -> _Made:
    said = [entry.facts for entry in person.entries]
    facts, filled, differing = _merged(said)
    if any(one.birth_date not in {None, born} for one in said[1:]):
        differing = (*differing, "birth_date")
    worker_id = facts.worker_id or _own_id(person, known)
    rows = _places([person])
    doubts = [
        notice(
            NOTICES,
            "RO-06",
            person.kept.row.at(key),
            {"column": BY_KEY[key].title, "rows": rows},
            subject=worker_id,
            kind="worker",
            path=key,
        )
        for key in differing
    ]
    found = [
        evolve(finding, subject=worker_id)
        for entry in person.entries
        for finding in entry.findings
        if not (finding.rule == "RO-14" and facts.county)
    ]
    return _Made(
        entries=person.entries,
        worker=_worker(person, born, facts, worker_id, known),
        registration=_registration(facts, worker_id),
        merge=Merge(
            worker=worker_id,
            kept=person.kept.row.where,
            others=tuple(entry.row.where for entry in person.entries[1:]),
            filled=filled,
            differing=differing,
        ),
        findings=(*found, *doubts),
    )


def _merged(said: Sequence[Facts]) -> tuple[Facts, tuple[str, ...], tuple[str, ...]]:
    """The facts of several rows as one: the first row's, its gaps filled by the others; the keys filled and at odds."""
    chosen: dict[str, Any] = {}
    filled: list[str] = []
    differing: list[str] = []
    for key in fields_dict(Facts):
        values = [value for facts in said if (value := getattr(facts, key)) is not None]
        if not values:
            continue
        chosen[key] = next((value for value in values if not _is_open(value)), values[0])
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


def _worker(person: Person, born: date, facts: Facts, worker_id: WorkerId, known: Known) -> Worker:
    flags = (
        (FlagKind.OUT_OF_POVERTY, facts.out_of_poverty),
        (FlagKind.RELAPSE_MONITORED, facts.relapse_monitored),
        (FlagKind.RELOCATED, facts.relocated),
    )
    return Worker(
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
        flags=tuple(
            Flag(kind=kind, as_of=known.on, source=person.kept.row.where.file) for kind, holds in flags if holds
        ),
        card_valid_until=facts.card_valid_until,
    )


def _registration(facts: Facts, worker_id: WorkerId) -> Registration:
    employer, boarding = facts.employer, facts.boarding_stop
    return Registration(
        worker=worker_id,
        purpose=facts.kind or (Purpose.RETURN_TO_POST if employer else Purpose.NEW_PLACEMENT),
        employer=employer.found if employer else None,
        employer_as_written=employer.written if employer and employer.found is None else "",
        boarding=boarding.found if boarding else None,
        boarding_as_written=boarding.written if boarding and boarding.found is None else "",
        batches=facts.batch or frozenset(),
        available_from=facts.available_from,
        available_until=facts.available_until,
        together=facts.together,
        accepts_other=bool(facts.accepts_other),
        lowest_wage=facts.lowest_wage,
        willing=facts.willing is not False,
        other_trip=facts.other_trip,
    )
