"""Struck-through cells of an Office Open XML workbook: by their font, or by the font of a run of their text.

What is struck through is meant to be gone, and a reader of values does not tell. Most workbooks have no such font, and
nothing more than that is asked of them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Mapping

from laborcoop.exchange.cell_formats import STRINGS, STYLES, Strings, Styles, formatted_cells, parse

MOST_STRUCK = 1000
"""How many struck cells of a sheet are told of."""


def struck_cells(
    archive: zipfile.ZipFile, sheets: Mapping[str, str], regular: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """The first struck cells (``B7``) that hold something, by the names of the sheets that have one.

    Args:
        archive: the workbook, sound.
        sheets: the part of each sheet, by its name.
        regular: the parts that are written in the one way (`cell_formats.formatted_cells`).
    """
    there = {*archive.namelist()}
    styles, strings = Styles(), Strings()
    for part, look in ((STYLES, styles), (STRINGS, strings)):
        if part in there:
            parse(archive, part, look.begins, look.ends)
    found: dict[str, tuple[str, ...]] = {}
    for name, part in sheets.items():
        is_regular = part in regular
        cells = formatted_cells(archive, part, styles.struck, strings.struck, MOST_STRUCK, is_regular=is_regular)
        if struck := tuple(cells):
            found[name] = struck
    return found
