"""Finds a title for a transcript: the one given, the file's own, or a readable form of the file's name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ingest.language.legible import make_legible
from ingest.language.lengths import first_words

MAX_TITLE = 300
_OPENING_WORDS = 8
_ENDINGS = re.compile(
    r"(?:\.(?:vtt|webvtt|srt|json3?|txt|text|md|markdown|html?|xml|ttml|dfxp|ass|ssa|lrc|srv[123]|whisper|transcript"
    r"|captions|subtitles|auto|[a-z]{2,3}(?:-[a-z0-9]{2,8})?))+$",
    re.IGNORECASE,
)
_BRACKETED_ID = re.compile(r"\s?\[[\w-]{11}\]$")
_NUMBER = re.compile(r"^[0-9]{1,3}[\s._-]{1,3}(?=\D)")
_NAMELESS = frozenset({"", "-", "stdin", "text", "pasted text", "transcript", "captions", "subtitles"})


def choose_title(given: str | None, *, metadata: str | None, name: str, text: str) -> str:
    """Never blank, at most 300 characters. `text` is how the talk begins, for sources without a name."""
    for title in (given, metadata, _read_name(name)):
        legible = make_legible(title or "")[:MAX_TITLE].strip()
        if legible:
            return legible
    opening = first_words(text, _OPENING_WORDS)[: MAX_TITLE - 1]
    return opening if opening == " ".join(text.split()) else f"{opening}…"


def _read_name(name: str) -> str:
    stem = _ENDINGS.sub("", _take_last(name))
    stem = _BRACKETED_ID.sub("", stem)
    words = " ".join(re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", _NUMBER.sub("", stem)).split())
    if words.lower() in _NAMELESS:
        return ""
    return words[0].upper() + words[1:]


def _take_last(name: str) -> str:
    if name.startswith(("http://", "https://")):
        parts = urlsplit(name)
        return unquote(PurePosixPath(parts.path).name) or parts.netloc.rpartition("@")[2]
    return PurePosixPath(name.replace("\\", "/")).name
