"""Rules and books: in force by day and place, complete, frozen, and never stopping at the first breach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve, frozen

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.rulebook import (
    Breach,
    Citation,
    Context,
    Convention,
    DatedValue,
    Document,
    Locus,
    Parameter,
    Parameters,
    Rule,
    RuleBook,
    Severity,
    rule,
)

ON = date(2023, 2, 6)
WHY = Convention(Text("试验", "of this test"))
MOST = Parameter(name="most", title=Text("上限", "most"), unit="person", values=(DatedValue(value=4, source=WHY),))


@frozen
class Room:
    people: int
    note: str = ""


@frozen
class Suite(Room):
    """A kind of room."""


@rule(
    "XX-01",
    "test.room-full",
    Severity.ERROR,
    subject=Room,
    sources=(WHY,),
    message=Text("{people} 人超过 {most} 人", "{people} people are more than {most}"),
    suggestion=Text("换到 {most} 人以下的房间", "find a room for {most} or fewer"),
    parameters=("most",),
)
def room_full(room: Room, ctx: Context) -> Iterator[Breach]:
    """No more people than the parameter says; one over is a warning."""
    most = ctx.whole("most")
    if room.people > most:
        over = Severity.WARN if room.people == most + 1 else None
        yield Breach({"people": room.people, "most": most}, "people", over)


@rule(
    "XX-02",
    "test.room-noted",
    Severity.INFO,
    subject=Room,
    sources=(WHY,),
    message=Text("有备注", "has a note"),
    since=date(2023, 1, 1),
    until=date(2024, 1, 1),
    region=DivisionCode("440000"),
)
def room_noted(room: Room, _ctx: Context) -> Iterator[Breach]:
    """Two breaches for each note."""
    if room.note:
        yield Breach()
        yield Breach(path="note")


BOOK = RuleBook(title=Text("试验", "test"), rules=(room_full, room_noted), parameters=Parameters.of([MOST]))


@pytest.mark.parametrize(("people", "expected"), [(4, []), (5, [Severity.WARN]), (6, [Severity.ERROR])])
def test_a_breach_becomes_a_finding_of_its_own_or_the_rules_severity(people: int, expected: list[Severity]) -> None:
    found = BOOK.judge(Room(people), "R-1", on=ON)
    assert [finding.severity for finding in found] == expected


def test_a_finding_carries_all_that_the_rule_and_the_breach_know() -> None:
    (finding,) = BOOK.judge(Room(6), "R-1", on=ON, where=Locus("rooms.csv", row=2))
    assert (finding.rule, finding.subject, finding.path, finding.sources) == ("XX-01", "R-1", "people", (WHY,))
    assert finding.message == Text("6 人超过 4 人", "6 people are more than 4")
    assert finding.suggestion == Text("换到 4 人以下的房间", "find a room for 4 or fewer")
    assert finding.where == Locus("rooms.csv", row=2)
    assert not finding.waived


def test_every_rule_and_every_breach_is_told() -> None:
    found = BOOK.judge(Room(6, "noisy"), "R-1", on=ON, region=DivisionCode("440402"))
    assert [(finding.rule, finding.path) for finding in found] == [
        ("XX-01", "people"),
        ("XX-02", ""),
        ("XX-02", "note"),
    ]


@pytest.mark.parametrize(
    ("on", "region", "fires"),
    [
        (date(2022, 12, 31), "440402", False),
        (date(2023, 1, 1), "440402", True),
        (date(2023, 12, 31), "440000", True),
        (date(2024, 1, 1), "440402", False),
        (date(2023, 6, 1), "533301", False),
        (date(2023, 6, 1), None, False),
    ],
)
def test_a_rule_holds_in_its_time_and_place(on: date, region: str | None, fires: bool) -> None:  # noqa: FBT001 - a column of the table
    place = None if region is None else DivisionCode(region)
    assert bool(BOOK.judge(Room(1, "noisy"), "R-1", on=on, region=place)) is fires


def test_a_rule_looks_at_its_class_and_what_derives_from_it() -> None:
    assert BOOK.judge(Suite(9), "R-1", on=ON)
    assert BOOK.judge("a text", "R-1", on=ON) == ()


def test_a_book_gives_its_rules_by_code_and_in_order() -> None:
    assert list(BOOK) == [room_full, room_noted]
    assert BOOK["XX-02"] is room_noted
    with pytest.raises(UnknownName, match="no rule YY-01"):
        BOOK["YY-01"]


def test_a_code_stands_for_one_rule() -> None:
    with pytest.raises(InvalidValue, match=r"used twice: XX-01; parameters missing: -"):
        evolve(BOOK, rules=(room_full, room_full))


def test_a_rule_comes_with_its_parameters() -> None:
    with pytest.raises(InvalidValue, match=r"used twice: -; parameters missing: most"):
        evolve(BOOK, parameters=Parameters())


def test_a_changed_book_is_a_copy() -> None:
    stricter = evolve(room_full, severity=Severity.BLOCK)
    changed = BOOK.with_rules(stricter)
    assert changed["XX-01"] is stricter
    assert BOOK["XX-01"] is room_full
    assert [finding.severity for finding in changed.judge(Room(6), "R-1", on=ON)] == [Severity.BLOCK]


def test_a_rule_can_be_added_or_left_out() -> None:
    assert [known.code for known in BOOK.without("XX-01")] == ["XX-02"]
    assert [known.code for known in BOOK.without("XX-01").with_rules(room_full)] == ["XX-02", "XX-01"]
    with pytest.raises(UnknownName, match="no rule YY-01"):
        BOOK.without("YY-01")


def test_another_programme_changes_a_number_without_touching_code() -> None:
    wider = BOOK.with_parameters(evolve(MOST, values=(DatedValue(value=6, source=WHY),)))
    assert wider.judge(Room(6), "R-1", on=ON) == ()
    assert BOOK.judge(Room(6), "R-1", on=ON)


def test_a_rule_and_its_parameter_arrive_together() -> None:
    empty = RuleBook(title=Text("空", "empty"))
    assert empty.merged([room_full], [MOST]).judge(Room(6), "R-1", on=ON)
    with pytest.raises(InvalidValue, match="parameters missing: most"):
        empty.merged([room_full], [])


GUANGDONG, YUNNAN = DivisionCode("440000"), DivisionCode("530000")
LOCAL = Document("T1", Text("广东条例", "Guangdong regulations"), region=GUANGDONG, since=date(2023, 1, 1))
NATIONAL = Document("T2", Text("条例", "regulations"))


@frozen
class Meeting:
    held_in: DivisionCode | None
    held_on: date = ON
    people: int = 9


@rule(
    "XX-03",
    "test.meeting-full",
    Severity.ERROR,
    subject=Meeting,
    sources=(Citation(NATIONAL, "1"), Citation(LOCAL, "2")),
    message=Text("太多", "too many"),
    parameters=("most",),
    place=lambda meeting: meeting.held_in,
)
def meeting_full(meeting: Meeting, ctx: Context) -> Iterator[Breach]:
    """No more people than the parameter says on the day of the meeting."""
    if meeting.people > ctx.at(ctx.region, meeting.held_on).whole("most"):
        yield Breach()


@rule(
    "XX-04",
    "test.meeting-in-guangdong",
    Severity.INFO,
    subject=Meeting,
    sources=(Citation(LOCAL, "3"),),
    message=Text("在广东", "is in Guangdong"),
    region=GUANGDONG,
    place=lambda meeting: meeting.held_in,
)
def in_guangdong(_meeting: Meeting, _ctx: Context) -> Iterator[Breach]:
    """Every meeting in Guangdong."""
    yield Breach()


HERE = Citation(LOCAL, "4")
MEETINGS = RuleBook(
    title=Text("会议", "meetings"),
    rules=(meeting_full, in_guangdong),
    parameters=Parameters.of(
        [
            evolve(
                MOST, values=(*MOST.values, DatedValue(value=8, source=HERE, since=date(2023, 1, 1), region=GUANGDONG))
            )
        ]
    ),
)


@pytest.mark.parametrize("judged_in", [None, "440402", "533301"])
def test_what_has_a_place_of_its_own_goes_by_the_rules_of_that_place_whoever_judges_it(judged_in: str | None) -> None:
    region = None if judged_in is None else DivisionCode(judged_in)

    def found(place: DivisionCode | None) -> list[str]:
        return [finding.rule for finding in MEETINGS.judge(Meeting(place, people=5), "M-1", on=ON, region=region)]

    assert found(DivisionCode("440402")) == ["XX-04"]
    assert found(DivisionCode("533301")) == ["XX-03"]
    assert found(None) == ["XX-03"]


@pytest.mark.parametrize(
    ("meeting", "sources"),
    [
        (Meeting(DivisionCode("440402")), [HERE, Citation(NATIONAL, "1"), Citation(LOCAL, "2")]),
        (Meeting(DivisionCode("440402"), date(2022, 12, 31)), [Citation(NATIONAL, "1"), Citation(LOCAL, "2"), WHY]),
        (Meeting(YUNNAN), [Citation(NATIONAL, "1"), WHY]),
        (Meeting(None), [Citation(NATIONAL, "1"), WHY]),
    ],
)
def test_a_finding_cites_the_texts_of_its_place_and_the_value_of_its_day(
    meeting: Meeting, sources: list[Citation]
) -> None:
    (finding,) = (one for one in MEETINGS.judge(meeting, "M-1", on=ON, region=GUANGDONG) if one.rule == "XX-03")
    assert list(finding.sources) == sources


def test_a_context_of_ones_own_notes_nothing() -> None:
    context = BOOK.context(ON)
    assert (context.whole("most"), context.read) == (4, None)


def test_a_pack_is_laid_over_a_book_and_laid_on_again_changes_nothing() -> None:
    local = evolve(MOST, values=(DatedValue(value=2, source=WHY, region=YUNNAN),))
    other = evolve(MOST, name="other", values=())
    stricter = evolve(room_full, severity=Severity.BLOCK)
    laid = BOOK.overlaid(title=Text("云南", "Yunnan"), rules=[stricter], parameters=[local, other])
    assert laid.title.en == "Yunnan"
    assert [known.code for known in laid] == ["XX-01", "XX-02"]
    assert laid["XX-01"] is stricter
    assert laid.parameters["other"] == other
    assert laid.context(ON, YUNNAN).whole("most") == 2
    assert laid.context(ON, GUANGDONG).whole("most") == BOOK.context(ON).whole("most") == 4
    assert laid.overlaid(title=laid.title, rules=[stricter], parameters=[local, other]) == laid


def test_a_book_shows_itself_in_a_line_for_it_holds_hundreds_of_rules() -> None:
    shown = repr(RuleBook(title=Text("一册", "one")))
    assert shown == "<RuleBook one: 0 rules, 0 parameters>"


def test_a_rule_is_made_of_all_that_is_said_of_it() -> None:
    def check(_subject: object, _ctx: Context) -> Iterator[Breach]:
        raise NotImplementedError

    def place(_subject: object) -> DivisionCode | None:
        raise NotImplementedError

    made = rule(
        "XX-09",
        "test.all-said",
        Severity.WARN,
        subject=(Room, Meeting),
        sources=(WHY, HERE),
        message=Text("错", "wrong"),
        suggestion=Text("改", "mend it"),
        parameters=("most", "least"),
        since=date(2023, 1, 1),
        until=date(2024, 1, 1),
        region=GUANGDONG,
        place=place,
    )(check)
    assert made == Rule(
        code="XX-09",
        name="test.all-said",
        severity=Severity.WARN,
        subject=(Room, Meeting),
        sources=(WHY, HERE),
        message=Text("错", "wrong"),
        suggestion=Text("改", "mend it"),
        parameters=("most", "least"),
        since=date(2023, 1, 1),
        until=date(2024, 1, 1),
        region=GUANGDONG,
        place=place,
        check=check,
    )


def test_a_rule_of_which_little_is_said_holds_always_everywhere_and_reads_nothing() -> None:
    made = rule("XX-09", "test.little-said", Severity.WARN, subject=Room, sources=(), message=Text("错", "wrong"))
    assert made(room_full.check) == Rule(
        code="XX-09",
        name="test.little-said",
        severity=Severity.WARN,
        subject=Room,
        sources=(),
        message=Text("错", "wrong"),
        suggestion=Text("", ""),
        parameters=(),
        since=None,
        until=None,
        region=None,
        place=None,
        check=room_full.check,
    )


def test_a_finding_says_the_kind_and_the_place_of_its_record_where_they_are_told() -> None:
    where = Locus("rooms.csv", row=2)
    (told,) = BOOK.judge(Room(6), "R-1", on=ON, where=where, kind="room")
    (untold,) = BOOK.judge(Room(6), "R-1", on=ON)
    assert (told.kind, told.where) == ("room", where)
    assert (untold.kind, untold.where) == ("", Locus())
    assert list(room_full.findings(Room(6), "R-1", BOOK.context(ON))) == [untold]
    assert list(room_full.findings(Room(6), "R-1", BOOK.context(ON), where, "room")) == [told]


def test_a_rule_outside_its_time_finds_nothing_and_a_book_goes_on_to_the_next() -> None:
    ended = evolve(room_noted, until=date(2023, 1, 2), code="XX-00")
    book = evolve(BOOK, rules=(ended, room_full))
    assert [finding.rule for finding in book.judge(Room(6, "noisy"), "R-1", on=ON, region=GUANGDONG)] == ["XX-01"]


@pytest.mark.parametrize(
    ("on", "region", "cited"),
    [
        (date(2022, 12, 31), GUANGDONG, ["T2"]),
        (date(2023, 1, 1), GUANGDONG, ["T2", "T1"]),
        (date(2023, 1, 1), DivisionCode("440402"), ["T2", "T1"]),
        (date(2023, 1, 1), YUNNAN, ["T2"]),
        (date(2023, 1, 1), None, ["T2"]),
    ],
)
def test_a_finding_cites_what_is_in_force_on_the_day_and_in_the_place(
    on: date, region: DivisionCode | None, cited: list[str]
) -> None:
    book = evolve(MEETINGS, parameters=Parameters.of([MOST]))
    (finding,) = (one for one in book.judge(Meeting(region, on), "M-1", on=on) if one.rule == "XX-03")
    assert [source.document.key for source in finding.sources if isinstance(source, Citation)] == cited
    assert finding.sources[-1] == WHY


def test_a_text_cited_twice_stands_once_and_a_convention_stands_everywhere() -> None:
    doubled = evolve(room_full, sources=(WHY, Citation(NATIONAL), WHY))
    (finding,) = BOOK.with_rules(doubled).judge(Room(6), "R-1", on=ON)
    assert finding.sources == (WHY, Citation(NATIONAL))
