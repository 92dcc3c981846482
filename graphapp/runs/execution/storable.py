"""Makes what strangers wrote into what every database takes: PostgreSQL refuses zero bytes and half characters."""

from __future__ import annotations

import re
from typing import Any

_REFUSED = re.compile(r"[\0\ud800-\udfff]")


def make_storable(value: Any) -> Any:
    """The same text, or lists and dicts of texts, with blanks for what can't be stored."""
    if isinstance(value, str):
        return _REFUSED.sub(" ", value)
    if isinstance(value, dict):
        return {make_storable(name): make_storable(inner) for name, inner in value.items()}
    return [make_storable(inner) for inner in value] if isinstance(value, list) else value
