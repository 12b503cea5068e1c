"""Prices of places and dues of caps that bound an answer, in a form that anybody can check."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen


@frozen
class Proof:
    """What bounds one goal of a problem that rules give: with groups, sizes, cohorts or caps, or when stopped.

    Whatever the prices, no answer brings more than what every party gets at best after paying the price of each opening
    that it takes and the due of each cap that counts it, plus what all openings and all caps cost. Goals before this
    one weigh in, since they are known to be at their best.
    """

    weights: tuple[int, ...]
    """The weight of each goal up to this one, whose own weight is 1."""
    unit: int
    """Prices and dues are whole numbers of this fraction of a point."""
    price: Mapping[str, int]
    """Place id -> what one opening costs; never negative."""
    dues: Mapping[str, int]
    """Name of a cap -> what it takes from each place that it counts; negative only where it wants somebody at least."""
