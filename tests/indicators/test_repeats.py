"""What is recorded twice is counted once, and told of; the rest of a report goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import SubsidyClaim, SubsidyClaimId, SubsidyKind, SubsidyLedger
from laborcoop.errors import InvalidValue
from laborcoop.indicators import Ledger, SubsidyReview, measure, review_subsidies, year_end_report
from laborcoop.journey import Journey
from laborcoop.kernel.ids import FairId, LodgingId, StationId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.outreach import RecruitmentFair
from laborcoop.retention import HelpCase, HelpCaseId, HelpKind, Reception, StaffId, StationStaff, Stay
from laborcoop.rulebook import Findings
from laborcoop.testing import Programme, small_case
from laborcoop.transfer import Convoy

CountedCase = Callable[..., lc.Case]

HELP = HelpCase(
    id=HelpCaseId("H-1"), worker=WorkerId("W-1"), kind=HelpKind.WAGES, opened_on=date(2022, 3, 1), owner="x"
)
CLAIM = SubsidyClaim(
    id=SubsidyClaimId("SC-1"),
    worker=WorkerId("W-001"),
    kind=SubsidyKind.TRAVEL,
    year=2022,
    amount=Decimal(300),
    payer=lc.DivisionCode("533301"),
    claimed_on=date(2022, 3, 1),
)


def test_a_help_case_recorded_twice_is_one_and_a_finding_with_both_places(counted: CountedCase) -> None:
    case = counted(HELP, HELP, evolve(HELP, id=HelpCaseId("H-2")))
    report = year_end_report(case, findings=Findings(()))
    assert report["cases_opened"].count.value == 2
    assert report["cases_closed"].whole == report["cases_opened"].count
    (told,) = report.findings
    assert (told.rule, told.subject, told.kind) == ("PL-06", "H-1", "record")
    assert told.message.en == (
        "H-1 is recorded twice, at record 1 (help-case H-1) and at record 2 (help-case H-1); "
        "figures count the first alone"
    )
    assert "登记了两次" in told.message.zh


def test_of_two_records_of_one_id_the_first_counts(counted: CountedCase) -> None:
    later = evolve(HELP, opened_on=date(2023, 1, 5))
    assert [row.on for row in measure(counted(HELP, later))["cases_opened"].evidence()] == [HELP.opened_on]
    assert [row.on for row in measure(counted(later, HELP))["cases_opened"].evidence()] == [later.opened_on]


@pytest.mark.parametrize(
    "records",
    [(CLAIM, CLAIM), (CLAIM, SubsidyLedger(claims=(CLAIM,)))],
    ids=["by itself", "in a ledger"],
)
def test_a_claim_recorded_twice_does_not_stop_the_report(counted: CountedCase, records: tuple[Record, ...]) -> None:
    report = year_end_report(counted(*records), findings=Findings(()))
    assert report["claims"].count.value == 1
    assert [one.claim.id for one in report.subsidies.claims] == ["SC-1"]
    assert [(one.rule, one.kind) for one in report.findings] == [("PL-06", "subsidy-claim")]
    with pytest.raises(InvalidValue, match="two claims have one id: SC-1 is recorded twice"):
        review_subsidies(counted(*records))


def test_what_stands_in_a_table_and_among_the_records_is_one(counted: CountedCase, five: lc.Case) -> None:
    (convoy,) = five.convoys
    ledger = Ledger.of(counted(convoy))
    assert [one for _, one in ledger.each(Convoy)] == [convoy]
    assert [one.subject for one in ledger.repeats] == [convoy.id]
    opens = convoy.depart - timedelta(days=8)
    fair = RecruitmentFair(
        id=FairId("F-1"),
        name=lc.Text("招聘会", "fair"),
        division=lc.DivisionCode("533301"),
        starts=opens,
        ends=opens + timedelta(hours=3),
    )
    assert measure(counted(fair, fairs=(fair,)))["fairs"].count.value == 1


def test_two_postings_of_one_person_are_two(counted: CountedCase) -> None:
    def posted(first: date, last: date) -> StationStaff:
        return StationStaff(
            id=StaffId("ST-1"),
            station=StationId("S-1"),
            delegated_by=lc.DivisionCode("533301"),
            posted=Period(first, last),
        )

    early, late = posted(date(2022, 1, 1), date(2022, 1, 11)), posted(date(2022, 2, 1), date(2022, 2, 6))
    assert measure(counted(early, late, early))["staff_days"].count.value == 15
    assert len(Ledger.of(counted(early, late, early)).repeats) == 1


def test_claims_are_reviewed_where_something_else_is_recorded_twice(counted: CountedCase) -> None:
    (judged,) = review_subsidies(counted(HELP, HELP, CLAIM)).claims
    assert judged.claim == CLAIM
    with pytest.raises(InvalidValue, match="two claims have one id"):
        SubsidyReview(claims=(judged, judged))


def test_one_journey_reception_or_stay_recorded_twice_is_one_and_told_of() -> None:
    done = lc.plan_return(small_case(Programme())).carried_out()
    (way,) = [one for one in done.records if isinstance(one, Journey)]
    (stay, *_) = [one for one in done.records if isinstance(one, Stay)]
    (worker,) = done.workers
    came = Reception(worker=worker, arrived_on=date(2023, 1, 10), lodging=LodgingId("H-1"))
    later = evolve(came, arrived_on=date(2023, 1, 11))
    codes = ("person_trips", "registered", "receptions", "bed_nights")
    once = measure(evolve(done, records=(way, stay, came, later)))
    twice = evolve(done, records=(way, stay, came, later, came, stay, way))
    figures = measure(twice)
    assert [figures[code].count for code in codes] == [once[code].count for code in codes]
    assert figures["receptions"].count.value == 2
    report = year_end_report(twice, findings=Findings(()))
    assert report.reconciliation is not None
    assert report.reconciliation.registered == 1
    told = {one.message.en for one in report.findings if one.rule == "PL-06"}
    assert told == {
        f"one {thing} of {worker.id} is recorded twice, at record {first} ({thing} {worker.id}) and "
        f"at record {second} ({thing} {worker.id}); "
        "figures count the first alone"
        for thing, first, second in (("journey", 1, 7), ("stay", 2, 6), ("reception", 3, 5))
    }
    assert any(one.message.zh.startswith(f"{worker.id} 的同一次出行登记了两次") for one in report.findings)


def test_days_of_postings_that_overlap_count_once_and_are_told_of(counted: CountedCase) -> None:
    def posted(first: int, end: int | None, station: str = "S-1", *, name: str = "ST-1") -> StationStaff:
        return StationStaff(
            id=StaffId(name),
            station=StationId(station),
            delegated_by=lc.DivisionCode("533301"),
            posted=Period(date(2023, 1, first), None if end is None else date(2023, 1, end)),
        )

    both = counted(posted(5, 15, "S-2"), posted(1, 11), posted(2, 4), posted(15, 18), posted(3, 5, name="ST-2"))
    assert measure(both)["staff_days"].count.value == 17 + 2
    assert [one.message.en for one in Ledger.of(both).repeats] == [
        f"two postings of ST-1 overlap, at record 2 (station-staff ST-1) and at record {other} (station-staff ST-1); "
        "figures count each day once"
        for other in (3, 1)
    ]
    endless = counted(posted(1, None), posted(5, 15))
    assert measure(endless, until=date(2023, 1, 20))["staff_days"].count.value == 20
