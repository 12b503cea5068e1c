"""The article's third line of work, 稳岗: people are kept in post (F083 to F108)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import (
    FigureClaim,
    FigureRow,
    Hired,
    Pillar,
    RetentionClaim,
    TransferEmployment,
    by_pillar,
)
from laborcoop.journey import StepKind
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EmployerId, LodgingId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.retention import (
    Activity,
    AgreementCover,
    Duty,
    LodgingKind,
    Reception,
    ReceptionItem,
    RoomNight,
    RoomUse,
    Sleeper,
    StaffId,
    StationQuarter,
    StationRoster,
    StationStaff,
    Visit,
    VisitKind,
    VisitRound,
    WelfareVisit,
    mutual,
    person_times,
    persons,
    received,
)
from laborcoop.retention.beds import BedRequest, find_beds
from laborcoop.rulebook import Convention, DatedValue, RuleBook

NUJIANG, ZHUHAI = DivisionCode("533300"), DivisionCode("440400")
LUSHUI, FUGONG, GONGSHAN, LANPING = (DivisionCode(f"5333{county}") for county in ("01", "23", "24", "25"))
HOME, HOTEL = LodgingId("H-HOME"), LodgingId("H-ZH-1")
DAY = timedelta(days=1)
QUARTER = Period(date(2023, 1, 1), date(2023, 4, 1))


def found(case: lc.Case, code: str, subject: object, book: RuleBook | None = None) -> list[lc.Finding]:
    """What a rule of the example's book, or of another, says of something on the day of the plan."""
    judged = (book or case.book).judge(subject, "S-1", on=case.on)
    return [finding for finding in judged if finding.rule == code]


def paths(case: lc.Case, code: str, subject: object, book: RuleBook | None = None) -> list[str]:
    return [finding.path for finding in found(case, code, subject, book)]


def with_value(book: RuleBook, name: str, value: DatedValue) -> RuleBook:
    return book.with_parameters(evolve(book.parameters[name], values=(value,)))


@pytest.fixture(scope="module")
def station(case: lc.Case) -> lc.WorkStation:
    [station] = case.stations
    return station


@pytest.fixture(scope="module")
def receptions(case: lc.Case, plan: lc.ReturnPlan) -> tuple[Reception, ...]:
    """A reception of everyone who spends a night in Zhuhai, as the plan has it."""
    workers = {worker.id: worker for worker in case.workers}
    houses = {lodging.id: lodging for lodging in case.lodgings}
    hubs = {place.id: place.hub for place in case.places}
    return tuple(
        Reception(
            worker=workers[stay.worker],
            arrived_on=stay.period.start,
            lodging=stay.lodging,
            done={
                ReceptionItem.PREVENTION: stay.period.start,
                ReceptionItem.FOOD: stay.period.start,
                ReceptionItem.LODGING: stay.period.start,
                ReceptionItem.DELIVERY_TO_POST: plan.handovers[stay.worker].at.date(),
            },
            left_on=stay.period.end,
        )
        for stay in plan.stays
        if hubs[houses[stay.lodging].place] == "zhuhai"
    )


def without(item: ReceptionItem, one: Reception) -> Reception:
    return evolve(one, done={given: day for given, day in one.done.items() if given is not item})


@pytest.mark.fact("F083", "建强劳务工作站，服务保障“稳岗”", carries="`Pillar.STABILISE`, `WorkStation`, `by_pillar`")
def test_a_station_that_runs_a_home_serves_the_line_of_work_that_keeps_people_in_post(
    plan: lc.ReturnPlan, station: lc.WorkStation
) -> None:
    own_nights = sum(stay.lodging in station.lodgings for stay in plan.stays)
    nights = FigureClaim(
        title=Text("工作站接待床夜", "bed-nights at the station's lodgings"),
        figure=Figure(Count(own_nights, Unit.BED_NIGHT)),
        pillar=Pillar.STABILISE,
    )
    assert own_nights > 0
    assert by_pillar([nights])[Pillar.STABILISE] == (nights,)
    assert Pillar.STABILISE.label.zh == "稳岗"


