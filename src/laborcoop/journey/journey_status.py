"""The lifecycle of a worker's journey: from the home door to the factory gate (“出家门”到“进厂门”, F035)."""

from __future__ import annotations

from laborcoop.kernel.lifecycle import Lifecycle, Status
from laborcoop.kernel.text import Text


class JourneyStatus(Status):
    """Where a worker is on the way, or how the way ended before the gate (TR-24)."""

    REGISTERED = "registered", Text("已登记", "registered"), Text("登记了这一批次", "on the list of the convoy")
    LEFT_HOME = "left-home", Text("已出家门", "left home"), Text("在去上车点的路上", "on the way to the boarding place")
    BOARDED = "boarded", Text("已上车", "boarded"), Text("在途", "in a vehicle of the convoy")
    ARRIVED = "arrived", Text("已到达", "arrived"), Text("到达输入地", "in the receiving region")
    RECEIVED = "received", Text("已接站", "received"), Text("有人接站", "met by the receiving side")
    ENTERED_FACTORY = (
        "entered-factory",
        Text("已进厂门", "in the factory"),
        Text("已交接给企业", "handed over at the gate"),
    )
    NO_SHOW = "no-show", Text("未到", "no-show"), Text("没有来上车", "did not come to board")
    WITHDRAWN = "withdrawn", Text("已退出", "withdrawn"), Text("上车前本人退出", "stepped back before boarding")
    MOVED = "moved", Text("已改批次", "moved"), Text("改乘另一批次", "goes with another convoy")
    ALIGHTED_EARLY = (
        "alighted-early",
        Text("中途下车", "alighted early"),
        Text("到达前自行下车", "left before arriving"),
    )
    HOSPITAL = "hospital", Text("就医", "in hospital"), Text("途中或到达后就医", "taken to hospital on the way")
    MISSING = "missing", Text("失联", "missing"), Text("上车后下落不明", "boarded, and nobody knows where")


_BEFORE_BOARDING = frozenset({JourneyStatus.NO_SHOW, JourneyStatus.WITHDRAWN, JourneyStatus.MOVED})
_AFTER_BOARDING = frozenset({JourneyStatus.HOSPITAL, JourneyStatus.MISSING})
_END: frozenset[JourneyStatus] = frozenset()

JOURNEY_LIFECYCLE = Lifecycle(
    of=Text("行程", "journey"),
    start=JourneyStatus.REGISTERED,
    hourly=True,
    # Before boarding and after it a way ends differently: both sides of TR-24 add up for that reason.
    table={
        JourneyStatus.REGISTERED: _BEFORE_BOARDING | {JourneyStatus.LEFT_HOME},
        JourneyStatus.LEFT_HOME: _BEFORE_BOARDING | {JourneyStatus.BOARDED},
        JourneyStatus.BOARDED: _AFTER_BOARDING | {JourneyStatus.ARRIVED, JourneyStatus.ALIGHTED_EARLY},
        JourneyStatus.ARRIVED: _AFTER_BOARDING | {JourneyStatus.RECEIVED},
        JourneyStatus.RECEIVED: _AFTER_BOARDING | {JourneyStatus.ENTERED_FACTORY},
        JourneyStatus.ENTERED_FACTORY: _END,
        JourneyStatus.NO_SHOW: _END,
        JourneyStatus.WITHDRAWN: _END,
        JourneyStatus.MOVED: _END,
        JourneyStatus.ALIGHTED_EARLY: _END,
        JourneyStatus.HOSPITAL: _END,
        JourneyStatus.MISSING: _END,
    },
)
"""A worker leaves home, boards, arrives, is met and enters the factory; every other end has its name."""
