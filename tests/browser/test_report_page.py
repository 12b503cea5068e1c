"""The report's page in a real browser: both languages, nothing wider than a phone, no request and no error."""

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
from laborcoop.exchange.report.page import report_page
from laborcoop.indicators import Disclosure, year_end_report
from laborcoop.rulebook import Findings

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
EXAMPLE = Path(__file__).parents[2] / "examples" / "year-end"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--enable-logging=stderr")

PROBE = """
<script>
{
  const seen = (selector) => Array.from(document.querySelectorAll(selector), (one) => one.innerText.trim());
  document.querySelector("[data-language=%s]").click();
  if (innerWidth <= 500) document.body.style.width = "400px";  // a window is no narrower than 500, a phone is
  document.documentElement.dataset.seen = JSON.stringify({
    lang: document.documentElement.lang,
    title: document.title,
    heads: seen("main h2"),
    heroes: seen(".heroes > div"),
    pressed: seen("[aria-pressed=true]"),
    curve: document.querySelector(".curve").getAttribute("aria-label"),
    requests: performance.getEntriesByType("resource").map((entry) => entry.name),
    hidden: Array.from(document.querySelectorAll("tbody tr"))
      .filter((row) => row.children[1].matches(".n"))
      .filter((row) => row.children[1].getBoundingClientRect().right > document.body.clientWidth)
      .map((row) => row.innerText),
    cut: Array.from(document.querySelectorAll("tbody tr"))
      .filter((row) => row.children[1].matches(".n") && !row.lastElementChild.matches(".n"))
      .filter((row) => row.lastElementChild.getBoundingClientRect().right > document.body.clientWidth)
      .map((row) => row.innerText),
    overflow: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  });
}
</script>
</body>"""

Look = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Look:
    """Open the page, press a language, and tell what a reader then sees."""
    folder = tmp_path_factory.mktemp("report")
    report = year_end_report(load_case(EXAMPLE), findings=Findings(()), published={"post_times": "近5000个次"})
    page = report_page(Disclosure.of(report), "zh")

    def looked(language: str, width: int = 1280) -> dict[str, Any]:
        (folder / "probed.html").write_text(page.replace("</body>", PROBE % language), encoding="utf-8")
        assert CHROMIUM is not None
        done = subprocess.run(  # noqa: S603 - the browser that was found, with arguments of this file
            [
                CHROMIUM,
                *FLAGS,
                f"--window-size={width},1000",
                f"--user-data-dir={folder / 'profile'}",
                "--dump-dom",
                (folder / "probed.html").as_uri(),
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


def test_it_reads_in_chinese(look: Look) -> None:
    seen = look("zh")
    assert (seen["lang"], seen["pressed"]) == ("zh-CN", ["中文"])
    assert seen["title"] == "怒江—珠海劳务协作年终报表（示例）"
    assert seen["heads"][:2] == ["一、送岗", "二、返岗"]
    assert "近5000 个次" in seen["heroes"][0]
    assert seen["curve"].startswith("Kaplan–Meier 留岗曲线")
    assert seen["requests"] == []


def test_it_reads_in_english(look: Look) -> None:
    seen = look("en")
    assert (seen["lang"], seen["pressed"]) == ("en", ["English"])
    assert seen["title"] == "Nujiang and Zhuhai, year-end report (example)"
    assert seen["heads"][1] == "2. Return to the post (返岗)"
    assert "nearly 5000 post-times" in seen["heroes"][0]
    assert seen["heroes"][-1].split() == ["New", "transfers", "2369", "persons"]
    assert seen["curve"].startswith("Kaplan–Meier curve")


@pytest.mark.parametrize("width", [500, 1280])
def test_nothing_is_wider_than_the_window(look: Look, width: int) -> None:
    assert not look("en", width)["overflow"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_phone_each_row_shows_its_figure_its_window_and_its_note(look: Look, language: str) -> None:
    seen = look(language, 500)
    assert (seen["hidden"], seen["cut"]) == ([], [])
