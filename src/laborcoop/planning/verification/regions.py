"""Records and people whom no figure of the two regions counts, or none of a county, by the division that they give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from laborcoop.cooperation import TransferEmployment
from laborcoop.kernel.divisions import fault_of_code
from laborcoop.outreach import EmploymentSquad, RecruitmentFair, ResettlementSite
from laborcoop.planning.verification.persons import held_beside
from laborcoop.retention import StationStaff, WorkStation

if TYPE_CHECKING:
    from datetime import date

    from laborcoop.kernel.divisions import DivisionCode
    from laborcoop.kernel.record import Record
    from laborcoop.planning.case import Case


def in_no_region(case: Case) -> Iterator[tuple[str, str, str]]:
    """The code, the kind and the id of each notice."""
    pairing = case.campaign.pairing

    def is_there(code: DivisionCode) -> bool:
        return None in {fault_of_code(code, pairing.period.start), fault_of_code(code, case.on)}

    for kind, name, record in _records(case):
        for code in _codes(record):
            if not code.within(pairing.sending) and not code.within(pairing.receiving):
                yield "PL-30", kind, name
            elif not is_there(code):
                yield "PL-31", kind, name
    for name, kind, code in _people(case):
        if not code.within(pairing.sending):
            yield "PL-30", kind, name
        elif kind == "person" and not is_there(code):
            yield "PL-31", kind, name
    given = {worker.registered for worker in case.workers}
    wrong = {code for code in given if code.within(pairing.sending) and not is_there(code)}
    yield from (("PL-31", "worker", worker.id) for worker in case.workers if worker.registered in wrong)


def _people(case: Case) -> Iterator[tuple[str, str, DivisionCode]]:
    """Those whom no roster has, and where they are registered: as records hold them, else as their first spell says."""
    people = held_beside(case)
    yield from ((worker.id, "person", worker.registered) for worker in people.values())
    listed = {*people, *(worker.id for worker in case.workers)}
    first: dict[str, tuple[date, DivisionCode]] = {}
    for one in case.records_of(TransferEmployment):
        if one.worker not in listed:
            this = (one.period.start, one.registered)
            first[one.worker] = min(this, first.get(one.worker, this))
    yield from ((name, "record", code) for name, (_, code) in first.items())


def _records(case: Case) -> Iterator[tuple[str, str, Record]]:
    yield from (("fair", one.id, one) for one in case.fairs)
    yield from (("site", one.id, one) for one in case.sites)
    yield from (("squad", one.id, one) for one in case.squads)
    for station in case.stations:
        for one in station.agreements:
            yield "agreement", "/".join((station.id, one.title.zh, str(one.county), str(one.period.start))), one
    for record in case.records:
        if isinstance(record, WorkStation):
            yield from (("record", record.id, one) for one in record.agreements)
        elif isinstance(record, RecruitmentFair | ResettlementSite | EmploymentSquad | StationStaff):
            yield "record", record.id, record


def _codes(record: Record) -> Iterator[DivisionCode]:
    """The divisions by which a record is of a region."""
    given = (getattr(record, name, None) for name in ("division", "host", "formed_by", "delegated_by", "county"))
    yield from (code for code in given if code is not None)
