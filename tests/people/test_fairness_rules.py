"""WK-14, WK-15, WK-21, WK-23: fair decisions, free will, and what a form must not ask."""

from __future__ import annotations

from decimal import Decimal

import pytest

from laborcoop.kernel.duties import Duties, Exposure, Hazard
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.packs.china import protection, work
from laborcoop.people.decision import (
    DecisionGround,
    DecisionKind,
    HiringForm,
    Participation,
    PersonnelDecision,
    Question,
    Refusable,
)
from laborcoop.people.rules_fairness import RULES
from laborcoop.rulebook import Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule
from laborcoop.testing.rules import DAY, Breaks, Example, Keeps, misread, one_sided

BOOK = RuleBook(
    title=Text.same("fairness"), rules=RULES, parameters=Parameters.of((*work.PARAMETERS, *protection.PARAMETERS))
)
BLOCK, INFO = Severity.BLOCK, Severity.INFO
REFUSE, CUT_PAY, DISMISS = DecisionKind.REFUSE, DecisionKind.CUT_PAY, DecisionKind.DISMISS
G = DecisionGround


def decided(ground: DecisionGround, kind: DecisionKind = REFUSE, duties: Duties | None = None) -> PersonnelDecision:
    return PersonnelDecision(kind=kind, grounds=frozenset({ground}), sex=Sex.FEMALE, duties=duties)


def exposed(hazard: Hazard, grade: int | None = None) -> Duties:
    return Duties(exposures=frozenset({Exposure(hazard, grade)}))


def refused(
    ground: DecisionGround,
    sex: Sex | None = None,
    *,
    kind: DecisionKind = REFUSE,
    listed: bool = False,
    closed: bool = False,
    cleared: bool = False,
) -> PersonnelDecision:
    return PersonnelDecision(
        kind=kind,
        grounds=frozenset({ground}),
        sex=sex,
        listed_unsuitable=listed,
        work_closed_to_carriers=closed,
        cleared=cleared,
    )


LEAD, DIVING, PACKING = exposed(Hazard.LEAD), exposed(Hazard.DIVING), Duties()
HEAVY = Duties(load_kg=Decimal(30))
UNFAIR = (G.ETHNICITY, G.RACE, G.SEX, G.RELIGION, G.RURAL, G.DISABILITY, G.PATHOGEN)

