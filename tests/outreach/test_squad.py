"""Employment squads: cadres of three levels, sites not one to one."""

from __future__ import annotations

import pytest
from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import CadreId, SiteId, SquadId
from laborcoop.kernel.text import Text
from laborcoop.outreach import Cadre, CadreLevel, EmploymentSquad, squads_formed_by


def squad(*cadres: Cadre, sites: frozenset[SiteId] = frozenset()) -> EmploymentSquad:
    return EmploymentSquad(id=SquadId("Q-1"), name=Text("小分队", "squad"), cadres=cadres, sites=sites)


def test_a_cadre_is_entered_once_in_a_squad() -> None:
    first = Cadre(id=CadreId("C-1"), level=CadreLevel.PREFECTURE)
    with pytest.raises(InvalidValue, match="entered only once"):
        squad(first, Cadre(id=CadreId("C-1"), level=CadreLevel.TOWNSHIP))


def test_a_squad_works_at_several_sites_or_none() -> None:
    sites = frozenset({SiteId("S-1"), SiteId("S-2")})
    assert squad(sites=sites).sites == sites
    assert squad().sites == frozenset()


def test_squads_are_counted_for_the_bureau_that_formed_them_and_those_above_it() -> None:
    county = evolve(squad(), formed_by=DivisionCode("533301"))
    prefecture = evolve(squad(), formed_by=DivisionCode("533300"))
    assert squads_formed_by([county, prefecture, squad()], DivisionCode("533300")) == Count(2, Unit.SQUAD)
    assert squads_formed_by([county, prefecture, squad()], DivisionCode("533301")) == Count(1, Unit.SQUAD)


def test_twenty_squads_of_21_and_four_of_20_are_500_cadres_of_three_levels() -> None:
    levels = list(CadreLevel)
    squads = [
        squad(*(Cadre(id=CadreId(f"C-{number}-{i}"), level=levels[i % 3]) for i in range(size)))
        for number, size in enumerate([21] * 20 + [20] * 4)
    ]
    assert sum(len(one.cadres) for one in squads) == 500
    assert {cadre.level for one in squads for cadre in one.cadres} == set(CadreLevel)
