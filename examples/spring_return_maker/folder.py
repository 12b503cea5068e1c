"""The case folder: the tables, `case.toml` and the rosters, written side by side."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from spring_return_maker import employers, lodgings, outreach
from spring_return_maker.cast import everyone
from spring_return_maker.cells import Words, card_valid_until
from spring_return_maker.feeders import all_feeders
from spring_return_maker.frame import BATCHES, PLANNED_ON, at
from spring_return_maker.geography import Spot, spots
from spring_return_maker.people import Person
from spring_return_maker.rosters import write_rosters
from spring_return_maker.rows import sheets
from spring_return_maker.settings import CASE_TOML
from spring_return_maker.timetable import OFF, ON, Run
from spring_return_maker.towns import town_runs

_OTHER_ENCODINGS = {"agreements": "gb18030", "lodgings": "utf-8"}
"""Not every office saves as UTF-8 with a mark: the format allows for it, so the example shows it."""


def write_case(folder: Path) -> None:
    """Write the whole case into a folder, which is made where it does not exist; other files in it stay."""
    (folder / "rosters").mkdir(parents=True, exist_ok=True)
    people = everyone()
    tables = {
        **travel_tables(),
        "employers": employers.employer_rows(),
        "posts": employers.post_rows(),
        "lodgings": lodgings.lodging_rows(),
        "rooms": lodgings.room_rows(),
        "fairs": outreach.fair_rows(),
        "booths": outreach.booth_rows(),
        "sites": outreach.site_rows(),
        "squads": outreach.squad_rows(),
        "cadres": outreach.cadre_rows(),
        "stations": outreach.station_rows(),
        "agreements": outreach.agreement_rows(),
        "waivers": _waivers(people),
    }
    for stem, rows in tables.items():
        (folder / f"{stem}.csv").write_bytes(csv_bytes(rows, _OTHER_ENCODINGS.get(stem, "utf-8-sig")))
    (folder / "case.toml").write_bytes(CASE_TOML.encode())
    write_rosters(folder / "rosters", sheets(people), Words.of(spots(employers.gates())))


def travel_tables(but: str = "") -> dict[str, Iterator[tuple[str, ...]]]:
    """The tables of places, batches, vehicles, legs and stops, by stem, without one of the legs where it is named."""
    runs = [run for run in (*all_feeders(), *town_runs()) if run.id != but]
    return {
        "places": place_rows(spots(employers.gates())),
        "convoys": _convoys(),
        "vehicles": vehicle_rows(runs),
        "legs": leg_rows(runs),
        "stops": stop_rows(runs),
    }


def csv_bytes(rows: Iterable[tuple[str, ...]], encoding: str = "utf-8-sig") -> bytes:
    """The bytes of a table of these rows."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode(encoding)


def place_rows(places: Iterable[Spot]) -> Iterator[tuple[str, ...]]:
    """The rows of the table of places."""
    yield "地点编号", "名称", "英文名", "类型", "区划", "枢纽", "经度", "纬度"
    for spot in places:
        degrees = (f"{spot.longitude:.2f}", f"{spot.latitude:.2f}")
        yield spot.id, spot.name, spot.name_en, spot.kind, spot.division, spot.hub, *degrees


def _convoys() -> Iterator[tuple[str, ...]]:
    yield "批次编号", "批次", "名称", "英文名", "领队", "名单报备时间"
    for batch in BATCHES:
        listed = at(batch.feeder_day, 16, 0) - timedelta(days=1)
        number = "一二"[batch.number - 1]
        yield (
            batch.convoy,
            str(batch.number),
            f"第{number}批（{batch.train_day.month}月{batch.train_day.day}日）",
            f"Batch {batch.number} ({batch.train_day:%d %B})",
            f"州人社局第{number}批领队",
            f"{listed:%Y-%m-%d %H:%M}",
        )


def vehicle_rows(runs: Iterable[Run]) -> Iterator[tuple[str, ...]]:
    """The rows of the table of vehicles, each once."""
    yield "车辆编号", "类型", "核载人数", "车厢座位数"
    once = {run.vehicle: run for run in runs}
    for vehicle, run in once.items():
        yield vehicle, run.mode, str(run.rated), "、".join(map(str, run.carriages))


def leg_rows(runs: Iterable[Run]) -> Iterator[tuple[str, ...]]:
    """The rows of the table of legs."""
    yield "班次编号", "批次编号", "车辆编号", "车次", "车长", "副车长", "随车人数"
    for run in runs:
        yield run.id, run.convoy, run.vehicle, run.train, run.captain, run.deputy, str(run.escorts)


def stop_rows(runs: Iterable[Run]) -> Iterator[tuple[str, ...]]:
    """The rows of the table of stops."""
    yield "班次编号", "序号", "地点编号", "到达", "发车", "上客", "下客", "驾驶员", "里程(公里)", "道路"
    for run in runs:
        for number, call in enumerate(run.calls, start=1):
            yield (
                run.id,
                str(number),
                call.place,
                f"{call.arrive:%Y-%m-%d %H:%M}" if call.arrive else "",
                f"{call.depart:%Y-%m-%d %H:%M}" if call.depart else "",
                "是" if call.serves == ON else "否",
                "是" if call.serves == OFF else "否",
                call.driver,
                call.km,
                call.road,
            )


def _waivers(people: Iterable[Person]) -> Iterator[tuple[str, ...]]:
    """One card that has run out is let stand; the others remain as warnings."""
    yield "规则编号", "对象", "批准人", "理由", "有效期至"
    expired = min(
        person.worker_id for person in people if person.county == "LP" and card_valid_until(person) < PLANNED_ON
    )
    yield "ID-13", expired, "兰坪县人社局就业科", "新证已办理，持临时身份证乘车", "2023-02-16"
