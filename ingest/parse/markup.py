"""Takes caption markup away: tags, style overrides, turn marks, entities. Keeps every word.

Patterns are bounded, so that a line of a million characters costs no more than a million steps.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from ingest.parse.stamps import CLOCK, read_clock

_TAG = re.compile(
    r"</?(?:c|i|b|u|s|em|strong|lang|ruby|font|span|v|p|div)(?:[.\s][^<>]{0,300})?\s?/?>|<[0-9:.,]{3,20}>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s?/?>|\[br\]", re.IGNORECASE)
_ESCAPED_BREAK = re.compile(r"(?<!:)\\N|(?<=[^\s:])\\n(?=\S)")
_PATH = re.compile(r":\\|\\[^Nn]|\\$")
_READING = re.compile(r"<rt>[^<>]{0,200}</rt>|<rp>[^<>]{0,20}</rp>", re.IGNORECASE)
_OVERRIDE = re.compile(r"\{\\[^{}]{0,200}\}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s([^<>]{1,200})>|</v>")
_TURN = re.compile(r"\s*(?:>>|&gt;&gt;){1,3}>?\s*")
_NOTE = r"\[(?:_BEG_|_TT_[0-9]{1,6}|_EOT_|BLANK_AUDIO|SPEAKER_TURN)\]|\(speaker \?\)"
_NOTES = re.compile(_NOTE)
_MODEL = re.compile(rf"<\|[^|<>]{{0,40}}\|>|{_NOTE}")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")

_STAMP = re.compile(rf"<({CLOCK})>")

_CODE = "0123456789=&<>;|-/"
_MAX_VOICES = 1000
_MAX_STAMPS = 1000


def strip_tags(line: str) -> str:
    if "<" not in line and "\\" not in line and "[br]" not in line:
        return line
    plain = _OVERRIDE.sub("", _TAG.sub("", _READING.sub("", _BREAK.sub(" ", line))))
    return " ".join(map(_break_word, plain.split(" "))) if "\\" in plain else plain


def _break_word(word: str) -> str:
    """In two where a program left the break of another format; a path ("C:\\new\\notes") is whole."""
    return word if "\\" not in word or _PATH.search(word) else _ESCAPED_BREAK.sub(" ", word)


def decode_entities(text: str, *, times: int = 1, seam: str = "") -> str:
    """Decoded as often as the format encodes, never more: who says "&amp;lt;" means it. `seam` goes before each."""
    for _ in range(times):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda match: seam + html.unescape(match.group()), text)
    return text


def encodes_entities(text: str) -> bool:
    """Whether every ampersand in the text begins an entity, as in a file whose writer encoded them."""
    return "&" in text and text.count("&") == len(_ENTITY.findall(text))


def split_voices(line: str, *, voice: str | None) -> Iterator[tuple[str | None, str]]:
    """The stretches of a WebVTT line with who says each; `voice` is who spoke when the line began."""
    position = 0
    for match in islice(_VOICE.finditer(line), _MAX_VOICES):
        yield voice, line[position : match.start()]
        voice = match[1].strip() if match[1] else None
        position = match.end()
    yield voice, line[position:]


def split_stamps(line: str) -> Iterator[tuple[int | None, str]]:
    """The stretches of a line between the times of single words (`<00:01.500>`), each with the time before it."""
    position, start = 0, None
    for match in islice(_STAMP.finditer(line), _MAX_STAMPS) if "<" in line else ():
        yield start, line[position : match.start()]
        position, start = match.end(), read_clock(match[1])
    yield start, line[position:]


def take_turn_mark(line: str) -> tuple[bool, str]:
    """Whether the line begins with `>>`, the mark of another speaker, and the line without it."""
    match = _TURN.match(line)
    return (True, line[match.end() :]) if match else (False, line)


def find_turn_marks(words: Sequence[str]) -> list[int]:
    """Where `>>` stands between words, before what may be said and no value of a program."""
    pairs = enumerate(pairwise(words))
    return [n for n, (word, after) in pairs if n and word in (">>", ">>>") and after[:1] not in _CODE]


def drop_model_marks(text: str) -> str:
    """The text without what a speech model writes about its own work (`<|endoftext|>`, `[BLANK_AUDIO]`)."""
    return _MODEL.sub("", text) if "|" in text or "[" in text or "(" in text else text


def drop_model_notes(text: str) -> str:
    """The same for files that people write too, who may speak of such a token."""
    return _NOTES.sub("", text) if "_" in text or "(speaker ?" in text else text
