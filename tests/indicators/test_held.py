"""Claims and aid held against the case's own records: what these do not bear out is to be checked, and why is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.cooperation import (
    EmployerSubsidyClaim,
    EmployerSubsidyKind,
    Pairing,
    SubsidyClaim,
    SubsidyClaimId,
    SubsidyKind,
    SubsidyLedger,
    TransferEmployment,
    WorkScope,
)
from laborcoop.exchange.report.tables import tables
from laborcoop.indicators import Disclosure, SubsidyReview, measure, review_aid, review_subsidies, year_end_report
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.planning.verification.notices import notices
from laborcoop.rulebook import Findings
from laborcoop.rulebook.finding import Waiver
from laborcoop.testing.programme import synthetic_number
from laborcoop.training import (
    StudentAid,
    StudentAidId,
    TrainingPlacement,
    TrainingProgramme,
    TrainingSchool,
)

CountedCase = Callable[..., lc.Case]
Spell = Callable[..., TransferEmployment]

LUSHUI, LANPING, NUJIANG = (lc.DivisionCode(code) for code in ("533301", "533325", "533300"))
ZHUHAI, KUNMING, SICHUAN, GUIZHOU = (lc.DivisionCode(code) for code in ("440400", "530100", "510000", "520000"))
POOR = (Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=date(2022, 12, 31), source="x"),)
SINCE_MARCH = (date(2020, 3, 1),)


def claim(name: str = "A", **changed: Any) -> SubsidyClaim:
    """A claim by the text of Yunnan for 2020, of a worker of Lushui, against which nothing stands."""
    sound = SubsidyClaim(
        id=SubsidyClaimId(name),
        kind=SubsidyKind.TRAVEL,
        worker=WorkerId("W-000"),
        payer=LUSHUI,
        year=2020,
        claimed_on=date(2020, 9, 1),
        amount=Decimal(1000),
        scope=WorkScope.OUT_OF_PROVINCE,
        employed=(Period(date(2020, 3, 1)),),
        out_of_poverty=True,
        income_proof=True,
        trip_was_free=False,
    )
    return evolve(sound, **changed)


def hiring(name: str = "A", **changed: Any) -> EmployerSubsidyClaim:
    """An employer's claim in Zhuhai in 2022 against which nothing stands."""
    sound = EmployerSubsidyClaim(
        id=SubsidyClaimId(name),
        kind=EmployerSubsidyKind.HIRING,
        employer=EmployerId("E-1"),
        worker=WorkerId("W-000"),
        registered=LUSHUI,
        payer=ZHUHAI,
        paired=frozenset({NUJIANG}),
        out_of_poverty=True,
        contract=Period(date(2022, 1, 1), date(2023, 1, 1)),
        insured_since=date(2022, 1, 1),
        applied_on=date(2022, 9, 1),
    )
    return evolve(sound, **changed)


@pytest.fixture
def known(counted: CountedCase, five: lc.Case, spell: Spell) -> CountedCase:
    """The case whose workers are out of poverty but the third, and where somebody else's work is recorded."""
    marked = [evolve(one, flags=() if one.id == "W-002" else POOR) for one in five.workers]

    def build(*records: Record, **changed: Any) -> lc.Case:
        other = spell(five.workers[4], date(2019, 1, 1))
        return counted(*records, other, **{"workers": tuple(marked), **changed})

    return build


def decided(review: SubsidyReview) -> tuple[str, str]:
    """What was decided of the one claim, and the reasons."""
    (one,) = review.claims
    return one.verdict.en, "\n".join(why.en for why in one.why())


# Of a spell in the table below: first day, last day, division, whether it was organised.
UNLESS_SAID = (None, None, lc.DivisionCode("440404"), None)
JOB: dict[str, Any] = {"kind": SubsidyKind.JOB_SEEKING, "organised": True}

