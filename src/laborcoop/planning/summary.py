"""The figures of a plan, each with its unit: what a leader asks for first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from laborcoop.errors import UnknownName
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.display import table
from laborcoop.kernel.naming import did_you_mean
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Locale, Text
from laborcoop.outreach import attendances, post_times

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

TARGET_SITE = "target_site_population"


@frozen
class Line(Record):
    """One figure: a stable key, what is counted, and the count."""

    key: str
    title: Text
    count: Count


@frozen
class Summary(Record):
    """The figures of a plan, in the order in which they add up."""

    lines: tuple[Line, ...]

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def __getitem__(self, key: str) -> Count:
        """The count under a key.

        Raises:
            UnknownName: no figure has this key; the error names the one that may be meant, or all.
        """
        counts = self.counts()
        if key not in counts:
            raise UnknownName(
                Text("汇总中没有 {key}；{hint}", "the summary has no figure {key}; {hint}").format(
                    key=key, hint=did_you_mean(key, counts, most=len(counts))
                )
            )
        return counts[key]

    def counts(self) -> Mapping[str, Count]:
        """The counts by key."""
        return {line.key: line.count for line in self.lines}

    def render(self, locale: Locale) -> str:
        """A line for each figure."""
        return "\n".join(f"{line.title.render(locale)}: {line.count.render(locale)}" for line in self.lines)

    def __str__(self) -> str:
        return self.render("en")

    def _repr_html_(self) -> str:
        """The figures as a notebook shows them, each with its unit."""
        return table(
            Text("汇总", "summary"), (), [(line.title, line.count.text()) for line in self.lines], most=len(self.lines)
        )


def summarise(plan: ReturnPlan) -> Summary:
    """The figures of a plan."""
    case = plan.case
    intake = case.intake
    people = Unit.PERSON
    returning = sum(match.returns for match in plan.matches.values())
    along = frozenset(one.worker for one in case.registrations if not one.works)
    unplaced = frozenset(plan.unplaced)
    by_batch = _by_batch(plan)
    lines = [
        Line("rows", Text("花名册行数", "roster rows"), Count(intake.rows, Unit.ROW)),
        Line("merged", Text("其中重复", "of them repeated"), Count(intake.repeated, Unit.ROW)),
        Line("persons", Text("人员", "persons"), Count(intake.persons, people)),
        Line("refused", Text("资料退回", "refused for their data"), Count(intake.refused_persons, people)),
        Line("left_out", Text("未安排（均附理由）", "left out, with reasons"), Count(len(unplaced - along), people)),
        Line("travelling", Text("输送到岗", "brought to the gate"), Count(len(plan.matches), people)),
        *(_going_along(len(along & plan.handovers.keys()), len(along & unplaced)) if along else ()),
        *(
            Line(
                f"batch_{batch}",
                Text("第{batch}批", "batch {batch}").format(batch=batch),
                Count(number, people),
            )
            for batch, number in sorted(by_batch.items())
        ),
        Line("batches", Text("批次", "batches"), Count(len(by_batch), Unit.BATCH)),
        Line("returning", Text("返回原企业", "back to their employer"), Count(returning, people)),
        Line("new", Text("新上岗", "matched to a new post"), Count(len(plan.matches) - returning, people)),
        Line(
            "employers",
            Text("接收企业", "employers who receive them"),
            Count(len({match.employer for match in plan.matches.values()}), Unit.EMPLOYER),
        ),
        Line("bed_nights", Text("住宿", "nights lodged"), Count(_bed_nights(plan), Unit.BED_NIGHT)),
        Line("fairs", Text("招聘会", "recruitment fairs"), Count(len(case.fairs), Unit.FAIR)),
        Line("attendances", Text("参会企业", "employers at the fairs"), attendances(case.fairs)),
        Line("post_times", Text("提供岗位", "posts offered at the fairs"), post_times(case.fairs)),
        Line("squads", Text("就业小分队", "employment squads"), Count(len(case.squads), Unit.SQUAD)),
        Line(
            "cadres",
            Text("小分队干部", "cadres in the squads"),
            Count(len({cadre.id for squad in case.squads for cadre in squad.cadres}), people),
        ),
        Line("target_sites", Text("目标安置点", "target resettlement sites"), Count(_targets(plan), Unit.SITE)),
    ]
    return Summary(tuple(lines))


def _going_along(travel: int, left_out: int) -> Iterator[Line]:
    """Those who do no work: apart from workers, so that both with those left out and refused come to all persons."""
    people = Unit.PERSON
    yield Line("accompanying", Text("随行到厂", "brought along to the gate"), Count(travel, people))
    yield Line(
        "accompanying_left_out",
        Text("随行未安排（均附理由）", "who were to go along, left out with reasons"),
        Count(left_out, people),
    )


def _by_batch(plan: ReturnPlan) -> Counter[int]:
    batch_of = {leg.id: convoy.batch for convoy in plan.case.convoys for leg in convoy.legs}
    travelled = {ride.worker: batch_of[ride.leg] for ride in plan.rides if ride.worker in plan.matches}
    return Counter(travelled.values())


def _bed_nights(plan: ReturnPlan) -> int:
    return sum(1 for stay in plan.stays for _ in stay.nights())


def _targets(plan: ReturnPlan) -> int:
    case = plan.case
    threshold = case.book.context(case.on).whole(TARGET_SITE)
    return sum(site.is_target(case.on, threshold) for site in case.sites)
