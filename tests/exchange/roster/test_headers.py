from __future__ import annotations

import pytest

from laborcoop.exchange.roster.columns import BY_KEY, COLUMNS, DETAILS, Headers
from laborcoop.exchange.roster.headers import find_header, repeats_header
from laborcoop.exchange.sheets import Cell, Sheet
from laborcoop.exchange.words import folded

HEADERS = Headers.known({})


def sheet(*rows: tuple[Cell, ...], merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()) -> Sheet:
    return Sheet(file="a.xlsx", name="名单", rows=rows, merged=merged)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("姓  名", "name"),
        ("姓\n名", "name"),
        ("*姓名：", "name"),
        ("务工人员姓名", "name"),
        ("身份证号(18位)", "id_number"),
        ("身份证号码\n（必填）", "id_number"),
        ("ＩＤ＿ＮＵＭＢＥＲ", "id_number"),
        ("县（市）", "county"),
        ("县（市、区）", "county"),
        ("村(社区)", "village"),
        ("工种（岗位）", "post"),
        ("期望月工资（元）", "lowest_wage"),
        ("是否脱贫户（是/否）", "out_of_poverty"),
        ("No.", "seq"),
        ("手机号\u200b", "phone"),
        ("出生日期[年月日]", "birth_date"),
    ],
)
def test_headers_are_known_as_counties_write_them(written: str, key: str) -> None:
    found = HEADERS.find(folded(written))
    assert found is not None
    assert found[0] == key


# The columns of an official register, and what other rosters call them.
VARIANTS: dict[str, tuple[str, ...]] = {
    "seq": ("序号", "编号", "序", "No", "NO.", "行号", "序號"),
    "name": ("姓名", "姓  名", "名字", "务工人员姓名", "人员姓名", "真实姓名", "務工人員姓名"),
    "sex": ("性别", "性別"),
    "id_number": (
        *("身份证号码", "身份证号", "身份证", "证件号码", "公民身份号码", "身份证件号码", "身份证号(18位)", "身份证明"),
        *("身份證號碼", "身份證號", "公民身份號碼"),
    ),
    "birth_date": ("出生日期", "出生年月", "出生年月日"),
    "age": ("年龄", "周岁", "虚岁", "年齡"),
    "ethnicity": ("民族", "族别"),
    "education": ("文化程度", "学历", "最高学历", "受教育程度"),
    "phone": ("联系电话", "手机号", "手机号码", "电话", "本人电话", "联系方式", "聯繫電話", "手機號碼"),
    "county": ("县(市)", "户籍市县", "縣(市)"),
    "home_address": ("户籍地址", "户口所在地", "家庭住址", "家庭地址", "住址", "戶籍地址"),
    "residence": ("现住址", "现住地址"),
    "town": ("乡镇(街道)", "鄉鎮(街道)"),
    "village": ("村委会", "行政村", "村(社区)", "所属村", "村委會"),
    "group": ("组",),
    "resettlement_site": ("安置点名称", "易地搬迁安置点", "所在安置点"),
    "relocated": ("是否易地搬迁",),
    "out_of_poverty": (
        *("是否脱贫户", "是否脱贫人口", "是否建档立卡", "是否建档立卡(户)", "是否建档立卡户", "脱贫户/监测户/一般户"),
        *("户属性", "是否脫貧戶"),
    ),
    "relapse_monitored": ("是否监测对象", "三类监测对象", "未消除风险"),
    "employer": ("务工企业", "用工单位", "就业单位", "企业名称", "拟去企业", "务工单位", "输送企业", "務工企業"),
    "employer_code": ("统一社会信用代码", "信用代码"),
    "post": ("工种(岗位)", "岗位", "职位", "岗位名称", "工种", "从事工作", "工種(崗位)"),
    "destination": ("务工地点", "务工地", "就业地", "目的地", "务工省/市/县", "务工省", "务工市", "务工县"),
    "kind": ("返岗/新增", "返岗类型"),
    "first_time": ("是否首次外出", "新增转移"),
    "start_date": ("入职时间", "务工开始时间", "外出时间", "上岗时间", "就业时间"),
    "wage": ("月工资(元)", "月收入(元)", "月收入", "月均工资", "工资水平"),
    "contract": (
        *("是否签订合同", "合同类型", "合同期限", "合同起止", "合同始期(年-月-日)", "合同始期", "合同终期"),
        "合同终止原因",
    ),
    "insurance": ("是否参保", "社保"),
    "batch": ("批次", "输送批次"),
    "trip": ("车次", "列车车次", "乘坐车次", "车牌号"),
    "carriage_seat": ("车厢座位", "车厢号", "座位号", "席位"),
    "boarding_stop": ("上车点", "集合地点", "乘车地点", "上车站"),
    "departure_date": ("输送时间", "出发时间", "乘车日期"),
    "emergency_contact": ("紧急联系人", "家属电话", "联系人及电话"),
    "health": ("健康状况", "体温", "健康码", "核酸"),
    "bank": ("银行卡号", "社保卡号", "开户行"),
    "register": (
        *(
            "婚姻状况",
            "政治面貌",
            "专业职称或技术等级",
            "户口性质",
            "户籍省份",
            "邮政编码",
            "就业前所属群体",
            "就业形式",
        ),
        "合同状态",
    ),
    "remark": ("备注", "说明", "備註"),
}
NOT_READ = {
    *("seq", "age", "ethnicity", "town", "group", "post", "destination", "contract", "insurance", "trip"),
    *("carriage_seat", "emergency_contact", "head", "health", "bank", "register", "remark"),
}


