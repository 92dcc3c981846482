"""Takes the pictures of the documentation from a running product: `make pictures`.

Starts the product over a folder of its own with the sample library, opens pages in headless Chromium, and writes
PNG files beside this script.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from tests.services.browser import ARGUMENTS, find_chromium  # noqa: E402

EDITOR, NEW = "editor", "only for these pictures"
SELECT = """() => {
  const words = document.querySelector("#s2 p").firstChild, range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(words, Math.min(8, words.textContent.length));
  words.parentElement.scrollIntoView({ block: "center" });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
PICTURES = (
    ("library", "/", "light", 1440, 900),
    ("video-page", "VIDEO", "light", 1440, 1000),
    ("video-graph", "VIDEO?e=ENTITY", "light", 1440, 900),
    ("video-graph-dark", "VIDEO?e=ENTITY", "dark", 1440, 900),
    ("video-phone", "VIDEO", "light", 390, 844),
    ("explore", "/explore/", "light", 1440, 900),
    ("entity", "/entities/ENTITY/", "light", 1440, 900),
    ("paths", "/paths/?from=OpenAI&to=NVIDIA", "light", 1440, 900),
)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "PORT": "0", "PYTHONPATH": str(ROOT)}
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "prepare"], env=environment, check=True, timeout=300, stdout=subprocess.DEVNULL)
        served = subprocess.Popen([*manage, "serve"], env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert served.stdout is not None
            base = served.stdout.readline().split()[-1].rstrip("/")
            added = subprocess.run(
                [*manage, "accounts", "add", EDITOR, "--role", "editor", "--json"],
                env=environment,
                check=True,
                timeout=60,
                capture_output=True,
                text=True,
            )
            take_pictures(base)
            take_desk_pictures(base, password=json.loads(added.stdout)["password"])
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
            if "?e=ENTITY" in address:
                page.locator("#graph").evaluate("heading => heading.scrollIntoView()")
            page.wait_for_timeout(1000)
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
        browser.close()


def take_desk_pictures(base: str, *, password: str) -> None:
    """The desk, as an editor meets it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        page = browser.new_context(color_scheme="light", viewport={"width": 1280, "height": 940}).new_page()
        _sign_in(page, base, password)
        page.goto(f"{base}/desk/?kind=same")
        page.screenshot(path=FOLDER / "desk.png")
        page.keyboard.press("o")
        page.locator("dialog #edit-with").fill(page.inner_text("#ask b:nth-of-type(2)"))
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Merge …").first.click()
        page.locator("dialog .would").wait_for()
        page.screenshot(path=FOLDER / "desk-preview.png")
        page.get_by_role("button", name="Do it").click()
        page.get_by_text("It can be revoked").wait_for()
        for key in "ny":
            page.goto(f"{base}/desk/?kind=connection")
            with page.expect_response("**/answer/**"):
                page.keyboard.press(key)
        page.goto(f"{base}/desk/history/")
        page.screenshot(path=FOLDER / "desk-history.png")
        video, _ = find_subject(browser, base)
        page.goto(base + video)
        page.wait_for_selector(".pick-words", state="attached")
        page.evaluate(SELECT)
        page.locator(".pick-words:not([hidden])").click()
        page.locator("dialog #edit-words").wait_for()
        page.screenshot(path=FOLDER / "desk-words.png")
        browser.close()


def _sign_in(page: Page, base: str, password: str) -> None:
    """And change the one-time password, which nothing works without."""
    page.goto(f"{base}/accounts/sign-in/")
    page.fill("[name=username]", EDITOR)
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    page.fill("[name=old_password]", password)
    page.fill("[name=new_password1]", NEW)
    page.fill("[name=new_password2]", NEW)
    page.keyboard.press("Enter")
    page.get_by_text("Your password was changed").wait_for()


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
