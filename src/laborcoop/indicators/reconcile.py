"""Whether a published figure agrees with the records: "近5000", "超1400", "800以上"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from attrs import frozen

from laborcoop.errors import InvalidValue, UnitMismatch, UnknownName
from laborcoop.indicators.measure import Figures
from laborcoop.indicators.measured import Measured
from laborcoop.kernel import display
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.numerals import NUMERAL, chinese_number
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text, in_a_row

NEARLY = 95
"""How near 近 is, in per cent of the published number: a convention, no text says it."""

_BEFORE = {
    "共": Qualifier.EXACT,
    "共计": Qualifier.EXACT,
    "总计": Qualifier.EXACT,
    "近": Qualifier.NEARLY,
    "将近": Qualifier.NEARLY,
    "接近": Qualifier.NEARLY,
    "超": Qualifier.MORE_THAN,
    "超过": Qualifier.MORE_THAN,
    "逾": Qualifier.MORE_THAN,
    "约": Qualifier.ABOUT,
    "大约": Qualifier.ABOUT,
    "不足": Qualifier.FEWER_THAN,
    "不满": Qualifier.FEWER_THAN,
    "不到": Qualifier.FEWER_THAN,
    "不少于": Qualifier.AT_LEAST,
    "至少": Qualifier.AT_LEAST,
    "nearly": Qualifier.NEARLY,
    "almost": Qualifier.NEARLY,
    "more than": Qualifier.MORE_THAN,
    "over": Qualifier.MORE_THAN,
    "at least": Qualifier.AT_LEAST,
    "fewer than": Qualifier.FEWER_THAN,
    "less than": Qualifier.FEWER_THAN,
    "under": Qualifier.FEWER_THAN,
    "about": Qualifier.ABOUT,
    "approximately": Qualifier.ABOUT,
}
_AFTER = {
    "以上": Qualifier.AT_LEAST,
    "多": Qualifier.MORE_THAN,
    "余": Qualifier.MORE_THAN,
    "+": Qualifier.AT_LEAST,
    "左右": Qualifier.ABOUT,
    "or more": Qualifier.AT_LEAST,
    "in all": Qualifier.EXACT,
}
_FEN_TO_YUAN = 100
_MYRIAD = {"亿": 10**8, "万": 10_000, "千": 1_000, "百": 100, "": 1}
_WORDS = {
    "名": Unit.PERSON,
    "名干部": Unit.PERSON,
    "个岗位": Unit.POST,
    "people": Unit.PERSON,
    "个": Unit.POST,
    "times": Unit.PERSON_TIME,
}
"""Words for units beside the measure words of `Unit`; 个 is said of posts and of sites, 笔 of claims and payments."""
_OTHERS = {("个", Unit.SITE), ("笔", Unit.PAYMENT)}

# Commas part thousands or nothing, and fifteen digits are more than anybody counts.
_WRITTEN = re.compile(
    rf"(?P<before>{'|'.join(sorted(_BEFORE, key=len, reverse=True))})?\s*"
    rf"(?P<number>{NUMERAL}|(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}|[0-9]{{1,15}})(?:\.[0-9]{{1,15}})?)\s*"
    # 十余万 as well as 十万余.
    r"(?P<within>[多余](?=[亿万千百]))?(?P<myriad>[亿万千百]?)(?P<some>[多余+]?)\s*(?P<unit>.*?)\s*"
    rf"(?P<after>{'|'.join(map(re.escape, _AFTER))})?"
)


@frozen(kw_only=True)
class Reconciled(Record):
    """A published figure beside the count that the records give: whether it holds, and how that was decided.

    ``nearly`` is how many per cent of the number 近 must reach at least; 约 may be as far off on either side.
    """

    title: Text
    published: Figure
    true: Count
    nearly: int

    @property
    def holds(self) -> bool:
        """Whether the published figure is right."""
        return self.published.holds(self.true, 100 - self.nearly)

    def text(self) -> Text:
        """The decision as a sentence."""
        verdict = Text("成立", "holds") if self.holds else Text("不成立", "does not hold")
        said = Text(self.published.render("zh"), self.published.render("en"))
        return Text(
            "{title}：公布“{said}”，记录为 {true}，{verdict}",
            "{title}: {said} was published, the records make {true}: it {verdict}",
        ).format(title=self.title, said=said, true=self.true.text(), verdict=verdict)

    def _repr_html_(self) -> str:
        """The decision as a notebook shows it."""
        return display.words(self.text())


def reconcile(figure: Measured, published: str | Figure, *, nearly: int = NEARLY) -> Reconciled:
    """Hold a published figure against a counted one.

    >>> read_figure("近5000个次").render("en")
    'nearly 5000 post-times'

    近 is below the number and at least ``nearly`` per cent of it; 超 is above it; 以上 includes it and 不满 does not
    (Civil Code, art. 1259), and 不足 is read like 不满: below the number, however far; 约 is at most as far off as 近,
    on either side.

    Args:
        figure: what was counted.
        published: what was said: a `Figure`, or its words in Chinese or English. Words without a unit are taken to
            be in the figure's own.
        nearly: the least share of the number that 近 asks for, in per cent.

    Raises:
        InvalidValue: ``figure`` is not a figure that `measure` counted, or ``published`` cannot be read as a figure, or
            ``nearly`` is not over 0 and at most 100.
        UnitMismatch: ``published`` is of another unit: 人 are not 人次.
    """
    _check_nearly(nearly)
    check_arguments("reconcile", (("figure", figure, Measured), ("published", published, str | Figure)))
    said = published if isinstance(published, Figure) else read_figure(published, figure.count.unit)
    if said.count.unit is not figure.count.unit:
        raise UnitMismatch(
            Text(
                "公布的单位是{said}，指标的单位是{own}，请用本指标的单位，或改用单位为{said}的指标",
                "published are {said}, the figure counts {own}: publish {own}, or name a figure of {said}",
            ).format(said=_noun(said.count.unit), own=_noun(figure.count.unit))
        )
    return Reconciled(title=figure.title, published=said, true=figure.count, nearly=nearly)


def reconcile_all(figures: Figures, published: Mapping[str, str], *, nearly: int = NEARLY) -> dict[str, Reconciled]:
    """Hold every published figure against the counted one of its code.

    Args:
        figures: what was counted.
        published: what was said, by code, as `reconcile` takes it.
        nearly: the least share of the number that 近 asks for, in per cent.

    Raises:
        UnknownName: no figure has such a code, or it could not be counted.
        UnitMismatch: what was published is of another unit.
        InvalidValue: words are no figure, or there are faults of several kinds; each is told, by code. Or ``nearly`` is
            not over 0 and at most 100.
    """
    _check_nearly(nearly)
    held: dict[str, Reconciled] = {}
    refused: dict[str, UnknownName | InvalidValue] = {}
    for code, written in published.items():
        try:
            held[code] = reconcile(figures[code], written, nearly=nearly)
        except (UnknownName, InvalidValue) as error:
            refused[code] = error
    if refused:
        told = [
            Text("{code}=“{words}”：{why}", "{code}=“{words}”: {why}").format(
                code=code, words=published[code], why=error.text
            )
            for code, error in refused.items()
        ]
        kinds = {type(error) for error in refused.values()}
        kind = kinds.pop() if len(kinds) == 1 else InvalidValue
        raise kind(in_a_row(told))
    return held


def _check_nearly(nearly: int) -> None:
    check_arguments("reconcile", (("nearly", nearly, int),))
    if not 0 < nearly <= 100:  # noqa: PLR2004 - per cent
        raise InvalidValue(
            Text(
                "“近”的下限应为 1 至 100 的整数（百分数），现为 {nearly}",
                "how near 近 is, in per cent, is a whole number from 1 to 100, and not {nearly}",
            ).format(nearly=nearly)
        )


def _noun(unit: Unit) -> Text:
    return Text(f"“{unit.zh}”", unit.en(2))


def read_figure(words: str, unit: Unit | None = None) -> Figure:
    """A figure as an article writes it: ``近5000个次``, ``一千四百余人``, ``800人以上``, ``about 300 persons``.

    Args:
        words: what is written.
        unit: the unit, where the words give none.

    Raises:
        InvalidValue: ``words`` cannot be read as a figure, or name no unit where ``unit`` is not given.
    """
    plain = unicodedata.normalize("NFKC", words).strip().casefold()
    found = _WRITTEN.fullmatch(plain)
    said = None if found is None else _unit(found["unit"], unit)
    some = "" if found is None else (found["within"] or "") + found["some"]
    qualifier = None if found is None else _qualifier(found["before"], some[:1], found["after"])
    number = None if found is None or said is None else _number(found["number"], found["myriad"], said)
    if qualifier is None or number is None or said is None:
        shown = (unit or Unit.POST_TIME, unit or Unit.PERSON_TIME)
        raise InvalidValue(
            Text(
                f"读不出数字：应如“近5000{shown[0].zh}”“超1400{shown[1].zh}”",
                f"no figure: such as nearly 5000 {shown[0].en(2)} or more than 1400 {shown[1].en(2)}",
            )
        )
    return Figure(Count(number, said), qualifier)


_SIDES = {
    Qualifier.NEARLY: "below",
    Qualifier.FEWER_THAN: "below",
    Qualifier.MORE_THAN: "above",
    Qualifier.AT_LEAST: "above",
    Qualifier.ABOUT: "either",
}


def _qualifier(before: str | None, some: str, after: str | None) -> Qualifier | None:
    """Of several words the first, the narrowest: 超1400人次以上 is 超. None where they clash (近2500余)."""
    said = [_BEFORE.get(before or ""), _AFTER.get(some), _AFTER.get(after or "")]
    # 共 says what is counted, and nothing against 余.
    inexact = [one for one in said if one is not None and one is not Qualifier.EXACT]
    if len({_SIDES[one] for one in inexact}) > 1:
        return None
    return inexact[0] if inexact else Qualifier.EXACT


def _number(digits: str, myriad: str, unit: Unit) -> int | None:
    whole, _, part = digits.replace(",", "").partition(".")
    scale = _MYRIAD[myriad] * (_FEN_TO_YUAN if unit is Unit.FEN else 1)
    number = int(whole) if whole.isascii() else chinese_number(whole)
    if number is None:
        return None
    value = number * scale
    if part:
        tens = 10 ** len(part)
        if int(part) * scale % tens:
            return None
        value += int(part) * scale // tens
    return value


def _unit(word: str, given: Unit | None) -> Unit | None:
    if not word:
        return given
    if given is not None and (word, given) in _OTHERS:
        return given
    return _WORDS.get(word) or next((unit for unit in Unit if word in {unit.zh, unit.en(1), unit.en(2)}), None)
