"""Another stop for somebody: who of the party boards there too, and whether they still go together.

A party stays one as long as the coach that the others take calls at the new stop. Whoever asks for another one parts
from them, and is one party again with those of it who ask for the same. Whoever goes along boards with the adult who
asks, unless another one who goes to work stays at the old stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from laborcoop.journey import Registration
from laborcoop.kernel.ids import ConvoyId, LegId, PartyId, PlaceId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.accompanying import takers
from laborcoop.planning.boarding_places import boarding_places
from laborcoop.planning.disruptions.scene import Scene, refuse
from laborcoop.planning.events import BoardElsewhere


def with_other_stop(event: BoardElsewhere, scene: Scene) -> Scene:
    """The scene in which somebody is registered for another stop, with those who board there as well.

    Raises:
        Refusal: somebody who goes along asks for a stop from which no adult of the party can be ridden with.
    """
    family = _Family(event, scene)
    own = family.wishes[event.subject]
    if not own.works:
        if not family.has_common_coach(family.staying(own.together)):
            refuse(_LEFT_ALONE, worker=event.subject, place=event.place)
        return _registered(event, scene, {event.subject: own.together})
    following = family.following()
    party = family.party_of(following)
    if party != own.together:
        following |= family.without_adult()
    return _registered(event, scene, dict.fromkeys((event.subject, *following), party))


_LEFT_ALONE = Text(
    "{worker} 是随行人员：同行的人所乘的车不停靠 {place}，请由所跟随的成年人提出改站",
    "{worker} goes along, and no coach that the party can take calls at {place}, too: let the adult ask",
)


def _registered(event: BoardElsewhere, scene: Scene, parties: dict[WorkerId, PartyId | None]) -> Scene:
    def asks(one: Registration) -> Registration:
        if one.worker not in parties:
            return one
        batches = one.batches if event.convoy is None else frozenset({event.convoy})
        return evolve(one, boarding=event.place, boarding_as_written="", batches=batches, together=parties[one.worker])

    return evolve(scene, case=evolve(scene.case, registrations=tuple(map(asks, scene.case.registrations))))


class _Family:
    """Those who registered together with somebody who asks for another stop, and parted from one another since."""

    def __init__(self, event: BoardElsewhere, scene: Scene) -> None:
        self.event, self.scene, self.worker = event, scene, event.subject
        self.wishes = {one.worker: one for one in scene.case.registrations}
        self.workers = {one.id: one for one in scene.case.workers}
        self.asked = {one.id for one in scene.log.events if isinstance(one, BoardElsewhere)}
        self.own = self.wishes[self.worker].together

    def registered_as(self, party: PartyId) -> str:
        """The party as it registered: those who part from it have the id of the event behind its own."""
        first, _, event = party.rpartition("@")
        return first if event in self.asked else party

    def staying(self, party: PartyId | None) -> frozenset[WorkerId]:
        """The others of a party who travel, or would if they had a seat."""
        return frozenset(
            one.worker
            for one in self.wishes.values()
            if party is not None and one.together == party and one.worker != self.worker and self._goes(one.worker)
        )

    def _goes(self, worker: WorkerId) -> bool:
        return worker not in self.scene.log.ends and self.scene.standings[worker].match is not None

    def following(self) -> frozenset[WorkerId]:
        """Those who go along from the old stop, where no other adult of theirs who goes to work stays."""
        stops = self._stops(self.worker)
        return frozenset(
            worker
            for worker, others in self._others()
            if not stops.isdisjoint(self._stops(worker))
            and all(self._stops(one).isdisjoint(self._stops(worker)) for one in others)
        )

    def without_adult(self) -> frozenset[WorkerId]:
        """Those who go along and have no adult left to go with when this one parts from the party."""
        return frozenset(worker for worker, others in self._others() if not others)

    def _others(self) -> Iterator[tuple[WorkerId, list[WorkerId]]]:
        """Those who go along with this adult and have not boarded, each with the other adults who go to work."""
        for worker, adults in takers(self.scene.case).items():
            takes = self.worker in {one.id for one in adults}
            if takes and worker not in self.scene.log.ends and not self.scene.boarded(worker):
                yield worker, [one.id for one in adults if one.id != self.worker and self._goes(one.id)]

    def party_of(self, following: frozenset[WorkerId]) -> PartyId | None:
        """The party that this one is of from now on: the own one, or one parted from it, or one that starts here."""
        if self.own is None:
            return None
        registered = self.registered_as(self.own)
        others = {one.together for one in self.wishes.values() if one.together is not None} - {self.own}
        akin = sorted(party for party in others if self.registered_as(party) == registered)
        met = [party for party in (self.own, *akin) if self.staying(party) - following]
        for party in met:
            if self.has_common_coach(self.staying(party) - following):
                return party
        alone = self.own not in met
        return self.own if alone else PartyId(f"{registered}@{self.event.id}")

    def has_common_coach(self, others: Iterable[WorkerId]) -> bool:
        """Whether a coach that all of them take, or can, calls at the new stop and at a stop of each."""
        own = self.wishes[self.worker].batches if self.event.convoy is None else frozenset({self.event.convoy})
        stops = [frozenset({self.event.place}), *map(self._stops, others)]
        coaches = self._legs_of(own).intersection(*map(self._coaches, others))
        legs = self.scene.legs()
        calls = ({stop.place for stop in legs[leg].stops[:-1] if stop.boarding} for leg in coaches)
        return any(not any(places.isdisjoint(called) for places in stops) for called in calls)

    def _coaches(self, worker: WorkerId) -> frozenset[LegId]:
        """The coach by which somebody sets out, or those of the convoys that suit."""
        rides = self.scene.standings[worker].rides
        return frozenset({rides[0].leg}) if rides else self._legs_of(self.wishes[worker].batches)

    def _legs_of(self, batches: frozenset[ConvoyId]) -> frozenset[LegId]:
        convoys = (convoy for convoy in self.scene.case.convoys if not batches or convoy.id in batches)
        out = self.scene.case.stopped_legs()
        return frozenset(leg.id for convoy in convoys for leg in convoy.legs if leg.id not in out)

    def _stops(self, worker: WorkerId) -> frozenset[PlaceId]:
        """Where somebody boards first, or could."""
        rides = self.scene.standings[worker].rides
        if rides:
            return frozenset({rides[0].board})
        return frozenset(boarding_places(self.scene.case.places, self.workers[worker], self.wishes[worker]))
