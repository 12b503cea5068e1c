"""Claims for subsidies and aid: who may get what, every refusal with its rule, and what was claimed twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import (
    EmployerSubsidyClaim,
    EmployerSubsidyKind,
    Pairing,
    SubsidyClaim,
    SubsidyClaimId,
    SubsidyKind,
    SubsidyLedger,
    WorkScope,
)
from laborcoop.errors import InvalidValue
from laborcoop.indicators import SubsidyReview, measure, review_aid, review_subsidies, year_end_report
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.planning.verification.aid_again import aid_again
from laborcoop.rulebook import Findings
from laborcoop.rulebook.finding import Waiver
from laborcoop.training import AidEnd, StudentAid, StudentAidId, TrainingPlacement

CountedCase = Callable[..., lc.Case]
LUSHUI = lc.DivisionCode("533301")
YUNNAN = lc.DivisionCode("533301")


def claim(name: str, worker: str = "W-001", **changed: Any) -> SubsidyClaim:
    """A claim by the text of Yunnan for 2020 against which nothing stands."""
    sound = SubsidyClaim(
        id=SubsidyClaimId(name),
        kind=SubsidyKind.TRAVEL,
        worker=WorkerId(worker),
        payer=YUNNAN,
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


def hiring(name: str, **changed: Any) -> EmployerSubsidyClaim:
    """An employer's claim in Zhuhai in 2022 against which nothing stands."""
    sound = EmployerSubsidyClaim(
        id=SubsidyClaimId(name),
        kind=EmployerSubsidyKind.HIRING,
        employer=EmployerId("E-1"),
        worker=WorkerId("W-001"),
        registered=LUSHUI,
        payer=lc.DivisionCode("440400"),
        paired=frozenset({lc.DivisionCode("533300")}),
        out_of_poverty=True,
        contract=Period(date(2022, 1, 1), date(2023, 1, 1)),
        insured_since=date(2022, 1, 1),
        applied_on=date(2022, 9, 1),
    )
    return evolve(sound, **changed)


def ids(review: SubsidyReview, part: str) -> list[str]:
    return [one.claim.id for one in getattr(review, part)()]


def test_every_claim_is_eligible_or_to_be_checked_or_refused(counted: CountedCase) -> None:
    case = counted(
        claim("A", "W-001"),
        claim("B", "W-002", income_proof=None),
        claim("C", "W-003", amount=Decimal(1001)),
        hiring("D"),
        hiring("E", worker=WorkerId("W-002"), contract=Period(date(2022, 3, 1), date(2022, 9, 1))),
    )
    review = review_subsidies(case)
    assert [ids(review, part) for part in ("eligible", "to_check", "refused")] == [["A", "D"], ["B"], ["C", "E"]]


JOB: dict[str, Any] = {"kind": SubsidyKind.JOB_SEEKING, "organised": True}
GUANGDONG = lc.DivisionCode("440400")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (claim("A", year=2019), "SB-10 no text of 533301 for 2019 that was read says who may have travel aid"),
        (claim("A", payer=GUANGDONG), "SB-10 no text of 440400 for 2020 that was read says who may have travel aid"),
        (claim("A", **JOB), ""),
        (claim("A", **JOB, year=2021), "SB-10 no text of 533301 for 2021"),
        (claim("A", **{**JOB, "organised": None}), "SB-09 job-seeking subsidy: that the way was organised is not"),
        (hiring("A", payer=YUNNAN), "SB-10 no text of 533301 for 2022 that was read says who may have the hiring"),
        (hiring("A", payer=YUNNAN, kind=EmployerSubsidyKind.INSURANCE), "SB-10 no text of 533301 for 2022"),
        (hiring("A", kind=EmployerSubsidyKind.INSURANCE), ""),
        (claim("A", "W-999"), "PL-05 record 1 (subsidy-claim A): it is for W-999, whom the case does not have"),
        (hiring("A", worker=WorkerId("W-999")), "PL-05 record 1 (employer-subsidy-claim A): it is for W-999"),
    ],
)
def test_what_no_text_and_no_record_covers_is_to_be_checked(
    counted: CountedCase, asked: SubsidyClaim | EmployerSubsidyClaim, says: str
) -> None:
    case = counted(asked)
    review = review_subsidies(case)
    assert (ids(review, "eligible"), ids(review, "to_check")) == (([], ["A"]) if says else (["A"], []))
    (one,) = review.claims
    assert says in "\n".join(f"{said.rule} {said.message.en}" for said in one.findings if said.severity.value == "WARN")
    figures = {figure.code: figure.count.value for figure in measure(case, since=date(2020, 1, 1))}
    assert (figures["claims_eligible"], figures["claims_to_check"]) == ((0, 1) if says else (1, 0))


