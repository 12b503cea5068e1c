"""The rules about transport as a whole: in order, worded in both languages, cited with their marks."""

from __future__ import annotations

import pytest

from laborcoop.packs.china.travel import PARAMETERS
from laborcoop.rulebook.parameter import Parameters
from laborcoop.rulebook.rule import AnyRule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Mark
from laborcoop.transfer.rules import RULES

CATALOGUE = {
    "TR-01": (Severity.BLOCK, "L13/55/V L14/49/V L15/34/V"),
    "TR-02": (Severity.WARN, "L13/55/V P20//V2"),
    "TR-03": (Severity.ERROR, "V"),
    "TR-04": (Severity.BLOCK, "L13/62(7)/V L15/28/V"),
    "TR-05": (Severity.BLOCK, "P5/38/V2 P21//V2"),
    "TR-06": (Severity.BLOCK, "P5/38/V2"),
    "TR-07": (Severity.BLOCK, "P5/38/V2 L34/32/V"),
    "TR-08": (Severity.BLOCK, "P5/38/V2 P21//V2"),
    "TR-09": (Severity.ERROR, "P6/45/V2 P21//V2"),
    "TR-14": (Severity.BLOCK, "L16/64/V"),
    "TR-15": (Severity.ERROR, "V"),
    "TR-16": (Severity.INFO, "P7//V2"),
    "TR-18": (Severity.ERROR, "P1//V2 P2//V2"),
    "TR-19": (Severity.ERROR, "P2//V2 P3//V2"),
    "TR-23": (Severity.ERROR, "P2//V2"),
    "TR-24": (Severity.BLOCK, "V"),
    "TR-25": (Severity.WARN, "U U"),
    "TR-26": (Severity.ERROR, "F/F003/V"),
}


def cited(rule: AnyRule) -> str:
    return " ".join(
        f"{source.document.key}/{source.article}/{source.mark.value}"
        if isinstance(source, Citation)
        else source.mark.value
        for source in rule.sources
    )


def test_the_rules_are_those_of_the_catalogue_with_its_severities_and_sources() -> None:
    assert {rule.code: (rule.severity, cited(rule)) for rule in RULES} == CATALOGUE


def test_the_rules_are_in_order_of_their_codes_and_have_names_of_their_own() -> None:
    assert [rule.code for rule in RULES] == sorted(CATALOGUE)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_both_wordings_of_a_rule_have_the_same_placeholders(rule: AnyRule) -> None:
    for text in (rule.message, rule.suggestion):
        zh, en = text.placeholders()
        assert zh == en
        assert text.zh
        assert text.en


def test_the_parameters_are_those_that_the_rules_and_the_stands_of_a_plan_read_and_no_others() -> None:
    read = {name for rule in RULES for name in rule.parameters} | {"night_stand"}
    assert {parameter.name for parameter in PARAMETERS} == read
    assert [parameter.name for parameter in PARAMETERS] == sorted(parameter.name for parameter in PARAMETERS)


def test_a_value_that_nothing_verifies_is_left_to_the_case_or_marked() -> None:
    parameters = Parameters.of(PARAMETERS)
    assert parameters["transfer_buffer"].values == ()
    assert [value.source.mark for value in parameters["crew_counts"].values] == [Mark.UNVERIFIED]
