"""One firm, site, fair, station or help case under two ids: told of; a firm of one credit code and name counted once.

Nothing is put together in the case: two works of one firm have gates of their own, and two sites may bear one name.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from laborcoop.employers import Employer
from laborcoop.kernel.ids import EmployerId
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.retention import HelpCase
from laborcoop.rulebook import Finding, Locus, Severity

ONE_THING = "PL-26"
"""The code of the finding that two ids may be of one thing."""

_FIRM = (
    Text(
        "{other} 与 {first} 统一社会信用代码和名称相同，是同一家企业：统计时按一家计",
        "{other} has the credit code and the name of {first}: it is one firm, and figures count it once",
    ),
    Text(
        "请统一用一个编号；确为同一企业的两个厂区、须分开安排的，可以保留",
        "use one id; two works with gates of their own may keep theirs",
    ),
)
_CODE = (
    Text(
        "{other} 与 {first} 统一社会信用代码相同而名称不同：一个代码只属于一个单位，统计仍按两家计",
        "{other} has the credit code of {first} under another name: a code is of one unit; figures count them as two",
    ),
    Text(
        "请核对营业执照，更正代码，或改用同一编号和名称",
        "compare the licences; correct the code, or give both one id and name",
    ),
)
_NAMED = (
    Text(
        "{other} 与 {first} {same}相同，可能是同一{thing}：统计按两个计",
        "{other} has the {same} of {first} and may be the same {thing}: figures count them as two",
    ),
    Text(
        "是同一个的请只保留一个编号；否则请加以区分（名称、信用代码等）",
        "if it is one, keep one id; if not, tell them apart by name, credit code or the like",
    ),
)


def one_firm(employers: Iterable[Employer]) -> Mapping[EmployerId, EmployerId]:
    """The employers that have the credit code and a name or alias of another before them, by id: each with that one."""
    return {other.id: first.id for other, first, is_same in _by_code(employers) if is_same}


def about_one_thing(case: Case) -> Iterator[Finding]:
    """What is said of each employer, site, fair, station and help case that may be another's second id."""
    for employer, first, is_same in _by_code(case.employers):
        where = case.locus("employer", employer.id, "credit_code")
        words = _FIRM if is_same else _CODE
        yield _told("employer", employer.id, words, first=first.id, path="credit_code", where=where)
    for employer, first in _namesakes(case.employers):
        yield _told(
            "employer",
            employer.id,
            _NAMED,
            first=first.id,
            path="name",
            where=case.locus("employer", employer.id, "name"),
            thing=Text("家企业", "employer"),
            same=Text("名称和区划", "name and division"),
        )
    for kind, thing, same, records, place in _kinds(case):
        firsts: dict[Hashable, str] = {}
        for record in sorted(records, key=lambda record: str(record.id)):
            alike = (_folded(record.name.zh), *(getattr(record, field) for field in place))
            first_id = firsts.setdefault(alike, record.id)
            if first_id != record.id:
                where = case.locus(kind, record.id, "name")
                yield _told(kind, record.id, _NAMED, first=first_id, path="name", where=where, thing=thing, same=same)
    yield from _help_cases(case)


def _help_cases(case: Case) -> Iterator[Finding]:
    """Help cases of one worker, kind and day."""
    opened = [
        (record, case.locus("record", str(position)))
        for position, record in enumerate(case.records, start=1)
        if isinstance(record, HelpCase)
    ]
    firsts: dict[Hashable, str] = {}
    for one, where in sorted(opened, key=lambda each: each[0].id):
        first_id = firsts.setdefault((one.worker, one.kind, one.opened_on), one.id)
        if first_id != one.id:
            same = Text("人员、事项和受理日期", "worker, kind and day")
            yield _told(
                "help-case",
                one.id,
                _NAMED,
                first=first_id,
                path="opened_on",
                where=where,
                thing=Text("件求助", "help case"),
                same=same,
            )


def _kinds(case: Case) -> Iterator[tuple[str, Text, Text, Iterable[Any], tuple[str, ...]]]:
    """The records that are told apart by name and place: their words, and which fields beside the name tell."""
    yield "site", Text("安置点", "site"), Text("名称和区划", "name and division"), case.sites, ("division",)
    when = Text("名称、区划和开始时间", "name, division and hour")
    yield "fair", Text("场招聘会", "fair"), when, case.fairs, ("division", "starts")
    ends = Text("名称、派出地和所在地", "name, home and host")
    yield "station", Text("工作站", "station"), ends, case.stations, ("home", "host")


def _by_code(employers: Iterable[Employer]) -> Iterator[tuple[Employer, Employer, bool]]:
    """Each employer whose credit code another before it has, with that one, and whether they have a name in common."""
    having: defaultdict[object, list[Employer]] = defaultdict(list)
    for employer in sorted(employers, key=lambda employer: employer.id):
        before = having[employer.credit_code]
        if employer.credit_code is not None and before:
            namesake = next((other for other in before if not _names(other).isdisjoint(_names(employer))), None)
            yield employer, namesake or before[0], namesake is not None
        if employer.credit_code is not None:
            before.append(employer)


def _namesakes(employers: Iterable[Employer]) -> Iterator[tuple[Employer, Employer]]:
    """Each employer that has a name and the division of another before it, of which one of the two has no credit code.

    Two that both have one are told apart by it, or known by it to be one.
    """
    having: defaultdict[object, list[Employer]] = defaultdict(list)
    for employer in sorted(employers, key=lambda employer: employer.id):
        keys = [(name, employer.division) for name in sorted(_names(employer))]
        alike = (
            other for key in keys for other in having[key] if employer.credit_code is None or other.credit_code is None
        )
        first = min(alike, key=lambda other: other.id, default=None)
        if first is not None:
            yield employer, first
        for key in keys:
            having[key].append(employer)


def _names(employer: Employer) -> frozenset[str]:
    return frozenset(map(_folded, (employer.name.zh, *employer.aliases)))


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _told(kind: str, record: str, words: tuple[Text, Text], *, path: str, where: Locus, **facts: object) -> Finding:
    message, suggestion = words
    return Finding(
        rule=ONE_THING,
        severity=Severity.WARN,
        subject=record,
        kind=kind,
        path=path,
        message=message.format(other=record, **facts),
        suggestion=suggestion,
        where=where,
    )
