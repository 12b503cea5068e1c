"""The posts stage: own employer first, then the open posts, by count and then by fit.

Returning workers go back to their own employer (AL-03). The others, and those who take another post where the own
one cannot be had, are matched to the open posts: as many people as possible, then the best fit, and among equally
good answers people out of poverty first, relocated people next.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from laborcoop.allocation import Problem, allocate
from laborcoop.employers import Employer, JobPost
from laborcoop.hiring.suitability import score
from laborcoop.hiring.suits import REFUSED, Suits
from laborcoop.journey import Outcome, Proof, Purpose, Reason, Registration, Stage
from laborcoop.kernel.ids import EmployerId, PostId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import FlagKind, Worker


@frozen(kw_only=True)
class Match(Record):
    """A worker's employer, the post where it is a new one, and the first working day.

    ``post`` is None for somebody who goes back to the own employer.
    """

    worker: WorkerId
    employer: EmployerId
    post: PostId | None = None
    first_day: date

    @property
    def returns(self) -> bool:
        """Whether the worker goes back to the own employer."""
        return self.post is None


Barred = Mapping[str, tuple[Reason, ...]]
_MOVE = 1000
"""What it costs to leave the post had before: more than any post is better than another."""


@frozen(kw_only=True)
class Earlier:
    """What is known when people are matched again.

    ``posts`` are those that people had, to be left only for a reason; ``waiting`` the turns, from 1, of those who come
    after everyone else, because they wait for a place and the others have one; ``refused`` the employers that people do
    not want to work for any more; ``held`` how many openings of each post others have; ``elsewhere`` those who take
    another post though the own employer would have them: no way leads there.
    """

    posts: Mapping[WorkerId, PostId] = field(factory=dict)
    waiting: Mapping[WorkerId, int] = field(factory=dict)
    refused: Mapping[WorkerId, frozenset[EmployerId]] = field(factory=dict)
    held: Mapping[PostId | None, int] = field(factory=dict)
    elsewhere: frozenset[WorkerId] = frozenset()


def match_posts(
    workers: Sequence[Worker],
    registrations: Mapping[WorkerId, Registration],
    employers: Iterable[Employer],
    posts: Iterable[JobPost],
    *,
    barred_employers: Barred,
    barred_posts: Barred,
    first_working_day: date,
    earlier: Earlier | None = None,
) -> Outcome[Match]:
    """Match workers to employers and posts.

    Args:
        workers: who came in.
        registrations: what each registered for; one for every worker.
        employers: all employers of the case.
        posts: all posts of the case.
        barred_employers: employers that a rule excludes, with the reasons.
        barred_posts: posts that a rule excludes, with the reasons.
        first_working_day: the day on which posts start that do not name one.
        earlier: what is known from an earlier match of these people; None where there was none.
    """
    known = {employer.id for employer in employers}
    known_before = earlier or Earlier()
    placed: dict[WorkerId, Match] = {}
    not_back: dict[WorkerId, tuple[Reason, ...]] = {}
    seeking: list[Worker] = []
    for worker in workers:
        registration = registrations[worker.id]
        if registration.purpose is Purpose.NEW_PLACEMENT:
            seeking.append(worker)
            continue
        reasons = no_return(registration, known, barred_employers)
        if not reasons and registration.employer in known_before.refused.get(worker.id, ()):
            reasons = (REFUSED,)
        if not reasons and registration.employer is not None and worker.id not in known_before.elsewhere:
            placed[worker.id] = Match(worker=worker.id, employer=registration.employer, first_day=first_working_day)
            continue
        not_back[worker.id] = reasons
        if registration.accepts_other:
            seeking.append(worker)
    wanted = [post for post in posts if post.openings > 0 and post.employer in known]
    barred = {post.id: (*barred_employers.get(post.employer, ()), *barred_posts.get(post.id, ())) for post in wanted}
    suits = Suits.of(seeking, registrations, wanted, first_working_day, known_before.refused)
    open_posts = [post for post in wanted if not barred[post.id]]
    matched, proof = _match_open(seeking, registrations, open_posts, suits, known_before)
    unmatched = {worker.id: suits.why_none(worker.id, barred) for worker in seeking if worker.id not in matched}
    return Outcome(
        stage=Stage.POSTS,
        came_in=frozenset(worker.id for worker in workers),
        placed=placed | matched,
        left_out={
            worker: (*not_back.get(worker, ()), *unmatched.get(worker, ()))
            for worker in (not_back | unmatched)
            if worker not in matched
        },
        proof=proof,
    )


def no_return(registration: Registration, known: Container[EmployerId], barred: Barred) -> tuple[Reason, ...]:
    """Why somebody cannot go back to the own employer; empty where nothing is known against it."""
    if registration.employer is None or registration.employer not in known:
        # Readers of rosters have put stars for numbers of people in what is written.
        written = registration.employer_as_written or registration.employer
        text = _UNKNOWN_EMPLOYER.format(written=written) if written else _NO_EMPLOYER
        return (Reason(code="posts.unknown-employer", text=text),)
    return barred.get(registration.employer, ())


_UNKNOWN_EMPLOYER = Text(
    "花名册所写的原用人单位“{written}”不在本案例的企业名单中",
    "the roster names “{written}”, which is none of the case's employers",
)
_NO_EMPLOYER = Text("花名册没有写明返回哪家用人单位", "the roster names no employer to go back to")


def _match_open(
    workers: Sequence[Worker],
    registrations: Mapping[WorkerId, Registration],
    posts: Sequence[JobPost],
    suits: Suits,
    earlier: Earlier,
) -> tuple[dict[WorkerId, Match], Proof]:
    result = allocate(
        Problem.from_pairs(
            [
                (worker.id, post.id, score(worker, registrations[worker.id], post))
                for worker in workers
                for post in posts
                if not suits.against(worker.id, post.id)
            ],
            capacity={post.id: max(0, post.openings - earlier.held.get(post.id, 0)) for post in posts},
            applicants=[worker.id for worker in workers],
            priority={worker.id: priority(worker) for worker in workers},
            tier={worker.id: earlier.waiting[worker.id] for worker in workers if worker.id in earlier.waiting},
            previous={worker.id: earlier.posts[worker.id] for worker in workers if worker.id in earlier.posts},
        ),
        objective="count-then-score",
        move_cost=_MOVE,
    )
    by_id: dict[str, JobPost] = {post.id: post for post in posts}
    matched = {
        WorkerId(worker): Match(
            worker=WorkerId(worker),
            employer=by_id[post].employer,
            post=by_id[post].id,
            first_day=suits.first_day(by_id[post]),
        )
        for worker, post in result.placed.items()
    }
    return matched, Proof.of(result)


def priority(worker: Worker) -> int:
    """Who comes first among equally good answers: people out of poverty (0), relocated people (1), everyone else."""
    if worker.has(FlagKind.OUT_OF_POVERTY):
        return 0
    return 1 if worker.has(FlagKind.RELOCATED) else 2
