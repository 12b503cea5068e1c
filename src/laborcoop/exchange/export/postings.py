"""Job posts as they are published: the employer by name, no more of the post than everybody may see; schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.employers import Employer, JobPost, WageRange
from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.exchange.export.table import Table
from laborcoop.exchange.export.wording import worded_cell
from laborcoop.kernel.divisions import DivisionCode, find_division
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import CreditCode
from laborcoop.kernel.ids import PostId
from laborcoop.kernel.kinds import check_items
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Locale, Text

if TYPE_CHECKING:
    from laborcoop.exchange.export.formats import Style


@frozen(kw_only=True)
class JobPosting(Record):
    """A post with its employer's name, as it is put on a board: fields as of `JobPost`.

    What a post must not ask for (one sex, a deposit) is left out: rules EM-01 to EM-07 judge the post itself.
    """

    id: PostId
    title: str
    employer: Text
    credit_code: CreditCode | None = None
    division: DivisionCode
    openings: int
    wage: WageRange | None = None
    education: Education | None = None
    skills: frozenset[str] = frozenset()
    work: str = ""
    conditions: str = ""
    published_on: date | None = None
    starts_on: date | None = None
    withdrawn_on: date | None = None


def job_postings(posts: Iterable[JobPost], employers: Iterable[Employer]) -> tuple[JobPosting, ...]:
    """Posts with the names of their employers, in their order.

    Raises:
        InvalidValue: ``posts`` or ``employers`` hold something else than posts or employers.
        UnknownName: ``employers`` lacks the employer of a post.
    """
    by_id = {employer.id: employer for employer in check_items("job_postings", "employers", employers, Employer)}
    given = check_items("job_postings", "posts", posts, JobPost)
    return tuple(_posting(post, by_id.get(post.employer)) for post in given)


def _posting(post: JobPost, employer: Employer | None) -> JobPosting:
    if employer is None:
        raise UnknownName(
            Text("岗位 {post} 的用人单位不在名单中", "the employer of the post {post} is not among those given").format(
                post=post.id
            )
        )
    return JobPosting(
        id=post.id,
        title=post.title,
        employer=employer.name,
        credit_code=employer.credit_code,
        division=post.division,
        openings=post.openings,
        wage=post.wage,
        education=post.education,
        skills=post.skills,
        work=post.work,
        conditions=post.conditions,
        published_on=post.published_on,
        starts_on=post.starts_on,
        withdrawn_on=post.withdrawn_on,
    )


def to_json_ld(table: Table, style: Style) -> bytes:
    """Postings as JSON-LD in the vocabulary of schema.org; what a posting does not say is left out.

    Raises:
        InvalidValue: the table was not made by `job_postings`.
    """
    if table.kind is not JobPosting:
        raise InvalidValue(
            Text(
                "JSON-LD 只用于招聘岗位：请先用 job_postings 生成",
                "JSON-LD can be written of job postings only: make them by job_postings",
            )
        )
    forms = {column.key: column.form for column in table.columns}
    postings = []
    for row in table.rows:
        cells = dict(zip(forms, row, strict=True))
        if cells.get("education"):
            cells["education"] = worded_cell(forms["education"], cells["education"], style.locale)
        postings.append(_said(_job_posting(cells, style.locale)))
    document = {"@context": "https://schema.org", "@graph": postings}
    # A page may hold the document within a script element, which an angle bracket could end.
    return (json.dumps(document, ensure_ascii=False, indent=2).replace("<", "\\u003c") + "\n").encode()


def _job_posting(cells: dict[str, Any], locale: Locale) -> dict[str, Any]:
    described = "\n".join(text for text in (cells.get("work"), cells.get("conditions")) if text)
    return {
        "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "value": cells.get("id")},
        "title": cells.get("title"),
        "description": described or cells.get("title"),
        "datePosted": cells.get("published_on"),
        "validThrough": _last_day(cells.get("withdrawn_on"), cells.get("published_on")),
        "jobStartDate": cells.get("starts_on"),
        "hiringOrganization": {
            "@type": "Organization",
            "name": cells.get(f"employer.{locale}"),
            "taxID": cells.get("credit_code"),
        },
        "jobLocation": {"@type": "Place", "address": _address(cells.get("division"), locale)},
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "CNY" if cells.get("wage.low") else None,
            "value": {
                "@type": "QuantitativeValue",
                "minValue": _number(cells.get("wage.low")),
                "maxValue": _number(cells.get("wage.high")),
                "unitText": "MONTH" if cells.get("wage.low") else None,
            },
        },
        "totalJobOpenings": cells.get("openings"),
        "educationRequirements": cells.get("education"),
        "skills": cells.get("skills"),
    }


def _said(node: dict[str, Any]) -> dict[str, Any]:
    """A node without what is not known, and without nodes that say no more than their type."""
    within = {key: _said(value) if isinstance(value, dict) else value for key, value in node.items()}
    return {key: value for key, value in within.items() if value not in (None, "", []) and _says_something(value)}


def _says_something(value: object) -> bool:
    return not isinstance(value, dict) or set(value) != {"@type"}


def _address(code: str | None, locale: Locale) -> dict[str, Any]:
    """The place of work from its division: province, city, and the district where the code names one."""
    if code is None:
        return {"@type": "PostalAddress"}
    division = DivisionCode(code)
    parts = [find_division(part) for part in dict.fromkeys((division.province, division.prefecture, division))]
    names = [part.name.render(locale) for part in parts if part]
    return {
        "@type": "PostalAddress",
        "addressCountry": "CN",
        "addressRegion": names[0] if names else code,
        "addressLocality": (" " if locale == "en" else "").join(names[1:]),
    }


def _last_day(withdrawn: str | None, published: str | None) -> str | None:
    """The last day on which a post stood; one that was withdrawn on its first day stood on that day."""
    if withdrawn is None or published == withdrawn:
        return withdrawn
    return (date.fromisoformat(withdrawn) - timedelta(days=1)).isoformat() if withdrawn > date.min.isoformat() else None


def _number(amount: str | None) -> int | float | None:
    """An amount as JSON has numbers; whole yuan without a fraction. Amounts to the fen are exact as written."""
    if amount is None:
        return None
    exact = Decimal(amount)
    return int(exact) if exact == int(exact) else float(exact)
