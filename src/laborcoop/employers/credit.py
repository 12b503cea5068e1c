"""Who must show a unified social credit code (ID-14): an employer on record, or a code as somebody wrote it."""

from __future__ import annotations

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.identity import CreditCode
from laborcoop.kernel.text import Text


class CreditCoded:
    """Whoever must show a credit code; of itself it shows none."""

    __slots__ = ()

    def credit_fault(self) -> Text | None:
        """What is wrong with the code; None where a right one is known."""
        return Text("没有登记正确的统一社会信用代码", "no right credit code is on record")


@frozen
class CreditCodeEntry(CreditCoded):
    """A credit code as written in a table; None or empty where nothing was written.

    >>> CreditCodeEntry("９１３５0100m000100y43").credit_fault() is None
    True
    """

    written: str | None = field(repr=False)

    def credit_fault(self) -> Text | None:
        """What is wrong with the code as written; None where it is right after full width and blanks are gone."""
        if not self.written or not self.written.strip():
            return Text("没有填写统一社会信用代码", "no credit code is given")
        try:
            CreditCode.parse(self.written)
        except InvalidValue as refused:
            return refused.text
        return None
