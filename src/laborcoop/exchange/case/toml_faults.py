"""What is wrong with a file that is no TOML, in both languages: the place, and what Python's reader says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from laborcoop.kernel.text import Text

_SAID = re.compile(
    r"(?P<why>.*) \(at (?:line (?P<line>[0-9]+), column (?P<column>[0-9]+)|end of document)\)", re.DOTALL
)

_WHY: Mapping[str, Text] = {
    "Invalid value": Text("值无法识别，文字须加引号", "a value is expected, and a text stands in quotes"),
    "Invalid statement": Text("这里应为 键 = 值、[表] 或 # 注释", "key = value, [table] or # remark is expected here"),
    "Expected '=' after a key in a key/value pair": Text("键后应为 =", "= is expected behind a key"),
    "Expected newline or end of document after a statement": Text(
        "这一项之后应换行", "a new line is expected behind this entry"
    ),
    "Expected ']' at the end of a table declaration": Text("表名后应为 ]", "] is expected behind the name of a table"),
    "Expected ']]' at the end of an array declaration": Text("表名后应为 ]]", "]] is expected behind the name"),
    "Cannot overwrite a value": Text("同一项写了两次", "the same entry is given twice"),
    "Unterminated string": Text("文字缺少结尾的引号", "a text lacks its closing quote"),
    "Unclosed array": Text("列表缺少结尾的 ]", "a list lacks its ]"),
    "Unclosed inline table": Text("缺少结尾的 }", "a table lacks its }"),
    "Invalid date or datetime": Text("没有这样的日期", "there is no such date"),
    "Unescaped '\\' in a string": Text(
        "引号内的 \\ 应写成 \\\\", "within quotes \\ must be written \\\\, or the text stand in single quotes"
    ),
}
"""The slips of people, in words; of others Python's own are told."""


def toml_fault(said: str) -> Text:
    """What Python's reader of TOML says, with its place, in both languages.

    >>> str(toml_fault("Invalid value (at line 3, column 5)"))
    'line 3, column 5: a value is expected, and a text stands in quotes / 第 3 行第 5 列：值无法识别，文字须加引号'
    """
    found = _SAID.fullmatch(said)
    if found is None:
        return Text.same(said)
    why = _WHY.get(found["why"], Text.same(found["why"]))
    place = Text("文件末尾", "end of the file")
    if found["line"]:
        place = Text("第 {line} 行第 {column} 列", "line {line}, column {column}").format(
            line=found["line"], column=found["column"]
        )
    return Text("{place}：{why}", "{place}: {why}").format(place=place, why=why)
