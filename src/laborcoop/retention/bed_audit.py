"""The check of stays from the question alone; it shares no code with what found them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from laborcoop.allocation import Goal
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.retention import bed_goals as goals
from laborcoop.retention.bed_request import BedQuestion, BedRequest
from laborcoop.retention.lodging import LodgingKind, Room, RoomUse
from laborcoop.retention.stay import Stay

_Stays = Mapping[WorkerId, Sequence[Stay]]


def faults(question: BedQuestion, stays: _Stays, proved: Sequence[Goal]) -> tuple[Text, ...]:
    """What is wrong with some stays: nights, houses, beds, rooms, parties, coaches, and the numbers of people."""
    guests = {request.worker: request for request in question.requests}
    if set(stays) - set(guests):
        return (Text("有人没有提出需求", "somebody has a bed who did not ask"),)
    return (
        *(text for worker, own in stays.items() for text in _of_person(guests[worker], own)),
        *_of_rooms(question, guests, stays),
        *_of_parties(question, stays),
        *_of_goals(question, guests, stays, proved),
    )


def _of_person(request: BedRequest, own: Sequence[Stay]) -> Iterator[Text]:
    """Each night of the wait once, in one house that can be reached."""
    nights = sorted(night for stay in own for night in stay.nights())
    if nights != list(request.period.days()) or any(stay.worker != request.worker for stay in own):
        yield Text("{worker} 的住宿不是每晚一床", "{worker} has not one bed for each night").format(
            worker=request.worker
        )
    if len({stay.lodging for stay in own}) > 1 or not {stay.lodging for stay in own} <= request.lodgings:
        yield Text("{worker} 的住宿点无法到达", "{worker} cannot reach the lodging").format(worker=request.worker)
    if any((a.room, a.bed) == (b.room, b.bed) for a, b in pairwise(own)):
        yield Text("{worker} 同一床位分成两段", "{worker} has one bed in two parts").format(worker=request.worker)


def _of_rooms(question: BedQuestion, guests: Mapping[WorkerId, BedRequest], stays: _Stays) -> Iterator[Text]:
    sleeping: dict[tuple[LodgingId, RoomId, date], list[tuple[int, BedRequest]]] = defaultdict(list)
    for worker, own in stays.items():
        for stay in own:
            for night in stay.nights():
                sleeping[stay.lodging, stay.room, night].append((stay.bed, guests[worker]))
    rooms = {(house.id, room.id): room for house in question.houses.values() for room in house.rooms}
    for (house, name, night), people in sleeping.items():
        room = rooms.get((house, name))
        if room is None:
            yield Text("没有房间 {room}", "there is no room {room}").format(room=name)
            continue
        others = {
            bed
            for bed in range(1, room.beds + 1)
            if any(night in period for period in question.taken.get((house, name, bed), ()))
        }
        beds = [bed for bed, _ in people]
        most = min(room.beds, question.holds.get((house, name, night), room.beds))
        if (
            len(set(beds)) < len(beds)
            or others.intersection(beds)
            or not set(beds) <= set(range(1, room.beds + 1))
            or len(beds) + len(others) > most
            or any(night in period for period in room.closed)
            or not _fits(room, [guest for _, guest in people], others)
        ):
            yield Text("房间 {room} 在 {night} 夜不能这样住", "room {room} cannot be slept in so on {night}").format(
                room=name, night=night
            )


def _fits(room: Room, people: Sequence[BedRequest], others: set[int]) -> bool:
    """Whether a room is for these people: of one sex, or one party that nobody else shares the room with."""
    if room.use is RoomUse.FAMILY:
        parties = {guest.party for guest in people}
        return len(parties) == 1 and None not in parties and not others
    return {guest.sex for guest in people} == {Sex.MALE if room.use is RoomUse.MEN else Sex.FEMALE}


def _of_parties(question: BedQuestion, stays: _Stays) -> Iterator[Text]:
    """A party lodges in one house or not at all; coaches bring no more people to a house than they can."""
    houses: dict[object, set[LodgingId | None]] = defaultdict(set)
    brought: Counter[tuple[object, ...]] = Counter()
    for request in question.requests:
        house = stays[request.worker][0].lodging if request.worker in stays else None
        if request.party is not None:
            houses[request.party, request.period].add(house)
        brought[house, request.period] += 1
    if any(len(where) > 1 for where in houses.values()):
        yield Text("同行人没有住在一处", "a party does not lodge in one house")
    if any(brought[key] > most for key, most in question.most.items()):
        yield Text("去往住宿点的人多于接驳车的座位", "more people lodge in a house than coaches can bring")


def _of_goals(
    question: BedQuestion, guests: Mapping[WorkerId, BedRequest], stays: _Stays, proved: Sequence[Goal]
) -> Iterator[Text]:
    """The values of the goals, counted anew, and bounds that are on the right side of them."""
    counted = _Counted(question, guests, stays)
    for goal in proved:
        value = counted.people(goal.key) if goal.kind == "people" else counted.of(goal.name)
        beyond = goal.value < goal.bound if goal.kind == "moves" else goal.value > goal.bound
        if value != goal.value or beyond:
            yield Text(
                "目标“{name}”的值 {value} 与安排不符", "the value {value} of the goal is not that of the stays: {name}"
            ).format(name=goal.name, value=goal.value)
    if sum(goal.value for goal in proved if goal.kind == "people") != len(stays):
        yield Text("目标所说的人数与安排不符", "the goals speak of another number of people")


class _Counted:
    """The goals, night by night."""

    def __init__(self, question: BedQuestion, guests: Mapping[WorkerId, BedRequest], stays: _Stays) -> None:
        self.question = question
        self.guests = guests
        self.stays = stays
        self.rooms = {(house.id, room.id): room for house in question.houses.values() for room in house.rooms}
        self.top = max((room.floor or 0 for room in self.rooms.values()), default=0)
        self.nights = [
            (guests[worker], stay, self.rooms[stay.lodging, stay.room], night)
            for worker, own in stays.items()
            for stay in own
            for night in stay.nights()
            if (stay.lodging, stay.room) in self.rooms
        ]
        self.parties: dict[object, list[BedRequest]] = defaultdict(list)
        for guest in guests.values():
            self.parties[(guest.party, guest.period) if guest.party else guest.worker].append(guest)

    def _party(self, guest: BedRequest) -> list[BedRequest]:
        return self.parties[(guest.party, guest.period) if guest.party else guest.worker]

    def people(self, turn: int) -> int:
        """Those placed whose party has a turn: that of the last of it."""
        return sum(max(one.turn for one in self._party(self.guests[worker])) == turn for worker in self.stays)

    def of(self, name: Text) -> int:
        """The value of another goal."""
        count: dict[Text, Callable[[], int]] = {
            goals.CHILDREN: self._lonely,
            goals.PARTED: lambda: len(
                {
                    (people[0].party, people[0].period)
                    for people in self._together().values()
                    if len(people) < len(self._party(people[0]))
                }
            ),
            goals.FAMILIES: self._family_rooms,
            goals.LOWER: lambda: sum(
                guest.lower_bed and stay.bed > room.lower_beds for guest, stay, room, _ in self.nights
            ),
            goals.FLOORS: lambda: sum((self._floor(room) - 1) * guest.low_floor for guest, _, room, _ in self.nights),
            goals.UNFIT: lambda: sum((stay.lodging, stay.room) in self.question.unfit for _, stay, _, _ in self.nights),
            goals.HOUSE: lambda: sum(
                own[0].lodging == kept.lodging
                for worker, own in self.stays.items()
                if (kept := self.guests[worker].kept) is not None
            ),
            goals.BED: lambda: sum(self._keeps(guest, stay, room) for guest, stay, room, _ in self.nights),
            goals.MOVES: lambda: sum(len(own) - 1 for own in self.stays.values()),
            goals.SPARED: lambda: sum(not self._is_family(people[0]) for people in self._together().values()),
            goals.HOME: lambda: sum(
                self.question.houses[stay.lodging].kind is not LodgingKind.EMPLOYEES_HOME
                for _, stay, _, _ in self.nights
            ),
            goals.COST: lambda: sum(
                int((self.question.houses[stay.lodging].price * 100).to_integral_value())
                for _, stay, _, _ in self.nights
            ),
            goals.WAY: lambda: sum(
                self.guests[worker].minutes.get(own[0].lodging, 0) for worker, own in self.stays.items()
            ),
            goals.EMPTY: lambda: (
                sum(room.beds for room, _ in self._slept_in()) - sum(map(len, self._together().values()))
            ),
        }
        return count[name]()

    def _floor(self, room: Room) -> int:
        """A floor that is not known is above all that are."""
        return self.top + 1 if room.floor is None else room.floor

    def _keeps(self, guest: BedRequest, stay: Stay, room: Room) -> bool:
        """In a family room it is the room that is kept."""
        kept = guest.kept
        return (
            kept is not None
            and (stay.lodging, stay.room) == (kept.lodging, kept.room)
            and (room.use is RoomUse.FAMILY or stay.bed == kept.bed)
        )

    def _together(self) -> dict[tuple[LodgingId, RoomId, date], list[BedRequest]]:
        """Who sleeps in each family room, night by night."""
        found: dict[tuple[LodgingId, RoomId, date], list[BedRequest]] = defaultdict(list)
        for guest, stay, room, night in self.nights:
            if room.use is RoomUse.FAMILY:
                found[stay.lodging, stay.room, night].append(guest)
        return found

    def _slept_in(self) -> list[tuple[Room, list[BedRequest]]]:
        return [(self.rooms[house, room], people) for (house, room, _), people in self._together().items()]

    def _lonely(self) -> int:
        """The children of parties with an adult, where none of it sleeps in their room, or in those for their sex."""
        sides: dict[tuple[object, ...], list[BedRequest]] = defaultdict(list)
        for guest, stay, room, night in self.nights:
            side = stay.room if room.use is RoomUse.FAMILY else room.use
            sides[guest.party, guest.period, side, night].append(guest)
        return sum(
            guest.child and any(_is_adult(one) for one in self._party(guest)) and not any(map(_is_adult, people))
            for people in sides.values()
            for guest in people
        )

    def _is_family(self, guest: BedRequest) -> bool:
        """Whether the party of somebody is of both sexes, or with somebody along."""
        party = self._party(guest)
        return len({one.sex for one in party}) > 1 or any(one.along for one in party)

    def _family_rooms(self) -> int:
        """The nights of whole families in rooms of their own."""
        return sum(
            len(people) == len(self._party(people[0])) and self._is_family(people[0])
            for people in self._together().values()
        )


def _is_adult(guest: BedRequest) -> bool:
    return guest.adult and not guest.child
