"""Rules about the way on and the arrival: changes, gates, sums that must come out, ways without a gap (TR-23 to 26)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from attrs import evolve

from laborcoop.journey import Itinerary, Step, StepKind
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.rulebook.documents import SOURCE_ARTICLE, ZIGONG_PLAN
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Convention, Mark
from laborcoop.transfer.arrival import GateList
from laborcoop.transfer.change import Change
from laborcoop.transfer.handover import Reconciliation


@rule(
    "TR-23",
    "transfer.signed-at-the-gate",
    Severity.ERROR,
    subject=GateList,
    sources=(Citation(ZIGONG_PLAN, "", Mark.SECONDARY),),
    message=Text("到厂交接（至多 {workers} 人）：{fault}", "arrivals at the gate (up to {workers}): {fault}"),
    suggestion=Text(
        "请企业指定联系人，在交接名单上签字并交回",
        "ask the employer to name a contact, who signs the list and returns it",
    ),
)
def signed_at_the_gate(gate: GateList, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """An employer to whose gate people come has a contact who can sign; after the hand-over the list is signed."""
    if not gate.workers or gate.signed:
        return
    if gate.employer.contact is None:
        fault = Text("企业没有可签字的联系人", "the employer has no contact who can sign")
        yield Breach({"workers": gate.workers, "fault": fault}, path="employer.contact")
    if gate.signed is False:
        fault = Text("交接名单未签字", "the list is not signed")
        yield Breach({"workers": gate.workers, "fault": fault}, path="signed")


@rule(
    "TR-24",
    "transfer.everyone-accounted-for",
    Severity.BLOCK,
    subject=Reconciliation,
    sources=(
        Convention(Text("从家门到厂门一个都不能少", "nobody is lost between the home door and the factory gate")),
    ),
    message=Text("人数对不上：{whole} ≠ {parts} = {sum}", "the numbers do not add up: {whole} ≠ {parts} = {sum}"),
    suggestion=Text("逐人核对名单，在找到差额前不得结束", "go through the list person by person before closing it"),
)
def everyone_accounted_for(numbers: Reconciliation, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Registered are boarded, absent, withdrawn or moved; boarded are handed over, alighted, in hospital or missing."""
    before = numbers.boarded + numbers.no_show + numbers.withdrawn + numbers.moved
    if numbers.registered != before:
        yield Breach(
            {
                "whole": Text("登记 {number}", "registered {number}").format(number=numbers.registered),
                "parts": Text(
                    "上车 {boarded} + 未到 {no_show} + 退出 {withdrawn} + 改乘 {moved}",
                    "boarded {boarded} + no-show {no_show} + withdrawn {withdrawn} + moved {moved}",
                ).format(
                    boarded=numbers.boarded,
                    no_show=numbers.no_show,
                    withdrawn=numbers.withdrawn,
                    moved=numbers.moved,
                ),
                "sum": before,
            },
            path="registered",
        )
    after = numbers.handed_over + numbers.alighted_early + numbers.hospital + numbers.missing
    if numbers.boarded != after:
        yield Breach(
            {
                "whole": Text("上车 {number}", "boarded {number}").format(number=numbers.boarded),
                "parts": Text(
                    "交接 {handed_over} + 提前下车 {alighted_early} + 就医 {hospital} + 失联 {missing}",
                    "handed over {handed_over} + alighted early {alighted_early} + in hospital {hospital} "
                    "+ missing {missing}",
                ).format(
                    handed_over=numbers.handed_over,
                    alighted_early=numbers.alighted_early,
                    hospital=numbers.hospital,
                    missing=numbers.missing,
                ),
                "sum": after,
            },
            path="boarded",
        )


@rule(
    "TR-25",
    "transfer.time-to-change",
    Severity.WARN,
    subject=Change,
    sources=(
        Convention(
            Text("换乘火车要留出进站时间，多少由案例规定", "a change to a train takes time; how much, the case says"),
            Mark.UNVERIFIED,
        ),
        Convention(
            Text(
                "换乘包机同样要留出时间，本库沿用同一参数",
                "a change to a chartered flight takes time too; that the same number holds is this library's choice",
            ),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text(
        "在 {place} 由 {arriving} 换乘{onto} {departing}，间隔 {have} 分钟；{need}",
        "changes from {arriving} to the {onto} {departing} at {place} in {have} min; {need}",
    ),
    suggestion=Text(
        "让 {arriving} 更早到达，或改乘晚一班{onto}", "let {arriving} arrive earlier, or take a later {onto}"
    ),
    parameters=("transfer_buffer",),
)
def time_to_change(change: Change, ctx: Context) -> Iterator[Breach]:
    """Between a feeder's arrival and a train's or flight's departure lies the buffer; a note where none is in force."""
    if not (change.to_rail or change.to_flight):
        return
    then = evolve(ctx, on=change.depart.date())
    given = then.value("transfer_buffer") is not None
    if given and change.buffer >= timedelta(minutes=then.whole("transfer_buffer")):
        return
    need = (
        Text("至少要 {buffer} 分钟", "{buffer} min are needed").format(buffer=then.whole("transfer_buffer"))
        if given
        else Text("案例没有给出 transfer_buffer，无法判断是否够用", "the case gives no transfer_buffer to compare with")
    )
    yield Breach(
        {
            "place": change.place,
            "arriving": change.arriving,
            "departing": change.departing,
            "onto": Text("火车", "train") if change.to_rail else Text("航班", "flight"),
            "have": change.buffer // timedelta(minutes=1),
            "need": need,
        },
        path="depart",
        severity=None if given else Severity.INFO,
    )


@rule(
    "TR-26",
    "transfer.way-without-a-gap",
    Severity.ERROR,
    subject=Itinerary,
    sources=(Citation(SOURCE_ARTICLE, "F003"),),
    message=Text("行程不完整：{fault}", "the way has a gap: {fault}"),
    suggestion=Text(
        "重排行程，使每一步从上一步结束的地方接上，最后在厂门交接",
        "plan the way anew, each step from where the one before ended, to the hand-over at the gate",
    ),
)
def way_without_a_gap(itinerary: Itinerary, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Each step starts where and after the one before ended; the last is the hand-over."""
    for i in itinerary.gaps():
        yield Breach({"fault": _fault(i, itinerary.steps[i])}, path=f"steps[{i}]")
    if not itinerary.steps or itinerary.steps[-1].kind is not StepKind.HANDOVER:
        yield Breach({"fault": Text("最后一步不是到厂交接", "its last step is not the hand-over")}, path="steps")


def _fault(number: int, step: Step) -> Text:
    wording = (
        Text(
            "第 {n} 步 {start} 到 {end} 在开始（{depart}）之前就结束（{arrive}）",
            "step {n}, {start} to {end}, ends ({arrive}) before it starts ({depart})",
        )
        if instant(step.arrive) < instant(step.depart)
        else Text(
            "第 {n} 步 {start} 到 {end}（{depart} 至 {arrive}）接不上前一步",
            "step {n}, {start} to {end} ({depart} to {arrive}), does not follow on from the one before",
        )
    )
    return wording.format(n=number + 1, start=step.start, end=step.end, depart=step.depart, arrive=step.arrive)


RULES: tuple[AnyRule, ...] = (signed_at_the_gate, everyone_accounted_for, time_to_change, way_without_a_gap)
