"""Students to internships within the law: who goes where, and what must be signed by when.

Every pair of a student and an opening is judged by the book (TP-01 to TP-10) as it would be if everything were signed
on the last workday before the start: what a rule of BLOCK or ERROR says closes the pair. The shares of interns (TP-06)
are limits of the allocation. As many students as possible are placed, then in work that matches what they learn, then
by their wishes; that is proved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum

from attrs import evolve, field, frozen

from laborcoop.allocation import Cap, Problem, allocate
from laborcoop.errors import InvalidValue
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.ids import EmployerId, WorkerId, check_once
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Finding, Severity
from laborcoop.training.internship import (
    InformedConsent,
    Internship,
    InternshipId,
    TripartiteAgreement,
    WorkMatch,
)
from laborcoop.training.internship_question import InternshipOpening, InternshipQuestion, InternStudent
from laborcoop.training.internship_shares import share_limits, unlimited, used_up, without_opening

_DAY = timedelta(days=1)
_FIT: Mapping[WorkMatch | None, int] = {WorkMatch.MATCHES: 2, WorkMatch.RELATED: 1, WorkMatch.UNRELATED: 0, None: 0}


class Signatory(Enum):
    """Who signs, and what: the agreement of three parties (TP-02), or the informed consent (TP-03)."""

    SCHOOL = "school-agreement"
    HOST = "host-agreement"
    STUDENT = "student-agreement"
    STUDENT_CONSENT = "student-consent"
    GUARDIAN_CONSENT = "guardian-consent"

    @property
    def rule(self) -> str:
        """The code of the rule that asks for it."""
        return "TP-03" if self in {Signatory.STUDENT_CONSENT, Signatory.GUARDIAN_CONSENT} else "TP-02"


@frozen(kw_only=True)
class SignatureDue(Record):
    """A signature that an internship needs by a day (included), which is before it starts."""

    internship: InternshipId
    who: Signatory
    by: date


@frozen(kw_only=True)
class InternshipPlan(Record):
    """Every student: an internship, or reasons; and the signatures that the internships need.

    ``opening`` says which opening each internship takes; ``remarks`` what the rules note about it without forbidding
    it, such as a length that is not usual (TP-05); ``host_remarks`` what cannot be told of a host, whose staff is not
    known (TP-06), and hosts without an opening, whose staff is given and not used. An internship's id is that of its
    student until a register gives it another; its signatures have no day yet.

    Raises:
        InvalidValue: a student is lost, named twice, or left out without a reason.
    """

    came_in: frozenset[WorkerId]
    internships: tuple[Internship, ...]
    opening: Mapping[WorkerId, str] = field(factory=dict, hash=False)
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    signatures: tuple[SignatureDue, ...] = ()
    remarks: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    host_remarks: Mapping[EmployerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    proof: Proof

    def __attrs_post_init__(self) -> None:
        placed = [internship.student for internship in self.internships]
        if (
            sorted([*placed, *self.left_out]) != sorted(self.came_in)
            or set(placed) != set(self.opening)
            or not all(self.left_out.values())
        ):
            raise InvalidValue(
                Text(
                    "实习：应安排 {came} 人，但安排 {placed} + 未安排 {left}，有人丢失或重复",
                    "internships: {came} came in, {placed} are placed, {left} left out: somebody is lost or twice",
                ).format(came=len(self.came_in), placed=len(placed), left=len(self.left_out))
            )


def plan_internships(students: Iterable[InternStudent], question: InternshipQuestion) -> InternshipPlan:
    """Give students internships, within the law and the openings.

    Args:
        students: everybody who is to go; each once.
        question: day, law, openings, staff of the hosts.

    Raises:
        InvalidValue: ``students`` name one twice.
        MissingExtra: OR-tools is not installed (extra ``plan``).
        UnknownName: the book of ``question`` has no value in force of a parameter that limits shares.
    """
    asked = sorted(students, key=lambda one: one.student.id)
    check_once(one.student.id for one in asked)
    openings = {one.id: one for one in sorted(question.openings, key=lambda one: one.id)}
    against = {
        (one.student.id, name): tuple(_against(one, opening, question))
        for one in asked
        for name, opening in openings.items()
    }
    limits = tuple(share_limits(question))
    result = allocate(
        Problem.from_pairs(
            [
                (one.student.id, name, _score(one, opening, len(openings), len(asked)))
                for one in asked
                for name, opening in openings.items()
                if not against[one.student.id, name]
            ],
            capacity={name: opening.openings for name, opening in openings.items()},
            applicants=[one.student.id for one in asked],
            caps=[Cap(one.name, {each.student.id for each in asked}, one.openings, most=one.most) for one in limits],
        ),
        objective="count-then-score",
    )
    taken = Counter(result.placed.values())
    not_full = {name for name, opening in openings.items() if taken[name] < opening.openings}
    internships = [
        _internship(one, openings[result.placed[one.student.id]]) for one in asked if one.student.id in result.placed
    ]
    return InternshipPlan(
        came_in=frozenset(one.student.id for one in asked),
        internships=tuple(internships),
        opening={one.student: result.placed[one.student] for one in internships},
        left_out={
            one.student.id: (
                *_why_none(one, openings, against, result.unplaced[one.student.id]),
                *used_up(limits, taken, {name for name in not_full if not against[one.student.id, name]}),
            )
            for one in asked
            if one.student.id in result.unplaced
        },
        signatures=tuple(due for one in internships for due in _signatures(one, question)),
        remarks={one.student: said for one in internships if (said := _remarks(one, question))},
        host_remarks={
            **unlimited([openings[name] for name in sorted(set(result.placed.values()))], question),
            **without_opening(question),
        },
        proof=Proof.of(result),
    )


def _score(student: InternStudent, opening: InternshipOpening, openings: int, students: int) -> int:
    """How good a pair is: one student's better fit is worth more than all wishes together."""
    wished = len(student.wishes) - student.wishes.index(opening.id) if opening.id in student.wishes else 0
    return 1 + _FIT[opening.match(student.programme)] * (openings * students + 1) + min(wished, openings)


