"""A reading function made for one class, as attrs makes its constructor: a line for each field, and no loop.

A loop over the fields costs more than all that is done in it. Whatever is not as this library writes it goes to the
slower functions that are handed in, and they see to every fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from laborcoop.errors import LaborcoopError
from laborcoop.exchange.records.containers import OptionalForm
from laborcoop.exchange.records.desk import At, Form, Reading
from laborcoop.kernel.record import unchecked

Read = Callable[[Any, At, Reading], object]

_HEAD = """\
def read(value, at, reading):
    if type(value) is not dict or len(value) != {count} or reading.masked:
        return other(value, at, reading)
    faults = reading.faults
    before = len(faults)
    try:
{looked_up}
    except KeyError:
        return other(value, at, reading)
{read}
    if len(faults) == before:
        try:
            made = new(kind)
            init(made, {given})
            return made
        except LaborcoopError as error:
            refused = error.text
    else:
        refused = None
    return refuse({{{again}}}, before, refused, at, reading)
"""


def _line(n: int, form: Form) -> str:
    """The line that reads one field, left out for what is right as it stands."""
    known = [f"type(v{n}) is not exact{n}"] * (form.exact is not None)
    known += [f"v{n} is not None"] * isinstance(form, OptionalForm)
    line = f"v{n} = read{n}(v{n}, (at, key{n}), reading)"
    return f"    if {' and '.join(known)}:\n        {line}" if known else f"    {line}"


def reader_of(kind: type, fields: Iterable[tuple[str, Form]], other: Read, refuse: Callable[..., object]) -> Read:
    """The reading function of a class.

    Args:
        kind: the class.
        fields: what its constructor takes, by name, and how each stands in JSON.
        other: reads whatever is no object of exactly these fields.
        refuse: notes the faults of what was read, or of the whole.
    """
    given = list(fields)
    names: dict[str, object] = {
        "kind": kind,
        "new": object.__new__,
        "init": unchecked(kind),  # the forms have looked at the kinds
        "other": other,
        "refuse": refuse,
        "LaborcoopError": LaborcoopError,
    }
    for n, (key, form) in enumerate(given):
        inner = form.inner if isinstance(form, OptionalForm) else form
        names |= {f"key{n}": key, f"read{n}": inner.read, f"exact{n}": form.exact}
    source = _HEAD.format(
        count=len(given),
        looked_up="\n".join(f"        v{n} = value[key{n}]" for n in range(len(given))) or "        pass",
        read="\n".join(_line(n, form) for n, (_, form) in enumerate(given)),
        given=", ".join(f"{key}=v{n}" for n, (key, _) in enumerate(given)),
        again=", ".join(f"key{n}: v{n}" for n in range(len(given))),
    )
    # The source is made of the template and of the names of fields, which are identifiers; of nothing in a document.
    exec(source, names)  # noqa: S102 - see the line above
    made: Read = names["read"]  # type: ignore[assignment] # what the source defines
    return made
