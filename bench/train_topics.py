"""Trains what makes a subject a topic that an editor lists, and says how it does on talks left out.

Usage: python -m bench.train_topics --repository TALKS GOLD_FOLDER... [--without NAME]... [--write]

Learns from the topics of each GOLD_FOLDER (`transcript.*`, `gold.json`) and from `bench/topics.json`: lists that
were written for this project while reading the openings of talks in a clone of thechangelog/transcripts (TALKS). A
subject counts as listed where it shares half of its words with a listed topic. Without --write the figures are of
each talk with weights learnt from the others; with it `ingest/outline/topics.json` is written.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.annotated import read_folder, read_opening
from bench.train_names.train_ranker import fit
from ingest.outline.reading import Reading, read_sentences
from ingest.outline.subjects import Subject, find_subjects
from ingest.outline.topics import find_topics
from ingest.outline.worth import measure_subjects, rate_subjects
from ingest.pipeline import Stage, extract_document
from ingest.records import Transcript

LISTS = Path(__file__).with_name("topics.json")
OUT = Path(__file__).parents[1] / "ingest" / "outline" / "topics.json"
SHARED = 0.5


@dataclass(frozen=True)
class Talk:
    name: str
    reading: Reading
    subjects: tuple[Subject, ...]
    listed: tuple[str, ...]


def main() -> None:
    options = _read_options()
    talks = [*read_gold(options.folders, without=options.without), *read_listed(options.repository)]
    if options.write:
        OUT.write_text(json.dumps(learn(talks), indent=1) + "\n", "utf-8")
    else:
        print(report(talks))


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--repository", type=Path, required=True)
    parser.add_argument("--without", action="append", default=[], metavar="NAME")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def read_gold(folders: Sequence[Path], *, without: Sequence[str]) -> Iterator[Talk]:
    for folder in folders:
        if folder.name not in without:
            talk = read_folder(folder)
            yield read_talk(talk.name, talk.transcript, listed=talk.wanted["topics"])


def read_listed(repository: Path) -> Iterator[Talk]:
    for path, listed in json.loads(LISTS.read_text("utf-8")).items():
        yield read_talk(path, read_opening(repository, path), listed=listed)


def read_talk(name: str, transcript: Transcript, *, listed: Sequence[str]) -> Talk:
    entities = extract_document(transcript, until=Stage.RESOLVE).entities
    reading = read_sentences(transcript, entities=entities)
    return Talk(name, reading, find_subjects(reading), tuple(listed))


def learn(talks: Sequence[Talk]) -> dict[str, float]:
    rows: list[dict[str, float]] = []
    marks: list[int] = []
    for talk in talks:
        rows += measure_subjects(talk.reading, subjects=talk.subjects)
        marks += [int(any(match(subject.name, topic) for topic in talk.listed)) for subject in talk.subjects]
    model = fit(rows, marks)
    columns = zip(model["names"], model["means"], model["scales"], model["weights"], strict=True)
    raw = {name: (weight / scale, weight * mean / scale) for name, mean, scale, weight in columns}
    bias = model["bias"] - sum(shift for _, shift in raw.values())
    return {"bias": round(bias, 4), **{name: round(weight, 4) for name, (weight, _) in raw.items()}}


def match(one: str, other: str) -> bool:
    left, right = _split(one), _split(other)
    return len(left & right) >= SHARED * len(left | right) > 0


def _split(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in re.findall(r"\w+", text.lower()))


def report(talks: Sequence[Talk]) -> str:
    """Topics found, given and listed, by weights from the other talks, for each talk and in all."""
    rows = [(talk, _count(talk, learn([other for other in talks if other is not talk]))) for talk in talks]
    total = tuple(sum(row[n] for _, row in rows) for n in range(3))
    lines = [f"{talk.name:40} {_f1(row):.3f} {row}" for talk, row in rows]
    return "\n".join([*lines, f"{'ALL':40} {_f1(total):.3f} {total}"])


def _count(talk: Talk, weights: Mapping[str, float]) -> tuple[int, int, int]:
    chances = rate_subjects(talk.reading, subjects=talk.subjects, weights=weights)
    topics = find_topics(talk.reading, subjects=talk.subjects, chances=chances)
    left = list(talk.listed)
    for topic in topics:
        found = next((name for name in left if match(topic.name, name)), None)
        if found is not None:
            left.remove(found)
    return len(talk.listed) - len(left), len(topics), len(talk.listed)


def _f1(row: Sequence[int]) -> float:
    return 2 * row[0] / max(1, row[1] + row[2])


if __name__ == "__main__":
    main()
