"""Every match that each person could have: the own employer, and each open post that suits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from laborcoop.employers import Employer, JobPost
from laborcoop.hiring.match import Barred, Match, no_return
from laborcoop.hiring.suitability import score
from laborcoop.hiring.suits import Suits
from laborcoop.journey import Purpose, Registration
from laborcoop.kernel.ids import WorkerId
from laborcoop.people import Worker

_OWN_EMPLOYER = 1000
"""The own employer comes before any post (AL-03)."""


@frozen(kw_only=True)
class Choice:
    """A match that somebody could have, and how good it is, in points."""

    match: Match
    worth: int


def choices(
    workers: Sequence[Worker],
    registrations: Mapping[WorkerId, Registration],
    employers: Iterable[Employer],
    posts: Iterable[JobPost],
    *,
    barred_employers: Barred,
    barred_posts: Barred,
    first_working_day: date,
) -> dict[WorkerId, tuple[Choice, ...]]:
    """What `match_posts` chooses from, for each person; none for somebody without an own employer or a post that suits.

    Args:
        workers: who came in.
        registrations: what each registered for; one for every worker.
        employers: all employers of the case.
        posts: all posts of the case.
        barred_employers: employers that a rule excludes, with the reasons.
        barred_posts: posts that a rule excludes, with the reasons.
        first_working_day: the day on which a post starts that names none.
    """
    known = {employer.id for employer in employers}
    open_posts = [
        post
        for post in posts
        if post.openings > 0
        and post.employer in known
        and post.employer not in barred_employers
        and post.id not in barred_posts
    ]
    own: dict[WorkerId, Choice] = {}
    for worker in workers:
        registration = registrations[worker.id]
        returns = registration.purpose is Purpose.RETURN_TO_POST and not no_return(
            registration, known, barred_employers
        )
        if returns and registration.employer is not None:
            match = Match(worker=worker.id, employer=registration.employer, first_day=first_working_day)
            own[worker.id] = Choice(match=match, worth=_OWN_EMPLOYER)
    seeking = [
        worker
        for worker in workers
        if registrations[worker.id].purpose is Purpose.NEW_PLACEMENT or registrations[worker.id].accepts_other
    ]
    suits = Suits.of(seeking, registrations, open_posts, first_working_day, {})
    found: dict[WorkerId, tuple[Choice, ...]] = {
        worker.id: tuple(
            Choice(
                match=Match(worker=worker.id, employer=post.employer, post=post.id, first_day=suits.first_day(post)),
                worth=score(worker, registrations[worker.id], post),
            )
            for post in open_posts
            if not suits.against(worker.id, post.id)
        )
        for worker in seeking
    }
    return {
        worker.id: (*([own[worker.id]] if worker.id in own else []), *found.get(worker.id, ())) for worker in workers
    }
