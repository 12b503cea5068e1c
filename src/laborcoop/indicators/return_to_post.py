"""返岗: who set out with which batch, who arrived at the gate, who did not come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from laborcoop.cooperation import FigureRow
from laborcoop.indicators.indicator import Indicator, Section
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.windows import Span
from laborcoop.journey import Journey
from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.counts import Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.transfer import Convoy, Leg, Ride


def _passed(ledger: Ledger, moment: datetime | None, window: Period) -> date | None:
    """The day of a moment that has come within a window; None of another."""
    day = None if moment is None else ledger.day(moment)
    return day if day is not None and day in window else None


def _departures(ledger: Ledger) -> Mapping[ConvoyId, date]:
    """The day on which each convoy leaves; of one that the case does not have, that of its first boarding.

    Of such a one with which nobody set out, it is the day of the first registration.
    """
    left: dict[ConvoyId, date] = {}
    registered: dict[ConvoyId, date] = {}
    for _, one in ledger.each(Journey):
        for moment, first in ((one.boarded_at, left), (one.registered_at, registered)):
            if moment is not None:
                day = ledger.day(moment)
                first[one.convoy] = min(day, first.get(one.convoy, day))
    own = {convoy.id: ledger.day(convoy.departed_at or convoy.depart) for _, convoy in ledger.each(Convoy)}
    return registered | left | own


def _leaving(ledger: Ledger, window: Period) -> Iterator[tuple[str, Journey, date]]:
    left = _departures(ledger)
    for source, journey in ledger.each(Journey):
        if left[journey.convoy] in window:
            yield source, journey, left[journey.convoy]


def journeys(ledger: Ledger, window: Period) -> Iterator[tuple[str, Journey]]:
    """The journeys whose convoy leaves in the window."""
    yield from ((source, journey) for source, journey, _ in _leaving(ledger, window))


def _row(ledger: Ledger, source: str, journey: Journey, on: date, counted: str = "") -> FigureRow:
    return FigureRow(source, counted or journey.worker, on, division=ledger.home(journey.worker))


def registered(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The person of each registration for a convoy of the window, on the day that it leaves."""
    yield from (_row(ledger, source, one, day) for source, one, day in _leaving(ledger, window))


