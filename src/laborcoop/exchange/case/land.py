"""Places, fairs, resettlement sites and squads: what there is in the counties and on the way."""

from __future__ import annotations

from laborcoop.exchange.case import columns as c
from laborcoop.exchange.case import tables
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.grouping import both, grouped
from laborcoop.exchange.case.rows import rows_of
from laborcoop.exchange.case.table import Row
from laborcoop.kernel.ids import CadreId, EmployerId, FairId, PlaceId, SiteId, SquadId
from laborcoop.kernel.places import Place
from laborcoop.outreach import Booth, Cadre, EmploymentSquad, Population, RecruitmentFair, ResettlementSite


def read_places(desk: Desk) -> tuple[Place, ...]:
    """The places, by id."""
    return tuple(sorted(desk.each(rows_of(tables.PLACES, desk), _place), key=lambda place: place.id))


def _place(row: Row) -> Place:
    return Place(
        id=PlaceId(row.key),
        name=both(row, c.Place.NAME, c.Place.NAME_EN),
        kind=row[c.Place.KIND],
        division=row.get(c.Place.DIVISION),
        hub=row.get(c.Place.HUB) or "",
        latitude=row.get(c.Place.LATITUDE),
        longitude=row.get(c.Place.LONGITUDE),
    )


def read_fairs(desk: Desk) -> tuple[RecruitmentFair, ...]:
    """The fairs, by id, each with its booths by employer; the employers must have been read."""
    rows = rows_of(tables.FAIRS, desk)
    booths = grouped(rows_of(tables.BOOTHS, desk), c.Booth.FAIR)

    def fair(row: Row) -> RecruitmentFair:
        return RecruitmentFair(
            id=FairId(row.key),
            name=both(row, c.Fair.NAME, c.Fair.NAME_EN),
            division=row[c.Fair.DIVISION],
            starts=row[c.Fair.STARTS],
            ends=row[c.Fair.ENDS],
            host=row.get(c.Fair.HOST),
            booths=tuple(sorted(desk.each(booths[row.key], _booth), key=lambda booth: booth.employer)),
        )

    return tuple(sorted(desk.each(rows, fair), key=lambda fair: fair.id))


def _booth(row: Row) -> Booth:
    return Booth(
        employer=EmployerId(row[c.Booth.EMPLOYER]),
        openings=row[c.Booth.OPENINGS],
        posts=row.get(c.Booth.POSTS) or {},
    )


def read_sites(desk: Desk) -> tuple[ResettlementSite, ...]:
    """The resettlement sites, by id, each with its populations by date."""
    groups = grouped(rows_of(tables.SITES, desk), c.Site.ID)
    sites = (_site(rows, desk) for _, rows in sorted(groups.items()))
    return tuple(site for site in sites if site is not None)


def _site(rows: list[Row], desk: Desk) -> ResettlementSite | None:
    names = {(both(row, c.Site.NAME, c.Site.NAME_EN), row[c.Site.DIVISION]) for row in rows}
    if len(names) > 1:
        for row in rows:
            desk.report("CF-16", row.where, subject=row.key, key=row.key)
            desk.lose(row)
        return None
    populations = desk.each(rows, _population)
    if not populations:
        return None
    # A row that was refused has taken the site with it; the others bring it back.
    desk.keep(rows[0])
    [(name, division)] = names
    return ResettlementSite(
        id=SiteId(rows[0].key),
        name=name,
        division=division,
        populations=tuple(sorted(populations, key=lambda population: population.as_of)),
        languages=frozenset(language for row in rows for language in row.get(c.Site.LANGUAGES) or ()),
    )


def _population(row: Row) -> Population:
    return Population(people=row[c.Site.PEOPLE], as_of=row[c.Site.AS_OF])


def read_squads(desk: Desk) -> tuple[EmploymentSquad, ...]:
    """The squads, by id, each with its cadres by id; the sites must have been read."""
    rows = rows_of(tables.SQUADS, desk)
    cadres = grouped(rows_of(tables.CADRES, desk), c.Cadre.SQUAD)

    def squad(row: Row) -> EmploymentSquad:
        return EmploymentSquad(
            id=SquadId(row.key),
            name=both(row, c.Squad.NAME, c.Squad.NAME_EN),
            cadres=tuple(sorted(desk.each(cadres[row.key], _cadre), key=lambda cadre: cadre.id)),
            sites=frozenset(map(SiteId, row.get(c.Squad.SITES) or ())),
            formed_by=row.get(c.Squad.FORMED_BY),
        )

    return tuple(sorted(desk.each(rows, squad), key=lambda squad: squad.id))


def _cadre(row: Row) -> Cadre:
    return Cadre(id=CadreId(row.key), level=row[c.Cadre.LEVEL], languages=row.get(c.Cadre.LANGUAGES) or frozenset())
