"""Hand-written strategies for the values of the kernel and the rule book, whose invariants a guess would miss."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from laborcoop.kernel.counts import Count
from laborcoop.kernel.divisions import DIVISIONS, DivisionCode
from laborcoop.kernel.duties import Duties, Exposure, Hazard
from laborcoop.kernel.holidays import Workdays
from laborcoop.kernel.identity import CreditCode, ResidentNumber, Sex
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.ratios import Share
from laborcoop.kernel.text import Text
from laborcoop.kernel.worklist import WorkList
from laborcoop.packs import china_with_regions, iris, national
from laborcoop.rulebook import Parameter, Parameters, RuleBook
from laborcoop.testing.annotations import Strategy, several
from laborcoop.testing.building import Values, built, each_once, nested
from laborcoop.testing.leaves import births, days, spelt
from laborcoop.testing.programme import CREDIT_CHARACTERS, checked_credit_code, synthetic_number

_NAMES = ("阿普", "此路恒", "邓前堆·迪", "Nyi Nyi", "鲁" * 50)
_SYLLABLES = "阿普邓恰此褚鲁娜迪恒咪噜"
_DAY = timedelta(days=1)


def resident_numbers(born: st.SearchStrategy[date] | None = None) -> st.SearchStrategy[ResidentNumber]:
    """Right numbers of the area 533399, which was never allocated; one in four is masked."""
    whole = st.builds(synthetic_number, st.integers(0, 99), births() if born is None else born, st.sampled_from(Sex))
    return st.one_of(whole, whole, whole, whole.map(lambda number: ResidentNumber(number.masked)))


def credit_codes() -> st.SearchStrategy[CreditCode]:
    """Right credit codes of employers in Zhuhai that do not exist."""
    return spelt(CREDIT_CHARACTERS, 9, 9).map(lambda text: checked_credit_code("91440400" + text))


def names() -> st.SearchStrategy[PersonName]:
    """Invented names of two to four syllables, with a middle dot, in Latin script, of 50 characters."""
    return (spelt(_SYLLABLES, 2, 4) | st.sampled_from(_NAMES)).map(PersonName)


def phones() -> st.SearchStrategy[Phone]:
    """Mobile numbers, the first and the last that there can be included."""
    return st.integers(13_000_000_000, 19_999_999_999).map(lambda number: Phone(str(number)))


def division_codes() -> st.SearchStrategy[DivisionCode]:
    """Codes of the two regions, old ones among them, and codes that the table does not know."""
    known = st.sampled_from([division.code for division in DIVISIONS])
    return known | st.integers(100_000, 999_999).map(lambda code: DivisionCode(str(code)))


def ended_periods() -> st.SearchStrategy[Period]:
    """Periods that end, from one day to three years."""
    lengths = st.integers(1, 1100) | st.sampled_from((1, 30, 181, 365, 366))
    return st.builds(lambda start, length: Period(start, start + length * _DAY), days(), lengths)


def books() -> st.SearchStrategy[RuleBook]:
    """China's book with its regions and without, an overlay of it, one with a rule less, and an empty one."""
    return st.one_of(
        st.builds(china_with_regions),
        st.builds(national),
        st.builds(lambda: iris(national())),
        st.builds(lambda: national().without("WK-01")),
        st.builds(lambda: RuleBook(title=Text("空手册", "an empty book"))),
    )


def _grade_where_graded(values: Values) -> Values:
    return values if values["hazard"].is_graded else values | {"grade": None}


def _as_set(values: Values) -> Values:
    return values | {"exposures": frozenset(values["exposures"])}


def _part_of_whole(values: Values) -> Values:
    part, whole = values["part"], values["whole"]
    return values | {"whole": Count(max(part.value, whole.value), part.unit)}


def _not_both(values: Values) -> Values:
    return values | {"worked": values["worked"] - values["off"]}


_TERMS = st.sampled_from([hazard.value for hazard in Hazard] + ["height:2", "noise:3", "other-toxic?"])


def value_shapes() -> Mapping[type, Strategy]:
    """The strategies of this module, by class."""
    return {
        ResidentNumber: resident_numbers(),
        CreditCode: credit_codes(),
        PersonName: names(),
        Phone: phones(),
        DivisionCode: division_codes(),
        Period: ended_periods() | days().map(Period),
        Exposure: built(Exposure, _grade_where_graded, grade=st.none() | st.integers(1, 4)),
        Duties: built(Duties, each_once("exposures", "hazard"), _as_set),
        Workdays: built(Workdays, _not_both, rest_weekdays=st.frozensets(st.integers(0, 6), max_size=6)),
        Share: built(Share, _part_of_whole),
        WorkList: built(WorkList, words=st.lists(_TERMS, max_size=4).map(" ".join)),
        RuleBook: books(),
        Parameters: several(nested(Parameter)).map(Parameters.of),
    }
