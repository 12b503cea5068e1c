from __future__ import annotations

import re

from laborcoop.exchange.roster import notices
from laborcoop.exchange.roster.notices import NOTICES


def test_both_wordings_of_a_notice_carry_the_same_facts() -> None:
    for entry in NOTICES.values():
        for text in (entry.message, entry.suggestion):
            zh, en = text.placeholders()
            assert zh == en
            assert text.zh
            assert text.en


def test_the_page_of_the_module_lists_every_notice_with_its_severity() -> None:
    listed = dict(re.findall(r"^(RO-[0-9]{2})  ([A-Z]+) ", notices.__doc__ or "", re.MULTILINE))
    assert listed == {code: entry.severity.value for code, entry in NOTICES.items()}
