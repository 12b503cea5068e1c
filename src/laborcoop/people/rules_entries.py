"""Rules about codes, phones, names and what may be logged: ID-15 to ID-19."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.kernel.divisions import meant_instead
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.people.entries import DivisionEntry, Member, NameEntry, OutgoingText, PhoneEntry
from laborcoop.rulebook import Breach, Citation, Context, Convention, Mark, Severity, rule
from laborcoop.rulebook.documents import (
    DIVISION_CODES,
    IDENTITY_CARD_LAW,
    PERSONAL_INFORMATION_LAW,
    RESIDENT_NUMBER_STANDARD,
    SOURCE_ARTICLE,
)
from laborcoop.rulebook.rule import AnyRule


@rule(
    "ID-15",
    "people.division-code",
    Severity.ERROR,
    subject=DivisionEntry,
    sources=(Citation(DIVISION_CODES), Citation(RESIDENT_NUMBER_STANDARD)),
    message=Text("{fault}", "{fault}"),
    suggestion=Text("请写当天使用的六位区划代码。", "Give the six-digit code in use on that day."),
)
def division_code(entry: DivisionEntry, _ctx: Context) -> Iterator[Breach]:
    """A division code has six digits, lies in a division that exists, and was in force on the day."""
    fault = entry.fault()
    if fault is not None:
        yield Breach({"fault": fault}, "division")


@rule(
    "ID-16",
    "people.from-the-sending-region",
    Severity.WARN,
    subject=Member,
    sources=(Citation(SOURCE_ARTICLE, "F095"),),
    message=Text(
        "户籍地 {registered} 不在本项目的输出地 {sending}",
        "is registered in {registered}, outside the sending region {sending}",
    ),
    suggestion=Text("{meant}请核对户籍，或改列其他项目。", "{meant}Check the register, or list the worker elsewhere."),
)
def from_the_sending_region(member: Member, ctx: Context) -> Iterator[Breach]:
    """The county of household registration lies in the sending region; residence and birthplace do not count."""
    registered = member.worker.registered
    if not registered.within(member.sending):
        near = meant_instead(registered, member.sending, ctx.on)
        meant = Text("是否应为 {codes}？", "Did you mean {codes}? ").format(codes=near) if near else NO_TEXT
        yield Breach({"registered": registered, "sending": member.sending, "meant": meant}, "registered")


@rule(
    "ID-17",
    "people.phone",
    Severity.WARN,
    subject=PhoneEntry,
    sources=(Convention(Text("大陆手机号码的形式", "the form of a mobile number of the mainland"), Mark.UNVERIFIED),),
    message=Text(
        "手机号码不是 11 位数字，或不以 13 至 19 开头",
        "the phone is not a mobile number of 11 digits that starts with 13 to 19",
    ),
    suggestion=Text("请与本人核对；家人可共用一个号码。", "Ask the worker; members of a family may share one number."),
)
def phone(entry: PhoneEntry, _ctx: Context) -> Iterator[Breach]:
    """A mobile number has 11 digits and starts with 13 to 19; none at all is no breach, nor is one that is shared."""
    if not (entry.is_missing or entry.is_mobile):
        yield Breach({}, "phone")


@rule(
    "ID-18",
    "people.name",
    Severity.WARN,
    subject=NameEntry,
    sources=(
        Convention(
            Text("姓名整体保存，保留间隔号，不拆分姓和名", "a name is kept whole, middle dot and all, and never split"),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text(
        "姓名应为 {least} 至 {most} 个字符，不含数字", "a name is {least} to {most} characters without digits"
    ),
    suggestion=Text("请与身份证核对。", "Compare with the card."),
    parameters=("name_shortest", "name_longest"),
)
def name(entry: NameEntry, ctx: Context) -> Iterator[Breach]:
    """A name has 2 to 25 characters and no digit; a middle dot is one of them."""
    least, most, length = ctx.whole("name_shortest"), ctx.whole("name_longest"), entry.length()
    if length is None or not least <= length <= most:
        yield Breach({"least": least, "most": most}, "name")


@rule(
    "ID-19",
    "people.numbers-stay-masked",
    Severity.BLOCK,
    subject=OutgoingText,
    sources=(Citation(PERSONAL_INFORMATION_LAW, "51(3)"), Citation(IDENTITY_CARD_LAW, "13")),
    message=Text("文本含有 {count} 个未遮蔽的身份证号码", "the text holds unmasked resident numbers: {count}"),
    suggestion=Text("请只写遮蔽后的号码或登记编号。", "Write the masked number or the worker's id."),
)
def numbers_stay_masked(outgoing: OutgoingText, _ctx: Context) -> Iterator[Breach]:
    """What is logged or sent shows a resident number masked, never whole."""
    count = outgoing.numbers()
    if count:
        yield Breach({"count": count}, "text")


RULES: tuple[AnyRule, ...] = (division_code, from_the_sending_region, phone, name, numbers_stay_masked)
