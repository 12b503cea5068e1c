"""The year-end report as one page, in both languages, that works from the disk without a network and prints."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from laborcoop.errors import MissingExtra
from laborcoop.exchange.page.names import division_text
from laborcoop.exchange.report.curve import curve
from laborcoop.exchange.report.table import ReportTable
from laborcoop.exchange.report.tables import printed, tables
from laborcoop.indicators import Disclosure, Line, Measured
from laborcoop.kernel.counts import Count
from laborcoop.kernel.days import year_text
from laborcoop.kernel.text import Locale, Text
from laborcoop.planning.unread_files import unread_files

if TYPE_CHECKING:
    from jinja2 import Environment

_HEROES = ("new_transfers", "brought", "receptions", "post_times", "recruited")


_CONTENTS = (
    ("send-posts", "送岗", "Posts"),
    ("return-to-post", "返岗", "Return"),
    ("stabilise", "稳岗", "In post"),
    ("recommend", "推岗", "Schools"),
    ("transfers", "转移就业", "Transfers"),
    ("subsidies", "补贴", "Subsidies"),
    ("years", "同比", "Years"),
    ("published", "公布数字", "Published"),
    ("quality", "数据质量", "Data"),
    ("definitions", "口径", "Definitions"),
)


def report_page(public: Disclosure, locale: Locale = "zh") -> str:
    """The page as HTML; the same report gives the same text.

    Args:
        public: the report, and what of it may be published.
        locale: the language in which the page opens; it holds both.

    Raises:
        MissingExtra: jinja2 is not installed.
    """
    try:
        import jinja2  # noqa: F401 - asked for before anything is counted
    except ImportError:
        raise MissingExtra("jinja2", "report") from None
    report = public.report
    pairing = report.case.campaign.pairing
    sections = _sections(tables(public))
    return (
        _templates(locale)
        .get_template("report.html")
        .render(
            case=report.case,
            unread=unread_files(report.case),
            sending=division_text(pairing.sending),
            receiving=division_text(pairing.receiving),
            since=year_text(report.windows.since),
            until=year_text(report.windows.until),
            heroes=[
                _hero(public, line, line.figure)
                for line in report.lines
                if line.figure and line.indicator.code in _HEROES
            ],
            contents=[one for one in _CONTENTS if one[0] in {section.id for section, _ in sections}],
            sections=sections,
            curve=curve(public),
            faults=report.faults,
        )
    )


@cache
def _templates(locale: Locale) -> Environment:
    """The templates of a page that opens in this language: to compile them takes longer than to fill them once."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=ChoiceLoader([PackageLoader("laborcoop.exchange.report"), PackageLoader("laborcoop.exchange.page")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"Text": Text, "locale": locale}
    return environment


def _sections(made: tuple[ReportTable, ...]) -> list[tuple[ReportTable, list[ReportTable]]]:
    """Each table that stands by itself, with those that belong below it."""
    sections: list[tuple[ReportTable, list[ReportTable]]] = []
    for table in made:
        if table.below:
            sections[-1][1].append(table)
        else:
            sections.append((table, []))
    return sections


def _hero(public: Disclosure, line: Line, figure: Measured) -> tuple[Text, Count | None, Text]:
    """A figure as it is set large: its title, its count where that may be said as it is, and how it is said."""
    said = printed(public, line, figure)
    return line.indicator.title, figure.count if said == figure.count.text() else None, said
