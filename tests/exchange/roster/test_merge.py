from __future__ import annotations

from collections.abc import Callable

import pytest

from laborcoop.exchange.roster import Alone, Known, RosterResult
from laborcoop.exchange.sheets import Cell
from laborcoop.kernel.identity import check_character
from laborcoop.kernel.ids import keyed_id
from laborcoop.kernel.personal import PersonName
from laborcoop.packs.china import national
from laborcoop.rulebook import Locus

NumberOf = Callable[..., str]
Reader = Callable[..., RosterResult]
Row = dict[str, Cell]

MASKED = "533399********001"


def table(*rows: Row) -> list[list[Cell]]:
    headers = list(dict.fromkeys(["姓名", "身份证号码", *(key for row in rows for key in row)]))
    return [list(headers), *([row.get(header) for header in headers] for row in rows)]


def outcome(result: RosterResult) -> tuple[int, int, int]:
    intake = result.intake
    return len(intake.workers), len(intake.merged), len(intake.refused)


def reasons(result: RosterResult) -> list[set[str]]:
    return [{finding.rule for finding in row.findings if finding.excludes} for row in result.intake.refused]


def rules(result: RosterResult) -> dict[str, str]:
    return {finding.rule: finding.path for finding in result.findings if finding.rule.startswith("RO")}


def test_one_number_and_one_name_are_one_person_across_files(read: Reader, number: NumberOf) -> None:
    old = number()[:6] + number()[8:17]
    result = read(
        table({"姓名": "阿普·迪", "身份证号码": number(), "村委会": "某村", "批次": "1"}),
        table({"姓名": "阿普•迪", "身份证号码": old, "联系电话": "13800000001"}),
    )
    assert outcome(result) == (1, 1, 0)
    (worker,), (registration,), (merge,) = result.workers, result.registrations, result.merged
    assert worker.village == "某村"
    assert worker.phone is not None
    assert registration.batches == {"K-1"}
    assert merge.worker == worker.id
    assert merge.kept == Locus("r0.xlsx", "福贡县", 2)
    assert merge.others == (Locus("r1.xlsx", "福贡县", 2),)
    assert merge.filled == ("phone",)
    assert merge.differing == ()
    assert result.intake.workers == {worker.id: merge.kept}
    assert [(one.where, one.kept) for one in result.intake.merged] == [(merge.others[0], worker.id)]
    assert {finding.subject for finding in result.findings if finding.rule == "ID-07"} == {worker.id}


def test_the_fullest_row_is_followed_and_contradictions_are_told_by_column(read: Reader, number: NumberOf) -> None:
    sparse: Row = {"姓名": "甲", "身份证号码": number(), "批次": "1", "村委会": "一村"}
    full: Row = {**sparse, "批次": "2", "村委会": "二村", "联系电话": "13800000001", "序号": 7}
    result = read(table(sparse, full))
    (worker,), (registration,), (merge,) = result.workers, result.registrations, result.merged
    assert worker.village == "二村"
    assert registration.batches == {"K-2", "K-2b"}
    assert merge.differing == ("village", "batch")
    told = [finding for finding in result.findings if finding.rule == "RO-06"]
    assert {finding.kind for finding in told} == {"worker"}
    assert [(finding.path, finding.where.row, finding.subject) for finding in told] == [
        ("batch", 3, worker.id),
        ("village", 3, worker.id),
    ]
    assert "r0.xlsx · 福贡县 · row 2, r0.xlsx · 福贡县 · row 3" in told[0].suggestion.en
    assert not any("村" in finding.message.zh.replace("村委会", "") for finding in told)


def test_a_name_that_the_case_knows_goes_before_one_that_it_does_not(read: Reader, number: NumberOf) -> None:
    result = read(
        table(
            {"姓名": "甲", "身份证号码": number(), "务工企业": "某厂", "村委会": "某村"},
            {"姓名": "甲", "身份证号码": number(), "务工企业": "合成电子"},
        )
    )
    (registration,) = result.registrations
    assert (registration.employer, registration.employer_as_written) == ("e-001", "")
    assert result.merged[0].differing == ("employer",)


