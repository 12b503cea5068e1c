"""Titles of cases and plans."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.text import Text

CLASSES: Mapping[str, Text] = {
    "Barred": Text("不能列入计划的记录", "records left out of a plan"),
    "Case": Text("案例", "case"),
    "Intake": Text("花名册行的去向", "what became of the rosters' rows"),
    "Layover": Text("候车", "layover"),
    "Line": Text("汇总数字", "line of a summary"),
    "LocalTrips": Text("接驳安排", "what is left for the local coaches"),
    "Merged": Text("重复的行", "row that repeats another"),
    "Option": Text("可选住宿", "lodging that suits a layover"),
    "Refused": Text("退回的行", "refused row"),
    "ReturnPlan": Text("返岗计划", "planned return"),
    "Summary": Text("汇总", "summary"),
    "TravelCase": Text("出行数据", "case laid out for travelling"),
    "Wait": Text("某人的候车", "somebody's layover"),
}

FIELDS: Mapping[str, Text] = {
    "Barred.employers": Text("不能列入的用人单位及理由", "employers left out, with reasons"),
    "Barred.legs": Text("不能列入的班次及理由", "legs left out, with reasons"),
    "Barred.lodgings": Text("不能列入的住宿处及理由", "lodgings left out, with reasons"),
    "Barred.posts": Text("不能列入的岗位及理由", "posts left out, with reasons"),
    "Barred.workers": Text("不能列入的人员及理由", "workers left out, with reasons"),
    "Case.book": Text("规则库", "rule book"),
    "Case.campaign": Text("协作行动", "campaign"),
    "Case.columns": Text("字段所在的列", "columns of the fields"),
    "Case.convoys": Text("批次", "convoys"),
    "Case.intake": Text("花名册行的去向", "what became of the rosters' rows"),
    "Case.note": Text("说明", "note"),
    "Case.on": Text("计划日", "day on which the plan is made"),
    "Case.stations": Text("劳务工作站", "labour work stations"),
    "Case.synthetic": Text("人员均为虚构", "all people are invented"),
    "Case.waivers": Text("豁免", "waivers"),
    "Intake.merged": Text("重复的行", "rows that repeat another"),
    "Intake.refused": Text("退回的行", "rows refused for their data"),
    "Intake.rows": Text("花名册行数", "rows of the rosters"),
    "Intake.workers": Text("人员及所在的行", "workers and their rows"),
    "Layover.end": Text("去往地点", "where the way goes on"),
    "Layover.since": Text("到达时间", "time of arrival"),
    "Layover.start": Text("到达地点", "place of arrival"),
    "Layover.until": Text("下一班出发时间", "time of the next departure"),
    "Line.key": Text("键", "key"),
    "Line.title": Text("统计内容", "what is counted"),
    "LocalTrips.direct": Text("直达厂门的路线", "ways straight to a gate"),
    "LocalTrips.phases": Text("依次安排的座位需求", "requests by phase"),
    "LocalTrips.proofs": Text("各次选择的证明", "proofs of the choices"),
    "Merged.kept": Text("归入的人员", "worker it belongs to"),
    "Option.onward": Text("离开的接驳路线", "local routes on from it"),
    "Option.there": Text("前往的接驳路线", "local routes to it"),
    "Refused.person": Text("所属人员", "person it is about"),
    "ReturnPlan.handovers": Text("交接", "hand-overs"),
    "ReturnPlan.matches": Text("人岗匹配", "matches"),
    "ReturnPlan.outcomes": Text("各阶段结果", "outcomes of the stages"),
    "Summary.lines": Text("汇总数字", "lines"),
    "TravelCase.barred": Text("不能列入计划的记录", "records left out"),
    "TravelCase.crew": Text("随车人员占座", "seats taken by the crew"),
    "TravelCase.network": Text("合规班次网络", "network of lawful legs"),
    "TravelCase.whole_network": Text("全部班次网络", "network of all legs"),
    "Wait.layover": Text("候车", "layover"),
}
