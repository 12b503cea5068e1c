"""A campaign: what both sides do together in a window of days, such as a spring return."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from attrs import frozen

from laborcoop.cooperation.pairing import Pairing
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


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
        InvalidValue: fewer than two organisers: both sides set up a return together.
    """

    name: Text
    pairing: Pairing
    window: Period
    organisers: tuple[Agency, ...]
    first_working_day: date
    zone: ZoneInfo

    def __attrs_post_init__(self) -> None:
        if len(self.organisers) < 2:  # noqa: PLR2004 - "both" is two
            raise InvalidValue(Text("返岗行动由两地人社部门共同组织", "a return is organised by both sides"))
