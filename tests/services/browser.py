"""Finds an installed Chromium; as root on Debian it installs one. Run as a module it prints its path."""

from __future__ import annotations

import os
import shutil
import sys

from tests.services.installed import install_packages

PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
)
"""Quiet on a machine without graphics or network; WebGL is rendered in software."""


def find_chromium() -> str | None:
    """The path of a Chromium: CHROMIUM_PATH, else the first known name on the path."""
    given = os.environ.get("CHROMIUM_PATH")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> int:
    if find_chromium() is None:
        print("Installing Chromium for the browser tests", file=sys.stderr)
        install_packages(PACKAGES)
    path = find_chromium()
    if path is None:
        print("No Chromium found: install it, or set CHROMIUM_PATH; browser tests can't run.", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
