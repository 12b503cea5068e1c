"""A chart of times on a logarithmic axis, as plain SVG: a line for each side, a mark for each size.

Its colours follow the reader's scheme, light or dark, on a ground of its own; it uses whatever plain font is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

WIDTH = 860
LEFT = 260
RIGHT = 96
TOP = 64
ROW = 44
SHIFT = (-9, 9)
"""Where the marks of the two sizes stand, from the middle of their line."""
STYLE = """
  .ground { fill: #ffffff } .grid { stroke: #d0d7de } .line { stroke: #8c959f }
  text { fill: #1f2328; font-family: sans-serif; font-size: 14px } .small { fill: #57606a; font-size: 12px }
  .mark { fill: #57606a } .open { fill: #ffffff; stroke: #57606a; stroke-width: 2 }
  .ours { fill: #0969da } .ours.open { fill: #ffffff; stroke: #0969da } text.ours { font-weight: bold }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } .grid { stroke: #30363d } .line { stroke: #6e7681 }
    text { fill: #e6edf3 } .small { fill: #9ea7b3 }
    .mark { fill: #9ea7b3 } .open { fill: #0d1117; stroke: #9ea7b3 }
    .ours { fill: #58a6ff } .ours.open { fill: #0d1117; stroke: #58a6ff }
  }
"""


def drawn(names: Sequence[str], series: Mapping[str, Sequence[float | None]], *, limit: float, ours: int) -> str:
    """The chart.

    Args:
        names: a side per line.
        series: size -> seconds of each side; None where it did not finish within the limit. At most two sizes.
        limit: seconds that a side had.
        ours: the line to set off.
    """
    times = [time for row in series.values() for time in row if time is not None]
    low, high = floor(log10(min(times))), ceil(log10(max(*times, limit)))
    height = TOP + ROW * len(names) + 40

    def across(time: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(time) - low) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        "<title>Seconds from workers and posts to the best placement</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{height}"/>',
        '<text x="16" y="24">Seconds from workers and posts to the best placement (logarithmic)</text>',
    ]
    for at, size in enumerate(series):
        parts += [_mark(at, 24 + 150 * at, 44, "mark"), f'<text class="small" x="{36 + 150 * at}" y="48">{size}</text>']
    bottom = TOP + ROW * len(names)
    for power in range(low, high + 1):
        x = across(10**power)
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{bottom}"/>')
        parts.append(f'<text class="small" x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{10**power:g} s</text>')
    for row, name in enumerate(names):
        y = TOP + ROW * row + ROW / 2
        look = ' class="ours"' if row == ours else ""
        parts.append(f'<text{look} x="{LEFT - 16}" y="{y + 5}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<line class="line" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke-dasharray="1 5"/>')
        for at, seconds in enumerate(column[row] for column in series.values()):
            x, beside = across(limit if seconds is None else seconds), y + SHIFT[at]
            parts.append(_mark(at, x, beside, "mark ours" if row == ours else "mark"))
            label = f"over {limit:g}" if seconds is None else f"{seconds:.2g}" if seconds < 1 else f"{seconds:.1f}"
            parts.append(f'<text class="small" x="{x + 12:.1f}" y="{beside + 4}">{label}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _mark(at: int, x: float, y: float, look: str) -> str:
    if at == 0:
        return f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
    return f'<rect class="{look} open" x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"/>'
