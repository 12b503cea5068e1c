"""Every record class of the domain has a form in JSON, or stands among the few that are no data, with its reason."""

from __future__ import annotations

from collections import Counter

import pytest

from laborcoop.exchange.records.classes import NO_DATA, all_records, record_classes
from laborcoop.exchange.records.forms import form_of
from laborcoop.exchange.records.record_form import RecordForm
from laborcoop.kernel.record import Record

_ALL = list(all_records())


@pytest.mark.parametrize("kind", [kind for kind in _ALL if kind.__name__ not in NO_DATA])
def test_a_record_class_has_a_form(kind: type[Record]) -> None:
    form = form_of(kind)
    assert form.tag == kind.__name__
    if isinstance(form, RecordForm):
        assert [slot.key for slot in form.slots]


def test_the_tag_of_a_class_is_its_own() -> None:
    assert [name for name, count in Counter(kind.__name__ for kind in _ALL).items() if count > 1] == []


def test_what_is_no_data_is_there_and_says_why() -> None:
    assert set(NO_DATA) <= {kind.__name__ for kind in _ALL}
    assert all(NO_DATA.values())


def test_the_library_has_the_records_that_a_document_may_name() -> None:
    named = record_classes()
    assert len(named) > 200
    assert {"Worker", "Employer", "JobPost", "Convoy", "WorkStation", "TrainingPlacement", "Finding"} <= set(named)
    assert not set(named) & set(NO_DATA)


def test_an_annotation_without_a_form_is_a_mistake_of_the_programme() -> None:
    with pytest.raises(TypeError, match=r"'complex'.* has no form in JSON"):
        form_of(complex)
