"""What case.toml says: the campaign, the day, the zone, the salt, and what the case adds to headers and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attrs import field, frozen

from laborcoop.cooperation import Agency, Campaign, Pairing
from laborcoop.exchange.case.toml import Fault, Keys, read_toml, refused
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import keyed_id
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.people.entries import DivisionEntry

FORMAT = "laborcoop-case"
VERSION = 1


@frozen(kw_only=True)
class Settings:
    """The content of case.toml, sound; ``unknown`` are keys that it gives and nobody reads, with a suggestion each.

    ``salt`` keys the ids of workers and is not shown.
    """

    id: str
    name: Text
    note: Text
    synthetic: bool
    synthetic_areas: frozenset[DivisionCode]
    salt: str = field(repr=False)
    on: date
    campaign: Campaign
    columns: Mapping[str, Any]
    parameters: tuple[Mapping[str, Any], ...]
    unknown: tuple[tuple[str, Text], ...]


def read_settings(folder: Path) -> Settings:
    """Read a case's case.toml.

    Raises:
        CaseError: it is missing, no TOML, or its needed keys are missing or wrong; with every fault.
    """
    keys = Keys(content=read_toml(folder), faults=[], unknown=[])
    _check_format(keys)
    case_id, name, on = keys.word("id"), keys.text("name"), keys.day("on")
    note, synthetic = keys.text("note", needed=False), keys.flag("synthetic")
    areas = [_division(keys, "synthetic_areas", area) for area in keys.words("synthetic_areas") or ()]
    salt = _salt(keys)
    campaign = _campaign(keys)
    columns = keys.table("columns", needed=False).content
    parameters = tuple(one.content for one in keys.tables("parameters", needed=False))
    keys.finish()
    if keys.faults or case_id is None or name is None or on is None or salt is None or campaign is None:
        raise refused(folder, [fault.text for fault in keys.faults])
    return Settings(
        id=case_id,
        name=name,
        note=note or NO_TEXT,
        synthetic=synthetic,
        synthetic_areas=frozenset(area for area in areas if area is not None),
        salt=salt,
        on=on,
        campaign=campaign,
        columns=columns,
        parameters=parameters,
        unknown=tuple(keys.unknown),
    )


def _check_format(keys: Keys) -> None:
    written, version = keys.word("format"), keys.whole("version")
    if written is not None and written != FORMAT:
        keys.fault("format", Text("应为 {format}", "{format} is expected").format(format=f'"{FORMAT}"'))
    if version is not None and version != VERSION:
        keys.fault("version", Text("只能读取第 {known} 版", "only version {known} can be read").format(known=VERSION))


def _salt(keys: Keys) -> str | None:
    salt = keys.word("salt")
    return None if salt is None or keys.made("salt", lambda: keyed_id("W", salt, "")) is None else salt


def _campaign(keys: Keys) -> Campaign | None:
    zone, pairing = _zone(keys), _pairing(keys.table("pairing"))
    below = keys.table("campaign")
    name, first_working_day = below.text("name"), below.day("first_working_day")
    window = _period(below, needs_end=True)
    below.finish()
    organisers = tuple(_organiser(one) for one in keys.tables("organisers"))
    known = tuple(one for one in organisers if one is not None)
    if zone is None or pairing is None or name is None or first_working_day is None or window is None:
        return None
    if len(known) < len(organisers):
        return None
    made = keys.made(
        "organisers",
        lambda: Campaign(
            name=name,
            pairing=pairing,
            window=window,
            organisers=known,
            first_working_day=first_working_day,
            zone=zone,
        ),
    )
    if made is None:
        _name_no_divisions(keys, pairing, known)
    return made


def _name_no_divisions(keys: Keys, pairing: Pairing, organisers: tuple[Agency, ...]) -> None:
    """Name first the codes that no division has: that is why a side seems to have no organiser."""
    codes = {"[pairing] sending": pairing.sending, "[pairing] receiving": pairing.receiving}
    codes |= {f"[[organisers]] {number} division": one.division for number, one in enumerate(organisers, 1)}
    unknown = [
        Fault(place, fault)
        for place, code in codes.items()
        for fault in [DivisionEntry(written=code.code, on=pairing.period.start).fault()]
        if fault is not None
    ]
    keys.faults[:0] = unknown


def _pairing(keys: Keys) -> Pairing | None:
    sending = _division(keys, "sending", keys.word("sending"))
    receiving = _division(keys, "receiving", keys.word("receiving"))
    period = _period(keys, needs_end=False)
    keys.finish()
    if sending is None or receiving is None or period is None:
        return None
    return keys.made("receiving", lambda: Pairing(sending=sending, receiving=receiving, period=period))


def _organiser(keys: Keys) -> Agency | None:
    name, division = keys.text("name"), _division(keys, "division", keys.word("division"))
    keys.finish()
    return None if name is None or division is None else Agency(name=name, division=division)


def _period(keys: Keys, *, needs_end: bool) -> Period | None:
    start, end = keys.day("start"), keys.day("end", needed=needs_end)
    return None if start is None else keys.made("end", lambda: Period(start, end))


def _division(keys: Keys, key: str, written: str | None) -> DivisionCode | None:
    return None if written is None else keys.made(key, lambda: DivisionCode(written))


def _zone(keys: Keys) -> ZoneInfo | None:
    written = keys.word("zone")
    if written is None:
        return None
    try:
        return ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        keys.fault("zone", Text("不是时区名；例如 Asia/Shanghai", "is no time zone; Asia/Shanghai is one"))
        return None
