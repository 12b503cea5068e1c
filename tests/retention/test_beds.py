"""The beds stage: a bed for the whole wait, sexes apart, families in one room, groups in one house."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
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
from laborcoop.retention import Lodging, LodgingKind, Room, RoomNight, RoomUse, Sleeper, Stay
from laborcoop.retention.bed_pools import pools_of
from laborcoop.retention.bed_request import BedQuestion
from laborcoop.retention.beds import Bedded, BedRequest, find_beds
from laborcoop.retention.rules import RULES
from laborcoop.rulebook import RuleBook

SEXES = {"m": Sex.MALE, "f": Sex.FEMALE}
USES = {"m": RoomUse.MEN, "f": RoomUse.WOMEN, "x": RoomUse.FAMILY}
BOOK = RuleBook(title=Text.same("lodging"), rules=RULES)


def period(start: int = 5, end: int = 6) -> Period:
    return Period(date(2023, 2, start), date(2023, 2, end))


def house(name: str, price: int, **rooms: int) -> Lodging:
    """A house with rooms named by use and number, each with so many beds: ``m1=4``."""
    return Lodging(
        id=LodgingId(name),
        name=Text(f"{name}店", f"house {name}"),
        kind=LodgingKind.TRANSIT_HOTEL,
        place=PlaceId(name),
        price=Decimal(price),
        rooms=tuple(Room(id=RoomId(room), beds=beds, use=USES[room[0]]) for room, beds in rooms.items()),
    )


def need(
    number: int,
    sex: str = "m",
    nights: Period | None = None,
    lodgings: str = "HG",
    party: str = "",
    beside: tuple[str, ...] = (),
) -> BedRequest:
    return BedRequest(
        worker=WorkerId(f"W-{number}"),
        sex=SEXES[sex],
        period=nights or period(),
        lodgings=frozenset(map(LodgingId, lodgings)),
        party=PartyId(party) if party else None,
        beside=beside,
    )


def where(found: Bedded) -> dict[str, str]:
    return {
        worker: ">".join(f"{stay.lodging}/{stay.room}" for stay in stays)
        for worker, stays in sorted(found.stays.items())
    }


def codes(found: Bedded) -> dict[str, list[str]]:
    return {worker: [reason.code for reason in reasons] for worker, reasons in sorted(found.left_out.items())}


CHEAP = house("H", 50, m1=2, f1=2, x1=3)
DEAR = house("G", 90, m1=2, f1=2, x1=2)


def test_the_cheaper_house_is_filled_first() -> None:
    found = find_beds([need(i) for i in range(3)], [DEAR, CHEAP])
    assert sorted(where(found).values()) == ["G/m1", "H/m1", "H/m1"]
    assert found.proof is not None
    assert (found.proof.status, found.proof.gap) == ("proved", 0)


def test_nobody_needs_no_bed() -> None:
    found = find_beds([], [CHEAP])
    assert (found.stays, found.left_out) == ({}, {})


def test_men_and_women_of_no_group_sleep_apart() -> None:
    assert where(find_beds([need(1, "m"), need(2, "f")], [CHEAP])) == {"W-1": "H/m1", "W-2": "H/f1"}


def test_a_couple_gets_the_family_room_that_fits_best() -> None:
    couple = [need(1, "m", party="A"), need(2, "f", party="A")]
    same_price = house("G", 50, x1=2)
    assert where(find_beds(couple, [house("H", 50, x1=3, x2=2)])) == {"W-1": "H/x2", "W-2": "H/x2"}
    assert where(find_beds(couple, [house("H", 50, x1=1), same_price])) == {"W-1": "G/x1", "W-2": "G/x1"}


def test_a_couple_without_a_family_room_sleeps_apart_in_one_house() -> None:
    couple = [need(1, "m", party="A"), need(2, "f", party="A")]
    houses = [house("H", 50, m1=1), house("G", 90, m1=1, f1=1)]
    assert where(find_beds(couple, houses)) == {"W-1": "G/m1", "W-2": "G/f1"}


def test_brothers_get_no_family_room() -> None:
    assert where(find_beds([need(1, party="A"), need(2, party="A")], [CHEAP])) == {"W-1": "H/m1", "W-2": "H/m1"}


def test_a_group_of_one_is_nobodys_group() -> None:
    assert where(find_beds([need(1, party="A")], [CHEAP])) == {"W-1": "H/m1"}


@pytest.mark.parametrize(
    ("requests", "houses", "expected"),
    [
        ([need(1), need(2), need(3)], [house("H", 50, m1=2)], "beds.full"),
        ([need(1, "f")], [house("H", 50, m1=2)], "beds.full"),
        ([need(1, lodgings="")], [CHEAP], "beds.no-coach"),
        ([need(1, lodgings="Z")], [CHEAP], "beds.no-coach"),
        ([need(1, party="A"), need(2, party="A")], [house("H", 50, m1=1)], "beds.not-together"),
        (
            [need(1, lodgings="H", party="A"), need(2, lodgings="G", party="A")],
            [CHEAP, DEAR],
            "beds.not-together",
        ),
    ],
)
def test_who_gets_no_bed_is_told_why(requests: list[BedRequest], houses: list[Lodging], expected: str) -> None:
    left_out = codes(find_beds(requests, houses))
    assert left_out
    assert all(reasons == [expected] for reasons in left_out.values())


def test_a_full_house_is_named_with_the_sex_whose_beds_are_taken() -> None:
    (reasons,) = find_beds([need(1, "f"), need(2, "f")], [house("H", 50, f1=1)]).left_out.values()
    assert reasons[0].text.en == "the beds for women are taken: house H"
    assert reasons[0].text.zh == "H店 的女床位已满"


def test_a_bed_is_given_again_once_its_guest_has_left() -> None:
    requests = [need(1, nights=period(5, 7)), need(2, nights=period(7, 9)), need(3, nights=period(6, 8))]
    found = find_beds(requests, [house("H", 50, m1=1)])
    assert where(found) == {"W-1": "H/m1", "W-2": "H/m1"}
    assert codes(found) == {"W-3": ["beds.full"]}


def test_no_more_are_lodged_in_a_house_than_coaches_can_bring() -> None:
    most = {(LodgingId("H"), period()): 1, (LodgingId("H"), period(6, 7)): 0}
    assert sorted(where(find_beds([need(1), need(2)], [CHEAP, DEAR], most)).values()) == ["G/m1", "H/m1"]


def test_a_family_counts_against_what_coaches_can_bring() -> None:
    requests = [need(1, "m", party="A"), need(2, "f", party="A"), need(3)]
    assert where(find_beds(requests, [CHEAP], {(LodgingId("H"), period()): 2})) == {"W-1": "H/x1", "W-2": "H/x1"}
    assert len(where(find_beds(requests, [CHEAP], {(LodgingId("H"), period()): 3}))) == 3
    assert where(find_beds(requests, [CHEAP], {(LodgingId("H"), period()): 1})) == {"W-3": "H/m1"}


def test_neighbours_sleep_side_by_side() -> None:
    requests = [need(i, beside=(village,)) for i, village in enumerate(["x", "y", "x", "y"])]
    rooms = where(find_beds(requests, [house("H", 50, m1=2, m2=2)]))
    assert rooms["W-0"] == rooms["W-2"] != rooms["W-1"] == rooms["W-3"]


REQUESTS = st.lists(
    st.tuples(
        st.sampled_from("mf"),
        st.sampled_from([(5, 6), (5, 7), (6, 7)]),
        st.sampled_from(["H", "G", "HG"]),
        st.sampled_from(["", "", "A", "B"]),
    ),
    max_size=7,
)


def rooms_by_night(stays: list[Stay], requests: dict[str, BedRequest]) -> list[RoomNight]:
    rooms = {(lodging.id, room.id): room for lodging in (CHEAP, DEAR) for room in lodging.rooms}
    return [
        RoomNight(
            lodging=lodging,
            room=room,
            night=night,
            sleepers=tuple(
                Sleeper(worker=stay.worker, sex=guest.sex, bed=stay.bed, party=guest.party)
                for stay in stays
                for guest in [requests[stay.worker]]
                if (stay.lodging, stay.room) == (lodging, room.id) and night in stay.period
            ),
        )
        for (lodging, _), room in rooms.items()
        for night in period(5, 8).days()
    ]


@settings(deadline=None, max_examples=40)
@given(given_needs=REQUESTS, order=st.randoms(use_true_random=True))
def test_everyone_has_a_lawful_bed_for_the_whole_wait_or_a_reason_in_any_order(
    given_needs: list[tuple[str, tuple[int, int], str, str]], order: Random
) -> None:
    requests = [
        need(i, sex, period(*nights), lodgings, party) for i, (sex, nights, lodgings, party) in enumerate(given_needs)
    ]
    found = find_beds(requests, [CHEAP, DEAR])
    by_worker = {str(request.worker): request for request in requests}
    assert sorted([*found.stays, *found.left_out]) == sorted(by_worker)
    for worker, stays in found.stays.items():
        nights = [night for stay in stays for night in stay.nights()]
        assert nights == list(by_worker[worker].period.days())
        assert len({stay.lodging for stay in stays} & by_worker[worker].lodgings) == 1
    for night in rooms_by_night([stay for stays in found.stays.values() for stay in stays], by_worker):
        assert BOOK.judge(night, "R", on=night.night) == ()
    for wait in {request.period for request in requests}:
        for group in ("A", "B"):
            members = [r.worker for r in requests if r.party == group and r.period == wait]
            housed = {found.stays[worker][0].lodging if worker in found.stays else None for worker in members}
            assert len(housed) <= 1
    again = find_beds(order.sample(requests, len(requests)), [DEAR, CHEAP])
    assert (again.stays, again.left_out) == (found.stays, found.left_out)


def test_the_bed_planned_before_is_kept_though_another_is_cheaper() -> None:
    had = Stay(worker=WorkerId("W-1"), lodging=LodgingId("G"), room=RoomId("m1"), bed=2, period=period())
    stays = find_beds([need(2), evolve(need(1), kept=had)], [CHEAP, DEAR]).stays
    assert stays[WorkerId("W-1")] == (had,)
    assert stays[WorkerId("W-2")][0].lodging == "H"


def test_a_family_keeps_its_room() -> None:
    had = Stay(worker=WorkerId("W-1"), lodging=LodgingId("G"), room=RoomId("x1"), bed=1, period=period())
    couple = [evolve(need(1, "m", party="A"), kept=had), evolve(need(2, "f", party="A"), kept=evolve(had, bed=2))]
    assert where(find_beds(couple, [CHEAP, DEAR])) == {"W-1": "G/x1", "W-2": "G/x1"}


def test_nobody_gets_a_bed_that_is_taken_on_one_of_the_nights() -> None:
    bed = (LodgingId("H"), RoomId("m1"), 1)
    assert where(find_beds([need(1)], [house("H", 50, m1=1)], taken={bed: [period(4, 5)]})) == {"W-1": "H/m1"}
    assert where(find_beds([need(1)], [house("H", 50, m1=1)], taken={bed: [period(5, 7)]})) == {}


def test_those_who_had_a_bed_come_before_those_who_wait() -> None:
    for waits, has in ((1, 2), (2, 1)):
        asking = [evolve(need(waits), turn=1), need(has)]
        assert set(find_beds(asking, [house("H", 50, m1=1)]).stays) == {f"W-{has}"}


def pooled(requests: list[BedRequest], taken: dict[str, Period], **limits: int) -> list[int]:
    """How many beds each pool of four rooms of two beds for men holds; the first bed of some rooms is taken."""
    rooms = {f"m{number}": 2 for number in range(4)}
    question = BedQuestion(
        requests=tuple(requests),
        houses={LodgingId("H"): house("H", 50, **rooms)},
        taken={(LodgingId("H"), RoomId(room), 1): [nights] for room, nights in taken.items()},
        holds={(LodgingId("H"), RoomId(room), date(2023, 2, 5)): most for room, most in limits.items()},
    )
    return sorted(len(pool.beds) for pool in pools_of(question).beds)


def test_beds_that_are_free_in_the_same_nights_are_alike_whatever_room_they_are_in() -> None:
    two_nights = need(1, nights=period(5, 7))
    assert pooled([two_nights], {"m0": period(5, 6), "m1": period(5, 6), "m2": period(6, 7)}) == [1, 2, 5]
    assert pooled([two_nights], {"m0": period(5, 7)}) == [7]


def test_a_room_that_a_rule_lets_fewer_sleep_in_is_looked_at_alone_where_some_of_its_beds_are_taken() -> None:
    assert pooled([need(1)], {"m0": period(), "m1": period()}, m1=1) == [1, 5]
    assert pooled([need(1)], {}, m1=1) == [7]


def test_a_bed_planned_before_is_a_pool_of_its_own_and_the_others_of_its_room_are_like_any_other() -> None:
    had = Stay(worker=WorkerId("W-1"), lodging=LodgingId("H"), room=RoomId("m1"), bed=2, period=period())
    assert pooled([evolve(need(1), kept=had)], {}) == [1, 7]


def test_of_very_many_each_party_keeps_its_family_room_and_each_person_the_own_bed() -> None:
    """Of more than sixty beds planned before the search sees the houses alone; who gets which is settled after it."""
    rooms = {f"m{number}": 4 for number in range(20)} | {f"x{number}": 2 for number in range(9)} | {"f0": 4}
    lodging = house("H", 50, **rooms)
    alone = [
        evolve(
            need(number),
            kept=Stay(
                worker=WorkerId(f"W-{number}"),
                lodging=LodgingId("H"),
                room=RoomId(f"m{number % 20}"),
                bed=1 + number // 20,
                period=period(),
            ),
        )
        for number in range(60)
    ]
    couples = [
        evolve(
            need(100 + 2 * party + member, "mf"[member], party=f"P-{party}"),
            kept=Stay(
                worker=WorkerId(f"W-{100 + 2 * party + member}"),
                lodging=LodgingId("H"),
                room=RoomId(f"x{8 - party}"),
                bed=1 + member,
                period=period(),
            ),
        )
        for party in range(1, 9)
        for member in range(2)
    ]
    late = [need(number, "mf"[number % 2], party="P-9") for number in (200, 201)]
    requests = [*alone, *couples, *late]
    stays = find_beds(requests, [lodging]).stays
    assert len(stays) == len(requests)
    assert [stays[one.worker] for one in (*alone, *couples)] == [(one.kept,) for one in (*alone, *couples)]


def test_what_cannot_be_asked_of_beds_is_refused_by_name() -> None:
    one = house("H", 80, m1=1)
    for wrong, why in (
        (([need(1), "W-2"], [one]), "requests"),
        (([need(1)], [one, None]), "lodgings"),
        (([need(1)], [one, one]), "given twice: H"),
        (([need(1)], [one], {(one.id, period()): -3}), "most"),
    ):
        with pytest.raises(InvalidValue, match=why):
            find_beds(*wrong)


def test_where_there_are_no_beds_for_women_none_is_said_to_be_taken() -> None:
    (reason,) = find_beds([need(1, "f")], [house("H", 80, m1=2)]).left_out[WorkerId("W-1")]
    assert reason.text.en == "there are no beds for women: house H"
