"""Parameters about personal data: lists of kinds (words of `laborcoop.cooperation.privacy.DataKind`), and years."""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.packs.stated import always
from laborcoop.rulebook import Citation, Convention, Mark, Parameter
from laborcoop.rulebook.documents import MIGRANT_WORKERS_PAY, PERSONAL_INFORMATION_LAW

_KINDS = "kinds of personal data"
_SENSITIVE = "biometrics religion specific-identity health bank-account movement-track under-14"


PARAMETERS: tuple[Parameter, ...] = (
    always(
        "sensitive_data",
        Text("法律列明的敏感个人信息", "sensitive data that the law names"),
        _KINDS,
        _SENSITIVE,
        Citation(PERSONAL_INFORMATION_LAW, "28"),
    ),
    always(
        "sensitive_data_by_precaution",
        Text("从严按敏感信息处理的种类", "data treated as sensitive by precaution"),
        _KINDS,
        "ethnicity poverty-status",
        Convention(
            Text("法律没有列明，从严处理", "the law does not name them: the stricter way"),
            Mark.UNVERIFIED,
        ),
    ),
    always(
        "masked_when_public",
        Text("公开时须遮蔽的种类", "data masked in what is published"),
        _KINDS,
        f"name resident-number phone address {_SENSITIVE}",
        Convention(Text("公开名单不得指认个人", "a public list does not point at a person")),
    ),
    always(
        "smallest_count",
        Text("公开表格中人数的最小值", "smallest count of people that a published table shows"),
        "person",
        5,
        Convention(Text("统计中常见的做法", "as is usual in statistics"), Mark.UNVERIFIED),
    ),
    always(
        "keep_wage_ledger_years",
        Text("工资支付台账最短保存年限", "shortest time for which a wage ledger is kept"),
        "year",
        3,
        Citation(MIGRANT_WORKERS_PAY, "15"),
    ),
    always(
        "keep_assessment_years",
        Text("影响评估报告最短保存年限", "shortest time for which an impact assessment is kept"),
        "year",
        3,
        Citation(PERSONAL_INFORMATION_LAW, "56"),
    ),
)