@pytest.mark.fact("F084", "珠海“怒江员工之家”安置点", carries="`LodgingKind.EMPLOYEES_HOME`, `WorkStation.lodgings`")
def test_the_employees_home_is_a_lodging_in_zhuhai_and_no_resettlement_site(
    case: lc.Case, plan: lc.ReturnPlan, station: lc.WorkStation
) -> None:
    [home] = [lodging for lodging in case.lodgings if lodging.kind is LodgingKind.EMPLOYEES_HOME]
    place = case.place(home.place)
    assert place is not None
    assert home.name.zh == "怒江员工之家"
    assert station.lodgings == {home.id}
    assert (place.kind, place.hub) == (PlaceKind.LODGING, "zhuhai")
    # Chinese calls both 安置点: those of the mountains are counted without it.
    assert place.division is None or not place.division.within(NUJIANG)
    assert plan.summary()["target_sites"] == Count(24, Unit.SITE)
    assert all(site.division.within(NUJIANG) for site in case.sites)


@pytest.mark.fact("F085", "或中转酒店", carries="`LodgingKind.TRANSIT_HOTEL`, `find_beds`")
def test_the_transit_hotel_takes_those_for_whom_the_home_has_no_bed(case: lc.Case) -> None:
    houses = {lodging.id: lodging for lodging in case.lodgings if lodging.id in {HOME, HOTEL}}
    room_for = {
        house: sum(room.beds for room in lodging.rooms if room.use is RoomUse.MEN) for house, lodging in houses.items()
    }
    night = Period(date(2023, 2, 6), date(2023, 2, 7))

    def lodged(men: int) -> tuple[Counter[LodgingId], int]:
        asking = [
            BedRequest(worker=WorkerId(f"W-{i:04}"), sex=Sex.MALE, period=night, lodgings=frozenset(houses))
            for i in range(men)
        ]
        bedded = find_beds(asking, houses.values())
        return Counter(stay.lodging for (stay,) in bedded.stays.values()), len(bedded.left_out)

    assert houses[HOTEL].kind is LodgingKind.TRANSIT_HOTEL
    assert lodged(room_for[HOME]) == (Counter({HOME: room_for[HOME]}), 0)
    assert lodged(room_for[HOME] + 5) == (Counter({HOME: room_for[HOME], HOTEL: 5}), 0)
    assert lodged(sum(room_for.values()) + 1) == (Counter(room_for), 1)


@pytest.mark.fact("F086", "为到达珠海的怒江务工人员", carries="`Reception.arrived_on`, `Reception.lodging`")
def test_a_reception_is_of_a_worker_who_has_arrived_in_zhuhai(
    plan: lc.ReturnPlan, receptions: tuple[Reception, ...]
) -> None:
    for one in receptions:
        trains = [step for step in plan.itinerary(one.worker.id).steps if step.kind is StepKind.TRAIN]
        assert trains[-1].arrive.date() == one.arrived_on
        assert one.worker.registered.within(NUJIANG)
    with pytest.raises(lc.InvalidValue, match="between arrival and leaving"):
        evolve(receptions[0], done={ReceptionItem.FOOD: receptions[0].arrived_on - DAY})


@pytest.mark.fact("F087", "免费提供", carries="`Reception.charges`, `Lodging.charge`, AC-01")
def test_no_item_of_a_reception_may_cost_the_worker_a_fen(case: lc.Case, receptions: tuple[Reception, ...]) -> None:
    assert [paths(case, "AC-01", lodging) for lodging in case.lodgings] == [[]] * len(case.lodgings)
    assert paths(case, "AC-01", receptions[0]) == []
    for item in ReceptionItem:
        charged = evolve(receptions[0], charges={item: Decimal("0.01")})
        [finding] = found(case, "AC-01", charged)
        assert (finding.path, finding.severity) == (f"charges[{item.value}]", lc.Severity.BLOCK)
    assert paths(case, "AC-01", evolve(case.lodgings[0], charge=Decimal(60))) == ["charge"]


@pytest.mark.fact("F088", "防疫", carries="`ReceptionItem.PREVENTION`, parameter `reception_prevention`, AC-14")
def test_prevention_is_an_item_of_a_reception_until_a_dated_parameter_ends_it(
    case: lc.Case, receptions: tuple[Reception, ...]
) -> None:
    unprotected = without(ReceptionItem.PREVENTION, receptions[0])
    assert paths(case, "AC-14", unprotected) == ["done[prevention]"]
    order = Convention(Text("试验：措施结束", "a trial: the measures have ended"))

    def until(end: date) -> RuleBook:
        value = DatedValue(value=True, source=order, since=date(2021, 1, 1), until=end)
        return with_value(case.book, "reception_prevention", value)

    assert paths(case, "AC-14", unprotected, until(unprotected.arrived_on)) == []
    assert paths(case, "AC-14", unprotected, until(unprotected.arrived_on + DAY)) == ["done[prevention]"]


