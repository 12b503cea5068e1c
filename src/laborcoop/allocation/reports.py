"""What an answer tells about places, groups of people, and changes: figures, and how they read as sentences."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from laborcoop.kernel.text import NO_TEXT, Text


@frozen
class Move:
    """An applicant who had a placement and is now elsewhere, or nowhere."""

    before: str
    after: str | None

    @property
    def text(self) -> Text:
        """From where to where."""
        if self.after is None:
            return Text("原在 {before}，现无去处", "was at {before}, is now nowhere").format(before=self.before)
        return Text("由 {before} 改到 {after}", "from {before} to {after}").format(before=self.before, after=self.after)


@frozen
class PlacementRate:
    """How many of one group of applicants are placed."""

    placed: int
    total: int

    @property
    def rate(self) -> Fraction:
        """Placed of all, exactly."""
        return Fraction(self.placed, self.total)

    @property
    def text(self) -> Text:
        """The counts, and the rate in whole per cent; only all of them are 100 %, and only none 0 %."""
        rate = round(100 * self.rate)
        if 0 < self.placed < self.total:
            rate = min(max(rate, 1), 99)
        return Text("{total} 人中安置 {placed} 人（{rate}%）", "{placed} of {total} placed ({rate} %)").format(
            placed=self.placed, total=self.total, rate=rate
        )


@frozen
class Shortage:
    """A place where one more opening would have been worth something, or where people were turned away."""

    place: str
    worth: int | None
    """What one more opening adds to the score; None where no price is known."""
    waiting: int
    """Applicants who are nowhere and to whom it is open: to their whole group, and within every cap."""
    people: int | None = None
    """How many more people one more opening would place; None unless placing them is a goal, with a price known."""
    is_exact: bool = True
    """False where the worth is the price of the linear relaxation (groups, sizes, cohorts or caps): a guide that may
    be far off."""

    @property
    def text(self) -> Text:
        """What one more opening would bring, and who waits."""
        parts = [
            Text("没有去处的人中，对 {count} 人开放", "it is open to {count} without a place").format(
                count=self.waiting
            )
        ]
        if self.worth is not None:
            people = Text("多安置 {people} 人，", "place {people} more and ").format(people=self.people)
            text = _WORTH if self.is_exact else _ESTIMATE
            parts.insert(0, text.format(people=people if self.people else NO_TEXT, worth=self.worth))
        zh, en = "；".join(part.zh for part in parts), "; ".join(part.en for part in parts)
        return Text(f"{self.place}：{zh}", f"{self.place}: {en}")


_WORTH = Text("每增加 1 个名额可{people}使总分增加 {worth}", "one more opening would {people}add {worth} to the score")
_ESTIMATE = Text(
    "按线性松弛的价格，每增加 1 个名额可使总分增加约 {worth}，实际可能相差很远",
    "by the price of the linear relaxation, which may be far off, one more opening would add about {worth} to the"
    " score",
)
