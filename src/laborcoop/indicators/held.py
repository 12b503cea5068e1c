"""What claims and aid say, held against what the case itself has recorded of the same people.

The facts are those of the records: time in post, place of work, who was organised, and the employer, by the spells of
work; who is out of poverty, by the marks of rosters and students; the registered division; a student's enrolment. No
condition is added to what the texts ask: the claim is judged once more with the facts of the records, by the same
rules, and what these say then and did not say of the claim as it was written is told of. Told of too is what no text
that was read allows: a county that pays for somebody registered elsewhere, an employer that claims for somebody who was
not in post there; and an employer that the case does not have, of which nothing can be compared. What the case has no
records of at all is not held against anything; `unheld_facts` says so once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import evolve, frozen

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, TransferEmployment
from laborcoop.indicators.recorded import Recorded
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text, in_a_row
from laborcoop.people import FlagKind
from laborcoop.rulebook import Finding, Severity
from laborcoop.training import StudentAid

_Claim = SubsidyClaim | EmployerSubsidyClaim
_Judge = Callable[[_Claim], Iterable[Finding]]
_Spells = Sequence[tuple[str, TransferEmployment]]


@frozen(kw_only=True)
class Otherwise:
    """A fact of a claim that the records do not bear out: its field, and what they say, where, and what follows.

    ``lifts`` says that by them a rule would not bar the claim that bars it as it was written.
    """

    path: str
    message: Text
    lifts: bool = False


@frozen(kw_only=True)
class _AsRecorded:
    """A claim with one kind of fact as the records have it, and where they stand."""

    path: str
    record: Text
    claim: _Claim


def held_against(claim: _Claim, recorded: Recorded, found: Iterable[Finding], judge: _Judge) -> Iterator[Otherwise]:
    """What the records of the case say otherwise than a claim for somebody whom the case has, as far as it matters.

    ``found`` is what the rules find in the claim by itself, as ``judge`` finds it in any.
    """
    if isinstance(claim, SubsidyClaim):
        compared = (*_work(claim, recorded), *_poverty(claim, recorded))
        asked = tuple(_paid_elsewhere(claim, recorded))
    else:
        compared = (*_registration(claim, recorded), *_poverty(claim, recorded), *_insured(claim, recorded))
        asked = (*_stranger(claim, recorded), *_not_there(claim, recorded))
    found = tuple(found)
    said = set(map(_key, found))
    for one in compared:
        if one.claim == claim:
            continue
        judged = tuple(judge(one.claim))
        yield from _lifted(one, found, judged)
        new = [each for each in judged if each.severity is not Severity.INFO and _key(each) not in said]
        if new:
            faults = [Text("{rule} {message}", "{rule} {message}").format(rule=f.rule, message=f.message) for f in new]
            yield _otherwise(one.path, one.record, in_a_row(faults))
    yield from asked


def _lifted(one: _AsRecorded, found: Iterable[Finding], judged: Iterable[Finding]) -> Iterator[Otherwise]:
    """What bars a claim for its days in post, and would not by the days that the records have."""
    bars = [each for each in found if each.excludes and each.path == "employed"]
    if one.path == "employed" and bars and not any(each.path == "employed" for each in judged):
        faults = [Text("{rule} {message}", "{rule} {message}").format(rule=f.rule, message=f.message) for f in bars]
        message = Text(
            "案例记录的在岗时间与申请不同：{record}；按记录不会有：{faults}。认定不因此改变，由人工核对",
            "the records of the case have other days in post than the claim: {record}; by them this would not stand: "
            "{faults}. The decision stays; a person compares the two",
        )
        yield Otherwise(path=one.path, message=message.format(record=one.record, faults=in_a_row(faults)), lifts=True)


def unheld_facts(claims: Collection[_Claim], recorded: Recorded) -> Iterator[Text]:
    """Of which facts of these claims the case has no records at all, so that they stand as the claims say."""
    if claims and not recorded.spells:
        yield Text("务工经历（在岗时间、地点、用人单位）", "spells of work (time and place of work, employer)")
    if any(one.out_of_poverty for one in claims) and not recorded.marks_the_poor:
        yield Text("脱贫人口标识", "who is out of poverty")
    if any(isinstance(one, EmployerSubsidyClaim) for one in claims) and not recorded.employers:
        yield Text("用人单位", "employers")


def aid_held_against(aid: StudentAid, on: date, recorded: Recorded) -> Iterator[tuple[Text, str]]:
    """What stands against paying aid on a day by the records of the case, and not by the aid itself; and where.

    Of somebody of whom there are several records, what all of them say.
    """
    said = set(aid.obstacles(on))
    people = recorded.people.get(aid.student.id, ())
    if not people:
        yield Text("案例中没有这名学生", "the case does not have the student"), ""
    against = [list(evolve(aid, student=one).obstacles(on)) for _, one in people]
    for stands in against[0] if against else ():
        path, why = stands
        known = path != "student.flags" or recorded.marks_the_poor
        if known and stands not in said and all(stands in each for each in against):
            yield _by_records(why), people[0][0]
    if not recorded.placements:
        return
    placements = recorded.placements.get((aid.student.id, aid.placement.id), ())
    if not placements:
        yield Text("案例中没有这份学籍", "the case does not have the enrolment"), ""
    for source, placement in placements[:1]:
        for stands in evolve(aid, placement=placement).obstacles(on):
            if stands not in said:
                yield _by_records(stands[1]), source


def _by_records(why: Text) -> Text:
    return Text("按案例记录，{why}", "by the records of the case {why}").format(why=why)


def _key(finding: Finding) -> tuple[str, str, Text]:
    return finding.rule, finding.path, finding.message


def _otherwise(path: str, record: Text, follows: Text) -> Otherwise:
    message = Text(
        "案例记录与申请不符：{record}；按记录：{follows}",
        "the records of the case do not bear the claim out: {record}; by them {follows}",
    )
    return Otherwise(path=path, message=message.format(record=record, follows=follows))


def _work(claim: SubsidyClaim, recorded: Recorded) -> Iterator[_AsRecorded]:
    """Time in post, place and way of work by the spells of the person: those as far away as the claim says, if any."""
    if not recorded.spells:
        return
    own = recorded.spells.get(claim.worker, ())
    there = [each for _, each in own if claim.scope in {None, each.scope}] or [each for _, each in own]
    if not there:
        facts = evolve(claim, employed=None, scope=None, organised=None)
    else:
        said = {each.organised for each in there}
        facts = evolve(
            claim,
            employed=tuple(each.period for each in there),
            scope=None if claim.scope is None else there[-1].scope,
            organised=False if said == {False} else claim.organised,
        )
    yield _AsRecorded(path="employed", record=_spells(claim.worker, own), claim=facts)


def _poverty(claim: _Claim, recorded: Recorded) -> Iterator[_AsRecorded]:
    people = recorded.people[claim.worker]
    if recorded.marks_the_poor and not any(one.has(FlagKind.OUT_OF_POVERTY) for _, one in people):
        record = Text("{source} 没有把 {worker} 标为脱贫人口", "{source} does not mark {worker} as out of poverty")
        yield _AsRecorded(
            path="out_of_poverty",
            record=record.format(source=people[0][0], worker=claim.worker),
            claim=evolve(claim, out_of_poverty=None),
        )


def _registration(claim: EmployerSubsidyClaim, recorded: Recorded) -> Iterator[_AsRecorded]:
    homes = recorded.homes(claim.worker)
    if not any(_one_place(home, claim.registered) for home in homes):
        home, source = next(iter(homes.items()))
        record = _REGISTERED.format(source=source, worker=claim.worker, home=home)
        yield _AsRecorded(path="registered", record=record, claim=evolve(claim, registered=home))


_REGISTERED = Text("{source} 登记 {worker} 的户籍为 {home}", "{source} has {worker} registered in {home}")


def _paid_elsewhere(claim: SubsidyClaim, recorded: Recorded) -> Iterator[Otherwise]:
    """A claim paid by a place of the sending side in which the worker is not registered."""
    homes = recorded.homes(claim.worker)
    if _one_place(claim.payer, recorded.receiving) or any(_one_place(home, claim.payer) for home in homes):
        return
    home, source = next(iter(homes.items()))
    asked = Text(
        "已读文件没有规定 {payer} 可以为外地户籍人员发放",
        "no text that was read says that {payer} may pay for people registered elsewhere",
    )
    record = _REGISTERED.format(source=source, worker=claim.worker, home=home)
    yield _otherwise("payer", record, asked.format(payer=claim.payer))


def _stranger(claim: EmployerSubsidyClaim, recorded: Recorded) -> Iterator[Otherwise]:
    if recorded.employers and claim.employer not in recorded.employers:
        record = Text("没有用人单位 {employer}", "they have no employer {employer}").format(employer=claim.employer)
        yield _otherwise("employer", record, Text("无从核对", "nothing can be compared"))


def _not_there(claim: EmployerSubsidyClaim, recorded: Recorded) -> Iterator[Otherwise]:
    """A claim for somebody who was not in post with the employer on the last day of the contract that it knows of."""
    day = _last_day(claim)
    if (
        not recorded.spells
        or day < claim.contract.start
        or any(day in each for each in _with_employer(claim, recorded))
    ):
        return
    own = recorded.spells.get(claim.worker, ())
    asked = Text(
        "{worker} 在 {day} 不在 {employer} 工作，已读文件没有规定此时可以发放",
        "{worker} was not in post with {employer} on {day}, and no text that was read says that it may be paid then",
    )
    yield _otherwise(
        "contract",
        _spells(claim.worker, own),
        asked.format(worker=claim.worker, day=day, employer=claim.employer),
    )


def _insured(claim: EmployerSubsidyClaim, recorded: Recorded) -> Iterator[_AsRecorded]:
    """Insured by the employer no earlier than in post with it, without a break up to the claim."""
    day, since = _last_day(claim), claim.insured_since
    first: date | None = None
    for period in sorted(_with_employer(claim, recorded), key=lambda each: each.start, reverse=True):
        if (first or day) in period or first == period.end:
            first = period.start
    if since is not None and first is not None and since < first:
        record = _spells(claim.worker, recorded.spells[claim.worker])
        yield _AsRecorded(path="insured_since", record=record, claim=evolve(claim, insured_since=first))


def _last_day(claim: EmployerSubsidyClaim) -> date:
    """The last day of the contract, or that of the claim where the contract goes on."""
    end = claim.contract.end
    return claim.applied_on if end is None else min(claim.applied_on, end - timedelta(days=1))


def _with_employer(claim: EmployerSubsidyClaim, recorded: Recorded) -> list[Period]:
    """The days in post with the employer: whom an agency sends works elsewhere, and some spells do not say where."""
    own = recorded.spells.get(claim.worker, ())
    return [each.period for _, each in own if claim.dispatch_firm or each.employer in {None, claim.employer}]


def _one_place(one: DivisionCode, other: DivisionCode) -> bool:
    return one.within(other) or other.within(one)


def _spells(worker: WorkerId, own: _Spells) -> Text:
    """What the records have of somebody's work, each spell with its place in the files."""
    if not own:
        return Text("没有 {worker} 的务工记录", "they have no spell of work of {worker}").format(worker=worker)
    return in_a_row(_spell(worker, source, one) for source, one in own)


def _spell(worker: WorkerId, source: str, one: TransferEmployment) -> Text:
    facts = {"source": source, "worker": worker, "division": one.division, "start": one.period.start}
    at = {"zh": f"、{one.employer}", "en": f" at {one.employer}"} if one.employer else {"zh": "", "en": ""}
    if one.period.end is None:
        said = Text(
            "{source} 登记 {worker} 自 {start} 起在岗（{division}{at}）",
            "{source} has {worker} in post since {start} ({division}{at})",
        )
    else:
        said = Text(
            "{source} 登记 {worker} 自 {start} 在岗，{end} 离岗（{division}{at}）",
            "{source} has {worker} in post from {start}, left on {end} ({division}{at})",
        )
    return said.format(**facts, end=one.period.end, at=Text(at["zh"], at["en"]))
