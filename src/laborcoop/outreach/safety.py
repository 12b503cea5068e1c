"""What the police ask of a large event: the nine elements of its safety plan, a permit, and word of any change."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.kernel.moments import has_zone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class SafetyElement(Enum):
    """The contents of a safety plan (大型群众性活动安全管理条例, art. 6), in the order of the article."""

    TIME_PLACE_CONTENT = "time-place-content"
    SAFETY_STAFF = "safety-staff"
    FIRE_SAFETY = "fire-safety"
    CAPACITY = "capacity"
    BUFFER_ZONE = "buffer-zone"
    ENTRY_CHECKS = "entry-checks"
    PARKING = "parking"
    ORDER_AND_FLOW = "order-and-flow"
    EMERGENCY_PLAN = "emergency-plan"

    @property
    def label(self) -> Text:
        """The element in the words of the article."""
        return _ELEMENTS[self]


_ELEMENTS = {
    SafetyElement.TIME_PLACE_CONTENT: Text(
        "活动的时间、地点、内容及组织方式", "time, place, contents and how it is organised"
    ),
    SafetyElement.SAFETY_STAFF: Text(
        "安全工作人员的数量、任务分配和识别标志", "number, tasks and badges of the safety staff"
    ),
    SafetyElement.FIRE_SAFETY: Text("场所消防安全措施", "fire safety of the venue"),
    SafetyElement.CAPACITY: Text("场所可容纳人数及预计参加人数", "capacity of the venue and expected visitors"),
    SafetyElement.BUFFER_ZONE: Text("治安缓冲区域的设定及其标识", "buffer zone and its signs"),
    SafetyElement.ENTRY_CHECKS: Text(
        "入场人员的票证查验和安全检查措施", "checks of tickets and of safety at the entrance"
    ),
    SafetyElement.PARKING: Text("车辆停放、疏导措施", "parking and guiding of vehicles"),
    SafetyElement.ORDER_AND_FLOW: Text("现场秩序维护、人员疏导措施", "order on the spot and guiding of people"),
    SafetyElement.EMERGENCY_PLAN: Text("应急救援预案", "plan for emergencies and rescue"),
}


class PoliceLevel(Enum):
    """Which police grant a permit (art. 12); those of a municipality under the central government are city police."""

    COUNTY = "county"
    CITY = "city"
    STATE_COUNCIL = "state-council"

    @property
    def label(self) -> Text:
        """The authority as a sentence names it."""
        return _LEVELS[self]


_LEVELS = {
    PoliceLevel.COUNTY: Text("县级公安机关", "the county police"),
    PoliceLevel.CITY: Text("设区的市级（或直辖市）公安机关", "the police of the city"),
    PoliceLevel.STATE_COUNCIL: Text("国务院公安部门", "the State Council's police department"),
}


@frozen(kw_only=True)
class Permit(Record):
    """A safety permit: asked for, and granted or not yet; ``level`` is who was asked, where that is recorded."""

    asked_on: date
    granted_on: date | None = None
    level: PoliceLevel | None = None


class ChangeKind(Enum):
    """What is changed about a fair after it was permitted or reported."""

    TIME = "time"
    PLACE = "place"
    CONTENT = "content"
    BIGGER = "bigger"
    SMALLER = "smaller"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Text:
        """The change as a sentence names it."""
        return _CHANGES[self]


_CHANGES = {
    ChangeKind.TIME: Text("变更时间", "change of time"),
    ChangeKind.PLACE: Text("变更地点", "change of place"),
    ChangeKind.CONTENT: Text("变更内容", "change of contents"),
    ChangeKind.BIGGER: Text("扩大规模", "bigger scale"),
    ChangeKind.SMALLER: Text("缩小规模", "smaller scale"),
    ChangeKind.CANCELLED: Text("取消举办", "cancellation"),
}


@frozen(kw_only=True)
class FairChange(Record):
    """A change of a fair and what was done about it.

    ``was_to_start`` is the start before the change. ``told_at`` is when the police that granted the permit were asked
    or told, ``in_writing`` and ``permit_returned`` matter for a cancellation; ``agreed_on`` is the day they agreed to
    another time, ``new_permit`` what a change of place, contents or bigger scale needs; ``reported_on`` the day of the
    new report where the region asks for one.

    Raises:
        InvalidValue: ``was_to_start`` or ``told_at`` has no zone.
    """

    kind: ChangeKind
    was_to_start: datetime = field(validator=has_zone)
    told_at: datetime | None = field(default=None, validator=optional(has_zone))
    in_writing: bool = False
    agreed_on: date | None = None
    permit_returned: bool = False
    new_permit: Permit | None = None
    reported_on: date | None = None
