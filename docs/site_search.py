"""Make the search of the built site lighter: ``python docs/site_search.py`` (`make site`).

Every reader's browser makes an index of all entries before it finds anything. Half of them are fields of records of
which the reference says no more than the annotation; their names go to the entry of their class, where they are found.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from site_reference import FOLDER

INDEX = Path(__file__).parents[1] / "build" / "site" / "html" / "search" / "search_index.json"

Entry = dict[str, Any]


def lighter(entries: list[Entry]) -> list[Entry]:
    """The entries without those of bare fields, whose names stand with the entry of their class."""
    told = {entry["location"]: dict(entry) for entry in entries if not _is_bare_field(entry)}
    left = []
    for entry in entries:
        owner, _, name = entry["location"].rpartition(".")
        if entry["location"] in told:
            left.append(told[entry["location"]])
        elif owner in told:
            told[owner]["text"] += f" <code>{name}</code>"
        else:
            left.append(entry)
    return left


def _is_bare_field(entry: Entry) -> bool:
    """Whether an entry is a field's, with its annotation and no sentence."""
    of_reference = entry["location"].startswith(f"{FOLDER}/")
    return of_reference and "instance-attribute" in entry["title"] and "<p>" not in entry["text"]


def main() -> None:
    """Write the index anew."""
    index = json.loads(INDEX.read_text("utf-8"))
    index["docs"] = lighter(index["docs"])
    INDEX.write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
