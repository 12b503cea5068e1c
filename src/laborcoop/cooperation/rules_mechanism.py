"""Rules about what a cooperation must go on with (CO-01 to CO-03).

The catalogue of rules has no codes for these facts of the article, so they have a family of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.cooperation.commitments import Commitment
from laborcoop.cooperation.exchanges import ExchangeMechanism
from laborcoop.cooperation.no_removals import EligibilityEnd, EndedEligibility, NoRemoval, NoRemovalReview
from laborcoop.kernel.text import Text
from laborcoop.rulebook.documents import SOURCE_ARTICLE
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation


@rule(
    "CO-01",
    "cooperation.four-no-removals",
    Severity.ERROR,
    subject=(NoRemovalReview, EndedEligibility),
    sources=(Citation(SOURCE_ARTICLE, "F055"),),
    message=Text("过渡期内“四个不摘”：{fault}", "four no-removals in the transition period: {fault}"),
    suggestion=Text("恢复该项，或补做核查", "restore it, or see to the review"),
    parameters=("transition_period",),
)
def four_no_removals(subject: NoRemovalReview | EndedEligibility, ctx: Context) -> Iterator[Breach]:
    """Within the transition period none of the four is removed, and leaving the register ends no eligibility.

    A warning where a review did not look at one of the four.
    """
    if ctx.at(ctx.region, subject.on).value("transition_period") is not True:
        return
    if isinstance(subject, EndedEligibility):
        if subject.because is EligibilityEnd.LEFT_REGISTER:
            fault = Text("因退出贫困户而取消资格", "eligibility ended because the household left the register")
            yield Breach({"fault": fault}, "because")
        return
    for one in NoRemoval:
        if one not in subject.kept:
            fault = Text("没有核查“{one}”", "nobody looked whether {one}")
            yield Breach({"fault": fault.format(one=one.label)}, f"kept[{one.value}]", Severity.WARN)
        elif not subject.kept[one]:
            fault = Text("没有做到“{one}”", "it does not hold that {one}")
            yield Breach({"fault": fault.format(one=one.label)}, f"kept[{one.value}]")


@rule(
    "CO-02",
    "cooperation.mechanism-is-live",
    Severity.WARN,
    subject=ExchangeMechanism,
    sources=(Citation(SOURCE_ARTICLE, "F058"),),
    message=Text("常态化机制：{fault}", "the regular mechanism: {fault}"),
    suggestion=Text("安排双方会商并记录日期", "let both sides meet, and record the day"),
    parameters=("mechanism_months",),
)
def mechanism_is_live(mechanism: ExchangeMechanism, ctx: Context) -> Iterator[Breach]:
    """A mechanism is regular only if both sides met in the months before."""
    months = ctx.whole("mechanism_months")
    if mechanism.is_live(ctx.on, months):
        return
    met = mechanism.meetings(ctx.on)
    fault = (
        Text("双方最近一次会商是 {day}，已满 {months} 个月", "both sides met last on {day}, {months} months ago")
        if met
        else Text("没有双方会商的记录", "no meeting of both sides is recorded")
    )
    yield Breach({"fault": fault.format(day=met[-1].on if met else "-", months=months)}, "exchanges")


@rule(
    "CO-03",
    "cooperation.continued-by-renewal",
    Severity.WARN,
    subject=Commitment,
    sources=(Citation(SOURCE_ARTICLE, "F044, F101, F112"),),
    message=Text("继续开展的工作：{fault}", "work that is to go on: {fault}"),
    suggestion=Text("在到期前续期", "renew it before it ends"),
    parameters=("renewal_notice_days",),
)
def continued_by_renewal(commitment: Commitment, ctx: Context) -> Iterator[Breach]:
    """What is to go on is renewed in time, and was never let lapse."""
    for gap in commitment.lapses():
        fault = Text("{start} 至 {end}（不含）中断", "did not hold from {start} to before {end}")
        yield Breach({"fault": fault.format(start=gap.start, end=gap.end)}, "terms")
    if commitment.due(ctx.on, ctx.whole("renewal_notice_days")):
        fault = Text("期限于 {end}（不含）届满，尚未续期", "ends before {end} and is not renewed")
        yield Breach({"fault": fault.format(end=commitment.terms[-1].end)}, "terms")


RULES_MECHANISM: tuple[AnyRule, ...] = (four_no_removals, mechanism_is_live, continued_by_renewal)
