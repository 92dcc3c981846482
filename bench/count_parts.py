"""Counts which part of speech English words mostly are, for `ingest/language/parts.tsv`.

Usage: python -m bench.count_parts CONLLU_FILE... > ingest/language/parts.tsv

Meant for the GUM corpus's genres under CC BY and CC BY-SA (annotations CC BY 4.0, Amir Zeldes and others).
One line per word seen at least twice: the word and N (noun), A (adjective) or O (other).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

KINDS = {"NOUN": "N", "PROPN": "N", "ADJ": "A"}
LEAST = 2


def main() -> None:
    counts: dict[str, Counter[str]] = {}
    for path in sys.argv[1:]:
        for line in Path(path).read_text("utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) == 10 and fields[0].isdigit() and fields[1].replace("-", "").isalpha():
                counts.setdefault(fields[1].lower(), Counter())[KINDS.get(fields[3], "O")] += 1
    for word in sorted(counts):
        if sum(counts[word].values()) >= LEAST:
            print(f"{word}\t{counts[word].most_common(1)[0][0]}")


if __name__ == "__main__":
    main()
