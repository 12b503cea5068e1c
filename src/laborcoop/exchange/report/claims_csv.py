"""claims.csv: every claim for a subsidy, how it was judged, and each reason of a refusal."""

from __future__ import annotations

from laborcoop.exchange.csv_text import csv_bytes
from laborcoop.indicators import YearEndReport
from laborcoop.indicators.claims import day_of, year_of
from laborcoop.kernel.text import Locale

COLUMNS = ("claim", "worker", "kind", "payer", "year", "claimed_on", "verdict", "reasons")


def claims_csv(report: YearEndReport, locale: Locale) -> bytes:
    """The claims as CSV (UTF-8 with BOM), by id: for the bureau, and not for the public."""
    return csv_bytes(
        COLUMNS,
        (
            (
                one.claim.id,
                one.claim.worker,
                one.claim.kind.value,
                one.claim.payer.code,
                year_of(one.claim),
                day_of(one.claim).isoformat(),
                one.verdict.render(locale),
                "\n".join(f"{finding.rule} {finding.message.render(locale)}" for finding in one.findings),
            )
            for one in report.subsidies.claims
        ),
        bom=True,
    )
