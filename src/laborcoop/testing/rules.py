"""Examples of rules: what breaks a rule, what keeps it, and whether each example shows what it claims.

For whoever writes a rule. A rule is shown from both sides of its threshold::

    EXAMPLES = (
        Breaks("EM-07", evolve(POST, fee=Decimal("0.01")), Severity.BLOCK, "fee", "a fee of a fen"),
        Keeps("EM-07", POST, "no fee"),
    )

    @pytest.mark.parametrize("example", EXAMPLES, ids=str)
    def test_an_example_shows_what_it_claims(example):
        assert example.failure(BOOK) == ""
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from laborcoop.errors import UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.rulebook import Context, Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule

DAY = date(2023, 1, 28)
"""The day on which an example is judged that names none."""


@frozen
class Breaks:
    """A subject that breaks a rule, with the severity and the field of the finding, and why."""

    rule: str
    subject: object
    severity: Severity
    path: str
    why: str
    on: date = DAY
    region: DivisionCode | None = None

    def __str__(self) -> str:
        return f"{self.rule} breaks: {self.why}"

    def found(self, book: RuleBook) -> tuple[tuple[Severity, str], ...]:
        """The severity and field of each finding of the rule."""
        findings = book.judge(self.subject, "S-1", on=self.on, region=self.region)
        return tuple((finding.severity, finding.path) for finding in findings if finding.rule == self.rule)

    def failure(self, book: RuleBook) -> str:
        """Why the example does not show what it claims; empty where it does."""
        found = self.found(book)
        return "" if found == ((self.severity, self.path),) else f"{self}: found {found}"


@frozen
class Keeps:
    """A subject that keeps a rule, and why it might have been thought to break it."""

    rule: str
    subject: object
    why: str
    on: date = DAY
    region: DivisionCode | None = None

    def __str__(self) -> str:
        return f"{self.rule} keeps: {self.why}"

    def failure(self, book: RuleBook) -> str:
        """Why the example does not show what it claims; empty where it does."""
        rule = book[self.rule]
        if not isinstance(self.subject, rule.subject):
            return f"{self}: the rule does not look at {type(self.subject).__name__}"
        found = list(rule.findings(self.subject, "S-1", book.context(self.on, self.region)))
        return f"{self}: found {found}" if found else ""


Example = Breaks | Keeps


def one_sided(rules: Iterable[AnyRule], examples: Iterable[Example]) -> list[str]:
    """The codes of the rules that no example breaks, or none keeps, and of examples without a rule."""
    given = list(examples)
    codes = {rule.code for rule in rules}
    broken = {example.rule for example in given if isinstance(example, Breaks)}
    kept = {example.rule for example in given if isinstance(example, Keeps)}
    return sorted(codes - (broken & kept)) + sorted((broken | kept) - codes)


def misread(book: RuleBook, rule: AnyRule, examples: Iterable[Example]) -> list[str]:
    """The parameters that a rule declares and no example makes it read, or reads without declaring them."""
    own = [example for example in examples if example.rule == rule.code]
    unread = []
    for name in rule.parameters:
        fewer = Parameters.of(parameter for parameter in book.parameters if parameter.name != name)
        if not any(_fails(rule, fewer, example) for example in own):
            unread.append(name)
    declared = Parameters.of(book.parameters[name] for name in rule.parameters)
    return unread + [f"{example}: undeclared" for example in own if _fails(rule, declared, example)]


def _fails(rule: AnyRule, parameters: Parameters, example: Example) -> bool:
    context = Context(on=example.on, region=example.region, parameters=parameters)
    try:
        list(rule.check(example.subject, context))
    except UnknownName:
        return True
    return False
