from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from laborcoop.exchange.roster import Known, RosterResult, read_rosters
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import OtherTrip, Purpose, Registration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import keyed_id
from laborcoop.kernel.personal import PersonName
from laborcoop.packs.china import national
from laborcoop.people import Education, Flag, FlagKind, Worker
from laborcoop.rulebook import RuleBook, Severity

NumberOf = Callable[..., str]
One = Callable[..., RosterResult]
Reader = Callable[..., RosterResult]


def only(result: RosterResult) -> tuple[Worker, Registration]:
    assert result.intake.refused == ()
    (worker,), (registration,) = result.workers, result.registrations
    return worker, registration


def codes(result: RosterResult) -> dict[str, str]:
    """The rules found, each with the path it names; without the note on synthetic numbers."""
    return {finding.rule: finding.path for finding in result.findings if finding.rule != "ID-05"}


def refusals(result: RosterResult) -> set[str]:
    assert result.workers == ()
    (row,) = result.intake.refused
    return {finding.rule for finding in row.findings if finding.excludes}


def test_a_full_row_becomes_a_worker_with_a_registration(one: One, number: NumberOf) -> None:
    result = one(
        登记编号="W-0001",
        姓名="阿 普",
        性别="女",
        身份证号码=number("1990-03-07", 2),
        出生日期=32939,
        文化程度="初中",
        联系电话="138 0000 0001",
        **{"县(市)": "兰坪县", "返岗/新增": "返岗"},
        村委会="某村",
        安置点名称="幸福小区",
        是否易地搬迁="是",
        是否脱贫户="脱贫户",
        是否监测对象="否",
        技能="电工、焊工",
        务工企业="合成电子",
        批次="第一批",
        上车点="中心广场",
        可出发日期="2月3日",
        最晚出发="2023.2.10",
        同行编号="T-1",
        服从调剂="√",
        期望月工资="4500-6000",
        是否自愿外出="是",
        已购车票="2023-02-05 10:00至2023-02-06 09:00",
        证件有效期至="2030-01-01",
    )
    assert codes(result) == {}
    zone = ZoneInfo("Asia/Shanghai")
    worker, registration = only(result)
    assert worker.id == "W-0001"
    assert worker.name == PersonName("阿普")
    assert (worker.sex, worker.born) == (Sex.FEMALE, date(1990, 3, 7))
    assert (worker.registered, worker.village, worker.site) == (DivisionCode("533325"), "某村", "S-1")
    assert worker.education is Education.JUNIOR_SECONDARY
    assert worker.phone is not None
    assert worker.phone.reveal() == "13800000001"
    assert worker.skills == {"电工", "焊工"}
    assert worker.flags == (
        Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=date(2023, 1, 28), source="r0.xlsx"),
        Flag(kind=FlagKind.RELOCATED, as_of=date(2023, 1, 28), source="r0.xlsx"),
    )
    assert worker.card_valid_until == date(2030, 1, 1)
    assert registration.worker == "W-0001"
    assert registration.purpose is Purpose.RETURN_TO_POST
    assert (registration.employer, registration.employer_as_written) == ("e-001", "")
    assert (registration.boarding, registration.boarding_as_written) == ("P-3", "")
    assert registration.batches == {"K-1"}
    assert (registration.available_from, registration.available_until) == (date(2023, 2, 3), date(2023, 2, 10))
    assert registration.together == "T-1"
    assert registration.accepts_other
    assert registration.lowest_wage == Decimal(4500)
    assert registration.willing
    assert registration.other_trip == OtherTrip(
        depart=datetime(2023, 2, 5, 10, tzinfo=zone), arrive=datetime(2023, 2, 6, 9, tzinfo=zone)
    )


def test_a_bare_row_becomes_a_worker_with_an_id_of_the_number(one: One, read: Reader, number: NumberOf) -> None:
    worker, registration = only(one())
    assert worker.id.startswith("W-")
    assert number() not in worker.id
    assert (worker.sex, worker.born, worker.registered) == (Sex.MALE, date(1990, 1, 1), DivisionCode("533323"))
    assert registration == Registration(worker=worker.id, purpose=Purpose.NEW_PLACEMENT)
    old = number()[:6] + number()[8:17]
    again, _ = only(read([["姓名", "身份证号码"], ["合成人", old]]))
    assert again.id == worker.id
    other, _ = only(read([["姓名", "身份证号码"], ["合成人", number()]], salt="another salt, also long"))
    assert other.id != worker.id


