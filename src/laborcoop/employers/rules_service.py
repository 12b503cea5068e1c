"""Rules about mandates, published posts, filling, hazards told, terms and quota: EM-08, EM-12 to EM-15, EM-18."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.employers.service import DisabledStaff, HazardNotice, Mandate, PostFilling, PostTerms, Publisher
from laborcoop.kernel.text import Text
from laborcoop.kernel.worklist import WorkList
from laborcoop.rulebook import Breach, Citation, Context, Convention, Mark, Severity, rule
from laborcoop.rulebook.documents import (
    DISABLED_EMPLOYMENT_RULES,
    HR_MARKET_RULES,
    LABOUR_CONTRACT_LAW,
    OCCUPATIONAL_DISEASE_LAW,
)
from laborcoop.rulebook.requirement import Requirement, unmet
from laborcoop.rulebook.rule import AnyRule

_PER_CENT = 100


@rule(
    "EM-08",
    "employers.mandate-checked",
    Severity.ERROR,
    subject=Mandate,
    sources=(Citation(HR_MARKET_RULES, "26"),),
    message=Text("受托招聘：{fault}", "recruiting by mandate: {fault}"),
    suggestion=Text("请向用人单位补齐并审查。", "Ask the employer for it, and check it."),
)
def mandate_checked(given: Mandate, _ctx: Context) -> Iterator[Breach]:
    """A service body that recruits for an employer asks for four papers and checks that they are true and lawful."""
    yield from unmet(
        (
            Requirement("brochure", given.brochure, Text("招聘简章", "the brochure")),
            Requirement(
                "licence", given.licence, Text("营业执照或批准设立的文件", "the business licence or founding approval")
            ),
            Requirement("agent_id", given.agent_id, Text("经办人的身份证件", "the agent's identity card")),
            Requirement("mandate", given.mandate, Text("用人单位的委托证明", "the employer's mandate")),
            Requirement(
                "verified", given.verified, Text("真实性、合法性审查", "the check that they are true and lawful")
            ),
        )
    )


@rule(
    "EM-12",
    "employers.no-more-than-openings",
    Severity.ERROR,
    subject=PostFilling,
    sources=(Convention(Text("录用不能多于招聘人数", "no more are accepted than are wanted")),),
    message=Text("{fault}", "{fault}"),
    suggestion=Text(
        "请释放多出的人选，或请用人单位增加人数并说明原因。",
        "Free the candidates beyond the openings, or ask the employer for more and the reason.",
    ),
)
def no_more_than_openings(filling: PostFilling, _ctx: Context) -> Iterator[Breach]:
    """No more are accepted than there are openings left; withdrawn openings free their candidates and have a reason."""
    if filling.accepted > filling.open:
        fault = Text("已录用 {accepted} 人，多于 {open} 个岗位", "{accepted} are accepted for {open} openings")
        yield Breach({"fault": fault.format(accepted=filling.accepted, open=filling.open)}, "accepted")
    if filling.withdrawn and not filling.reason.strip():
        fault = Text("撤回 {withdrawn} 个岗位，没有写明原因", "{withdrawn} openings are withdrawn without a reason")
        yield Breach({"fault": fault.format(withdrawn=filling.withdrawn)}, "reason")


@rule(
    "EM-13",
    "employers.hazards-told",
    Severity.ERROR,
    subject=HazardNotice,
    sources=(Citation(OCCUPATIONAL_DISEASE_LAW, "33"), Citation(LABOUR_CONTRACT_LAW, "8")),
    message=Text("职业病危害：{fault}", "occupational hazards: {fault}"),
    suggestion=Text(
        "请用人单位如实告知并写入合同。", "Ask the employer to tell them truly and to put them in the contract."
    ),
    parameters=("occupational_hazards",),
)
def hazards_told(notice: HazardNotice, ctx: Context) -> Iterator[Breach]:
    """Hazards are told when hiring and written into the contract, and told again when the post or the work changes."""
    if not any(WorkList(str(ctx.value("occupational_hazards") or "")).matches(notice.duties)):
        return
    if notice.told_on is None or notice.told_on > notice.hired_on:
        fault = Text("订立合同时没有告知", "not told on hiring")
        yield Breach({"fault": fault}, "told_on")
    if notice.in_contract is None:
        fault = Text("没有记录是否写入合同", "whether the contract names them is not recorded")
        yield Breach({"fault": fault}, "in_contract", Severity.WARN)
    elif not notice.in_contract:
        yield Breach({"fault": Text("没有写入合同", "not written into the contract")}, "in_contract")
    again, changed = notice.told_of_change_on, notice.changed_on
    if changed is not None and (again is None or again > changed):
        fault = Text("{changed} 岗位或工作内容变更时没有再次告知", "not told again on the change of {changed}")
        yield Breach({"fault": fault.format(changed=changed)}, "told_of_change_on")


@rule(
    "EM-14",
    "employers.programme-terms",
    Severity.WARN,
    subject=PostTerms,
    sources=(
        Convention(
            Text("协作岗位写明工时、食宿、保险", "programme posts give hours, lodging, meals and insurance"),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text("协作岗位{fault}", "programme post: {fault}"),
    suggestion=Text("请向用人单位补齐；没有的请写“无”。", "Ask the employer; where there is none, say so."),
)
def programme_terms(terms: PostTerms, _ctx: Context) -> Iterator[Breach]:
    """A programme post gives working hours, lodging, meals and insurance."""
    yield from unmet(
        (
            Requirement("hours", bool(terms.hours.strip()), Text("工作时间", "working hours")),
            Requirement("lodging", bool(terms.lodging.strip()), Text("住宿", "lodging")),
            Requirement("meals", bool(terms.meals.strip()), Text("伙食", "meals")),
            Requirement("insurance", bool(terms.insurance.strip()), Text("保险", "insurance")),
        )
    )


@rule(
    "EM-15",
    "employers.disabled-staff",
    Severity.INFO,
    subject=DisabledStaff,
    sources=(Citation(DISABLED_EMPLOYMENT_RULES, "8"), Citation(DISABLED_EMPLOYMENT_RULES, "9")),
    message=Text(
        "在职职工 {staff} 人中残疾人 {disabled} 人，低于 {share}%",
        "{disabled} of {staff} staff have disabilities, below {share} %",
    ),
    suggestion=Text(
        "用人单位应缴纳残疾人就业保障金；跨地区招用的残疾人计入。",
        "The employer owes the levy; hires from other regions count.",
    ),
    parameters=("disabled_staff_share",),
)
def disabled_staff(employer: DisabledStaff, ctx: Context) -> Iterator[Breach]:
    """Staff with disabilities reach the share that the province sets, 1.5 % at least; else the employer pays a levy."""
    share = ctx.at(employer.division).number("disabled_staff_share")
    if employer.counted * _PER_CENT < share * employer.staff:
        yield Breach({"staff": employer.staff, "disabled": employer.counted, "share": share}, "disabled")


@rule(
    "EM-18",
    "employers.publisher",
    Severity.ERROR,
    subject=Publisher,
    sources=(Citation(HR_MARKET_RULES, "29"),),
    message=Text("发布岗位的机构{fault}", "the agency that publishes posts: {fault}"),
    suggestion=Text("请机构补上该项制度。", "Ask the agency to set it up."),
)
def publisher(agency: Publisher, _ctx: Context) -> Iterator[Breach]:
    """An agency that publishes posts reviews them, takes complaints, and keeps personal data confidential."""
    yield from unmet(
        (
            Requirement("reviews_posts", agency.reviews_posts, Text("信息发布审查", "a review of what is published")),
            Requirement("takes_complaints", agency.takes_complaints, Text("投诉处理机制", "a channel for complaints")),
            Requirement(
                "keeps_confidential",
                agency.keeps_confidential,
                Text("个人信息保密", "confidentiality of personal data"),
            ),
        )
    )


RULES: tuple[AnyRule, ...] = (
    mandate_checked,
    no_more_than_openings,
    hazards_told,
    programme_terms,
    disabled_staff,
    publisher,
)