@pytest.mark.fact("F089", "吃", carries="`ReceptionItem.FOOD`, AC-14")
def test_whoever_left_without_a_meal_is_found(case: lc.Case, receptions: tuple[Reception, ...]) -> None:
    hungry = without(ReceptionItem.FOOD, receptions[0])
    assert paths(case, "AC-14", hungry) == ["done[food]"]
    assert paths(case, "AC-14", evolve(hungry, left_on=None)) == []


@pytest.mark.fact("F090", "住", carries="`Stay`, `ReceptionItem.LODGING`, AC-05")
def test_everyone_lodged_has_a_bed_of_the_own_for_the_night(case: lc.Case, plan: lc.ReturnPlan) -> None:
    rooms = {(lodging.id, room.id): room for lodging in case.lodgings for room in lodging.rooms}
    people = {worker.id: worker for worker in case.workers}
    nights: dict[tuple[LodgingId, RoomId, date], list[Sleeper]] = {}
    for stay in plan.stays:
        for night in stay.nights():
            sleeper = Sleeper(worker=stay.worker, sex=people[stay.worker].sex, bed=stay.bed)
            nights.setdefault((stay.lodging, stay.room, night), []).append(sleeper)
    held = [
        RoomNight(
            lodging=LodgingId(house),
            room=rooms[house, room],
            night=night,
            sleepers=tuple(sleepers),
        )
        for (house, room, night), sleepers in nights.items()
    ]
    assert [one for one in held if paths(case, "AC-05", one)] == []
    shared = next(one for one in held if len(one.sleepers) > 1)
    first, second, *rest = shared.sleepers
    in_one_bed = evolve(shared, sleepers=(first, evolve(second, bed=first.bed), *rest))
    assert paths(case, "AC-05", in_one_bed) == [f"beds[{first.bed}]"]


@pytest.mark.fact("F091", "组织到岗", carries="`ReceptionItem.DELIVERY_TO_POST`, `Itinerary`, AC-14")
def test_from_the_home_a_coach_takes_each_one_to_the_gate_on_the_day_of_leaving(
    case: lc.Case, plan: lc.ReturnPlan, receptions: tuple[Reception, ...]
) -> None:
    for one in receptions:
        coach, handover = plan.itinerary(one.worker.id).steps[-2:]
        assert (coach.kind, handover.kind) == (StepKind.COACH, StepKind.HANDOVER)
        assert coach.depart.date() == one.left_on == one.done[ReceptionItem.DELIVERY_TO_POST]
    left_alone = without(ReceptionItem.DELIVERY_TO_POST, receptions[0])
    assert paths(case, "AC-14", left_alone) == ["done[delivery-to-post]"]


@pytest.mark.fact("F092", "等一站式服务", carries="`Reception.missing`, AC-14")
def test_a_reception_is_one_bundle_and_names_each_item_that_is_missing(
    case: lc.Case, receptions: tuple[Reception, ...]
) -> None:
    assert [one for one in receptions if paths(case, "AC-14", one)] == []
    bare = evolve(receptions[0], done={ReceptionItem.LODGING: receptions[0].arrived_on})
    assert bare.missing(set(ReceptionItem)) == (
        ReceptionItem.PREVENTION,
        ReceptionItem.FOOD,
        ReceptionItem.DELIVERY_TO_POST,
    )
    assert paths(case, "AC-14", bare) == ["done[prevention]", "done[food]", "done[delivery-to-post]"]


