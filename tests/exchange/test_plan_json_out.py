"""plan.json: everybody is in it, it comes back exactly, and nothing is coerced on the way."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import DocumentError, InvalidValue
from laborcoop.exchange.document import (
    CaseEntry,
    FigureEntry,
    GoalEntry,
    HandoverEntry,
    MatchEntry,
    PersonEntry,
    PlanDocument,
    ProofEntry,
    ReasonEntry,
    RideEntry,
    StageEntry,
    StayEntry,
)
from laborcoop.exchange.entries import FindingEntry, IntakeEntry, WhereEntry, Words
from laborcoop.exchange.plan_document import plan_document
from laborcoop.exchange.plan_json import plan_json, read_plan_document
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Intake, Refused
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Convention, Finding, Locus, Severity
from laborcoop.testing import Programme, programmes, small_case
from laborcoop.testing.programme import Applicant

_FINDING = Finding(
    rule="ID-02",
    severity=Severity.ERROR,
    subject="R-1",
    message=Text("校验码不对", "the check character is wrong"),
    sources=(Convention(Text("惯例", "habit")),),
    where=Locus("a.xlsx", "一", 9, "C"),
)
_NOTE = evolve(_FINDING, rule="ID-09", severity=Severity.INFO)


def _refused(*findings: Finding, subject: str = "R-1", row: int = 9) -> Refused:
    return Refused(subject=subject, where=Locus("a.xlsx", "一", row), findings=findings)


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    """Two who travel, one who does not want to, two rows refused."""
    applicants = (Applicant(), Applicant(returns=False, employer=None), Applicant(willing=False))
    case = small_case(Programme(applicants=applicants))
    refused = (_refused(_FINDING, _NOTE), _refused(_NOTE, subject="R-0", row=12))
    intake = Intake(rows=5, workers=case.intake.workers, refused=refused)
    return plan_return(evolve(case, intake=intake))


@pytest.fixture
def content(plan: ReturnPlan) -> dict[str, Any]:
    """The document as plain values, to be spoilt."""
    made: dict[str, Any] = json.loads(plan_json(plan_document(plan)))
    return made


_ALONE = (
    "travellers must have a match (who goes along: none), a hand-over and no reasons; others must have reasons alone"
)


def _faults(content: object) -> list[str]:
    with pytest.raises(DocumentError) as refused:
        read_plan_document(json.dumps(content))
    return [fault.en for fault in refused.value.faults]


def test_every_person_of_the_rosters_stands_in_it_once_by_id(plan: ReturnPlan) -> None:
    document = plan_document(plan)
    assert [(person.id, person.outcome) for person in document.people] == [
        ("R-0", "refused"),
        ("R-1", "refused"),
        ("W-000", "travelling"),
        ("W-001", "travelling"),
        ("W-002", "left-out"),
    ]
    assert len(document.people) == plan.case.intake.persons


def test_a_refused_row_tells_its_place_and_reasons_and_no_name(plan: ReturnPlan) -> None:
    milder, refused = plan_document(plan).people[:2]
    assert (refused.name, refused.number) == (None, None)
    assert refused.where == WhereEntry(file="a.xlsx", sheet="一", row=9)
    assert [reason.code for reason in refused.reasons] == ["ID-02"]
    # Where nothing that was found excludes by itself, what was found is the reason.
    assert [reason.code for reason in milder.reasons] == ["ID-09"]


def test_somebody_left_out_tells_the_stage_and_the_reasons_in_both_languages(plan: ReturnPlan) -> None:
    person = plan_document(plan).people[-1]
    assert person.stage == "admission"
    (reason,) = plan.unplaced[WorkerId("W-002")]
    assert person.reasons == (ReasonEntry(code=reason.code, zh=reason.text.zh, en=reason.text.en),)
    assert (person.match, person.rides, person.stays, person.handover) == (None, (), (), None)


def test_a_traveller_tells_post_rides_stays_and_hand_over_in_order(plan: ReturnPlan) -> None:
    person = plan_document(plan).people[3]
    assert person.match == MatchEntry(employer="E-2", post="P-1", first_day=date(2023, 2, 7))
    assert [ride.leg for ride in person.rides] == ["feeder", "evening", "morning", "train", "to-home", "to-gates"]
    assert person.rides[3].train == "D3812/D3809"
    assert [(stay.lodging, stay.start, stay.end) for stay in person.stays] == [
        ("hotel", date(2023, 2, 5), date(2023, 2, 6)),
        ("home", date(2023, 2, 6), date(2023, 2, 7)),
    ]
    assert person.handover is not None
    assert person.handover.at == plan.handovers[WorkerId("W-001")].at
    assert (person.stage, person.reasons) == (None, ())


@settings(max_examples=25, deadline=None)
@given(programmes(5))
def test_the_numbers_of_a_document_add_up(programme: Programme) -> None:
    plan = plan_return(small_case(programme))
    document = plan_document(plan)
    outcomes = Counter(person.outcome for person in document.people)
    figures = {figure.key: figure.value for figure in document.summary}
    assert outcomes["travelling"] == figures["travelling"] == len(plan.matches)
    assert outcomes["accompanying"] == figures.get("accompanying", 0) == len(plan.handovers) - len(plan.matches)
    left_out = figures["left_out"] + figures.get("accompanying_left_out", 0)
    assert outcomes["left-out"] == left_out == sum(stage.left_out for stage in document.stages)
    assert document.intake.rows == document.intake.workers + document.intake.merged + document.intake.refused
    assert read_plan_document(plan_json(document)) == document


def test_the_proof_of_a_stage_gives_each_goal_with_its_bound(plan: ReturnPlan) -> None:
    (posts,) = [stage for stage in plan_document(plan).stages if stage.stage == "posts"]
    assert posts.proof is not None
    assert (posts.proof.status, posts.proof.gap) == ("proved", 0)
    assert [(goal.value, goal.bound) for goal in posts.proof.goals][:1] == [(1, 1)]


def test_a_plan_that_does_not_verify_says_so_and_lists_what_was_found(plan: ReturnPlan) -> None:
    sound, unsound = plan_document(plan), plan_document(plan, faults=[_FINDING])
    assert sound.sound
    assert not unsound.sound
    assert FindingEntry.of(_FINDING) in unsound.findings
    assert FindingEntry.of(evolve(_FINDING, kind="worker")).kind == "worker"
    assert len(unsound.findings) == len(sound.findings) + 1


def test_names_and_numbers_are_masked_and_the_document_says_so(plan: ReturnPlan) -> None:
    document = plan_document(plan)
    text = plan_json(document)
    assert json.loads(text)["masked"] is True
    assert [person.name for person in document.people[2:]] == ["阿**"] * 3
    for worker in plan.case.workers:
        assert worker.number.reveal() not in text
        assert worker.number.masked in text
        assert worker.name.reveal() not in text


def test_with_the_identity_every_worker_can_be_made_again(plan: ReturnPlan) -> None:
    document = read_plan_document(plan_json(plan_document(plan, reveal=True)))
    assert not document.masked
    people = {person.id: person for person in document.people}
    for worker in plan.case.workers:
        person = people[worker.id]
        assert ResidentNumber(str(person.number)) == worker.number
        assert PersonName(str(person.name)) == worker.name


@pytest.mark.parametrize("reveal", [True, False])
def test_a_real_plan_comes_back_exactly_to_the_byte(plan: ReturnPlan, reveal: bool) -> None:  # noqa: FBT001 - parametrized
    document = plan_document(plan, reveal=reveal)
    text = plan_json(document)
    assert read_plan_document(text) == document
    assert plan_json(read_plan_document(text)) == text


def test_a_person_does_not_show_name_and_number_in_its_repr(plan: ReturnPlan) -> None:
    shown = repr(plan_document(plan, reveal=True))
    assert "阿普" not in shown
    assert plan.case.workers[0].number.reveal() not in shown


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_WHOLE = st.integers(-(10**9), 10**9)
_NATURAL = st.integers(0, 10**6)
_DAYS = st.dates()
_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 2),  # noqa: DTZ001 - the same
    timezones=_ZONES,
)
_WORDS = st.builds(Words, zh=_TEXT, en=_TEXT)
_WHERE = st.builds(WhereEntry, file=_TEXT, sheet=_TEXT, row=st.none() | _NATURAL, column=_TEXT)
_EXTRA = st.dictionaries(
    _TEXT.map("x_".__add__), st.none() | st.booleans() | _WHOLE | _TEXT | st.lists(_WHOLE, max_size=2), max_size=2
)


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


_PROOF = st.builds(
    ProofEntry,
    status=_TEXT,
    goals=_some(st.builds(GoalEntry, name=_WORDS, value=_WHOLE, bound=_WHOLE)),
    gap=_WHOLE,
    faults=_some(_WORDS),
)


@st.composite
def _stages(draw: st.DrawFn) -> StageEntry:
    placed, spared, left = draw(_NATURAL), draw(_NATURAL), draw(_NATURAL)
    return StageEntry(
        stage=draw(_TEXT),
        hub=draw(_TEXT),
        title=draw(_WORDS),
        came_in=placed + spared + left,
        placed=placed,
        not_needed=spared,
        left_out=left,
        proof=draw(st.none() | _PROOF),
        extra=draw(_EXTRA),
    )


_TRAVELLER = st.builds(
    PersonEntry,
    id=_TEXT,
    name=_TEXT,
    number=_TEXT,
    where=_WHERE,
    outcome=st.just("travelling"),
    stage=st.none(),
    reasons=st.just(()),
    match=st.builds(MatchEntry, employer=_TEXT, post=st.none() | _TEXT, first_day=_DAYS),
    rides=_some(
        st.builds(
            RideEntry,
            leg=_TEXT,
            vehicle=_TEXT,
            train=_TEXT,
            board=_TEXT,
            depart=_MOMENTS,
            alight=_TEXT,
            arrive=_MOMENTS,
            seat=_TEXT,
            extra=_EXTRA,
        )
    ),
    stays=_some(st.builds(StayEntry, lodging=_TEXT, room=_TEXT, bed=_WHOLE, start=_DAYS, end=st.none() | _DAYS)),
    handover=st.builds(HandoverEntry, employer=_TEXT, gate=_TEXT, at=_MOMENTS),
    extra=_EXTRA,
)
_STAYER = st.builds(
    PersonEntry,
    id=_TEXT,
    name=st.none() | _TEXT,
    number=st.none() | _TEXT,
    where=_WHERE,
    outcome=st.sampled_from(["left-out", "refused"]),
    stage=st.none() | _TEXT,
    reasons=st.lists(st.builds(ReasonEntry, code=_TEXT, zh=_TEXT, en=_TEXT), min_size=1, max_size=2).map(tuple),
    match=st.none(),
    rides=st.just(()),
    stays=st.just(()),
    handover=st.none(),
)
_DOCUMENTS = st.builds(
    PlanDocument,
    masked=st.sampled_from([False]),
    case=st.builds(CaseEntry, id=_TEXT, name=_WORDS, note=_WORDS, on=_DAYS, synthetic=st.booleans(), extra=_EXTRA),
    intake=st.builds(IntakeEntry, rows=_WHOLE, workers=_WHOLE, merged=_WHOLE, refused=_WHOLE),
    summary=_some(st.builds(FigureEntry, key=_TEXT, title=_WORDS, value=_WHOLE, unit=_TEXT)),
    stages=_some(_stages()),
    sound=st.booleans(),
    people=_some(_TRAVELLER | _STAYER),
    findings=_some(
        st.builds(
            FindingEntry,
            rule=_TEXT,
            severity=st.sampled_from(["BLOCK", "ERROR", "WARN", "INFO"]),
            subject=_TEXT,
            kind=_TEXT,
            path=_TEXT,
            message=_WORDS,
            suggestion=_WORDS,
            sources=_some(_WORDS),
            where=_WHERE,
            waived=st.booleans(),
        )
    ),
    extra=_EXTRA,
)


@settings(max_examples=50, deadline=None)
@given(_DOCUMENTS)
def test_a_document_comes_back_exactly(document: PlanDocument) -> None:
    text = plan_json(document)
    assert read_plan_document(text) == document
    assert plan_json(read_plan_document(text)) == text


def test_unknown_fields_are_kept_and_named_with_their_paths(content: dict[str, Any]) -> None:
    content["later"] = {"a": [1]}
    content["case"]["colour"] = "red"
    content["people"][2]["rides"][0]["class"] = None
    document = read_plan_document(json.dumps(content))
    assert list(document.unknown()) == ["later", "case.colour", "people[2].rides[0].class"]
    assert json.loads(plan_json(document)) == content


Spoil = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda d: d["people"][0].update(id=7), "people[0].id: a text is expected"),
        (lambda d: d.update(masked="false"), "masked: true or false is expected"),
        (lambda d: d.update(masked=0), "masked: true or false is expected"),
        (lambda d: d["intake"].update(rows=True), "intake.rows: a whole number is expected"),
        (lambda d: d["intake"].update(rows=5.0), "intake.rows: a whole number is expected"),
        (lambda d: d["intake"].update(rows="5"), "intake.rows: a whole number is expected"),
        (lambda d: d["case"].update(on="20230128"), "case.on: a date such as 2023-02-06 is expected"),
        (lambda d: d["case"].update(on="2023-02-30"), "case.on: a date such as 2023-02-06 is expected"),
        (lambda d: d["case"].update(on=20230128), "case.on: a date such as 2023-02-06 is expected"),
        (
            lambda d: d["people"][2]["handover"].update(at="2023-02-06T20:00:00"),
            "people[2].handover.at: a time such as 2023-02-06T08:35:00+08:00 is expected",
        ),
        (
            lambda d: d["people"][2]["handover"].update(at="2023-02-06 20:00:00+08:00"),
            "people[2].handover.at: a time such as 2023-02-06T08:35:00+08:00 is expected",
        ),
        (lambda d: d.update(people="abc"), "people: a list is expected"),
        (lambda d: d.update(people={}), "people: a list is expected"),
        (lambda d: d.update(people=None), "people: a list is expected"),
        (lambda d: d["people"].append(3), "people[5]: an object is expected"),
        (lambda d: d.update(case=[]), "case: an object is expected"),
        (lambda d: d.pop("case"), "case: the field is missing"),
        (lambda d: d["findings"][0]["message"].pop("zh"), "findings[0].message.zh: the field is missing"),
        (
            lambda d: d["findings"][0].update(severity="error"),
            "findings[0].severity: one of these is expected: BLOCK, ERROR, WARN, INFO",
        ),
        (lambda d: d.update(format="other"), "format: one of these is expected: laborcoop-plan"),
        (lambda d: d.update(version=True), "version: one of these is expected: 1"),
        (lambda d: d.update(version=1.0), "version: one of these is expected: 1"),
        (
            lambda d: d["stages"][0].update(placed=7),
            "stages[0]: those who came in must be those placed, in no need and left out together",
        ),
        (
            lambda d: d["people"][0].update(reasons=[]),
            f"people[0]: {_ALONE}",
        ),
        (
            lambda d: d["people"][2].update(handover=None),
            f"people[2]: {_ALONE}",
        ),
        (
            lambda d: d["people"][2].update(match=None),
            f"people[2]: {_ALONE}",
        ),
    ],
)
def test_nothing_is_coerced_and_each_fault_has_its_path(content: dict[str, Any], spoil: Spoil, fault: str) -> None:
    spoil(content)
    assert _faults(content) == [fault]


def test_all_faults_are_told_at_once(content: dict[str, Any]) -> None:
    content["masked"] = 1
    del content["case"]["on"]
    content["people"][2]["rides"][1]["seat"] = 3
    content["people"][3]["rides"] = None
    assert _faults(content) == [
        "masked: true or false is expected",
        "case.on: the field is missing",
        "people[2].rides[1].seat: a text is expected",
        "people[3].rides: a list is expected",
    ]


@pytest.mark.parametrize("content", [[], None, 3, "text"])
def test_a_json_value_that_is_no_object_is_refused(content: object) -> None:
    assert _faults(content) == [".: an object is expected"]


def test_a_later_version_asks_for_a_newer_release(content: dict[str, Any]) -> None:
    content["version"] = 2
    content["case"] = "quite different"
    assert _faults(content) == ["version: this is version 2, and this release can read up to 1: upgrade it"]


def test_a_document_that_says_it_is_masked_holds_no_whole_number(plan: ReturnPlan, content: dict[str, Any]) -> None:
    number = plan.case.workers[0].number.reveal()
    content["people"][2]["number"] = number
    (fault,) = _faults(content)
    assert fault == ".: the document says that it is masked, but holds a whole number: people[2].number"
    with pytest.raises(InvalidValue, match="masked") as refused:
        evolve(plan_document(plan, reveal=True), masked=True)
    assert number not in str(refused.value)


@pytest.mark.parametrize(
    ("spoil", "path"),
    [
        (lambda d, n: d["people"][0].update(id=n), "people[0].id"),
        (lambda d, n: d["people"][0]["where"].update(file=f"a {n}.xlsx"), "people[0].where.file"),
        (lambda d, n: d["people"][0]["reasons"][0].update(zh=f"见{n}。"), "people[0].reasons[0].zh"),
        (lambda d, n: d["people"][3]["rides"][0].update(leg=n[:6] + n[8:17]), "people[3].rides[0].leg"),
        (lambda d, n: d["findings"][0].update(subject=n), "findings[0].subject"),
        (lambda d, n: d["case"].update(id=n.lower()), "case.id"),
        (lambda d, n: d.update(later={"a": ["b", {"c": n}]}), "extra[1]"),
        (lambda d, n: d["case"].update({n: 1}), "case.extra"),
    ],
)
def test_no_text_of_a_masked_document_may_hold_a_whole_number(
    plan: ReturnPlan, content: dict[str, Any], spoil: Callable[[dict[str, Any], str], object], path: str
) -> None:
    number = plan.case.workers[0].number.reveal()
    spoil(content, number)
    (fault,) = _faults(content)
    assert fault == f".: the document says that it is masked, but holds a whole number: {path}"
    content["masked"] = False
    assert read_plan_document(json.dumps(content)).masked is False


def test_no_datum_of_a_document_stands_in_the_error_about_it(plan: ReturnPlan) -> None:
    content = json.loads(plan_json(plan_document(plan, reveal=True)))
    for person in content["people"]:
        person["id"] = None
        person["where"] = person["name"]
    with pytest.raises(DocumentError) as refused:
        read_plan_document(json.dumps(content))
    assert "阿普" not in str(refused.value)


def test_a_file_is_read_with_a_bom_or_without(plan: ReturnPlan, tmp_path: Path) -> None:
    document = plan_document(plan)
    path = tmp_path / "plan.json"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text(plan_json(document), encoding=encoding)
        assert read_plan_document(path) == document


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda path: path.exists(), "plan.json cannot be read: FileNotFoundError"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "plan.json cannot be read: it is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_document_error(
    tmp_path: Path, spoil: Callable[[Path], object], why: str
) -> None:
    path = tmp_path / "plan.json"
    spoil(path)
    with pytest.raises(DocumentError) as refused:
        read_plan_document(path)
    assert refused.value.text.en == why


def test_a_negative_count_cannot_balance_a_stage() -> None:
    words = Words(zh="", en="")
    with pytest.raises(InvalidValue, match="came in"):
        StageEntry(stage="a", hub="", title=words, came_in=1, placed=2, not_needed=-1, left_out=0, proof=None)
