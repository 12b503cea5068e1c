"""What an agency holds and does for an employer, and what an employer tells and offers beyond the brochure."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.duties import Duties
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Mandate(Record):
    """What a service body saw of an employer that mandates it to recruit: seen, not seen, or not recorded (None).

    ``verified`` says whether the four were checked to be true and lawful.
    """

    brochure: bool | None = None
    licence: bool | None = None
    agent_id: bool | None = None
    mandate: bool | None = None
    verified: bool | None = None


@frozen(kw_only=True)
class Publisher(Record):
    """How an agency that publishes posts works; None where it is not recorded."""

    reviews_posts: bool | None = None
    takes_complaints: bool | None = None
    keeps_confidential: bool | None = None


@frozen(kw_only=True)
class PostFilling(Record):
    """How far a post is filled: openings shown, withdrawn since (and why), candidates accepted.

    Raises:
        InvalidValue: a number is negative, or more is withdrawn than was shown.
    """

    openings: int
    accepted: int
    withdrawn: int = 0
    reason: str = ""

    def __attrs_post_init__(self) -> None:
        if self.accepted < 0 or not 0 <= self.withdrawn <= self.openings:
            raise InvalidValue(
                Text(
                    "人数不能为负数，撤回的岗位不能多于发布的岗位",
                    "numbers must not be negative, nor more openings withdrawn than were shown",
                )
            )

    @property
    def open(self) -> int:
        """The openings that are left to fill or filled."""
        return self.openings - self.withdrawn


@frozen(kw_only=True)
class HazardNotice(Record):
    """How a worker was told of the hazards of a post, on hiring and when the post or the work changed.

    ``in_contract`` is None where nobody looked.
    """

    duties: Duties
    hired_on: date
    told_on: date | None = None
    in_contract: bool | None = None
    changed_on: date | None = None
    told_of_change_on: date | None = None


@frozen(kw_only=True)
class PostTerms(Record):
    """What a programme post says of hours, lodging, meals and insurance, in the employer's words; or nothing."""

    hours: str = ""
    lodging: str = ""
    meals: str = ""
    insurance: str = ""


@frozen(kw_only=True)
class DisabledStaff(Record):
    """The staff in post of an employer, and those with disabilities among them, hired here or from another region.

    Raises:
        InvalidValue: a number is negative, or there are more with disabilities than staff.
    """

    division: DivisionCode
    staff: int
    disabled: int
    disabled_from_elsewhere: int = 0

    def __attrs_post_init__(self) -> None:
        if min(self.disabled, self.disabled_from_elsewhere) < 0 or self.counted > self.staff:
            raise InvalidValue(
                Text(
                    "残疾人职工人数不能为负数，也不能多于在职职工",
                    "the number of staff with disabilities must not be negative, nor more than the staff",
                )
            )

    @property
    def counted(self) -> int:
        """Those who count: hires from other regions count too."""
        return self.disabled + self.disabled_from_elsewhere
