"""送岗: fairs, what was offered and who came; squads, the cadres in them, and the sites that they go to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve

from laborcoop.cooperation import Basis, FigureRow
from laborcoop.indicators.indicator import Indicator, Section, lies_in
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.windows import Span
from laborcoop.kernel.counts import Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    Booth,
    EmploymentSquad,
    FairFunnel,
    HiringIntent,
    Outreach,
    OutreachActor,
    RecruitmentFair,
    ResettlementSite,
)

TARGET_SITE = "target_site_population"


def _fairs(ledger: Ledger, window: Period) -> Iterator[tuple[str, RecruitmentFair, date]]:
    """The fairs of the programme that were held in a window, each with its day."""
    for source, fair in ledger.each(RecruitmentFair):
        day = ledger.day(fair.starts)
        if _is_ours(ledger, fair) and day in window:
            yield source, fair, day


def _is_ours(ledger: Ledger, fair: RecruitmentFair) -> bool:
    """Whether a fair is held in the sending region, by the receiving one where the host is recorded."""
    hosted = fair.host is None or fair.host.within(ledger.receiving)
    return fair.division.within(ledger.sending) and hosted and fair.cancelled_on is None


def fairs(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each fair."""
    for source, fair, day in _fairs(ledger, window):
        yield FigureRow(source, fair.id, day, division=fair.division)


def _at(ledger: Ledger, fair: RecruitmentFair, day: date) -> Iterator[tuple[Booth, FigureRow]]:
    """Each booth of a fair with a row for its employer there."""
    for booth in fair.booths:
        both = f"{fair.id}/{booth.employer}"
        source = str(ledger.case.locus("booth", both)) or f"booth {both}"
        yield booth, FigureRow(source, both, day, division=fair.division)


def _booths(ledger: Ledger, window: Period) -> Iterator[tuple[Booth, FigureRow]]:
    """Each booth with a row for its employer at its fair."""
    for _, fair, day in _fairs(ledger, window):
        yield from _at(ledger, fair, day)


