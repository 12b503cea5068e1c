"""What a row says by itself, whatever other rows say of the same person."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from laborcoop.employers import WageRange
from laborcoop.exchange.roster.columns import DETAILS
from laborcoop.exchange.roster.people import Facts
from laborcoop.journey.registration import Registration
from laborcoop.kernel.identity import CreditCode
from laborcoop.people import Worker
from laborcoop.rulebook import Finding, Locus


@frozen(kw_only=True)
class Details:
    """What a row says of the post that no decision reads: the wage, the days of start and departure, the employer."""

    wage: WageRange | None = None
    start_date: date | None = None
    departure_date: date | None = None
    employer_code: CreditCode | None = None


def details_of(facts: Facts) -> Details:
    """The details among the facts of rows."""
    return Details(**{key: getattr(facts, key) for key in DETAILS})


@frozen(kw_only=True)
class Alone:
    """What would have been read of a row of several if it were the only one of its person."""

    where: Locus
    worker: Worker
    registration: Registration
    details: Details
    findings: tuple[Finding, ...]
