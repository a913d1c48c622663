"""From an edit to the changed page in the browser, on the report itself: python benchmarks/preview.py.

The preview runs in a process of its own, on a copy of the report. Each edit changes a word of the chapter in
view; the time ends when the browser has decoded the new picture. Needs Chromium and the extra `dev`.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
CHAPTER = "content/chapters/03-anbefalinger.md"
EDITS = 12

_SEEN = """before => {
    const image = document.querySelector(".sheet[data-index='%s'] img")
    return image.complete && image.getAttribute("src") !== before
}"""


def main() -> None:
    """Edit, wait, print the table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("content", "assets"):
            shutil.copytree(ROOT / name, root / name)
        command = [sys.executable, "-m", "report_builder", "preview", str(root), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            try:
                _measure(root, address)
            finally:
                server.terminate()


def _measure(root: Path, address: str) -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        text = (root / CHAPTER).read_text("utf-8")
        line = next(n for n, words in enumerate(text.split("\n"), 1) if len(words) > 200)
        page.goto(f"{address}#{CHAPTER}:{line}")
        page.wait_for_selector(".mark")
        index = page.locator(".sheet:has(.mark)").get_attribute("data-index")
        times = [_edit(root, text, line, page, str(index), number) for number in range(EDITS)]
        timings = page.locator("#timings").text_content()
        browser.close()
    print("edit to page, ms:", *(f"{seconds * 1000:.0f}" for seconds in times))
    print(f"median {statistics.median(times) * 1000:.0f} ms, slowest {max(times) * 1000:.0f} ms")
    print("stages of the last build:", re.sub(r" ms(?=\S)", " ms, ", timings or "").strip())


def _edit(root: Path, text: str, line: int, page: Page, index: str, number: int) -> float:
    # Everything of the build before is over: its checks, and the reading aloud.
    page.wait_for_function("() => document.body.dataset.state === 'ready'")
    time.sleep(1.5)
    lines = text.split("\n")
    lines[line - 1] += f" Endring nummer {number} står her."
    before = page.locator(f".sheet[data-index='{index}'] img").get_attribute("src")
    started = time.perf_counter()
    (root / CHAPTER).write_text("\n".join(lines), "utf-8")
    page.wait_for_function(_SEEN % index, arg=before, polling=5)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
