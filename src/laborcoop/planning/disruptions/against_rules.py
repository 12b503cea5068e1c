"""What rules find against a leg that people ride all the same: it is under way, and whoever is aboard stays aboard.

Nobody boards such a leg any more. Its crew and its captain are to set it right: a rest, another driver, another hour.
"""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.ids import LegId
from laborcoop.kernel.text import Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.rulebook import Finding
from laborcoop.transfer import Leg


def against_rules(before: ReturnPlan, after: ReturnPlan) -> Mapping[LegId, tuple[Text, ...]]:
    """By leg what is found anew that excludes it, or a driver who has still to drive it, while it is under way."""
    known = {_essence(finding) for finding in before.findings.excluding()}
    new = [finding for finding in after.findings.excluding() if _essence(finding) not in known]
    ridden = {ride.leg for ride in after.rides} if new else set()
    found = {}
    for leg_id in sorted(ridden):
        leg = after.legs()[leg_id]
        if after.log.is_past(leg.depart) and not after.log.is_past(leg.arrive):
            asked = {("leg", str(leg.id)), *(("driver", driver) for driver in _still_to_drive(after, leg))}
            said = tuple(_said(finding) for finding in new if (finding.kind, finding.subject) in asked)
            if said:
                found[leg.id] = said
    return found


def _essence(finding: Finding) -> tuple[object, ...]:
    return finding.kind, finding.subject, finding.rule, finding.message


def _still_to_drive(plan: ReturnPlan, leg: Leg) -> set[str]:
    """The drivers of the sections that are not over."""
    return {
        str(section.driver)
        for section in leg.sections()
        if section.driver is not None and not plan.log.is_past(section.arrive)
    }


def _said(finding: Finding) -> Text:
    return _SAID.format(subject=finding.subject, rule=finding.rule, what=finding.message, suggestion=finding.suggestion)


_SAID = Text("{subject}（{rule}）：{what}；{suggestion}", "{subject} ({rule}): {what}; {suggestion}")
