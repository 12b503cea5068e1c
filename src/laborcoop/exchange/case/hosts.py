"""Employers and posts, lodgings and stations: who receives those who arrive."""

from __future__ import annotations

from decimal import Decimal

from laborcoop.cooperation import Agreement
from laborcoop.employers import Contact, Employer, JobPost
from laborcoop.errors import InvalidValue
from laborcoop.exchange.case import columns as c
from laborcoop.exchange.case import tables
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.grouping import both, grouped
from laborcoop.exchange.case.rows import rows_of
from laborcoop.exchange.case.table import Row
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, LodgingId, PlaceId, PostId, RoomId, StationId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention import Lodging, Room, WorkStation
from laborcoop.rulebook import Severity

_PHONE_LEFT_OUT = Text("联系电话未采用", "the phone is left out")


def read_employers(desk: Desk) -> tuple[Employer, ...]:
    """The employers, by id; the places must have been read."""

    def employer(row: Row) -> Employer:
        return Employer(
            id=EmployerId(row.key),
            name=both(row, c.Employer.NAME, c.Employer.NAME_EN),
            credit_code=row.get(c.Employer.CREDIT_CODE),
            division=row[c.Employer.DIVISION],
            labels=row.get(c.Employer.LABELS) or frozenset(),
            licence_checked_on=row.get(c.Employer.LICENCE_CHECKED_ON),
            gate=PlaceId(row[c.Employer.GATE]),
            gate_opens=row.get(c.Employer.GATE_OPENS),
            gate_closes=row.get(c.Employer.GATE_CLOSES),
            contact=_contact(row, desk),
            aliases=row.get(c.Employer.ALIASES) or frozenset(),
        )

    return tuple(sorted(desk.each(rows_of(tables.EMPLOYERS, desk), employer), key=lambda employer: employer.id))


def _contact(row: Row, desk: Desk) -> Contact | None:
    name, phone = row.get(c.Employer.CONTACT), row.get(c.Employer.CONTACT_PHONE)
    if name is not None:
        return Contact(name=name, phone=phone)
    if phone is not None:
        desk.report_cell("CF-04", row, c.Employer.CONTACT, severity=Severity.WARN, then=_PHONE_LEFT_OUT)
    return None


def read_posts(desk: Desk) -> tuple[JobPost, ...]:
    """The posts, by id; the employers must have been read."""
    return tuple(sorted(desk.each(rows_of(tables.POSTS, desk), _post), key=lambda post: post.id))


def _post(row: Row) -> JobPost:
    return JobPost(
        id=PostId(row.key),
        employer=EmployerId(row[c.Post.EMPLOYER]),
        title=row[c.Post.TITLE],
        openings=row[c.Post.OPENINGS],
        division=row[c.Post.DIVISION],
        work=row.get(c.Post.WORK) or "",
        wage=row.get(c.Post.WAGE),
        lowest_age=row.get(c.Post.LOWEST_AGE),
        highest_age=row.get(c.Post.HIGHEST_AGE),
        education=row.get(c.Post.EDUCATION),
        skills=row.get(c.Post.SKILLS) or frozenset(),
        only_sex=row.get(c.Post.ONLY_SEX),
        forbidden_to_women=row.get(c.Post.FORBIDDEN_TO_WOMEN) or False,
        conditions=row.get(c.Post.CONDITIONS) or "",
        deposit=row.get(c.Post.DEPOSIT) or Decimal(0),
        fee=row.get(c.Post.FEE) or Decimal(0),
        holds_papers=row.get(c.Post.HOLDS_PAPERS) or False,
        starts_on=row.get(c.Post.STARTS_ON),
    )


def read_lodgings(desk: Desk) -> tuple[Lodging, ...]:
    """The lodgings, by id, each with its rooms by id; the places must have been read."""
    rows = rows_of(tables.LODGINGS, desk)
    rooms = grouped(rows_of(tables.ROOMS, desk), c.Room.LODGING)

    def lodging(row: Row) -> Lodging:
        return Lodging(
            id=LodgingId(row.key),
            name=both(row, c.Lodging.NAME, c.Lodging.NAME_EN),
            kind=row[c.Lodging.KIND],
            place=PlaceId(row[c.Lodging.PLACE]),
            price=row.get(c.Lodging.PRICE) or Decimal(0),
            charge=row.get(c.Lodging.CHARGE) or Decimal(0),
            rooms=tuple(sorted(desk.each(rooms[row.key], _room), key=lambda room: room.id)),
        )

    return tuple(sorted(desk.each(rows, lodging), key=lambda lodging: lodging.id))


def _room(row: Row) -> Room:
    since, until = row.get(c.Room.CLOSED_FROM), row.get(c.Room.CLOSED_UNTIL)
    if since is None and until is not None:
        raise InvalidValue(Text("停用终止日期需要开始日期", "the end of a closure must have its first day too"))
    return Room(
        id=RoomId(row[c.Room.ID]),
        beds=row[c.Room.BEDS],
        use=row[c.Room.USE],
        floor_area=row.get(c.Room.FLOOR_AREA),
        floor=row.get(c.Room.FLOOR),
        upper_beds=row.get(c.Room.UPPER_BEDS) or 0,
        closed=() if since is None else (Period(since, until),),
    )


def read_stations(desk: Desk) -> tuple[WorkStation, ...]:
    """The stations, by id, each with its agreements; the lodgings must have been read."""
    rows = rows_of(tables.STATIONS, desk)
    agreements = grouped(rows_of(tables.AGREEMENTS, desk), c.Agreement.STATION)

    def station(row: Row) -> WorkStation:
        signed = desk.each(agreements[row.key], lambda agreement: _agreement(agreement, row[c.Station.HOST]))
        return WorkStation(
            id=StationId(row.key),
            name=both(row, c.Station.NAME, c.Station.NAME_EN),
            home=row[c.Station.HOME],
            host=row[c.Station.HOST],
            agreements=tuple(sorted(signed, key=_agreement_order)),
            lodgings=frozenset(map(LodgingId, row.get(c.Station.LODGINGS) or ())),
        )

    return tuple(sorted(desk.each(rows, station), key=lambda station: station.id))


def _agreement(row: Row, receiving: DivisionCode) -> Agreement:
    return Agreement(
        title=both(row, c.Agreement.TITLE, c.Agreement.TITLE_EN),
        county=row[c.Agreement.COUNTY],
        period=Period(row[c.Agreement.START], row.get(c.Agreement.END)),
        receiving=receiving,
        signed_on=row.get(c.Agreement.SIGNED_ON),
    )


def _agreement_order(agreement: Agreement) -> tuple[str, str, str]:
    return agreement.county.code, agreement.period.start.isoformat(), agreement.title.zh