OF_WORKERS: list[tuple[str, dict[str, Any], list[Any], str]] = [
    ("as the claim says", {}, [SINCE_MARCH], ""),
    ("other days, and long enough", {}, [(date(2020, 5, 20), date(2020, 8, 25))], ""),
    ("three months and a break let pass", {}, [(date(2020, 3, 1), date(2020, 5, 1)), (date(2020, 5, 1), None)], ""),
    (
        "41 days",
        {},
        [(date(2020, 5, 23), date(2020, 7, 3))],
        (
            r"^PL-27 the records of the case do not bear the claim out: record 2 \(transfer-employment W-000\) "
            r"has W-000 in post from 2020-05-23, left on 2020-07-03 \(440404 at E-1\); by them SB-02 travel aid "
            r"of 533301 for 2020: not 3 months in post$"
        ),
    ),
    ("before the year alone", {}, [(date(2018, 5, 23), date(2019, 7, 3))], "SB-02 .* no day of 3 months in post lies"),
    (
        "before the year, and four days of it",
        {},
        [(date(2018, 5, 23), date(2019, 7, 3)), (date(2020, 5, 1), date(2020, 5, 5))],
        "SB-02 .* no day of 3 months in post lies",
    ),
    ("after the claim alone", {}, [(date(2020, 10, 1), None)], "since 2020-10-01 .* not 3 months in post"),
    ("none", {}, [], "they have no spell of work of W-000; by them SB-02 .* the time in post is not recorded; SB-02 "),
    ("none, and the claim says none", {"employed": None, "scope": None}, [], "SB-02 travel aid .* not recorded"),
    ("nearer home", {}, [(*SINCE_MARCH, None, KUNMING)], r"\(530100 at E-1\); .* 1000 yuan, and 500 are the most"),
    ("nearer home as well", {}, [SINCE_MARCH, (*SINCE_MARCH, None, KUNMING)], ""),
    (
        "long nearer home, far away for a month",
        {},
        [(date(2020, 1, 1), date(2020, 8, 1), KUNMING), (date(2020, 8, 1), date(2020, 9, 1))],
        "530100.*440404.*not 3 months in post",
    ),
    ("not poor", {"worker": WorkerId("W-002")}, [SINCE_MARCH], "does not mark W-002 as out of poverty; by them SB-01 "),
    (
        "another county's",
        {"payer": LANPING},
        [SINCE_MARCH],
        "worker W-000 has W-000 registered in 533301; by them no text",
    ),
    ("the prefecture's", {"payer": NUJIANG}, [SINCE_MARCH], ""),
    ("organised", JOB, [SINCE_MARCH], ""),
    ("not organised", JOB, [(*SINCE_MARCH, None, ZHUHAI, False)], "SB-09 .* the way was organised is not recorded"),
    ("organised once", JOB, [SINCE_MARCH, (*SINCE_MARCH, None, ZHUHAI, False)], ""),
    ("not said how, and no work", JOB, [], "they have no spell of work of W-000; by them SB-09 "),
]


@pytest.mark.parametrize(
    ("changed", "spells", "says"), [row[1:] for row in OF_WORKERS], ids=[row[0] for row in OF_WORKERS]
)
def test_a_workers_claim_is_held_against_the_spells_the_marks_and_the_registration(
    known: CountedCase, five: lc.Case, spell: Spell, changed: dict[str, Any], spells: list[Any], says: str
) -> None:
    one = claim(**changed)
    worker = next(each for each in five.workers if each.id == one.worker)
    rows = [(*row, *UNLESS_SAID[len(row) :]) for row in spells]
    case = known(one, *(spell(worker, start, end, place, organised=how) for start, end, place, how in rows))
    verdict, why = decided(review_subsidies(case))
    assert verdict == ("to be checked" if says else "eligible")
    assert_says(why, says)
    figures = measure(case, since=date(2020, 1, 1))
    assert figures["claims_eligible"].count.value == (not says)
    assert figures["claims_amount_eligible"].count.value == (0 if says else 100000)


def assert_says(why: str, words: str) -> None:
    assert re.search(words, why) if words else why == ""


AT: dict[str, dict[str, Any]] = {"E-1": {}, "E-2": {"employer": EmployerId("E-2")}, "somewhere": {"employer": None}}
YEAR = Period(date(2021, 12, 1))

