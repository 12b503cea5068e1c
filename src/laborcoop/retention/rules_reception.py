"""The rule about what a reception consists of (AC-14)."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.kernel.text import Text
from laborcoop.retention.reception import Reception, ReceptionItem
from laborcoop.rulebook.documents import SOURCE_ARTICLE
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation


@rule(
    "AC-14",
    "retention.one-stop-reception",
    Severity.WARN,
    subject=Reception,
    sources=(Citation(SOURCE_ARTICLE, "F088–F092"),),
    message=Text(
        "{arrived} 到达、{left} 离开，接待中没有{item}",
        "arrived on {arrived} and left on {left}; the reception did not give {item}",
    ),
    suggestion=Text("补做，或补记服务台账", "give it, or record what was given"),
    parameters=("reception_prevention",),
)
def one_stop_reception(reception: Reception, ctx: Context) -> Iterator[Breach]:
    """Whoever has left for the post was given every item of the reception; prevention while the measures hold."""
    if reception.left_on is None:
        return
    prevention = ctx.at(ctx.region, reception.arrived_on).value("reception_prevention") is True
    asked = [item for item in ReceptionItem if prevention or item is not ReceptionItem.PREVENTION]
    for item in reception.missing(asked):
        facts = {"arrived": reception.arrived_on, "left": reception.left_on, "item": item.label}
        yield Breach(facts, path=f"done[{item.value}]")


RULES_RECEPTION: tuple[AnyRule, ...] = (one_stop_reception,)
