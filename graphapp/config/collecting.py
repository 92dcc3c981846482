"""How often Python looks for objects that only refer to each other, in processes that serve or work for long."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """What is loaded now is never looked through again, what comes later after 50,000 objects instead of 700: a page
    makes tens of thousands that nothing joins in a ring, and looking took a third of its time, half of the slowest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
