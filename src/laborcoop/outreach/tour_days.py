"""On which days and in which venues a wished fair can be held: what the calendar, the venue and the law leave.

A day is judged by the book: the fair as it would be prepared from today on, each step on the last workday that the law
allows, goes through every rule about fairs. What a rule of BLOCK or ERROR says of it closes the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from attrs import evolve, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import Reason
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import Booth, RecruitmentFair
from laborcoop.outreach.fair_tour import DeadlineKind, FairDeadline
from laborcoop.outreach.plan import FairPlan, Organiser, PlanKind
from laborcoop.outreach.rules_fair_permit import is_large, needs_permit, permit_deadline
from laborcoop.outreach.rules_fair_service import at_the_fair
from laborcoop.outreach.safety import Permit, SafetyElement
from laborcoop.outreach.tour import FairWish, Touring, Venue
from laborcoop.rulebook import Finding, Severity

_DAY = timedelta(days=1)
_LONGEST = 366
"""Days that the start of one fair may be moved over: a tour is planned for a year."""


Spot = tuple[date, DivisionCode]
"""A first day, and the county in which the fair is held then."""


@frozen(kw_only=True)
class Slot:
    """A venue and a first day."""

    venue: Venue
    on: date

    @property
    def spot(self) -> Spot:
        """The day and the county: that of the venue, where the wish names a wider region."""
        return self.on, self.venue.division


def moved(wish: FairWish, slot: Slot, booths: tuple[Booth, ...]) -> RecruitmentFair:
    """The fair of a wish in a slot: in the county of the venue, on the same hours of the clock, with these booths."""
    by = slot.on - wish.wished_on
    return evolve(
        wish.fair,
        division=slot.venue.division,
        starts=wish.fair.starts + by,
        ends=wish.fair.ends + by,
        booths=booths,
    )


def slots_of(
    wish: FairWish, question: Touring, barred: Mapping[EmployerId, tuple[Reason, ...]]
) -> tuple[list[Slot], tuple[Reason, ...]]:
    """The slots that are open to a wish; where there are none, the reasons."""
    reason = _never(wish, question, barred)
    if reason is not None:
        return [], (reason,)
    slots: list[Slot] = []
    closed: dict[str, Reason] = {}
    venues = [venue for venue in question.venues if venue.division.within(wish.fair.division)]
    day = max(wish.first, question.on + _DAY)
    while day <= wish.last:
        # What the law says of a day differs between venues by their county and capacity alone.
        said = {_kind(venue): tuple(_unlawful(wish, question, Slot(venue=venue, on=day))) for venue in venues}
        for venue in venues:
            against = (*_shut(wish, venue, day), *said[_kind(venue)])
            if not against:
                slots.append(Slot(venue=venue, on=day))
            for why in against:
                closed.setdefault(why.code, why)
        day += _DAY
    return slots, () if slots else tuple(closed.values())


def _kind(venue: Venue) -> tuple[DivisionCode, int | None]:
    return venue.division, venue.capacity


def _never(wish: FairWish, question: Touring, barred: Mapping[EmployerId, tuple[Reason, ...]]) -> Reason | None:
    """Why a wish cannot be met on any day at all; None where it may."""
    fair, first, last = wish.fair, wish.first, wish.last
    venues = [venue for venue in question.venues if venue.division.within(fair.division)]
    fits = [venue for venue in venues if _holds(venue, wish) and venue.stands >= question.least_employers]
    able = [booth.employer for booth in fair.booths if booth.employer not in barred]
    if fair.cancelled_on is not None:
        code, text = "fairs.cancelled", Text("已于 {cancelled} 取消", "was called off on {cancelled}")
    elif last < first:
        code, text = (
            "fairs.window",
            Text("最晚日期 {last} 早于最早日期 {first}", "its last day, {last}, is before its first, {first}"),
        )
    elif (last - first).days >= _LONGEST:
        code, text = (
            "fairs.window-too-long",
            Text(
                "可选日期 {first} 至 {last} 超过一年，请分年安排",
                "its days, {first} to {last}, are more than a year: plan year by year",
            ),
        )
    elif last <= question.on:
        code, text = (
            "fairs.past",
            Text(
                "最晚日期 {last} 不晚于今天 {today}，来不及提前公布",
                "its last day, {last}, is not after today, {today}: it cannot be announced in advance",
            ),
        )
    elif not _known(wish, question):
        code, text = "fairs.calendar", Text("{last} 的节假日没有资料", "the holidays of {last} are not known")
    elif not venues:
        code, text = "fairs.no-venue", Text("{division} 没有登记场地", "no venue of {division} is recorded")
    elif not fits:
        code, text = (
            "fairs.venue-too-small",
            Text(
                "{division} 的场地都容不下预计的 {visitors} 人，或展位不足 {least} 个",
                "no venue of {division} takes the {visitors} visitors expected and has {least} stands or more",
            ),
        )
    elif len(able) < question.least_employers:
        code, text = (
            "fairs.no-employers",
            Text(
                "可参会企业 {able} 家，不足 {least} 家", "{able} employers can come, fewer than the {least} it is worth"
            ),
        )
    else:
        return None
    facts = {
        "first": first,
        "last": last,
        "today": question.on,
        "cancelled": fair.cancelled_on,
        "division": fair.division,
        "visitors": wish.expected_visitors or 0,
        "least": question.least_employers,
        "able": len(able),
    }
    return Reason(code=code, text=text.format(**facts))


def _known(wish: FairWish, question: Touring) -> bool:
    """Whether the holidays of the last day are known; today's are, and nothing before today is looked up."""
    try:
        question.workdays.is_workday(wish.last)
    except InvalidValue:
        return False
    return True


