"""The page as a whole: one file, two languages, nothing personal, nothing from outside, the same bytes each time."""

from __future__ import annotations

import re
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attrs import evolve

from laborcoop.errors import MissingExtra
from laborcoop.exchange.page import render_page, write_page
from laborcoop.journey import Proof
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.planning.case import Case, Intake
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Finding, Findings, Severity

_VOID = {"meta", "link", "input", "br"}


class _Reader(HTMLParser):
    """What is in a page: its tags in balance, its ids, its addresses, the words of each language."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.ids: Counter[str] = Counter()
        self.addresses: list[str] = []
        self.references: list[str] = []
        self.languages: Counter[str] = Counter()
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in _VOID:
            self.open.append(tag)
        if found.get("id"):
            self.ids[found["id"] or ""] += 1
        self.addresses += [
            found[name] or "" for name in ("href", "src", "action", "data", "xlink:href") if name in found
        ]
        self.references += [
            found[name] or "" for name in ("aria-labelledby", "aria-describedby", "for") if name in found
        ]
        if tag in {"span", "tspan"} and "lang" in found:
            self.languages[found["lang"] or ""] += 1

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.fixture(scope="module")
def page(plan: ReturnPlan) -> str:
    return render_page(plan)


def test_the_page_is_well_formed(page: str) -> None:
    found = read(page)

    assert (found.open, found.unbalanced) == ([], [])
    assert [name for name, times in found.ids.items() if times > 1] == []
    assert [name for name in found.references if name not in found.ids] == []


def test_it_needs_nothing_from_outside(page: str) -> None:
    found = read(page)

    assert [address for address in found.addresses if not address.startswith(("#", "data:"))] == []
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|@import|url\(|fetch\(|XMLHttpRequest|WebSocket", page)


def test_its_own_links_lead_somewhere(page: str) -> None:
    found = read(page)
    inside = [address[1:] for address in found.addresses if address.startswith("#")]

    assert [name for name in inside if name not in found.ids and not name.startswith("person=")] == []


def test_every_sentence_stands_in_both_languages(page: str) -> None:
    languages = read(page).languages

    assert languages["zh"] == languages["en"] > 100
    assert set(languages) == {"zh", "en"}


@pytest.mark.parametrize(("locale", "lang", "title"), [("zh", "zh-CN", "小型返岗"), ("en", "en", "A small return")])
def test_it_opens_in_the_language_asked_for(plan: ReturnPlan, locale: str, lang: str, title: str) -> None:
    page = render_page(plan, "zh" if locale == "zh" else "en")

    assert f'<html lang="{lang}">' in page
    assert re.search(rf"<title [^>]*>{title}", page)
    assert page.count('" aria-pressed="true"') == 1


UNRECORDED = {"fairs", "attendances", "post_times", "squads", "cadres", "target_sites"}
"""What the case of this return has no records of: the page says so once."""


def test_every_figure_of_the_summary_is_on_it(plan: ReturnPlan, page: str) -> None:
    for line in plan.summary():
        if line.key in UNRECORDED:
            assert line.count.value == 0
            continue
        assert re.search(
            rf'<b class="num">{line.count.value}</b>&nbsp;<span class="unit"><span lang="zh">{line.count.unit.zh}<',
            page,
        ), line.key
        assert line.title.en in page or line.key in {"merged", "refused", "left_out"}


def test_what_the_case_says_is_escaped(page: str) -> None:
    assert "A small return &lt;test&gt;" in page
    assert "<test>" not in page
    assert page.count("</script>") == 2


def test_it_holds_no_personal_datum(plan: ReturnPlan, page: str) -> None:
    for worker in plan.case.workers:
        assert worker.name.reveal() not in page
        assert worker.number.reveal() not in page
        assert worker.number.masked not in page
    for employer in plan.case.employers:
        assert employer.contact is not None
        assert employer.contact.name.reveal() not in page


def test_the_same_plan_gives_the_same_bytes(case: Case, page: str) -> None:
    turned = evolve(
        case,
        workers=tuple(reversed(case.workers)),
        registrations=tuple(reversed(case.registrations)),
        employers=tuple(reversed(case.employers)),
        places=tuple(reversed(case.places)),
        convoys=tuple(evolve(convoy, legs=tuple(reversed(convoy.legs))) for convoy in reversed(case.convoys)),
        lodgings=tuple(evolve(lodging, rooms=tuple(reversed(lodging.rooms))) for lodging in reversed(case.lodgings)),
        intake=evolve(
            case.intake,
            workers=dict(reversed(list(case.intake.workers.items()))),
            refused=tuple(reversed(case.intake.refused)),
        ),
    )

    assert render_page(plan_return(turned)) == page


def test_it_is_written_as_utf_8_with_plain_line_ends(plan: ReturnPlan, page: str, tmp_path: Path) -> None:
    write_page(plan, tmp_path / "index.html")

    assert (tmp_path / "index.html").read_bytes() == page.encode()
    assert "\r" not in page


def test_a_sound_plan_is_called_verified(page: str) -> None:
    assert "Verified:" in page
    assert "5 of 5 optimised stages proved best" in page


def test_a_plan_that_is_not_sound_says_what_is_wrong(plan: ReturnPlan) -> None:
    fault = Finding(rule="PL-90", severity=Severity.ERROR, subject="W-001", message=Text("座位重复", "a seat twice"))
    page = render_page(plan, verified=(fault,))

    assert "Verified:" not in page
    assert "The independent check found 1 faults" in page
    assert "a seat twice" in page


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        pytest.param(Proof(status="feasible", gap=3), "not proved, gap 3", id="a gap"),
        pytest.param(Proof(status="proved", faults=(Text("错", "a fault"),)), "a fault", id="a fault"),
        pytest.param(Proof(status="proved"), "there was nothing to choose", id="nothing to choose"),
    ],
)
def test_a_stage_shows_how_far_it_is_proved(plan: ReturnPlan, proof: Proof, words: str) -> None:
    first, *others = plan.outcomes

    assert words in render_page(evolve(plan, outcomes=(evolve(first, proof=proof), *others)), verified=())


def test_a_case_without_people_gives_a_page(case: Case) -> None:
    empty = evolve(
        case,
        workers=(),
        registrations=(),
        intake=Intake(rows=0, workers={}),
        findings=Findings(()),
        waivers=(),
        lodgings=(),
        synthetic=False,
        note=NO_TEXT,
    )
    page = render_page(plan_return(empty))
    found = read(page)

    assert (found.open, found.unbalanced) == ([], [])
    for words in ("Nobody travels.", "Nobody needs a bed.", "No row was refused."):
        assert words in page
    assert "Synthetic" not in page


def test_a_waived_finding_is_marked(plan: ReturnPlan) -> None:
    waived = Findings.of(evolve(finding, waived=True) for finding in plan.findings)

    assert page_marks(render_page(evolve(plan, findings=waived), verified=())) > page_marks(render_page(plan))


def page_marks(page: str) -> int:
    return page.count(">waived<")


def test_the_marks_behind_sources_are_explained_where_they_stand(page: str) -> None:
    found = page[page.index('<section id="findings"') :]
    assert "[V2], a secondary page; [U], not verified." in found
    assert "[V2] 为二手页面，[U] 为未核实。" in found


def test_many_records_of_one_finding_fold_away(plan: ReturnPlan) -> None:
    said = Finding(rule="ID-99", severity=Severity.INFO, subject="", message=Text("同", "the same"))
    more = Findings.of([*plan.findings, *(evolve(said, subject=f"W-{i}") for i in range(4))])

    assert '<summary><span lang="zh">4 处</span>' in render_page(evolve(plan, findings=more), verified=())


def test_without_jinja2_the_extra_is_named(plan: ReturnPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)

    with pytest.raises(MissingExtra, match=r"laborcoop\[plan\]"):
        render_page(plan)
