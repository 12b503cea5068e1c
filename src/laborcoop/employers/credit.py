"""A unified social credit code as somebody wrote it (ID-14)."""

from __future__ import annotations

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.identity import CreditCode
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen
class CreditCodeEntry(Record):
    """A credit code as written in a table; None or empty where nothing was written.

    >>> CreditCodeEntry("９１３５0100m000100y43").fault() is None
    True
    """

    written: str | None = field(repr=False)

    def fault(self) -> Text | None:
        """What is wrong with the code; None where it is right once full width and blanks are gone."""
        if not self.written or not self.written.strip():
            return Text("没有填写统一社会信用代码", "no credit code is given")
        try:
            CreditCode.parse(self.written)
        except InvalidValue as refused:
            return refused.text
        return None
