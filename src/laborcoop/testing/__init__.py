"""Synthetic programmes and hypothesis strategies, for your own tests (extra: ``laborcoop[testing]``)."""

from laborcoop.testing.programme import Programme, small_case, synthetic_number
from laborcoop.testing.strategies import programmes

__all__ = ["Programme", "programmes", "small_case", "synthetic_number"]
