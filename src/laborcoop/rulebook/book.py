"""A rule book: rules by code, and the parameters they read. Frozen; another region's book is a copy with changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook.difference import Difference, differences
from laborcoop.rulebook.finding import NOWHERE, Finding, Locus
from laborcoop.rulebook.parameter import Parameter, Parameters
from laborcoop.rulebook.rule import AnyRule, Context


@frozen(kw_only=True, repr=False)
class RuleBook(Record):
    """The rules that a programme goes by.

    Raises:
        InvalidValue: two of ``rules`` share a code, or a rule reads a parameter that the book does not have.
    """

    title: Text
    rules: tuple[AnyRule, ...] = ()
    parameters: Parameters = field(factory=Parameters)
    # Thousands of subjects are of few classes: which rules look at a class is found out once.
    _about: dict[type, tuple[AnyRule, ...]] = field(factory=dict, init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        codes = Counter(rule.code for rule in self.rules)
        twice = sorted(code for code, times in codes.items() if times > 1)
        lacking = sorted({name for rule in self.rules for name in rule.parameters if name not in self.parameters})
        if twice or lacking:
            raise InvalidValue(
                Text(
                    "规则手册不完整：重复的规则编号 {twice}；缺少的参数 {lacking}",
                    "the rule book is not sound: codes used twice: {twice}; parameters missing: {lacking}",
                ).format(twice=twice or "-", lacking=lacking or "-")
            )

    def __repr__(self) -> str:
        return f"<RuleBook {self.title.en}: {len(self.rules)} rules, {len(list(self.parameters))} parameters>"

    def __iter__(self) -> Iterator[AnyRule]:
        return iter(self.rules)

    def __getitem__(self, code: str) -> AnyRule:
        """The rule of this code.

        Raises:
            UnknownName: the book has no such rule.
        """
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise UnknownName(Text("规则手册中没有 {code}", "the book has no rule {code}").format(code=code))

    def context(self, on: date, region: DivisionCode | None = None) -> Context:
        """The context in which a subject is judged: a day, a place, the parameters in force."""
        return Context(on=on, region=region, parameters=self.parameters)

    def judge(
        self,
        subject: object,
        subject_id: str,
        *,
        on: date,
        region: DivisionCode | None = None,
        where: Locus = NOWHERE,
        kind: str = "",
    ) -> tuple[Finding, ...]:
        """What every rule for this class of subject finds; never stops at the first.

        Args:
            subject: what is looked at.
            subject_id: the id of the record that it is about.
            on: the day on which rules and parameters must be in force.
            region: the place where they must be.
            where: the record's place in the files.
            kind: the record's kind (``worker``, ``post``).
        """
        ctx = self.context(on, region)
        return tuple(
            finding
            for rule in self.about(type(subject))
            for finding in rule.findings(subject, subject_id, ctx, where, kind)
        )

    def about(self, kind: type) -> tuple[AnyRule, ...]:
        """The rules that look at subjects of a class, in the order of the book."""
        if kind not in self._about:
            self._about[kind] = tuple(rule for rule in self.rules if issubclass(kind, rule.subject))
        return self._about[kind]

    def with_rules(self, *rules: AnyRule) -> RuleBook:
        """A copy in which these rules are added, or replace those of the same code."""
        codes = {rule.code for rule in rules}
        return evolve(self, rules=(*(rule for rule in self.rules if rule.code not in codes), *rules))

    def without(self, *codes: str) -> RuleBook:
        """A copy without the rules of these codes.

        Raises:
            UnknownName: one of the codes is not that of a rule of the book.
        """
        for code in codes:
            self[code]
        return evolve(self, rules=tuple(rule for rule in self.rules if rule.code not in codes))

    def with_parameters(self, *parameters: Parameter) -> RuleBook:
        """A copy in which these parameters are added, or replace those of the same name."""
        return evolve(self, parameters=self.parameters.merged(parameters))

    def overlaid(self, *, title: Text, rules: Iterable[AnyRule] = (), parameters: Iterable[Parameter] = ()) -> RuleBook:
        """A copy under the rules and values of one more place or time, all others staying as they are.

        A rule replaces its namesake. A parameter that the book has keeps its values and gets the new ones beside them,
        each in force in its own region and time; a parameter that it has not is added. Laid on twice, a pack changes
        nothing more.
        """
        by_code = {rule.code: rule for rule in (*self.rules, *rules)}
        extended = [
            self.parameters[parameter.name].extended(parameter.values)
            if parameter.name in self.parameters
            else parameter
            for parameter in parameters
        ]
        return evolve(
            self,
            title=title,
            rules=tuple(by_code.values()),
            parameters=self.parameters.merged(extended),
        )

    def diff(self, other: RuleBook) -> tuple[Difference, ...]:
        """What the other book added, removed or replaced: how an overlay says what it changed."""
        return differences(self, other)

    def merged(self, rules: Iterable[AnyRule], parameters: Iterable[Parameter]) -> RuleBook:
        """A copy with more rules and parameters at once, so that a rule and its parameters arrive together."""
        return evolve(
            self,
            rules=(*self.rules, *rules),
            parameters=self.parameters.merged(parameters),
        )
