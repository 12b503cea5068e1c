"""An independent check of a plan of internships; it shares the rules with the planner, and no other code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve

from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.training.internship import (
    InformedConsent,
    InternShare,
    Internship,
    InternshipKind,
    TripartiteAgreement,
)
from laborcoop.training.internship_plan import InternshipPlan, Signatory
from laborcoop.training.internship_question import InternshipOpening, InternshipQuestion, InternStudent

_MANY = 10_000
"""Of one kind of post alone is asked: beside it the host has as many staff as any share needs."""


def verify_internships(
    plan: InternshipPlan, students: Iterable[InternStudent], question: InternshipQuestion
) -> tuple[Text, ...]:
    """What is wrong with a plan; empty when it is sound.

    Everybody is there once, at an opening that was wished for and on its terms; no opening has more students than it
    offers, and no host more than its share (TP-06, by the rule itself); and the rules say nothing against an internship
    that is signed on the days given, which are workdays, not before today and before the start.
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
    faults += _shares(plan, openings, question)
    return tuple(faults)


def _fault(internship: Internship, zh: str, en: str, **facts: object) -> Text:
    return Text(f"{{internship}}：{zh}", f"{{internship}}: {en}").format(internship=internship.id, **facts)


def _is_of(internship: Internship, one: InternStudent, opening: InternshipOpening) -> bool:
    """Whether an internship is that of the student at the opening, which was wished for."""
    of_student = (internship.born, internship.sex, internship.school, internship.year)
    return (
        of_student == (one.student.born, one.student.sex, one.school, one.year)
        and (not one.wishes or opening.id in one.wishes)
        and all(
            getattr(internship, name) == getattr(opening, name)
            for name in (
                "host",
                "kind",
                "period",
                "pay",
                "hours",
                "duties",
                "charged",
                "guarantee",
                "papers_held",
            )
        )
        and evolve(internship.work, match=None) == evolve(opening.work, match=None)
        and internship.work.match == opening.match(one.programme)
    )


def _signed(plan: InternshipPlan, internship: Internship, question: InternshipQuestion) -> Iterator[Text]:
    """What the rules say of an internship that is signed on the days given."""
    due = {one.who: one.by for one in plan.signatures if one.internship == internship.id}
    for who, by in due.items():
        if not question.on <= by < internship.period.start or not question.workdays.is_workday(by):
            yield _fault(internship, "{who} 不能在 {by} 签字", "{who} cannot sign on {by}", who=who.value, by=by)
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


def _shares(
    plan: InternshipPlan, openings: Mapping[str, InternshipOpening], question: InternshipQuestion
) -> Iterator[Text]:
    """No opening and no host has more interns than it may."""
    taken = Counter(plan.opening.values())
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
            hosts[opening.host] += [(worker, opening.period) for worker, own in plan.opening.items() if own == name]
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
