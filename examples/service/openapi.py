"""The service's OpenAPI document: its addresses by hand, the records by the library's own JSON Schemas.

OpenAPI 3.1 takes JSON Schema 2020-12 as it is; only the references have another root.
"""

from __future__ import annotations

from typing import Any

import laborcoop as lc
from laborcoop.exchange.records.schema import record_schema
from laborcoop.exchange.schema import SCHEMAS

from .problems import PROBLEM

LONGEST_NAME = 60
ROSTER_NAME = r"^(?:[^./\\][^/\\]*/)*[^./\\][^/\\]*\.(xlsx|xlsm|xls|ods|csv|XLSX|XLSM|XLS|ODS|CSV)$"
"""What a client can know of the name of a roster, folders included; the service asks also that it can be printed."""
_TEXT, _NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}
_DAY = {"type": "string", "format": "date"}
_FINDING = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("file", "sheet", "column", "subject", "rule", "path", "message", "suggestion"), _TEXT),
        "row": {"type": ["integer", "null"]},
        "severity": {"enum": [severity.value for severity in lc.Severity]},
        "sources": {"type": "array", "items": _TEXT},
    },
    "required": ["rule", "severity", "subject", "message"],
}
_FINDINGS = {"type": "array", "items": {"$ref": "#/$defs/FindingLine"}}
_QUESTION = {
    "type": "object",
    "properties": {
        "worker": {"$ref": "#/$defs/Worker"},
        "post": {"$ref": "#/$defs/JobPost"},
        "on": {"type": "string", "format": "date"},
    },
    "required": ["worker", "post", "on"],
}
_PROBLEM = {
    "type": "object",
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "faults": {"type": "array", "items": _TEXT},
        "findings": _FINDINGS,
    },
    "required": ["type", "title", "status", "detail", "faults", "findings"],
}

_REFUSALS = {
    "400": "a parameter, a name or a value is not as the schema asks, or as no schema can say: the check character of "
    "a resident number, a name without a letter, a day that is not there; each fault with its path",
    "403": "personal data, or days of your own, without the token",
    "404": "there is no such case, or nothing is planned for it, or there is no such format",
    "413": "the content is too large",
    "415": "the content is of another kind, packed, or a form",
    "422": "the content cannot be taken as it is; each finding with its rule",
}
"""What each status of a refusal means; an operation may say it more closely."""


