"""What a process loads once and keeps: models, lists and code."""

from __future__ import annotations

import gc
from functools import cache


@cache
def set_aside_loaded() -> None:
    """To be called when the first of many talks was read: what is there by then is not looked through for garbage any
    more, which took a tenth of the time of each talk."""
    gc.collect()
    gc.freeze()
