"""The fair-recruitment overlay: what IRIS asks beyond a country's law."""

from __future__ import annotations

from attrs import evolve

from laborcoop.rulebook import Citation, DatedValue, Mark, RuleBook
from laborcoop.rulebook.documents import FAIR_RECRUITMENT

MINIMUM_AGE = 18


def iris(book: RuleBook) -> RuleBook:
    """A copy of a book under the IRIS standard: no migrant worker under 18 (criterion A.3; read on secondary pages).

    No fee and no deposit for the worker and no papers kept (principle 1 and 2) are rules EM-06 and EM-07 already.

    >>> from laborcoop.packs import national
    >>> [str(change.name) for change in national().diff(iris(national()))]
    ['minimum_age']
    """
    age = book.parameters["minimum_age"]
    source = Citation(FAIR_RECRUITMENT, "A.3", Mark.SECONDARY)
    return book.with_parameters(evolve(age, values=(DatedValue(value=MINIMUM_AGE, source=source),)))
