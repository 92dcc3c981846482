"""Small made-up talks with their entities, for tests of relating and outlining."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.ids import fold_name
from ingest.records import Entity, EntityType, Mention, NameKey, Scope, Segment, Source, Transcript

Turn = str | tuple[str | None, str]


def make_transcript(turns: Sequence[Turn]) -> Transcript:
    """One segment per turn, ten seconds apart; a plain string is a turn without a speaker."""
    spoken = [(None, turn) if isinstance(turn, str) else turn for turn in turns]
    segments = tuple(
        Segment(f"s{n}", text, start_ms=10_000 * n, end_ms=10_000 * n + 9_000, speaker=speaker)
        for n, (speaker, text) in enumerate(spoken, start=1)
    )
    source = Source("text", "made-up", "0" * 64)
    return Transcript("Made up", "en", source, segments)


def place_entities(transcript: Transcript, names: Mapping[str, str]) -> tuple[Entity, ...]:
    """`names`: "Title|other form" to type; every standing of a form is a mention, longer forms first."""
    forms = sorted(
        ((form, title) for title in names for form in title.split("|")), key=lambda pair: (-len(pair[0]), pair)
    )
    places: dict[str, list[tuple[int, int, int]]] = {title: [] for title in names}
    for number, segment in enumerate(transcript.segments):
        taken: list[tuple[int, int]] = []
        for form, title in forms:
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", segment.text):
                if all(match.end() <= start or end <= match.start() for start, end in taken):
                    taken.append(match.span())
                    places[title].append((number, *match.span()))
    return tuple(
        _make_entity(n, title, names[title], _mentions(transcript, sorted(places[title])))
        for n, title in enumerate(names, start=1)
        if places[title]
    )


def _mentions(transcript: Transcript, places: Sequence[tuple[int, int, int]]) -> tuple[Mention, ...]:
    return tuple(Mention(transcript.segments[number].id, start, end) for number, start, end in places)


def _make_entity(number: int, title: str, kind: str, mentions: tuple[Mention, ...]) -> Entity:
    forms = title.split("|")
    keys = tuple(NameKey(form, fold_name(form), Scope.LIBRARY, "title", 1.0) for form in forms)
    return Entity(f"e{number}", forms[0], EntityType(kind), keys, tuple(forms), mentions, 0.5, 0.9)