def test_a_claim_says_why_it_is_to_be_checked_and_one_that_is_refused_why_it_is_refused(counted: CountedCase) -> None:
    review = review_subsidies(
        counted(claim("A", year=2019), claim("B", income_proof=None, amount=Decimal(1001)), claim("C", "W-002"))
    )
    assert [[why.en.partition(" ")[0] for why in one.why()] for one in review.claims] == [["SB-10"], ["SB-02"], []]
    assert review.claims[1].why()[0].en.endswith("1001 yuan, and 1000 are the most")


def test_a_notebook_shows_each_claim_with_what_was_decided_and_why_in_both_languages(counted: CountedCase) -> None:
    shown = review_subsidies(
        counted(claim("A", year=2019), claim("B", amount=Decimal(1001)), hiring("D"))
    )._repr_html_()
    for words in (
        "3 claims: 1 eligible, 1 to be checked, 1 refused",
        "3 笔申请：符合条件 1，待核实 1，不予发放 1",
        "to be checked",
        "SB-10 no text of 533301 for 2019",
        "SB-02 533301 2020 年交通补助：1001 元",
    ):
        assert words in shown


REGION_AS_TEXT: Any = "533301"
ANY: Any = None


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda case: review_subsidies(case, region=REGION_AS_TEXT), "region must be a DivisionCode or None, not str"),
        (lambda case: review_subsidies(case, year=REGION_AS_TEXT), "year must be a whole number or None, not str"),
        (lambda _: review_subsidies(REGION_AS_TEXT), "case must be a Case, not str"),
        (lambda case: review_aid(case, REGION_AS_TEXT), "on must be a date without an hour, not str"),
    ],
)
def test_what_is_asked_for_in_the_wrong_kind_is_refused_and_not_taken_for_nothing(
    counted: CountedCase, call: Callable[[lc.Case], object], said: str
) -> None:
    with pytest.raises(InvalidValue, match=said):
        call(counted(claim("A")))


def test_the_report_tells_of_claims_for_people_whom_the_case_does_not_have(counted: CountedCase) -> None:
    strange = SubsidyLedger(claims=(claim("A", "W-999"), claim("B")))
    report = year_end_report(counted(strange), since=date(2020, 1, 1), findings=Findings(()))
    assert [(said.rule, said.subject, said.kind) for said in report.findings] == [("PL-05", "A", "subsidy-claim")]
    waiver = Waiver(rule="PL-05", subject="A", by="x", why="y", until=date(2099, 1, 1))
    waived = year_end_report(counted(strange, waivers=(waiver,)), since=date(2020, 1, 1), findings=Findings(()))
    assert len(waived.findings) == 0
    assert ids(waived.subsidies, "eligible") == ["A", "B"]


@pytest.mark.parametrize(("days", "refused"), [(date(2020, 6, 4), False), (date(2020, 6, 5), True)])
def test_yunnan_asks_for_three_months_in_post(counted: CountedCase, days: date, *, refused: bool) -> None:
    case = counted(claim("A", employed=(Period(days),), claimed_on=date(2020, 9, 4)))
    assert bool(ids(review_subsidies(case), "refused")) is refused


