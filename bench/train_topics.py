"""Trains what makes a subject a topic that an editor lists, and says how it does on talks left out.

Usage: python -m bench.train_topics --repository TALKS GOLD_FOLDER... [--without NAME]... [--write]

Learns from the topics of each GOLD_FOLDER (`transcript.*`, `gold.json`), from `bench/topics.json` (lists that were
written for this project while reading the openings of talks in a clone of thechangelog/transcripts, TALKS) and from
those of `bench/annotations`. A subject counts as listed where it shares half of its words with a listed topic.
Without --write the figures are of each talk with weights learnt from the others, an eighth of them left out at a
time; with it `ingest/outline/topics.json` is written.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.annotated import read_all, read_folder, read_opening
from bench.train_names.train_ranker import fit
from ingest.outline.habit import Habit, key_name
from ingest.outline.measures import Measures, measure_subjects, measure_told
from ingest.outline.plain import Told, find_told, list_cue_stems
from ingest.outline.reading import Reading, read_sentences
from ingest.outline.subjects import Subject, find_subjects
from ingest.outline.topics import find_topics, join_told
from ingest.outline.worth import Weights, add_habit, rate_subjects, rate_told, read_weights
from ingest.pipeline import Stage, extract_document
from ingest.records import Transcript

LISTS = Path(__file__).with_name("topics.json")
OUT = Path(__file__).parents[1] / "ingest" / "outline" / "topics.json"
SHARED = 0.5
PARTS = 8
LEAST_HEARD = 3
STRENGTH = 0.1
"""Inverse of the penalty on squared weights."""


@dataclass(frozen=True)
class Talk:
    """`rows`: what is measured of its subjects, then of plain subjects; `names`: theirs, in the same order."""

    name: str
    kind: str
    reading: Reading
    subjects: tuple[Subject, ...]
    told: tuple[Told, ...]
    rows: tuple[Measures, ...]
    listed: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        return [one.name for one in (*self.subjects, *self.told)]


def main() -> None:
    options = _read_options()
    talks = [
        *read_gold(options.folders, without=options.without),
        *read_listed(options.repository),
        *read_annotated(options.repository, without=options.without),
    ]
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
            yield read_talk(talk.name, talk.transcript, kind="folders", listed=talk.wanted["topics"])


def read_listed(repository: Path) -> Iterator[Talk]:
    for path, listed in json.loads(LISTS.read_text("utf-8")).items():
        yield read_talk(path, read_opening(repository, path), kind="lists", listed=listed)


def read_annotated(repository: Path, *, without: Sequence[str]) -> Iterator[Talk]:
    for talk in read_all((), repository=repository):
        if talk.name not in without:
            yield read_talk(talk.name, talk.transcript, kind="annotations", listed=talk.wanted["topics"])


def read_talk(name: str, transcript: Transcript, *, kind: str, listed: Sequence[str]) -> Talk:
    entities = extract_document(transcript, until=Stage.RESOLVE).entities
    reading = read_sentences(transcript, entities=entities)
    subjects, told = find_subjects(reading), find_told(reading)
    rows = (
        *measure_subjects(reading, subjects=subjects, told=told),
        *measure_told(reading, told=told, subjects=subjects),
    )
    return Talk(name, kind, reading, subjects, told, rows, tuple(listed))


def learn(talks: Sequence[Talk]) -> dict[str, Any]:
    """As `ingest.outline.worth.read_weights` reads it."""
    counts = [count_habits(talk) for talk in talks]
    total = sum(counts, start=Counter())
    rows: dict[str, tuple[list[Measures], list[int]]] = {"subjects": ([], []), "told": ([], [])}
    for talk, own in zip(talks, counts, strict=True):
        habit = Habit(**make_habit(total - own))
        for number, (name, row) in enumerate(zip(talk.names, talk.rows, strict=True)):
            measures, marks = rows["subjects" if number < len(talk.subjects) else "told"]
            measures.append(add_habit(row, name=name, habit=habit))
            marks.append(int(is_listed(name, talk.listed)))
    return {part: _fit_raw(measures, marks) for part, (measures, marks) in rows.items()} | make_habit(total)


def _fit_raw(rows: list[Measures], marks: list[int]) -> dict[str, float]:
    """Weights of the measures as they are, rather than standardised."""
    model = fit(rows, marks, strength=STRENGTH)
    columns = zip(model["names"], model["means"], model["scales"], model["weights"], strict=True)
    raw = {name: (weight / scale, weight * mean / scale) for name, mean, scale, weight in columns}
    bias = model["bias"] - sum(shift for _, shift in raw.values())
    return {"bias": round(bias, 4), **{name: round(weight, 4) for name, (weight, _) in raw.items()}}


Count = tuple[str, str]
"""What is counted ("listed" or "heard", of words or names), and the stem or the key of the name."""


def count_habits(talk: Talk) -> Counter[Count]:
    listed, names = _list_stems(talk.listed), frozenset(map(key_name, talk.listed))
    of_kinds = {
        "listed words": listed,
        "heard words": listed | _list_stems(talk.names),
        "listed names": names,
        "heard names": names | frozenset(map(key_name, talk.names)),
    }
    return Counter((kind, key) for kind, keys in of_kinds.items() for key in keys)


def make_habit(counts: Counter[Count]) -> dict[str, dict[str, float]]:
    """As `ingest.outline.habit.Habit` holds it, of what three talks or more hold."""
    words, names = _liken(counts, of="words"), _liken(counts, of="names")
    listed = {name: round(math.log1p(counts["listed names", name]), 2) for name in names}
    return {"words": words, "names": names, "listed": {name: figure for name, figure in listed.items() if figure}}


def _liken(counts: Counter[Count], *, of: str) -> dict[str, float]:
    heard = sorted(key for (kind, key), count in counts.items() if kind == f"heard {of}" and count >= LEAST_HEARD)
    return {
        key: round(math.log((counts[f"listed {of}", key] + 0.5) / (counts[f"heard {of}", key] + 2)), 2) for key in heard
    }


def _list_stems(names: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for name in names for stem in list_cue_stems(name.lower()))


def is_listed(name: str, listed: Sequence[str]) -> bool:
    return any(match(name, topic) for topic in listed)


def match(one: str, other: str) -> bool:
    left, right = _split(one), _split(other)
    return len(left & right) >= SHARED * len(left | right) > 0


def _split(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in re.findall(r"\w+", text.lower()))


def report(talks: Sequence[Talk]) -> str:
    """Topics found, given and listed, by weights from the other talks, for each talk, kind and in all."""
    rows: dict[str, tuple[int, int, int]] = {}
    for part in range(PARTS):
        weights = read_weights(learn([talk for number, talk in enumerate(talks) if number % PARTS != part]))
        rows |= {talk.name: _count(talk, weights) for talk in talks[part::PARTS]}
    lines = [f"{name:40} {_f1(row):.3f} {row}" for name, row in rows.items()]
    for kind in (*dict.fromkeys(talk.kind for talk in talks), "ALL"):
        of_kind = [rows[talk.name] for talk in talks if kind in (talk.kind, "ALL")]
        total = [sum(row[n] for row in of_kind) for n in range(3)]
        lines.append(f"{kind:40} {_f1(total):.3f} {total}")
    return "\n".join(lines)


def _count(talk: Talk, weights: Weights) -> tuple[int, int, int]:
    chances = rate_subjects(talk.reading, subjects=talk.subjects, told=talk.told, weights=weights)
    told_chances = rate_told(talk.reading, told=talk.told, subjects=talk.subjects, weights=weights)
    subjects, rated = join_told(talk.subjects, chances=chances, told=talk.told, told_chances=told_chances)
    topics = find_topics(talk.reading, subjects=subjects, chances=rated)
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
