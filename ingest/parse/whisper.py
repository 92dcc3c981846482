"""What Whisper and its relatives write: openai-whisper, faster-whisper, WhisperX, whisper.cpp, transformers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.json_text import Item, child_of, items_of, label_of, objects_in, text_of
from ingest.parse.levels import choose_level, group_words, lend_marks
from ingest.parse.markup import drop_model_marks
from ingest.parse.stamps import from_ms, from_seconds, read_clock
from ingest.parse.words import cut_sentences, stamp_words
from ingest.records import Cue, Metadata, ParsedFile


def recognise_whisper(file: FileText) -> Likeness:
    first = next(objects_in(file.json), {})
    if "text" in first and "start" in first and {"end", "speaker"} & first.keys():
        return Likeness.LIKELY
    segments = items_of(file.json, "segments") or items_of(file.json, "chunks")
    if segments:
        timed = "text" in segments[0] and ("start" in segments[0] or "timestamp" in segments[0])
        return Likeness.LIKELY if timed else Likeness.NO
    if not isinstance(file.json, Mapping) or not isinstance(file.json.get("text"), str):
        return Likeness.NO
    return Likeness.LIKELY if {"segments", "chunks", "task"} & file.json.keys() else Likeness.POSSIBLE


def read_whisper(file: FileText) -> ParsedFile:
    # Programs keep the segments alone, too.
    value = file.json if isinstance(file.json, Mapping) else {"segments": file.json}
    words = tuple(_read_words(items_of(value, "word_segments") or items_of(value, "words")))
    levels = (
        tuple(_read_segments(items_of(value, "segments"))),
        tuple(_read_chunks(items_of(value, "chunks"))),
        # OpenAI's words come without the marks that its text has.
        group_words(lend_marks(words, text=text_of(value, "text"))),
        _read_whole(value),
    )
    language = text_of(value, "language", "language_code")
    metadata = Metadata(language=language or None, duration_ms=from_seconds(value.get("duration")))
    return ParsedFile("whisper", choose_level(levels), metadata)


def _read_segments(segments: Sequence[Item]) -> Iterator[Cue]:
    for segment in segments:
        text = drop_model_marks(text_of(segment, "text"))
        speaker, words = label_of(segment, "speaker"), _join_words(tuple(_read_words(items_of(segment, "words"))))
        times = (from_seconds(segment.get("start")), from_seconds(segment.get("end")))
        stamps = stamp_words(text, words)
        if not stamps:
            yield Cue(text, *times, speaker or _choose_speaker(words, otherwise=None))
            continue
        first = 0
        for piece in cut_sentences(text, stamps, times=times):
            last = first + len(piece.text.split())
            yield Cue(piece.text, piece.start_ms, piece.end_ms, _choose_speaker(words[first:last], otherwise=speaker))
            first = last


def _choose_speaker(words: Sequence[Cue], *, otherwise: str | None) -> str | None:
    """Who says most of the words; single ones are often given to another."""
    said = Counter(word.speaker or otherwise for word in words)
    most = max(said.values(), default=0)
    return otherwise if said[otherwise] == most else next(iter(name for name, n in said.items() if n == most))


def _read_chunks(chunks: Sequence[Item]) -> Iterator[Cue]:
    for chunk in chunks:
        stamp = chunk.get("timestamp")
        start, end = stamp if isinstance(stamp, list) and len(stamp) == 2 else (None, None)
        text = drop_model_marks(text_of(chunk, "text"))
        yield Cue(text, from_seconds(start), from_seconds(end), label_of(chunk, "speaker"))


def _read_words(words: Sequence[Item]) -> Iterator[Cue]:
    for word in words:
        text = drop_model_marks(text_of(word, "word", "text"))
        speaker = label_of(word, "speaker") or label_of(word, "speaker_id")
        yield Cue(text, from_seconds(word.get("start")), from_seconds(word.get("end")), speaker)


def _join_words(parts: Sequence[Cue]) -> tuple[Cue, ...]:
    """Whisper's own lists part “well-known” and “10,000”; where a word begins, so does a space."""
    return _join_pieces(parts, goes_on=lambda part, before: part.speaker == before.speaker)


def _read_whole(value: Item) -> tuple[Cue, ...]:
    text = drop_model_marks(text_of(value, "text"))
    return (Cue(text),) if text.strip() else ()


def recognise_cpp(file: FileText) -> Likeness:
    pieces = items_of(file.json, "transcription")
    return Likeness.CERTAIN if pieces and {"offsets", "timestamps"} & pieces[0].keys() else Likeness.NO


def read_cpp(file: FileText) -> ParsedFile:
    cues = _join_pieces(tuple(_read_pieces(items_of(file.json, "transcription"))), goes_on=_goes_on)
    language = text_of(child_of(file.json, "result"), "language")
    return ParsedFile("whisper-cpp", cues, Metadata(language=language or None))


def _read_pieces(pieces: Sequence[Item]) -> Iterator[Cue]:
    turn = False
    for piece in pieces:
        offsets, stamps = child_of(piece, "offsets"), child_of(piece, "timestamps")
        start, end = (_read_edge(offsets.get(edge), stamps.get(edge)) for edge in ("from", "to"))
        text = drop_model_marks(text_of(piece, "text"))
        yield Cue(text, start, end, label_of(piece, "speaker"), paragraph=turn)
        turn = piece.get("speaker_turn_next") is True


def _join_pieces(pieces: Sequence[Cue], *, goes_on: Callable[[Cue, Cue], bool]) -> tuple[Cue, ...]:
    """With short pieces (`-ml`) what does not begin with a space goes on in the middle of a word.

    Unless nothing does, as in languages without spaces.
    """
    spaced = 2 * sum(piece.text[:1].isspace() for piece in pieces) > len(pieces)
    groups: list[list[Cue]] = []
    for piece in pieces:
        begins = piece.text[:1].isspace() or not piece.text
        if begins or not (spaced and groups and goes_on(piece, groups[-1][-1])):
            groups.append([])
        groups[-1].append(piece)
    return tuple(replace(group[0], text="".join(p.text for p in group), end_ms=group[-1].end_ms) for group in groups)


def _goes_on(piece: Cue, before: Cue) -> bool:
    """In the middle of a word or with its mark; no turn, no speaker and no “[MUSIC]” does."""
    begins = piece.paragraph or piece.speaker != before.speaker or piece.text[:1] in "[(-–♪*"
    return bool(piece.text.strip()) and not begins


def _read_edge(offset: object, stamp: object) -> int | None:
    found = from_ms(offset)
    return read_clock(stamp[:40]) if found is None and isinstance(stamp, str) else found


WHISPER = Format("whisper", ("json",), recognise_whisper, read_whisper)
WHISPER_CPP = Format("whisper-cpp", ("json",), recognise_cpp, read_cpp)
