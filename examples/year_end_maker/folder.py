"""The case folder: the tables of the programme, what was done in two years, the rosters, `case.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from spring_return_maker import employers, lodgings, outreach
from spring_return_maker.folder import csv_bytes, travel_tables
from spring_return_maker.frame import COUNTIES

from year_end_maker.further import records_json
from year_end_maker.people import Person, everyone
from year_end_maker.received import reception_rows
from year_end_maker.settings import CASE_TOML
from year_end_maker.students import school_rows, student_rows, students
from year_end_maker.travel import journey_rows, trips
from year_end_maker.work import spells, transfer_rows

_UNLAWFUL = "F2-FG-X"
"""The one leg of the other example that breaks the rules on driving: it never ran."""

_SOUND_EMPLOYERS = 10
"""The first ten employers of the other example; those after them have faults that a plan is to find."""


def write_case(folder: Path) -> None:
    """Write the whole case into a folder, which is made where it does not exist; other files in it stay."""
    (folder / "rosters").mkdir(parents=True, exist_ok=True)
    people = everyone()
    work = spells(people)
    travelled = trips(people, work)
    taught = students()
    tables = {
        **travel_tables(but=_UNLAWFUL),
        "employers": islice(employers.employer_rows(), _SOUND_EMPLOYERS + 1),
        "lodgings": lodgings.lodging_rows(),
        "fairs": _fairs(),
        "booths": _booths(),
        "sites": outreach.site_rows(),
        "squads": outreach.squad_rows(),
        "cadres": outreach.cadre_rows(),
        "stations": outreach.station_rows(),
        "agreements": outreach.agreement_rows(),
        "transfers": transfer_rows(work),
        "receptions": reception_rows(work, travelled),
        "journeys": journey_rows(travelled),
        "schools": school_rows(),
        "students": student_rows(taught),
    }
    for stem, rows in tables.items():
        (folder / f"{stem}.csv").write_bytes(csv_bytes(rows))
    for county in COUNTIES:
        rows = _roster(person for person in people if person.county == county.code)
        (folder / "rosters" / f"{county.short}务工人员台账.csv").write_bytes(csv_bytes(rows))
    (folder / "case.toml").write_bytes(CASE_TOML.encode())
    (folder / "records.json").write_bytes(records_json(people, work, taught))


def _fairs() -> Iterator[tuple[str, ...]]:
    """The 16 fairs of the other example, and two that are not counted: held by Nujiang itself, and in Zhuhai."""
    yield from outreach.fair_rows()
    yield (
        "RF-91",
        "2022年怒江州就业援助招聘会",
        "Nujiang's own fair (2022)",
        "533301",
        "2022-01-15 09:00",
        "2022-01-15 16:00",
        "533300",
    )
    yield (
        "RF-92",
        "2022年珠海春季招聘会",
        "Spring fair in Zhuhai (2022)",
        "440402",
        "2022-02-19 09:00",
        "2022-02-19 16:00",
        "440400",
    )


def _booths() -> Iterator[tuple[str, ...]]:
    yield from outreach.booth_rows()
    yield "RF-91", "E-04", "30"
    yield "RF-92", "E-01", "60"


def _roster(people: Iterable[Person]) -> Iterator[tuple[str, ...]]:
    yield "务工人员编号", "姓名", "性别", "身份证号码", "户籍县", "是否脱贫户", "是否易地搬迁"
    for one in people:
        yield (
            one.id,
            one.name,
            one.sex,
            one.number,
            one.county,
            "是" if one.out_of_poverty else "否",
            "是" if one.relocated else "否",
        )
