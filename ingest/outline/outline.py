"""Chapters, topics and summary of one transcript, in that order: each part uses the one before."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.language.english import is_english
from ingest.outline.chapters import Span, find_chapters, find_given
from ingest.outline.plain import find_told
from ingest.outline.reading import Reading, read_sentences
from ingest.outline.stated import place_chapters
from ingest.outline.subjects import find_subjects
from ingest.outline.summary import summarize_chapters
from ingest.outline.titles import title_chapters
from ingest.outline.topics import find_topics, join_told
from ingest.outline.worth import rate_subjects, rate_told
from ingest.records import Chapter, Entity, Outline, Transcript

_TELLING = 0.2
"""The chance of being a topic from which a mere phrase may title a chapter."""


def outline_video(transcript: Transcript, *, entities: Sequence[Entity]) -> Outline:
    """Chapters in order with verbatim starts, topics best first, a summary section per chapter."""
    reading = read_sentences(transcript, entities=entities)
    given = place_chapters(reading, transcript=transcript) or find_given(reading, segments=transcript.segments)
    spans = tuple(given) or find_chapters(reading)
    english = is_english(transcript.language)
    subjects, told = find_subjects(reading, phrases=english), find_told(reading) if english else ()
    chances = rate_subjects(reading, subjects=subjects, told=told)
    telling = [s for s, chance in zip(subjects, chances, strict=True) if s.entity is not None or chance >= _TELLING]
    titled = title_chapters(reading, spans=spans, subjects=telling, english=english)
    titles = tuple(given.get(span) or title for span, title in zip(spans, titled, strict=True))
    told_chances = rate_told(reading, told=told, subjects=subjects)
    named, rated = join_told(subjects, chances=chances, told=told, told_chances=told_chances)
    return Outline(
        chapters=tuple(_make_chapter(reading, span, title) for span, title in zip(spans, titles, strict=True)),
        topics=find_topics(reading, subjects=named, chances=rated),
        summary=summarize_chapters(reading, spans=spans, titles=titles, english=english),
    )


def _make_chapter(reading: Reading, span: Span, title: str) -> Chapter:
    start, end = reading.sentences[span[0]].start, reading.sentences[span[1] - 1].end
    segment = reading.flow.segment_at(start)
    return Chapter(title, reading.flow.first_words(start, end), segment.id, segment.start_ms)
