"""The national pack of China: the rules of the catalogue with the parameters that national texts state."""

from __future__ import annotations

from laborcoop.employers.rules import RULES as EMPLOYER_RULES
from laborcoop.kernel.text import Text
from laborcoop.packs.china import outreach, travel, work
from laborcoop.people.rules import RULES as PEOPLE_RULES
from laborcoop.retention.rules import RULES as LODGING_RULES
from laborcoop.rulebook import RuleBook
from laborcoop.rulebook.parameter import Parameters
from laborcoop.transfer.rules import RULES as TRANSPORT_RULES


def national() -> RuleBook:
    """The book for a programme inside China; a case or another pack adds its own parameters."""
    return RuleBook(
        title=Text("中国（全国）", "China (national)"),
        rules=(*PEOPLE_RULES, *EMPLOYER_RULES, *TRANSPORT_RULES, *LODGING_RULES),
        parameters=Parameters.of((*work.PARAMETERS, *outreach.PARAMETERS, *travel.PARAMETERS)),
    )
