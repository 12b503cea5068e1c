"""The service's addresses: what is asked of each, and what it answers."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Annotated

from attrs import frozen
from litestar import Litestar, Response, get, post, put
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.params import Parameter

import laborcoop as lc
from laborcoop.exchange.export import Placement, table_bytes, table_of
from laborcoop.exchange.files import is_of_programs
from laborcoop.exchange.plan_document import plan_document
from laborcoop.exchange.plan_json import plan_json
from laborcoop.exchange.report import figures_document, figures_json
from laborcoop.exchange.sheets import TABLES, WORKBOOKS
from laborcoop.exchange.strict_json import parse_json
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Locale
from laborcoop.planning.case import Intake
from laborcoop.rulebook import Findings

from .database import Store, shown_rosters
from .openapi import LONGEST_NAME, document
from .problems import Asked, Problem, as_json, locale_of, on_failure, on_http, on_problem, on_refusal

MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_UNREAD = frozenset({"RO-07", "RO-16"})
"""What is said of a file that cannot be read, and of a sheet without a header."""
_LARGEST_ROSTER = 20 << 20

Answer = Response[dict[str, object]]


@frozen(kw_only=True)
class HireQuestion(Record):
    """One worker, one post, one day."""

    worker: lc.Worker
    post: lc.JobPost
    on: date


@frozen(kw_only=True)
class Access:
    """Who may see names and numbers: whoever shows the token; nobody, where there is none."""

    token: str = ""

    def check(self, request: Asked, *, reveal: bool) -> bool:
        """Whether personal data are shown to a request.

        Raises:
            Problem: it asks for them and does not show the token.
        """
        if reveal and not self._shown_by(request):
            raise Problem(
                HTTPStatus.FORBIDDEN,
                lc.Text("查看完整的个人信息需要令牌", "whoever asks for personal data shows the token of this service"),
            )
        return reveal

    def check_days(self, request: Asked, since: date | None, until: date | None) -> None:
        """Leave the days of figures to whoever shows the token.

        The figures to one day less those to the day before are the figures of a day, and tell the small numbers that
        are withheld.

        Raises:
            Problem: a day is asked for without the token.
        """
        if (since or until) and not self._shown_by(request):
            raise Problem(
                HTTPStatus.FORBIDDEN,
                lc.Text(
                    "自选日期的数字需要令牌：两个时间段相减，就得到不公布的小数字；请去掉 since 和 until",
                    "figures of days of your own need the token of this service: two windows, one taken from the "
                    "other, tell the small numbers that are withheld; leave out since and until",
                ),
            )

    def _shown_by(self, request: Asked) -> bool:
        """Whether a request shows the token."""
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        return (
            bool(self.token) and scheme.lower() == "bearer" and hmac.compare_digest(shown.encode(), self.token.encode())
        )


def create_app(store: Store, token: str = "") -> Litestar:
    """The service over a store.

    Args:
        store: the database; closed with the service.
        token: who shows it may ask for names and numbers; nobody may where it is empty.
    """
    return Litestar(
        route_handlers=[
            openapi,
            list_cases,
            put_roster,
            list_workers,
            check_case,
            make_plan,
            get_plan,
            get_figures,
            get_placements,
            check_hire,
        ],
        dependencies={
            "store": Provide(lambda: store, use_cache=True, sync_to_thread=False),
            "access": Provide(lambda: Access(token=token), use_cache=True, sync_to_thread=False),
            "locale": Provide(locale_of, sync_to_thread=False),
        },
        exception_handlers={
            Problem: on_problem,
            lc.LaborcoopError: on_refusal,
            HTTPException: on_http,
            Exception: on_failure,
        },
        on_shutdown=[store.close],
        openapi_config=None,
        request_max_body_size=_LARGEST_ROSTER,
        signature_types=[Store, Access],
    )


@get("/openapi.json", sync_to_thread=True)
def openapi() -> dict[str, object]:
    """What this service takes and answers: OpenAPI 3.1 with the JSON Schemas of the library's own records."""
    return document()


@get("/cases", sync_to_thread=True)
def list_cases(store: Store, locale: Locale) -> Answer:
    """Every case with its rosters and the number of its workers."""
    cases = [
        {"id": case.id, "name": case.name.render(locale), "rosters": list(case.rosters), "workers": case.workers}
        for case in store.cases()
    ]
    return _said({"cases": cases}, locale)


