"""The article's fourth line of work, 推岗: those who were trained are recommended to posts (F109 to F122)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import (
    Commitment,
    CommitmentKind,
    FigureClaim,
    FigureRow,
    Pairing,
    Pillar,
    PolicyGoal,
    Programme,
    by_pillar,
)
from laborcoop.employers import EmployerLabel
from laborcoop.kernel.counts import Count, Figure, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.people import Flag, FlagKind
from laborcoop.training import (
    AidEnd,
    GraduateOffers,
    Recommendation,
    StudentAid,
    StudentAidId,
    TrainingPlacement,
    TrainingProgramme,
    TrainingSchool,
)

NUJIANG, ZHUHAI = DivisionCode("533300"), DivisionCode("440400")
DAY = timedelta(days=1)
PAIRED = Pairing(sending=NUJIANG, receiving=ZHUHAI, period=Period(date(2017, 1, 1), date(2021, 7, 1)))
"""The pairing of the example as if it had ended: what it promised its students goes on."""

SIZES = (60, 52, 37, 13)
"""162 students at four schools; the article gives the sum."""


def found(case: lc.Case, code: str, subject: object, on: date | None = None) -> list[lc.Finding]:
    judged = case.book.judge(subject, "S-1", on=on or case.on)
    return [finding for finding in judged if finding.rule == code]


def paths(case: lc.Case, code: str, subject: object) -> list[str]:
    return [finding.path for finding in found(case, code, subject)]


def place(worker: WorkerId, school: int, enrolled_on: date) -> TrainingPlacement:
    return TrainingPlacement(
        id=PlacementId(f"PL-{worker}-{enrolled_on:%Y}"),
        worker=worker,
        school=SchoolId(f"SC-{school}"),
        programme="工业机器人",
        enrolled_on=enrolled_on,
    )


@pytest.fixture(scope="module")
def training(case: lc.Case) -> TrainingProgramme:
    """Four schools of Zhuhai; 162 of the example's people as the cohort of 2022, thirty others as that of 2021."""
    students = sorted(case.workers, key=lambda worker: worker.id)[: sum(SIZES) + 30]
    ids = [student.id for student in students]
    school_of = [number for number, size in enumerate(SIZES) for _ in range(size)]
    cohort = [place(worker, school, date(2022, 9, 1)) for worker, school in zip(ids, school_of, strict=False)]
    before = [place(worker, 0, date(2021, 9, 1)) for worker in ids[sum(SIZES) :]]
    return TrainingProgramme(
        pairing=case.campaign.pairing,
        schools=tuple(
            TrainingSchool(id=SchoolId(f"SC-{i}"), name=Text(f"第{i}技工学校", f"school {i}"), division=ZHUHAI)
            for i in range(len(SIZES))
        ),
        students=tuple(students),
        placements=(*cohort, *before),
    )


def recruited(training: TrainingProgramme, year: int, goal: PolicyGoal) -> FigureClaim:
    return FigureClaim(
        title=Text("招收怒江籍学生", "students of Nujiang enrolled"),
        figure=Figure(training.recruited_in_all(year)),
        window=Period(date(year, 1, 1), date(year + 1, 1, 1)),
        definition="enrolled",
        rows=tuple(FigureRow("placements", one.worker, one.enrolled_on) for one in training.cohort(year)),
        pillar=Pillar.RECOMMEND,
        goals=frozenset({goal}),
    )


@pytest.mark.fact("F109", "开展技工教育帮扶，技能扶贫“推岗”", carries="`Pillar.RECOMMEND`, `by_pillar`")
def test_the_students_enrolled_stand_under_trained_and_recommended(training: TrainingProgramme) -> None:
    students = recruited(training, 2022, PolicyGoal.EDUCATION_FIRST)
    carried = FigureClaim(
        title=Text("输送", "carried"), figure=Figure(Count(997, Unit.PERSON)), pillar=Pillar.RETURN_TO_POST
    )
    report = by_pillar([students, carried])
    assert Pillar.RECOMMEND.label.zh == "推岗"
    assert report[Pillar.RECOMMEND] == (students,)
    assert list(report)[-1] is Pillar.RECOMMEND


