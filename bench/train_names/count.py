"""Counts how talks use words: the background that makes a word rare, or a name.

Usage: python -m bench.train_names.count REPOSITORY OUT.pkl
"""

from __future__ import annotations

import pickle
import sys
from collections import Counter
from pathlib import Path

from bench.train_names.talks import list_talks, read_talks
from ingest.language.tokens import split_words

OPENERS = frozenset('.!?:"-([,…')
PRUNE_EVERY = 300
FIXING = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "my", "your", "our", "his", "her", "their", "its"}
)


def main(repository: str, out: str) -> None:
    names = list_talks(Path(repository))
    count, talks, middle, capital, upper, fixed, burst, pairs, pair_burst = (Counter() for _ in range(9))
    speakers: dict[str, set[str]] = {}
    for number, (name, paragraphs) in enumerate(read_talks(Path(repository), names)):
        seen: Counter[str] = Counter()
        seen_pairs: Counter[tuple[str, str]] = Counter()
        for paragraph in paragraphs:
            if paragraph.speaker:
                speakers.setdefault(paragraph.speaker, set()).add(name)
            words = split_words(paragraph.text)
            before, before_low = ".", ""
            for word in words:
                if not word[0].isalpha():
                    before, before_low = word, ""
                    continue
                low = word.lower()
                count[low] += 1
                seen[low] += 1
                fixed[low] += before_low in FIXING
                if before[0] not in OPENERS or before == ",":
                    middle[low] += 1
                    if word[0].isupper():
                        capital[low] += 1
                        if len(word) > 1 and word.isupper():
                            upper[low] += 1
                if before_low:
                    seen_pairs[before_low, low] += 1
                before, before_low = word, low
        talks.update(seen.keys())
        pairs.update(seen_pairs.keys())
        burst.update(low for low, n in seen.items() if n >= 3)
        pair_burst.update(pair for pair, n in seen_pairs.items() if n >= 2)
        if number % PRUNE_EVERY == PRUNE_EVERY - 1:
            pairs = Counter({pair: n for pair, n in pairs.items() if n > 1})
            print(number, len(count), len(pairs), flush=True)
    rows = {
        "talks": len(names), "count": count, "df": talks, "middle": middle, "capital": capital, "upper": upper,
        "fixed": fixed, "burst": burst, "pair_burst": {f"{a} {b}": n for (a, b), n in pair_burst.items() if n >= 2},
        "pairs": {f"{a} {b}": n for (a, b), n in pairs.items() if n >= 6},
        "speakers": {name: len(where) for name, where in speakers.items()},
    }  # fmt: skip
    Path(out).write_bytes(pickle.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:3])
