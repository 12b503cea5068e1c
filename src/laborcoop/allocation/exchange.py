"""What one opening more, or one fewer, is worth: shortest chains of moves between places, over all pairs.

One pass finds the least that is lost when somebody moves from one place to another; memory is the square of the places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.blocks import Blocks
    from laborcoop.allocation.seating import Seating

    Array = NDArray[Any]

_FAR = 2**61
_CELLS = 2**21


def extremes(blocks: Blocks, seating: Seating, idle: Array) -> tuple[Array, Array]:
    """The lowest and the highest prices that prove a placement: what one opening more adds, and one fewer takes.

    ``idle`` counts those of each class who are nowhere. The highest price of a place without openings means nothing.
    """
    import numpy as np

    load = np.bincount(seating.place, weights=seating.people, minlength=blocks.columns)
    return through(_gains(blocks, seating, idle), load < blocks.crowd.room)


def through(gain: Array, has_room: Array) -> tuple[Array, Array]:
    """The same from the most that is gained when somebody moves from one place to another, the last being nowhere."""
    import numpy as np

    places = len(has_room)
    # In its place: this is the largest array of all.
    loss = np.negative(gain, out=gain)
    # Free openings are exchanged with nowhere at no loss.
    loss[places, :places] = np.minimum(loss[places, :places], 0)
    loss[:places, places][has_room] = np.minimum(loss[:places, places][has_room], 0)
    return -_distances(loss, places)[:places], _distances(loss, places, backwards=True)[:places]


def no_gain(places: int) -> Array:
    """Nobody can move anywhere yet."""
    import numpy as np

    return np.full((places + 1, places + 1), -_FAR)


def _gains(blocks: Blocks, seating: Seating, idle: Array) -> Array:
    """Row: where somebody is, column: where they might be; the last of both is nowhere."""
    import numpy as np

    places = blocks.columns
    out = np.flatnonzero(idle)
    kind = np.concatenate([seating.kind, out])
    here = np.concatenate([seating.place, np.full(len(out), places)])
    order = np.argsort(here, kind="stable")
    kind, here = kind[order], here[order]
    nowhere = blocks.crowd.nowhere[kind]
    gain = no_gain(places)
    for at, net in blocks.of(kind, np.zeros(places, dtype=np.int64)):
        held = nowhere[at]
        seated = np.flatnonzero(here[at] < places)
        held[seated] = net[seated, here[at][seated]]
        runs = np.flatnonzero(np.diff(here[at], prepend=-1))
        rows = here[at][runs]
        best = np.maximum.reduceat(net - held.astype(net.dtype)[:, None], runs, axis=0).astype(np.int64)
        # Nobody gives up, or gains, twice what the best pair is worth: beyond that a rule forbids the move.
        best[best < -2 * blocks.top] = -_FAR
        gain[rows, :places] = np.maximum(gain[rows, :places], best)
        gain[rows, places] = np.maximum(gain[rows, places], np.maximum.reduceat(nowhere[at] - held, runs))
    return gain


def _distances(length: Array, start: int, *, backwards: bool = False) -> Array:
    """Shortest paths from one node, or to it (Bellman and Ford), in a graph without negative cycles: a matrix."""
    import numpy as np

    far = np.full(len(length), _FAR)
    far[start] = 0
    step = max(1, _CELLS // len(length))
    # No shortest path has more edges than there are nodes.
    for _ in range(len(length)):
        near = far.copy()
        for first in range(0, len(length), step):
            some = slice(first, first + step)
            if backwards:
                np.minimum(near[some], (length[some] + far).min(axis=1), out=near[some])
            else:
                np.minimum(near, (far[some, None] + length[some]).min(axis=0), out=near)
        if (near == far).all():
            break
        far = near
    return far
