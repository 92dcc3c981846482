"""Recordings without a transcript: asks a speech-to-text endpoint or a local model for one. Chooses by settings.

STT_URL (any OpenAI-compatible `/audio/transcriptions`) comes first, then an installed `faster-whisper`. What comes
back is JSON of segments with seconds, which `parse` reads like any other transcript.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import httpx

from ingest.errors import SourceUnavailable, SpeechFailed, SpeechUnavailable
from ingest.sources.limits import MEDIA_SECONDS

_FRAMES = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3", b"\xff\xe2", b"\xff\xf1", b"\xff\xf9")
_SIGNS = (
    b"ID3",
    *_FRAMES,
    b"OggS",
    b"fLaC",
    b"\x1aE\xdf\xa3",
    b"#!AMR",
    b"caff",
    b"FLV\x01",
    b"\x00\x00\x01\xba",
    b"0&\xb2u",
)
"""How MP3, AAC, Ogg, FLAC, Matroska, WebM, AMR, CAF, FLV, MPEG and WMA begin; MP4, RIFF, AIFF: by later words."""
_WORDS = ((b"RIFF", b"WAVE"), (b"RIFF", b"AVI "), (b"FORM", b"AIFF"), (b"FORM", b"AIFC"))
_SETUP = (
    "Give its transcript, or set STT_URL to a speech-to-text endpoint, "
    "or install the extra “speech”: .venv/bin/pip install -e '.[speech]'."
)
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


def is_recording(data: bytes) -> bool:
    """Whether bytes are sound or film, by how they begin."""
    return data.startswith(_SIGNS) or data[4:8] == b"ftyp" or (data[:4], data[8:12]) in _WORDS


def check_recording(path: Path, *, name: str) -> None:
    """Raises `SpeechFailed` unless the file begins as a recording does. What a server says of it is not enough:
    decoders open playlists too, and whatever those name."""
    with path.open("rb") as file:
        head = file.read(16)
    if not is_recording(head):
        raise SpeechFailed(
            "It is said to be a recording, and begins like none.", where=name, advice="Give a transcript."
        )


def transcribe(path: Path, *, name: str, language: str | None = None) -> bytes:
    """A transcript of a recording, as JSON. `name`: how to speak of it in errors.

    Raises `SpeechUnavailable` where nothing is set up, `SpeechFailed`, or `SourceUnavailable` (may work later).
    """
    if url := os.environ.get("STT_URL", "").rstrip("/"):
        return _ask_endpoint(url, path, name=name, language=language)
    if find_spec("faster_whisper"):
        return _ask_model(path, name=name, language=language)
    raise SpeechUnavailable("This is a recording without a transcript.", where=name, advice=_SETUP)


def check_available(name: str) -> None:
    """Raises `SpeechUnavailable` before anything large is downloaded in vain."""
    if not os.environ.get("STT_URL") and not find_spec("faster_whisper"):
        raise SpeechUnavailable("This is a recording without a transcript.", where=name, advice=_SETUP)


def _ask_endpoint(url: str, path: Path, *, name: str, language: str | None) -> bytes:
    fields = {"model": os.environ.get("STT_MODEL") or "whisper-1", "response_format": "verbose_json"}
    if language:
        fields["language"] = language[:2]
    key = os.environ.get("STT_API_KEY", "")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        with path.open("rb") as file:
            answer = httpx.post(
                f"{url}/audio/transcriptions",
                data=fields,
                files={"file": (path.name, file)},
                headers=headers,
                timeout=httpx.Timeout(MEDIA_SECONDS, connect=10.0),
            )
    except httpx.HTTPError:
        raise SourceUnavailable("The speech-to-text endpoint does not answer.", where=name) from None
    return _read_answer(answer, name=name)


def _read_answer(answer: httpx.Response, *, name: str) -> bytes:
    if answer.status_code in _BUSY:
        raise SourceUnavailable(f"The speech-to-text endpoint answers {answer.status_code}.", where=name)
    if not answer.is_success:
        advice = "Check STT_URL, STT_MODEL and STT_API_KEY, and how large its recordings may be."
        raise SpeechFailed(f"The speech-to-text endpoint answers {answer.status_code}.", where=name, advice=advice)
    try:
        value = answer.json()
    except ValueError:
        value = None
    if not isinstance(value, dict) or not (value.get("segments") or value.get("text")):
        raise SpeechFailed("The speech-to-text endpoint found no words in it.", where=name)
    return _write(value)


def _ask_model(path: Path, *, name: str, language: str | None) -> bytes:
    from faster_whisper import WhisperModel

    try:
        model = WhisperModel(os.environ.get("STT_MODEL") or "small")
        segments, facts = model.transcribe(str(path), language=language[:2] if language else None, vad_filter=True)
        found = [{"start": s.start, "end": s.end, "text": s.text} for s in segments]
    except Exception as error:  # the model, its weights, or the decoder: whatever it is, this recording has no words
        raise SpeechFailed(f"The speech model could not read it: {error}", where=name) from None
    if not found:
        raise SpeechFailed("The speech model found no words in it.", where=name)
    return _write({"language": facts.language, "segments": found})


def _write(value: Mapping[str, object]) -> bytes:
    return json.dumps({"text": "", **value}, ensure_ascii=False).encode()
