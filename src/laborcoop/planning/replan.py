"""Replanning: a new plan after disruptions, with the fewest changes, and who must be told.

`replan` is a left fold over events in order of (time, id): all at once, one by one, or again from the first plan, the
same plan comes out. What has happened by the time of an event stays: rides that have begun, nights slept, hand-overs
made.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.apply import take
from laborcoop.planning.disruptions.difference import Replanned, difference
from laborcoop.planning.disruptions.mend import mend
from laborcoop.planning.disruptions.scene import CONTRADICTION, OUT_OF_ORDER, Refusal, Scene
from laborcoop.planning.disruptions.standing import standings_of
from laborcoop.planning.event_log import lists_with
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan, noted
from laborcoop.rulebook import Finding, Findings, Severity

CUT_OFF = timedelta(hours=24)
"""How long before their first leg leaves those who wait for a place are told, unless the caller says otherwise.

A choice of the library's, not a rule of law.
"""

_A_YEAR = timedelta(days=366)


def replan(plan: ReturnPlan, events: Iterable[Event], *, cut_off: timedelta = CUT_OFF) -> Replanned:
    """The plan after some events, and what changed.

    Events are taken in order of (time, id), in whatever order they are given; one that was taken already counts once.
    After each, people who cannot go as planned are planned again, close to what was planned before; everyone else keeps
    seat, bed and post, unless moving them lets one more person arrive; those left out for want of room move up.

    Args:
        plan: a plan, or one that `replan` made.
        events: what happened since.
        cut_off: how long before their first leg leaves those who wait for a place must know that they can go, and those
            who had one must know of a leg that leaves on an earlier day than theirs; exactly so long is in time.

    Returns:
        The new plan; who moved, is left out and must be told; and a finding for each event that cannot be taken,
        because it is about something unknown (PL-21), comes before one that was taken (PL-22), or cannot have happened
        (PL-23), as none has before the day of the plan. The other events are taken.

    Raises:
        InvalidValue: ``plan`` is not a plan, ``events`` is not iterable or contains something that is not an event, or
            ``cut_off`` is not between 0 and 366 days.
        MissingExtra: NumPy or OR-tools is not installed (extra ``plan``).
    """
    check_arguments("replan", (("plan", plan, ReturnPlan),))
    happened = tuple(events) if isinstance(events, Iterable) else (None,)
    if not all(isinstance(event, Event) for event in happened):
        raise InvalidValue(
            Text(
                "replan 只接受 laborcoop.planning.events 中的事件，放在列表等序列中",
                "replan can take only events of laborcoop.planning.events, in a list or another iterable",
            )
        )
    if not isinstance(cut_off, timedelta) or not timedelta() <= cut_off <= _A_YEAR:
        raise InvalidValue(
            Text(
                "cut_off 应为 0 到 366 天的时长", "cut_off is a timedelta of 0 to 366 days: how early people must know"
            )
        )
    refused: list[Finding] = []
    steps: list[tuple[Event, ReturnPlan]] = []
    now = _with_lists(plan)
    for event in sorted(happened, key=lambda event: event.order):
        try:
            made = _after(now, event, cut_off)
        except Refusal as refusal:
            refused.append(_finding(event, refusal))
            continue
        if made is not None:
            steps.append((made.log.events[-1], made))
            now = made
    return difference(plan, now if steps else plan, steps, Findings.of(refused))


def _with_lists(plan: ReturnPlan) -> ReturnPlan:
    if plan.log.lists:
        return plan
    return noted(plan, log=evolve(plan.log, lists=lists_with({}, plan.outcomes)))


def _after(plan: ReturnPlan, event: Event, cut_off: timedelta) -> ReturnPlan | None:
    """The plan after one more event; None where it was taken already.

    Raises:
        Refusal: it cannot be taken.
    """
    local = evolve(event, time=event.time.astimezone(plan.case.campaign.zone))
    taken = next((one for one in plan.log.events if one.id == event.id), None)
    if taken == local:
        return None
    if taken is not None:
        raise Refusal(CONTRADICTION, Text("同一编号的事件内容不同", "another event of this id was taken"))
    if plan.log.events and local.order < plan.log.events[-1].order:
        raise Refusal(
            OUT_OF_ORDER,
            Text("早于已采用的事件 {last}，应从最初的计划重新推演", "comes before {last}, which was taken").format(
                last=plan.log.events[-1].id
            ),
        )
    if local.time.date() < plan.case.on:
        raise Refusal(
            CONTRADICTION,
            Text("早于计划日 {on}", "is before {on}, the day of the plan").format(on=plan.case.on),
        )
    before = Scene(case=plan.case, standings=standings_of(plan), log=plan.log, now=local.time)
    return mend(plan, before, take(local, before), cut_off)


def _finding(event: Event, refusal: Refusal) -> Finding:
    return Finding(
        rule=refusal.code,
        severity=Severity.ERROR,
        subject=event.id,
        kind="event",
        message=refusal.text,
        suggestion=_SUGGESTIONS[refusal.code],
    )


_SUGGESTIONS = {
    "PL-21": Text("更正事件中的编号", "mend the id in the event"),
    "PL-22": Text("把所有事件一起交给最初的计划", "give all events together to the first plan"),
    "PL-23": Text("核对时间和经过，重新报告", "check the time and what happened, and report it anew"),
}