BAD_NUMBERS: list[tuple[Cell, str]] = [
    (None, "ID-01"),
    ("53339919900101", "ID-01"),
    ("533399199001010010", "ID-02"),
    (5.3339919900101e17, "ID-10"),
    ("5.33399E+17", "ID-10"),
    ("000000199001010000", "ID-12"),
]


@pytest.mark.parametrize(("cell", "rule"), BAD_NUMBERS)
def test_a_wrong_number_refuses_the_row_by_its_rule(one: One, cell: Cell, rule: str) -> None:
    result = one(身份证号码=cell)
    assert refusals(result) == {rule}
    (row,) = result.intake.refused
    assert row.subject == "r0.xlsx:福贡县:2"
    assert {finding.subject for finding in row.findings} == {row.subject}
    (finding,) = [finding for finding in row.findings if finding.rule == rule]
    assert (finding.where.row, finding.where.column) == (2, "B")


def test_a_book_without_the_rules_refuses_an_unreadable_number_all_the_same(read: Reader) -> None:
    bare = RuleBook(title=national().title)
    result = read([["姓名", "身份证号码"], ["合成人", "123"]], book=bare)
    assert refusals(result) == {"RO-12"}


@pytest.mark.parametrize("cell", [None, "  ", "合成3", "合" * 51])
def test_a_row_without_a_usable_name_is_refused(one: One, cell: Cell) -> None:
    assert refusals(one(姓名=cell)) == {"RO-09"}


def test_all_that_is_wrong_with_a_row_is_said_at_once(one: One) -> None:
    result = one(姓名=None, 身份证号码="123", 联系电话="1", 文化程度="?", 务工企业="某厂", 登记编号="W-9")
    (row,) = result.intake.refused
    assert [finding.rule for finding in row.findings] == ["ID-01", "RO-09", "RO-02", "RO-02", "RO-03"]
    assert row.subject == "W-9"
    assert set(row.findings) <= set(result.findings)


@pytest.mark.parametrize(
    ("cell", "is_told"),
    [
        ("13800000001/13800000002", True),
        ("13800000001 0886-3651234", True),
        ("138 0000 0001、139-0000-0002", True),
        ("13800000001（妻 13800000002）", True),
        ("+86 138-0000-0001", False),
        ("8613800000001", False),
        (13800000001.0, False),
        ("13800000001/13800000001", False),
        ("13800000001 转 802", False),
    ],
)
def test_a_second_number_in_a_cell_of_a_phone_is_told_of_and_not_shown(one: One, cell: Cell, *, is_told: bool) -> None:
    result = one(联系电话=cell)
    worker, _ = only(result)
    assert worker.phone is not None
    assert worker.phone.reveal() == "13800000001"
    assert codes(result) == ({"RO-33": "phone"} if is_told else {})
    assert not any(number in str(result.findings) for number in ("13800000002", "0886", "0000-0002"))


@pytest.mark.parametrize(
    ("cell", "is_doubtful"),
    [
        *((cell, True) for cell in ("甲甲/乙乙", "张三、李四", "张三，李四", "王五\n赵六", "阿普·迪/阿娜")),
        *(
            (cell, True)
            for cell in (
                "王□",
                "王？",
                "王*",
                "李○○",
                "和\ufffd",
                "张×",
                "李四 女",
                "李四（女）",
                "阿普 男",
                "李四（小）",
                "李四 (曾用名李五)",
            )
        ),
        *(
            (cell, False)
            for cell in ("和  丽", "王 女", "阿普·扎妹", "Yi Ma Mei", "O'Neil-Smith", "阿普·\n扎妹", "男女")
        ),
        *((cell, False) for cell in ("吾尔开希·多莱特", "续(xù)三", "王\n五", "𬱖某", "李四女")),
    ],
)
def test_a_cell_that_may_hold_more_or_less_than_one_name_is_told_of(one: One, cell: str, *, is_doubtful: bool) -> None:
    result = one(姓名=cell)
    worker, _ = only(result)
    assert codes(result) == ({"RO-34": "name"} if is_doubtful else {})
    assert not any(worker.name.reveal() in str(finding) for finding in result.findings)


