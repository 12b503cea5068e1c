"""The squads' rounds of a case: which squad is at which resettlement site on which day, at which households."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from laborcoop.errors import UnknownName
from laborcoop.kernel.ids import PlaceId, SiteId, SquadId
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.periods import Period
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.outreach.site import ResettlementSite
from laborcoop.outreach.squad_plan import SquadPlan, SquadQuestion, SquadWork
from laborcoop.outreach.squad_planning import plan_squads
from laborcoop.outreach.visit import HouseholdWork, Outreach, OutreachCampaign, reached_households
from laborcoop.planning.case import Case
from laborcoop.transfer import TravelTimes


def plan_visits(
    case: Case,
    work: SquadWork,
    *,
    window: Period | None = None,
    not_on: Iterable[date] = (),
    travel: TravelTimes | None = None,
    stays: Mapping[SquadId, PlaceId] | None = None,
    keep_sites: bool = False,
    home_each_night: bool = True,
) -> SquadPlan:
    """Plan the rounds of a case's squads to its target sites and the households that nobody has reached yet.

    Target sites are those whose population on the first day reaches the case's ``target_site_population`` (SQ-01).
    Sites of which none is recorded by then are left out by name.
    Households are the `HouseholdWork` records of ``case.records`` that name a site; those that an `Outreach` of its
    records has reached by then are not gone to again.

    Args:
        case: the case.
        work: what a squad does in a day.
        window: the days; those of the campaign from ``case.on`` on, unless given.
        not_on: days on which nobody goes out.
        travel: the ways, between places of the case. A site is found as the place of kind resettlement site with the
            same name.
        stays: where each squad stays, for the ways from there; a squad without a place stays where it works.
        keep_sites: a squad that names sites goes to those alone.
        home_each_night: whether every squad is back where it stays in the evening; else it may sleep at sites, and go
            from one to another where ``travel`` has a way.

    Raises:
        InvalidValue: ``case`` or ``work`` has the wrong type, ``window`` has no end, or the campaign ends before
            ``case.on``.
        UnknownName: ``stays`` names a squad or a place that the case does not have.
        MissingExtra: OR-tools is not installed (extra ``plan``).
    """
    check_arguments("plan_visits", (("case", case, Case), ("work", work, SquadWork)))
    days = window or Period(max(case.on, case.campaign.window.start), case.campaign.window.end)
    sending = case.campaign.pairing.sending
    least = case.book.context(days.start, sending).whole("target_site_population")
    targets = tuple(site for site in case.sites if site.is_target(days.start, least))
    reached = reached_households(_visits(case), days.start)
    return plan_squads(
        SquadQuestion(
            window=days,
            not_on=frozenset(not_on),
            sites=targets,
            uncounted=tuple(site for site in case.sites if site.population(days.start) is None),
            squads=case.squads,
            households=tuple(
                record
                for record in case.records_of(HouseholdWork)
                if record.site is not None and record.household not in reached
            ),
            work=work,
            travel=_minutes(case, targets, travel or TravelTimes(), stays or {}),
            keep_sites=keep_sites,
            home_each_night=home_each_night,
            between={} if home_each_night else _between(case, targets, travel or TravelTimes()),
        )
    )


def _visits(case: Case) -> Iterable[Outreach]:
    for record in case.records:
        if isinstance(record, Outreach):
            yield record
        if isinstance(record, OutreachCampaign):
            yield from record.visits


def _minutes(
    case: Case, targets: Iterable[ResettlementSite], travel: TravelTimes, stays: Mapping[SquadId, PlaceId]
) -> Mapping[SquadId, Mapping[SiteId, int]]:
    """The minutes from where each squad stays to each target site to which there is a way."""
    unknown: list[str] = [name for name in stays if all(squad.id != name for squad in case.squads)]
    unknown += [name for name in stays.values() if case.place(name) is None]
    if unknown:
        raise UnknownName(
            Text("案例中没有这些小分队或地点：{names}", "the case has no such squads or places: {names}").format(
                names=sorted(unknown)
            )
        )
    named = _places_of_sites(case)
    return {
        squad: {
            site.id: minutes
            for site in targets
            if site.name in named and (minutes := _way(travel, home, named[site.name])) is not None
        }
        for squad, home in stays.items()
    }


def _places_of_sites(case: Case) -> Mapping[Text, PlaceId]:
    return {place.name: place.id for place in case.places if place.kind is PlaceKind.RESETTLEMENT_SITE}


def _between(
    case: Case, targets: Iterable[ResettlementSite], travel: TravelTimes
) -> Mapping[SiteId, Mapping[SiteId, int]]:
    """The minutes from each target site to each other one to which there is a way."""
    named = _places_of_sites(case)
    known = [site for site in targets if site.name in named]
    return {
        start.id: {
            end.id: minutes
            for end in known
            if end is not start and (minutes := _way(travel, named[start.name], named[end.name])) is not None
        }
        for start in known
    }


def _way(travel: TravelTimes, start: PlaceId, end: PlaceId) -> int | None:
    way = travel.find(start, end)
    if start == end:
        return 0
    return None if way is None else way.minutes
