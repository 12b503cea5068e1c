"""The lifecycle of a stay in a lodging."""

from __future__ import annotations

from laborcoop.kernel.lifecycle import Lifecycle, Status
from laborcoop.kernel.text import Text


class StayStatus(Status):
    """Where a stay stands."""

    BOOKED = "booked", Text("已预订", "booked"), Text("床位已留", "the bed is kept")
    CHECKED_IN = "checked-in", Text("已入住", "checked in"), Text("住在这个床位", "the worker sleeps there")
    CHECKED_OUT = "checked-out", Text("已退房", "checked out"), Text("已离开", "the worker has left")
    CANCELLED = "cancelled", Text("已取消", "cancelled"), Text("没有入住，有原因", "nobody came, for a reason")


STAY_LIFECYCLE = Lifecycle(
    of=Text("住宿", "stay"),
    start=StayStatus.BOOKED,
    table={
        StayStatus.BOOKED: frozenset({StayStatus.CHECKED_IN, StayStatus.CANCELLED}),
        StayStatus.CHECKED_IN: frozenset({StayStatus.CHECKED_OUT}),
        StayStatus.CHECKED_OUT: frozenset(),
        StayStatus.CANCELLED: frozenset(),
    },
)
"""A bed is booked, lived in and left, or the booking is cancelled before anybody moves in."""
