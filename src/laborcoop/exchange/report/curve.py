"""The Kaplan–Meier curve of the new transfers, set by hand as SVG: it prints, and needs no library."""

from __future__ import annotations

from attrs import frozen

from laborcoop.indicators import Disclosure

WIDTH, HEIGHT = 900, 236
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 12, 12, 46
_TENTHS = (0, 25, 50, 75, 100)
_MONTH = 30
_MOST_TICKS = 12


@frozen(kw_only=True)
class Tick:
    """A mark on an axis: where, and what stands there."""

    at: float
    label: str


@frozen(kw_only=True)
class Curve:
    """The curve as a path, and the marks of its axes, in the units of a picture of `WIDTH` by `HEIGHT`."""

    path: str
    across: tuple[Tick, ...]
    upwards: tuple[Tick, ...]
    marks: tuple[tuple[float, float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    bottom: int = HEIGHT - _BOTTOM


def curve(public: Disclosure) -> Curve | None:
    """The curve of a report's retention; None where nobody was seen for a day, or too few to be told of."""
    report = public.report
    if not report.retention or not report.retention[0].survival.longest or not public.curve():
        return None
    survival = report.retention[0].survival
    scale = (WIDTH - _LEFT - _RIGHT) / survival.longest

    def x(days: int) -> float:
        return round(_LEFT + days * scale, 1)

    def y(per_cent: float) -> float:
        return round(_TOP + (100 - per_cent) * (HEIGHT - _TOP - _BOTTOM) / 100, 1)

    steps = (f"H{x(step.days)}V{y(float(100 * step.stayed))}" for step in survival.steps)
    path = "".join((f"M{x(0)} {y(100)}", *steps, f"H{x(survival.longest)}"))
    every = max(_MONTH, _MONTH * -(-survival.longest // (_MONTH * _MOST_TICKS)))
    return Curve(
        path=path,
        across=tuple(Tick(at=x(days), label=str(days)) for days in range(0, survival.longest + 1, every)),
        upwards=tuple(Tick(at=y(share), label=f"{share} %") for share in _TENTHS),
        marks=tuple(
            (x(one.days), y(float(one.estimate)), f"{one.estimate} %")
            for one in report.retention
            # A line over other days has a curve of its own.
            if one.estimate is not None and one.survival == survival
        ),
    )
