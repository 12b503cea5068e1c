"""What a reader of a year-end report is told before the figures."""

from __future__ import annotations

from laborcoop.indicators import YearEndReport, window_text
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.planning.unread_files import unread_files


def about(report: YearEndReport) -> tuple[Text, ...]:
    """The days, who reports, whether anybody is real, what was not read."""
    case = report.case
    window = window_text(Period(report.windows.since, report.windows.end))
    organisers = [one.name for one in case.campaign.organisers]
    invented = Text("合成数据，人员均为虚构。", "Synthetic: all people are invented. ") if case.synthetic else NO_TEXT
    said = (
        Text("报告期：{window}", "Report: {window}").format(window=window),
        Text("主办单位：{organisers}", "Organisers: {organisers}").format(organisers=organisers),
        Text(invented.zh + case.note.zh, (invented.en + case.note.en).strip()),
        *unread_files(case),
    )
    return tuple(one for one in said if one.zh)
