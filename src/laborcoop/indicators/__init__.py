"""Figures of a programme counted from its records: each with unit, window, definition, and the records behind it.

`measure` counts the indicators of the catalogue, `reconcile` holds a published figure against one of them, `retention`
and `review_subsidies` answer the two questions that are more than a count; `year_end_report` puts them together.
"""

from laborcoop.indicators.breakdown import SMALL, Breakdown, Part, withhold
from laborcoop.indicators.catalogue import CATALOGUE, indicator
from laborcoop.indicators.claims import JudgedClaim
from laborcoop.indicators.disclosure import Disclosure
from laborcoop.indicators.eligibility import JudgedAid, SubsidyReview, review_aid, review_subsidies
from laborcoop.indicators.indicator import Indicator, Section
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.measure import Figures, measure
from laborcoop.indicators.measured import Measured, window_text
from laborcoop.indicators.reconcile import NEARLY, Reconciled, read_figure, reconcile
from laborcoop.indicators.report import Line, YearEndReport, YearOnYear, year_end_report
from laborcoop.indicators.retention import Retention, retention
from laborcoop.indicators.survival import Survival, SurvivalStep, kaplan_meier
from laborcoop.indicators.windows import Span, Windows

__all__ = [
    "CATALOGUE",
    "NEARLY",
    "SMALL",
    "Breakdown",
    "Disclosure",
    "Figures",
    "Indicator",
    "JudgedAid",
    "JudgedClaim",
    "Ledger",
    "Line",
    "Measured",
    "Part",
    "Reconciled",
    "Retention",
    "Section",
    "Span",
    "SubsidyReview",
    "Survival",
    "SurvivalStep",
    "Windows",
    "YearEndReport",
    "YearOnYear",
    "indicator",
    "kaplan_meier",
    "measure",
    "read_figure",
    "reconcile",
    "retention",
    "review_aid",
    "review_subsidies",
    "window_text",
    "withhold",
    "year_end_report",
]
