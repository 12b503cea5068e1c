"""Read a case folder into a `Case`: values, and findings for all that was wrong in the files."""

from __future__ import annotations

from pathlib import Path

from laborcoop.exchange.case import columns as c
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.folder import look_through
from laborcoop.exchange.case.hosts import read_employers, read_lodgings, read_posts, read_stations
from laborcoop.exchange.case.journeys import read_convoys
from laborcoop.exchange.case.land import read_fairs, read_places, read_sites, read_squads
from laborcoop.exchange.case.parameters import overlay
from laborcoop.exchange.case.rows import rows_of
from laborcoop.exchange.case.settings import Settings, read_settings
from laborcoop.exchange.case.table import Row
from laborcoop.exchange.case.toml import CASE_FILE
from laborcoop.planning.case import Case, Intake
from laborcoop.rulebook import Findings, Locus, RuleBook
from laborcoop.rulebook.finding import Waiver


def load_case(folder: str | Path, *, book: RuleBook | None = None) -> Case:
    """Read a case folder: `docs/reference/case-folder.md` says what is in it.

    Whatever is wrong becomes a finding at its file, sheet, row and column, and the rest of the case goes on. A record
    with a fault in a cell that it cannot do without is left out, with what depends on it; of two records with one id
    neither is used. Records are sorted by id, so that files and rows in another order give the same case.

    Args:
        folder: the case's folder.
        book: the rules of the programme; the national pack of China unless given. The case's own parameters are laid
            over it: where one is in force, it wins.

    Raises:
        CaseError: case.toml is missing or unreadable, or one of its needed keys is missing or wrong; with every fault.
        MissingExtra: a table is a workbook, and the package that reads workbooks is not installed.
    """
    root = Path(folder)
    settings = read_settings(root)
    if book is None:
        from laborcoop.packs import national

        book = national()
    found = look_through(root)
    desk = Desk(book=book, zone=settings.campaign.zone, files=found.tables, findings=list(found.findings))
    desk.book = overlay(settings.parameters, desk)
    _report_unknown_keys(settings, desk)
    return _read_case(settings, desk)


def _report_unknown_keys(settings: Settings, desk: Desk) -> None:
    for key, hint in settings.unknown:
        desk.report("CF-03", Locus(CASE_FILE, column=key), name=key, hint=hint)


def _read_case(settings: Settings, desk: Desk) -> Case:
    places = read_places(desk)
    convoys = read_convoys(desk)
    employers = read_employers(desk)
    posts = read_posts(desk)
    lodgings = read_lodgings(desk)
    sites = read_sites(desk)
    fairs, squads, stations = read_fairs(desk), read_squads(desk), read_stations(desk)
    waivers = tuple(sorted(desk.each(rows_of(c.WAIVERS, desk), _waiver), key=lambda one: (one.rule, one.subject)))
    return Case(
        id=settings.id,
        name=settings.name,
        note=settings.note,
        synthetic=settings.synthetic,
        on=settings.on,
        campaign=settings.campaign,
        book=desk.book,
        intake=Intake(rows=0, workers={}),
        employers=employers,
        posts=posts,
        places=places,
        convoys=convoys,
        lodgings=lodgings,
        stations=stations,
        fairs=fairs,
        sites=sites,
        squads=squads,
        waivers=waivers,
        findings=Findings.of(desk.findings),
        where=dict(desk.where),
    )


def _waiver(row: Row) -> Waiver:
    return Waiver(
        rule=row[c.Waiver.RULE],
        subject=row[c.Waiver.SUBJECT],
        by=row[c.Waiver.BY],
        why=row[c.Waiver.WHY],
        until=row[c.Waiver.UNTIL],
    )
