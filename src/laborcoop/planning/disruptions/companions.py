"""What the captain is told of minors who ride on without the adult of their party (TR-30)."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.notice import Audience, Because, Notification, name_of, told
from laborcoop.planning.minors import without_adult
from laborcoop.planning.plan import ReturnPlan


def companions(before: ReturnPlan, after: ReturnPlan, because: Because) -> Iterator[Notification]:
    """The captain of every leg still under way or to come on which a minor has lost the adult; else its drivers."""
    was, now = without_adult(before), without_adult(after)
    together = {one.worker: one.together for one in before.case.registrations}
    for leg_id, leg in sorted(after.legs().items()):
        about = sorted(worker for worker, on in now.items() if leg_id in on and leg_id not in was.get(worker, ()))
        if not about or after.log.is_past(leg.arrive):
            continue
        text = _ALONE.format(leg=name_of(leg), minors=tuple(about))
        parties = {together[worker] for worker in about} - {None}
        causes = [because.get(one) for one, party in together.items() if one in about or party in parties]
        audience, recipients = (
            (Audience.CAPTAIN, [leg.captain]) if leg.captain else (Audience.DRIVER, sorted(leg.drivers))
        )
        for recipient in recipients:
            yield told(audience, recipient, about, text, causes)


_ALONE = Text(
    "班次 {leg}：未成年人 {minors} 没有同行的成年人，请指定一名成年人负责",
    "leg {leg}: {minors}, under age, without an adult of the party: name an adult who is responsible",
)
