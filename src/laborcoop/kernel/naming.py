"""Ids that name nothing: refused all at once, each with its place and what may be meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.text import Text, in_a_row

_SHOWN = 12
_TOLD = 20


@frozen
class Names:
    """Ids that are given in one place, and those that there are."""

    place: Text
    given: Iterable[str]
    known: Iterable[str]


def check_names(*names: Names) -> None:
    """Whether each id names something.

    Raises:
        InvalidValue: some ids name nothing; the error lists them, where they are, and what may be meant (of very many
            the first).
    """
    lost = [
        (one.place, each, known)
        for one in names
        for known in [frozenset(one.known)]
        for each in sorted(set(one.given) - known)
    ]
    told = tuple(
        Text("{place}：没有 {name}，{hint}", "{place}: nothing has the id {name}, {hint}").format(
            place=place, name=name, hint=did_you_mean(name, known)
        )
        for place, name, known in lost[:_TOLD]
    )
    if len(lost) > _TOLD:
        told += (Text("另有 {more} 处", "{more} more").format(more=len(lost) - _TOLD),)
    if told:
        raise InvalidValue(in_a_row(told))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like a name, capitals apart; None where none is like it."""
    names = sorted(set(known))
    near = get_close_matches(name.casefold(), [known_name.casefold() for known_name in names], n=1)
    return next((known_name for known_name in names if [known_name.casefold()] == near), None)


def did_you_mean(name: str, known: Iterable[str], *, most: int = _SHOWN) -> Text:
    """A suggestion: the nearest known name, else what is known, as far as it fits into a sentence: ``most`` names."""
    names = sorted(set(known))
    meant = nearest(name, names)
    if meant is not None:
        return Text("是否应为“{meant}”？", "did you mean “{meant}”?").format(meant=meant)
    if not names:
        return Text("目前一个也没有，请先补上", "there is none so far: add it first")
    if len(names) > most:
        return Text("请核对拼写", "check the spelling")
    return Text("可用的有：{names}", "known are: {names}").format(names=names)
