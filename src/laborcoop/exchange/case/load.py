"""Read a case folder into a `Case`: values, and findings for all that was wrong in the files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import evolve

from laborcoop.exchange.case import columns as c
from laborcoop.exchange.case import tables
from laborcoop.exchange.case.deeds import read_deeds
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.folder import Folder, look_through
from laborcoop.exchange.case.further import with_further_records
from laborcoop.exchange.case.hints import did_you_mean
from laborcoop.exchange.case.homes import about_homes
from laborcoop.exchange.case.hosts import read_employers, read_lodgings, read_posts, read_stations
from laborcoop.exchange.case.journeys import read_convoys
from laborcoop.exchange.case.land import read_fairs, read_places, read_sites, read_squads
from laborcoop.exchange.case.parameters import overlay
from laborcoop.exchange.case.rows import rows_of
from laborcoop.exchange.case.second_ids import second_ids, with_one_id_for_each
from laborcoop.exchange.case.settings import Settings, read_settings
from laborcoop.exchange.case.table import Row
from laborcoop.exchange.case.toml import CASE_FILE, RECORDS_FILE
from laborcoop.exchange.roster import Known, read_rosters
from laborcoop.exchange.roster.columns import BY_KEY
from laborcoop.kernel.kinds import check_arguments
from laborcoop.planning.case import Case
from laborcoop.planning.repeats import held_once
from laborcoop.rulebook import Locus, RuleBook
from laborcoop.rulebook.finding import Waiver


def load_case(folder: str | Path, *, book: RuleBook | None = None, on: date | None = None) -> Case:
    """Read a case folder; the page "The case folder" says what is in it.

    Whatever is wrong becomes a finding at its file, sheet, row and column, and the rest of the case goes on. A record
    with a fault in a cell that it cannot do without is left out, with what depends on it; of two records with one id
    neither is used. Records are sorted by id, so that files and rows in another order give the same case. Whoever
    stands in the files under two ids, with one resident number and one name, has one id in the case (PL-25).

    Args:
        folder: the case's folder.
        book: the rules of the programme; unless given, China's with those of every region whose texts were read
            (`laborcoop.packs.china_with_regions`). The case's own parameters are laid over it: where one is in force,
            it wins.
        on: the day of the plan, for rosters and rules alike; the case's own unless given.

    Raises:
        CaseError: ``folder`` has no readable case.toml, or one of its required keys is missing or wrong; with every
            fault.
        InvalidValue: ``folder`` is no path, ``book`` no rule book, or ``on`` no day.
        MissingExtra: a table is a workbook, and the package that reads workbooks is not installed.
    """
    given = (("folder", folder, str | PathLike), ("book", book, RuleBook | None), ("on", on, date | None))
    check_arguments("load_case", given)
    root = Path(folder)
    settings = read_settings(root)
    settings = settings if on is None else evolve(settings, on=on)
    if book is None:
        from laborcoop.packs import china_with_regions

        book = china_with_regions()
    found = look_through(root)
    desk = Desk(
        book=book,
        zone=settings.campaign.zone,
        salt=settings.salt,
        files=found.tables,
        findings=list(found.findings),
    )
    for key, hint in settings.unknown:
        desk.report("CF-03", Locus(CASE_FILE, column=key), name=key, hint=hint)
    desk.book = overlay(settings.parameters, desk)
    case = _read_case(settings, found, desk)
    further = root / RECORDS_FILE
    if further.is_file():
        case = with_further_records(case, further, desk)
    case = with_one_id_for_each(case, desk.second_ids)
    _, repeats = held_once(case)
    return evolve(case, findings=case.findings + chain(repeats, about_homes(case)))


def _read_case(settings: Settings, found: Folder, desk: Desk) -> Case:
    places = read_places(desk)
    convoys = read_convoys(desk)
    employers = read_employers(desk)
    posts = read_posts(desk)
    lodgings = read_lodgings(desk)
    sites = read_sites(desk)
    fairs, squads, stations = read_fairs(desk), read_squads(desk), read_stations(desk)
    waivers = tuple(sorted(desk.each(rows_of(tables.WAIVERS, desk), _waiver), key=lambda one: (one.rule, one.subject)))
    known = Known(
        on=settings.on,
        zone=settings.campaign.zone,
        sending=settings.campaign.pairing.sending,
        salt=settings.salt,
        employers=employers,
        places=places,
        sites=sites,
        convoys=convoys,
        synthetic_areas=frozenset(area.code for area in settings.synthetic_areas),
        columns=_further_headers(settings.columns, desk),
    )
    people = read_rosters(found.rosters.files, known, desk.book, unread=found.rosters.unread)
    desk.second_ids = second_ids(people, known.ids)
    deeds = read_deeds(desk, people, settings.campaign.pairing, settings.on)
    return Case(
        id=settings.id,
        name=settings.name,
        note=settings.note,
        synthetic=settings.synthetic,
        on=settings.on,
        campaign=settings.campaign,
        book=desk.book,
        workers=people.workers,
        registrations=people.registrations,
        intake=people.intake,
        employers=employers,
        posts=posts,
        places=places,
        convoys=convoys,
        lodgings=lodgings,
        stations=stations,
        fairs=fairs,
        sites=sites,
        squads=squads,
        records=tuple(record for record, _ in deeds),
        waivers=waivers,
        findings=people.findings + desk.findings,
        where={
            **desk.where,
            **{f"worker:{worker}": where for worker, where in people.intake.workers.items()},
            **{f"record:{position}": where for position, (_, where) in enumerate(deeds, start=1)},
        },
        columns=desk.columns,
    )


def _further_headers(given: Mapping[str, Any], desk: Desk) -> Mapping[str, str]:
    """The headers that the case adds to those of rosters; one that names no column of a roster is reported."""
    known = {header: key for header, key in given.items() if isinstance(key, str) and key in BY_KEY}
    for header in sorted(given.keys() - known.keys()):
        target = str(given[header])
        hint = did_you_mean(target, BY_KEY)
        desk.report("CF-18", Locus(CASE_FILE, column=f"[columns] {header}"), name=header, target=target, hint=hint)
    return known


def _waiver(row: Row) -> Waiver:
    return Waiver(
        rule=row[c.Waiver.RULE],
        subject=row[c.Waiver.SUBJECT],
        by=row[c.Waiver.BY],
        why=row[c.Waiver.WHY],
        until=row[c.Waiver.UNTIL],
        kind=row.get(c.Waiver.KIND) or "",
    )
