"""The case folder: the tables, `case.toml` and one roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve
from spring_return_maker.folder import csv_bytes, leg_rows, place_rows, stop_rows, vehicle_rows
from spring_return_maker.frame import stream
from spring_return_maker.people import MAN, NEW, RETURN, WOMAN, Person, born_at_age, dressed, numbered

from tight_return_maker import travel, work

CASE_TOML = '''\
# 由 examples/make_tight_return.py 生成，请勿手改。Made by examples/make_tight_return.py: do not edit by hand.
format = "laborcoop-case"
version = 1
id = "tight-return"
name = { zh = "座位紧张的返岗（示例）", en = "A return with too few seats (example)" }
note = { zh = """\\
合成数据：人员、企业、班次、时刻、床位和岗位均为虚构，号码使用未分配的地区码 533399。""", en = """\\
Synthetic data: people, employers, legs, hours, beds and posts are invented; the numbers lie in the unallocated area \\
533399.""" }
synthetic = true
synthetic_areas = ["533399"]
salt = "tight-return-example-salt"
on = 2023-01-28
zone = "Asia/Shanghai"

[campaign]
name = { zh = "返岗（示例）", en = "Return (example)" }
start = 2023-01-20
end = 2023-02-16
first_working_day = 2023-02-04

[pairing]
sending = "533300"
receiving = "440400"
start = 2021-01-01

[[organisers]]
name = { zh = "珠海市人力资源和社会保障局", en = "Zhuhai Human Resources and Social Security Bureau" }
division = "440400"

[[organisers]]
name = { zh = "怒江州人力资源和社会保障局", en = "Nujiang Human Resources and Social Security Bureau" }
division = "533300"

[[parameters]]
name = "minimum_wage"
value = 1900
region = "440400"
since = 2021-12-01
why = { zh = "本案例的合成数值，并非核实过的标准。", en = "A synthetic value of this case, not a verified one." }
'''

_KINDS = (
    (30, Person(role="return", kind=RETURN, employer="E-01"), (MAN, WOMAN)),
    (10, Person(role="return", kind=RETURN, employer="E-02", accepts_other=True), (MAN, WOMAN)),
    (24, Person(role="electrician", kind=NEW, skills="电工"), (MAN,)),
    (18, Person(role="seamstress", kind=NEW, skills="缝纫"), (WOMAN,)),
    (18, Person(role="no skill", kind=NEW), (MAN, WOMAN)),
)
"""How many of each kind come to the one stop; their ages lie between 22 and 44."""


def write_case(folder: Path) -> None:
    """Write the whole case into a folder, which is made where it does not exist; other files in it stay."""
    (folder / "rosters").mkdir(parents=True, exist_ok=True)
    runs = travel.runs()
    tables = {
        "places": place_rows((*travel.PLACES, *work.gates())),
        "convoys": _convoys(),
        "vehicles": vehicle_rows(runs),
        "legs": leg_rows(runs),
        "stops": stop_rows(runs),
        "employers": work.employer_rows(),
        "posts": work.post_rows(),
        "lodgings": _lodgings(),
        "rooms": _rooms(),
        "rosters/泸水市": _roster(_people()),
    }
    for stem, rows in tables.items():
        (folder / f"{stem}.csv").write_bytes(csv_bytes(rows))
    (folder / "case.toml").write_bytes(CASE_TOML.encode())


def _convoys() -> Iterator[tuple[str, ...]]:
    yield "批次编号", "批次", "名称", "英文名", "领队", "名单报备时间"
    yield travel.CONVOY, "1", "第一批", "First batch", "州人社局领队", "2023-02-04 16:00"


def _lodgings() -> Iterator[tuple[str, ...]]:
    yield "住宿编号", "名称", "英文名", "类型", "地点编号", "单价(元/床夜)", "向务工人员收费(元)"
    yield "H-KM-1", "昆明示例一号酒店", "Kunming Sample Hotel 1", "中转酒店", "P-KM-H1", "60", "0"
    yield "H-HOME", "怒江员工之家", "Nujiang Employees' Home", "员工之家", "P-ZH-HOME", "0", "0"


def _rooms() -> Iterator[tuple[str, ...]]:
    """Beds for everybody in Kunming; eight for women and eight for men in the Home."""
    yield "住宿编号", "房间编号", "床位数", "用途", "面积(平方米)"
    for house, rooms in (("H-KM-1", 30), ("H-HOME", 4)):
        for number in range(rooms):
            yield house, f"{101 + number}", "4", ("男", "女")[number % 2], "20"


def _people() -> list[Person]:
    rng = stream("tight return")
    people = [
        evolve(
            entered,
            county="LS",
            worker_id=f"W-{100 * kind + number + 101}",
            sex=sexes[number % len(sexes)],
            born=born_at_age(rng, 22 + rng.randrange(22)),
            boarding=travel.STOP,
            batch=1,
        )
        for kind, (count, entered, sexes) in enumerate(_KINDS)
        for number in range(count)
    ]
    return numbered([dressed(person, rng) for person in people])


def _roster(people: Iterable[Person]) -> Iterator[tuple[str, ...]]:
    yield (
        *("登记编号", "姓名", "性别", "身份证号码", "县(市)", "村委会", "是否脱贫户", "技能", "返岗/新增"),
        *("务工企业", "批次", "上车点", "服从调剂"),
    )
    for person in people:
        yield (
            *(person.worker_id, person.name, person.sex, person.number, "泸水市", person.village, person.status),
            *(person.skills, person.kind, person.employer, str(person.batch), "六库集合点"),
            "是" if person.accepts_other else "否",
        )
