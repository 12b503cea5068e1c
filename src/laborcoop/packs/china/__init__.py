"""The national pack of China: the rules of the catalogue with the parameters that national texts state."""

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
    epidemic,
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
from laborcoop.retention.rules_station import RULES_STATION
from laborcoop.rulebook import Parameter, RuleBook
from laborcoop.rulebook.parameter import Parameters
from laborcoop.rulebook.rule import AnyRule
from laborcoop.training.rules import RULES_TRAINING
from laborcoop.transfer.rules import RULES as TRANSPORT_RULES
from laborcoop.transfer.rules_carrier import RULES_CARRIER
from laborcoop.transfer.rules_fares import RULES_FARES
from laborcoop.transfer.rules_health import RULES_HEALTH

RULES: tuple[AnyRule, ...] = (
    *PEOPLE_RULES,
    *PRIVACY_RULES,
    *EMPLOYER_RULES,
    *DISPATCH_RULES,
    *SERVICE_RULES,
    *RULES_LABOR,
    *TRANSPORT_RULES,
    *RULES_CARRIER,
    *RULES_FARES,
    *RULES_HEALTH,
    *LODGING_RULES,
    *RULES_LODGING,
    *FAIR_RULES,
    *RULES_STATION,
    *RULES_SQUADS,
    *RULES_TRAINING,
    *RULES_SUBSIDY,
    *RULES_FIGURES,
    *RULES_MECHANISM,
)

PARAMETERS: tuple[Parameter, ...] = (
    *work.PARAMETERS,
    *outreach.PARAMETERS,
    *protection.PARAMETERS,
    *privacy.PARAMETERS,
    *staffing.PARAMETERS,
    *travel.PARAMETERS,
    *carriers.PARAMETERS,
    *epidemic.PARAMETERS,
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
    """The book for a programme inside China; a case or another pack adds its own parameters."""
    return RuleBook(title=Text("中国（全国）", "China (national)"), rules=RULES, parameters=Parameters.of(PARAMETERS))
