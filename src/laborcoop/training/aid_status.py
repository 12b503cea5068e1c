"""The lifecycle of a student's aid (后续经费支持)."""

from __future__ import annotations

from laborcoop.kernel.lifecycle import Lifecycle, Status
from laborcoop.kernel.text import Text


class AidStatus(Status):
    """Where a student's aid stands."""

    DUE = "due", Text("待发放", "due"), Text("应发未发", "granted, the next instalment is to be paid")
    PAID = "paid", Text("已发放", "paid"), Text("到期的已发", "what was due is paid")
    SUSPENDED = "suspended", Text("已暂停", "suspended"), Text("暂停期内不发放", "nothing is paid meanwhile")
    RESUMED = "resumed", Text("已恢复", "resumed"), Text("暂停结束，恢复发放", "to be paid again")
    ENDED = "ended", Text("已终止", "ended"), Text("不再发放，有原因", "no longer paid, for a reason")


AID_LIFECYCLE = Lifecycle(
    of=Text("学生资助", "student aid"),
    start=AidStatus.DUE,
    # No step leads from the poverty register: leaving it moves nothing here (F055); rule TP-12 judges who ended
    # aid for that reason.
    table={
        AidStatus.DUE: frozenset({AidStatus.PAID, AidStatus.SUSPENDED, AidStatus.ENDED}),
        AidStatus.PAID: frozenset({AidStatus.DUE, AidStatus.PAID, AidStatus.SUSPENDED, AidStatus.ENDED}),
        AidStatus.SUSPENDED: frozenset({AidStatus.RESUMED, AidStatus.ENDED}),
        AidStatus.RESUMED: frozenset({AidStatus.DUE, AidStatus.PAID, AidStatus.SUSPENDED, AidStatus.ENDED}),
        AidStatus.ENDED: frozenset(),
    },
)
"""Aid is due and paid, instalment by instalment, may be suspended and resumed, and ends."""
