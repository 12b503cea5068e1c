"""Personal texts that show themselves masked: names and phones, and what they share with resident numbers.

``repr`` and ``str`` show the mask; `Personal.reveal` is the one way to the text. The types are plain classes: what
looks into attrs classes, dataclasses or ``__dict__`` to copy or export them finds a value here and nothing inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import total_ordering
from typing import ClassVar, NoReturn

from attrs.exceptions import FrozenInstanceError

from laborcoop.errors import InvalidValue
from laborcoop.kernel.text import Text

_LONGEST_NAME = 50
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅", "·"))
_SHOWN_DIGITS = 4


class Personal:
    """A personal text: immutable, equal by its text, shown masked.

    Copies and pickles are built anew, and so checked. A pickle holds the text itself: without it nothing could be
    built. Keep pickles like the files that they were made of.

    Raises:
        InvalidValue: the value is not a text, or not a text of the kind.
    """

    __slots__ = ("_text",)
    _text: str
    shape: ClassVar[str]
    """What every text of the kind looks like, as a regular expression, for schemas; `_check` may ask for more."""

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise InvalidValue(
                Text("{kind} 应为文字", "a {kind} must be made of a text").format(kind=type(self).__name__),
            )
        self._check(text)
        object.__setattr__(self, "_text", text)

    def _check(self, text: str) -> None:
        """Refuse what is no text of this kind."""
        raise NotImplementedError

    @property
    def masked(self) -> str:
        """The form that may be shown."""
        raise NotImplementedError

    def reveal(self) -> str:
        """The text itself. Personal data: for a real-name ticket or a hash, never for a log."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return (
            self._text == other._text if isinstance(other, Personal) and type(other) is type(self) else NotImplemented
        )

    def __hash__(self) -> int:
        return hash((type(self), self._text))

    def __reduce__(self) -> tuple[Callable[[str], Personal], tuple[str]]:
        """Copy and pickle by what the constructor takes."""
        return type(self), (self._text,)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.masked!r})"


@total_ordering
class PersonName(Personal):
    """A name as written in the register: kept whole, never split into surname and given name.

    A middle dot stays (``阿普·迪``). The mask shows the first character.

    Raises:
        InvalidValue: the name is empty, longer than 50 characters, holds digits or characters that cannot be seen, or
            no letter.
    """

    __slots__ = ()
    shape = f"[^0-9]{{1,{_LONGEST_NAME}}}"

    def _check(self, text: str) -> None:
        visible = text.isprintable() and text == text.strip()
        letters = any(map(str.isalpha, text)) and not any(map(str.isdigit, text))
        if len(text) > _LONGEST_NAME or not (visible and letters):
            raise InvalidValue(
                Text(
                    "姓名应为 1 到 {longest} 个可见字符，须有文字，不含数字",
                    "a name must be 1 to {longest} visible characters without digits, one of them a letter",
                ).format(longest=_LONGEST_NAME),
                "ID-18",
            )

    @classmethod
    def parse(cls, written: str) -> PersonName:
        """Read a name as written: full width and blanks between Chinese characters are forgiven.

        The dots that programs write in the middle of a name (``•``, ``・``, ``‧``; between Chinese characters also a
        full stop) are its middle dot.

        Raises:
            InvalidValue: what is left is no name.
        """
        if not isinstance(written, str):
            raise InvalidValue(Text("姓名应为文字", "a name must be given as a text"), "ID-18")
        text = unicodedata.normalize("NFKC", written).translate(_DOTS).strip()
        text = re.sub(r"(?<=[\u3400-\u9fff])\s*[·.]\s*(?=[\u3400-\u9fff])", "·", text)
        compact = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text)
        return cls(re.sub(r"\s+", " ", compact))

    @property
    def masked(self) -> str:
        """The first character and two stars, whatever the length."""
        return self._text[0] + "**"

    def __lt__(self, other: PersonName) -> bool:
        return self._text < other._text


class Phone(Personal):
    """A mobile number of 11 digits that starts with 13 to 19 (ID-17, unverified: others are kept as a warning).

    Raises:
        InvalidValue: not such a number; code ID-17.
    """

    __slots__ = ()
    shape = _MOBILE.pattern

    def _check(self, text: str) -> None:
        if not _MOBILE.fullmatch(text):
            raise InvalidValue(
                Text("手机号码应为 11 位数字，以 13 至 19 开头", "a mobile number must be 11 digits from 13… to 19…"),
                "ID-17",
            )

    @property
    def masked(self) -> str:
        """Three digits, four stars, four digits."""
        return self._text[:3] + "****" + self._text[-_SHOWN_DIGITS:]
