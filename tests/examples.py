"""How many examples a law is tried with: all that its test names, or the share that the profile in use allows."""

from __future__ import annotations

from hypothesis import settings

ALL = 100
"""Hypothesis's own number, which the full profile keeps."""
FEWEST = 3


def examples(full: int) -> int:
    """`full` under the full profile; under another as much less as its `max_examples` are less than ALL."""
    return max(FEWEST, full * settings.default.max_examples // ALL)
