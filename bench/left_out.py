"""Scores each annotated talk with models trained on the other ones.

Usage: python -m bench.left_out [--out FOLDER] [--repository TALKS] [TALK…]

For each TALK (all, if none is named) a copy of the product gets a concept ranker and link weights trained on all
annotated talks but this one, and extracts it; --out keeps the documents. With --repository these are also the talks
of `bench/annotations`, and topics are learnt anew too. GOLD_DIR is as for `bench.score`.
Takes about two minutes a talk.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.score import COLUMNS, ROOT, keep_sure, score
from bench.table import print_table

GOLD = Path(os.environ.get("GOLD_DIR", ROOT.parent / "shared" / "gold"))
RANKER = "ingest/extract/builtin/models/concepts.json"


def main() -> int:
    options = read_options()
    talks = sorted(path.parent for path in GOLD.glob("*/gold.json"))
    chosen = [talk for talk in talks if not options.talks or talk.name in options.talks]
    if not chosen:
        print(f"No such talks in {GOLD}: set GOLD_DIR.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        made = [
            extract_left_out(talk, talks=talks, folder=Path(folder), repository=options.repository) for talk in chosen
        ]
        table = score(GOLD, list(zip(chosen, made, strict=True)))
        for document in made if options.out else ():
            shutil.copy(document, options.out)
        table["ALL, sure only"] = score(GOLD, [(t, keep_sure(m)) for t, m in zip(chosen, made, strict=True)])["ALL"]
    print_table(("", *COLUMNS), [(name, *(f"{row[c]:.3f}" for c in COLUMNS)) for name, row in table.items()])
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.left_out")
    parser.add_argument("talks", nargs="*", metavar="TALK")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="keep the documents there")
    parser.add_argument("--repository", type=Path, metavar="TALKS", help="learn topics anew too, with these talks")
    return parser.parse_args()


def extract_left_out(talk: Path, *, talks: Sequence[Path], folder: Path, repository: Path | None) -> Path:
    """The talk's document as the product makes it that has never seen the talk's annotation."""
    copy = folder / talk.name
    for package in ("ingest", "bench"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    others = [str(other) for other in talks if other != talk]
    more = ("--repository", str(repository.resolve())) if repository else ()
    run(copy, "bench.train_names.train_ranker", *more, "--out", RANKER, *others)
    run(copy, "bench.train_links", *more, "--write", *others)
    if repository:
        run(copy, "bench.train_topics", *more, "--write", *others)
    out = folder / f"{talk.name}.json"
    run(copy, "ingest", str(next(talk.glob("transcript.*"))), "--out", str(out), "--quiet")
    return out


def run(copy: Path, module: str, *arguments: str) -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(copy)}
    command = [sys.executable, "-m", module, *arguments]
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True, timeout=1200)


if __name__ == "__main__":
    sys.exit(main())
