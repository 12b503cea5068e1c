"""Lodging parameters of the RSE scheme of New Zealand, for a pack of that programme or a case that adopts them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import RSE_SCHEME

_RSE = Citation(RSE_SCHEME, "", Mark.SECONDARY)
_CAPS_SINCE = date(2026, 4, 1)

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        name="floor_area_per_person",
        title=Text("人均住宿面积下限", "least floor area for each person"),
        unit="m²/person",
        values=(DatedValue(value=Decimal("4.5"), source=_RSE),),
    ),
    Parameter(
        name="rent_cap_high",
        title=Text("最高档每周租金上限", "cap on a week's rent in the best class"),
        unit="NZD/week",
        values=(DatedValue(value=211, source=_RSE, since=_CAPS_SINCE),),
    ),
    Parameter(
        name="rent_cap_low",
        title=Text("最低档每周租金上限", "cap on a week's rent in the plainest class"),
        unit="NZD/week",
        values=(DatedValue(value=150, source=_RSE, since=_CAPS_SINCE),),
    ),
)
