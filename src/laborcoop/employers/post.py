"""A job post (岗位) as an employer offers it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen

from laborcoop.employers.pay import WageRange
from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EmployerId, PostId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_NATURAL = at_least(0, Text("招聘人数和金额不能为负数", "openings and amounts are not negative"))


@frozen(kw_only=True)
class JobPost(Record):
    """A post: how many are wanted, what it pays, what it asks for, and what it must not ask for.

    A post may be unlawful or incomplete and still be a record: rules EM-01 to EM-07 say so, the constructor does not.
    ``openings`` is the head-count wanted; ``wage`` is None where the brochure does not say; ``deposit`` and ``fee`` are
    yuan asked of a worker; ``only_sex`` a restriction in the brochure, lawful only where ``forbidden_to_women`` says
    that state rules forbid the work to women; ``conditions`` the brochure's own words.

    Raises:
        InvalidValue: negative openings or amounts, or an upper age below the lower.
    """

    id: PostId = field(validator=check_id)
    employer: EmployerId
    title: str
    openings: int = field(validator=_NATURAL)
    division: DivisionCode
    work: str = ""
    wage: WageRange | None = None
    lowest_age: int | None = None
    highest_age: int | None = None
    education: Education | None = None
    skills: frozenset[str] = frozenset()
    only_sex: Sex | None = None
    forbidden_to_women: bool = False
    conditions: str = ""
    deposit: Decimal = field(default=Decimal(0), validator=_NATURAL)
    fee: Decimal = field(default=Decimal(0), validator=_NATURAL)
    holds_papers: bool = False
    starts_on: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.lowest_age is not None and self.highest_age is not None and self.highest_age < self.lowest_age:
            raise InvalidValue(Text("年龄上限低于下限", "the upper age is below the lower"))
