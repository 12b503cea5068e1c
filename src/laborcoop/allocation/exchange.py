"""What one opening more, or one fewer, is worth: the best chains of moves between places.

A matrix holds the most that is gained when somebody moves from one place to another: the square of the places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

FAR = 2**61
"""Nobody gains, or loses, so much."""
_CELLS = 2**21


def through(gain: Array, has_room: Array, before: tuple[Array, Array] | None = None) -> tuple[Array, Array]:
    """The lowest and the highest prices that prove a placement: what one opening more adds, and one fewer takes.

    ``gain`` is the most that is gained when somebody moves from one place (row) to another (column), the last being
    nowhere; free openings are entered into it. ``before`` are these prices when fewer moves were known. The highest
    price of a place without anybody means nothing.
    """
    import numpy as np

    places = len(has_room)
    # Free openings are exchanged with nowhere at no loss.
    gain[places, :places] = np.maximum(gain[places, :places], 0)
    gain[:places, places][has_room] = np.maximum(gain[:places, places][has_room], 0)
    lowest, highest = np.full(places, -FAR), np.full(places, FAR)
    if before is not None:
        lowest, highest = before
    return _chains(gain, np.append(lowest, 0))[:places], -_chains(gain.T, np.append(-highest, 0))[:places]


def nobody_moves(places: int) -> Array:
    """Nobody can move anywhere yet."""
    import numpy as np

    return np.full((places + 1, places + 1), -FAR)


def _chains(gain: Array, found: Array) -> Array:
    """The best chains from one node to each (Bellman and Ford), from any that are known; no cycle gains anything."""
    import numpy as np

    step = max(1, _CELLS // len(found))
    late = np.flatnonzero(found > -FAR)
    # No best chain has more moves than there are nodes.
    for _ in range(len(found)):
        more = found.copy()
        for first in range(0, len(late), step):
            some = late[first : first + step]
            np.maximum(more, (found[some, None] + gain[some]).max(axis=0), out=more)
        # Only from where there is a better chain than before can others become better.
        late = np.flatnonzero(more > found)
        found = more
        if not len(late):
            break
    return found
