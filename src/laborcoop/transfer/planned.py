"""What needs a plan: one vehicle, one plan (一车一方案, TR-19)."""

from __future__ import annotations


class Planned:
    """A convoy, a run of a vehicle, or a driver's duty: the rule TR-19 looks at each of them in its own way."""

    __slots__ = ()
