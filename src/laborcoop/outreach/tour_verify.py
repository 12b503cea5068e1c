"""An independent check of a tour: everything counted again from the wishes; it shares the rules, and no other code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import combinations

from laborcoop.journey import Reason
from laborcoop.kernel.ids import EmployerId, FairId
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import RecruitmentFair
from laborcoop.outreach.fair_tour import DeadlineKind, FairTour
from laborcoop.outreach.plan import FairPlan, PlanKind
from laborcoop.outreach.safety import Permit, SafetyElement
from laborcoop.outreach.tour import FairWish, Touring, Venue

_DAY = timedelta(days=1)


def verify_fairs(
    tour: FairTour,
    wishes: Iterable[FairWish],
    question: Touring,
    *,
    barred: Mapping[EmployerId, tuple[Reason, ...]] | None = None,
) -> tuple[Text, ...]:
    """What is wrong with a tour; empty when it is sound.

    Fairs and booths are those wished; days, hours, venues, stands and ways are kept to; the rules of the book say
    nothing against a fair prepared on the days that the tour gives; villages are told in time, once, within the
    visits of a day; the goals are counted right and pass no bound; and no employer is left out for nothing.
    """
    by_id = {wish.fair.id: wish for wish in wishes}
    venues = {venue.id: venue for venue in question.venues}
    faults = list(_wished(tour, by_id))
    known = [fair for fair in tour.fairs if fair.id in by_id]
    for fair in known:
        venue = venues.get(tour.venues[fair.id])
        faults += _day(fair, by_id[fair.id], question)
        faults += _venue(fair, by_id[fair.id], venue)
        faults += _employers(fair, by_id[fair.id], question, barred or {})
        faults += _law(tour, fair, by_id[fair.id], question, venue)
    faults += _one_at_a_time(tour, question)
    faults += _publicity(tour, question)
    faults += _proof(tour, by_id)
    faults += _for_nothing(tour, by_id, question, barred or {})
    return tuple(faults)


def _wished(tour: FairTour, by_id: Mapping[FairId, FairWish]) -> Iterator[Text]:
    wished = {fair: sorted(booth.employer for booth in wish.fair.booths) for fair, wish in by_id.items()}
    if {fair: sorted(employers) for fair, employers in tour.wished.items()} != wished:
        yield Text("场次或企业与希望的不一致", "the fairs and employers are not those wished for")


def _fault(fair: RecruitmentFair, zh: str, en: str, **facts: object) -> Text:
    return Text(f"{{fair}}：{zh}", f"{{fair}}: {en}").format(fair=fair.id, **facts)


def _days(fair: RecruitmentFair) -> list[date]:
    first = fair.starts.date()
    return [first + n * _DAY for n in range((fair.ends.date() - first).days + 1)]


def _day(fair: RecruitmentFair, wish: FairWish, question: Touring) -> Iterator[Text]:
    first, asked = fair.starts.date(), wish.fair
    fixed = asked.published_on is not None
    earliest = asked.starts.date() if fixed else wish.earliest or asked.starts.date()
    latest = asked.starts.date() if fixed else wish.latest or asked.starts.date()
    if not (earliest <= first <= latest and question.on < first):
        yield _fault(
            fair, "{day} 不在可选日期内，或不晚于今天", "{day} is no day wished for, or not after today", day=first
        )
    if asked.cancelled_on is not None:
        yield _fault(fair, "已取消", "was called off")
    clocks = [(at.timetz(), there.timetz()) for at, there in ((fair.starts, asked.starts), (fair.ends, asked.ends))]
    length = (fair.ends.date() - first, asked.ends.date() - asked.starts.date())
    if any(one != other for one, other in clocks) or length[0] != length[1]:
        yield _fault(fair, "时间与希望的不同", "is not held on the hours wished for")
    if (fair.name, fair.host) != (asked.name, asked.host) or not fair.division.within(asked.division):
        yield _fault(fair, "名称或地区与希望的不同", "is not the fair wished for")


def _venue(fair: RecruitmentFair, wish: FairWish, venue: Venue | None) -> Iterator[Text]:
    if venue is None or venue.division != fair.division:
        yield _fault(fair, "场地不在当地", "has no venue in its county")
        return
    if len(fair.booths) > venue.stands:
        yield _fault(fair, "展位超过 {stands} 个", "has more booths than {stands} stands", stands=venue.stands)
    if venue.capacity is not None and (wish.expected_visitors or 0) > venue.capacity:
        yield _fault(fair, "场地容不下预计人数", "expects more visitors than its venue takes")
    if any(day in period for day in _days(fair) for period in venue.closed):
        yield _fault(fair, "场地当日不开放", "is held while its venue is closed")


def _employers(
    fair: RecruitmentFair, wish: FairWish, question: Touring, barred: Mapping[EmployerId, tuple[Reason, ...]]
) -> Iterator[Text]:
    if not set(fair.booths) <= set(wish.fair.booths):
        yield _fault(fair, "展位与希望的不同", "has booths that were not wished for")
    if len(fair.booths) < question.least_employers:
        yield _fault(fair, "企业不足", "has too few employers")
    for booth in fair.booths:
        if booth.employer in barred:
            yield _fault(fair, "{employer} 被规则排除", "a rule bars {employer}", employer=booth.employer)
        if any(day in period for day in _days(fair) for period in question.away.get(booth.employer, ())):
            yield _fault(fair, "{employer} 当日不能来", "{employer} sends nobody then", employer=booth.employer)


def _law(
    tour: FairTour, fair: RecruitmentFair, wish: FairWish, question: Touring, venue: Venue | None
) -> Iterator[Text]:
    """What the rules say of the fair, if everything is done on the days that the tour gives."""
    due = {one.kind: one.by for one in tour.deadlines if one.fair == fair.id}
    for kind, times in Counter(one.kind for one in tour.deadlines if one.fair == fair.id).items():
        if times > 1:
            yield _fault(
                fair, "“{what}”有 {times} 个期限", "to {what} is due {times} times", what=kind.label, times=times
            )
    early = {kind: by for kind, by in due.items() if kind is not DeadlineKind.FILING and by < question.on}
    for kind, by in early.items():
        yield _fault(fair, "“{what}”的期限 {by} 已过", "the day to {what}, {by}, is over", what=kind.label, by=by)
    for kind in (DeadlineKind.PERMIT, DeadlineKind.REPORT):
        if kind in due and not question.workdays.is_workday(due[kind]):
            yield _fault(fair, "“{what}”的期限不是工作日", "the day to {what} is no workday", what=kind.label)
    permit, announced = due.get(DeadlineKind.PERMIT), due.get(DeadlineKind.ANNOUNCEMENT, fair.published_on)
    told = [one.visit.on for one in tour.publicity if one.fair == fair.id]
    if told and announced is not None and announced > min(told):
        yield _fault(fair, "{day} 才公布，此前已在宣传", "is announced only by {day}, after word of it", day=announced)
    checked = frozenset(booth.employer for booth in fair.booths) if DeadlineKind.EMPLOYERS in due else frozenset()
    plan = FairPlan(
        fair=fair,
        organiser=wish.organiser,
        hr_service_license=wish.licence,
        expected_visitors=wish.expected_visitors,
        open_to_public=wish.open_to_public,
        across_provinces=wish.across_provinces,
        venue_capacity=None if venue is None else venue.capacity,
        plans=frozenset(PlanKind) if DeadlineKind.PLANS in due else frozenset(),
        verified_employers=checked,
        verified_brochures=checked,
        announced_at=None if announced is None else datetime.combine(announced, time(12), tzinfo=fair.starts.tzinfo),
        permit=None if permit is None else Permit(asked_on=permit, granted_on=fair.starts.date()),
        safety_plan=frozenset(SafetyElement) if DeadlineKind.SAFETY_PLAN in due else frozenset(),
        stricter_security_plan=DeadlineKind.SAFETY_PLAN in due,
        reported_on=due.get(DeadlineKind.REPORT),
    )
    for finding in question.book.judge(plan, fair.id, on=question.on):
        if finding.excludes:
            yield _fault(fair, "{what}", "{what}", what=finding.message)


def _one_at_a_time(tour: FairTour, question: Touring) -> Iterator[Text]:
    """No venue has two fairs on a day; no employer is at two, or on the road when one opens."""
    for one, other in combinations(sorted(tour.fairs, key=lambda fair: fair.starts), 2):
        shared = {booth.employer for booth in one.booths} & {booth.employer for booth in other.booths}
        between = (_days(other)[0] - _days(one)[-1]).days - 1
        if shared and between < _road(one, other, question):
            text = Text("{employers} 来不及从 {one} 到 {other}", "{employers} cannot be at {other} after {one}")
            yield text.format(employers=sorted(shared), one=one.id, other=other.id)
        if tour.venues[one.id] == tour.venues[other.id] and set(_days(one)) & set(_days(other)):
            text = Text("{one} 和 {other} 同日用同一场地", "{one} and {other} are in one venue on one day")
            yield text.format(one=one.id, other=other.id)


def _road(one: RecruitmentFair, other: RecruitmentFair, question: Touring) -> int:
    pair = {one.division, other.division}
    named = [way.days for way in question.travel if {way.start, way.end} == pair]
    return named[0] if named else (0 if len(pair) == 1 else question.travel_days)


def _publicity(tour: FairTour, question: Touring) -> Iterator[Text]:
    fairs = {fair.id: fair for fair in tour.fairs}
    teams = {team.id: team for team in question.teams}
    expected = Counter(
        (fair.id, village)
        for fair in tour.fairs
        for village, county in question.villages.items()
        if question.publicity_days and county.within(fair.division)
    )
    said = Counter((one.fair, one.visit.village) for one in tour.publicity)
    said += Counter((one.fair, one.village) for one in tour.untold)
    if said != expected:
        yield Text("有村遗漏、重复，或不在当地", "a village is missing, told twice, or of another county")
    for one in tour.publicity:
        team, fair = teams.get(one.team), fairs.get(one.fair)
        if team is None or fair is None or one.visit.village not in team.villages or one.visit.actor != team.actor:
            yield Text("{village}：宣传人员不负责该村", "{village} is told by somebody who does not serve it").format(
                village=one.visit.village
            )
        elif (
            not max(question.on, fair.starts.date() - question.publicity_days * _DAY)
            <= one.visit.on
            < fair.starts.date()
        ):
            yield Text("{village}：{day} 不在会前宣传期内", "{village} is told on {day}, too early or too late").format(
                village=one.visit.village, day=one.visit.on
            )
    for (name, day), visits in sorted(Counter((one.team, one.visit.on) for one in tour.publicity).items()):
        if name in teams and visits > teams[name].visits_a_day:
            yield Text("{team} 在 {day} 走访 {visits} 村", "{team} makes {visits} visits on {day}").format(
                team=name, day=day, visits=visits
            )


def _proof(tour: FairTour, by_id: Mapping[FairId, FairWish]) -> Iterator[Text]:
    booths = [booth for fair in tour.fairs for booth in fair.booths]
    moved = sum(abs((fair.starts.date() - by_id[fair.id].wished_on).days) for fair in tour.fairs if fair.id in by_id)
    counted = (len(tour.fairs), len(booths), sum(booth.openings for booth in booths), moved)
    for goal, value in zip(tour.proof.goals, counted, strict=False):
        beyond = goal.bound > value if goal.kind == "moves" else goal.bound < value
        if goal.value != value or beyond:
            yield Text(
                "目标“{name}”为 {value}，报告 {said}，界 {bound}", "{name}: {value}, but {said} is said, bound {bound}"
            ).format(name=goal.name, value=value, said=goal.value, bound=goal.bound)
    if tour.proof.gap != sum(goal.gap for goal in tour.proof.goals):
        yield Text("证明的差距不是各目标的差距", "the gap of the proof is not that of its goals")
    proved = tour.proof.status == "proved"
    if not proved and tour.proof.status != "feasible":
        yield Text("证明的状态不明：{status}", "the proof has no known status: {status}").format(
            status=tour.proof.status
        )
    if proved and (len(tour.proof.goals) < len(counted) or any(goal.gap for goal in tour.proof.goals)):
        yield Text("证明不完整", "the proof is not complete")


def _for_nothing(
    tour: FairTour,
    by_id: Mapping[FairId, FairWish],
    question: Touring,
    barred: Mapping[EmployerId, tuple[Reason, ...]],
) -> Iterator[Text]:
    """Employers without a booth at a fair that is held, although they are free and stands are."""
    stands = {venue.id: venue.stands for venue in question.venues}
    fairs = {fair.id: fair for fair in tour.fairs if fair.id in by_id}
    for one in tour.absent if tour.proof.status == "proved" else ():
        fair = fairs.get(one.fair)
        if fair is None or one.employer in barred or len(fair.booths) >= stands.get(tour.venues[fair.id], 0):
            continue
        away = any(day in period for day in _days(fair) for period in question.away.get(one.employer, ()))
        busy = any(
            max((_days(fair)[0] - _days(other)[-1]).days, (_days(other)[0] - _days(fair)[-1]).days) - 1
            < _road(fair, other, question)
            for other in tour.of(one.employer)
        )
        if not away and not busy:
            yield _fault(fair, "{employer} 无故未安排", "{employer} is left out for nothing", employer=one.employer)
