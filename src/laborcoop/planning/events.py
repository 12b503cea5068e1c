"""The twenty disruptions of a return, as data: what happened to whom, when, for what reason, and who said so.

An event says what happened; what follows from it for the plan is worked out by `laborcoop.replan`. Its ``time`` is the
moment at which it is known and from which the plan is made again. Its ``reason`` is a code of the bureau's own
(``ill``, ``landslide``), which no message shows, since it may tell of a person's health; ``reported_by`` is the id of a
cadre or of a body, never a name.
"""

from __future__ import annotations

from datetime import date, datetime

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least, between
from laborcoop.kernel.ids import (
    ConvoyId,
    DriverId,
    EmployerId,
    EventId,
    LegId,
    LodgingId,
    PlaceId,
    PostId,
    RoomId,
    WorkerId,
    check_id,
)
from laborcoop.kernel.moments import has_zone, instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer import Leg, TrainNumber, Vehicle

_TWO_DAYS = 2880
_DELAY = between(1, _TWO_DAYS, Text("晚点应为 1 到 2880 分钟", "a delay must be of 1 to 2880 minutes"))
_LATER = between(0, _TWO_DAYS, Text("晚点应为 0 到 2880 分钟", "a delay must be of 0 to 2880 minutes"))
_STANDING = between(0, _TWO_DAYS, Text("停车应为 0 到 2880 分钟", "a time of standing must be of 0 to 2880 minutes"))
_OPENINGS = at_least(0, Text("招聘人数不能为负数", "openings must not be negative"))


def _within_the_delay(standing: int, minutes: int) -> None:
    """A vehicle stands no longer than it is late.

    Raises:
        InvalidValue: it does.
    """
    if standing > minutes:
        raise InvalidValue(
            Text(
                "停车 {standing} 分钟，晚点只有 {minutes} 分钟", "stands {standing} minutes, and is {minutes} late"
            ).format(standing=standing, minutes=minutes)
        )


@frozen(kw_only=True)
class _Reported(Record):
    """What every event says.

    Raises:
        InvalidValue: an id is not a valid id, or a time has no zone.
    """

    id: EventId = field(validator=check_id)
    time: datetime = field(validator=has_zone)
    reason: str = field(default="", repr=False)
    reported_by: str = ""

    @property
    def order(self) -> tuple[datetime, str]:
        """The order in which events are taken: by time, then by id."""
        return instant(self.time), self.id


@frozen(kw_only=True)
class NoShow(_Reported):
    """Somebody did not come to board a leg (未到); known once the leg has left the stop.

    Whoever comes to a later stop of the first leg after all, or to another convoy, asks for it (`BoardElsewhere`).
    """

    subject: WorkerId = field(validator=check_id)
    leg: LegId = field(validator=check_id)


@frozen(kw_only=True)
class LateCancel(_Reported):
    """Somebody steps back before boarding (临时退出)."""

    subject: WorkerId = field(validator=check_id)


@frozen(kw_only=True)
class BoardElsewhere(_Reported):
    """Somebody will board at another stop (改站上车), and with another convoy where one is given."""

    subject: WorkerId = field(validator=check_id)
    place: PlaceId = field(validator=check_id)
    convoy: ConvoyId | None = None


@frozen(kw_only=True)
class TripCancelled(_Reported):
    """A leg does not run (班次取消); known before it leaves.

    ``instead`` are legs that its convoy gets in its place (加开): a train put on, seats on another, coaches chartered.
    Each has an id of its own, leaves later than the event, and is judged by the rules as every leg is. People who are
    under way go on with them as well. Where they are found later than the leg was cancelled, another event of this kind
    says so.
    """

    subject: LegId = field(validator=check_id)
    instead: tuple[Leg, ...] = ()


@frozen(kw_only=True)
class TripDelayed(_Reported):
    """A leg runs late from here on, by so many minutes at every stop that it has not left (晚点).

    ``standing`` is how many of the minutes the vehicle stands from now on, its driver not at the wheel (停车休息). On
    the way between two stops the others count as driving: a slow road is driven on, and who waits in a queue of cars
    does not rest. ``held_legs`` are others that wait for it and run as late.

    Raises:
        InvalidValue: more minutes of standing than of delay.
    """

    subject: LegId = field(validator=check_id)
    minutes: int = field(validator=_DELAY)
    standing: int = field(default=0, validator=_STANDING)
    held_legs: tuple[LegId, ...] = ()

    def __attrs_post_init__(self) -> None:
        _within_the_delay(self.standing, self.minutes)


@frozen(kw_only=True)
class TripRenumbered(_Reported):
    """A train runs under other numbers (车次变更): the same train, other tickets.

    Its stops say no numbers any more (`Stop.train`): which of the new ones holds where, the event does not tell.
    """

    subject: LegId = field(validator=check_id)
    train: TrainNumber


