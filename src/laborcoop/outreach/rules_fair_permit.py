"""Rules about fairs that are large events (FA-05 to FA-08, FA-13).

A fair is a large event (大型群众性活动) where it is open to the public and a session is expected to draw a thousand
visitors or more. Days are those of the place of the fair.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.outreach.plan import FairPlan, Organiser
from laborcoop.outreach.rules_fair_service import at_the_fair, where_held
from laborcoop.outreach.safety import ChangeKind, FairChange, PoliceLevel, SafetyElement
from laborcoop.rulebook import Breach, Citation, Context, Severity, rule
from laborcoop.rulebook.documents import LARGE_EVENTS
from laborcoop.rulebook.rule import AnyRule

_SIZE = "large_event_visitors"
_NEW_PERMIT = {ChangeKind.PLACE, ChangeKind.CONTENT, ChangeKind.BIGGER}


def is_large(plan: FairPlan, ctx: Context) -> bool:
    """Whether a fair is a large event: open to the public, and a session expected to draw so many or more."""
    expected = plan.expected_visitors
    return plan.open_to_public and expected is not None and expected >= at_the_fair(plan, ctx).whole(_SIZE)


def needs_permit(plan: FairPlan, ctx: Context) -> bool:
    """Whether the police permit a fair: a large event that no government holds itself."""
    return plan.organiser is not Organiser.GOVERNMENT and is_large(plan, ctx)


def permit_deadline(plan: FairPlan, ctx: Context) -> date:
    """The last day on which the permit may be asked for: so many days before the day of the fair."""
    return plan.held_on - timedelta(days=at_the_fair(plan, ctx).whole("permit_lead_days"))


@rule(
    "FA-05",
    "outreach.large-event-permit",
    Severity.BLOCK,
    subject=FairPlan,
    place=where_held,
    sources=(Citation(LARGE_EVENTS, "2"), Citation(LARGE_EVENTS, "11"), Citation(LARGE_EVENTS, "25")),
    message=Text("{what}", "{what}"),
    suggestion=Text("{todo}", "{todo}"),
    parameters=(_SIZE, "permit_lead_days"),
)
def large_event_permit(plan: FairPlan, ctx: Context) -> Iterator[Breach]:
    """A large event has a police permit by its day; a government that holds it makes a stricter security plan instead.

    A warning where nobody estimated the visitors of a fair that is open to the public.
    """
    size = at_the_fair(plan, ctx).whole(_SIZE)
    if plan.open_to_public and plan.expected_visitors is None:
        what = Text(
            "没有预计参加人数，无法判断是否达到 {size} 人的大型活动",
            "the visitors were not estimated: whether it is a large event of {size} or more cannot be said",
        )
        todo = Text("请预计每场参加人数。", "Estimate the visitors at a session.")
        yield Breach({"what": what.format(size=size), "todo": todo}, "expected_visitors", Severity.WARN)
    if not is_large(plan, ctx):
        return
    facts = {"expected": plan.expected_visitors, "size": size}
    granted = plan.permit.granted_on if plan.permit is not None else None
    if plan.organiser is Organiser.GOVERNMENT:
        if not plan.stricter_security_plan:
            what = Text(
                "政府直接举办、预计 {expected} 人（{size} 人以上），没有更加严格的安全保卫工作方案",
                "held by a government for {expected} expected visitors ({size} or more) without a stricter security "
                "plan",
            )
            todo = Text("请责成或会同公安机关制订。", "Have it made by or with the police.")
            yield Breach({"what": what.format(**facts), "todo": todo}, "stricter_security_plan")
    elif granted is None or granted > plan.held_on:
        what = Text(
            "面向社会、预计 {expected} 人（{size} 人以上），举办时没有公安机关的安全许可",
            "is open to the public, expects {expected} visitors ({size} or more) and has no police permit by its day",
        )
        todo = Text(
            "最迟在 {day} 提出申请；已过的，改期或缩小规模。",
            "Ask for it by {day} at the latest; after that, choose another day or a smaller scale.",
        )
        yield Breach({"what": what.format(**facts), "todo": todo.format(day=permit_deadline(plan, ctx))}, "permit")


@rule(
    "FA-06",
    "outreach.permit-in-time",
    Severity.BLOCK,
    subject=FairPlan,
    place=where_held,
    sources=(Citation(LARGE_EVENTS, "12"), Citation(LARGE_EVENTS, "13")),
    message=Text("{what}", "{what}"),
    suggestion=Text("{todo}", "{todo}"),
    parameters=(_SIZE, "permit_lead_days", "city_permit_visitors", "permit_at_the_boundary"),
)
def permit_in_time(plan: FairPlan, ctx: Context) -> Iterator[Breach]:
    """The permit is asked for twenty days before the event, from the police of the right level.

    A warning where a number of visitors falls under two levels and no reading of the place decides.
    """
    if not needs_permit(plan, ctx):
        return
    deadline = permit_deadline(plan, ctx)
    permits = list(plan.permits())
    later = Text("请改期，或缩小规模。", "Choose another day, or a smaller scale.")
    for path, permit in permits:
        if permit.asked_on > deadline:
            what = Text(
                "安全许可于 {asked} 申请，最迟应为 {deadline}", "the permit was asked for on {asked}, after {deadline}"
            )
            yield Breach({"what": what.format(asked=permit.asked_on, deadline=deadline), "todo": later}, path)
    if not permits:
        if ctx.on > deadline:
            what = Text("申请安全许可的期限 {deadline} 已过", "the last day to ask for the permit, {deadline}, is over")
            yield Breach({"what": what.format(deadline=deadline), "todo": later}, "permit")
        return
    # A permit for an earlier, smaller scale was right in its time: the last one is that of the fair as it stands.
    path, permit = permits[-1]
    levels = _levels(plan, ctx)
    facts = {"visitors": plan.expected_visitors, "levels": [level.label for level in levels]}
    if len(levels) > 1:
        what = Text(
            "预计恰为 {visitors} 人，条文对两级公安机关都适用：{levels}",
            "exactly {visitors} visitors are expected, and the article names two authorities: {levels}",
        )
        todo = Text("请向公安机关核实由谁许可。", "Ask the police which of them grants the permit.")
        yield Breach({"what": what.format(**facts), "todo": todo}, path, Severity.WARN)
    if permit.level is not None and permit.level not in levels:
        what = Text("许可应由{levels}作出，不是{asked}", "the permit is for {levels} to grant, not for {asked}")
        todo = Text("请向有权的公安机关申请。", "Ask the right authority.")
        yield Breach({"what": what.format(**facts, asked=permit.level.label), "todo": todo}, path)


def _levels(plan: FairPlan, ctx: Context) -> tuple[PoliceLevel, ...]:
    there = at_the_fair(plan, ctx)
    if plan.across_provinces:
        return (PoliceLevel.STATE_COUNCIL,)
    boundary, expected = there.whole("city_permit_visitors"), plan.expected_visitors or 0
    if expected != boundary:
        return (PoliceLevel.CITY if expected > boundary else PoliceLevel.COUNTY,)
    both = (PoliceLevel.COUNTY, PoliceLevel.CITY)
    reading = there.value("permit_at_the_boundary")
    return tuple(level for level in both if level.value == reading) or both


@rule(
    "FA-07",
    "outreach.safety-plan",
    Severity.ERROR,
    subject=FairPlan,
    place=where_held,
    sources=(Citation(LARGE_EVENTS, "6"),),
    message=Text(
        "大型活动的安全工作方案缺少：{missing}（{count} 项）",
        "the safety plan of the large event lacks: {missing} ({count})",
    ),
    suggestion=Text("请补齐九项内容。", "Complete its nine elements."),
    parameters=(_SIZE,),
)
def safety_plan(plan: FairPlan, ctx: Context) -> Iterator[Breach]:
    """The safety plan of a large event has its nine elements."""
    missing = [element.label for element in SafetyElement if element not in plan.safety_plan]
    if missing and is_large(plan, ctx):
        yield Breach({"missing": missing, "count": len(missing)}, "safety_plan")


@rule(
    "FA-08",
    "outreach.permitted-event-changed",
    Severity.ERROR,
    subject=FairPlan,
    place=where_held,
    sources=(Citation(LARGE_EVENTS, "15"),),
    message=Text("经许可的活动{change}：{fault}", "{change} of a permitted event: {fault}"),
    suggestion=Text(
        "变更时间须事先获公安机关同意；变更地点、内容或扩大规模须重新申请许可；取消须事先书面告知并交回许可证件。",
        "Another time needs the consent of the police beforehand; another place, other contents or a bigger scale a "
        "new permit; a cancellation written notice beforehand and the return of the permit.",
    ),
    parameters=(_SIZE,),
)
def permitted_event_changed(plan: FairPlan, ctx: Context) -> Iterator[Breach]:
    """A permitted event is changed with consent, with a new permit, or called off in writing before its time."""
    permitted = plan.permit is not None and plan.permit.granted_on is not None
    if not permitted or not needs_permit(plan, ctx):
        return
    for i, change in enumerate(plan.changes):
        for field, fault in _faults(plan, change):
            yield Breach({"change": change.kind.label, "fault": fault}, f"changes[{i}].{field}")


def _faults(plan: FairPlan, change: FairChange) -> Iterator[tuple[str, Text]]:
    if change.kind in {ChangeKind.TIME, ChangeKind.CANCELLED}:
        if change.told_at is None:
            yield "told_at", Text("没有向公安机关申请或告知", "the police were not asked or told")
        elif instant(change.told_at) >= instant(change.was_to_start):
            yield (
                "told_at",
                Text(
                    "应在原定时间 {start} 之前申请或告知，实为 {at}",
                    "the police are asked or told before the time first set, {start}; they were at {at}",
                ).format(start=change.was_to_start, at=change.told_at),
            )
    if change.kind is ChangeKind.TIME and (change.agreed_on is None or change.agreed_on > plan.held_on):
        yield "agreed_on", Text("公安机关没有同意", "the police have not agreed")
    if change.kind is ChangeKind.CANCELLED:
        if not change.in_writing:
            yield "in_writing", Text("不是书面告知", "the notice is not in writing")
        if not change.permit_returned:
            yield "permit_returned", Text("没有交回许可证件", "the permit was not returned")
    if change.kind in _NEW_PERMIT:
        granted = change.new_permit.granted_on if change.new_permit is not None else None
        if granted is None or granted > plan.held_on:
            yield "new_permit", Text("没有重新取得许可", "there is no new permit")


@rule(
    "FA-13",
    "outreach.venue-capacity",
    Severity.ERROR,
    subject=FairPlan,
    place=where_held,
    sources=(Citation(LARGE_EVENTS, "6(4)"), Citation(LARGE_EVENTS, "7(4)"), Citation(LARGE_EVENTS, "18")),
    message=Text("{what}", "{what}"),
    suggestion=Text(
        "请扩大场地或分场举办；入场人数达到核准数量时立即停止入场。",
        "Find a bigger venue or hold more sessions; stop entry when the approved number is inside.",
    ),
    parameters=(_SIZE,),
)
def venue_capacity(plan: FairPlan, ctx: Context) -> Iterator[Breach]:
    """A large event expects no more visitors than the approved capacity, and lets no more in.

    A warning where the capacity is not recorded.
    """
    if not is_large(plan, ctx):
        return
    capacity = plan.venue_capacity
    if capacity is None:
        what = Text("没有登记核准的场地容纳人数", "the approved capacity of the venue is not recorded")
        yield Breach({"what": what}, "venue_capacity", Severity.WARN)
        return
    for path, people, what in (
        (
            "expected_visitors",
            plan.expected_visitors,
            Text(
                "预计 {people} 人，超过核准容纳的 {capacity} 人", "{people} visitors are expected, {capacity} approved"
            ),
        ),
        (
            "most_inside",
            plan.most_inside,
            Text(
                "场内曾达 {people} 人，超过核准的 {capacity} 人", "{people} visitors were inside, {capacity} approved"
            ),
        ),
    ):
        if people is not None and people > capacity:
            yield Breach({"what": what.format(people=people, capacity=capacity)}, path)


RULES: tuple[AnyRule, ...] = (
    large_event_permit,
    permit_in_time,
    safety_plan,
    permitted_event_changed,
    venue_capacity,
)
