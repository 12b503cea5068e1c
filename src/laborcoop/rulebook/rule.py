"""A rule: a code that is never reused, both wordings, a severity, its sources, and a check.

A check is a plain function of one subject and a `Context`. It yields a `Breach` for each fault and raises nothing.
`rule` makes a `Rule` of it::

    @rule(
        "WK-01",
        "people.minimum-age",
        Severity.BLOCK,
        subject=Hire,
        sources=(Citation(LABOUR_LAW, "15"),),
        message=Text("首个工作日 {age} 岁，未满 {minimum} 岁", "is {age} on the first working day, under {minimum}"),
        parameters=("minimum_age",),
    )
    def minimum_age(hire: Hire, ctx: Context) -> Iterator[Breach]:
        age, minimum = hire.worker.age(hire.first_day), ctx.whole("minimum_age")
        if age < minimum:
            yield Breach({"age": age, "minimum": minimum}, "first_day")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from importlib import import_module
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

from attrs import evolve, field, fields, frozen

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.record import Record, unchecked
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.rulebook.facts import facts_of
from laborcoop.rulebook.finding import NOWHERE, Finding, Locus
from laborcoop.rulebook.parameter import DatedValue, Parameters, Value
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Source

Subject = TypeVar("Subject")
Subject_contra = TypeVar("Subject_contra", contravariant=True)


@frozen
class Breach(Record):
    """What a check yields: the facts for the wording, and the field that is wrong.

    ``severity`` differs from the rule's own where the catalogue grades a rule (an unknown area is a warning, a
    synthetic one a note).
    """

    facts: Mapping[str, object] = field(factory=dict, hash=False)
    path: str = ""
    severity: Severity | None = None


@frozen(kw_only=True)
class Context(Record):
    """What a check may ask besides its subject: the day, the place, and the parameters in force then and there.

    ``read`` notes the values that one check of one subject reads, so that its findings cite them; `Rule.findings`
    gives each check a list of its own.
    """

    on: date
    region: DivisionCode | None = None
    parameters: Parameters = field(factory=Parameters)
    read: list[DatedValue] | None = field(default=None, eq=False, repr=False)

    def at(self, region: DivisionCode | None, on: date | None = None) -> Context:
        """The context of another place, and of another day where one is given: a wage goes by the place of work."""
        return evolve(self, region=region, on=on or self.on)

    def reading(self, read: list[DatedValue] | None) -> Context:
        """The same context, which notes in ``read`` the values that are asked of it; None: nowhere."""
        made = Context.__new__(Context)
        # One is made for every rule and subject, of values that were looked at when this one was made.
        unchecked(Context)(made, on=self.on, region=self.region, parameters=self.parameters, read=read)
        return made

    def value(self, name: str) -> Value | None:
        """The value of a parameter on the day and in the region; None where none is in force.

        Raises:
            UnknownName: ``name`` is not a parameter of the book.
        """
        dated = self.parameters[name].at(self.on, self.region)
        if dated is None:
            return None
        if self.read is not None:
            self.read.append(dated)
        return dated.value

    def number(self, name: str) -> Decimal:
        """The value of a parameter that must be in force.

        Raises:
            UnknownName: ``name`` is not a parameter of the book, or its value in force is missing or not a number.
        """
        value = self.value(name)
        if value is None or isinstance(value, (bool, str)):
            raise UnknownName(
                Text(
                    "参数 {name} 在 {on} 没有生效的数值", "the parameter {name} has no number in force on {on}"
                ).format(name=name, on=self.on)
            )
        return Decimal(value)

    def whole(self, name: str) -> int:
        """The value of a parameter that is a whole number (years, minutes, people).

        Raises:
            UnknownName: as `Context.number`.
        """
        return int(self.number(name))


class Check(Protocol[Subject_contra]):
    """A check: a subject and a context in, breaches out."""

    def __call__(self, subject: Subject_contra, ctx: Context, /) -> Iterable[Breach]:
        """Yield a breach for whatever is wrong with the subject."""
        ...


class Place(Protocol[Subject_contra]):
    """Where a subject is; None where that is not known."""

    def __call__(self, subject: Subject_contra, /) -> DivisionCode | None:
        """The division that the subject lies in."""
        ...


@frozen(kw_only=True)
class Rule(Generic[Subject]):
    """A rule of the catalogue.

    ``code`` (``WK-01``) and ``name`` (``people.minimum-age``) are never reused. ``subject`` is the class that the
    check looks at, or several; ``parameters`` the names it reads; ``since`` and ``until`` (not included) bound the
    days it holds on, ``region`` the place. ``place`` gives the place of a subject whose own place decides, wherever it
    is judged: a fair goes by the rules of the place where it is held.
    """

    code: str
    name: str
    subject: type[Subject] | tuple[type[Any], ...]
    severity: Severity
    sources: tuple[Source, ...]
    message: Text
    suggestion: Text = NO_TEXT
    parameters: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    region: DivisionCode | None = None
    place: Place[Subject] | None = None
    check: Check[Subject]

    def __copy__(self) -> Rule[Subject]:
        """A rule does not change: its copy is the rule itself."""
        return self

    def __deepcopy__(self, _: object) -> Rule[Subject]:
        """A rule does not change: its copy is the rule itself."""
        return self

    def __reduce__(self) -> tuple[Callable[..., Rule[Any]], tuple[str, str, dict[str, object]]]:
        """Pickle the name under which the check is found and what differs there; loaded, a known rule is itself.

        Raises:
            UnknownName: the check is found under no name, as a function made within another is not.
        """
        named = self.check if hasattr(self.check, "__qualname__") else type(self.check)
        module, name = str(self.check.__module__), str(named.__qualname__)
        found = _found(module, name)
        if (found.check if isinstance(found, Rule) else found) is not self.check:
            raise _not_found(self.code, module, name)
        said = {each.name: getattr(self, each.name) for each in fields(Rule) if each.name != "check"}
        if isinstance(found, Rule):
            said = {key: value for key, value in said.items() if getattr(found, key) != value}
        return _rule_of, (module, name, said)

    def holds_on(self, on: date, region: DivisionCode | None) -> bool:
        """Whether the rule is in force on the day and in the region."""
        in_time = (self.since is None or self.since <= on) and (self.until is None or on < self.until)
        in_place = self.region is None or (region is not None and region.within(self.region))
        return in_time and in_place

    def _sources(self, ctx: Context, read: Iterable[DatedValue]) -> tuple[Source, ...]:
        """The rule's sources that hold then and there, and those of the values that its check read.

        A limit of 18 has its own source before the law's that says 16, and a fair in Yunnan is not under the law of
        Guangdong. A convention comes after what is written.
        """
        own = (
            source
            for source in self.sources
            if not isinstance(source, Citation) or source.document.holds(ctx.on, ctx.region)
        )
        given = [value.source for value in read]
        others = (source for source in given if isinstance(source, Citation) and source not in self.sources)
        return tuple(dict.fromkeys((*others, *own, *given)))

    def findings(
        self, subject: Subject, subject_id: str, ctx: Context, where: Locus = NOWHERE, kind: str = ""
    ) -> Iterator[Finding]:
        """The findings about one subject; none where the rule is not in force.

        A check never stops a case: a date that it cannot compute with, or a parameter without a value in force, is a
        finding too, beside what it found before.
        """
        here = ctx if self.place is None else ctx.at(self.place(subject))
        if not self.holds_on(here.on, here.region):
            return
        read: list[DatedValue] = []
        breaches: list[Breach] = []
        unjudged: Text | None = None
        try:
            for breach in self.check(subject, here.reading(read)):
                breaches.append(breach)  # noqa: PERF402 - what was found before a date that cannot be computed stays
        except InvalidValue as error:
            unjudged = error.text
        except UnknownName as error:
            if any(name not in here.parameters for name in self.parameters):
                raise  # the book lacks a parameter: its mistake, not the record's
            unjudged = error.text
        except (OverflowError, ValueError) as error:
            # A deadline counted from 9999-12-31, which many write for "no end"; or a mistake of the check, of which the
            # type alone is told: what an error says may hold a personal datum.
            beyond = isinstance(error, OverflowError) or " out of range" in str(error)
            unjudged = _BEYOND if beyond else _FAILED.format(code=self.code, error=type(error).__name__)
        if unjudged is None and not breaches:
            return
        sources = self._sources(here, read)
        if unjudged is not None:
            yield Finding(
                rule=self.code,
                severity=Severity.ERROR,
                subject=subject_id,
                kind=kind,
                message=_UNJUDGED.format(reason=unjudged),
                suggestion=_MEND,
                sources=sources,
                where=where,
            )
        for breach in breaches:
            yield Finding(
                rule=self.code,
                severity=breach.severity or self.severity,
                subject=subject_id,
                kind=kind,
                path=breach.path,
                message=self.message.format(**breach.facts),
                suggestion=self.suggestion.format(**breach.facts),
                sources=sources,
                where=where,
                facts=facts_of(breach.facts),
            )


_UNJUDGED = Text("这条规则无法判断：{reason}", "the rule cannot judge this: {reason}")
_BEYOND = Text("有日期或数值超出可计算的范围", "a date or number lies beyond what can be computed with")
_FAILED = Text("{code} 的检查因 {error} 中断", "the check of {code} failed with {error}")
_MEND = Text(
    "请核对日期（没有期限的请留空），或给出参数的数值",
    "compare the dates (leave empty what has no end), or give the parameter a value",
)


def _found(module: str, name: str) -> Any:  # noqa: ANN401 - whatever stands under the name
    """What stands under a name of a module; None where nothing does."""
    with suppress(ImportError, AttributeError):
        return attrgetter(name)(import_module(module))
    return None


def _rule_of(module: str, name: str, said: dict[str, Any]) -> Rule[Any]:
    """The rule under a name with what else is said of it, or one made of that and of the check under the name.

    Raises:
        UnknownName: neither stands there.
    """
    found = _found(module, name)
    if isinstance(found, Rule):
        return evolve(found, **said) if said else found
    if not callable(found):
        raise _not_found(str(said.get("code", name)), module, name)
    return Rule(check=found, **said)


def _not_found(code: str, module: str, name: str) -> UnknownName:
    return UnknownName(
        Text(
            "规则 {code} 的检查函数不能按名称 {name} 从模块 {module} 取得：请在模块顶层定义",
            "the check of rule {code} is not to be had from the module {module} under the name {name}: define it at "
            "the top level of a module",
        ).format(code=code, module=module, name=name)
    )


def rule(  # noqa: PLR0913 - a rule has these parts, each named where it is written
    code: str,
    name: str,
    severity: Severity,
    *,
    subject: type[Subject] | tuple[type[Any], ...],
    sources: tuple[Source, ...],
    message: Text,
    suggestion: Text = NO_TEXT,
    parameters: tuple[str, ...] = (),
    since: date | None = None,
    until: date | None = None,
    region: DivisionCode | None = None,
    place: Place[Subject] | None = None,
) -> Callable[[Check[Subject]], Rule[Subject]]:
    """Make a `Rule` of a check function; see the module."""

    def made(check: Check[Subject]) -> Rule[Subject]:
        return Rule(
            code=code,
            name=name,
            subject=subject,
            severity=severity,
            sources=sources,
            message=message,
            suggestion=suggestion,
            parameters=parameters,
            since=since,
            until=until,
            region=region,
            place=place,
            check=check,
        )

    return made


AnyRule = Rule[Any]
