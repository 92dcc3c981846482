"""Scores annotated talks with models trained on the other ones.

Usage: python -m bench.left_out [--repository TALKS] [--parts N] [--out FOLDER]

The talks of GOLD_DIR (as for `bench.score`) and, with a clone of thechangelog/transcripts, those of
`bench/annotations` are dealt into N parts (one a talk of GOLD_DIR, if not told). For each part a copy of the product
gets a concept ranker, link weights and, with the clone, weights of topics learnt from all others, and extracts it;
--out keeps the documents. Takes two minutes a part.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.annotated import list_openings
from bench.score import COLUMNS, ROOT, keep_sure, score
from bench.table import print_table

GOLD = Path(os.environ.get("GOLD_DIR", ROOT.parent / "shared" / "gold"))
RANKER = "ingest/extract/builtin/models/concepts.json"


def main() -> int:
    options = read_options()
    gold = sorted(path.parent for path in GOLD.glob("*/gold.json"))
    if not gold:
        print(f"No annotated talks in {GOLD}: set GOLD_DIR.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        annotated = write_folders(options.repository, folder / "annotated") if options.repository else []
        parts = options.parts or len(gold)
        dealt = [[*gold[n::parts], *annotated[n::parts]] for n in range(parts)]
        made: dict[Path, Path] = {}
        for number, part in enumerate(dealt):
            others = [talk for talk in (*gold, *annotated) if talk not in part]
            copy = train_copy(folder / f"part-{number}", others, without=part, repository=options.repository)
            made |= {talk: extract(copy, talk) for talk in part}
        for document in made.values() if options.out else ():
            shutil.copy(document, options.out)
        rows = score_talks(gold, made) | {f"annotations: {k}": v for k, v in score_talks(annotated, made).items()}
    print_table(("", *COLUMNS), [(name, *(f"{row[c]:.3f}" for c in COLUMNS)) for name, row in rows.items()])
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.left_out")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="keep the documents there")
    parser.add_argument("--repository", type=Path, metavar="TALKS", help="with the talks that are annotated here")
    parser.add_argument("--parts", type=int, metavar="N")
    return parser.parse_args()


def write_folders(repository: Path, into: Path) -> list[Path]:
    """The talks of `bench/annotations` as folders like those of GOLD_DIR, without chapters."""
    folders = []
    for name, opening, wanted in list_openings(repository):
        folder = into / name
        folder.mkdir(parents=True)
        (folder / "transcript.md").write_bytes(opening)
        (folder / "gold.json").write_text(json.dumps({"chapters": [], **wanted}), "utf-8")
        folders.append(folder)
    return folders


def train_copy(copy: Path, others: Sequence[Path], *, without: Sequence[Path], repository: Path | None) -> Path:
    """The product as it is that has never seen the annotations of any but the others."""
    for package in ("ingest", "bench"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    run(copy, "bench.train_names.train_ranker", "--out", RANKER, *map(str, others))
    run(copy, "bench.train_links", "--write", *map(str, others))
    if repository:
        folders = [str(talk) for talk in others if talk.parent == GOLD]
        left_out = [f"--without={talk.name}" for talk in without]
        run(copy, "bench.train_topics", "--repository", str(repository.resolve()), "--write", *left_out, *folders)
    return copy


def extract(copy: Path, talk: Path) -> Path:
    out = copy / f"{talk.name}.json"
    run(copy, "ingest", str(next(talk.glob("transcript.*"))), "--out", str(out), "--quiet")
    return out


def score_talks(talks: Sequence[Path], made: Mapping[Path, Path]) -> dict[str, dict[str, float]]:
    """Each talk, ALL, and ALL with only the connections that pages show first. No rows for no talks."""
    if not talks:
        return {}
    rows = score(GOLD, [(talk, made[talk]) for talk in talks])
    sure = score(GOLD, [(talk, keep_sure(made[talk])) for talk in talks])
    return rows | {"ALL, sure only": sure["ALL"]}


def run(copy: Path, module: str, *arguments: str) -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(copy)}
    command = [sys.executable, "-m", module, *arguments]
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True, timeout=1200)


if __name__ == "__main__":
    sys.exit(main())
