"""A labour contract (劳动合同) as it was agreed, signed, handed out and ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from laborcoop.employers.term import Duration, Term
from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import AMOUNT
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import ContractId, EmployerId, WorkerId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class ContractKind(Enum):
    """The kinds of contract (劳动合同法, arts 12 to 15 and 68)."""

    FIXED_TERM = "fixed-term"
    OPEN_ENDED = "open-ended"
    TASK_BASED = "task-based"
    PART_TIME = "part-time"


class ContractContent(Enum):
    """The nine mandatory contents (劳动合同法, art. 17), in the order of the article."""

    EMPLOYER = "employer"
    WORKER = "worker"
    TERM = "term"
    WORK_AND_PLACE = "work-and-place"
    HOURS_AND_REST = "hours-and-rest"
    PAY = "pay"
    SOCIAL_INSURANCE = "social-insurance"
    PROTECTION = "protection"
    OTHER_BY_LAW = "other-by-law"

    @property
    def label(self) -> Text:
        """The content in the words of the article."""
        return _CONTENTS[self]


_CONTENTS = {
    ContractContent.EMPLOYER: Text("用人单位名称、住所和负责人", "name, seat and head of the employer"),
    ContractContent.WORKER: Text("劳动者姓名、住址和证件号码", "name, address and identity number of the worker"),
    ContractContent.TERM: Text("合同期限", "term"),
    ContractContent.WORK_AND_PLACE: Text("工作内容和工作地点", "work and place of work"),
    ContractContent.HOURS_AND_REST: Text("工作时间和休息休假", "working hours, rest and leave"),
    ContractContent.PAY: Text("劳动报酬", "pay"),
    ContractContent.SOCIAL_INSURANCE: Text("社会保险", "social insurance"),
    ContractContent.PROTECTION: Text(
        "劳动保护、劳动条件和职业危害防护", "protection, conditions and safeguards against occupational hazards"
    ),
    ContractContent.OTHER_BY_LAW: Text("法律、法规规定的其他事项", "what other laws and regulations ask for"),
}


class Party(Enum):
    """The two parties of a contract."""

    EMPLOYER = "employer"
    WORKER = "worker"

    @property
    def label(self) -> Text:
        """The party as a sentence names it."""
        return Text("用人单位", "the employer") if self is Party.EMPLOYER else Text("劳动者", "the worker")


@frozen(kw_only=True)
class Offer(Record):
    """What was offered when the worker was recruited, at a fair or elsewhere; what was not said is empty (CT-14).

    ``wage`` is the lower figure in yuan a month, ``weekly_hours`` the hours a week.
    """

    wage: Decimal | None = field(default=None, validator=AMOUNT)
    work: str = ""
    division: DivisionCode | None = None
    weekly_hours: Decimal | None = field(default=None, validator=AMOUNT)


@frozen(kw_only=True)
class Leaving(Record):
    """The end of a contract and what the employer did about it; None where it was not done (CT-17)."""

    on: date
    certificate_on: date | None = None
    insurance_moved_on: date | None = None
    file_moved_on: date | None = None


@frozen(kw_only=True)
class LaborContract(Record):
    """A worker's contract with an employer; it may be unlawful and still be a record, the rules say so.

    ``first_day`` is the day from which the worker works (用工之日); ``signed_on`` the day of the written contract, None
    where there is none. ``kind`` and ``term`` are what was agreed, None where nothing was. ``division`` is the place
    of work; ``standards_of`` the employer's registered place where its standards were agreed on (EM-05). ``wage``,
    ``probation_wage`` and ``lowest_grade_wage`` (the lowest grade of the same post) are yuan a month. ``contents`` are
    the mandatory contents found in the text and ``held_by`` who holds a signed copy, None where nobody looked.
    ``daily_hours`` are hours a day on average; ``pay_every_days`` the days between two payments.

    The last three fields are what an open-ended contract depends on (CT-11): the worker asked for a fixed term; it is
    a subsidised public-welfare post; there are grounds of arts 39 or 40(1), (2).

    Raises:
        InvalidValue: a fixed term without a last day, an open-ended one with one, a signed contract of no kind, a
            number that is not above zero.
    """

    id: ContractId = field(validator=check_id)
    worker: WorkerId
    employer: EmployerId
    division: DivisionCode
    first_day: date
    signed_on: date | None = None
    kind: ContractKind | None = None
    term: Term | None = None
    standards_of: DivisionCode | None = None
    work: str = ""
    wage: Decimal | None = field(default=None, validator=AMOUNT)
    probation: Duration | None = None
    probation_wage: Decimal | None = field(default=None, validator=AMOUNT)
    lowest_grade_wage: Decimal | None = field(default=None, validator=AMOUNT)
    daily_hours: Decimal | None = field(default=None, validator=AMOUNT)
    weekly_hours: Decimal | None = field(default=None, validator=AMOUNT)
    pay_every_days: int | None = None
    contents: frozenset[ContractContent] | None = None
    held_by: frozenset[Party] | None = None
    offer: Offer | None = None
    leaving: Leaving | None = None
    worker_asked_fixed_term: bool = False
    public_welfare_post: bool = False
    grounds_to_dismiss: bool = field(default=False, repr=False)

    def __attrs_post_init__(self) -> None:
        last = None if self.term is None else self.term.last
        if (
            (self.kind is ContractKind.FIXED_TERM and last is None)
            or (self.kind is ContractKind.OPEN_ENDED and last is not None)
            or (self.kind is None and self.signed_on is not None)
        ):
            raise InvalidValue(
                Text(
                    "固定期限合同须有终止日，无固定期限合同没有终止日，已签订的合同须有种类",
                    "a fixed term must have a last day, an open-ended one must have none, and a signed "
                    "contract must have a kind",
                )
            )
        numbers = (self.wage, self.probation_wage, self.lowest_grade_wage, self.daily_hours, self.weekly_hours)
        if 0 in numbers or (self.pay_every_days is not None and self.pay_every_days < 1):
            raise InvalidValue(Text("工资、工时和支付周期应为正数", "wages, hours and pay cycles must be above zero"))

    @property
    def starts_on(self) -> date:
        """The first day of the term, else the first working day: where probation begins."""
        return self.first_day if self.term is None else self.term.first

    @property
    def ended_on(self) -> date | None:
        """The last day: that of leaving, else that of the term; None where it goes on."""
        if self.leaving is not None:
            return self.leaving.on
        return None if self.term is None else self.term.last


def _in_order(contracts: Iterable[LaborContract]) -> tuple[LaborContract, ...]:
    return tuple(sorted(contracts, key=lambda contract: (contract.starts_on, contract.id)))


@frozen
class Contracts(Record):
    """The contracts of one worker with one employer, in order of time (CT-08, CT-11).

    Raises:
        InvalidValue: they are not of one worker and one employer, or one is entered twice.
    """

    contracts: tuple[LaborContract, ...] = field(converter=_in_order)

    def __attrs_post_init__(self) -> None:
        parties = {(contract.worker, contract.employer) for contract in self.contracts}
        if len(parties) > 1 or len({contract.id for contract in self.contracts}) < len(self.contracts):
            raise InvalidValue(
                Text(
                    "应为同一劳动者与同一用人单位的合同，每份一次",
                    "the contracts must be of one worker with one employer, each once",
                )
            )
