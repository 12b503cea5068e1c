"""Rules about handling personal data: PR-01 to PR-05, PR-08."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateutil.relativedelta import relativedelta

from laborcoop.cooperation.privacy import (
    AutomatedDecision,
    DataHandling,
    DataKind,
    LegalBasis,
    RecordKind,
    Retention,
)
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Citation, Context, Severity, rule
from laborcoop.rulebook.documents import HR_MARKET_RULES, MIGRANT_WORKERS_PAY, PERSONAL_INFORMATION_LAW
from laborcoop.rulebook.requirement import Requirement, unmet
from laborcoop.rulebook.rule import AnyRule

_SENSITIVE = ("sensitive_data", "sensitive_data_by_precaution")
_KEEP_YEARS = {
    RecordKind.SERVICE_LEDGER: "service_ledger_years",
    RecordKind.WAGE_LEDGER: "keep_wage_ledger_years",
    RecordKind.ASSESSMENT: "keep_assessment_years",
}


def names(kinds: Iterable[DataKind]) -> tuple[Text, ...]:
    """The kinds in the order of `DataKind`, as a sentence lists them."""
    given = frozenset(kinds)
    return tuple(kind.text for kind in DataKind if kind in given)


def _sensitive(handling: DataHandling, ctx: Context) -> tuple[frozenset[DataKind], Severity | None]:
    """The sensitive kinds handled; the severity is a warning where the law names none of them."""
    by_law, careful = (DataKind.listed(str(ctx.value(name) or "")) for name in _SENSITIVE)
    named = handling.kinds & by_law
    return named | (handling.kinds & careful), None if named else Severity.WARN


@rule(
    "PR-01",
    "cooperation.least-data",
    Severity.ERROR,
    subject=DataHandling,
    sources=(Citation(PERSONAL_INFORMATION_LAW, "6"),),
    message=Text("个人信息处理：{fault}", "handling personal data: {fault}"),
    suggestion=Text("请写明目的，只收集所需的项目。", "State the purpose, and collect what it needs."),
)
def least_data(handling: DataHandling, _ctx: Context) -> Iterator[Breach]:
    """Data are handled for a stated purpose, and no kind is collected that it does not need."""
    if not handling.purpose.strip():
        yield Breach({"fault": Text("没有写明目的", "no purpose is stated")}, "purpose")
    more = handling.kinds - handling.needed
    if more:
        fault = Text("收集了目的不需要的项目：{kinds}", "more is collected than the purpose needs: {kinds}")
        yield Breach({"fault": fault.format(kinds=names(more))}, "kinds")


@rule(
    "PR-02",
    "cooperation.sensitive-data",
    Severity.ERROR,
    subject=DataHandling,
    sources=(Citation(PERSONAL_INFORMATION_LAW, "28"),),
    message=Text("敏感个人信息（{kinds}）：{fault}", "sensitive data ({kinds}): {fault}"),
    suggestion=Text(
        "请写明必要性并采取严格保护措施，或不再处理。", "Say why and protect them strictly, or leave them."
    ),
    parameters=_SENSITIVE,
)
def sensitive_data(handling: DataHandling, ctx: Context) -> Iterator[Breach]:
    """Sensitive data are handled only for a specific purpose, when that is necessary, with strict protection.

    Ethnicity and poverty status are treated so by precaution, the law does not name them: warnings.
    """
    kinds, severity = _sensitive(handling, ctx)
    if not kinds:
        return
    if not (handling.purpose.strip() and handling.necessity.strip()):
        fault = Text("没有写明特定目的和充分的必要性", "purpose and necessity are not both stated")
        yield Breach({"kinds": names(kinds), "fault": fault}, "necessity", severity)
    if not handling.protected:
        unknown = handling.protected is None
        fault = (
            Text("没有记录保护措施", "protection is not recorded")
            if unknown
            else Text("没有采取严格保护措施", "they are not strictly protected")
        )
        yield Breach({"kinds": names(kinds), "fault": fault}, "protected", Severity.WARN if unknown else severity)


@rule(
    "PR-03",
    "cooperation.separate-consent",
    Severity.ERROR,
    subject=DataHandling,
    sources=(
        Citation(PERSONAL_INFORMATION_LAW, "13"),
        Citation(PERSONAL_INFORMATION_LAW, "29"),
        Citation(PERSONAL_INFORMATION_LAW, "31"),
    ),
    message=Text("敏感个人信息（{kinds}）：{fault}", "sensitive data ({kinds}): {fault}"),
    suggestion=Text("请取得单独同意并登记。", "Ask for separate consent, and record it."),
    parameters=_SENSITIVE,
)
def separate_consent(handling: DataHandling, ctx: Context) -> Iterator[Breach]:
    """Sensitive data need separate consent, a guardian's for a child under 14.

    Whether a contract or a statutory duty frees sensitive data too is open: a warning there.
    """
    kinds, severity = _sensitive(handling, ctx)
    if not kinds:
        return
    if handling.basis is not LegalBasis.CONSENT:
        severity = Severity.WARN
    consent = handling.consent
    given = consent if consent is not None and consent.in_force(handling.starts_on) else None
    if given is None or not given.separate:
        fault = Text("没有有效的单独同意", "there is no separate consent in force")
        yield Breach({"kinds": names(kinds), "fault": fault}, "consent", severity)
    elif DataKind.UNDER_14 in kinds and not given.by_guardian:
        fault = Text("没有父母或其他监护人的同意", "no parent or guardian has consented")
        yield Breach({"kinds": names(kinds), "fault": fault}, "consent.by_guardian", severity)


@rule(
    "PR-04",
    "cooperation.impact-assessment",
    Severity.ERROR,
    subject=DataHandling,
    sources=(Citation(PERSONAL_INFORMATION_LAW, "55"), Citation(PERSONAL_INFORMATION_LAW, "56")),
    message=Text("个人信息保护影响评估：{fault}", "impact assessment: {fault}"),
    suggestion=Text(
        "请事前评估，报告和记录至少保存三年。", "Assess first, and keep report and record for three years."
    ),
    parameters=(*_SENSITIVE, "keep_assessment_years"),
)
def impact_assessment(handling: DataHandling, ctx: Context) -> Iterator[Breach]:
    """Sensitive data, automated decisions, entrusting, providing, publishing and sending abroad are assessed first.

    The report is kept for three years.
    """
    kinds, severity = _sensitive(handling, ctx)
    if not (kinds or handling.actions):
        return
    severity = None if handling.actions else severity
    made = handling.assessment
    if made is None or made.on > handling.starts_on:
        fault = Text("没有评估", "there is none") if made is None else Text("晚于开始处理", "it came after the start")
        yield Breach({"fault": fault}, "assessment", severity)
    years = ctx.whole("keep_assessment_years")
    if made is not None and made.kept_until is not None and made.kept_until < made.on + relativedelta(years=years):
        fault = Text("报告保存不足 {years} 年", "the report is kept for less than {years} years").format(years=years)
        yield Breach({"fault": fault}, "assessment.kept_until", severity)


@rule(
    "PR-05",
    "cooperation.kept-as-long-as-needed",
    Severity.ERROR,
    subject=Retention,
    sources=(
        Citation(PERSONAL_INFORMATION_LAW, "19"),
        Citation(HR_MARKET_RULES, "33"),
        Citation(MIGRANT_WORKERS_PAY, "15"),
    ),
    message=Text("保存期限：{fault}", "how long a record is kept: {fault}"),
    suggestion=Text("请按所需时间和法定最短期限确定删除日期。", "Set the day by the need, and by what a law asks."),
    parameters=tuple(_KEEP_YEARS.values()),
)
def kept_as_long_as_needed(record: Retention, ctx: Context) -> Iterator[Breach]:
    """A record is kept no longer than it is needed, and no shorter than a law asks."""
    parameter = _KEEP_YEARS.get(record.kind)
    years = 0 if parameter is None else ctx.whole(parameter)
    least = record.made_on + relativedelta(years=years)
    if record.deleted_on is None:
        fault = Text("没有确定删除日期", "no day of deletion is set")
        yield Breach({"fault": fault}, "deleted_on", Severity.WARN)
    elif record.deleted_on < least:
        fault = Text("法律要求至少保存 {years} 年，到 {least}", "a law asks for {years} years, until {least}")
        yield Breach({"fault": fault.format(years=years, least=least)}, "deleted_on")
    elif record.deleted_on > max(least, record.needed_until):
        fault = Text("超过所需时间（到 {day}）", "longer than it is needed, until {day}")
        yield Breach({"fault": fault.format(day=max(least, record.needed_until))}, "deleted_on")


@rule(
    "PR-08",
    "cooperation.explained-decisions",
    Severity.ERROR,
    subject=AutomatedDecision,
    sources=(Citation(PERSONAL_INFORMATION_LAW, "24"),),
    message=Text("自动化决策{fault}", "automated decision: {fault}"),
    suggestion=Text(
        "请向本人说明理由，并允许要求人工决定。", "Explain it on request, and let the person ask for a human."
    ),
)
def explained_decisions(decision: AutomatedDecision, _ctx: Context) -> Iterator[Breach]:
    """A decision that weighs on a person can be explained, and one taken by machine alone can be refused."""
    if not decision.significant:
        return
    asked = [Requirement("explained", decision.explained, Text("对本人的说明", "an explanation to the person"))]
    if decision.machine_only:
        way = Text("拒绝仅由机器决定的途径", "a way to refuse a decision by machine alone")
        asked.append(Requirement("refusable", decision.refusable, way))
    yield from unmet(asked)


RULES: tuple[AnyRule, ...] = (
    least_data,
    sensitive_data,
    separate_consent,
    impact_assessment,
    kept_as_long_as_needed,
    explained_decisions,
)
