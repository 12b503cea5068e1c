"""Ids of those who have none in the data: what a masked copy shows must not lead to the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.exchange.roster.ids import SaltedIds, ShownIds
from laborcoop.kernel.identity import check_character
from laborcoop.kernel.ids import keyed_id

ON = date(2023, 1, 28)
HEADER = "姓名,身份证号码,联系电话,人员编号,同行"
NumberOf = Callable[..., str]
Given = Mapping[str, tuple[str, str | None]]


def alike(number: str) -> Iterator[str]:
    """Right numbers of which a mask shows what it shows of this one."""
    for day in range(15_000):
        first = f"{number[:6]}{date(1965, 1, 1) + timedelta(days=day):%Y%m%d}{number[14:17]}"
        if check_character(first) == number[17]:
            yield first + number[17]


def ids(path: Path, *rows: str, salt: str = "") -> Given:
    """The worker's id and the party's by what a mask shows of the phone."""
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    result = lc.read_roster(path, on=ON, synthetic_areas=("533399",), salt=salt)
    assert not result.refused
    parties = {one.worker: one.together for one in result.registrations}
    return {one.phone.masked if one.phone else "": (one.id, parties[one.id]) for one in result.workers}


WAYS = {
    "no id": ("", ""),
    "the id is the number": ("{number}", ""),
    "the id is the number with dots": ("{dotted}", ""),
    "the id is the phone": ("{phone}", ""),
    "the id is the name": ("{name}", ""),
    "the party is named by the other": ("", "{other}"),
    "the party's code is the phone": ("", "{phone}"),
    "the party's code is a phone that both give": ("", "{first_phone}"),
    "the party's code is the number": ("", "{number}"),
    "the party's code is a name that nobody has": ("", "和不在"),
}


@pytest.mark.parametrize("way", WAYS)
def test_without_a_salt_ids_are_the_same_whatever_the_hidden_digits_and_letters_are(
    tmp_path: Path, number: NumberOf, way: str
) -> None:
    told: list[Given] = []
    pairs = zip(alike(number(sequence=1)), alike(number(sequence=2)), strict=True)
    for (one, other), letter, digit in zip(islice(pairs, 40, 43), "甲乙丙", "123", strict=True):
        rows = []
        for name, mate, whole, last in (
            (f"张{letter}", f"李{letter}", one, 1),
            (f"李{letter}", f"张{letter}", other, 2),
        ):
            facts = {"number": whole, "name": name, "other": mate, "phone": f"138{digit}000000{last}"}
            facts |= {"dotted": f"{whole[:6]}.{whole[6:]}", "first_phone": f"138{digit}0000001"}
            rows.append(",".join((name, whole, facts["phone"], *(text.format(**facts) for text in WAYS[way]))))
        told.append(ids(tmp_path / "a.csv", *rows))
    assert told[0] == told[1] == told[2]
    (first, first_party), (second, second_party) = told[0].values()
    assert first != second
    written = WAYS[way][1]
    assert (first_party is not None) == bool(written)
    assert (first_party == second_party) == (written not in {"{phone}", "{number}"})


def test_people_of_whom_a_mask_shows_the_same_have_ids_of_their_own_in_any_order(
    tmp_path: Path, number: NumberOf
) -> None:
    rows = [f"张三,{one},1380000{at:04d},," for at, one in enumerate(islice(alike(number()), 9))]
    path = tmp_path / "a.csv"
    made = ids(path, *rows)
    assert len({worker for worker, _ in made.values()}) == len(rows)
    assert ids(path, *reversed(rows)) == made


def test_rosters_of_other_people_have_other_ids(tmp_path: Path, number: NumberOf) -> None:
    path, shared = tmp_path / "a.csv", f"张三,{number()},13800000001,,"
    alone, beside = ids(path, shared), ids(path, shared, f"李四,{number(sequence=2)},13800000002,,")
    assert alone["138****0001"] != beside["138****0001"]


def test_a_masked_number_whose_birth_date_stands_above_has_an_id_of_its_own(tmp_path: Path, number: NumberOf) -> None:
    header = "姓名,身份证号码,出生日期,户籍地址"
    one, other = islice(alike(number()), 2)
    lines = [
        f"张三,{one},{date.fromisoformat(one[6:14])},",
        f"李四,{other[:6]}********{other[14:]},{date.fromisoformat(other[6:14])},",
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    result = lc.read_roster(path, on=ON, synthetic_areas=("533399",))
    assert len({worker.id for worker in result.workers}) == 2


FIRST = st.builds(
    lambda born, serial: int(f"533399{born:%Y%m%d}{serial:03d}"),
    st.dates(date(1990, 1, 1), date(1990, 2, 28)),
    st.integers(0, 2),
)


@given(st.sets(FIRST, min_size=2))
def test_everyone_has_one_id_in_any_order_and_who_was_not_counted_has_none_of_them(numbers: set[int]) -> None:
    whole = {one: f"{one}{check_character(str(one))}" for one in numbers}
    late, *counted = sorted(numbers)
    made = ShownIds(counted)
    again = ShownIds(reversed(counted))
    told = [made.of_number(whole[one]) for one in counted]
    assert told == [again.of_number(whole[one]) for one in counted]
    assert len({*told, made.of_number(whole[late])}) == len(numbers)


def test_a_number_that_begins_with_naught_is_counted_like_others() -> None:
    assert ShownIds([3339919900101001]).of_number("033399199001010019").startswith("W-")


MASKED, DAMAGED = "533399********0019", "53339919"


@pytest.mark.parametrize(
    "rows",
    [
        (f"李四,{MASKED},13800000002,,",),
        ("张三,{0},,,李四", "李四,,,,"),
        ("张三,{0},,,李四", f"李四,{DAMAGED},,,"),
        (f"张三,{DAMAGED},,,李四", "李四,{0},,,"),
        ("张三,{0},,,李四", f"李四,{MASKED},,,"),
    ],
)
def test_without_a_salt_rows_whose_number_is_missing_damaged_or_masked_do_not_end_the_reading(
    tmp_path: Path, number: NumberOf, rows: tuple[str, ...]
) -> None:
    path = tmp_path / "a.csv"
    lines = (HEADER, f"王五,{number(sequence=9)},,,", *(row.format(number()) for row in rows))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    counts = lc.read_roster(path, on=ON, synthetic_areas=("533399",)).counts
    assert (counts.rows, counts.workers, counts.refused) == (len(rows) + 1, len(rows), 1)


def test_without_a_salt_two_parties_of_whose_numbers_the_same_is_shown_stay_two() -> None:
    made = ShownIds()
    first, second = (made.of_party([(name, MASKED), (name, "")]) for name in ("甲", "乙"))
    assert first != second


def test_without_a_salt_an_id_tells_nothing_that_a_mask_hides_of_a_damaged_number() -> None:
    assert ShownIds().of_number("5333991990****0019") == ShownIds().of_number("533399********0019")
    assert ShownIds().of_number("12345678") == ShownIds().of_number("")


def test_with_a_salt_ids_are_keyed_hashes_of_the_numbers(tmp_path: Path, number: NumberOf) -> None:
    salt = "sixteen characters or more"
    made = ids(tmp_path / "a.csv", f"张三,{number()},13800000001,,13900000001", salt=salt)
    assert made == {"138****0001": (keyed_id("W", salt, number()), keyed_id("T", salt, "13900000001"))}


def test_with_a_salt_a_party_has_the_keyed_hash_of_all_its_members() -> None:
    salt = "sixteen characters or more"
    assert SaltedIds(salt).of_party([("甲", "1"), ("乙", "2")]) == keyed_id("T", salt, "甲\t1\n乙\t2")
