"""What editors were seen to list as topics of other talks: which words, and which whole names. Weighs no talk."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.outline.plain import list_cue_stems

_UNHEARD = math.log(0.25)
"""What is usual of words and names that the lists do not know."""


@dataclass(frozen=True, slots=True)
class Habit:
    """`words`: by stem, the logarithm of about how often editors list what has the word. `names`: the same by
    `key_name`. `listed`: by `key_name`, how many lists hold the name, as the logarithm of that and one."""

    words: Mapping[str, float]
    names: Mapping[str, float]
    listed: Mapping[str, float]

    def measure(self, name: str) -> dict[str, float]:
        """How editors like the name and its words: the least, the most, the mean, the first and the last of them."""
        likings = [self.words.get(stem, _UNHEARD) for stem in list_cue_stems(name.lower())] or [_UNHEARD]
        key = key_name(name)
        return {
            "liked": math.fsum(likings) / len(likings),
            "least_liked": min(likings),
            "most_liked": max(likings),
            "first_liked": likings[0],
            "last_liked": likings[-1],
            "name_liked": self.names.get(key, _UNHEARD),
            "name_listed": self.listed.get(key, 0.0),
        }


def key_name(name: str) -> str:
    """The same for names of the same stems, in whatever order."""
    return " ".join(sorted(set(list_cue_stems(name.lower()))))
