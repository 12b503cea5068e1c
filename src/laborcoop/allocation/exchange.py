"""What one opening more, or one fewer, is worth: the best chains of moves between places.

A matrix holds the most that is gained when somebody moves from one place to another: the square of the places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[Any]

_CELLS = 2**18
_NARROW = 2**29


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
    lowest, highest = (-np.full(places, far(gain)), np.full(places, far(gain))) if before is None else before
    into = _chains(gain, np.append(lowest, 0).astype(gain.dtype), _onwards)
    outof = _chains(gain, np.append(-highest, 0).astype(gain.dtype), _backwards)
    return into[:places].astype(np.int64), -outof[:places].astype(np.int64)


def far(gain: Array) -> int:
    """Nobody gains, or loses, so much."""
    import numpy as np

    return int(np.iinfo(gain.dtype).max) // 4


def nobody_moves(places: int, most: int) -> Array:
    """Nobody can move anywhere yet; no chain of moves gains or loses more than ``most``."""
    import numpy as np

    gain = np.empty((places + 1, places + 1), dtype=np.int32 if 4 * most < _NARROW else np.int64)
    gain[:] = -far(gain)
    return gain


def _chains(gain: Array, found: Array, longer: Callable[[Array, Array, Array], Array]) -> Array:
    """The best chains from one node to each (Bellman and Ford), from any that are known; no cycle gains anything."""
    import numpy as np

    late = np.flatnonzero(found > -far(gain))
    # No best chain has more moves than there are nodes.
    for _ in range(len(found)):
        more = longer(gain, found, late)
        # Only from where there is a better chain than before can others become better.
        late = np.flatnonzero(more > found)
        found = more
        if not len(late):
            break
    return found


def _onwards(gain: Array, found: Array, late: Array) -> Array:
    """One move more after the chains that end in some places."""
    import numpy as np

    more, step = found.copy(), max(1, _CELLS // len(found))
    for first in range(0, len(late), step):
        some = late[first : first + step]
        np.maximum(more, (found[some, None] + gain[some]).max(axis=0), out=more)
    return more


def _backwards(gain: Array, found: Array, late: Array) -> Array:
    """One move more before the chains that begin in some places."""
    import numpy as np

    more, step = found.copy(), max(1, _CELLS // len(found))
    # Whole rows are read more quickly than most of their entries.
    columns = late if len(late) * 4 < len(found) else slice(None)
    for first in range(0, len(found), step):
        some = slice(first, first + step)
        np.maximum(more[some], (gain[some, columns] + found[columns]).max(axis=1), out=more[some])
    return more
