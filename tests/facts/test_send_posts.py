"""The article's first line of work, 送岗: posts brought to the villages (F060 to F073)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import (
    Agency,
    FigureClaim,
    FigureRow,
    Liaison,
    Pillar,
    TransferEmployment,
    by_pillar,
    new_transfers,
    newly_found,
)
from laborcoop.employers import EmployerLabel
from laborcoop.hiring import unsuited
from laborcoop.journey import Registration
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, FairId, PostId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    FairFunnel,
    FairTally,
    HiringIntent,
    Outreach,
    OutreachActor,
    OutreachChannel,
    attendances,
    conversion,
    distinct_posts,
    employers_present,
    not_told,
    post_times,
    reach,
)

NUJIANG, ZHUHAI = DivisionCode("533300"), DivisionCode("440400")
LUSHUI = DivisionCode("533301")
SINCE_2021 = Period(date(2021, 1, 1))
TWO_YEARS = Period(date(2021, 1, 1), date(2023, 1, 1))


def claim(title: str, figure: Figure, pillar: Pillar) -> FigureClaim:
    return FigureClaim(title=Text.same(title), figure=figure, pillar=pillar)


def found(case: lc.Case, code: str, subject: object) -> list[str]:
    """What a rule of the example's book says of something on the day of the plan: the fields of its findings."""
    return [finding.path for finding in case.book.judge(subject, "S-1", on=case.on) if finding.rule == code]


@pytest.mark.fact("F060", "常态化劳务协作，千里上门“送岗”", carries="`Pillar.SEND_POSTS`, `by_pillar`")
def test_a_report_puts_fairs_and_new_transfers_under_posts_brought_to_the_villages() -> None:
    fairs = claim("fairs", Figure(Count(16, Unit.FAIR)), Pillar.SEND_POSTS)
    carried = claim("carried", Figure(Count(997, Unit.PERSON)), Pillar.RETURN_TO_POST)
    transfers = claim("new transfers", Figure(Count(2369, Unit.PERSON)), Pillar.SEND_POSTS)
    report = by_pillar([carried, fairs, transfers])
    assert [pillar.label.zh for pillar in report] == ["送岗", "返岗", "稳岗", "推岗"]
    assert report[Pillar.SEND_POSTS] == (fairs, transfers)
    assert carried not in report[Pillar.SEND_POSTS]


@pytest.mark.fact("F061", "加强与怒江州人社部门的劳务协作和交流对接", carries="`Liaison`, `newly_found`")
def test_a_liaison_is_between_the_bureaus_of_both_sides_and_brings_posts_that_were_not_known(case: lc.Case) -> None:
    bureaus = case.campaign.organisers
    posts = sorted(post.id for post in case.posts)

    def contact(on: date, *told: PostId) -> Liaison:
        return Liaison(on=on, agencies=bureaus, pillar=Pillar.SEND_POSTS, posts=frozenset(told))

    contacts = [contact(date(2022, 9, 1), *posts[:3]), contact(date(2022, 3, 1), *posts[:2])]
    assert newly_found(contacts) == {date(2022, 3, 1): set(posts[:2]), date(2022, 9, 1): {posts[2]}}
    own = [agency for agency in bureaus if agency.division.within(NUJIANG)]
    county = Agency(name=Text("泸水市人社局", "Lushui bureau"), division=LUSHUI)
    with pytest.raises(lc.InvalidValue, match="between agencies of two regions"):
        Liaison(on=case.on, agencies=(*own, county), pillar=Pillar.SEND_POSTS)


@pytest.mark.fact("F062", "不断挖掘适合当地劳动力的就业岗位", carries="`unsuited`, `Reason`")
def test_a_post_suits_the_local_people_who_meet_its_conditions_and_says_why_it_suits_no_others(case: lc.Case) -> None:
    registrations = {registration.worker: registration for registration in case.registrations}
    electrician = next(post for post in case.posts if post.skills == {"电工"})

    def why_not(worker: lc.Worker, registration: Registration) -> set[str]:
        return {reason.code for reason in unsuited(worker, registration, electrician, date(2023, 2, 7))}

    suited = [worker for worker in case.workers if not why_not(worker, registrations[worker.id])]
    assert suited
    assert all("电工" in worker.skills and worker.registered.within(NUJIANG) for worker in suited)
    unskilled = evolve(suited[0], skills=frozenset())
    assert why_not(unskilled, registrations[unskilled.id]) == {"posts.skills"}


@pytest.mark.fact("F063", "2021年以来", carries="`Period`, `FigureClaim.window`, IN-07")
def test_a_figure_since_2021_counts_no_fair_of_the_year_before_and_has_no_last_day(case: lc.Case) -> None:
    rows = tuple(FigureRow("fairs.csv", fair.id, fair.starts.date()) for fair in case.fairs)
    fairs = FigureClaim(
        title=Text("招聘会", "fairs"),
        figure=Figure(Count(len(rows), Unit.FAIR)),
        window=SINCE_2021,
        definition="fairs held",
        rows=rows,
    )
    assert found(case, "IN-07", fairs) == []
    early = FigureRow("fairs.csv", "RF-00", date(2020, 12, 31))
    assert found(case, "IN-07", evolve(fairs, rows=(early, *rows[1:]))) == ["rows"]
    assert date(2030, 1, 1) in SINCE_2021


