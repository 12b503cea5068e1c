"""Whom and what further records name: one that names what the case does not have is left out and told of, as rows are.

So no figure counts a visit to a fair that was never held, or a night of somebody whom nobody knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from laborcoop.cooperation import TransferEmployment
from laborcoop.employers import Employer
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.hints import did_you_mean, shown
from laborcoop.exchange.case.notices import NOTICES, RECORD_LEFT_OUT
from laborcoop.exchange.case.references import NOUNS
from laborcoop.exchange.notices import notice
from laborcoop.journey import Journey
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    EmploymentSquad,
    FairFunnel,
    HiringIntent,
    Outreach,
    RecruitmentFair,
    ResettlementSite,
)
from laborcoop.planning.case import Case
from laborcoop.planning.further import record_key
from laborcoop.planning.renamed import workers_in
from laborcoop.retention import (
    HelpCase,
    Lodging,
    Reception,
    StationStaff,
    Stay,
    Visit,
    WelfareVisit,
    WorkStation,
)
from laborcoop.rulebook import Locus
from laborcoop.training import Internship, TrainingPlacement

NAMED: Mapping[type[Record], Mapping[str, str]] = {
    FairFunnel: {"fair": "fair"},
    HelpCase: {"worker": "worker"},
    HiringIntent: {"fair": "fair", "worker": "worker", "employer": "employer"},
    Internship: {"student": "worker"},
    Journey: {"worker": "worker"},
    Outreach: {"site": "site", "squad": "squad"},
    Reception: {"lodging": "lodging"},
    StationStaff: {"station": "station"},
    Stay: {"worker": "worker", "lodging": "lodging"},
    TrainingPlacement: {"worker": "worker"},
    Visit: {"employer": "employer"},
    WelfareVisit: {"employer": "employer"},
}
"""The fields of the records that figures count, by class, and of which kind each names one.

A spell of work may be of somebody in no roster, and a journey with a batch of another year; of claims for subsidies
their review tells.
"""

_NOUNS = {**NOUNS, "worker": Text("人员", "worker")}
_LOOK = Text("请核对编号，或在花名册中补上此人", "compare the id, or add this person to a roster")
_CLASSES: Mapping[type[Record], str] = {
    Employer: "employer",
    EmploymentSquad: "squad",
    Lodging: "lodging",
    RecruitmentFair: "fair",
    ResettlementSite: "site",
    WorkStation: "station",
}
"""What a further record may be itself, and of which kind."""

Ids = Mapping[str, Collection[str]]


def known_ids(case: Case, desk: Desk, further: Iterable[Record]) -> Ids:
    """The ids of what a case has, by kind: of its tables, and of what its further records are, hold or are about.

    People have also those that rosters give beside the ones that were kept.
    """
    records = (*case.records, *further)
    tables = (case.employers, case.fairs, case.lodgings, case.sites, case.squads, case.stations)
    found: dict[str, set[str]] = {kind: set() for kind in _CLASSES.values()}
    for one in chain(*tables, records):
        if type(one) in _CLASSES:
            found[_CLASSES[type(one)]].add(str(getattr(one, "id")))  # noqa: B009 - each of them has one
    people = chain(case.workers, *map(workers_in, records))
    spells = (one.worker for one in records if isinstance(one, TransferEmployment))
    return {**found, "worker": {*desk.second_ids, *(one.id for one in people), *spells}}


def names_nobody(record: Record, where: Locus, known: Ids, desk: Desk) -> bool:
    """Whether a record names what the case does not have; each id of the kind is reported."""
    missing = {
        field: kind
        for field, kind in NAMED.get(type(record), {}).items()
        if getattr(record, field) is not None and getattr(record, field) not in known[kind]
    }
    own, _ = record_key(record, 0)
    # One without an id is called by its place.
    subject = shown(str(getattr(record, "id", "")))
    for field, kind in missing.items():
        target = str(getattr(record, field))
        facts = {
            "noun": Text("附加记录 {type} ", "further record {type}").format(type=type(record).__name__),
            "column": field,
            "target": shown(target),
            "kind": _NOUNS[kind],
            "then": RECORD_LEFT_OUT,
            # Of very many people the nearest id takes long to find, and is another's as often as not.
            "hint": _LOOK if kind == "worker" else did_you_mean(target, known[kind]),
        }
        code = "CF-14" if target in desk.lost[kind] else "CF-07"
        desk.findings.append(notice(NOTICES, code, where, facts, subject=subject, kind=own, path=field))
    return bool(missing)
