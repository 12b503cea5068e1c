"""A campaign: what both sides do together in a window of days, such as a spring return."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from attrs import frozen

from laborcoop.cooperation.pairing import Pairing, Side
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.lunar import spring_festival
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text, in_a_row

_FESTIVAL_DAYS = 15

_BOTH_SIDES = Text(
    "返岗行动由两地人社部门共同组织：{alone}；请改正区划代码，或补上主办单位",
    "a return must be organised by both sides: {alone}; correct the code, or add one",
)
_OF_SENDING = Text("没有属于输出地 {region} 的主办单位", "no organiser is of {region}, the sending region")
_OF_RECEIVING = Text("没有属于输入地 {region} 的主办单位", "no organiser is of {region}, the receiving region")


class CampaignKind(Enum):
    """What a campaign is, by its days."""

    SPRING_RETURN = "spring-return"
    OTHER = "other"


@frozen(kw_only=True)
class Agency(Record):
    """A human resources and social security bureau (人社局) or another organiser."""

    name: Text
    division: DivisionCode


@frozen(kw_only=True)
class Campaign(Record):
    """A joint campaign of two regions: its window, its organisers, its time zone.

    ``first_working_day`` is the day on which those who arrive start work unless their post says otherwise.

    Raises:
        InvalidValue: ``organisers`` are not of both sides: a return is set up together.
    """

    name: Text
    pairing: Pairing
    window: Period
    organisers: tuple[Agency, ...]
    first_working_day: date
    zone: ZoneInfo

    def __attrs_post_init__(self) -> None:
        alone = [
            words.format(region=region)
            for side, region, words in (
                (Side.SENDING, self.pairing.sending, _OF_SENDING),
                (Side.RECEIVING, self.pairing.receiving, _OF_RECEIVING),
            )
            if not self.organisers_of(side)
        ]
        if alone:
            raise InvalidValue(_BOTH_SIDES.format(alone=in_a_row(alone)))

    def organisers_of(self, side: Side) -> tuple[Agency, ...]:
        """The organisers of one side, in their order."""
        return tuple(agency for agency in self.organisers if self.pairing.side(agency.division) is side)

    @property
    def kind(self) -> CampaignKind:
        """A spring return where the window shares a day with the fifteen days of the Spring Festival (正月初一至十五).

        Raises:
            InvalidValue: the table of the Chinese calendar does not cover the year in which the window starts.
        """
        first = spring_festival(self.window.start.year)
        festival = Period(first, first + timedelta(days=_FESTIVAL_DAYS))
        return CampaignKind.SPRING_RETURN if self.window.overlaps(festival) else CampaignKind.OTHER