@pytest.mark.parametrize(("key", "written"), [(key, each) for key, several in VARIANTS.items() for each in several])
def test_every_variant_that_rosters_have_is_known(key: str, written: str) -> None:
    found = HEADERS.find(folded(written))
    assert found is not None
    assert found[0] == key


USUAL = {
    "name": (
        *("本人姓名", "成员姓名", "家庭成员姓名", "员工姓名", "劳动者姓名", "外出务工人员姓名", "求职者姓名"),
        *("姓名（必填）※", "★姓名", "【姓名】", "【必填】姓名", "〔姓名〕"),
    ),
    "id_number": (
        *("公民身份证号码", "公民身份证号", "本人身份证号", "身份证编号", "有效身份证件号码", "居民身份证"),
        *("身份证号/护照号", "成员身份证号码", "☆身份证号", "公民身份證號碼", "●身份证号码(18位)"),
    ),
    "phone": (*("本人手机号", "联系号码", "务工人员联系电话", "移动电话", "联系电话1", "手机号码/微信", "移動電話"),),
    "village": ("【村委会】",),
}
"""What is not in the domain's list and usual all the same."""


@pytest.mark.parametrize(("key", "written"), [(key, each) for key, several in USUAL.items() for each in several])
def test_a_usual_header_is_known_with_whatever_signs_stand_around_it(key: str, written: str) -> None:
    found = HEADERS.find(folded(written))
    assert found is not None
    assert found[0] == key


def test_nothing_in_brackets_names_no_column() -> None:
    assert HEADERS.find(folded("【】")) is None
    assert HEADERS.find(folded("【某某】")) is None


def test_members_of_a_household_are_the_workers_where_nobody_else_is_named() -> None:
    found = find_header(sheet(("户编号", "户主姓名", "成员姓名", "与户主关系", "成员身份证号码", "联系电话")), HEADERS)
    assert found is not None
    assert found.columns == {"name": 2, "head": 1, "id_number": 4, "phone": 5}


def test_members_of_the_worker_s_household_are_other_people() -> None:
    row = ("姓名", "身份证号码", "联系电话", "家庭成员姓名", "成员身份证号码")
    found = find_header(sheet(row), HEADERS)
    assert found is not None
    assert (found.columns, found.beside) == ({"name": 0, "id_number": 1, "phone": 2}, ())
    assert found.theirs == {3: True, 4: True}
    assert (found.unknown, found.repeated) == ((), ())


def test_what_is_known_and_read_by_nothing_is_listed() -> None:
    assert {column.key for column in COLUMNS if not column.used and column.key not in DETAILS} == NOT_READ


def test_each_column_answers_to_its_key_and_to_its_header() -> None:
    for column in COLUMNS:
        for written in (column.key, column.header):
            found = HEADERS.find(folded(written))
            assert found is not None
            assert found[0] == column.key
    assert len(BY_KEY) == len(COLUMNS)


def test_a_header_of_the_case_goes_before_the_table() -> None:
    headers = Headers.known({"编 号": "worker_id", "某列": "phone"})
    assert headers.find("编号") == ("worker_id", -1)
    assert headers.find("某列") == ("phone", -1)
    assert HEADERS.find("某列") is None


def test_the_header_is_found_behind_titles_and_units() -> None:
    found = find_header(
        sheet(
            ("福贡县2023年返珠务工人员花名册", None, None),
            ("填报单位：某局", None, "单位：人"),
            (None, None, None),
            ("序号", "姓名", "身份证号"),
            (1, "合成人", "533399199001010011"),
        ),
        HEADERS,
    )
    assert found is not None
    assert (found.first, found.last) == (3, 3)
    assert found.columns == {"seq": 0, "name": 1, "id_number": 2}


