"""What somebody decides about a worker, and on what grounds; what a hiring form asks."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from attrs import field, frozen

from laborcoop.kernel.duties import Duties
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class DecisionKind(Enum):
    """What is decided. A filter that keeps people from a post refuses them."""

    REFUSE = "refuse"
    CUT_PAY = "cut-pay"
    DISMISS = "dismiss"


class DecisionGround(Enum):
    """The reason given, recorded, or built into a filter."""

    PREGNANCY = "pregnancy"
    BIRTH = "birth"
    NURSING = "nursing"
    ETHNICITY = "ethnicity"
    RACE = "race"
    SEX = "sex"
    RELIGION = "religion"
    RURAL = "rural"
    DISABILITY = "disability"
    PATHOGEN = "pathogen"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The ground as it is named in a sentence."""
        return _GROUNDS[self]


_GROUNDS = {
    DecisionGround.PREGNANCY: Text("怀孕", "pregnancy"),
    DecisionGround.BIRTH: Text("生育", "childbirth"),
    DecisionGround.NURSING: Text("哺乳", "nursing"),
    DecisionGround.ETHNICITY: Text("民族", "ethnicity"),
    DecisionGround.RACE: Text("种族", "race"),
    DecisionGround.SEX: Text("性别", "sex"),
    DecisionGround.RELIGION: Text("宗教信仰", "religion"),
    DecisionGround.RURAL: Text("农村劳动者身份", "coming from the country"),
    DecisionGround.DISABILITY: Text("残疾", "disability"),
    DecisionGround.PATHOGEN: Text("传染病病原携带", "carrying a pathogen"),
    DecisionGround.OTHER: Text("其他", "another ground"),
}


@frozen(kw_only=True)
class PersonnelDecision(Record):
    """A decision about a worker for a post, with all its grounds. They may be health data and are never shown.

    ``duties`` are those of the post, None where not recorded; ``listed_unsuitable`` whether a state rule names the post
    as unsuitable for women; ``work_closed_to_carriers`` whether the state forbids it to carriers, and
    ``cleared`` whether the worker is cured or no longer suspected.
    """

    kind: DecisionKind
    grounds: frozenset[DecisionGround] = field(repr=False)
    sex: Sex | None = None
    duties: Duties | None = None
    listed_unsuitable: bool = False
    work_closed_to_carriers: bool = False
    cleared: bool = field(default=False, repr=False)


class Refusable(Enum):
    """What a worker may say no to."""

    PROGRAMME = "programme"
    POST = "post"
    TRANSPORT = "transport"

    @property
    def text(self) -> Text:
        """The thing as it is named in a sentence."""
        return _REFUSABLE[self]


_REFUSABLE = {
    Refusable.PROGRAMME: Text("参加劳务协作", "the programme"),
    Refusable.POST: Text("推荐的岗位", "the post"),
    Refusable.TRANSPORT: Text("安排的车辆", "the transport"),
}


@frozen(kw_only=True)
class Participation(Record):
    """How a worker came to take part, and what a refusal cost.

    ``voluntary`` is None where nobody recorded the worker's wish; ``lost_for`` is what the worker refused and lost
    eligibility for refusing.
    """

    voluntary: bool | None = None
    lost_for: frozenset[Refusable] = frozenset()


class Question(Enum):
    """What a hiring form must not ask."""

    MARRIAGE = "marriage"
    CHILDBIRTH = "childbirth"
    PREGNANCY_TEST = "pregnancy-test"

    @property
    def text(self) -> Text:
        """The question as it is named in a sentence."""
        return _QUESTIONS[self]


_QUESTIONS = {
    Question.MARRIAGE: Text("婚姻状况", "marital status"),
    Question.CHILDBIRTH: Text("生育状况", "children or plans for them"),
    Question.PREGNANCY_TEST: Text("妊娠检查", "a pregnancy test"),
}

_WORDINGS = (
    (Question.MARRIAGE, r"婚(?!庆)|配偶|marital|married|marriage|spouse"),
    (Question.CHILDBIRTH, r"婚育|生育(?!保险|津贴)|子女|小孩|child(?! labou?r)"),
    (Question.PREGNANCY_TEST, r"孕|妊娠|hcg|pregnan"),
)


@frozen
class HiringForm(Record):
    """The labels of what a form, an interview or a medical check for hiring asks."""

    labels: tuple[str, ...]

    def questions(self) -> tuple[tuple[int, Question], ...]:
        """The position of each label that asks what it must not, and what it asks."""
        return tuple(
            (position, question)
            for position, label in enumerate(self.labels)
            for question, pattern in _WORDINGS
            if re.search(pattern, re.sub(r"\s+", " ", unicodedata.normalize("NFKC", label)).casefold())
        )
