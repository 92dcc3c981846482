"""One transcript, cut and counted: what every step of the built-in extractor reads.

Holds no rule about names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.builtin.gazetteer import Entry
from ingest.language.english import is_english
from ingest.language.flow import Flow, join_segments
from ingest.language.tokens import Run, is_caseless, split_runs
from ingest.records import EntityType, Segment, Transcript

_WORDS_PER_STOP = 80


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens `first` up to, not including, `last` of run number `run`."""

    run: int
    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first

    def meets(self, other: Place) -> bool:
        return self.run == other.run and self.first < other.last and other.first < self.last


@dataclass(frozen=True, slots=True)
class Find:
    """A place that names something. `source`: tagger, lexicon, show, speaker or title."""

    place: Place
    source: str
    entry: Entry | None = None
    type: EntityType | None = None


@dataclass(frozen=True)
class Talk:
    """`runs` are sentences in order (see `ingest.language.tokens`); `speakers` in the order of their first word."""

    transcript: Transcript
    flow: Flow
    runs: tuple[Run, ...]
    caseless: bool
    english: bool
    speakers: tuple[str, ...]

    @cached_property
    def words(self) -> int:
        return sum(len(run) for run in self.runs)

    @cached_property
    def unpunctuated(self) -> bool:
        """Whether nothing shows where sentences end."""
        stops = sum(self.lows[stop] for stop in (".", "?", "!"))
        return stops * _WORDS_PER_STOP < self.words

    @cached_property
    def lows(self) -> Counter[str]:
        return Counter(low for run in self.runs for low in run.lows)

    @cached_property
    def forms(self) -> Counter[str]:
        return Counter(word for run in self.runs for word in run.words)

    def surface(self, place: Place) -> str:
        """The text that stands there, white space made single."""
        run = self.runs[place.run]
        raw = self.flow.text[run.starts[place.first] : run.ends[place.last - 1]]
        return " ".join(raw.split())

    def span(self, place: Place) -> tuple[int, int]:
        """Start and end in the flow."""
        run = self.runs[place.run]
        return run.starts[place.first], run.ends[place.last - 1]


def read_talk(transcript: Transcript) -> Talk:
    flow = join_segments(transcript.segments)
    caseless = is_caseless(flow.text)
    breaks = frozenset(_find_breaks(transcript.segments, flow.starts))
    return Talk(
        transcript=transcript,
        flow=flow,
        runs=tuple(split_runs(flow.text, caseless=caseless, breaks=breaks)),
        caseless=caseless,
        english=is_english(transcript.language),
        speakers=tuple(dict.fromkeys(s.speaker for s in transcript.segments if s.speaker)),
    )


def _find_breaks(segments: Sequence[Segment], starts: Sequence[int]) -> Iterator[int]:
    before: str | None = None
    for segment, start in zip(segments, starts, strict=True):
        if segment.paragraph or segment.speaker != before:
            yield start + len(segment.text) - len(segment.text.lstrip())
        before = segment.speaker


def trim_place(run: Run, place: Place, *, leading: frozenset[str]) -> Place | None:
    """Without `leading` words and punctuation at the left, without possessives and punctuation at the right."""
    first, last = place.first, place.last
    while first < last and (run.lows[first] in leading or not _has_letter(run.words[first])):
        first += 1
    while last > first and (run.lows[last - 1] in {"'s", "'"} or not _has_letter(run.words[last - 1])):
        last -= 1
    return Place(place.run, first, last) if first < last else None


def _has_letter(word: str) -> bool:
    return any(c.isalnum() for c in word)
