"""Aid for students that stands in a case under two ids for one student and time: told of (PL-28)."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.one_person import with_one_id_each
from laborcoop.rulebook import Finding, Severity
from laborcoop.training import StudentAid
from laborcoop.training.aid_twice import aid_twice

DOUBLE_AID = "PL-28"
"""The code of the finding that two records of aid are for one student and time."""
_TWO = 2


def about_double_aid(case: Case) -> Iterator[Finding]:
    """What is said of each aid that another of the same student goes before, or of which a person must decide."""
    given = {
        record.id: (record, case.locus("record", str(position)))
        for position, record in reversed([*enumerate(case.records, start=1)])
        if isinstance(record, StudentAid)
    }
    if len(given) < _TWO:
        return
    barred = {name for name, (aid, _) in given.items() if any(aid.obstacles(case.on))}
    same, _ = with_one_id_each(case)
    aids = {aid.id: aid for aid in reversed([*same.records_of(StudentAid)])}
    for name, why in sorted(aid_twice(aids.values(), barred).items()):
        yield Finding(
            rule=DOUBLE_AID,
            severity=Severity.WARN,
            subject=name,
            kind="record",
            path="due_on",
            message=Text("{aid}：{why}", "{aid}: {why}").format(aid=name, why=why),
            suggestion=Text(
                "只保留一份；确为两份的，核对学籍和应发日期",
                "keep one; if there are two, compare the enrolments and days",
            ),
            where=given[name][1],
        )
