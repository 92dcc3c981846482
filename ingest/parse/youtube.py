"""YouTube's json3 captions and the list that youtube-transcript-api gives. Text in both is plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.parse.captions import join_screens, show_text
from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.json_text import Item, items_of, objects_in, text_of
from ingest.parse.rolling import Line
from ingest.parse.stamps import add_ms, from_ms, from_seconds
from ingest.parse.words import stamp_pieces
from ingest.records import Metadata, ParsedFile


def recognise_json3(file: FileText) -> Likeness:
    events = items_of(file.json, "events")
    if any("segs" in event or "tStartMs" in event for event in events):
        return Likeness.CERTAIN
    return Likeness.NO


def read_json3(file: FileText) -> ParsedFile:
    return ParsedFile("youtube-json3", join_screens(_read_events(items_of(file.json, "events"))))


def _read_events(events: Sequence[Item]) -> Iterator[Sequence[Line]]:
    for number, event in enumerate(events):
        start = from_ms(event.get("tStartMs"))
        pieces = [(_read_piece(piece), _find_start(piece, start)) for piece in items_of(event, "segs")]
        text = "".join(text for text, _ in pieces)
        times = (start, add_ms(start, from_ms(event.get("dDurationMs"))))
        yield show_text(text, times=times, number=number, stamps=stamp_pieces(pieces))


def _read_piece(piece: Item) -> str:
    text = piece.get("utf8")
    return text if isinstance(text, str) else ""


def _find_start(piece: Item, start: int | None) -> int | None:
    return add_ms(start, from_ms(piece.get("tOffsetMs")))


def recognise_list(file: FileText) -> Likeness:
    items = _find_snippets(file.json)
    if items and all("text" in item and "start" in item for item in items[:5]):
        return Likeness.CERTAIN if "duration" in items[0] else Likeness.POSSIBLE
    return Likeness.NO


def read_list(file: FileText) -> ParsedFile:
    cues = join_screens(_read_snippets(_find_snippets(file.json)))
    language = text_of(file.json, "language_code") if isinstance(file.json, Mapping) else ""
    return ParsedFile("youtube-transcript", cues, Metadata(language=language or None))


def _find_snippets(value: object) -> tuple[Item, ...]:
    """The command of youtube-transcript-api writes a list of transcripts, mostly of one."""
    if isinstance(value, Sequence) and len(value) == 1 and isinstance(value[0], list):
        value = value[0]
    return items_of(value, "snippets") if isinstance(value, Mapping) else tuple(objects_in(value))


def _read_snippets(items: Sequence[Item]) -> Iterator[Sequence[Line]]:
    for number, item in enumerate(items):
        start = from_seconds(item.get("start"))
        end = add_ms(start, from_seconds(item.get("duration")))
        yield show_text(text_of(item, "text"), times=(start, end), number=number)


JSON3 = Format("youtube-json3", ("json3", "json"), recognise_json3, read_json3)
LIST = Format("youtube-transcript", ("json",), recognise_list, read_list)
