"""Legal and local numbers as dated data: 16 years, 4 hours, 800 people.

A parameter has values, each in force from a date and in a region. It is looked up for a day and a place; a pack or a
case replaces it without touching code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from laborcoop.errors import UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Locale, Text
from laborcoop.rulebook.source import Source

Value = int | Decimal | str | bool

_BOUNDS = {
    "since": Text("自", "since"),
    "until": Text("至（不含）", "before"),
    "region": Text("地区", "region"),
}


@frozen(kw_only=True)
class DatedValue(Record):
    """A value in force from ``since`` to ``until`` (not included), in ``region`` and within it (None: everywhere)."""

    value: Value
    source: Source
    since: date | None = None
    until: date | None = None
    region: DivisionCode | None = None

    def in_force(self, on: date, region: DivisionCode | None) -> bool:
        """Whether the value is in force on the day and in the region."""
        in_time = (self.since is None or self.since <= on) and (self.until is None or on < self.until)
        in_place = self.region is None or (region is not None and region.within(self.region))
        return in_time and in_place

    def text(self) -> Text:
        """The value as a line of a list: when and where it is in force, and its source."""
        return Text(self._line("zh"), self._line("en"))

    def _line(self, locale: Locale) -> str:
        bounds = {"since": self.since, "until": self.until, "region": self.region}
        said = [f"{_BOUNDS[name].render(locale)} {bound}" for name, bound in bounds.items() if bound]
        where = f" ({', '.join(said)})" if said else ""
        return f"{self.value}{where} — {self.source.text().render(locale)}"


@frozen(kw_only=True)
class Parameter(Record):
    """A named number or word that rules read; ``unit`` says what it is in (``year``, ``minute``, ``CNY/month``)."""

    name: str
    title: Text
    unit: str
    values: tuple[DatedValue, ...]

    def at(self, on: date, region: DivisionCode | None = None) -> DatedValue | None:
        """The value in force: the narrowest region wins, then the latest start; None where there is none."""
        found = [value for value in self.values if value.in_force(on, region)]
        if len(found) == 1:  # as nearly always, and asked for every rule and subject
            return found[0]
        return max(found, key=lambda value: (_narrow(value.region), value.since or date.min), default=None)

    def extended(self, values: Iterable[DatedValue]) -> Parameter:
        """A copy with more values after its own; one that it has already is not added again."""
        return evolve(self, values=tuple(dict.fromkeys((*self.values, *values))))


def _narrow(region: DivisionCode | None) -> int:
    return 0 if region is None else len(region.code.rstrip("0"))


def _by_name(parameters: Iterable[Parameter]) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in sorted(parameters, key=lambda parameter: parameter.name)}


def _copied(given: Mapping[str, Parameter]) -> dict[str, Parameter]:
    return dict(given)


@frozen
class Parameters(Record):
    """The parameters of a book, by name."""

    _by_name: dict[str, Parameter] = field(factory=dict, converter=_copied, alias="by_name", hash=False)

    @classmethod
    def of(cls, parameters: Iterable[Parameter]) -> Parameters:
        """The parameters given; of two with one name the later one stands."""
        return cls(_by_name(parameters))

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Parameter:
        """The parameter of this name.

        Raises:
            UnknownName: no parameter has this name.
        """
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownName(
                Text("没有名为 {name} 的参数", "there is no parameter named {name}").format(name=name)
            ) from None

    def merged(self, others: Iterable[Parameter]) -> Parameters:
        """A copy in which the others replace their namesakes."""
        return Parameters.of([*self._by_name.values(), *others])
