"""The exploring page with 5,000 entities and 10,000 connections, in headless Chromium with WebGL in software.

`python -m bench.explore_canvas` makes a library of 2,000 videos; `DATA_DIR=/tmp/big python -m bench.explore_canvas`
uses the one that is there (see `bench.library`). Time until the picture is drawn, on the first visit and on a later
one, and frames while the pointer moves and while the map is dragged; the ratio is to an empty page in the same run.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import time
from tempfile import mkdtemp

from playwright.sync_api import Browser, Page

from bench.graph_canvas import COUNT_FRAMES, SECONDS, count_frames, open_page, open_site
from bench.table import print_table

VIDEOS = 2000
SIZES = (120, 1000, 5000)


def main() -> int:
    made = "" if os.environ.get("DATA_DIR") else make_library()
    with open_site() as (browser, base):
        rows = measure_all(browser, base)
    print("goals for 5,000: drawn 3 s after load begins; 20 frames a second on hover and while dragging")
    names = ("entities", "connections", "first visit s", "later s", "hover f/s", "ratio", "drag f/s", "ratio")
    print_table(names, rows)
    if made:
        shutil.rmtree(made)
    return 0


def make_library() -> str:
    folder = os.environ["DATA_DIR"] = mkdtemp(prefix="saidgraph-bench-")
    subprocess.run([sys.executable, "-m", "bench.library", "--videos", str(VIDEOS)], check=True)
    return folder


def measure_all(browser: Browser, base: str) -> list[tuple[str, ...]]:
    empty = count_frames(open_page(browser, f"{base}/healthz"), "body")
    rows: list[tuple[str, ...]] = []
    for size in SIZES:
        address = f"{base}/explore/?size={size}"
        first, page = time_picture(browser, address)
        page.close()
        later, page = time_picture(browser, address)
        counts = page.evaluate("((r) => [r.nodes.length, r.edges.length])(JSON.parse(explore_rows()))")
        hover, drag = count_frames(page, "[data-canvas]"), count_drag_frames(page)
        page.close()
        shares = (f"{hover / empty:.2f}", f"{drag / empty:.2f}")
        rows.append(
            (*map(str, counts), f"{first:.2f}", f"{later:.2f}", f"{hover:.0f}", shares[0], f"{drag:.0f}", shares[1])
        )
    return rows


def time_picture(browser: Browser, address: str) -> tuple[float, Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script("window.explore_rows = () => document.querySelector('#explore-rows').textContent")
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("html[data-ready]", timeout=120_000)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return time.perf_counter() - began, page


def count_drag_frames(page: Page) -> float:
    """Frames a second while the map is dragged about by its empty corner."""
    box = page.locator("[data-canvas]").bounding_box() or {"x": 0, "y": 0, "width": 900, "height": 500}
    x, y = box["x"] + 12, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT_FRAMES)
    began, step = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        step += 1
        page.mouse.move(x + 90 + 80 * math.cos(step / 12), y + 90 + 80 * math.sin(step / 12))
    frames = page.evaluate("window.frames_")[5:]
    page.mouse.up()
    return len(frames) * 1000 / sum(frames)


if __name__ == "__main__":
    sys.exit(main())
