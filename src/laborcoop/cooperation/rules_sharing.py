"""Rules about data that leave the house: WK-20, PR-06, PR-07, PR-09."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.cooperation.privacy import Consent, DataKind, DataTransfer, LegalBasis, PublishedTable
from laborcoop.cooperation.rules_privacy import names
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Citation, Context, Convention, Mark, Severity, rule
from laborcoop.rulebook.documents import PERSONAL_INFORMATION_LAW
from laborcoop.rulebook.rule import AnyRule


def _in_force(transfer: DataTransfer) -> Consent | None:
    consent = transfer.consent
    return consent if consent is not None and consent.in_force(transfer.on) else None


@rule(
    "WK-20",
    "cooperation.consent-before-sharing",
    Severity.ERROR,
    subject=DataTransfer,
    sources=(
        Citation(PERSONAL_INFORMATION_LAW, "13"),
        Citation(PERSONAL_INFORMATION_LAW, "23"),
        Citation(PERSONAL_INFORMATION_LAW, "29"),
        Citation(PERSONAL_INFORMATION_LAW, "55"),
    ),
    message=Text("向对方提供个人信息：{fault}", "passing personal data on: {fault}"),
    suggestion=Text(
        "请告知接收方、联系方式、目的、方式和种类，取得单独同意并登记，且事先评估。",
        "Name recipient, contact, purpose, method and kinds, record a separate consent, and assess the impact first.",
    ),
)
def consent_before_sharing(transfer: DataTransfer, _ctx: Context) -> Iterator[Breach]:
    """A separate consent that names recipient, purpose, method and kinds is on record before data go.

    It is not needed where another basis of article 13 holds; the impact assessment is, always.
    """
    if transfer.basis is LegalBasis.CONSENT:
        yield from _consented(transfer)
    if transfer.assessed_on is None or transfer.assessed_on > transfer.on:
        yield Breach({"fault": Text("没有事先评估影响", "the impact was not assessed first")}, "assessed_on")


def _consented(transfer: DataTransfer) -> Iterator[Breach]:
    given = _in_force(transfer)
    if given is None:
        yield Breach({"fault": Text("当日没有有效的同意", "no consent is in force on the day")}, "consent")
        return
    if not given.separate:
        yield Breach({"fault": Text("不是单独同意", "the consent is not a separate one")}, "consent.separate")
    if not transfer.contact.strip():
        yield Breach({"fault": Text("没有接收方的联系方式", "the recipient cannot be reached")}, "contact")
    told = (
        ("recipient", given.recipient, transfer.recipient, Text("接收方", "recipient")),
        ("purpose", given.purpose, transfer.purpose, Text("处理目的", "purpose")),
        ("method", given.method, transfer.method, Text("处理方式", "method")),
    )
    for path, agreed, planned, what in told:
        if not agreed.strip() or agreed.strip() != planned.strip():
            fault = Text("同意的{what}与实际不符", "the consent names another {what}, or none").format(what=what)
            yield Breach({"fault": fault}, f"consent.{path}")
    more = transfer.kinds - given.kinds
    if more:
        fault = Text("同意不包括：{kinds}", "the consent does not cover: {kinds}").format(kinds=names(more))
        yield Breach({"fault": fault}, "consent.kinds")


@rule(
    "PR-06",
    "cooperation.public-lists-masked",
    Severity.BLOCK,
    subject=PublishedTable,
    sources=(
        Convention(Text("公开名单须遮蔽", "what everybody may see is masked")),
        Citation(PERSONAL_INFORMATION_LAW, "51(3)"),
    ),
    message=Text("公开的表中未遮蔽：{kinds}", "not masked in what is published: {kinds}"),
    suggestion=Text("请遮蔽后再公开。", "Mask them before publishing."),
    parameters=("masked_when_public",),
)
def public_lists_masked(table: PublishedTable, ctx: Context) -> Iterator[Breach]:
    """No list that everybody may see shows a name, number, phone or sensitive item unmasked."""
    masked = DataKind.listed(str(ctx.value("masked_when_public") or ""))
    shown = {column.kind for column in table.columns if not column.masked} & masked
    if shown:
        yield Breach({"kinds": names(shown)}, "columns")


@rule(
    "PR-07",
    "cooperation.small-counts",
    Severity.WARN,
    subject=PublishedTable,
    sources=(
        Convention(
            Text("很小的数字可能指认个人；阈值未核实", "a very small count may point at a person; the limit is open"),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text("{cells} 个单元格的人数少于 {least}", "{cells} cells count fewer than {least} people"),
    suggestion=Text("请合并或隐去。", "Merge or suppress them."),
    parameters=("smallest_count",),
)
def small_counts(table: PublishedTable, ctx: Context) -> Iterator[Breach]:
    """No cell of a published table counts one to four people; none at all points at nobody."""
    least = ctx.whole("smallest_count")
    cells = sum(1 for count in table.counts if count is not None and 0 < count < least)
    if cells:
        yield Breach({"cells": cells, "least": least}, "counts")


@rule(
    "PR-09",
    "cooperation.recipient-named",
    Severity.ERROR,
    subject=DataTransfer,
    sources=(Citation(PERSONAL_INFORMATION_LAW, "23"),),
    message=Text("向其他地区或企业提供个人信息：{fault}", "data to another region or employer: {fault}"),
    suggestion=Text("请写明接收方和目的，取得单独同意。", "Name recipient and purpose, and ask for separate consent."),
)
def recipient_named(transfer: DataTransfer, _ctx: Context) -> Iterator[Breach]:
    """Before data go to another region or employer, recipient and purpose are named and separate consent is given."""
    if not transfer.recipient.strip():
        yield Breach({"fault": Text("没有写明接收方", "the recipient is not named")}, "recipient")
    if not transfer.purpose.strip():
        yield Breach({"fault": Text("没有写明目的", "the purpose is not named")}, "purpose")
    given = _in_force(transfer)
    if transfer.basis is LegalBasis.CONSENT and (given is None or not given.separate):
        yield Breach({"fault": Text("没有有效的单独同意", "there is no separate consent in force")}, "consent")


RULES: tuple[AnyRule, ...] = (consent_before_sharing, public_lists_masked, small_counts, recipient_named)
