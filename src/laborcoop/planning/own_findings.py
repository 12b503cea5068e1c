"""What a plan itself makes one say, beside what rules find: late starts, full legs, upper beds, families, children.

Each is a record with its finding, so that whoever plans and whoever verifies says it in the same words, and works out
apart from the other whether it is so.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from laborcoop.kernel.ids import LegId, LodgingId, PostId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Finding, Severity
from laborcoop.rulebook.finding import NOWHERE, Locus


@frozen(kw_only=True)
class LateStart:
    """Somebody reaches the gate after the day on which the post starts (PL-02)."""

    worker: WorkerId
    post: PostId
    start: date
    arrives: date

    def finding(self) -> Finding:
        """The finding that says so."""
        return Finding(
            rule="PL-02",
            severity=Severity.WARN,
            subject=self.worker,
            kind="worker",
            message=Text(
                "岗位 {post} 于 {start} 到岗，本人 {arrives} 才到厂",
                "the post {post} starts on {start}; this person arrives on {arrives}",
            ).format(post=self.post, start=self.start, arrives=self.arrives),
            suggestion=Text("与用人单位商定新的到岗日期", "agree on another first day with the employer"),
        )


@frozen(kw_only=True)
class FullLeg:
    """People are left out for want of a seat on a leg, where a larger coach or another one would help (PL-03)."""

    leg: LegId
    seats: int
    people: int
    where: Locus = NOWHERE

    def finding(self) -> Finding:
        """The finding that says so."""
        return Finding(
            rule="PL-03",
            severity=Severity.WARN,
            subject=self.leg,
            kind="leg",
            path="vehicle",
            message=Text(
                "班次 {leg} 座位不够：可供务工人员 {seats} 座，{people} 人因此未安排",
                "leg {leg} has too few seats: {seats} for workers, and {people} people are left out for it",
            ).format(leg=self.leg, seats=self.seats, people=self.people),
            suggestion=Text("换更大的车，或加开一班", "take a larger vehicle, or run another"),
            where=self.where,
        )


@frozen(kw_only=True)
class UpperBeds:
    """People in a lodging who need a lower bed sleep in an upper one: how many, never who (PL-08)."""

    lodging: LodgingId
    people: int

    def finding(self) -> Finding:
        """The finding that says so."""
        return Finding(
            rule="PL-08",
            severity=Severity.WARN,
            subject=self.lodging,
            kind="lodging",
            message=Text(
                "{lodging} 有 {people} 名需要下铺的人员睡上铺",
                "in {lodging} {people} people who need a lower bed sleep in an upper one",
            ).format(lodging=self.lodging, people=self.people),
            suggestion=Text("调换床位，或增加下铺", "change beds with somebody, or add lower beds"),
        )


@frozen(kw_only=True)
class TakenForFamily:
    """Adults of both sexes share family rooms as one party: nothing says that they are a family (PL-19)."""

    lodging: LodgingId
    name: Text
    rooms: int

    def finding(self) -> Finding:
        """The finding that says so."""
        return Finding(
            rule="PL-19",
            severity=Severity.INFO,
            subject=self.lodging,
            kind="lodging",
            message=Text(
                "{lodging} 有 {rooms} 间家庭房由登记同行的成年男女同住，登记没有写明是夫妻或家人",
                "in {lodging} {rooms} family rooms are shared by adults of both sexes who registered together; "
                "no record says that they are a couple or a family",
            ).format(lodging=self.name, rooms=self.rooms),
            suggestion=Text(
                "向本人核实；不是夫妻或家人的，分别登记同行编号",
                "ask them; give those who are neither a party code of their own",
            ),
        )


@frozen(kw_only=True)
class ChildrenApart:
    """Children in a lodging sleep in rooms where no adult of their party does: how many, never who (PL-24)."""

    lodging: LodgingId
    name: Text
    children: int

    def finding(self) -> Finding:
        """The finding that says so."""
        return Finding(
            rule="PL-24",
            severity=Severity.WARN,
            subject=self.lodging,
            kind="lodging",
            message=Text(
                "{lodging} 有 {children} 名须由成年人带领出行的孩子，所住房间里没有同行的成年人",
                "in {lodging} {children} children too young to travel without an adult sleep in a room "
                "without an adult of their party",
            ).format(lodging=self.name, children=self.children),
            suggestion=Text(
                "增加家庭房，或调换床位，让孩子与同行的成年人同住一间",
                "add family rooms, or change beds so that an adult of the party sleeps in the child's room",
            ),
        )