def test_a_county_that_one_row_knows_is_known(read: Reader, number: NumberOf) -> None:
    rows = table({"姓名": "甲", "身份证号码": number(), "县(市)": "泸水市"}, {"姓名": "甲", "身份证号码": number()})
    result = read(rows)
    assert "RO-14" not in rules(result)


def test_one_number_and_two_names_refuse_all_rows(read: Reader, number: NumberOf) -> None:
    result = read(
        table(
            {"姓名": "甲", "身份证号码": number(), "登记编号": "W-1"},
            {"姓名": "乙", "身份证号码": number()},
            {"姓名": "甲", "身份证号码": number()},
            {"姓名": "丙", "身份证号码": number("1991-01-01")},
        )
    )
    assert outcome(result) == (1, 0, 3)
    assert reasons(result) == [{"ID-08"}] * 3
    assert {finding.kind for row in result.intake.refused for finding in row.findings} == {"worker"}
    assert [row.subject for row in result.intake.refused] == ["W-1", "r0.xlsx:福贡县:3", "r0.xlsx:福贡县:4"]
    (finding,) = [one for one in result.intake.refused[1].findings if one.rule == "ID-08"]
    assert (finding.where.row, finding.where.column) == (3, "B")


SAME_NAME = (
    ("ZHANG SAN", "Zhang San"),
    ("Zhang San", "ZhangSan"),
    ("zhang  san ", "ＺＨＡＮＧ　ＳＡＮ"),
    ("续(xù)三", "续三"),
    ("续（Xu）三", "续 三"),
    ("续三【xù sān】", "续三"),
    ("阿普·迪(ā pǔ · dí)", "阿普·迪"),
)


@pytest.mark.parametrize("masks", [False, True])
@pytest.mark.parametrize("names", [*SAME_NAME, *(pair[::-1] for pair in SAME_NAME)])
def test_one_name_written_in_two_ways_is_one_person_and_told_of(
    read: Reader, number: NumberOf, names: tuple[str, str], *, masks: bool
) -> None:
    header = ["姓名", "身份证号码", "村委会", "出生日期"]
    masked = number()[:6] + "*" * 8 + number()[14:]
    rows = [header, [names[0], number(), "一村", ""], [names[1], masked if masks else number(), "", "1990-01-01"]]
    result = read(rows, [header, ["乙丑", number("1991-01-01"), "", ""]])
    assert (result.counts.rows, result.counts.workers, result.counts.repeated) == (3, 2, 1)
    (merge,) = result.merged
    # By what is kept of each row the merge can be undone.
    assert {str(row.cells["姓名"]) for row in merge.rows} == set(names)
    assert {one.worker.name for one in merge.apart if isinstance(one, Alone)} == {*map(PersonName.parse, names)}
    assert merge.differing == ("name",)
    (told,) = [one for one in result.findings if one.rule == "RO-06"]
    assert (told.where.column, "姓名" in told.message.zh) == ("A", True)


@pytest.mark.parametrize(
    "names",
    [("张三", "張三"), ("张三(大)", "张三(小)"), ("张三", "张三(大)"), ("(xù)", "(sān)"), ("Zhang San", "Zhang Si")],
)
def test_one_number_and_names_that_are_not_known_to_be_one_are_refused(
    read: Reader, number: NumberOf, names: tuple[str, str]
) -> None:
    assert reasons(read([["姓名", "身份证号码"], *([name, number()] for name in names)])) == [{"ID-08"}] * 2


def test_a_book_without_that_rule_cannot_make_one_person_of_two(read: Reader, number: NumberOf) -> None:
    rows = table({"姓名": "甲", "身份证号码": number()}, {"姓名": "乙", "身份证号码": number()})
    result = read(rows, book=national().without("ID-08"))
    assert reasons(result) == [{"RO-08"}] * 2