EXAMPLES: tuple[Example, ...] = (
    *(
        Breaks("WK-14", decided(ground, kind), BLOCK, "grounds", f"{ground.value}: {kind.value}")
        for ground in (G.PREGNANCY, G.BIRTH, G.NURSING)
        for kind in DecisionKind
    ),
    Breaks("WK-14", decided(G.PREGNANCY, duties=PACKING), BLOCK, "grounds", "a filter on an ordinary post"),
    Breaks("WK-14", decided(G.PREGNANCY, DISMISS, LEAD), BLOCK, "grounds", "dismissed from a listed post"),
    Breaks("WK-14", decided(G.BIRTH, duties=LEAD), BLOCK, "grounds", "birth has no list"),
    Breaks("WK-14", decided(G.NURSING, duties=DIVING), BLOCK, "grounds", "diving is not on the list for nursing"),
    Breaks("WK-14", decided(G.PREGNANCY, duties=exposed(Hazard.NOISE)), BLOCK, "grounds", "not graded: not forbidden"),
    Keeps("WK-14", decided(G.PREGNANCY, duties=DIVING), "not hired for a post on the list for pregnancy"),
    Keeps("WK-14", decided(G.NURSING, duties=LEAD), "not hired for a post on the list for nursing"),
    Keeps("WK-14", decided(G.OTHER), "another ground"),
    Keeps("WK-14", decided(G.SEX), "the matter of WK-15"),
    *(Breaks("WK-15", refused(ground), BLOCK, "grounds", ground.value) for ground in UNFAIR),
    *(Breaks("WK-15", refused(G.ETHNICITY, kind=kind), BLOCK, "grounds", kind.value) for kind in (CUT_PAY, DISMISS)),
    Breaks("WK-15", decided(G.SEX, duties=PACKING), BLOCK, "grounds", "a woman refused for a packing line"),
    Breaks(
        "WK-15", refused(G.SEX, Sex.MALE, listed=True), BLOCK, "grounds", "a man refused for a post closed to women"
    ),
    Breaks("WK-15", decided(G.SEX, DISMISS, HEAVY), BLOCK, "grounds", "dismissed: the exception is for hiring"),
    Breaks("WK-15", decided(G.SEX, duties=exposed(Hazard.WORKLOAD)), BLOCK, "grounds", "not graded: not forbidden"),
    Breaks("WK-15", refused(G.PATHOGEN, closed=True, cleared=True), BLOCK, "grounds", "a carrier who is cured"),
    Breaks("WK-15", refused(G.PATHOGEN, kind=DISMISS, closed=True), BLOCK, "grounds", "a carrier dismissed"),
    Breaks("WK-15", refused(G.RELIGION, Sex.FEMALE, listed=True), BLOCK, "grounds", "no exception for religion"),
    Keeps("WK-15", refused(G.SEX, Sex.FEMALE, listed=True), "a post that a state rule calls unsuitable for women"),
    Keeps("WK-15", decided(G.SEX, duties=HEAVY), "loads that no woman may carry"),
    Keeps("WK-15", decided(G.SEX, duties=exposed(Hazard.UNDERGROUND_MINE)), "underground"),
    Keeps("WK-15", refused(G.PATHOGEN, closed=True), "a carrier before cure, work closed to carriers"),
    Keeps("WK-15", refused(G.OTHER), "another ground"),
    Keeps("WK-15", decided(G.PREGNANCY), "the matter of WK-14"),
    Breaks("WK-21", Participation(voluntary=False), BLOCK, "voluntary", "against the own will"),
    Breaks("WK-21", Participation(), INFO, "voluntary", "nobody asked"),
    *(
        Breaks("WK-21", Participation(voluntary=True, lost_for=frozenset({what})), BLOCK, "lost_for", what.value)
        for what in Refusable
    ),
    Keeps("WK-21", Participation(voluntary=True), "of free will, nothing lost"),
    Breaks("WK-23", HiringForm(("姓名", "婚姻状况")), BLOCK, "labels[1]", "a fair form that asks for marital status"),
    Breaks("WK-23", HiringForm(("Marital status",)), BLOCK, "labels[0]", "the same in English"),
    Breaks("WK-23", HiringForm(("是否已 婚",)), BLOCK, "labels[0]", "with a blank in it"),
    Breaks("WK-23", HiringForm(("生育计划",)), BLOCK, "labels[0]", "plans for children"),
    Breaks("WK-23", HiringForm(("子女人数",)), BLOCK, "labels[0]", "children"),
    Breaks("WK-23", HiringForm(("体检：尿妊娠试验",)), BLOCK, "labels[0]", "a pregnancy test"),
    Breaks("WK-23", HiringForm(("ＨＣＧ",)), BLOCK, "labels[0]", "a pregnancy test by its letters, full width"),
    Keeps("WK-23", HiringForm(("姓名", "性别", "民族", "教育程度", "体育特长", "工作经历")), "an ordinary form"),
    Keeps("WK-23", HiringForm(("生育保险", "生育津贴")), "insurance for childbirth"),
    Keeps("WK-23", HiringForm(("婚庆服务经验",)), "experience with weddings"),
    Keeps("WK-23", HiringForm(("Child labour declaration",)), "that no child works"),
    Keeps("WK-23", HiringForm(()), "no form"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_every_rule_is_shown_from_both_sides() -> None:
    assert one_sided(RULES, EXAMPLES) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule: AnyRule) -> None:
    assert misread(BOOK, rule, EXAMPLES) == []


def test_each_ground_of_a_decision_is_told_in_one_order() -> None:
    decision = PersonnelDecision(kind=DISMISS, grounds=frozenset({G.RELIGION, G.ETHNICITY, G.NURSING, G.BIRTH}))
    found = [(finding.rule, finding.message.zh[:4]) for finding in BOOK.judge(decision, "W-1", on=DAY)]
    assert found == [("WK-14", "生育不得"), ("WK-14", "哺乳不得"), ("WK-15", "以民族区"), ("WK-15", "以宗教信")]


def test_a_question_on_marriage_and_children_at_once_is_two() -> None:
    assert HiringForm(("婚育情况",)).questions() == ((0, Question.MARRIAGE), (0, Question.CHILDBIRTH))
    (first, second) = BOOK.judge(HiringForm(("婚育情况",)), "F-1", on=DAY)
    assert first.message.en == "item 1 of the hiring form asks for marital status"
    assert second.message.zh == "招聘表格第 1 项询问或要求生育状况"


@pytest.mark.parametrize("noun", [*DecisionGround, *Refusable, *Question])
def test_what_a_sentence_names_has_a_name_in_both_languages(noun: DecisionGround | Refusable | Question) -> None:
    assert noun.text.zh
    assert noun.text.en


def test_grounds_are_not_shown() -> None:
    assert "pregnancy" not in repr(decided(G.PREGNANCY)).lower()
