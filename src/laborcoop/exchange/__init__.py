"""Reading and writing: the case folder, rosters, workbooks, JSON. Values or findings with their place, never less."""

from laborcoop.exchange import charts
from laborcoop.exchange.case import load_case

__all__ = ["charts", "load_case"]
