"""What the rules say of a resident number as written, each kind of number judged once.

What the rules ID-01 to ID-12 find depends on few traits of a number: which fault it has, its area, whether the row
declares another sex or birth date. Numbers of the same traits are told the same; only the place differs.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from laborcoop.exchange.roster.rows import Row
from laborcoop.exchange.roster.trusted import moved
from laborcoop.people.identity_check import NumberEntry
from laborcoop.people.rules_identity import IDENTITY_RULES
from laborcoop.rulebook import Finding, Locus, RuleBook
from laborcoop.rulebook.finding import NOWHERE

_MOST_REMEMBERED = 10_000


class NumberJudge:
    """Judges numbers by the rules of a book on a day; of rules other than ID-01 to ID-12 each number by itself."""

    def __init__(self, book: RuleBook, on: date) -> None:
        self.book = book
        self.on = on
        known = {id(rule) for rule in IDENTITY_RULES}
        self.knows_the_rules = all(id(rule) in known for rule in book.rules if issubclass(NumberEntry, rule.subject))
        """Whether no rule looks at numbers but those of which is known what they look at."""
        self._found: dict[Hashable, tuple[Finding, ...]] = {}

    def findings(self, entry: NumberEntry, row: Row) -> tuple[Finding, ...]:
        """What the rules find in the number of a row."""
        where = row.at("id_number")
        if not self.knows_the_rules:
            return self._judged(entry, row.subject, where)
        return tuple(moved(one, row.subject, where) for one in self.of(entry))

    def of(self, entry: NumberEntry) -> tuple[Finding, ...]:
        """The same of a number that stands nowhere, where all rules are known, in the order of `Finding.order`."""
        traits = _traits(entry, self.on)
        found = self._found.get(traits)
        if found is None:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.clear()
            found = self._found[traits] = tuple(sorted(self._judged(entry, "", NOWHERE), key=Finding.order))
        return found

    def _judged(self, entry: NumberEntry, subject: str, where: Locus) -> tuple[Finding, ...]:
        return self.book.judge(entry, subject, on=self.on, where=where, kind="worker")


def _traits(entry: NumberEntry, on: date) -> Hashable:
    """All that the rules ID-01 to ID-12 look at; two numbers that share it are told the same."""
    number = entry.number(on)
    if number is None:
        return entry.fault(on), len(entry.text)
    return (
        entry.synthetic_areas,
        number.area.code,
        number.is_masked,
        entry.sex not in {None, number.sex},
        not number.is_masked and entry.born not in {None, number.birth_date},
        entry.was_old,
        entry.was_normalised,
    )
