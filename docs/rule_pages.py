"""A page for every rule of a book, and the index of them, in both languages: made from the book and from the tests.

English statements are the checks' own docstrings; ``rules-zh.txt`` of `laborcoop.packs` has them in Chinese. Examples
come from the tests, with what the library finds in them; ``examples-zh.txt`` has their phrases in Chinese, and one that
is not there yet is shown in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from rule_examples import Shown, shown_examples

from laborcoop.exchange.titles import class_title
from laborcoop.kernel.divisions import DivisionCode, find_division
from laborcoop.kernel.text import Locale, Text, worded
from laborcoop.packs.statements import english_statement, statement, statements
from laborcoop.rulebook import Citation, Finding, Parameter, RuleBook
from laborcoop.rulebook.parameter import Value
from laborcoop.rulebook.rule import AnyRule
from laborcoop.rulebook.source import MARKS, Source
from laborcoop.rulebook.unit_words import unit_text

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
PHRASES_ZH = Path(__file__).parent / "examples-zh.txt"

_W = {
    "made": Text("<!-- 由 make pages 生成，请勿手改。 -->", "<!-- Written by make pages; do not edit. -->"),
    "marks": MARKS,
    "all": Text("全部规则", "all rules"),
    "rule": Text("规则", "rule"),
    "asks": Text("要求", "asks"),
    "severity": Text("严重程度", "severity"),
    "subject": Text("对象", "looks at"),
    "check": Text("代码", "code"),
    "force": Text("生效", "in force"),
    "sources": Text("出处", "sources"),
    "excludes": Text("未豁免时，对象不列入计划", "unless waived, leaves its subject out of the plan"),
    "tells": Text("只提醒，不影响计划", "tells, and leaves nobody out"),
    "parameters": Text("参数", "Parameters"),
    "parameter": Text("参数", "parameter"),
    "value": Text("数值", "value"),
    "region": Text("地区", "region"),
    "source": Text("出处", "source"),
    "none": Text("未给出：由案例提供", "none: the case gives it"),
    "always": Text("一直有效", "always"),
    "everywhere": Text("不限地区", "everywhere"),
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "since": Text("自 {day}", "since {day}"),
    "until": Text("至 {day}（不含）", "before {day}"),
    "do": Text("办法", "What to do"),
    "examples": Text("例子", "Examples"),
    "taken": Text(
        "取自测试；“发现”是本库对该例的实际输出，个别例子用测试自己的参数值。",
        "Taken from the tests: what the library really finds; some examples have parameter values of their own.",
    ),
    "breaks": Text("违反", "Breaks the rule"),
    "keeps": Text("符合", "Keeps the rule"),
    "example": Text("例", "example"),
    "found": Text("发现", "found"),
}


def rule_pages(book: RuleBook) -> dict[str, str]:
    """The index and the pages, by path below ``docs/reference``."""
    phrases = chinese_phrases()
    shown = shown_examples()
    in_chinese = [example._replace(why=phrases.get(example.why, example.why)) for example in shown]
    examples = {"en": _by_rule(shown), "zh": _by_rule(in_chinese)}
    chinese = {code: statement.chinese for code, statement in statements().items()}
    rules = sorted(book, key=lambda rule: rule.code)
    made = {"rules.md": _index(rules, "en"), "rules.zh-CN.md": _index(rules, "zh")}
    for rule in rules:
        paths: dict[Locale, str] = {"en": f"rules/{rule.code}.md", "zh": f"rules/zh-CN/{rule.code}.md"}
        for locale, path in paths.items():
            parts = _page(rule, book, locale, chinese.get(rule.code, ""), examples[locale].get(rule.code, ()))
            made[path] = "\n\n".join(parts) + "\n"
    return made


def chinese_phrases() -> dict[str, str]:
    """The phrases of examples in Chinese, by the English phrase."""
    return dict(line.split("|") for line in PHRASES_ZH.read_text("utf-8").splitlines())


def _by_rule(examples: Sequence[Shown]) -> dict[str, list[Shown]]:
    ordered = sorted(examples, key=lambda shown: shown.rule)
    return {code: list(group) for code, group in groupby(ordered, key=lambda shown: shown.rule)}


def _index(rules: Sequence[AnyRule], locale: Locale) -> str:
    def say(key: str) -> str:
        return _W[key].render(locale)

    title = Text("规则", "The rules").render(locale)
    folder, other = ("rules", "[中文](rules.zh-CN.md)") if locale == "en" else ("rules/zh-CN", "[English](rules.md)")
    rows = []
    for rule in rules:
        asks = statement(rule).render(locale)
        name = f"[{rule.code}]({folder}/{rule.code}.md)<br>`{rule.name}`"
        subject = "<br>".join(f"`{kind.__name__}`" for kind in _subjects(rule))
        rows.append((name, asks, _severity(rule, locale), subject))
    table = _table([say(key) for key in ("rule", "asks", "severity", "subject")], rows)
    return f"# {title}\n\n{say('made')}\n\n{other}\n\n{table}\n"


def _page(rule: AnyRule, book: RuleBook, locale: Locale, chinese: str, examples: Sequence[Shown]) -> Iterator[str]:
    def say(key: str) -> str:
        return _W[key].render(locale)

    up = "../../.." if locale == "en" else "../../../.."
    other = f"[中文](zh-CN/{rule.code}.md)" if locale == "en" else f"[English](../{rule.code}.md)"
    index = "../rules.md" if locale == "en" else "../../rules.zh-CN.md"
    yield f"# {rule.code} · `{rule.name}`"
    yield say("made")
    yield f"{other} · [{say('all')}]({index})"
    yield from english_statement(rule) if locale == "en" else [chinese]
    effect = say("excludes" if rule.severity.excludes else "tells")
    yield _table(
        ["", ""],
        [
            (say("severity"), f"{_severity(rule, locale)}{_colon(locale)}{effect}"),
            (say("subject"), "<br>".join(_class(kind, up, locale) for kind in _subjects(rule))),
            (say("check"), _linked(rule.check.__name__, rule.check.__module__, up)),
            (say("force"), f"{_dates(rule, locale)}{_comma(locale)}{_where(rule.region, locale)}"),
            (say("sources"), "<br>".join(_source(source, locale) for source in rule.sources)),
        ],
    )
    yield say("marks")
    if rule.parameters:
        yield f"## {say('parameters')}"
        heads = [say(key) for key in ("parameter", "value", "force", "region", "source")]
        yield _table(heads, [row for name in rule.parameters for row in _values(book.parameters[name], locale)])
    todo = dict.fromkeys(line for example in examples for line in suggestion_lines(example, locale))
    if todo:
        yield f"## {say('do')}"
        yield "\n".join(todo)
    yield f"## {say('examples')}"
    yield say("taken")
    yield f"### {say('breaks')}"
    heads = _table([say("example"), say("found")], [])
    yield "\n".join([heads, *(broken_line(example, locale) for example in examples if example.found)])
    yield f"### {say('keeps')}"
    yield "\n".join(f"- {_cell(shown.why)}" for shown in examples if shown.found is None)


def suggestion_lines(example: Shown, locale: Locale) -> Iterator[str]:
    """The lines of a page that say what to do about what is found in an example."""
    for finding in example.found or ():
        if finding.suggestion.zh:
            yield f"- {_cell(finding.suggestion.render(locale))}"


def broken_line(example: Shown, locale: Locale) -> str:
    """The line of a page that shows what is found in an example."""
    return _row((example.why, "<br>".join(_finding(one, locale) for one in example.found or ())))


def _values(parameter: Parameter, locale: Locale) -> Iterator[tuple[str, ...]]:
    unit = Text("（{unit}）", " ({unit})").format(unit=unit_text(parameter.unit)).render(locale)
    name = f"`{parameter.name}`<br>{parameter.title.render(locale)}{unit}"
    if not parameter.values:
        yield name, _W["none"].render(locale), "", "", ""
    for value in parameter.values:
        where = _where(value.region, locale)
        yield name, _value(value.value, locale), _dates(value, locale), where, _source(value.source, locale)
        name = ""


def _value(value: Value, locale: Locale) -> str:
    return _W["yes" if value else "no"].render(locale) if isinstance(value, bool) else str(value)


def _subjects(rule: AnyRule) -> tuple[type, ...]:
    return rule.subject if isinstance(rule.subject, tuple) else (rule.subject,)


def _severity(rule: AnyRule, locale: Locale) -> str:
    return f"{rule.severity.label.render(locale)} ({rule.severity.value})"


def _class(kind: type, up: str, locale: Locale) -> str:
    title = Text("（{title}）", " ({title})").format(title=class_title(kind))
    return _linked(kind.__name__, kind.__module__, up) + title.render(locale)


def _linked(name: str, module: str, up: str) -> str:
    return f"[`{module}.{name}`]({up}/src/{module.replace('.', '/')}.py)"


def _dates(bounded: object, locale: Locale) -> str:
    """The days on which a rule or a value is in force."""
    ends = ((key, getattr(bounded, key)) for key in ("since", "until"))
    said = [_W[key].format(day=day).render(locale) for key, day in ends if day is not None]
    return _comma(locale).join(said) or _W["always"].render(locale)


def _where(region: DivisionCode | None, locale: Locale) -> str:
    if region is None:
        return _W["everywhere"].render(locale)
    known = find_division(region)
    return region.code if known is None else f"{known.name.render(locale)} ({region.code})"


def _source(source: Source, locale: Locale) -> str:
    """A source, with the day of the version that was read."""
    day = _DAY.fullmatch(source.document.version) if isinstance(source, Citation) else None
    return source.text().render(locale) + (f" ({day[0]})" if day else "")


def _finding(finding: Finding, locale: Locale) -> str:
    return f"{finding.severity.label.render(locale)}{_colon(locale)}{worded(finding.message, locale)}"


def _colon(locale: Locale) -> str:
    return "：" if locale == "zh" else ": "


def _comma(locale: Locale) -> str:
    return "，" if locale == "zh" else ", "


def _gap(locale: Locale) -> str:
    return "" if locale == "zh" else " "


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(_row(line) for line in lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    """A text as it may stand in a table: on one line, a bar escaped."""
    return " ".join(text.split()).replace("|", "\\|")
