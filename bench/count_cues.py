"""Counts in how many stretches of talk each cue of the plain subjects stands, and writes `ingest/outline/cues.tsv`.

Usage: python -m bench.count_cues REPOSITORY

The stretches are the first 2,000 words of each training talk and 2,000 from its 3,000th on, where it is so long.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from bench.train_names.talks import list_talks, read_talks
from ingest.outline.plain import Cue, find_cues, list_cue_stems

OUT = Path(__file__).parents[1] / "ingest" / "outline" / "cues.tsv"
STRETCHES = ((0, 2000), (3000, 5000))
SHORTEST = 500


def main(repository: str) -> None:
    holding: Counter[Cue] = Counter()
    total = 0
    for _, paragraphs in read_talks(Path(repository), list_talks(Path(repository))):
        stems = list_cue_stems(" ".join(paragraph.text for paragraph in paragraphs).lower().replace("’", "'"))
        for start, end in STRETCHES:
            if len(stems[start:end]) >= SHORTEST:
                total += 1
                holding.update(set(find_cues(stems[start:end])))
    rows = (f"{' '.join(cue)}\t{count}" for cue, count in sorted(holding.items()))
    OUT.write_text("\n".join([str(total), *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
