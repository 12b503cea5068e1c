"""What a station has to do in a period, found from what it knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from attrs import evolve

from laborcoop.cooperation import Agreement, TransferEmployment
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId, check_once
from laborcoop.kernel.naming import Names, check_names
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention.agenda import FollowUpCall, StationAgenda, StationBook, StationTask, TaskKind
from laborcoop.retention.cover import gaps
from laborcoop.retention.staff import StaffId, StationRoster
from laborcoop.retention.station_work import VisitKind


def station_agenda(book: StationBook, period: Period) -> StationAgenda:
    """The work list of a station for a period, with what is late from before.

    Calls are due to workers who are still in post; of several calls missed before the period only the latest is still
    due. The owner of a call is one of the staff whom the worker's county has resident on that day, or on the first of
    the period for what is late. Visits go to all of the staff in turn: to those with the fewest first.

    Raises:
        InvalidValue: ``period`` has no end, two help cases have one id, or people were called whose work is not
            followed; the error names them.
    """
    if period.end is None:
        raise InvalidValue(Text("工作清单的时间段要有结束日", "the period of an agenda must have an end"))
    check_once(case.id for case in book.cases)
    check_names(
        Names(
            Text("回访电话", "follow-up calls"),
            [call.worker for call in book.calls],
            [spell.worker for spell in book.spells],
        ),
    )
    found = [
        *_help(book),
        *_cover(book, period),
        *_renewals(book, period),
        *_calls(book, period),
        *_visits(book, period),
    ]
    due = [evolve(task, late=task.due < period.start) for task in found if task.due < period.end]
    kinds = list(TaskKind)
    tasks = sorted(due, key=lambda task: (task.due, kinds.index(task.kind), task.about, task.text.en))
    return StationAgenda(station=book.station, period=period, tasks=tuple(tasks))


def _help(book: StationBook) -> Iterator[StationTask]:
    """Cases without an owner are due at once, those without a day or with an outcome as well: to be given them."""
    for case in book.cases:
        if case.closed_on is not None:
            continue
        waiting = not case.owner or case.due_on is None or bool(case.outcome)
        steps = (
            (not case.owner, Text("求助事项 {case}：指定责任人", "help case {case}: name an owner")),
            (case.due_on is None, Text("求助事项 {case}：确定期限", "help case {case}: set a day")),
            (bool(case.outcome), Text("求助事项 {case}：确认结果并办结", "help case {case}: confirm and close")),
            (not waiting, Text("求助事项 {case}：办理", "help case {case}: settle it")),
        )
        for wanted, text in steps:
            if wanted:
                due = case.opened_on if waiting or case.due_on is None else case.due_on
                yield StationTask(
                    kind=TaskKind.HELP_CASE,
                    due=due,
                    about=case.id,
                    owner=case.owner,
                    text=text.format(case=case.id),
                )


def _renewals(book: StationBook, period: Period) -> Iterator[StationTask]:
    """Every end of a county's agreements after which a day has none, so many days before; by the county's staff.

    What was only drafted is in force for no day and renews nothing; what has expired is not renewed but made anew. A
    gap that is over asks for nothing.
    """
    load: Counter[StaffId] = Counter()
    for county in sorted({agreement.county for agreement in book.station.agreements}):
        for until, following in _ends_of(book, county):
            if following is not None and following <= period.start:
                continue
            due = until - timedelta(days=book.notice_days)
            text = _RAN_OUT if until <= period.start else _HOLDS if following is None else _GAP
            yield StationTask(
                kind=TaskKind.RENEWAL,
                due=due,
                about=county.code,
                owner=_resident(book, county, max(due, period.start), load),
                text=text.format(county=county, until=until, following=following or ""),
            )


_RAN_OUT = Text(
    "与 {county} 的协议已于 {until} 到期：重新签订", "the agreement with {county} ran out on {until}: sign a new one"
)
_HOLDS = Text(
    "与 {county} 的协议在 {until} 前有效：办理续签",
    "the agreement with {county} holds until {until}, that day not included: renew it",
)
_GAP = Text(
    "与 {county} 的协议在 {until} 前有效，下一期自 {following} 起：签订其间的协议",
    "the agreement with {county} holds until {until}, and the next only from {following}: sign one for between",
)


def _ends_of(book: StationBook, county: DivisionCode) -> Iterator[tuple[date, date | None]]:
    """The days from which a county has no agreement, each with the first day that has one again; None where none has.

    Terms that follow one another without a day between, or overlap, are one.
    """
    signed = [
        agreement
        for agreement in book.station.agreements
        if agreement.county == county and agreement.is_signed and agreement.terminated_on is None
    ]
    until: date | None = None
    for agreement in sorted(signed, key=lambda one: one.period.start):
        if until is not None and until < agreement.period.start:
            yield until, agreement.period.start
        if agreement.until is None:
            return
        until = agreement.until if until is None else max(until, agreement.until)
    if until is not None:
        yield until, None


def _cover(book: StationBook, period: Period) -> Iterator[StationTask]:
    """The days on which a county has nobody resident (ST-02), or one of the staff no home (ST-03)."""
    roster = StationRoster(station=book.station, window=period, staff=book.staff)
    counties: dict[DivisionCode, list[Agreement]] = {}
    for agreement in book.station.agreements:
        counties.setdefault(agreement.county, []).append(agreement)
    asked = [
        (
            county.code,
            gaps(
                period,
                partial(_in_force, own),
                [member.posted for member in roster.residents() if member.delegated_by == county],
            ),
            Text(
                "{about} 在 {start} 至 {end} 无人常驻：请派员",
                "{about} has nobody there from {start} to {end}: send one",
            ),
        )
        for county, own in sorted(counties.items())
    ] + [
        (
            member.id,
            gaps(period, member.posted.__contains__, member.housed),
            Text("{about} 在 {start} 至 {end} 没有住房：请落实", "{about} has no home from {start} to {end}: find it"),
        )
        for member in roster.residents()
    ]
    for about, found, text in asked:
        for start, end in found:
            yield StationTask(
                kind=TaskKind.STAFFING, due=start, about=about, text=text.format(about=about, start=start, end=end)
            )


def _in_force(agreements: Iterable[Agreement], on: date) -> bool:
    return any(agreement.in_force(on) for agreement in agreements)


def _calls(book: StationBook, period: Period) -> Iterator[StationTask]:
    load: Counter[StaffId] = Counter()
    for due, spell, after in sorted(_owed(book, period), key=lambda one: (one[0], one[1].worker, one[2])):
        yield StationTask(
            kind=TaskKind.FOLLOW_UP_CALL,
            due=due,
            about=spell.worker,
            owner=_resident(book, spell.registered, max(due, period.start), load),
            text=Text("到岗第 {after} 天回访 {worker}", "call {worker}: day {after} in post").format(
                after=after, worker=spell.worker
            ),
        )


def _owed(book: StationBook, period: Period) -> Iterator[tuple[date, TransferEmployment, int]]:
    """The calls that are owed by the end of the period: day, spell of work, how long after its start."""
    calls: dict[WorkerId, list[FollowUpCall]] = defaultdict(list)
    for call in book.calls:
        calls[call.worker].append(call)
    for spell in dict.fromkeys(book.spells):
        # A call about an earlier spell of work says nothing about this one.
        last_call = max((call.day for call in calls[spell.worker] if call.on >= spell.period.start), default=-1)
        late: list[int] = []
        for after in sorted(set(book.call_days)):
            due = spell.period.start + timedelta(days=after)
            # Whoever has left is not called about staying, nor is one whom a later call has reached already.
            if after <= last_call or max(due, period.start) not in spell.period:
                continue
            if due in period:
                yield due, spell, after
            elif due < period.start:
                late.append(after)
        for after in late[-1:]:
            yield spell.period.start + timedelta(days=after), spell, after


def _visits(book: StationBook, period: Period) -> Iterator[StationTask]:
    load: Counter[StaffId] = Counter()
    for visit in sorted(book.visits, key=lambda visit: (visit.on, visit.employer or "")):
        if visit.kind is VisitKind.EMPLOYER and visit.employer is not None and visit.on in period:
            yield StationTask(
                kind=TaskKind.EMPLOYER_VISIT,
                due=visit.on,
                about=visit.employer,
                owner=_resident(book, None, visit.on, load),
                text=Text("走访企业 {employer}", "visit the employer {employer}").format(employer=visit.employer),
            )


def _resident(book: StationBook, county: DivisionCode | None, on: date, load: Counter[StaffId]) -> str:
    """Whom the county (None: any) has resident on a day, of several the one with the fewest so far; or nobody."""
    here = [
        member.id
        for member in book.staff
        if member.resident
        and member.station == book.station.id
        and on in member.posted
        and (county is None or county == member.delegated_by)
    ]
    if not here:
        return ""
    owner = min(here, key=lambda name: (load[name], name))
    load[owner] += 1
    return owner
