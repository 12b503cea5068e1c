"""People who register for a random programme, and what for.

They go alone, as couples, as households with children, as minors with an adult, as groups of an employer; some are new,
without employer or boarding place. All are invented, in the unallocated area 533399.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from laborcoop.journey import Purpose, Registration
from laborcoop.journey.registration import OtherTrip
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import ConvoyId, EmployerId, PartyId, PlaceId, WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.people import Worker
from laborcoop.testing import synthetic_number
from laborcoop.testing.programme import COUNTY
from laborcoop.transfer import Convoy

ZONE = ZoneInfo("Asia/Shanghai")
FIRST_DAY = date(2023, 2, 5)
EMPLOYERS = 4


def likely(random: Random, percent: int) -> bool:
    """Whether what happens so many times of a hundred happens."""
    return random.randrange(100) < percent


MAN, WOMAN = Sex.MALE, Sex.FEMALE
Member = tuple[Sex, int, bool]
"""The sex, the year of birth, and whether somebody works."""


def _companies(random: Random) -> Iterator[tuple[tuple[Member, ...], bool]]:
    """Those who register together, and whether they go as one party."""
    adult = random.randint(1968, 2003)
    kinds: tuple[tuple[tuple[Member, ...], bool, int], ...] = (
        (((random.choice((MAN, WOMAN)), adult, True),), False, 6),
        (((MAN, adult, True), (WOMAN, adult + 1, True)), True, 5),
        (((MAN, adult, True), (MAN, adult + 2, True)), True, 2),
        (((MAN, 1988, True), (WOMAN, 1990, True), (random.choice((MAN, WOMAN)), 2015, False)), True, 1),
        (((WOMAN, 1985, True), (random.choice((MAN, WOMAN)), 2013, False)), True, 1),
        (((WOMAN, 1960, False), (MAN, 1983, True)), True, 1),
        (((random.choice((MAN, WOMAN)), 2006, True), (random.choice((MAN, WOMAN)), adult, True)), True, 1),
        (((random.choice((MAN, WOMAN)), 2006, True),), False, 1),
        (tuple((random.choice((MAN, WOMAN)), adult + i, True) for i in range(3)), likely(random, 50), 2),
    )
    while True:
        company, party, _ = random.choices(kinds, [weight for *_, weight in kinds])[0]
        yield company, party


def people(random: Random, villages: int, convoys: Sequence[Convoy]) -> Iterator[tuple[Worker, Registration]]:
    """Up to some fifteen who register, each with what for."""
    serial, most = 0, random.randint(2, 13)
    while serial < most:
        company, party = next(_companies(random))
        together = PartyId(f"H-{serial}") if party else None
        employer, village = random.randint(1, EMPLOYERS), random.randint(1, villages)
        apart, batches = likely(random, 40), _batches(random, convoys)
        for sex, year, works in company:
            born = date(year, random.randint(1, 12), random.randint(1, 28))
            worker = Worker(
                id=WorkerId(f"W-{serial:03}"),
                name=PersonName("阿普"),
                sex=sex,
                number=synthetic_number(serial, born, sex),
                born=born,
                registered=COUNTY,
                village=f"第{village if likely(random, 85) else 9}村",
            )
            if apart:
                employer, village = random.randint(1, EMPLOYERS), random.randint(1, villages)
                batches = _batches(random, convoys)
            yield worker, _registration(random, worker, works, employer, village, batches, together)
            serial += 1


def _batches(random: Random, convoys: Sequence[Convoy]) -> frozenset[ConvoyId]:
    wanted = random.choice((0, 0, 0, 1, 2))
    return frozenset(convoy.id for convoy in random.sample(convoys, min(wanted, len(convoys))))


def _registration(
    random: Random,
    worker: Worker,
    works: bool,  # noqa: FBT001 - as it is drawn
    employer: int,
    village: int,
    batches: frozenset[ConvoyId],
    together: PartyId | None,
) -> Registration:
    returns = likely(random, 70)
    purpose = Purpose.RETURN_TO_POST if returns else Purpose.NEW_PLACEMENT
    knows = returns or likely(random, 40)
    until = FIRST_DAY + timedelta(days=random.randint(0, 3)) if likely(random, 5) else None
    leaves = datetime.combine(FIRST_DAY + timedelta(days=random.randint(0, 3)), time(random.randint(0, 23)), ZONE)
    return Registration(
        worker=worker.id,
        purpose=purpose if works else Purpose.ACCOMPANYING,
        employer=EmployerId(f"E-{employer}") if works and knows else None,
        boarding=PlaceId(f"V-{village}") if likely(random, 90 if knows else 50) else None,
        batches=batches,
        available_from=FIRST_DAY + timedelta(days=random.randint(0, 2)) if likely(random, 5) else None,
        available_until=until,
        together=together,
        accepts_other=works and likely(random, 30),
        willing=likely(random, 97),
        other_trip=OtherTrip(depart=leaves, arrive=leaves + timedelta(hours=5)) if likely(random, 4) else None,
        registered_at=datetime(2023, 1, random.randint(1, 20), tzinfo=ZONE) if likely(random, 30) else None,
    )
