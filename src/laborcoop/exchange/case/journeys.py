"""Convoys with their legs, the vehicles that run them and the timetable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve

from laborcoop.exchange.case import columns as c
from laborcoop.exchange.case import tables
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.grouping import both, grouped
from laborcoop.exchange.case.rows import all_rows_of, rows_of
from laborcoop.exchange.case.table import Column, Row
from laborcoop.kernel.ids import ConvoyId, DriverId, LegId, PlaceId, VehicleId
from laborcoop.kernel.text import Text
from laborcoop.transfer import Convoy, Leg, Road, Stop, Vehicle

_LEG_LEFT_OUT = Text("该班次未采用", "the leg is left out")


def read_convoys(desk: Desk) -> tuple[Convoy, ...]:
    """The convoys, by id, each with its legs by id; the places must have been read."""
    rows = rows_of(tables.CONVOYS, desk)
    vehicles = {vehicle.id: vehicle for vehicle in desk.each(rows_of(tables.VEHICLES, desk), _vehicle)}
    legs = grouped(rows_of(tables.LEGS, desk), c.Leg.CONVOY)
    stops = grouped(all_rows_of(tables.STOPS, desk), c.Stop.LEG)

    def convoy(row: Row) -> Convoy:
        made = desk.each(legs[row.key], lambda leg: _leg(leg, stops[leg.key], vehicles, desk))
        return Convoy(
            id=ConvoyId(row.key),
            batch=row[c.Convoy.BATCH],
            name=both(row, c.Convoy.NAME, c.Convoy.NAME_EN),
            legs=tuple(sorted(made, key=lambda leg: leg.id)),
            leader=row.get(c.Convoy.LEADER) or "",
            listed_at=row.get(c.Convoy.LISTED_AT),
        )

    return tuple(sorted(desk.each(rows, convoy), key=lambda convoy: convoy.id))


def _vehicle(row: Row) -> Vehicle:
    return Vehicle(
        id=VehicleId(row.key),
        mode=row[c.Vehicle.MODE],
        rated=row[c.Vehicle.RATED],
        carriages=row.get(c.Vehicle.CARRIAGES) or (),
        row=row.get(c.Vehicle.ROW),
    )


def _leg(row: Row, stops: list[Row], vehicles: Mapping[VehicleId, Vehicle], desk: Desk) -> Leg | None:
    timetable = _timetable(stops, desk)
    if timetable is None:
        desk.report("CF-15", row.where, subject=row.key, kind=row.table.kind, key=row.key)
        desk.lose(row)
        return None
    vehicle = vehicles[VehicleId(row[c.Leg.VEHICLE])]
    if vehicle.mode.is_rail and row.get(c.Leg.TRAIN) is None:
        # A train of no known number runs all the same, and the check says so: it does not fail for those of its stops.
        timetable = tuple(evolve(stop, train=None) for stop in timetable)
    return Leg(
        id=LegId(row.key),
        vehicle=vehicle,
        stops=timetable,
        train=row.get(c.Leg.TRAIN),
        captain=row.get(c.Leg.CAPTAIN) or "",
        deputy=row.get(c.Leg.DEPUTY) or "",
        escorts=row.get(c.Leg.ESCORTS) or 0,
    )


def _timetable(rows: list[Row], desk: Desk) -> tuple[Stop, ...] | None:
    """The stops in order; None where one is missing or cannot be read: a leg does not run past a stop unseen."""
    usable = sorted((row for row in rows if row.sound), key=lambda row: row[c.Stop.SEQ])
    last = len(rows)

    def stop(row: Row) -> Stop | None:
        if c.Stop.DRIVER.key in row.values:
            desk.where.setdefault(f"driver:{row[c.Stop.DRIVER]}", row.at(c.Stop.DRIVER))
        first_time = c.Stop.ARRIVE if row[c.Stop.SEQ] > 1 else c.Stop.DEPART
        second_time = c.Stop.DEPART if row[c.Stop.SEQ] < last else c.Stop.ARRIVE
        return _stop(row, _given(row, first_time, desk), _given(row, second_time, desk))

    stops = desk.each(usable, stop)
    complete = [row[c.Stop.SEQ] for row in usable] == list(range(1, last + 1))
    return tuple(stops) if complete and len(stops) == last else None


def _stop(row: Row, arrive: datetime | None, depart: datetime | None) -> Stop | None:
    if arrive is None or depart is None:
        return None
    boards, alights, driver = row.get(c.Stop.BOARDING), row.get(c.Stop.ALIGHTING), row.get(c.Stop.DRIVER)
    return Stop(
        place=PlaceId(row[c.Stop.PLACE]),
        arrive=arrive,
        depart=depart,
        boarding=boards is not False,
        alighting=alights is not False,
        driver=None if driver is None else DriverId(driver),
        km=row.get(c.Stop.KM),
        road=row.get(c.Stop.ROAD) or Road.ORDINARY,
        train=row.get(c.Stop.TRAIN),
    )


def _given(row: Row, column: Column[datetime], desk: Desk) -> datetime | None:
    found = row.get(column)
    if found is None:
        desk.report_cell("CF-04", row, column, then=_LEG_LEFT_OUT)
    return found
