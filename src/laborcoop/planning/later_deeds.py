"""What is recorded as done after the day of a case: no figure up to that day counts it, so it is told of (PL-29).

Spells of work have a rule of their own (IN-09). A fair to come is a plan; it is told of where visitors or signatures
of it are recorded already, and where it begins after the campaign has ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, SubsidyLedger
from laborcoop.journey import Journey
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach import FairFunnel, HiringIntent, RecruitmentFair
from laborcoop.planning.case import Case
from laborcoop.planning.further import record_key
from laborcoop.retention import HelpCase, Reception, Visit, WelfareVisit
from laborcoop.rulebook import Finding, Locus, Severity

LATER = "PL-29"
"""The code of the finding that something is dated after the day of the case."""

_VISIT = {"on": Text("走访日期", "the day of the visit")}
_DEEDS: Mapping[type[Record], Mapping[str, Text]] = {
    EmployerSubsidyClaim: {"applied_on": Text("申请日期", "the day of the claim")},
    HelpCase: {"opened_on": Text("受理日期", "the day of opening")},
    HiringIntent: {"signed_on": Text("签订日期", "the day of signing"), "hired_on": Text("录用日期", "the hire")},
    Journey: {
        "left_home_at": Text("出家门时间", "the leaving of home"),
        "boarded_at": Text("上车时间", "the boarding"),
        "arrived_at": Text("抵达时间", "the arrival"),
        "received_at": Text("接站时间", "the reception"),
        "entered_factory_at": Text("进厂门时间", "the hour of the gate"),
    },
    Reception: {"arrived_on": Text("到达日期", "the day of arrival")},
    SubsidyClaim: {"claimed_on": Text("申请日期", "the day of the claim")},
    Visit: _VISIT,
    WelfareVisit: _VISIT,
}
"""The fields, by class, that hold the day of what figures count, and what each is called."""


def about_later_deeds(case: Case) -> Iterator[Finding]:
    """What is said of each such record: its first day that lies after the day of the case."""
    for position, record in enumerate(case.records, start=1):
        where = case.locus("record", str(position))
        held = (*record.claims, *record.employer_claims) if isinstance(record, SubsidyLedger) else ()
        for one in (record, *held):
            for path, what in _DEEDS.get(type(one), {}).items():
                day = _day(case, getattr(one, path))
                if day is not None and day > case.on:
                    yield _told(case, record_key(one, position - 1)[1], path, what, day, where)
                    break
    for fair in case.fairs:
        day = _day(case, fair.starts)
        if day is not None and day > case.on and _is_no_plan(case, fair, day):
            what = Text("举办时间", "the hour of the fair")
            yield _told(case, fair.id, "starts", what, day, case.locus("fair", fair.id, "starts"))


def _is_no_plan(case: Case, fair: RecruitmentFair, day: date) -> bool:
    """Whether people came to a fair or signed there already, or it begins when the campaign is over."""
    end = case.campaign.window.end
    came = (one.fair for one in case.records_of(FairFunnel) if any(one.steps()))
    signed = (one.fair for one in case.records_of(HiringIntent))
    return (end is not None and day >= end) or fair.id in chain(came, signed)


def _day(case: Case, moment: date | datetime | None) -> date | None:
    return moment.astimezone(case.campaign.zone).date() if isinstance(moment, datetime) else moment


def _told(case: Case, subject: str, path: str, what: Text, day: date, where: Locus) -> Finding:
    return Finding(
        rule=LATER,
        severity=Severity.WARN,
        subject=subject,
        kind="record",
        path=path,
        message=Text(
            "{id} 的{what} {day} 晚于案例日期 {on}：统计不计",
            "{id}: {what}, {day}, is after {on}, the day of the case: no figure counts it",
        ).format(id=subject, what=what, day=day, on=case.on),
        suggestion=Text("核对日期；尚未发生的，发生后再记录", "compare the day; record it once it has happened"),
        where=where,
    )
