"""Hand-written strategies for people, employers, and the records between them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from attrs import evolve
from hypothesis import strategies as st

from laborcoop.cooperation.campaign import Agency, Campaign
from laborcoop.cooperation.figures import Hired, RetentionClaim
from laborcoop.cooperation.pairing import Pairing
from laborcoop.employers.contract import ContractKind, Contracts, LaborContract
from laborcoop.employers.employer import Employer
from laborcoop.employers.hours import TimeSheet, WorkDay
from laborcoop.employers.pay import WageRange
from laborcoop.employers.payroll import PaySlip
from laborcoop.employers.post import JobPost
from laborcoop.employers.service import DisabledStaff, PostFilling
from laborcoop.employers.term import Duration, Term
from laborcoop.journey.outcome import Outcome, Reason
from laborcoop.journey.registration import OtherTrip
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.people.assignment import Maternity
from laborcoop.people.entries import DivisionEntry, NameEntry, PhoneEntry
from laborcoop.people.identity_check import NumberEntry
from laborcoop.people.worker import Worker
from laborcoop.testing.annotations import Strategy, several
from laborcoop.testing.building import Values, both_or_neither, built, each_once, in_order, nested
from laborcoop.testing.leaves import amounts, ids, words
from laborcoop.testing.shapes_values import division_codes, names, phones, resident_numbers

_DAY = timedelta(days=1)


def _born_as_numbered(values: Values) -> Values:
    number = values["number"]
    return values if number.is_masked else values | {"born": number.birth_date}


def _two_regions(values: Values) -> Values:
    other = DivisionCode("533300" if values["sending"].code == "440400" else "440400")
    return values | {"receiving": other} if values["sending"] == values["receiving"] else values


def _organised_by_both(values: Values) -> Values:
    first, pairing = values["organisers"][0], values["pairing"]
    sides = (evolve(first, division=division) for division in (pairing.sending, pairing.receiving))
    return values | {"organisers": (*sides, *values["organisers"][1:])}


def _term_as_kind(values: Values) -> Values:
    kind, term = values["kind"], values["term"]
    if kind is ContractKind.FIXED_TERM:
        first = values["first_day"]
        last = term.last if term is not None and term.last is not None else first + 365 * _DAY
        return values | {"term": Term(min(first, last), last)}
    open_ended = kind is ContractKind.OPEN_ENDED and term is not None
    unsigned = {} if kind is not None else {"signed_on": None}
    return values | unsigned | ({"term": evolve(term, last=None)} if open_ended else {})


def _of_one_pair(values: Values) -> Values:
    contracts = tuple(values["contracts"])
    return values | {
        "contracts": tuple(
            evolve(contract, worker=contracts[0].worker, employer=contracts[0].employer) for contract in contracts
        )
    }


def _days_in_a_row(values: Values) -> Values:
    first, given = values["first"], values["days"]
    listed = tuple(evolve(day, on=first + i * _DAY) for i, day in enumerate(given))
    return values | {"days": listed, "last": max(values["last"], first + len(listed) * _DAY)}


def _some_time(values: Values) -> Values:
    return values if values["months"] or values["days"] else values | {"days": 1}


def _enough_staff(values: Values) -> Values:
    return values | {"staff": max(values["staff"], values["disabled"] + values["disabled_from_elsewhere"])}


def _nursed_after_birth(values: Values) -> Values:
    return values if values["birth"] is not None else values | {"nursed_until": None}


def _each_in_one_part(values: Values) -> Values:
    placed = values["placed"]
    spared = values["not_needed"].difference(placed)
    left_out = {worker: why for worker, why in values["left_out"].items() if worker not in placed.keys() | spared}
    came_in = frozenset(placed) | spared | frozenset(left_out)
    return values | {"not_needed": spared, "left_out": left_out, "came_in": came_in}


def _written_numbers() -> Strategy:
    """What a cell may hold: a right number, one spoilt by a spreadsheet or a typist, anything."""
    right = resident_numbers().map(lambda number: number.reveal())
    return st.one_of(
        right,
        st.none(),
        right.map(lambda text: f" {text.lower()}'"),
        right.map(lambda text: text[:-1]),
        right.map(lambda text: text[:6] + text[8:-1]),
        right.map(lambda text: float(text[:17].replace("*", "0"))),
        st.floats(),
        st.integers(),
        st.sampled_from(("0" * 18, "5.33399E+17", "３", "x")),
        words(),
    )


_HOURS = st.decimals(0, 24, places=2) | st.sampled_from((Decimal(0), Decimal(8), Decimal(24)))
_POSITIVE = st.none() | amounts("0.01")


def people_shapes() -> Mapping[type, Strategy]:
    """The strategies of this module, by class."""
    return {
        Worker: built(Worker, _born_as_numbered),
        Maternity: built(
            Maternity,
            in_order("pregnant_since", "birth", "nursed_until"),
            _nursed_after_birth,
            infants=st.integers(1, 3),
        ),
        NumberEntry: built(NumberEntry, written=_written_numbers()),
        NameEntry: built(NameEntry, written=words() | names().map(lambda name: f" {name.reveal()} ")),
        PhoneEntry: built(PhoneEntry, written=st.none() | words() | phones().map(lambda phone: phone.reveal())),
        DivisionEntry: built(DivisionEntry, written=words() | division_codes().map(str)),
        Pairing: built(Pairing, _two_regions),
        Campaign: built(Campaign, _organised_by_both, organisers=several(nested(Agency), least=1)),
        Hired: built(Hired, in_order("on", "left_on"), seen_until=st.none()),
        RetentionClaim: built(RetentionClaim, each_once("cohort", "worker"), days=st.integers(1, 400)),
        Employer: built(Employer, both_or_neither("gate_opens", "gate_closes"), in_order("gate_opens", "gate_closes")),
        JobPost: built(JobPost, in_order("lowest_age", "highest_age")),
        WageRange: built(WageRange, in_order("low", "high"), low=amounts("0.01"), high=amounts("0.01")),
        PaySlip: built(PaySlip, in_order("first", "last")),
        PostFilling: built(PostFilling, in_order("withdrawn", "openings")),
        DisabledStaff: built(DisabledStaff, _enough_staff),
        Duration: built(Duration, _some_time),
        Term: built(Term, in_order("first", "last")),
        WorkDay: built(WorkDay, in_order("overtime", "hours"), hours=_HOURS, overtime=_HOURS),
        TimeSheet: built(TimeSheet, _days_in_a_row, days=several(nested(WorkDay), most=8)),
        LaborContract: built(
            LaborContract,
            _term_as_kind,
            wage=_POSITIVE,
            probation_wage=_POSITIVE,
            lowest_grade_wage=_POSITIVE,
            daily_hours=_POSITIVE,
            weekly_hours=_POSITIVE,
            pay_every_days=st.none() | st.integers(1, 40),
        ),
        Contracts: built(Contracts, _of_one_pair),
        OtherTrip: built(OtherTrip, in_order("depart", "arrive", apart=timedelta(minutes=1))),
        Outcome: built(
            Outcome,
            _each_in_one_part,
            left_out=st.dictionaries(ids("W"), several(nested(Reason), least=1), max_size=3),
        ),
    }