def _holds(venue: Venue, wish: FairWish) -> bool:
    return venue.capacity is None or wish.expected_visitors is None or wish.expected_visitors <= venue.capacity


def _shut(wish: FairWish, venue: Venue, day: date) -> Iterator[Reason]:
    """Why a venue cannot be had for a fair that starts on a day."""
    if not _holds(venue, wish):
        text = Text(
            "{venue} 核准 {capacity} 人，预计 {visitors} 人",
            "{venue} takes {capacity}, {visitors} visitors are expected",
        )
        facts = {"venue": venue.id, "capacity": venue.capacity, "visitors": wish.expected_visitors}
        yield Reason(code="fairs.venue-too-small", about=(venue.id,), text=text.format(**facts))
    if any(each in period for each in wish.held(day) for period in venue.closed):
        text = Text("{venue} 在 {day} 不开放", "{venue} is closed on {day}")
        yield Reason(code="fairs.venue-closed", about=(venue.id,), text=text.format(venue=venue.id, day=day))


def _unlawful(wish: FairWish, question: Touring, slot: Slot) -> Iterator[Reason]:
    """What the rules say against a fair on a day, prepared from today on as well as can be."""
    for finding in _judged(wish, question, moved(wish, slot, wish.fair.booths), slot.venue):
        if finding.excludes:
            text = Text("{day}：{what}", "{day}: {what}").format(day=slot.on, what=finding.message)
            yield Reason(code=finding.rule, text=text)


def remarks_on(wish: FairWish, question: Touring, fair: RecruitmentFair, venue: Venue) -> tuple[Reason, ...]:
    """What the rules warn of about a fair that is held, though they do not forbid it."""
    found = _judged(wish, question, fair, venue)
    return tuple(Reason.of(finding) for finding in found if finding.severity is Severity.WARN)


def _judged(wish: FairWish, question: Touring, fair: RecruitmentFair, venue: Venue) -> Iterable[Finding]:
    plan = prepared(wish, question, fair, venue.capacity)
    return question.book.judge(plan, plan.fair.id, on=question.on)


