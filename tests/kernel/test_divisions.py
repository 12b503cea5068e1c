"""Division codes: six digits, a hierarchy, and names that held for a time."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel import divisions
from laborcoop.kernel.divisions import (
    DIVISIONS,
    Division,
    DivisionCode,
    division_named,
    fault_of_code,
    find_division,
    is_known_area,
    meant_instead,
)
from laborcoop.kernel.text import Text

codes = st.from_regex(r"[1-9][0-9]{5}", fullmatch=True).map(DivisionCode)


@given(codes)
def test_a_division_lies_in_its_prefecture_and_its_province(code: DivisionCode) -> None:
    assert code.within(code)
    assert code.within(code.prefecture)
    assert code.within(code.province)
    assert code.prefecture.within(code.province)
    assert code.prefecture.province == code.province == code.province.prefecture


@given(codes, codes)
def test_a_division_lies_in_another_by_its_digits_alone(first: DivisionCode, second: DivisionCode) -> None:
    stem = second.code.rstrip("0") if second.code.endswith("00") else second.code
    stem = stem + "0" * (len(stem) % 2)
    assert first.within(second) is first.code.startswith(stem[:6])


@given(codes, codes, codes)
def test_lying_within_is_transitive(a: DivisionCode, b: DivisionCode, c: DivisionCode) -> None:
    for inner, middle, outer in ((a, b, c), (a, a.prefecture, a.province)):
        if inner.within(middle) and middle.within(outer):
            assert inner.within(outer)


@given(codes)
def test_a_code_shows_itself(code: DivisionCode) -> None:
    assert str(code) == code.code
    assert repr(code) == f"DivisionCode({code.code!r})"


def test_codes_are_ordered_by_their_digits() -> None:
    given_ = [DivisionCode("533301"), DivisionCode("440403"), DivisionCode("440402")]
    assert [code.code for code in sorted(given_)] == ["440402", "440403", "533301"]


@pytest.mark.parametrize("wrong", ["", "53330", "5333011", "053330", "53330a", "５３３３０１", " 533301", 533301, None])
def test_anything_but_six_digits_is_refused(wrong: object) -> None:
    with pytest.raises(InvalidValue, match="six digits") as refused:
        DivisionCode(wrong)  # type: ignore[arg-type]  # what a careless caller might pass
    assert refused.value.code == "ID-15"


def test_every_area_that_ever_was_may_be_that_of_a_number() -> None:
    history = files("stdnum.cn").joinpath("loc.dat").read_text(encoding="utf-8")
    province, codes_ever = "", []
    for line in history.splitlines():
        if area := re.match(r"( *)([0-9]{2,4}) ", line):
            province = province if area[1] else area[2]
            codes_ever += [DivisionCode(province + area[2])] if area[1] else []
    assert len(codes_ever) > 6000
    complete = {"5333", "4404"}  # there the table of divisions decides, which has its own sources
    assert [code for code in codes_ever if not (is_known_area(code) or code.code[:4] in complete)] == []


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("泸水市", date(2016, 1, 1), "533301"),
        ("泸水市", date(2015, 12, 31), None),
        ("泸水县", date(2015, 12, 31), "533321"),
        ("泸水县", date(2016, 1, 1), None),
        ("泸水", date(2023, 2, 6), "533301"),
        ("兰坪县", date(2023, 2, 6), "533325"),
        ("Gongshan", date(2023, 2, 6), "533324"),
        ("斗门县", date(1982, 12, 31), "442725"),
        ("斗门县", date(1983, 1, 1), "440421"),
        ("斗门区", date(2001, 1, 1), "440403"),
        ("no such place", date(2023, 2, 6), None),
    ],
)
def test_a_name_stands_for_the_division_of_its_time(name: str, on: date, code: str | None) -> None:
    found = division_named(name, on)
    assert (None if found is None else found.code.code) == code


@pytest.mark.parametrize(("code", "zh"), [("533322", "碧江县"), ("440404", "金湾区"), ("530000", "云南省")])
def test_an_abolished_code_is_as_good_as_a_current_one(code: str, zh: str) -> None:
    found = find_division(DivisionCode(code))
    assert found is not None
    assert found.name.zh == zh


def test_a_code_outside_the_table_is_unknown() -> None:
    assert find_division(DivisionCode("110105")) is None


NUJIANG, ZHUHAI, ZHAOTONG = map(DivisionCode, ("533300", "440400", "530600"))
NOW = date(2023, 2, 6)


@pytest.mark.parametrize(
    ("written", "region", "meant"),
    [
        ("535301", NUJIANG, ["533301"]),
        ("353301", NUJIANG, ["533301"]),
        ("533310", NUJIANG, ["533301"]),
        ("535300", NUJIANG, ["533300"]),
        ("533326", NUJIANG, ["533323", "533324", "533325"]),
        ("404402", ZHUHAI, ["440402"]),
        ("503602", ZHAOTONG, ["530602"]),
        ("999999", NUJIANG, []),
    ],
)
def test_what_may_be_meant_by_a_code_lies_a_digit_or_a_swap_away(
    written: str, region: DivisionCode, meant: list[str]
) -> None:
    assert [one.code for one in meant_instead(DivisionCode(written), region, NOW)] == meant


@given(st.sampled_from([one for one in DIVISIONS if one.in_force(NOW)]), st.data())
def test_a_division_is_among_what_a_slip_in_its_code_may_mean(division: Division, data: st.DataObject) -> None:
    right, at = division.code.code, data.draw(st.integers(0, 4))
    swapped = right[:at] + right[at + 1] + right[at] + right[at + 2 :]
    digit = data.draw(st.sampled_from("123456789"))
    wrong = data.draw(st.sampled_from([swapped, right[:at] + digit + right[at + 1 :]]))
    assume(wrong not in {right, division.code.prefecture.code} and wrong[0] != "0")
    meant = meant_instead(DivisionCode(wrong), division.code.prefecture, NOW)
    assert division.code in meant or division.code == division.code.prefecture
    assert DivisionCode(wrong) not in meant
    assert all(fault_of_code(one, NOW) is None and one.within(division.code.prefecture) for one in meant)


def test_a_division_of_no_dates_was_always_there() -> None:
    fugong = find_division(DivisionCode("533323"))
    assert fugong is not None
    assert fugong.in_force(date(1900, 1, 1))


def test_no_code_and_no_name_of_a_day_stands_for_two() -> None:
    assert len({division.code for division in DIVISIONS}) == len(DIVISIONS)
    for on in (date(1980, 1, 1), date(1990, 1, 1), date(2010, 1, 1), date(2023, 1, 1)):
        names = [
            name
            for division in DIVISIONS
            if division.in_force(on)
            for name in (division.name.zh, division.name.en, *division.aliases)
        ]
        assert len(set(names)) == len(names)


def test_a_division_in_daily_use_goes_by_its_short_name() -> None:
    lushui, chenggong = find_division(DivisionCode("533301")), find_division(DivisionCode("530114"))
    assert lushui is not None
    assert chenggong is not None
    assert (lushui.short_name, chenggong.short_name) == (Text("泸水", "Lushui"), Text("呈贡区", "Chenggong"))


@pytest.mark.parametrize(
    ("since", "until", "in_force"),
    [
        (None, None, [True, True, True]),
        (date(2016, 1, 1), None, [False, True, True]),
        (None, date(2016, 1, 1), [True, False, False]),
        (date(2016, 1, 1), date(2016, 1, 2), [False, True, False]),
    ],
)
def test_a_division_is_in_force_from_its_start_to_before_its_end(
    since: date | None, until: date | None, in_force: list[bool]
) -> None:
    division = Division(code=DivisionCode("533301"), name=Text.same("泸水"), since=since, until=until)
    days = (date(2015, 12, 31), date(2016, 1, 1), date(2016, 1, 2))
    assert [division.in_force(day) for day in days] == in_force


def test_the_dates_of_the_table_are_those_of_the_first_of_january() -> None:
    found = {division.code.code: (division.since, division.until) for division in DIVISIONS}
    assert found["533301"] == (date(2016, 1, 1), None)
    assert found["533321"] == (None, date(2016, 1, 1))
    assert found["440421"] == (date(1983, 1, 1), date(2001, 1, 1))
    assert found["520302"] == (None, None)


@pytest.mark.parametrize(
    ("aliases", "years", "since", "until"),
    [
        ((), {}, None, None),
        (("泸水",), {"since": 2016}, date(2016, 1, 1), None),
        (("泸水", "泸水城"), {"until": 2016}, None, date(2016, 1, 1)),
        ((), {"since": 1983, "until": 2001}, date(1983, 1, 1), date(2001, 1, 1)),
    ],
)
def test_a_line_of_the_table_has_years_of_which_the_first_of_january_is_meant(
    aliases: tuple[str, ...], years: dict[str, int], since: date | None, until: date | None
) -> None:
    line = divisions._division("533301", "泸水市", "Lushui", *aliases, **years)  # noqa: SLF001 - runs at import else
    assert line == Division(
        code=DivisionCode("533301"), name=Text("泸水市", "Lushui"), since=since, until=until, aliases=aliases
    )
