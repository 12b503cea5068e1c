"""The lifecycle of a help case."""

from __future__ import annotations

from laborcoop.kernel.lifecycle import Lifecycle, Status
from laborcoop.kernel.text import Text


class HelpStatus(Status):
    """Where a help case stands."""

    OPENED = "opened", Text("已受理", "opened"), Text("还没有经办人", "nobody owns it yet")
    ASSIGNED = "assigned", Text("办理中", "assigned"), Text("已有经办人", "somebody looks after it")
    RESOLVED = "resolved", Text("已解决", "resolved"), Text("有结果，待本人确认", "has an outcome, to be confirmed")
    REOPENED = "reopened", Text("重新受理", "reopened"), Text("结果未被认可", "the outcome did not hold")
    CLOSED = "closed", Text("已办结", "closed"), Text("不再办理", "nothing more is done")


HELP_LIFECYCLE = Lifecycle(
    of=Text("求助事项", "help case"),
    start=HelpStatus.OPENED,
    table={
        # A case may be closed unresolved: told twice, taken back, passed on to another office.
        HelpStatus.OPENED: frozenset({HelpStatus.ASSIGNED, HelpStatus.CLOSED}),
        HelpStatus.ASSIGNED: frozenset({HelpStatus.RESOLVED, HelpStatus.CLOSED}),
        HelpStatus.RESOLVED: frozenset({HelpStatus.REOPENED, HelpStatus.CLOSED}),
        HelpStatus.REOPENED: frozenset({HelpStatus.ASSIGNED, HelpStatus.CLOSED}),
        # A closed case stays closed: what comes up later is a new one, with its own due day.
        HelpStatus.CLOSED: frozenset(),
    },
)
"""A case is opened, assigned, resolved and closed; it is reopened where the outcome does not hold."""