def test_one_id_of_two_persons_refuses_both(read: Reader, number: NumberOf) -> None:
    result = read(
        table(
            {"姓名": "甲", "身份证号码": number(), "登记编号": "W-1"},
            {"姓名": "甲", "身份证号码": number(), "批次": "1"},
            {"姓名": "乙", "身份证号码": number("1991-01-01"), "登记编号": "W-1"},
            {"姓名": "丙", "身份证号码": number("1992-01-01"), "登记编号": "W-2"},
        )
    )
    assert outcome(result) == (1, 0, 3)
    assert reasons(result) == [{"RO-08"}] * 3
    assert {finding.kind for row in result.intake.refused for finding in row.findings} == {"worker"}
    assert [row.subject for row in result.intake.refused] == [f"r0.xlsx:福贡县:{row}" for row in (2, 3, 4)]
    (finding, *_) = (one for one in result.intake.refused[0].findings if one.rule == "RO-08")
    assert finding.suggestion.en.endswith("row 2, r0.xlsx · 福贡县 · row 3, r0.xlsx · 福贡县 · row 4")


def test_an_id_that_is_the_hash_of_another_is_no_id(read: Reader, number: NumberOf) -> None:
    (worker,) = read(table({"姓名": "甲", "身份证号码": number()})).workers
    result = read(
        table(
            {"姓名": "甲", "身份证号码": number()},
            {"姓名": "乙", "身份证号码": number("1991-01-01"), "登记编号": worker.id},
        )
    )
    assert reasons(result) == [{"RO-08"}] * 2


def test_two_ids_of_one_person_are_a_contradiction(read: Reader, number: NumberOf) -> None:
    result = read(
        table(
            {"姓名": "甲", "身份证号码": number(), "登记编号": "W-1", "村委会": "某村"},
            {"姓名": "甲", "身份证号码": number(), "登记编号": "W-2"},
        )
    )
    assert [worker.id for worker in result.workers] == ["W-1"]
    assert rules(result) == {"RO-06": "worker_id"}


def test_a_refused_row_does_not_speak_in_the_name_of_a_worker(read: Reader, number: NumberOf) -> None:
    result = read(
        table(
            {"姓名": "甲", "身份证号码": number(), "登记编号": "W-1"},
            {"姓名": "甲", "身份证号码": "123", "登记编号": "W-1"},
        )
    )
    assert outcome(result) == (1, 0, 1)
    assert result.intake.refused[0].subject == "r0.xlsx:福贡县:3"
    assert not any(finding.excludes for finding in result.findings.about("W-1"))


WHOLE = "53339919900101001" + check_character("53339919900101001")
HIDDEN = WHOLE[:6] + "*" * 8 + WHOLE[14:]
DAMAGED = WHOLE[:14]
PHONE = "13800000001"


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([{"姓名": name, "身份证号码": WHOLE} for name in ("甲", "甲", "乙")], 2),
        ([{"姓名": "甲", "身份证号码": HIDDEN, "联系电话": PHONE}] * 2, 1),
        ([{"姓名": "甲", "身份证号码": HIDDEN}] * 2, 1),
        ([{"姓名": "甲", "身份证号码": HIDDEN}, {"姓名": "甲", "身份证号码": HIDDEN.replace("3", "4")}], 2),
        ([{"姓名": "甲", "身份证号码": HIDDEN, "登记编号": one} for one in ("W-1", "W-2")], 2),
        ([{"姓名": "甲", "身份证号码": DAMAGED}] * 2, 1),
        ([{"姓名": name, "身份证号码": DAMAGED} for name in ("甲", "乙")], 2),
        ([{"姓名": "甲", "身份证号码": "0" * 18}] * 2, 2),
        ([{"姓名": "甲", "身份证号码": "123"}] * 2, 2),
        ([{"姓名": "甲", "登记编号": "W-1"}, {"姓名": "甲", "身份证号码": "123", "登记编号": "W-1"}], 1),
        ([{"姓名": "7", "身份证号码": WHOLE}] * 2, 1),
        ([{"姓名": "7", "身份证号码": HIDDEN}] * 2, 2),
        ([{"姓名": "7", "登记编号": "W-1"}] * 2, 2),
        (
            [
                {"姓名": "甲", "登记编号": "W-1"},
                {"姓名": "甲", "登记编号": "W-1", "联系电话": PHONE},
                {"姓名": "甲", "联系电话": PHONE},
            ],
            1,
        ),
    ],
)
def test_refused_rows_of_one_person_are_one_person(
    read: Reader, number: NumberOf, rows: list[Row], refused: int
) -> None:
    result = read(table({"姓名": "丁", "身份证号码": number("1980-01-01")}, *rows))
    assert outcome(result) == (1, 0, len(rows))
    assert (result.intake.refused_persons, result.intake.persons) == (refused, 1 + refused)


