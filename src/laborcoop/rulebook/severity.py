"""How much a finding weighs."""

from __future__ import annotations

from enum import Enum

from laborcoop.kernel.text import Text


class Severity(Enum):
    """BLOCK and ERROR leave a person or post out of the plan; WARN and INFO exclude nobody.

    BLOCK says that the record must not go on (a child is hired); ERROR that it must be repaired before it goes on (the
    contract lacks a mandatory content). WARN asks a person to decide, INFO tells something.
    """

    BLOCK = "BLOCK"
    ERROR = "ERROR"
    WARN = "WARN"
    INFO = "INFO"

    @property
    def excludes(self) -> bool:
        """Whether an unwaived finding of this severity leaves its subject out."""
        return self in {Severity.BLOCK, Severity.ERROR}

    @property
    def rank(self) -> int:
        """0 for the heaviest: the order in which findings are shown."""
        return list(Severity).index(self)

    @property
    def label(self) -> Text:
        """The word for it in a table."""
        return _LABELS[self]


_LABELS = {
    Severity.BLOCK: Text("禁止", "block"),
    Severity.ERROR: Text("错误", "error"),
    Severity.WARN: Text("警告", "warning"),
    Severity.INFO: Text("提示", "note"),
}
