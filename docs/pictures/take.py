"""Takes the pictures of the documentation from a running product: `make pictures`.

Starts the product over a folder of its own with the sample library, opens pages in headless Chromium, and writes
PNG files beside this script.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from tests.services.browser import ARGUMENTS, find_chromium  # noqa: E402

PICTURES = (
    ("library", "/", "light", 1440, 900),
    ("video-page", "VIDEO", "light", 1440, 1000),
    ("video-graph", "VIDEO?e=ENTITY", "light", 1440, 900),
    ("video-graph-dark", "VIDEO?e=ENTITY", "dark", 1440, 900),
    ("video-phone", "VIDEO", "light", 390, 844),
)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "PORT": "0", "PYTHONPATH": str(ROOT)}
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "prepare"], env=environment, check=True, timeout=300, stdout=subprocess.DEVNULL)
        served = subprocess.Popen([*manage, "serve"], env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert served.stdout is not None
            take_pictures(served.stdout.readline().split()[-1].rstrip("/"))
        finally:
            served.terminate()
            served.wait(timeout=30)
    return 0


def take_pictures(base: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        video, entity = find_subject(browser, base)
        for name, address, scheme, width, height in PICTURES:
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
            page = context.new_page()
            page.goto(base + address.replace("VIDEO", video).replace("ENTITY", entity))
            page.wait_for_load_state("networkidle")
            if "ENTITY" in address:
                page.locator("#graph").evaluate("heading => heading.scrollIntoView()")
            page.wait_for_timeout(1000)
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
        browser.close()


def find_subject(browser: Browser, base: str) -> tuple[str, str]:
    """The address of the first sample talk and the slug of its most mentioned entity."""
    page = browser.new_page()
    videos = page.request.get(f"{base}/api/v1/videos/?ordering=-published").json()["results"]
    slug = videos[0]["slug"]
    nodes = page.request.get(f"{base}/api/v1/videos/{slug}/graph/").json()["nodes"]
    page.close()
    return f"/videos/{slug}/", max(nodes, key=lambda node: node["mentions"])["slug"]


if __name__ == "__main__":
    sys.exit(main())
