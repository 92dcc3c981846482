"""Tells sound and film from text by how their bytes begin. Loads nothing."""

from __future__ import annotations

HEAD_BYTES = 16
"""So many tell."""
_FRAMES = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3", b"\xff\xe2", b"\xff\xf1", b"\xff\xf9")
_SIGNS = (
    b"ID3\x02",
    b"ID3\x03",
    b"ID3\x04",
    *_FRAMES,
    b"OggS",
    b"fLaC",
    b"\x1aE\xdf\xa3",
    b"#!AMR",
    b"caff\x00",
    b"FLV\x01",
    b"\x00\x00\x01\xba",
    b"0&\xb2u",
)
"""How MP3, AAC, Ogg, FLAC, Matroska, WebM, AMR, CAF, FLV, MPEG and WMA begin; MP4, RIFF, AIFF: by later words."""
_WORDS = ((b"RIFF", b"WAVE"), (b"RIFF", b"AVI "), (b"FORM", b"AIFF"), (b"FORM", b"AIFC"))


def is_recording(data: bytes) -> bool:
    """Whether bytes are sound or film, by how they begin."""
    return data.startswith(_SIGNS) or data[4:8] == b"ftyp" or (data[:4], data[8:12]) in _WORDS
