"""Aid of one student for one time under two ids: it is not to be paid twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, timedelta

from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.training.aid import StudentAid, StudentAidId

SAME_TIME = timedelta(days=60)
"""Instalments of two aids that lie no further apart are of one time: those of two terms do.

A choice of the library's: no text that was read says how far.
"""


def aid_twice(aids: Iterable[StudentAid], barred: Container[StudentAidId] = ()) -> Mapping[StudentAidId, Text]:
    """What stands against paying each aid of which there is another for the same student in the same time.

    The time of an aid is from the first to the last of its instalments and payments, none after its end, with
    `SAME_TIME` around it; of one that is ``barred`` for other reasons that of the paid ones alone. Of several at one
    school that which was paid stands, else the one that begins first, if no other was paid. Of aid at two schools none
    does: no text that was read says which of them pays.
    """
    of_student: defaultdict[WorkerId, list[StudentAid]] = defaultdict(list)
    for one in aids:
        of_student[one.student.id].append(one)
    return {
        one.id: _AGAIN.format(others=tuple(other.id for other in against))
        for group in of_student.values()
        if len(group) > 1
        for one in group
        if (against := [other for other in _alike(one, group, barred) if _takes(other, one)])
    }


_AGAIN = Text(
    "{others} 是同一学生同一时期的资助：不得重复发放",
    "{others} is aid for the same student in the same time: it is not to be paid twice",
)


def _alike(one: StudentAid, group: Iterable[StudentAid], barred: Container[StudentAidId]) -> Iterator[StudentAid]:
    """The other aid of the student for the time of one."""
    own = _days(one, barred)
    for other in sorted(group, key=lambda each: each.id):
        days = _days(other, barred)
        if other.id != one.id and own and days and max(own[0], days[0]) - min(own[-1], days[-1]) <= SAME_TIME:
            yield other


def _days(aid: StudentAid, barred: Container[StudentAidId]) -> list[date]:
    """The days of the instalments that were paid, and of those that may be."""
    paid = {*aid.due_on[: len(aid.paid_on)], *aid.paid_on}
    open_ones = () if aid.id in barred else aid.due_on[len(aid.paid_on) :]
    return sorted({*paid, *(day for day in open_ones if aid.ended_on is None or day < aid.ended_on)})


def _takes(other: StudentAid, one: StudentAid) -> bool:
    """Whether another aid goes before one."""
    if other.placement.school != one.placement.school or other.paid_on:
        return True
    return not one.paid_on and (other.due_on[:1], other.id) < (one.due_on[:1], one.id)
