"""The schemas hold for what is written, and refuse what the readers refuse."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator, FormatChecker

from laborcoop.cooperation import TransferEmployment
from laborcoop.exchange.plan_document import plan_document
from laborcoop.exchange.plan_json import plan_json
from laborcoop.exchange.records import write_records
from laborcoop.exchange.report import figures_document, figures_json
from laborcoop.exchange.roster import RosterResult
from laborcoop.exchange.schema import SCHEMAS
from laborcoop.exchange.workers_document import workers_document, workers_json
from laborcoop.indicators import year_end_report
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Findings
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

_HAN = re.compile("[一-鿿]")
_ROOT = Path(__file__).parents[2]


@cache
def _schema(name: str) -> dict[str, object]:
    return SCHEMAS[name]()


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(_schema(name), format_checker=FormatChecker())


@cache
def _written(name: str) -> str:
    return json.dumps(_REAL[name]())


def _real(name: str) -> Any:  # noqa: ANN401 - plain values
    """A copy of one's own, to be spoilt."""
    return json.loads(_written(name))


def _plain(toml: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """What a TOML reader gives, dates as ISO texts."""
    return json.loads(json.dumps(tomllib.loads(toml), default=str))


def _plan() -> Any:  # noqa: ANN401 - plain values
    applicants = (Applicant(), Applicant(returns=False), Applicant(willing=False))
    return json.loads(plan_json(plan_document(plan_return(small_case(Programme(applicants=applicants))))))


def _workers() -> Any:  # noqa: ANN401 - plain values
    case = small_case(Programme(applicants=(Applicant(),)))
    result = RosterResult(
        workers=case.workers,
        registrations=case.registrations,
        intake=case.intake,
        refused=(),
        merged=(),
        findings=Findings(()),
    )
    return json.loads(workers_json(workers_document(result)))


def _documented_case() -> Any:  # noqa: ANN401 - plain values
    page = (_ROOT / "docs" / "reference" / "case-folder.md").read_text(encoding="utf-8")
    found = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert found is not None
    return _plain(found[1])


def _figures() -> Any:  # noqa: ANN401 - plain values
    case = small_case(Programme(applicants=(Applicant(),) * 6))
    spells = tuple(
        TransferEmployment(
            worker=worker.id,
            registered=worker.registered,
            division=DivisionCode("440404"),
            period=Period(date(2022, 3, 1)),
        )
        for worker in case.workers
    )
    report = year_end_report(evolve(case, records=spells), findings=Findings(()))
    return json.loads(figures_json(figures_document(report, reveal=True)))


def _records() -> Any:  # noqa: ANN401 - plain values
    case = small_case(Programme(applicants=(Applicant(),)))
    return json.loads(write_records((*case.workers, *case.posts, *case.places, *case.convoys)))


_REAL: dict[str, Callable[[], Any]] = {
    "case.toml": _documented_case,
    "figures.json": _figures,
    "plan.json": _plan,
    "records.json": _records,
    "workers.json": _workers,
}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_one_of_the_2020_12_dialect(name: str) -> None:
    schema = _schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_holds_for_a_real_document(name: str) -> None:
    _validator(name).validate(_real(name))


def test_the_schema_of_a_case_holds_for_the_example() -> None:
    example = _ROOT / "examples" / "spring-return" / "case.toml"
    _validator("case.toml").validate(_plain(example.read_text(encoding="utf-8")))


Spoil = Callable[[Any], object]


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("case.toml", lambda d: d.pop("salt")),
        ("case.toml", lambda d: d.update(salt="short")),
        ("case.toml", lambda d: d.update(on="28 January")),
        ("case.toml", lambda d: d.update(name={"zh": "只有中文"})),
        ("case.toml", lambda d: d.update(name=" ")),
        ("case.toml", lambda d: d.update(organisers=d["organisers"][:1])),
        ("case.toml", lambda d: d.update(version=2)),
        ("case.toml", lambda d: d["pairing"].update(sending="53330")),
        ("figures.json", lambda d: d["figures"][0].update(qualifier="roughly")),
        ("figures.json", lambda d: d["figures"][0].pop("definition")),
        ("figures.json", lambda d: d["figures"][0]["evidence"][0].update(amount="1")),
        ("plan.json", lambda d: d["people"][0].update(id=7)),
        ("plan.json", lambda d: d.update(masked="false")),
        ("plan.json", lambda d: d.pop("stages")),
        ("plan.json", lambda d: d.pop("format")),
        ("plan.json", lambda d: d["people"][0].update(outcome="lost")),
        ("plan.json", lambda d: d["people"][0]["rides"][0].pop("seat")),
        ("plan.json", lambda d: d["findings"][0].update(severity="BAD")),
        ("records.json", lambda d: d.pop("masked")),
        ("records.json", lambda d: d["value"][0].update(type="Robot")),
        ("records.json", lambda d: d["value"][0].update(id="")),
        ("records.json", lambda d: d["value"][0].pop("type")),
        ("workers.json", lambda d: d["workers"][0].update(number=None)),
        ("workers.json", lambda d: d["workers"][0]["registration"].update(lowest_wage=5000)),
    ],
)
def test_a_schema_refuses_a_spoilt_document(name: str, spoil: Spoil) -> None:
    document = _real(name)
    spoil(document)
    assert not _validator(name).is_valid(document)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_lets_further_fields_be(name: str) -> None:
    document = _real(name)
    document["later"] = 1
    _validator(name).validate(document)


def _titles(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("title"), str):
            yield schema["title"]
        for part in schema.values():
            yield from _titles(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _titles(part)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_title_is_in_both_languages(name: str) -> None:
    titles = list(_titles(_schema(name)))
    assert len(titles) > 10
    for title in titles:
        english, _, chinese = title.partition(" / ")
        assert english, title
        assert not _HAN.search(english), title
        assert _HAN.search(chinese), title


@pytest.mark.parametrize("name", ["figures.json", "plan.json", "records.json", "workers.json"])
def test_every_definition_is_used_and_every_reference_has_one(name: str) -> None:
    schema = _schema(name)
    used = set(re.findall(r"#/\$defs/([\w.]+)", json.dumps(schema)))
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    assert used == set(definitions)