OF_EMPLOYERS: list[tuple[str, dict[str, Any], list[tuple[str, Period]], str]] = [
    ("as the claim says", {}, [("E-1", YEAR)], ""),
    ("somewhere", {}, [("somewhere", YEAR)], ""),
    ("some days later", {}, [("E-1", Period(date(2022, 1, 20)))], ""),
    (
        "at another",
        {},
        [("E-2", YEAR)],
        r"since 2021-12-01 \(440404 at E-2\); by them W-000 was not in post with E-1 on",
    ),
    ("at another, sent by an agency", {"dispatch_firm": True}, [("E-2", YEAR)], ""),
    ("nowhere", {}, [], "they have no spell of work of W-000; by them W-000 was not in post with E-1 on 2022-09-01"),
    (
        "for 41 days",
        {},
        [("E-1", Period(date(2022, 5, 23), date(2022, 7, 3)))],
        "was not in post with E-1 on 2022-09-01",
    ),
    ("since July", {}, [("E-1", Period(date(2022, 7, 1)))], "since 2022-07-01 .* SB-07 .* insured for under 6 months"),
    (
        "in two spells without a day between",
        {},
        [("E-1", Period(date(2022, 7, 1))), ("E-1", Period(date(2021, 12, 1), date(2022, 7, 1)))],
        "",
    ),
    (
        "again after a break",
        {},
        [("E-1", Period(date(2022, 7, 1))), ("E-1", Period(date(2021, 12, 1), date(2022, 6, 1)))],
        "insured for under 6",
    ),
    (
        "until the contract ended",
        {"contract": Period(date(2021, 1, 1), date(2022, 8, 1))},
        [("E-1", Period(date(2021, 1, 1), date(2022, 8, 1)))],
        "",
    ),
    ("a contract to come", {"contract": Period(date(2022, 10, 1), date(2023, 10, 1))}, [], ""),
    (
        "a contract without an end",
        {"contract": Period(date(2022, 1, 1))},
        [("E-2", YEAR)],
        "not in post with E-1 on 2022-09-01",
    ),
    (
        "an employer that is not there",
        {"employer": EmployerId("E-9")},
        [("somewhere", YEAR)],
        "they have no employer E-9; ",
    ),
    ("not poor", {"worker": WorkerId("W-002")}, [("E-1", YEAR)], "does not mark W-002 .* SB-07 .* is not recorded"),
]


@pytest.mark.parametrize(
    ("changed", "spells", "says"), [row[1:] for row in OF_EMPLOYERS], ids=[row[0] for row in OF_EMPLOYERS]
)
def test_an_employers_claim_is_held_against_who_worked_there_and_since_when(
    known: CountedCase, spell: Spell, changed: dict[str, Any], spells: list[tuple[str, Period]], says: str
) -> None:
    one = hiring(**changed)
    work = [evolve(spell(one.worker, each.start, each.end), **AT[at]) for at, each in spells]
    verdict, why = decided(review_subsidies(known(one, *work)))
    assert verdict == ("to be checked" if says else "eligible")
    assert_says(why, says)


@pytest.mark.parametrize(
    ("home", "since", "says"),
    [
        (LANPING, LUSHUI, ""),
        (NUJIANG, LUSHUI, ""),
        (
            SICHUAN,
            SICHUAN,
            "worker W-000 has W-000 registered in 510000; by them SB-07 .* neither the province nor a paired",
        ),
        (SICHUAN, GUIZHOU, "worker W-000 has W-000 registered in 510000; by them SB-07 "),
        (SICHUAN, LUSHUI, ""),
    ],
    ids=[
        "in the paired region too",
        "known to the prefecture",
        "elsewhere",
        "elsewhere twice",
        "moved, and of Lushui when work began",
    ],
)
def test_an_employers_claim_is_held_against_where_the_worker_is_registered(
    known: CountedCase, five: lc.Case, spell: Spell, home: lc.DivisionCode, since: lc.DivisionCode, says: str
) -> None:
    first, *others = five.workers
    case = known(
        hiring(),
        evolve(spell("W-000", date(2021, 12, 1)), registered=since),
        workers=(evolve(first, registered=home, flags=POOR), *others),
    )
    verdict, why = decided(review_subsidies(case))
    assert verdict == ("to be checked" if says else "eligible")
    assert_says(why, says)


