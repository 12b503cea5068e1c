"""Plans as lists, posts as postings, counts as public tables: what stands in them is what the records say."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, SDO, Graph, Literal, URIRef
from rdflib.term import Node

import laborcoop as lc
from laborcoop.cooperation import TransferEmployment
from laborcoop.cooperation.privacy import PublishedTable
from laborcoop.employers import JobPost, WageRange
from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.exchange.export import JobPosting, Table, table_bytes, table_of
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import CreditCode
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Locale, Text
from laborcoop.outreach import HouseholdWork
from laborcoop.planning.case import Case
from laborcoop.planning.plan import ReturnPlan
from laborcoop.retention import HelpCase
from laborcoop.testing import Programme, records, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.training import InternStudent

# What rdflib says of its own parts.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def bytes_of(
    records: Table | Iterable[Record],
    suffix: str,
    *,
    locale: Locale = "zh",
    worded: bool | None = None,
    on: date | None = None,
    **asked: Any,
) -> bytes:
    """What the suffix makes of them."""
    table = records if isinstance(records, Table) else table_of(records, **asked)
    return table_bytes(table, suffix, locale=locale, worded=worded, on=on)


def _csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# A plan as a list of people.


def test_everyone_of_the_case_stands_in_the_list_of_a_plan_once_and_in_order(plan: ReturnPlan) -> None:
    listed = lc.placements(plan)
    assert [line.worker for line in listed] == [worker.id for worker in plan.case.workers]
    assert [line.worker for line in listed if line.employer] == list(plan.travellers)
    assert [line.worker for line in listed if line.reasons] == list(plan.unplaced)


def test_the_list_says_who_goes_where_when_and_why_others_do_not(plan: ReturnPlan) -> None:
    returning, new, stays = lc.placements(plan)
    assert (returning.employer, returning.post) == (Text("第1厂", "Works 1"), "")
    assert (new.employer, new.post, new.batch) == (Text("第2厂", "Works 2"), "普工", 1)
    assert new.arrives == plan.handovers[new.worker].at
    assert new.first_day == plan.matches[new.worker].first_day
    assert (stays.employer, stays.batch, stays.arrives) == (None, None, None)
    assert stays.reasons == tuple(reason.text for reason in plan.unplaced[stays.worker])
    header, *rows = _csv(bytes_of(lc.placements(plan), ".csv"))
    assert header[:3] == ["人员编号", "姓名", "性别"]
    assert rows[1][header.index("到厂时间")] == "2023-02-07 08:30+08:00"
    assert rows[2][header.index("未安排的理由")] == stays.reasons[0].zh


# Postings in the vocabulary of schema.org, read by a parser of JSON-LD.


def _graph(posts: list[JobPost], case: Case, **asked: Any) -> Graph:
    content = bytes_of(lc.job_postings(posts, case.employers), ".jsonld", **asked)
    document = json.loads(content)
    assert document["@context"] == "https://schema.org"
    # What that address says of terms, as far as it is needed; no test asks the network.
    document["@context"] = {"@vocab": str(SDO)}
    return Graph().parse(data=json.dumps(document), format="json-ld")


def _value(graph: Graph, node: Node, *path: URIRef) -> object:
    for step in path:
        found = graph.value(node, step)
        assert found is not None, step
        node = found
    return node.toPython() if isinstance(node, Literal) else node


@pytest.fixture(scope="module")
def post(case: Case) -> JobPost:
    """A post of which everything is said."""
    return evolve(
        case.posts[0],
        education=Education.JUNIOR_SECONDARY,
        skills=frozenset({"焊接", "装配"}),
        wage=WageRange(Decimal("4500.50"), Decimal(6000)),
        division=DivisionCode("440403"),
        published_on=date(2023, 1, 20),
        starts_on=date(2023, 2, 7),
        withdrawn_on=date(2023, 3, 1),
        withdraw_reason="招满",
    )


def test_a_parser_of_json_ld_finds_the_post_with_its_pay_place_and_days(case: Case, post: JobPost) -> None:
    employers = tuple(evolve(each, credit_code=CreditCode("91350100M000100Y43")) for each in case.employers)
    graph = _graph([post], evolve(case, employers=employers))
    (node,) = graph.subjects(predicate=None, object=SDO.JobPosting)
    assert _value(graph, node, SDO.title) == "普工"
    assert _value(graph, node, SDO.identifier, SDO.value) == "P-1"
    assert _value(graph, node, SDO.description) == "装配\n身体健康"
    assert _value(graph, node, SDO.datePosted) == "2023-01-20"
    assert _value(graph, node, SDO.validThrough) == "2023-02-28"
    assert _value(graph, node, SDO.jobStartDate) == "2023-02-07"
    assert _value(graph, node, SDO.totalJobOpenings) == 5
    assert _value(graph, node, SDO.educationRequirements) == "初中"
    assert {str(skill) for skill in graph.objects(node, SDO.skills)} == {"焊接", "装配"}
    assert _value(graph, node, SDO.hiringOrganization, SDO.name) == "第2厂"
    assert _value(graph, node, SDO.hiringOrganization, SDO.taxID) == "91350100M000100Y43"
    assert _value(graph, node, SDO.baseSalary, SDO.currency) == "CNY"
    salary = graph.value(graph.value(node, SDO.baseSalary), SDO.value)
    assert salary is not None
    assert (_value(graph, salary, SDO.minValue), _value(graph, salary, SDO.maxValue)) == (4500.5, 6000)
    assert _value(graph, salary, SDO.unitText) == "MONTH"
    address = graph.value(graph.value(node, SDO.jobLocation), SDO.address)
    assert address is not None
    assert _value(graph, address, SDO.addressCountry) == "CN"
    assert _value(graph, address, SDO.addressRegion) == "广东省"
    assert _value(graph, address, SDO.addressLocality) == "珠海市斗门区"


def test_every_property_and_class_is_one_that_schema_org_has(case: Case, post: JobPost) -> None:
    graph = _graph([post], case)
    types = set(graph.objects(predicate=RDF.type))
    own = {term for term in {*graph.predicates(), *types} if str(term).startswith(str(SDO))}
    assert len(own) > 15
    assert own <= set(dir(SDO))


def test_what_a_post_does_not_say_is_left_out(case: Case) -> None:
    bare = JobPost(
        id=case.posts[0].id, employer=case.posts[0].employer, title="普工", openings=1, division=DivisionCode("999999")
    )
    (posting,) = json.loads(bytes_of(lc.job_postings([bare], case.employers), ".jsonld"))["@graph"]
    assert set(posting) == {
        "@type",
        "identifier",
        "title",
        "description",
        "hiringOrganization",
        "jobLocation",
        "totalJobOpenings",
    }
    assert posting["description"] == "普工"
    assert posting["jobLocation"]["address"]["addressRegion"] == "999999"
    (fewer,) = json.loads(bytes_of(lc.job_postings([bare], case.employers), ".jsonld", columns=["id"]))["@graph"]
    assert fewer == {"@type": "JobPosting", "identifier": {"@type": "PropertyValue", "value": "P-1"}}


def test_a_phone_that_strayed_into_a_post_is_masked(case: Case, post: JobPost) -> None:
    told = evolve(post, conditions="联系 13812340001")
    assert "13812340001" not in bytes_of(lc.job_postings([told], case.employers), ".jsonld").decode()
    assert "13812340001" in bytes_of(lc.job_postings([told], case.employers), ".jsonld", reveal=True).decode()


@settings(max_examples=10)
@given(st.lists(records(JobPost), max_size=3))
def test_any_posts_are_as_many_postings_for_a_parser(posts: list[JobPost]) -> None:
    case = small_case(Programme())
    named = [evolve(each, employer=case.employers[0].id) for each in posts]
    postings = lc.job_postings(named, case.employers)
    content = bytes_of(postings, ".jsonld", kind=JobPosting, locale="en")
    document = json.loads(content)
    document["@context"] = {"@vocab": str(SDO)}
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    found = list(graph.subjects(object=SDO.JobPosting))
    assert Counter(_value(graph, node, SDO.totalJobOpenings) for node in found) == Counter(
        post.openings for post in posts
    )


@pytest.mark.parametrize(
    ("withdrawn", "last"),
    [(date(2023, 1, 1), "2023-01-01"), (date(2023, 1, 9), "2023-01-08"), (date(1, 1, 1), None)],
)
def test_a_post_that_was_withdrawn_on_its_first_day_stood_on_that_day(
    case: Case, post: JobPost, withdrawn: date, last: str | None
) -> None:
    published = date(2023, 1, 1) if withdrawn.year > 1 else None
    stood = evolve(post, published_on=published, withdrawn_on=withdrawn)
    (posting,) = json.loads(bytes_of(lc.job_postings([stood], case.employers), ".jsonld"))["@graph"]
    assert posting.get("validThrough") == last


def test_a_posting_does_not_end_the_script_element_that_holds_it(case: Case, post: JobPost) -> None:
    content = bytes_of(lc.job_postings([evolve(post, title="</script>")], case.employers), ".jsonld")
    assert b"<" not in content
    assert json.loads(content)["@graph"][0]["title"] == "</script>"


def test_a_column_that_is_named_twice_is_refused(case: Case) -> None:
    with pytest.raises(InvalidValue, match=r"columns named twice: wage\.low, wage\.high"):
        bytes_of(case.posts, ".parquet", columns=["wage", "wage"])


def test_postings_are_tables_as_well(case: Case, post: JobPost) -> None:
    header, row = _csv(bytes_of(lc.job_postings([post], case.employers), ".csv"))
    found = dict(zip(header, row, strict=True))
    assert (found["用人单位"], found["行政区划"], found["月工资（元）：下限（元）"]) == ("第2厂", "斗门区", "4500.50")


def test_json_ld_is_of_postings_only_and_a_posting_names_its_employer(case: Case, post: JobPost) -> None:
    with pytest.raises(InvalidValue, match="make them by job_postings"):
        bytes_of(case.posts, ".jsonld")
    with pytest.raises(UnknownName, match="the employer of the post P-1"):
        lc.job_postings([post], ())


# Counts for everybody to see.

_PEOPLE = (*(Applicant(village=1) for _ in range(9)), *(Applicant(village=2) for _ in range(3)))


@pytest.fixture(scope="module")
def crowd() -> Case:
    """Nine people of one village, three of another."""
    case = small_case(Programme(applicants=_PEOPLE))
    schools = [Education.PRIMARY, Education.COLLEGE, None]
    workers = tuple(
        evolve(worker, education=schools[i % 3], village="" if i == 11 else worker.village)
        for i, worker in enumerate(case.workers)
    )
    return evolve(case, workers=workers)


def _published(table: Table) -> dict[str, list[object]]:
    return {str(row[0]): list(row[2:]) for row in table.rows}


def test_a_table_counts_by_one_field_with_its_total_and_what_is_not_stated(crowd: Case) -> None:
    table = lc.count_table(crowd.workers, "village", least=1)
    assert _published(table) == {"第1村": [9], "第2村": [2], "未填": [1], "合计": [12]}
    assert table.title.zh == "务工人员：村"
    assert table.note.zh == ""


def test_a_small_count_is_not_shown_and_not_to_be_computed(crowd: Case) -> None:
    table = lc.count_table(crowd.workers, "village")
    assert _published(table) == {"第1村": [None], "第2村": [None], "未填": [None], "合计": [12]} or _published(
        table
    ) == {"第1村": [9], "第2村": [None], "未填": [None], "合计": [None]}
    header, *rows = _csv(bytes_of(table, ".csv"))
    assert header == ["村", "数量"]
    assert ["第2村", "*"] in rows
    assert table.note.render("en") == "* not shown: fewer than 5, or computable from totals"
    assert "少于 5" in table.full_title.zh


def test_two_fields_make_rows_and_columns_in_the_order_of_their_values(crowd: Case) -> None:
    table = lc.count_table(crowd.workers, "village", "education", least=1)
    assert [column.key for column in table.columns] == [
        "village.zh",
        "village.en",
        "primary",
        "college",
        "None",
        "total",
    ]
    assert _csv(bytes_of(table, ".csv", locale="en"))[0] == ["village", "primary", "college", "not stated", "total"]
    counted = Counter((worker.village, worker.education) for worker in crowd.workers)
    first = _published(table)["第1村"]
    assert first == [
        counted["第1村", Education.PRIMARY],
        counted["第1村", Education.COLLEGE],
        counted["第1村", None],
        9,
    ]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.sampled_from("子丑寅卯")), max_size=60), st.integers(1, 6))
def test_any_counts_that_are_shown_are_true_and_large_enough(pairs: list[tuple[str, str]], least: int) -> None:
    cells = [Cell(row=row, column=column) for row, column in pairs]
    table = lc.count_table(cells, "row", "column", kind=Cell, least=least)
    true = Counter(pairs)
    keys = [column.key for column in table.columns]
    for line in table.rows:
        for key, shown in zip(keys[2:], line[2:], strict=True):
            matching = [pair for pair in true.elements() if line[0] in {pair[0], "合计"} and key in {pair[1], "total"}]
            assert shown in (None, len(matching))
            assert shown in (None, 0) or (isinstance(shown, int) and shown >= least)
    counts = tuple(cell for line in table.rows for cell in line[2:] if cell is None or isinstance(cell, int))
    assert all(
        finding.rule != "PR-07" or least < 5
        for finding in lc.national().judge(PublishedTable(counts=counts), "T", on=date(2023, 2, 6))
    )


@frozen(kw_only=True)
class Cell(Record):
    """One of what is counted."""

    row: str
    column: str


@pytest.mark.parametrize("field", ["name", "number", "born", "phone", "flags", "skills"])
def test_a_field_that_tells_of_one_person_or_has_many_values_is_not_counted_by(case: Case, field: str) -> None:
    with pytest.raises(InvalidValue, match=f"cannot count by {field}"):
        lc.count_table(case.workers, field)


@pytest.mark.parametrize(
    ("kind", "fields", "named"),
    [
        (lc.Worker, ["id"], "id"),
        (lc.Worker, ["village", "id"], "id"),
        (TransferEmployment, ["worker"], "worker"),
        (TransferEmployment, ["worker", "division"], "worker"),
        (HouseholdWork, ["household"], "household"),
        (HelpCase, ["worker"], "worker"),
        (InternStudent, ["student.id"], "student.id"),
    ],
)
def test_ids_of_the_records_and_of_people_are_not_counted_by(kind: type[Record], fields: list[str], named: str) -> None:
    with pytest.raises(InvalidValue, match=f"cannot count by {named}: they are ids") as refused:
        lc.count_table([], *fields, kind=kind)
    assert "它们是编号" in refused.value.text.zh


def test_a_free_field_of_which_each_record_has_its_own_is_not_counted_by() -> None:
    cells = [Cell(row=f"a note on person {number}", column="甲") for number in range(5)]
    with pytest.raises(InvalidValue, match=r"cannot count by row: .* differ from record to record"):
        lc.count_table(cells, "row", "column")
    assert len(lc.count_table([*cells, cells[0]], "row").rows) == 6
    assert len(lc.count_table(cells[:4], "row").rows) == 5


def test_ids_of_what_many_people_share_are_counted_by() -> None:
    assert lc.count_table([], "employer", kind=TransferEmployment).rows


def test_several_columns_of_one_field_are_not_counted_by(case: Case) -> None:
    with pytest.raises(InvalidValue, match="cannot count by wage"):
        lc.count_table(case.posts, "wage")
    with pytest.raises(UnknownName, match="no columns colour"):
        lc.count_table(case.posts, "colour")


def test_a_number_that_strayed_into_a_village_is_no_label() -> None:
    table = lc.count_table([Cell(row="13812340001", column="")] * 9, "row")
    assert [row[0] for row in table.rows] == ["***", "合计"]


def test_a_count_table_goes_to_parquet_and_lines_with_null_for_what_is_withheld(crowd: Case) -> None:
    table = lc.count_table(crowd.workers, "village")
    lines = [json.loads(line) for line in bytes_of(table, ".jsonl").splitlines()]
    assert {"village.zh": "第2村", "village.en": "第2村", "count": None} in lines
    assert table_of(crowd.workers, columns=["id"]).note.zh == ""
