"""From wishes to batches: who travels with which trip (批次), companions and one employer's people together.

As many people as possible get a trip, within the seats of each; that is proved. Companions go together or not at all.
Among the answers that seat as many, people of one employer are gathered on few trips. That is sought employer by
employer, the largest first; it is not proved that no answer uses fewer trips.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from laborcoop.allocation import Problem, allocate
from laborcoop.errors import InvalidValue
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import ConvoyId, EmployerId, PartyId, PlaceId, WorkerId, check_id, order_key
from laborcoop.kernel.kinds import check_items
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Wish(Record):
    """What somebody wishes: from where, to which employer, between which days (both included), with whom.

    ``trips`` are those that suit; empty: any.

    A wish that cannot be met is not an error: its worker is left out by name, and the rest goes on.
    """

    worker: WorkerId = field(validator=check_id)
    home: PlaceId = field(validator=check_id)
    employer: EmployerId | None = None
    earliest: date | None = None
    latest: date | None = None
    together: PartyId | None = None
    trips: frozenset[ConvoyId] = frozenset()


@frozen(kw_only=True)
class Trip(Record):
    """A trip that can be made: the day it leaves, its seats, where it collects and to whom it delivers.

    ``delivers`` empty: to every employer.
    """

    id: ConvoyId = field(validator=check_id)
    leaves_on: date
    seats: int = field(validator=at_least(0, Text("座位数不能为负数", "seats must not be negative")))
    collects: frozenset[PlaceId]
    delivers: frozenset[EmployerId] = frozenset()

    def suits(self, wish: Wish) -> bool:
        """Whether the trip leaves when and where it is wished, and goes to the employer."""
        return self.in_window(wish) and wish.home in self.collects and self.goes_to(wish)

    def in_window(self, wish: Wish) -> bool:
        """Whether the trip is one of those wished, and leaves on a day that is."""
        return (
            (not wish.trips or self.id in wish.trips)
            and (wish.earliest is None or wish.earliest <= self.leaves_on)
            and (wish.latest is None or self.leaves_on <= wish.latest)
        )

    def goes_to(self, wish: Wish) -> bool:
        """Whether the trip delivers to the employer of the wish."""
        return not self.delivers or wish.employer is None or wish.employer in self.delivers


@frozen(kw_only=True)
class Batches(Record):
    """Everyone who wished: a trip each, or reasons. ``trips_of`` counts the trips that each employer's people are on.

    Raises:
        InvalidValue: somebody is lost, named twice, or left out without a reason.
    """

    came_in: frozenset[WorkerId]
    trip: Mapping[WorkerId, ConvoyId] = field(factory=dict, hash=False)
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    trips_of: Mapping[EmployerId, int] = field(factory=dict, hash=False)
    proof: Proof

    def __attrs_post_init__(self) -> None:
        whole = {*self.trip, *self.left_out}
        if (
            whole != self.came_in
            or len(self.trip) + len(self.left_out) != len(whole)
            or not all(self.left_out.values())
        ):
            raise InvalidValue(
                Text(
                    "编批：登记 {came} 人，但编入 {placed} + 未编入 {left}，有人丢失或重复",
                    "batching: {came} wished, {placed} have a trip, {left} are left out: somebody is lost or twice",
                ).format(came=len(self.came_in), placed=len(self.trip), left=len(self.left_out))
            )

    def __repr__(self) -> str:
        """Counts only."""
        return f"<Batches: {len(self.came_in)} came in, {len(self.trip)} on a trip, {len(self.left_out)} left out>"

    def of(self, trip: ConvoyId) -> tuple[WorkerId, ...]:
        """The people who go with a trip."""
        return tuple(sorted(worker for worker, own in self.trip.items() if own == trip))


def make_batches(wishes: Sequence[Wish], trips: Sequence[Trip]) -> Batches:
    """Give each wish a trip that suits it, within the seats.

    Raises:
        InvalidValue: ``wishes`` or ``trips`` hold something else, name somebody twice, or two trips share an id.
    """
    wishes = sorted(check_items("make_batches", "wishes", wishes, Wish), key=lambda wish: order_key(wish.worker))
    trips = sorted(check_items("make_batches", "trips", trips, Trip), key=lambda trip: trip.id)
    _check(wishes, trips)
    parties: dict[PartyId, list[Wish]] = defaultdict(list)
    for wish in wishes:
        if wish.together is not None:
            parties[wish.together].append(wish)
    left_out = _left_at_home(wishes, trips, parties)
    able = [wish for wish in wishes if wish.worker not in left_out]
    suiting = {wish.worker: [trip.id for trip in trips if trip.suits(wish)] for wish in able}
    going = [members for members in parties.values() if members[0].worker in suiting]
    for members in going:
        common = set.intersection(*(set(suiting[wish.worker]) for wish in members))
        for wish in members:
            suiting[wish.worker] = [trip for trip in suiting[wish.worker] if trip in common]
    groups = [frozenset(wish.worker for wish in members) for members in going if len(members) > 1]
    found, proof = _placed(able, suiting, trips, groups, _gathered(able, suiting, trips))
    seats = {trip.id: trip.seats for trip in trips}
    for wish in able:
        if wish.worker not in found:
            left_out[wish.worker] = (_full(wish, suiting[wish.worker], seats),)
    return Batches(
        came_in=frozenset(wish.worker for wish in wishes),
        trip=dict(sorted(found.items())),
        left_out=dict(sorted(left_out.items())),
        trips_of={employer: len(used) for employer, used in sorted(_used(able, found).items())},
        proof=proof,
    )


def _check(wishes: Sequence[Wish], trips: Sequence[Trip]) -> None:
    for ids in ([wish.worker for wish in wishes], [trip.id for trip in trips]):
        twice = sorted(each for each, times in Counter(ids).items() if times > 1)
        if twice:
            raise InvalidValue(Text("编号重复：{ids}", "given twice: {ids}").format(ids=twice))


def _left_at_home(
    wishes: Sequence[Wish], trips: Sequence[Trip], parties: Mapping[PartyId, Sequence[Wish]]
) -> dict[WorkerId, tuple[Reason, ...]]:
    """Those whom no trip suits, and those who would go with them, with the reasons."""
    left_out: dict[WorkerId, tuple[Reason, ...]] = {}
    for wish in wishes:
        reason = _impossible(wish, trips)
        if reason is not None:
            left_out[wish.worker] = (reason,)
    for members in parties.values():
        stranded = sorted(wish.worker for wish in members if wish.worker in left_out)
        if stranded:
            left_out |= {wish.worker: (_company(stranded),) for wish in members if wish.worker not in left_out}
    return left_out


def _placed(
    able: Sequence[Wish],
    suiting: Mapping[WorkerId, Sequence[ConvoyId]],
    trips: Sequence[Trip],
    groups: Sequence[frozenset[WorkerId]],
    gathered: Mapping[EmployerId, Sequence[ConvoyId]],
) -> tuple[dict[WorkerId, ConvoyId], Proof]:
    """As many people as possible on trips, and then as many as possible on those where their employer's gather."""

    def score(wish: Wish, trip: ConvoyId) -> int:
        where = [] if wish.employer is None else list(gathered.get(wish.employer, ()))
        return 1 + (len(trips) - where.index(trip) if trip in where else 0)

    result = allocate(
        Problem.from_pairs(
            [(wish.worker, trip, score(wish, trip)) for wish in able for trip in suiting[wish.worker]],
            capacity={trip.id: trip.seats for trip in trips},
            applicants=[wish.worker for wish in able],
            groups=groups,
        ),
        objective="count-then-score",
    )
    return {WorkerId(worker): ConvoyId(trip) for worker, trip in result.placed.items()}, Proof.of(result)


