"""The words between two names, parted where a wording stands among them. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Said(NamedTuple):
    """What stands before the wording, the wording's own words, and what stands after it."""

    before: Sequence[str]
    cue: Sequence[str]
    after: Sequence[str]
