"""The lifecycle of a training placement (F112–F122)."""

from __future__ import annotations

from laborcoop.kernel.lifecycle import Lifecycle, Status
from laborcoop.kernel.text import Text


class PlacementStatus(Status):
    """Where a student's placement stands."""

    ENROLLED = "enrolled", Text("在读", "enrolled"), Text("在校", "at the school")
    GRADUATED = "graduated", Text("已毕业", "graduated"), Text("可以推荐", "may be recommended")
    RECOMMENDED = "recommended", Text("已推荐", "recommended"), Text("有待答复的推荐", "an offer waits for an answer")
    ACCEPTED = "accepted", Text("已接受", "accepted"), Text("接受了一家企业", "has taken an offer")
    DECLINED = "declined", Text("已谢绝", "declined"), Text("仍可推荐，没有待答复的推荐", "open to the next offer")
    LEFT = "left", Text("已离校", "left"), Text("未毕业离校", "left the school without graduating")


PLACEMENT_LIFECYCLE = Lifecycle(
    of=Text("学籍", "training placement"),
    start=PlacementStatus.ENROLLED,
    table={
        PlacementStatus.ENROLLED: frozenset({PlacementStatus.GRADUATED, PlacementStatus.LEFT}),
        PlacementStatus.GRADUATED: frozenset({PlacementStatus.RECOMMENDED}),
        # Several employers may be recommended at once.
        PlacementStatus.RECOMMENDED: frozenset(
            {PlacementStatus.RECOMMENDED, PlacementStatus.ACCEPTED, PlacementStatus.DECLINED}
        ),
        # Declining leaves the graduate open to the next offer (F121).
        PlacementStatus.DECLINED: frozenset({PlacementStatus.RECOMMENDED}),
        PlacementStatus.ACCEPTED: frozenset(),
        PlacementStatus.LEFT: frozenset(),
    },
)
"""A student graduates or leaves; a graduate is recommended until an offer is accepted."""
