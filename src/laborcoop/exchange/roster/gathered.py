"""The rosters in a folder, those of its sub-folders included: counties send folders as often as they send files."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from laborcoop.errors import DocumentError
from laborcoop.exchange.files import is_of_programs, refused, shown_name
from laborcoop.exchange.roster.stream import shown_files
from laborcoop.exchange.roster.unread import UnreadFile

_NOTES = ".md"


@frozen(kw_only=True)
class Gathered:
    """The files of a folder of rosters: those to read, each with the name that findings cite, and those that are not.

    ``unread`` are links, which may lead anywhere, and folders that nobody may look into.
    """

    files: tuple[tuple[Path, str], ...]
    unread: tuple[UnreadFile, ...]

    def __bool__(self) -> bool:
        return bool(self.files or self.unread)


def rosters_in(folder: Path, within: str = "") -> Gathered:
    """Every file in a folder and its sub-folders, but notes and what no person made; none where it is no folder.

    Args:
        folder: the folder; it may itself be reached by a link, what is in it may not be one.
        within: what goes before the names that findings cite.
    """
    files: list[Path] = []
    left: dict[Path, tuple[str, str]] = {}
    folders = [folder] if folder.is_dir() else []
    # A stack of one's own: folders may be deeper than calls.
    while folders:
        looked_into = folders.pop()
        try:
            inside = [path for path in looked_into.iterdir() if not is_of_programs(path.name)]
        except OSError:
            left[looked_into] = (
                "无法读取这个文件夹，请确认有读取权限",
                "the folder cannot be read: make sure that you may",
            )
            continue
        for path in inside:
            if path.is_symlink():
                left[path] = (
                    "是链接，不会跟随；请放入它所指的文件",
                    "it is a link, and links are not followed: put what it leads to in its place",
                )
            elif path.is_dir():
                folders.append(path)
            elif path.is_file() and path.suffix.lower() != _NOTES:
                files.append(path)
    named = [(path, within + shown_name(path.relative_to(folder).as_posix())) for path in sorted([*files, *left])]
    shown = shown_files(named)
    return Gathered(
        files=tuple((path, file) for path, file in shown if path not in left),
        unread=tuple(UnreadFile.of(path, file, _left(file, left[path]), 0) for path, file in shown if path in left),
    )


def _left(file: str, why: tuple[str, str]) -> DocumentError:
    return refused(file, *why)
