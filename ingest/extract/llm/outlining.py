"""Turns the answers' chapters, topics and points into an outline that stands on the transcript."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.extract.llm.answers import ChunkAnswer, OutlineAnswer
from ingest.extract.llm.chunks import Chunk
from ingest.extract.llm.facts import Facts
from ingest.extract.llm.locate import Locator, Stretch, fold_words
from ingest.extract.llm.naming import clean_line, is_plain
from ingest.ids import fold_name
from ingest.language.flow import Flow
from ingest.records import Chapter, Outline, SummaryPoint, SummarySection, Topic

_LEAST_START = 4
_MOST_TOPICS = 15
_LONGEST_TITLE, _LONGEST_TOPIC, _LONGEST_POINT = 100, 60, 400
_TELLING, _ENDING = 4, 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A chapter that a chunk's answer proposes, at its place in the flow."""

    start: int
    title: str


@dataclass(frozen=True, slots=True)
class Point:
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """All chunks' proposals, located. Topics: the first of each chunk, then the second of each, …"""

    chapters: tuple[Proposal, ...]
    topics: tuple[str, ...]
    points: tuple[Point, ...]


def gather_proposals(
    locator: Locator, *, answers: Sequence[tuple[Chunk, ChunkAnswer]], dropped: Counter[str]
) -> Proposals:
    chapters = sorted(_find_chapters(locator, answers, dropped), key=lambda p: p.start)
    points = sorted(_find_points(locator, answers, dropped), key=lambda p: p.start)
    turns = zip_longest(*(answer.topics for _, answer in answers))
    topics = dict.fromkeys(topic for turn in turns for topic in turn if topic)
    return Proposals(tuple({p.start: p for p in chapters}.values()), tuple(topics), tuple(points))


def list_proposals(proposals: Proposals) -> str:
    """What the outline call reads: numbered chapters, then all topics."""
    lines = [f"{number}. {chapter.title}" for number, chapter in enumerate(proposals.chapters)]
    return "\n".join((*lines, "topics: " + "; ".join(proposals.topics[:60])))


def choose_proposals(proposals: Proposals, *, answer: OutlineAnswer | None, least: int) -> Proposals:
    """The chapters that the outline call chose, with its titles and topics; all of them where it chose hardly any."""
    if answer is None:
        return proposals
    chosen = {chapter.number: clean_line(chapter.title, most=_LONGEST_TITLE) for chapter in answer.chapters}
    chapters = tuple(
        replace(chapter, title=chosen[number] if is_plain(chosen[number]) else chapter.title)
        for number, chapter in enumerate(proposals.chapters)
        if number in chosen
    )
    enough = len(chapters) >= min(least, len(proposals.chapters))
    return replace(proposals, chapters=chapters if enough else proposals.chapters, topics=tuple(answer.topics))


def add_silent(flow: Flow, proposals: Proposals, *, chunks: Iterable[Chunk]) -> Proposals:
    """With a chapter, titled by its first words, for each chunk of which the model said nothing: no chapter of what
    comes before or after is about it."""
    silent = (Proposal(chunk.start, f"{flow.first_words(chunk.start, chunk.end)} …") for chunk in chunks)
    shown = (proposal for proposal in silent if is_plain(proposal.title) and len(proposal.title) <= _LONGEST_TITLE)
    if not proposals.chapters:
        return proposals
    chapters = {proposal.start: proposal for proposal in (*shown, *proposals.chapters)}
    return replace(proposals, chapters=tuple(chapters[start] for start in sorted(chapters)))


def write_outline(
    flow: Flow, locator: Locator, *, proposals: Proposals, spare: tuple[str, ...], facts: Facts
) -> Outline | None:
    """None where no chapter stands in the transcript. The first chapter begins where the talk does. A topic stands
    where its words do, or the names of the entity that it is. `spare`: topics for where none of the proposed stands."""
    if not proposals.chapters:
        return None
    chapters = (replace(proposals.chapters[0], start=0), *proposals.chapters[1:])
    topics = (tuple(_make_topics(flow, locator, names, facts)) for names in dict.fromkeys((proposals.topics, spare)))
    return Outline(
        chapters=tuple(_make_chapters(flow, chapters)),
        topics=next(filter(None, topics), ())[:_MOST_TOPICS],
        summary=tuple(_make_summary(flow, chapters, proposals.points)),
    )


