"""Scores the extractor on annotated transcripts: `python -m bench.score [--extractor NAME] [--record]`.

GOLD_DIR (default ../shared/gold) holds one folder a talk with `transcript.*` and `gold.json`, and the scorer
`score.py`. Prints its table and what changed since the table recorded in docs/quality.md; `--record` writes it there.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.table import print_table

ROOT = Path(__file__).parents[1]
QUALITY = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
COLUMNS = (
    "entity_f1",
    "named_f1",
    "typed_f1",
    "duplicates",
    "linked_f1",
    "linked_p",
    "relation_f1",
    "quoted",
    "grounded",
    "topic_f1",
    "chapter_f1",
)
SURE = 0.5


def main() -> int:
    options = read_options()
    gold = Path(os.environ.get("GOLD_DIR", ROOT.parent / "shared" / "gold"))
    talks = sorted(path.parent for path in gold.glob("*/gold.json"))
    if not talks:
        print(f"No annotated talks in {gold}: set GOLD_DIR.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        made = [extract(talk, Path(folder), options.extractor) for talk in talks]
        table = score(gold, list(zip(talks, made, strict=True)))
        table["ALL, sure only"] = score(gold, [(t, keep_sure(m)) for t, m in zip(talks, made, strict=True)])["ALL"]
    show(table, read_recorded())
    if options.record:
        record(table)
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.score")
    parser.add_argument("--extractor", default="builtin")
    parser.add_argument("--record", action="store_true", help="write the table into docs/quality.md")
    return parser.parse_args()


def extract(talk: Path, folder: Path, extractor: str) -> Path:
    transcript = next(talk.glob("transcript.*"))
    out = folder / f"{talk.name}.json"
    command = [sys.executable, "-m", "ingest", str(transcript), "--extractor", extractor, "--out", str(out), "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True, timeout=600)
    return out


def keep_sure(made: Path) -> Path:
    """The same with only the connections that pages show first."""
    document = json.loads(made.read_text("utf-8"))
    document["relations"] = [r for r in document["relations"] if r["confidence"] >= SURE]
    out = made.with_suffix(".sure.json")
    out.write_text(json.dumps(document), encoding="utf-8")
    return out


def score(gold: Path, pairs: list[tuple[Path, Path]]) -> dict[str, dict[str, float]]:
    arguments = [str(path) for pair in pairs for path in pair]
    command = [sys.executable, str(gold / "score.py"), *arguments, "--json"]
    run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return json.loads(run.stdout)  # type: ignore[no-any-return]


def show(table: dict[str, dict[str, float]], before: dict[str, list[float]]) -> None:
    rows = [(name, *(f"{row[column]:.3f}" for column in COLUMNS)) for name, row in table.items()]
    print_table(("", *COLUMNS), rows)
    old = before.get("ALL")
    if old:
        changes = zip(COLUMNS, (table["ALL"][column] for column in COLUMNS), old, strict=True)
        moved = [f"{column} {now - was:+.3f}" for column, now, was in changes if abs(now - was) >= 0.001]
        print("since the recorded table: " + (", ".join(moved) or "no change"))


def read_recorded() -> dict[str, list[float]]:
    text = QUALITY.read_text("utf-8") if QUALITY.exists() else ""
    rows = re.findall(r"^\| ([^|]+?) \|((?: [\d.]+ \|)+)$", text, flags=re.MULTILINE)
    return {name: [float(cell) for cell in cells.split("|") if cell.strip()] for name, cells in rows}


def record(table: dict[str, dict[str, float]]) -> None:
    lines = ["| talk | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for name, row in table.items():
        lines.append(f"| {name} | " + " | ".join(f"{row[column]:.3f}" for column in COLUMNS) + " |")
    text = QUALITY.read_text("utf-8")
    head, rest = text.split(BEGIN)
    QUALITY.write_text(head + BEGIN + "\n" + "\n".join(lines) + "\n" + END + rest.split(END)[1], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
