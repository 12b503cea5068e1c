"""Rule packs: the rules and dated, cited parameters of a country or programme, as a `RuleBook`."""

from laborcoop.packs.china import national

__all__ = ["national"]