@pytest.mark.parametrize(("home", "verdict"), [(NUJIANG, "eligible"), (LANPING, "to be checked")])
def test_a_county_pays_for_those_of_whom_the_prefecture_alone_is_known(
    known: CountedCase, five: lc.Case, spell: Spell, home: lc.DivisionCode, verdict: str
) -> None:
    first, *others = five.workers
    moved = evolve(first, registered=home, flags=POOR)
    case = known(claim(), spell(moved, *SINCE_MARCH), workers=(moved, *others))
    assert decided(review_subsidies(case))[0] == verdict


def test_the_region_that_people_go_to_may_pay_for_them_wherever_they_are_registered(
    known: CountedCase, five: lc.Case, spell: Spell
) -> None:
    case = known(claim(payer=ZHUHAI), spell(five.workers[0], *SINCE_MARCH))
    verdict, why = decided(review_subsidies(case))
    assert (verdict, why.partition(" ")[0]) == ("to be checked", "SB-10")


def test_what_the_records_say_is_no_refusal_and_can_be_waived(known: CountedCase, five: lc.Case, spell: Spell) -> None:
    short = spell(five.workers[0], date(2020, 5, 23), date(2020, 7, 3))
    (one,) = review_subsidies(known(claim(), short)).to_check()
    (said,) = one.findings
    assert (said.rule, said.kind, said.path, one.barred_by()) == ("PL-27", "subsidy-claim", "employed", frozenset())
    for words in (
        "案例记录与申请不符",
        "登记 W-000 自 2020-05-23 在岗，2020-07-03 离岗（440404、E-1）",
        "稳定就业不满 3 个月",
    ):
        assert words in said.message.zh
    assert "由人工核对" in said.render("zh")
    waiver = Waiver(rule="PL-27", subject="A", by="x", why="seen", until=date(2099, 1, 1))
    assert decided(review_subsidies(known(claim(), short, waivers=(waiver,)))) == ("eligible", "")


WAIVED: dict[str, Any] = {"by": "x", "why": "seen", "until": date(2099, 1, 1)}


@pytest.mark.parametrize(
    ("rule", "subject", "told"),
    [
        ("PL-27", "A", False),
        ("PL-05", "A", False),
        ("SB-05", "C", False),
        ("PL-27", "ZZ", True),
        ("SB-02", "A", True),
        ("PL-05", "W-000", True),
    ],
)
def test_whether_a_waiver_is_used_that_only_the_review_of_claims_can_tell_the_check_does_not_say(
    known: CountedCase, rule: str, subject: str, *, told: bool
) -> None:
    waiver = Waiver(rule=rule, subject=subject, **WAIVED)
    case = known(claim(), SubsidyLedger(claims=(claim("C"),), employer_claims=(hiring("D"),)), waivers=(waiver,))
    assert [found.subject for found in lc.check(case) if found.rule == "PL-01"] == [subject] * told
    assert [notice for notice in notices(case, (), ()) if notice[0] == "PL-01"] == [("PL-01", "", subject)] * told


def test_a_claim_that_a_rule_bars_stays_refused_by_that_rule(known: CountedCase, five: lc.Case, spell: Spell) -> None:
    short = spell(five.workers[0], date(2020, 5, 23), date(2020, 7, 3))
    case = known(claim(amount=Decimal(1001)), short)
    verdict, why = decided(review_subsidies(case))
    assert verdict == "refused"
    assert why == "SB-02 travel aid of 533301 for 2020: 1001 yuan, and 1000 are the most"
    assert year_end_report(case, since=date(2020, 1, 1), findings=Findings(())).findings == Findings(())


@pytest.mark.parametrize(
    ("recorded", "told"),
    [((date(2020, 3, 1), None), True), ((date(2020, 7, 20), date(2020, 8, 25)), False), (None, False)],
)
def test_a_refusal_for_too_short_a_time_in_post_tells_of_a_longer_one_on_record(
    known: CountedCase, five: lc.Case, spell: Spell, recorded: tuple[date, date | None] | None, *, told: bool
) -> None:
    short = claim(employed=(Period(date(2020, 7, 20), date(2020, 8, 20)),))
    review = review_subsidies(known(short, *([spell(five.workers[0], *recorded)] if recorded else ())))
    verdict, why = decided(review)
    assert verdict == "refused", "the records change no decision"
    first, *beside = why.split("\n")
    assert first == "SB-02 travel aid of 533301 for 2020: not 3 months in post"
    assert len(beside) == told
    if told:
        assert "has W-000 in post since 2020-03-01" in beside[0]
        assert "by them this would not stand: SB-02 " in beside[0]
    assert review.contradicted() == ()


