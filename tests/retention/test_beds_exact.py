"""The beds stage against every answer there is to a tiny question, and each of its rules where it alone decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise, product
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PartyId, PlaceId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention import Lodging, LodgingKind, Room, RoomUse, Stay
from laborcoop.retention import bed_goals as goals
from laborcoop.retention.bed_audit import faults
from laborcoop.retention.bed_request import Bed, BedQuestion
from laborcoop.retention.beds import Bedded, BedRequest, find_beds

FIRST = date(2023, 2, 5)
ORDER = (
    goals.CHILDREN,
    goals.PARTED,
    goals.FAMILIES,
    goals.LOWER,
    goals.FLOORS,
    goals.UNFIT,
    goals.HOUSE,
    goals.BED,
    goals.MOVES,
    goals.SPARED,
    goals.HOME,
    goals.COST,
    goals.WAY,
    goals.EMPTY,
)
MORE = {goals.FAMILIES, goals.HOUSE, goals.BED}
USES = {"m": RoomUse.MEN, "f": RoomUse.WOMEN, "x": RoomUse.FAMILY}
SEXES = {"m": Sex.MALE, "f": Sex.FEMALE}


def night(number: int) -> date:
    return FIRST + timedelta(days=number)


def nights(start: int, end: int) -> Period:
    return Period(night(start), night(end))


def room(name: str, beds: int = 1, **given: object) -> Room:
    return Room(id=RoomId(name), beds=beds, use=USES[name[0]], **given)  # type: ignore[arg-type]  # a case as data


def house(name: str, *rooms: Room, price: str = "50", home: bool = False) -> Lodging:
    return Lodging(
        id=LodgingId(name),
        name=Text.same(name),
        kind=LodgingKind.EMPLOYEES_HOME if home else LodgingKind.TRANSIT_HOTEL,
        place=PlaceId(name),
        price=Decimal(price),
        rooms=rooms,
    )


def need(
    number: int, sex: str = "m", when: tuple[int, int] = (0, 1), houses: str = "HG", **given: object
) -> BedRequest:
    return BedRequest(
        worker=WorkerId(f"W-{number}"),
        sex=SEXES[sex],
        period=nights(*when),
        lodgings=frozenset(map(LodgingId, houses)),
        **given,  # type: ignore[arg-type]  # a case as data
    )


def kept(number: int, where: str, bed: int = 1, when: tuple[int, int] = (0, 1)) -> Stay:
    lodging, name = where.split("/")
    return Stay(
        worker=WorkerId(f"W-{number}"), lodging=LodgingId(lodging), room=RoomId(name), bed=bed, period=nights(*when)
    )


def where(found: Bedded) -> dict[str, str]:
    """Who sleeps where: ``H/m1.2`` is bed 2 of the room m1 of H; a change of bed is ``>``."""
    return {
        worker[2:]: ">".join(f"{stay.lodging}/{stay.room}.{stay.bed}" for stay in stays)
        for worker, stays in sorted(found.stays.items())
    }


# --- every answer there is ---


class Oracle:
    """The best of all answers, unit by unit: what is taken so far is all that the rest depends on."""

    def __init__(
        self,
        requests: list[BedRequest],
        houses: list[Lodging],
        most: dict[tuple[LodgingId, Period], int],
        taken: dict[Bed, list[Period]],
        holds: dict[tuple[LodgingId, RoomId, date], int],
        unfit: frozenset[tuple[LodgingId, RoomId]],
    ) -> None:
        self.houses = {one.id: one for one in houses}
        self.most, self.taken, self.holds, self.unfit = most, taken, holds, unfit
        self.rooms = {(lodging.id, one.id): one for lodging in houses for one in lodging.rooms}
        self.floors = [one.floor or 0 for lodging in houses for one in lodging.rooms]
        units: dict[object, list[BedRequest]] = {}
        for request in requests:
            units.setdefault((request.party, request.period) if request.party else request.worker, []).append(request)
        self.units = list(units.values())
        self.turns = sorted({request.turn for request in requests})

    def best(self) -> tuple[int, ...]:
        """The values of the goals: people of each turn, then those of ``ORDER``; few are counted below zero."""

        @cache
        def rest(at: int, used: frozenset[tuple[Bed, date]], brought: frozenset[tuple[object, int]]) -> tuple[int, ...]:
            if at == len(self.units):
                return (0,) * (len(self.turns) + len(ORDER))
            unit = self.units[at]
            found = rest(at + 1, used, brought)
            for lodging in set.intersection(*(set(one.lodgings) & set(self.houses) for one in unit)):
                count = Counter(dict(brought))
                count[lodging, unit[0].period] += len(unit)
                if count[lodging, unit[0].period] > self.most.get((lodging, unit[0].period), 99):
                    continue
                for beds in self._ways(unit, self.houses[lodging]):
                    own = {(bed, on) for way in beds for bed, on in zip(way, unit[0].period.days(), strict=True)}
                    # A family room is one unit's: its bed 0 stands for all of it.
                    own |= {((*bed[:2], 0), on) for bed, on in own if self.rooms[bed[:2]].use is RoomUse.FAMILY}
                    now = used | own
                    slept = sum(bed[2] > 0 for bed, _ in own)
                    if slept == sum(map(len, beds)) and not used & own and self._holds(now):
                        worth = self._worth(unit, beds)
                        after = rest(at + 1, now, frozenset(count.items()))
                        found = max(found, tuple(map(sum, zip(worth, after, strict=True))))
            return found

        return rest(0, frozenset(), frozenset())

    def _free(self, lodging: Lodging, one: Room, bed: int, on: date) -> bool:
        out = (*one.closed, *self.taken.get((lodging.id, one.id, bed), ()))
        return not any(on in period for period in out)

    def _ways(self, unit: list[BedRequest], lodging: Lodging) -> Iterator[tuple[tuple[Bed, ...], ...]]:
        """Each way in which a unit can sleep in a house: the beds of each of its people, night by night."""
        per_night = []
        for on in unit[0].period.days():
            apart = product(
                *(
                    [
                        (lodging.id, one.id, bed)
                        for one in lodging.rooms
                        if one.use is (RoomUse.MEN if guest.sex is Sex.MALE else RoomUse.WOMEN)
                        for bed in range(1, one.beds + 1)
                        if self._free(lodging, one, bed, on)
                    ]
                    for guest in unit
                )
            )
            together = [
                tuple((lodging.id, one.id, bed) for bed in beds)
                for one in lodging.rooms
                if one.use is RoomUse.FAMILY and len(unit) > 1
                if all(self._free(lodging, one, bed, on) for bed in range(1, one.beds + 1))
                for beds in product(range(1, one.beds + 1), repeat=len(unit))
            ]
            per_night.append([*apart, *together])
        for way in product(*per_night):
            yield tuple(zip(*way, strict=True))
        yield from self._parted(unit, lodging)

    def _parted(self, unit: list[BedRequest], lodging: Lodging) -> Iterator[tuple[tuple[Bed, ...], ...]]:
        """Each way in which some of a unit have beds of family rooms for the whole time, and the others their own."""
        days = list(unit[0].period.days())
        rooms = [one for one in lodging.rooms if one.use is RoomUse.FAMILY] if len(unit) > 1 else []
        empty = [
            one
            for one in rooms
            if all(self._free(lodging, one, bed, on) for bed in range(1, one.beds + 1) for on in days)
        ]
        inside = [(lodging.id, one.id, bed) for one in empty for bed in range(1, one.beds + 1)]
        for beds in product([None, *inside], repeat=len(unit)):
            taken = [bed for bed in beds if bed]
            if not taken or len(set(taken)) < len(taken):
                continue
            ways = []
            for guest, bed in zip(unit, beds, strict=True):
                use = RoomUse.MEN if guest.sex is Sex.MALE else RoomUse.WOMEN
                own = [
                    [
                        (lodging.id, one.id, number)
                        for one in lodging.rooms
                        if one.use is use
                        for number in range(1, one.beds + 1)
                        if self._free(lodging, one, number, on)
                    ]
                    for on in days
                ]
                ways.append([tuple([bed] * len(days))] if bed else list(product(*own)))
            yield from product(*ways)

    def _holds(self, used: frozenset[tuple[Bed, date]]) -> bool:
        """No room holds more than a rule allows, those of others counted; a family room holds one unit."""
        slept = Counter((bed[:2], on) for bed, on in used if bed[2])
        for ((lodging, name), on), people in slept.items():
            one = next(each for each in self.houses[lodging].rooms if each.id == name)
            others = sum(not self._free(self.houses[lodging], one, bed, on) for bed in range(1, one.beds + 1))
            if people + others > min(one.beds, self.holds.get((lodging, name, on), one.beds)):
                return False
        return True

    def _worth(self, unit: list[BedRequest], beds: tuple[tuple[Bed, ...], ...]) -> tuple[int, ...]:
        rooms = self.rooms
        slept = [(guest, bed, rooms[bed[:2]]) for guest, way in zip(unit, beds, strict=True) for bed in way]
        family = {
            (bed[:2], number) for way in beds for number, bed in enumerate(way) if rooms[bed[:2]].use is RoomUse.FAMILY
        }
        is_mixed = len({guest.sex for guest in unit}) > 1
        inside = Counter(
            (bed[:2], number) for way in beds for number, bed in enumerate(way) if rooms[bed[:2]].use is RoomUse.FAMILY
        )
        grown = {
            (bed[:2] if rooms[bed[:2]].use is RoomUse.FAMILY else rooms[bed[:2]].use, number)
            for guest, way in zip(unit, beds, strict=True)
            if guest.adult and not guest.child
            for number, bed in enumerate(way)
        }
        lodging = self.houses[beds[0][0][0]]
        had = [(guest, guest.kept) for guest in unit if guest.kept]
        value = {
            goals.CHILDREN: sum(
                (bed[:2] if rooms[bed[:2]].use is RoomUse.FAMILY else rooms[bed[:2]].use, number) not in grown
                for guest, way in zip(unit, beds, strict=True)
                if guest.child and grown
                for number, bed in enumerate(way)
            ),
            goals.PARTED: int(any(people < len(unit) for people in inside.values())),
            goals.FAMILIES: sum(people == len(unit) for people in inside.values()) * is_mixed,
            goals.LOWER: sum(guest.lower_bed and bed[2] > one.lower_beds for guest, bed, one in slept),
            goals.FLOORS: sum(((one.floor or max(self.floors) + 1) - 1) * guest.low_floor for guest, bed, one in slept),
            goals.UNFIT: sum(bed[:2] in self.unfit for _, bed, _ in slept),
            goals.HOUSE: sum(stay.lodging == lodging.id for _, stay in had),
            goals.BED: sum(
                (stay.lodging, stay.room) == bed[:2] and (one.use is RoomUse.FAMILY or stay.bed == bed[2])
                for guest, bed, one in slept
                if (stay := guest.kept)
            ),
            goals.MOVES: sum(
                a != b if rooms[a[:2]].use is not RoomUse.FAMILY else a[:2] != b[:2]
                for way in beds
                for a, b in pairwise(way)
            ),
            goals.SPARED: len(family) * (not is_mixed),
            goals.HOME: len(slept) * (lodging.kind is not LodgingKind.EMPLOYEES_HOME),
            goals.COST: len(slept) * int(lodging.price * 100),
            goals.WAY: sum(guest.minutes.get(lodging.id, 0) for guest in unit),
            goals.EMPTY: sum(rooms[key].beds - people for (key, _), people in inside.items()),
        }
        turn = max(guest.turn for guest in unit)
        people = tuple(len(unit) * (turn == each) for each in self.turns)
        return (*people, *(value[name] * (1 if name in MORE else -1) for name in ORDER))


ROOMS = st.builds(
    lambda use, number, beds, upper, floor, closed: room(
        f"{use}{number}",
        beds,
        upper_beds=min(upper, beds),
        floor=floor,
        closed=tuple(nights(on, on + 1) for on in closed),
    ),
    st.sampled_from("mmmfxx"),
    st.just(0),
    st.sampled_from([1, 2, 2, 3]),
    st.sampled_from([0, 0, 1]),
    st.sampled_from([None, 1, 2]),
    st.sets(st.sampled_from([0, 1, 2]), max_size=1),
)


Asked = tuple[
    list[BedRequest],
    list[Lodging],
    dict[tuple[LodgingId, Period], int],
    dict[Bed, list[Period]],
    dict[tuple[LodgingId, RoomId, date], int],
    frozenset[tuple[LodgingId, RoomId]],
]


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    rooms = [
        evolve(one, id=RoomId(f"{one.id}{at}")) for at, one in enumerate(draw(st.lists(ROOMS, min_size=1, max_size=3)))
    ]
    split = draw(st.integers(0, len(rooms)))
    houses = [
        house("H", *rooms[:split], price=draw(st.sampled_from(["0", "50", "90"])), home=draw(st.booleans())),
        house("G", *rooms[split:], price=draw(st.sampled_from(["50", "60"]))),
    ]
    everywhere = [
        (lodging.id, one.id, bed) for lodging in houses for one in lodging.rooms for bed in range(1, one.beds + 1)
    ]
    flag = st.sampled_from([False, False, True])
    spans = st.sampled_from([(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])
    requests = []
    for number in range(draw(st.integers(1, 4))):
        bed = draw(st.sampled_from([None, None, *everywhere]))
        span = draw(spans)
        requests.append(
            need(
                number,
                draw(st.sampled_from("mmf")),
                span,
                draw(st.sampled_from(["HG", "HG", "H", "G"])),
                party=draw(st.sampled_from([None, PartyId("A")])),
                child=draw(flag),
                adult=not draw(flag),
                turn=draw(st.sampled_from([0, 0, 1])),
                lower_bed=draw(flag),
                low_floor=draw(flag),
                minutes={LodgingId("H"): draw(st.integers(0, 2)), LodgingId("G"): draw(st.integers(0, 2))},
                kept=bed and kept(number, f"{bed[0]}/{bed[1]}", bed[2], span),
            )
        )
    most = draw(st.sampled_from([{}, {(LodgingId("H"), requests[0].period): 1}]))
    taken = {draw(st.sampled_from(everywhere)): [nights(1, 2)]} if draw(flag) else {}
    lodging, name, _ = draw(st.sampled_from(everywhere))
    holds = {(lodging, name, night(on)): 1 for on in draw(st.sampled_from([(), (), (0, 1, 2), (1,)]))}
    return requests, houses, most, taken, holds, frozenset([(lodging, name)] if draw(flag) else [])


@st.composite
def of_families(draw: st.DrawFn) -> Asked:
    """Questions in which a party seldom has one room that takes all of it."""
    sizes = draw(st.lists(st.sampled_from([1, 2, 2, 3]), min_size=1, max_size=3))
    lower = st.integers(0, 1)
    rooms = [room(f"x{at}", beds, upper_beds=draw(lower), floor=at) for at, beds in enumerate(sizes, start=1)]
    rooms += [
        room(name, draw(st.integers(1, 2)), upper_beds=draw(lower)) for name in draw(st.sets(st.sampled_from("mf")))
    ]
    span = draw(st.sampled_from([(0, 1), (0, 1), (0, 2)]))
    flag = st.sampled_from([False, False, True])
    everywhere = [(LodgingId("H"), one.id, bed) for one in rooms for bed in range(1, one.beds + 1)]
    requests = []
    for number in range(draw(st.integers(3, 4))):
        bed = draw(st.sampled_from([None, None, *everywhere]))
        requests.append(
            need(
                number,
                draw(st.sampled_from("mf")),
                span,
                "H",
                party=draw(st.sampled_from([None, PartyId("A"), PartyId("A"), PartyId("A")])),
                turn=draw(st.sampled_from([0, 0, 0, 1])),
                child=draw(flag),
                adult=not draw(flag),
                lower_bed=draw(flag),
                low_floor=draw(flag),
                kept=bed and kept(number, f"{bed[0]}/{bed[1]}", bed[2], span),
            )
        )
    taken = {draw(st.sampled_from(everywhere)): [nights(0, 1)]} if draw(flag) else {}
    lodging, name, _ = draw(st.sampled_from(everywhere))
    holds = {(lodging, name, night(on)): 1 for on in draw(st.sampled_from([(), (), (0, 1), (1,)]))}
    return requests, [house("H", *rooms)], {}, taken, holds, frozenset([(lodging, name)] if draw(flag) else [])


@settings(deadline=None, max_examples=50)
@given(questions() | of_families(), st.randoms(use_true_random=True))
def test_no_answer_to_a_tiny_question_is_better_and_none_depends_on_the_order(asked: Asked, order: Random) -> None:
    requests, houses, most, taken, holds, unfit = asked
    found = find_beds(requests, houses, most, taken=taken, holds=holds, unfit=unfit)
    assert found.proof is not None
    assert (found.proof.status, found.proof.gap, found.proof.faults) == ("proved", 0, ())
    oracle = Oracle(requests, houses, most, taken, holds, unfit)
    best = dict(zip([*oracle.turns, *ORDER], oracle.best(), strict=True))
    told = {goal.key if goal.kind == "people" else goal.name: goal.value for goal in found.proof.goals}
    assert told == {name: abs(best[name]) for name in told}
    assert len(found.stays) == sum(best[turn] for turn in oracle.turns)
    again = find_beds(order.sample(requests, len(requests)), houses[::-1], most, taken=taken, holds=holds, unfit=unfit)
    assert again == found


# --- each rule where it alone decides ---

A = PartyId("A")


def test_out_and_in_on_one_day_is_one_bed() -> None:
    only = [house("H", room("m1"))]
    assert where(find_beds([need(1, when=(0, 1)), need(2, when=(1, 2))], only)) == {"1": "H/m1.1", "2": "H/m1.1"}
    assert len(find_beds([need(1, when=(0, 2)), need(2, when=(1, 2))], only).stays) == 1


def test_two_short_waits_come_before_a_long_one_that_began_no_later() -> None:
    asked = [need(1, when=(0, 3)), need(2, when=(0, 1)), need(3, when=(1, 3))]
    assert set(find_beds(asked, [house("H", room("m1"))]).stays) == {"W-2", "W-3"}


def test_a_bed_in_a_room_for_the_other_sex_is_none() -> None:
    assert find_beds([need(1, "f")], [house("H", room("m1", 4))]).stays == {}
    assert where(find_beds([need(1, "f")], [house("H", room("m1", 4), room("f1"))])) == {"1": "H/f1.1"}


def test_a_couple_is_together_in_the_dear_house_rather_than_apart_in_the_cheap_one() -> None:
    couple = [need(1, party=A), need(2, "f", party=A)]
    houses = [house("H", room("m1"), room("f1")), house("G", room("x1", 2), price="90")]
    assert where(find_beds(couple, houses)) == {"1": "G/x1.1", "2": "G/x1.2"}


@pytest.mark.parametrize(("lower", "bed"), [((), "H/m1.1 H/m1.2"), ((2,), "H/m1.2 H/m1.1"), ((1,), "H/m1.1 H/m1.2")])
def test_the_lower_bed_is_for_who_needs_it(lower: tuple[int, ...], bed: str) -> None:
    asked = [need(number, beside=(str(number),), lower_bed=number in lower) for number in (1, 2)]
    assert " ".join(where(find_beds(asked, [house("H", room("m1", 2, upper_beds=1))])).values()) == bed


def test_the_lower_bed_of_a_family_room_is_for_the_one_of_the_family_who_needs_it() -> None:
    couple = [need(1, party=A), need(2, "f", party=A, lower_bed=True)]
    houses = [house("H", room("x1", 2, upper_beds=1))]
    assert where(find_beds(couple, houses)) == {"1": "H/x1.2", "2": "H/x1.1"}


def test_the_low_floor_is_for_who_needs_it_and_a_floor_that_is_not_known_is_the_highest() -> None:
    houses = [house("H", room("m0"), room("m1", floor=2), room("m2", floor=1))]
    asked = [need(1, low_floor=True), need(2), need(3, low_floor=True)]
    found = where(find_beds(asked, houses))
    assert {found["1"], found["3"]} == {"H/m1.1", "H/m2.1"}


def test_who_needs_a_lower_bed_gets_an_upper_one_rather_than_none() -> None:
    found = find_beds([need(1, lower_bed=True)], [house("H", room("m1", 1, upper_beds=1))])
    assert where(found) == {"1": "H/m1.1"}
    assert found.proof is not None
    assert [goal.value for goal in found.proof.goals if goal.name == goals.LOWER] == [1]


@pytest.mark.parametrize(("holds", "people"), [({}, 3), ({0: 2}, 2), ({0: 0}, 0), ({0: 9}, 3)])
def test_no_more_sleep_in_a_room_than_the_floor_area_allows(holds: dict[int, int], people: int) -> None:
    limits = {(LodgingId("H"), RoomId("m1"), night(on)): most for on, most in holds.items()}
    assert len(find_beds([need(i) for i in range(3)], [house("H", room("m1", 3))], holds=limits).stays) == people


def test_those_who_sleep_in_a_room_already_count_against_its_floor_area() -> None:
    limits = {(LodgingId("H"), RoomId("m1"), night(0)): 2}
    bed = (LodgingId("H"), RoomId("m1"), 3)
    asked = [need(1), need(2)]
    assert len(find_beds(asked, [house("H", room("m1", 3))], holds=limits, taken={bed: [nights(0, 1)]}).stays) == 1
    assert len(find_beds(asked, [house("H", room("m1", 3))], holds=limits, taken={bed: [nights(1, 2)]}).stays) == 2


def test_a_family_room_too_small_by_its_floor_area_is_none() -> None:
    couple = [need(1, party=A), need(2, "f", party=A)]
    limits = {(LodgingId("H"), RoomId("x1"), night(0)): 1}
    houses = [house("H", room("m1"), room("f1"), room("x1", 2))]
    assert where(find_beds(couple, houses, holds=limits)) == {"1": "H/m1.1", "2": "H/f1.1"}


def test_beds_that_a_rule_finds_fault_with_are_used_last() -> None:
    houses = [house("H", room("m1")), house("G", room("m1"), price="90")]
    bad = [(LodgingId("H"), RoomId("m1"))]
    assert where(find_beds([need(1)], houses, unfit=bad)) == {"1": "G/m1.1"}
    assert len(find_beds([need(1), need(2)], houses, unfit=bad).stays) == 2


def test_nobody_changes_beds_who_need_not_and_who_must_changes_once() -> None:
    halves = [house("H", room("m1", closed=(nights(1, 3),)), room("m2", closed=(nights(0, 1),)))]
    assert where(find_beds([need(1, when=(0, 3))], halves)) == {"1": "H/m1.1>H/m2.1"}
    whole = [house("H", room("m1"), room("m2"), price="90"), evolve(halves[0], id=LodgingId("G"))]
    assert where(find_beds([need(1, when=(0, 3))], whole)) == {"1": "H/m1.1"}


def test_a_stay_is_in_one_house_even_if_two_would_have_a_bed_each_for_a_part() -> None:
    houses = [house("H", room("m1", closed=(nights(1, 2),))), house("G", room("m1", closed=(nights(0, 1),)))]
    assert find_beds([need(1, when=(0, 2))], houses).stays == {}


def test_a_room_that_is_closed_for_a_part_is_slept_in_for_the_rest() -> None:
    closed = [house("H", room("m1", closed=(nights(1, 2),)))]
    asked = [need(1, when=(0, 1)), need(2, when=(1, 2)), need(3, when=(2, 3))]
    assert set(find_beds(asked, closed).stays) == {"W-1", "W-3"}


def test_the_home_is_filled_before_the_hotel_whatever_it_costs() -> None:
    houses = [house("H", room("m1"), price="90", home=True), house("G", room("m1", 2), price="50")]
    assert where(find_beds([need(1)], houses)) == {"1": "H/m1.1"}
    assert sorted(where(find_beds([need(1), need(2)], houses)).values()) == ["G/m1.1", "H/m1.1"]


def test_the_hotel_is_the_cheapest_and_among_those_the_nearest() -> None:
    near = {LodgingId("H"): 30, LodgingId("G"): 10}
    for price, found in (("49.99", "H/m1.1"), ("50", "G/m1.1")):
        houses = [house("H", room("m1"), price=price), house("G", room("m1"), price="50")]
        assert where(find_beds([need(1, minutes=near)], houses)) == {"1": found}


def test_alike_families_that_fill_no_room_have_two_each_in_a_house_of_their_own() -> None:
    families = [need(number, "mf"[number % 2], party=PartyId("AB"[number // 4])) for number in range(8)]
    houses = [house(name, room("x1", 2), room("x2", 2)) for name in "GH"]
    found = find_beds(families, houses)
    slept = {(one.party, stay.lodging) for one in families for stay in found.stays[one.worker]}
    assert sorted(lodging for _, lodging in slept) == ["G", "H"]


def test_a_family_is_parted_in_the_house_that_has_a_family_room() -> None:
    family = [need(number, sex, party=A) for number, sex in enumerate("mfm")]
    houses = [house("H", room("m1", 2), price="10"), house("G", room("m1"), room("x1", 2))]
    found = where(find_beds(family, houses))
    assert sorted(found.values()) == ["G/m1.1", "G/x1.1", "G/x1.2"]
    assert found["1"].startswith("G/x1")


def test_brothers_leave_the_family_room_to_a_family() -> None:
    houses = [house("H", room("x1", 2), price="10"), house("G", room("m1", 2), price="90")]
    brothers = [need(1, party=A), need(2, party=A)]
    assert where(find_beds(brothers, houses)) == {"1": "G/m1.1", "2": "G/m1.2"}
    assert where(find_beds(brothers, houses[:1])) == {"1": "H/x1.1", "2": "H/x1.2"}


def test_the_bed_planned_before_is_kept_in_a_pool_of_beds_that_are_alike() -> None:
    asked = [need(1, kept=kept(1, "H/m1", 3)), need(2), need(3, kept=kept(3, "H/m1", 2))]
    found = where(find_beds(asked, [house("H", room("m1", 3))]))
    assert found == {"1": "H/m1.3", "2": "H/m1.1", "3": "H/m1.2"}


def test_of_very_many_beds_planned_before_each_is_kept() -> None:
    asked = [need(i, kept=kept(i, f"H/m{i // 2}", i % 2 + 1)) for i in range(80)]
    houses = [house("H", *(room(f"m{i}", 2) for i in range(40)), price="90"), house("G", room("m", 90))]
    assert find_beds(asked, houses).stays == {one.worker: (one.kept,) for one in asked}


def test_a_bed_planned_before_gives_way_where_somebody_would_have_to_change_beds() -> None:
    """Of sixty-one and more such beds the search sees the house alone: the beds are then given so that all have one."""
    others = [need(i, when=(0, 1), kept=kept(i, "H/m9", i)) for i in range(3, 70)]
    asked = [
        need(0, when=(0, 1), kept=kept(0, "H/m1", 1)),
        need(1, when=(1, 2), kept=kept(1, "H/m1", 2, (1, 2))),
        need(2, when=(0, 2)),
    ]
    houses = [house("H", room("m1", 2))]
    found = find_beds(
        [*asked, *(evolve(one, lodgings=frozenset({LodgingId("G")})) for one in others)],
        [
            *houses,
            house("G", room("m1", 70)),
        ],
    )
    mine = {name: found.stays[WorkerId(f"W-{name}")] for name in range(3)}
    assert all(len(stays) == 1 for stays in mine.values())
    assert found.proof is not None
    assert found.proof.faults == ()


def test_who_reaches_no_lodging_is_told_so_among_those_who_do() -> None:
    found = find_beds([need(1), need(2, houses="")], [house("H", room("m1"))])
    assert where(found) == {"1": "H/m1.1"}
    assert [reason.code for reasons in found.left_out.values() for reason in reasons] == ["beds.no-coach"]


def test_a_request_is_made_once_and_has_an_end() -> None:
    with pytest.raises(InvalidValue, match="given twice: W-1"):
        find_beds([need(1), need(1)], [house("H", room("m1"))])
    with pytest.raises(InvalidValue, match="on which it ends"):
        find_beds([evolve(need(1), period=Period(FIRST))], [house("H", room("m1"))])


def test_a_room_has_no_more_upper_beds_than_beds_and_floors_count_from_one() -> None:
    assert room("m1", 2, upper_beds=2).lower_beds == 0
    with pytest.raises(InvalidValue, match="more upper beds than beds"):
        room("m1", 2, upper_beds=3)
    with pytest.raises(InvalidValue, match="count from 1"):
        room("m1", floor=0)


# --- the check of an answer ---

ASKED = (need(1, when=(0, 2)), need(2, "f", party=A), need(3, party=A), need(4, low_floor=True, when=(0, 2)))
HOUSES = {
    one.id: one
    for one in (
        house("H", room("m1", 2, upper_beds=1, floor=2), room("m2", closed=(nights(0, 1),)), room("x1", 2)),
        house("G", room("m1", 1), room("f1", 1)),
    )
}
QUESTION = BedQuestion(
    requests=ASKED,
    houses=HOUSES,
    taken={(LodgingId("G"), RoomId("m1"), 1): [nights(0, 1)]},
    most={(LodgingId("H"), nights(0, 1)): 2},
)


def test_the_check_finds_nothing_in_what_was_found() -> None:
    found = find_beds(ASKED, HOUSES.values(), QUESTION.most, taken=QUESTION.taken)
    assert found.proof is not None
    assert faults(QUESTION, found.stays, found.proof.goals) == ()
    assert len(found.stays) == 4


@pytest.mark.parametrize(
    ("worker", "stays", "said"),
    [
        (1, [], "speak of another number"),
        (1, ["H/m1.1 0 1"], "one bed for each night"),
        (1, ["H/m1.1 0 1", "H/m1.1 1 2"], "one bed in two parts"),
        (1, ["H/m1.1 0 1", "G/m1.1 1 2"], "cannot reach the lodging"),
        (1, ["H/m9.1 0 2"], "there is no room m9"),
        (1, ["H/m1.3 0 2"], "cannot be slept in so on 2023-02-05"),
        (1, ["H/m2.1 0 2"], "cannot be slept in so on 2023-02-05"),
        (1, ["H/x1.1 0 2"], "cannot be slept in so"),
        (1, ["G/m1.1 0 2"], "cannot be slept in so on 2023-02-05"),
        (1, ["H/m1.1 0 2", "W-9 H/m1.1 0 2"], "did not ask"),
        (2, ["G/f1.1 0 1"], "a party does not lodge in one house"),
        (2, ["H/m1.1 0 1"], "cannot be slept in so"),
    ],
)
def test_the_check_finds_what_is_broken(worker: int, stays: list[str], said: str) -> None:
    found = find_beds(ASKED, HOUSES.values(), QUESTION.most, taken=QUESTION.taken)
    assert found.proof is not None
    broken = {**found.stays}
    del broken[WorkerId(f"W-{worker}")]
    for one in stays:
        *who, bed, start, end = one.split()
        where_, number = bed.split(".")
        made = kept(worker, where_, int(number), (int(start), int(end)))
        name = WorkerId(who[0]) if who else made.worker
        broken[name] = (*broken.get(name, ()), made)
    assert any(said in text.en for text in faults(QUESTION, broken, found.proof.goals))


def test_the_check_counts_coaches_and_goals_anew() -> None:
    found = find_beds(ASKED, HOUSES.values(), QUESTION.most, taken=QUESTION.taken)
    assert found.proof is not None
    fewer = evolve(QUESTION, most={(LodgingId("H"), nights(0, 1)): 1})
    assert [text.en for text in faults(fewer, found.stays, found.proof.goals)] == [
        "more people lodge in a house than coaches can bring"
    ]
    for at, goal in enumerate(found.proof.goals):
        for wrong in (
            evolve(goal, value=goal.value + 1, bound=goal.bound + 1),
            evolve(goal, bound=goal.bound + (1 if goal.kind == "moves" else -1)),
        ):
            told = [*found.proof.goals[:at], wrong, *found.proof.goals[at + 1 :]]
            assert faults(QUESTION, found.stays, told)


# --- who is left out, and why ---


def test_nobody_of_a_party_lodges_where_one_of_them_reaches_no_lodging() -> None:
    party = PartyId("P-1")
    found = find_beds(
        [need(1, houses="H", party=party), need(2, houses="", party=party), need(3, houses="H")],
        [house("H", room("m1", 2))],
    )
    assert set(found.stays) == {"W-3"}
    assert {worker: reasons[0].code for worker, reasons in found.left_out.items()} == {
        "W-1": "beds.not-together",
        "W-2": "beds.no-coach",
    }
    alone = find_beds([need(1, houses="H", party=party), need(2, houses="", party=party)], [house("H", room("m1", 2))])
    assert (alone.stays, set(alone.left_out)) == ({}, {"W-1", "W-2"})


def test_coaches_are_full_only_where_they_are() -> None:
    lodging = house("H", room("m1", 2))
    two = [need(number, houses="H", when=(0, 2)) for number in (1, 2)]
    ruled = find_beds(two, [lodging], holds={(LodgingId("H"), RoomId("m1"), FIRST): 1})
    (reasons,) = ruled.left_out.values()
    assert reasons[0].code == "beds.full"
    brought = find_beds([need(1, houses="H"), need(2, houses="H")], [lodging], {(LodgingId("H"), nights(0, 1)): 1})
    (reasons,) = brought.left_out.values()
    assert reasons[0].code == "beds.coach-full"


def test_the_price_decides_who_has_the_bed_where_each_reaches_one_house_alone() -> None:
    found = find_beds(
        [need(1, houses="H", when=(0, 2)), need(2, houses="H", when=(1, 2))], [house("H", room("m1"), price="50")]
    )
    assert set(found.stays) == {"W-2"}
    assert found.proof is not None
    assert {goal.name: goal.value for goal in found.proof.goals}[goals.COST] == 5000