@pytest.mark.fact("F093", "2021年至今", carries="`received`, `Period`")
@pytest.mark.fact("F094", "接收怒江籍员工超1400人次", carries="`person_times`, `persons`, `Qualifier.MORE_THAN`")
def test_more_than_1400_receptions_to_date_are_person_times_of_fewer_persons(case: lc.Case) -> None:
    workers = sorted(case.workers, key=lambda worker: worker.id)

    def arrives(worker: lc.Worker, on: date) -> Reception:
        return Reception(worker=worker, arrived_on=on, lodging=HOME)

    to_date = Period(date(2021, 1, 1), date(2023, 2, 8))
    once = [arrives(worker, date(2021, 3, 1)) for worker in workers[:1000]]
    again = [arrives(worker, date(2023, 2, 7)) for worker in workers[:400]]
    outside = [arrives(workers[0], date(2020, 12, 31)), arrives(workers[0], date(2023, 2, 8))]
    said = Figure(Count(1400, Unit.PERSON_TIME), Qualifier.MORE_THAN)
    exactly_1400 = received([*once, *again, *outside], NUJIANG, to_date)
    assert person_times(exactly_1400) == Count(1400, Unit.PERSON_TIME)
    assert not said.holds(person_times(exactly_1400))
    one_more = received([*once, *again, *outside, arrives(workers[400], date(2021, 1, 1))], NUJIANG, to_date)
    assert said.holds(person_times(one_more))
    assert persons(one_more) == Count(1000, Unit.PERSON)
    with pytest.raises(lc.UnitMismatch):
        said.holds(persons(one_more))
    # The window of the fairs has no end and that of the new transfers is two years long: three figures, three windows.
    rows = tuple(FigureRow("receptions", one.worker.id, one.arrived_on) for one in one_more)
    claim = FigureClaim(title=Text("接收", "received"), figure=said, window=to_date, definition="receptions", rows=rows)
    assert paths(case, "IN-07", claim) == []
    assert paths(case, "IN-07", evolve(claim, window=Period(date(2021, 1, 1), date(2023, 1, 1)))) == ["rows"]


@pytest.mark.fact("F095", "怒江籍员工", carries="`Worker.registered`, `received`")
def test_who_is_counted_as_of_nujiang_is_registered_there_wherever_the_village_lies(
    receptions: tuple[Reception, ...],
) -> None:
    here = Period(date(2021, 1, 1))
    assert len(received(receptions, NUJIANG, here)) == len(receptions)
    one = receptions[0]
    moved_register = evolve(one, worker=evolve(one.worker, registered=DivisionCode("440402")))
    assert one.worker.village == moved_register.worker.village
    assert received([moved_register], NUJIANG, here) == ()
    assert received([moved_register], ZHUHAI, here) == (moved_register,)


@pytest.mark.fact("F096", "与怒江州泸水市签订", carries="`Agreement.county`, `AgreementCover`, ST-01")
@pytest.mark.fact("F097", "兰坪县", carries="`Agreement.county`, `AgreementCover`, ST-01")
@pytest.mark.fact("F098", "福贡县", carries="`Agreement.county`, `AgreementCover`, ST-01")
@pytest.mark.fact("F099", "贡山县", carries="`Agreement.county`, `AgreementCover`, ST-01")
@pytest.mark.parametrize("county", [LUSHUI, LANPING, FUGONG, GONGSHAN], ids=str)
def test_each_of_the_four_counties_has_an_agreement_and_the_one_without_is_named(
    case: lc.Case, station: lc.WorkStation, county: DivisionCode
) -> None:
    assert station.counties(case.on) == {LUSHUI, LANPING, FUGONG, GONGSHAN}
    assert found(case, "ST-01", AgreementCover.of(station, case.on)) == []
    three = evolve(station, agreements=tuple(one for one in station.agreements if one.county != county))
    [finding] = found(case, "ST-01", AgreementCover.of(three, case.on))
    assert f"1 of 4 counties have none in force: {county}" in finding.message.en


@pytest.mark.fact(
    "F100", "分别签订《劳务工作站合作协议书》", carries="`Agreement.title`, `Agreement.parties`, `Agreement.signed_on`"
)
def test_each_county_signed_its_own_document_with_the_receiving_side(case: lc.Case, station: lc.WorkStation) -> None:
    assert [agreement.title.zh for agreement in station.agreements] == ["劳务工作站合作协议书"] * 4
    assert sorted(agreement.parties for agreement in station.agreements) == [
        (ZHUHAI, county) for county in (LUSHUI, FUGONG, GONGSHAN, LANPING)
    ]
    for agreement in station.agreements:
        assert agreement.signed_on is not None
        assert agreement.signed_on <= agreement.period.start <= case.on
        assert agreement.period.end is not None
    with pytest.raises(lc.InvalidValue, match="must not be of one region"):
        evolve(station.agreements[0], county=DivisionCode("440402"))


