"""manifests.xlsx: for each convoy its legs and stops, the list of every vehicle and of every stop; lists to sign.

Each employer has a list to sign at its gate. The totals on the first sheet are counted from the same rides and
hand-overs as the lists, and agree with them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime

from attrs import field, frozen

from laborcoop.employers import Employer
from laborcoop.exchange.masking import shown
from laborcoop.exchange.workbook import Page, workbook_bytes
from laborcoop.kernel.ids import ConvoyId, EmployerId, LegId, PlaceId, WorkerId
from laborcoop.kernel.text import Locale, Text
from laborcoop.people import Worker
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer import Convoy, Handover, Leg, Ride, Stop
from laborcoop.transfer.train_numbers import number_at, told_of_ride

Row = tuple[str | int, ...]

_TOTALS = Text("汇总", "Totals")
_OVERVIEW = Text("班次", "Legs")
_CALLS = Text("停靠", "Stops")
_RIDERS = Text("乘车名单", "Riders")
_BOARDING = Text("上车点名单", "Boarding")
_HANDOVER = Text("交接", "Hand-over")
_GOES_ALONG = Text("（随行）", "(goes along)")
_TITLE = Text("{case}：{page}", "{case}: {page}")
_NOT_ARRIVING = Text("其中未到厂", "Of them not at a gate")
_SUM_CONVOYS = Text("各批次合计", "All convoys")
_SUM_EMPLOYERS = Text("各企业合计", "All employers")
_SUM_STOPS = Text("合计", "all stops")
_TO_SIGN = Text("合计 {people} 人", "{people} in all")
_SIGNATURE = Text("联系人签字、日期：", "contact's signature, date:")
_CONVOY = Text("批次", "convoy")
_EMPLOYER = Text("企业", "employer")

# Titles of columns with their widths in characters.
_CODE = (Text("编号", "id"), 16)
_NAME = (Text("名称", "name"), 30)
_PEOPLE = (Text("人数", "persons"), 9)
_RIDES = (Text("人次", "rides"), 9)
_LEG = (Text("班次", "leg"), 14)
_VEHICLE = (Text("车辆", "vehicle"), 16)
_STOPS = (Text("停靠", "stops"), 60)
_SEATS = (Text("核载", "rated"), 7)
_CREW = (Text("随车人数", "escorts"), 9)
_CAPTAIN = (Text("车长", "captain"), 12)
_DEPUTY = (Text("副车长", "deputy"), 12)
_SEAT = (Text("座位", "seat"), 8)
_WORKER = (Text("人员编号", "worker id"), 18)
_PERSON = (Text("姓名", "name"), 12)
_NUMBER = (Text("身份证号码", "resident number"), 21)
_FIRM = (Text("企业", "employer"), 30)
_BOARD = (Text("上车", "boards"), 34)
_ALIGHT = (Text("下车", "alights"), 34)
_SERIAL = (Text("序号", "no."), 6)
_AT = (Text("到达厂门", "at the gate"), 17)
_POST = (Text("岗位", "post"), 16)
_FIRST_DAY = (Text("首个工作日", "first day"), 12)
_SIGNED = (Text("企业签收", "signed for the employer"), 20)
_GATE = (Text("厂门", "gate"), 20)
_STOP = (Text("停靠点", "stop"), 26)
_ARRIVES = (Text("到达", "arrives"), 12)
_LEAVES = (Text("离开", "leaves"), 12)
_UP = (Text("上车人数", "board"), 10)
_DOWN = (Text("下车人数", "alight"), 10)
_INSIDE = (Text("离站时车上人数", "aboard on leaving"), 12)
_PRESENT = (Text("到场", "present"), 9)


def manifests_xlsx(plan: ReturnPlan, locale: Locale, *, reveal: bool = False) -> bytes:
    """The manifests of a plan as a workbook; names are masked and numbers absent unless ``reveal`` asks for them.

    Raises:
        MissingExtra: xlsxwriter is not installed.
    """
    return workbook_bytes(
        manifest_pages(plan, locale, reveal=reveal),
        created=plan.case.on,
        title=plan.case.name.render(locale),
        locale=locale,
    )


def manifest_pages(plan: ReturnPlan, locale: Locale, *, reveal: bool = False) -> tuple[Page, ...]:
    """The sheets of the manifests: totals, four for each convoy, one for each employer that receives somebody."""
    return _Manifest.of(plan, locale, reveal=reveal).pages()


@frozen(kw_only=True)
class _Manifest:
    """A plan laid out for its lists."""

    plan: ReturnPlan
    locale: Locale
    reveal: bool
    workers: dict[WorkerId, Worker] = field(repr=False)
    employers: dict[EmployerId, Employer] = field(repr=False)
    places: dict[PlaceId, str] = field(repr=False)
    aboard: dict[LegId, list[Ride]] = field(repr=False)

    @classmethod
    def of(cls, plan: ReturnPlan, locale: Locale, *, reveal: bool) -> _Manifest:
        aboard: dict[LegId, list[Ride]] = defaultdict(list)
        for ride in plan.rides:
            aboard[ride.leg].append(ride)
        return cls(
            plan=plan,
            locale=locale,
            reveal=reveal,
            workers={worker.id: worker for worker in plan.case.workers},
            employers={employer.id: employer for employer in plan.case.employers},
            places={place.id: place.name.render(locale) for place in plan.case.places},
            aboard=dict(aboard),
        )

    def pages(self) -> tuple[Page, ...]:
        convoys = sorted(self.plan.case.convoys, key=lambda convoy: (convoy.batch, convoy.id))
        received: dict[EmployerId, list[Handover]] = defaultdict(list)
        for _, handover in sorted(self.plan.handovers.items()):
            received[handover.employer].append(handover)
        pages = [self._totals(convoys, received)]
        for convoy in convoys:
            pages += [self._overview(convoy), self._calls(convoy), self._riders(convoy), self._boarding(convoy)]
        return (*pages, *(self._handover(employer, received[employer]) for employer in sorted(received)))

    def _page(
        self,
        name: str,
        columns: tuple[tuple[Text, int], ...],
        rows: list[Row],
        *,
        breaks: tuple[int, ...] = (),
        bold: frozenset[int] = frozenset(),
    ) -> Page:
        return Page(
            name=name,
            title=_TITLE.format(case=self.plan.case.name, page=name).render(self.locale),
            header=tuple(title.render(self.locale) for title, _ in columns),
            widths=tuple(width for _, width in columns),
            rows=tuple(rows),
            breaks=breaks,
            bold=bold,
            fit=True,
        )

    def _totals(self, convoys: list[Convoy], received: dict[EmployerId, list[Handover]]) -> Page:
        say = self.locale
        convoy_of = {leg.id: convoy.id for convoy in convoys for leg in convoy.legs}
        travelling = Counter({ride.worker: convoy_of[ride.leg] for ride in self.plan.rides}.values())
        rides = Counter[ConvoyId](convoy_of[ride.leg] for ride in self.plan.rides)
        kind = _CONVOY.render(say)
        rows: list[Row] = [
            (kind, convoy.id, convoy.name.render(say), travelling[convoy.id], rides[convoy.id]) for convoy in convoys
        ]
        rows.append((_SUM_CONVOYS.render(say), "", "", travelling.total(), rides.total()))
        if lost := {ride.worker for ride in self.plan.rides} - set(self.plan.handovers):
            rows.append((_NOT_ARRIVING.render(say), "", "", len(lost), ""))
        kind = _EMPLOYER.render(say)
        rows += [
            (kind, employer, self.employers[employer].name.render(say), len(received[employer]), "")
            for employer in sorted(received)
        ]
        rows.append((_SUM_EMPLOYERS.render(say), "", "", sum(map(len, received.values())), ""))
        return self._page(
            _TOTALS.render(say),
            ((Text("类别", "kind"), 14), _CODE, _NAME, _PEOPLE, _RIDES),
            rows,
            bold=frozenset({len(convoys), len(rows) - 1}),
        )

    def _overview(self, convoy: Convoy) -> Page:
        rows: list[Row] = [
            (
                leg.id,
                _vehicle(leg),
                " → ".join(self._called(leg)),
                leg.vehicle.rated,
                leg.escorts,
                leg.captain,
                leg.deputy,
                len(self.aboard.get(leg.id, ())),
            )
            for leg in _in_order(convoy)
        ]
        return self._page(
            f"{_OVERVIEW.render(self.locale)} {convoy.id}",
            (_LEG, _VEHICLE, _STOPS, _SEATS, _CREW, _CAPTAIN, _DEPUTY, _RIDES),
            rows,
        )

    def _called(self, leg: Leg) -> list[str]:
        last = leg.stops[-1]
        called = [
            f"{self._place(stop.place)} {_moment(stop.depart)}" + (f" {stop.train}" if stop.train else "")
            for stop in leg.stops[:-1]
        ]
        return [*called, f"{self._place(last.place)} {_moment(last.arrive)}"]

    def _place(self, place: PlaceId) -> str:
        return self.places.get(place, place)

    def _calls(self, convoy: Convoy) -> Page:
        """How many board and alight at each stop of each leg, and how many are then aboard."""
        rows: list[Row] = []
        for leg in _in_order(convoy):
            boards = Counter(ride.board for ride in self.aboard.get(leg.id, ()))
            alights = Counter(ride.alight for ride in self.aboard.get(leg.id, ()))
            inside = 0
            for stop in leg.stops:
                inside += boards[stop.place] - alights[stop.place]
                times = (_moment(stop.arrive), _moment(stop.depart))
                people = (boards[stop.place], alights[stop.place], inside)
                rows.append((leg.id, _vehicle(leg, stop), self._place(stop.place), *times, *people))
        rides = sum(len(self.aboard.get(leg.id, ())) for leg in convoy.legs)
        rows.append((_SUM_STOPS.render(self.locale), "", "", "", "", rides, rides, ""))
        return self._page(
            f"{_CALLS.render(self.locale)} {convoy.id}",
            (_LEG, _VEHICLE, _STOP, _ARRIVES, _LEAVES, _UP, _DOWN, _INSIDE),
            rows,
            bold=frozenset({len(rows) - 1}),
        )

    def _boarding(self, convoy: Convoy) -> Page:
        """Who boards at each stop, a printed page for each: by time, then by vehicle and seat."""
        rows: list[tuple[datetime, Row]] = []
        for leg in _in_order(convoy):
            stops = {stop.place: stop for stop in leg.stops}
            for ride in self.aboard.get(leg.id, ()):
                stop = stops[ride.board]
                at = stop.depart
                person = (*self._person(ride.worker), self._employer_of(ride.worker))
                row = (self._place(ride.board), _moment(at), leg.id, _vehicle(leg, stop), ride.seat, *person, "")
                rows.append((at, row))
        rows.sort(key=lambda row: (row[1][0], row[0], *map(str, row[1][2:])))
        places = [row[0] for _, row in rows]
        return self._page(
            f"{_BOARDING.render(self.locale)} {convoy.id}",
            (_STOP, _LEAVES, _LEG, _VEHICLE, _SEAT, *self._person_columns, _FIRM, _PRESENT),
            [row for _, row in rows],
            breaks=tuple(i for i in range(1, len(places)) if places[i] != places[i - 1]),
        )

    def _riders(self, convoy: Convoy) -> Page:
        rows: list[Row] = []
        breaks: list[int] = []
        for leg in _in_order(convoy):
            listed = self._riders_of(leg)
            if rows and listed:
                breaks.append(len(rows))
            rows += listed
        return self._page(
            f"{_RIDERS.render(self.locale)} {convoy.id}",
            (_LEG, _VEHICLE, _SEAT, *self._person_columns, _FIRM, _BOARD, _ALIGHT),
            rows,
            breaks=tuple(breaks),
        )

    def _riders_of(self, leg: Leg) -> list[Row]:
        stops = {stop.place: stop for stop in leg.stops}
        return [
            (
                leg.id,
                self._ridden(ride, leg),
                ride.seat,
                *self._person(ride.worker),
                self._employer_of(ride.worker),
                f"{self._place(ride.board)} {_moment(stops[ride.board].depart)}",
                f"{self._place(ride.alight)} {_moment(stops[ride.alight].arrive)}",
            )
            for ride in sorted(
                self.aboard.get(leg.id, ()), key=lambda ride: (ride.seat, stops[ride.board].depart, ride.worker)
            )
        ]

    def _ridden(self, ride: Ride, leg: Leg) -> str:
        """The vehicle, or the train's number where somebody boards and where it changes on the way."""
        number = told_of_ride(leg, ride.board, ride.alight, self.places)
        return leg.vehicle.id if number is None else number.render(self.locale)

    def _employer_of(self, worker: WorkerId) -> str:
        """The employer's name; empty for somebody who has ridden and does not arrive, after a disruption."""
        handover = self.plan.handovers.get(worker)
        return "" if handover is None else self.employers[handover.employer].name.render(self.locale)

    def _handover(self, employer: EmployerId, received: list[Handover]) -> Page:
        """The list that the employer's contact signs (TR-23): a line for each person, and one for the whole."""
        rows: list[Row] = []
        for handover in sorted(received, key=lambda handover: (handover.at, handover.worker)):
            match = self.plan.matches.get(handover.worker)
            rows.append(
                (
                    len(rows) + 1,
                    *self._person(handover.worker),
                    _GOES_ALONG.render(self.locale) if match is None else match.post or "",
                    "" if match is None else match.first_day.isoformat(),
                    self._place(handover.gate),
                    f"{handover.at:%Y-%m-%d %H:%M}",
                    "" if handover.signed_at is None else f"{handover.signed_at:%Y-%m-%d %H:%M}",
                )
            )
        whole = _TO_SIGN.format(people=len(rows)).render(self.locale)
        empty = ("",) * (len(self._person_columns) + 2)
        rows.append(("", whole, *empty, _SIGNATURE.render(self.locale), ""))
        return self._page(
            f"{_HANDOVER.render(self.locale)} {employer} {self.employers[employer].name.render(self.locale)}",
            (_SERIAL, *self._person_columns, _POST, _FIRST_DAY, _GATE, _AT, _SIGNED),
            rows,
            bold=frozenset({len(rows) - 1}),
        )

    @property
    def _person_columns(self) -> tuple[tuple[Text, int], ...]:
        return (_WORKER, _PERSON, _NUMBER) if self.reveal else (_WORKER, _PERSON)

    def _person(self, worker_id: WorkerId) -> tuple[str, ...]:
        worker = self.workers[worker_id]
        name = shown(worker.name, reveal=self.reveal)
        return (worker_id, name, worker.number.reveal()) if self.reveal else (worker_id, name)


def _in_order(convoy: Convoy) -> list[Leg]:
    return sorted(convoy.legs, key=lambda leg: (leg.depart, leg.id))


def _vehicle(leg: Leg, stop: Stop | None = None) -> str:
    """The vehicle, or the train's numbers: all of them, or the one under which it leaves a stop."""
    return str((leg.train if stop is None else number_at(leg, stop)) or leg.vehicle.id)


def _moment(moment: datetime) -> str:
    return f"{moment:%m-%d %H:%M}"