@pytest.mark.fact("F064", "赴怒江州举办", carries="`RecruitmentFair.host`, `RecruitmentFair.is_away`")
def test_zhuhai_holds_its_fairs_in_nujiang(case: lc.Case) -> None:
    assert all(fair.is_away(of=ZHUHAI) and fair.division.within(NUJIANG) for fair in case.fairs)
    at_home = evolve(case.fairs[0], division=DivisionCode("440402"))
    own_of_nujiang = evolve(case.fairs[0], host=NUJIANG)
    assert not at_home.is_away(of=ZHUHAI)
    assert not own_of_nujiang.is_away(of=ZHUHAI)
    assert not evolve(case.fairs[0], host=None).is_away(of=ZHUHAI)


@pytest.mark.fact("F065", "16场招聘会", carries="`RecruitmentFair`, `FairTally.held`, FA-12")
def test_sixteen_fairs_are_counted_and_fifteen_contradict_the_records(case: lc.Case, plan: lc.ReturnPlan) -> None:
    assert plan.summary()["fairs"] == Count(16, Unit.FAIR)
    assert found(case, "FA-12", FairTally(fairs=case.fairs, held=16)) == []
    assert found(case, "FA-12", FairTally(fairs=case.fairs, held=15)) == ["held"]


@pytest.mark.fact("F066", "45家次", carries="`attendances`, `employers_present`, FA-12")
def test_forty_five_attendances_are_those_of_ten_employers(case: lc.Case) -> None:
    assert attendances(case.fairs) == Count(45, Unit.EMPLOYER_TIME)
    assert employers_present(case.fairs) == Count(10, Unit.EMPLOYER)
    assert found(case, "FA-12", FairTally(fairs=case.fairs, attendances=45, employers=10)) == []
    assert found(case, "FA-12", FairTally(fairs=case.fairs, attendances=10, employers=45)) == [
        "attendances",
        "employers",
    ]
    with pytest.raises(lc.UnitMismatch):
        attendances(case.fairs) + employers_present(case.fairs)


@pytest.mark.fact("F067", "珠海重点企业", carries="`EmployerLabel.KEY`, `Booth.employer`")
def test_every_employer_at_the_fairs_is_a_key_enterprise_of_zhuhai(case: lc.Case) -> None:
    present = {booth.employer for fair in case.fairs for booth in fair.booths}
    key = {
        employer.id
        for employer in case.employers
        if EmployerLabel.KEY in employer.labels and employer.division.within(ZHUHAI)
    }
    others = {employer.id for employer in case.employers} - key
    assert present <= key
    assert others
    assert not present & others


@pytest.mark.fact("F068", "近5000个次就业岗位", carries="`post_times`, `distinct_posts`, `Qualifier.NEARLY`")
def test_nearly_5000_post_times_are_fewer_than_5000_and_no_number_of_posts(case: lc.Case) -> None:
    said = Figure(Count(5000, Unit.POST_TIME), Qualifier.NEARLY)
    assert said.holds(post_times(case.fairs))
    assert post_times(case.fairs).value < 5000
    assert not said.holds(Count(5000, Unit.POST_TIME))
    assert said.render("zh") == "近5000 个次"
    # The booths of the example say how many people were wanted, and not at which posts.
    assert distinct_posts(case.fairs) is None
    fair = case.fairs[0]
    booth = evolve(fair.booths[0], openings=60, posts={PostId("J-01"): 40, PostId("J-02"): 20})
    again = evolve(booth, openings=30, posts={PostId("J-01"): 30})
    twice = [evolve(fair, id=FairId("RF-1"), booths=(booth,)), evolve(fair, id=FairId("RF-2"), booths=(again,))]
    assert post_times(twice) == Count(90, Unit.POST_TIME)
    assert distinct_posts(twice) == Count(60, Unit.POST)


@pytest.mark.fact("F069", "当地村干部", carries="`OutreachActor.VILLAGE_CADRE`, `reach`")
@pytest.mark.fact("F070", "驻村工作队等", carries="`OutreachActor.STATIONED_TEAM`, `OutreachActor.OTHER`, `reach`")
def test_village_cadres_and_stationed_teams_reach_people_each_in_their_own_number() -> None:
    january = Period(date(2023, 1, 1), date(2023, 2, 1))

    def told(actor: OutreachActor, day: int, reached: int) -> Outreach:
        return Outreach(actor=actor, on=date(2023, 1, day), village="托拖村", reached=reached)

    visits = [
        told(OutreachActor.STATIONED_TEAM, 9, 25),
        told(OutreachActor.VILLAGE_CADRE, 10, 40),
        told(OutreachActor.VILLAGE_CADRE, 31, 2),
        told(OutreachActor.OTHER, 31, 3),
        evolve(told(OutreachActor.STATIONED_TEAM, 9, 1000), on=date(2023, 2, 1)),
    ]
    assert reach(visits, january) == {
        OutreachActor.VILLAGE_CADRE: Count(42, Unit.PERSON_TIME),
        OutreachActor.STATIONED_TEAM: Count(25, Unit.PERSON_TIME),
        OutreachActor.OTHER: Count(3, Unit.PERSON_TIME),
    }
    with pytest.raises(lc.InvalidValue, match="must name the squad"):
        Outreach(actor=OutreachActor.SQUAD, on=date(2023, 1, 9), village="托拖村")


