"""Why a fair that could have been held is not, and why an employer is not at one that is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from laborcoop.journey import Reason
from laborcoop.kernel.ids import EmployerId, FairId
from laborcoop.kernel.text import Text
from laborcoop.outreach.tour import Touring
from laborcoop.outreach.tour_days import Spot
from laborcoop.outreach.tour_search import Candidate, Found, clash, is_away

_TIME_OVER = Reason(
    code="fairs.time-over",
    text=Text("计算时间用完，未及安排", "the time for the search ran out before it was arranged"),
)


@frozen(kw_only=True)
class Judge:
    """A tour that was found, and the question it answers."""

    question: Touring
    found: Found
    held: Mapping[FairId, Candidate]

    def why_not_held(self, candidate: Candidate) -> Reason:
        """Why a fair with slots has none: its venues are taken, or too few of its employers are free."""
        taken = self._taken()
        in_the_way: set[FairId] = set()
        full = 0
        for slot in candidate.slots:
            days = candidate.wish.held(slot.on)
            others = {taken[slot.venue.id, day] for day in days if (slot.venue.id, day) in taken}
            busy = [self._elsewhere(booth.employer, candidate, slot.spot) for booth in candidate.booths]
            away = [is_away(self.question, booth.employer, candidate.wish, slot.on) for booth in candidate.booths]
            free = sum(not fairs and not is_out for fairs, is_out in zip(busy, away, strict=True))
            if not others and free >= self.question.least_employers:
                return _TIME_OVER
            full += bool(others)
            in_the_way |= others or {fair for fairs in busy for fair in fairs}
        text = Text(
            "可用的 {slots} 个场地日中，{full} 个已被占用，其余的日子能来的企业不足 {least} 家（相冲突的：{fairs}）",
            "of {slots} slots that would do, {full} are taken, and on the others fewer than {least} of its employers "
            "are free (in the way: {fairs})",
        )
        about = tuple(sorted(in_the_way))
        facts = {"slots": len(candidate.slots), "full": full, "least": self.question.least_employers}
        return Reason(code="fairs.no-slot-left", about=about, text=text.format(**facts, fairs=about or "-"))

    def why_absent(self, employer: EmployerId, candidate: Candidate) -> Reason:
        """Why an employer has no booth at a fair that is held."""
        fair = candidate.wish.fair.id
        slot = self.found.slot[fair]
        elsewhere = self._elsewhere(employer, candidate, slot.spot)
        if is_away(self.question, employer, candidate.wish, slot.on):
            text = Text("{day} 企业不能派人", "sends nobody on {day}")
            return Reason(code="fairs.employer-away", text=text.format(day=slot.on))
        if elsewhere:
            text = Text(
                "企业在 {fairs}，同日或路上来不及", "is at {fairs}, on that day or too far away in the days between"
            )
            return Reason(code="fairs.employer-elsewhere", about=elsewhere, text=text.format(fairs=elsewhere))
        if len(self.found.present[fair]) >= slot.venue.stands:
            text = Text("{venue} 的 {stands} 个展位已满", "the {stands} stands of {venue} are taken")
            facts = {"venue": slot.venue.id, "stands": slot.venue.stands}
            return Reason(code="fairs.stands-taken", about=(slot.venue.id,), text=text.format(**facts))
        return _TIME_OVER

    def _taken(self) -> Mapping[tuple[str, date], FairId]:
        """The fair in each venue on each day."""
        return {
            (self.found.slot[fair].venue.id, day): fair
            for fair, candidate in self.held.items()
            for day in candidate.wish.held(self.found.slot[fair].on)
        }

    def _elsewhere(self, employer: EmployerId, candidate: Candidate, spot: Spot) -> tuple[FairId, ...]:
        """The other fairs of an employer that keep it from a fair on a day in a county."""
        return tuple(
            sorted(
                fair
                for fair, other in self.held.items()
                if fair != candidate.wish.fair.id
                and any(booth.employer == employer for booth in self.found.present[fair])
                and clash(self.question, candidate.wish, spot, other.wish, self.found.slot[fair].spot)
            )
        )
