"""The national pack of China: the rules that hold in the whole country, with the parameters that its texts state.

A rule that a region's texts alone state is brought by that region's pack (`laborcoop.packs.guangdong`), and so is the
region's value of a national parameter.
"""

from __future__ import annotations

from laborcoop.cooperation.rules import RULES as PRIVACY_RULES
from laborcoop.cooperation.rules_figures import RULES_FIGURES
from laborcoop.cooperation.rules_mechanism import RULES_MECHANISM
from laborcoop.cooperation.rules_subsidy import RULES_SUBSIDY
from laborcoop.employers.rules import RULES as EMPLOYER_RULES
from laborcoop.employers.rules_dispatch import RULES as DISPATCH_RULES
from laborcoop.employers.rules_labor import RULES_LABOR
from laborcoop.employers.rules_service import RULES as SERVICE_RULES
from laborcoop.kernel.text import Text
from laborcoop.outreach.rules import RULES as FAIR_RULES
from laborcoop.outreach.rules_squads import RULES_SQUADS
from laborcoop.packs.china import (
    carriers,
    contracts,
    fairs,
    figures,
    hours,
    internships,
    lodgings,
    mechanism,
    outreach,
    privacy,
    protection,
    staffing,
    stations,
    subsidies,
    travel,
    work,
)
from laborcoop.people.rules import RULES as PEOPLE_RULES
from laborcoop.retention.rules import RULES as LODGING_RULES
from laborcoop.retention.rules_lodging import RULES_LODGING
from laborcoop.retention.rules_reception import RULES_RECEPTION
from laborcoop.retention.rules_station import RULES_STATION
from laborcoop.rulebook import Parameter, RuleBook
from laborcoop.rulebook.parameter import Parameters
from laborcoop.rulebook.rule import AnyRule
from laborcoop.training.rules import RULES_TRAINING
from laborcoop.transfer.rules import RULES as TRANSPORT_RULES
from laborcoop.transfer.rules_carrier import RULES_CARRIER
from laborcoop.transfer.rules_fares import RULES_FARES

REGIONAL = frozenset({"FA-09", "FA-10", "SB-02", "SB-03", "SB-04", "SB-07", "TR-17"})
"""Rules of the verbs that no text of the whole country states, or none that is still in force."""

_RULES: tuple[AnyRule, ...] = (
    *PEOPLE_RULES,
    *PRIVACY_RULES,
    *EMPLOYER_RULES,
    *DISPATCH_RULES,
    *SERVICE_RULES,
    *RULES_LABOR,
    *TRANSPORT_RULES,
    *RULES_CARRIER,
    *RULES_FARES,
    *LODGING_RULES,
    *RULES_LODGING,
    *RULES_RECEPTION,
    *FAIR_RULES,
    *RULES_STATION,
    *RULES_SQUADS,
    *RULES_TRAINING,
    *RULES_SUBSIDY,
    *RULES_FIGURES,
    *RULES_MECHANISM,
)
RULES: tuple[AnyRule, ...] = tuple(rule for rule in _RULES if rule.code not in REGIONAL)

PARAMETERS: tuple[Parameter, ...] = (
    *work.PARAMETERS,
    *outreach.PARAMETERS,
    *protection.PARAMETERS,
    *privacy.PARAMETERS,
    *staffing.PARAMETERS,
    *travel.PARAMETERS,
    *carriers.PARAMETERS,
    *lodgings.PARAMETERS,
    *contracts.PARAMETERS,
    *hours.PARAMETERS,
    *fairs.PARAMETERS,
    *stations.PARAMETERS,
    *internships.PARAMETERS,
    *subsidies.PARAMETERS,
    *figures.PARAMETERS,
    *mechanism.PARAMETERS,
)


def national() -> RuleBook:
    """What holds in the whole of China; a region's pack, a programme's or a case adds its own rules and values.

    Unless a book is given, `load_case`, `check_hire` and `read_roster` judge by the larger `china_with_regions`.
    """
    return RuleBook(title=Text("中国（全国）", "China (national)"), rules=RULES, parameters=Parameters.of(PARAMETERS))
