"""What each of the nine says beyond its table: ties of a day, late facts, several offers, what is not counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from laborcoop.cooperation import Agreement, AgreementStatus, Renewal
from laborcoop.errors import IllegalTransition, InvalidValue, UnknownName
from laborcoop.journey import EarlyEnd, JourneyStatus
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, PostId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.outreach import Booth, FairStatus, attendances, distinct_posts, employers_present, post_times
from laborcoop.retention import HelpStatus
from laborcoop.training import AidEnd, AidStatus, PlacementStatus, Recommendation

E1, E2 = EmployerId("E-1"), EmployerId("E-2")
Fresh = Mapping[str, Any]


def on(day: int) -> date:
    return date(2023, 1, 1) + timedelta(days=day)


# Fairs


def test_a_fair_that_nobody_announced_still_opens_and_closes_the_day_after_its_last(fresh: Fresh) -> None:
    assert [fresh["fair"].status(on(day)) for day in (6, 7, 8, 9)] == [
        FairStatus.PLANNED,
        FairStatus.OPEN,
        FairStatus.OPEN,
        FairStatus.CLOSED,
    ]


def test_a_fair_can_be_called_off_on_its_first_day_and_then_does_not_open(fresh: Fresh) -> None:
    cancelled = fresh["fair"].cancel(on(7), "snow")
    assert cancelled.status(on(8)) is FairStatus.CANCELLED
    with pytest.raises(IllegalTransition, match="no step from open to cancelled; allowed: closed"):
        fresh["fair"].cancel(on(8), "snow")


def test_a_cancelled_fair_counts_in_no_figure(fresh: Fresh) -> None:
    posts = {PostId("P-1"): 5}
    held = evolve(fresh["fair"], booths=(Booth(employer=E1, openings=5, posts=posts),))
    fairs = [held, held.cancel(on(2), "snow")]
    assert attendances(fairs) == Count(1, Unit.EMPLOYER_TIME)
    assert employers_present(fairs[1:]) == Count(0, Unit.EMPLOYER)
    assert post_times(fairs) == Count(5, Unit.POST_TIME)
    assert distinct_posts(fairs[1:]) == Count(0, Unit.POST)


# Journeys


@pytest.mark.parametrize("how", EarlyEnd)
def test_an_early_end_leads_to_the_status_of_its_name(how: EarlyEnd) -> None:
    assert how.status.value == how.value


def test_how_a_journey_ended_and_why_are_not_shown(fresh: Fresh) -> None:
    at = datetime(2023, 1, 2, tzinfo=UTC)
    ended = fresh["journey"].leave_home(at).board(at).end_early(EarlyEnd.HOSPITAL, at, "broke a leg")
    assert ended.status(at) is JourneyStatus.HOSPITAL
    for shown in (repr(ended), repr(ended.end)):
        assert "HOSPITAL" not in shown
        assert "hospital" not in shown
        assert "leg" not in shown


# Stays


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda stay: stay.check_in(on(100)), id="in on the day on which the period ends"),
        pytest.param(lambda stay: evolve(stay, booked_on=None).check_in(on(-1)), id="in before it"),
        pytest.param(lambda stay: stay.check_in(on(1)).check_out(on(101)), id="out after it"),
    ],
)
def test_a_worker_moves_in_and_out_within_the_period(fresh: Fresh, wrong: Callable[[Any], object]) -> None:
    with pytest.raises(InvalidValue, match="within the period"):
        wrong(fresh["stay"])


def test_a_worker_may_move_out_on_the_day_on_which_the_period_ends(fresh: Fresh) -> None:
    assert fresh["stay"].check_in(on(0)).check_out(on(100)).checked_out_on == on(100)


# Agreements


def agreement(**facts: Any) -> Agreement:
    return Agreement(
        title=Text("协议", "agreement"), county=DivisionCode("533301"), period=Period(on(10), on(20)), **facts
    )


def test_an_agreement_without_a_day_of_signing_or_drafting_is_in_force_for_its_period() -> None:
    assert [agreement().in_force(on(day)) for day in (9, 10, 19, 20)] == [False, True, True, False]


def test_a_draft_is_never_in_force() -> None:
    assert agreement(drafted_on=on(0)).status(on(15)) is AgreementStatus.DRAFTED


def test_what_is_signed_late_is_in_force_from_the_day_of_signing() -> None:
    assert [agreement(signed_on=on(12)).in_force(on(day)) for day in (11, 12)] == [False, True]


def test_what_is_signed_after_its_term_is_in_force_on_no_day() -> None:
    late = agreement(signed_on=on(25))
    assert not any(late.in_force(on(day)) for day in range(40))
    assert late.status(on(25)) is AgreementStatus.EXPIRED


def test_a_renewed_agreement_goes_on_without_a_gap_and_says_until_when() -> None:
    renewed = agreement(signed_on=on(5)).renew(on(18), until=on(30))
    assert [renewed.status(on(day)) for day in (17, 18, 20, 29, 30)] == [
        AgreementStatus.IN_FORCE,
        AgreementStatus.RENEWED,
        AgreementStatus.RENEWED,
        AgreementStatus.RENEWED,
        AgreementStatus.EXPIRED,
    ]
    assert (agreement().until, renewed.until, renewed.renew(on(29)).until) == (on(20), on(30), None)
    assert renewed.renew(on(29)).in_force(on(3000))


def test_an_agreement_is_renewed_until_the_day_its_term_ends_and_not_after() -> None:
    assert agreement().renew(on(20), until=on(30)).in_force(on(20))
    with pytest.raises(IllegalTransition, match="nothing follows expired"):
        agreement().renew(on(21), until=on(30))
    with pytest.raises(IllegalTransition, match="no step from expired to renewed"):
        agreement(renewals=(Renewal(signed_on=on(15), until=on(30)), Renewal(signed_on=on(31), until=on(40))))


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda: agreement().renew(on(15), until=on(20)), id="as early as the term before"),
        pytest.param(lambda: agreement().renew(on(15)).renew(on(16), until=on(50)), id="after one that goes on"),
    ],
)
def test_a_renewal_ends_later_than_the_term_before_it(wrong: Callable[[], object]) -> None:
    with pytest.raises(InvalidValue, match="must end later"):
        wrong()


# Help cases


def test_an_owner_without_a_day_has_had_the_case_since_it_was_opened(fresh: Fresh) -> None:
    case = evolve(fresh["help"], owner="S-1")
    assert case.status(on(0)) is HelpStatus.ASSIGNED
    again = case.resolve(on(3), "paid").reopen(on(3)).assign(on(3), "S-2").resolve(on(3), "paid in full")
    assert (again.status(on(3)), again.owner, again.outcome) == (HelpStatus.RESOLVED, "S-2", "paid in full")
    assert again.assigned_on == (on(0), on(3))


def test_a_resolved_case_is_open_and_not_overdue_and_a_reopened_one_is_again(fresh: Fresh) -> None:
    case = evolve(fresh["help"], owner="S-1", due_on=on(4)).resolve(on(3), "paid")
    reopened = case.reopen(on(6))
    assert [(reopened.is_open(on(day)), reopened.overdue(on(day))) for day in (5, 6)] == [(True, False), (True, True)]
    assert (reopened.owner, reopened.outcome) == ("", "")
    assert not reopened.close(on(7)).is_open(on(7))


def test_a_case_that_is_due_before_it_was_opened_is_refused(fresh: Fresh) -> None:
    with pytest.raises(InvalidValue, match="due before"):
        evolve(fresh["help"], due_on=on(-1))


# Student aid


def test_leaving_the_poverty_register_moves_nothing_in_the_aid(fresh: Fresh) -> None:
    """F055: the flags of the student are no facts of the aid's lifecycle."""
    aid = fresh["aid"].pay(on(7))
    off_the_register = evolve(aid, student=evolve(aid.student, flags=()))
    days = [on(day) for day in range(40)]
    assert [off_the_register.status(day) for day in days] == [aid.status(day) for day in days]
    assert off_the_register.pay(on(13)).status(on(13)) is AidStatus.PAID


