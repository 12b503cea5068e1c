"""What the service keeps, in SQLite by SQLAlchemy Core: cases with their files, rosters, workers, the latest plan.

The tables hold names and numbers: the file is to be kept like the rosters that it was made of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from attrs import frozen
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    func,
    insert,
    select,
)

import laborcoop as lc
from laborcoop.exchange.export import Placement
from laborcoop.exchange.files import is_of_programs
from laborcoop.exchange.roster.stream import shown_files
from laborcoop.exchange.sheets import TABLES, WORKBOOKS

_METADATA = MetaData()
_CASES = Table(
    "cases",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
)
_FILES = Table(
    "files",
    _METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("path", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
_WORKERS = Table(
    "workers",
    _METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("record", Text, nullable=False),
)
_PLANS = Table(
    "plans",
    _METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("document", Text, nullable=False),
)
_PLACEMENTS = Table(
    "placements",
    _METADATA,
    Column("case", ForeignKey("plans.case"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("record", Text, nullable=False),
)


_ROSTERS = "rosters/"


def shown_rosters(names: Iterable[str]) -> dict[str, str]:
    """How findings cite each roster of a case: a phone or a resident number in a file's name is not shown.

    Args:
        names: the files among the rosters, each with the folders that it is in.
    """
    paths = [Path(name) for name in names if not any(map(is_of_programs, Path(name).parts))]
    rosters = [(path, _ROSTERS + path.as_posix()) for path in paths if path.suffix.lower() in WORKBOOKS | TABLES]
    return {path.as_posix(): shown for path, shown in shown_files(rosters)}


@frozen(kw_only=True)
class StoredCase:
    """A case as a list shows it."""

    id: str
    name: lc.Text
    rosters: tuple[str, ...]
    workers: int


class Store:
    """The database of a service; every call is one transaction."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = create_engine(url)
        self._one_change = Lock()
        _METADATA.create_all(self._engine)

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def add_case(self, folder: Path) -> None:
        """Keep a case folder, its rosters included; one of an id that is kept already stays as it has become.

        Raises:
            CaseError: it is no case folder.
        """
        case = lc.load_case(folder)
        if self.has_case(case.id):
            return
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        with self._engine.begin() as connection:
            connection.execute(insert(_CASES).values(id=case.id, name_zh=case.name.zh, name_en=case.name.en))
            connection.execute(
                insert(_FILES), [{"case": case.id, "path": path, "content": file} for path, file in files.items()]
            )
            _put_workers(connection, case)

    def cases(self) -> list[StoredCase]:
        """Every case, by id."""
        with self._engine.begin() as connection:
            rows = connection.execute(select(_CASES).order_by(_CASES.c.id)).all()
            counted: dict[str, int] = dict(
                connection.execute(select(_WORKERS.c.case, func.count()).group_by(_WORKERS.c.case)).tuples().all()
            )
            paths = connection.execute(select(_FILES.c.case, _FILES.c.path).order_by(_FILES.c.path)).all()
        return [
            StoredCase(
                id=row.id,
                name=lc.Text(row.name_zh, row.name_en),
                rosters=tuple(
                    shown.removeprefix(_ROSTERS)
                    for shown in shown_rosters(
                        path.removeprefix(_ROSTERS)
                        for case, path in paths
                        if case == row.id and path.startswith(_ROSTERS)
                    ).values()
                ),
                workers=counted.get(row.id, 0),
            )
            for row in rows
        ]

    def has_case(self, case: str) -> bool:
        """Whether there is a case of this id."""
        with self._engine.begin() as connection:
            return connection.execute(select(_CASES.c.id).where(_CASES.c.id == case)).first() is not None

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One change at a time: what is read of a case meanwhile is what is kept with it, and nothing of another's."""
        with self._one_change:
            yield

    @contextmanager
    def folder(self, case: str, *, also: Mapping[str, bytes] | None = None) -> Iterator[Path]:
        """The folder of a case for as long as it is looked at, with further files in it."""
        with self._engine.begin() as connection:
            files = connection.execute(select(_FILES.c.path, _FILES.c.content).where(_FILES.c.case == case)).all()
        contents = {row.path: row.content for row in files} | dict(also or {})
        with TemporaryDirectory() as made:
            for path, content in contents.items():
                to = Path(made) / path
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(content)
            yield Path(made)

    def is_taken(self, case: str, name: str) -> bool:
        """Whether a roster cannot have a name: a folder has it, or a file has that of a folder in it."""
        path = _ROSTERS + name
        with self._engine.begin() as connection:
            paths = connection.execute(select(_FILES.c.path).where(_FILES.c.case == case)).scalars().all()
        return any(kept.startswith(f"{path}/") or path.startswith(f"{kept}/") for kept in paths)

    def keep_roster(self, case: lc.Case, name: str, content: bytes) -> None:
        """Keep a roster under its name, folders included, with the workers of the case that was read with it.

        One of the same name is replaced, and so are all workers that were there before.
        """
        path = _ROSTERS + name
        with self._engine.begin() as connection:
            connection.execute(delete(_FILES).where(_FILES.c.case == case.id, _FILES.c.path == path))
            connection.execute(insert(_FILES).values(case=case.id, path=path, content=content))
            _put_workers(connection, case)

    def workers(self, case: str, *, limit: int, offset: int) -> tuple[list[lc.Worker], int]:
        """Some of the workers of a case, by id, and how many there are."""
        own = _WORKERS.c.case == case
        with self._engine.begin() as connection:
            total = connection.execute(select(func.count()).select_from(_WORKERS).where(own)).scalar_one()
            asked = select(_WORKERS.c.record).where(own).order_by(_WORKERS.c.id).limit(limit).offset(offset)
            records = connection.execute(asked).scalars().all()
        return [lc.read_json(record, lc.Worker).value for record in records], total

    def keep_plan(self, case: str, document: str, placements: Iterable[Placement]) -> None:
        """Keep a plan as its document and as a list of people; an earlier one goes."""
        rows = [
            {"case": case, "place": place, "record": lc.write_json(placement, reveal=True)}
            for place, placement in enumerate(placements)
        ]
        with self._engine.begin() as connection:
            connection.execute(delete(_PLACEMENTS).where(_PLACEMENTS.c.case == case))
            connection.execute(delete(_PLANS).where(_PLANS.c.case == case))
            connection.execute(insert(_PLANS).values(case=case, document=document))
            if rows:
                connection.execute(insert(_PLACEMENTS), rows)

    def plan_document(self, case: str) -> object | None:
        """The masked document of the plan of a case; None where nothing is planned."""
        with self._engine.begin() as connection:
            document = connection.execute(select(_PLANS.c.document).where(_PLANS.c.case == case)).scalar_one_or_none()
        return None if document is None else json.loads(document)

    def placements(self, case: str) -> list[Placement]:
        """The people of the plan of a case, in the order of the case."""
        asked = select(_PLACEMENTS.c.record).where(_PLACEMENTS.c.case == case).order_by(_PLACEMENTS.c.place)
        with self._engine.begin() as connection:
            records = connection.execute(asked).scalars().all()
        return [lc.read_json(record, Placement).value for record in records]


def _put_workers(connection: Connection, case: lc.Case) -> None:
    """The workers of a case in place of those that were there."""
    rows = [{"case": case.id, "id": worker.id, "record": lc.write_json(worker, reveal=True)} for worker in case.workers]
    connection.execute(delete(_WORKERS).where(_WORKERS.c.case == case.id))
    if rows:
        connection.execute(insert(_WORKERS), rows)
