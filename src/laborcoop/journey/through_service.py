"""One-dragon service (一条龙服务): one person looks after a worker's case from the home door to the factory gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey.outcome import Outcome, Stage
from laborcoop.kernel.ids import WorkerId, is_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class ThroughService(Record):
    """Who owns one worker's case at each stage: the id of a cadre, a member of the staff, a leader.

    Raises:
        InvalidValue: ``owners`` names an owner that is not an id.
    """

    worker: WorkerId
    owners: Mapping[Stage, str] = field(hash=False)

    def __attrs_post_init__(self) -> None:
        if not all(map(is_id, self.owners.values())):
            raise InvalidValue(Text("负责人要写编号", "the owner of a case must be named by an id"))

    def breaks(self, outcomes: Iterable[Outcome[Any]]) -> tuple[Stage, ...]:
        """The stages into which the worker came and at which nobody owns the case, or another than at the first.

        Nothing is asked of a stage that the worker did not come to. Empty: one service, all the way.
        """
        came_to = {outcome.stage for outcome in outcomes if self.worker in outcome.came_in}
        stages = [stage for stage in Stage if stage in came_to]
        first = self.owners.get(stages[0]) if stages else None
        return tuple(stage for stage in stages if first is None or self.owners.get(stage) != first)
