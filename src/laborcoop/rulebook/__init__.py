"""What a rule is, and not one rule: rule, finding, book, citation, dated parameter, waiver.

A rule looks at one subject and yields a breach for whatever is wrong, never an exception. A book holds rules and the
dated parameters that they read; it is frozen, and another region's book is a copy with changes.
"""

from laborcoop.rulebook.book import RuleBook
from laborcoop.rulebook.difference import Change, Difference
from laborcoop.rulebook.facts import Fact, FactValue
from laborcoop.rulebook.finding import Finding, Findings, Locus, Waiver
from laborcoop.rulebook.parameter import DatedValue, Parameter, Parameters
from laborcoop.rulebook.rule import Breach, Context, Rule, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Convention, Document, Mark

__all__ = [
    "Breach",
    "Change",
    "Citation",
    "Context",
    "Convention",
    "DatedValue",
    "Difference",
    "Document",
    "Fact",
    "FactValue",
    "Finding",
    "Findings",
    "Locus",
    "Mark",
    "Parameter",
    "Parameters",
    "Rule",
    "RuleBook",
    "Severity",
    "Waiver",
    "rule",
]
