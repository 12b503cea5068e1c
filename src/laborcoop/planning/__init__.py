"""The only place that knows the order: posts, seats, beds, gate.

`check`, `check_hire`, `replan` and `simulate` are modules here; the functions of these names are those of `laborcoop`.
"""

from typing import TYPE_CHECKING

from laborcoop.kernel.lazy import lazy

if TYPE_CHECKING:
    from laborcoop.planning.case import Case, Intake, Merged, Refused
    from laborcoop.planning.convoy_coaches import ConvoyCoaches
    from laborcoop.planning.convoys import PlannedConvoys, plan_convoys
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.spring_return import plan_return
    from laborcoop.planning.stations import StationPlan, plan_station
    from laborcoop.planning.summary import Summary
    from laborcoop.planning.visits import plan_visits
else:  # hidden from type checkers, for whom a module with `__getattr__` has every name
    __getattr__ = lazy(
        __name__,
        {
            "case": "Case Intake Merged Refused",
            "convoy_coaches": "ConvoyCoaches",
            "convoys": "PlannedConvoys plan_convoys",
            "plan": "ReturnPlan",
            "spring_return": "plan_return",
            "stations": "StationPlan plan_station",
            "summary": "Summary",
            "visits": "plan_visits",
        },
    )


__all__ = [
    "Case",
    "ConvoyCoaches",
    "Intake",
    "Merged",
    "PlannedConvoys",
    "Refused",
    "ReturnPlan",
    "StationPlan",
    "Summary",
    "plan_convoys",
    "plan_return",
    "plan_station",
    "plan_visits",
]


def __dir__() -> list[str]:
    return __all__