@frozen(kw_only=True)
class VehicleBreakdown(_Reported):
    """A vehicle breaks down (车辆故障).

    With a ``replacement`` the leg goes on in that vehicle, ``minutes`` later. Without one a leg that has not left does
    not run, and one under way ends at its next stop, ``minutes`` later. ``standing`` is how many of them it stands from
    now on, as for a delay. ``instead`` are legs that the convoy gets for it, as where a leg is cancelled: two smaller
    coaches from that stop on.

    Raises:
        InvalidValue: more minutes of standing than of delay.
    """

    subject: LegId = field(validator=check_id)
    replacement: Vehicle | None = None
    minutes: int = field(default=0, validator=_LATER)
    standing: int = field(default=0, validator=_STANDING)
    instead: tuple[Leg, ...] = ()

    def __attrs_post_init__(self) -> None:
        _within_the_delay(self.standing, self.minutes)


@frozen(kw_only=True)
class VehicleSwap(_Reported):
    """A leg that has not left runs with another vehicle (换车), which may have fewer seats or more."""

    subject: LegId = field(validator=check_id)
    vehicle: Vehicle


@frozen(kw_only=True)
class DriverOverHours(_Reported):
    """A driver has no hours left for a leg (驾驶员超时).

    With a ``relief`` that driver takes over what is still to be driven. Without one the leg ends as after a breakdown.
    A relief whom a rule bars takes over as well: nobody else boards, and the drivers and the captain are told.
    """

    subject: DriverId = field(validator=check_id)
    leg: LegId = field(validator=check_id)
    relief: DriverId | None = None


@frozen(kw_only=True)
class StopSkipped(_Reported):
    """A leg does not call at one of its stops, other than its last (甩站)."""

    subject: LegId = field(validator=check_id)
    place: PlaceId = field(validator=check_id)


@frozen(kw_only=True)
class RoomOutOfService(_Reported):
    """A room cannot be slept in (房间停用) from the next night to the day ``until`` (not included); None: for good."""

    subject: RoomId = field(validator=check_id)
    lodging: LodgingId = field(validator=check_id)
    until: date | None = None


@frozen(kw_only=True)
class PostWithdrawn(_Reported):
    """An employer takes back a post, or all its openings but some (岗位撤回); those handed over have theirs."""

    subject: PostId = field(validator=check_id)
    openings_left: int = field(default=0, validator=_OPENINGS)


@frozen(kw_only=True)
class EmployerSuspended(_Reported):
    """An employer takes no more arrivals (用人单位暂停接收)."""

    subject: EmployerId = field(validator=check_id)


@frozen(kw_only=True)
class DuplicateIdentity(_Reported):
    """Two workers of the case are one person (重复身份); ``same_as`` is the record that is kept.

    Where the other has boarded, or has a place while ``same_as`` waits for one, that one is kept: nobody loses a seat.
    """

    subject: WorkerId = field(validator=check_id)
    same_as: WorkerId = field(validator=check_id)


@frozen(kw_only=True)
class TicketMismatch(_Reported):
    """A ticket does not show the name or number of its holder's papers (票证不符).

    Where it is ``reissued`` in time nothing else changes; else this person cannot take the leg.
    """

    subject: WorkerId = field(validator=check_id)
    leg: LegId = field(validator=check_id)
    reissued: bool = False


@frozen(kw_only=True)
class HealthStop(_Reported):
    """Somebody may not travel on for now (健康原因停止出行): steps back before boarding, is treated after it."""

    subject: WorkerId = field(validator=check_id)


@frozen(kw_only=True)
class InjuryEnRoute(_Reported):
    """Somebody under way is taken to hospital (途中受伤)."""

    subject: WorkerId = field(validator=check_id)


@frozen(kw_only=True)
class MissingAtHandover(_Reported):
    """Somebody who boarded is not there when the employer counts (交接时失联): known within a day of the hand-over.

    Who is not there for a later leg on the way is a `NoShow` for that leg.
    """

    subject: WorkerId = field(validator=check_id)


@frozen(kw_only=True)
class WorkerRefuses(_Reported):
    """Somebody does not want the post (本人拒绝上岗), and takes another of the open posts or goes no further.

    That is so until a day after the hand-over; later it is no matter of the journey.
    """

    subject: WorkerId = field(validator=check_id)
    takes_other: bool = False


@frozen(kw_only=True)
class ContractDiffersFromOffer(_Reported):
    """The contract laid before the arrivals is not what the post offered (合同与招聘不符): nobody else goes to it."""

    subject: PostId = field(validator=check_id)


Event = (
    NoShow
    | LateCancel
    | BoardElsewhere
    | TripCancelled
    | TripDelayed
    | TripRenumbered
    | VehicleBreakdown
    | VehicleSwap
    | DriverOverHours
    | StopSkipped
    | RoomOutOfService
    | PostWithdrawn
    | EmployerSuspended
    | DuplicateIdentity
    | TicketMismatch
    | HealthStop
    | InjuryEnRoute
    | MissingAtHandover
    | WorkerRefuses
    | ContractDiffersFromOffer
)
"""Any of the twenty."""
