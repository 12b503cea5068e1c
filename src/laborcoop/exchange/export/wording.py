"""Cells as people read them: 男 for ``male``, 是 for ``true``, the county by its name, lists in one line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from laborcoop.employers.employer import EmployerLabel
from laborcoop.exchange.records.containers import OptionalForm, SetForm, TupleForm
from laborcoop.exchange.records.desk import Form, Reading
from laborcoop.exchange.records.plain import ChoiceForm, TextValueForm, WrittenForm
from laborcoop.exchange.records.record_form import RecordForm
from laborcoop.exchange.records.unions import TYPE, UnionForm
from laborcoop.journey import Purpose
from laborcoop.journey.itinerary import StepKind
from laborcoop.kernel.divisions import DivisionCode, find_division
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.text import Locale, Text
from laborcoop.rulebook import Citation, Convention

_MEMBERS: Mapping[Enum, Text] = {
    Sex.MALE: Text("男", "male"),
    Sex.FEMALE: Text("女", "female"),
    Education.NONE: Text("未上学", "none"),
    Education.PRIMARY: Text("小学", "primary"),
    Education.JUNIOR_SECONDARY: Text("初中", "junior secondary"),
    Education.SENIOR_SECONDARY: Text("高中", "senior secondary"),
    Education.COLLEGE: Text("大专", "college"),
    Education.UNIVERSITY: Text("本科", "university"),
    EmployerLabel.KEY: Text("重点企业", "key enterprise"),
    EmployerLabel.QUALITY: Text("优质企业", "quality enterprise"),
    EmployerLabel.MAJOR_ABSORBER: Text("用工大户", "major absorber"),
    Purpose.RETURN_TO_POST: Text("返岗", "return"),
    Purpose.NEW_PLACEMENT: Text("新增", "new placement"),
    Purpose.ACCOMPANYING: Text("随行", "goes along"),
    PlaceKind.VILLAGE: Text("村", "village"),
    PlaceKind.RESETTLEMENT_SITE: Text("安置点", "resettlement site"),
    PlaceKind.STOP: Text("停靠点", "stop"),
    PlaceKind.STATION: Text("车站", "station"),
    PlaceKind.LODGING: Text("住宿处", "lodging"),
    PlaceKind.GATE: Text("厂门", "gate"),
    StepKind.COACH: Text("客车", "coach"),
    StepKind.TRAIN: Text("列车", "train"),
    StepKind.FLIGHT: Text("航班", "flight"),
    StepKind.STAY: Text("住宿", "stay"),
    StepKind.HANDOVER: Text("交接", "hand-over"),
}
_YES, _NO = Text("是", "yes"), Text("否", "no")
_BETWEEN, _APART = Text("、", ", "), Text("；", "; ")


def worded_cell(form: Form, cell: Any, locale: Locale) -> str:  # noqa: ANN401 - any JSON
    """A cell as it is printed; empty where there is none.

    Args:
        form: how the values of its column stand in JSON.
        cell: what stands there.
        locale: the language.
    """
    inner = form.inner if isinstance(form, OptionalForm) else form
    if cell is None:
        return ""
    if isinstance(inner, RecordForm):
        return _worded_record(inner, cell, locale)
    if isinstance(inner, (TupleForm, SetForm)):
        between = _APART if isinstance(inner.inner, RecordForm) else _BETWEEN
        return between.render(locale).join(worded_cell(inner.inner, item, locale) for item in cell)
    return _worded_value(inner, cell, locale)


def _worded_record(form: RecordForm, cell: Mapping[str, Any], locale: Locale) -> str:
    """A record within a cell: what is known of it, in the order of its fields."""
    if form.kind is Text:
        return str(cell[locale])
    parts = (worded_cell(slot.form, cell[slot.key], locale) for slot in form.slots)
    return " ".join(part for part in parts if part)


def _worded_union(form: UnionForm, cell: Any, locale: Locale) -> str:  # noqa: ANN401 - any JSON
    """One of several kinds of value, as that kind is worded; a source as it is cited under a finding."""
    if isinstance(cell, dict) and TYPE not in cell:
        [(mark, item)] = cell.items()
        return worded_cell(form.marked[mark], item, locale)
    if not isinstance(cell, dict):
        return worded_cell(form.bare[type(cell)], cell, locale)
    value = form.read(cell, None, Reading(masked=True))
    if isinstance(value, (Citation, Convention)):
        return value.text().render(locale)
    tagged = form.record_named(cell[TYPE])
    return _worded_record(tagged, cell, locale) if isinstance(tagged, RecordForm) else str(cell)


def _worded_value(form: Form, cell: object, locale: Locale) -> str:
    if isinstance(form, UnionForm):
        return _worded_union(form, cell, locale)
    if isinstance(form, ChoiceForm):
        return _member_text(form, cell).render(locale)
    if isinstance(form, WrittenForm) and form.kind is datetime:
        # To the minute, with its offset: a table may be read where the clock is another.
        return str(cell).replace("T", " ").replace(":00+", "+")
    if isinstance(form, TextValueForm) and form.kind is DivisionCode:
        found = find_division(DivisionCode(str(cell)))
        return found.name.render(locale) if found else str(cell)
    if isinstance(cell, bool):
        return (_YES if cell else _NO).render(locale)
    return str(cell) if isinstance(cell, (str, int, float)) else json.dumps(cell, ensure_ascii=False, sort_keys=True)


def _member_text(form: ChoiceForm, plain: object) -> Text:
    """The word for a member: its own label, the one above, or else its value."""
    member = next(value for written, value in form.members if written == plain)
    own = getattr(member, "label", None) or getattr(member, "text", None)
    return own if isinstance(own, Text) else _MEMBERS.get(member, Text.same(str(plain)))