def resident(county: DivisionCode, posted: Period, *housed: Period, station: lc.WorkStation) -> StationStaff:
    return StationStaff(
        id=StaffId(f"K-{county}"), station=station.id, delegated_by=county, posted=posted, housed=housed
    )


def roster(station: lc.WorkStation, *staff: StationStaff) -> StationRoster:
    return StationRoster(station=station, window=QUARTER, staff=staff)


@pytest.mark.fact("F101", "继续为工作站人员提供住房保障", carries="`StationStaff.housed`, ST-03")
def test_the_housing_of_the_staff_goes_on_and_a_gap_between_two_guarantees_is_found(
    case: lc.Case, station: lc.WorkStation
) -> None:
    first, second = Period(date(2022, 1, 1), date(2023, 2, 1)), Period(date(2023, 2, 1), date(2024, 1, 1))
    posted = Period(date(2022, 1, 1))
    assert found(case, "ST-03", roster(station, resident(LUSHUI, posted, first, second, station=station))) == []
    late = evolve(second, start=date(2023, 2, 3))
    [gap] = found(case, "ST-03", roster(station, resident(LUSHUI, posted, first, late, station=station)))
    assert "from 2023-02-01 to 2023-02-02 (2 days)" in gap.message.en


@pytest.mark.fact("F102", "由怒江各县人社部门委派", carries="`StationStaff.delegated_by`, ST-02")
@pytest.mark.fact("F103", "工作人员常驻", carries="`StationStaff.resident`, `StationStaff.posted`, ST-02")
def test_each_county_that_signed_has_somebody_of_its_own_resident_at_the_station(
    case: lc.Case, station: lc.WorkStation
) -> None:
    counties = (LUSHUI, FUGONG, GONGSHAN, LANPING)
    staff = [resident(county, QUARTER, QUARTER, station=station) for county in counties]
    assert found(case, "ST-02", roster(station, *staff)) == []
    # One sent by another county takes nobody's place, and a visitor is not resident.
    lent = evolve(staff[0], delegated_by=FUGONG)
    assert paths(case, "ST-02", roster(station, lent, *staff[1:])) == ["staff[533301]"]
    visitor = evolve(staff[3], resident=False)
    assert paths(case, "ST-02", roster(station, *staff[:3], visitor)) == ["staff[533325]"]
    left = evolve(staff[1], posted=Period(QUARTER.start, date(2023, 3, 25)))
    [gap] = found(case, "ST-02", roster(station, staff[0], left, *staff[2:]))
    assert "from 2023-03-25 to 2023-03-31 (7 days)" in gap.message.en


@pytest.mark.fact(
    "F104", "怒江州驻珠海劳务工作站", carries="`WorkStation.name`, `WorkStation.home`, `WorkStation.host`"
)
def test_one_station_of_nujiang_in_zhuhai_rests_on_the_agreements_of_all_its_counties(
    case: lc.Case, station: lc.WorkStation
) -> None:
    assert station.name.zh == "怒江州驻珠海劳务工作站"
    assert (station.home, station.host) == (NUJIANG, ZHUHAI)
    assert (station.home, station.host) == (case.campaign.pairing.sending, case.campaign.pairing.receiving)
    assert all(county.within(station.home) for county in station.counties(case.on))
    assert len(station.counties(case.on)) == len(AgreementCover.of(station, case.on).counties) == 4
    end = station.agreements[0].period.end
    assert end is not None
    assert station.counties(end) == frozenset()


