"""The library's loaders with valid documents to damage: what reads input from elsewhere must never fall over it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random

from attrs import frozen

from laborcoop.errors import LaborcoopError
from laborcoop.exchange import cells
from laborcoop.exchange.document import (
    CaseEntry,
    FigureEntry,
    GoalEntry,
    PersonEntry,
    PlanDocument,
    ProofEntry,
    ReasonEntry,
    StageEntry,
)
from laborcoop.exchange.entries import FindingEntry, IntakeEntry, WhereEntry, Words
from laborcoop.exchange.plan_json import plan_json, read_plan_document
from laborcoop.exchange.records.document import (
    read_each_record,
    read_json,
    read_records,
    write_json,
    write_records,
)
from laborcoop.exchange.workers_document import (
    RegistrationEntry,
    WorkerEntry,
    WorkersDocument,
    read_workers_document,
    workers_json,
)
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import CreditCode, ResidentNumber
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.rulebook import Finding, Severity
from laborcoop.testing.mutations import damaged_text, mutated_text
from laborcoop.testing.programme import Programme, small_case
from laborcoop.transfer import TrainNumber


@frozen
class Loader:
    """A function that reads text, and texts that it reads; ``is_json`` says that they are damaged as values too."""

    read: Callable[[str], object]
    samples: Sequence[str]
    is_json: bool = False

    def damaged(self, random: Random) -> str:
        """One of the samples, damaged."""
        sample = random.choice(self.samples)
        return mutated_text(json.loads(sample), random) if self.is_json else damaged_text(sample, random)


def outcome(loader: Loader, random: Random) -> str:
    """``read``, ``refused``, or the class and text of an exception that is not the library's own."""
    text = loader.damaged(random)
    try:
        loader.read(text)
    except LaborcoopError:
        return "refused"
    except Exception as fault:  # noqa: BLE001 - whatever falls out of a loader is what is looked for
        return f"{type(fault).__name__}: {fault}"
    return "read"


def loaders() -> Mapping[str, Loader]:
    """Every loader of text that comes from elsewhere, by name, with valid samples."""
    case = small_case(Programme())
    return {
        "a record": Loader(read_json, [write_json(record, reveal=True) for record in _records(case)], is_json=True),
        "records": Loader(read_records, [write_records(_records(case)[:3], reveal=True)], is_json=True),
        "case records": Loader(
            lambda text: read_each_record(text, case.workers),
            [write_records(_records(case)[:3], reveal=True)],
            is_json=True,
        ),
        "workers.json": Loader(read_workers_document, [_workers()], is_json=True),
        "plan.json": Loader(read_plan_document, [_plan(case)], is_json=True),
        "resident number": Loader(lambda text: ResidentNumber.parse(text, case.on), _NUMBERS),
        "credit code": Loader(CreditCode.parse, ["91350100M000100Y43", "91440400MA00000030"]),
        "name": Loader(PersonName.parse, ["阿普·迪", "A Pu"]),
        "phone": Loader(Phone, ["13800000000"]),
        "train number": Loader(TrainNumber.parse, ["D3812/D3809次", "K9"]),
        "division code": Loader(DivisionCode, ["533301"]),
        "day": Loader(cells.day, ["2023-02-06", "2023年2月6日", "20230206", "44963"]),
        "hour": Loader(cells.hour, ["08:35", "8点35分"]),
        "moment": Loader(
            lambda text: cells.moment(text, case.campaign.zone), ["2023-02-06 08:35", "2023年2月6日 8点35分"]
        ),
        "amount": Loader(cells.amount, ["4500", "4,500.50"]),
        "whole number": Loader(cells.whole, ["20", "1,000"]),
        "wage": Loader(cells.wage, ["4500-6000", "4500"]),
    }


_NUMBERS = ("533399199001010012", "533399900101001", "533399********0012", "５３３３９９１９９００１０１００１２")


def _records(case: Case) -> list[Record]:
    return [
        *case.workers,
        *case.registrations,
        *case.employers,
        *case.posts,
        *case.lodgings,
        case.convoys[0].legs[0],
        case.campaign,
        case.book.parameters["minimum_age"],
    ]


def _workers() -> str:
    where = WhereEntry(file="rosters/a.xlsx", sheet="S", row=2)
    entry = WorkerEntry(
        id="W-1",
        name="阿普",
        number="533399199001010012",
        born=date(1990, 1, 1),
        phone=None,
        sex="male",
        registered="533301",
        village="",
        site=None,
        education=None,
        skills=("电工",),
        flags=(),
        card_valid_until=None,
        where=where,
        registration=RegistrationEntry.of(small_case(Programme()).registrations[0]),
    )
    intake = IntakeEntry(rows=1, workers=1, merged=0, refused=0)
    return workers_json(WorkersDocument(masked=False, intake=intake, workers=(entry,)))


def _plan(case: Case) -> str:
    words = Words(zh="人", en="persons")
    finding = Finding(
        rule="WK-01", severity=Severity.BLOCK, subject="W-1", kind="worker", message=Text("未满", "under"), path="born"
    )
    left_out = PersonEntry(
        id="W-1",
        name="阿**",
        number="533399********0012",
        where=WhereEntry(file="rosters/a.xlsx", sheet="S", row=2),
        outcome="left-out",
        stage="admission",
        reasons=(ReasonEntry(code="WK-01", zh="未满", en="under"),),
        match=None,
        rides=(),
        stays=(),
        handover=None,
    )
    goal = GoalEntry(name=words, value=0, bound=0)
    stage = StageEntry(
        stage="admission",
        hub="",
        title=words,
        came_in=1,
        placed=0,
        not_needed=0,
        left_out=1,
        proof=ProofEntry(status="proved", goals=(goal,), gap=0, faults=()),
    )
    return plan_json(
        PlanDocument(
            masked=True,
            case=CaseEntry(id=case.id, name=words, note=words, on=case.on, synthetic=True),
            intake=IntakeEntry(rows=1, workers=1, merged=0, refused=0),
            summary=(FigureEntry(key="came_in", title=words, value=1, unit="person"),),
            stages=(stage,),
            sound=True,
            people=(left_out,),
            findings=(FindingEntry.of(finding),),
        )
    )
