"""The lifecycle of a recruitment fair (招聘会)."""

from __future__ import annotations

from laborcoop.kernel.lifecycle import Lifecycle, Status
from laborcoop.kernel.text import Text


class FairStatus(Status):
    """Where a fair stands."""

    PLANNED = "planned", Text("筹备中", "planned"), Text("尚未公布", "not announced yet")
    PUBLISHED = "published", Text("已公布", "published"), Text("已向社会公布", "announced")
    OPEN = "open", Text("举办中", "open"), Text("举办当日", "on the days on which it is held")
    CLOSED = "closed", Text("已结束", "closed"), Text("最后一天之后", "after its last day")
    CANCELLED = "cancelled", Text("已取消", "cancelled"), Text("不再举办，有原因", "will not be held, for a reason")


FAIR_LIFECYCLE = Lifecycle(
    of=Text("招聘会", "recruitment fair"),
    start=FairStatus.PLANNED,
    table={
        # A fair that nobody announced opens all the same; that it should have been is rule FA-04.
        FairStatus.PLANNED: frozenset({FairStatus.PUBLISHED, FairStatus.OPEN, FairStatus.CANCELLED}),
        FairStatus.PUBLISHED: frozenset({FairStatus.OPEN, FairStatus.CANCELLED}),
        FairStatus.OPEN: frozenset({FairStatus.CLOSED}),
        FairStatus.CLOSED: frozenset(),
        FairStatus.CANCELLED: frozenset(),
    },
)
"""A fair is published, opens and closes on the days set for it, or is cancelled before it opens."""
