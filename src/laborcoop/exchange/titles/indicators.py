"""Titles of counted figures: their windows, their rows, and claims for subsidies and aid as they were judged."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.text import Text

CLASSES: Mapping[str, Text] = {
    "Breakdown": Text("分项数字", "figure in parts"),
    "JudgedAid": Text("资助核查", "aid as it was judged"),
    "JudgedClaim": Text("补贴申请核查", "claim as it was judged"),
    "Measured": Text("统计数字", "counted figure"),
    "Part": Text("分项", "part of a figure"),
    "Reconciled": Text("公布数字核对", "published figure held against the records"),
    "SubsidyReview": Text("补贴申请核查结果", "claims as they were judged"),
    "Windows": Text("报告期", "windows of a report"),
}

FIELDS: Mapping[str, Text] = {
    "Breakdown.by": Text("分项依据", "what it is parted by"),
    "Breakdown.hidden": Text("总数不公布", "total withheld"),
    "Breakdown.parts": Text("各项", "parts"),
    "Breakdown.whole": Text("总数", "whole"),
    "JudgedAid.aid": Text("资助", "aid"),
    "JudgedAid.obstacles": Text("不能发放的理由", "what stands against it"),
    "JudgedAid.payable": Text("可发放的各期", "instalments that may be paid"),
    "JudgedAid.records": Text("与资助不符的案例记录", "records that say otherwise"),
    "JudgedClaim.claim": Text("申请", "claim"),
    "Measured.basis": Text("统计方式", "how it is counted"),
    "Measured.definition": Text("口径编号", "id of the definition"),
    "Measured.pillar": Text("工作板块", "line of work"),
    "Measured.receiving": Text("输入地", "receiving region"),
    "Measured.regions": Text("输出地或其中的地区", "sending region, or parts of it"),
    "Measured.rows": Text("计数明细", "rows that are counted"),
    "Measured.terms": Text("口径", "definition"),
    "Measured.whole": Text("总数", "whole of which it is a part"),
    "Part.hidden": Text("不公布", "withheld"),
    "Part.label": Text("名称", "label"),
    "Part.rows": Text("所计的行", "rows counted"),
    "Reconciled.nearly": Text("“近”的下限（%）", "least share that nearly asks for, per cent"),
    "Reconciled.published": Text("公布的数字", "published figure"),
    "Reconciled.true": Text("记录中的数", "count that the records give"),
    "SubsidyReview.claims": Text("申请", "claims"),
    "SubsidyReview.unheld": Text("没有记录可核对的事实", "facts held against no record"),
    "Windows.campaign": Text("行动期间", "days of the campaign"),
    "Windows.until": Text("最后一天（含）", "last day (included)"),
}