def _gathered(
    able: Sequence[Wish], suiting: Mapping[WorkerId, Sequence[ConvoyId]], trips: Sequence[Trip]
) -> dict[EmployerId, list[ConvoyId]]:
    """Where each employer's people could gather: the largest first, each on the trips that take most of its people."""
    free = {trip.id: trip.seats for trip in trips}
    people: dict[EmployerId, list[WorkerId]] = defaultdict(list)
    for wish in able:
        if wish.employer is not None:
            people[wish.employer].append(wish.worker)
    found: dict[EmployerId, list[ConvoyId]] = {}
    for employer in sorted(people, key=lambda employer: (-len(people[employer]), order_key(employer))):
        left, chosen = set(people[employer]), []
        while left:
            fits = {trip: [worker for worker in left if trip in suiting[worker]] for trip in free if trip not in chosen}
            best = max(fits, key=lambda trip: (min(free[trip], len(fits[trip])), order_key(trip)), default=None)
            if best is None or not min(free[best], len(fits[best])):
                break
            taken = sorted(fits[best], key=order_key)[: free[best]]
            free[best] -= len(taken)
            left -= set(taken)
            chosen.append(best)
        found[employer] = chosen
    return found


def _used(able: Sequence[Wish], found: Mapping[WorkerId, ConvoyId]) -> dict[EmployerId, set[ConvoyId]]:
    """The trips that each employer's people are on."""
    used: dict[EmployerId, set[ConvoyId]] = defaultdict(set)
    for wish in able:
        if wish.employer is not None and wish.worker in found:
            used[wish.employer].add(found[wish.worker])
    return used


