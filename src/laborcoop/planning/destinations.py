"""Where everybody is bound: the posts stage for those who work, and where the adult goes for those who go along."""

from __future__ import annotations

from laborcoop.hiring import Match, match_posts
from laborcoop.hiring.match import Earlier
from laborcoop.journey import Outcome, Registration
from laborcoop.planning.accompanying import bound
from laborcoop.planning.admission import Barred
from laborcoop.planning.case import Case


def destinations(
    case: Case, barred: Barred, admitted: Outcome[Registration], earlier: Earlier | None = None
) -> Outcome[Match]:
    """Where everybody is bound who is admitted and has a post, or goes along with one who has.

    Args:
        case: the case.
        barred: what the rules bar.
        admitted: the outcome of the admission stage.
        earlier: what is known beforehand of posts; None where nothing is.
    """
    wishes = {registration.worker: registration for registration in case.registrations}
    posts = match_posts(
        [worker for worker in case.workers if worker.id in admitted.went_on and wishes[worker.id].works],
        wishes,
        case.employers,
        case.posts,
        barred_employers=barred.employers,
        barred_posts=barred.posts,
        first_working_day=case.campaign.first_working_day,
        earlier=earlier,
    )
    return bound(case, posts, (worker for worker in admitted.went_on if not wishes[worker].works))
