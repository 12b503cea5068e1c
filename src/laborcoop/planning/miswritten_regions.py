"""Division codes that keep a record out of the figures of its region: of neither region (PL-30), or of none (PL-31).

Figures count what belongs to the two regions of a programme, and by county what belongs to one: a fair at 535301 in
place of 533301 would be in none of them, and nobody would miss it. Of workers in rosters the rule ID-16 says that they
are registered elsewhere, and of spells of work IN-09 that there is no such division.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain

from attrs import evolve, frozen

from laborcoop.cooperation import Agreement, Side, TransferEmployment
from laborcoop.kernel.divisions import DivisionCode, find_division, meant_instead, never_called
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.outreach import EmploymentSquad, RecruitmentFair, ResettlementSite
from laborcoop.people import Worker
from laborcoop.planning.case import Case
from laborcoop.planning.further import record_key
from laborcoop.planning.one_person import PERSON, place_of
from laborcoop.planning.renamed import workers_in
from laborcoop.retention import StationStaff, WorkStation
from laborcoop.rulebook import Finding, Locus, Severity

OUTSIDE = "PL-30"
"""The code of the finding that a division is in no region whose records figures count."""
NO_DIVISION = "PL-31"
"""The code of the finding that there is no such division in the region: the record is of no county."""

_REGISTERED = Text("户籍区划", "the division of registration")
_CODES: Mapping[type[Record], Mapping[str, tuple[Text, Side]]] = {
    Agreement: {"county": (Text("县区划", "the county"), Side.SENDING)},
    EmploymentSquad: {"formed_by": (Text("组建地区划", "the division that formed it"), Side.SENDING)},
    RecruitmentFair: {
        "division": (Text("举办地区划", "the division where it is held"), Side.SENDING),
        "host": (Text("主办地区划", "the division that holds it"), Side.RECEIVING),
    },
    ResettlementSite: {"division": (Text("区划", "the division"), Side.SENDING)},
    StationStaff: {"delegated_by": (Text("派出地区划", "the division that sent the person"), Side.SENDING)},
}
"""The fields, by class, by which figures tell whose a record is: what each is called, and whose side it mostly is."""

_NEITHER = Text(
    "{id} 的{what} {code} 既不在输出地 {sending}，也不在输入地 {receiving}：按地区统计的数字都不计",
    "{id}: {what}, {code}, lies neither in {sending}, the sending region, nor in {receiving}: no figure of either "
    "counts it",
)
_NOT_SENDING = Text(
    "{id} 的{what} {code} 不在输出地 {sending}：按地区统计的数字都不计",
    "{id}: {what}, {code}, does not lie in {sending}, the sending region: no figure of it counts this",
)
_NONE = Text("{id} 的{what}：{fault}", "{id}: {what}: {fault}")
_MEANT = Text("是否应为 {codes}？", "did you mean {codes}?")
_COMPARE = Text("请核对区划代码", "compare the code of the division")
_NAMED = Text("{code}（{name}）", "{code} ({name})")
_MEANT_OR_ELSEWHERE = Text(
    "是否应为 {codes}？确在别处的，可以保留", "did you mean {codes}? What truly lies elsewhere can stay"
)
_COMPARE_OR_ELSEWHERE = Text(
    "请核对区划代码；确在别处的，可以保留", "compare the code of the division; what truly lies elsewhere can stay"
)


@frozen(kw_only=True)
class _Coded:
    """A division code of a record, and how to find its place; ``either``: it may be of the other side than its own."""

    kind: str
    id: str
    path: str
    what: Text
    code: DivisionCode
    side: Side = Side.SENDING
    either: bool = True
    where: Callable[[], Locus]

    def finding(self, case: Case) -> Finding | None:
        """What is to be said of it; None where it is a division of the region."""
        pairing = case.campaign.pairing
        side = pairing.side(self.code)
        fault = _fault(case, self.code)
        outside = side is None or not (self.either or side is self.side)
        if not outside and fault is None:
            return None
        message = _NONE if not outside else _NEITHER if self.either else _NOT_SENDING
        region = pairing.sending if self.side is Side.SENDING else pairing.receiving
        meant = meant_instead(self.code, region, case.on)
        advice = (
            (_MEANT_OR_ELSEWHERE if outside else _MEANT) if meant else _COMPARE_OR_ELSEWHERE if outside else _COMPARE
        )
        return Finding(
            rule=OUTSIDE if outside else NO_DIVISION,
            severity=Severity.WARN,
            subject=self.id,
            kind=self.kind,
            path=self.path,
            message=message.format(
                id=self.id,
                what=self.what,
                code=self.code,
                sending=pairing.sending,
                receiving=pairing.receiving,
                fault=fault or NO_TEXT,
            ),
            suggestion=advice.format(codes=[_named(one) for one in meant]),
            where=self.where(),
        )


def about_regions(case: Case) -> Iterator[Finding]:
    """What is said of each code by which figures tell whose a record or a person is."""
    coded = chain(_tables(case), _further(case), _people(case))
    yield from (found for found in (one.finding(case) for one in coded) if found is not None)


def _tables(case: Case) -> Iterator[_Coded]:
    tables: tuple[tuple[str, Iterable[Record]], ...] = (
        ("fair", case.fairs),
        ("site", case.sites),
        ("squad", case.squads),
    )
    for kind, records in tables:
        for record in records:
            yield from _codes(case, kind, record_key(record, 0)[1], record)
    for station in case.stations:
        for one in station.agreements:
            yield from _codes(case, "agreement", f"{station.id}/{one.title.zh}/{one.county}/{one.period.start}", one)


def _codes(case: Case, kind: str, name: str, record: Record, position: int = 0) -> Iterator[_Coded]:
    """Those of one record, of a table or, in a position, of the further ones."""
    for path, (what, side) in _CODES.get(type(record), {}).items():
        code = getattr(record, path)
        if code is not None:
            yield _Coded(
                kind=kind,
                id=name,
                path=path,
                what=what,
                code=code,
                side=side,
                where=(
                    partial(case.locus, "record", str(position)) if position else partial(case.locus, kind, name, path)
                ),
            )


def _further(case: Case) -> Iterator[_Coded]:
    for position, record in enumerate(case.records, start=1):
        # An agreement by itself is of no station, and no figure counts it anyway.
        alone = () if isinstance(record, Agreement) else (record,)
        held = record.agreements if isinstance(record, WorkStation) else alone
        name = record_key(record, position - 1)[1]
        for one in held:
            yield from _codes(case, "record", name, one, position)


def _people(case: Case) -> Iterator[_Coded]:
    """Those whom no roster has: students and others whom records hold, else as the first spell of work says.

    That a worker of the rosters is registered elsewhere is for ID-16 to say.
    """
    own = {worker.id for worker in case.workers}
    held: dict[WorkerId, Worker] = {}
    for record in case.records:
        for one in workers_in(record):
            if one.id not in own:
                held.setdefault(one.id, one)
    for one in held.values():
        yield _registered(PERSON, one.id, one.registered, partial(_place, case, one.id))
    spells: dict[WorkerId, tuple[date, DivisionCode, int]] = {}
    for position, record in enumerate(case.records, start=1):
        if isinstance(record, TransferEmployment) and record.worker not in own and record.worker not in held:
            this = record.period.start, record.registered, position
            spells[record.worker] = min(this, spells.get(record.worker, this))
    pairing = case.campaign.pairing
    for worker, (_, code, position) in spells.items():
        # That a division of a spell does not exist is for IN-09 to say.
        if pairing.side(code) is not Side.SENDING:
            yield _registered("record", worker, code, partial(_of_spell, case, position))
    given = {one.registered for one in case.workers}
    unknown = {code for code in given if pairing.side(code) is Side.SENDING and _fault(case, code) is not None}
    yield from (
        _registered("worker", one.id, one.registered, partial(case.locus, "worker", one.id, "registered"))
        for one in case.workers
        if one.registered in unknown
    )


def _fault(case: Case, code: DivisionCode) -> Text | None:
    """Why no place of the programme was called by a code when the pairing began, nor is today."""
    return never_called(code, case.campaign.pairing.period.start, case.on)


def _registered(kind: str, name: str, code: DivisionCode, where: Callable[[], Locus]) -> _Coded:
    return _Coded(kind=kind, id=name, path="registered", what=_REGISTERED, code=code, either=False, where=where)


def _place(case: Case, person: WorkerId) -> Locus:
    return _in_column(case, place_of(case, person), "placement")


def _of_spell(case: Case, position: int) -> Locus:
    return _in_column(case, case.locus("record", str(position)), "transfer")


def _in_column(case: Case, where: Locus, kind: str) -> Locus:
    """The cell of the division of registration in a row of a table; another place as it is."""
    letter = case.columns.get(kind, {}).get("registered", "")
    return evolve(where, column=letter) if where.row and letter else where


def _named(code: DivisionCode) -> Text:
    known = find_division(code)
    return Text.same(str(code)) if known is None else _NAMED.format(code=code, name=known.short_name)
