"""Aid due in a term: which instalments are to be paid on which day, and which are not, with the reasons (TP-11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import Reason
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import WorkerId, check_once
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.training.aid import StudentAid, StudentAidId
from laborcoop.training.aid_status import AidStatus

_NATURAL = at_least(0, Text("数量不能为负数", "numbers must not be negative"))


@frozen(kw_only=True)
class AidInstalment(Record):
    """An instalment of somebody's aid, due on a day, and the day in the term on which it is paid.

    ``number`` is its place in the schedule, from 1. What fell due before the term is paid on its first day. How much it
    is, no verified text says.
    """

    aid: StudentAidId
    student: WorkerId
    number: int = field(validator=_NATURAL)
    due_on: date
    pay_on: date
    reasons: tuple[Reason, ...] = ()
    """Why it is not paid; empty where it is."""


@frozen(kw_only=True)
class AidTerm(Record):
    """The instalments that are open in a term: those to be paid, and those that are not, with the reasons.

    ``asked`` is how many are open in all.

    Raises:
        InvalidValue: an instalment is lost, named twice, paid with a reason against it, or left out without one.
    """

    term: Period
    asked: int = field(validator=_NATURAL)
    due: tuple[AidInstalment, ...] = ()
    left_out: tuple[AidInstalment, ...] = ()

    def __attrs_post_init__(self) -> None:
        whole = {(one.aid, one.number) for one in (*self.due, *self.left_out)}
        if (
            not len(whole) == len(self.due) + len(self.left_out) == self.asked
            or any(one.reasons for one in self.due)
            or not all(one.reasons for one in self.left_out)
        ):
            raise InvalidValue(
                Text(
                    "资助：应发 {asked} 笔，但发放 {due} + 不发 {left}，有遗漏、重复或没有原因",
                    "aid: {asked} instalments are open, {due} are paid, {left} are not: one is lost, twice, or without "
                    "a reason",
                ).format(asked=self.asked, due=len(self.due), left=len(self.left_out))
            )


def aid_due(aids: Iterable[StudentAid], term: Period) -> AidTerm:
    """The instalments open in a term, each with the first day of the term on which it can be paid.

    That is the day on which it falls due, or the first of the term where it was due before; where the aid is suspended
    then, or the student may not be paid yet (`StudentAid.obstacles`), the day in the term on which that is over. What
    cannot be paid in the term is left out, with what stands against it on the first of these days. Payments made so far
    are for the earliest instalments of the schedule; nothing is paid after the end of the aid.

    Raises:
        InvalidValue: two of ``aids`` share an id, or ``term`` has no end.
    """
    if term.end is None:
        raise InvalidValue(Text("学期必须有结束日期", "a term must have an end"))
    known = sorted(aids, key=lambda aid: aid.id)
    check_once(aid.id for aid in known)
    found = [instalment for aid in known for instalment in _open(aid, term.start, term.end)]
    return AidTerm(
        term=term,
        asked=len(found),
        due=tuple(one for one in found if not one.reasons),
        left_out=tuple(one for one in found if one.reasons),
    )


def _open(aid: StudentAid, start: date, end: date) -> Iterator[AidInstalment]:
    for number, day in enumerate(aid.due_on, start=1):
        if number > len(aid.paid_on) and day < end:
            first = max(day, start)
            pay_on = next((on for on in _days(aid, first, end) if not any(_against(aid, on))), first)
            yield AidInstalment(
                aid=aid.id,
                student=aid.student.id,
                number=number,
                due_on=day,
                pay_on=pay_on,
                reasons=tuple(_against(aid, pay_on)),
            )


def _days(aid: StudentAid, first: date, end: date) -> list[date]:
    """The first day, and those after it in the term on which what stands against paying may be over."""
    over = [*(period.end for period in aid.suspended), *(flag.as_of for flag in aid.student.flags)]
    return [first, *sorted({day for day in over if day is not None and first < day < end})]


def _against(aid: StudentAid, on: date) -> Iterator[Reason]:
    status = aid.status(on)
    if status in {AidStatus.SUSPENDED, AidStatus.ENDED}:
        text = Text("{on} {status}", "is {status} on {on}")
        yield Reason(code=f"aid.{status.value}", text=text.format(on=on, status=status.label))
    for path, fault in aid.obstacles(on):
        yield Reason(code="TP-11", about=(path,), text=fault)