@pytest.mark.parametrize(
    ("second", "refused"),
    [
        ({"姓名": "甲", "身份证号码": "123", "登记编号": "W-1"}, 0),
        ({"姓名": "甲", "身份证号码": "123", "联系电话": "13800000001"}, 0),
        ({"姓名": "7", "身份证号码": WHOLE}, 0),
        ({"姓名": "乙", "身份证号码": "123", "登记编号": "W-1"}, 1),
        ({"姓名": "甲", "身份证号码": "123"}, 1),
    ],
)
def test_a_refused_row_of_a_worker_is_no_further_person(
    read: Reader, number: NumberOf, second: Row, refused: int
) -> None:
    whole: Row = {"姓名": "甲", "身份证号码": number(), "登记编号": "W-1", "联系电话": "13800000001"}
    result = read(table(whole, second))
    assert outcome(result) == (1, 0, 1)
    assert result.intake.persons == 1 + refused
    assert (result.intake.refused[0].person == "W-1") is not bool(refused)


def test_a_masked_row_that_may_be_another_is_a_further_person(read: Reader, number: NumberOf) -> None:
    whole: Row = {"姓名": "甲", "身份证号码": number(), "联系电话": "13800000001"}
    guest: Row = {**whole, "身份证号码": mask(number())}
    result = read(table(whole, guest, {**guest, "联系电话": "13900000002"}))
    assert outcome(result) == (1, 1, 1)
    assert result.intake.persons == 2


def test_one_record_named_in_three_ways_is_no_contradiction(read: Reader, number: NumberOf) -> None:
    person: Row = {"姓名": "甲", "身份证号码": number()}
    result = read(
        table(
            {**person, "务工企业": "珠海合成电子有限公司", "上车点": "上帕镇客运站"},
            {**person, "务工企业": "合成电子", "上车点": "P-1"},
            {**person, "务工企业": "e-001"},
        )
    )
    assert rules(result) == {}
    assert result.merged[0].differing == ()
    other = read(table({**person, "务工企业": "合成电子"}, {**person, "务工企业": "示范"}))
    assert other.merged[0].differing == ("employer",)


def mask(whole: str) -> str:
    return whole[:6] + "*" * 8 + whole[14:]


@pytest.mark.parametrize(
    "second",
    [
        {"出生日期": "1990-01-01"},
        {"登记编号": "W-1"},
        {"联系电话": "13800000001"},
        {"登记编号": "W-1", "出生日期": "1990-01-01"},
    ],
)
def test_a_masked_row_joins_the_whole_one(read: Reader, number: NumberOf, second: Row) -> None:
    whole: Row = {"姓名": "甲", "身份证号码": number(), "登记编号": "W-1", "联系电话": "13800000001"}
    more: Row = {"村委会": "某村", "批次": "1", "期望月工资": 5000, "上车点": "P-1"}
    result = read(table(whole, {"姓名": "甲", "身份证号码": mask(number()), **second, **more}))
    assert outcome(result) == (1, 1, 0)
    (worker,) = result.workers
    assert not worker.number.is_masked
    assert worker.village == "某村"
    assert result.merged[0].kept.row == 2
    assert rules(result) == {}


def test_a_masked_row_alone_has_the_id_of_the_whole_number(read: Reader, number: NumberOf) -> None:
    (whole,) = read(table({"姓名": "甲", "身份证号码": number()})).workers
    (masked,) = read(table({"姓名": "甲", "身份证号码": mask(number()), "出生日期": "1990-01-01"})).workers
    assert masked.number.is_masked
    assert masked.id == whole.id


