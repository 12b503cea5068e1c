"""Students to internships: within the law, the openings and the shares, signed in time, and nobody lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EmployerId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.packs import national
from laborcoop.people import Worker
from laborcoop.rulebook import Convention, DatedValue
from laborcoop.testing import synthetic_number
from laborcoop.training import (
    HostDuties,
    HostStaff,
    InternHours,
    InternPay,
    InternshipId,
    InternshipKind,
    InternshipOpening,
    InternshipPlan,
    InternshipQuestion,
    InternStudent,
    InternWork,
    Signatory,
    WorkMatch,
    plan_internships,
    verify_internships,
)

BOOK = national()
TODAY, START = date(2023, 2, 1), date(2023, 3, 6)  # a Monday
PERIOD = Period(START, date(2023, 9, 6))
FRIDAY = date(2023, 3, 3)
WORK = InternWork(
    grade=2, entertainment=False, forbidden_to_minors=False, forbidden_to_women=False, through_agent=False
)
PAY = InternPay(
    monthly=Decimal(3200),
    same_post=Decimal(4000),
    independent=True,
    in_money=True,
    to_the_student=True,
    every_month=True,
)
GRANTED = HostDuties(rest=True, safety=True, insurance=True, guidance=True)


def student(
    name: str, wishes: str = "", programme: str = "weld", year: int = 2, born: date = date(2004, 5, 1)
) -> InternStudent:
    return InternStudent(
        student=Worker(
            id=WorkerId(name),
            name=PersonName("学生甲"),
            sex=Sex.FEMALE,
            number=synthetic_number(1, born, Sex.FEMALE),
            born=born,
            registered=DivisionCode("533301"),
        ),
        school=SchoolId("T-1"),
        programme=programme,
        year=year,
        wishes=tuple(wishes),
    )


def opening(name: str, openings: int = 1, host: str = "H", **more: Any) -> InternshipOpening:
    given = {
        "id": name,
        "host": EmployerId(host),
        "openings": openings,
        "period": PERIOD,
        "majors": frozenset({"weld"}),
        "related": frozenset({"lathe"}),
        "work": WORK,
        "pay": PAY,
        "hours": InternHours(daily=Decimal(8)),
        "duties": GRANTED,
        **more,
    }
    return InternshipOpening(**given)


def question(*openings: InternshipOpening, **more: Any) -> InternshipQuestion:
    return InternshipQuestion(**{"on": TODAY, "book": BOOK, "openings": openings, **more})


def planned(students: Sequence[InternStudent], asked: InternshipQuestion) -> InternshipPlan:
    plan = plan_internships(students, asked)
    assert verify_internships(plan, students, asked) == ()
    assert plan.proof.faults == ()
    return plan


def codes(plan: InternshipPlan, name: str) -> list[str]:
    return [reason.code for reason in plan.left_out[WorkerId(name)]]


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[InternStudent], InternshipQuestion]:
    students = [
        student(
            name,
            "".join(draw(st.lists(st.sampled_from("PQX"), unique=True, max_size=2))),
            draw(st.sampled_from(["weld", "lathe", "cook"])),
            draw(st.sampled_from([1, 2, 2, 3])),
        )
        for name in "abcd"[: draw(st.integers(0, 4))]
    ]
    openings = [
        opening(
            name,
            draw(st.integers(0, 3)),
            draw(st.sampled_from(["H", "H", "K"])),
            post_staff=draw(st.sampled_from([None, None, 5, 9, 10])),
            post_interns=draw(st.integers(0, 1)),
        )
        for name in "PQ"
    ]
    known = [(HostStaff(host=EmployerId("H"), staff=20, interns=1),)] if "H" in {one.host for one in openings} else []
    staff = draw(st.sampled_from([(), *known]))
    return students, question(*openings, staff=staff)


def ways(students: Sequence[InternStudent], asked: InternshipQuestion) -> Iterator[tuple[int, int]]:
    """Every lawful way: how many students are placed, and how many of them in work that matches."""
    options = [
        [
            None,
            *(
                one
                for one in asked.openings
                if each.year > 1 and each.programme != "cook" and (not each.wishes or one.id in each.wishes)
            ),
        ]
        for each in students
    ]
    for way in product(*options):
        fits = all(
            way.count(one) <= one.openings
            and (
                one.post_staff is None
                or not way.count(one)
                or (one.post_interns + way.count(one)) * 5 <= one.post_staff
            )
            for one in asked.openings
        )
        of_host = sum(one is not None and one.host == "H" for one in way)
        if fits and (not asked.staff or of_host + 1 <= 2):
            matching = sum(
                one is not None and each.programme == "weld" for each, one in zip(students, way, strict=True)
            )
            yield len(way) - way.count(None), matching


@settings(max_examples=40)
@given(cases())
def test_no_lawful_way_places_more_students_or_as_many_in_work_that_matches_better(
    case: tuple[list[InternStudent], InternshipQuestion],
) -> None:
    students, asked = case
    plan = planned(students, asked)
    matching = sum(one.work.match is WorkMatch.MATCHES for one in plan.internships)
    assert (len(plan.internships), matching) == max(ways(students, asked))
    assert plan.proof.status == "proved"
    assert plan_internships(students[::-1], asked) == plan


def test_work_that_matches_comes_before_wishes_and_wishes_decide_among_equals() -> None:
    matching, near = opening("M"), opening("N", majors=frozenset({"cook"}), related=frozenset({"weld"}))
    assert planned([student("a", "NM")], question(matching, near)).opening == {"a": "M"}
    twice = question(opening("P"), opening("Q"))
    assert planned([student("a", "QP"), student("b", "PQ")], twice).opening == {"a": "Q", "b": "P"}


def test_what_the_rules_say_against_an_opening_is_the_reason_and_names_it() -> None:
    asked = question(
        opening("A", duties=HostDuties(rest=False, safety=True, insurance=True, guidance=True)),
        opening("B", charged=Decimal(500)),
        opening("C", hours=InternHours(daily=Decimal(10))),
        opening("D", majors=frozenset({"cook"}), related=frozenset()),
    )
    plan = planned([student("a"), student("b", "B")], asked)
    assert codes(plan, "a") == ["TP-10", "TP-07", "TP-08", "TP-09"]
    assert [reason.about for reason in plan.left_out[WorkerId("a")]] == [("A",), ("B",), ("C",), ("D",)]
    assert codes(plan, "b") == ["TP-07"]
    first_year = planned([student("a", year=1)], question(opening("P")))
    assert codes(first_year, "a") == ["TP-01"]
    child = planned([student("a", born=START.replace(year=2007) + timedelta(days=1))], question(opening("P")))
    assert codes(child, "a") == ["TP-01"]
    nowhere = planned([student("a", "XY")], question(opening("P")))
    assert codes(nowhere, "a") == ["internships.unknown-opening"]
    assert nowhere.left_out[WorkerId("a")][0].about == ("X", "Y")


def test_where_no_host_offers_anything_everybody_is_told_so() -> None:
    assert set(codes(planned([student("a")], question()), "a")) == {"internships.no-opening"}
    assert planned([], question(opening("P"))).internships == ()


def test_interns_are_no_more_than_the_shares_of_the_host_and_of_the_post() -> None:
    students = [student(name) for name in "abcdef"]
    whole = question(opening("P", 4), opening("Q", 4), staff=(HostStaff(host=EmployerId("H"), staff=39, interns=1),))
    assert len(planned(students, whole).internships) == 2  # 3 of 39, one of whom was there
    post = question(opening("P", 6, post_staff=19, post_interns=1))
    assert len(planned(students, post).internships) == 2  # 3 of 19
    plan = planned(students, question(opening("P", 6, post_staff=3)))
    assert (len(plan.internships), set(codes(plan, "a"))) == (0, {"TP-06", "internships.no-opening"})
    looking_on = question(
        opening("P", 6, kind=InternshipKind.ORIENTATION, post_staff=1),
        staff=(HostStaff(host=EmployerId("H"), staff=1),),
    )
    assert len(planned(students, looking_on).internships) == 6
    free = question(opening("P", 6, post_staff=1), book=BOOK.without("TP-06"))
    assert len(planned(students, free).internships) == 6


def test_what_the_rules_only_warn_of_is_told_of_those_who_are_placed() -> None:
    plan = planned([student("a"), student("b", programme="lathe")], question(opening("P", 2)))
    assert {worker: [reason.code for reason in said] for worker, said in plan.remarks.items()} == {"b": ["TP-09"]}
    year = opening("P", period=Period(START, date(2024, 3, 6)))
    assert [reason.code for reason in planned([student("a")], question(year)).remarks[WorkerId("a")]] == ["TP-05"]


def test_work_that_nobody_described_is_remarked_on() -> None:
    plan = planned([student("a")], question(opening("P", work=InternWork())))
    said = plan.remarks[WorkerId("a")]
    assert [reason.code for reason in said] == ["TP-01"] * 4
    assert said[0].text.en == "internship: not recorded: the grade of physical labour"


def shares(plan: InternshipPlan, name: str) -> list[tuple[tuple[str, ...], str]]:
    said = plan.left_out[WorkerId(name)]
    return [(reason.about, reason.text.en) for reason in said if reason.code == "TP-06"]


def test_where_a_share_leaves_less_room_than_the_openings_the_reason_names_it_and_both_numbers() -> None:
    students = [student(name) for name in "abcd"]
    post = planned(students, question(opening("P", 5, post_staff=15, post_interns=1)))
    left = sorted(post.left_out)
    assert len(left) == 2
    said = (
        "P: 15 staff on duty in that kind of post, interns there already: 1; no more than 20 % leaves room for 2 of "
        "its 5 openings"
    )
    for name in left:
        assert shares(post, name) == [(("P",), said)]
        assert "2 openings" not in "; ".join(reason.text.en for reason in post.left_out[WorkerId(name)])
    staff = (HostStaff(host=EmployerId("H"), staff=30, interns=1),)
    host = planned(students, question(opening("P", 5), opening("Q", 5), opening("R", 5, "K"), staff=staff))
    assert host.left_out == {}
    host = planned(students, question(opening("P", 5), opening("Q", 5), staff=staff))
    assert len(host.left_out) == 2
    said = "H: 30 staff on duty, interns there already: 1; no more than 10 % leaves room for 2 on 2023-03-06"
    for name in host.left_out:
        assert shares(host, name) == [(("P", "Q"), said)]


def test_the_share_is_no_reason_where_it_is_not_what_binds() -> None:
    staff = (HostStaff(host=EmployerId("H"), staff=20),)
    students = [student(name) for name in "abc"]
    full = planned(students, question(opening("P", 1, post_staff=50), opening("Q", 1, "K", post_staff=50)))
    assert [shares(full, name) for name in full.left_out] == [[]]
    both = planned(students, question(opening("P", 2), staff=staff))  # two openings, and room for two
    assert [shares(both, name) for name in both.left_out] == [[]]
    elsewhere = planned([*students, student("x", "Q")], question(opening("P", 5, post_staff=5), opening("Q", 0, "K")))
    assert shares(elsewhere, "x") == []  # did not wish for P


def test_who_has_left_the_host_makes_room_for_those_who_come_after() -> None:
    """A host of nineteen takes one intern at a time: one until September, another from then on."""
    after = opening("Q", period=Period(PERIOD.end or START, date(2024, 3, 6)))
    staff = (HostStaff(host=EmployerId("H"), staff=19),)
    everybody = [student("a"), student("b"), student("c")]
    plan = planned(everybody, question(opening("P", 3), evolve(after, openings=3), staff=staff))
    assert sorted(plan.opening.values()) == ["P", "Q"]
    longer = evolve(after, period=Period(date(2023, 9, 5), date(2024, 3, 6)))
    asked = question(opening("P", 3), longer, staff=staff)
    assert len(planned(everybody, asked).internships) == 1
    both = planned(everybody, question(opening("P"), after, staff=staff))
    assert "interns" in "; ".join(text.en for text in verify_internships(both, everybody, asked))


def test_agreement_and_consent_are_due_on_the_last_workday_before_the_start() -> None:
    plan = planned([student("a")], question(opening("P")))
    assert [(due.who, due.by) for due in plan.signatures] == [(who, FRIDAY) for who in Signatory]
    assert {who.rule for who in Signatory} == {"TP-02", "TP-03"}
    looking_on = planned([student("a")], question(opening("P", kind=InternshipKind.ORIENTATION)))
    assert looking_on.signatures == ()
    value = DatedValue(value=18, source=Convention(Text("地方旧规定", "an older local rule")))
    under_18 = BOOK.with_parameters(evolve(BOOK.parameters["guardian_consent_under"], values=(value,)))
    grown = planned([student("a")], question(opening("P"), book=under_18))
    assert Signatory.GUARDIAN_CONSENT not in {due.who for due in grown.signatures}


def test_an_internship_that_cannot_be_signed_for_any_more_is_not_given() -> None:
    asked = question(opening("P"), on=FRIDAY)
    assert len(planned([student("a")], asked).internships) == 1
    saturday = planned([student("a")], question(opening("P"), on=date(2023, 3, 4)))
    assert set(codes(saturday, "a")) == {"TP-02", "TP-03"}
    # Who only looks on signs nothing.
    orientation = opening("P", kind=InternshipKind.ORIENTATION)
    looked_on = planned([student("a")], question(orientation, on=date(2023, 3, 4)))
    assert (len(looked_on.internships), looked_on.signatures) == (1, ())
    begun = planned([student("a")], question(opening("P"), on=START))
    assert codes(begun, "a") == ["internships.started"]
    far = opening("P", period=Period(date(2999, 1, 1), date(2999, 7, 1)))
    assert codes(planned([student("a")], question(far)), "a") == ["internships.calendar"]


def test_what_nobody_compared_is_no_obstacle() -> None:
    plan = planned([student("a")], question(opening("P", majors=frozenset(), related=frozenset())))
    assert plan.internships[0].work.match is None


def test_given_twice_or_without_an_end_is_refused_and_nobody_can_be_lost() -> None:
    with pytest.raises(InvalidValue, match="given twice: a"):
        plan_internships([student("a"), student("a")], question())
    with pytest.raises(InvalidValue, match="given twice: P"):
        question(opening("P"), opening("P"))
    with pytest.raises(InvalidValue, match="given twice: H"):
        question(staff=(HostStaff(host=EmployerId("H"), staff=1),) * 2)
    with pytest.raises(InvalidValue, match="holidays"):
        question(on=date(1990, 1, 1))
    with pytest.raises(InvalidValue, match="day on which it ends"):
        opening("P", period=Period(START))
    plan = planned([student("a"), student("b")], question(opening("P")))
    wrongs: list[dict[str, Any]] = [
        {"internships": ()},
        {"left_out": {}},
        {"opening": {}},
        {"left_out": dict.fromkeys(plan.left_out, ())},
    ]
    for wrong in wrongs:
        with pytest.raises(InvalidValue, match="is lost or twice"):
            evolve(plan, **wrong)


def test_the_check_finds_what_the_planner_would_not_do() -> None:
    students = [student("a", "P"), student("b", "P")]
    asked = question(opening("P", 2), opening("Q", 2))
    plan = planned(students, asked)

    def faults(wrong: InternshipPlan, against: InternshipQuestion = asked) -> str:
        return "; ".join(text.en for text in verify_internships(wrong, students, against))

    first, second = plan.internships
    dearer = evolve(plan, internships=(evolve(first, charged=Decimal(1)), second))
    assert "a: is not on the terms" in faults(dearer)
    assert "is charged 1 yuan" in faults(dearer)
    assert "a: is not on the terms" in faults(evolve(plan, opening={**plan.opening, WorkerId("a"): "Q"}))
    assert "a: is not on the terms" in faults(evolve(plan, opening={**plan.opening, WorkerId("a"): "X"}))
    unrelated = evolve(first, work=evolve(first.work, match=WorkMatch.RELATED))
    assert "a: is not on the terms" in faults(evolve(plan, internships=(unrelated, second)))
    assert "the guardian has not signed" in faults(evolve(plan, signatures=plan.signatures[:4] + plan.signatures[5:]))
    for day in (START, date(2023, 3, 4), TODAY - timedelta(days=1)):
        late = (evolve(plan.signatures[0], by=day), *plan.signatures[1:])
        assert f"school-agreement cannot sign on {day}" in faults(evolve(plan, signatures=late))
    assert "has started" in faults(plan, evolve(asked, on=START))
    assert "P has 2 students for 1 openings" in faults(plan, question(opening("P")))
    few = evolve(asked, staff=(HostStaff(host=EmployerId("H"), staff=19),))
    assert "2 interns beside 19 staff" in faults(plan, few)
    posts = question(opening("P", 2, post_staff=9))
    assert "2 interns beside 9 staff" in faults(plan, posts)
    students.pop()
    assert "not those who came in" in faults(plan)


def test_the_check_finds_who_is_left_out_though_an_opening_has_room_that_the_law_leaves_open() -> None:
    students = [student("a"), student("b"), student("c", "Q"), student("d", year=1)]
    law = {"staff": (HostStaff(host=EmployerId("H"), staff=30),)}
    asked = question(opening("P", 5), opening("Q"), **law)
    plan = planned(students, asked)
    assert plan.opening.keys() == {"a", "b", "c"}
    reason = next(iter(plan.left_out.values()))

    def faults(out: str, against: InternshipQuestion = asked) -> list[str]:
        wrong = evolve(
            plan,
            internships=tuple(one for one in plan.internships if one.student != out),
            opening={worker: name for worker, name in plan.opening.items() if worker != out},
            left_out={**plan.left_out, WorkerId(out): reason},
        )
        texts = (text.en for text in verify_internships(wrong, students, against))
        return [text for text in texts if "is left out" in text]

    assert faults("a") == ["a is left out, and P has room"]
    assert faults("c") == ["c is left out, and Q has room"]
    few = evolve(asked, staff=(HostStaff(host=EmployerId("H"), staff=29),))
    assert faults("a", few) == []  # the share of two is used up by the two others
    assert faults("a", evolve(asked, on=date(2023, 3, 5))) == []  # nobody can sign on the Sunday before
    assert faults("a", evolve(asked, on=START)) == []
    # That another host has too many already keeps nobody from this one.
    elsewhere = (*asked.staff, HostStaff(host=EmployerId("G"), staff=9))
    assert faults("a", evolve(asked, openings=(opening("P", 5), opening("Q", host="G")), staff=elsewhere)) == [
        "a is left out, and P has room"
    ]
    far = Period(date(2999, 1, 1), date(2999, 7, 1))
    later = evolve(asked, openings=tuple(evolve(one, period=far) for one in asked.openings))
    assert faults("a", later) == []  # which days of that year are worked is not known


def test_the_check_counts_signatures_and_the_goals_of_the_proof() -> None:
    students = [student("a"), student("b")]
    asked = question(opening("P", 2))
    plan = planned(students, asked)

    def faults(**wrong: Any) -> str:
        return "; ".join(text.en for text in verify_internships(evolve(plan, **wrong), students, asked))

    first = plan.signatures[0]
    assert "a: school-agreement is due twice" in faults(signatures=(*plan.signatures, first))
    unknown = evolve(first, internship=InternshipId("x"))
    assert "school-agreement is due for x, which is no internship" in faults(signatures=(*plan.signatures, unknown))
    people, score = plan.proof.goals
    for goals in ((evolve(people, value=1, bound=1), score), (evolve(people, bound=1), score)):
        assert "people placed: 2, but" in faults(proof=evolve(plan.proof, goals=goals))
    for proof in (evolve(plan.proof, goals=()), evolve(plan.proof, goals=(evolve(people, bound=3), score))):
        assert "the proof is not complete" in faults(proof=proof)


def test_a_host_without_an_opening_is_told_of_whose_staff_is_given_and_the_others_go_on() -> None:
    students, offered = [student("a"), student("b")], opening("P", 2, post_staff=50)
    hosts = tuple(HostStaff(host=EmployerId(name), staff=10) for name in "GHI")
    plan = planned(students, question(offered, staff=hosts))
    assert list(plan.host_remarks) == ["G", "I"]
    assert evolve(plan, host_remarks={}) == planned(students, question(offered, staff=hosts[1:2]))
    assert len(plan.internships) == 1
    (reason,) = plan.host_remarks[EmployerId("G")]
    assert (reason.code, reason.text.zh, reason.text.en) == (
        "internships.host-without-opening",
        "所给的在岗职工人数没有用到：该单位没有实习岗位",
        "the number of staff that is given is not used: the host has no opening",
    )


@pytest.mark.parametrize(("months", "told"), [(1, ["TP-05"]), (5, ["TP-05"]), (6, []), (7, ["TP-05"])])
def test_another_length_than_the_usual_six_months_is_remarked_on(months: int, told: list[str]) -> None:
    period = Period(START, date(2023, 3 + months, 6))
    plan = planned([student("a")], question(opening("P", period=period)))
    assert [reason.code for said in plan.remarks.values() for reason in said] == told


def test_hosts_whose_staff_is_not_known_are_told_of_once_each() -> None:
    """Two openings of H are taken; of K the staff is known, of M nobody is placed, N takes no interns in posts."""
    openings = (
        opening("P", host="H"),
        opening("Q", host="H", post_staff=20),
        opening("R", host="K", post_staff=20),
        opening("S", 0, host="M"),
        opening("T", host="N", kind=InternshipKind.ORIENTATION),
    )
    staff = (HostStaff(host=EmployerId("K"), staff=100),)
    students = [student(name, wish) for name, wish in zip("abcd", "PQRT", strict=True)]
    plan = planned(students, question(*openings, staff=staff))
    assert len(plan.internships) == 4
    assert {host: [(reason.code, reason.about) for reason in said] for host, said in plan.host_remarks.items()} == {
        "H": [("TP-06", ()), ("TP-06", ("P",))]
    }
    free = planned(students, question(*openings, staff=staff, book=BOOK.without("TP-06")))
    assert free.host_remarks == {}