@pytest.mark.fact("F110", "人才引领发展的战略地位", carries="`PolicyGoal.TALENT_FIRST`, `Programme.unserved`")
@pytest.mark.fact("F111", "“教育优先，技能为本”帮扶理念", carries="`PolicyGoal.EDUCATION_FIRST`, `Programme.unserved`")
def test_a_goal_of_the_training_is_unserved_until_a_figure_measures_it(
    case: lc.Case, training: TrainingProgramme
) -> None:
    talent, education = PolicyGoal.TALENT_FIRST, PolicyGoal.EDUCATION_FIRST
    assert (talent.label.zh, education.label.zh) == ("人才引领发展的战略地位", "教育优先，技能为本")
    programme = Programme(
        name=Text("珠海怒江劳务协作", "labour cooperation of Zhuhai and Nujiang"),
        slogan=Text("江海情", "River and Sea"),
        pairings=(case.campaign.pairing,),
        goals=frozenset({talent, education}),
    )
    assert programme.unserved([], case.on) == {talent, education}
    assert programme.unserved([recruited(training, 2022, education)], case.on) == {talent}
    assert programme.unserved([recruited(training, 2022, talent)], case.on) == {education}


@pytest.mark.fact(
    "F112", "继续开展对口怒江州技工教育帮扶工作", carries="`TrainingProgramme.years_without`, `Commitment`, CO-03"
)
def test_technical_education_goes_on_cohort_after_cohort_and_its_term_is_renewed(
    case: lc.Case, training: TrainingProgramme
) -> None:
    assert training.years_without(2021, 2022) == ()
    assert training.years_without(2020, 2023) == (2020, 2023)
    first, second = Period(date(2021, 9, 1), date(2022, 9, 1)), Period(date(2022, 9, 1), date(2024, 9, 1))
    education = Commitment(kind=CommitmentKind.TECHNICAL_EDUCATION, by=ZHUHAI, terms=(first, second))
    assert found(case, "CO-03", education) == []
    lapsed = evolve(education, terms=(first, evolve(second, start=date(2022, 10, 1))))
    [gap] = found(case, "CO-03", lapsed)
    assert "from 2022-09-01 to before 2022-10-01" in gap.message.en


@pytest.mark.fact("F113", "今年", carries="`TrainingProgramme.cohort`, `FigureClaim.window`, IN-07")
def test_this_years_students_are_those_enrolled_in_its_calendar_year(
    case: lc.Case, training: TrainingProgramme
) -> None:
    assert {one.enrolled_on.year for one in training.cohort(2022)} == {2022}
    assert len(training.cohort(2021)) == 30
    worker = training.students[0].id
    edges = [
        place(worker, 0, date(2022, 1, 1)),
        place(worker, 1, date(2022, 12, 31)),
        place(worker, 2, date(2023, 1, 1)),
    ]
    renamed = [evolve(one, id=PlacementId(f"PL-{i}")) for i, one in enumerate(edges)]
    assert evolve(training, placements=tuple(renamed)).cohort(2022) == tuple(renamed[:2])
    claim = recruited(training, 2022, PolicyGoal.EDUCATION_FIRST)
    assert paths(case, "IN-07", claim) == []
    last_year = recruited(training, 2021, PolicyGoal.EDUCATION_FIRST)
    assert paths(case, "IN-07", evolve(claim, rows=last_year.rows)) == ["rows"]


@pytest.mark.fact("F114", "我市各技工院校", carries="`TrainingSchool`, `TrainingProgramme.recruited`")
@pytest.mark.fact("F115", "共招收怒江籍学生162人", carries="`TrainingProgramme.recruited_in_all`, `Count`")
def test_the_schools_of_zhuhai_enrolled_162_persons_registered_in_nujiang(training: TrainingProgramme) -> None:
    by_school = training.recruited(2022)
    assert [count.value for count in by_school.values()] == list(SIZES)
    assert all(school.division.within(ZHUHAI) for school in training.schools)
    said = Figure(Count(162, Unit.PERSON))
    assert said.holds(training.recruited_in_all(2022))
    # A student of another registration is taught too, and is none of the 162.
    first, *others = training.students
    of_zhuhai = evolve(first, registered=DivisionCode("440402"))
    assert evolve(training, students=(of_zhuhai, *others)).recruited_in_all(2022) == Count(161, Unit.PERSON)
    # One who changed school is at two schools and one person.
    again = evolve(place(first.id, 3, date(2022, 10, 8)), id=PlacementId("PL-again"))
    moved = evolve(training, placements=(*training.placements, again))
    assert sum(count.value for count in moved.recruited(2022).values()) == 163
    assert said.holds(moved.recruited_in_all(2022))
    with pytest.raises(lc.InvalidValue, match="receiving region"):
        evolve(training, schools=(*training.schools[1:], evolve(training.schools[0], division=NUJIANG)))