@pytest.mark.fact(
    "F105",
    "充分发挥工作站在促进怒江劳动力稳岗就业方面的积极作用",
    carries="`Duty`, `StationQuarter`, ST-04, `RetentionClaim`, IN-06",
)
def test_the_station_does_something_for_each_duty_and_retention_says_what_came_of_it(
    case: lc.Case, station: lc.WorkStation
) -> None:
    done = frozenset(Activity(duty, date(2023, 2, 10)) for duty in Duty)
    quarter = StationQuarter(station=station.id, period=QUARTER, activities=done)
    assert found(case, "ST-04", quarter) == []
    idle = evolve(quarter, activities=frozenset(one for one in done if one.duty is not Duty.FOLLOW_UP))
    assert paths(case, "ST-04", idle) == ["activities[follow-up]"]
    start = date(2022, 2, 7)
    cohort = (
        Hired(worker=WorkerId("W-1"), on=start),
        Hired(worker=WorkerId("W-2"), on=start, left_on=start + 89 * DAY),
        Hired(worker=WorkerId("W-3"), on=case.on - 89 * DAY),
    )
    kept = RetentionClaim(days=90, known_until=case.on, cohort=cohort, stayed=1, observed=2)
    assert found(case, "IN-06", kept) == []
    assert paths(case, "IN-06", evolve(kept, stayed=2)) == ["stayed"]


@pytest.mark.fact("F106", "开展互访交流", carries="`VisitKind.EXCHANGE`, `Visit.by`, `Visit.to`, `mutual`")
def test_visits_are_mutual_only_where_each_side_went_to_the_other() -> None:
    there = Visit(on=date(2022, 8, 10), kind=VisitKind.EXCHANGE, by=ZHUHAI, to=LUSHUI)
    back = Visit(on=date(2022, 11, 2), kind=VisitKind.EXCHANGE, by=NUJIANG, to=ZHUHAI)
    year = Period(date(2022, 1, 1), date(2023, 1, 1))
    assert mutual([there, back], ZHUHAI, NUJIANG, year)
    assert not mutual([there, there], ZHUHAI, NUJIANG, year)
    assert not mutual([there, back], ZHUHAI, NUJIANG, Period(date(2022, 1, 1), date(2022, 11, 2)))


@pytest.mark.fact(
    "F107", "走访吸纳怒江劳动力较多的用工企业", carries="`VisitRound.ranked`, parameter `visit_workers`, ST-07"
)
def test_the_employers_that_absorb_the_most_are_visited_and_visited_first(
    case: lc.Case, plan: lc.ReturnPlan, station: lc.WorkStation
) -> None:
    workers = Counter(match.employer for match in plan.matches.values())
    round_ = VisitRound(station=station.id, period=QUARTER, workers=workers)
    most, second, third = [EmployerId("E-01"), EmployerId("E-02"), EmployerId("E-03")]
    assert round_.ranked()[:3] == ((most, 270), (second, 214), (third, 173))
    assert [number for _, number in round_.ranked()] == sorted(workers.values(), reverse=True)
    local = Convention(Text("试验：200 人以上", "a trial: 200 and more"))
    book = with_value(case.book, "visit_workers", DatedValue(value=200, source=local))

    def visited(*order: EmployerId) -> VisitRound:
        visits = tuple(Visit(on=date(2023, 2, 10) + i * DAY, employer=employer) for i, employer in enumerate(order))
        return evolve(round_, visits=visits)

    assert paths(case, "ST-07", visited(most, second), book) == []
    assert paths(case, "ST-07", visited(most), book) == ["visits[E-02]"]
    assert paths(case, "ST-07", visited(second, most), book) == ["visits[E-01]"]


@pytest.mark.fact("F108", "慰问在岗务工人员", carries="`WelfareVisit`, `VisitKind.WELFARE`")
def test_a_welfare_visit_greets_workers_in_post_and_nobody_who_has_left(case: lc.Case, plan: lc.ReturnPlan) -> None:
    employer, day = EmployerId("E-01"), date(2023, 3, 8)
    people = {worker.id: worker for worker in case.workers}
    in_post = tuple(
        TransferEmployment(
            worker=worker,
            registered=people[worker].registered,
            division=ZHUHAI,
            period=Period(match.first_day),
            employer=employer,
        )
        for worker, match in plan.matches.items()
        if match.employer == employer
    )
    visit = WelfareVisit(on=day, employer=employer, greeted=in_post)
    assert visit.persons == Count(270, Unit.PERSON)
    assert visit.as_visit().kind is VisitKind.WELFARE
    left = evolve(in_post[0], period=Period(in_post[0].period.start, day))
    with pytest.raises(lc.InvalidValue, match=f"not in post with this employer on 2023-03-08: {left.worker}"):
        evolve(visit, greeted=(left, *in_post[1:]))
    with pytest.raises(lc.InvalidValue, match="not in post"):
        evolve(visit, on=in_post[0].period.start - DAY)
