"""The article's third paragraph: the welcome in Zhuhai, and what the work is to serve (F039 to F052)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import asdict, evolve

import laborcoop as lc
from laborcoop.cooperation import (
    FOUR_PART_GUIDELINE,
    Breadth,
    Commitment,
    CommitmentKind,
    Exchange,
    ExchangeField,
    ExchangeForm,
    ExchangeLevel,
    FigureClaim,
    FollowUpPlan,
    FollowUpStep,
    Pillar,
    PolicyGoal,
    Programme,
)
from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Figure, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.people import FlagKind
from laborcoop.planning.coverage import Group, demand_filled, return_coverage, return_coverage_by_group
from laborcoop.retention import BenefitKind, BenefitRound, EventAct, EventEntry, Official, WelcomeEvent
from laborcoop.transfer import Convoy

NUJIANG, ZHUHAI, LUSHUI = DivisionCode("533300"), DivisionCode("440400"), DivisionCode("533301")
DAY = date(2023, 2, 6)
EVENING = datetime(2023, 2, 6, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
"""The article says the evening; the hour is invented."""
HOUR = timedelta(hours=1)
VICE_MAYOR = Official(office=Text("珠海市人民政府副市长", "a vice-mayor of Zhuhai"), government=ZHUHAI)


@pytest.fixture(scope="module")
def convoy(case: lc.Case) -> Convoy:
    return next(convoy for convoy in case.convoys if convoy.batch == 2)


@pytest.fixture(scope="module")
def arrivals(plan: lc.ReturnPlan, convoy: Convoy) -> dict[WorkerId, datetime]:
    """When each of those on the train of the article arrives in Zhuhai."""
    train = next(leg for leg in convoy.legs if leg.mode.is_rail)
    return {ride.worker: train.arrive for ride in plan.rides if ride.leg == train.id}


@pytest.fixture(scope="module")
def welcome(convoy: Convoy) -> WelcomeEvent:
    return WelcomeEvent(
        convoy=convoy.id,
        starts=EVENING,
        ends=EVENING + HOUR,
        log=(
            EventEntry(at=EVENING + HOUR / 2, act=EventAct.GIFTS, by=VICE_MAYOR),
            EventEntry(at=EVENING + HOUR / 6, act=EventAct.GREETING, by=VICE_MAYOR),
        ),
    )


def serving(title: str, *goals: PolicyGoal) -> FigureClaim:
    return FigureClaim(title=Text.same(title), goals=frozenset(goals))


@pytest.mark.fact("F039", "2月6日晚", carries="`WelcomeEvent.misses`, `Leg.arrive`")
@pytest.mark.fact("F040", "返珠返岗迎接仪式", carries="`WelcomeEvent.convoy`")
def test_everyone_on_the_train_arrives_the_same_day_and_before_the_welcome_of_their_convoy(
    welcome: WelcomeEvent, convoy: Convoy, arrivals: dict[WorkerId, datetime]
) -> None:
    assert welcome.convoy == convoy.id
    assert len(arrivals) == 597
    assert {at.date() for at in arrivals.values()} == {DAY} == {welcome.starts.date()}
    assert welcome.misses(arrivals) == ()
    early = evolve(welcome, starts=EVENING - 2 * HOUR)
    assert len(early.misses(arrivals)) == 597


@pytest.mark.fact("F041", "珠海市人民政府副市长", carries="`Official`")
def test_an_official_is_known_by_the_office_and_by_no_name(welcome: WelcomeEvent, case: lc.Case) -> None:
    for entry in welcome.log:
        assert set(asdict(entry.by)) == {"office", "government"}
        assert entry.by.government.within(case.campaign.pairing.receiving)
    with pytest.raises(TypeError, match="name"):
        Official(office=Text.same("副市长"), government=ZHUHAI, name="某某")  # type: ignore[call-arg] # there is none


@pytest.mark.fact("F042", "致以诚挚的问候和祝福", carries="`EventEntry`, `EventAct.GREETING`")
def test_the_greeting_is_an_entry_of_the_log_before_the_gifts_and_within_the_event(welcome: WelcomeEvent) -> None:
    assert [entry.act for entry in welcome.log] == [EventAct.GREETING, EventAct.GIFTS]
    with pytest.raises(InvalidValue, match="while it lasts"):
        evolve(welcome, log=(evolve(welcome.log[0], at=EVENING - HOUR),))


@pytest.mark.fact("F043", "发放了新年慰问礼包", carries="`BenefitRound`, `BenefitIssue`")
def test_each_of_597_gets_one_gift_pack_and_not_two_out_of_a_stock_that_is_enough(
    arrivals: dict[WorkerId, datetime],
) -> None:
    packs = BenefitRound(kind=BenefitKind.GIFT_PACK, stock=600)
    for worker in sorted(arrivals):
        packs = packs.issue(worker, DAY)
    assert (packs.without(arrivals), packs.left) == ((), 3)
    with pytest.raises(InvalidValue, match="more than one"):
        packs.issue(min(arrivals), DAY)
    with pytest.raises(InvalidValue, match="597 handed out of a stock of 596"):
        evolve(packs, stock=596)


@pytest.mark.fact("F044", "继续做好后续互动工作", carries="`FollowUpPlan`, `Commitment.renew`")
def test_a_follow_up_has_steps_with_days_and_must_be_renewed_to_go_on() -> None:
    commitment = Commitment(kind=CommitmentKind.FOLLOW_UP, by=ZHUHAI, terms=(Period(DAY, date(2024, 2, 6)),))
    call = FollowUpStep(what=Text("到岗一个月回访", "a call after a month in post"), due_on=date(2023, 3, 6))
    plan = FollowUpPlan(commitment=commitment, steps=(call,))
    assert plan.overdue(date(2023, 3, 7)) == (call,)
    next_year = evolve(call, due_on=date(2024, 3, 6))
    with pytest.raises(InvalidValue, match="renew it first"):
        evolve(plan, steps=(call, next_year))
    renewed = commitment.renew(Period(date(2024, 2, 6), date(2025, 2, 6)))
    assert evolve(plan, commitment=renewed, steps=(call, next_year)).steps[1] is next_year


@pytest.mark.fact(
    "F045", "怒江特色资源和珠海乃至大湾区市场优势结合", carries="`ExchangeField.MARKETS`, `PolicyGoal.SHARED_MARKETS`"
)
@pytest.mark.fact("F046", "多领域、多层次、多形式交流交融", carries="`Exchange`, `Breadth`")
def test_exchange_is_manifold_only_when_it_is_about_more_than_labour() -> None:
    meeting = Exchange(
        on=date(2022, 11, 8),
        field=ExchangeField.LABOUR,
        level=ExchangeLevel.PREFECTURE,
        form=ExchangeForm.MEETING,
        parties=frozenset({NUJIANG, ZHUHAI}),
    )
    visit = evolve(meeting, level=ExchangeLevel.COUNTY, form=ExchangeForm.VISIT, parties=frozenset({LUSHUI, ZHUHAI}))
    market = evolve(visit, field=ExchangeField.MARKETS, level=ExchangeLevel.ENTERPRISE, form=ExchangeForm.FAIR)
    year = Period(date(2022, 1, 1), date(2023, 1, 1))
    assert not Breadth.of((meeting, visit), year).is_manifold
    assert Breadth.of((meeting, visit, market), year).is_manifold
    assert not Breadth.of((meeting, visit, market), Period(date(2023, 1, 1))).is_manifold


@pytest.mark.fact(
    "F047",
    "推进巩固拓展脱贫攻坚成果同乡村振兴有效衔接作出珠海贡献",
    carries="`FigureClaim.goals`, `Group.OUT_OF_POVERTY`",
)
def test_the_contribution_to_revitalisation_is_a_figure_of_those_out_of_poverty(plan: lc.ReturnPlan) -> None:
    share = return_coverage_by_group(plan)[Group.OUT_OF_POVERTY]
    claim = FigureClaim(
        title=Text("脱贫人口输送到岗", "out of poverty, brought to the gate"),
        figure=Figure(share.part),
        pillar=Pillar.RETURN_TO_POST,
        goals=frozenset({PolicyGoal.RURAL_REVITALISATION}),
    )
    programme = Programme(
        name=Text.same("P"), slogan=Text.same("S"), pairings=(plan.case.campaign.pairing,), goals=claim.goals
    )
    assert Count(0, Unit.PERSON) < share.part < return_coverage(plan).part
    assert programme.unserved([], DAY) == claim.goals
    assert programme.unserved([claim], DAY) == frozenset()


@pytest.mark.fact("F048", "共绘跨区域高质量发展的美丽蓝图", carries="`PolicyGoal`, `Programme.unserved`")
@pytest.mark.fact(
    "F049", "产业第一、交通提升、城市跨越、民生为要", carries="`FOUR_PART_GUIDELINE`, `Programme.unserved`"
)
@pytest.mark.fact("F052", "产业大市、产业强市", carries="`PolicyGoal`, `Programme.unserved`")
def test_a_programme_names_the_goals_that_none_of_its_figures_serves(case: lc.Case) -> None:
    assert [goal.label.zh for goal in FOUR_PART_GUIDELINE] == ["产业第一", "交通提升", "城市跨越", "民生为要"]
    aims = {PolicyGoal.CROSS_REGION_DEVELOPMENT, PolicyGoal.INDUSTRIAL_CITY, *FOUR_PART_GUIDELINE}
    programme = Programme(
        name=Text.same("P"), slogan=Text.same("S"), pairings=(case.campaign.pairing,), goals=frozenset(aims)
    )
    carried = serving("carried", PolicyGoal.TRANSPORT_UPGRADE, PolicyGoal.LIVELIHOOD_FOREMOST)
    filled = serving("posts filled", PolicyGoal.INDUSTRY_FIRST, PolicyGoal.INDUSTRIAL_CITY)
    assert programme.unserved([carried, filled], DAY) == {
        PolicyGoal.CROSS_REGION_DEVELOPMENT,
        PolicyGoal.CITY_LEAP,
    }


@pytest.mark.fact("F050", "各类群体高质量充分就业", carries="`Group`, `return_coverage_by_group`")
def test_groups_are_looked_at_apart_and_overlap_so_that_they_do_not_add_up(plan: lc.ReturnPlan) -> None:
    groups = return_coverage_by_group(plan)
    whole = return_coverage(plan)
    assert groups[Group.WOMEN].part + groups[Group.MEN].part == whole.part
    assert groups[Group.WOMEN].whole + groups[Group.MEN].whole == whole.whole
    assert {Group.OUT_OF_POVERTY, Group.RELAPSE_MONITORED, Group.AT_A_SITE} <= set(groups)
    everyone = groups[Group.OUT_OF_POVERTY].whole + groups[Group.AT_A_SITE].whole
    assert everyone > whole.whole
    poor = {worker.id for worker in plan.case.workers if worker.has(FlagKind.OUT_OF_POVERTY)}
    assert groups[Group.OUT_OF_POVERTY].part.value == len(poor & set(plan.travellers))


@pytest.mark.fact("F051", "保障企业用工需求", carries="`demand_filled`, `JobPost.openings`, `Share`")
def test_how_far_an_employers_demand_is_met_counts_persons_wanted_and_persons_matched(plan: lc.ReturnPlan) -> None:
    filled = demand_filled(plan)
    openings = dict.fromkeys(filled, 0)
    for post in plan.case.posts:
        openings[post.employer] += post.openings
    assert {employer: share.whole.value for employer, share in filled.items()} == openings
    matched = sum(share.part.value for share in filled.values())
    assert plan.summary()["new"] == Count(matched, Unit.PERSON)
    assert any(not share.is_full for share in filled.values())
