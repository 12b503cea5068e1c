"""Whoever is left out after admission is so for a reason that can be true of this person.

Each stage has reasons of its own, and each of them asks for something on record: a party, a batch wished for, a wrong
ticket. The code of a rule is one that the rules find of what the stage would use; that of an event has its event, about
this person or one of the party who is named, or told by its id. Whether there is room after all is asked in `reasons`.

Once something has happened, a reason may be older than the last event, and what it tells of may have changed since.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from laborcoop.journey import Purpose, Reason, Stage
from laborcoop.kernel.text import Text
from laborcoop.planning import events
from laborcoop.planning.not_carried import NotCarried
from laborcoop.planning.verification.companions import adults_by_party
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.matches import suits
from laborcoop.transfer import Convoy, Leg, Ticket
from laborcoop.transfer.change import TripOverlap
from laborcoop.transfer.charter import CharterRun
from laborcoop.transfer.departure_check import DepartureCheck
from laborcoop.transfer.driver import DriverAssignment
from laborcoop.transfer.duty import DriverDuty, LegsInTurn
from laborcoop.transfer.fares import CoachFare
from laborcoop.transfer.precautions import Precautions

if TYPE_CHECKING:
    from laborcoop.journey import Registration
    from laborcoop.kernel.ids import WorkerId
    from laborcoop.planning.events import Event
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.fault import Barred
    from laborcoop.rulebook import Finding

_OF_HEALTH = (events.HealthStop, events.InjuryEnRoute)
"""Named alike, EV-00, so that a reason says nothing of anybody's health."""
_NUMBERS = {kind: number for number, kind in enumerate(get_args(events.Event), start=1)}
_OF_WAYS = (
    *(Convoy, Leg, DriverDuty, LegsInTurn),
    *(CharterRun, CoachFare, DepartureCheck, DriverAssignment, Precautions),
)
"""What rules look at that bar a leg."""


def check_causes(plan: ReturnPlan, said: Iterable[Finding], barred: Barred) -> Iterator[Finding]:
    """Every reason of a stage after admission.

    Args:
        plan: the plan.
        said: what files and rules say of the records of its case.
        barred: the kind and id of what may not be used.
    """
    look = _Look(plan, said, barred)
    for outcome in plan.outcomes:
        for worker, reasons in outcome.left_out.items() if outcome.stage is not Stage.ADMISSION else ():
            untrue = [one for one in reasons if not look.can_be(outcome.stage, worker, one)]
            if any(one.code.startswith("EV-") for one in untrue):
                text = Text("原因所说的事件没有记录", "left out for an event that is not on record")
                yield fault(Check.NOBODY_LOST, worker, text)
            if any(not one.code.startswith("EV-") for one in untrue):
                text = Text("未安排的原因不符合本人情况", "left out for a reason that is not true of this person")
                yield fault(Check.NOBODY_LOST, worker, text)


def _code(event: Event) -> str:
    return "EV-00" if isinstance(event, _OF_HEALTH) else f"EV-{_NUMBERS[type(event)]:02}"


def _names(reason: Reason, one: str) -> bool:
    """Whether a reason names an id in both languages, and not only another id in which it is contained."""
    whole = re.compile(rf"(?<![A-Za-z0-9_.-]){re.escape(one)}(?![A-Za-z0-9_-])")
    return all(whole.search(text) for text in (reason.text.zh, reason.text.en))


def _registered_as(party: str | None) -> str | None:
    """The party as it registered: those who part from it have the id of an event behind its own."""
    return None if party is None else party.split("@", maxsplit=1)[0]


