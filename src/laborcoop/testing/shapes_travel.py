"""Hand-written strategies for legs, convoys, lodgings, fairs and training."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from attrs import evolve
from hypothesis import strategies as st

from laborcoop.journey import Reason
from laborcoop.journey.journey import Journey
from laborcoop.journey.journey_status import JOURNEY_LIFECYCLE, JourneyStatus
from laborcoop.outreach.fair import RecruitmentFair
from laborcoop.outreach.fair_day import FairDay
from laborcoop.outreach.fair_tour import FairTour
from laborcoop.outreach.squad_forming import FormedSquads
from laborcoop.outreach.squad_plan import SquadPlan, SquadQuestion
from laborcoop.outreach.tour import PublicityTeam
from laborcoop.outreach.visit import HouseholdWork, Outreach, OutreachActor
from laborcoop.retention.agenda import StationAgenda
from laborcoop.retention.employer_visits import VisitPace
from laborcoop.retention.help_case import HelpCase
from laborcoop.retention.lodging import Room
from laborcoop.retention.nights import TransitStay
from laborcoop.retention.staff import StationRoster
from laborcoop.retention.staffing import RosterPlan, RosterQuestion
from laborcoop.retention.stay import Stay
from laborcoop.testing.annotations import Strategy, several
from laborcoop.testing.building import Mend, Values, both_or_neither, built, each_once, in_order, nested
from laborcoop.testing.leaves import ids, moments
from laborcoop.testing.shapes_values import ended_periods
from laborcoop.training.aid import StudentAid
from laborcoop.training.aid_term import AidTerm
from laborcoop.training.intake import TrainingIntake
from laborcoop.training.internship import InternShare, Internship
from laborcoop.training.internship_plan import InternshipPlan
from laborcoop.training.internship_question import InternshipOpening, InternStudent
from laborcoop.training.offers import OfferAnswer, OfferLog, OfferMarket, OfferPlace, TrainingOffer, make_offers
from laborcoop.training.placement import TrainingPlacement
from laborcoop.training.recommending import Recommendations
from laborcoop.transfer.batching import Batches
from laborcoop.transfer.change import TripOverlap
from laborcoop.transfer.charter import Charter
from laborcoop.transfer.coach_routes import RouteProblem
from laborcoop.transfer.collected import Collected
from laborcoop.transfer.collecting import FeederCoach
from laborcoop.transfer.convoy import Convoy
from laborcoop.transfer.delivering import Delivering
from laborcoop.transfer.departure_check import DepartureCheck
from laborcoop.transfer.duty import DriverDuty
from laborcoop.transfer.fares import GroupBooking
from laborcoop.transfer.hours import Span
from laborcoop.transfer.leg import Leg, Section, Stop
from laborcoop.transfer.route import Hop, Route
from laborcoop.transfer.timetables import Timetable
from laborcoop.transfer.travel_times import GreatCircle, TravelTimes, Way
from laborcoop.transfer.vehicle import TrainNumber, TransportMode, Vehicle

_MINUTE = timedelta(minutes=1)
_SOME_TIME = datetime(2023, 2, 5, tzinfo=UTC)
_GAPS = st.sampled_from((1, 30, 90, 119, 120, 239, 240, 241, 480, 1440)).map(lambda minutes: minutes * _MINUTE)
_DWELLS = st.sampled_from((0, 0, 10, 19, 20, 21)).map(lambda minutes: minutes * _MINUTE)


def _seats_of_carriages(values: Values) -> Values:
    return values | {"rated": sum(values["carriages"])} if values["carriages"] else values


def _stops_in_order(values: Values) -> Values:
    """Stops drawn with the time to each and at each, set one after the other from the first departure.

    Those that say a number say the next one of the leg, as long as it has one.
    """
    at, drawn = values["stops"]
    stops: list[Stop] = []
    ahead = iter(train.numbers if (train := values.get("train")) else ())
    for stop, gap, dwell in drawn:
        leaves = at + (dwell if stops else timedelta(0))
        number = next(ahead, None) if stop.train else None
        stops.append(evolve(stop, arrive=at, depart=leaves, train=TrainNumber((number,)) if number else None))
        at = leaves + gap
    return values | {"stops": tuple(stops)}


def _standing(values: Values) -> Values:
    """A way of which some, or all, was stood."""
    depart, arrive = values["depart"], values["arrive"]
    middle = depart + (arrive - depart) / 2
    return values | {"stood": (Span(depart, middle), Span(middle, arrive))[: values["stood"]]}


_ONE_NUMBER = st.none() | st.sampled_from(("D3812", "K9")).map(TrainNumber.parse)


def _stops() -> Strategy:
    """A first departure, and stops with the times between and at them."""
    still = built(Stop, arrive=st.just(_SOME_TIME), depart=st.just(_SOME_TIME), stood=st.just(()), train=_ONE_NUMBER)
    stop = st.tuples(still, _GAPS, _DWELLS)
    return st.tuples(moments(), st.lists(stop, min_size=2, max_size=4, unique_by=lambda drawn: drawn[0].place))


_FACTORS = st.integers(100, 9000).map(lambda hundredths: Decimal(hundredths) / 100)


def _rests_in_order(values: Values) -> Values:
    """Rest places spread over the way."""
    parts = len(values["rests"]) + 1
    rests = [
        evolve(rest, minutes=values["minutes"] * i // parts, km=values["km"] * i / parts)
        for i, rest in enumerate(values["rests"], start=1)
    ]
    return values | {"rests": tuple(rests)}


def _everyone_left_out(values: Values) -> Values:
    left_out = {worker: reasons for worker, reasons in values["left_out"].items() if reasons}
    return values | {"left_out": left_out, "came_in": frozenset(left_out)}


def _ways_of_its_own(values: Values) -> Values:
    """Ways of the squads and to the sites that are there."""
    minutes = [each for row in values["travel"].values() for each in row.values()]
    ways = {site.id: each for site, each in zip(values["sites"], minutes, strict=False)}
    return {**values, "travel": {squad.id: ways for squad in values["squads"][: len(values["travel"])]}}


def _no_squads_formed(values: Values) -> Values:
    return _everyone_left_out(values) | {"squads": ()}


def _nobody_visited(values: Values) -> Values:
    why, question = values["left_out"], values["question"]
    return values | {
        "left_out": {one.household: why for one in question.households},
        "sites_left_out": {site.id: why for site in (*question.sites, *question.uncounted)},
    }


def _nobody_posted(values: Values) -> Values:
    return values | {"postings": (), "homes": {}, "unhoused": {}}


def _due_before_the_end(values: Values) -> Values:
    end = values["period"].end
    return values | {"tasks": tuple(task for task in values["tasks"] if task.due < end)}


def _each_way_once(values: Values) -> Values:
    return values | {"ways": tuple({(way.start, way.end): way for way in values["ways"]}.values())}


def _by_coach(values: Values) -> Values:
    return values | {"vehicle": evolve(values["vehicle"], mode=TransportMode.CHARTER_COACH)}


def _driven_by_one(values: Values) -> Values:
    return values | {"sections": tuple(evolve(section, driver=values["driver"]) for section in values["sections"])}


def _aboard_the_leg(values: Values) -> Values:
    last = len(values["leg"].stops) - 1
    board = min(values["board"], last - 1)
    return values | {"board": board, "alight": min(max(values["alight"], board + 1), last)}


def _held_or_left_out(values: Values) -> Values:
    """Fairs held once, each in a venue, and others that are not; all booths are there or their fair is left out."""
    held = {fair.id: fair for fair in values["fairs"]}
    left_out = {fair: reasons for fair, reasons in values["left_out"].items() if reasons and fair not in held}
    return values | {
        "fairs": tuple(held.values()),
        "venues": {fair: f"V-{fair}" for fair in held},
        "left_out": left_out,
        "wished": {
            **{fair.id: tuple(booth.employer for booth in fair.booths) for fair in held.values()},
            **dict.fromkeys(left_out, ()),
        },
    }


def _squad_of_a_squad(values: Values) -> Values:
    if values["actor"] is OutreachActor.SQUAD:
        return values if values["squad"] is not None else values | {"squad": "S-1"}
    return values | {"squad": None}


def _everyone_in_the_log(values: Values) -> Values:
    return values | {"came_in": frozenset(seeker.worker for seeker in values["log"].market.seekers)}


def _stays_or_withdraws(values: Values) -> Values:
    return values | {"withdraws": values["withdraws"] and not values["accepted"]}


def _takes_each_once(values: Values) -> Values:
    groups = values["takes"] or ()
    once = dict.fromkeys(worker for group in groups for worker in group)
    return values | {"takes": values["takes"] and (tuple(once),)}


def _of_those_who_seek(market: OfferMarket) -> OfferMarket:
    """The market, whose places take none but those who seek: offers can be made in it."""
    seekers = {seeker.worker for seeker in market.seekers}
    places = [
        evolve(place, takes=tuple(tuple(one for one in group if one in seekers) for group in place.takes))
        if place.takes is not None
        else place
        for place in market.places
    ]
    return evolve(market, places=tuple(places))


def _stays_of_one(values: Values) -> Values:
    return values | {"stays": tuple(evolve(stay, worker=values["worker"]) for stay in values["stays"])}


def _not_before(first: str, *names: str) -> Mend:
    def mend(values: Values) -> Values:
        given = [values[name] for name in (first, *names) if values[name] is not None]
        return values | {first: min(given)}

    return mend


def _one_end(values: Values) -> Values:
    return values if values["left_on"] is None else values | {"graduated_on": None}


def _as_far_as_it_came(*names: str) -> Mend:
    """As many of the moments as are given, the first of them and in rising order: nobody leaves a step out."""

    def mend(values: Values) -> Values:
        rising = sorted(values[name] for name in names if values[name] is not None)
        return values | dict.fromkeys(names) | dict(zip(names, rising, strict=False))

    return mend


def _cancelled_before_it_left(values: Values) -> Values:
    left, reason = values["departed_at"] is not None, values["cancel_reason"].strip()
    if left or not reason or values["cancelled_at"] is None:
        return values | {"cancelled_at": None, "cancel_reason": ""}
    return values | {"cancelled_at": max(values["cancelled_at"], values["confirmed_at"] or values["cancelled_at"])}


_WAY = ("registered_at", "left_home_at", "boarded_at", "arrived_at", "received_at", "entered_factory_at")


def _ended_where_it_may(values: Values) -> Values:
    reached = [name for name in _WAY if values[name] is not None]
    now, end = JourneyStatus[reached[-1].removesuffix("_at").upper()], values["end"]
    if end is None or end.how.status not in JOURNEY_LIFECYCLE.allowed(now):
        return values | {"end": None}
    return values | {"end": evolve(end, at=max(end.at, values[reached[-1]]))}


def _of_the_student(values: Values) -> Values:
    return values | {"placement": evolve(values["placement"], worker=values["student"].id)}


def _parts_of_the_whole(values: Values) -> Values:
    return values | {
        "post_interns": min(values["post_interns"], values["interns"]),
        "post_staff": min(values["post_staff"], values["staff"]),
    }


def travel_shapes() -> Mapping[type, Strategy]:
    """The strategies of this module, by class."""
    return {
        TrainNumber: built(
            TrainNumber, numbers=several(st.sampled_from(("D3812", "D3809", "G1", "K99999", "7")), least=1)
        ),
        Vehicle: built(
            Vehicle,
            _seats_of_carriages,
            rated=st.integers(1, 60) | st.sampled_from((18, 19, 800, 5000)),
            carriages=st.just(()) | several(st.integers(1, 118)),
            row=st.none() | st.integers(1, 6),
        ),
        Stop: built(Stop, in_order("arrive", "depart"), train=_ONE_NUMBER),
        Section: built(Section, in_order("depart", "arrive", apart=_MINUTE), _standing, stood=st.integers(0, 2)),
        Leg: built(Leg, _stops_in_order, stops=_stops()),
        Convoy: built(
            Convoy,
            _as_far_as_it_came("confirmed_at", "departed_at", "arrived_at", "handed_over_at"),
            _cancelled_before_it_left,
            batch=st.integers(1, 9),
            legs=several(nested(Leg), least=1),
        ),
        Journey: built(Journey, _as_far_as_it_came(*_WAY), _ended_where_it_may),
        Span: built(Span, in_order("start", "end", apart=_MINUTE)),
        TripOverlap: built(TripOverlap, in_order("depart", "arrive", apart=_MINUTE)),
        GreatCircle: built(GreatCircle, detour=_FACTORS, kmh=_FACTORS),
        Way: built(Way, _rests_in_order, minutes=st.integers(9, 600)),
        TravelTimes: built(TravelTimes, _each_way_once),
        Batches: built(Batches, _everyone_left_out, trip=st.just({})),
        FormedSquads: built(FormedSquads, _no_squads_formed),
        SquadQuestion: built(
            SquadQuestion,
            each_once("households", "household"),
            _ways_of_its_own,
            window=ended_periods(),
            travel=st.dictionaries(ids("S"), st.dictionaries(ids("S"), st.integers(0, 300), max_size=2), max_size=2),
            between=st.just({}),
            uncounted=st.just(()),
        ),
        SquadPlan: built(
            SquadPlan,
            _nobody_visited,
            days=st.just(()),
            left_out=several(nested(Reason), least=1),
            sites_left_out=st.just({}),
        ),
        RouteProblem: built(RouteProblem, each_once("pickups", "id"), each_once("coaches", "id")),
        Collected: built(Collected, _everyone_left_out, runs=st.just(())),
        FeederCoach: built(FeederCoach, _by_coach),
        Delivering: built(Delivering, coaches=st.just(())),
        Timetable: built(Timetable, _stops_in_order, stops=_stops(), empty=st.just(())),
        DriverDuty: built(DriverDuty, _driven_by_one, sections=several(nested(Section), least=1)),
        Charter: built(Charter, route=several(ids("P"), least=2)),
        DepartureCheck: built(DepartureCheck, both_or_neither("insured_from", "insured_until")),
        GroupBooking: built(GroupBooking, workers=st.integers(1, 200)),
        Hop: built(Hop, _aboard_the_leg),
        Route: built(Route, hops=several(nested(Hop), least=1)),
        RecruitmentFair: built(
            RecruitmentFair, in_order("starts", "ends", apart=60 * _MINUTE), each_once("booths", "employer")
        ),
        Outreach: built(Outreach, _squad_of_a_squad),
        FairDay: built(FairDay, _everyone_left_out, intents=st.just(())),
        FairTour: built(
            FairTour, _held_or_left_out, absent=st.just(()), untold=st.just(()), venues=st.just({}), wished=st.just({})
        ),
        PublicityTeam: built(
            PublicityTeam, actor=st.sampled_from([actor for actor in OutreachActor if actor is not OutreachActor.SQUAD])
        ),
        HouseholdWork: built(HouseholdWork, in_order("in_work", "able")),
        HelpCase: built(HelpCase, _not_before("opened_on", "due_on", "closed_on")),
        Room: built(Room, beds=st.integers(1, 12) | st.just(500)),
        Stay: built(Stay, period=ended_periods()),
        TransitStay: built(TransitStay, _stays_of_one),
        RosterQuestion: built(
            RosterQuestion, each_once("offers", "id"), each_once("homes", "id"), window=ended_periods()
        ),
        RosterPlan: built(RosterPlan, _nobody_posted),
        StationAgenda: built(StationAgenda, _due_before_the_end, period=ended_periods()),
        VisitPace: built(VisitPace, weekdays=st.frozensets(st.integers(0, 6), min_size=1)),
        StationRoster: built(StationRoster, window=ended_periods()),
        TrainingPlacement: built(TrainingPlacement, _one_end, _not_before("enrolled_on", "graduated_on", "left_on")),
        AidTerm: built(AidTerm, asked=st.just(0), due=st.just(()), left_out=st.just(())),
        InternStudent: built(InternStudent, year=st.integers(1, 5)),
        InternshipOpening: built(InternshipOpening, period=ended_periods()),
        InternshipPlan: built(InternshipPlan, _everyone_left_out, internships=st.just(()), opening=st.just({})),
        Recommendations: built(Recommendations, _everyone_in_the_log, barred=st.just({})),
        TrainingIntake: built(TrainingIntake, _everyone_left_out, placed=st.just({})),
        TrainingOffer: built(TrainingOffer, both_or_neither("accepted", "answered_on"), in_order("on", "answered_on")),
        OfferAnswer: built(OfferAnswer, _stays_or_withdraws),
        OfferPlace: built(OfferPlace, _takes_each_once),
        OfferMarket: built(OfferMarket, each_once("seekers", "worker"), each_once("places", "id")),
        OfferLog: st.builds(make_offers, nested(OfferMarket).map(_of_those_who_seek), st.dates()),
        StudentAid: built(StudentAid, _of_the_student, both_or_neither("ended_on", "end")),
        Internship: built(Internship, period=ended_periods(), year=st.integers(1, 5)),
        InternShare: built(InternShare, _parts_of_the_whole),
    }
