"""Parameters about recruitment fairs."""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import HR_MARKET_RULES, LARGE_EVENTS

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        name="large_event_visitors",
        title=Text("大型群众性活动的最低预计人数（含）", "visitors from which an event is a large one (included)"),
        unit="person",
        values=(DatedValue(value=1000, source=Citation(LARGE_EVENTS, "2")),),
    ),
    Parameter(
        name="city_permit_visitors",
        title=Text(
            "县级与市级公安机关许可的分界人数", "visitors at which the permit passes from county to city police"
        ),
        unit="person",
        values=(DatedValue(value=5000, source=Citation(LARGE_EVENTS, "12")),),
    ),
    Parameter(
        name="permit_at_the_boundary",
        title=Text(
            "恰为分界人数时由谁许可：county 县级，city 市级，open 未定（给出警告）",
            "who grants the permit at exactly that number: county, city, or open (a warning)",
        ),
        unit="county|city|open",
        values=(
            DatedValue(
                value="open",
                source=Convention(
                    Text(
                        "第12条“5000人以下”“5000人以上”都包括 5000 人",
                        "art. 12 says '5000 or fewer' and '5000 or more': both include 5000",
                    ),
                    Mark.UNVERIFIED,
                ),
            ),
        ),
    ),
    Parameter(
        name="permit_lead_days",
        title=Text("申请安全许可须提前的天数", "days before the event by which the permit is asked for"),
        unit="day",
        values=(DatedValue(value=20, source=Citation(LARGE_EVENTS, "13")),),
    ),
    # No national text says so: a region's pack does where it holds.
    Parameter(
        name="fair_is_brokerage",
        title=Text("现场招聘会属于职业中介，须持证", "a fair is job brokerage and needs a licence"),
        unit="yes/no",
        values=(),
    ),
    Parameter(
        name="service_ledger_years",
        title=Text("服务台账的保存年限", "years for which the ledger of services is kept"),
        unit="year",
        values=(DatedValue(value=2, source=Citation(HR_MARKET_RULES, "33")),),
    ),
)