def test_an_instalment_paid_on_its_day_or_before_is_not_due_any_more(fresh: Fresh) -> None:
    assert [fresh["aid"].pay(on(7)).status(on(day)) for day in (7, 12, 13)] == [
        AidStatus.PAID,
        AidStatus.PAID,
        AidStatus.DUE,
    ]
    assert fresh["aid"].pay(on(7)).pay(on(8)).status(on(13)) is AidStatus.PAID


def test_nothing_is_paid_while_aid_is_suspended_and_paid_again_from_the_day_it_is_resumed(fresh: Fresh) -> None:
    aid = fresh["aid"].suspend(on(5))
    with pytest.raises(IllegalTransition, match="no step from suspended to paid; allowed: resumed, ended"):
        aid.pay(on(9))
    assert aid.status(on(7)) is AidStatus.SUSPENDED
    assert aid.resume(on(9)).pay(on(9)).status(on(9)) is AidStatus.PAID


def test_aid_and_posts_are_not_taken_up_again_on_the_day_they_were_put_down(fresh: Fresh) -> None:
    with pytest.raises(InvalidValue, match="a period must end after it starts"):
        fresh["aid"].suspend(on(5)).resume(on(5))
    with pytest.raises(InvalidValue, match="a period must end after it starts"):
        fresh["post"].publish(on(1)).fill(on(5)).reopen(on(5))


