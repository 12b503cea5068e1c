"""A book as a page to read: every rule with its wording, its sources, and the parameters it reads by date and place."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.kernel.text import Locale, Text
from laborcoop.rulebook.book import RuleBook
from laborcoop.rulebook.parameter import Parameter
from laborcoop.rulebook.rule import AnyRule

_WORDS = {
    "parameters": Text("参数", "Parameters"),
    "sources": Text("出处", "Sources"),
    "message": Text("提示", "Says"),
    "suggestion": Text("办法", "Suggests"),
    "value": Text("数值", "value"),
    "none": Text("未给出：由案例提供", "none: the case gives it"),
}


def rules_page(book: RuleBook, locale: Locale) -> str:
    """The page of a book in Markdown, rules by code."""
    parts = [f"# {book.title.render(locale)}"]
    for rule in sorted(book, key=lambda rule: rule.code):
        parts += _rule(rule, book, locale)
    return "\n\n".join(parts) + "\n"


def _rule(rule: AnyRule, book: RuleBook, locale: Locale) -> Iterator[str]:
    yield f"## {rule.code} · `{rule.name}` · {rule.severity.label.render(locale)} ({rule.severity.value})"
    yield f"**{_WORDS['message'].render(locale)}**: {rule.message.render(locale)}"
    if rule.suggestion.zh:
        yield f"**{_WORDS['suggestion'].render(locale)}**: {rule.suggestion.render(locale)}"
    yield f"**{_WORDS['sources'].render(locale)}**: " + "; ".join(
        source.text().render(locale) for source in rule.sources
    )
    if rule.parameters:
        lines = [line for name in sorted(rule.parameters) for line in _parameter(book.parameters[name], locale)]
        yield "\n".join([f"**{_WORDS['parameters'].render(locale)}**:", "", *lines])


def _parameter(parameter: Parameter, locale: Locale) -> Iterator[str]:
    title = f"- `{parameter.name}` ({parameter.title.render(locale)}, {parameter.unit})"
    if not parameter.values:
        yield f"{title}: {_WORDS['none'].render(locale)}"
        return
    yield f"{title}:"
    for value in parameter.values:
        yield f"  - {value.text().render(locale)}"
