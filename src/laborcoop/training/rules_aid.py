"""Rules about aid for students and what follows graduation (TP-11 to TP-15)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from laborcoop.kernel.text import Text
from laborcoop.rulebook.documents import POVERTY_EXIT_OPINION, SOURCE_ARTICLE
from laborcoop.rulebook.requirement import Requirement, unmet
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Mark
from laborcoop.training.aid import AidEnd, EarlyLeaver, GraduateOffers, StudentAid, YuluPlan

_OPINION = Citation(POVERTY_EXIT_OPINION, "", Mark.SECONDARY)


@rule(
    "TP-11",
    "training.aid-payable",
    Severity.ERROR,
    subject=StudentAid,
    sources=(Citation(SOURCE_ARTICLE, "F116–F119"),),
    message=Text("{day} 发放的资助：{fault}", "aid paid on {day}: {fault}"),
    suggestion=Text("停发或追回，核对学籍和脱贫身份", "stop or recover it, and check the enrolment and the register"),
)
def aid_payable(aid: StudentAid, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Aid goes to who is registered in the sending region, out of poverty, enrolled that day, in the pairing's time."""
    for day in aid.paid_on:
        for path, fault in aid.obstacles(day):
            yield Breach({"day": day, "fault": fault}, path)


@rule(
    "TP-12",
    "training.aid-after-the-register",
    Severity.ERROR,
    subject=StudentAid,
    sources=(Citation(SOURCE_ARTICLE, "F055"),),
    message=Text(
        "{day} 因退出贫困户而停止资助，而过渡期内不摘政策、不摘帮扶",
        "aid ended on {day} because the household left the poverty register, within the transition period",
    ),
    suggestion=Text("恢复资助", "take up the aid again"),
    parameters=("transition_period",),
)
def aid_after_the_register(aid: StudentAid, ctx: Context) -> Iterator[Breach]:
    """Within the transition period, leaving the poverty register ends no aid."""
    if (
        aid.end is AidEnd.LEFT_REGISTER
        and aid.ended_on is not None
        and evolve(ctx, on=aid.ended_on).value("transition_period") is True
    ):
        yield Breach({"day": aid.ended_on}, "ended_on")


@rule(
    "TP-13",
    "training.waiver-and-grant",
    Severity.INFO,
    subject=EarlyLeaver,
    sources=(_OPINION,),
    message=Text("低收入家庭的两后生就读技工院校，{fault}", "of a low-income household at a technical school: {fault}"),
    suggestion=Text("为其申请免学费和助学金", "apply for the tuition waiver and the grant"),
)
def waiver_and_grant(leaver: EarlyLeaver, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Early leavers of low-income households at technical schools have tuition waived and get a grant."""
    if not (leaver.low_income and leaver.at_technical_school):
        return
    if not leaver.tuition_waived:
        yield Breach({"fault": Text("没有免学费的记录", "no tuition waiver is recorded")}, "tuition_waived")
    if not leaver.grant:
        yield Breach({"fault": Text("没有助学金的记录", "no grant is recorded")}, "grant")


@rule(
    "TP-14",
    "training.yulu-plan",
    Severity.INFO,
    subject=YuluPlan,
    sources=(_OPINION,),
    message=Text("雨露计划+：{fault}", "Rain-and-Dew plan+: {fault}"),
    suggestion=Text("补充完善", "see to it"),
)
def yulu_plan(plan: YuluPlan, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """The plan covers monitored households, and keeps a list of posts wanted and a ledger."""
    requirements = (
        Requirement("covers_monitored", plan.covers_monitored, Text("覆盖监测对象", "monitored households")),
        Requirement("post_list", plan.post_list, Text("岗位需求清单", "the list of posts wanted")),
        Requirement("ledger", plan.ledger, Text("台账", "the ledger")),
    )
    for breach in unmet(requirements):
        yield evolve(breach, severity=None)


@rule(
    "TP-15",
    "training.recommended-after-graduation",
    Severity.ERROR,
    subject=GraduateOffers,
    sources=(Citation(SOURCE_ARTICLE, "F120–F122"),),
    message=Text("推荐就业：{fault}", "recommendation: {fault}"),
    suggestion=Text(
        "毕业后推荐到当日在名单上的优质企业，学生可以不接受",
        "recommend after graduation, to employers on the quality list that day; the graduate may decline",
    ),
)
def recommended_after_graduation(offers: GraduateOffers, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Who graduated is recommended to employers that are on the quality list that day, and may decline."""
    graduated = offers.placement.graduated_on
    for i, offer in enumerate(offers.placement.recommendations):
        if graduated is None or offer.on < graduated:
            fault = Text("{day} 推荐时尚未毕业", "made on {day}, before graduation").format(day=offer.on)
            yield Breach({"fault": fault}, f"placement.recommendations[{i}].on")
        if not offers.listed(offer.employer, offer.on):
            fault = Text("{employer} 在 {day} 不在优质企业名单上", "{employer} is not on the quality list on {day}")
            yield Breach(
                {"fault": fault.format(employer=offer.employer, day=offer.on)},
                f"placement.recommendations[{i}].employer",
            )
    if offers.pressed:
        yield Breach({"fault": Text("学生被要求必须接受", "the graduate was told to accept")}, "pressed")


RULES_AID: tuple[AnyRule, ...] = (
    aid_payable,
    aid_after_the_register,
    waiver_and_grant,
    yulu_plan,
    recommended_after_graduation,
)
