"""Why a path is no case folder, and what may be meant: a folder beside it, one in it, or the one that it lies in."""

from __future__ import annotations

from pathlib import Path

from laborcoop.exchange.case.hints import did_you_mean
from laborcoop.exchange.files import shown_name
from laborcoop.exchange.private import hidden
from laborcoop.kernel.text import NO_TEXT, Text

_SHOWN = 12


def why_no_case(folder: Path, file: str) -> Text:
    """Why the file with which a case starts cannot be had of a folder, with a suggestion."""
    try:
        if folder.is_file():
            return _is_a_file(folder, file)
        if not folder.is_dir():
            return _is_not_there(folder, file)
        if not (folder / file).is_file():
            return _holds_none(folder, file)
    except OSError:
        pass  # a name that no system takes, or a folder that may not be looked through
    return Text(
        "无法读取 {file}，请确认有读取权限且未被占用",
        "{file} cannot be read: make sure that you may read it and that nothing locks it",
    ).format(file=file)


def _is_a_file(path: Path, file: str) -> Text:
    holds = (path.parent / file).is_file()
    return Text("{path} 是文件；请给出{meant}", "{path} is a file; name {meant}").format(
        path=_shown(path),
        meant=Text("案例文件夹：{folder}", "the folder of the case: {folder}").format(folder=_shown(path.parent))
        if holds
        else Text("放有 {file} 的文件夹", "the folder that holds {file}").format(file=file),
    )


def _is_not_there(folder: Path, file: str) -> Text:
    beside = _cases_in(folder.parent, file)
    hint = did_you_mean(folder.name, beside) if beside else Text("请核对路径", "check the path")
    return Text("没有文件夹 {folder}；{hint}", "there is no folder {folder}; {hint}").format(
        folder=_shown(folder), hint=hint
    )


def _holds_none(folder: Path, file: str) -> Text:
    within = _cases_in(folder, file)
    return Text(
        "文件夹中没有 {file}；每个案例都以它开头{hint}",
        "the folder holds no {file}; every case starts with it{hint}",
    ).format(
        file=file,
        hint=Text("；其中的案例文件夹有：{within}{more}", "; the case folders in it are {within}{more}").format(
            within=within[:_SHOWN], more=Text(" 等", " and more") if len(within) > _SHOWN else NO_TEXT
        )
        if within
        else NO_TEXT,
    )


def _cases_in(folder: Path, file: str) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(hidden(shown_name(one.name)) for one in folder.iterdir() if (one / file).is_file())


def _shown(path: Path) -> str:
    return hidden(shown_name(path.as_posix()))