POOR_ON = date(2021, 12, 31)
PAID = date(2022, 10, 8)


def aid(student: lc.Worker, enrolled_on: date = date(2020, 9, 1), left_on: date | None = None) -> StudentAid:
    """Aid paid on 8 October 2022 to a student whom the register had as out of poverty at the end of 2021."""
    flag = Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=POOR_ON, source="register")
    return StudentAid(
        id=StudentAidId(f"A-{student.id}"),
        student=evolve(student, flags=(flag,)),
        placement=evolve(place(student.id, 1, enrolled_on), left_on=left_on),
        pairing=PAIRED,
        paid_on=(PAID,),
    )


@pytest.mark.fact("F116", "提供后续经费支持", carries="`StudentAid.due_on`, `StudentAid.payable`, `StudentAid.pay`")
def test_funding_follows_a_schedule_of_payment_and_what_is_due_is_paid_once(training: TrainingProgramme) -> None:
    terms = (date(2021, 10, 8), date(2022, 3, 8), PAID)
    funded = evolve(aid(training.students[0], enrolled_on=date(2020, 9, 1)), due_on=terms, paid_on=())
    assert funded.payable(terms[0] - DAY) == ()
    assert funded.payable(PAID) == terms
    paid = funded.pay(PAID).pay(PAID)
    assert paid.payable(PAID) == (PAID,)
    assert paid.pay(PAID).payable(PAID + DAY) == ()
    # Who has left, whose aid is suspended or has ended, is paid nothing more.
    gone = evolve(paid, placement=paid.placement.leave(PAID))
    assert gone.payable(PAID) == ()
    suspended = paid.suspend(PAID + DAY)
    assert suspended.payable(PAID + DAY) == ()
    assert suspended.resume(PAID + 2 * DAY).payable(PAID + 2 * DAY) == (PAID,)
    assert paid.stop(PAID, AidEnd.DECLINED).payable(PAID) == ()


@pytest.mark.fact("F117", "怒江籍脱贫学生", carries="`Flag.as_of`, `Worker.registered`, TP-11")
def test_aid_is_for_students_recorded_as_out_of_poverty_by_the_day_of_payment(
    case: lc.Case, training: TrainingProgramme
) -> None:
    student = training.students[0]
    granted = aid(student)
    assert paths(case, "TP-11", granted) == []
    recorded_later = Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=PAID + DAY, source="register")
    for flags in ((), (recorded_later,), (Flag(kind=FlagKind.RELOCATED, as_of=POOR_ON, source="register"),)):
        assert paths(case, "TP-11", evolve(granted, student=evolve(student, flags=flags))) == ["student.flags"]
    of_zhuhai = evolve(granted.student, registered=DivisionCode("440402"))
    assert paths(case, "TP-11", evolve(granted, student=of_zhuhai)) == ["student.registered"]


@pytest.mark.fact("F118", "仍在各院校就读", carries="`TrainingPlacement.enrolled`, TP-11")
def test_aid_stops_with_the_day_on_which_the_student_leaves(case: lc.Case, training: TrainingProgramme) -> None:
    student = training.students[0]
    assert paths(case, "TP-11", aid(student, left_on=PAID + DAY)) == []
    assert paths(case, "TP-11", aid(student, left_on=PAID)) == ["placement"]


