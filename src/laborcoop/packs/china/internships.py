"""Parameters about internships and student aid."""

from __future__ import annotations

from datetime import date

from laborcoop.kernel.text import Text
from laborcoop.packs.stated import always
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import (
    INTERNSHIP_COPIES,
    INTERNSHIP_PRESS,
    INTERNSHIP_RULES,
    LABOUR_LAW,
)

_FORBIDDEN = Citation(INTERNSHIP_RULES, "16")
_PRESS = Citation(INTERNSHIP_PRESS, "", Mark.SECONDARY)


PARAMETERS: tuple[Parameter, ...] = (
    # The text of 2021 asks the guardian of everyone, so no age is given. Where an older local rule asks only those of
    # the young, a case or a regional pack gives its age: 18.
    Parameter(
        name="guardian_consent_under",
        title=Text(
            "须监护人同意的年龄上限（不含；没有数值则一律须同意）", "age under which a guardian consents (none: always)"
        ),
        unit="year",
        values=(),
    ),
    always(
        "intern_adult_age",
        Text("实习学生成年年龄", "age of majority of interns"),
        "year",
        18,
        Citation(LABOUR_LAW, "58"),
    ),
    always("intern_daily_hours", Text("实习每日时数上限", "longest day of an intern"), "hour", 8, _PRESS),
    always(
        "intern_forbidden_grade",
        Text("禁止的体力劳动强度（起）", "grade of labour forbidden from"),
        "grade",
        3,
        _FORBIDDEN,
    ),
    always("intern_minimum_age", Text("岗位实习最低年龄", "lowest age of a post internship"), "year", 16, _FORBIDDEN),
    always(
        "intern_pay_share",
        Text("实习报酬占相同岗位工资的最低比例", "least share of the post's wage for an intern"),
        "per cent",
        80,
        Citation(INTERNSHIP_RULES, "18"),
    ),
    always(
        "interns_post_share",
        Text("同类岗位实习学生比例上限", "most interns in one kind of post"),
        "per cent of staff",
        20,
        _PRESS,
    ),
    always("interns_share", Text("实习学生比例上限", "most interns of a host"), "per cent of staff", 10, _PRESS),
    always(
        "internship_months",
        Text("岗位实习一般时长", "usual length of a post internship"),
        "month",
        6,
        Citation(INTERNSHIP_COPIES, "", Mark.SECONDARY),
    ),
    Parameter(
        name="transition_period",
        title=Text("巩固脱贫成果过渡期", "transition period after poverty alleviation"),
        unit="yes/no",
        values=(
            DatedValue(
                value=True,
                source=Convention(
                    Text("过渡期为 2021 至 2025 年，未核对原文", "2021 to 2025, from general knowledge"),
                    Mark.UNVERIFIED,
                ),
                since=date(2021, 1, 1),
                until=date(2026, 1, 1),
            ),
        ),
    ),
)