NAMES_NOTHING = {"RO-03", "RO-04", "RO-05", "RO-13"}
"""What these say of a cell they say of the name in it, and quote it."""
BAD_CELLS: list[tuple[str, Cell, str, str]] = [
    ("登记编号", "W" * 65, "RO-02", "worker_id"),
    ("登记编号", "W\n1", "RO-02", "worker_id"),
    ("性别", "?", "RO-02", "sex"),
    ("出生日期", "1990.1", "RO-02", "birth_date"),
    ("文化程度", "?", "RO-02", "education"),
    ("联系电话", "123", "RO-02", "phone"),
    ("县(市)", "大理", "RO-02", "county"),
    ("安置点名称", "某小区", "RO-13", "resettlement_site"),
    ("是否易地搬迁", "?", "RO-02", "relocated"),
    ("是否脱贫户", "?", "RO-02", "out_of_poverty"),
    ("是否监测对象", "?", "RO-02", "relapse_monitored"),
    ("返岗/新增", "?", "RO-02", "kind"),
    ("是否首次外出", "?", "RO-02", "first_time"),
    ("务工企业", "某厂", "RO-03", "employer"),
    ("务工企业", "合成", "RO-03", "employer"),
    ("批次", "第九批", "RO-05", "batch"),
    ("上车点", "某地", "RO-04", "boarding_stop"),
    ("可出发日期", "年后", "RO-02", "available_from"),
    ("最晚出发", "1990.3", "RO-02", "available_until"),
    ("服从调剂", "?", "RO-02", "accepts_other"),
    ("期望月工资", "面议", "RO-02", "lowest_wage"),
    ("是否自愿外出", "?", "RO-36", "willing"),
    ("已购车票", "?", "RO-02", "other_trip"),
    ("证件有效期至", "?", "RO-02", "card_valid_until"),
]


@pytest.mark.parametrize(("header", "cell", "rule", "path"), BAD_CELLS)
def test_a_bad_optional_cell_warns_and_the_person_stays(
    one: One, header: str, cell: Cell, rule: str, path: str
) -> None:
    result = one(**{header: cell})
    worker, _ = only(result)
    assert codes(result) == {rule: path}
    (finding,) = [finding for finding in result.findings if finding.rule == rule]
    assert finding.severity is Severity.WARN
    assert finding.subject == worker.id
    assert (finding.where.row, finding.where.column) == (2, "C")
    assert finding.suggestion.zh
    if rule in NAMES_NOTHING:
        assert f"“{cell}”" in finding.message.zh
        assert f"“{cell}”" in finding.message.en
        return
    for text in (finding.message, finding.suggestion):
        assert str(cell) not in text.zh or len(str(cell)) == 1


@pytest.mark.parametrize(
    ("written", "quoted"),
    [("某厂 13800000001", "“某厂 ***”"), ("某" * 40, f"“{'某' * 40}”"), ("某" * 41, f"“{'某' * 40}…”")],
)
@pytest.mark.parametrize("header", ["务工企业", "上车点", "安置点名称", "批次"])
def test_a_name_that_nothing_answers_to_is_quoted_without_numbers_and_cut(
    one: One, header: str, written: str, quoted: str
) -> None:
    (finding,) = [finding for finding in one(**{header: written}).findings if finding.rule in NAMES_NOTHING]
    assert quoted in finding.message.zh
    assert quoted in finding.message.en


def test_names_that_nothing_answers_to_are_kept_as_written(one: One) -> None:
    _, registration = only(one(务工企业="某厂", 上车点="某地"))
    assert (registration.employer, registration.employer_as_written) == (None, "某厂")
    assert (registration.boarding, registration.boarding_as_written) == (None, "某地")
    assert registration.purpose is Purpose.RETURN_TO_POST


