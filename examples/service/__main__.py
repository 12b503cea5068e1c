"""`python -m examples.service`: the service over a SQLite file, with the cases that are named."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from laborcoop.errors import LaborcoopError

from .app import create_app
from .database import Store

_EXAMPLE = Path(__file__).parents[1] / "spring-return"


def main(argv: Sequence[str] | None = None) -> None:
    """Start the service; it stops with Ctrl-C. A case that cannot be read is told, and nothing started."""
    parser = argparse.ArgumentParser(prog="python -m examples.service", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    parser.add_argument("--database", type=Path, default=Path("service.db"), help="the SQLite file")
    parser.add_argument(
        "--case",
        type=Path,
        action="append",
        help="a case folder to begin with (examples/spring-return); what the database has of it stays",
    )
    given = parser.parse_args(argv)
    store = Store(f"sqlite:///{given.database}")
    try:
        for folder in given.case or [_EXAMPLE]:
            store.add_case(folder)
    except LaborcoopError as refused:
        store.close()
        parser.exit(2, f"{refused}\n")
    app = create_app(store, os.environ.get("LABORCOOP_TOKEN", ""))
    uvicorn.run(app, host=given.host, port=given.port)


if __name__ == "__main__":
    main()
