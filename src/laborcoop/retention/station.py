"""A work station (劳务工作站) of the sending region in the receiving one."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from laborcoop.cooperation import Agreement
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import LodgingId, StationId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class WorkStation(Record):
    """A station: whose it is, where it works, the county agreements it rests on, the lodgings it runs.

    >>> import laborcoop as lc
    >>> lushui, zhuhai = lc.DivisionCode("533301"), lc.DivisionCode("440400")
    >>> station = lc.WorkStation(id="WS-1", name=Text("泸水驻珠海工作站", "Lushui station"), home=lushui, host=zhuhai)
    >>> station.counties(date(2023, 2, 6))
    frozenset()
    """

    id: StationId = field(validator=check_id)
    name: Text
    home: DivisionCode
    host: DivisionCode
    agreements: tuple[Agreement, ...] = ()
    lodgings: frozenset[LodgingId] = frozenset()

    def counties(self, on: date) -> frozenset[DivisionCode]:
        """The counties whose agreement is in force on the day."""
        return frozenset(agreement.county for agreement in self.agreements if agreement.in_force(on))
