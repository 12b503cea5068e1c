"""Findings: ordered, worded late, waived by record, and adding up."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, Convention, Document, Fact, Finding, Findings, Locus, Severity
from laborcoop.rulebook.finding import NOWHERE, Waiver

LAW = Document("L1", Text("劳动法", "Labour Law"))
FINDING = Finding(
    rule="WK-01",
    severity=Severity.BLOCK,
    subject="W-1",
    kind="worker",
    message=Text("未满 16 岁", "is under 16"),
    suggestion=Text("不得录用。", "Do not hire."),
    path="birth_date",
    sources=(Citation(LAW, "15"), Convention(Text("从严", "to be strict"))),
)
NOTE = evolve(FINDING, rule="ID-09", severity=Severity.INFO, subject="W-2")
WAIVER = Waiver(rule="WK-01", subject="W-1", by="county bureau", why="a troupe", until=date(2023, 2, 28))

findings = st.lists(
    st.builds(
        Finding,
        rule=st.sampled_from(["WK-01", "ID-02"]),
        severity=st.sampled_from(Severity),
        subject=st.sampled_from(["W-1", "W-2", "W-3"]),
        message=st.just(Text("错", "wrong")),
        path=st.sampled_from(["", "a"]),
        where=st.builds(
            Locus,
            st.sampled_from(["", "a.xlsx"]),
            st.sampled_from(["", "一"]),
            st.one_of(st.none(), st.integers(1, 3)),
            st.sampled_from(["", "C"]),
        ),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("locus", "shown"),
    [
        (NOWHERE, ""),
        (Locus("a.xlsx"), "a.xlsx"),
        (Locus("a.xlsx", "一", 3, "C"), "a.xlsx · 一 · row 3 · C"),
        (Locus("a.csv", row=3), "a.csv · row 3"),
    ],
)
def test_a_place_shows_what_is_known_of_it(locus: Locus, shown: str) -> None:
    assert str(locus) == shown


def test_a_finding_is_worded_in_the_language_asked_for() -> None:
    assert FINDING.render("zh") == "WK-01 BLOCK W-1：未满 16 岁。不得录用（《劳动法》第15条；惯例：从严）"
    assert str(FINDING) == "WK-01 BLOCK W-1: is under 16. Do not hire (Labour Law, art. 15; convention: to be strict)"


def test_what_a_finding_lacks_leaves_no_trace() -> None:
    bare = Finding(rule="ID-09", severity=Severity.INFO, subject="W-1", message=Text("整理", "tidied"))
    assert str(bare) == "ID-09 INFO W-1: tidied"


def test_a_finding_can_be_given_its_place() -> None:
    assert FINDING.at(Locus("a.xlsx", row=3)).where == Locus("a.xlsx", row=3)


@pytest.mark.parametrize("severity", Severity)
def test_a_waived_finding_excludes_nobody(severity: Severity) -> None:
    finding = evolve(FINDING, severity=severity)
    assert finding.excludes is (severity in {Severity.BLOCK, Severity.ERROR})
    assert not evolve(finding, waived=True).excludes


@given(st.data(), findings)
def test_the_order_does_not_depend_on_the_order_of_the_input(data: st.DataObject, given_: list[Finding]) -> None:
    shuffled = data.draw(st.permutations(given_))
    assert list(Findings.of(given_)) == list(Findings.of(shuffled))


@given(findings)
def test_the_heaviest_come_first_and_each_once(given_: list[Finding]) -> None:
    ordered = Findings.of(given_)
    ranks = [finding.severity.rank for finding in ordered]
    assert ranks == sorted(ranks)
    assert set(ordered) == set(given_)
    assert len(ordered) == len(set(given_))


@given(findings)
def test_the_parts_add_up_to_the_whole(given_: list[Finding]) -> None:
    whole = Findings.of(given_)
    assert sum(whole.by_rule().values()) == len(whole)
    assert sum(whole.by_severity().values()) == len(whole)
    assert list(whole.by_severity()) == list(Severity)
    by_record = whole.by_record()
    assert sum(len(group) for group in by_record.values()) == len(whole)
    assert all(
        {(finding.kind, finding.subject) for finding in group} == {record} for record, group in by_record.items()
    )
    assert set(whole.excluding()) == {finding for finding in whole if finding.excludes}


@given(findings, findings)
def test_a_sum_holds_what_either_holds(first: list[Finding], second: list[Finding]) -> None:
    assert set(Findings.of(first) + second) == {*first, *second}


def test_findings_can_be_asked_for_by_any_question() -> None:
    found = Findings.of([FINDING, NOTE]).where(lambda finding: finding.rule.startswith("ID"))
    assert list(found) == [NOTE]


@pytest.mark.parametrize(
    ("waiver", "on", "covers"),
    [
        (WAIVER, date(2023, 2, 28), True),  # the last day counts
        (WAIVER, date(2023, 3, 1), False),
        (evolve(WAIVER, rule="WK-02"), date(2023, 2, 1), False),
        (evolve(WAIVER, subject="W-2"), date(2023, 2, 1), False),
        (evolve(WAIVER, kind="worker"), date(2023, 2, 1), True),
        (evolve(WAIVER, kind="post"), date(2023, 2, 1), False),
    ],
)
def test_a_waiver_covers_one_rule_about_one_subject_until_its_day(waiver: Waiver, on: date, covers: bool) -> None:  # noqa: FBT001 - a column of the table
    assert waiver.covers(FINDING, on) is covers


def test_a_waiver_marks_its_finding_and_an_unused_one_is_given_back() -> None:
    unused = evolve(WAIVER, subject="W-9")
    left, over = Findings.of([FINDING, NOTE]).waive([unused, WAIVER], date(2023, 2, 1))
    assert [finding.waived for finding in left] == [True, False]
    assert not list(left.excluding())
    assert over == (unused,)


def test_findings_can_be_asked_for_by_their_subject() -> None:
    other = evolve(FINDING, rule="WK-02")
    whole = Findings.of([FINDING, NOTE, other])
    assert list(whole.about("W-1")) == [FINDING, other]
    assert list(whole.about("W-2")) == [NOTE]
    assert list(whole.about("W-3")) == []


def test_findings_are_counted_by_rule_and_severity_and_kept_by_record() -> None:
    same_id = evolve(FINDING, kind="post")
    whole = Findings.of([FINDING, NOTE, evolve(FINDING, path="sex"), same_id])
    assert list(whole.by_rule().items()) == [("ID-09", 1), ("WK-01", 3)]
    assert whole.by_severity() == {Severity.BLOCK: 3, Severity.ERROR: 0, Severity.WARN: 0, Severity.INFO: 1}
    assert whole.by_record() == {
        ("worker", "W-1"): (FINDING, evolve(FINDING, path="sex")),
        ("post", "W-1"): (same_id,),
        ("worker", "W-2"): (NOTE,),
    }


@pytest.mark.parametrize(
    "in_order",
    [
        [evolve(FINDING, severity=severity) for severity in Severity],
        [evolve(FINDING, rule=rule) for rule in ("AC-02", "ID-01", "WK-01")],
        [evolve(FINDING, where=Locus(file)) for file in ("", "a.csv", "b.csv")],
        [evolve(FINDING, where=Locus("a", sheet)) for sheet in ("", "一", "二")],
        [evolve(FINDING, where=Locus("a", "", row)) for row in (None, 1, 2, 10)],
        [evolve(FINDING, where=Locus("a", "", 1, column)) for column in ("", "A", "B")],
        [evolve(FINDING, subject=subject) for subject in ("W-1", "W-2")],
        [evolve(FINDING, path=path) for path in ("", "birth_date", "sex")],
        [evolve(FINDING, message=Text.same(message)) for message in ("a", "b")],
        [
            evolve(FINDING, severity=Severity.BLOCK, rule="WK-09", where=Locus("z", "z", 9, "z")),
            evolve(FINDING, severity=Severity.WARN, rule="AC-01", where=Locus("b", "b", 2, "b")),
            evolve(FINDING, severity=Severity.WARN, rule="AC-02", where=Locus("a", "b", 2, "b")),
            evolve(FINDING, severity=Severity.WARN, rule="AC-02", where=Locus("b", "a", 2, "b")),
            evolve(FINDING, severity=Severity.WARN, rule="AC-02", where=Locus("b", "b", 1, "b")),
            evolve(FINDING, severity=Severity.WARN, rule="AC-02", where=Locus("b", "b", 2, "a")),
            evolve(FINDING, severity=Severity.WARN, rule="AC-02", where=Locus("b", "b", 2, "b"), subject="A"),
        ],
    ],
)
def test_the_heaviest_come_first_then_rule_file_sheet_row_column_subject_field_and_sentence(
    in_order: list[Finding],
) -> None:
    assert list(Findings.of(reversed(in_order))) == in_order


def test_without_a_row_a_finding_stands_before_the_first_row() -> None:
    assert Locus("a.csv").order() == ("a.csv", "", 0, "")
    assert Locus("a.xlsx", "一", 3, "C").order() == ("a.xlsx", "一", 3, "C")


def test_findings_are_asked_for_their_facts_one_by_one() -> None:
    told = evolve(FINDING, facts=(Fact("age", 15), Fact("minimum", 16)))
    assert (told.fact("age"), told.fact("minimum"), told.fact("maximum")) == (15, 16, None)


def test_findings_are_had_by_their_place_and_a_slice_of_them_is_findings() -> None:
    every = Findings((NOTE, FINDING))
    assert every[0] is FINDING
    assert every[-1] is NOTE
    assert every[:1] == Findings((FINDING,))
    assert every[5:] == Findings(())
    with pytest.raises(IndexError):
        every[2]


def test_findings_show_how_many_of_each_severity_there_are() -> None:
    assert repr(Findings((NOTE, FINDING, evolve(FINDING, subject="W-2")))) == "<Findings: 2 BLOCK, 1 INFO>"
    assert repr(Findings(())) == "<Findings: none>"


def test_findings_are_printed_a_line_each_and_of_very_many_the_first() -> None:
    assert str(Findings((NOTE, FINDING))) == f"{FINDING}\n{NOTE}"
    assert str(Findings(())) == ""
    assert str(Findings(evolve(NOTE, subject=f"W-{number:02}") for number in range(20))).count("\n") == 19
    *first, last = str(Findings(evolve(NOTE, subject=f"W-{number:02}") for number in range(23))).split("\n")
    assert len(first) == 20
    assert last == "… 3 more"
