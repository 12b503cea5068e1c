"""Why people are left out, stage by stage: each reason arises from the data, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from laborcoop.errors import UnknownName
from laborcoop.journey import OtherTrip, Stage
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import ConvoyId, EmployerId, LegId, LodgingId, PlaceId, PostId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.people import Education, Flag, FlagKind
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Locus
from laborcoop.rulebook.finding import Waiver
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg

ONE = WorkerId("W-000")
TWO = WorkerId("W-001")
Change = Callable[[Case], Case]
BACK = Applicant()
NEW = Applicant(returns=False, employer=None)
TO_TWO = Applicant(employer=2)


def _plan(*applicants: Applicant, change: Change = lambda case: case, **short: Any) -> ReturnPlan:
    plan = plan_return(change(small_case(Programme(applicants=applicants, **short))))
    assert plan.verify() == ()
    return plan


def _registered(**changes: Any) -> Change:
    """Change what the first worker registered for."""
    return lambda case: evolve(
        case,
        registrations=tuple(evolve(r, **changes) if r.worker == ONE else r for r in case.registrations),
    )


def _first(**changes: Any) -> Change:
    """Change the first worker."""
    return lambda case: evolve(case, workers=tuple(evolve(w, **changes) if w.id == ONE else w for w in case.workers))


def _post(**changes: Any) -> Change:
    return lambda case: evolve(case, posts=tuple(evolve(post, **changes) for post in case.posts))


def _employers(**changes: Any) -> Change:
    return lambda case: evolve(case, employers=tuple(evolve(e, **changes) for e in case.employers))


def _legs(change: Callable[[Leg], Leg | None]) -> Change:
    def changed(case: Case) -> Case:
        (convoy,) = case.convoys
        legs = tuple(new for leg in convoy.legs if (new := change(leg)) is not None)
        return evolve(case, convoys=(evolve(convoy, legs=legs),))

    return changed


def _without(*names: str) -> Change:
    return _legs(lambda leg: None if leg.id in names else leg)


def _straight_on(leg: Leg) -> Leg | None:
    """A timetable in which the train leaves on the evening of the coaches, so that nobody sleeps on the way."""
    if leg.id in {"evening", "morning"}:
        return None
    if leg.id == "feeder":
        return leg
    earlier = timedelta(hours=14, minutes=-30)
    return evolve(leg, stops=tuple(evolve(s, arrive=s.arrive - earlier, depart=s.depart - earlier) for s in leg.stops))


def _join(leg: Leg) -> Leg | None:
    """As above, with a local coach from the park to the station."""
    if leg.id == "evening":
        park, hotel = leg.stops
        return evolve(leg, stops=(park, evolve(hotel, place=PlaceId("K-station"))))
    return _straight_on(leg)


Flags = Sequence[tuple[Flag, ...]]

TRIP = OtherTrip(
    depart=datetime.fromisoformat("2023-02-05T20:00+08:00"), arrive=datetime.fromisoformat("2023-02-06T20:00+08:00")
)

LEFT_OUT: dict[str, tuple[Stage, str, Applicant, Change]] = {
    "does not want to go": (Stage.ADMISSION, "admission.unwilling", evolve(BACK, willing=False), lambda c: c),
    "is under sixteen": (Stage.ADMISSION, "WK-01", evolve(BACK, born=date(2007, 6, 1)), lambda c: c),
    "names an unknown employer": (Stage.POSTS, "posts.unknown-employer", evolve(BACK, employer=9), lambda c: c),
    "names no employer": (Stage.POSTS, "posts.unknown-employer", evolve(BACK, employer=None), lambda c: c),
    "goes back to an unchecked employer": (Stage.POSTS, "EM-01", BACK, _employers(licence_checked_on=None)),
    "goes back to an employer nobody of whom signs": (Stage.POSTS, "TR-23", BACK, _employers(contact=None)),
    "finds all openings taken": (Stage.POSTS, "posts.no-opening", NEW, _post(openings=1)),
    "finds no open post": (Stage.POSTS, "posts.none-suits", NEW, _post(openings=0)),
    "is too old for every post": (Stage.POSTS, "posts.none-suits", NEW, _post(highest_age=20)),
    "may not do the only work by state rules": (
        Stage.POSTS,
        "posts.none-suits",
        evolve(NEW, sex=Sex.FEMALE),
        _post(forbidden_to_women=True),
    ),
    "lacks schooling for every post": (Stage.POSTS, "posts.none-suits", NEW, _post(education=Education.COLLEGE)),
    "asks for a stop that is unknown": (
        Stage.SEATS,
        "seats.unknown-stop",
        BACK,
        _registered(boarding=None, boarding_as_written="某村口"),
    ),
    "asks for a stop without a coach": (
        Stage.SEATS,
        "seats.no-coach-at-stop",
        BACK,
        _registered(boarding=PlaceId("Z-home")),
    ),
    "has only a coach that a rule bars": (
        Stage.SEATS,
        "TR-19",
        BACK,
        _legs(lambda leg: evolve(leg, captain="", deputy="") if leg.id == "feeder" else leg),
    ),
    "registered for a batch that is not run": (
        Stage.SEATS,
        "seats.impossible-batches",
        BACK,
        _registered(batches=frozenset({ConvoyId("B-9")})),
    ),
    "can go only later": (Stage.SEATS, "seats.not-in-window", BACK, _registered(available_from=date(2023, 2, 9))),
    "can go only earlier": (Stage.SEATS, "seats.not-in-window", BACK, _registered(available_until=date(2023, 2, 1))),
    "has a masked number": (Stage.SEATS, "TR-14", BACK, _first(number=ResidentNumber("533399********0012"))),
    "is on another trip": (Stage.SEATS, "TR-15", BACK, _registered(other_trip=TRIP)),
    "has no lodging on the way": (Stage.SEATS, "seats.no-way-on", BACK, _without("evening")),
    "has no coach to the gate": (Stage.SEATS, "seats.no-way-on", TO_TWO, _without("to-gates")),
    "has no coach between two legs": (Stage.SEATS, "seats.no-way-on", BACK, _legs(_straight_on)),
}


@pytest.mark.parametrize(("stage", "code", "applicant", "change"), LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_somebody_is_left_out_who(stage: Stage, code: str, applicant: Applicant, change: Change) -> None:
    applicants = (applicant, NEW) if code == "posts.no-opening" else (applicant,)
    plan = _plan(*applicants, change=change)
    (worker,) = plan.unplaced
    outcome = next(outcome for outcome in plan.outcomes if worker in outcome.left_out)
    assert outcome.stage is stage
    assert [reason.code for reason in plan.unplaced[worker]][:1] == [code]
    with pytest.raises(LookupError, match=worker):
        plan.itinerary(worker)


def test_a_train_that_has_left_is_not_boarded() -> None:
    plan = _plan(BACK, change=lambda case: evolve(case, on=date(2023, 2, 10)))
    assert [reason.code for reason in plan.unplaced[ONE]] == ["seats.departed"]
    assert [finding.subject for finding in plan.findings if finding.rule == "PL-04"] == ["B-1"]


def test_a_leg_with_too_few_seats_is_a_finding_that_counts_those_left_out() -> None:
    plan = _plan(TO_TWO, TO_TWO, TO_TWO, coach_seats=3)
    (finding,) = (finding for finding in plan.findings if finding.rule == "PL-03")
    assert finding.message.en == "leg feeder has too few seats: 1 for workers, and 2 people are left out for it"
    assert not [finding for finding in _plan(TO_TWO).findings if finding.rule in {"PL-03", "PL-04"}]


@pytest.mark.parametrize(
    ("code", "stage", "short"),
    [
        ("seats.coach-full", Stage.SEATS, {"coach_seats": 3}),
        ("seats.train-full", Stage.SEATS, {"train_seats": 1}),
        ("beds.full", Stage.BEDS, {"beds_men": 1}),
        ("beds.coach-full", Stage.BEDS, {"shuttle_seats": 3}),
    ],
)
def test_where_one_place_is_left_one_of_two_gets_it(code: str, stage: Stage, short: dict[str, Any]) -> None:
    plan = _plan(TO_TWO, TO_TWO, **short)
    ((left,), (gone,)) = plan.unplaced, plan.travellers
    assert {left, gone} == {ONE, TWO}
    assert [reason.code for reason in plan.unplaced[left]] == [code]
    assert any(left in outcome.left_out for outcome in plan.outcomes if outcome.stage is stage)


def test_a_couple_shares_a_family_room_on_both_nights() -> None:
    couple = evolve(TO_TWO, party="H-1")
    plan = _plan(couple, evolve(couple, sex=Sex.FEMALE))
    assert {stay.room for stay in plan.stays} == {"family-0"}
    assert len(plan.stays) == 4


def test_a_couple_without_a_family_room_sleeps_in_one_house_apart() -> None:
    couple = evolve(TO_TWO, party="H-1")
    plan = _plan(couple, evolve(couple, sex=Sex.FEMALE), family_rooms=0)
    assert plan.travellers == (ONE, TWO)
    assert {stay.lodging for stay in plan.stays if stay.period.start.day == 5} == {"hotel"}


def test_a_couple_that_no_house_can_take_is_left_out_together() -> None:
    couple = evolve(TO_TWO, party="H-1")
    plan = _plan(couple, evolve(couple, sex=Sex.FEMALE), family_rooms=0, beds_women=0)
    assert {reason.code for reasons in plan.unplaced.values() for reason in reasons} == {"beds.not-together"}
    assert plan.travellers == ()


def test_people_who_go_together_in_two_batches_have_no_route_in_common() -> None:
    party = evolve(TO_TWO, party="H-1")

    def apart(case: Case) -> Case:
        wishes = zip(case.registrations, ("B-1", "B-2"), strict=True)
        return evolve(case, registrations=tuple(evolve(one, batches=frozenset({ConvoyId(to)})) for one, to in wishes))

    plan = _plan(party, party, change=apart, batches=2)
    assert {reason.code for reasons in plan.unplaced.values() for reason in reasons} == {"seats.not-together"}


def test_nobody_leaves_without_one_of_the_party_who_has_no_route() -> None:
    party = evolve(TO_TWO, party="H-1")
    plan = _plan(party, party, TO_TWO, change=_registered(available_from=date(2023, 2, 9)))
    assert [reason.code for reasons in plan.unplaced.values() for reason in reasons] == [
        "seats.not-in-window",
        "seats.company",
    ]
    assert plan.unplaced[TWO][0].text.en == "W-000, in the same party, cannot go"
    assert plan.travellers == ("W-002",)


def test_a_couple_of_two_employers_parts_only_where_its_ways_part() -> None:
    plan = _plan(evolve(BACK, party="H-1"), evolve(TO_TWO, party="H-1", sex=Sex.FEMALE))
    assert plan.travellers == (ONE, TWO)
    assert plan.outcome(Stage.BEDS, "zhuhai").not_needed == {ONE}


def test_one_whose_gate_is_still_open_needs_no_bed_there() -> None:
    early = _plan(BACK, late_gate=True).outcome(Stage.BEDS, "zhuhai")
    late = _plan(BACK, late_gate=False).outcome(Stage.BEDS, "zhuhai")
    assert (set(early.not_needed), set(early.placed)) == ({ONE}, set())
    assert (set(late.not_needed), set(late.placed)) == (set(), {ONE})


def test_one_whose_leg_ends_at_the_gate_needs_neither_coach_nor_bed() -> None:
    def to_gate(leg: Leg) -> Leg:
        if leg.id != "train":
            return leg
        start, end = leg.stops
        return evolve(leg, stops=(start, evolve(end, place=PlaceId("G-1"))))

    plan = _plan(BACK, change=_legs(to_gate))
    assert plan.itinerary(ONE).steps[-2].end == "G-1"
    assert plan.outcome(Stage.BEDS, "zhuhai").not_needed == {ONE}


def test_a_local_coach_joins_two_legs_of_one_day() -> None:
    plan = _plan(BACK, change=_legs(_join))
    assert [step.vehicle for step in plan.itinerary(ONE).steps][:3] == ["veh-feeder", "veh-evening", "D3812/D3809"]
    assert ONE in plan.outcome(Stage.BEDS, "kunming").not_needed


def test_a_lodging_at_the_stop_needs_no_coach_to_it() -> None:
    def to_hotel(leg: Leg) -> Leg | None:
        if leg.id == "feeder":
            return evolve(leg, stops=(*leg.stops[:-1], evolve(leg.stops[-1], place=PlaceId("K-hotel"))))
        return None if leg.id == "evening" else leg

    plan = _plan(BACK, change=_legs(to_hotel))
    assert [step.kind.value for step in plan.itinerary(ONE).steps][:3] == ["coach", "stay", "coach"]


def test_a_lodging_where_both_legs_stop_needs_no_coach_at_all() -> None:
    def at_hotel(leg: Leg) -> Leg | None:
        hotel = PlaceId("K-hotel")
        if leg.id == "feeder":
            return evolve(leg, stops=(*leg.stops[:-1], evolve(leg.stops[-1], place=hotel)))
        if leg.id == "train":
            return evolve(leg, stops=(evolve(leg.stops[0], place=hotel), *leg.stops[1:]))
        return None if leg.id in {"evening", "morning"} else leg

    plan = _plan(BACK, change=_legs(at_hotel))
    assert [step.kind.value for step in plan.itinerary(ONE).steps][:3] == ["coach", "stay", "train"]


def test_another_trip_that_is_over_before_does_not_matter() -> None:
    early = OtherTrip(depart=TRIP.depart - timedelta(days=9), arrive=TRIP.arrive - timedelta(days=9))
    assert _plan(BACK, change=_registered(other_trip=early)).travellers == (ONE,)


def test_a_lodging_where_the_next_leg_starts_needs_no_coach_from_it() -> None:
    def from_hotel(leg: Leg) -> Leg | None:
        if leg.id == "train":
            return evolve(leg, stops=(evolve(leg.stops[0], place=PlaceId("K-hotel")), *leg.stops[1:]))
        return None if leg.id == "morning" else leg

    plan = _plan(BACK, change=_legs(from_hotel))
    assert [step.kind.value for step in plan.itinerary(ONE).steps][:4] == ["coach", "coach", "stay", "train"]


def test_one_who_takes_another_post_gets_one_when_the_own_employer_is_barred() -> None:
    plan = _plan(evolve(BACK, employer=9, accepts_other=True))
    assert plan.matches[ONE].post == "P-1"
    assert plan.summary()["new"].value == 1


def test_one_who_finds_no_other_post_keeps_both_reasons() -> None:
    plan = _plan(evolve(BACK, employer=9, accepts_other=True), openings=0)
    assert [reason.code for reason in plan.unplaced[ONE]] == ["posts.unknown-employer", "posts.none-suits"]


def test_a_post_that_suits_and_is_barred_is_named_with_the_rule() -> None:
    plan = _plan(NEW, change=_post(deposit=Decimal(500)))
    assert [reason.code for reason in plan.unplaced[ONE]] == ["posts.none-suits", "EM-06"]
    assert plan.unplaced[ONE][0].text.en == "there is no open post that the rules allow"


def test_records_of_two_kinds_may_share_an_id() -> None:
    def same_ids(case: Case) -> Case:
        lodgings = tuple(evolve(house, id=LodgingId("P-1")) if house.id == "home" else house for house in case.lodgings)
        return evolve(_post(deposit=Decimal(500))(case), lodgings=lodgings)

    plan = _plan(TO_TWO, NEW, change=same_ids)
    assert plan.travellers == (ONE,)
    assert {stay.lodging for stay in plan.stays} == {"hotel", "P-1"}


def test_a_stop_that_was_not_asked_for_is_the_village_or_else_the_county() -> None:
    at_home = _plan(BACK, change=_registered(boarding=None))
    assert at_home.itinerary(ONE).steps[0].start == "V-1"

    def elsewhere(case: Case) -> Case:
        return _first(village="别村")(_registered(boarding=None)(case))

    assert _plan(BACK, change=elsewhere).itinerary(ONE).steps[0].start in {"V-1", "V-2"}


@pytest.mark.parametrize("kinds", [(FlagKind.OUT_OF_POVERTY, FlagKind.RELOCATED), (FlagKind.RELOCATED, None)])
def test_among_equally_suited_people_the_flag_decides(kinds: tuple[FlagKind, FlagKind | None]) -> None:
    flags: Flags = [(Flag(kind=kind, as_of=date(2022, 12, 1), source="台账"),) if kind else () for kind in kinds]
    for order in (flags, flags[::-1]):

        def flagged(case: Case, order: Flags = order) -> Case:
            workers = tuple(evolve(w, flags=f) for w, f in zip(case.workers, order, strict=True))
            return evolve(case, workers=workers)

        plan = _plan(NEW, NEW, change=flagged, openings=1)
        (winner,) = plan.travellers
        person = next(worker for worker in plan.case.workers if worker.id == winner)
        assert person.has(kinds[0])


def test_the_wished_employer_and_used_skills_raise_the_score() -> None:
    def two_posts(case: Case) -> Case:
        (post,) = case.posts
        other = evolve(post, id=PostId("P-2"), employer=EmployerId("E-1"), openings=1)
        return evolve(case, posts=(post, other))

    plan = _plan(evolve(NEW, employer=1), change=two_posts)
    assert plan.matches[ONE].post == "P-2"


def test_a_wage_floor_above_the_post_bars_it() -> None:
    plan = _plan(NEW, change=_registered(lowest_wage=Decimal(9000)))
    assert "pays less" in plan.unplaced[ONE][0].text.en


def test_an_unused_waiver_is_a_finding_and_a_used_one_lets_the_subject_go_on() -> None:
    def waived(case: Case) -> Case:
        until = date(2023, 3, 1)
        used = Waiver(rule="EM-01", subject="E-1", by="人社局", why="已另行核验", until=until)
        return evolve(_employers(licence_checked_on=None)(case), waivers=(used, evolve(used, subject="E-9")))

    plan = _plan(BACK, change=waived)
    assert plan.travellers == (ONE,)
    assert [finding.subject for finding in plan.findings if finding.rule == "PL-01"] == ["E-9"]


@pytest.mark.parametrize(("kind", "used"), [("", True), ("employer", True), ("post", False)])
def test_a_waiver_of_a_record_of_another_kind_is_not_used(kind: str, used: bool) -> None:  # noqa: FBT001 - a column of the table
    waiver = Waiver(rule="EM-01", subject="E-1", by="人社局", why="核验", until=date(2023, 3, 1), kind=kind)
    case = evolve(_employers(licence_checked_on=None)(small_case(Programme())), waivers=(waiver,))
    told = [finding for finding in check(case) if finding.rule == "PL-01"]
    assert [(finding.subject, finding.kind) for finding in told] == ([] if used else [("E-1", kind)])


def test_a_finding_about_a_worker_stands_where_the_case_says_the_worker_was_read() -> None:
    case = _first(card_valid_until=date(2023, 1, 1))(small_case(Programme()))
    there = Locus("a.xlsx", "一", 7)
    found = check(evolve(case, where={f"worker:{case.workers[0].id}": there})).about(case.workers[0].id)
    assert {finding.where for finding in found} == {there}


def test_check_never_stops_at_the_first() -> None:
    def bad(case: Case) -> Case:
        case = _post(deposit=Decimal(500), fee=Decimal(30), wage=None)(_employers(licence_checked_on=None)(case))
        return _first(card_valid_until=date(2023, 1, 1))(case)

    rules = check(bad(small_case(Programme()))).by_rule()
    assert {"EM-01", "EM-02", "EM-06", "EM-07", "ID-13"} <= set(rules)


def test_nobody_is_known_under_a_wrong_id() -> None:
    with pytest.raises(LookupError, match="W-777"):
        _plan(BACK).itinerary("W-777")


@pytest.mark.parametrize("ask", ["itinerary", "rides_of", "stays_of", "why"])
def test_an_id_that_nobody_has_is_refused_with_the_one_that_was_meant(ask: str) -> None:
    with pytest.raises(UnknownName) as refused:
        getattr(_plan(BACK), ask)("W-00")
    assert refused.value.text == Text(
        "花名册中没有编号为 W-00 的人员；是否应为“W-000”？",
        "nobody in the rosters has the id W-00; did you mean “W-000”?",
    )


def test_somebody_who_is_left_out_has_no_rides_and_no_stays() -> None:
    plan = _plan(Applicant(born=date(2010, 1, 1)))
    assert plan.rides_of(ONE) == ()
    assert plan.stays_of(ONE) == ()


def test_why_tells_of_whoever_is_left_out_the_stage_and_every_reason() -> None:
    plan = _plan(Applicant(born=date(2010, 1, 1)))
    reasons = plan.unplaced[ONE]
    assert len(reasons) > 1
    assert plan.why(ONE).zh.split("\n- ") == ["W-000 在“审核”阶段未安排：", *(reason.text.zh for reason in reasons)]
    assert plan.why(ONE).en.split("\n- ") == ["W-000 was left out at admission:", *(one.text.en for one in reasons)]


@pytest.mark.parametrize(
    ("applicant", "zh", "en"),
    [
        (BACK, "返回原企业", "back to the own employer"),
        (NEW, "新岗位 P-1", "to the new post P-1"),
        (Applicant(party="H", born=date(2017, 5, 1), along=True), "随行，不上岗", "goes along and does no work"),
    ],
)
def test_why_tells_of_whoever_arrives_where_when_and_for_what(applicant: Applicant, zh: str, en: str) -> None:
    plan = _plan(applicant, Applicant(party="H"))
    handover = plan.handovers[ONE]
    at, employer, gate = handover.at, plan.case.employer(handover.employer), plan.case.place(handover.gate)
    assert employer is not None
    assert gate is not None
    told = plan.why(ONE)
    assert told.zh == f"W-000 于 {at:%Y-%m-%d %H:%M} 到达{gate.name.zh}，移交给{employer.name.zh}\n- {zh}"
    moment = f"{at:%Y-%m-%d %H:%M}"
    assert told.en == f"W-000 is brought to {gate.name.en} at {moment} and handed over to {employer.name.en}\n- {en}"


def test_a_figure_under_a_wrong_key_is_refused_with_the_one_that_was_meant_or_all_there_are() -> None:
    summary = _plan(BACK).summary()
    with pytest.raises(UnknownName, match="did you mean “travelling”"):
        summary["traveling"]
    with pytest.raises(UnknownName, match=r"known are: attendances, batch_1, .*travelling"):
        summary["xyz"]


def test_a_barred_lodging_takes_nobody() -> None:
    def charged(case: Case) -> Case:
        return evolve(case, lodgings=tuple(evolve(house, charge=Decimal(20)) for house in case.lodgings))

    assert [reason.code for reason in _plan(BACK, change=charged).unplaced[ONE]] == ["seats.no-way-on"]


def _one_coach(*stops: tuple[str, str]) -> Change:
    """A case without towns: one coach over these places, at these times of 5 February."""

    def changed(case: Case) -> Case:
        (convoy,) = case.convoys
        feeder = next(leg for leg in convoy.legs if leg.id == "feeder")
        times = [datetime.fromisoformat(f"2023-02-05T{at}+08:00") for _, at in stops]
        way = tuple(
            evolve(feeder.stops[i % 2], place=PlaceId(place), arrive=at, depart=at)
            for i, ((place, _), at) in enumerate(zip(stops, times, strict=True))
        )
        places = tuple(evolve(place, hub="") for place in case.places)
        return evolve(case, places=places, convoys=(evolve(convoy, legs=(evolve(feeder, stops=way),)),))

    return changed


def test_without_towns_a_coach_goes_from_the_village_to_the_gate() -> None:
    plan = _plan(BACK, change=_one_coach(("V-1", "08:00"), ("V-2", "10:00"), ("G-1", "12:00")))
    assert [step.kind.value for step in plan.itinerary(ONE).steps] == ["coach", "handover"]
    assert plan.stays == ()


def test_a_coach_that_comes_to_a_closed_gate_takes_nobody() -> None:
    plan = _plan(BACK, change=_one_coach(("V-1", "18:00"), ("V-2", "20:00"), ("G-1", "22:30")))
    assert [reason.code for reason in plan.unplaced[ONE]] == ["seats.no-way-on"]
    assert plan.unplaced[ONE][0].text.en == "reaches the gate of Works 1 at 2023-02-05 22:30, when it is not open"


def test_where_a_way_ends_at_a_place_that_the_case_does_not_name_its_id_is_told() -> None:
    """A coach ends at a park that is in no table, and the next leaves it in the morning: there is no bed."""

    def unnamed(case: Case) -> Case:
        (convoy,) = case.convoys
        feeder, morning = (next(leg for leg in convoy.legs if leg.id == name) for name in ("feeder", "morning"))
        places = [feeder.stops[-1].place, PlaceId("G-1")]
        onward = evolve(
            morning,
            stops=tuple(evolve(stop, place=place) for stop, place in zip(morning.stops, places, strict=True)),
        )
        known = tuple(evolve(place, hub="") for place in case.places if place.id not in places)
        return evolve(case, places=known, convoys=(evolve(convoy, legs=(feeder, onward)),))

    (reason,) = _plan(BACK, change=unnamed).unplaced[ONE]
    assert reason.text.en == _NOTHING_AT_THE_HOTEL.replace("K-station", "K-park")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (
            {"employer": None, "employer_as_written": "珠海查无此厂"},
            "the roster names “珠海查无此厂”, which is none of the case's employers",
        ),
        ({"employer": EmployerId("E-9")}, "the roster names “E-9”, which is none of the case's employers"),
        ({"employer": None}, "the roster names no employer to go back to"),
        (
            {"boarding": None, "boarding_as_written": "老街口"},
            "the case has no place like “老街口”, the stop that the roster asks for",
        ),
    ],
)
def test_what_the_case_does_not_have_is_told_as_the_roster_writes_it(asked: dict[str, Any], text: str) -> None:
    assert _plan(BACK, change=_registered(**asked)).unplaced[ONE][0].text.en == text


_NOTHING_AT_THE_HOTEL = (
    "no lodging or local coach joins the legs: K-park is reached at 2023-02-05 15:00, "
    "and nothing leads to the next leg at K-station"
)
_NO_COACH = "no coach goes from Z-station to the gate of Works 2 while it is open, not after a night there either"


@pytest.mark.parametrize(
    ("applicant", "change", "text"),
    [
        (BACK, _without("evening"), _NOTHING_AT_THE_HOTEL),
        (TO_TWO, _without("to-gates"), _NO_COACH),
        (TO_TWO, _without("evening", "to-gates"), _NOTHING_AT_THE_HOTEL),
    ],
)
def test_whoever_has_no_way_on_is_told_where_it_ends(applicant: Applicant, change: Change, text: str) -> None:
    (reason,) = _plan(applicant, change=change).unplaced[ONE]
    assert (reason.code, reason.text.en) == ("seats.no-way-on", text)


@pytest.mark.parametrize(
    ("wish", "zh", "en"),
    [
        ({}, "没有班次从第1村通往第1厂所在地", "no leg goes from V-1 to the town of Works 1"),
        (
            {"boarding": PlaceId("V-2")},
            "没有班次从第2村通往第1厂所在地",
            "no leg goes from V-2 to the town of Works 1",
        ),
        (
            {"boarding": None},
            "没有班次从第1村通往第1厂所在地",
            "no leg goes from V-1 to the town of Works 1",
        ),
    ],
)
def test_whoever_no_coach_comes_for_is_told_from_which_stop(wish: dict[str, Any], zh: str, en: str) -> None:
    gone = _without("feeder")
    (reason,) = _plan(BACK, change=lambda case: _registered(**wish)(gone(case))).unplaced[ONE]
    assert (reason.code, reason.text.zh, reason.text.en) == ("seats.no-coach-at-stop", zh, en)


@pytest.mark.parametrize(
    ("stops", "en"),
    [
        (0, "no place of the case where coaches collect people is in this person's village or county"),
        (2, "no leg goes from S-0, S-1 to the town of Works 1"),
        (4, "no leg goes from any of the 4 stops of the county to the town of Works 1"),
    ],
)
def test_whoever_names_no_stop_is_told_of_those_of_the_county(stops: int, en: str) -> None:
    def far(case: Case) -> Case:
        village = next(place for place in case.places if place.id == "V-1")
        others = tuple(place for place in case.places if not place.id.startswith("V-"))
        near = (evolve(village, id=PlaceId(f"S-{n}"), name=Text(f"{n}站", f"S-{n}")) for n in range(stops))
        return _first(village="")(_registered(boarding=None)(evolve(case, places=(*others, *near))))

    (reason,) = _plan(BACK, change=far).unplaced[ONE]
    assert (reason.code, reason.text.en) == ("seats.no-coach-at-stop", en)


def test_of_two_ways_the_one_that_comes_as_far_as_the_town_of_the_gate_is_told_of() -> None:
    """The first batch has no coach to the house of the night, the second none to the gate."""

    def changed(case: Case) -> Case:
        gone = {"evening", "to-gates", "to-gates-2"}
        convoys = (evolve(one, legs=tuple(leg for leg in one.legs if leg.id not in gone)) for one in case.convoys)
        return evolve(case, convoys=tuple(convoys))

    case = changed(small_case(Programme(applicants=(TO_TWO,), batches=2)))
    (reason,) = plan_return(case).unplaced[ONE]
    assert reason.text.en == _NO_COACH


def test_the_hours_of_another_employer_at_the_same_gate_do_not_matter() -> None:
    def shared(case: Case) -> Case:
        one, two = case.employers
        return evolve(case, employers=(one, evolve(two, gate=one.gate, gate_opens=time(6), gate_closes=time(7))))

    assert _plan(BACK, change=shared).travellers == (ONE,)


def test_a_party_of_one_sex_gets_a_family_room_where_no_other_bed_is_left() -> None:
    party = evolve(TO_TWO, party="H-1")
    plan = _plan(party, party, beds_men=0)
    assert {stay.room for stay in plan.stays} == {"family-0"}


def test_the_first_working_day_is_not_before_the_arrival() -> None:
    def early(case: Case) -> Case:
        return evolve(case, campaign=evolve(case.campaign, first_working_day=date(2023, 2, 1)))

    plan = _plan(BACK, TO_TWO, change=early)
    assert {worker: match.first_day.day for worker, match in plan.matches.items()} == {ONE: 6, TWO: 7}


def test_a_post_that_starts_before_its_worker_arrives_is_a_warning() -> None:
    plan = _plan(NEW, change=_post(starts_on=date(2023, 2, 1)))
    assert [finding.subject for finding in plan.findings if finding.rule == "PL-02"] == [ONE]
    assert not [f for f in _plan(NEW, change=_post(starts_on=date(2023, 2, 7))).findings if f.rule == "PL-02"]


def test_a_post_that_starts_early_needs_the_age_then() -> None:
    young = evolve(NEW, born=date(2007, 1, 25))
    change = _post(starts_on=date(2023, 1, 20), lowest_age=None)
    assert [reason.code for reason in _plan(young, change=change).unplaced[ONE]][:1] == ["WK-01"]


def test_a_seat_is_used_again_after_its_rider_alights() -> None:
    def three_stops(leg: Leg) -> Leg:
        if leg.id != "to-gates":
            return leg
        return evolve(leg, vehicle=evolve(leg.vehicle, rated=4))

    plan = _plan(TO_TWO, TO_TWO, change=_legs(three_stops), late_gate=False)
    seats = [ride.seat for ride in plan.rides if ride.leg == LegId("to-gates")]
    assert len(seats) == len(set(seats)) == 2


def test_the_gate_opens_and_closes_on_the_hour_included() -> None:
    assert _plan(BACK, change=_employers(gate_opens=time(8), gate_closes=time(20))).outcome(
        Stage.BEDS, "zhuhai"
    ).not_needed == {ONE}


def test_a_minor_sits_beside_the_eldest_adult_of_the_party_and_colleagues_of_a_village_sit_together() -> None:
    people = (
        Applicant(party="A", born=date(2006, 3, 1), village=1),
        Applicant(employer=2, village=1),
        Applicant(party="A", born=date(1996, 3, 1), village=1),
        Applicant(village=1),
        Applicant(employer=2, village=1),
        Applicant(party="A", born=date(1976, 3, 1), village=1),
    )
    plan = plan_return(small_case(Programme(applicants=people)))
    assert len(plan.travellers) == len(people)
    for leg in ("feeder", "train"):
        seats = {int(ride.worker[-1]): int(ride.seat.split("-")[-1]) for ride in plan.rides if ride.leg == leg}
        assert abs(seats[0] - seats[5]) == 1
        assert sorted(seats[one] - min(seats[0], seats[2], seats[5]) for one in (0, 2, 5)) == [0, 1, 2]
        assert abs(seats[1] - seats[4]) == 1


def test_a_coach_that_arrives_after_the_train_has_left_carries_nobody_to_it() -> None:
    case = small_case(Programme(applicants=(Applicant(),)))
    (convoy,) = case.convoys
    late = timedelta(hours=2)

    def delayed(leg: Leg) -> Leg:
        stops = tuple(evolve(stop, arrive=stop.arrive + late, depart=stop.depart + late) for stop in leg.stops)
        return evolve(leg, stops=stops) if leg.id == "morning" else leg

    plan = plan_return(evolve(case, convoys=(evolve(convoy, legs=tuple(map(delayed, convoy.legs))),)))
    assert {worker: [reason.code for reason in reasons] for worker, reasons in plan.unplaced.items()} == {
        "W-000": ["seats.missed-change"]
    }
    assert plan.verify() == ()