class _Look:
    """What is on record of those who are left out."""

    def __init__(self, plan: ReturnPlan, said: Iterable[Finding], barred: Barred) -> None:
        self.plan, self.case, self.barred = plan, plan.case, barred
        self.wishes = {one.worker: one for one in plan.case.registrations}
        self.workers = {one.id: one for one in plan.case.workers}
        self.is_calm = not plan.log.events
        self.bars: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in said:
            if finding.excludes:
                self.bars[finding.kind, finding.subject].append(finding)
        self.not_carried: dict[WorkerId, set[Reason]] = defaultdict(set)
        for record in plan.case.records_of(NotCarried):
            self.not_carried[record.worker] |= set(record.reasons)
        self.adults = adults_by_party(plan.case)

    def can_be(self, stage: Stage, worker: WorkerId, reason: Reason) -> bool:
        """Whether somebody can be left out at a stage for a reason."""
        wish = self.wishes.get(worker)
        if wish is None:
            return False
        if self._by_event(wish, reason):
            return True
        asks = _company_stays if reason.code == "posts.company" else _ASKS[stage].get(reason.code)
        if asks is not None and asks(self, wish, reason):
            return True
        if stage is Stage.POSTS:
            return self._by_work(wish, reason)
        return stage is Stage.SEATS and (reason in self.not_carried[worker] or self._by_way(wish, reason))

    def _by_event(self, wish: Registration, reason: Reason) -> bool:
        """Whether an event of this code befell this person, or is told by its id, or by whom of the party it befell."""
        party = set(self._party(wish))
        return any(
            _code(event) == reason.code
            and (
                _names(reason, event.id)
                or wish.worker in {event.subject, getattr(event, "same_as", "")}
                or (event.subject in party and _names(reason, event.subject))
            )
            for event in self.plan.log.events
        )

    def _party(self, wish: Registration) -> Iterator[WorkerId]:
        party = _registered_as(wish.together)
        return (one.worker for one in self.wishes.values() if party and _registered_as(one.together) == party)

    def _by_work(self, wish: Registration, reason: Reason) -> bool:
        """Whether a rule bars the own employer or one of the posts; of who goes along, whether an adult is told so."""
        if not wish.works:
            return any(
                reason in outcome.left_out.get(adult, ())
                for outcome in self.plan.outcomes
                if outcome.stage is Stage.POSTS
                for adult in self._adults(wish)
            ) or (not self.is_calm and any(self.can_be(Stage.POSTS, one, reason) for one in self._adults(wish)))
        own = [("employer", wish.employer)] if wish.purpose is Purpose.RETURN_TO_POST and wish.employer else []
        seeks = wish.purpose is not Purpose.RETURN_TO_POST or wish.accepts_other
        posts = [one for post in self.case.posts for one in (("employer", post.employer), ("post", post.id))]
        return self._bar(reason, (*own, *(posts if seeks else ())))

    def _adults(self, wish: Registration) -> Iterator[WorkerId]:
        """The adults with whom somebody goes, or went when the party was registered."""
        party = _registered_as(wish.together)
        return (one for name, own in self.adults.items() if _registered_as(name) == party for one in own)

    def _by_way(self, wish: Registration, reason: Reason) -> bool:
        """Whether a rule bars a leg, or asks for what this person's ticket or other trip may lack."""
        about = self.case.book.about
        if reason.code in {rule.code for rule in about(Ticket)}:
            return reason.code != "TR-14" or self.workers[wish.worker].number.is_masked
        if reason.code in {rule.code for rule in about(TripOverlap)}:
            return wish.other_trip is not None
        if not self.is_calm and any(reason.code == rule.code for kind in _OF_WAYS for rule in about(kind)):
            return True
        return self._bar(reason, (record for record in self.bars if record[0] in {"leg", "convoy", "driver"}))

    def _bar(self, reason: Reason, records: Iterable[tuple[str, str]]) -> bool:
        """Whether a finding bars one of some records for a reason, in these words if nothing can have changed them."""
        found = [one for record in records for one in self.bars.get(record, ()) if one.rule == reason.code]
        by_word = self.is_calm or reason.code.startswith("EV-")
        return any(one.message == reason.text or not by_word for one in found)

    # What the reasons of the stages ask for ---------------------------------------------------------------------------

    @cached_property
    def under_way(self) -> frozenset[WorkerId]:
        """Those who ride anything."""
        return frozenset(ride.worker for ride in self.plan.rides)

    @cached_property
    def matched(self) -> frozenset[WorkerId]:
        """Those to whom the posts stage gave work."""
        return frozenset(worker for one in self.plan.outcomes if one.stage is Stage.POSTS for worker in one.placed)

    def asked_for_a_stop(self, wish: Registration) -> bool:
        """Whether an event has changed where somebody of the party boards."""
        own = {wish.worker, *self._party(wish)}
        return any(isinstance(event, events.BoardElsewhere) and event.subject in own for event in self.plan.log.events)

    def has_suiting_post(self, wish: Registration) -> bool:
        """Whether a post suits somebody that no rule bars, be it filled or not."""
        employers = {one.id for one in self.case.employers}
        return any(
            post.openings > 0
            and post.employer in employers
            and self.barred.isdisjoint({("post", post.id), ("employer", post.employer)})
            and suits(self.workers[wish.worker], wish, post, post.starts_on or self.case.campaign.first_working_day)
            for post in self.case.posts
        )