def test_a_refusal_says_its_rule_and_its_reason(counted: CountedCase) -> None:
    case = counted(claim("A", amount=Decimal(1001), income_proof=False))
    (one,) = review_subsidies(case).refused()
    assert sorted(why.en.partition(":")[2].strip() for why in one.why()) == [
        "1001 yuan, and 1000 are the most",
        "there is no proof of income",
    ]
    assert all(why.zh.startswith("SB-02 ") for why in one.why())
    (sound,) = review_subsidies(counted(claim("A"))).eligible()
    assert sound.why() == ()


def test_of_two_claims_the_later_is_refused_and_the_first_compared_across_counties(counted: CountedCase) -> None:
    twice = claim("A", payer=lc.DivisionCode("533325"), claimed_on=date(2020, 10, 1))
    case = counted(twice, claim("B"), claim("C", year=2021))
    review = review_subsidies(case)
    assert (ids(review, "doubles"), ids(review, "to_check")) == (["A"], ["B", "C"])
    # That of another year is no double; no text of Yunnan for it was read.
    assert [{said.rule for said in one.findings} for one in review.to_check()] == [{"SB-05"}, {"SB-10"}]
    assert "2 claims of one kind for 2020: A, B" in review.doubles()[0].why()[0].en


def test_a_place_and_a_year_have_their_own_and_doubles_are_looked_for_in_all(counted: CountedCase) -> None:
    other = claim("A", payer=lc.DivisionCode("533325"), claimed_on=date(2020, 10, 1))
    case = counted(other, claim("B"), claim("C", "W-004", year=2021), hiring("D"))
    assert ids(review_subsidies(case, region=lc.DivisionCode("533325")), "doubles") == ["A"]
    assert [one.claim.id for one in review_subsidies(case, year=2022).claims] == ["D"]
    assert [one.claim.id for one in review_subsidies(case, region=LUSHUI, year=2020).claims] == ["B"]


def test_the_claims_of_a_ledger_are_judged_too(counted: CountedCase) -> None:
    case = counted(SubsidyLedger(claims=(claim("A"), claim("B"))))
    assert ids(review_subsidies(case), "doubles") == ["B"]


def test_two_claims_of_one_id_are_refused(counted: CountedCase) -> None:
    with pytest.raises(InvalidValue, match="two claims have one id"):
        review_subsidies(counted(claim("A", "W-001"), claim("A", "W-002")))


def test_a_waiver_lets_a_claim_stand(counted: CountedCase) -> None:
    waiver = Waiver(rule="SB-02", subject="A", by="x", why="y", until=date(2099, 1, 1))
    case = evolve(counted(claim("A", amount=Decimal(1001))), waivers=(waiver,))
    assert ids(review_subsidies(case), "eligible") == ["A"]


def test_the_catalogue_counts_them_by_the_day_of_the_claim(counted: CountedCase) -> None:
    case = counted(claim("A"), claim("B", claimed_on=date(2020, 10, 1)), hiring("D"))
    figures = measure(case, since=date(2020, 1, 1), until=date(2022, 12, 31))
    said = {figure.code: figure.count.value for figure in figures if figure.code.startswith("claims")}
    assert said == {
        "claims": 3,
        "claims_eligible": 1,
        "claims_to_check": 1,
        "claims_refused": 1,
        "claims_double": 1,
        "claims_amount": 200000,
        "claims_amount_eligible": 0,
    }
    assert measure(case, since=date(2020, 1, 1), until=date(2020, 9, 30))["claims"].count.value == 1


