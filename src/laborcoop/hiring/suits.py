"""Which posts suit whom, judged once for every pair, and why none came to somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from laborcoop.employers import JobPost
from laborcoop.hiring.suitability import unsuited
from laborcoop.journey import Reason, Registration
from laborcoop.kernel.ids import EmployerId, PostId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Worker

REFUSED = Reason(
    code="posts.refused", text=Text("本人不愿到该用人单位工作", "does not want to work for this employer any more")
)


@frozen
class Suits(Record):
    """Why each post does not suit each person (an empty tuple where it does), on the post's first working day."""

    _against: Mapping[tuple[WorkerId, PostId], tuple[Reason, ...]] = field(hash=False)
    _posts: Sequence[JobPost]
    _first_working_day: date

    @classmethod
    def of(
        cls,
        workers: Sequence[Worker],
        registrations: Mapping[WorkerId, Registration],
        posts: Sequence[JobPost],
        first_working_day: date,
        refused: Mapping[WorkerId, frozenset[EmployerId]],
    ) -> Suits:
        """Judge every pair; ``refused`` are the employers that a person does not want to work for any more."""
        against = {
            (worker.id, post.id): unsuited(worker, registrations[worker.id], post, post.starts_on or first_working_day)
            + ((REFUSED,) if post.employer in refused.get(worker.id, ()) else ())
            for worker in workers
            for post in posts
        }
        return cls(against, posts, first_working_day)

    def against(self, worker: WorkerId, post: PostId) -> tuple[Reason, ...]:
        """Why a post does not suit a person; empty where it does."""
        return self._against[worker, post]

    def first_day(self, post: JobPost) -> date:
        """The day on which work at a post starts."""
        return post.starts_on or self._first_working_day

    def why_none(self, worker: WorkerId, barred: Mapping[PostId, tuple[Reason, ...]]) -> tuple[Reason, ...]:
        """Why none of the posts came to somebody: those open were filled or do not suit, those that suit are barred.

        Args:
            worker: who got none.
            barred: for each post the reasons why a rule bars it; empty where none does.
        """
        open_posts = [post.id for post in self._posts if not barred[post.id]]
        suiting = sum(not self._against[worker, post] for post in open_posts)
        if suiting:
            return (
                Reason(
                    code="posts.no-opening",
                    text=Text(
                        "适合的 {count} 个岗位已招满", "every post that suits is filled ({count} of them)"
                    ).format(count=suiting),
                ),
            )
        unlawful = {
            reason.code: reason for post in sorted(barred) if not self._against[worker, post] for reason in barred[post]
        }
        return (self._none_suits(worker, open_posts), *unlawful.values())

    def _none_suits(self, worker: WorkerId, open_posts: Sequence[PostId]) -> Reason:
        if not open_posts:
            return Reason(
                code="posts.none-suits",
                text=Text("没有按规则可以安排的开放岗位", "there is no open post that the rules allow"),
            )
        counts = Counter(reason for post in open_posts for reason in self._against[worker, post])
        why = [
            Text(f"{reason.text.zh}（{count} 个）", f"{reason.text.en} ({count})")
            for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0].code))
        ]
        return Reason(
            code="posts.none-suits",
            text=Text("{posts} 个开放岗位都不适合{why}", "none of the {posts} open posts suits{why}").format(
                posts=len(open_posts), why=Text("：{why}", ": {why}").format(why=why) if why else ""
            ),
        )