_Asks = Callable[[_Look, "Registration", Reason], bool]


def _always(_: _Look, __: Registration, ___: Reason) -> bool:
    return True


def _after_events(look: _Look, _: Registration, __: Reason) -> bool:
    return not look.is_calm


def _in_party(_: _Look, wish: Registration, __: Reason) -> bool:
    return wish.together is not None


def _company_stays(look: _Look, wish: Registration, _: Reason) -> bool:
    return wish.together is not None and not look.is_calm


def _full(look: _Look, _: Registration, reason: Reason) -> bool:
    """Whether it is said of legs of the case, of each once, and whoever reads it reads which."""
    legs = set(reason.about)
    return (
        bool(legs)
        and len(legs) == len(reason.about)
        and look.plan.legs().keys() >= legs
        and all(_names(reason, leg) for leg in legs)
    )


def _has_no_employer(look: _Look, wish: Registration, _: Reason) -> bool:
    return wish.purpose is Purpose.RETURN_TO_POST and wish.employer not in {one.id for one in look.case.employers}


def _refused(look: _Look, wish: Registration, _: Reason) -> bool:
    return wish.employer in look.plan.log.refused.get(wish.worker, ())


def _none_suits(look: _Look, wish: Registration, _: Reason) -> bool:
    return wish.works and not (look.is_calm and look.has_suiting_post(wish))


def _no_opening(look: _Look, wish: Registration, _: Reason) -> bool:
    return wish.works and (not look.is_calm or look.has_suiting_post(wish))


def _without_adult(look: _Look, wish: Registration, _: Reason) -> bool:
    alone = look.matched.isdisjoint(look.adults.get(wish.together or "", ()))
    return not wish.works and (alone or not look.is_calm)


_BY_COACH: Mapping[str, _Asks] = {
    "company": _in_party,
    "not-together": _in_party,
    "train-full": _full,
    "coach-full": _full,
}
_ASKS: Mapping[Stage, Mapping[str, _Asks]] = {
    Stage.POSTS: {
        "posts.unknown-employer": _has_no_employer,
        "posts.refused": _refused,
        "posts.none-suits": _none_suits,
        "posts.no-opening": _no_opening,
        "posts.too-late": _after_events,
        "posts.without-adult": _without_adult,
    },
    Stage.SEATS: {
        **{f"seats.{code}": asks for code, asks in _BY_COACH.items()},
        **dict.fromkeys(
            ("seats.no-coach-at-stop", "seats.departed", "seats.no-way-on", "seats.missed-change"), _always
        ),
        "seats.leg-refused": lambda look, _, __: any(one.kind == "leg" for one in look.case.findings),
        "seats.stranded": lambda look, wish, _: wish.worker in look.under_way,
        "seats.other-trip": lambda _, wish, __: wish.other_trip is not None,
        "seats.too-late": _after_events,
        "seats.not-in-batch": lambda _, wish, __: bool(wish.batches),
        "seats.not-in-window": lambda _, wish, __: bool(wish.available_from or wish.available_until),
        "seats.ticket": lambda look, wish, _: any(
            isinstance(event, events.TicketMismatch) and event.subject == wish.worker for event in look.plan.log.events
        ),
        "seats.unknown-stop": lambda look, wish, _: bool(wish.boarding_as_written) or look.asked_for_a_stop(wish),
        "seats.impossible-window": lambda _, wish, __: bool(
            wish.available_from and wish.available_until and wish.available_from > wish.available_until
        ),
        "seats.impossible-batches": lambda look, wish, _: (
            not wish.batches <= {one.id for one in look.case.convoys} or look.asked_for_a_stop(wish)
        ),
        "seats.impossible-boarding": lambda look, wish, _: (
            wish.boarding not in {None, *(one.id for one in look.case.places)} or look.asked_for_a_stop(wish)
        ),
    },
    Stage.BEDS: {
        **dict.fromkeys(("beds.full", "beds.no-coach", "beds.coach-full"), _always),
        "beds.not-together": _in_party,
    },
    Stage.GATE: {
        **{f"gate.{code}": asks for code, asks in _BY_COACH.items()},
        "gate.company": lambda _, wish, __: wish.together is not None or not wish.works,
    },
}
"""What must be on record of a person to whom a stage gives a reason of its own."""
