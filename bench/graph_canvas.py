"""The graph in headless Chromium with WebGL rendered in software: time to the first picture, frames while hovering.

The ratio of frames is to an empty page on which the pointer moves the same way in the same run.
"""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from bench.large_video import add_large_video, open_installation
from bench.table import print_table
from tests.services.browser import ARGUMENTS, find_chromium

SECONDS = 4.0
COUNT_FRAMES = """() => { window.frames_ = []; let last = performance.now();
  const tick = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick); }"""


def main() -> int:
    folder = open_installation()
    from graphapp.videos.models import Video

    sample = Video.objects.order_by("added_at").values_list("slug", flat=True)[0]
    large = add_large_video()
    # the second answer is measured: the first one places the graph
    with open_site() as (browser, base):
        rows = measure_all(browser, base, (("first sample talk", sample), ("1,000 entities", large)))
    print("goals: graph drawn 1.0 s after load begins; 30 frames a second while hovering 1,000 entities")
    print_table(("page", "graph drawn after s", "frames a second", "ratio to an empty page"), rows)
    shutil.rmtree(folder)
    return 0


@contextmanager
def open_site() -> Iterator[tuple[Browser, str]]:
    """A browser, and the address at which the installation of DATA_DIR is served meanwhile."""
    served = subprocess.Popen([sys.executable, "manage.py", "serve", "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert served.stdout is not None
        base = served.stdout.readline().split()[-1].rstrip("/")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
            yield browser, base
            browser.close()
    finally:
        served.terminate()
        served.wait(timeout=30)


def measure_all(browser: Browser, base: str, videos: tuple[tuple[str, str], ...]) -> list[tuple[str, ...]]:
    empty = count_frames(open_page(browser, f"{base}/healthz"), "body")
    rows: list[tuple[str, ...]] = [("empty", "", f"{empty:.0f}", "1.00")]
    for name, slug in videos:
        open_page(browser, f"{base}/videos/{slug}/").close()
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        began = time.perf_counter()
        page.goto(f"{base}/videos/{slug}/", wait_until="commit")
        page.wait_for_selector("html[data-ready]")
        drawn = time.perf_counter() - began
        frames = count_frames(page, "[data-canvas]")
        rows.append((name, f"{drawn:.2f}", f"{frames:.0f}", f"{frames / empty:.2f}"))
        page.close()
    return rows


def open_page(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.wait_for_load_state("load")
    return page


def count_frames(page: Page, selector: str) -> float:
    """Frames a second while the pointer circles over an element."""
    page.locator(selector).scroll_into_view_if_needed()
    box = page.locator(selector).bounding_box() or {"x": 0, "y": 0, "width": 900, "height": 500}
    page.wait_for_timeout(500)
    page.evaluate(COUNT_FRAMES)
    began, step = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        step += 1
        x = box["x"] + box["width"] * (0.5 + 0.25 * math.cos(step / 15))
        y = box["y"] + max(box["height"], 300) * (0.5 + 0.25 * math.sin(step / 15 * 1.3))
        page.mouse.move(x, y)
    frames = page.evaluate("window.frames_")[5:]
    return len(frames) * 1000 / sum(frames)


if __name__ == "__main__":
    sys.exit(main())
