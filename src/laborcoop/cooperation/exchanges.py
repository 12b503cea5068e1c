"""Exchange of the two sides (交流交融): in which field, at which level, in which form; and whether it is regular."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from laborcoop.cooperation.pairing import Pairing
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class ExchangeField(Enum):
    """What an exchange is about; labour is one field of several."""

    LABOUR = "labour"
    MARKETS = "markets"
    """Special resources of the one side, markets of the other."""
    INDUSTRY = "industry"
    EDUCATION = "education"
    HEALTH = "health"
    CULTURE = "culture"


class ExchangeLevel(Enum):
    """Who meets whom."""

    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    ENTERPRISE = "enterprise"


class ExchangeForm(Enum):
    """How they meet; a meeting is the form that keeps a mechanism alive."""

    MEETING = "meeting"
    VISIT = "visit"
    FAIR = "fair"
    TRAINING = "training"
    POSTING = "posting"


@frozen(kw_only=True)
class Exchange(Record):
    """One exchange on a day, and the divisions whose people took part.

    Raises:
        InvalidValue: ``parties`` are fewer than two divisions.
    """

    on: date
    field: ExchangeField
    level: ExchangeLevel
    form: ExchangeForm
    parties: frozenset[DivisionCode]

    def __attrs_post_init__(self) -> None:
        if len(self.parties) < 2:  # noqa: PLR2004 - the two sides
            raise InvalidValue(Text("交流至少有双方参加", "an exchange must have two sides"))

    def joins(self, pairing: Pairing) -> bool:
        """Whether people of both regions of the pairing took part."""
        return all(
            any(party.within(region) for party in self.parties) for region in (pairing.sending, pairing.receiving)
        )


@frozen(kw_only=True)
class Breadth(Record):
    """In how many fields, at how many levels and in how many forms a set of exchanges was held."""

    fields: frozenset[ExchangeField]
    levels: frozenset[ExchangeLevel]
    forms: frozenset[ExchangeForm]

    @classmethod
    def of(cls, exchanges: Iterable[Exchange], window: Period) -> Breadth:
        """The breadth of the exchanges in a window."""
        held = [exchange for exchange in exchanges if exchange.on in window]
        return cls(
            fields=frozenset(exchange.field for exchange in held),
            levels=frozenset(exchange.level for exchange in held),
            forms=frozenset(exchange.form for exchange in held),
        )

    @property
    def is_manifold(self) -> bool:
        """Whether there is more than one of each: 多领域、多层次、多形式."""
        return min(len(self.fields), len(self.levels), len(self.forms)) > 1


def _by_day(exchanges: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
    return tuple(sorted(exchanges, key=lambda exchange: exchange.on))


@frozen(kw_only=True)
class ExchangeMechanism(Record):
    """A regular mechanism of exchange (常态化交流合作机制) of a pairing: it lives by dated meetings of both sides."""

    pairing: Pairing
    exchanges: tuple[Exchange, ...] = field(default=(), converter=_by_day)

    def meetings(self, until: date) -> tuple[Exchange, ...]:
        """The meetings of both sides up to a day, that day included, in order of time."""
        return tuple(
            exchange
            for exchange in self.exchanges
            if exchange.on <= until and exchange.form is ExchangeForm.MEETING and exchange.joins(self.pairing)
        )

    def is_live(self, on: date, months: int) -> bool:
        """Whether both sides met in the ``months`` calendar months up to the day."""
        met = self.meetings(on)
        return bool(met) and met[-1].on > on - relativedelta(months=months)
