"""A file that was sent in, before anything is read from it: there, not empty, not too large."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from laborcoop.errors import DocumentError
from laborcoop.kernel.text import Text

_PIECE = 1 << 20
_ASCII_SPACE = b" \t\r\n"
_OF_PROGRAMS = frozenset({"__macosx", "desktop.ini", "ehthumbs.db", "icon\r", "thumbs.db"})


def refused(file: str, zh: str, en: str, **facts: object) -> DocumentError:
    """The error for a file that cannot be read, as a sentence in both languages."""
    return DocumentError(Text("文件 {file}：" + zh, "file {file}: " + en).format(file=file, **facts))


def shown_name(name: str) -> str:
    r"""A file's name or path as text; one whose bytes are no UTF-8, as an old archive leaves it, is read as Chinese.

    >>> shown_name("泸水市.xlsx"), shown_name("\udcbb\udca8\udcc3\udcfb.csv")
    ('泸水市.xlsx', '花名.csv')
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode(errors="surrogateescape").decode("gb18030", errors="replace")
    return name


def is_of_programs(name: str) -> bool:
    """Whether a file or folder is none that somebody sent: hidden, or left by an office program or the system.

    >>> [is_of_programs(name) for name in ("~$名册.xlsx", ".DS_Store", "Thumbs.db", "名册.xlsx")]
    [True, True, True, False]
    """
    return name.startswith((".", "~$")) or name.casefold() in _OF_PROGRAMS


def check_file(path: Path, file: str, limit: int) -> None:
    """Refuse a file that is missing, no ordinary one, unreadable, empty or larger than a limit, without holding it.

    Raises:
        DocumentError: it is one of these.
    """
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            # A pipe would be waited for, and a device may never end.
            raise OSError  # noqa: TRY301 - told as what the system itself refuses is
        if found.st_size > limit:
            raise refused(
                file,
                "文件太大（超过 {limit} MiB），请拆分后再交",
                "the file is too large (over {limit} MiB): split it",
                limit=limit >> 20,
            )
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                if piece.strip(_ASCII_SPACE):
                    return
    except FileNotFoundError:
        raise refused(file, "找不到文件，请核对文件名", "there is no such file: check its name") from None
    except OSError:
        raise refused(
            file,
            "无法读取，请确认它是文件、有读取权限且未被占用",
            "it cannot be read: make sure that it is a file, that you may read it and that nothing locks it",
        ) from None
    raise refused(file, "文件是空的", "the file is empty")