def test_the_report_tells_of_open_claims_that_the_records_do_not_bear_out(known: CountedCase) -> None:
    report = year_end_report(known(claim(), claim("B", payer=LANPING)), since=date(2020, 1, 1), findings=Findings(()))
    assert {(said.rule, said.subject) for said in report.findings} == {("PL-27", "A")}
    assert [one.claim.id for one in report.subsidies.doubles()] == ["B"]


SPELLS_UNHELD, POOR_UNHELD = "spells of work (time and place of work, employer)", "who is out of poverty"


@pytest.mark.parametrize(
    ("claims", "changed", "names"),
    [
        ((claim(), claim("B", worker=WorkerId("W-001"))), {}, [SPELLS_UNHELD, POOR_UNHELD]),
        ((hiring(),), {}, [SPELLS_UNHELD, POOR_UNHELD]),
        ((hiring(out_of_poverty=None),), {"employers": ()}, [SPELLS_UNHELD, "employers"]),
        ((), {}, []),
    ],
    ids=["of workers", "of an employer", "of nobody known", "none"],
)
def test_what_the_case_has_no_records_of_is_held_against_nothing_and_that_is_said_once(
    counted: CountedCase, claims: tuple[Record, ...], changed: dict[str, Any], names: list[str]
) -> None:
    review = review_subsidies(counted(*claims, **changed))
    assert [each.en for each in review.unheld] == names
    assert not any(said.rule == "PL-27" for one in review.claims for said in one.findings)
    shown = review._repr_html_()
    assert shown.count("the case has no records of the following") == bool(names)
    assert all(shown.count(name) == 1 for name in names)


def test_the_report_says_above_its_subsidies_what_was_held_against_nothing(
    counted: CountedCase, known: CountedCase, five: lc.Case, spell: Spell
) -> None:
    def above(case: lc.Case) -> str:
        report = year_end_report(case, since=date(2020, 1, 1), findings=Findings(()))
        (subsidies,) = [one for one in tables(Disclosure.of(report)) if one.id == "subsidies"]
        return subsidies.lead.zh

    assert "案例中没有以下记录，补贴申请所写未经核对：务工经历（在岗时间、地点、用人单位）、脱贫人口标识" in above(
        counted(claim())
    )
    assert "未经核对" not in above(known(claim(), spell(five.workers[0], *SINCE_MARCH)))


DAYS = st.dates(date(2019, 6, 1), date(2021, 3, 1))
SPELLS = st.lists(st.tuples(DAYS, st.none() | st.integers(1, 300)), max_size=4)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SPELLS)
def test_a_claim_is_eligible_only_where_it_would_be_with_the_spells_of_the_records(
    known: CountedCase, counted: CountedCase, five: lc.Case, spell: Spell, drawn: list[tuple[date, int | None]]
) -> None:
    periods = [
        Period(start, None if days is None else date.fromordinal(start.toordinal() + days)) for start, days in drawn
    ]
    work = [spell(five.workers[0], each.start, each.end) for each in periods]
    beside = review_subsidies(known(claim(), *work))
    alone = review_subsidies(counted(claim(employed=tuple(periods))))
    assert bool(beside.eligible()) == bool(alone.eligible())
    assert not beside.refused()
    itself = review_subsidies(known(claim(employed=tuple(periods)), *work))
    assert [said.rule for one in itself.claims for said in one.findings if said.rule == "PL-27"] == (
        [] if periods else ["PL-27"]
    )


def number(serial: int) -> ResidentNumber:
    """A number that nobody else of the case has: who has another's number and name is that person."""
    return synthetic_number(serial, date(1990, 1, 1), Sex.MALE)


