"""Reads talks with what an editor wants of them: folders of `transcript.*` and `gold.json`, and `bench/annotations`.

The annotations were written for this project by reading the first `WORDS` words of talks in a clone of
thechangelog/transcripts; they hold no quotes, and the talks are read from that clone and never copied. One is
{path, topics, entities: [{name, type, salience, surface}], relations: [[subject, predicate, object, polarity]]};
read, it has the shape of a `gold.json` without quotes and chapters.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.pipeline import read_transcript
from ingest.records import RawSource, Source, Transcript
from ingest.sources import read_source

WORDS = 1900
ANNOTATIONS = Path(__file__).with_name("annotations")


@dataclass(frozen=True, slots=True)
class AnnotatedTalk:
    """`wanted`: {entities, relations, topics} as in a `gold.json`."""

    name: str
    transcript: Transcript
    wanted: Mapping[str, Any]


def add_talk_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_FOLDER")
    parser.add_argument("--repository", type=Path, metavar="TALKS", help="a clone of thechangelog/transcripts")


def read_all(folders: Sequence[Path], *, repository: Path | None) -> Iterator[AnnotatedTalk]:
    """The folders' talks, and with a repository those that are annotated here."""
    yield from map(read_folder, folders)
    for name, opening, wanted in list_openings(repository) if repository else ():
        yield AnnotatedTalk(name, _read(f"{name}.md", opening), wanted)


def read_folder(folder: Path) -> AnnotatedTalk:
    transcript = read_transcript(read_source(str(next(folder.glob("transcript.*")))))
    return AnnotatedTalk(folder.name, transcript, json.loads((folder / "gold.json").read_text("utf-8")))


def list_openings(repository: Path) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Name, text and annotation of each talk that is annotated here, in order of their names."""
    columns = ("subject", "predicate", "object", "polarity")
    for path in sorted(ANNOTATIONS.glob("*.json")):
        raw = json.loads(path.read_text("utf-8"))
        relations = [dict(zip(columns, row, strict=True)) for row in raw["relations"]]
        yield path.stem, cut_opening(repository, raw["path"]), {**raw, "relations": relations}


def read_opening(repository: Path, path: str) -> Transcript:
    return _read(Path(path).name, cut_opening(repository, path))


def cut_opening(repository: Path, path: str) -> bytes:
    """The first whole lines of a talk that hold more than `WORDS` words, or all."""
    command = ["git", "show", f"HEAD:{path}"]
    data = subprocess.run(command, cwd=repository, capture_output=True, check=True).stdout
    lines: list[str] = []
    words = 0
    for line in data.decode("utf-8", "replace").split("\n"):
        lines.append(line)
        words += len(line.split())
        if words > WORDS:
            break
    return "\n".join(lines).encode()


def _read(name: str, text: bytes) -> Transcript:
    return read_transcript(RawSource(Source("file", name, hashlib.sha256(text).hexdigest()), text))