def prepared(wish: FairWish, question: Touring, fair: RecruitmentFair, capacity: int | None) -> FairPlan:
    """The fair as it is prepared: each step on the last workday that the law leaves, or else as soon as can be."""
    plan = _bare(wish, fair, capacity)
    steps = {one.kind: one.by for one in deadlines_of(plan, question)}
    permit = steps.get(DeadlineKind.PERMIT)
    employers = frozenset(booth.employer for booth in fair.booths)
    return evolve(
        plan,
        plans=frozenset(PlanKind),
        verified_employers=employers,
        verified_brochures=employers,
        announced_at=_opening(fair, fair.published_on or steps.get(DeadlineKind.ANNOUNCEMENT, plan.held_on - _DAY)),
        permit=None if permit is None else Permit(asked_on=permit, granted_on=max(permit, plan.held_on)),
        safety_plan=frozenset(SafetyElement),
        stricter_security_plan=True,
        reported_on=min(
            (steps[kind] for kind in (DeadlineKind.REPORT, DeadlineKind.FILING) if kind in steps), default=None
        ),
        ledger_kept_until=date.max,
    )


def _bare(wish: FairWish, fair: RecruitmentFair, capacity: int | None) -> FairPlan:
    """The fair, with nothing prepared yet."""
    return FairPlan(
        fair=fair,
        organiser=wish.organiser,
        hr_service_license=wish.licence,
        expected_visitors=wish.expected_visitors,
        open_to_public=wish.open_to_public,
        across_provinces=wish.across_provinces,
        venue_capacity=capacity,
    )


def _opening(fair: RecruitmentFair, day: date) -> datetime:
    """The first moment of a day at the place of the fair."""
    return datetime.combine(day, time(), tzinfo=fair.starts.tzinfo)


def due_for(wish: FairWish, question: Touring, fair: RecruitmentFair, venue: Venue) -> tuple[FairDeadline, ...]:
    """What is due by when for a fair that is held."""
    return tuple(deadlines_of(_bare(wish, fair, venue.capacity), question))


def deadlines_of(plan: FairPlan, question: Touring) -> Iterator[FairDeadline]:
    """What is to be done about a fair, each by the last workday in time; where that is over, by the next one."""
    ctx = question.book.context(question.on)
    there, day = at_the_fair(plan, ctx), plan.held_on
    codes = {rule.code for rule in question.book}
    served = plan.organiser.is_service_body

    def due(kind: DeadlineKind, last: date) -> FairDeadline:
        return FairDeadline(fair=plan.fair.id, kind=kind, by=_in_office(question, last))

    if "FA-06" in codes and needs_permit(plan, ctx):
        yield due(DeadlineKind.PERMIT, permit_deadline(plan, ctx))
    if "FA-07" in codes and is_large(plan, ctx):
        last = permit_deadline(plan, ctx) if plan.organiser is not Organiser.GOVERNMENT else day - _DAY
        yield due(DeadlineKind.SAFETY_PLAN, last)
    if "FA-10" in codes and there.value("fair_filing_days") is not None:
        yield due(DeadlineKind.FILING, day - there.whole("fair_filing_days") * _DAY)
    if "FA-09" in codes and served and there.value("fair_prior_report") is True:
        yield due(DeadlineKind.REPORT, day - _DAY)
    if served and plan.fair.published_on is None:
        by = _announced(question, day)
        yield FairDeadline(fair=plan.fair.id, kind=DeadlineKind.ANNOUNCEMENT, by=by)
    if served:
        for kind in (DeadlineKind.PLANS, DeadlineKind.EMPLOYERS):
            yield FairDeadline(fair=plan.fair.id, kind=kind, by=min(_in_office(question, day - _DAY), day - _DAY))
    if "FA-10" in codes and there.value("fair_statistics_days") is not None:
        yield FairDeadline(
            fair=plan.fair.id,
            kind=DeadlineKind.STATISTICS,
            by=plan.fair.ends.date() + there.whole("fair_statistics_days") * _DAY,
        )


def _announced(question: Touring, day: date) -> date:
    """When a fair is announced at the latest: before the first village is told of it, and before its day.

    On a workday where there is one from today on, or else that very day: anybody can announce it.
    """
    last = max(question.on, day - max(1, question.publicity_days) * _DAY)
    found = question.workdays.last_workday(last)
    return found if found >= question.on else last


def _in_office(question: Touring, last: date) -> date:
    """The last workday up to a day; the first from today on where that is over."""
    if last >= question.on:
        found = question.workdays.last_workday(last)
        if found >= question.on:
            return found
    day = question.on
    while not question.workdays.is_workday(day):
        day += _DAY
    return day
