"""Parameters about work stations.

From how many workers on an employer is to be visited was not verified, so this pack gives no number.
"""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Convention, DatedValue, Mark, Parameter

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        name="renewal_notice_days",
        title=Text("协议到期前提醒的天数", "days before the end of an agreement on which to warn"),
        unit="day",
        values=(
            DatedValue(
                value=90,
                source=Convention(
                    Text("提前一个季度提醒续签", "a quarter is enough to renew an agreement"), Mark.UNVERIFIED
                ),
            ),
        ),
    ),
    Parameter(
        name="visit_workers",
        title=Text("须走访企业的最少务工人数", "least workers of an employer that is to be visited"),
        unit="person",
        values=(),
    ),
)
