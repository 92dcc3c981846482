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
from ingest.language.legible import make_legible
from ingest.sources.limits import MEDIA_SECONDS
from ingest.sources.recordings import HEAD_BYTES, is_recording

_SETUP = (
    "Give its transcript, or set STT_URL to a speech-to-text endpoint, "
    "or install the extra “speech”: .venv/bin/pip install -e '.[speech]'."
)
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_WITH_TIMES, _WORDS_ALONE = "verbose_json", "json"
_LONGEST_SAID = 200


def check_recording(path: Path, *, name: str) -> None:
    """Raises `SpeechFailed` unless the file begins as a recording does. What a server says of it is not enough:
    decoders open playlists too, and whatever those name."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
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
    """With times, or else the words alone: some models know no other form."""
    fields = {"model": os.environ.get("STT_MODEL") or "whisper-1", "response_format": _WITH_TIMES}
    if language:
        fields["language"] = language[:2]
    answer = _send(url, path, fields, name=name)
    if answer.status_code in {400, 422} and any(word in answer.text for word in ("response_format", _WITH_TIMES)):
        answer = _send(url, path, {**fields, "response_format": _WORDS_ALONE}, name=name)
    return _read_answer(answer, name=name)


def _send(url: str, path: Path, fields: Mapping[str, str], *, name: str) -> httpx.Response:
    key = os.environ.get("STT_API_KEY", "").strip()
    try:
        with path.open("rb") as file:
            return httpx.post(
                f"{url}/audio/transcriptions",
                data=fields,
                files={"file": (path.name, file)},
                headers={"Authorization": f"Bearer {key}"} if key else {},
                timeout=httpx.Timeout(MEDIA_SECONDS, connect=10.0),
            )
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, UnicodeError):
        advice = (
            "Set STT_URL to one like https://api.example.com/v1, and STT_API_KEY without marks that a program put in."
        )
        raise SpeechFailed("STT_URL or STT_API_KEY can't be sent as it is.", where=name, advice=advice) from None
    except httpx.HTTPError:
        raise SourceUnavailable("The speech-to-text endpoint does not answer.", where=name) from None


def _read_answer(answer: httpx.Response, *, name: str) -> bytes:
    if not answer.is_success:
        raise _explain_refusal(answer, name=name)
    try:
        value = answer.json()
    except ValueError:
        value = None
    if not isinstance(value, dict) or not (value.get("segments") or value.get("text")):
        raise SpeechFailed("The speech-to-text endpoint found no words in it.", where=name)
    return _write(value)


def _explain_refusal(answer: httpx.Response, *, name: str) -> SpeechFailed | SourceUnavailable:
    status, (code, said) = answer.status_code, _read_said(answer)
    if code == "insufficient_quota" or status == 402:
        unpaid = "The account behind STT_API_KEY has no credit left."
        return SpeechFailed(unpaid, where=name, advice="Top it up, or set another key.")
    if status in _BUSY:
        return SourceUnavailable(f"The speech-to-text endpoint answers {status}.", where=name)
    if status in {401, 403}:
        refused = f"The speech-to-text endpoint refused the key ({status})."
        return SpeechFailed(refused, where=name, advice="Set STT_API_KEY to one that it takes.")
    advice = "Check STT_URL, STT_MODEL and STT_API_KEY, and how large its recordings may be."
    told = f"{status}: {said.rstrip('.')}" if said else f"{status}"
    return SpeechFailed(f"The speech-to-text endpoint answers {told}.", where=name, advice=advice)


def _read_said(answer: httpx.Response) -> tuple[str, str]:
    """The code and the sentence of an error of the API's form, shortened; nothing of any other page."""
    try:
        error = answer.json()["error"]
        code, said = str(error.get("code") or ""), str(error.get("message") or "")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return "", ""
    return code, make_legible(said)[:_LONGEST_SAID]


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
