"""All formats there are, and the choice among them. A new format is one module and one line here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from ingest.errors import UnknownFormat
from ingest.parse import (
    ass,
    lrc,
    markdown,
    podcast_html,
    podcast_json,
    recognisers,
    srt,
    text,
    ttml,
    webvtt,
    whisper,
    whisper_tsv,
    youtube,
    youtube_xml,
)
from ingest.parse.format import FileText, Format, Likeness

ALL: Sequence[Format] = (
    youtube.JSON3,
    podcast_json.FORMAT,
    whisper.WHISPER_CPP,
    recognisers.DEEPGRAM,
    recognisers.ASSEMBLYAI,
    whisper.WHISPER,
    youtube.LIST,
    ttml.FORMAT,
    youtube_xml.FORMAT,
    podcast_html.FORMAT,
    whisper_tsv.FORMAT,
    webvtt.FORMAT,
    srt.FORMAT,
    ass.FORMAT,
    lrc.FORMAT,
    text.OTTER,
    text.FORMAT,
    markdown.FORMAT,
)
FORMATS: tuple[str, ...] = tuple(sorted(form.name for form in ALL))
_BY_NAME = {form.name: form for form in ALL}


def find_formats(name: str) -> Sequence[Format]:
    """The one of that name, or those with that ending of files, such as `vtt` or `xml`."""
    wanted = name.strip().lower().lstrip(".")
    found = [_BY_NAME[wanted]] if wanted in _BY_NAME else [form for form in ALL if wanted in form.endings]
    if not found:
        raise UnknownFormat(f"There is no format “{name[:40]}”.", advice=f"Choose one of: {', '.join(FORMATS)}.")
    return found


def choose_format(file: FileText, *, name: str, among: Sequence[Format] = ALL) -> Format:
    """The likeliest by content; between equals the one whose files end like `name`, then the first of the list.

    One alone is taken unseen: somebody named it.
    """
    if len(among) == 1:
        return among[0]
    rated = [(form.recognise(file), form) for form in among]
    best = max(likeness for likeness, _ in rated)
    if best is Likeness.NO:
        what = "This JSON has the shape of no known transcript." if file.json is not None else "This is no transcript."
        raise UnknownFormat(what, advice=f"Known formats: {', '.join(FORMATS)}.")
    equals = [form for likeness, form in rated if likeness is best]
    ending = PurePosixPath(name.lower().partition("?")[0]).suffix.lstrip(".")
    return next((form for form in equals if ending in form.endings), equals[0])
