"""The article's headline and first paragraph: the train of 6 February (F001 to F016)."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import Pairing, Programme
from laborcoop.employers import EmployerLabel
from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.exchange.manifest import manifest_pages
from laborcoop.journey import Feedback, Purpose, Stage, StepKind, satisfied
from laborcoop.kernel.addresses import Address
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import PlaceId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.planning.coverage import Group, return_coverage_by_group, ticket_coverage
from laborcoop.transfer import Convoy, Leg, Stop, TrainNumber, TransportMode

NUJIANG, ZHUHAI = DivisionCode("533300"), DivisionCode("440400")
SHANGHAI = ZoneInfo("Asia/Shanghai")
NAMED = ("鹏辉", "智迪", "森洋")


@pytest.fixture(scope="module")
def convoy(case: lc.Case) -> Convoy:
    """The second batch, with the train of the article."""
    return next(convoy for convoy in case.convoys if convoy.batch == 2)


@pytest.fixture(scope="module")
def train(convoy: Convoy) -> Leg:
    return next(leg for leg in convoy.legs if leg.mode.is_rail)


@pytest.mark.fact("F001", "春光无限好 再续“江海情”", carries="`Programme.name`, `Programme.slogan`, `Text`")
def test_a_programme_has_its_name_and_slogan_in_both_languages() -> None:
    programme = Programme(
        name=Text("江海情", "the bond of River and Sea"),
        slogan=Text("春光无限好 再续“江海情”", "Boundless spring: the bond of River and Sea, renewed"),
        pairings=(Pairing(sending=NUJIANG, receiving=ZHUHAI, period=Period(date(2021, 1, 1))),),
    )
    assert programme.name.zh in programme.slogan.render("zh")
    assert programme.name.en.removeprefix("the ") in programme.slogan.render("en")
    assert [pairing.sending for pairing in programme.paired(date(2023, 2, 6))] == [NUJIANG]


@pytest.mark.fact("F002", "返岗完全不担心买不到票", carries="`ticket_coverage`, `Share`")
def test_who_has_a_seat_is_a_share_of_all_who_want_to_go_and_seats_are_booked_before_the_train_leaves(
    plan: lc.ReturnPlan,
) -> None:
    coverage = ticket_coverage(plan)
    without = [
        worker
        for stage in (Stage.ADMISSION, Stage.POSTS, Stage.SEATS)
        for worker, reasons in plan.outcome(stage).left_out.items()
        if reasons[0].code != "admission.unwilling"
    ]
    assert coverage.whole.value - coverage.part.value == len(without)
    assert Decimal(90) < (coverage.per_cent or 0) < Decimal(100)
    for way in plan.itineraries().values():
        booked = [step for step in way.steps if step.kind is StepKind.TRAIN]
        assert [bool(step.seat) for step in booked] == [True]
        assert booked[0].depart.date() > plan.case.on


@pytest.mark.fact("F003", "从家到公司一路都有接送", carries="`Itinerary.gaps`, rule TR-26")
def test_everyone_is_carried_from_home_to_the_gate_without_a_gap(plan: lc.ReturnPlan) -> None:
    kinds = {place.id: place.kind for place in plan.case.places}
    gates = {employer.id: employer.gate for employer in plan.case.employers}
    for worker, way in plan.itineraries().items():
        assert way.gaps() == ()
        assert kinds[way.steps[0].start] in {PlaceKind.VILLAGE, PlaceKind.RESETTLEMENT_SITE, PlaceKind.STOP}
        assert way.steps[-1].end == gates[plan.handovers[worker].employer]
        without_a_ride = evolve(way, steps=(way.steps[0], *way.steps[2:]))
        assert without_a_ride.gaps() != ()


@pytest.mark.fact("F004", "感谢两地政府的贴心安排", carries="`Feedback`, `satisfied`, `Campaign.organisers`")
def test_what_people_say_is_one_voice_each_and_shows_no_words(case: lc.Case) -> None:
    assert {agency.division for agency in case.campaign.organisers} == {NUJIANG, ZHUHAI}
    told = [
        Feedback(worker=WorkerId("W-0412"), on=date(2023, 2, 6), score=2, words="等车太久"),
        Feedback(worker=WorkerId("W-0412"), on=date(2023, 2, 7), score=5, words="从家到公司一路都有接送"),
        Feedback(worker=WorkerId("W-0001"), on=date(2023, 2, 7), score=3),
    ]
    assert satisfied(told).render("zh") == "1/2 人（50.0 %）"
    assert satisfied(told[:1]).part.value == 0
    assert "等车" not in repr(told)
    with pytest.raises(InvalidValue, match="1 to 5"):
        Feedback(worker=WorkerId("W-0001"), on=date(2023, 2, 7), score=6)


@pytest.mark.fact("F005", "怒江州泸水市洛本卓乡托拖村", carries="`Address.parse`, `Township`")
def test_the_speakers_home_is_read_to_its_official_name_and_is_where_the_coach_stops(plan: lc.ReturnPlan) -> None:
    home = Address.parse("怒江州泸水市洛本卓乡托拖村", date(2023, 2, 6))
    assert home.lines() == ("云南省", "怒江傈僳族自治州", "泸水市", "洛本卓白族乡", "托拖村")
    speaker = next(worker for worker in plan.case.workers if worker.id == "W-0412")
    assert (speaker.registered, speaker.village) == (home.county, home.village)
    first = plan.case.place(plan.itinerary("W-0412").steps[0].start)
    assert first is not None
    assert (first.name.zh, first.division) == (home.village, home.county)


@pytest.mark.fact("F006", "2月6日", carries="`Leg.depart`, `Leg.runs_as`")
@pytest.mark.fact("F007", "8点35分", carries="`Leg.depart`, with its zone")
def test_the_train_leaves_at_08_35_on_6_february_of_a_stated_year_in_the_zone_of_china(train: Leg) -> None:
    assert train.depart == datetime(2023, 2, 6, 8, 35, tzinfo=SHANGHAI)
    assert train.depart.utcoffset() == timedelta(hours=8)
    assert train.runs_as("D3812", date(2023, 2, 6))
    assert not train.runs_as("D3812", date(2022, 2, 6))
    with pytest.raises(InvalidValue, match="must have a zone"):
        evolve(train.stops[0], depart=datetime(2023, 2, 6, 8, 35))  # noqa: DTZ001 - a time without a zone is the point


@pytest.mark.fact("F008", "来自云南怒江", carries="`Worker.registered`, `DivisionCode.within`")
def test_everyone_on_the_train_is_registered_in_a_county_of_nujiang_in_yunnan(plan: lc.ReturnPlan, train: Leg) -> None:
    aboard = {ride.worker for ride in plan.rides if ride.leg == train.id}
    homes = {worker.registered for worker in plan.case.workers if worker.id in aboard}
    assert len(homes) == 4
    assert all(home.within(NUJIANG) and home.within(DivisionCode("530000")) for home in homes)
    assert not any(home.within(ZHUHAI) for home in homes)


@pytest.mark.fact("F009", "597名务工人员", carries="`ReturnPlan.summary`, `Count` in `Unit.PERSON`")
def test_597_persons_ride_the_train_and_are_not_person_times(plan: lc.ReturnPlan, train: Leg) -> None:
    aboard = Count(len({ride.worker for ride in plan.rides if ride.leg == train.id}), Unit.PERSON)
    assert aboard == plan.summary()["batch_2"] == Count(597, Unit.PERSON)
    assert aboard.render("zh") == "597 人"
    with pytest.raises(UnitMismatch):
        aboard + Count(1, Unit.PERSON_TIME)


@pytest.mark.fact("F010", "在昆明南站搭乘", carries="`Stop`, `Place.hub`, rule TR-25 (`Change.buffer`)")
def test_kunming_south_lies_outside_nujiang_and_is_reached_an_hour_before_the_train(
    plan: lc.ReturnPlan, train: Leg
) -> None:
    station = plan.case.place(train.stops[0].place)
    assert station is not None
    assert (station.name.zh, station.kind) == ("昆明南站", PlaceKind.STATION)
    assert station.division is not None
    assert not station.division.within(NUJIANG)
    for ride in (ride for ride in plan.rides if ride.leg == train.id):
        before = next(one for one in plan.rides_of(ride.worker) if plan.legs()[one.leg].mode.is_coach)
        assert plan.legs()[before.leg].id.startswith("F2-")
    buffers = {
        train.depart - leg.arrive
        for convoy in plan.case.convoys
        for leg in convoy.legs
        if leg.stops[-1].place == station.id and leg.arrive.date() == train.depart.date()
    }
    assert min(buffers) >= timedelta(minutes=plan.case.book.context(plan.case.on).whole("transfer_buffer"))
    assert not [finding for finding in plan.findings if finding.rule == "TR-25"]


@pytest.mark.fact("F011", "D3812/D3809次", carries="`TrainNumber`, `Leg.runs_as`")
def test_the_train_with_two_numbers_is_one_train() -> None:
    train = TrainNumber.parse("D3812/D3809次")
    assert train.names("D3812")
    assert train.names("D3809")
    assert not train.names("D3810")


@pytest.mark.fact("F012", "专列", carries="`TransportMode.SPECIAL_TRAIN`, rule TR-17")
def test_a_special_train_lets_nobody_board_on_the_way_and_reserved_carriages_may(case: lc.Case, train: Leg) -> None:
    assert train.mode is TransportMode.SPECIAL_TRAIN
    measures = datetime(2020, 3, 6, 8, 35, tzinfo=SHANGHAI)  # the measures against the epidemic were in force

    def at(stop: Stop, hours: int, place: PlaceId) -> Stop:
        on = measures + timedelta(hours=hours)
        return evolve(stop, place=place, arrive=on, depart=on, boarding=True)

    first, last = train.stops
    ends = (at(first, 0, first.place), at(last, 10, last.place))
    straight = evolve(train, stops=ends)
    stopping = evolve(train, stops=(ends[0], at(first, 5, case.places[0].id), ends[1]))
    reserved = evolve(stopping, vehicle=evolve(train.vehicle, mode=TransportMode.RESERVED_CARRIAGE))

    def said(leg: Leg) -> bool:
        return any(finding.rule == "TR-17" for finding in case.book.judge(leg, leg.id, on=leg.depart.date()))

    assert (said(straight), said(stopping), said(reserved)) == (False, True, False)


@pytest.mark.fact("F013", "返珠复工", carries="`Purpose.RETURN_TO_POST`, `return_coverage_by_group`")
def test_going_back_to_the_own_post_is_counted_apart_from_going_to_a_new_one(plan: lc.ReturnPlan) -> None:
    purposes = {registration.worker: registration.purpose for registration in plan.case.registrations}
    travelling = Counter(purposes[worker] for worker in plan.travellers)
    groups = return_coverage_by_group(plan)
    assert groups[Group.RETURNING].part == Count(travelling[Purpose.RETURN_TO_POST], Unit.PERSON)
    assert groups[Group.NEW].part == Count(travelling[Purpose.NEW_PLACEMENT], Unit.PERSON)
    assert plan.summary()["returning"] + plan.summary()["new"] == plan.summary()["travelling"]


@pytest.mark.fact("F014", "主要去往鹏辉", carries="`Employer`, `Handover`")
@pytest.mark.fact("F015", "智迪", carries="`Employer`, `Handover`")
def test_most_go_to_the_three_employers_that_are_named_and_the_list_is_not_all(plan: lc.ReturnPlan) -> None:
    names = {employer.id: employer.name.zh for employer in plan.case.employers}
    received = Counter(names[handover.employer] for handover in plan.handovers.values())
    assert [name for name, _ in received.most_common(3)] == list(NAMED)
    named = sum(received[name] for name in NAMED)
    assert len(plan.travellers) / 2 < named < len(plan.travellers)
    assert plan.summary()["employers"] == Count(len(received), Unit.EMPLOYER)


@pytest.mark.fact("F016", "森洋等重点企业", carries="`EmployerLabel.KEY`, `manifest_pages`, `GateList`")
def test_one_train_serves_several_key_employers_and_each_signs_a_list_of_its_own(
    plan: lc.ReturnPlan, train: Leg
) -> None:
    keys = {employer.id for employer in plan.case.employers if EmployerLabel.KEY in employer.labels}
    assert set(NAMED) <= {employer.name.zh for employer in plan.case.employers if employer.id in keys}
    aboard = {ride.worker for ride in plan.rides if ride.leg == train.id}
    served = {plan.handovers[worker].employer for worker in aboard}
    assert len(served & keys) > len(NAMED)
    lists = [page for page in manifest_pages(plan, "zh") if "交接" in page.name]
    assert len(lists) == len({handover.employer for handover in plan.handovers.values()})