def test_what_says_any_or_nothing_asks_for_nothing(one: One) -> None:
    result = one(务工企业="不限", 上车点="均可", 批次="不限", 期望月工资="不限", 安置点名称="无", 同行编号="/")
    worker, registration = only(result)
    assert codes(result) == {}
    assert registration == Registration(worker=worker.id, purpose=Purpose.NEW_PLACEMENT)


def test_of_several_batches_the_known_ones_count(one: One) -> None:
    result = one(批次="第一批、第九批、2")
    _, registration = only(result)
    assert registration.batches == {"K-1", "K-2", "K-2b"}
    assert codes(result) == {"RO-05": "batch"}


def test_days_the_wrong_way_round_are_kept_and_told_of(one: One) -> None:
    result = one(可出发日期="2月6日", 最晚出发="2月3日")
    _, registration = only(result)
    assert (registration.available_from, registration.available_until) == (date(2023, 2, 6), date(2023, 2, 3))
    assert codes(result) == {"RO-17": "available_until"}


@pytest.mark.parametrize(
    ("further", "purpose"),
    [
        ({"务工企业": "合成电子"}, Purpose.RETURN_TO_POST),
        ({"务工企业": "合成电子", "返岗/新增": "新增"}, Purpose.NEW_PLACEMENT),
        ({"返岗/新增": "返岗"}, Purpose.RETURN_TO_POST),
        ({"是否首次外出": "否"}, Purpose.RETURN_TO_POST),
        ({"务工企业": "合成电子", "是否首次外出": "是"}, Purpose.NEW_PLACEMENT),
        ({"返岗/新增": "返岗", "是否首次外出": "是"}, Purpose.RETURN_TO_POST),
    ],
)
def test_who_names_an_employer_returns_unless_said_otherwise(
    one: One, further: dict[str, Cell], purpose: Purpose
) -> None:
    assert only(one(**further))[1].purpose is purpose


@pytest.mark.parametrize(
    ("poor", "watched", "flags"),
    [
        ("是", "是", {FlagKind.OUT_OF_POVERTY, FlagKind.RELAPSE_MONITORED}),
        ("监测户", None, {FlagKind.RELAPSE_MONITORED}),
        (None, "脱贫不稳定户", {FlagKind.OUT_OF_POVERTY, FlagKind.RELAPSE_MONITORED}),
        ("否", "否", set()),
        (None, None, set()),
    ],
)
def test_either_column_may_say_something_of_both_flags(
    one: One, poor: Cell, watched: Cell, flags: set[FlagKind]
) -> None:
    worker, _ = only(one(是否脱贫户=poor, 是否监测对象=watched))
    assert {flag.kind for flag in worker.flags} == flags


def test_who_is_unwilling_stays_a_worker(one: One) -> None:
    assert not only(one(是否自愿外出="否"))[1].willing


def test_the_number_wins_over_the_birth_date_and_the_declared_sex_stays(one: One) -> None:
    result = one(出生日期="1991-01-01", 性别="女")
    worker, _ = only(result)
    assert worker.born == date(1990, 1, 1)
    assert worker.sex is Sex.FEMALE
    assert set(codes(result)) == {"ID-04", "ID-06"}


def test_a_masked_number_needs_a_birth_date(one: One) -> None:
    masked = "533399********0011"
    assert refusals(one(身份证号码=masked)) == {"RO-10"}
    assert refusals(one(身份证号码=masked, 出生日期="1990.1")) == {"RO-10"}
    assert refusals(one(身份证号码=masked, 出生日期="2030-01-01")) == {"RO-10"}
    assert refusals(one(身份证号码=masked, 出生日期="1890-01-01")) == {"RO-10"}
    result = one(身份证号码=masked, 出生日期="1990-01-01")
    worker, _ = only(result)
    assert worker.number.is_masked
    assert worker.born == date(1990, 1, 1)
    assert codes(result) == {"ID-11": "id_number"}


