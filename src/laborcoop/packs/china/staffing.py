"""Parameters about labour dispatch and staff with disabilities."""

from __future__ import annotations

from decimal import Decimal

from laborcoop.kernel.text import Text
from laborcoop.packs.stated import always
from laborcoop.rulebook import Citation, Convention, Mark, Parameter
from laborcoop.rulebook.documents import DISABLED_EMPLOYMENT_RULES, DISPATCH_SHARE_NOTICE, LABOUR_CONTRACT_LAW

_OPEN = Convention(
    Text("法律没有写明多短为短期、间隔多久为连续", "the law does not say what is short, or which gap is none"),
    Mark.UNVERIFIED,
)


PARAMETERS: tuple[Parameter, ...] = (
    always(
        "dispatch_share",
        Text("劳务派遣用工比例上限", "largest share of dispatched workers"),
        "per cent of all workers",
        10,
        Citation(DISPATCH_SHARE_NOTICE, "", Mark.SECONDARY),
    ),
    always(
        "dispatch_temporary_months",
        Text("临时性岗位存续时间上限", "longest life of a temporary post"),
        "month",
        6,
        Citation(LABOUR_CONTRACT_LAW, "66"),
    ),
    always(
        "dispatch_contract_months",
        Text("派遣劳动合同期限下限", "shortest contract of a dispatched worker"),
        "month",
        24,
        Citation(LABOUR_CONTRACT_LAW, "58"),
    ),
    always(
        "dispatch_short_months",
        Text("短期派遣协议的期限上限", "longest term of a short dispatch agreement"),
        "month",
        6,
        _OPEN,
    ),
    always(
        "dispatch_gap_days",
        Text("视为连续用工的最长间隔", "longest gap within one lasting need"),
        "day",
        0,
        _OPEN,
    ),
    # A province may set more and none less: a case or a provincial pack gives its own share.
    always(
        "disabled_staff_share",
        Text("残疾人职工比例下限", "least share of staff with disabilities"),
        "per cent of staff in post",
        Decimal("1.5"),
        Citation(DISABLED_EMPLOYMENT_RULES, "8"),
    ),
)
