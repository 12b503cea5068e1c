"""Houses that share coaches: who is carried where, of those who seek a bed, and who changes coaches for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.journey import Stage
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import ConvoyId, DriverId, EventId, LegId, LodgingId, PlaceId, RoomId, VehicleId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.places import PlaceKind
from laborcoop.planning import events, shared_coaches
from laborcoop.planning.admission import Barred
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.replan import replan
from laborcoop.planning.shared_coaches import Shared, share_coaches
from laborcoop.planning.so_far import SoFar
from laborcoop.planning.spring_return import plan_return
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Option
from laborcoop.retention import Room, RoomUse, Stay
from laborcoop.retention.beds import Bed
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg, Ride, Stop, TransportMode, Vehicle
from laborcoop.transfer.route import Hop, Route
from laborcoop.transfer.seats import Seats

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT = Period(date(2023, 2, 5), date(2023, 2, 6))
MAN, WOMAN = Applicant(), Applicant(sex=Sex.FEMALE)
PAIR = Applicant(party="P")


def at(day: int, hour: int) -> datetime:
    return datetime(2023, 2, day, hour, tzinfo=ZONE)


def coach(name: str, *places: str) -> Leg:
    """A coach from the park past some houses."""
    stops = (
        Stop(place=PlaceId(place), arrive=at(5, 16 + number), depart=at(5, 16 + number))
        for number, place in enumerate(("park", *places))
    )
    vehicle = Vehicle(id=VehicleId(name), mode=TransportMode.CHARTER_COACH, rated=20)
    return Leg(id=LegId(name), vehicle=vehicle, stops=tuple(stops))


def to(leg: Leg, house: str) -> Route:
    """The way by a coach to one of its houses."""
    return Route(convoy=ConvoyId("B-1"), hops=(Hop(leg=leg, board=0, alight=leg.index(PlaceId(house)) or 0),))


BOTH, FIRST, SECOND = coach("both", "one", "two"), coach("first", "one"), coach("second", "two")
ON_1, ON_2 = coach("on-1", "station"), coach("on-2", "station")
OPTION = {
    house: Option(
        lodging=LodgingId(house),
        period=NIGHT,
        there=tuple(to(leg, house) for leg in there),
        onward=(to(onward, "station"),),
    )
    for house, there, onward in (("one", (BOTH, FIRST), ON_1), ("two", (BOTH, SECOND), ON_2))
}
OPTIONS = tuple(OPTION.values())
MANY = 20


def travel_of(
    *people: Applicant, beds: int = 9, families: int = 0, small: int = 0, so_far: SoFar | None = None
) -> TravelCase:
    """Some people in a town with two houses, the second one the dearer."""
    case = small_case(Programme(applicants=people))
    hotel, home = case.lodgings
    rooms = (
        *(Room(id=RoomId("men"), beds=beds, use=RoomUse.MEN) for _ in range(beds > 0)),
        Room(id=RoomId("shut"), beds=9, use=RoomUse.MEN, closed=(NIGHT,)),
        *(Room(id=RoomId(f"pair-{number}"), beds=2, use=RoomUse.FAMILY) for number in range(families)),
        *(Room(id=RoomId(f"small-{number}"), beds=1, use=RoomUse.FAMILY) for number in range(small)),
    )
    houses = (
        evolve(hotel, id=LodgingId("one"), rooms=rooms),
        evolve(hotel, id=LodgingId("two"), price=Decimal(90), rooms=(*rooms, *hotel.rooms)),
    )
    case = evolve(case, lodgings=(*houses, home))
    travel = TravelCase.of(case, Barred.of(case, check(case)))
    return evolve(travel, so_far=so_far or SoFar())


def shared(
    travel: TravelCase,
    seats: Mapping[str, int],
    held: Mapping[WorkerId, Option] | None = None,
    taken: Mapping[Bed, Sequence[Period]] | None = None,
    options: tuple[Option, ...] = OPTIONS,
) -> Shared:
    """The seats of a town shared out; coaches of which nothing is said have many."""
    legs = (BOTH, FIRST, SECOND, ON_1, ON_2)
    free = Seats({leg.id: seats.get(leg.id, MANY) for leg in legs})
    held = held or {}
    seeking = {worker: options for worker in travel.workers if worker not in held}
    return share_coaches(travel, seeking, held, taken or {}, free)


def houses(found: Shared) -> dict[str, int]:
    """How many are carried to each house."""
    return dict(Counter(found.houses.values()))


def name(number: int) -> WorkerId:
    return WorkerId(f"W-{number:03}")


def test_a_coach_to_two_houses_carries_no_more_people_than_it_has_seats() -> None:
    assert houses(shared(travel_of(*[MAN] * 4), {"both": 2, "first": 0, "second": 1})) == {"one": 2, "two": 1}


def test_nobody_is_carried_to_a_house_from_which_no_coach_goes_on() -> None:
    assert houses(shared(travel_of(*[MAN] * 4), {"both": 3, "first": 0, "second": 0, "on-1": 1})) == {
        "one": 1,
        "two": 2,
    }


OTHER = Applicant(party="Q")
TRIO = (PAIR, PAIR, Applicant(party="P", sex=Sex.FEMALE))


@pytest.mark.parametrize(
    ("people", "beds", "families", "small", "carried"),
    [
        (TRIO, 0, 2, 0, 3),
        (TRIO, 1, 1, 0, 3),
        (TRIO, 0, 0, 0, 0),
        ((PAIR, PAIR), 0, 1, 1, 2),
        ((PAIR, PAIR), 0, 0, 2, 2),
        ((PAIR, PAIR, MAN), 1, 1, 1, 3),
        ((PAIR, PAIR, OTHER, OTHER), 0, 1, 2, 4),
    ],
)
def test_a_party_is_carried_where_rooms_take_it_in_parts(
    people: tuple[Applicant, ...], beds: int, families: int, small: int, carried: int
) -> None:
    found = shared(travel_of(*people, beds=beds, families=families, small=small), {}, options=OPTIONS[:1])
    assert len(found.houses) == carried


def test_no_room_in_parts_helps_whom_no_coach_carries() -> None:
    none = dict.fromkeys(("both", "first", "second"), 0)
    assert shared(travel_of(*TRIO, beds=0, families=2), none).houses == {}


def test_the_dearer_house_is_for_those_whom_the_other_has_no_seat_for() -> None:
    assert houses(shared(travel_of(*[MAN] * 3), {})) == {"one": 3}
    assert houses(shared(travel_of(*[MAN] * 3), {"both": 0, "first": 2})) == {"one": 2, "two": 1}


def test_nobody_is_carried_to_a_bed_that_is_not_there() -> None:
    people = travel_of(MAN, MAN, WOMAN, beds=2)
    found = shared(people, {})
    assert [found.houses[name(number)] for number in range(3)] == ["one", "one", "two"]
    one_bed = (LodgingId("one"), RoomId("men"), 1)
    assert sorted(shared(people, {}, taken={one_bed: [NIGHT]}).houses.values()) == ["one", "two", "two"]


@pytest.fixture
def rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where too many wait to ask in whole people: what is found in fractions is rounded."""
    monkeypatch.setattr(shared_coaches, "_FEW", 0)