@pytest.mark.fact("F071", "下基层宣传岗位", carries="`Outreach.channel`, `Outreach.posts`, `not_told`")
def test_word_of_a_post_goes_down_to_the_villages_and_those_not_told_are_named(case: lc.Case) -> None:
    sewing, welding = PostId("J-07"), PostId("J-05")
    villages = {worker.village for worker in case.workers if worker.registered == LUSHUI and worker.village}
    first, second = sorted(villages)[:2]
    assembly = Outreach(
        actor=OutreachActor.VILLAGE_CADRE,
        on=date(2023, 1, 10),
        village=first,
        channel=OutreachChannel.VILLAGE_MEETING,
        posts=frozenset({sewing}),
        reached=60,
    )
    nobody_came = evolve(assembly, village=second, reached=0)
    assert not_told(villages, [assembly, nobody_came], sewing) == villages - {first}
    assert not_told(villages, [assembly], welding) == villages
    assert reach([assembly], Period(date(2023, 1, 1)), welding) == {}


@pytest.mark.fact("F072", "促进怒江地区劳动力转移就业", carries="`HiringIntent`, `conversion`, `FairFunnel`, FA-15")
def test_from_the_fair_to_work_each_step_counts_persons_and_an_intention_is_no_hire(case: lc.Case) -> None:
    fair, day = FairId("RF-16"), date(2023, 1, 17)

    def signs(worker: str, employer: str, hired: date | None = None) -> HiringIntent:
        return HiringIntent(
            fair=fair, worker=WorkerId(worker), employer=EmployerId(employer), signed_on=day, hired_on=hired
        )

    def works(worker: str, employer: str, start: date) -> TransferEmployment:
        return TransferEmployment(
            worker=WorkerId(worker),
            registered=LUSHUI,
            division=ZHUHAI,
            period=Period(start),
            employer=EmployerId(employer),
        )

    intents = [
        signs("W-1", "E-01"),
        signs("W-1", "E-02", day),
        signs("W-2", "E-01", day),
        signs("W-3", "E-01", day),
        signs("W-4", "E-01"),
    ]
    transfers = [
        works("W-1", "E-02", date(2023, 2, 7)),
        # Hired at the fair by one employer, at work with another; and at work with that employer before the fair only.
        works("W-2", "E-02", date(2023, 2, 7)),
        works("W-3", "E-01", date(2022, 2, 7)),
    ]
    funnel = conversion(FairFunnel(visitors=300), intents, transfers)
    assert funnel == FairFunnel(visitors=300, intents=4, hires=3, arrived=1)
    assert found(case, "FA-15", funnel) == []
    assert found(case, "FA-15", evolve(funnel, visitors=3)) == ["intents"]
    with pytest.raises(lc.InvalidValue, match="before the intention"):
        signs("W-1", "E-01", day - timedelta(days=1))


@pytest.mark.fact("F073", "两年新增转移到珠海就业共2369人", carries="`TransferEmployment`, `new_transfers`")
def test_new_transfers_are_persons_whose_first_work_in_zhuhai_began_in_the_two_years() -> None:
    def works(number: int, start: date, division: str = "440404") -> TransferEmployment:
        return TransferEmployment(
            worker=WorkerId(f"W-{number}"),
            registered=LUSHUI,
            division=DivisionCode(division),
            period=Period(start, start + timedelta(days=200)),
        )

    new = [works(number, date(2021, 1, 1) + timedelta(days=number % 730)) for number in range(2369)]
    came_back = [evolve(spell, period=Period(date(2022, 12, 31))) for spell in new[:600]]
    had_been_there = [works(number, date(2020, 6, 1)) for number in range(3000, 3100)]
    returned = [works(number, date(2022, 2, 10)) for number in range(3000, 3100)]
    went_elsewhere = [works(number, date(2021, 5, 1), "440300") for number in range(5000, 5050)]
    too_late = [works(6000, date(2023, 1, 1))]
    everything = [*came_back, *new, *returned, *had_been_there, *went_elsewhere, *too_late]
    assert Figure(Count(2369, Unit.PERSON)).holds(new_transfers(everything, ZHUHAI, TWO_YEARS))
    assert new_transfers(returned, ZHUHAI, TWO_YEARS) == Count(100, Unit.PERSON)  # without the records before 2021