@pytest.mark.parametrize(
    "second",
    [
        {"姓名": "乙", "联系电话": "13800000001"},
        {"姓名": "甲", "联系电话": "13900000002"},
        {"姓名": "甲", "登记编号": "W-2"},
        {"姓名": "甲"},
    ],
)
def test_a_masked_row_that_may_be_another_joins_nobody(read: Reader, number: NumberOf, second: Row) -> None:
    whole: Row = {"姓名": "甲", "身份证号码": number(), "联系电话": "13800000001"}
    result = read(table(whole, {**second, "身份证号码": mask(number())}))
    assert outcome(result) == (1, 0, 1)
    assert reasons(result) == [{"RO-10"}]


def test_a_masked_row_of_another_mask_joins_nobody(read: Reader, number: NumberOf) -> None:
    whole: Row = {"姓名": "甲", "身份证号码": number(), "联系电话": "13800000001"}
    other: Row = {"姓名": "甲", "身份证号码": mask(number("1990-01-01", 3)), "联系电话": "13800000001"}
    assert outcome(read(table(whole, {**other, "出生日期": "1990-01-01"}))) == (2, 0, 0)


def test_a_masked_row_that_fits_two_joins_neither(read: Reader, number: NumberOf) -> None:
    # Born on two days, one mask: 1990-01-01 and the first day whose check character is the same.
    twin = next(other for day in range(2, 29) if mask(other := number(f"1990-01-{day:02d}")) == mask(number()))
    phone: Row = {"姓名": "甲", "联系电话": "13800000001"}
    rows = table(
        {**phone, "身份证号码": number()}, {**phone, "身份证号码": twin}, {**phone, "身份证号码": mask(number())}
    )
    result = read(rows)
    assert outcome(result) == (2, 0, 1)
    assert reasons(result) == [{"RO-10"}]


def test_masked_rows_find_each_other_through_others(read: Reader, number: NumberOf) -> None:
    masked: Row = {"姓名": "甲", "身份证号码": mask(number())}
    result = read(
        table(
            {**masked, "登记编号": "W-1"},
            {**masked, "登记编号": "W-1", "联系电话": "13800000001"},
            {**masked, "联系电话": "13800000001", "出生日期": "1990-01-01"},
            {**masked, "出生日期": "1990-01-01"},
            {**masked, "联系电话": "13900000002", "出生日期": "1991-01-01"},
        )
    )
    assert outcome(result) == (2, 3, 0)
    assert {str(worker.id)[:2] for worker in result.workers} == {"W-"}
    assert [merge.worker for merge in result.merged] == ["W-1"]


def test_a_birth_date_that_is_not_the_number_s_is_told_of(read: Reader, number: NumberOf) -> None:
    common: Row = {"姓名": "甲", "联系电话": "13800000001"}
    result = read(
        table({**common, "身份证号码": number()}, {**common, "身份证号码": mask(number()), "出生日期": "1990-01-02"})
    )
    assert outcome(result) == (1, 1, 0)
    assert result.workers[0].born.day == 1
    assert rules(result) == {"RO-06": "birth_date"}


def test_a_masked_and_a_whole_row_of_one_number_and_two_names_are_refused(read: Reader, number: NumberOf) -> None:
    result = read(
        table(
            {"姓名": "甲", "身份证号码": number()},
            {"姓名": "乙", "身份证号码": mask(number()), "出生日期": "1990-01-01"},
        )
    )
    assert reasons(result) == [{"ID-08"}] * 2


def test_an_id_that_is_the_number_of_another_s_row_is_the_other_s_id(read: Reader, number: NumberOf) -> None:
    rows = [["姓名", "身份证号码", "登记编号"], ["甲", number(), ""], ["乙", number("1991-01-01"), number()]]
    result = read(rows)
    assert result.workers == ()
    assert [{finding.rule for finding in row.findings if finding.excludes} for row in result.refused] == [{"RO-08"}] * 2


def test_a_refused_row_has_no_name_that_another_row_claims(read: Reader, known: Known, number: NumberOf) -> None:
    claimed = keyed_id("W", known.salt, number())
    rows = [["姓名", "身份证号码", "登记编号"], ["甲", number("1991-01-01"), claimed], ["乙", "123", number()]]
    result = read(rows)
    assert [worker.id for worker in result.workers] == [claimed]
    assert [row.subject for row in result.refused] == ["r0.xlsx:福贡县:3"]
