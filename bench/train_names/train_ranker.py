"""Trains the ranker of concepts on annotated talks, and says how it does on those left out.

Usage: python -m bench.train_names.train_ranker GOLD_FOLDER OUT.json [--without NAME ...]
Each talk is a folder with a transcript and a gold.json. With --without, those are not trained on.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np

from ingest.extract.builtin.compose import read_parts
from ingest.extract.builtin.concepts import list_eligible
from ingest.extract.builtin.measures import measure_candidate, measure_talk
from ingest.language.background import load_background
from ingest.parse import parse_source
from ingest.records import RawSource, Source, Transcript
from ingest.segment import segment_cues

STRENGTH = 0.1
"""Inverse of the penalty on squared weights."""
LEFT_OUT = frozenset({"listed_common", "spread"})


def fold_form(form: str) -> str:
    plain = re.sub(r"[^\w+#.]+", " ", re.sub(r"'s\b", "", form.lower().replace("’", "'")))
    return re.sub(r"^(the|a|an) ", "", plain.strip())


def read_transcript(folder: Path) -> Transcript:
    path = next(folder.glob("transcript.*"))
    source = Source("file", path.name, "0" * 64)
    return segment_cues(parse_source(RawSource(source, path.read_bytes()), format=None), source=source, title=None)


def measure_folder(folder: Path, transcript: Transcript) -> tuple[list[dict[str, float]], list[int]]:
    """Measures of each eligible candidate, and whether an editor kept it."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    forms = {fold_form(form) for e in gold["entities"] for form in (e["name"], *e["surface"])}
    background = load_background()
    parts = read_parts(transcript, known=())
    found = list_eligible(parts.talk, groups=parts.groups, tagged=parts.tagged, matches=parts.matches)
    measures = measure_talk(parts.talk, background=background)
    rows = [measure_candidate(c, talk=parts.talk, measures=measures, background=background) for c in found.values()]
    kept = [int(any(fold_form(form) in forms for form in (key, *c.forms))) for key, c in found.items()]
    return rows, kept


def fit(rows: list[dict[str, float]], kept: list[int]) -> dict[str, Any]:
    """Newton's method; standardised measures."""
    names = [name for name in rows[0] if name not in LEFT_OUT]
    table = np.array([[row[name] for name in names] for row in rows])
    means, scales = table.mean(0), np.maximum(table.std(0), 0.01)
    x = np.hstack([(table - means) / scales, np.ones((len(rows), 1))])
    y = np.array(kept, dtype=float)
    penalty = np.full(x.shape[1], 1 / STRENGTH)
    penalty[-1] = 0
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(penalty + 1e-9), x.T @ (p - y) + penalty * w)
        w -= step
    return {
        "names": names,
        "means": [round(float(v), 5) for v in means],
        "scales": [round(float(v), 5) for v in scales],
        "weights": [round(float(v), 5) for v in w[:-1]],
        "bias": round(float(w[-1]), 5),
    }


def main(gold: str, out: str, *without: str) -> None:
    folders = [f for f in sorted(Path(gold).iterdir()) if (f / "gold.json").exists() and f.name not in without]
    rows: list[dict[str, float]] = []
    kept: list[int] = []
    for folder in folders:
        more, marks = measure_folder(folder, read_transcript(folder))
        rows += more
        kept += marks
    model = fit(rows, kept)
    Path(out).write_text(json.dumps(model, indent=1) + "\n", "utf-8")
    print(len(folders), "talks", len(rows), "candidates", sum(kept), "kept")


if __name__ == "__main__":
    main(*[argument for argument in sys.argv[1:] if argument != "--without"])
