"""Aid of a case that another for the same student and days goes before, or of which a person must decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from laborcoop.planning.verification.persons import identity
from laborcoop.training import StudentAid

if TYPE_CHECKING:
    from datetime import date

    from laborcoop.planning.case import Case
    from laborcoop.training import StudentAidId


_NEAR = timedelta(days=60)
"""So far apart may days of one time lie, as `laborcoop.training.aid_twice` says."""


def aid_again(case: Case) -> Iterator[StudentAidId]:
    """The ids of each such aid."""
    aids = list({one.id: one for one in reversed([*case.records_of(StudentAid)])}.values())
    of_one: dict[object, str] = {}
    named: dict[str, str] = {}
    for one in aids:
        named.setdefault(one.student.id, of_one.setdefault(identity(one.student), one.student.id))
    spans = {one.id: _span(case, one) for one in aids}
    for one in aids:
        for other in aids:
            met, days = spans[one.id], spans[other.id]
            if (
                one is not other
                and named[one.student.id] == named[other.student.id]
                and met
                and days
                and max(met[0], days[0]) <= min(met[1], days[1]) + _NEAR
                and not _stands(one, other)
            ):
                yield one.id
                break


def _span(case: Case, aid: StudentAid) -> tuple[date, date] | None:
    """The first and the last day of what was paid, or may be, on the day of the case."""
    settled = len(aid.paid_on)
    days = [*aid.due_on[:settled], *aid.paid_on]
    if not [*aid.obstacles(case.on)]:
        days += [day for day in aid.due_on[settled:] if not (aid.ended_on and day >= aid.ended_on)]
    return (min(days), max(days)) if days else None


def _stands(one: StudentAid, other: StudentAid) -> bool:
    """Whether aid may be paid beside other of the same school: it alone was paid, or nothing was and it is first."""
    if one.placement.school != other.placement.school or other.paid_on:
        return False
    return bool(one.paid_on) or [*one.due_on[:1], one.id] <= [*other.due_on[:1], other.id]
