"""Parameters about squads and resettlement sites."""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, DatedValue, Parameter
from laborcoop.rulebook.documents import SOURCE_ARTICLE

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        name="target_site_population",
        title=Text("目标安置点的最低人口（含）", "least population of a target site (included)"),
        unit="person",
        values=(DatedValue(value=800, source=Citation(SOURCE_ARTICLE)),),
    ),
)
