"""推岗: students of the sending region at technical schools, their aid, internships, graduation, recommendations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from laborcoop.cooperation import Basis, FigureRow
from laborcoop.indicators.indicator import Indicator, Section, lies_in
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.windows import Span
from laborcoop.kernel.counts import Unit, money
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.training import Internship, StudentAid, TrainingPlacement, TrainingProgramme


def recruited(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The student of each enrolment in the window."""
    yield from (
        FigureRow(source, one.worker, one.enrolled_on, division=home)
        for source, one, home in ledger.placements()
        if one.enrolled_on in window
    )


def enrolled(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The student of each placement that goes on on the last day."""
    last = (window.end or ledger.case.on + timedelta(days=1)) - timedelta(days=1)
    yield from (
        FigureRow(source, one.worker, last, division=home)
        for source, one, home in ledger.placements()
        if one.enrolled(last)
    )


def graduated(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The student of each placement that ended in the window with graduation."""
    yield from (
        FigureRow(source, one.worker, one.graduated_on, division=home)
        for source, one, home in ledger.placements()
        if one.graduated_on is not None and one.graduated_on in window
    )


def recommended(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The graduate of each recommendation that was made after graduation."""
    yield from (
        FigureRow(source, one.worker, offer.on, division=home)
        for source, one, home in ledger.placements()
        for offer in one.recommendations
        if one.graduated_on is not None and one.graduated_on <= offer.on and offer.on in window
    )


def accepted(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """Those of the recommended who accepted an offer in the window."""
    taken = {
        one.worker
        for _, one, _ in ledger.placements()
        for offer in one.recommendations
        if offer.accepted and offer.answered is not None and offer.answered in window
    }
    yield from (row for row in recommended(ledger, window) if row.counted in taken)


def payments(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each instalment of aid that was paid."""
    for source, aid in ledger.each(StudentAid):
        for day in aid.paid_on:
            if day in window and aid.student.registered.within(ledger.sending):
                yield FigureRow(source, f"{aid.id}/{day}", day, division=aid.student.registered)


def paid(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each instalment of aid that was paid and whose amount is recorded: the student, and the fen."""
    for source, aid in ledger.each(StudentAid):
        if aid.instalment is not None and aid.student.registered.within(ledger.sending):
            fen = money(aid.instalment).value
            for day in aid.paid_on:
                if day in window:
                    yield FigureRow(source, aid.student.id, day, amount=fen, division=aid.student.registered)


def _amounts_unsaid(ledger: Ledger, window: Period, region: DivisionCode | None) -> Text | None:
    """Of the instalments paid in the window none says its amount."""
    told, made = (any(lies_in(row, region) for row in rows(ledger, window)) for rows in (paid, payments))
    if told or not made:
        return None
    return Text("发放的资助没有登记金额", "the amounts of the aid that was paid are not recorded")


def aided(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The student of each instalment that was paid."""
    yield from (
        FigureRow(source, aid.student.id, day, division=aid.student.registered)
        for source, aid in ledger.each(StudentAid)
        for day in aid.paid_on
        if day in window and aid.student.registered.within(ledger.sending)
    )


def interns(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The student of each internship that began in the window."""
    for source, one in ledger.each(Internship):
        home = ledger.home(one.student)
        if one.period.start in window and home is not None and home.within(ledger.sending):
            yield FigureRow(source, one.student, one.period.start, division=home)


_SECTION = Section.RECOMMEND
_STUDENTS = (TrainingProgramme, TrainingPlacement)

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="recruited",
        section=_SECTION,
        title=Text("招收学生", "students recruited"),
        unit=Unit.PERSON,
        span=Span.SCHOOL_YEAR,
        definition=Text(
            "本学年入学、户籍在输出地的学生，各院校合计，每人计一次",
            "students registered in the sending region who enrolled in the school year, at all schools, each once",
        ),
        rows=recruited,
        needs=_STUDENTS,
        facts=("F113", "F114", "F115"),
    ),
    Indicator(
        code="enrolled",
        section=_SECTION,
        title=Text("在读学生", "students enrolled"),
        unit=Unit.PERSON,
        span=Span.CUT_OFF,
        definition=Text(
            "截止日在读、户籍在输出地的学生",
            "students registered in the sending region who are enrolled on the last day",
        ),
        rows=enrolled,
        needs=_STUDENTS,
        basis=Basis.AT_CUTOFF,
        facts=("F118",),
    ),
    Indicator(
        code="aided",
        section=_SECTION,
        title=Text("受资助学生", "students who were paid aid"),
        unit=Unit.PERSON,
        span=Span.SCHOOL_YEAR,
        definition=Text(
            "本学年领到一期或多期资助的学生，每人计一次",
            "students who were paid one instalment or more in the school year, each once",
        ),
        rows=aided,
        needs=(StudentAid,),
        facts=("F116", "F117", "F118", "F119"),
        rules=("TP-11", "TP-12"),
    ),
    Indicator(
        code="aid_payments",
        section=_SECTION,
        title=Text("资助发放", "instalments of aid paid"),
        unit=Unit.PAYMENT,
        span=Span.SCHOOL_YEAR,
        definition=Text("本学年发放的资助期数", "instalments of aid paid in the school year"),
        rows=payments,
        needs=(StudentAid,),
        facts=("F116",),
        rules=("TP-11",),
    ),
    Indicator(
        code="aid_amount",
        section=_SECTION,
        title=Text("资助发放金额", "aid paid"),
        unit=Unit.FEN,
        span=Span.SCHOOL_YEAR,
        definition=Text(
            "本学年发放的各期资助金额合计；没有登记金额的不计",
            "the yuan of the instalments of aid paid in the school year; one whose amount is not recorded is not in it",
        ),
        rows=paid,
        unsaid=_amounts_unsaid,
        needs=(StudentAid,),
        facts=("F116",),
        rules=("TP-11",),
    ),
    Indicator(
        code="interns",
        section=_SECTION,
        title=Text("实习学生", "students on an internship"),
        unit=Unit.PERSON,
        span=Span.WHOLE,
        definition=Text(
            "户籍在输出地、期间开始一次或多次实习的学生，每人计一次",
            "students registered in the sending region who began one internship or more in the window, each once",
        ),
        rows=interns,
        needs=(Internship,),
        rules=("TP-01",),
    ),
    Indicator(
        code="graduates",
        section=_SECTION,
        title=Text("毕业学生", "graduates"),
        unit=Unit.PERSON,
        span=Span.WHOLE,
        definition=Text("期间毕业的学生", "students who graduated in the window"),
        rows=graduated,
        needs=_STUDENTS,
        facts=("F120",),
    ),
    Indicator(
        code="recommended",
        section=_SECTION,
        title=Text("推荐就业", "graduates recommended"),
        unit=Unit.PERSON,
        span=Span.WHOLE,
        definition=Text(
            "毕业后被推荐给用人单位的学生，每人计一次；毕业前的推荐不计",
            "graduates recommended to an employer, each once; what was recommended before graduation does not count",
        ),
        rows=recommended,
        needs=_STUDENTS,
        facts=("F121", "F122"),
        rules=("TP-15",),
    ),
    Indicator(
        code="accepted",
        section=_SECTION,
        title=Text("接受推荐", "recommendations accepted"),
        unit=Unit.PERSON,
        span=Span.WHOLE,
        definition=Text(
            "被推荐学生中期间内接受的，占被推荐学生的份额；学生可以不接受",
            "of the graduates recommended, those who accepted an offer in the window; they may decline",
        ),
        rows=accepted,
        whole=recommended,
        needs=_STUDENTS,
        facts=("F121",),
        rules=("TP-15",),
    ),
)
