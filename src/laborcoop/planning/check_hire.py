"""One worker, one post, one day: what stands against it, with the article of law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from laborcoop.employers import JobPost
from laborcoop.hiring.suitability import unsuited
from laborcoop.journey import Purpose, Registration
from laborcoop.kernel.duties import Duties
from laborcoop.kernel.kinds import check_arguments
from laborcoop.people import Worker
from laborcoop.people.assignment import Assignment
from laborcoop.people.hire import Brokering, Hire
from laborcoop.planning.what_to_do import what_to_do
from laborcoop.rulebook import Finding, Findings, RuleBook, Severity


def check_hire(
    worker: Worker,
    post: JobPost,
    first_day: date,
    *,
    book: RuleBook | None = None,
    signed_on: date | None = None,
    duties: Duties | None = None,
    registration: Registration | None = None,
) -> Findings:
    """Every finding against one worker at one post from one day on; empty where nothing stands against it.

    The post's own rules (EM-01 to EM-07) are among them, and what the post asks for and the worker lacks (codes
    ``posts.…``). A finding is about the worker or the post, by id, and cites its article.

    Args:
        worker: who is to be taken on.
        post: what for; its division is the place whose rules hold.
        first_day: the first working day.
        book: the rules; China's with those of every region whose texts were read unless given.
        signed_on: the day of signing, where it is known: the age counts on the earlier of the two (WK-01).
        duties: what the work exposes people to, where it is known: minors and women are protected by it (WK-04 …).
        registration: what the worker registered for, such as the lowest wage; nothing asked for unless given.

    Raises:
        InvalidValue: an argument has the wrong type (a datetime for a date, an id for a worker).
    """
    needed = (("worker", worker, Worker), ("post", post, JobPost), ("first_day", first_day, date))
    wanted = (
        ("book", book, RuleBook),
        ("signed_on", signed_on, date),
        ("duties", duties, Duties),
        ("registration", registration, Registration),
    )
    check_arguments("check_hire", (*needed, *(one for one in wanted if one[1] is not None)))
    if book is None:
        from laborcoop.packs import china_with_regions

        book = china_with_regions()
    situations: list[object] = [
        Hire(worker=worker, first_day=first_day, signed_on=signed_on),
        Brokering(worker=worker, on=min(first_day, signed_on or first_day)),
    ]
    if duties is not None:
        situations.append(Assignment(worker=worker, duties=duties, on=first_day))
    about = [
        finding
        for situation in situations
        for finding in book.judge(situation, worker.id, on=first_day, region=post.division, kind="worker")
    ]
    about += book.judge(post, post.id, on=first_day, region=post.division, kind="post")
    wishes = registration or Registration(worker=worker.id, purpose=Purpose.NEW_PLACEMENT)
    return Findings.of([*about, *_unsuited(worker, wishes, post, first_day)])


def _unsuited(worker: Worker, wishes: Registration, post: JobPost, first_day: date) -> Iterator[Finding]:
    for reason in unsuited(worker, wishes, post, first_day):
        yield Finding(
            rule=reason.code,
            severity=Severity.ERROR,
            subject=worker.id,
            kind="worker",
            message=reason.text,
            suggestion=what_to_do(reason.code),
        )
