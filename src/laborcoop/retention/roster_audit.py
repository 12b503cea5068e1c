"""The check of a planned roster from the question alone; it shares no code with what made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from laborcoop.kernel.ids import LodgingId
from laborcoop.kernel.text import Text
from laborcoop.retention.staffing import RosterPlan


def faults(plan: RosterPlan) -> tuple[Text, ...]:
    """What is wrong with a roster: who is posted, the days covered, the homes, and the proof of fewest postings."""
    return (*_of_postings(plan), *_of_days(plan), *_of_homes(plan), *_of_proof(plan))


def _of_postings(plan: RosterPlan) -> Iterator[Text]:
    offers = {offer.id: offer for offer in plan.question.offers}
    for posting in plan.postings:
        offer = offers.get(posting.id)
        days = list(posting.posted.days()) if posting.posted.end else [posting.posted.start]
        if offer is None or offer.county != posting.delegated_by or not all(day in offer.available for day in days):
            yield Text("{id} 没有被推荐在此期间派驻", "{id} is not offered for these days").format(id=posting.id)
        if posting.station != plan.question.station.id or not posting.resident:
            yield Text("{id} 不是本站常驻人员", "{id} is not resident at this station").format(id=posting.id)


def _of_days(plan: RosterPlan) -> Iterator[Text]:
    """On each day of an agreement somebody is there; if not, it is told, and nobody was offered."""
    station = plan.question.station
    for day in plan.question.window.days():
        here = {
            member.delegated_by
            for member in plan.staff
            if day in member.posted and member.resident and member.station == station.id
        }
        for county in sorted(station.counties(day)):
            told = any(gap.county == county and gap.first <= day <= gap.last for gap in plan.gaps)
            offered = any(offer.county == county and day in offer.available for offer in plan.question.offers)
            if (county in here) == told or (told and offered):
                yield Text(
                    "{county} 在 {day} 的值守与所报空缺不符", "{county} on {day}: the cover and the gaps told differ"
                ).format(county=county, day=day)


def _of_homes(plan: RosterPlan) -> Iterator[Text]:
    homes = {home.id: home for home in plan.question.homes}
    used: Counter[tuple[LodgingId, date]] = Counter()
    for posting in plan.postings:
        name = plan.homes.get(posting.id)
        if posting.housed != ((posting.posted,) if name else ()):
            yield Text("{id} 的住房期间不符", "{id}: the housing is not that of the home").format(id=posting.id)
        if name is None:
            continue
        days = list(posting.posted.days()) if posting.posted.end else [posting.posted.start]
        used.update((name, day) for day in days)
        if name not in homes or not all(day in homes[name].guaranteed for day in days):
            yield Text("{id} 的住处没有保障", "{id}: the home is not guaranteed").format(id=posting.id)
    for (home, day), people in used.items():
        if home in homes and people > homes[home].places:
            yield Text("{home} 在 {day} 住 {people} 人", "{people} live in {home} on {day}").format(
                home=home, day=day, people=people
            )


def _of_proof(plan: RosterPlan) -> Iterator[Text]:
    """No offer holds two of the days that prove a county's postings to be fewest, and there is one for each."""
    postings = Counter(posting.delegated_by for posting in plan.postings)
    for county in sorted({*postings, *plan.proof_days}):
        days = plan.proof_days.get(county, ())
        offers = [offer.available for offer in plan.question.offers if offer.county == county]
        twice = any(sum(day in available for day in set(days)) > 1 for available in offers)
        wanted = set(days) <= set(plan.question.uncovered(county))
        if twice or not wanted or len(set(days)) != postings[county]:
            yield Text("{county} 的派驻次数不能证明最少", "{county}: its postings are not proved to be fewest").format(
                county=county
            )
