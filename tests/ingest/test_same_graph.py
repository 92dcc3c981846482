"""What a talk is about does not depend on the file it came in: captions, JSON and text give one and the same graph."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import pytest

from ingest.pipeline import run_pipeline
from ingest.records import Document
from ingest.sources import source_from_bytes

SAMPLES = Path(__file__).parents[2] / "graphapp" / "runs" / "sample" / "talks"
NINE_MINUTES = 9 * 60_000

Turn = tuple[str, str]


def read_turns(name: str) -> list[Turn]:
    """Speaker and sentence, as often as the talk has sentences; two people take turns."""
    document = run_pipeline(str(SAMPLES / name))
    speakers = ("Juniper Vale", "Rufus Larkspur")
    return [(speakers[n // 4 % 2], segment.text) for n, segment in enumerate(document.transcript.segments)]


def stamp(ms: int, comma: str) -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{comma}{ms % 1000:03}"


def time_turns(turns: list[Turn]) -> Iterator[tuple[int, int, Turn]]:
    step = NINE_MINUTES // len(turns)
    yield from ((n * step, (n + 1) * step - 40, turn) for n, turn in enumerate(turns))


def write_vtt(turns: list[Turn]) -> str:
    cues = (f"{stamp(a, '.')} --> {stamp(b, '.')}\n<v {who}>{said}" for a, b, (who, said) in time_turns(turns))
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def write_srt(turns: list[Turn]) -> str:
    rows = enumerate(time_turns(turns), 1)
    return "".join(f"{n}\n{stamp(a, ',')} --> {stamp(b, ',')}\n{who}: {said}\n\n" for n, (a, b, (who, said)) in rows)


def write_json(turns: list[Turn]) -> str:
    segments = [
        {"start": a / 1000, "end": b / 1000, "speaker": who, "text": said} for a, b, (who, said) in time_turns(turns)
    ]
    return json.dumps({"segments": segments})


def join_turns(turns: list[Turn]) -> Iterator[Turn]:
    """A paragraph for all that one speaker says before the other: text has no cues."""
    for who, rows in groupby(turns, key=lambda turn: turn[0]):
        yield who, " ".join(said for _, said in rows)


def write_text(turns: list[Turn]) -> str:
    return "\n\n".join(f"{who}: {said}" for who, said in join_turns(turns)) + "\n"


def write_markdown(turns: list[Turn]) -> str:
    return "\n\n".join(f"**{who}:** {said}" for who, said in join_turns(turns)) + "\n"


WRITERS = {"vtt": write_vtt, "srt": write_srt, "json": write_json, "txt": write_text, "md": write_markdown}


def read_as(format: str, turns: list[Turn]) -> Document:
    data = WRITERS[format](turns).encode()
    return run_pipeline(source_from_bytes(data, name=f"talk.{format}", kind="file"))


def describe_graph(document: Document) -> Mapping[str, object]:
    """Everything but times: who is named how often, what is stated by which words, and the outline."""
    names = {entity.id: entity.name for entity in document.entities}
    return {
        "words": " ".join(segment.text for segment in document.transcript.segments),
        "entities": {(e.name, e.type, e.surfaces, len(e.mentions)) for e in document.entities},
        "claims": {(names[c.subject], c.predicate, names[c.object], c.polarity, c.quote.text) for c in document.claims},
        "topics": [topic.name for topic in document.outline.topics],
        "chapters": [(chapter.title, chapter.starts_with) for chapter in document.outline.chapters],
        "summary": [point.text for section in document.outline.summary for point in section.points],
    }


@pytest.mark.parametrize("talk", ["10-compilers.srt", "06-one-database.vtt"])
def test_one_talk_in_five_formats_has_one_graph(talk: str) -> None:
    turns = read_turns(talk)
    graphs = {format: describe_graph(read_as(format, turns)) for format in WRITERS}
    for part in ("words", "entities", "claims", "topics", "chapters", "summary"):
        for format in WRITERS:
            assert graphs[format][part] == graphs["vtt"][part], (format, part)


@pytest.mark.enormous
def test_sixty_thousand_words_become_a_graph() -> None:
    turns = [turn for name in sorted(path.name for path in SAMPLES.iterdir())[:4] for turn in read_turns(name)]
    text = write_text(turns)
    many = text * (60_000 // len(text.split()) + 1)
    document = run_pipeline(source_from_bytes(many.encode(), name="long.txt", kind="file"))
    assert sum(len(segment.text.split()) for segment in document.transcript.segments) >= 60_000
    assert len(document.entities) > 50
    assert len(document.claims) > 50
    assert len(document.outline.chapters) <= 24
