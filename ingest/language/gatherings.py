"""What events are called by their last word: HarvestConf, Harvest Summit, Harvest Day."""

from __future__ import annotations

_ENDINGS = (
    "con", "conf", "conference", "summit", "meetup", "hackathon", "fest", "day", "days", "week", "month", "award",
    "awards", "expo", "camp", "forum", "congress",
)  # fmt: skip


def is_gathering(word: str) -> bool:
    """Whether the lower-case word ends so, alone or as part of one: “harvestconf”."""
    return word.endswith(_ENDINGS)
