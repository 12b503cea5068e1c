"""Rules about what is counted at fairs (FA-12, FA-15)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import attendances, distinct_posts, employers_present, post_times
from laborcoop.outreach.tally import FairFunnel, FairTally
from laborcoop.rulebook import Breach, Citation, Context, Convention, Severity, rule
from laborcoop.rulebook.documents import SOURCE_ARTICLE
from laborcoop.rulebook.rule import AnyRule


@rule(
    "FA-12",
    "outreach.fair-totals",
    Severity.ERROR,
    subject=FairTally,
    sources=(Citation(SOURCE_ARTICLE),),
    message=Text("报告{what} {said}，按登记应为 {counted}", "{said} {what} are reported; the records give {counted}"),
    suggestion=Text(
        "家次、个次逐场相加；家数只数不同的企业，个数只数不同的岗位。",
        "Attendances and post-times are summed over the fairs; employers and posts are counted once each.",
    ),
)
def fair_totals(tally: FairTally, _ctx: Context) -> Iterator[Breach]:
    """Attendances and post-times are sums over fairs; employers and posts are counted once each."""
    for path, what, said, counted in (
        ("held", Text("场次", "fairs"), tally.held, Count(len(tally.fairs), Unit.FAIR)),
        ("attendances", Text("参会家次", "attendances"), tally.attendances, attendances(tally.fairs)),
        ("employers", Text("参会家数", "employers"), tally.employers, employers_present(tally.fairs)),
        ("post_times", Text("岗位个次", "post-times"), tally.post_times, post_times(tally.fairs)),
        ("posts", Text("岗位个数", "posts"), tally.posts, distinct_posts(tally.fairs)),
    ):
        if said is not None and counted is not None and said != counted.value:
            yield Breach({"what": what, "said": said, "counted": counted.value}, path)


@rule(
    "FA-15",
    "outreach.fair-funnel",
    Severity.INFO,
    subject=FairFunnel,
    sources=(
        Convention(
            Text(
                "意向不是录用：到场、简历、意向、录用、到岗逐级减少",
                "an intention is not a hire: visitors, CVs, intentions, hires and arrivals only grow fewer",
            )
        ),
    ),
    message=Text(
        "{later} {more} 人多于{earlier} {fewer} 人", "there are more {later} ({more}) than {earlier} ({fewer})"
    ),
    suggestion=Text("请核对各级人数的口径。", "Check what was counted at each step."),
)
def fair_funnel(funnel: FairFunnel, _ctx: Context) -> Iterator[Breach]:
    """No step of the way from visitor to arrival counts more persons than the step before it that was counted."""
    for (_, earlier, fewer), (path, later, more) in pairwise(funnel.steps()):
        if more > fewer:
            yield Breach({"earlier": earlier, "fewer": fewer, "later": later, "more": more}, path)


RULES: tuple[AnyRule, ...] = (fair_totals, fair_funnel)
