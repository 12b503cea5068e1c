"""补贴与资助: claims made, those that may be paid, those refused, and those made twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from laborcoop.cooperation import EmployerSubsidyClaim, FigureRow, SubsidyClaim, SubsidyLedger
from laborcoop.indicators.eligibility import JudgedClaim, SubsidyReview, day_of, review_claims
from laborcoop.indicators.indicator import Indicator, Rows, Section
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.windows import Span
from laborcoop.kernel.counts import Unit
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


_NEEDS = (SubsidyClaim, EmployerSubsidyClaim, SubsidyLedger)
_RULES = ("SB-02", "SB-05", "SB-07")


def _part(
    code: str,
    title: Text,
    definition: Text,
    part: Callable[[SubsidyReview], tuple[JudgedClaim, ...]],
    *,
    of_all: bool = True,
) -> Indicator:
    return Indicator(
        code=code,
        section=Section.SUBSIDIES,
        title=title,
        unit=Unit.CLAIM,
        span=Span.WHOLE,
        definition=definition,
        rows=_rows(part),
        whole=_rows(_all) if of_all else None,
        needs=_NEEDS,
        rules=_RULES,
    )


INDICATORS: tuple[Indicator, ...] = (
    _part(
        "claims",
        Text("补贴申请", "subsidy claims"),
        Text("期间提出的个人和用人单位补贴申请", "claims of workers and employers made in the window"),
        _all,
        of_all=False,
    ),
    _part(
        "claims_eligible",
        Text("符合条件", "of them eligible"),
        Text("按支付地当年规则核查无问题的申请", "claims against which no rule of the payer's place and year stands"),
        SubsidyReview.eligible,
    ),
    _part(
        "claims_to_check",
        Text("待核实", "of them to be checked"),
        Text(
            "没有被规则拒绝，但有未记录事项或须人工决定的申请",
            "claims that no rule bars, of which something is not recorded or a person must decide",
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
            "同一人同类同年已有在先申请的，不论由哪个县支付",
            "claims of a person, kind and year for which an earlier one was made, whichever counties pay",
        ),
        SubsidyReview.doubles,
    ),
)