@put("/cases/{case:str}/rosters/{name:path}", status_code=HTTPStatus.OK, sync_to_thread=True)
def put_roster(request: Asked, case: str, name: Path, body: bytes, store: Store, locale: Locale) -> Answer:
    """Import a roster: every row is a worker, a repeated one or a refused one; what is unreadable is not kept.

    It may be in a folder of the rosters (``泸水市/花名册.xlsx``), as those of a case folder may.
    """
    _known(store, case)
    roster = name.as_posix().lstrip("/")
    _check_name(roster)
    if _media_type(request).startswith("multipart/"):
        raise _other_content(
            lc.Text("请把文件本身作为请求体，不要用表单上传", "send the file itself, and no form with it")
        )
    with store.changing():
        return _imported(store, case, roster, body, locale)


def _imported(store: Store, case: str, name: str, body: bytes, locale: Locale) -> Answer:
    if store.is_taken(case, name):
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            lc.Text("花名册中已有同名的文件或文件夹", "a file or a folder of the rosters has this name already"),
        )
    with store.folder(case, also={f"rosters/{name}": body}) as folder:
        read = lc.load_case(folder)
        rosters = folder / "rosters"
        files = [path.relative_to(rosters).as_posix() for path in rosters.rglob("*") if path.is_file()]
        cited = shown_rosters(files)[name]
        findings = [finding for finding in read.findings if finding.where.file == cited]
        unreadable = [finding for finding in findings if finding.rule in _UNREAD]
        if unreadable and not _gave_rows(read.intake, cited):
            raise Problem(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                lc.Text("花名册无法读取，没有保存", "the roster cannot be read, and was not kept"),
                findings=unreadable,
            )
        store.keep_roster(read, name, body)
    intake = read.intake
    account = {
        "rows": intake.rows,
        "workers": len(intake.workers),
        "merged": len(intake.merged),
        "refused": intake.rows - len(intake.workers) - len(intake.merged),
    }
    return _said({"case": account, "findings": [as_json(finding, locale) for finding in findings]}, locale)


@get("/cases/{case:str}/workers", sync_to_thread=True)
def list_workers(
    request: Asked,
    case: str,
    store: Store,
    access: Access,
    locale: Locale,
    limit: Annotated[int, Parameter(ge=1, le=1000)] = 100,
    offset: Annotated[int, Parameter(ge=0, le=2**31)] = 0,
    reveal: bool = False,  # noqa: FBT001, FBT002 - a parameter of the address
) -> Answer:
    """Workers by id, masked unless the token is shown."""
    _known(store, case)
    shown = access.check(request, reveal=reveal)
    workers, total = store.workers(case, limit=limit, offset=offset)
    records = [json.loads(lc.write_json(worker, reveal=shown))["value"] for worker in workers]
    return _said({"total": total, "masked": not shown, "workers": records}, locale)


@get("/cases/{case:str}/check", sync_to_thread=True)
def check_case(case: str, store: Store, locale: Locale) -> Answer:
    """Every rule on every record of a case."""
    _known(store, case)
    with store.folder(case) as folder:
        findings = lc.check(lc.load_case(folder))
    return _said({"findings": [as_json(finding, locale) for finding in findings]}, locale)


@post("/cases/{case:str}/plan", status_code=HTTPStatus.OK, sync_to_thread=True)
def make_plan(case: str, store: Store, locale: Locale) -> Answer:
    """Plan the return of a case, verify the plan, and keep it in place of an earlier one."""
    _known(store, case)
    with store.folder(case) as folder:
        plan = lc.plan_return(lc.load_case(folder))
    faults = plan.verify()
    store.keep_plan(case, plan_json(plan_document(plan, faults=faults)), lc.placements(plan))
    summary = [
        {
            "key": line.key,
            "title": line.title.render(locale),
            "value": line.count.value,
            "unit": line.count.unit.value,
            "text": line.count.render(locale),
        }
        for line in plan.summary()
    ]
    return _said({"verified": not faults, "summary": summary}, locale)


@get("/cases/{case:str}/plan.json", sync_to_thread=True)
def get_plan(case: str, store: Store, locale: Locale) -> Response[object]:
    """The masked document of the latest plan: plan.json."""
    _known(store, case)
    return Response(_planned(store, case), headers=_headers(locale))


@get("/cases/{case:str}/figures.json", sync_to_thread=True)
def get_figures(
    request: Asked,
    case: str,
    store: Store,
    access: Access,
    locale: Locale,
    since: date | None = None,
    until: date | None = None,
    reveal: bool = False,  # noqa: FBT001, FBT002 - a parameter of the address
) -> Response[object]:
    """The figures of a case, each with its unit, window and definition; rows and other days if the token is shown."""
    _known(store, case)
    access.check_days(request, since, until)
    shown = access.check(request, reveal=reveal)
    with store.folder(case) as folder:
        report = lc.year_end_report(lc.load_case(folder), since=since, until=until, findings=Findings(()))
    figures = json.loads(figures_json(figures_document(report, reveal=shown)))
    return Response(figures, headers=_headers(locale))


