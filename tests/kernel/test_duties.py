"""Duties of a post, and lists of forbidden work as data."""

from __future__ import annotations

from decimal import Decimal

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.kernel.duties import Duties, Exposure, Hazard, Venue
from laborcoop.kernel.worklist import WorkList

GRADED = {"dust", "poison", "height", "cold-water", "heat", "low-temperature", "noise", "workload"}


def exposed(hazard: Hazard, grade: int | None = None) -> Duties:
    return Duties(exposures=frozenset({Exposure(hazard, grade)}))


@pytest.mark.parametrize("hazard", Hazard)
def test_a_hazard_has_a_name_in_both_languages_of_its_own(hazard: Hazard) -> None:
    assert hazard.text.zh
    assert hazard.text.en
    assert [other for other in Hazard if other.text == hazard.text] == [hazard]


@pytest.mark.parametrize("hazard", Hazard)
def test_only_what_a_national_standard_grades_has_a_grade(hazard: Hazard) -> None:
    assert hazard.is_graded is (hazard.value in GRADED)
    if hazard.is_graded:
        assert Exposure(hazard, 1).text.en == f"{hazard.text.en}, grade 1"
    else:
        with pytest.raises(InvalidValue, match="only where a national standard has grades"):
            Exposure(hazard, 1)


@pytest.mark.parametrize(("grade", "sound"), [(0, False), (1, True), (4, True), (5, False)])
def test_grades_run_from_one_to_four(grade: int, *, sound: bool) -> None:
    if sound:
        assert Exposure(Hazard.NOISE, grade).grade == grade
    else:
        with pytest.raises(InvalidValue, match="work in noise: a grade must be 1 to 4"):
            Exposure(Hazard.NOISE, grade)


def test_a_toxic_stands_for_air_above_the_health_standard() -> None:
    assert Hazard.LEAD.text.zh == "铅及其化合物浓度超过国家职业卫生标准的作业"
    assert Hazard.OTHER_TOXIC.text.en == "air with another toxic substance above the national health standard"


@pytest.mark.parametrize("venue", Venue)
def test_a_venue_has_a_name_in_both_languages(venue: Venue) -> None:
    assert venue.text.zh
    assert venue.text.en


def test_a_hazard_is_named_once() -> None:
    with pytest.raises(InvalidValue, match="each hazard once"):
        Duties(exposures=frozenset({Exposure(Hazard.DUST, 1), Exposure(Hazard.DUST, 2)}))
    assert Duties(exposures=frozenset({Exposure(Hazard.DUST, 1), Exposure(Hazard.NOISE, 1)})).exposures


def test_nothing_measured_is_negative() -> None:
    with pytest.raises(InvalidValue, match="not negative"):
        Duties(load_kg=Decimal("-0.1"))
    with pytest.raises(InvalidValue, match="no load, count or speed may be negative"):
        Duties(lifts_per_hour=-1)
    with pytest.raises(InvalidValue, match="no load, count or speed may be negative"):
        Duties(line_moves=-1)
    assert Duties(load_kg=Decimal(0), lifts_per_hour=0, line_moves=0, altitude=-150).altitude == -150


@pytest.mark.parametrize(
    ("words", "duties", "expected"),
    [
        ("noise:3", exposed(Hazard.NOISE, 3), [("work in noise, grade 3 (forbidden from grade 3)", True)]),
        ("noise:3", exposed(Hazard.NOISE, 4), [("work in noise, grade 4 (forbidden from grade 3)", True)]),
        ("noise:3", exposed(Hazard.NOISE, 2), []),
        ("noise:3", exposed(Hazard.NOISE), [("work in noise (not graded; forbidden from grade 3)", False)]),
        ("noise", exposed(Hazard.NOISE, 1), [("work in noise, grade 1", True)]),
        ("noise", exposed(Hazard.NOISE), [("work in noise", True)]),
        ("noise?", exposed(Hazard.NOISE, 4), [("work in noise, grade 4 (the list is open: decide by hand)", False)]),
        ("diving", exposed(Hazard.DIVING), [("diving", True)]),
        ("diving?", exposed(Hazard.DIVING), [("diving (the list is open: decide by hand)", False)]),
        ("diving", exposed(Hazard.QUARRY), []),
        ("", exposed(Hazard.QUARRY), []),
        ("diving noise:1", Duties(), []),
    ],
)
def test_a_duty_is_on_a_list_from_the_grade_that_it_names(
    words: str, duties: Duties, expected: list[tuple[str, bool]]
) -> None:
    assert [(match.text.en, match.certain) for match in WorkList(words).matches(duties)] == expected


