"""The example service, over real sockets: rosters in, a plan out, nobody shown, refusals in two languages; fuzzed."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest
import schemathesis
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

import laborcoop as lc
from laborcoop.exchange.report import read_figures_document
from laborcoop.indicators import CATALOGUE
from laborcoop.kernel.identity import Sex
from laborcoop.testing import Programme, small_case, synthetic_number

ROOT = Path(__file__).parents[2]
TOKEN = "a token that only this test knows"  # noqa: S105 - and no secret
HEADER = "登记编号,姓名,身份证号码,县(市),村委会,务工企业,上车点\n"
TINY = ROOT / "tests" / "data" / "tiny-case"


def _number(serial: int, born: date = date(1990, 1, 1)) -> str:
    return synthetic_number(serial, born, Sex.MALE).reveal()


def _roster(*people: tuple[str, str, str]) -> bytes:
    rows = [f"{worker},{name},{number},泸水市,第一村,甲厂,第一村\n" for worker, name, number in people]
    return (HEADER + "".join(rows)).encode("gb18030")


ROSTER = _roster(
    ("W-1", "阿普甲", _number(1)),
    ("W-2", "阿娜乙", _number(2, date(2010, 1, 1))),
    ("W-3", "阿南丙", _number(3)[:-2]),
)


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """The service, started as its README says on a free port, over the case folder and the database of a folder."""
    folder = home / "tiny"
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    command = [sys.executable, "-m", "examples.service", "--port", "0", "--database", str(home / "service.db")]
    with subprocess.Popen(  # noqa: S603 - our example
        [*command, "--case", str(folder)],
        cwd=ROOT,
        env={**os.environ, "LABORCOOP_TOKEN": TOKEN},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as service:
        assert service.stderr is not None
        said = ""
        while not (found := re.search(r"running on (http://[0-9.:]+)", said)):
            line = service.stderr.readline()
            assert line, said
            said += line
        try:
            yield found[1]
        finally:
            service.send_signal(signal.SIGINT)
            service.stderr.read()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service with nothing kept yet."""
    with _served(tmp_path_factory.mktemp("service")) as address:
        yield address


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    """A client of the service, with one roster imported and a plan made."""
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        answer = client.put("/cases/tiny/rosters/county.csv", content=ROSTER)
        assert answer.status_code == 200, answer.text
        assert answer.json()["case"] == {"rows": 3, "workers": 2, "merged": 0, "refused": 1}
        planned = client.post("/cases/tiny/plan")
        assert planned.status_code == 200, planned.text
        yield client


def test_a_roster_comes_out_row_by_row_with_what_was_wrong_in_its_cells(client: httpx.Client) -> None:
    twice = _roster(("W-4", "阿四", _number(4)), ("W-4", "阿四", _number(4)))
    answer = client.put("/cases/tiny/rosters/another.csv", content=twice).json()
    assert answer["case"] == {"rows": 5, "workers": 3, "merged": 1, "refused": 1}
    again = client.put("/cases/tiny/rosters/county.csv", content=ROSTER).json()
    assert again["case"] == answer["case"]
    refused = [line for line in again["findings"] if line["row"] == 4 and line["severity"] == "ERROR"]
    assert {line["rule"] for line in refused} == {"ID-01"}
    assert {(line["file"], line["column"]) for line in refused} == {("rosters/county.csv", "C")}
    assert client.put("/cases/tiny/rosters/another.csv", content=_roster(("W-4", "阿四", _number(4)))).is_success
    (case,) = client.get("/cases").json()["cases"]
    assert case == {"id": "tiny", "name": "小案例", "rosters": ["another.csv", "county.csv"], "workers": 3}


