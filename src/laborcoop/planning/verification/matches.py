"""Everyone goes to a lawful employer, back to the own one or to an open post that suits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from laborcoop.journey import Purpose
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Barred, Check, fault
from laborcoop.planning.verification.moments import has_come

if TYPE_CHECKING:
    from laborcoop.employers import JobPost
    from laborcoop.hiring import Match
    from laborcoop.journey import Registration
    from laborcoop.people import Worker
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding


def check_matches(plan: ReturnPlan, barred: Barred) -> Iterator[Finding]:
    """Employers, posts and people without an excluding finding; openings not exceeded; conditions met; wishes kept."""
    case = plan.case
    posts = {post.id: post for post in case.posts}
    employers = {employer.id for employer in case.employers}
    workers = {worker.id: worker for worker in case.workers}
    registrations = {registration.worker: registration for registration in case.registrations}
    taken = Counter(match.post for match in plan.matches.values() if match.post is not None)
    for post_id, people in sorted(taken.items()):
        wanted = posts[post_id].openings if post_id in posts else 0
        if people > wanted:
            yield fault(
                Check.MATCH,
                post_id,
                Text("安排 {people} 人，只招 {wanted} 人", "{people} matched to {wanted} openings"),
                people=people,
                wanted=wanted,
            )
    for worker_id, match in sorted(plan.matches.items()):
        if worker_id not in workers:
            yield fault(Check.MATCH, worker_id, Text("案例中没有此人", "the case has nobody of this id"))
            continue
        handover = plan.handovers.get(worker_id)
        stands = handover is not None and has_come(plan.log, handover.at)
        records = {("worker", worker_id), ("employer", match.employer), ("post", match.post or "")}
        if match.employer not in employers or (barred & records and not stands):
            yield fault(
                Check.MATCH,
                worker_id,
                Text(
                    "本人、企业或岗位不在案例中或被规则排除",
                    "the person, employer or post is unknown or barred by a rule",
                ),
            )
        post = posts.get(match.post) if match.post else None
        starts = (post.starts_on if post else None) or case.campaign.first_working_day
        yield from _own_or_open(match, workers[worker_id], registrations[worker_id], post, starts)
        if match.employer in plan.log.refused.get(worker_id, ()):
            yield fault(Check.WISH, worker_id, Text("本人不愿到该用人单位工作", "does not want to work there any more"))
        if match.worker != worker_id or (handover and match.first_day != max(starts, handover.at.date())):
            yield fault(Check.MATCH, worker_id, Text("首个工作日或编号不对", "the first day, or the id, is wrong"))


def _own_or_open(
    match: Match, worker: Worker, registration: Registration, post: JobPost | None, starts: date
) -> Iterator[Finding]:
    if not registration.willing:
        yield fault(Check.WISH, worker.id, Text("本人不愿外出", "does not want to go"))
    if match.post is None:
        if registration.purpose is not Purpose.RETURN_TO_POST or registration.employer != match.employer:
            yield fault(Check.MATCH, worker.id, Text("不是返回原企业", "is not sent back to the own employer"))
        return
    if post is None or post.employer != match.employer:
        yield fault(Check.MATCH, worker.id, Text("岗位不属于该企业", "the post is not this employer's"))
        return
    if registration.purpose is Purpose.RETURN_TO_POST and not registration.accepts_other:
        yield fault(Check.WISH, worker.id, Text("本人只返回原企业", "goes back to the own employer only"))
    if not suits(worker, registration, post, starts):
        yield fault(Check.MATCH, worker.id, Text("岗位条件不符", "does not meet the post's conditions"))


def suits(worker: Worker, registration: Registration, post: JobPost, day: date) -> bool:
    """Whether somebody meets the conditions of a post on its first day, and the post those of the person."""
    years = day.year - worker.born.year - ((day.month, day.day) < (worker.born.month, worker.born.day))
    old_enough = post.lowest_age is None or years >= post.lowest_age
    young_enough = post.highest_age is None or years <= post.highest_age
    schooled = post.education is None or (
        worker.education is not None and worker.education.level >= post.education.level
    )
    skilled = all(skill in worker.skills for skill in post.skills)
    floor = registration.lowest_wage
    paid = floor is None or post.wage is None or post.wage.high >= floor
    allowed = not (post.forbidden_to_women and worker.sex is Sex.FEMALE)
    return old_enough and young_enough and schooled and skilled and paid and allowed
