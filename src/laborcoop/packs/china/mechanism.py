"""Parameters about a regular mechanism: no text gives the number, so a case replaces it."""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Convention, DatedValue, Mark, Parameter

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        name="mechanism_months",
        title=Text("常态化机制两次会商的最长间隔", "longest time between two meetings of a regular mechanism"),
        unit="month",
        values=(
            DatedValue(
                value=12,
                source=Convention(
                    Text("“常态化”没有写明间隔，这里按一年", "“regular” names no interval; a year is taken"),
                    Mark.UNVERIFIED,
                ),
            ),
        ),
    ),
)
