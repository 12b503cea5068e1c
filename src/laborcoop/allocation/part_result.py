"""The answer that was worked out in parts: who goes where, and how near the best it is proved to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from laborcoop.allocation.executor import Executor, Here
from laborcoop.allocation.part_audit import audit
from laborcoop.allocation.part_market import Nearest
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
    price: Any
    """Place -> its price."""
    nearest: Nearest

    def __getitem__(self, name: str) -> tuple[Text, ...]:
        kind = self.number[name]
        count, missing = int(self.nearest.places[kind]), int(self.nearest.missing[kind])
        if count == 0:
            return (Text("按各项规则，没有向其开放的去处", "no place is open to them under the rules"),)
        column = self.nearest.column[kind]
        price = int(self.price[column])
        text = Text(
            "向其开放的去处有 {count} 个，最接近的是 {place}：其在该处的分值为 {score}，而那里一个名额对他人值 {price}",
            "of the {count} places open to them {place} is the nearest: their score there is {score}, and an opening is"
            " worth {price} to others",
        )
        if missing < 0:
            text = Text(
                "向其开放的去处有 {count} 个，最接近的是 {place}：其在该处的分值为 {score}，高于价格 {price}，但已满；"
                "这在尚未证明的差距之内",
                "of the {count} places open to them {place} is the nearest: their score there is {score}, more than the"
                " price {price} of an opening, but it is full; that is within the gap that is not proved away",
            )
        return (text.format(count=count, place=self.places[column], score=price - missing, price=price),)

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
    id_of: Callable[[Any], str]
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
            TaskError: ``executor`` could not finish a part.
        """
        return audit(self, Here() if executor is None else executor)