def test_the_county_is_looked_for_where_it_may_stand(read: Reader, number: NumberOf) -> None:
    def county(title: str = "", **further: Cell) -> str:
        cells = {"姓名": "合成人", "身份证号码": number(), **further}
        result = read([[title], list(cells), list(cells.values())])
        return only(result)[0].registered.code

    assert county(**{"县(市)": "533324", "户籍地址": "云南省兰坪县"}) == "533324"
    assert county("泸水市花名册", 户籍地址="云南省兰坪县某镇") == "533325"
    assert county(户籍地址="珠海市香洲区") == "440402"
    assert county("泸水市赴珠海市香洲区花名册", 现住址="兰坪县") == "533301"
    assert county("花名册", 现住址="兰坪县") == "533323"


def test_without_any_county_the_sending_region_stands_in(
    known: Known, book: RuleBook, number: NumberOf, tmp_path: Path
) -> None:
    path = tmp_path / "花名册.csv"
    path.write_text(f"姓名,身份证号码,现住址\n甲,{number()},某处\n乙,{number('1991-01-01')},泸水市\n", encoding="utf-8")
    result = read_rosters([(path, path.name)], known, book)
    assert sorted(worker.registered.code for worker in result.workers) == ["533300", "533301"]
    assert [(finding.rule, finding.where.row) for finding in result.findings if finding.rule == "RO-14"] == [
        ("RO-14", 2)
    ]


def test_headers_of_the_case_are_read(read: Reader, number: NumberOf) -> None:
    table = [["务工人员编号", "姓名", "证号"], ["X-7", "合成人", number()]]
    result = read(table, columns={"务工人员编号": "worker_id", "证号": "id_number"})
    assert only(result)[0].id == "X-7"


def test_numbers_and_dates_of_other_kinds_are_read_as_text(one: One) -> None:
    assert refusals(one(身份证号码=True)) == {"ID-01"}


def test_a_year_that_nobody_gave_a_day_for_is_told_of(read: Reader, number: NumberOf) -> None:
    table = [["姓名", "身份证号码", "可出发日期", "最晚出发"], ["甲", number(), "2月6日", "2023-02-10"]]
    (told,) = [finding for finding in read(table, on_is_given=False).findings if finding.rule == "RO-21"]
    assert (told.path, told.severity, told.where.column) == ("available_from", Severity.WARN, "C")
    assert (
        told.message.en
        == "“可出发日期 (available_from)” has no year, and no day was given to read it by (--on): it is read as in 2023"
    )
    assert "RO-21" not in codes(read(table))


@pytest.mark.parametrize(
    ("cell", "has_day", "told"),
    [
        ("3月1日", True, ["RO-45"]),
        ("3月1日", False, ["RO-21"]),
        ("1月28日", True, []),
        ("12月1日", True, []),
        ("2023-03-01", True, []),
    ],
)
def test_a_start_without_a_year_that_would_be_yet_to_come_is_told_of(
    read: Reader, number: NumberOf, cell: str, told: list[str], *, has_day: bool
) -> None:
    table = [["姓名", "身份证号码", "入职时间", "可出发日期"], ["甲", number(), cell, "2023-03-05"]]
    result = read(table, on_is_given=has_day)
    found = [one for one in result.findings if one.rule in {"RO-21", "RO-45"}]
    assert [one.rule for one in found] == told
    assert all("2023" in one.message.en and one.where.column == "C" for one in found)
    (details,) = result.details.values()
    assert details.start_date is not None


def test_whoever_leaves_on_a_day_without_a_year_that_is_yet_to_come_is_as_is_usual(one: One) -> None:
    assert "RO-45" not in codes(one(可出发日期="3月1日", 输送时间="3月1日"))


def test_a_village_is_one_line(one: One) -> None:
    (worker,) = one(村委会=" 上帕镇 \n古泉  村\t").workers
    assert worker.village == "上帕镇 古泉 村"


PHONE = "13800000001"


