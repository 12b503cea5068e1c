"""Nothing is coerced; every fault of a document is told at once, with its path and nothing of what stood there."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

import laborcoop as lc
from laborcoop.errors import DocumentError
from laborcoop.people import Worker

Spoil = Callable[[dict[str, Any]], object]


def _faults(document: object, kind: Any = None) -> list[str]:  # noqa: ANN401 - a class of records
    text = document if isinstance(document, str) else json.dumps(document)
    with pytest.raises(DocumentError) as raised:
        lc.read_json(text, kind)
    return [fault.en for fault in raised.value.faults]


@pytest.fixture
def plain(worker: Worker) -> dict[str, Any]:
    """The worker as plain values."""
    document: dict[str, Any] = json.loads(lc.write_json(worker, reveal=True))
    return document


_SPOILT: list[tuple[Spoil, str]] = [
    (lambda w: w.update(id=7), "value.id: a text is expected"),
    (lambda w: w.update(id=None), "value.id: a text is expected"),
    (lambda w: w.update(id=""), "value.id: Worker.id is not a valid id: it must be 1 to 64 visible characters"),
    (lambda w: w.pop("id"), "value.id: the field is missing"),
    (lambda w: w.update(name="王1"), "value.name: a name must be 1 to 50 visible characters without digits"),
    (lambda w: w.update(name=["王"]), "value.name: a text is expected"),
    (lambda w: w.update(sex="Male"), "value.sex: one of these is expected: male, female"),
    (lambda w: w.update(sex=["male"]), "value.sex: one of these is expected: male, female"),
    (lambda w: w.update(number="533399199001010013"), "value.number: the check character is wrong"),
    (lambda w: w.update(number=533399199001010012), "value.number: a text is expected"),
    (lambda w: w.update(born="1990-1-1"), "value.born: a date such as 2023-02-06 is expected"),
    (lambda w: w.update(born="19900101"), "value.born: a date such as 2023-02-06 is expected"),
    (lambda w: w.update(born="1990-W01-1"), "value.born: a date such as 2023-02-06 is expected"),
    (lambda w: w.update(born="1990W011"), "value.born: a date such as 2023-02-06 is expected"),
    (lambda w: w.update(born="1990-02-30"), "value.born: a date such as 2023-02-06 is expected"),
    (lambda w: w.update(born="１９９０-01-01"), "value.born: a date such as 2023-02-06 is expected"),
    (lambda w: w.update(born=19900101), "value.born: a date such as 2023-02-06 is expected"),
    (lambda w: w.update(born="1990-01-02"), "value: the birth date is not that of the resident number"),
    (lambda w: w.update(registered="53330"), "value.registered: a division code must be six digits, such as 533301"),
    (lambda w: w.update(registered={"code": "533301"}), "value.registered: a text is expected"),
    (lambda w: w.update(phone="13812"), "value.phone: a mobile number must be 11 digits from 13… to 19…"),
    (lambda w: w.update(phone=13812340001), "value.phone: a text is expected"),
    (lambda w: w.update(education="PhD"), "value.education: one of these is expected: none, primary,"),
    (lambda w: w.update(skills="缝纫"), "value.skills: a list is expected"),
    (lambda w: w.update(skills=["缝纫", "缝纫"]), "value.skills[1]: it stands there already: each once"),
    (lambda w: w.update(skills=["缝纫", 7]), "value.skills[1]: a text is expected"),
    (lambda w: w.update(flags={}), "value.flags: a list is expected"),
    (lambda w: w.update(flags=["relocated"]), "value.flags[0]: an object is expected"),
    (lambda w: w["flags"][0].pop("source"), "value.flags[0].source: the field is missing"),
    (lambda w: w["flags"].append(7), "value.flags[1]: an object is expected"),
]


@pytest.mark.parametrize(("spoil", "said"), _SPOILT, ids=[said for _, said in _SPOILT])
def test_a_wrong_value_is_refused_at_its_path(plain: dict[str, Any], spoil: Spoil, said: str) -> None:
    spoil(plain["value"])
    [fault] = _faults(plain)
    assert fault.startswith(said)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"depart": "2023-02-06T08:35:00", "arrive": "2023-02-07T08:35:00+08:00"}, "value.depart: a time such as"),
        ({"depart": "2023-02-06T00:35:00Z", "arrive": "2023-02-07T08:35:00+08:00"}, "value.depart: a time such as"),
        ({"depart": "2023-02-06", "arrive": "2023-02-07T08:35:00+08:00"}, "value.depart: a time such as"),
    ],
)
def test_a_moment_has_one_form_and_an_offset(value: dict[str, str], said: str) -> None:
    document = {"format": "laborcoop-record", "type": "OtherTrip", "version": 1, "masked": False, "value": value}
    [fault] = _faults(document)
    assert fault.startswith(said)


@pytest.mark.parametrize("written", ["01.5", "1e3", "+1", " 1", "1.", "NaN", "Infinity", "１", 4, 4.5, None])
def test_a_decimal_number_is_a_text_of_one_form(written: object) -> None:
    value = {"low": written, "high": "9"}
    document = {"format": "laborcoop-record", "type": "WageRange", "version": 1, "masked": False, "value": value}
    assert _faults(document) == ["value.low: a decimal number, written as text, is expected"]


_ENVELOPES: list[tuple[Spoil, list[str]]] = [
    (lambda d: d.pop("format"), ["format: laborcoop-record is expected"]),
    (lambda d: d.update(format="laborcoop-plan"), ["format: laborcoop-record is expected"]),
    (lambda d: d.update(version=2), ["version: this is version 2, and this release can read up to 1: upgrade it"]),
    (
        lambda d: d.update(version=13800000001),
        ["version: this is version …, and this release can read up to 1: upgrade it"],
    ),
    (lambda d: d.update(version=0), ["version: there is no such version"]),
    (lambda d: d.update(version="1"), ["version: there is no such version"]),
    (lambda d: d.update(version=True), ["version: there is no such version"]),
    (lambda d: d.pop("masked"), ["masked: true or false is expected"]),
    (lambda d: d.update(masked="false"), ["masked: true or false is expected"]),
    (lambda d: d.pop("type"), ["type: this release has no data of the class …"]),
    (lambda d: d.update(type="Robot"), ["type: this release has no data of the class Robot"]),
    (lambda d: d.update(type="阿普 533399"), ["type: this release has no data of the class …"]),
    (lambda d: d.update(type="Case"), ["type: this release has no data of the class Case"]),
    (lambda d: d.pop("value"), ["value: the field is missing"]),
    (lambda d: d.update(value=[]), ["value: an object is expected"]),
    (
        lambda d: d.update(format=1, version=None, masked=0),
        [
            "format: laborcoop-record is expected",
            "version: there is no such version",
            "masked: true or false is expected",
        ],
    ),
]


@pytest.mark.parametrize(("spoil", "said"), _ENVELOPES)
def test_a_wrong_envelope_is_refused(plain: dict[str, Any], spoil: Spoil, said: list[str]) -> None:
    spoil(plain)
    assert _faults(plain) == said


def test_another_class_than_the_one_expected_is_refused(plain: dict[str, Any]) -> None:
    assert _faults(plain, lc.Employer) == ["type: Employer is expected"]
    assert _faults([plain]) == [".: an object is expected"]


def test_what_is_no_data_is_neither_written_nor_read(case: lc.Case) -> None:
    with pytest.raises(DocumentError, match="RuleBook has no form in JSON: it holds rules"):
        lc.write_json(lc.national())
    with pytest.raises(DocumentError) as refused:
        lc.write_json(lc.plan_return(case))
    assert (
        refused.value.text.zh
        == "ReturnPlan 没有 JSON 形式：它的形式是 plan.json，用 laborcoop.write_plan(plan, 文件夹) 写出"
    )
    assert "which laborcoop.write_plan(plan, folder) writes" in refused.value.text.en
    with pytest.raises(DocumentError, match="str has no form in JSON: it is no record"):
        lc.write_json("W-1")  # type: ignore[arg-type] # the point
    assert _faults("{}", lc.Case)


def test_every_planted_fault_is_found_in_one_pass(plain: dict[str, Any]) -> None:
    """The validators of fields run for each field, not only for the first that refuses."""
    records, planted = [], []
    for index in range(300):
        value = deepcopy(plain["value"]) | {"type": "Worker", "id": f"W-{index}"}
        if index % 3 == 0:
            value |= {"id": " ", "phone": "1", "born": "?"}
            planted += [f"value[{index}].{name}" for name in ("phone", "born", "id")]
        if index % 5 == 0:
            value["flags"] = [{"kind": "x", "as_of": "2022-12-31"}]
            planted += [f"value[{index}].flags[0].kind", f"value[{index}].flags[0].source"]
        records.append(value)
    document = {"format": "laborcoop-records", "version": 1, "masked": False, "value": records}
    with pytest.raises(DocumentError) as raised:
        lc.read_records(json.dumps(document))
    assert f"faults: {len(planted)}" in raised.value.text.en
    told = [fault.en.partition(": ")[0] for fault in raised.value.faults]
    assert set(told[:100]) <= set(planted)
    assert raised.value.faults[-1].en == f"and {len(planted) - 100} more"


def test_records_are_tagged_objects() -> None:
    document = {
        "format": "laborcoop-records",
        "version": 1,
        "masked": False,
        "value": [7, {}, {"type": "Robot"}, {"type": ["Worker"]}, {"type": "DivisionCode"}, {"type": "Period"}],
    }
    with pytest.raises(DocumentError) as raised:
        lc.read_records(json.dumps(document))
    assert [fault.en for fault in raised.value.faults] == [
        "value[0]: an object with its type is expected",
        "value[1].type: this release has no data of the class …",
        "value[2].type: this release has no data of the class Robot",
        "value[3].type: this release has no data of the class …",
        "value[4].value: a text is expected",
        "value[5].start: the field is missing",
    ]
    with pytest.raises(DocumentError, match="value: a list is expected"):
        lc.read_records(json.dumps(document | {"value": {}}))


def test_no_fault_holds_a_value_or_a_key_that_may_be_personal(plain: dict[str, Any]) -> None:
    plain["value"] |= {"id": ["533399199001010012"], "born": "1990-01-01 阿普", "registered": "阿普", "sex": "阿普"}
    plain["value"]["flags"] = [{"kind": "阿普", "as_of": "阿普", "source": 533399199001010012, "阿普": 1}]
    said = "\n".join(_faults(plain))
    assert said.count("\n") == 6
    assert "阿普" not in said
    assert "533399199001010012" not in said