def document() -> dict[str, object]:
    """The document."""
    definitions: dict[str, Any] = {"FindingLine": _FINDING, "Problem": _PROBLEM, "HireQuestion": _QUESTION}
    documents: dict[str, dict[str, Any]] = {"Plan": SCHEMAS["plan.json"](), "Figures": SCHEMAS["figures.json"]()}
    for schema in (record_schema(lc.Worker), record_schema(lc.JobPost), *documents.values()):
        definitions |= schema.pop("$defs")
    for name, schema in documents.items():
        definitions[name] = {key: value for key, value in schema.items() if key != "$schema"}
    found: dict[str, object] = _rooted(
        {
            "openapi": "3.1.0",
            "info": {"title": "laborcoop: an example service", "version": lc.__version__},
            "paths": _paths(),
            "components": {
                "schemas": definitions,
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
        }
    )
    return found


def _rooted(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """JSON whose references lead to the components of the document."""
    if isinstance(value, dict):
        return {
            key: item.replace("#/$defs/", "#/components/schemas/")
            if key == "$ref" and isinstance(item, str)
            else _rooted(item)
            for key, item in value.items()
        }
    return [_rooted(item) for item in value] if isinstance(value, list) else value


def _paths() -> dict[str, object]:
    workers = {"anyOf": [{"$ref": "#/$defs/Worker"}, {"$ref": "#/$defs/Worker.masked"}]}
    line = _object(key=_TEXT, title=_TEXT, value=_NUMBER, unit=_TEXT, text=_TEXT)
    reveal = _query("reveal", {"type": "boolean", "default": False})
    account = _object(rows=_NUMBER, workers=_NUMBER, merged=_NUMBER, refused=_NUMBER)
    listed = _object(id=_TEXT, name=_TEXT, rosters=_list(_TEXT), workers=_NUMBER)
    return {
        "/openapi.json": {"get": _operation("This document", {"type": "object"}, "")},
        "/cases": {"get": _operation("Every case", _object(cases=_list(listed)), "")},
        "/cases/{case}/rosters/{name}": {
            "put": _operation(
                "Import a roster",
                _object(case=account, findings=_FINDINGS),
                "400 404 413 415 422",
                closer={"422": "these bytes are no roster that can be read, and are not kept"},
                parameters=[_path("case"), _path("name", pattern=ROSTER_NAME)],
                body={"application/octet-stream": {}},
            )
        },
        "/cases/{case}/workers": {
            "get": _operation(
                "The workers of a case, masked unless the token is shown",
                _object(total=_NUMBER, masked={"type": "boolean"}, workers=_list(workers)),
                "400 403 404",
                parameters=[
                    _path("case"),
                    _query("limit", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}),
                    _query("offset", {"type": "integer", "minimum": 0, "maximum": 2**31, "default": 0}),
                    reveal,
                ],
                secure=True,
            )
        },
        "/cases/{case}/check": {
            "get": _operation(
                "Every rule on every record", _object(findings=_FINDINGS), "404", parameters=[_path("case")]
            )
        },
        "/cases/{case}/plan": {
            "post": _operation(
                "Plan the return, and verify the plan",
                _object(verified={"type": "boolean"}, summary=_list(line)),
                "404",
                parameters=[_path("case")],
            )
        },
        "/cases/{case}/plan.json": {
            "get": _operation("The latest plan, masked", {"$ref": "#/$defs/Plan"}, "404", parameters=[_path("case")])
        },
        "/cases/{case}/figures.json": {
            "get": _operation(
                "The figures of a case; without the token small numbers of people are withheld, and days refused",
                {"$ref": "#/$defs/Figures"},
                "400 403 404",
                parameters=[_path("case"), _query("since", _DAY), _query("until", _DAY), reveal],
                secure=True,
            )
        },
        "/cases/{case}/placements/{suffix}": {
            "get": _operation(
                "Everyone of the latest plan as a table",
                None,
                "400 403 404",
                parameters=[_path("case"), _path("suffix", ["csv", "jsonl", "parquet", "xlsx"]), reveal],
                secure=True,
            )
        },
        "/hires/check": {
            "post": _operation(
                "Whether one worker may be taken on at one post; a refusal (422) tells its findings",
                _object(findings=_FINDINGS),
                "400 413 415 422",
                closer={"422": "the rules forbid the hire; each finding with its rule and article"},
                body={"application/json": {"schema": {"$ref": "#/$defs/HireQuestion"}}},
            )
        },
    }


def _operation(
    summary: str,
    answer: dict[str, Any] | None,
    refusals: str,
    *,
    closer: dict[str, str] | None = None,
    parameters: list[dict[str, Any]] | None = None,
    body: dict[str, Any] | None = None,
    secure: bool = False,
) -> dict[str, object]:
    """One operation: what it answers, and with which refusals, each a problem."""
    content = {"*/*": {}} if answer is None else {"application/json": {"schema": answer}}
    language = {"name": "Accept-Language", "in": "header", "schema": {"type": "string", "examples": ["zh", "en"]}}
    told = _REFUSALS | (closer or {})
    problem = {PROBLEM: {"schema": {"$ref": "#/$defs/Problem"}}}
    return {
        "summary": summary,
        "parameters": [*(parameters or []), language],
        **({"requestBody": {"required": True, "content": body}} if body else {}),
        **({"security": [{}, {"token": []}]} if secure else {}),
        "responses": {
            "200": {"description": "done", "content": content},
            **{status: {"description": told[status], "content": problem} for status in refusals.split()},
        },
    }


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _path(name: str, allowed: list[str] | None = None, pattern: str = "") -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1} | ({"enum": allowed} if allowed else {})
    schema |= {"pattern": pattern, "maxLength": LONGEST_NAME} if pattern else {}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}