@get("/cases/{case:str}/placements/{suffix:str}", sync_to_thread=True)
def get_placements(
    request: Asked,
    case: str,
    suffix: str,
    store: Store,
    access: Access,
    locale: Locale,
    reveal: bool = False,  # noqa: FBT001, FBT002 - a parameter of the address
) -> Response[bytes]:
    """Everyone of the latest plan as a table: csv, jsonl, parquet or xlsx; masked unless the token is shown."""
    _known(store, case)
    _planned(store, case)
    if suffix not in MEDIA_TYPES:
        raise _nothing(lc.Text("没有这种格式：{suffix}", "there is no format {suffix}").format(suffix=suffix))
    shown = access.check(request, reveal=reveal)
    table = table_of(store.placements(case), kind=Placement, reveal=shown)
    content = table_bytes(table, f".{suffix}", locale=locale)
    saved_as = {"content-disposition": f'attachment; filename="placements.{suffix}"'}
    return Response(content, media_type=MEDIA_TYPES[suffix], headers=_headers(locale) | saved_as)


@post("/hires/check", status_code=HTTPStatus.OK, sync_to_thread=True)
def check_hire(request: Asked, body: bytes, locale: Locale) -> Answer:
    """Whether one worker may be taken on at one post from one day on; a refusal names each rule with its article."""
    media = _media_type(request)
    if media not in {"", "application/json"} and not media.endswith("+json"):
        raise _other_content(lc.Text("请以 application/json 发送", "send it as application/json"))
    asked = _question(body)
    findings = lc.check_hire(asked.worker, asked.post, asked.on)
    if any(finding.excludes for finding in findings):
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            lc.Text("按规则不能录用", "the rules do not allow this hire"),
            findings=findings,
        )
    return _said({"findings": [as_json(finding, locale) for finding in findings]}, locale)


def _question(body: bytes) -> HireQuestion:
    """The question in a body, every fault of it at once.

    Raises:
        DocumentError: it is no JSON, or none of the schema; with the path of each fault.
    """
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = ""
    envelope = {"format": "laborcoop-record", "version": 1, "masked": False, "type": HireQuestion.__name__}
    return lc.read_json(json.dumps({**envelope, "value": parse_json(text)}), HireQuestion).value


def _gave_rows(intake: Intake, file: str) -> bool:
    """Whether a row of a file was read, whatever became of it."""
    workers, merged = intake.workers.values(), (one.where for one in intake.merged)
    return any(where.file == file for where in (*workers, *merged, *(one.where for one in intake.refused)))


def _known(store: Store, case: str) -> None:
    if not store.has_case(case):
        raise _nothing(lc.Text("没有这个案例", "there is no such case"))


def _planned(store: Store, case: str) -> object:
    plan = store.plan_document(case)
    if plan is None:
        raise _nothing(lc.Text("这个案例还没有计划", "nothing is planned for this case yet"))
    return plan


_nothing = partial(Problem, HTTPStatus.NOT_FOUND)
_other_content = partial(Problem, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


def _media_type(request: Asked) -> str:
    """What the content of a request says that it is; nothing where it says nothing.

    Raises:
        Problem: it is packed: it is read as it comes.
    """
    if request.headers.get("content-encoding", "identity") != "identity":
        raise _other_content(lc.Text("请不要压缩内容", "send it as it is, not packed"))
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _check_name(name: str) -> None:
    """Refuse what is no name of a roster: one that leads elsewhere, a format that is not read, what no folder takes."""
    parts = name.split("/")
    plain = name.isprintable() and all(part and not is_of_programs(part) for part in parts)
    # What is no UTF-8 in an address comes as this character.
    plain = plain and not {"\\", "\ufffd"} & set(name)
    if not plain or len(name) > LONGEST_NAME or PurePosixPath(name).suffix.lower() not in WORKBOOKS | TABLES:
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            lc.Text(
                "花名册的名称应为不超过 {most} 个字符的文件名，可带文件夹，以 .xlsx、.xlsm、.xls、.ods 或 .csv 结尾",
                "a roster has the name of a file, with folders or without: at most {most} characters, .xlsx, .xlsm, "
                ".xls, .ods or .csv",
            ).format(most=LONGEST_NAME),
        )


def _headers(locale: Locale) -> dict[str, str]:
    return {"content-language": locale, "vary": "Accept-Language"}


def _said(content: dict[str, object], locale: Locale) -> Answer:
    return Response(content, headers=_headers(locale))
