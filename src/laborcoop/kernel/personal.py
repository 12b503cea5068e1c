"""Personal texts that show themselves masked: names and phones.

``repr`` and ``str`` show the mask; `reveal` is the one way to the text.
"""

from __future__ import annotations

import re
import unicodedata

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_LONGEST_NAME = 50
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_SHOWN_DIGITS = 4


@frozen(repr=False, order=True)
class PersonName(Record):
    """A name as written in the register: kept whole, never split into surname and given name.

    A middle dot stays (``阿普·迪``). The mask shows the first character.

    Raises:
        InvalidValue: the name is empty, longer than 50 characters, or holds digits or characters that cannot be seen.
    """

    _text: str = field(alias="text")

    def __attrs_post_init__(self) -> None:
        text = self._text
        visible = text.isprintable() and text == text.strip()
        if not 0 < len(text) <= _LONGEST_NAME or not visible or any(character.isdigit() for character in text):
            raise InvalidValue(
                Text(
                    "姓名应为 1 到 {longest} 个可见字符，不含数字",
                    "a name is 1 to {longest} visible characters without digits",
                ).format(longest=_LONGEST_NAME),
                "ID-18",
            )

    @classmethod
    def parse(cls, written: str) -> PersonName:
        """Read a name as written: full width and blanks between Chinese characters are forgiven.

        Raises:
            InvalidValue: what is left is no name.
        """
        text = unicodedata.normalize("NFKC", written).replace("•", "·").replace("・", "·").strip()
        compact = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text)
        return cls(re.sub(r"\s+", " ", compact))

    @property
    def masked(self) -> str:
        """The first character and two stars, whatever the length."""
        return self._text[0] + "**"

    def reveal(self) -> str:
        """The name itself. Personal data."""
        return self._text

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"PersonName({self.masked!r})"


@frozen(repr=False)
class Phone(Record):
    """A mobile number of 11 digits that starts with 13 to 19 (ID-17, unverified: others are kept as a warning).

    Raises:
        InvalidValue: not such a number; code ID-17.
    """

    _text: str = field(alias="text")

    def __attrs_post_init__(self) -> None:
        if not _MOBILE.fullmatch(self._text):
            raise InvalidValue(
                Text("手机号码应为 11 位数字，以 13 至 19 开头", "a mobile number is 11 digits from 13… to 19…"),
                "ID-17",
            )

    @property
    def masked(self) -> str:
        """Three digits, four stars, four digits."""
        return self._text[:3] + "****" + self._text[-_SHOWN_DIGITS:]

    def reveal(self) -> str:
        """The number itself. Personal data."""
        return self._text

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"Phone({self.masked!r})"
