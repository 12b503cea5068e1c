"""Vocabulary without opinion: ids, counts, periods, codes, places, text in both languages.

Nothing here knows a rule, a worker or a train. What is not named here is imported from its module.
"""

from typing import TYPE_CHECKING

from laborcoop.kernel.lazy import lazy

if TYPE_CHECKING:
    from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit, money
    from laborcoop.kernel.divisions import Division, DivisionCode, find_division
    from laborcoop.kernel.education import Education
    from laborcoop.kernel.holidays import Workdays
    from laborcoop.kernel.identity import CreditCode, ResidentNumber, Sex
    from laborcoop.kernel.ids import (
        ConvoyId,
        EmployerId,
        EventId,
        FairId,
        LegId,
        LodgingId,
        PlaceId,
        PostId,
        RoomId,
        SquadId,
        StationId,
        VehicleId,
        WorkerId,
    )
    from laborcoop.kernel.periods import Period
    from laborcoop.kernel.personal import PersonName, Phone
    from laborcoop.kernel.places import Place, PlaceKind
    from laborcoop.kernel.ratios import Average, Share
    from laborcoop.kernel.record import Record
    from laborcoop.kernel.text import Locale, Text
else:  # hidden from type checkers, for whom a module with `__getattr__` has every name
    __getattr__ = lazy(
        __name__,
        {
            "counts": "Count Figure Qualifier Unit money",
            "divisions": "Division DivisionCode find_division",
            "education": "Education",
            "holidays": "Workdays",
            "identity": "CreditCode ResidentNumber Sex",
            "ids": (
                "ConvoyId EmployerId EventId FairId LegId LodgingId PlaceId PostId RoomId SquadId StationId VehicleId "
                "WorkerId"
            ),
            "periods": "Period",
            "personal": "PersonName Phone",
            "places": "Place PlaceKind",
            "ratios": "Average Share",
            "record": "Record",
            "text": "Locale Text",
        },
    )


__all__ = [
    "Average",
    "ConvoyId",
    "Count",
    "CreditCode",
    "Division",
    "DivisionCode",
    "Education",
    "EmployerId",
    "EventId",
    "FairId",
    "Figure",
    "LegId",
    "Locale",
    "LodgingId",
    "Period",
    "PersonName",
    "Phone",
    "Place",
    "PlaceId",
    "PlaceKind",
    "PostId",
    "Qualifier",
    "Record",
    "ResidentNumber",
    "RoomId",
    "Sex",
    "Share",
    "SquadId",
    "StationId",
    "Text",
    "Unit",
    "VehicleId",
    "Workdays",
    "WorkerId",
    "find_division",
    "money",
]


def __dir__() -> list[str]:
    return __all__
