"""Parameters about what a cooperation must go on with: no text gives the numbers, so a case replaces them."""

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
    Parameter(
        name="renewal_notice_days",
        title=Text("承诺到期前提醒续期的天数", "days before the end of a commitment on which its renewal is due"),
        unit="day",
        values=(
            DatedValue(
                value=30,
                source=Convention(
                    Text("没有出处，留出一个月办理", "no source; a month to arrange it"), Mark.UNVERIFIED
                ),
            ),
        ),
    ),
)
