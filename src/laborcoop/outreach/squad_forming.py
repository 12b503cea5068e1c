"""Cadres of three levels into squads: every level and every language that is asked for in each, sizes even."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from laborcoop.allocation import Cap, Demand, Problem, allocate
from laborcoop.errors import InvalidValue
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.ids import CadreId, SquadId, check_known
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach.squad import Cadre, CadreLevel, EmploymentSquad


@frozen(kw_only=True)
class FormedSquads(Record):
    """The squads with their cadres, and the cadres of none; each cadre of ``came_in`` is in one of the two.

    Raises:
        InvalidValue: a cadre is lost, in two squads (SQ-03), or left out without a reason.
    """

    came_in: frozenset[CadreId]
    squads: tuple[EmploymentSquad, ...] = ()
    left_out: Mapping[CadreId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    proof: Proof

    def __attrs_post_init__(self) -> None:
        placed = [cadre.id for squad in self.squads for cadre in squad.cadres]
        whole = {*placed, *self.left_out}
        if whole != self.came_in or len(placed) + len(self.left_out) != len(whole) or not all(self.left_out.values()):
            raise InvalidValue(
                Text(
                    "编队：干部 {came} 名，编入 {placed}，未编入 {left}：有遗漏、重复或缺少理由",
                    "squads: of {came} cadres, {placed} are in squads and {left} are not: "
                    "one is lost, twice, or without a reason",
                ).format(came=len(self.came_in), placed=len(placed), left=len(self.left_out))
            )


def form_squads(
    cadres: Sequence[Cadre],
    squads: Sequence[EmploymentSquad],
    *,
    languages: Mapping[SquadId, frozenset[str]] | None = None,
    levels: frozenset[CadreLevel] = frozenset(CadreLevel),
) -> FormedSquads:
    """Put cadres into squads: each level in each squad, each language where it is asked for, sizes one apart at most.

    A cadre stays, where that may be, in the squad that has the cadre already. Where the demands contradict one
    another nobody is put anywhere, and the reason names the demands and what would have to give way.

    Args:
        cadres: all cadres, each once; those that the squads have already are among them.
        squads: the squads, with or without cadres.
        languages: what somebody in a squad has to speak, by squad.
        levels: the levels that every squad has to have.

    Raises:
        InvalidValue: ``cadres`` or ``squads`` name one twice, a squad has a cadre that is not given, or ``languages``
            names a squad that is not given.
        MissingExtra: numpy or OR-tools is not installed (extra ``plan``).
    """
    wanted = languages or {}
    previous: dict[str, str] = {cadre.id: squad.id for squad in squads for cadre in squad.cadres}
    _check(cadres, squads, previous)
    check_known(wanted, (squad.id for squad in squads))
    least, more = divmod(len(cadres), max(1, len(squads)))
    demands = {
        name: demand
        for squad in squads
        for name, demand in _demands(squad, cadres, levels, sorted(wanted.get(squad.id, ())), least)
    }
    result = allocate(
        Problem.from_pairs(
            [(cadre.id, squad.id, 1) for cadre in cadres for squad in squads],
            capacity={squad.id: least + bool(more) for squad in squads},
            applicants=[cadre.id for cadre in cadres],
            previous=previous,
            caps=[Cap(name, one.cadres, {one.squad.id}, least=one.least) for name, one in demands.items()],
        ),
        objective="count-then-score",
    )
    known = {cadre.id: cadre for cadre in cadres}
    placed = {CadreId(cadre): squad for cadre, squad in result.placed.items()}
    conflict = Text(
        "无法同时满足：{demands}；至少需要：{changes}", "these cannot all be met: {demands}; it would take: {changes}"
    ).format(
        demands=[_told(one, demands) for one in result.conflict],
        changes=[_told(one.demand, demands, less=one.by) for one in result.relaxation],
    )
    return FormedSquads(
        came_in=frozenset(known),
        squads=tuple(
            evolve(squad, cadres=tuple(known[cadre] for cadre in sorted(placed) if placed[cadre] == squad.id))
            for squad in squads
        ),
        left_out={
            cadre: (Reason(code="squads.demands", text=conflict if result.conflict else _NO_SQUAD),)
            for cadre in known
            if cadre not in placed
        },
        proof=Proof.of(result),
    )


_NO_SQUAD = Text("没有可编入的小分队", "there is no squad")


@frozen
class _Demand:
    """What a squad has to have at the least: so many of some cadres."""

    squad: EmploymentSquad
    whom: Text
    cadres: frozenset[CadreId]
    least: int


def _demands(
    squad: EmploymentSquad,
    cadres: Sequence[Cadre],
    levels: Container[CadreLevel],
    languages: Iterable[str],
    size: int,
) -> Iterator[tuple[str, _Demand]]:
    """The demands of a squad, each with a name of its own: levels, languages, size."""
    for level in CadreLevel:
        if level in levels:
            some = frozenset(cadre.id for cadre in cadres if cadre.level is level)
            yield f"{squad.id} level {level.value}", _Demand(squad, _LEVELS[level], some, 1)
    for language in languages:
        some = frozenset(cadre.id for cadre in cadres if language in cadre.languages)
        yield f"{squad.id} language {language}", _Demand(squad, _SPEAKING.format(language=language), some, 1)
    yield str(squad.id), _Demand(squad, _CADRES, frozenset(cadre.id for cadre in cadres), size)


def _told(one: Demand, demands: Mapping[str, _Demand], less: int = 0) -> Text:
    """A demand that the cadres do not meet as a phrase, or what it would have to be instead."""
    if one.kind == "capacity":
        return (_ROOM_FOR if less else _ROOM).format(squad=one.name, count=one.count + less)
    asked = demands[one.name]
    return (_FEWER if less else _LEAST).format(squad=asked.squad.id, whom=asked.whom, count=one.count - less)


_CADRES = Text("干部", "cadres")
_LEVELS = {
    CadreLevel.PREFECTURE: Text("州级干部", "cadres of the prefecture"),
    CadreLevel.COUNTY: Text("县级干部", "cadres of a county"),
    CadreLevel.TOWNSHIP: Text("乡镇级干部", "cadres of a township"),
}
_SPEAKING = Text("会说{language}的干部", "cadres who speak {language}")
_LEAST = Text("{squad} 至少要有 {count} 名{whom}", "{squad} needs {whom}: {count} at the least")
_FEWER = Text("{squad} 的{whom}改为至少 {count} 名", "{squad} needs {whom}: {count} would have to do")
_ROOM = Text("{squad} 至多 {count} 名干部", "{squad} has room for {count}")
_ROOM_FOR = Text("{squad} 改为至多 {count} 名干部", "{squad} would need room for {count}")


def _check(cadres: Sequence[Cadre], squads: Sequence[EmploymentSquad], previous: Mapping[str, str]) -> None:
    named: list[str] = [cadre.id for cadre in cadres]
    held: list[str] = [cadre.id for squad in squads for cadre in squad.cadres]
    twice = {
        name
        for ids in (named, held, [squad.id for squad in squads])
        for name, times in Counter(ids).items()
        if times > 1
    }
    wrong = sorted(twice | (set(previous) - set(named)))
    if wrong:
        raise InvalidValue(
            Text(
                "干部或小分队重复，或小分队中的干部不在名单内：{ids}",
                "cadres or squads given twice, or cadres of a squad that are not given: {ids}",
            ).format(ids=wrong)
        )
