from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.exchange.roster import Batch, Known
from laborcoop.kernel.divisions import DivisionCode


@pytest.mark.parametrize(
    ("written", "employer"),
    [
        ("e-001", "e-001"),
        ("珠海合成电子有限公司", "e-001"),
        ("珠海 合成电子 有限公司", "e-001"),
        ("合成电子", "e-001"),
        ("E-001", "e-001"),
        ("珠海示范家电(斗门)有限公司", "e-002"),
        ("合成", None),
        ("别的公司", None),
    ],
)
def test_an_employer_answers_to_id_name_and_short_name_unless_two_do(
    known: Known, written: str, employer: str | None
) -> None:
    assert known.employer(written) == employer


@pytest.mark.parametrize(
    ("written", "county", "place"),
    [
        ("P-1", None, "P-1"),
        ("上帕镇客运站", None, "P-1"),
        ("中心广场", "533325", "P-3"),
        ("中心广场", "533323", "P-2"),
        ("中心广场", "533324", None),
        ("中心广场", None, None),
        ("别处", "533323", None),
    ],
)
def test_a_place_of_several_is_the_one_in_the_county(
    known: Known, written: str, county: str | None, place: str | None
) -> None:
    assert known.place(written, DivisionCode(county) if county else None) == place


def test_a_site_answers_to_id_and_name(known: Known) -> None:
    assert known.site("S-1") == known.site("幸福小区") == "S-1"
    assert known.site("某小区") is None


@pytest.mark.parametrize(
    ("written", "convoys"),
    [
        ("K-1", {"K-1"}),
        ("首批专列", {"K-1"}),
        ("first", {"K-1"}),
        ("第一批", {"K-1"}),
        ("首批", {"K-1"}),
        ("1", {"K-1"}),
        ("第 1 批次", {"K-1"}),
        ("二", {"K-2", "K-2b"}),
        ("第2趟", {"K-2", "K-2b"}),
        ("第十批", set()),
        ("第二十一批", set()),
        ("0", set()),
        ("批次", set()),
    ],
)
def test_a_batch_answers_to_id_name_and_number(known: Known, written: str, convoys: set[str]) -> None:
    assert known.batches(written) == convoys


@pytest.mark.parametrize(
    ("numeral", "batch"), [("一", 1), ("九", 9), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("九十九", 99)]
)
def test_chinese_numerals_are_read_to_ninety_nine(
    known: Known, numeral: str, batch: int, some_batch: Callable[[int], Batch]
) -> None:
    high = evolve(known, convoys=(some_batch(batch),))
    assert high.batches(f"第{numeral}批") == {"K-9"}


@pytest.mark.parametrize(
    ("written", "county"),
    [
        ("533301", "533301"),
        ("泸水市", "533301"),
        ("泸水", "533301"),
        ("泸水县", "533301"),
        ("贡山独龙族怒族自治县", "533324"),
        ("云南省怒江州兰坪县", "533325"),
        ("Fugong", "533323"),
        ("香洲区", "440402"),
        ("怒江州", None),
        ("碧江县", None),
        ("福贡县、泸水市", None),
        ("", None),
    ],
)
def test_a_county_is_named_by_code_or_name(known: Known, written: str, county: str | None) -> None:
    assert known.county(written) == (DivisionCode(county) if county else None)


def test_of_a_text_the_county_inside_the_sending_region_counts_first(known: Known) -> None:
    text = "福贡县赴珠海市香洲区务工人员"
    assert known.county_in(text, anywhere=True) == DivisionCode("533323")
    assert known.county_in("珠海市香洲区", anywhere=False) is None


def test_further_columns_name_columns_that_there_are(known: Known) -> None:
    with pytest.raises(InvalidValue, match="nickname") as caught:
        evolve(known, columns={"绰号": "nickname", "号": "phone"})
    assert "worker_id" in caught.value.text.en


def test_the_salt_is_not_shown(known: Known) -> None:
    assert known.salt not in repr(known)
