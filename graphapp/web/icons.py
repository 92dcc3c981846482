"""The one icon set: which names the front-end build puts into the sprite. Data only."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

FALLBACK = "message-circle"


@cache
def icon_names() -> frozenset[str]:
    return frozenset(json.loads(Path(__file__).with_name("icons.json").read_text("utf-8")))
