"""A case and its intake hold together, or they cannot be built; a summary carries its units."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.journey import Outcome, Stage
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import PlaceId, WorkerId
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import NO_TEXT
from laborcoop.people import Worker
from laborcoop.planning.case import Intake, Refused
from laborcoop.planning.check import check, check_again
from laborcoop.planning.itineraries import build_itineraries
from laborcoop.planning.spring_return import plan_return
from laborcoop.retention import Lodging
from laborcoop.rulebook import Locus
from laborcoop.testing import Programme, small_case, synthetic_number
from laborcoop.testing.programme import Applicant

ONE = WorkerId("W-000")


def test_a_roster_row_cannot_be_lost() -> None:
    with pytest.raises(InvalidValue, match="a roster row is lost: 3 rows, but 1 workers, 0 merged, 0 refused"):
        Intake(rows=3, workers={ONE: Locus()})


def test_persons_are_counted_once_however_many_of_their_rows_are_refused() -> None:
    def refused(subject: str, **person: str) -> Refused:
        return Refused(subject=subject, where=Locus(), findings=(), **person)

    rows = (refused("a"), refused("b", person="p"), refused("c", person="p"), refused("d", person=ONE))
    intake = Intake(rows=5, workers={ONE: Locus()}, refused=rows)
    assert [row.person for row in rows] == ["a", "p", "p", ONE]
    assert (intake.refused_persons, intake.persons) == (2, 3)
    summary = plan_return(evolve(small_case(Programme()), intake=intake)).summary()
    assert (summary["persons"].render("en"), summary["refused"].render("en")) == ("3 persons", "2 persons")
    assert (summary["rows"].value, summary["merged"].value) == (5, 2), "rows - repeated = persons"


def test_two_records_of_one_kind_cannot_share_an_id() -> None:
    case = small_case(Programme())
    with pytest.raises(InvalidValue, match="employer E-1"):
        evolve(case, employers=(*case.employers, case.employers[0]))


@pytest.mark.parametrize("times", [0, 2])
def test_a_worker_has_exactly_one_registration(times: int) -> None:
    case = small_case(Programme())
    with pytest.raises(InvalidValue, match="not exactly one registration: W-000"):
        evolve(case, registrations=case.registrations * times)


def test_records_are_found_by_id_or_not_at_all() -> None:
    case = small_case(Programme())
    assert case.employer(None) is None
    place = case.place(PlaceId("G-1"))
    assert place is not None
    assert place.kind is PlaceKind.GATE
    assert case.place(PlaceId("nowhere")) is None


def test_a_hub_is_called_after_its_prefecture_or_by_its_key() -> None:
    case = small_case(Programme())
    assert case.hub_name("kunming").render("zh") == "昆明"
    assert case.hub_name("") == NO_TEXT
    places = tuple(evolve(place, division=None) for place in case.places)
    assert evolve(case, places=places).hub_name("kunming").render("zh") == "kunming"


def test_two_hubs_of_one_prefecture_are_told_apart_by_their_keys() -> None:
    case = small_case(Programme())
    zhuhai = DivisionCode("440402")
    places = tuple(evolve(place, division=zhuhai) if place.hub else place for place in case.places)
    both = evolve(case, places=places)
    names = {both.hub_name(hub).render("zh") for hub in {place.hub for place in places if place.hub}}
    assert names == {"珠海（kunming）", "珠海（zhuhai）"}


def test_two_hubs_of_one_prefecture_are_told_apart_by_the_counties_that_each_lies_in() -> None:
    case = small_case(Programme())
    codes = {"K-park": "440403", "K-hotel": "440404", "K-station": "440403"}
    places = tuple(
        evolve(place, division=DivisionCode(codes.get(place.id, "440402"))) if place.hub else place
        for place in case.places
    )
    both = evolve(case, places=places)
    assert both.hub_name("kunming").zh == "珠海（斗门区、金湾区）"
    assert both.hub_name("zhuhai").en == "Zhuhai (Xiangzhou)"


def test_a_summary_is_read_in_both_languages_and_by_key() -> None:
    summary = plan_return(small_case(Programme())).summary()
    assert "brought to the gate: 1 person" in str(summary)
    assert "输送到岗: 1 人" in summary.render("zh")
    assert {line.key: line.count for line in summary} == summary.counts()
    with pytest.raises(UnknownName, match="nothing-such"):
        summary["nothing-such"]


def test_an_outcome_that_loses_somebody_cannot_be_built() -> None:
    with pytest.raises(InvalidValue, match="somebody is lost"):
        Outcome(stage=Stage.POSTS, came_in=frozenset({ONE}))
    with pytest.raises(InvalidValue, match="without a reason"):
        Outcome(stage=Stage.POSTS, came_in=frozenset({ONE}), left_out={ONE: ()})
    with pytest.raises(InvalidValue, match="twice"):
        Outcome(stage=Stage.POSTS, came_in=frozenset({ONE}), placed={ONE: "P-1"}, not_needed=frozenset({ONE}))


def test_a_ride_on_no_leg_has_no_itinerary() -> None:
    plan = plan_return(small_case(Programme()))
    with pytest.raises(UnknownName, match="there is no leg"):
        build_itineraries(plan.handovers, plan.rides, (), legs={}, lodgings={})


def test_a_plan_shows_no_personal_datum() -> None:
    plan = plan_return(small_case(Programme()))
    shown = repr(plan) + repr(plan.case) + str(plan.summary()) + "".join(map(str, plan.findings))
    (worker,) = plan.case.workers
    shown += repr(worker)
    assert str(worker.born) not in shown
    assert repr(worker.born) not in shown
    assert worker.number.reveal() not in shown
    assert worker.name.reveal() not in shown
    assert synthetic_number(0, worker.born, worker.sex) == worker.number


def test_two_workers_with_one_number_are_both_told_of_and_go_nowhere() -> None:
    case = small_case(Programme(applicants=(Applicant(),) * 3))
    first, second, _ = case.workers
    twice = evolve(case, workers=(first, evolve(second, number=first.number), *case.workers[2:]))
    found = check(twice).where(lambda finding: finding.rule == "ID-08")
    assert [finding.subject for finding in found] == [ONE, "W-001"]
    assert all(finding.message.en.endswith(": W-000, W-001") for finding in found)
    assert first.number.reveal() not in repr([(finding.render("en"), finding.render("zh")) for finding in found])
    assert check_again(twice, case, check(case)) == check(twice)
    assert check_again(case, twice, check(twice)) == check(case)
    plan = plan_return(twice)
    assert plan.travellers == ("W-002",)
    assert [reason.code for reason in plan.unplaced[ONE]] == ["ID-08"]


def test_numbers_that_are_masked_alike_say_nothing_of_who_they_are() -> None:
    case = small_case(Programme(applicants=(Applicant(),) * 2))
    masked = ResidentNumber(str(case.workers[0].number))
    alike = evolve(case, workers=tuple(evolve(worker, number=masked) for worker in case.workers))
    assert masked.is_masked
    assert not check(alike).where(lambda finding: finding.rule == "ID-08")


def test_hundreds_born_on_one_day_have_a_number_each() -> None:
    numbers = {synthetic_number(serial, date(1990, 1, 1), sex) for serial in range(500) for sex in Sex}
    assert len(numbers) == 1000
    assert {number.sex for number in numbers} == set(Sex)


def test_a_case_gives_its_workers_by_id_and_its_further_records_by_class() -> None:
    case = small_case(Programme(applicants=(Applicant(), Applicant())))
    home, place, post = case.lodgings[0], case.places[0], case.posts[0]
    case = evolve(case, records=(home, place, post, home))
    assert case.worker("W-001") is case.workers[1]
    assert case.worker("W-9") is None
    assert tuple(case.records_of(Lodging)) == (home, home)
    assert tuple(case.records_of(Place)) == (place,)
    assert not tuple(case.records_of(Worker))