THREE_PAIRS = [Applicant(party=party) for party in "PPQQRR"]


def test_a_party_is_not_shared_out_by_halves() -> None:
    """Three parties of two, three seats to each house."""
    found = shared(travel_of(*THREE_PAIRS, families=9), {"both": 0, "first": 3, "second": 3})
    assert houses(found) == {"one": 2, "two": 2}


@pytest.mark.usefixtures("rounded")
def test_what_the_program_shares_out_by_halves_is_given_in_whole_people() -> None:
    """A half of a party goes to each house; all of it is sent to the first."""
    found = shared(travel_of(*THREE_PAIRS, families=9), {"both": 0, "first": 3, "second": 3})
    assert houses(found) == {"one": 4, "two": 2}


def test_those_of_a_party_ride_one_coach() -> None:
    """Two coaches to the first house have a seat each; the one to the second takes two who go together."""
    found = shared(travel_of(PAIR, PAIR, families=1), {"both": 1, "first": 1, "second": 2})
    assert houses(found) == {"two": 2}


@pytest.mark.parametrize("few", [0, 9])
def test_in_a_large_program_the_seats_of_a_party_are_counted_one_by_one(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too large as it is, or with parties on one coach: the stage that sends them sees that it takes them apart."""
    monkeypatch.setattr(shared_coaches, "_FEW", few)
    found = shared(travel_of(PAIR, PAIR, families=1), {"both": 1, "first": 1, "second": 2})
    assert houses(found) == {"one": 2}


def test_those_who_have_a_place_come_before_those_who_wait() -> None:
    waiting = SoFar(waiting={name(0): 1})
    assert set(shared(travel_of(MAN, MAN, so_far=waiting), {"on-1": 1, "on-2": 0}).houses) == {name(1)}


def test_who_had_a_bed_in_a_house_is_carried_there_again() -> None:
    had = Stay(worker=name(1), lodging=LodgingId("two"), room=RoomId("men"), bed=1, period=NIGHT)
    found = shared(travel_of(MAN, MAN, so_far=SoFar(stays={name(1): (had,)})), {})
    assert found.houses == {name(0): "one", name(1): "two"}


@pytest.mark.parametrize(("seats", "carried"), [(1, 0), (2, 2)])
def test_a_party_is_carried_to_one_house_or_not_at_all(seats: int, carried: int) -> None:
    found = shared(travel_of(PAIR, PAIR, beds=0, families=1), {"both": seats, "first": 0, "second": 0})
    assert houses(found) == ({"one": carried} if carried else {})


def test_a_family_room_is_for_no_one_alone() -> None:
    assert shared(travel_of(MAN, beds=0, families=1), {}, options=OPTIONS[:1]).houses == {}


def riding(*people: Applicant, own: Leg = BOTH) -> TravelCase:
    """The first two people have beds in the first house, and seats to it and on from it; the last one seeks a bed."""
    rides = {
        name(number): frozenset(
            Ride(worker=name(number), leg=leg.id, board=leg.stops[0].place, alight=PlaceId(place), seat="")
            for leg, place in ((own, "one"), (ON_1, "station"))
        )
        for number in (0, 1)
    }
    return travel_of(*people, so_far=SoFar(rides=rides))


HELD = {name(0): OPTION["one"], name(1): OPTION["one"]}
TO_TWO = OPTIONS[1:]


def test_who_keeps_a_bed_stays_on_the_coach_unless_another_finds_a_bed_by_that() -> None:
    free = shared(riding(MAN, MAN, MAN), {"both": 3, "second": 0}, HELD, options=TO_TWO)
    assert free.houses == {name(2): "two"}
    assert free.riding == {name(number): (to(BOTH, "one"), to(ON_1, "station")) for number in (0, 1)}
    short = shared(riding(MAN, MAN, MAN), {"both": 2, "second": 0, "first": 1}, HELD, options=TO_TWO)
    assert short.houses == {name(2): "two"}
    assert len(short.riding) == 1


def test_nobody_changes_coaches_where_the_others_are_full() -> None:
    full = shared(riding(MAN, MAN, MAN), {"both": 2, "second": 0, "first": 0}, HELD, options=TO_TWO)
    assert full.houses == {}
    assert set(full.riding) == {name(0), name(1)}


def test_of_a_party_all_are_asked_anew_or_nobody() -> None:
    short = shared(riding(PAIR, PAIR, MAN), {"both": 2, "second": 0, "first": 2}, HELD, options=TO_TWO)
    assert short.houses == {name(2): "two"}
    assert short.riding == {}


def test_who_holds_a_bed_and_has_no_coach_yet_is_carried_as_well() -> None:
    """Only what they leave of the seats is for others."""
    found = shared(riding(MAN, MAN, MAN, own=SECOND), {"both": 2, "first": 0, "second": 0}, HELD, options=TO_TWO)
    assert found == Shared()


def test_who_sleeps_where_the_way_begins_and_ends_needs_no_coach() -> None:
    here = evolve(OPTION["one"], there=(), onward=())
    found = shared(travel_of(MAN, MAN), {}, {name(0): here}, options=(here,))
    assert found.houses == {name(1): "one"}
    assert found.riding == {name(0): ()}


INNS = "abcdefg"


def with_inns(case: Case) -> Case:
    """Inns in the place of the hotel, each dearer than the one before; three small coaches call at two, one at one."""
    (park,) = [place for place in case.places if place.id == "K-park"]
    hotel, home = case.lodgings
    inns = tuple(
        evolve(hotel, id=LodgingId(inn), place=PlaceId(f"K-{inn}"), price=Decimal(60 + 5 * number))
        for number, inn in enumerate(INNS)
    )
    return evolve(
        case,
        places=(*case.places, *(evolve(park, id=inn.place, kind=PlaceKind.LODGING) for inn in inns)),
        lodgings=(*inns, home),
        convoys=tuple(
            evolve(one, legs=tuple(made for leg in one.legs for made in past_inns(leg))) for one in case.convoys
        ),
    )


def past_inns(leg: Leg) -> tuple[Leg, ...]:
    def stop(of: Stop, inn: str, minutes: int, driver: str) -> Stop:
        when = of.arrive + timedelta(minutes=minutes)
        return evolve(of, place=PlaceId(f"K-{inn}"), arrive=when, depart=when, driver=DriverId(driver))

    if leg.id.startswith("evening"):
        rated = 4 if leg.id.endswith("2") else 20
        park = leg.stops[0]
        return tuple(
            evolve(
                leg,
                id=LegId(leg.id.replace("evening", f"past-{inns}")),
                vehicle=evolve(leg.vehicle, id=VehicleId(f"{leg.vehicle.id}-{inns}"), rated=rated),
                captain=f"C-{inns}",
                deputy=f"D-{inns}",
                stops=(
                    evolve(park, driver=DriverId(f"{leg.id}-{inns}-1")),
                    *(stop(park, inn, 20 + 5 * at, f"{leg.id}-{inns}-2") for at, inn in enumerate(inns)),
                ),
            )
            for inns in ("ab", "cd", "ef", "g")
        )
    if leg.id.startswith("morning"):
        first, station = leg.stops
        inns = [stop(first, inn, -5 * at, f"{leg.id}-{at % 2}") for at, inn in enumerate(INNS)]
        return (evolve(leg, stops=(*reversed(inns), station), vehicle=evolve(leg.vehicle, rated=20)),)
    return (evolve(leg, vehicle=evolve(leg.vehicle, rated=20)),)


def test_those_left_behind_in_a_town_find_the_houses_that_coaches_have_seats_to() -> None:
    """The cheapest inns share their coaches: by the beds alone eight people lodge where four can be brought."""
    people = [MAN] * 8
    case = with_inns(small_case(Programme(applicants=tuple(people), batches=2)))
    plan = plan_return(case)
    assert {plan.rides_of(worker)[0].leg for worker in plan.travellers} == {"feeder"}
    cancelled = events.TripCancelled(id=EventId("event"), time=at(5, 6), subject=LegId("feeder"))
    change = replan(plan, [cancelled], cut_off=timedelta(hours=1))
    assert change.plan.verify() == ()
    assert change.left_out == {}
    lodged = Counter(change.plan.stays_of(worker)[0].lodging for worker in change.plan.travellers)
    first, second = (sum(lodged[LodgingId(inn)] for inn in inns) for inns in ("ab", "cd"))
    assert (first, second) == (2, 2)


def with_small_coaches(case: Case) -> Case:
    """Two workers find a seat on each coach past two inns, three on the one to a single inn."""
    return evolve(
        case,
        convoys=tuple(
            evolve(
                one,
                legs=tuple(
                    evolve(leg, vehicle=evolve(leg.vehicle, rated=4)) if leg.id.startswith("past-") else leg
                    for leg in one.legs
                ),
            )
            for one in case.convoys
        ),
    )


def test_the_first_plan_lodges_people_where_coaches_have_seats_to_and_planning_again_moves_nobody() -> None:
    """The cheapest inns share their coaches: by the beds alone eight people lodge where four can be brought."""
    plan = plan_return(with_small_coaches(with_inns(small_case(Programme(applicants=(*[MAN] * 8, *[WOMAN] * 2))))))
    assert plan.verify() == ()
    assert len(plan.travellers) == 9
    riders = Counter(ride.leg for ride in plan.rides if ride.leg.startswith("past-"))
    assert riders == {"past-ab": 2, "past-cd": 2, "past-ef": 2, "past-g": 3}
    gone = plan.travellers[0]
    change = replan(plan, [events.LateCancel(id=EventId("event"), time=at(4, 6), subject=gone)])
    assert change.plan.verify() == ()
    assert len(change.plan.travellers) == 9
    assert len({moved.worker for moved in change.moved} - {gone}) == 1


def rooms(men: int, women: int, family: int) -> tuple[Room, ...]:
    beds = {RoomUse.MEN: men, RoomUse.WOMEN: women, RoomUse.FAMILY: family}
    return tuple(Room(id=RoomId(use.value), beds=count, use=use) for use, count in beds.items())


WIFE = evolve(PAIR, sex=Sex.FEMALE)
COUPLES = (WIFE, PAIR, evolve(OTHER, sex=Sex.FEMALE), OTHER)


def with_two_inns(people: Sequence[Applicant], *inns: tuple[int, int, int], seats: int = 18) -> Case:
    """Two inns that share a coach, each with beds for men, for women and for families."""
    case = with_inns(small_case(Programme(applicants=tuple(people))))
    two = (evolve(inn, rooms=rooms(*beds)) for inn, beds in zip(case.lodgings, inns, strict=False))
    return evolve(
        case,
        lodgings=(*two, case.lodgings[-1]),
        convoys=tuple(
            evolve(
                one,
                legs=tuple(
                    evolve(leg, vehicle=evolve(leg.vehicle, rated=seats + 2)) if leg.id == "past-ab" else leg
                    for leg in one.legs
                ),
            )
            for one in case.convoys
        ),
    )


def test_a_party_in_a_family_room_and_beds_beside_it_is_carried_as_one() -> None:
    """Counted one by one, nobody of it could be carried to a family room, and all would seem short of coaches."""
    plan = plan_return(with_two_inns((PAIR, WIFE, WIFE, WIFE, WOMAN), (3, 1, 1), (2, 2, 3)))
    assert plan.verify() == ()
    assert len(plan.travellers) == 5


@pytest.mark.usefixtures("rounded")
def test_beds_are_not_sought_anew_for_whom_no_coach_has_seats() -> None:
    """The program that shares out seats promises half a couple a bed; in whole people nobody more is carried."""
    plan = plan_return(with_two_inns(COUPLES, (1, 2, 2), (2, 2, 1), seats=3))
    assert plan.verify() == ()
    assert len(plan.travellers) == 2
    assert {reason.code for reasons in plan.unplaced.values() for reason in reasons} == {"gate.coach-full"}


def test_a_coach_is_filled_by_a_party_that_takes_all_its_seats() -> None:
    """In fractions three couples would share three seats; in whole people a family of three has them."""
    families = [Applicant(party=party, sex=sex) for party in "VW" for sex in (Sex.MALE, Sex.FEMALE, Sex.MALE)]
    plan = plan_return(with_two_inns((*COUPLES, *families), (2, 4, 3), (3, 1, 4), seats=3))
    assert plan.verify() == ()
    assert len(plan.travellers) == 3
    reasons = {reason.code: reason.text.en for why in plan.unplaced.values() for reason in why}
    assert reasons["beds.coach-full"].startswith("the local coaches to the lodgings or on have no seats for the 2 who")


def test_beds_that_were_given_back_are_none_that_a_proof_speaks_of() -> None:
    """All seven could sleep, the coaches carry fewer, and of two parties of three there and on only one."""
    trio = [Applicant(party="V", sex=sex) for sex in (Sex.FEMALE, Sex.MALE, Sex.FEMALE)]
    case = with_two_inns((*trio, PAIR, WIFE, WIFE, MAN), (4, 2, 3), (4, 1, 4), seats=6)
    plan = plan_return(
        evolve(
            case,
            convoys=tuple(
                evolve(
                    one,
                    legs=tuple(
                        evolve(leg, vehicle=evolve(leg.vehicle, rated=7)) if leg.id == "morning" else leg
                        for leg in one.legs
                    ),
                )
                for one in case.convoys
            ),
        )
    )
    assert plan.verify() == ()
    (beds,) = (outcome for outcome in plan.outcomes if outcome.stage is Stage.BEDS and outcome.placed)
    assert beds.proof is not None
    assert [(goal.value, goal.bound) for goal in beds.proof.goals] == [(len(beds.placed), 7)]
    assert beds.proof.status == "feasible"


@pytest.mark.usefixtures("rounded")
def test_beds_sought_only_where_coaches_have_seats_are_no_proof_that_nobody_else_could_have_one() -> None:
    plan = plan_return(with_two_inns((MAN, WIFE, WIFE, PAIR, COUPLES[2], PAIR), (3, 1, 1), (1, 3, 3), seats=4))
    (beds,) = (outcome for outcome in plan.outcomes if outcome.stage is Stage.BEDS and outcome.proof and outcome.placed)
    assert beds.proof is not None
    assert (beds.proof.status, beds.proof.gap) == ("feasible", 1)
    assert (beds.proof.goals[0].value, beds.proof.goals[0].bound) == (4, 5)
    assert plan.verify() == ()


def test_whoever_has_a_bed_moves_where_a_whole_party_has_beds_by_that() -> None:
    """In fractions everybody does where they are: in whole people a man and a woman make room for a family of four."""
    other = Applicant(party="R")
    family = (other, evolve(other, sex=Sex.FEMALE), other, other)
    case = with_two_inns((WOMAN, MAN, PAIR, WIFE, WIFE, WIFE, *COUPLES[2:], *family), (1, 3, 4), (2, 1, 4))
    first, second, home = case.lodgings
    further = Room(id=RoomId("further"), beds=4, use=RoomUse.FAMILY)
    plan = plan_return(evolve(case, lodgings=(evolve(first, rooms=(*first.rooms, further)), second, home)))
    assert len(plan.travellers) == 12
    closed = events.RoomOutOfService(id=EventId("event"), time=at(4, 6), subject=further.id, lodging=first.id)
    change = replan(plan, [closed])
    assert change.plan.verify() == ()
    assert change.left_out == {}


def test_a_couple_is_carried_to_a_house_with_a_room_of_its_own() -> None:
    """Family rooms are in the second house alone, which is the dearer one."""
    couple = (PAIR, evolve(PAIR, sex=Sex.FEMALE))
    people = travel_of(*couple, MAN)
    first, second, home = people.case.lodgings
    family = Room(id=RoomId("family"), beds=2, use=RoomUse.FAMILY)
    women = Room(id=RoomId("women"), beds=2, use=RoomUse.WOMEN)
    lodgings = (evolve(first, rooms=(*first.rooms, women)), evolve(second, rooms=(*second.rooms, family)), home)
    case = evolve(people.case, lodgings=lodgings)
    found = shared(evolve(people, case=case), {})
    assert [found.houses[name(number)] for number in range(3)] == ["two", "two", "one"]


def test_men_and_women_of_parties_count_among_those_who_need_their_beds() -> None:
    people = travel_of(*[Applicant(party=party) for party in "PPQQ"], beds=2)
    first, second, home = people.case.lodgings
    first = evolve(first, rooms=(*first.rooms, Room(id=RoomId("women"), beds=2, use=RoomUse.WOMEN)))
    found = shared(evolve(people, case=evolve(people.case, lodgings=(first, second, home))), {}, options=OPTIONS[:1])
    assert houses(found) == {"one": 2}