def aid(worker: Worker, **changed: Any) -> StudentAid:
    placement = TrainingPlacement(
        id=PlacementId(f"TP-{worker.id}"),
        worker=worker.id,
        school=SchoolId("S-1"),
        programme="焊接",
        enrolled_on=date(2021, 9, 1),
    )
    sound = StudentAid(
        id=StudentAidId(f"AID-{worker.id}"),
        student=evolve(worker, flags=(Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=date(2020, 12, 31), source="x"),)),
        placement=placement,
        pairing=Pairing(
            sending=lc.DivisionCode("533300"),
            receiving=lc.DivisionCode("440400"),
            period=Period(date(2021, 1, 1)),
        ),
        due_on=(date(2022, 3, 1), date(2022, 9, 1)),
        paid_on=(date(2022, 3, 5),),
    )
    return evolve(sound, **changed)


def test_aid_is_payable_or_says_why_not(counted: CountedCase, five: lc.Case) -> None:
    first, second, third, *_ = five.workers
    left = aid(second)
    left = evolve(left, placement=left.placement.leave(date(2022, 8, 1)))
    ended = aid(third).stop(date(2022, 8, 1), AidEnd.DECLINED)
    found = review_aid(counted(ended, left, aid(first)), date(2022, 9, 2))
    assert [one.payable for one in found] == [(date(2022, 9, 1),), (), ()]
    assert [[why.en for why in one.obstacles] for one in found] == [[], ["is not enrolled on that day"], []]
    assert found[0].source == f"record 3 (student-aid {found[0].aid.id})"


def test_aid_can_be_reviewed_for_one_county(counted: CountedCase, five: lc.Case) -> None:
    first, *_, last = five.workers
    case = counted(aid(first), aid(last))
    found = {county: [one.aid.student.id for one in review_aid(case, DAY, region=county)] for county in COUNTIES}
    assert found == {None: [first.id, last.id], first.registered: [first.id], last.registered: [last.id]}


DAY = date(2022, 9, 2)
COUNTIES = (None, lc.DivisionCode("533301"), lc.DivisionCode("533325"))
AGAIN: dict[str, Any] = {"id": StudentAidId("AID-X")}
TERM = (date(2022, 9, 1),)
SECOND_SCHOOL: dict[str, Any] = {"school": SchoolId("S-2"), "id": PlacementId("TP-99")}
TWICE: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any], list[tuple[date, ...]], list[bool]]] = [
    ("under another id, paid by the one", {}, {"paid_on": ()}, {}, [TERM, ()], [False, True]),
    ("paid under the other id alone", {"paid_on": ()}, {}, {}, [(), TERM], [True, False]),
    ("paid under both", {}, {}, {}, [(), ()], [True, True]),
    ("paid under neither", {"paid_on": ()}, {"paid_on": ()}, {}, [(date(2022, 3, 1), *TERM), ()], [False, True]),
    ("the second term twice", {}, {"due_on": TERM, "paid_on": ()}, {}, [TERM, ()], [False, True]),
    ("at two schools", {}, {"paid_on": ()}, SECOND_SCHOOL, [(), ()], [True, True]),
    ("a month later", {}, {"due_on": (date(2022, 10, 1),), "paid_on": ()}, {}, [TERM, ()], [False, True]),
    ("61 days later", {}, {"due_on": (date(2022, 11, 1),), "paid_on": ()}, {}, [TERM, ()], [False, False]),
    (
        "some days before what was paid without a schedule",
        {"due_on": (), "paid_on": (date(2022, 8, 20),)},
        {"due_on": (date(2022, 8, 15),), "paid_on": ()},
        {},
        [(), ()],
        [False, True],
    ),
    (
        "after the first was ended",
        {"ended_on": date(2022, 8, 1), "end": AidEnd.DECLINED},
        {"due_on": TERM, "paid_on": ()},
        {},
        [(), TERM],
        [False, False],
    ),
    ("of no day", {}, {"due_on": (), "paid_on": ()}, {}, [TERM, ()], [False, False]),
]


