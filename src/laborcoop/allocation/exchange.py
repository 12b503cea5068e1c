"""What one opening more, or one fewer, is worth: the best chains of moves between places.

A matrix holds the most that is gained when somebody moves from one place to another: the square of the places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_FAR = 2**61
_CELLS = 2**21


def through(gain: Array, has_room: Array) -> tuple[Array, Array]:
    """The lowest and the highest prices that prove a placement: what one opening more adds, and one fewer takes.

    ``gain`` is the most that is gained when somebody moves from one place (row) to another (column), the last being
    nowhere; free openings are entered into it. The highest price of a place without anybody means nothing.
    """
    import numpy as np

    places = len(has_room)
    # Free openings are exchanged with nowhere at no loss.
    gain[places, :places] = np.maximum(gain[places, :places], 0)
    gain[:places, places][has_room] = np.maximum(gain[:places, places][has_room], 0)
    return _chains(gain, places)[:places], -_chains(gain, places, backwards=True)[:places]


def nobody_moves(places: int) -> Array:
    """Nobody can move anywhere yet."""
    import numpy as np

    return np.full((places + 1, places + 1), -_FAR)


def _chains(gain: Array, start: int, *, backwards: bool = False) -> Array:
    """The best chains from one node, or to it (Bellman and Ford); no cycle gains anything."""
    import numpy as np

    found = np.full(len(gain), -_FAR)
    found[start] = 0
    step = max(1, _CELLS // len(gain))
    # No best chain has more moves than there are nodes.
    for _ in range(len(gain)):
        more = found.copy()
        for first in range(0, len(gain), step):
            some = slice(first, first + step)
            if backwards:
                np.maximum(more[some], (gain[some] + found).max(axis=1), out=more[some])
            else:
                np.maximum(more, (found[some, None] + gain[some]).max(axis=0), out=more)
        if (more == found).all():
            break
        found = more
    return found
