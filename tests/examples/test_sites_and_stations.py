"""What the example's squads, stations and feeder coaches are planned to do."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import LodgingId, PlaceId, StationId
from laborcoop.outreach import Cadre, HouseholdId, HouseholdWork, SquadWork, form_squads
from laborcoop.planning.convoy_coaches import ConvoyCoaches, feeder_legs
from laborcoop.retention import StaffHome, StaffId, StaffOffer, TaskKind, VisitPace
from laborcoop.transfer import GreatCircle, Halt, Road, TravelTimes, ways_driven

_BEFORE_THE_RETURN = lc.Period(date(2023, 1, 5), date(2023, 1, 20))
_HOUSEHOLD = 4
_TOWNS = {"533301": "P-LS-LK", "533325": "P-LP-LP", "533323": "P-FG-SP", "533324": "P-GS-CK"}
"""A place in each county where squads could stay."""
_LANGUAGES = {"533301": "傈僳语", "533325": "白语", "533323": "怒语", "533324": "独龙语"}


@pytest.fixture(scope="module")
def case(spring_return: lc.Case) -> lc.Case:
    return spring_return


def test_squads_of_the_example_reach_every_target_site_and_household_in_its_languages(case: lc.Case) -> None:
    """Households and languages are made up for the test, by the populations and counties of the example."""
    day = _BEFORE_THE_RETURN.start
    counties = sorted(_TOWNS)
    squads = tuple(
        evolve(
            squad,
            cadres=tuple(
                Cadre(id=cadre.id, level=cadre.level, languages=frozenset({_LANGUAGES[counties[i % 4]]}))
                for cadre in squad.cadres
            ),
        )
        for i, squad in enumerate(case.squads)
    )
    sites = tuple(evolve(site, languages=frozenset({_LANGUAGES[site.division.code]})) for site in case.sites)
    households = tuple(
        HouseholdWork(household=HouseholdId(f"{site.id}-{i:04}"), able=2, in_work=int(i % 20 > 0), site=site.id)
        for site in sites
        for i in range((site.population(day) or 0) // _HOUSEHOLD)
    )
    full = evolve(case, squads=squads, sites=sites, records=(*case.records, *households))
    plan = lc.plan_visits(
        full,
        SquadWork(day_minutes=480, visit_minutes=40),
        window=_BEFORE_THE_RETURN,
        travel=TravelTimes(
            places=case.places, estimate=GreatCircle(detour=Decimal("1.6"), kmh=Decimal(30), road=Road.MOUNTAIN)
        ),
        stays={squad.id: PlaceId(_TOWNS[counties[i % 4]]) for i, squad in enumerate(case.squads)},
    )
    assert len(plan.question.sites) == 24
    assert plan.verify() == ()
    assert plan.sites_left_out == {}
    assert [goal.gap for goal in plan.goals] == [0] * 6
    small = [one.household for one in households if one.site == "S-25"]  # 799 people
    assert set(plan.left_out) == set(small)
    assert [finding for finding in case.book.judge(plan.campaign(), "c", on=day) if finding.rule == "SQ-02"] == []


def test_500_cadres_make_24_squads_with_all_three_levels(case: lc.Case) -> None:
    cadres = [cadre for squad in case.squads for cadre in squad.cadres]
    formed = form_squads(cadres, [evolve(squad, cadres=()) for squad in case.squads])
    assert sorted({len(squad.cadres) for squad in formed.squads}) == [20, 21]
    assert all(len({cadre.level for cadre in squad.cadres}) == 3 for squad in formed.squads)
    assert (len(cadres), formed.left_out, formed.proof.status) == (500, {}, "proved")


def test_the_four_agreements_of_the_example_are_to_be_renewed_and_each_county_has_somebody_there(case: lc.Case) -> None:
    """Who can be posted, and the homes, are made up for the test."""
    period = lc.Period(date(2024, 3, 1), date(2024, 7, 1))
    offers = [
        StaffOffer(id=StaffId(f"{county}-{half}"), county=lc.DivisionCode(county), available=available)
        for county in _TOWNS
        for half, available in enumerate(
            (lc.Period(date(2024, 1, 1), date(2024, 5, 10)), lc.Period(date(2024, 5, 1), date(2024, 12, 1)))
        )
    ]
    home = StaffHome(id=LodgingId("H-HOME"), guaranteed=lc.Period(date(2021, 7, 1)), places=4)
    full = evolve(case, records=(*case.records, *offers, home))
    found = lc.plan_station(full, StationId("WS-1"), period, pace=VisitPace(every_weeks=4))
    assert len(found.roster.postings) == 8
    assert (found.roster.gaps, found.roster.unhoused, found.roster.verify()) == ((), {}, ())
    renewals = [(task.about, task.due) for task in found.agenda.tasks if task.kind is TaskKind.RENEWAL]
    assert renewals == [(county, date(2024, 4, 2)) for county in sorted(_TOWNS)]
    alone = lc.plan_station(case, StationId("WS-1"), period, pace=VisitPace(every_weeks=4))
    assert {task.about for task in alone.agenda.tasks if task.kind is TaskKind.STAFFING} == set(_TOWNS)


def test_the_feeder_coaches_of_the_example_are_planned_anew_by_lawful_legs(case: lc.Case) -> None:
    """The coaches and ways are those of its own feeder legs, and each stop takes five minutes.

    Ways between villages that no leg drives are estimated: 1.5 times the great circle, at 30 km/h, on mountain roads.
    """
    hub = PlaceId("P-KM-HUB")
    own = {convoy.id: feeder_legs(case, convoy, hub) for convoy in case.convoys}
    halts = tuple(Halt(place=place.id, dwell=5) for place in case.places if not place.hub)
    coaches = []
    for convoy in case.convoys:
        one = ConvoyCoaches.of_legs(case, convoy, hub)
        first, last = one.collect_between
        coaches.append(
            evolve(one, collect_between=(first.replace(hour=6, minute=0), last.replace(hour=14)), halts=halts)
        )
    driven = ways_driven(leg for legs in own.values() for leg in legs)
    estimate = GreatCircle(detour=Decimal("1.5"), kmh=Decimal(30), road=Road.MOUNTAIN)
    ways = TravelTimes(driven, case.places, estimate)
    found = lc.plan_convoys(case, coaches, ways, iterations=50, bound_rounds=10)
    assert found.verify() == ()
    new = {(finding.kind, finding.subject) for finding in lc.check(found.case).excluding()}
    assert not new & {("leg", leg.id) for leg in found.legs}
    assert not new & {("driver", driver) for leg in found.legs for driver in leg.drivers}
    assert sum(map(len, own.values())) == 27
    # 27 of 1 034 have no post, batch or ticket; every other is carried, where the hand-made legs carry 997.
    assert (len(found.came_in), len(found.carried)) == (1034, 1007)
    codes = Counter(reason.code for reasons in found.left_out.values() for reason in reasons[:1])
    assert sum(codes.values()) == 27
    assert {"TR-14", "TR-15"} <= codes.keys()
    assert {code for code in codes if code.startswith("batching.") or code == "convoys.no-place"} == {
        "batching.full",
        "batching.no-trip-in-window",
        "batching.not-together",
        "convoys.no-place",
    }
    assert sum(len(answer.runs) for answer in found.collected.values()) <= 24
    assert found.overnights == ()
    for answer in found.collected.values():
        assert 0 <= answer.gap < 0.2
    plan = lc.plan_return(found.case)
    travellers = set(plan.travellers)
    assert (len(travellers & found.carried), len(travellers)) == (1003, 1003)
    why = {reason.code for worker in found.carried - travellers for reason in plan.unplaced[worker]}
    assert why == {"beds.full", "gate.coach-full"}  # no seat that was promised is lost
    assert plan.verify() == ()
