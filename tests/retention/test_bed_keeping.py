"""Own beds given back after a search that sees houses alone: to whom it does no harm, and to nobody else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PlaceId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention import Lodging, LodgingKind, Room, RoomUse, Stay
from laborcoop.retention.bed_keeping import keep_beds
from laborcoop.retention.bed_request import BedQuestion, BedRequest

NIGHT = Period(date(2023, 2, 5), date(2023, 2, 6))
HOUSE = LodgingId("H")
ONE, TWO = WorkerId("W-1"), WorkerId("W-2")
FIRST, SECOND = (HOUSE, RoomId("m1"), 1), (HOUSE, RoomId("m2"), 1)


def stay(worker: WorkerId, bed: tuple[LodgingId, RoomId, int]) -> Stay:
    return Stay(worker=worker, lodging=bed[0], room=bed[1], bed=bed[2], period=NIGHT)


def asks(worker: WorkerId, had: tuple[LodgingId, RoomId, int] | None) -> BedRequest:
    kept = None if had is None else stay(worker, had)
    return BedRequest(worker=worker, sex=Sex.MALE, period=NIGHT, lodgings=frozenset({HOUSE}), kept=kept)


def question(*requests: BedRequest, second: Room | None = None) -> BedQuestion:
    rooms = (
        Room(id=RoomId("m1"), beds=1, use=RoomUse.MEN),
        second or Room(id=RoomId("m2"), beds=1, use=RoomUse.MEN),
    )
    house = Lodging(
        id=HOUSE,
        name=Text.same("H"),
        kind=LodgingKind.TRANSIT_HOTEL,
        place=PlaceId("H"),
        price=Decimal(60),
        rooms=rooms,
    )
    return BedQuestion(requests=requests, houses={HOUSE: house})


def beds(asked: BedQuestion, given: dict[WorkerId, tuple[LodgingId, RoomId, int]]) -> dict[WorkerId, str]:
    found = keep_beds(asked, {worker: (stay(worker, bed),) for worker, bed in given.items()})
    return {worker: one.room for worker, (one,) in found.items()}


def test_two_who_were_given_each_others_bed_have_their_own() -> None:
    asked = question(asks(ONE, FIRST), asks(TWO, SECOND))
    assert beds(asked, {ONE: SECOND, TWO: FIRST}) == {ONE: "m1", TWO: "m2"}


def test_who_had_none_gives_way_and_who_has_the_own_bed_stays() -> None:
    assert beds(question(asks(ONE, SECOND), asks(TWO, None)), {ONE: FIRST, TWO: SECOND}) == {ONE: "m2", TWO: "m1"}
    both = question(asks(ONE, SECOND), asks(TWO, SECOND))
    assert beds(both, {ONE: FIRST, TWO: SECOND}) == {ONE: "m1", TWO: "m2"}


def test_a_bed_that_is_free_is_taken_again() -> None:
    assert beds(question(asks(ONE, SECOND)), {ONE: FIRST}) == {ONE: "m2"}


@pytest.mark.parametrize(
    "asked",
    [
        evolve(question(asks(ONE, SECOND)), taken={SECOND: (NIGHT,)}),
        evolve(question(asks(ONE, SECOND)), holds={(HOUSE, RoomId("m2"), NIGHT.start): 0}),
        evolve(question(asks(ONE, SECOND)), unfit=frozenset({(HOUSE, RoomId("m2"))})),
        question(asks(ONE, SECOND), second=Room(id=RoomId("m2"), beds=1, use=RoomUse.MEN, closed=(NIGHT,))),
        question(asks(ONE, SECOND), second=Room(id=RoomId("m2"), beds=1, use=RoomUse.FAMILY)),
        question(asks(ONE, SECOND), second=Room(id=RoomId("m3"), beds=1, use=RoomUse.MEN)),
        question(evolve(asks(ONE, SECOND), lower_bed=True)),
        question(asks(ONE, (LodgingId("G"), RoomId("m2"), 1))),
    ],
    ids=["taken", "limited", "unfit", "closed", "a family's", "gone", "needs a lower bed", "another house"],
)
def test_a_bed_that_cannot_be_had_or_is_not_like_the_one_given_stays_as_it_is(asked: BedQuestion) -> None:
    assert beds(asked, {ONE: FIRST}) == {ONE: "m1"}


def test_who_needs_a_low_floor_or_changes_beds_is_left_alone() -> None:
    asked = question(asks(ONE, SECOND), evolve(asks(TWO, None), low_floor=True))
    assert beds(asked, {ONE: FIRST, TWO: SECOND}) == {ONE: "m1", TWO: "m2"}
    own = evolve(stay(TWO, SECOND), period=NIGHT)
    later = evolve(own, period=Period(date(2023, 2, 6), date(2023, 2, 7)), room=RoomId("m1"))
    changing = {ONE: (stay(ONE, FIRST),), TWO: (own, later)}
    assert keep_beds(question(asks(ONE, SECOND), asks(TWO, None)), changing) == changing
