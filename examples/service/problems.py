"""Refusals as application/problem+json (RFC 9457), in the language that the request asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

import laborcoop as lc
from laborcoop.errors import CaseError, DocumentError
from laborcoop.kernel.text import Locale

Asked = Request[Any, Any, Any]
PROBLEM = "application/problem+json"

_STATUS_TEXTS: Mapping[int, lc.Text] = {
    HTTPStatus.BAD_REQUEST: lc.Text("请求有误", "the request is wrong"),
    HTTPStatus.FORBIDDEN: lc.Text("这一请求没有此项权限", "this request may not do that"),
    HTTPStatus.NOT_FOUND: lc.Text("没有这样的内容", "there is nothing here"),
    HTTPStatus.METHOD_NOT_ALLOWED: lc.Text("这里不支持这种方法", "this method is not for this address"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lc.Text("内容过大，请拆分后再传", "the content is too large: split it"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: lc.Text("不接受这种内容", "content of this kind is not taken"),
    HTTPStatus.UNPROCESSABLE_ENTITY: lc.Text("内容无法按要求处理", "the content cannot be taken as it is"),
}
_PARAMETER = lc.Text("参数 {name} 不符合要求", "the parameter {name} is not as it is to be")
_FAILED = lc.Text("服务出错", "the service failed")


class Problem(Exception):
    """A refusal: a status, what is wrong, and where there are any, each fault and each finding."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: lc.Text,
        *,
        faults: Iterable[lc.Text] = (),
        findings: Iterable[lc.Finding] = (),
    ) -> None:
        super().__init__(str(detail))
        self.status = status
        self.detail = detail
        self.faults = tuple(faults)
        self.findings = tuple(findings)


def locale_of(request: Asked) -> Locale:
    """The language that a request likes best of the two; Chinese where it does not say."""
    return preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> Locale:
    """The language that an Accept-Language header likes best of the two.

    >>> preferred("en-GB,en;q=0.8,zh;q=0.5"), preferred("fr, zh-CN;q=0.3, en;q=0"), preferred("")
    ('en', 'zh', 'zh')
    """
    weights = {"zh": -1.0, "en": -1.0}
    for part in accepted.lower().split(","):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        for language in weights if tag == "*" else (tag.split("-")[0],):
            if language in weights:
                weights[language] = max(weights[language], _number(weight))
    return "en" if weights["en"] > max(weights["zh"], 0) else "zh"


def _number(text: str) -> float:
    """A weight from 0 to 1; what is none counts as 0."""
    whole = text.replace(".", "", 1)
    return min(float(text), 1.0) if whole.isascii() and whole.isdigit() else 0.0


def as_json(finding: lc.Finding, locale: Locale) -> dict[str, object]:
    """A finding as an object: the columns of findings.csv."""
    where = finding.where
    return {
        "file": where.file,
        "sheet": where.sheet,
        "row": where.row,
        "column": where.column,
        "subject": finding.subject,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "path": finding.path,
        "message": finding.message.render(locale),
        "suggestion": finding.suggestion.render(locale),
        "sources": [source.text().render(locale) for source in finding.sources],
    }


def on_problem(request: Asked, problem: Problem) -> Response[dict[str, object]]:
    """The answer to a refusal."""
    return _answer(request, problem.status, problem.detail, problem.faults, problem.findings)


def on_refusal(request: Asked, error: lc.LaborcoopError) -> Response[dict[str, object]]:
    """The answer to an error of the library: its sentence, and each of its faults."""
    faults = error.faults if isinstance(error, (CaseError, DocumentError)) else ()
    return _answer(request, HTTPStatus.BAD_REQUEST, error.text, faults, ())


def on_http(request: Asked, error: HTTPException) -> Response[dict[str, object]]:
    """The answer to what the framework refuses: an address, a method, a parameter."""
    status = HTTPStatus(error.status_code)
    extra = error.extra if isinstance(error.extra, list) else []
    faults = [_PARAMETER.format(name=each["key"]) for each in extra if isinstance(each, dict) and "key" in each]
    answer = _answer(request, status, _STATUS_TEXTS.get(status, _FAILED), faults, ())
    answer.headers.update(error.headers or {})
    return answer


def on_failure(request: Asked, _: Exception) -> Response[dict[str, object]]:
    """The answer to a mistake of the service: nothing of what went wrong, which may hold personal data."""
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, _FAILED, (), ())


def _answer(
    request: Asked,
    status: HTTPStatus,
    detail: lc.Text,
    faults: Iterable[lc.Text],
    findings: Iterable[lc.Finding],
) -> Response[dict[str, object]]:
    locale = locale_of(request)
    content: dict[str, object] = {
        "type": "about:blank",
        "title": _STATUS_TEXTS.get(status, _FAILED).render(locale),
        "status": int(status),
        "detail": detail.render(locale),
        "faults": [fault.render(locale) for fault in faults],
        "findings": [as_json(finding, locale) for finding in findings],
    }
    headers = {"content-language": locale, "vary": "Accept-Language"}
    return Response(content, status_code=status, media_type=PROBLEM, headers=headers)
