"""No error keeps what it refused: not in its words, not in its arguments, not in what it was raised from or during.

The frames of a traceback do hold the cells that were being read; a traceback without its locals shows none of them.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from laborcoop.__main__ import main
from laborcoop.errors import LaborcoopError
from laborcoop.exchange import cells
from laborcoop.exchange.case import load_case, readers
from laborcoop.exchange.case.toml import read_toml
from laborcoop.exchange.plan_json import read_plan_document
from laborcoop.exchange.roster import intents, readings
from laborcoop.exchange.sheets import read_sheets
from laborcoop.exchange.workers_document import read_workers_document
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import CreditCode, ResidentNumber
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.transfer import TrainNumber

ON = date(2023, 1, 28)
ZONE = ZoneInfo("Asia/Shanghai")

RAW = ("533399199013450012", "53339919900230001X", "5333991990010100124", "1380000000000", "阿普5合成", "1990-13-45")
"""What people write: numbers with a date that is none, a digit too many, a name with a digit, a day that is none."""


def kept_by(error: BaseException | None, seen: tuple[int, ...] = ()) -> Iterator[str]:
    """Whatever an error keeps, in words: itself, its arguments and fields, its notes, what stands behind it."""
    if error is None or id(error) in seen:
        return
    seen = (*seen, id(error))
    yield from (str(error), repr(error), repr(error.args), repr(vars(error)), repr(getattr(error, "__notes__", ())))
    yield from (str(getattr(error, field, "")) for field in ("doc", "object", "obj", "name", "filename"))
    yield from traceback.format_exception(error)
    for behind in (error.__cause__, error.__context__, *getattr(error, "exceptions", ())):
        yield from kept_by(behind, seen)


def shown(error: BaseException, *secrets: str) -> list[str]:
    told = "\n".join(kept_by(error))
    return [secret for secret in secrets if secret in told or repr(secret.encode())[2:-1] in told]


def test_what_is_kept_is_found() -> None:
    def careless() -> None:
        try:
            int("53339919900101001X")
        except ValueError:
            raise LookupError from None

    with pytest.raises(LookupError) as refused:
        careless()
    assert shown(refused.value, "53339919900101001X", "another") == ["53339919900101001X"]


def _in_the_zone(read: Callable[[Any, ZoneInfo], object], raw: str) -> object:
    return read(raw, ZONE)


READERS: dict[str, Callable[[Any], object]] = {
    "ResidentNumber": ResidentNumber,
    "ResidentNumber.parse": lambda raw: ResidentNumber.parse(raw, ON),
    "PersonName": PersonName,
    "PersonName.parse": PersonName.parse,
    "Phone": Phone,
    "CreditCode": CreditCode,
    "CreditCode.parse": CreditCode.parse,
    "DivisionCode": DivisionCode,
    "TrainNumber.parse": TrainNumber.parse,
    **{f"cells.{read.__name__}": read for read in (cells.whole, cells.amount, cells.day, cells.hour, cells.yes_no)},
    "cells.moment": lambda raw: cells.moment(raw, ZONE),
    "cells.moment-with-hour": lambda raw: cells.moment(f"{raw} 25:61", ZONE),
    "cells.wage": cells.wage,
    **{
        f"readings.{read.__name__}": read
        for read in (readings.sex, readings.education, readings.phone, intents.purpose)
    },
    **{
        f"readers.{read.__name__}": partial(_in_the_zone, read)
        for read in (
            readers.whole,
            readers.wholes,
            readers.degrees,
            readers.division,
            readers.train,
            readers.person,
            readers.phone,
        )
    },
}


@pytest.mark.parametrize("way", READERS)
@pytest.mark.parametrize("raw", RAW)
def test_a_refused_cell_is_kept_by_no_error(way: str, raw: str) -> None:
    try:
        READERS[way](raw)
    except LaborcoopError as refused:
        assert not shown(refused, raw)  # noqa: PT017 - some readers take some of the cells, and none may keep one
        assert refused.__context__ is None  # noqa: PT017 - nor be raised while another error is handled


def test_every_reader_refuses_one_of_the_cells() -> None:
    def refuses(read: Callable[[Any], object], raw: str) -> bool:
        try:
            read(raw)
        except LaborcoopError:
            return True
        return False

    assert not [way for way, read in READERS.items() if not any(refuses(read, raw) for raw in RAW)]


def documents(secret: str) -> Iterator[str]:
    """Documents that cannot be read and hold a secret: no JSON, wrong kinds, a key twice, half a surrogate pair."""
    yield '{"name": "' + secret
    yield json.dumps(
        {"format": "laborcoop-plan", "version": 1, "people": [{"id": 1, "number": [secret], "name": secret}]}
    )
    yield json.dumps({"format": secret, "workers": [{"number": {"is": secret}, "born": secret, secret: 1}]})
    yield '{"' + secret + '": 1, "' + secret + '": 2}'
    yield json.dumps([secret, "\ud800" + secret])
    yield '{"number": ' + "1" * 5000 + ', "name": "' + secret + '"}'
    yield "[" * 100_000 + '"' + secret + '"'


@pytest.mark.parametrize("read", [read_plan_document, read_workers_document], ids=lambda read: read.__name__)
def test_an_unreadable_document_is_kept_by_no_error(read: Callable[[str | Path], object], tmp_path: Path) -> None:
    secret = RAW[0] + RAW[4]
    for document in documents(secret):
        with pytest.raises(LaborcoopError) as refused:
            read(document)
        assert not shown(refused.value, secret)
    (tmp_path / "broken.json").write_bytes(b"\xff\xfe\xff" + secret.encode())
    with pytest.raises(LaborcoopError) as refused:
        read(tmp_path / "broken.json")
    assert not shown(refused.value, secret)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"\x81\xff" + b"533399199001010012"),
        ("a.csv", b'"' + b"533399199001010012" * 10_000),
        ("a.xlsx", b"PK533399199001010012"),
        ("a.xlsx", b"533399199001010012"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"533399199001010012" * 100),
    ],
)
def test_an_unreadable_file_is_kept_by_no_error(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(LaborcoopError) as refused:
        read_sheets(tmp_path / name, name)
    assert not shown(refused.value, "533399199001010012")


@pytest.mark.parametrize(
    "content",
    [
        b'salt = "533399199001010012',
        b'salt = "533399199001010012"\nsalt = "533399199001010012"\n',
        b'salt = "\xff533399199001010012"',
        b'salt = "533399199001010012"\non = "533399199001010012"\n',
    ],
)
def test_an_unreadable_case_is_kept_by_no_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_bytes(content)
    with pytest.raises(LaborcoopError) as refused:
        load_case(tmp_path)
    assert not shown(refused.value, "533399199001010012")


def test_a_case_without_its_file_says_so() -> None:
    with pytest.raises(LaborcoopError) as refused:
        read_toml(Path("nowhere"))
    assert refused.value.__context__ is None


def test_the_command_line_tells_of_broken_rows_and_shows_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    header = "姓名,身份证号码,联系电话,出生日期,期望月工资,务工企业\n"
    rows = "".join(f"阿普{at},{raw},{raw},{raw},{raw},{raw}\n" for at, raw in zip("甲乙丙丁戊己", RAW, strict=True))
    (tmp_path / "list.csv").write_text(header + rows, encoding="utf-8")
    assert main(["roster", "list.csv", "--out", "made"]) == 0
    said = capsys.readouterr()
    written = "".join(path.read_text(encoding="utf-8-sig") for path in (tmp_path / "made").iterdir() if path.is_file())
    told = said.out + said.err + written
    assert "ID-0" in told
    numbers = [raw for raw in RAW if raw[:11].isdigit()]
    assert not [secret for secret in (*numbers, *(f"阿普{at}" for at in "甲乙丙丁戊己")) if secret in told]


def test_the_command_line_does_not_repeat_a_number_that_names_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roster", "阿普533399199001010012.xlsx"]) == 2
    said = capsys.readouterr()
    assert "***" in said.err
    assert "533399199001010012" not in said.out + said.err
