"""Bytes to text: byte order mark, then UTF-8, then what they state, then Windows-1252. Knows no format.

Line ends come out as `\\n`, invisible marks of direction not at all. A few broken bytes do not send a whole
file to another encoding.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from string import ascii_letters

from ingest.errors import ParseError, UnknownFormat
from ingest.language.charsets import find_charset, is_utf8, read_stated
from ingest.records import Warning

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = {
    b"%PDF": "a PDF file",
    b"{\\rtf": "an RTF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"ID3": "a sound file",
    b"RIFF": "a sound or video file",
    b"OggS": "a sound file",
    b"fLaC": "a sound file",
    b"\x1f\x8b": "a compressed file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"\x1aE\xdf\xa3": "a video file",
}
_SAMPLE = 4096
_HIGH = bytes(range(128, 256))
_PLAIN = ascii_letters.encode()
_FEWEST_HIGH = 20
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_MAX_CONTROL_SHARE = 0.05
_STREWN = 0.7
# Programs that write text on Windows turn a line's end of two characters into one of three. Each run is matched
# whole: a pattern that gives up where no `\n` follows begins again at each of its characters.
_LINE_END = re.compile(r"\r+\n?")
# Joiners within words are kept; marks of direction stand before names and stamps, which they would hide.
_UNSEEN = re.compile("[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    warnings: tuple[Warning, ...] = ()


def decode_bytes(data: bytes) -> Decoded:
    """Raises `ParseError` where the bytes are no text."""
    _refuse_binary(data)
    encoding, skipped = _find_encoding(data)
    text = data[skipped:].decode(encoding, "replace")
    _refuse_noise(text)
    plain = _LINE_END.sub(_end_line, text) if "\r" in text else text
    return Decoded(plain if plain.isascii() else _UNSEEN.sub("", plain), _warn(text, encoding))


def _end_line(end: re.Match[str]) -> str:
    """A `\\n` for the whole of it, or for each `\\r` where none of them ends in one."""
    return "\n" if end[0].endswith("\n") else "\n" * len(end[0])


def _refuse_binary(data: bytes) -> None:
    if not data.strip():
        raise ParseError("There is nothing in it.", advice="Give a transcript with words.")
    kind = next((kind for magic, kind in _BINARY.items() if data.startswith(magic)), None)
    if kind is None and data[4:8] == b"ftyp":
        kind = "a video file"
    if kind is not None:
        raise UnknownFormat(f"This is {kind}, not a transcript.", advice="Give captions or a transcript as text.")


def _refuse_noise(text: str) -> None:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MAX_CONTROL_SHARE * len(sample) + 4:
        raise UnknownFormat("This is not text in a known encoding.", advice="Save it as UTF-8.")


def _find_encoding(data: bytes) -> tuple[str, int]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return _find_wide(data[:_SAMPLE]) or _find_narrow(data), 0


def _find_wide(sample: bytes) -> str | None:
    # Spaces, line ends and digits hold a zero byte in UTF-16, whatever the script.
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 2 or max(even, odd) < 0.05 * len(sample) / 2 or min(even, odd) > 0.2 * max(even, odd):
        return None
    if _is_strewn(sample):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_strewn(sample: bytes) -> bool:
    """Whether it is ordinary text once stray zero bytes are gone. Of UTF-16 in Latin letters half the bytes would go,
    and of any other script bytes be left that no text holds."""
    left = sample.replace(b"\0", b"")
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(left)
    return len(left) > _STREWN * len(sample) and not _CONTROL.search(text)


def _find_narrow(data: bytes) -> str:
    if is_utf8(data):
        return "utf-8"
    stated = find_charset(read_stated(data))
    return stated if stated != "utf-8" else _find_western(data)


def _find_western(data: bytes) -> str:
    """Western languages are mostly plain letters; of any other alphabet their encoding would make gibberish."""
    high, plain = (len(data) - len(data.translate(None, letters)) for letters in (_HIGH, _PLAIN))
    if high > max(_FEWEST_HIGH, 2 * plain):
        raise UnknownFormat("This is not text in a known encoding.", advice="Save it as UTF-8.")
    return "cp1252"


def _warn(text: str, encoding: str) -> tuple[Warning, ...]:
    broken = text.count("\ufffd")
    if not encoding.startswith("utf-"):
        name = encoding.replace("cp125", "Windows-125")
        return (Warning("encoding", f"Not UTF-8: read as {name}."),)
    if broken:
        return (Warning("encoding", f"{broken} unreadable characters were replaced."),)
    return ()
