"""Titles of the documents' entries; their fields carry theirs in the annotation."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.text import Text

CLASSES: Mapping[str, Text] = {
    "CaseEntry": Text("案例", "case"),
    "CountedEntry": Text("统计数字", "counted figure"),
    "Entry": Text("文档条目", "entry of a document"),
    "FigureEntry": Text("汇总数字", "figure of the summary"),
    "FiguresDocument": Text("年终报表的数字", "figures of a report"),
    "FindingEntry": Text("问题", "finding"),
    "FlagEntry": Text("身份标识", "flag"),
    "GoalEntry": Text("分配目标", "goal of an allocation"),
    "HandoverEntry": Text("交接", "hand-over"),
    "IntakeEntry": Text("花名册行的去向", "what became of the rosters' rows"),
    "JobPosting": Text("招聘岗位", "job posting"),
    "JsonDocument": Text("JSON 文件", "JSON document"),
    "MatchEntry": Text("用人单位和岗位", "employer and post"),
    "MissingEntry": Text("未能统计的指标", "indicator that could not be counted"),
    "PersonEntry": Text("人员", "person"),
    "Placement": Text("安排结果", "placement"),
    "PlanDocument": Text("返岗计划", "planned return"),
    "ProofEntry": Text("证明", "proof"),
    "ReasonEntry": Text("理由", "reason"),
    "RegistrationEntry": Text("报名登记", "registration"),
    "RideEntry": Text("乘车", "ride"),
    "RowEntry": Text("计数明细行", "row that a figure counts"),
    "StageEntry": Text("阶段", "stage"),
    "StayEntry": Text("住宿", "stay"),
    "TripEntry": Text("已购行程", "another trip"),
    "WhereEntry": Text("在文件中的位置", "place in the files"),
    "Words": Text("中英文文本", "text in both languages"),
    "WorkerEntry": Text("务工人员", "worker"),
    "WorkersDocument": Text("务工人员名单", "workers of rosters"),
}

FIELDS: Mapping[str, Text] = {
    "JobPosting.conditions": Text("招聘条件", "conditions"),
    "JobPosting.credit_code": Text("统一社会信用代码", "unified social credit code"),
    "JobPosting.id": Text("岗位编号", "id of the post"),
    "JobPosting.published_on": Text("发布日期", "day of publication"),
    "JobPosting.starts_on": Text("上岗日期", "first day of work"),
    "JobPosting.title": Text("岗位名称", "title of the post"),
    "JobPosting.withdrawn_on": Text("撤回日期", "day of withdrawal"),
    "JsonDocument.kept": Text("各条记录的其他字段", "unknown fields of each record"),
    "JsonDocument.masked": Text("个人信息已遮蔽", "personal data are masked"),
    "JsonDocument.unknown": Text("本程序不认识的字段", "paths of the fields that are not known"),
    "JsonDocument.value": Text("记录", "record"),
    "JsonDocument.version": Text("版本", "version"),
    "Placement.arrives": Text("到厂时间", "at the gate"),
    "Placement.batch": Text("批次", "batch"),
    "Placement.name": Text("姓名", "name"),
    "Placement.number": Text("公民身份号码", "resident number"),
    "Placement.post": Text("岗位", "post"),
    "Placement.reasons": Text("未安排的理由", "why left out"),
    "Placement.village": Text("村", "village"),
    "Placement.worker": Text("人员编号", "id of the worker"),
}
