"""A worker of the programme (务工人员)."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ages import Completion, age_on
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import SiteId, WorkerId, check_id
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class FlagKind(Enum):
    """Three independent properties of a person or household: one never follows from another."""

    OUT_OF_POVERTY = "out-of-poverty"
    RELAPSE_MONITORED = "relapse-monitored"
    RELOCATED = "relocated"

    @property
    def label(self) -> Text:
        """The word for it in a sentence."""
        return _FLAGS[self]


_FLAGS = {
    FlagKind.OUT_OF_POVERTY: Text("脱贫人口", "out of poverty"),
    FlagKind.RELAPSE_MONITORED: Text("防返贫监测对象", "monitored for relapse into poverty"),
    FlagKind.RELOCATED: Text("易地搬迁", "relocated"),
}


@frozen(kw_only=True)
class Flag(Record):
    """A property with its source and the day it was true (WK-19)."""

    kind: FlagKind
    as_of: date
    source: str


@frozen(kw_only=True)
class Worker(Record):
    """A person who wants to travel to a post, with what the allocation may know.

    ``registered`` is the county of household registration (籍), not the residence. ``registered_since``: the first day
    of that registration, if known. ``born`` is the birth date of the number; where the number is masked, the declared
    one. The identity card is valid to ``card_valid_until`` (included).

    >>> import laborcoop as lc
    >>> worker = lc.Worker(
    ...     id="W-1",
    ...     name=lc.PersonName("迪阿普"),
    ...     sex=lc.Sex.MALE,
    ...     number=lc.ResidentNumber("533399199001010119"),
    ...     born=date(1990, 1, 1),
    ...     registered=lc.DivisionCode("533301"),
    ...     phone=lc.Phone("13800000001"),
    ...     flags=(lc.Flag(kind=lc.FlagKind.OUT_OF_POVERTY, as_of=date(2022, 12, 31), source="county bureau"),),
    ... )
    >>> worker.name, worker.age(date(2023, 2, 6))
    (PersonName('迪**'), 33)

    Raises:
        InvalidValue: ``born`` contradicts ``number``; or ``name``, ``number`` or ``phone`` is a plain text, which would
            be shown as it is.
    """

    id: WorkerId = field(validator=check_id)
    name: PersonName
    sex: Sex
    number: ResidentNumber
    born: date = field(repr=False)
    registered: DivisionCode
    village: str = ""
    phone: Phone | None = None
    site: SiteId | None = None
    education: Education | None = None
    skills: frozenset[str] = frozenset()
    flags: tuple[Flag, ...] = ()
    card_valid_until: date | None = None
    registered_since: date | None = None

    def __attrs_post_init__(self) -> None:
        if not self.number.is_masked and self.number.birth_date != self.born:
            raise InvalidValue(
                Text("出生日期与身份证号码不一致", "the birth date is not that of the resident number"), "ID-06"
            )

    def age(self, on: date, completion: Completion = Completion.BIRTHDAY) -> int:
        """The age in completed years on a day."""
        return age_on(self.born, on, completion)

    def has(self, kind: FlagKind, on: date | None = None) -> bool:
        """Whether a flag of this kind is recorded; with a day, one that was true by then."""
        return any(flag.kind is kind and (on is None or flag.as_of <= on) for flag in self.flags)

    def registered_in(self, region: DivisionCode, on: date | None = None) -> bool:
        """Whether the household is registered in a region (怒江籍); with a day, whether it was by then."""
        since = self.registered_since
        return self.registered.within(region) and (on is None or since is None or since <= on)
