"""The answers of speech services: AssemblyAI and Deepgram. Of each file one level of words is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from ingest.errors import ParseError
from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.json_text import Item, child_of, items_of, label_of, text_of
from ingest.parse.levels import choose_level, group_words
from ingest.parse.stamps import from_ms, from_seconds
from ingest.parse.words import cut_sentences, stamp_words
from ingest.records import Cue, Metadata, ParsedFile

ReadTime = Callable[[object], int | None]


def recognise_assemblyai(file: FileText) -> Likeness:
    if not isinstance(file.json, Mapping):
        return Likeness.NO
    keys = file.json.keys()
    if not _counts_ms(file.json):
        return Likeness.NO
    if {"audio_url", "acoustic_model", "language_code", "audio_duration", "speech_model"} & keys and (
        {"utterances", "words", "status", "sentences", "paragraphs"} & keys
    ):
        return Likeness.CERTAIN
    return Likeness.POSSIBLE if {"utterances", "sentences", "paragraphs"} & keys else Likeness.NO


def _counts_ms(value: Item) -> bool:
    """Others who write such lists of words count seconds, with fractions."""
    starts = (item.get("start") for key in ("utterances", "words") for item in items_of(value, key)[:20])
    return not any(isinstance(start, float) for start in starts)


def read_assemblyai(file: FileText) -> ParsedFile:
    value = file.json if isinstance(file.json, Mapping) else {}
    if value.get("status") == "error":
        raise ParseError("The speech service reports an error instead of a transcript.")
    spoken = [
        tuple(_read_spoken(items_of(value, key), time=from_ms)) for key in ("utterances", "sentences", "paragraphs")
    ]
    words = group_words(_read_words(items_of(value, "words"), time=from_ms))
    whole = (Cue(text_of(value, "text")),) if text_of(value, "text") else ()
    metadata = Metadata(
        language=text_of(value, "language_code") or None, duration_ms=from_seconds(value.get("audio_duration"))
    )
    return ParsedFile("assemblyai", choose_level((*spoken, words, whole)), metadata)


def recognise_deepgram(file: FileText) -> Likeness:
    results = child_of(file.json, "results")
    return Likeness.CERTAIN if {"channels", "utterances"} & results.keys() else Likeness.NO


def read_deepgram(file: FileText) -> ParsedFile:
    results = child_of(file.json, "results")
    channels = items_of(results, "channels")
    best = [next(iter(items_of(channel, "alternatives")), {}) for channel in channels]
    levels = (
        _read_utterances(items_of(results, "utterances")),
        _merge(best, read=_read_paragraphs),
        _merge(best, read=lambda item: group_words(_read_words(items_of(item, "words"), time=from_seconds))),
        _merge(best, read=lambda item: (Cue(text_of(item, "transcript")),)),
    )
    language = next((text_of(channel, "detected_language") for channel in channels), "")
    duration = from_seconds(child_of(file.json, "metadata").get("duration"))
    return ParsedFile("deepgram", choose_level(levels), Metadata(language=language or None, duration_ms=duration))


def _read_spoken(items: Sequence[Item], *, time: ReadTime) -> Iterator[Cue]:
    """What one speaker says, by sentences where it holds its words: a turn of minutes does."""
    for item in items:
        text, speaker = text_of(item, "text", "transcript"), label_of(item, "speaker")
        stamps = stamp_words(text, tuple(_read_words(items_of(item, "words"), time=time)))
        for piece in cut_sentences(text, stamps, times=(time(item.get("start")), time(item.get("end")))):
            yield Cue(piece.text, piece.start_ms, piece.end_ms, speaker)


def _read_words(items: Sequence[Item], *, time: ReadTime) -> Iterator[Cue]:
    for item in items:
        text = text_of(item, "punctuated_word", "text", "word")
        yield Cue(text, time(item.get("start")), time(item.get("end")), label_of(item, "speaker"))


def _read_paragraphs(alternative: Item) -> tuple[Cue, ...]:
    paragraphs = items_of(child_of(alternative, "paragraphs"), "paragraphs")
    cues: list[Cue] = []
    for paragraph in paragraphs:
        speaker = label_of(paragraph, "speaker")
        sentences = _read_spoken(items_of(paragraph, "sentences"), time=from_seconds)
        cues += (replace(cue, speaker=cue.speaker or speaker) for cue in sentences)
    return tuple(cues)


def _read_utterances(items: Sequence[Item]) -> tuple[Cue, ...]:
    channels = [label_of(item, "channel") or "" for item in items]
    numbers = {channel: number for number, channel in enumerate(sorted(set(channels)), 1)}
    said = ((channel, _read_spoken([item], time=from_seconds)) for channel, item in zip(channels, items, strict=True))
    if len(numbers) < 2:
        return tuple(cue for _, cues in said for cue in cues)
    return tuple(_name_channel(cue, number=numbers[channel]) for channel, cues in said for cue in cues)


def _merge(alternatives: Sequence[Item], *, read: Callable[[Item], tuple[Cue, ...]]) -> tuple[Cue, ...]:
    """All channels' cues. Where several speak, none of them is where another's speakers are."""
    heard = [cues for cues in map(read, alternatives) if any(cue.text.strip() for cue in cues)]
    if len(heard) < 2:
        return tuple(chain.from_iterable(heard))
    return tuple(_name_channel(cue, number=number) for number, cues in enumerate(heard, 1) for cue in cues)


def _name_channel(cue: Cue, *, number: int) -> Cue:
    """Services count the speakers of each channel anew."""
    label = f"Channel {number}"
    return replace(cue, speaker=f"{label}, {cue.speaker}" if cue.speaker else label)


ASSEMBLYAI = Format("assemblyai", ("json",), recognise_assemblyai, read_assemblyai)
DEEPGRAM = Format("deepgram", ("json",), recognise_deepgram, read_deepgram)
