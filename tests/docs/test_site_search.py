"""The search of the built site in a real browser: an English and a Chinese word find the page that is about them."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
SITE = Path(__file__).parents[2] / "build" / "site" / "html"
SHOWN = 10
"""So many results are on the page before one scrolls."""
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")

pytestmark = [
    pytest.mark.site,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

PROBE = """
<script>
addEventListener("load", async () => {
  const field = document.querySelector("[data-md-component=search-query]");
  document.querySelector("[data-md-toggle=search]").checked = true;
  field.focus();
  field.value = decodeURIComponent(location.hash.slice(1));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  const results = () => document.querySelectorAll(".md-search-result__item");
  for (let i = 0; i < 600 && !results().length; i++) await new Promise((done) => setTimeout(done, 100));
  const seen = {
    found: Array.from(results(), (one) => new URL(one.querySelector("a").href).pathname),
    marked: Array.from(document.querySelectorAll(".md-search-result__item mark"), (one) => one.innerText),
    told: document.querySelector(".md-search-result__meta").innerText,
  };
  fetch("/seen", { method: "POST", body: JSON.stringify(seen) });
});
</script>
</body>"""

Seek = Callable[[str, str], dict[str, Any]]


class _Site(SimpleHTTPRequestHandler):
    """The site, its pages with a script that seeks what stands behind the # and tells what came of it."""

    def __init__(self, *args: Any, told: queue.Queue[dict[str, Any]]) -> None:
        self.told = told
        super().__init__(*args, directory=str(SITE))

    def do_GET(self) -> None:
        page = SITE / self.path.split("?")[0].lstrip("/")
        if page.suffix != ".html":
            super().do_GET()
            return
        content = page.read_text("utf-8").replace("</body>", PROBE).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        self.told.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def seek(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seek]:
    """Open a page of the site, seek a word in its search, and tell what a reader is shown."""
    told: queue.Queue[dict[str, Any]] = queue.Queue()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Site, told=told))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    profile = tmp_path_factory.mktemp("browser")

    def sought(page: str, word: str) -> dict[str, Any]:
        assert CHROMIUM is not None
        address = f"http://127.0.0.1:{server.server_port}/{page}#{quote(word)}"
        arguments = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "--remote-debugging-port=0", address]
        browser = subprocess.Popen(  # noqa: S603 - the browser that was found, with arguments of this file
            arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            return told.get(timeout=90)
        finally:
            browser.terminate()
            browser.wait(timeout=30)

    yield sought
    server.shutdown()
    server.server_close()


def test_english_words_find_the_rule_that_is_about_them(seek: Seek) -> None:
    seen = seek("index.html", "minimum age")
    assert seen["found"][0] == "/reference/rules/WK-01.html"
    assert "matching documents" in seen["told"]


def test_chinese_words_are_sought_whole(seek: Seek) -> None:
    """Without `docs/site_search.js` the last character is not looked at: 年 would find 年终."""
    seen = seek("zh-CN/index.html", "最低年龄")
    assert "/zh-CN/reference/rules/WK-01.html" in seen["found"][:SHOWN]
    assert {"最低", "年龄"} <= set(seen["marked"])
    assert not [word for word in seen["marked"] if word.startswith("年") and word != "年龄"]


def test_what_is_sought_in_chinese_is_found_in_the_chinese_pages(seek: Seek) -> None:
    seen = seek("zh-CN/how-to/plan-fairs.html", "招聘会")
    assert "/zh-CN/how-to/plan-fairs.html" in seen["found"][:3]
    assert "个符合条件的结果" in seen["told"]


def test_a_field_without_a_sentence_is_found_at_its_class(script: Callable[[str], ModuleType]) -> None:
    index = json.loads((SITE / "search" / "search_index.json").read_text("utf-8"))
    entries = {entry["location"]: entry for entry in index["docs"]}
    place = "reference/python/laborcoop.journey.html#laborcoop.journey.journey.Journey"
    assert f"{place}.boarded_at" not in entries
    assert "<code>boarded_at</code>" in entries[place]["text"]
    assert script("site_search").lighter(index["docs"]) == index["docs"]
