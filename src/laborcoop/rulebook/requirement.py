"""Things that must be there, as a checklist asks about them: there, missing, or not recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook.rule import Breach
from laborcoop.rulebook.severity import Severity


@frozen
class Requirement(Record):
    """A field of a checklist, its answer (None: nobody wrote it down) and what it asks for, as a noun."""

    path: str
    met: bool | None
    what: Text


def unmet(requirements: Iterable[Requirement]) -> Iterator[Breach]:
    """A breach with the fact ``fault`` for each thing that is missing; a warning for each that is not recorded.

    What nobody wrote down may well be there: it leaves nobody out, and somebody must look.
    """
    for asked in requirements:
        if asked.met is None:
            fault = Text("没有记录：{what}", "not recorded: {what}")
            yield Breach({"fault": fault.format(what=asked.what)}, asked.path, Severity.WARN)
        elif not asked.met:
            yield Breach({"fault": Text("缺少：{what}", "missing: {what}").format(what=asked.what)}, asked.path)