def boarded(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each person and convoy that set out together."""
    for source, one in ledger.each(Journey):
        day = _passed(ledger, one.boarded_at, window)
        if day is not None:
            yield _row(ledger, source, one, day, f"{one.convoy}/{one.worker}")


def brought(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The person of each arrival at a factory gate."""
    for source, one in ledger.each(Journey):
        day = _passed(ledger, one.entered_factory_at, window)
        if day is not None:
            yield _row(ledger, source, one, day)


def absent(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """Those of the registered who did not come, and went with no other convoy either."""
    gone = {row.counted for row in brought(ledger, window)}
    missed = {
        one.worker
        for _, one in journeys(ledger, window)
        if one.end is not None and one.end.how is EarlyEnd.NO_SHOW and one.worker not in gone
    }
    yield from (row for row in registered(ledger, window) if row.counted in missed)


def _due(ledger: Ledger) -> Mapping[ConvoyId, datetime]:
    """When each convoy is to be in the receiving region by its timetable: the last of its runs that lead into it."""
    due: dict[ConvoyId, datetime] = {}
    for _, convoy in ledger.each(Convoy):
        into = [leg.arrive for leg in convoy.legs if _leads_into(ledger, leg)]
        if into:
            due[convoy.id] = max(into, key=instant)
    return due


def _leads_into(ledger: Ledger, leg: Leg) -> bool:
    first, last = (ledger.case.region_of(stop.place) for stop in (leg.stops[0], leg.stops[-1]))
    outside = first is None or not first.within(ledger.receiving)
    return outside and last is not None and last.within(ledger.receiving)


def _arrivals(ledger: Ledger, window: Period, *, on_time: bool) -> list[FigureRow]:
    """The first arrival of each person with a convoy that has a timetable; where asked, of those on time alone."""
    due = _due(ledger)
    first: dict[WorkerId, tuple[datetime, FigureRow, bool]] = {}
    for source, one in ledger.each(Journey):
        day = _passed(ledger, one.arrived_at, window)
        if day is None or one.arrived_at is None or one.convoy not in due:
            continue
        at = instant(one.arrived_at)
        found = (at, _row(ledger, source, one, day), at <= instant(due[one.convoy]))
        if one.worker not in first or at < first[one.worker][0]:
            first[one.worker] = found
    return [row for _, row, kept in first.values() if kept or not on_time]


def arrived(ledger: Ledger, window: Period) -> list[FigureRow]:
    """The first arrival in the receiving region of each person whose convoy has a timetable."""
    return _arrivals(ledger, window, on_time=False)


def on_time(ledger: Ledger, window: Period) -> list[FigureRow]:
    """Those of them that came no later than the timetable says."""
    return _arrivals(ledger, window, on_time=True)


def _timetable_unsaid(ledger: Ledger, _: Period, __: DivisionCode | None) -> Text | None:
    if _due(ledger):
        return None
    return Text("批次没有开往输入地的时刻表", "no convoy has a timetable into the receiving region")


def _brought_somebody(ledger: Ledger) -> Mapping[ConvoyId, str]:
    """The convoys with which somebody has arrived at a gate by the day of the case, and where that is recorded."""
    found: dict[ConvoyId, str] = {}
    for source, one in ledger.each(Journey):
        if one.entered_factory_at is not None and ledger.day(one.entered_factory_at) <= ledger.case.on:
            found.setdefault(one.convoy, source)
    return found


def batches(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each convoy that left in the window, and with which somebody arrived."""
    left = _departures(ledger)
    for convoy, source in _brought_somebody(ledger).items():
        if left[convoy] in window:
            yield FigureRow(source, convoy, left[convoy])


def trips(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each leg that left in the window, of the convoys with which somebody arrived.

    Of a convoy of which rides are recorded, only the legs that somebody rode with have run for the programme.
    """
    ran, ridden = _brought_somebody(ledger), {one.leg for _, one in ledger.each(Ride)}
    for source, convoy in ledger.each(Convoy):
        if convoy.id in ran:
            legs = [leg for leg in convoy.legs if leg.id in ridden] or convoy.legs
            for leg in legs:
                if (day := ledger.day(leg.depart)) in window:
                    yield FigureRow(str(ledger.case.locus("leg", leg.id)) or source, leg.id, day)


_SECTION, _SPAN = Section.RETURN_TO_POST, Span.CAMPAIGN

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="batches",
        section=_SECTION,
        title=Text("组织输送批次", "batches brought"),
        unit=Unit.BATCH,
        span=_SPAN,
        definition=Text(
            "期间出发、且截至案例日期已有人到厂的批次，每批计一次，按出发日期归期",
            "convoys that left in the window and with which somebody has arrived at a gate by the day of the case, "
            "each once, by the day on which it left",
        ),
        rows=batches,
        needs=(Journey,),
        by_region=False,
        facts=("F078",),
    ),
    Indicator(
        code="trips",
        section=_SECTION,
        title=Text("开行班次", "trips run"),
        unit=Unit.TRIP,
        span=_SPAN,
        definition=Text(
            "已有人到厂的批次的专车、专列等班次，每班计一次，按该班发车日期归期；"
            "登记了各人乘坐班次的批次，只计有人乘坐的班次，空驶不计",
            "the coaches and trains of batches with which somebody has arrived, each run once, by the day on which it "
            "leaves; of a batch of which it is recorded who rode with what, those that somebody rode with: an empty "
            "one has not run for the programme",
        ),
        rows=trips,
        needs=(Journey,),
        by_region=False,
        facts=("F023", "F024"),
    ),
    Indicator(
        code="brought",
        section=_SECTION,
        title=Text("输送到岗", "persons brought to the gate"),
        unit=Unit.PERSON,
        span=_SPAN,
        definition=Text(
            "随批次出行并在期间到厂交接的人，每人计一次，按进厂门日期归期，不论批次何时出发；返岗与新增转移都在内，"
            "与新增转移是两个指标",
            "persons who went with a batch and entered a factory gate in the window, each once, by the day of the "
            "gate, whenever the batch left; returning or new alike, so this is not a figure of new transfers",
        ),
        rows=brought,
        needs=(Journey,),
        facts=("F079", "F013"),
        rules=("TR-24",),
    ),
    Indicator(
        code="person_trips",
        section=_SECTION,
        title=Text("出行人次", "person-times carried"),
        unit=Unit.PERSON_TIME,
        span=_SPAN,
        definition=Text(
            "期间随批次上车的人次，按上车日期归期；同一人随两批出行计两次",
            "persons who boarded in the window, by batch and the day of boarding: who went with two counts twice",
        ),
        rows=boarded,
        needs=(Journey,),
        rules=("TR-24",),
    ),
    Indicator(
        code="registered",
        section=_SECTION,
        title=Text("报名乘车", "persons registered"),
        unit=Unit.PERSON,
        span=_SPAN,
        definition=Text(
            "报名随期间出发的批次出行的人，每人计一次，按批次出发日期归期",
            "persons registered for a batch that leaves in the window, each once, by the day on which it leaves",
        ),
        rows=registered,
        needs=(Journey,),
        rules=("TR-24",),
    ),
    Indicator(
        code="no_shows",
        section=_SECTION,
        title=Text("未到", "registered and did not come"),
        unit=Unit.PERSON,
        span=_SPAN,
        definition=Text(
            "报名而未到、期间也未随其他批次到厂的人，占报名人数的份额",
            "persons registered who did not come and in the window arrived with no other batch, as a share of the "
            "registered",
        ),
        rows=absent,
        whole=registered,
        needs=(Journey,),
        rules=("TR-24",),
    ),
    Indicator(
        code="on_time",
        section=_SECTION,
        title=Text("正点到达", "arrived on time"),
        unit=Unit.PERSON,
        span=_SPAN,
        definition=Text(
            "期间首次随批次到达输入地的人中，到达时刻不晚于该批次时刻表的；一批有几趟开往输入地的，以最晚一趟为准，不留宽限",
            "of the persons who arrived in the receiving region with a batch in the window, each once by the first, "
            "those who came no later than its timetable says; where several runs of a batch lead there, by the last of "
            "them; without a minute of grace",
        ),
        rows=on_time,
        whole=arrived,
        unsaid=_timetable_unsaid,
        needs=(Journey,),
        rules=("TR-24",),
    ),
)