@pytest.mark.fact("F119", "对口帮扶期间", carries="`StudentAid.pairing`, `Pairing.period`, TP-11")
def test_who_was_enrolled_in_the_time_of_the_pairing_is_aided_after_its_end(
    case: lc.Case, training: TrainingProgramme
) -> None:
    student, end = training.students[0], PAIRED.period.end
    assert end is not None
    assert end < PAID
    assert paths(case, "TP-11", aid(student, enrolled_on=end - DAY)) == []
    assert paths(case, "TP-11", aid(student, enrolled_on=end)) == ["placement.enrolled_on"]
    assert paths(case, "TP-11", aid(student, enrolled_on=PAIRED.period.start - DAY)) == ["placement.enrolled_on"]


GRADUATED = date(2023, 7, 1)
GRADUATE = evolve(place(WorkerId("W-0001"), 1, date(2020, 9, 1)), graduated_on=GRADUATED)


def offers(case: lc.Case, *recommendations: Recommendation) -> GraduateOffers:
    """A graduate's recommendations against the example's list of quality employers, as of 2023."""
    quality = {
        employer.id: (Period(date(2023, 1, 1), date(2024, 1, 1)),)
        for employer in case.employers
        if EmployerLabel.QUALITY in employer.labels
    }
    return GraduateOffers(placement=evolve(GRADUATE, recommendations=recommendations), quality=quality)


QUALITY, KEY_ONLY, ABSORBER = EmployerId("E-04"), EmployerId("E-02"), EmployerId("E-01")


@pytest.mark.fact(
    "F120", "学生毕业后", carries="`TrainingPlacement.graduated_on`, `TrainingPlacement.recommend`, TP-15"
)
def test_nobody_is_recommended_before_graduation(case: lc.Case) -> None:
    student = evolve(GRADUATE, graduated_on=None)
    for early in (student, GRADUATE):
        with pytest.raises(lc.IllegalTransition):
            early.recommend(QUALITY, GRADUATED - DAY)
    assert GRADUATE.recommend(QUALITY, GRADUATED).recommendations[0].on == GRADUATED
    # One that somebody wrote down all the same is found.
    too_early = offers(case, Recommendation(employer=QUALITY, on=GRADUATED - DAY))
    assert paths(case, "TP-15", too_early) == ["placement.recommendations[0].on"]


@pytest.mark.fact("F121", "推荐就业", carries="`TrainingPlacement.decline`, `GraduateOffers.pressed`, TP-15")
def test_a_recommendation_is_an_offer_that_the_graduate_may_decline(case: lc.Case) -> None:
    offered = GRADUATE.recommend(QUALITY, GRADUATED)
    assert [offer.accepted for offer in offered.recommendations] == [None]
    again = offered.decline(QUALITY, GRADUATED + DAY).recommend(EmployerId("E-10"), GRADUATED + DAY)
    assert [offer.accepted for offer in again.recommendations] == [False, None]
    assert paths(case, "TP-15", offers(case, *again.recommendations)) == []
    taken = again.accept(EmployerId("E-10"), GRADUATED + 2 * DAY)
    with pytest.raises(lc.IllegalTransition):
        taken.recommend(QUALITY, GRADUATED + 3 * DAY)
    assert paths(case, "TP-15", evolve(offers(case, *again.recommendations), pressed=True)) == ["pressed"]


@pytest.mark.fact("F122", "推荐到珠海市优质企业", carries="`EmployerLabel.QUALITY`, `GraduateOffers.listed`, TP-15")
def test_a_quality_employer_is_another_thing_than_a_key_one_or_one_with_many_workers(case: lc.Case) -> None:
    labels = {employer.id: employer.labels for employer in case.employers}
    assert labels[QUALITY] == {EmployerLabel.QUALITY, EmployerLabel.KEY}
    assert labels[KEY_ONLY] == {EmployerLabel.KEY}
    assert labels[ABSORBER] == {EmployerLabel.KEY, EmployerLabel.MAJOR_ABSORBER}

    def recommended(employer: EmployerId, on: date = GRADUATED) -> list[str]:
        return paths(case, "TP-15", offers(case, Recommendation(employer=employer, on=on)))

    assert recommended(QUALITY) == []
    assert recommended(QUALITY, date(2024, 1, 1)) == ["placement.recommendations[0].employer"]
    assert recommended(KEY_ONLY) == ["placement.recommendations[0].employer"]
    assert recommended(ABSORBER) == ["placement.recommendations[0].employer"]
