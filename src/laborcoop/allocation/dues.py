"""Prices of places and dues of caps that bound an answer well: cutting planes over the dues, descent over the prices.

At fixed dues the best prices are those of a plain market, found by descent. How much of each cap its answer then uses
says which way the bound falls when dues change: each set of dues tried gives a plane below the bound, and the next is
the lowest point of all planes near the best so far. Samples of the bidders come first, as they cost little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.allocation.bidders import Bidders, charged
from laborcoop.allocation.descent import Market, descend
from laborcoop.allocation.solver import linear

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[Any]

_PART = 4
_FEWEST = 1000
_TRIES = 40
"""Sets of dues that are tried for one sample, or for everybody."""
_WINDOW = 4
"""Points within which the descent holds pairs."""
_FIRST = 8
"""Points by which dues may change at a time, to begin with."""


@frozen(eq=False)
class _Trial:
    dues: Any
    price: Any
    value: int
    """The bound of the market, without the cost of the caps."""
    usage: Any
    """How much of every cap the market's answer takes."""


def find(bidders: Bidders, price: Array, dues: Array, tell: Callable[[], bool]) -> tuple[Array, Array]:
    """Good prices and dues, from any start; ``tell`` says when to stop."""
    import numpy as np

    part, span = 1, _FIRST * bidders.unit
    while len(bidders.size) // (part * _PART) >= _FEWEST:
        part *= _PART
    while part and not tell():
        some = np.arange(0, len(bidders.size), part)
        best = _Search(bidders, some, tell).lowest(price, dues, span)
        price, dues = best.price, best.dues
        part, span = part // _PART, max(1, span // 2)
    return price, dues


class _Search:
    """The search over dues for some of the bidders, with their share of all limits."""

    def __init__(self, bidders: Bidders, some: Array, tell: Callable[[], bool]) -> None:
        import numpy as np

        self.bidders, self.some, self.tell = bidders, some, tell
        amount = bidders.people * bidders.size
        self.count = amount[some]
        own, total = int(self.count.sum()), max(1, int(amount.sum()))
        self.share = own / total
        self.room = np.diff(np.cumsum(bidders.room) * own // total, prepend=0)
        self.top = bidders.base.top
        self.low = np.where(bidders.least > 0, bidders.deepest, 0)
        self.high = np.where(bidders.is_limited, self.top, 0)

    def lowest(self, price: Array, dues: Array, span: int) -> _Trial:
        """The best of a number of trials."""
        best = self._try(price, dues)
        trials = [best]
        for _ in range(_TRIES if len(dues) else 0):
            dues, below = self._next(trials, best, span)
            if self._total(best) - below < self.bidders.unit / 2 or (dues == best.dues).all() or self.tell():
                break
            trial = self._try(best.price, dues)
            trials.append(trial)
            if self._total(trial) < self._total(best):
                best = trial
            else:
                span = max(1, span // 2)
        return best

    def _total(self, trial: _Trial) -> float:
        return trial.value + self.share * self.bidders.cost(trial.dues)

    def _try(self, price: Array, dues: Array) -> _Trial:
        import numpy as np

        bidders = self.bidders
        market = Market(charged(bidders, dues), self.some, self.count, self.room)
        price, seating = descend(market, price, _WINDOW * bidders.unit, lambda _: self.tell())
        share = bidders.loads[bidders.sign[seating.kind]] * (seating.people / bidders.size[seating.kind])[:, None]
        usage = np.einsum("ec,ce->c", share, bidders.covers[:, seating.place])
        return _Trial(dues, price, market.bound(price), usage)

    def _next(self, trials: list[_Trial], best: _Trial, span: int) -> tuple[Array, float]:
        """The lowest point of the planes within ``span`` of the best dues, and their value there."""
        import numpy as np

        bidders, share = self.bidders, self.share
        low, high = np.maximum(self.low, best.dues - span), np.minimum(self.high, best.dues + span)
        columns: dict[Any, tuple[float, float, float]] = {"value": (-1.0, -np.inf, np.inf)}
        for cap in range(len(low)):
            columns["up", cap] = (-share * float(bidders.most[cap]), max(0.0, low[cap]), max(0.0, high[cap]))
            columns["down", cap] = (share * float(bidders.least[cap]), max(0.0, -high[cap]), max(0.0, -low[cap]))
        rows = []
        for trial in trials:
            terms: dict[Any, float] = {"value": 1.0}
            for cap, used in enumerate(trial.usage.tolist()):
                terms["up", cap], terms["down", cap] = used, -used
            rows.append((terms, trial.value + float(trial.usage @ trial.dues), np.inf))
        found = linear(columns, rows).values
        dues = np.array([round(found["up", cap] - found["down", cap]) for cap in range(len(low))], dtype=np.int64)
        lowest = found["value"] + sum(
            -columns[way, cap][0] * found[way, cap] for way in ("up", "down") for cap in range(len(low))
        )
        return dues.clip(low, high), lowest
