"""Rule packs: the rules and dated, cited parameters of a country or programme, as a `RuleBook`."""

from laborcoop.packs.china import national
from laborcoop.packs.iris import iris

__all__ = ["iris", "national"]