def test_no_instalment_falls_due_after_the_end(fresh: Fresh) -> None:
    assert fresh["aid"].stop(on(8), AidEnd.GRADUATED).status(on(13)) is AidStatus.ENDED


# Training placements


def test_declining_one_of_two_offers_leaves_the_other_waiting(fresh: Fresh) -> None:
    two = fresh["placement"].graduate(on(10)).recommend(E1, on(11)).recommend(E2, on(12))
    one = two.decline(E1, on(13))
    assert one.status(on(13)) is PlacementStatus.RECOMMENDED
    assert one.decline(E2, on(14)).status(on(14)) is PlacementStatus.DECLINED
    assert one.accept(E2, on(14)).status(on(14)) is PlacementStatus.ACCEPTED


def test_two_offers_declined_on_one_day_and_a_refusal_beside_the_accepted_offer_can_be_recorded(fresh: Fresh) -> None:
    two = fresh["placement"].graduate(on(10)).recommend(E1, on(11)).recommend(E2, on(12))
    assert two.decline(E1, on(13)).decline(E2, on(13)).status(on(13)) is PlacementStatus.DECLINED
    first, second = two.recommendations
    answers = (
        evolve(first, accepted=True, answered_on=on(13)),
        evolve(second, accepted=False, answered_on=on(14)),
    )
    assert evolve(two, recommendations=answers).status(on(14)) is PlacementStatus.ACCEPTED


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_only_an_offer_that_waits_is_answered(fresh: Fresh, answer: str) -> None:
    placement = fresh["placement"].graduate(on(10)).recommend(E1, on(11))
    with pytest.raises(UnknownName, match="no offer of E-2 waits"):
        getattr(placement, answer)(E2, on(12))


def test_the_latest_offer_of_an_employer_is_answered(fresh: Fresh) -> None:
    placement = fresh["placement"].graduate(on(10)).recommend(E1, on(11)).recommend(E1, on(12)).accept(E1, on(13))
    assert [offer.accepted for offer in placement.recommendations] == [None, True]


def test_an_offer_made_before_graduation_is_recorded_and_moves_nothing(fresh: Fresh) -> None:
    early = evolve(fresh["placement"], recommendations=(Recommendation(employer=E1, on=on(5), accepted=True),))
    assert early.status(on(6)) is PlacementStatus.ENROLLED
    assert early.graduate(on(10)).status(on(10)) is PlacementStatus.GRADUATED


@pytest.mark.parametrize(("accepted", "answered_on"), [(None, on(6)), (True, on(4))])
def test_a_day_of_answering_has_its_answer_and_is_not_before_the_offer(
    accepted: bool | None,  # noqa: FBT001 - a case as data
    answered_on: date,
) -> None:
    with pytest.raises(InvalidValue, match="a day of answering"):
        Recommendation(employer=E1, on=on(5), accepted=accepted, answered_on=answered_on)


def test_an_answer_without_a_day_was_given_at_once() -> None:
    offer = Recommendation(employer=E1, on=on(5))
    assert [evolve(offer, accepted=answer).answered for answer in (None, False)] == [None, on(5)]
