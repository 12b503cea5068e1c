"""What is kept of a solution by prices, for solving nearly the same problem: tables of worths, and the pairs held.

Both say something of the pairs and of how goals weigh, not of capacities or of who was where: they hold as long as the
same pairs weigh the same for everybody. Where they do not, nothing is taken up and everything is worked out again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from laborcoop.allocation.blocks import Blocks
from laborcoop.allocation.ruled import Ruled
from laborcoop.allocation.shortlist import Shortlist, nobody, pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.blocks import Market
    from laborcoop.allocation.crowd import Crowd
    from laborcoop.allocation.shortlist import Standing

    Array = NDArray[Any]


@frozen(eq=False, repr=False)
class Trace:
    """Tables and pairs by the classes of that solution; left out of a pickle, as it can be worked out again."""

    pairs: Ruled
    blocks_then: Blocks
    number: Any
    """Worker number -> class at the time; -1 for the pinned."""
    window: int
    few: int
    price: Any
    starts: Any
    """Class -> its first pair; one more at the end."""
    where: Any
    worth: Any
    floor: Any
    """Class -> pairs that are not held are worth less than this after paying those prices."""
    cut: Any

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """Nothing."""
        return type(None), ()

    @classmethod
    def of(cls, pairs: Ruled, here: Standing) -> Trace | None:
        """Of prices that prove a placement of everybody; None where a pair's worth depends on who was where."""
        import numpy as np

        here = here.in_order()
        held = here.held
        market, crowd = held.market, held.market.blocks.crowd
        if crowd.bonus.any():
            return None
        # What lies further below the best than the window is dropped; what is not held stays below its floor.
        floor = np.maximum(here.best - here.spare, here.best - held.window)
        kept = np.concatenate(
            [np.zeros(0, dtype=bool)] + [here.net(some) >= floor[held.who[some]] for some in pieces(len(held.who))]
        )
        number = np.full(len(pairs.workers), -1, dtype=np.int32)
        number[crowd.rows] = crowd.kind
        return cls(
            pairs=pairs,
            blocks_then=market.blocks,
            number=number,
            window=held.window,
            few=held.few,
            price=here.price,
            starts=np.searchsorted(held.who[kept], np.arange(len(market.classes) + 1, dtype=held.who.dtype)),
            where=held.where[kept],
            worth=held.worth[kept],
            floor=floor,
            cut=held.cut,
        )

    def blocks(self, pairs: Ruled, crowd: Crowd) -> Blocks | None:
        """The blocks of a crowd for the same pairs; None where something weighs otherwise than it did."""
        import numpy as np

        if pairs is not self.pairs:
            return None
        then, before = self.number[crowd.first], self.blocks_then.crowd
        if (
            (then < 0).any()
            or crowd.bonus.any()
            or not np.array_equal(crowd.scale, before.scale[then])
            or not np.array_equal(crowd.nowhere, before.nowhere[then])
            or not np.array_equal(crowd.shut, before.shut)
        ):
            return None
        groups = [evolve(group, row=group.row[then]) for group in self.blocks_then.groups]
        return evolve(self.blocks_then, crowd=crowd, groups=groups)

    def shortlist(self, market: Market) -> Shortlist:
        """The pairs of all classes of such blocks."""
        import numpy as np

        then = self.number[market.blocks.crowd.first]
        number = np.diff(self.starts)[then]
        who = np.repeat(np.arange(len(then), dtype=np.int32), number)
        ends = np.cumsum(number)
        pair = np.repeat(self.starts[then] - (ends - number), number) + np.arange(len(who))
        return Shortlist(
            market=market,
            window=self.window,
            few=self.few,
            who=who,
            where=self.where[pair],
            worth=self.worth[pair],
            starts=(ends - number)[number > 0],
            late=nobody(self.where.dtype, self.worth.dtype),
            asof=self.price,
            floor=self.floor[then],
            cut=self.cut[then],
        )