def test_a_header_of_two_rows_is_read_as_one() -> None:
    found = find_header(
        sheet(
            ("标题", None, None, None, None, None, None),
            ("姓名", "身份证", "户籍地址", None, "紧急联系人", None, "电话"),
            (None, "号码", "县(市)", "村委会", "姓名", "电话", None),
            ("合成人", "533399199001010011", "福贡县", "某村", "甲", "13800000000", "13900000000"),
            merged=(((0, 0), (0, 6)), ((1, 0), (2, 0)), ((1, 2), (1, 3)), ((1, 4), (1, 5)), ((1, 6), (2, 6))),
        ),
        HEADERS,
    )
    assert found is not None
    assert (found.first, found.last) == (1, 2)
    wanted = {"name": 0, "id_number": 1, "county": 2, "village": 3, "emergency_contact": 4, "phone": 6}
    assert found.columns == wanted
    assert found.repeated == ((5, 4),)


def test_without_merged_cells_the_lower_row_says_what_a_column_is() -> None:
    found = find_header(
        sheet(("姓名", "证件号码", "户籍", None), (None, None, "县", "村"), ("甲", "5333991990", "福贡县", "某村")),
        HEADERS,
    )
    assert found is not None
    assert found.columns == {"name": 0, "id_number": 1, "county": 2, "village": 3}


def test_of_two_columns_of_one_kind_the_better_named_counts() -> None:
    found = find_header(sheet(("姓名", "电话", "联系电话", "身份证", "奇怪的列")), HEADERS)
    assert found is not None
    assert found.columns["phone"] == 2
    assert found.repeated == ((1, 2),)
    assert found.unknown == (4,)


@pytest.mark.parametrize(
    "rows",
    [
        (("县", "人数"), ("福贡县", 3)),
        (("姓名",), ("甲",)),
        (("县", "电话", "村"),),
        ((None, None),),
        (("合成人", "533399199001010011", "电话"),),
    ],
)
def test_a_sheet_without_name_or_number_has_no_header(rows: tuple[tuple[Cell, ...], ...]) -> None:
    assert find_header(sheet(*rows), HEADERS) is None


@pytest.mark.parametrize("number", [None, "待补", "5.33399E+17"])
def test_the_first_person_is_not_taken_into_the_header(number: Cell) -> None:
    # 脱贫户 is the header of one column and what the cells of another say.
    found = find_header(
        sheet(("姓名", "身份证号码", "人员类别"), ("甲", number, "脱贫户"), ("乙", "533399199001010011", "一般户")),
        HEADERS,
    )
    assert found is not None
    assert (found.first, found.last) == (0, 0)
    assert found.unknown == (2,)


def test_whoever_stands_between_two_headers_is_not_lost_for_the_longer_one() -> None:
    found = find_header(
        sheet(
            ("姓名", "身份证号码"),
            ("甲", "533399199001010011"),
            ("某县花名册", None),
            ("姓名", "身份证号码", "电话"),
            ("乙", "533399199001010038", "13900000000"),
        ),
        HEADERS,
    )
    assert found is not None
    assert (found.first, found.last) == (0, 0)


def test_a_header_below_one_that_says_less_counts_if_nobody_stands_between() -> None:
    rows = (("填表人姓名", "电话"), ("姓名", "电话"), (None, None), ("姓名", "身份证号码", "电话"))
    found = find_header(sheet(*rows), HEADERS)
    assert found is not None
    assert (found.first, found.last) == (3, 3)


def test_a_long_sentence_is_no_header() -> None:
    found = find_header(sheet(("姓名", "电话", "填写说明：" + "请如实填写" * 10)), HEADERS)
    assert found is not None
    assert found.unknown == ()


def test_a_header_far_down_is_not_among_the_first_rows() -> None:
    rows: list[tuple[Cell, ...]] = [(None, None)] * 49
    assert find_header(sheet(*rows, ("姓名", "身份证")), HEADERS) is not None
    assert find_header(sheet(*rows, *rows[:3], ("姓名", "身份证")), HEADERS) is None


def test_a_merged_range_beyond_the_searched_rows_is_no_matter() -> None:
    rows: list[tuple[Cell, ...]] = [("姓名", "身份证"), *[("甲", "533399199001010011")] * 80]
    found = find_header(sheet(*rows, merged=(((70, 0), (71, 0)), ((0, 5), (0, 6)))), HEADERS)
    assert found is not None
    assert found.columns == {"name": 0, "id_number": 1}


def test_a_repeated_header_is_told_from_a_person() -> None:
    found = find_header(sheet(("序号", "姓名", "身份证号", "村")), HEADERS)
    assert found is not None
    assert repeats_header(("序 号", "姓名", "身份证号", "村"), found, HEADERS)
    assert repeats_header((None, "姓名", "身份证号"), found, HEADERS)
    assert not repeats_header(("序号", "甲", "533399199001010011", "村"), found, HEADERS)
    assert not repeats_header((1, "姓名", None, "某村"), found, HEADERS)
