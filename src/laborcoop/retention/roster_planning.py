"""A roster without a gap, by the fewest postings, each in a home; where homes are short, those who stay longest.

The person available longest from the first uncovered day on is posted, again and again. No roster has fewer postings:
no offer covers two of the days on which somebody new had to be posted, so each of those days needs its own posting.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import evolve

from laborcoop.allocation import Cap, Problem, allocate
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import LodgingId
from laborcoop.kernel.naming import Names, check_names
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention.cover import stretches
from laborcoop.retention.staff import StaffId, StationStaff
from laborcoop.retention.staffing import CoverGap, RosterPlan, RosterQuestion, StaffOffer

_DAY = timedelta(days=1)


def plan_roster(question: RosterQuestion) -> RosterPlan:
    """Post resident staff so that each county that signed has somebody at the station on every day (ST-02, ST-03).

    Raises:
        InvalidValue: ``question`` has offers of counties that have no agreement with the station; the error names them.
        MissingExtra: numpy or OR-tools is not installed (extra ``plan``).
    """
    check_names(
        Names(
            Text("可派驻人员所属的县", "the counties of those who are offered"),
            [offer.county.code for offer in question.offers],
            [county.code for county in question.counties()],
        ),
    )
    postings: list[StationStaff] = []
    gaps: list[CoverGap] = []
    proof_days: dict[DivisionCode, tuple[date, ...]] = {}
    for county in question.counties():
        offers = [offer for offer in question.offers if offer.county == county]
        posted, missing = _covered(question, offers, question.uncovered(county))
        postings += posted
        gaps += [CoverGap(county=county, first=first, last=last) for first, last in stretches(missing)]
        proof_days[county] = tuple(posting.posted.start for posting in posted)
    homes, housing = _housed(question, postings)
    return RosterPlan(
        question=question,
        postings=tuple(
            evolve(posting, housed=(posting.posted,) if posting.id in homes else ()) for posting in postings
        ),
        gaps=tuple(gaps),
        homes=homes,
        unhoused={posting.id: (_no_home(question, posting),) for posting in postings if posting.id not in homes},
        proof_days=proof_days,
        housing=housing,
    )


def _covered(
    question: RosterQuestion, offers: Sequence[StaffOffer], days: Sequence[date]
) -> tuple[list[StationStaff], list[date]]:
    """The fewest postings that cover the days, and the days that nobody covers."""
    posted: list[StationStaff] = []
    missing: list[date] = []
    covered: Period | None = None
    for day in days:
        if covered is not None and day in covered:
            continue
        able = [offer for offer in offers if day in offer.available]
        if not able:
            missing.append(day)
            continue
        longest = max(able, key=lambda offer: (offer.available.end or date.max, offer.id))
        last = max(each for each in days if each in longest.available)
        covered = Period(day, last + _DAY)
        posted.append(
            StationStaff(
                id=longest.id, station=question.station.id, delegated_by=longest.county, posted=covered, resident=True
            )
        )
    return posted, missing


def _housed(question: RosterQuestion, postings: Sequence[StationStaff]) -> tuple[dict[StaffId, LodgingId], Proof]:
    """A home for as many postings as possible, and then for those of the most days.

    Each has it for its whole time, with a place free on every day.
    """
    known = {member.id: member.posted for member in postings}
    result = allocate(
        Problem.from_pairs(
            [
                (member.id, home.id, sum(1 for _ in member.posted.days()))
                for member in postings
                for home in question.homes
                if _within(member.posted, home.guaranteed)
            ],
            capacity={home.id: len(postings) for home in question.homes},
            applicants=list(known),
            # Who lives there on the day on which somebody moves in: at no other day is a home fuller.
            caps=[
                Cap(
                    f"{home.id} {start}",
                    {name for name, posted in known.items() if start in posted},
                    {home.id},
                    most=home.places,
                )
                for home in question.homes
                for start in sorted({member.posted.start for member in postings})
            ],
        ),
        objective="count-then-score",
    )
    return {StaffId(name): LodgingId(home) for name, home in result.placed.items()}, Proof.of(result)


def _within(inner: Period, outer: Period) -> bool:
    """Whether a period, which has an end, lies within another."""
    return outer.start <= inner.start and (outer.end is None or (inner.end is not None and inner.end <= outer.end))


def _no_home(question: RosterQuestion, posting: StationStaff) -> Reason:
    able = tuple(sorted(home.id for home in question.homes if _within(posting.posted, home.guaranteed)))
    if able:
        return Reason(
            code="stations.homes-full",
            about=able,
            text=Text("住处 {homes} 已住满", "the homes are full: {homes}").format(homes=able),
        )
    return Reason(
        code="stations.no-home",
        text=Text(
            "没有住处保障 {start} 至 {end} 的全部时间", "no home is guaranteed for the whole time from {start} to {end}"
        ).format(start=posting.posted.start, end=posting.posted.end),
    )