@pytest.mark.parametrize("made", ["own", "old", "masked", "phone"])
def test_a_number_or_a_phone_is_no_id(one: One, known: Known, number: NumberOf, made: str) -> None:
    whole = number()
    old, masked = whole[:6] + whole[8:17], whole[:6] + "*" * 8 + whole[14:]
    written = {"own": whole, "old": old, "masked": masked, "phone": PHONE}[made]
    result = one(登记编号=written, 同行编号=written)
    worker, registration = only(result)
    meant = whole if made == "old" else written
    assert worker.id == keyed_id("W", known.salt, meant)
    assert registration.together == keyed_id("T", known.salt, meant)
    told = [finding for finding in result.findings if finding.rule == "RO-20"]
    assert [(finding.subject, finding.kind, finding.path, finding.severity) for finding in told] == [
        (worker.id, "worker", "worker_id", Severity.WARN),
        (worker.id, "worker", "together", Severity.WARN),
    ]
    shown = repr(result) + "".join(finding.render(locale) for finding in told for locale in ("zh", "en"))
    assert written not in shown.replace(repr(worker.number), "")


@pytest.mark.parametrize("written", ["李四", "李四、王五", "Li Si", "ZHANGSAN", "阿普·迪", "李四1", "村里人"])
def test_what_may_be_a_name_is_no_id(one: One, known: Known, written: str) -> None:
    result = one(登记编号=written, 同行编号=written)
    worker, registration = only(result)
    assert worker.id == keyed_id("W", known.salt, written.replace("·", "").replace(" ", "").upper())
    assert registration.together == keyed_id("T", known.salt, written.replace("·", "").replace(" ", "").upper())
    assert codes(result) == {"RO-20": "together"}
    assert written not in repr(result.registrations) + repr(result.workers) + str([*result.findings])


@pytest.mark.parametrize("written", ["TX-999", "1", "B", "第1组", "一组", "FG2023/001", "Ｔ－１"])
def test_what_numbers_parties_is_an_id(one: One, written: str) -> None:
    result = one(同行编号=written)
    assert only(result)[1].together == unicodedata.normalize("NFKC", written)
    assert codes(result) == {}


def test_a_refused_row_is_not_named_by_its_number(read: Reader, known: Known, number: NumberOf) -> None:
    result = read([["登记编号", "姓名", "身份证号码"], [number(), "合成人", "123"]])
    (row,) = result.intake.refused
    assert row.subject == keyed_id("W", known.salt, number())
    assert {finding.subject for finding in row.findings} == {row.subject}


def test_an_id_that_is_the_own_number_is_the_id_that_the_number_gives(one: One, number: NumberOf) -> None:
    assert only(one(登记编号=number()))[0].id == only(one())[0].id


def test_a_code_of_a_party_is_an_id(one: One) -> None:
    result = one(同行编号="x" * 65)
    assert only(result)[1].together is None
    assert codes(result) == {"RO-02": "together"}


def test_a_number_in_other_words_is_hidden(one: One, number: NumberOf) -> None:
    result = one(
        村委会=f"某村{PHONE}",
        技能=f"电工、{PHONE}",
        务工企业=f"某厂 {number()}",
        上车点=f"某站 {PHONE}",
        安置点名称=number(),
    )
    worker, registration = only(result)
    assert (worker.village, worker.skills) == ("某村***", frozenset({"电工", "***"}))
    assert (registration.employer_as_written, registration.boarding_as_written) == ("某厂 ***", "某站 ***")
    assert registration.purpose is Purpose.RETURN_TO_POST


def test_the_note_on_synthetic_numbers_stands_once_for_each_file(read: Reader, number: NumberOf) -> None:
    table = [["姓名", "身份证号码"], ["甲", number()], ["乙", number("1991-01-01")]]
    other = [["姓名", "身份证号码"], ["丙", number("1992-01-01")]]
    notes = [finding for finding in read(table, other).findings if finding.rule == "ID-05"]
    assert [(note.subject, note.where.row, note.severity) for note in notes] == [
        ("r0.xlsx", None, Severity.INFO),
        ("r1.xlsx", None, Severity.INFO),
    ]


def test_a_bad_cell_of_the_first_time_is_told_of_beside_one_that_says_the_purpose(one: One) -> None:
    result = one(**{"返岗/新增": "返岗", "是否首次外出": "？？"})
    assert codes(result) == {"RO-02": "first_time"}
    assert only(result)[1].purpose is Purpose.RETURN_TO_POST
