"""The four no-removals (四个不摘): leaving the poverty register takes nothing away in the transition period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class NoRemoval(Enum):
    """What is not removed from a place that has left the poverty list."""

    RESPONSIBILITY = "responsibility"
    POLICY = "policy"
    ASSISTANCE = "assistance"
    SUPERVISION = "supervision"

    @property
    def label(self) -> Text:
        """The one of the four in its own words."""
        return _NO_REMOVALS[self]


_NO_REMOVALS = {
    NoRemoval.RESPONSIBILITY: Text("不摘责任", "responsibility stays"),
    NoRemoval.POLICY: Text("不摘政策", "policy stays"),
    NoRemoval.ASSISTANCE: Text("不摘帮扶", "assistance stays"),
    NoRemoval.SUPERVISION: Text("不摘监管", "supervision stays"),
}


@frozen(kw_only=True)
class NoRemovalReview(Record):
    """A county off the poverty list, as a review finds it on a day; what nobody looked at is not in ``kept``."""

    county: DivisionCode
    on: date
    kept: Mapping[NoRemoval, bool] = field(factory=dict, hash=False)


class EligibilityEnd(Enum):
    """Why somebody is no longer eligible for what the programme offers."""

    LEFT_REGISTER = "left-register"
    """The household left the poverty register."""
    MOVED_AWAY = "moved-away"
    """Household registration in another region."""
    DECLINED = "declined"


@frozen(kw_only=True)
class EndedEligibility(Record):
    """A worker's eligibility ended on a day, for a reason."""

    worker: WorkerId
    on: date
    because: EligibilityEnd