def booths(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each employer at each fair."""
    for _, fair, day in _fairs(ledger, window):
        firms: set[EmployerId] = set()
        for booth, row in _at(ledger, fair, day):
            if (firm := ledger.firm(booth.employer)) not in firms:
                firms.add(firm)
                yield row


def employers(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each employer at each fair: it is the employer that is counted."""
    yield from (evolve(row, counted=ledger.firm(booth.employer)) for booth, row in _booths(ledger, window))


def post_times(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each employer at each fair, with the openings that it offered."""
    yield from (evolve(row, amount=booth.openings) for booth, row in _booths(ledger, window))


def posts(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each post at each fair, with its openings there."""
    for source, fair, day in _fairs(ledger, window):
        for booth in fair.booths:
            yield from (FigureRow(source, post, day, n, fair.division) for post, n in booth.posts.items())


def _posts_unsaid(ledger: Ledger, window: Period, region: DivisionCode | None) -> Text | None:
    """A booth that gives its openings in one sum does not say which posts they are."""
    if all(one.posts or not one.openings for one, row in _booths(ledger, window) if lies_in(row, region)):
        return None
    return Text("参会登记没有分岗位写明人数", "the booths do not part their openings by post")


def visitors(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each fair whose visitors were counted."""
    held = {fair.id: (fair, day) for _, fair, day in _fairs(ledger, window)}
    for source, funnel in ledger.each(FairFunnel):
        if funnel.fair in held and funnel.visitors is not None:
            fair, day = held[funnel.fair]
            yield FigureRow(source, fair.id, day, funnel.visitors, fair.division)


def _intents(ledger: Ledger, window: Period, *, hired: bool) -> Iterator[FigureRow]:
    elsewhere = {fair.id for _, fair in ledger.each(RecruitmentFair) if not _is_ours(ledger, fair)}
    for source, one in ledger.each(HiringIntent):
        day = one.hired_on if hired else one.signed_on
        if day is not None and day in window and one.fair not in elsewhere:
            yield FigureRow(source, one.worker, day, division=ledger.home(one.worker))


def intents(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The person of each intention."""
    return _intents(ledger, window, hired=False)


def hires(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The person of each hire that came of an intention."""
    return _intents(ledger, window, hired=True)


def reached(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each visit at which somebody was spoken to."""
    for source, visit in ledger.each(Outreach):
        if visit.on in window and visit.reached:
            place = visit.site or visit.village or visit.household or visit.actor.value
            yield FigureRow(source, place, visit.on, visit.reached)


def _squads(ledger: Ledger) -> Iterator[tuple[str, EmploymentSquad]]:
    """The squads that the sending region's bureau formed, and those whose maker is not recorded."""
    for source, squad in ledger.each(EmploymentSquad):
        if squad.formed_by is None or squad.formed_by.within(ledger.sending):
            yield source, squad


def squads(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each squad of the sending region."""
    yield from (FigureRow(source, squad.id, window.start) for source, squad in _squads(ledger))


def cadres(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each cadre in each squad of the sending region."""
    for source, squad in _squads(ledger):
        for cadre in squad.cadres:
            yield FigureRow(str(ledger.case.locus("cadre", cadre.id)) or source, cadre.id, window.start)


def target_sites(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each site of so many people that it is a target, by the last count up to its last day."""
    last = ledger.case.on if window.end is None else window.end - timedelta(days=1)
    threshold = ledger.case.book.context(last, ledger.sending).whole(TARGET_SITE)
    for source, site in ledger.each(ResettlementSite):
        if site.division.within(ledger.sending) and site.is_target(last, threshold):
            yield FigureRow(source, site.id, window.start, division=site.division)


def sites_served(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """Those of the target sites that a squad of the sending region is assigned to, or that one was at in the window."""
    served = {site for _, squad in _squads(ledger) for site in squad.sites}
    for _, visit in ledger.each(Outreach):
        if visit.site is not None and visit.actor is OutreachActor.SQUAD and visit.on in window:
            served.add(visit.site)
    yield from (row for row in target_sites(ledger, window) if row.counted in served)


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="fairs",
        section=Section.SEND_POSTS,
        title=Text("赴输出地招聘会", "fairs held in the sending region"),
        unit=Unit.FAIR,
        span=Span.WHOLE,
        definition=Text(
            "输入地人社部门在输出地举办、已开始且未取消的招聘会，每场计一次，按开始时刻在行动所用时区的日期归期；"
            "未记录主办地区划的也计入",
            "recruitment fairs held in the sending region by the receiving one, begun and not cancelled, each once, by "
            "the day on which it begins in the campaign's time zone; a fair whose host is not recorded counts",
        ),
        rows=fairs,
        needs=(RecruitmentFair,),
        facts=("F063", "F064", "F065"),
        rules=("FA-12",),
    ),
    Indicator(
        code="attendances",
        section=Section.SEND_POSTS,
        title=Text("参会企业（家次）", "employers at the fairs, attendances"),
        unit=Unit.EMPLOYER_TIME,
        span=Span.WHOLE,
        definition=Text(
            "各场招聘会到场企业数之和；同一企业参加两场计两家次",
            "the sum over the fairs of the employers present: one that was at two fairs is two attendances",
        ),
        rows=booths,
        needs=(RecruitmentFair,),
        facts=("F066",),
        rules=("FA-12",),
    ),
    Indicator(
        code="employers",
        section=Section.SEND_POSTS,
        title=Text("参会企业（家）", "employers at the fairs, each once"),
        unit=Unit.EMPLOYER,
        span=Span.WHOLE,
        definition=Text(
            "参加过所述地区和期间一场或多场招聘会的企业，每家计一次，按其中首次参会归期；"
            "在两县参会的企业两县各计一次，各县之和因此可能大于全州",
            "employers that were at one fair or more of the region and the days, each once, by the first of these; one "
            "at fairs of two counties is counted by each of them, so that counties may make more than the whole region",
        ),
        rows=employers,
        needs=(RecruitmentFair,),
        facts=("F066", "F067"),
        rules=("FA-12",),
    ),
    Indicator(
        code="post_times",
        section=Section.SEND_POSTS,
        title=Text("提供岗位（个次）", "posts offered, post-times"),
        unit=Unit.POST_TIME,
        span=Span.WHOLE,
        definition=Text(
            "各场招聘会上各企业招聘人数之和；同一岗位在两场上提供计两次",
            "the sum over the fairs and employers of the head-count wanted: a post shown at two fairs counts twice",
        ),
        rows=post_times,
        needs=(RecruitmentFair,),
        facts=("F068",),
        rules=("FA-12",),
    ),
    Indicator(
        code="posts",
        section=Section.SEND_POSTS,
        title=Text("提供岗位（个）", "posts offered, each once"),
        unit=Unit.POST,
        span=Span.WHOLE,
        definition=Text(
            "各岗位在所述地区和期间任何一场上的最多招聘人数之和；须分岗位登记；在两县提供的岗位两县各计，"
            "各县之和因此可能大于全州",
            "of each post the most openings at any one fair of the region and the days; the booths must part their "
            "openings by post. A post that was offered in two counties is counted by each of them, so that counties "
            "may make more than the whole region",
        ),
        rows=posts,
        unsaid=_posts_unsaid,
        needs=(RecruitmentFair,),
        facts=("F068",),
        rules=("FA-12",),
    ),
    Indicator(
        code="visitors",
        section=Section.SEND_POSTS,
        title=Text("招聘会到场", "visitors of the fairs"),
        unit=Unit.PERSON_TIME,
        span=Span.WHOLE,
        definition=Text(
            "各场招聘会登记的到场人数之和；不区分是否同一人",
            "the sum of the visitors counted at each fair; whoever came to two counts twice",
        ),
        rows=visitors,
        needs=(FairFunnel,),
        rules=("FA-15",),
    ),
    Indicator(
        code="intents",
        section=Section.SEND_POSTS,
        title=Text("达成就业意向", "persons who signed an intention"),
        unit=Unit.PERSON,
        span=Span.WHOLE,
        definition=Text(
            "期间内在输入地到输出地举办的招聘会上签订过就业意向的人，每人计一次；分县按本人户籍县，外地人只计入总数；意向不是录用",
            "persons who signed one intention or more in the window at fairs held in the sending region by the "
            "receiving one, each once; by the county of their home, so that those from elsewhere are in the whole "
            "alone; an intention is not a hire",
        ),
        rows=intents,
        needs=(HiringIntent,),
        facts=("F072",),
        rules=("FA-15",),
    ),
    Indicator(
        code="hires",
        section=Section.SEND_POSTS,
        title=Text("由意向录用", "hires that came of intentions"),
        unit=Unit.PERSON,
        span=Span.WHOLE,
        definition=Text(
            "期间内由这些招聘会（不论何时举办）上的意向录用的人，每人计一次，按期间内首次录用日期归期；分县按本人户籍县，"
            "外地人只计入总数",
            "persons hired in the window after an intention at such a fair, whenever that was held, each once, by the "
            "day of their first hire in it; by the county of their home, so that those from elsewhere are in the whole "
            "alone",
        ),
        rows=hires,
        needs=(HiringIntent,),
        facts=("F072",),
        rules=("FA-15",),
    ),
    Indicator(
        code="reached",
        section=Section.SEND_POSTS,
        title=Text("走访宣传", "people spoken to in the villages"),
        unit=Unit.PERSON_TIME,
        span=Span.WHOLE,
        definition=Text(
            "村干部、驻村工作队、小分队等历次走访宣传所及人数之和",
            "the sum over the visits of village cadres, stationed teams, squads and others of the people spoken to",
        ),
        rows=reached,
        needs=(Outreach,),
        by_region=False,
        facts=("F069", "F070", "F071"),
    ),
    Indicator(
        code="squads",
        section=Section.SEND_POSTS,
        title=Text("就业小分队", "employment squads"),
        unit=Unit.SQUAD,
        span=Span.CAMPAIGN,
        definition=Text("输出地组建的就业小分队", "squads formed by the sending region for the campaign"),
        rows=squads,
        needs=(EmploymentSquad,),
        basis=Basis.AT_CUTOFF,
        by_region=False,
        facts=("F029", "F076"),
        rules=("SQ-03",),
    ),
    Indicator(
        code="cadres",
        section=Section.SEND_POSTS,
        title=Text("小分队干部", "cadres in the squads"),
        unit=Unit.PERSON,
        span=Span.CAMPAIGN,
        definition=Text(
            "输出地组建的就业小分队中的干部，每人计一次",
            "cadres of the squads formed by the sending region, of all three levels, each once",
        ),
        rows=cadres,
        needs=(EmploymentSquad,),
        basis=Basis.AT_CUTOFF,
        by_region=False,
        facts=("F025", "F026", "F027", "F028"),
        rules=("SQ-03",),
    ),
    Indicator(
        code="target_sites",
        section=Section.SEND_POSTS,
        title=Text("800人以上安置点", "resettlement sites of 800 people or more"),
        unit=Unit.SITE,
        span=Span.CAMPAIGN,
        definition=Text(
            "按最近一次人口数达到目标人数的易地扶贫搬迁安置点；“以上”含本数，人数是规则手册的参数",
            "sites whose last population reaches the number that makes a target, the number included; it is a "
            "parameter of the rule book",
        ),
        rows=target_sites,
        needs=(ResettlementSite,),
        basis=Basis.AT_CUTOFF,
        facts=("F031", "F032", "F033"),
        rules=("SQ-01",),
    ),
    Indicator(
        code="sites_served",
        section=Section.SEND_POSTS,
        title=Text("小分队到达的目标安置点", "target sites that a squad serves"),
        unit=Unit.SITE,
        span=Span.CAMPAIGN,
        definition=Text(
            "目标安置点中有小分队负责或期间到过的", "target sites that a squad is assigned to or was at in the campaign"
        ),
        rows=sites_served,
        whole=target_sites,
        needs=(EmploymentSquad, Outreach),
        basis=Basis.AT_CUTOFF,
        facts=("F077",),
        rules=("SQ-02",),
    ),
)
