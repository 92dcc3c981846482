"""What editors were seen to list as topics of other talks: which words, and which plain subjects. Weighs no talk."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.outline.plain import list_cue_stems

_UNHEARD = math.log(0.25)


@dataclass(frozen=True, slots=True)
class Habit:
    """`words`: by stem, the logarithm of about how often editors list what has the word. `plain`: by name, of how many
    lists hold the plain subject, and one."""

    words: Mapping[str, float]
    plain: Mapping[str, float]

    def like_words(self, name: str) -> float:
        """The mean over its words; of words that no list knows, what is usual."""
        likings = [self.words.get(stem, _UNHEARD) for stem in list_cue_stems(name.lower())]
        return math.fsum(likings) / max(1, len(likings))

    def like_plain(self, name: str) -> float:
        """0 for what no list holds."""
        return self.plain.get(name, 0.0)
