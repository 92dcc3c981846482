"""A transcript as the relating stage reads it: tokens, sentences, turns, and where entities are named.

Reads only; decides nothing about connections.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.ids import fold_name
from ingest.language.english import is_english
from ingest.language.flow import Flow, index_flow, join_segments
from ingest.language.sentences import Stretch, find_turns, split_sentences
from ingest.records import Entity, EntityType, Mention, Segment, Transcript

TOKEN = re.compile(
    r"['’]s\b|\d+(?:[,:]\d{2,3})+(?:\.\d+)?(?![\w,:])|\w+(?:[-+#/&.]\w+)*(?:['’](?!s\b)\w+)?[+#]*|[^\w\s]"
)
"""A number or a time of day is one: a quote never ends inside it."""
_LINK_WORDS = 3
_REMARK = re.compile(r"\[[^\[\]]{1,60}\]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark; `word` is lower-case with straight apostrophes. Offsets are of the flow."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where an entity is named, or meant by a pronoun (then `mention` is None).

    `first` and `last` are token numbers, `last` exclusive. `entity` is an index into `Talk.entities`.
    """

    entity: int
    start: int
    end: int
    first: int
    last: int
    sentence: int
    mention: Mention | None
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """`namings` are in order and without overlap. `turn_of[i]` is the turn of sentence i.

    `links`: texts of links of a title's length, sorted. `blots`: where the source holds more than the words (markup) or
    words that nobody said ("[laughs]").
    """

    flow: Flow
    tokens: tuple[Token, ...]
    sentences: tuple[Stretch, ...]
    turns: tuple[Stretch, ...]
    turn_of: tuple[int, ...]
    first_tokens: tuple[int, ...]
    entities: tuple[Entity, ...]
    namings: tuple[Naming, ...]
    speakers: Mapping[str, int]
    links: tuple[str, ...]
    blots: tuple[Stretch, ...]
    segments: Mapping[str, Segment]
    english: bool

    def words(self, first: int, last: int) -> list[str]:
        return [token.word for token in self.tokens[first:last]]

    def type_of(self, naming: Naming) -> EntityType:
        return self.entities[naming.entity].type

    def speaker_at(self, offset: int) -> str | None:
        return self.flow.segment_at(offset).speaker

    def tokens_of(self, sentence: int) -> tuple[int, int]:
        """The token numbers of a sentence, the last exclusive."""
        return self.first_tokens[sentence], self.first_tokens[sentence + 1]


def read_talk(transcript: Transcript, *, entities: Sequence[Entity]) -> Talk:
    flow = join_segments(transcript.segments)
    tokens = tuple(_read_tokens(flow.text))
    sentences, turns = split_sentences(flow), find_turns(flow)
    begins = [turn[0] for turn in turns]
    token_starts = [token.start for token in tokens]
    firsts = [bisect_left(token_starts, start) for start, _ in sentences]
    return Talk(
        flow=flow,
        tokens=tokens,
        sentences=sentences,
        turns=turns,
        turn_of=tuple(bisect_right(begins, start) - 1 for start, _ in sentences),
        first_tokens=(*firsts, len(tokens)),
        entities=tuple(entities),
        namings=tuple(_read_namings(flow, entities=entities, starts=token_starts, sentences=sentences)),
        speakers=_find_speakers(transcript, entities=entities),
        links=tuple(sorted({text for text, _ in transcript.metadata.links if len(text.split()) >= _LINK_WORDS})),
        blots=tuple(sorted({*_find_remarks(flow.text), *_find_seams(flow)})),
        segments={segment.id: segment for segment in transcript.segments},
        english=is_english(transcript.language),
    )


def _find_remarks(text: str) -> Iterator[Stretch]:
    return (match.span() for match in _REMARK.finditer(text))


def _find_seams(flow: Flow) -> Iterator[Stretch]:
    """From the letter before each seam to the letter after it."""
    for base, segment in zip(flow.starts, flow.segments, strict=True):
        if not segment.seams:
            continue
        letters = [number for number, character in enumerate(segment.text) if character.isalnum()]
        for seam in segment.seams:
            low = letters[seam - 1] + 1 if 0 < seam <= len(letters) else -1
            high = letters[seam] if seam < len(letters) else len(segment.text) + 1
            yield max(0, base + low), base + high


def _read_tokens(text: str) -> Iterator[Token]:
    for match in TOKEN.finditer(text):
        yield Token(match.start(), match.end(), match.group().lower().replace("’", "'"))


def _read_namings(
    flow: Flow, *, entities: Sequence[Entity], starts: Sequence[int], sentences: Sequence[Stretch]
) -> Iterator[Naming]:
    begins = [start for start, _ in sentences]
    reached = 0
    for start, end, number, mention in _order_mentions(flow, entities=entities):
        if start < reached:
            continue
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first + 1, bisect_left(starts, end))
        reached = end
        sentence = max(0, bisect_right(begins, start) - 1)
        yield Naming(number, start, end, first, last, sentence, mention)


def _order_mentions(flow: Flow, *, entities: Sequence[Entity]) -> list[tuple[int, int, int, Mention]]:
    index = index_flow(flow)
    placed = []
    for number, entity in enumerate(entities):
        for mention in entity.mentions:
            if mention.segment in index.numbers:
                start = index.offset_of(mention.segment, mention.start)
                placed.append((start, start + mention.end - mention.start, number, mention))
    # The longest of two that start together wins, so that "Talk Python To Me" is not read as "Talk Python".
    return sorted(placed, key=lambda place: (place[0], -place[1], place[2]))


def _find_speakers(transcript: Transcript, *, entities: Sequence[Entity]) -> Mapping[str, int]:
    """Which entity each speaker is."""
    people: dict[str, int] = {}
    for number, entity in enumerate(entities):
        if entity.type is EntityType.PERSON:
            for name in (entity.name, *(key.name for key in entity.keys), *entity.surfaces):
                people.setdefault(fold_name(name), number)
    said = dict.fromkeys(s.speaker for s in transcript.segments if s.speaker)
    found = {name: people.get(fold_name(name), people.get(fold_name(name.split(",")[0]))) for name in said}
    return {name: number for name, number in found.items() if number is not None}
