"""The case folder, read: `load_case`."""

from laborcoop.exchange.case.load import load_case

__all__ = ["load_case"]
