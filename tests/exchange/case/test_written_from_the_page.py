"""A case written from the documentation alone loads without a finding, however its tables are kept."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.exchange import load_case
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.rulebook import Severity

if TYPE_CHECKING:
    from tests.exchange.case.conftest import Make, Rows

STYLES = [(False, False), (True, False), (False, True), (True, True)]


@pytest.mark.parametrize(("chinese", "workbooks"), STYLES)
def test_it_loads_without_a_finding(tmp_path: Path, make: Make, rows: Rows, chinese: bool, workbooks: bool) -> None:  # noqa: FBT001 - the two columns of a table of cases
    case = load_case(make(tmp_path, rows, chinese=chinese, workbooks=workbooks))
    # The one note says that the people are synthetic, which case.toml declares.
    assert [(finding.rule, finding.severity) for finding in case.findings] == [("ID-05", Severity.INFO)]
    assert [worker.id for worker in case.workers] == ["W-1", "W-2"]
    assert [registration.employer for registration in case.registrations] == ["E1", "E2"]


def test_every_style_gives_the_same_case(tmp_path: Path, make: Make, rows: Rows) -> None:
    cases = []
    for number, (chinese, workbooks) in enumerate(STYLES):
        folder = tmp_path / str(number)
        folder.mkdir()
        cases.append(load_case(make(folder, rows, chinese=chinese, workbooks=workbooks)))
    first = cases[0]
    for case in cases[1:]:
        same = evolve(case, where=first.where, findings=first.findings, intake=first.intake, book=first.book)
        assert same == first


def as_cells(rows: Rows) -> Rows:
    """The same tables with numbers, dates and hours as a spreadsheet program keeps them."""
    day = date(2023, 2, 8)
    rows["posts"][0].update({"openings": 20, "deposit": 0.0, "starts_on": day, "holds_papers": False})
    rows["employers"][0].update({"division": 440404, "gate_opens": time(8), "gate_closes": time(20)})
    rows["stops"][0].update({"seq": 1, "depart": datetime(2023, 2, 5, 7), "km": 300.5})  # noqa: DTZ001 - a cell has no zone
    rows["rooms"][0].update({"id": 101, "beds": 4.0})
    return rows


def test_cells_of_a_workbook_that_are_no_text_are_read(tmp_path: Path, make: Make, rows: Rows) -> None:
    plain, typed = tmp_path / "plain", tmp_path / "typed"
    plain.mkdir()
    typed.mkdir()
    first = load_case(make(plain, rows, workbooks=True))
    second = load_case(make(typed, as_cells(rows), workbooks=True))
    assert evolve(second, book=first.book) == first


@pytest.fixture
def case(tmp_path: Path, make: Make, rows: Rows) -> Case:
    return load_case(make(tmp_path, rows))


def test_every_cell_reaches_its_record(case: Case) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    assert (case.id, case.on, case.synthetic) == ("small-return", date(2023, 1, 28), True)
    places = {str(place.id): place for place in case.places}
    assert places["V1"].name == Text("上村", "Upper village")
    assert places["KM"].name == Text.same("昆明南")
    assert (places["KM"].longitude, places["KM"].latitude, places["KM"].hub) == (102.86, 24.87, "昆明")
    [convoy] = case.convoys
    assert convoy.listed_at == datetime(2023, 1, 27, 9, tzinfo=zone)
    coach, train = convoy.legs
    assert (coach.escorts, coach.captain, coach.deputy) == (2, "A1", "A2")
    assert (coach.stops[0].km, coach.stops[0].driver, coach.stops[0].road.value) == (Decimal("300.5"), "D1", "mountain")
    assert coach.stops[0].arrive == coach.stops[0].depart == datetime(2023, 2, 5, 7, tzinfo=zone)
    assert train.vehicle.carriages == (100, 100, 13)
    assert str(train.train) == "D3812/D3809"
    assert [str(stop.train or "") for stop in train.stops] == ["D3812", ""]
    assert [stop.boarding for stop in train.stops] == [True, False]
    assert [stop.alighting for stop in train.stops] == [False, True]
    factory = case.employers[0]
    assert factory.aliases == {"甲", "甲公司"}
    assert {label.value for label in factory.labels} == {"key-enterprise", "major-absorber"}
    assert (factory.gate_opens, factory.gate_closes) == (time(8), time(20))
    assert factory.contact is not None
    assert factory.contact.phone is not None
    post = case.posts[0]
    assert (post.lowest_age, post.highest_age, post.openings) == (18, 50, 20)
    assert (str(post.wage), post.starts_on) == ("4500-6000", date(2023, 2, 8))
    assert post.skills == {"电工", "焊工"}
    [lodging] = case.lodgings
    assert [(room.id, room.beds, room.use.value) for room in lodging.rooms] == [("101", 4, "men"), ("102", 4, "women")]
    assert lodging.price == 60
    assert lodging.rooms[0].floor_area == 24
    assert [booth.openings for booth in case.fairs[0].booths] == [20]
    assert [population.people for population in case.sites[0].populations] == [1150, 1200]
    assert case.squads[0].sites == {"S1", "S2"}
    assert [cadre.level.value for cadre in case.squads[0].cadres] == ["prefecture", "township"]
    [station] = case.stations
    assert station.lodgings == {"H1"}
    assert [agreement.title.zh for agreement in station.agreements] == ["泸水协议", "福贡协议"]
    assert case.waivers[0].until == date(2023, 3, 1)
    wage = case.book.parameters["minimum_wage"].at(case.on, factory.division)
    assert wage is not None
    assert wage.value == 1900


def test_what_is_not_given_takes_its_default(case: Case) -> None:
    post = case.posts[1]
    assert (post.wage, post.only_sex) == (None, None)
    assert post.deposit == post.fee == 0
    assert not post.holds_papers
    assert (case.employers[1].contact, case.employers[1].labels) == (None, frozenset())
    assert case.convoys[0].legs[0].stops[1].driver is None
