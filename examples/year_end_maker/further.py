"""What no table holds, for ``records.json``: visitors, intentions, visits, staff, help cases, aid, claims."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from spring_return_maker.frame import COUNTIES, stream
from spring_return_maker.geography import TARGETS

from year_end_maker.people import Person
from year_end_maker.students import Student
from year_end_maker.work import ON, Spell

Item = dict[str, Any]

_FAIRS = 16
_CLAIMED, _CONTRACTS = date(2022, 10, 12), date(2022, 1, 1)
_PAIRING = {"sending": "533300", "receiving": "440400", "period": {"start": "2021-01-01", "end": None}}
_AIDED = 60
_INTENTS, _CLAIMS, _EMPLOYER_CLAIMS, _CASES, _VISITS, _GREETINGS = 90, 48, 10, 18, 26, 9


def records_json(people: Sequence[Person], work: Sequence[Spell], students: Sequence[Student]) -> bytes:
    """The file."""
    items = [
        *_funnels(),
        *_intents(people, work),
        *_outreach(),
        *_staff(),
        *_visits(),
        *_cases(people),
        *_aid(students),
        *_claims(people, work),
    ]
    head = {"format": "laborcoop-records", "version": 1, "masked": False}
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return (json.dumps(head)[:-1] + ', "value": [\n' + lines + "\n]}\n").encode()


def _funnels() -> Iterator[Item]:
    rng = stream("year-end/visitors")
    for number in range(1, _FAIRS + 1):
        yield {"type": "FairFunnel", "fair": f"RF-{number:02}", "visitors": 180 + rng.randrange(400)}


def _intents(people: Sequence[Person], work: Sequence[Spell]) -> Iterator[Item]:
    """Some of those who began in 2021 and 2022 signed at a fair before."""
    rng = stream("year-end/intents")
    cohort = {person.id for person in people if person.cohort in {"2021", "2022"}}
    began = [one for one in work if one.worker in cohort and one.employer]
    fairs = [(f"RF-{number + 1:02}", date(2021, 3, 13) + timedelta(days=45 * number)) for number in range(_FAIRS)]
    for spell in rng.sample(began, _INTENTS):
        held = [fair for fair in fairs if fair[1] < spell.start]
        if held:
            fair, day = held[-1]
            hired = rng.randrange(3) > 0
            yield {
                "type": "HiringIntent",
                "fair": fair,
                "worker": spell.worker,
                "employer": spell.employer,
                "signed_on": str(day),
                **({"hired_on": str(spell.start)} if hired else {}),
            }


def _outreach() -> Iterator[Item]:
    rng = stream("year-end/outreach")
    for number, site in enumerate(TARGETS):
        day = date(2023, 1, 24) + timedelta(days=number % 7)
        yield {
            "type": "Outreach",
            "actor": "squad",
            "squad": f"SQ-{number + 1:02}",
            "on": str(day),
            "site": site.id,
            "reached": 40 + rng.randrange(160),
        }
    for number in range(20):
        day = date(2021, 4, 1) + timedelta(days=33 * number)
        actor = ("village-cadre", "stationed-team")[number % 2]
        yield {
            "type": "Outreach",
            "actor": actor,
            "on": str(day),
            "village": "清泉村",
            "reached": 15 + rng.randrange(60),
        }


def _staff() -> Iterator[Item]:
    for number, county in enumerate(COUNTIES):
        change = date(2022, 7, 1) + timedelta(days=number)
        for place, (start, end) in enumerate(((date(2021, 7, 1), change), (change, None))):
            yield {
                "type": "StationStaff",
                "id": f"ST-{county.key}-{place + 1}",
                "station": "WS-1",
                "delegated_by": county.code,
                "posted": {"start": str(start), "end": None if end is None else str(end)},
                "housed": [{"start": str(start), "end": None if end is None else str(end)}],
            }


def _visits() -> Iterator[Item]:
    for number in range(_VISITS):
        day = date(2021, 8, 3) + timedelta(days=21 * number)
        yield {"type": "Visit", "on": str(day), "employer": f"E-{number % 10 + 1:02}"}
    for number in range(_GREETINGS):
        day = date(2021, 9, 10) + timedelta(days=55 * number)
        yield {"type": "Visit", "on": str(day), "kind": "welfare", "employer": f"E-{number % 3 + 1:02}"}
    for by, to, met in (("533300", "440400", "2022-06-15"), ("440400", "533300", "2022-09-20")):
        yield {"type": "Visit", "on": met, "kind": "exchange", "by": by, "to": to}


def _cases(people: Sequence[Person]) -> Iterator[Item]:
    rng = stream("year-end/cases")
    for number, person in enumerate(rng.sample(people, _CASES)):
        opened = date(2021, 9, 1) + timedelta(days=28 * number)
        closed = opened + timedelta(days=10 + rng.randrange(40))
        done = closed < ON and number % 6 != 5  # noqa: PLR2004 - every sixth is still open
        yield {
            "type": "HelpCase",
            "id": f"HC-{number + 1:02}",
            "worker": person.id,
            "kind": ("wages", "injury", "job-search", "subsidy")[number % 4],
            "opened_on": str(opened),
            "owner": "ST-LS-1",
            "due_on": str(opened + timedelta(days=60)),
            **({"closed_on": str(closed), "resolved_on": [str(closed)], "outcome": "已解决"} if done else {}),
        }


def _aid(students: Sequence[Student]) -> Iterator[Item]:
    """Two instalments a school year for students out of poverty; who has left or graduated got none since."""
    aided = [one for one in students if one.aided and one.graduated is None][:_AIDED]
    for number, one in enumerate(aided, start=1):
        terms = (date(2021, 10, 15), date(2022, 3, 15), date(2022, 10, 15), date(2023, 3, 15))
        due = [day for day in terms if day >= one.enrolled]
        paid = [day + timedelta(days=5) for day in due if day < ON and (one.left is None or day < one.left)]
        ended = {} if one.left is None else {"ended_on": str(one.left), "end": "left-school"}
        yield {
            "type": "StudentAid",
            "id": f"AID-{number:02}",
            "student": one.person.id,
            "placement": one.id,
            "pairing": _PAIRING,
            "due_on": [str(day) for day in due],
            "paid_on": [str(day) for day in paid],
            "instalment": "1500",
            **ended,
        }


def _claims(people: Sequence[Person], work: Sequence[Spell]) -> Iterator[Item]:
    """Claims for 2022 by the values of the case: some too early, some too high, two made in two counties.

    What a claim says of its worker is what rosters and ledgers say.
    """
    rng = stream("year-end/claims")
    before = {person.id: person for person in people if person.cohort == "2022" and person.out_of_poverty}
    long = [one for one in work if one.left_on is None or one.left_on > _CLAIMED]
    spells = [one for one in long if one.worker in before and one.start < date(2022, 6, 1) and one.employer]
    chosen = rng.sample(spells, _CLAIMS)
    for number, spell in enumerate(chosen, start=1):
        item = _claim(f"SC-{number:02}", before[spell.worker], spell)
        if number % 9 == 0:
            item["amount"] = "1200"
        if number % 11 == 0:
            del item["income_proof"]
        if number % 13 == 0:
            item["claimed_on"] = str(spell.start + timedelta(days=60))
        yield item
    for number in (1, 2):
        twice = _claim(f"SC-9{number}", before[chosen[number].worker], chosen[number])
        yield {**twice, "payer": "533324", "claimed_on": "2022-11-02"}
    poor = {person.id: person for person in people if person.out_of_poverty}
    of_a_year = [one for one in long if one.worker in poor and one.employer and one.start <= _CONTRACTS]
    for number, spell in enumerate(rng.sample(of_a_year, _EMPLOYER_CLAIMS), start=1):
        yield {
            "type": "EmployerSubsidyClaim",
            "id": f"EC-{number:02}",
            "kind": "hiring",
            "employer": spell.employer,
            "worker": spell.worker,
            "registered": poor[spell.worker].county,
            "payer": "440400",
            "paired": ["533300"],
            "out_of_poverty": True,
            "contract": {"start": str(_CONTRACTS), "end": "2023-01-01" if number % 4 else "2022-09-01"},
            "insured_since": "2022-01-05",
            "applied_on": "2022-08-10",
            "amount": "5000",
        }


def _claim(name: str, person: Person, spell: Spell) -> Item:
    end = None if spell.left_on is None else str(spell.left_on)
    return {
        "type": "SubsidyClaim",
        "id": name,
        "kind": "travel",
        "worker": person.id,
        "payer": person.county,
        "year": 2022,
        "claimed_on": str(_CLAIMED),
        "amount": "1000",
        "scope": "out-of-province",
        "employed": [{"start": str(spell.start), "end": end}],
        "out_of_poverty": True,
        "income_proof": True,
        "trip_was_free": False,
    }