def _internship(student: InternStudent, opening: InternshipOpening) -> Internship:
    """The internship of a student at an opening, nothing signed yet."""
    return Internship(
        id=InternshipId(student.student.id),
        student=student.student.id,
        born=student.student.born,
        sex=student.student.sex,
        school=student.school,
        host=opening.host,
        kind=opening.kind,
        period=opening.period,
        year=student.year,
        work=evolve(opening.work, match=opening.match(student.programme)),
        agreement=TripartiteAgreement(),
        pay=opening.pay,
        hours=opening.hours,
        duties=opening.duties,
        charged=opening.charged,
        guarantee=opening.guarantee,
        papers_held=opening.papers_held,
    )


def _signing_day(question: InternshipQuestion, start: date) -> date | None:
    """The last workday before a start that is to come; None where none is left, so that nothing can be signed."""
    day = question.workdays.last_workday(start - _DAY)
    return day if day >= question.on else None


def _signed(internship: Internship, by: date | None) -> Internship:
    """The internship with all signatures on a day."""
    return evolve(
        internship,
        agreement=TripartiteAgreement(school_signed_on=by, host_signed_on=by, student_signed_on=by),
        consent=InformedConsent(student_signed_on=by, guardian_signed_on=by),
    )


def _against(student: InternStudent, opening: InternshipOpening, question: InternshipQuestion) -> Iterator[Reason]:
    """What stands against a student at an opening, whoever else goes there."""
    if student.wishes and opening.id not in student.wishes:
        yield Reason(code="internships.not-wished", text=Text("不在本人志愿中", "is not among the wishes"))
        return
    start = opening.period.start
    if start <= question.on:
        text = Text("{start} 已开始", "has started on {start}")
        yield Reason(code="internships.started", text=text.format(start=start))
        return
    try:
        by = _signing_day(question, start)
    except InvalidValue as error:
        yield Reason(code="internships.calendar", text=error.text)
        return
    for finding in _judged(_signed(_internship(student, opening), by), question):
        if finding.excludes:
            yield Reason.of(finding)


def _judged(internship: Internship, question: InternshipQuestion) -> Iterable[Finding]:
    return question.book.judge(internship, internship.id, on=internship.period.start, region=question.region)


def _remarks(internship: Internship, question: InternshipQuestion) -> tuple[Reason, ...]:
    """What the rules warn of or note about an internship that is signed in time."""
    found = _judged(_signed(internship, _signing_day(question, internship.period.start)), question)
    return tuple(Reason.of(finding) for finding in found if finding.severity in {Severity.WARN, Severity.INFO})


def _why_none(
    student: InternStudent,
    openings: Mapping[str, InternshipOpening],
    against: Mapping[tuple[WorkerId, str], tuple[Reason, ...]],
    refused: Sequence[Text],
) -> Iterator[Reason]:
    """Why a student has none: each reason once with the openings that it closes, and what the allocation says."""
    unknown = tuple(dict.fromkeys(wish for wish in student.wishes if wish not in openings))
    if unknown:
        text = Text("没有这些实习岗位：{openings}", "there is no opening {openings}")
        yield Reason(code="internships.unknown-opening", about=unknown, text=text.format(openings=unknown))
    closed: dict[tuple[str, Text], list[str]] = {}
    for name in openings:
        for reason in against[student.student.id, name]:
            if reason.code != "internships.not-wished":
                closed.setdefault((reason.code, reason.text), []).append(name)
    for (code, said), names in closed.items():
        text = Text("{openings}：{reason}", "{openings}: {reason}").format(openings=names, reason=said)
        yield Reason(code=code, about=tuple(names), text=text)
    is_open = any(not against[student.student.id, name] for name in openings)
    for said in refused if is_open or not (unknown or closed) else ():
        yield Reason(code="internships.no-opening", text=said)


def _signatures(internship: Internship, question: InternshipQuestion) -> Iterator[SignatureDue]:
    """The signatures that the rules ask for: an internship without them is judged, and what is missing is due."""
    start = internship.period.start
    by = _signing_day(question, start)
    for finding in _judged(internship, question):
        who = _PATHS.get(finding.path)
        if by is not None and who is not None and who.rule == finding.rule:
            yield SignatureDue(internship=internship.id, who=who, by=by)


_PATHS = {
    "agreement.school_signed_on": Signatory.SCHOOL,
    "agreement.host_signed_on": Signatory.HOST,
    "agreement.student_signed_on": Signatory.STUDENT,
    "consent.student_signed_on": Signatory.STUDENT_CONSENT,
    "consent.guardian_signed_on": Signatory.GUARDIAN_CONSENT,
}
