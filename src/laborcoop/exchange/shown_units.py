"""Numbers of an Office Open XML workbook that are shown with a unit of thousands: 0.5 in the format 0.0"万" is 0.5万.

A reader of values gives the number alone, and no format. Only plain formats are taken: a figure as it is, and behind it
万 or 千. One that scales what it shows (0!.0,"万" shows 5000 as 0.5万) holds the whole number already.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Mapping

from laborcoop.exchange.cell_formats import STYLES, Styles, formatted_cells, parse

_PLAIN = re.compile(
    r"(?:General|G/通用格式|#?0(?:\.[0#]+)?|#,##0(?:\.[0#]+)?)(?:\\?[ ])?"
    r"(?:\"(?P<quoted>[万千])元?(?:/月)?\"|\\?(?P<bare>[万千])(?:\"?元\"?)?)(?:;.*)?"
)


def unit_of(code: str) -> str:
    """The unit that a number format shows behind a figure as it is (万, 千); empty where it does anything else.

    >>> unit_of('0.0"万"'), unit_of('0!.0,"万"'), unit_of("0.00")
    ('万', '', '')
    """
    found = _PLAIN.fullmatch(code)
    return "" if found is None else found["quoted"] or found["bare"]


def shown_units(
    archive: zipfile.ZipFile, sheets: Mapping[str, str], regular: Collection[str], most: int
) -> dict[str, dict[str, str]]:
    """The cells (``B7``) that hold something and are shown with a unit, each with it, by the names of the sheets.

    Args:
        archive: the workbook, sound.
        sheets: the part of each sheet, by its name.
        regular: the parts that are written in the one way (`cell_formats.formatted_cells`).
        most: how many cells of a sheet are looked at.
    """
    styles = Styles()
    parse(archive, STYLES, styles.begins, styles.ends)
    formats: dict[str, set[str]] = {}
    for number, code in styles.codes.items():
        if unit := unit_of(code):
            formats.setdefault(unit, set()).add(number)
    found: dict[str, dict[str, str]] = {}
    for unit, numbers in formats.items():
        for name, part in sheets.items():
            cells = formatted_cells(archive, part, numbers, set(), most, is_regular=part in regular)
            found.setdefault(name, {}).update(dict.fromkeys(cells, unit))
    return found