@pytest.mark.parametrize(
    ("first", "again", "school", "payable", "told"), [one[1:] for one in TWICE], ids=[one[0] for one in TWICE]
)
def test_aid_of_one_student_under_two_ids_is_never_payable_twice(
    counted: CountedCase,
    five: lc.Case,
    first: dict[str, Any],
    again: dict[str, Any],
    school: dict[str, Any],
    payable: list[tuple[date, ...]],
    told: list[bool],
) -> None:
    worker, *_ = five.workers
    one, other = aid(worker, **first), aid(worker, **AGAIN, **again)
    case = counted(one, evolve(other, placement=evolve(other.placement, **school)), aid(five.workers[1]))
    found = {judged.aid.id: judged for judged in review_aid(case, date(2022, 9, 2))}
    both = (one.id, other.id)
    assert [found[name].payable for name in both] == payable
    assert [len(found[name].obstacles) == 1 for name in both] == told
    named = [name for name, said in zip(both, told, strict=True) if said]
    assert [one.subject for one in lc.check(case) if one.rule == "PL-28"] == named == sorted(aid_again(case))


def test_of_aid_under_two_ids_it_is_said_which_other_there_is(counted: CountedCase, five: lc.Case) -> None:
    worker, *_ = five.workers
    case = counted(aid(worker), aid(worker, **AGAIN, paid_on=()))
    judged = {one.aid.id: one for one in review_aid(case, date(2022, 9, 2))}[StudentAidId("AID-X")]
    (why,) = judged.obstacles
    assert why.en == "AID-W-000 is aid for the same student in the same time: it is not to be paid twice"
    assert why.zh == "AID-W-000 是同一学生同一时期的资助：不得重复发放"
    (found,) = [one for one in year_end_report(case).findings if one.rule == "PL-28"]
    assert (found.severity.value, found.kind) == ("WARN", "record")
    assert found.message.en.startswith("AID-X: AID-W-000 is aid for the same student")


def test_aid_that_may_not_be_paid_stands_in_the_way_of_none_unless_it_was_paid(
    counted: CountedCase, five: lc.Case
) -> None:
    worker, *_ = five.workers
    left = aid(worker, paid_on=())
    left = evolve(left, placement=left.placement.leave(date(2022, 8, 1)))
    at_another = aid(worker, **AGAIN, due_on=TERM, paid_on=())
    at_another = evolve(at_another, placement=evolve(at_another.placement, **SECOND_SCHOOL))
    for first in (left, evolve(left, paid_on=(date(2022, 3, 5),))):
        case = evolve(counted(first, at_another), on=date(2022, 9, 2))
        assert [one.payable for one in review_aid(case, case.on)] == [(), TERM]
        assert [one for one in lc.check(case) if one.rule == "PL-28"] == [] == [*aid_again(case)]


def test_aid_of_a_student_of_two_ids_is_that_of_one(counted: CountedCase, five: lc.Case) -> None:
    worker, *_ = five.workers
    child = evolve(worker, id=WorkerId("T-999"))
    other = aid(child, **AGAIN, paid_on=())
    case = counted(aid(worker), other)
    assert [one.payable for one in review_aid(case, date(2022, 9, 2))] == [TERM, ()]
    assert [one.subject for one in lc.check(case) if one.rule == "PL-28"] == ["AID-X"] == [*aid_again(case)]


def test_a_report_judges_the_claims_of_its_own_days_and_looks_for_doubles_in_all(counted: CountedCase) -> None:
    case = counted(claim("A"), claim("B", claimed_on=date(2020, 10, 1)), claim("C", year=2021))
    late = year_end_report(case, since=date(2020, 10, 1), until=date(2022, 12, 31), findings=Findings(()))
    assert "A" not in [one.claim.id for one in late.subsidies.claims]
    assert [one.claim.id for one in late.subsidies.doubles()] == ["B"]
    assert sum(late.refusals().values()) >= late["claims_refused"].count.value == 1
    assert len(late.subsidies.claims) == late["claims"].count.value


