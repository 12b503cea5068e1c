"""Personal data between two regions: what is handled, on what basis, who gets it, how long it is kept, what is shown.

These records say which kinds of data there are, never the data. The terms are the Personal Information Protection
Law's (个人信息保护法).
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class DataKind(Enum):
    """A kind of personal data, as far as a labour programme has them."""

    NAME = "name"
    RESIDENT_NUMBER = "resident-number"
    PHONE = "phone"
    ADDRESS = "address"
    AGE_AND_SEX = "age-and-sex"
    EDUCATION = "education"
    SKILLS = "skills"
    EMPLOYMENT = "employment"
    WAGE = "wage"
    ETHNICITY = "ethnicity"
    POVERTY_STATUS = "poverty-status"
    BIOMETRICS = "biometrics"
    RELIGION = "religion"
    SPECIFIC_IDENTITY = "specific-identity"
    HEALTH = "health"
    BANK_ACCOUNT = "bank-account"
    MOVEMENT_TRACK = "movement-track"
    UNDER_14 = "under-14"

    @property
    def text(self) -> Text:
        """The kind as it is named in a sentence."""
        return _KINDS[self]

    @classmethod
    def listed(cls, words: str) -> frozenset[DataKind]:
        """The kinds that a list of words names.

        Raises:
            InvalidValue: a word is no kind of data.
        """
        known = {kind.value: kind for kind in cls}
        unknown = sorted(set(words.split()) - set(known))
        if unknown:
            raise InvalidValue(
                Text("不是个人信息种类：{words}", "no kinds of personal data: {words}").format(words=tuple(unknown))
            )
        return frozenset(known[word] for word in words.split())


_KINDS = {
    DataKind.NAME: Text("姓名", "name"),
    DataKind.RESIDENT_NUMBER: Text("身份证号码", "resident number"),
    DataKind.PHONE: Text("电话", "phone"),
    DataKind.ADDRESS: Text("住址", "address"),
    DataKind.AGE_AND_SEX: Text("年龄和性别", "age and sex"),
    DataKind.EDUCATION: Text("文化程度", "education"),
    DataKind.SKILLS: Text("技能", "skills"),
    DataKind.EMPLOYMENT: Text("就业情况", "employment"),
    DataKind.WAGE: Text("工资", "wage"),
    DataKind.ETHNICITY: Text("民族", "ethnicity"),
    DataKind.POVERTY_STATUS: Text("脱贫（监测）身份", "poverty status"),
    DataKind.BIOMETRICS: Text("生物识别", "biometrics"),
    DataKind.RELIGION: Text("宗教信仰", "religion"),
    DataKind.SPECIFIC_IDENTITY: Text("特定身份", "specific identity"),
    DataKind.HEALTH: Text("医疗健康", "health"),
    DataKind.BANK_ACCOUNT: Text("金融账户", "bank account"),
    DataKind.MOVEMENT_TRACK: Text("行踪轨迹", "movement track"),
    DataKind.UNDER_14: Text("不满十四周岁未成年人的信息", "data of children under 14"),
}


class LegalBasis(Enum):
    """Why personal data may be handled (art. 13); all but the first need no consent."""

    CONSENT = "consent"
    CONTRACT = "contract"
    STATUTORY_DUTY = "statutory-duty"
    EMERGENCY = "emergency"
    OTHER_BY_LAW = "other-by-law"


class DataAction(Enum):
    """What is done with data that asks for an impact assessment first (art. 55)."""

    AUTOMATED_DECISION = "automated-decision"
    ENTRUST = "entrust"
    PROVIDE = "provide"
    PUBLISH = "publish"
    SEND_ABROAD = "send-abroad"


@frozen(kw_only=True)
class Consent(Record):
    """A recorded consent: when, to whom the data may go, for what, how, which kinds.

    ``separate`` says that it was given for this alone (单独同意), not with others; ``by_guardian`` that a parent or
    guardian gave it. From ``withdrawn_on`` on it no longer counts.
    """

    given_on: date
    withdrawn_on: date | None = None
    separate: bool = False
    by_guardian: bool = False
    recipient: str = ""
    purpose: str = ""
    method: str = ""
    kinds: frozenset[DataKind] = frozenset()

    def in_force(self, on: date) -> bool:
        """Whether it counts on the day; the day on which it was given does."""
        return self.given_on <= on and (self.withdrawn_on is None or on < self.withdrawn_on)


@frozen(kw_only=True)
class Assessment(Record):
    """An impact assessment with its report: made on a day, kept to ``kept_until`` (included; None: kept on)."""

    on: date
    kept_until: date | None = None


@frozen(kw_only=True)
class DataHandling(Record):
    """One way in which a programme handles personal data, from ``starts_on``.

    ``kinds`` are those collected, ``needed`` those that the purpose needs; ``necessity`` says why sensitive ones are
    needed, ``protected`` whether they are strictly protected (None: not recorded).
    """

    purpose: str
    kinds: frozenset[DataKind]
    needed: frozenset[DataKind]
    starts_on: date
    basis: LegalBasis = LegalBasis.CONSENT
    actions: frozenset[DataAction] = frozenset()
    consent: Consent | None = None
    assessment: Assessment | None = None
    necessity: str = ""
    protected: bool | None = None


@frozen(kw_only=True)
class DataTransfer(Record):
    """Personal data about to go to another region or to an employer.

    ``contact`` is how to reach the recipient; ``assessed_on`` the day of the impact assessment.
    """

    recipient: str
    purpose: str
    method: str
    kinds: frozenset[DataKind]
    on: date
    contact: str = field(default="", repr=False)
    basis: LegalBasis = LegalBasis.CONSENT
    consent: Consent | None = None
    assessed_on: date | None = None


class RecordKind(Enum):
    """A record for which a law may set how long it is kept at least."""

    SERVICE_LEDGER = "service-ledger"
    WAGE_LEDGER = "wage-ledger"
    ASSESSMENT = "assessment"
    OTHER = "other"


@frozen(kw_only=True)
class Retention(Record):
    """How long a record is kept: made, needed until ``needed_until`` (included), deleted on a day (None: not set)."""

    kind: RecordKind
    made_on: date
    needed_until: date
    deleted_on: date | None = None


@frozen(kw_only=True)
class PublishedColumn(Record):
    """A column of a list that everybody may see, and whether its data are masked."""

    kind: DataKind
    masked: bool


@frozen(kw_only=True)
class PublishedTable(Record):
    """A list or table about to be published: its columns of personal data, and its counts of people.

    A count is None where it is suppressed.
    """

    columns: tuple[PublishedColumn, ...] = ()
    counts: tuple[int | None, ...] = ()


@frozen(kw_only=True)
class AutomatedDecision(Record):
    """A decision about a person that a computation prepares or takes, such as a place in an allocation.

    ``significant`` says that it weighs on the person's rights; ``explained`` that the person can have it explained;
    ``machine_only`` that no person looks at it, ``refusable`` that the person can ask for one who does. None: not
    recorded.
    """

    significant: bool = True
    explained: bool | None = None
    machine_only: bool = False
    refusable: bool | None = None
