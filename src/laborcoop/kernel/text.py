"""One sentence in the two languages of a programme.

A message is written once, in Chinese and in English, side by side, so that neither can be forgotten and both
carry the same facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from math import log10
from string import Formatter
from typing import Literal

from attrs import frozen

from laborcoop.kernel.record import Record

Locale = Literal["zh", "en"]


@frozen
class Text(Record):
    """A text in Chinese and English; both may hold the same ``{placeholders}``.

    >>> Text("{count} 人", "{count} persons").format(count=3).render("zh")
    '3 人'

    Raises:
        InvalidValue: ``zh`` or ``en`` is not a text.
    """

    zh: str
    en: str

    @classmethod
    def same(cls, text: str) -> Text:
        """A text that reads the same in both languages: a code, a number, a proper name."""
        return cls(text, text)

    def render(self, locale: Locale) -> str:
        """The wording in one language.

        Raises:
            InvalidValue: ``locale`` is neither ``zh`` nor ``en``.
        """
        if locale == "zh":
            return self.zh
        if locale == "en":
            return self.en
        raise _no_language()

    def format(self, **facts: object) -> Text:
        """The same text with its placeholders filled, each fact worded in the language around it."""
        return Text(
            self.zh.format(**{key: worded(value, "zh") for key, value in facts.items()}),
            self.en.format(**{key: worded(value, "en") for key, value in facts.items()}),
        )

    def placeholders(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names of the placeholders in the Chinese and in the English wording."""
        return _names(self.zh), _names(self.en)

    def __str__(self) -> str:
        """English, then Chinese where it differs: what a log shows when no language was asked for."""
        return self.en if self.en == self.zh else f"{self.en} / {self.zh}"


def _no_language() -> Exception:
    # Errors are told in texts, so this module comes before that one.
    from laborcoop.errors import InvalidValue

    return InvalidValue(
        Text('语言 locale 只能是 "zh"（中文）或 "en"（英文）', 'locale must be "zh" (Chinese) or "en" (English)')
    )


NO_TEXT = Text("", "")
"""Nothing to say."""


def in_a_row(texts: Iterable[Text]) -> Text:
    """Several sentences as one, each after the other.

    >>> in_a_row([Text("甲", "a"), Text("乙", "b")]).zh
    '甲；乙'
    """
    each = tuple(texts)
    return Text("；".join(one.zh for one in each), "; ".join(one.en for one in each))


def worded(fact: object, locale: Locale) -> str:
    """A fact as it stands in a sentence: texts by language, moments to the minute, lists joined."""
    match fact:
        case Text():
            return fact.render(locale)
        case datetime():
            return fact.strftime("%Y-%m-%d %H:%M")
        case date():
            return fact.isoformat()
        case tuple() | list():
            return ("、" if locale == "zh" else ", ").join(worded(item, locale) for item in fact)
        case frozenset() | set():
            return worded(sorted(fact, key=written), locale)
        case _:
            return written(fact)


LONGEST_NUMBER = 1024
"""Binary digits: a longer number counts nothing, and Python may refuse to write it."""


def written(fact: object, show: Callable[[object], str] = str) -> str:
    """A fact in figures or words; of a number that is too long to read its length, of what holds such a one its kind.

    >>> written(7), written(-(10**5000)), written({10**5000: "P"})
    ('7', '-10^5000', 'dict')
    """
    if isinstance(fact, int) and fact.bit_length() > LONGEST_NUMBER:
        return f"{'-' * (fact < 0)}10^{round(log10(abs(fact)))}"
    try:
        return show(fact)
    except ValueError:
        return type(fact).__name__


def _names(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)