def _impossible(wish: Wish, trips: Sequence[Trip]) -> Reason | None:
    """Why no trip suits a wish; None where one does."""
    if wish.earliest is not None and wish.latest is not None and wish.latest < wish.earliest:
        return Reason(
            code="batching.window",
            text=Text(
                "最晚出发日 {latest} 早于最早出发日 {earliest}",
                "the last day, {latest}, is before the first, {earliest}",
            ).format(latest=wish.latest, earliest=wish.earliest),
        )
    from_home = [trip for trip in trips if wish.home in trip.collects]
    to_work = [trip for trip in from_home if trip.goes_to(wish)]
    if not from_home:
        code, text = "batching.no-trip-from-home", Text("没有批次到 {home} 接人", "no trip collects at {home}")
    elif not to_work:
        code, text = (
            "batching.no-trip-to-employer",
            Text("从 {home} 出发的批次都不到企业 {employer}", "no trip from {home} goes to the employer {employer}"),
        )
    elif not any(trip.in_window(wish) for trip in to_work):
        code, text = (
            "batching.no-trip-in-window",
            Text(
                "希望的批次或日期内没有合适的班次",
                "no trip that suits is one of those wished, or leaves on the days wished",
            ),
        )
    else:
        return None
    return Reason(code=code, text=text.format(home=wish.home, employer=wish.employer))


def _company(stranded: Sequence[WorkerId]) -> Reason:
    return Reason(
        code="batching.company",
        about=tuple(stranded),
        text=Text("同行的 {workers} 不能成行", "{workers}, in the same party, cannot go").format(
            workers=tuple(stranded)
        ),
    )


def _full(wish: Wish, suiting: Sequence[ConvoyId], seats: Mapping[ConvoyId, int]) -> Reason:
    if wish.together is not None and not suiting:
        return Reason(
            code="batching.not-together",
            text=Text("同行的人没有共同合适的批次", "those who go together have no trip in common"),
        )
    if not any(seats[trip] for trip in suiting):
        return Reason(
            code="batching.no-seats",
            about=tuple(suiting),
            text=Text("合适的批次 {trips} 没有座位可给", "the trips that suit have no seats to give: {trips}").format(
                trips=tuple(suiting)
            ),
        )
    return Reason(
        code="batching.full",
        about=tuple(suiting),
        text=Text("合适的批次 {trips} 座位已满", "the trips that suit are full: {trips}").format(trips=tuple(suiting)),
    )
