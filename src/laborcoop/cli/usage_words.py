"""What argparse says of a wrong usage, in Chinese: its sentences are English whatever the language asked for."""

from __future__ import annotations

import re

_SENTENCES = (
    (r"the following arguments are required: (?P<names>.+)", "缺少参数：{names}"),
    (r"unrecognized arguments: (?P<names>.+)", "不认识的参数：{names}"),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<given>.+?) \(choose from (?P<known>.+)\)",
        "{name} 不能是 {given}，可选：{known}",
    ),
    (r"argument (?P<name>.+?): expected one argument", "{name} 后应有一个值"),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<given>.+)", "{name} 后不应有值：{given}"),
    (r"ambiguous option: (?P<given>.+?) could match (?P<known>.+)", "{given} 有歧义，可能是 {known}"),
)


def in_both(message: str) -> str:
    """A sentence of argparse with its Chinese behind it; any other as it is, for the library's own say both.

    >>> in_both("unrecognized arguments: --fast")
    'unrecognized arguments: --fast / 不认识的参数：--fast'
    """
    for english, chinese in _SENTENCES:
        if found := re.fullmatch(english, message, re.DOTALL):
            return f"{message} / {chinese.format(**found.groupdict())}"
    return message
