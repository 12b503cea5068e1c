"""Plan a tour of fairs: dates, venues, booths, deadlines, and publicity ahead of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from laborcoop.journey import Reason
from laborcoop.kernel.ids import EmployerId, FairId, check_known, check_once
from laborcoop.kernel.kinds import check_arguments, check_items
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import RecruitmentFair
from laborcoop.outreach.fair_tour import AbsentEmployer, FairDeadline, FairTour
from laborcoop.outreach.publicity import publicise
from laborcoop.outreach.tour import FairWish, Touring
from laborcoop.outreach.tour_days import due_for, moved, remarks_on, slots_of
from laborcoop.outreach.tour_reasons import Judge
from laborcoop.outreach.tour_search import Candidate, Found, search

BarredEmployers = Mapping[EmployerId, tuple[Reason, ...]]
_NOT_HELD = Reason(code="fairs.not-held", text=Text("该场招聘会没有安排", "the fair is not held"))


def plan_fairs(
    wishes: Iterable[FairWish],
    question: Touring,
    *,
    barred: BarredEmployers | None = None,
    time_limit: float | None = None,
) -> FairTour:
    """Plan a tour: as many fairs as possible, then booths, then openings, then near to the days wished.

    That is proved, goal by goal, unless the search ends before (``proof``). Each fair gets one venue and keeps its
    hours; where the wish names a wider region, the venue decides the county. An employer is at one fair at a time, with
    the days on the road between two. Days and venues that a rule of the book forbids are not used, and what is due
    before each fair is counted back from its day. Then villages are told of the fairs of their county by an allocation
    of visits. The same wishes give the same tour, in whatever order they stand.

    Args:
        wishes: the fairs; each once.
        question: day, law, venues, ways, publicity.
        barred: employers that a rule keeps away, with the reasons; their booths are left out.
        time_limit: seconds after which the best tour known is taken, with its bound; None: the search ends by itself,
            after the same amount of work on every machine.

    Raises:
        InvalidValue: ``wishes`` or ``question`` is of another kind, ``wishes`` name a fair twice, or ``question`` sends
            a team to a village that it does not have.
        MissingExtra: OR-tools is not installed (extra ``plan``).
        UnknownName: the book of ``question`` lacks a parameter that its rules about fairs read.
    """
    kept_out: BarredEmployers = barred or {}
    check_arguments("plan_fairs", (("question", question, Touring),))
    wished = sorted(
        check_items("plan_fairs", "wishes", wishes, FairWish), key=lambda wish: (wish.wished_on, wish.fair.id)
    )
    check_once(wish.fair.id for wish in wished)
    check_known((village for team in question.teams for village in team.villages), question.villages)
    left_out: dict[FairId, tuple[Reason, ...]] = {}
    candidates: list[Candidate] = []
    for wish in wished:
        slots, reasons = slots_of(wish, question, kept_out)
        if reasons:
            left_out[wish.fair.id] = reasons
        else:
            able = [booth for booth in wish.fair.booths if booth.employer not in kept_out]
            booths = tuple(sorted(able, key=lambda booth: booth.employer))
            candidates.append(Candidate(wish=wish, slots=tuple(slots), booths=booths))
    found = search(candidates, question, time_limit)
    held = {each.wish.fair.id: each for each in candidates if each.wish.fair.id in found.slot}
    judge = Judge(question=question, found=found, held=held)
    for each in candidates:
        if each.wish.fair.id not in held:
            left_out[each.wish.fair.id] = (judge.why_not_held(each),)
    fairs = tuple(
        sorted(
            (moved(each.wish, found.slot[fair], found.present[fair]) for fair, each in held.items()),
            key=lambda fair: (fair.starts, fair.id),
        )
    )
    told, untold, publicity_proof = publicise(fairs, question)
    return FairTour(
        wished={wish.fair.id: tuple(sorted(booth.employer for booth in wish.fair.booths)) for wish in wished},
        fairs=fairs,
        venues={fair.id: found.slot[fair.id].venue.id for fair in fairs},
        left_out=left_out,
        absent=tuple(one for wish in wished for one in _absent(wish, judge, kept_out)),
        deadlines=_deadlines(held, question, found),
        remarks=_remarks(fairs, held, question, found),
        publicity=told,
        untold=untold,
        proof=found.proof,
        publicity_proof=publicity_proof,
    )


def _absent(wish: FairWish, judge: Judge, barred: BarredEmployers) -> list[AbsentEmployer]:
    """The employers of a wish that have no booth, by id."""
    fair = wish.fair.id
    present = {booth.employer for booth in judge.found.present.get(fair, ())}
    absent = []
    for employer in sorted({booth.employer for booth in wish.fair.booths} - present):
        reasons = barred.get(employer, ())
        if not reasons:
            reasons = (judge.why_absent(employer, judge.held[fair]) if fair in judge.held else _NOT_HELD,)
        absent.append(AbsentEmployer(fair=fair, employer=employer, reasons=reasons))
    return absent


def _remarks(
    fairs: Iterable[RecruitmentFair], held: Mapping[FairId, Candidate], question: Touring, found: Found
) -> dict[FairId, tuple[Reason, ...]]:
    """What the rules warn of, of each fair about which they do."""
    said = {fair.id: remarks_on(held[fair.id].wish, question, fair, found.slot[fair.id].venue) for fair in fairs}
    return {fair: reasons for fair, reasons in said.items() if reasons}


def _deadlines(held: Mapping[FairId, Candidate], question: Touring, found: Found) -> tuple[FairDeadline, ...]:
    """What is due for the fairs held, the first first."""
    due = [
        one
        for fair, each in held.items()
        for one in due_for(each.wish, question, moved(each.wish, found.slot[fair], ()), found.slot[fair].venue)
    ]
    return tuple(sorted(due, key=lambda one: (one.by, one.fair, one.kind.value)))