def _find_chapters(
    locator: Locator, answers: Iterable[tuple[Chunk, ChunkAnswer]], dropped: Counter[str]
) -> Iterator[Proposal]:
    for chunk, answer in answers:
        for item in answer.chapters:
            place = _find_start(locator, item.starts_with, chunk)
            title = clean_line(item.title, most=_LONGEST_TITLE)
            if place and is_plain(title):
                yield Proposal(place[0], title)
            else:
                dropped["chapter_not_in_transcript"] += 1


def _find_start(locator: Locator, wanted: str, chunk: Chunk) -> Stretch | None:
    """Where the words stand, or else the longest beginning or ending of them that stands once in the chunk."""
    place = locator.find_quote(wanted, start=chunk.start, end=chunk.end)
    words = wanted.split()
    for length in range(len(words) - 1, _LEAST_START - 1, -1) if place is None else ():
        for part in (words[:length], words[-length:]):
            places = locator.find_all(" ".join(part), start=chunk.start, end=chunk.end)
            if len(places) == 1:
                return places[0]
    return place


def _find_points(
    locator: Locator, answers: Iterable[tuple[Chunk, ChunkAnswer]], dropped: Counter[str]
) -> Iterator[Point]:
    for chunk, answer in answers:
        for item in answer.points:
            place = locator.find_quote(item.quote, start=chunk.lead, end=chunk.end)
            text = clean_line(item.text, most=_LONGEST_POINT)
            if place and is_plain(text):
                yield Point(place[0], text)
            else:
                dropped["point_not_in_transcript"] += 1


def _make_chapters(flow: Flow, chapters: Sequence[Proposal]) -> Iterator[Chapter]:
    ends = [*(chapter.start for chapter in chapters[1:]), len(flow.text)]
    for chapter, end in zip(chapters, ends, strict=True):
        segment = flow.segment_at(chapter.start)
        yield Chapter(chapter.title, flow.first_words(chapter.start, end), segment.id, segment.start_ms)


def _make_topics(flow: Flow, locator: Locator, names: Iterable[str], facts: Facts) -> Iterator[Topic]:
    entities = {fold_name(title): places for title, places in facts.places.items()}
    shown = filter(is_plain, (clean_line(name, most=_LONGEST_TOPIC) for name in names))
    for name in {fold_name(name): name for name in reversed(tuple(shown))}.values().__reversed__():
        places = _find_topic(locator, name) or entities.get(fold_name(name), ())
        if places:
            segments = tuple(dict.fromkeys(flow.segment_at(start).id for start, _ in sorted(places)))
            yield Topic(name=name[0].upper() + name[1:] if name.islower() else name, segments=segments)
        else:
            facts.dropped["topic_not_in_transcript"] += 1


def _find_topic(locator: Locator, name: str) -> Sequence[Stretch]:
    """Where the whole phrase stands, or else the longest of its words that stands anywhere, in any inflection."""
    words = sorted((word for word in fold_words(name) if len(word) >= _TELLING), key=len, reverse=True)
    found = [locator.find_all(name), *(locator.find_stem(word[: max(_TELLING, len(word) - _ENDING)]) for word in words)]
    return next((places for places in found if places), ())


def _make_summary(flow: Flow, chapters: Sequence[Proposal], points: Iterable[Point]) -> Iterator[SummarySection]:
    starts = [chapter.start for chapter in chapters]
    sections: list[list[Point]] = [[] for _ in chapters]
    for point in points:
        sections[bisect_right(starts, point.start) - 1].append(point)
    for chapter, section in zip(chapters, sections, strict=True):
        if section:
            yield SummarySection(chapter.title, tuple(_make_point(flow, point) for point in section))


def _make_point(flow: Flow, point: Point) -> SummaryPoint:
    return SummaryPoint(text=point.text, segment=flow.segment_at(point.start).id)
