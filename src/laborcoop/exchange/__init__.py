"""Reading and writing: the case folder, rosters, workbooks, JSON. Values or findings with their place, never less."""

from laborcoop.exchange.case import load_case

__all__ = ["load_case"]
