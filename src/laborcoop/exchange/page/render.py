"""Put the page together: what each part looks at, the template, the bytes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from laborcoop.errors import MissingExtra
from laborcoop.exchange.page.absent import reason_groups, refused_rows
from laborcoop.exchange.page.changes import connections, shortest
from laborcoop.exchange.page.days import convoy_days
from laborcoop.exchange.page.figures import figures
from laborcoop.exchange.page.flow import flow, tones_of
from laborcoop.exchange.page.names import Names, division_text
from laborcoop.exchange.page.nights import occupancy
from laborcoop.exchange.page.promise import stage_rows
from laborcoop.exchange.page.remarks import remarks
from laborcoop.exchange.page.ways import lookup
from laborcoop.exchange.page.wording import clock, lasting
from laborcoop.kernel.days import day_text, year_text
from laborcoop.kernel.text import Locale, Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.unread_files import unread_files
from laborcoop.rulebook import Finding, Findings
from laborcoop.rulebook.source import MARKS

if TYPE_CHECKING:
    from jinja2 import Environment

_SHORTEST = 6


def write_page(
    plan: ReturnPlan, path: Path, locale: Locale = "zh", *, verified: tuple[Finding, ...] | None = None
) -> None:
    """Write the page of a plan: one file that needs no other, no server and no network.

    Args:
        plan: the plan.
        path: the file to write.
        locale: the language in which the page opens; it holds both.
        verified: what `ReturnPlan.verify` found, where that is known already; else the plan is verified.

    Raises:
        MissingExtra: jinja2 is not installed.
    """
    path.write_bytes(render_page(plan, locale, verified=verified).encode())


def render_page(plan: ReturnPlan, locale: Locale = "zh", *, verified: tuple[Finding, ...] | None = None) -> str:
    """The page of a plan as HTML; see `write_page`. The same plan gives the same text.

    Raises:
        MissingExtra: jinja2 is not installed.
    """
    try:
        import jinja2  # noqa: F401 - asked for before the plan is verified
    except ImportError:
        raise MissingExtra("jinja2", "plan") from None
    found = plan.verify() if verified is None else verified
    return _templates(locale).get_template("index.html").render(_parts(plan.only_arriving(), found))


@cache
def _templates(locale: Locale) -> Environment:
    """The templates of a page that opens in this language: to compile them takes longer than to fill them once."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("laborcoop.exchange.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
    environment.globals |= {
        "Text": Text,
        "clock": clock,
        "day_text": day_text,
        "lasting": lasting,
        "year_text": year_text,
        "locale": locale,
    }
    return environment


def _parts(plan: ReturnPlan, verified: tuple[Finding, ...]) -> dict[str, Any]:
    names = Names.of(plan.case)
    tones = tones_of([convoy.id for convoy in sorted(plan.case.convoys, key=lambda one: (one.batch, one.id))])
    found = connections(plan, names)
    ways = plan.itineraries()
    pairing = plan.case.campaign.pairing
    return {
        "case": plan.case,
        "unread": unread_files(plan.case),
        "sending": division_text(pairing.sending),
        "receiving": division_text(pairing.receiving),
        "figures": figures(plan),
        "verified": verified,
        "stages": stage_rows(plan, names),
        "intake": plan.case.intake,
        "flow": flow(plan, names, tones),
        "convoys": convoy_days(plan, names, tones, found, ways),
        "shortest": shortest(found, _SHORTEST),
        "occupancy": occupancy(plan),
        "left_out": len(plan.unplaced),
        "reasons": reason_groups(plan, names),
        "refused": refused_rows(plan),
        "marks": MARKS,
        "remarks": remarks(Findings.of(plan.findings) + verified),
        "lookup": lookup(plan, names, ways),
    }
