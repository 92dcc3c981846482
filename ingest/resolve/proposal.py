"""What a proposed join is, and whose name gives the title. Holds no rule of joining."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.resolve.name import Name

Names = Mapping[str, Name]
"""By folded form, in order of first appearance."""

SURE = 0.7
DOUBTED = 0.5
"""Of what an editor is asked about."""


@dataclass(frozen=True, slots=True)
class Join:
    """`short` is another form of `full` (both folded). Below `SURE` it is only suggested."""

    short: str
    full: str
    reason: str
    confidence: float


def rank_name(name: Name) -> tuple[bool, bool, int]:
    """Sorts first whose form becomes the title: a speaker's, a listed name's, the most frequent."""
    return (not name.speaker, not name.sure, -name.count)