def test_what_was_imported_and_planned_is_there_when_the_service_starts_again(tmp_path: Path) -> None:
    asked = ("/cases", "/cases/tiny/workers", "/cases/tiny/plan.json", "/cases/tiny/placements/jsonl")
    with _served(tmp_path) as first, httpx.Client(base_url=first, timeout=60, trust_env=False) as client:
        assert client.put("/cases/tiny/rosters/county.csv", content=ROSTER).is_success
        assert client.post("/cases/tiny/plan").is_success
        before = [client.get(path) for path in asked]
    assert all(answer.is_success and "W-1" in answer.text for answer in before[1:])
    with _served(tmp_path) as second, httpx.Client(base_url=second, timeout=60, trust_env=False) as client:
        assert [client.get(path).text for path in asked] == [answer.text for answer in before]


def test_a_case_that_cannot_be_read_is_a_sentence_and_starts_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT)
    service = import_module("examples.service.__main__")
    with pytest.raises(SystemExit) as ended:
        service.main(["--database", str(tmp_path / "service.db"), "--case", str(tmp_path / "away")])
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert "the case away cannot be read" in said.err
    assert "无法读取案例 away" in said.err
    assert "check the path" in said.err


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("broken.xlsx", b"no workbook", "RO-16"),
        ("broken.csv", b"import this\n\nprint(1, 2, 3)\n", "RO-07"),
        ("broken.csv", "姓名,身份證號碼\n阿四,1\n".encode("big5"), "RO-16"),
    ],
)
def test_a_roster_that_cannot_be_read_is_a_problem_and_is_not_kept(
    client: httpx.Client, name: str, content: bytes, rule: str
) -> None:
    answer = client.put(f"/cases/tiny/rosters/{name}", content=content, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert problem["detail"] == "the roster cannot be read, and was not kept"
    assert [finding["rule"] for finding in problem["findings"]] == [rule]
    assert name not in client.get("/cases").json()["cases"][0]["rosters"]


def test_a_roster_whose_name_holds_a_phone_is_judged_as_any_other_and_shown_without_it(tmp_path: Path) -> None:
    with _served(tmp_path) as address, httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        for phone in ("13800000001", "13800000002"):
            unreadable = client.put(f"/cases/tiny/rosters/联系人{phone}.xlsx", content=b"no workbook")
            assert unreadable.status_code == 422
            damaged = _roster((f"W-{phone[-1]}", "阿南丙", _number(int(phone[-1]))[:-2]))
            answer = client.put(f"/cases/tiny/rosters/联系人{phone}.csv", content=damaged).json()
            told = {finding["file"] for finding in answer["findings"] if finding["rule"] == "ID-01"}
            assert told == {f"rosters/联系人***.csv ({phone[-1]})"}
        assert client.get("/cases").json()["cases"][0]["rosters"] == ["联系人***.csv (1)", "联系人***.csv (2)"]


@pytest.mark.parametrize(
    "name",
    [
        "%BB%A8%C3%FB.csv",
        "..%2Fcase.csv",
        "..%5Ccase.csv",
        "a%2F..%2F..%2Fcase.csv",
        "a/.git/b.csv",
        "a%2F~$b/c.csv",
        "county.csv/b.csv",
        "a/b.toml",
        ".csv",
        "a.docx",
        "a%00.csv",
        "x" * 80 + ".csv",
        "case.toml",
        "~$x.xlsx",
    ],
)
def test_a_name_that_is_a_path_or_no_roster_is_refused(client: httpx.Client, name: str) -> None:
    answer = client.put(f"/cases/tiny/rosters/{name}", content=ROSTER)
    assert answer.status_code in {400, 404}
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_roster_in_a_folder_of_the_rosters_is_replaced_and_lock_files_are_none(tmp_path: Path) -> None:
    county = tmp_path / "tiny" / "rosters" / "泸水市.2023"
    county.mkdir(parents=True)
    (county / "花名册.csv").write_bytes(ROSTER)
    for name in ("~$花名册.xlsx", ".花名册.csv", "Thumbs.db"):
        (county / name).write_bytes(b"\x05")
    place = "/cases/tiny/rosters/泸水市.2023/花名册.csv"
    with _served(tmp_path) as address, httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        assert client.get("/cases").json()["cases"][0]["rosters"] == ["泸水市.2023/花名册.csv"]
        answer = client.put(place, content=_roster(("W-1", "阿普甲", _number(1)[:-2]), ("W-5", "阿五", _number(5))))
        assert answer.json()["case"] == {"rows": 2, "workers": 1, "merged": 0, "refused": 1}
        assert {one["file"] for one in answer.json()["findings"]} == {"rosters/泸水市.2023/花名册.csv"}
        other = client.put("/cases/tiny/rosters/福贡县%2F花名册.csv", content=_roster(("W-6", "阿六", _number(6))))
        assert other.json()["case"] == {"rows": 3, "workers": 2, "merged": 0, "refused": 1}
        assert {one["file"] for one in other.json()["findings"]} == {"rosters/福贡县/花名册.csv"}
        (case,) = client.get("/cases").json()["cases"]
        assert case["rosters"] == ["泸水市.2023/花名册.csv", "福贡县/花名册.csv"]
        assert client.put("/cases/tiny/rosters/兰坪县.csv/x.csv", content=ROSTER).is_success
        for clash in (f"{place}/x.csv", "/cases/tiny/rosters/兰坪县.csv"):
            taken = client.put(clash, content=ROSTER, headers={"Accept-Language": "en"})
            assert taken.status_code == 400
            assert taken.json()["detail"] == "a file or a folder of the rosters has this name already"


def test_workers_are_masked_and_shown_only_to_the_token(client: httpx.Client) -> None:
    masked = client.get("/cases/tiny/workers")
    assert masked.json()["workers"][0]["name"] == "阿**"
    assert _number(1) not in masked.text
    assert masked.json()["masked"] is True
    for headers in ({}, {"Authorization": "Bearer no"}, {"Authorization": TOKEN}):
        refused = client.get("/cases/tiny/workers", params={"reveal": True}, headers=headers)
        assert (refused.status_code, refused.headers["content-type"]) == (403, "application/problem+json")
        assert _number(1) not in refused.text
    shown = client.get("/cases/tiny/workers", params={"reveal": True}, headers={"Authorization": f"bearer {TOKEN}"})
    assert shown.json()["masked"] is False
    assert shown.json()["workers"][0]["number"] == _number(1)
    second = client.get("/cases/tiny/workers", params={"limit": 1, "offset": 1}).json()
    assert ([worker["id"] for worker in second["workers"]], second["total"] >= 2) == (["W-2"], True)


def test_the_check_says_what_the_library_says_in_the_language_asked_for(client: httpx.Client) -> None:
    for language, sentence in (("zh-CN,zh;q=0.9,en;q=0.1", "最低为 16 周岁"), ("en-GB, zh;q=0.2", "the minimum is 16")):
        answer = client.get("/cases/tiny/check", headers={"Accept-Language": language})
        assert answer.headers["content-language"] == language[:2]
        young = [line for line in answer.json()["findings"] if (line["rule"], line["subject"]) == ("WK-01", "W-2")]
        assert [line["severity"] for line in young] == ["BLOCK"]
        assert sentence in young[0]["message"]
        assert young[0]["sources"]


def test_rosters_that_come_at_once_lose_nobody(tmp_path: Path) -> None:
    def put(number: int, at: str) -> int:
        people = [(f"W-{number}-{one}", "阿普甲", _number(10 * number + one)) for one in range(5)]
        with httpx.Client(base_url=at, timeout=60, trust_env=False) as client:
            return client.put(f"/cases/tiny/rosters/r{number}.csv", content=_roster(*people)).status_code

    with _served(tmp_path) as served, ThreadPoolExecutor(6) as threads:
        before = httpx.get(f"{served}/cases/tiny/workers", trust_env=False).json()["total"]
        assert list(threads.map(put, range(1, 7), [served] * 6)) == [200] * 6
        after = httpx.get(f"{served}/cases/tiny/workers", trust_env=False).json()["total"]
    assert after - before == 30


def test_a_plan_is_verified_kept_and_given_as_a_document_and_in_tables(client: httpx.Client) -> None:
    planned = client.post("/cases/tiny/plan", headers={"Accept-Language": "en"}).json()
    assert planned["verified"] is True
    summary = {line["key"]: line for line in planned["summary"]}
    assert summary["travelling"]["unit"] == "person"
    document = lc.read_plan_document(client.get("/cases/tiny/plan.json").text)
    assert document.masked
    table = client.get("/cases/tiny/placements/csv", headers={"Accept-Language": "en"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert len(rows) == summary["persons"]["value"] - summary["refused"]["value"]
    assert [row["employer"] for row in rows if row["id of the worker"] == "W-1"] == ["Works"]
    assert all(row["why left out"] for row in rows if not row["employer"])
    frame = pl.read_parquet(client.get("/cases/tiny/placements/parquet").content)
    assert frame["worker"].to_list() == [row["id of the worker"] for row in rows]
    assert frame["name"].to_list()[0] == "阿**"
    revealing = {"params": {"reveal": True}, "headers": {"Authorization": f"Bearer {TOKEN}"}}
    assert _number(1) in client.get("/cases/tiny/placements/jsonl", **revealing).text  # type: ignore[arg-type] # a request's
    workbook = client.get("/cases/tiny/placements/xlsx")
    assert workbook.content.startswith(b"PK")
    assert workbook.headers["content-disposition"] == 'attachment; filename="placements.xlsx"'
    assert client.get("/cases/tiny/placements/jsonl", params={"reveal": True}).status_code == 403


def test_figures_say_what_they_count_and_show_their_rows_to_the_token_alone(client: httpx.Client) -> None:
    figures = read_figures_document(client.get("/cases/tiny/figures.json").text)
    assert figures.masked
    codes = [one.code for one in figures.figures] + [one.code for one in figures.missing]
    assert sorted(codes) == sorted(one.code for one in CATALOGUE)
    assert client.get("/cases/tiny/figures.json", params={"reveal": True}).status_code == 403
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept-Language": "en"}
    days = {"since": "2022-01-01", "until": "2022-12-31"}
    asked = client.get("/cases/tiny/figures.json", params=days, headers=headers).json()
    assert (asked["since"], asked["until"], asked["masked"]) == ("2022-01-01", "2022-12-31", True)
    shown = client.get("/cases/tiny/figures.json", params={"reveal": True}, headers=headers).json()
    assert (shown["masked"], all(one["evidence"] is not None for one in shown["figures"])) == (False, True)
    refused = client.get("/cases/tiny/figures.json", params={"until": "2099-01-01"}, headers=headers)
    assert (refused.status_code, refused.headers["content-type"]) == (400, "application/problem+json")
    assert "the last day 2099-01-01 is after the day of the case" in refused.json()["detail"]


@pytest.mark.parametrize("days", [{"since": "2022-12-31"}, {"until": "2022-12-30"}])
def test_windows_whose_difference_would_be_a_withheld_number_are_for_the_token_alone(
    client: httpx.Client, days: dict[str, str]
) -> None:
    for headers in ({}, {"Authorization": "Bearer no"}):
        refused = client.get("/cases/tiny/figures.json", params=days, headers={**headers, "Accept-Language": "en"})
        assert (refused.status_code, refused.headers["content-type"]) == (403, "application/problem+json")
        assert "the small numbers that are withheld" in refused.json()["detail"]


def _question() -> dict[str, Any]:
    case = small_case(Programme())
    worker, post = (json.loads(lc.write_json(each, reveal=True))["value"] for each in (case.workers[0], case.posts[0]))
    return {"worker": worker, "post": post, "on": "2023-02-07"}


def test_a_hire_that_no_rule_refuses_is_answered_with_its_warnings(client: httpx.Client) -> None:
    answer = client.post("/hires/check", json=_question())
    case = small_case(Programme())
    findings = lc.check_hire(case.workers[0], case.posts[0], date(2023, 2, 7))
    assert answer.status_code == 200
    assert [line["rule"] for line in answer.json()["findings"]] == [finding.rule for finding in findings]


def test_a_hire_that_a_rule_refuses_is_a_problem_with_the_article(client: httpx.Client) -> None:
    born = date(2008, 1, 1)
    case = small_case(Programme())
    young = evolve(case.workers[0], born=born, number=synthetic_number(1, born, Sex.MALE))
    worker = json.loads(lc.write_json(young, reveal=True))["value"]
    answer = client.post("/hires/check", json={**_question(), "worker": worker}, headers={"Accept-Language": "zh"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert (problem["title"], problem["status"]) == ("内容无法按要求处理", 422)
    (finding,) = (line for line in problem["findings"] if line["rule"] == "WK-01")
    assert any("《劳动法》第15条" in source for source in finding["sources"])
    assert young.number.reveal() not in answer.text


def test_every_fault_of_a_question_is_told_with_its_path_and_no_value(client: httpx.Client) -> None:
    question = _question()
    number = question["worker"]["number"]
    question["worker"]["number"] = number[:-1] + ("0" if number[-1] != "0" else "1")
    question["post"]["openings"] = "5"
    question["on"] = "tomorrow"
    answer = client.post("/hires/check", json=question, headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert [fault.partition(":")[0] for fault in answer.json()["faults"]] == [
        "value.worker.number",
        "value.post.openings",
        "value.on",
    ]
    assert number[:-1] not in answer.text
    assert client.post("/hires/check", content=b"\xff{").status_code == 400


@pytest.mark.parametrize(
    "path", ["/nothing", "/cases/none/plan.json", "/cases/none/workers", "/cases/tiny/placements/docx"]
)
def test_what_is_not_there_is_a_problem_in_either_language(client: httpx.Client, path: str) -> None:
    titles = {client.get(path, headers={"Accept-Language": language}).json()["title"] for language in ("zh", "en")}
    assert titles == {"没有这样的内容", "there is nothing here"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_content_of_another_kind_is_a_problem_that_says_what_to_send(client: httpx.Client, language: str) -> None:
    headers, packed = {"Accept-Language": language}, {"Content-Encoding": "gzip"}
    roster = "/cases/tiny/rosters/form.csv"
    answers = [
        client.put(roster, files={"file": ROSTER}, headers=headers),
        client.put(roster, content=gzip.compress(ROSTER), headers=headers | packed),
        client.post("/hires/check", json=_question(), headers=headers | packed),
        client.post("/hires/check", json=_question(), headers=headers | {"Content-Type": "text/csv"}),
    ]
    told = {
        "zh": ["请把文件本身作为请求体，不要用表单上传", *["请不要压缩内容"] * 2, "请以 application/json 发送"],
        "en": ["send the file itself, and no form with it", *["send it as it is, not packed"] * 2,
               "send it as application/json"],
    }  # fmt: skip
    assert [answer.json()["detail"] for answer in answers] == told[language]
    kinds = {(answer.status_code, answer.headers["content-type"]) for answer in answers}
    assert kinds == {(415, "application/problem+json")}
    assert "form.csv" not in client.get("/cases").json()["cases"][0]["rosters"]


def test_a_wrong_parameter_or_method_is_a_problem_that_names_it(client: httpx.Client) -> None:
    answer = client.get("/cases/tiny/workers", params={"limit": "many"}, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["faults"]) == (400, ["the parameter limit is not as it is to be"])
    answer = client.delete("/cases")
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")
    assert "GET" in answer.headers["allow"]


_LIST_ROUTES = """
from examples.service.app import create_app
from examples.service.database import Store
for route in create_app(Store("sqlite://")).routes:
    print(route.path_format, *sorted(route.methods))
"""


def test_the_openapi_document_names_every_address_and_no_other_and_holds_the_schemas_of_the_library(
    client: httpx.Client,
) -> None:
    document = client.get("/openapi.json").json()
    routes = subprocess.run(  # noqa: S603 - our example
        [
            sys.executable,
            "-c",
            _LIST_ROUTES,
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    served = {(path, method) for path, *methods in map(str.split, routes) for method in methods if method != "OPTIONS"}
    written = {(path, method.upper()) for path, item in document["paths"].items() for method in item}
    assert served == written
    schemas = document["components"]["schemas"]
    (name,) = [
        each["schema"]
        for each in document["paths"]["/cases/{case}/rosters/{name}"]["put"]["parameters"]
        if each["name"] == "name"
    ]
    assert all(re.search(name["pattern"], each) for each in ("花名册.xlsx", "泸水市/花名册.xlsx", "a/b/c.csv"))
    assert not any(
        re.search(name["pattern"], each)
        for each in ("a.docx", ".csv", "../case.csv", "case.toml", "a\\b.csv", "a//b.csv", "/a.csv")
    )
    assert schemas["Worker"]["properties"]["number"]["title"] == "resident number / 公民身份号码"
    told = {
        (path, status): answer["description"]
        for path, item in document["paths"].items()
        for operation in item.values()
        for status, answer in operation["responses"].items()
    }
    assert "check character" in told["/hires/check", "400"]
    assert "the rules forbid the hire" in told["/hires/check", "422"]
    assert "no roster that can be read" in told["/cases/{case}/rosters/{name}", "422"]
    assert not {status for (_, status), words in told.items() if words == "a problem"}
    assert {"JobPost", "Worker.masked", "Plan", "Figures", "HireQuestion", "Problem"} <= set(schemas)


_ASKED = {
    "GET /cases",
    "PUT /cases/{case}/rosters/{name}",
    "GET /cases/{case}/workers",
    "GET /cases/{case}/check",
    "POST /cases/{case}/plan",
    "GET /cases/{case}/plan.json",
    "GET /cases/{case}/figures.json",
    "GET /cases/{case}/placements/{suffix}",
    "POST /hires/check",
}


_TYPED = ("/workers", "/figures.json", "/placements/{suffix}", "/hires/check")
"""The ends of the addresses that take more than an id or bytes: the others have nothing that could be wrong in kind."""
_OWN = ("/rosters/{name}", "/workers", "/check", "/plan", "/plan.json", "/figures.json", "/placements/{suffix}")
"""The ends of the addresses that are asked of the case that there is: of others each answer is that there is none."""
_SLOW = ("/check", "/plan", "/figures.json")


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
def test_the_service_keeps_its_word_whatever_schemathesis_sends(
    client: httpx.Client, address: str, mode: GenerationMode
) -> None:
    load_all_checks()
    kept: Any = CHECKS.get_by_names(
        [
            "not_a_server_error",
            "status_code_conformance",
            "content_type_conformance",
            "response_schema_conformance",
            *(["positive_data_acceptance"] if mode is GenerationMode.POSITIVE else []),
        ]
    )
    config = schemathesis.Config.from_path(ROOT / "examples" / "service" / "schemathesis.toml")
    asked: dict[str, set[int]] = {}
    for result in schemathesis.openapi.from_url(f"{address}/openapi.json", config=config).get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr] # an error has no such method, and fails here
        if mode is GenerationMode.NEGATIVE and not operation.path.endswith(_TYPED):
            continue

        @settings(
            max_examples=1 if operation.path.endswith(_SLOW) else 3,
            phases=[Phase.generate],
            database=None,
            derandomize=True,
            suppress_health_check=[*HealthCheck],
        )
        @given(operation.as_strategy(mode))
        def ask(case: schemathesis.Case[Any]) -> None:
            if case.operation.path.startswith("/cases/") and case.operation.path.endswith(_OWN):
                case.path_parameters["case"] = "tiny"
            answer = case.call_and_validate(base_url=address, checks=kept)
            asked.setdefault(case.operation.label, set()).add(answer.status_code)

        ask()
    assert set(asked) == {label for label in _ASKED if mode is GenerationMode.POSITIVE or label.endswith(_TYPED)}
    assert not [label for label, statuses in asked.items() if statuses == {404}]
    assert client.get("/cases").is_success
