"""What a field's validator asks of its values, as far as a JSON Schema can say it."""

from __future__ import annotations

from laborcoop.exchange.records.desk import Form
from laborcoop.kernel.bounds import Pattern, Range
from laborcoop.kernel.ids import LONGEST_ID, check_id

_NOT_NEGATIVE = r"^(-?0(\.0+)?|(0|[1-9][0-9]*)(\.[0-9]+)?)$"
"""A decimal number, written as text, that is not below zero; minus nothing is nothing."""


def bounds_of(validator: object, form: Form) -> dict[str, object]:
    """The keywords that state the bounds of a validator for values of a form; none where it knows none."""
    if validator is check_id:
        return {"minLength": 1, "maxLength": LONGEST_ID}
    if isinstance(validator, Pattern):
        return {"pattern": f"^(?:{validator.shape.pattern})$"}
    if not isinstance(validator, Range):
        return {}
    if form.exact is int:
        most = {} if validator.most is None else {"maximum": validator.most}
        return {"minimum": validator.least, **most}
    return {"pattern": _NOT_NEGATIVE} if form.tag == "decimal" and validator.least == 0 else {}
