"""补贴与资助: claims made, those that may be paid, those refused, those made twice, and the money of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from laborcoop.cooperation import EmployerSubsidyClaim, FigureRow, SubsidyClaim, SubsidyLedger
from laborcoop.indicators.claims import JudgedClaim, day_of
from laborcoop.indicators.eligibility import SubsidyReview, review_claims
from laborcoop.indicators.indicator import Indicator, Rows, Section, Unsaid, lies_in
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.windows import Span
from laborcoop.kernel.counts import Unit, money
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text


def _rows(part: Callable[[SubsidyReview], tuple[JudgedClaim, ...]]) -> Rows:
    def rows(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
        for one in part(review_claims(ledger)):
            day = day_of(one.claim)
            if day in window:
                yield FigureRow(one.source, one.claim.id, day, division=one.claim.payer)

    return rows


def _all(review: SubsidyReview) -> tuple[JudgedClaim, ...]:
    return review.claims


_ALL = _rows(_all)


def _amounts(part: Callable[[SubsidyReview], tuple[JudgedClaim, ...]]) -> Rows:
    """The worker of each claim made in the window, with the fen that it asks for, where it says how much."""

    def rows(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
        for one in part(review_claims(ledger, made=window)):
            yield from _amount(one, day_of(one.claim))

    return rows


def _amount(one: JudgedClaim, day: date) -> Iterator[FigureRow]:
    if one.claim.amount is not None:
        fen = money(one.claim.amount).value
        yield FigureRow(one.source, one.claim.worker, day, amount=fen, division=one.claim.payer)


def paid(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The worker of each claim paid in the window, with the fen of it."""
    for one in review_claims(ledger).claims:
        if one.claim.paid_on is not None and one.claim.paid_on in window:
            yield from _amount(one, one.claim.paid_on)


def _amounts_unsaid(ledger: Ledger, window: Period, region: DivisionCode | None) -> Text | None:
    """Of the claims made in the window none says how much it asks for."""
    told, made = (any(lies_in(row, region) for row in rows(ledger, window)) for rows in (_amounts(_all), _ALL))
    if told or not made:
        return None
    return Text("申请没有写明金额", "no claim says how much it asks for")


def _payments_unsaid(ledger: Ledger, _: Period, __: DivisionCode | None) -> Text | None:
    """No claim says when it was paid, or none that does says how much."""
    if any(one.claim.paid_on is not None and one.claim.amount is not None for one in review_claims(ledger).claims):
        return None
    return Text("没有登记发放日期和金额", "neither days nor amounts of payment are recorded")


_NEEDS = (SubsidyClaim, EmployerSubsidyClaim, SubsidyLedger)
_RULES = ("SB-02", "SB-05", "SB-07", "SB-10")
_of_claims = partial(Indicator, section=Section.SUBSIDIES, span=Span.WHOLE, needs=_NEEDS, rules=_RULES)


def _part(
    code: str,
    title: Text,
    definition: Text,
    part: Callable[[SubsidyReview], tuple[JudgedClaim, ...]],
    *,
    of_all: bool = True,
) -> Indicator:
    return _of_claims(
        code=code,
        title=title,
        unit=Unit.CLAIM,
        definition=definition,
        rows=_rows(part) if of_all else _ALL,
        whole=_ALL if of_all else None,
    )


def _money(code: str, title: Text, definition: Text, rows: Rows, unsaid: Unsaid) -> Indicator:
    return _of_claims(code=code, title=title, unit=Unit.FEN, definition=definition, rows=rows, unsaid=unsaid)


INDICATORS: tuple[Indicator, ...] = (
    _part(
        "claims",
        Text("补贴申请", "subsidy claims"),
        Text(
            "期间提出的个人和用人单位补贴申请；分地区的按支付地计，不由县支付的不在任何一县内",
            "claims of workers and employers made in the window; the region of a claim is its payer's, so that those "
            "which no county pays are in none",
        ),
        _all,
        of_all=False,
    ),
    _part(
        "claims_eligible",
        Text("符合条件", "of them eligible"),
        Text(
            "按支付地当年文件核查无问题、案例记录也没有不同的申请；没有读到当地当年文件的，为待核实",
            "claims against which neither a rule of the payer's place and year nor a record of the case stands; where "
            "no text of it was read they are to be checked",
        ),
        SubsidyReview.eligible,
    ),
    _part(
        "claims_to_check",
        Text("待核实", "of them to be checked"),
        Text(
            "没有被规则拒绝，但有未记录事项、没有读到当地当年文件、与案例记录（务工经历、脱贫标识、户籍、用人单位）不符"
            "或须人工决定的申请",
            "claims that no rule bars, of which something is not recorded, no text was read, the case's own spells of "
            "work, marks of who is out of poverty, registered divisions or employers say otherwise, or a person must "
            "decide",
        ),
        SubsidyReview.to_check,
    ),
    _part(
        "claims_refused",
        Text("不予发放", "of them refused"),
        Text("规则不允许发放的申请，每笔附理由", "claims that a rule bars, each with its reasons"),
        SubsidyReview.refused,
    ),
    _part(
        "claims_double",
        Text("其中重复申请", "of them made twice"),
        Text(
            "同一人同类同年已有在先申请的，不论由哪个县支付；用人单位补贴为同一单位为同一人的同类同年申请；"
            "在先申请因其他规则不予发放且未发放的，不算在先申请",
            "claims of a person, kind and year for which an earlier one was made, whichever counties pay; of "
            "employers, those of one employer for one worker; an earlier one that another rule bars and that was not "
            "paid does not count",
        ),
        SubsidyReview.doubles,
    ),
    _money(
        "claims_amount",
        Text("申请金额", "claimed, amount"),
        Text(
            "期间提出的补贴申请金额合计；没有写明金额的申请不计；分地区的按支付地计",
            "the yuan that the claims made in the window ask for; a claim that says no amount is not in it; the region "
            "of a claim is its payer's",
        ),
        _amounts(_all),
        _amounts_unsaid,
    ),
    _money(
        "claims_amount_eligible",
        Text("其中符合条件的金额", "of it eligible, amount"),
        Text(
            "上述申请中符合条件的金额合计；待核实和不予发放的不计",
            "the yuan of those of these claims that are eligible: none of what is to be checked or refused",
        ),
        _amounts(SubsidyReview.eligible),
        _amounts_unsaid,
    ),
    _money(
        "subsidies_paid",
        Text("补贴发放金额", "subsidies paid, amount"),
        Text(
            "发放日期在期间内的补贴金额合计，不论何时申请；分地区的按支付地计",
            "the yuan of the claims paid in the window, whenever they were made; the region of a claim is its payer's",
        ),
        paid,
        _payments_unsaid,
    ),
)
