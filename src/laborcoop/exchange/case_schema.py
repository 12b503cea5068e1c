"""JSON Schema of case.toml as a TOML reader gives it, dates as ISO texts; see the page "The case folder"."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.exchange.case.settings import FORMAT, VERSION
from laborcoop.kernel.text import Text

Schema = dict[str, object]


def case_schema() -> Schema:
    """The schema of case.toml. Keys beyond those named are reported by the reader, not refused."""
    return {
        **_table(
            {
                "format": _told({"const": FORMAT}, "格式", "format"),
                "version": _told({"const": VERSION}, "版本", "version"),
                "id": _word("案例编号", "id of the case"),
                "name": _both("名称", "name"),
                "note": _both("说明", "note"),
                "synthetic": _told({"type": "boolean"}, "人员均为虚构", "all people are invented"),
                "synthetic_areas": _list(_division("地区码", "area"), "合成号码的地区码", "areas of synthetic numbers"),
                "salt": _told({"type": "string", "minLength": 16}, "编号密钥", "keys the ids of workers"),
                "on": _day("计划日", "the day on which the plan is made"),
                "zone": _word("时区", "time zone"),
                "campaign": _campaign(),
                "pairing": _pairing(),
                "organisers": {**_list(_organiser(), "主办单位", "organisers"), "minItems": 2},
                "columns": _told(
                    {"type": "object", "additionalProperties": {"type": "string"}}, "花名册的其他表头", "more headers"
                ),
                "parameters": _list(_parameter(), "参数", "parameters"),
            },
            needed=("format", "version", "id", "name", "salt", "on", "zone", "campaign", "pairing", "organisers"),
        ),
        "title": str(Text("案例 case.toml", "a case, case.toml")),
    }


def _campaign() -> Schema:
    return _told(
        _table(
            {
                "name": _both("名称", "name"),
                "start": _day("第一天", "first day"),
                "end": _day("最后一天的次日", "the day after the last"),
                "first_working_day": _day("最早的上岗日", "earliest first working day"),
            },
            needed=("name", "start", "end", "first_working_day"),
        ),
        "行动",
        "campaign",
    )


def _pairing() -> Schema:
    return _told(
        _table(
            {
                "sending": _division("输出地", "sending region"),
                "receiving": _division("输入地", "receiving region"),
                "start": _day("开始日", "first day"),
                "end": _day("结束日（不含）", "the day after the last"),
            },
            needed=("sending", "receiving", "start"),
        ),
        "结对",
        "pairing",
    )


def _organiser() -> Schema:
    return _table(
        {"name": _both("名称", "name"), "division": _division("区划", "division")}, needed=("name", "division")
    )


def _parameter() -> Schema:
    return _table(
        {
            "name": _word("参数名", "name of the parameter"),
            "value": _told({"type": ["integer", "number", "string", "boolean"]}, "数值", "value"),
            "region": _division("地区", "region"),
            "since": _day("生效日", "in force from"),
            "until": _day("失效日（不含）", "in force to before"),
            "why": _both("依据", "why"),
        },
        needed=("name", "value"),
    )


def _table(properties: Mapping[str, Schema], needed: tuple[str, ...]) -> Schema:
    return {"type": "object", "properties": dict(properties), "required": list(needed)}


def _told(schema: Schema, zh: str, en: str) -> Schema:
    return {"title": str(Text(zh, en)), **schema}


def _word(zh: str, en: str) -> Schema:
    return _told({"type": "string", "pattern": r"\S"}, zh, en)


def _day(zh: str, en: str) -> Schema:
    return _told({"type": "string", "format": "date"}, zh, en)


def _division(zh: str, en: str) -> Schema:
    return _told({"type": "string", "pattern": "^[1-9][0-9]{5}$"}, zh, en)


def _list(items: Schema, zh: str, en: str) -> Schema:
    return _told({"type": "array", "items": items}, zh, en)


def _both(zh: str, en: str) -> Schema:
    text: Schema = {"type": "string", "pattern": r"\S"}
    table = {**_table({"zh": text, "en": text}, needed=("zh", "en")), "additionalProperties": False}
    return _told({"anyOf": [text, table]}, zh, en)