def aid_of(student: Worker, **changed: Any) -> StudentAid:
    """Aid against which nothing stands on 1 September 2022."""
    placement = TrainingPlacement(
        id=PlacementId("TP-1"),
        worker=student.id,
        school=SchoolId("S-1"),
        programme="焊接",
        enrolled_on=date(2021, 9, 1),
    )
    sound = StudentAid(
        id=StudentAidId("AID-1"),
        student=evolve(student, flags=(evolve(POOR[0], as_of=date(2020, 12, 31)),)),
        placement=placement,
        pairing=Pairing(sending=NUJIANG, receiving=ZHUHAI, period=Period(date(2021, 1, 1))),
        due_on=(date(2022, 3, 1),),
    )
    return evolve(sound, **changed)


@pytest.mark.parametrize(
    ("says", "student", "placement", "why"),
    [
        ("as the aid says", {}, {}, []),
        ("not poor", {"flags": ()}, {}, [("is not recorded as out of poverty on that day", "placement TP-1")]),
        ("elsewhere", {"registered": SICHUAN}, {}, [("is not registered in the sending region", "placement TP-1")]),
        ("left", {}, {"left_on": date(2022, 2, 1)}, [("is not enrolled on that day", "placement TP-1")]),
        (
            "earlier",
            {},
            {"enrolled_on": date(2020, 9, 1)},
            [("was not enrolled in the time of the pairing", "placement TP-1")],
        ),
        ("another school", {}, {"id": PlacementId("TP-2")}, [("the case does not have the enrolment", "")]),
        (
            "another id",
            {"id": WorkerId("T-2"), "number": number(92)},
            {"worker": WorkerId("T-2")},
            [("the case does not have the student", ""), ("the case does not have the enrolment", "")],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_aid_is_held_against_the_students_and_enrolments_of_the_case(
    counted: CountedCase,
    five: lc.Case,
    says: str,
    student: dict[str, Any],
    placement: dict[str, Any],
    why: list[tuple[str, str]],
) -> None:
    given_aid = aid_of(evolve(five.workers[0], id=WorkerId("T-1"), number=number(91)))
    programme = TrainingProgramme(
        pairing=given_aid.pairing,
        schools=(TrainingSchool(id=SchoolId("S-1"), name=lc.Text("校", "school"), division=lc.DivisionCode("440402")),),
        students=(
            evolve(given_aid.student, **student),
            evolve(given_aid.student, id=WorkerId("T-3"), number=number(93)),
        ),
        placements=(evolve(given_aid.placement, **placement),),
    )
    (one,) = review_aid(counted(given_aid, programme), date(2022, 9, 1))
    said = [text.en.removeprefix("by the records of the case ") for text in one.obstacles]
    assert said == [text for text, _ in why], says
    assert one.payable == (() if why else (date(2022, 3, 1),))
    assert list(one.records) == [place for _, place in why if place]


def test_what_the_aid_itself_says_against_paying_is_said_once(counted: CountedCase, five: lc.Case) -> None:
    left = aid_of(five.workers[0])
    left = evolve(left, placement=evolve(left.placement, left_on=date(2022, 2, 1)))
    (one,) = review_aid(counted(left, left.placement), date(2022, 9, 1))
    assert ([why.en for why in one.obstacles], one.records) == (["is not enrolled on that day"], ())


def test_aid_stands_where_one_record_of_the_student_bears_it_out_or_nothing_of_its_kind_is_recorded(
    counted: CountedCase, five: lc.Case
) -> None:
    first, *others = five.workers
    given_aid = aid_of(first)
    (unheld,) = review_aid(counted(given_aid), date(2022, 9, 1))
    assert (unheld.payable, unheld.obstacles) == ((date(2022, 3, 1),), ())
    marked = (first, evolve(others[0], flags=POOR), *others[1:])
    (held,) = review_aid(counted(given_aid, workers=marked), date(2022, 9, 1))
    assert [why.zh for why in held.obstacles] == ["按案例记录，当日没有脱贫人口身份"]
    assert held.records == ("worker W-000",)
    programme = TrainingProgramme(pairing=given_aid.pairing, schools=(), students=(given_aid.student,))
    (twice,) = review_aid(counted(given_aid, programme, workers=marked), date(2022, 9, 1))
    assert (twice.payable, twice.obstacles) == ((date(2022, 3, 1),), ())