def test_an_employer_that_claims_twice_for_one_worker_in_a_year_is_refused_the_later(counted: CountedCase) -> None:
    later: dict[str, Any] = {"applied_on": date(2022, 10, 1)}
    case = counted(
        hiring("D"),
        hiring("E", **later),
        hiring("F", employer=EmployerId("E-2"), **later),
        hiring("G", worker=WorkerId("W-002"), **later),
        hiring("H", kind=EmployerSubsidyKind.INSURANCE, **later),
        hiring("I", applied_on=date(2023, 1, 5)),
        claim("J", year=2022, claimed_on=date(2022, 10, 1)),
    )
    review = review_subsidies(case)
    assert ids(review, "doubles") == ["E"]
    assert "D" in ids(review, "to_check")
    assert {"G", "H", "I"} <= set(ids(review, "eligible"))
    assert "2 claims of one kind for 2022: D, E" in review.doubles()[0].why()[0].en
    ledger = SubsidyLedger(claims=(claim("A"),), employer_claims=(hiring("D"), hiring("E", **later)))
    assert ids(review_subsidies(counted(ledger)), "doubles") == ["E"]
    with pytest.raises(InvalidValue, match="two claims have one id"):
        SubsidyLedger(claims=(claim("A"),), employer_claims=(hiring("A"),))


LATER: dict[str, Any] = {"claimed_on": date(2020, 10, 1)}
BARRED: dict[str, Any] = {"amount": Decimal(1001)}


@pytest.mark.parametrize(
    ("first", "later", "parts"),
    [
        (BARRED, LATER, {"A": "refused", "B": "eligible"}),
        (BARRED, {**LATER, **BARRED}, {"A": "refused", "B": "refused"}),
        ({}, {**LATER, **BARRED}, {"A": "eligible", "B": "double"}),
        ({**BARRED, "paid_on": date(2020, 9, 20)}, LATER, {"A": "refused", "B": "double"}),
        ({}, LATER, {"A": "to check", "B": "double"}),
    ],
    ids=["barred, sound", "both barred", "sound, barred", "barred and paid, sound", "both sound"],
)
def test_a_claim_that_is_refused_by_itself_and_not_paid_makes_no_other_double(
    counted: CountedCase, first: dict[str, Any], later: dict[str, Any], parts: dict[str, str]
) -> None:
    review = review_subsidies(counted(claim("A", **first), claim("B", **later)))
    said = {
        one.claim.id: "double" if one.double else "refused" if one.refused else "to check" if one.open else "eligible"
        for one in review.claims
    }
    assert said == parts


def test_of_three_claims_the_barred_first_leaves_its_place_to_the_next(counted: CountedCase) -> None:
    case = counted(claim("A", **BARRED), claim("B", **LATER), claim("C", claimed_on=date(2020, 11, 1)))
    review = review_subsidies(case)
    assert (ids(review, "to_check"), ids(review, "doubles")) == (["B"], ["C"])
    assert "2 claims of one kind for 2020: B, C" in review.doubles()[0].why()[0].en
    assert measure(case, since=date(2020, 1, 1), until=date(2022, 12, 31))["claims_double"].count.value == 1


def test_two_employers_that_claim_for_one_worker_are_both_to_be_checked(counted: CountedCase) -> None:
    case = counted(
        hiring("D"),
        hiring("E", employer=EmployerId("E-2")),
        hiring("F", employer=EmployerId("E-2"), dispatch_firm=True),
    )
    review = review_subsidies(case)
    assert (ids(review, "to_check"), ids(review, "doubles")) == (["D", "E"], ["F"])
    (told,) = review.to_check()[0].findings
    assert "2 claims of one kind for 2022: D, E" in told.message.en
    assert "no text that was read says whether each may have it" in told.message.en
    assert "已读文本没有规定能否都发" in told.message.zh


def test_an_employer_who_is_barred_raises_no_doubt_about_another(counted: CountedCase) -> None:
    case = counted(hiring("D", out_of_poverty=False), hiring("E", employer=EmployerId("E-2")))
    assert ids(review_subsidies(case), "eligible") == ["E"]
