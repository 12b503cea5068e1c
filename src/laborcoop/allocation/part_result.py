"""The answer that was worked out in parts: who goes where, and how near the best it is proved to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from laborcoop.allocation.executor import Executor, Here
from laborcoop.allocation.part_audit import audit
from laborcoop.allocation.part_reading import Part, Rule
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


@frozen(eq=False, repr=False)
class Reasons(Mapping[str, tuple[Text, ...]]):
    """Worker id -> why they are nowhere, worded when it is asked for."""

    number: Mapping[str, int]
    """Worker id -> their class."""
    places: tuple[str, ...]
    nearest: Any

    def __getitem__(self, name: str) -> tuple[Text, ...]:
        kind = self.number[name]
        count, missing = int(self.nearest.places[kind]), int(self.nearest.missing[kind])
        if count == 0:
            return (Text("按各项规则，没有向其开放的去处", "no place is open to them under the rules"),)
        place = self.places[self.nearest.column[kind]]
        if missing < 0:
            text = Text(
                "向其开放的 {count} 个去处已满；在 {place}，其分值高于价格 {more} 分：这在尚未证明的差距之内",
                "the {count} places open to them are full; at {place} their score is {more} above the price, which is"
                " within the gap that is not proved away",
            )
            return (text.format(count=count, place=place, more=-missing),)
        text = Text(
            "向其开放的 {count} 个去处已给了分值更高的人；差得最少的是 {place}：距其价格还差 {missing} 分",
            "the {count} places open to them went to people with higher scores; the nearest is {place}, {missing}"
            " points below its price",
        )
        return (text.format(count=count, place=place, missing=missing),)

    def __iter__(self) -> Iterator[str]:
        return iter(self.number)

    def __len__(self) -> int:
        return len(self.number)

    def __contains__(self, name: object) -> bool:
        return name in self.number

    def __repr__(self) -> str:
        """How many."""
        return f"<reasons of {len(self)}>"


@frozen(kw_only=True, eq=False, repr=False)
class PartsResult:
    """What :func:`allocate_in_parts` found; nothing in it changes afterwards."""

    status: Literal["proved", "certified", "feasible"]
    """The best there is; proved to be within ``most_gap`` of it; or an answer whose gap is larger."""
    placed: Mapping[str, str]
    """Worker id -> post id."""
    unplaced: Mapping[str, tuple[Text, ...]]
    """Worker id -> the reason."""
    score: int
    """The sum of the scores of the pairs that were made."""
    bound: int
    """What no answer can pass, by the prices."""
    price: Mapping[str, int]
    """Post id -> the price that the bound goes by: about what one more opening there would add to the score."""
    most_gap: Fraction
    """The gap that was asked for."""
    capacity: Mapping[str, int]
    parts: tuple[Part, ...]
    posts: tuple[Any, ...]
    rules: tuple[Rule, ...]
    on: date | None
    id_of: Callable[[Any], str] = field()
    members: tuple[tuple[str, ...], ...]
    """Part -> the ids of its workers."""

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"PartsResult({self.status}, {len(self.placed)} placed, {len(self.unplaced)} unplaced, score {self.score},"
            f" gap {float(self.gap):.4%})"
        )

    @property
    def gap(self) -> Fraction:
        """How much of the bound the score may fall short of the best: 1/1000 is 0.1 %; 0 when it is proved the best."""
        return Fraction(self.bound - self.score, self.bound) if self.bound else Fraction(0)

    def verify(self, executor: Executor | None = None) -> tuple[Text, ...]:
        """Check the answer against workers and posts alone, by code of its own; empty when it is sound.

        Every part is loaded and read again, where the executor runs it, or here one after the other.

        Raises:
            TaskError: a part came to no end.
        """
        return audit(self, Here() if executor is None else executor)
