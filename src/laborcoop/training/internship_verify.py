"""An independent check of a plan of internships; it shares the rules with the planner, and no other code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.training.counted_proof import proof_of_people
from laborcoop.training.internship import (
    InformedConsent,
    InternShare,
    Internship,
    InternshipId,
    InternshipKind,
    TripartiteAgreement,
)
from laborcoop.training.internship_plan import InternshipPlan, Signatory
from laborcoop.training.internship_question import InternshipOpening, InternshipQuestion, InternStudent

_DAY = timedelta(days=1)
_TERMS = ("host", "kind", "period", "pay", "hours", "duties", "charged", "guarantee", "papers_held")
"""What an internship has from its opening as it is."""
_MANY = 10_000
"""Of one kind of post alone is asked: beside it the host has as many staff as any share needs."""


def verify_internships(
    plan: InternshipPlan, students: Iterable[InternStudent], question: InternshipQuestion
) -> tuple[Text, ...]:
    """What is wrong with a plan; empty when it is sound.

    Everybody is there once, at an opening that was wished for and on its terms; no opening has more students than it
    offers, and no host more than its share (TP-06, by the rule itself); and the rules say nothing against an internship
    that is signed on the days given, which are workdays, not before today and before the start. Nobody is left out
    for whom an opening has room that the law leaves open, and the proof counts those who are placed. Reasons, remarks
    and the score of the proof are not worked out again.
    """
    asked = {one.student.id: one for one in students}
    openings = {one.id: one for one in question.openings}
    faults: list[Text] = []
    if plan.came_in != asked.keys():
        faults.append(Text("人员与登记不一致", "those placed and left out are not those who came in"))
    for internship in plan.internships:
        one, opening = asked.get(internship.student), openings.get(plan.opening[internship.student])
        if one is None or opening is None or not _is_of(internship, one, opening):
            faults.append(_fault(internship, "不是所给岗位的条件", "is not on the terms of its opening and student"))
        if internship.period.start <= question.on:
            faults.append(_fault(internship, "已开始", "has started"))
        faults += _signed(plan, internship, question)
    faults += _signatures(plan)
    faults += _shares(plan.opening, openings, question)
    faults += _left_though_open(plan, asked, openings, question)
    return (*faults, *proof_of_people(plan.proof, len(plan.internships)))


def _fault(internship: Internship, zh: str, en: str, **facts: object) -> Text:
    return Text(f"{{internship}}：{zh}", f"{{internship}}: {en}").format(internship=internship.id, **facts)


def _is_of(internship: Internship, one: InternStudent, opening: InternshipOpening) -> bool:
    """Whether an internship is that of the student at the opening, which was wished for."""
    of_student = (internship.born, internship.sex, internship.school, internship.year)
    return (
        of_student == (one.student.born, one.student.sex, one.school, one.year)
        and (not one.wishes or opening.id in one.wishes)
        and all(getattr(internship, name) == getattr(opening, name) for name in _TERMS)
        and evolve(internship.work, match=None) == evolve(opening.work, match=None)
        and internship.work.match == opening.match(one.programme)
    )


def _signatures(plan: InternshipPlan) -> Iterator[Text]:
    """Each is that of an internship of the plan, and due once."""
    known = {one.id for one in plan.internships}
    for (internship, who), times in Counter((one.internship, one.who) for one in plan.signatures).items():
        facts = {"internship": internship, "who": who.value}
        if internship not in known:
            yield Text(
                "{who} 所属的实习 {internship} 不在计划中", "{who} is due for {internship}, which is no internship"
            ).format(**facts)
        if times > 1:
            yield Text("{internship}：{who} 重复", "{internship}: {who} is due twice").format(**facts)


def _signed(plan: InternshipPlan, internship: Internship, question: InternshipQuestion) -> Iterator[Text]:
    """What the rules say of an internship that is signed on the days given."""
    due = {one.who: one.by for one in plan.signatures if one.internship == internship.id}
    for who, by in due.items():
        if not question.on <= by < internship.period.start or not question.workdays.is_workday(by):
            yield _fault(internship, "{who} 不能在 {by} 签字", "{who} cannot sign on {by}", who=who.value, by=by)
    yield from _judged(internship, due, question)


def _judged(internship: Internship, due: Mapping[Signatory, date], question: InternshipQuestion) -> Iterator[Text]:
    """What the rules say against an internship that is signed on some days."""
    signed = evolve(
        internship,
        agreement=TripartiteAgreement(
            school_signed_on=due.get(Signatory.SCHOOL),
            host_signed_on=due.get(Signatory.HOST),
            student_signed_on=due.get(Signatory.STUDENT),
        ),
        consent=InformedConsent(
            student_signed_on=due.get(Signatory.STUDENT_CONSENT),
            guardian_signed_on=due.get(Signatory.GUARDIAN_CONSENT),
        ),
    )
    for finding in question.book.judge(signed, internship.id, on=internship.period.start, region=question.region):
        if finding.excludes:
            yield _fault(internship, "{what}", "{what}", what=finding.message)


def _left_though_open(
    plan: InternshipPlan,
    asked: Mapping[WorkerId, InternStudent],
    openings: Mapping[str, InternshipOpening],
    question: InternshipQuestion,
) -> Iterator[Text]:
    """Who is left out, although one more internship could be signed, is lawful and passes no limit."""
    too_many = set(_shares(plan.opening, openings, question))
    for worker in sorted(plan.left_out.keys() & asked.keys()):
        for name, opening in openings.items():
            by = _last_day(opening, question)
            one = _as_offered(asked[worker], opening)
            if (
                by is not None
                and _is_of(one, asked[worker], opening)
                and not any(_judged(one, dict.fromkeys(Signatory, by), question))
                and set(_shares({**plan.opening, worker: name}, openings, question)) <= too_many
            ):
                text = Text("{worker} 未安排，而 {opening} 还有名额", "{worker} is left out, and {opening} has room")
                yield text.format(worker=worker, opening=name)


def _last_day(opening: InternshipOpening, question: InternshipQuestion) -> date | None:
    """The last day on which an internship can be signed; None where there is none, or workdays are not known."""
    day = opening.period.start - _DAY
    try:
        while day >= question.on:
            if question.workdays.is_workday(day):
                return day
            day -= _DAY
    except InvalidValue:
        pass
    return None


def _as_offered(one: InternStudent, opening: InternshipOpening) -> Internship:
    return Internship(
        id=InternshipId(one.student.id),
        student=one.student.id,
        born=one.student.born,
        sex=one.student.sex,
        school=one.school,
        year=one.year,
        work=evolve(opening.work, match=opening.match(one.programme)),
        agreement=TripartiteAgreement(),
        **{name: getattr(opening, name) for name in _TERMS},
    )


def _shares(
    taking: Mapping[WorkerId, str], openings: Mapping[str, InternshipOpening], question: InternshipQuestion
) -> Iterator[Text]:
    """No opening and no host has more interns than it may."""
    taken = Counter(taking.values())
    hosts: dict[str, list[tuple[WorkerId, Period]]] = defaultdict(list)
    for name, number in sorted(taken.items()):
        opening = openings.get(name)
        if opening is None:
            continue
        if number > opening.openings:
            text = Text(
                "{opening} 安排 {number} 人，只有 {most} 个", "{opening} has {number} students for {most} openings"
            )
            yield text.format(opening=name, number=number, most=opening.openings)
        if opening.kind is InternshipKind.POST:
            hosts[opening.host] += [(worker, opening.period) for worker, own in taking.items() if own == name]
            if opening.post_staff is not None:
                interns = opening.post_interns + number
                share = InternShare(
                    host=opening.host,
                    interns=interns,
                    staff=_MANY * (opening.post_staff + interns),
                    post_interns=interns,
                    post_staff=opening.post_staff,
                )
                yield from _share(share, opening.period.start, question)
    for host in question.staff:
        for day in sorted({period.start for _, period in hosts[host.host]}):
            interns = host.interns + sum(day in period for _, period in hosts[host.host])
            yield from _share(InternShare(host=host.host, interns=interns, staff=host.staff), day, question)


def _share(share: InternShare, on: date, question: InternshipQuestion) -> Iterator[Text]:
    for finding in question.book.judge(share, share.host, on=on, region=question.region):
        yield Text("{host}：{what}", "{host}: {what}").format(host=share.host, what=finding.message)
