"""Rules about lodging people (AC)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.retention.lodging import Lodging, RoomUse
from laborcoop.retention.reception import Reception, ReceptionItem
from laborcoop.retention.room_night import RoomNight
from laborcoop.rulebook.documents import FAIR_RECRUITMENT, PALM_SCHEME, SOURCE_ARTICLE
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Convention, Mark


@rule(
    "AC-01",
    "retention.free-reception",
    Severity.BLOCK,
    subject=(Lodging, Reception),
    sources=(Citation(SOURCE_ARTICLE, "F087–F091"),),
    message=Text(
        "向务工人员收取{item}费用 {charge} 元；接待的防疫、用餐、住宿、送岗四项都应免费",
        "charges workers {charge} yuan for {item}; prevention, food, lodging and the way to the post are free",
    ),
    suggestion=Text("取消收费，由项目经费支付", "drop the charge and let the programme pay"),
)
def free_reception(free: Lodging | Reception, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A worker pays nothing for a lodging, nor for any item of a reception."""
    match free:
        case Lodging() if free.charge > 0:
            yield Breach({"item": ReceptionItem.LODGING.label, "charge": free.charge}, path="charge")
        case Reception():
            for item in ReceptionItem:
                if free.charges.get(item, 0) > 0:
                    facts = {"item": item.label, "charge": free.charges[item]}
                    yield Breach(facts, path=f"charges[{item.value}]")


_SEX = {RoomUse.MEN: Sex.MALE, RoomUse.WOMEN: Sex.FEMALE}
_ROOMS = {RoomUse.MEN: Text("男", "men"), RoomUse.WOMEN: Text("女", "women")}


@rule(
    "AC-02",
    "retention.sexes-apart",
    Severity.ERROR,
    subject=RoomNight,
    sources=(Citation(FAIR_RECRUITMENT, "", Mark.SECONDARY), Citation(PALM_SCHEME, "", Mark.SECONDARY)),
    message=Text("房间 {room}，{night} 夜：{fault}", "room {room}, night of {night}: {fault}"),
    suggestion=Text("把 {workers} 换到合适的房间", "move {workers} to a room that fits"),
)
def sexes_apart(night: RoomNight, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A room for men holds men, one for women women, and a family room one family or party."""
    facts = {"room": night.room.id, "night": night.night}
    if night.room.use is RoomUse.FAMILY:
        parties = {sleeper.party or sleeper.worker for sleeper in night.sleepers}
        if len(parties) > 1:
            fault = Text("家庭房住了 {parties} 家人", "a family room holds {parties} parties").format(
                parties=len(parties)
            )
            yield Breach({**facts, "fault": fault, "workers": _ids(night)}, path="sleepers")
        return
    wrong = tuple(o.worker for o in night.sleepers if o.sex is not _SEX[night.room.use])
    if wrong:
        fault = Text("{use}宿舍住了 {people} 名异性", "a room for {use} holds {people} of the other sex").format(
            use=_ROOMS[night.room.use], people=len(wrong)
        )
        yield Breach({**facts, "fault": fault, "workers": wrong}, path="sleepers")


def _ids(night: RoomNight) -> tuple[str, ...]:
    return tuple(sleeper.worker for sleeper in night.sleepers)


@rule(
    "AC-05",
    "retention.one-person-one-bed",
    Severity.BLOCK,
    subject=RoomNight,
    sources=(
        Convention(Text("一人一床，每晚入住不超过床位", "one person, one bed: on no night more people than beds")),
    ),
    message=Text("房间 {room}，{night} 夜：{fault}", "room {room}, night of {night}: {fault}"),
    suggestion=Text(
        "把多出的人安排到有空床的房间", "move those without a bed of their own to a room that has one free"
    ),
)
def one_person_one_bed(night: RoomNight, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """On each night a bed holds one person, a person has one bed, and the room has that bed."""
    facts = {"room": night.room.id, "night": night.night}
    given = {(sleeper.worker, sleeper.bed) for sleeper in night.sleepers}
    beds = Counter(bed for _, bed in given)
    people = Counter(worker for worker, _ in given)
    if len(people) > night.room.beds:
        fault = Text("{people} 人住 {beds} 张床", "{people} people for {beds} beds")
        yield Breach({**facts, "fault": fault.format(people=len(people), beds=night.room.beds)}, path="sleepers")
    for bed, times in sorted(beds.items()):
        if not 1 <= bed <= night.room.beds:
            fault = Text("没有 {bed} 号床（共 {beds} 张）", "there is no bed {bed} (of {beds})")
            yield Breach({**facts, "fault": fault.format(bed=bed, beds=night.room.beds)}, path=f"beds[{bed}]")
        if times > 1:
            fault = Text("{bed} 号床住了 {times} 人", "bed {bed} holds {times} people")
            yield Breach({**facts, "fault": fault.format(bed=bed, times=times)}, path=f"beds[{bed}]")
    for worker, times in sorted(people.items()):
        if times > 1:
            fault = Text("{worker} 占了 {times} 张床", "{worker} has {times} beds")
            yield Breach({**facts, "fault": fault.format(worker=worker, times=times)}, path="sleepers")


RULES: tuple[AnyRule, ...] = (free_reception, sexes_apart, one_person_one_bed)
