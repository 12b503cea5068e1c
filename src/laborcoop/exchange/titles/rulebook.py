"""Titles of rules, findings, parameters and sources."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.text import Text

CLASSES: Mapping[str, Text] = {
    "Breach": Text("违反情形", "breach"),
    "Citation": Text("条文引用", "citation"),
    "Context": Text("判断依据的日期和地区", "context of a check"),
    "Convention": Text("惯例", "convention"),
    "DatedValue": Text("分期分地的数值", "dated value"),
    "Difference": Text("规则手册差异", "difference of two books"),
    "Document": Text("法规文件", "document"),
    "Fact": Text("事实", "fact"),
    "Finding": Text("问题", "finding"),
    "Findings": Text("全部问题", "findings"),
    "Locus": Text("在文件中的位置", "place in the files"),
    "Parameter": Text("参数", "parameter"),
    "Parameters": Text("参数表", "parameters of a book"),
    "Requirement": Text("核查项", "item of a checklist"),
    "RuleBook": Text("规则手册", "rule book"),
    "Waiver": Text("豁免", "waiver"),
}

FIELDS: Mapping[str, Text] = {
    "Breach.facts": Text("事实", "facts"),
    "Citation.article": Text("条款", "article"),
    "Citation.document": Text("法规文件", "document"),
    "Citation.note": Text("说明", "note"),
    "Context.read": Text("已读取的数值", "values read"),
    "DatedValue.source": Text("依据", "source"),
    "Difference.after": Text("新增的内容", "what is new"),
    "Difference.before": Text("去掉的内容", "what is gone"),
    "Difference.change": Text("差异", "change"),
    "Document.key": Text("目录标记", "mark in the catalogue"),
    "Document.version": Text("版本", "version"),
    "Fact.value": Text("值", "value"),
    "Finding.facts": Text("事实", "facts"),
    "Finding.kind": Text("对象类别", "kind of record"),
    "Finding.message": Text("问题", "what is wrong"),
    "Finding.sources": Text("依据", "sources"),
    "Finding.suggestion": Text("建议", "what to do"),
    "Finding.waived": Text("已豁免", "waived"),
    "Findings.all": Text("全部问题", "all findings"),
    "Locus.column": Text("列", "column"),
    "Locus.file": Text("文件", "file"),
    "Locus.row": Text("行（从 1 起）", "row, from 1"),
    "Locus.sheet": Text("工作表", "sheet"),
    "Parameter.values": Text("各期各地的数值", "values by date and place"),
    "Parameters.by_name": Text("按名称", "by name"),
    "Requirement.met": Text("是否满足", "whether it is met"),
    "Requirement.what": Text("要求", "what it asks for"),
    "RuleBook.rules": Text("规则", "rules"),
    "Waiver.by": Text("批准人", "decided by"),
    "Waiver.kind": Text("对象类别", "kind of record"),
}
