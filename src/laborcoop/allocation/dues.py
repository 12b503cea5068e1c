"""Prices of places and dues of caps that bound an answer well: cutting planes over the dues, descent over the prices.

At fixed dues the best prices are those of a plain market, found by descent. How much of each cap its answer then uses
says which way the bound falls when dues change: each set of dues tried gives a plane below the bound, and the next is
the lowest point of all planes near the best so far. Samples of the bidders come first, as they cost little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.allocation.bidders import Bidders, charged
from laborcoop.allocation.blocks import Market
from laborcoop.allocation.descent import descend
from laborcoop.allocation.seating import Seating
from laborcoop.allocation.solver import linear

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from numpy.typing import NDArray

    Array = NDArray[Any]

_PART = 4
_FEWEST = 1000
_TRIES = 40
"""Sets of dues that are tried for one sample, or for everybody."""
_WINDOW = 2
"""Points within which the descent holds pairs."""
_ROUGH, _FINE = 1 / 2000, 1 / 1_000_000
"""The part of the bound that is still to be gained at which trials end: of a sample, of everybody."""
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
    seating: Seating


@frozen(eq=False)
class Found:
    """Good prices and dues, and where the market puts people at those: teams may be split, and caps passed."""

    price: Any
    dues: Any
    seating: Seating | None


def find(bidders: Bidders, tell: Callable[[], bool]) -> Found:
    """Prices and dues by samples first; ``tell`` says when to stop."""
    import numpy as np

    price, dues = np.zeros(bidders.base.columns, dtype=np.int64), np.zeros(len(bidders.most), dtype=np.int64)
    seating = None
    part, span = 1, _FIRST * bidders.unit
    while len(bidders.size) // (part * _PART) >= _FEWEST:
        part *= _PART
    while part and not tell():
        some = np.arange(0, len(bidders.size), part)
        best = _Search(bidders, some, tell).lowest(price, dues, span)
        price, dues, seating = best.price, best.dues, best.seating if part == 1 else None
        part, span = part // _PART, max(1, span // 2)
    return Found(price, dues, seating)


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
        self.enough = _ROUGH if len(some) < len(bidders.size) else _FINE
        self.low = np.where(bidders.least > 0, bidders.deepest, 0)
        self.high = np.where(bidders.is_limited, self.top, 0)

    def lowest(self, price: Array, dues: Array, span: int) -> _Trial:
        """The best of a number of trials."""
        # How far prices may be from the best ones; the first know nothing.
        best = self._try(price, dues, self.top if not price.any() else self.top // 4)
        trials = [best]
        for _ in range(_TRIES if len(dues) else 0):
            dues, below = self._next(trials, best, span)
            if self._total(best) - below < self.enough * self._total(best) or (dues == best.dues).all() or self.tell():
                break
            trial = self._try(best.price, dues, 0)
            trials.append(trial)
            if self._total(trial) < self._total(best):
                best = trial
            else:
                span = max(1, span // 2)
        return best

    def _total(self, trial: _Trial) -> float:
        return trial.value + self.share * self.bidders.cost(trial.dues)

    def _try(self, price: Array, dues: Array, reach: int) -> _Trial:
        import numpy as np

        bidders = self.bidders
        market = Market(charged(bidders, dues), self.some, self.count, self.room)
        here, flow = descend(market, price, _WINDOW * bidders.unit, lambda _: self.tell(), reach)
        seating = flow.seating()
        share = bidders.loads[bidders.sign[seating.kind]] * (seating.people / bidders.size[seating.kind])[:, None]
        usage = np.einsum("ec,ce->c", share, bidders.covers[:, seating.place])
        bound = here.bound if seating.is_full else market.bound(here.price)
        return _Trial(dues, here.price, bound, usage, seating)

    def _next(self, trials: list[_Trial], best: _Trial, span: int) -> tuple[Array, float]:
        """The lowest point of the planes within ``span`` of the best dues, and their value there.

        It is found from the other side: as the dues of the best mixture of the answers tried that keeps every cap,
        where passing a cap costs the highest due, and falling short of it brings the lowest.
        """
        import numpy as np

        bidders, share = self.bidders, self.share
        low, high = np.maximum(self.low, best.dues - span), np.minimum(self.high, best.dues + span)
        planes = [trial.value + float(trial.usage @ trial.dues) for trial in trials]
        columns: dict[Hashable, tuple[float, float]] = {at: (plane, np.inf) for at, plane in enumerate(planes)}
        rows: list[tuple[dict[Hashable, float], float, float]] = [(dict.fromkeys(range(len(trials)), 1.0), 1.0, 1.0)]
        for cap in range(len(low)):
            columns["over", cap], columns["under", cap] = (-float(high[cap]), np.inf), (float(low[cap]), np.inf)
            used: dict[Hashable, float] = {at: float(trial.usage[cap]) for at, trial in enumerate(trials)}
            least = share * float(bidders.least[cap]) if bidders.least[cap] else -np.inf
            most = share * float(bidders.most[cap]) if bidders.is_limited[cap] else np.inf
            rows.append(({**used, ("over", cap): -1.0, ("under", cap): 1.0}, least, most))
        dues = np.array([round(due) for due in linear(columns, rows)[1:]], dtype=np.int64).clip(low, high)
        below = max(plane - float(trial.usage @ dues) for plane, trial in zip(planes, trials, strict=True))
        return dues, below + share * bidders.cost(dues)
