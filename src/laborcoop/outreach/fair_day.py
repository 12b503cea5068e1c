"""The day of a fair: visitors and booths choose one another, intentions are signed, and some become hires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from attrs import evolve, field, frozen

from laborcoop.allocation import Problem, allocate
from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.ids import EmployerId, FairId, PostId, WorkerId, check_id, check_once
from laborcoop.kernel.naming import Names, check_names
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import RecruitmentFair
from laborcoop.outreach.intent import HiringIntent
from laborcoop.outreach.tally import FairFunnel


@frozen(kw_only=True)
class FairVisitor(Record):
    """Somebody who came to a fair, and where they left a CV, best first.

    ``wants`` are ids of posts; of a booth that does not part its openings by post, the id of the employer.
    """

    worker: WorkerId = field(validator=check_id)
    wants: tuple[str, ...] = ()


@frozen(kw_only=True)
class BoothRanking(Record):
    """The people a booth would take, best first: for a post, or at all where it does not list its openings by post."""

    place: str
    workers: tuple[WorkerId, ...]


@frozen(kw_only=True)
class FairDay(Record):
    """What came of a fair: visitors, intentions, and those who signed none, with the reasons.

    ``resumes`` is how many of the visitors left a CV at a booth of the fair. An intention is not a hire.
    ``mechanism`` is that of `match_intents` by which the intentions came about.

    Raises:
        InvalidValue: a visitor is lost, named twice, or has neither an intention nor a reason.
    """

    fair: FairId
    came_in: frozenset[WorkerId]
    intents: tuple[HiringIntent, ...]
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    resumes: int
    proof: Proof
    mechanism: Literal["stable", "optimal"] = "stable"

    def __attrs_post_init__(self) -> None:
        signed = [intent.worker for intent in self.intents]
        everyone = [*signed, *self.left_out]
        if sorted(everyone) != sorted(self.came_in) or not all(self.left_out.values()):
            raise InvalidValue(
                Text(
                    "招聘会现场：到场 {came} 人，但达成意向 {signed} + 未达成 {left}，有人丢失或重复",
                    "at the fair: {came} came, {signed} signed, {left} did not: somebody is lost or twice",
                ).format(came=len(self.came_in), signed=len(signed), left=len(self.left_out))
            )

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"<FairDay {self.fair}: {len(self.came_in)} came in, {len(self.intents)} intentions, "
            f"{len(self.left_out)} left out>"
        )

    @property
    def funnel(self) -> FairFunnel:
        """Visitors, CVs, intentions and hires, in persons; who arrived at the post is for `conversion` to say."""
        hired = sum(intent.hired_on is not None for intent in self.intents)
        return FairFunnel(
            fair=self.fair,
            visitors=len(self.came_in),
            resumes=self.resumes,
            intents=len(self.intents),
            hires=hired,
        )

    def hire(self, worker: WorkerId, on: date) -> FairDay:
        """The day, with the hire that came of somebody's intention.

        Raises:
            InvalidValue: ``on`` is before the intention.
            UnknownName: ``worker`` has signed no intention here.
        """
        if worker not in {intent.worker for intent in self.intents}:
            raise UnknownName(
                Text("{worker} 没有在本场达成意向", "{worker} signed no intention at the fair").format(worker=worker)
            )
        return evolve(
            self,
            intents=tuple(
                evolve(intent, hired_on=on) if intent.worker == worker else intent for intent in self.intents
            ),
        )


_Booths = Mapping[str, tuple[EmployerId, PostId | None, int]]


def booths_of(fair: RecruitmentFair) -> _Booths:
    """Where a CV can be left: post, or employer whose booth has no posts -> employer, post, openings.

    Raises:
        InvalidValue: two of them share an id.
    """
    found: list[tuple[str, tuple[EmployerId, PostId | None, int]]] = []
    for booth in fair.booths:
        if not booth.posts:
            found.append((booth.employer, (booth.employer, None, booth.openings)))
        found += [(post, (booth.employer, post, openings)) for post, openings in booth.posts.items()]
    check_once(name for name, _ in found)
    return dict(found)


def match_intents(
    fair: RecruitmentFair,
    visitors: Iterable[FairVisitor],
    rankings: Iterable[BoothRanking] = (),
    *,
    mechanism: Literal["stable", "optimal"] = "stable",
) -> FairDay:
    """Who signs an intention with whom, each visitor one, and no booth more than its openings.

    Args:
        fair: the fair, with its booths.
        visitors: everyone who came; each once.
        rankings: the people whom booths would take; a booth without a ranking takes everybody who wants it, all alike.
        mechanism: ``stable``: no visitor and no booth would both rather have each other (visitors ask); ``optimal``: as
            many intentions as possible, then the best by what visitors want.

    Raises:
        InvalidValue: ``fair`` was called off; or ``visitors`` or ``rankings`` name one twice, or a ranking is for a
            booth that is not here, or names somebody who did not come: these all at once.
        MissingExtra: ``optimal`` needs OR-tools.
    """
    if fair.cancelled_on is not None:
        raise InvalidValue(
            Text("招聘会 {fair} 已取消，没有现场", "the fair {fair} was called off: nobody met there").format(
                fair=fair.id
            )
        )
    came = sorted(visitors, key=lambda visitor: visitor.worker)
    said = tuple(rankings)
    booths = booths_of(fair)
    _check_said(came, said, booths)
    wants: dict[str, list[str]] = {
        visitor.worker: [place for place in dict.fromkeys(visitor.wants) if place in booths] for visitor in came
    }
    result = allocate(_market(booths, wants, said), mechanism=mechanism, objective="count-then-score")
    intents: list[HiringIntent] = []
    left_out: dict[WorkerId, tuple[Reason, ...]] = {}
    for visitor in came:
        worker = visitor.worker
        if worker in result.placed:
            employer, post, _ = booths[result.placed[worker]]
            intents.append(
                HiringIntent(fair=fair.id, worker=worker, employer=employer, post=post, signed_on=fair.starts.date())
            )
        else:
            texts = result.unplaced[worker] if wants[worker] else ()
            left_out[worker] = tuple(map(_refused, texts)) or (_no_cv(visitor),)
    return FairDay(
        fair=fair.id,
        came_in=frozenset(visitor.worker for visitor in came),
        intents=tuple(intents),
        left_out=left_out,
        resumes=sum(map(bool, wants.values())),
        proof=Proof.of(result),
        mechanism=mechanism,
    )


def _check_said(came: Iterable[FairVisitor], said: Iterable[BoothRanking], booths: _Booths) -> None:
    """Refuse who is named twice, and rankings of booths or of people that are not here."""
    check_once(visitor.worker for visitor in came)
    check_once(ranking.place for ranking in said)
    present = {visitor.worker for visitor in came}
    check_names(
        Names(Text("展位排序", "rankings of booths"), [ranking.place for ranking in said], booths),
        *(
            Names(
                Text("展位 {place} 的排序", "the ranking of the booth {place}").format(place=ranking.place),
                ranking.workers,
                present,
            )
            for ranking in said
        ),
    )


def _market(booths: _Booths, wants: Mapping[str, list[str]], said: Iterable[BoothRanking]) -> Problem:
    """Visitors and booths by what they want of one another; a booth that says nothing takes all who ask, all alike."""
    ranked: dict[str, list[str]] = {ranking.place: list(dict.fromkeys(ranking.workers)) for ranking in said}
    asking = {place: tuple(worker for worker, places in wants.items() if place in places) for place in booths}
    return Problem.from_preferences(
        applicants=wants,
        places={place: ranked.get(place, [asking[place]] if asking[place] else []) for place in booths},
        capacity={place: openings for place, (_, _, openings) in booths.items()},
    )


def _refused(text: Text) -> Reason:
    return Reason(code="fairs.no-intent", text=text)


def _no_cv(visitor: FairVisitor) -> Reason:
    if visitor.wants:
        text = Text("想去的 {wants} 不在本场", "what is wanted is not at the fair: {wants}")
        return Reason(code="fairs.not-at-the-fair", about=visitor.wants, text=text.format(wants=visitor.wants))
    return Reason(code="fairs.no-cv", text=Text("没有投递简历", "left no CV"))


def verify_fair_day(
    day: FairDay,
    fair: RecruitmentFair,
    visitors: Iterable[FairVisitor],
    rankings: Iterable[BoothRanking] = (),
    *,
    mechanism: Literal["stable", "optimal"] | None = None,
) -> tuple[Text, ...]:
    """What is wrong with the intentions of a day, counted again; empty when they are sound.

    Everyone who came is there once; those who signed and their booths wanted each other; no booth has signed more than
    its openings; and with ``stable`` no visitor and no booth would both rather have each other.
    ``mechanism`` is the day's own unless given.
    """
    asked_for = mechanism or day.mechanism
    wants = {visitor.worker: list(dict.fromkeys(visitor.wants)) for visitor in visitors}
    ranks = {
        ranking.place: {worker: rank for rank, worker in reversed(list(enumerate(ranking.workers)))}
        for ranking in rankings
    }
    openings = {
        (str(post) if post is not None else str(booth.employer)): number
        for booth in fair.booths
        for post, number in (booth.posts.items() if booth.posts else [(None, booth.openings)])
    }
    signed = {intent.worker: str(intent.post or intent.employer) for intent in day.intents}
    faults: list[Text] = []
    if day.came_in != wants.keys():
        faults.append(Text("到场人员与登记不一致", "those who came are not those recorded"))

    def wanted(worker: WorkerId, place: str) -> bool:
        return place in openings and (place not in ranks or worker in ranks[place])

    for worker, place in signed.items():
        if place not in wants.get(worker, ()) or not wanted(worker, place):
            text = Text("{worker} 与 {place} 不是双方意愿", "{worker} and {place} do not both want it")
            faults.append(text.format(worker=worker, place=place))
    for place, most in openings.items():
        taken = [worker for worker, own in signed.items() if own == place]
        if len(taken) > most:
            text = Text("{place} 签了 {taken} 人，只招 {most} 人", "{place} signed {taken}, and has {most} openings")
            faults.append(text.format(place=place, taken=len(taken), most=most))
        for worker, places in wants.items() if asked_for == "stable" else ():
            own = signed.get(worker)
            rather = place in places and (own not in places or places.index(place) < places.index(own))
            rank = ranks.get(place, {})
            worse = [other for other in taken if rank.get(worker, 0) < rank.get(other, 0)]
            if rather and wanted(worker, place) and (len(taken) < most or worse):
                text = Text(
                    "{worker} 与 {place} 都更愿意选择对方", "{worker} and {place} would both rather have each other"
                )
                faults.append(text.format(worker=worker, place=place))
    return tuple(faults)
