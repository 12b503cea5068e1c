"""The page in a real browser: both languages, the filters, the search; no request and no error."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from laborcoop.exchange.case import load_case
from laborcoop.exchange.page import write_page
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
EXAMPLE = Path(__file__).parents[2] / "examples" / "spring-return"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--window-size=1360,1000",
)

PROBE = """
<script>
{
  const seen = (selector) => Array.from(document.querySelectorAll(selector), (one) => one.innerText.trim());
  const act = %s;
  for (const [selector, value] of Object.entries(act)) {
    const one = document.querySelector(selector);
    if (one.type === "checkbox") one.checked = value; else one.value = value;
    one.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (innerWidth <= 500) document.body.style.width = "400px";  // a window is no narrower than 500, a phone is
  document.documentElement.dataset.seen = JSON.stringify({
    lang: document.documentElement.lang,
    title: document.title,
    heads: seen("main h2"),
    hero: seen(".hero .value")[0],
    verdicts: seen(".verdict"),
    pressed: seen("[aria-pressed=true]"),
    placeholder: document.querySelector("[name=text]").placeholder,
    shown: seen("#shown")[0],
    rows: Array.from(document.querySelectorAll("table.findings tbody tr")).filter((row) => row.offsetParent).length,
    steps: seen("#way .steps li"),
    why: seen("#way .why li"),
    way: seen("#way")[0],
    candidates: seen("#candidates button").length,
    requests: performance.getEntriesByType("resource").map((entry) => entry.name),
    hidden: Array.from(document.querySelectorAll(".promise td.out"))
      .filter((cell) => cell.getBoundingClientRect().right > document.body.clientWidth).length,
    overlapping: Array.from(document.querySelectorAll(".overview .axis b + b"))
      .filter((day) => day.previousSibling.getBoundingClientRect().right > day.getBoundingClientRect().left + 1).length,
    overflow: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  });
}
</script>
</body>"""

Look = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    return plan_return(load_case(EXAMPLE))


@pytest.fixture(scope="module")
def look(plan: ReturnPlan, tmp_path_factory: pytest.TempPathFactory) -> Look:
    """Open the page at a hash, set fields, and tell what a reader then sees."""
    folder = tmp_path_factory.mktemp("page")
    write_page(plan, folder / "index.html", verified=())
    page = (folder / "index.html").read_text(encoding="utf-8")

    def looked(fragment: str = "", *flags: str, **fields: str | bool) -> dict[str, Any]:
        probe = PROBE % json.dumps({FIELDS[name]: value for name, value in fields.items()})
        (folder / "probed.html").write_text(page.replace("</body>", probe), encoding="utf-8")
        assert CHROMIUM is not None
        done = subprocess.run(  # noqa: S603 - the browser that was found, with arguments of this file
            [
                CHROMIUM,
                *FLAGS,
                *flags,
                f"--user-data-dir={folder / 'profile'}",
                "--dump-dom",
                f"{(folder / 'probed.html').as_uri()}#{fragment}",
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=True,
        )
        assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []
        found = re.search(r'data-seen="([^"]*)"', done.stdout)
        assert found is not None
        seen: dict[str, Any] = json.loads(unescape(found.group(1)))
        return seen

    return looked


FIELDS = {
    "who": "#who",
    "rule": "[name=rule]",
    "file": "[name=file]",
    "text": "[name=text]",
    "block": "[value=BLOCK]",
    "error": "[value=ERROR]",
    "warn": "[value=WARN]",
    "info": "[value=INFO]",
}


@pytest.mark.parametrize(
    ("fragment", "lang", "button", "hero", "first"),
    [
        pytest.param("", "zh-CN", "中文", "997 人", "一个都不能少", id="as it opens"),
        pytest.param("lang=en", "en", "English", "997 persons", "Nobody is lost", id="switched to English"),
        pytest.param("lang=zh", "zh-CN", "中文", "997 人", "一个都不能少", id="kept in Chinese"),
        pytest.param("lang=xx", "zh-CN", "中文", "997 人", "一个都不能少", id="a language it has not"),
    ],
)
def test_one_language_is_seen_at_a_time(
    look: Look, fragment: str, lang: str, button: str, hero: str, first: str
) -> None:
    seen = look(fragment)

    assert (seen["lang"], seen["pressed"]) == (lang, [button])
    assert seen["hero"].replace("\u00a0", " ") == hero
    assert seen["heads"][0] == first
    assert len(seen["heads"]) == 7


def test_the_title_and_the_fields_change_with_the_language(look: Look, plan: ReturnPlan) -> None:
    zh, en = look(), look("lang=en")

    assert (zh["title"], en["title"]) == (plan.case.name.zh, plan.case.name.en)
    assert zh["placeholder"] != en["placeholder"]
    assert zh["verdicts"] != en["verdicts"]


@pytest.mark.parametrize("fragment", ["", "lang=en"])
def test_no_request_leaves_the_page(look: Look, fragment: str) -> None:
    assert look(fragment)["requests"] == []


@pytest.mark.parametrize("width", [1360, 800, 500])
def test_the_page_is_never_wider_than_the_window(look: Look, width: int) -> None:
    assert not look("lang=en", f"--window-size={width},900")["overflow"]


@pytest.mark.parametrize("fragment", ["", "lang=en"])
def test_a_phone_shows_who_is_left_out_at_each_stage_and_days_apart(look: Look, fragment: str) -> None:
    seen = look(fragment, "--window-size=500,900")
    assert (seen["hidden"], seen["overlapping"]) == (0, 0)


def test_a_person_who_travels_is_shown_step_by_step(look: Look, plan: ReturnPlan) -> None:
    worker = plan.travellers[0]
    seen = look(f"lang=en&person={worker}")

    assert len(seen["steps"]) == len(plan.itinerary(worker).steps)
    assert seen["steps"][-1].startswith("hand-over")
    assert look(who=worker.lower())["way"].startswith(worker)


def test_a_person_who_is_left_out_is_shown_with_every_reason(look: Look, plan: ReturnPlan) -> None:
    worker, reasons = max(plan.unplaced.items(), key=lambda item: len(item[1]))
    seen = look(f"lang=en&person={worker}")

    assert [line.split(": ", 1)[1] for line in seen["why"]] == [reason.text.en for reason in reasons]


def test_a_refused_row_is_found_by_its_id(look: Look, plan: ReturnPlan) -> None:
    refused = plan.case.intake.refused[0]
    seen = look(who=refused.subject)

    assert refused.where.file in seen["way"]
    assert len(seen["why"]) == len(refused.findings)


def test_part_of_an_id_offers_candidates(look: Look) -> None:
    assert look(who="w-0")["candidates"] == 24
    assert look(who="nobody at all")["way"] == "没有这个编号"


def test_the_findings_can_be_filtered(look: Look, plan: ReturnPlan) -> None:
    by_severity = {severity.value: count for severity, count in plan.findings.by_severity().items()}
    rule, count = next(iter(plan.findings.excluding().by_rule().items()))
    whole = len(plan.findings)

    assert look("lang=en")["shown"] == f"{whole - by_severity['INFO']} of {whole} shown"
    assert look("lang=en", info=True)["shown"] == f"{whole} of {whole} shown"
    assert look("lang=en", error=False, warn=False)["shown"] == f"{by_severity['BLOCK']} of {whole} shown"
    assert look("lang=en", info=True, rule=rule)["shown"] == f"{count} of {whole} shown"
    assert look("lang=en", info=True, text="no such words")["rows"] == 0


def test_the_findings_of_one_file_are_found(look: Look, plan: ReturnPlan) -> None:
    file = next(finding.where.file for finding in plan.findings if finding.where.file)
    rows = look("lang=en", info=True, file=file)["rows"]

    assert 0 < rows < look("lang=en", info=True)["rows"]
