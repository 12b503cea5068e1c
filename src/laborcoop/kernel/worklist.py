"""Lists of forbidden work as data, so that a list can change without code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.duties import Duties, Exposure, Hazard
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_TERM = re.compile(r"(?P<hazard>[a-z-]+)(?::(?P<grade>[1-4]))?(?P<open>\?)?")


@frozen
class ListedDuty(Record):
    """A duty that is on a list. ``certain`` is false where its grade is not known, or the list leaves the case open."""

    exposure: Exposure
    least: int | None
    certain: bool

    @property
    def text(self) -> Text:
        """The duty, the grade from which the list forbids it, and what is open."""
        if self.least is None:
            return self.exposure.text if self.certain else _OPEN_LIST.format(duty=self.exposure.text)
        return (_FROM if self.certain else _UNGRADED).format(duty=self.exposure.text, least=self.least)


_OPEN_LIST = Text("{duty}（清单以“等”字结尾，是否包括在内由人工判断）", "{duty} (the list is open: decide by hand)")
_FROM = Text("{duty}（第 {least} 级起禁止）", "{duty} (forbidden from grade {least})")
_UNGRADED = Text("{duty}（没有等级；第 {least} 级起禁止）", "{duty} (not graded; forbidden from grade {least})")


@frozen
class _Term:
    hazard: Hazard
    least: int | None
    is_open: bool


@frozen
class WorkList(Record):
    """A list of forbidden work: words of `Hazard`, with a least grade where the law gives one.

    ``height:2`` is work at height from grade II; ``other-toxic?`` is what a list names only by "and the like".

    >>> duties = Duties(exposures=frozenset({Exposure(Hazard.NOISE, 4)}))
    >>> [match.text.en for match in WorkList("noise:3 diving").matches(duties)]
    ['work in noise, grade 4 (forbidden from grade 3)']

    Raises:
        InvalidValue: a word that is no hazard, or a grade for a hazard that has none.
    """

    words: str

    def __attrs_post_init__(self) -> None:
        self._terms()

    def _terms(self) -> dict[Hazard, _Term]:
        return {term.hazard: term for term in map(_term, self.words.split())}

    def matches(self, duties: Duties) -> Iterator[ListedDuty]:
        """The duties that are on the list, in the order of `Hazard`."""
        terms = self._terms()
        for exposure in sorted(duties.exposures, key=_order):
            term = terms.get(exposure.hazard)
            if term is None:
                continue
            if term.least is None or exposure.grade is None:
                yield ListedDuty(exposure, term.least, certain=term.least is None and not term.is_open)
            elif exposure.grade >= term.least:
                yield ListedDuty(exposure, term.least, certain=True)


def _order(exposure: Exposure) -> int:
    return list(Hazard).index(exposure.hazard)


def _term(word: str) -> _Term:
    found = _TERM.fullmatch(word)
    hazard = next((known for known in Hazard if found and known.value == found["hazard"]), None)
    graded = bool(found and found["grade"])
    if found is None or hazard is None or (graded and (found["open"] or not hazard.is_graded)):
        raise InvalidValue(
            Text(
                "“{word}”不是禁忌劳动清单的词：应为 height:2、underground-mine 或 other-toxic? 这样的词",
                "{word} is not a word of a list of forbidden work; it must be one such as height:2, "
                "underground-mine or other-toxic?",
            ).format(word=word)
        )
    return _Term(hazard, int(found["grade"]) if graded else None, bool(found["open"]))
