"""送岗: posts are brought to the villages: fairs and their booths, squads, cadres and resettlement sites."""

from laborcoop.outreach.fair import Booth, RecruitmentFair, attendances, post_times
from laborcoop.outreach.site import Population, ResettlementSite
from laborcoop.outreach.squad import Cadre, CadreLevel, EmploymentSquad

__all__ = [
    "Booth",
    "Cadre",
    "CadreLevel",
    "EmploymentSquad",
    "Population",
    "RecruitmentFair",
    "ResettlementSite",
    "attendances",
    "post_times",
]