def test_matches_come_in_the_order_of_hazards_whatever_the_order_of_the_words() -> None:
    duties = Duties(exposures=frozenset({Exposure(Hazard.LEAD), Exposure(Hazard.DIVING), Exposure(Hazard.DUST, 1)}))
    for words in ("lead diving dust:1", "dust:1 lead diving"):
        found = [match.exposure.hazard for match in WorkList(words).matches(duties)]
        assert found == [Hazard.DUST, Hazard.DIVING, Hazard.LEAD]


@pytest.mark.parametrize("words", ["sawing", "noise:5", "noise:0", "diving:1", "noise:3?", "Noise", "noise;heat", ":1"])
def test_a_word_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(InvalidValue, match="not a word of a list"):
        WorkList(words)


@pytest.mark.parametrize(
    ("words", "duties", "said"),
    [
        ("noise:3", exposed(Hazard.NOISE, 3), "噪声作业第 3 级（第 3 级起禁止）"),
        ("noise:3", exposed(Hazard.NOISE), "噪声作业（没有等级；第 3 级起禁止）"),
        ("noise", exposed(Hazard.NOISE, 1), "噪声作业第 1 级"),
        ("diving?", exposed(Hazard.DIVING), "潜水作业（清单以“等”字结尾，是否包括在内由人工判断）"),
    ],
)
def test_a_listed_duty_is_worded_in_chinese_too(words: str, duties: Duties, said: str) -> None:
    assert [match.text.zh for match in WorkList(words).matches(duties)] == [said]


def test_a_listed_duty_says_what_it_was_compared_with() -> None:
    (graded,) = WorkList("noise:3").matches(exposed(Hazard.NOISE, 4))
    (ungraded,) = WorkList("noise:3").matches(exposed(Hazard.NOISE))
    (plain,) = WorkList("diving").matches(exposed(Hazard.DIVING))
    assert (graded.exposure, graded.least) == (Exposure(Hazard.NOISE, 4), 3)
    assert (ungraded.exposure, ungraded.least) == (Exposure(Hazard.NOISE), 3)
    assert (plain.exposure, plain.least) == (Exposure(Hazard.DIVING), None)


def test_a_list_goes_on_after_a_duty_that_is_not_on_it() -> None:
    duties = Duties(exposures=frozenset({Exposure(Hazard.DUST, 1), Exposure(Hazard.NOISE, 1), Exposure(Hazard.DIVING)}))
    found = [match.exposure.hazard for match in WorkList("noise:3 diving").matches(duties)]
    assert found == [Hazard.DIVING]


@pytest.mark.parametrize(
    ("venue", "zh", "en"),
    [
        (Venue.ENTERTAINMENT, "营业性娱乐场所", "an entertainment venue"),
        (Venue.BAR, "酒吧", "a bar"),
        (Venue.INTERNET_CAFE, "互联网上网服务营业场所", "an internet café"),
        (Venue.OTHER_UNFIT, "其他不适宜未成年人活动的场所", "another venue that is unfit for minors"),
    ],
)
def test_a_venue_is_named_as_the_law_names_it(venue: Venue, zh: str, en: str) -> None:
    assert (venue.text.zh, venue.text.en) == (zh, en)
