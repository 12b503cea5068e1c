"""Parameters about lodgings.

Where the catalogue knows only another country's number, a rule that warns takes it as guidance and cites it as what it
is; a rule that excludes gets none here, and a case or a programme's own pack gives it (`laborcoop.packs.rse_lodgings`).
"""

from __future__ import annotations

from datetime import date

from laborcoop.kernel.text import Text
from laborcoop.packs.stated import always
from laborcoop.rulebook import Citation, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import FAIR_RECRUITMENT, ROOMING_RULES, SOURCE_ARTICLE

_ILO = Citation(FAIR_RECRUITMENT, "", Mark.SECONDARY)
_VICTORIA = Citation(ROOMING_RULES, "", Mark.SECONDARY)

_YES = True


def _left_open(name: str, title: Text, unit: str) -> Parameter:
    return Parameter(name=name, title=title, unit=unit, values=())


PARAMETERS: tuple[Parameter, ...] = (
    always("bed_headroom", Text("床上净高下限", "least height above a bed"), "cm", 203, _ILO),
    always("bed_length", Text("床长下限", "least length of a bed"), "cm", 198, _ILO),
    always("bed_tiers", Text("床铺层数上限", "most beds above each other"), "bed", 2, _ILO),
    always("bed_width", Text("床宽下限", "least width of a bed"), "cm", 80, _ILO),
    _left_open("floor_area_per_person", Text("人均住宿面积下限", "least floor area for each person"), "m²/person"),
    always(
        "persons_per_shower", Text("每个淋浴最多使用人数", "most people for a shower"), "person/shower", 10, _VICTORIA
    ),
    always(
        "persons_per_toilet", Text("每个厕所最多使用人数", "most people for a toilet"), "person/toilet", 10, _VICTORIA
    ),
    # The article names prevention among the services "since 2021"; until when, no source that was read says.
    Parameter(
        name="reception_prevention",
        title=Text("接待含防疫服务", "a reception includes epidemic prevention"),
        unit="yes/no",
        values=(DatedValue(value=_YES, source=Citation(SOURCE_ARTICLE, "F088, F093"), since=date(2021, 1, 1)),),
    ),
    always("register_months", Text("住客登记保存月数", "months for which a register is kept"), "month", 12, _VICTORIA),
    _left_open("rent_cap_high", Text("最高档每周租金上限", "cap on a week's rent in the best class"), "currency/week"),
    _left_open(
        "rent_cap_low", Text("最低档每周租金上限", "cap on a week's rent in the plainest class"), "currency/week"
    ),
    _left_open("transit_nights", Text("中转住宿晚数上限", "most nights on the way"), "night"),
)
