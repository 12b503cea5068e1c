"""A work station's period from a case: its roster, its visits to employers, its work list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from datetime import date

from attrs import frozen

from laborcoop.cooperation import TransferEmployment
from laborcoop.errors import UnknownName
from laborcoop.kernel.ids import EmployerId, StationId
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.naming import Names, check_names
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.plan import ReturnPlan
from laborcoop.retention import HelpCase, StationStaff, Visit, VisitRound, WorkStation
from laborcoop.retention.agenda import FollowUpCall, StationAgenda, StationBook
from laborcoop.retention.employer_visits import VisitPace, VisitPlan, plan_employer_visits
from laborcoop.retention.plan_agenda import station_agenda
from laborcoop.retention.roster_planning import plan_roster
from laborcoop.retention.staffing import RosterPlan, RosterQuestion, StaffHome, StaffOffer


@frozen(kw_only=True)
class StationPlan(Record):
    """What a station is planned to do in a period: who is there, whom it visits, and all of its tasks by day."""

    roster: RosterPlan
    visits: VisitPlan
    agenda: StationAgenda

    def __repr__(self) -> str:
        """Counts only."""
        return f"<StationPlan: {len(self.agenda.tasks)} tasks>"


def plan_station(
    case: Case,
    station: StationId,
    period: Period,
    *,
    pace: VisitPace,
    plan: ReturnPlan | None = None,
    not_on: Container[date] = (),
) -> StationPlan:
    """Plan a station's period from the case's records.

    Records that it reads from ``case.records``: `StationStaff` of the station, `StaffOffer`, `StaffHome`, `HelpCase`,
    `FollowUpCall`, `Visit`, and the `TransferEmployment` of people of the station's home who work where it is.

    Args:
        case: the case.
        station: which of its stations.
        period: the days; the rounds of visits start in it with the first workers, where nobody is in post before.
        pace: how often employers are visited, and how many in a day.
        plan: a plan of the case: those who arrive by it are in post from their first day on, unless a record says when.
        not_on: days on which no employer is visited.

    Raises:
        UnknownName: ``station`` is not in the case.
        InvalidValue: an argument has the wrong type, ``period`` has no end, or somebody is offered twice; or records
            name stations, counties without an agreement, workers or employers that the case does not have: all of these
            at once.
        MissingExtra: numpy or OR-tools is not installed (extra ``plan``).
    """
    check_arguments(
        "plan_station",
        (("case", case, Case), ("station", station, str), ("period", period, Period), ("pace", pace, VisitPace)),
    )
    own = next((one for one in case.stations if one.id == station), None)
    if own is None:
        raise UnknownName(Text("案例中没有工作站 {id}", "the case has no station {id}").format(id=station))
    _check_names(case)
    signed = {agreement.county for agreement in own.agreements}
    roster = plan_roster(
        RosterQuestion(
            station=own,
            window=period,
            staff=tuple(member for member in case.records_of(StationStaff) if member.station == station),
            offers=tuple(offer for offer in case.records_of(StaffOffer) if offer.county in signed),
            homes=tuple(case.records_of(StaffHome)),
        )
    )
    spells = tuple(_spells(case, own, plan))
    visits = plan_employer_visits(
        _round(station, period, spells, tuple(case.records_of(Visit))),
        pace,
        not_on=not_on,
        employers=_employers(case),
    )
    followed = {spell.worker for spell in spells}
    notice = case.book.context(period.start, own.host).whole("renewal_notice_days")
    agenda = station_agenda(
        StationBook(
            station=own,
            staff=roster.staff,
            cases=tuple(case.records_of(HelpCase)),
            spells=spells,
            calls=tuple(call for call in case.records_of(FollowUpCall) if call.worker in followed),
            visits=visits.planned,
            notice_days=notice,
        ),
        period,
    )
    return StationPlan(roster=roster, visits=visits, agenda=agenda)


def _round(
    station: StationId, period: Period, spells: Iterable[TransferEmployment], visits: tuple[Visit, ...]
) -> VisitRound:
    """Whoever is in post in the period counts; the rounds start with the first of them, when nobody is there before."""
    first: dict[EmployerId, date] = {}
    in_post = set()
    for spell in spells:
        if spell.employer is not None and spell.period.overlaps(period):
            in_post.add((spell.employer, spell.worker))
            comes = max(spell.period.start, period.start)
            first[spell.employer] = min(comes, first.get(spell.employer, comes))
    start = min(first.values(), default=period.start)
    return VisitRound(
        station=station,
        period=Period(start, period.end),
        workers=Counter(employer for employer, _ in in_post),
        visits=visits,
        since={employer: comes for employer, comes in first.items() if comes > start},
    )


def _check_names(case: Case) -> None:
    """Whether the records of stations name what the case has."""
    check_names(
        Names(
            Text("驻站人员的工作站", "the stations of staff"),
            [member.station for member in case.records_of(StationStaff)],
            [one.id for one in case.stations],
        ),
        Names(
            Text("可派驻人员所属的县", "the counties of those who are offered"),
            [offer.county.code for offer in case.records_of(StaffOffer)],
            [agreement.county.code for one in case.stations for agreement in one.agreements],
        ),
        Names(
            Text("回访电话", "follow-up calls"),
            [call.worker for call in case.records_of(FollowUpCall)],
            {*(worker.id for worker in case.workers), *(spell.worker for spell in case.records_of(TransferEmployment))},
        ),
        Names(
            Text("已作的走访", "visits that were made"),
            [visit.employer for visit in case.records_of(Visit) if visit.employer is not None],
            _employers(case),
        ),
    )


def _employers(case: Case) -> frozenset[EmployerId]:
    """The employers of the case, and those with whom its records say that somebody works."""
    working = (spell.employer for spell in case.records_of(TransferEmployment) if spell.employer is not None)
    return frozenset({*(employer.id for employer in case.employers), *working})


def _spells(case: Case, station: WorkStation, plan: ReturnPlan | None) -> Iterator[TransferEmployment]:
    """Who of the station's home works where it is: by the records, and by the plan where no record knows of it."""
    known = [
        spell
        for spell in case.records_of(TransferEmployment)
        if spell.registered.within(station.home) and spell.division.within(station.host)
    ]
    yield from known
    if plan is None:
        return
    registered = {worker.id: worker.registered for worker in case.workers}
    divisions = {employer.id: employer.division for employer in case.employers}
    for worker, match in sorted(plan.matches.items()):
        division = divisions[match.employer]
        there = registered[worker].within(station.home) and division.within(station.host)
        if there and not any(spell.worker == worker and match.first_day in spell.period for spell in known):
            yield TransferEmployment(
                worker=worker,
                registered=registered[worker],
                division=division,
                period=Period(match.first_day),
                employer=match.employer,
                organised=True,
            )
