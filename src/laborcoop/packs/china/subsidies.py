"""Parameters about subsidies that hold in every place.

Amounts and conditions are local: a region's pack brings its own with the rules that read them, each for the year of its
notice.
"""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import TRAVEL_AID_NOTICES

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        name="notice_days",
        title=Text("发放前公示天数", "days of public notice before payment"),
        unit="day",
        values=(DatedValue(value=7, source=Citation(TRAVEL_AID_NOTICES, "", Mark.SECONDARY)),),
    ),
)
