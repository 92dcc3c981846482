"""Small talks for the tests of extraction and resolution."""

from __future__ import annotations

from ingest.extract import open_extractor
from ingest.records import Entity, KnownName, Resolution, Segment, Source, Transcript
from ingest.resolve import resolve_names

SOURCE = Source("text", "talk", "0" * 64)


def make_talk(
    *turns: str | tuple[str, str], title: str = "A talk", language: str = "en", flowing: bool = False
) -> Transcript:
    """Each turn is a text, or a speaker and a text; a paragraph each, unless the text is `flowing`."""
    pairs = [(None, turn) if isinstance(turn, str) else turn for turn in turns]
    segments = tuple(
        Segment(id=f"s{n}", text=text, speaker=speaker, paragraph=not flowing)
        for n, (speaker, text) in enumerate(pairs, 1)
    )
    return Transcript(title=title, language=language, source=SOURCE, segments=segments)


def resolve_talk(*turns: str | tuple[str, str], known: tuple[KnownName, ...] = (), title: str = "A talk") -> Resolution:
    talk = make_talk(*turns, title=title)
    return resolve_names(talk, spans=open_extractor("builtin").extract(talk, known=known).spans, known=known)


def name_talk(*turns: str | tuple[str, str], known: tuple[KnownName, ...] = ()) -> dict[str, Entity]:
    """The entities of the talk by name."""
    return {entity.name: entity for entity in resolve_talk(*turns, known=known).entities}
