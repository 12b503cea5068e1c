"""The lifecycle of a convoy: one batch (批次) on its way."""

from __future__ import annotations

from laborcoop.kernel.lifecycle import Lifecycle, Status
from laborcoop.kernel.text import Text


class ConvoyStatus(Status):
    """Where a convoy stands."""

    PLANNED = "planned", Text("计划中", "planned"), Text("尚可更改", "may still change")
    CONFIRMED = (
        "confirmed",
        Text("已确认", "confirmed"),
        Text("车次、座位和领队已定", "vehicles, seats, leader settled"),
    )
    DEPARTED = "departed", Text("已出发", "departed"), Text("第一辆车已开", "the first vehicle has left")
    ARRIVED = "arrived", Text("已到达", "arrived"), Text("全部车辆已到", "every vehicle has arrived")
    HANDED_OVER = (
        "handed-over",
        Text("已交接", "handed over"),
        Text("各企业已签收（TR-23）", "each employer has signed for its people (TR-23)"),
    )
    CANCELLED = "cancelled", Text("已取消", "cancelled"), Text("不再出发，有原因", "will not leave, for a reason")


CONVOY_LIFECYCLE = Lifecycle(
    of=Text("批次", "convoy"),
    start=ConvoyStatus.PLANNED,
    hourly=True,
    table={
        ConvoyStatus.PLANNED: frozenset({ConvoyStatus.CONFIRMED, ConvoyStatus.CANCELLED}),
        ConvoyStatus.CONFIRMED: frozenset({ConvoyStatus.DEPARTED, ConvoyStatus.CANCELLED}),
        # Whoever is on the way is not cancelled away: a convoy that left arrives, if by other vehicles.
        ConvoyStatus.DEPARTED: frozenset({ConvoyStatus.ARRIVED}),
        ConvoyStatus.ARRIVED: frozenset({ConvoyStatus.HANDED_OVER}),
        ConvoyStatus.HANDED_OVER: frozenset(),
        ConvoyStatus.CANCELLED: frozenset(),
    },
)
"""A convoy is confirmed, leaves, arrives and is handed over, or is cancelled before it leaves."""
