"""Turns what the client raises into a verdict: try again after a while, ask otherwise, give this chunk up, or stop.

Says each fault in one sentence for the person who set the endpoint up; never repeats the key.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from enum import StrEnum

import openai

from ingest.errors import ExtractorUnavailable
from ingest.extract.llm.reading import Unending
from ingest.extract.llm.settings import LlmSettings

_LONGEST_PAUSE = 120.0
_LONGEST_MESSAGE = 200
_UNPAID = 402
_NO_QUOTA = "insufficient_quota"
_MODERATED = re.compile(r"content[ _-]?(?:filter|management|policy)|moderation|flagged")
"""How endpoints say that a text itself is what they refuse."""
_ELSEWHERE = frozenset({404, 405, 410, 501})
_OR_THE_WORDS = _ELSEWHERE | {403}
"""Tell of a wrong setting where nothing was ever answered. Later they may be about one text: so gateways and routers
refuse words that they dislike."""
_PASSING = frozenset({408, 409, 425, 429})
_OF_THE_MACHINE = frozenset({"ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"})
_NEVER_REACHED = frozenset({"ConnectError", "ConnectTimeout", "UnsupportedProtocol", "InvalidURL"})


class Verdict(StrEnum):
    """What to do after a failed call."""

    AGAIN = "again"
    OTHERWISE = "otherwise"
    GIVE_UP = "give up"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Refusal:
    """`pause`: seconds that the endpoint asked for, if any. `billed`: the call may have cost tokens."""

    verdict: Verdict
    reason: str
    pause: float | None = None
    billed: bool = False
    stop: ExtractorUnavailable | None = None


class ChunkFailed(Exception):
    """No usable answer for this chunk. Its text says why, in a few words."""


def judge_error(error: openai.OpenAIError, settings: LlmSettings) -> Refusal:
    ended = error if isinstance(error, Unending) else error.__cause__
    if isinstance(ended, Unending):
        return Refusal(Verdict.GIVE_UP, str(ended), billed=True)
    if isinstance(error, openai.APITimeoutError) and not _was_never_reached(error):
        return Refusal(Verdict.AGAIN, f"no answer within {settings.timeout_seconds:g} s", billed=True)
    if isinstance(error, openai.APIStatusError):
        return _judge_status(error, settings)
    if isinstance(error, openai.APIConnectionError):
        return _judge_connection(error, settings)
    return judge_body(settings)


def judge_body(settings: LlmSettings, *, said: str = "") -> Refusal:
    """Of an answer that is none of the API's: a page of a proxy, if nothing else ever came from there. `said`: what it
    says of itself, where it does."""
    told = f" (it says “{said}”)" if said else ""
    stop = ExtractorUnavailable(
        f"What answers at LLM_URL {settings.address} does not speak the API{told}.",
        advice="Check LLM_URL (it often ends in /v1).",
    )
    return Refusal(Verdict.AGAIN, f"the answer was not of the API's form{told}", billed=True, stop=stop)


def judge_silence(ended: str) -> Refusal | None:
    """Of an answer without words, which another try would not bring; None where nothing says why."""
    if ended == "length":
        return Refusal(Verdict.GIVE_UP, "it thought until its room was used up: raise LLM_MAX_OUTPUT_TOKENS")
    if ended == "content_filter":
        return Refusal(Verdict.GIVE_UP, "the endpoint does not take these words")
    return None


def judge_said_error(completion: object, settings: LlmSettings) -> Refusal | None:
    """Some endpoints say with status 200 that they failed, and with which one they mean."""
    error = getattr(completion, "error", None)
    if getattr(completion, "choices", None) or not isinstance(error, Mapping | str):
        return None
    if isinstance(error, str):
        return judge_body(settings, said=_shorten(error))
    code = error.get("code")
    status = code if isinstance(code, int) and 400 <= code < 600 else 500
    said = _shorten(str(error.get("message") or "it failed"))
    return _judge_answer(status, settings, code=str(code), said=said, pause=None)


def judge_machine(error: Exception) -> ExtractorUnavailable:
    """Of settings that let no connection be made at all. Shows their names only: an address may hold a password."""
    told = [name for name in os.environ if name.upper() in _OF_THE_MACHINE]
    return ExtractorUnavailable(
        f"The proxy or certificates that this machine sets can't be used ({_shorten(str(error))}).",
        advice=f"Check {', '.join(told) or 'its settings for proxies and certificates'}.",
    )


def _judge_connection(error: openai.APIConnectionError, settings: LlmSettings) -> Refusal:
    if not _was_never_reached(error):
        return Refusal(Verdict.AGAIN, "the connection was dropped", billed=True)
    cause = _shorten(str(error.__cause__))
    stop = ExtractorUnavailable(
        f"No language model answers at LLM_URL {settings.address} ({cause}).",
        advice="Start it there, or set LLM_URL to where it is.",
    )
    stop.transient = True
    return Refusal(Verdict.AGAIN, "no connection", stop=stop)


def _was_never_reached(error: openai.APIConnectionError) -> bool:
    return type(error.__cause__).__name__ in _NEVER_REACHED


def _judge_status(error: openai.APIStatusError, settings: LlmSettings) -> Refusal:
    said, pause = _shorten(_read_message(error)), _read_pause(error.response.headers)
    return _judge_answer(error.status_code, settings, code=error.code or "", said=said, pause=pause)


def _judge_answer(status: int, settings: LlmSettings, *, code: str, said: str, pause: float | None) -> Refusal:
    if status in {400, 403} and _MODERATED.search(f"{code} {said}".lower()):
        return Refusal(Verdict.GIVE_UP, f"the endpoint does not take these words ({said})")
    wrong = _judge_setup(status, settings, code=code, said=said)
    if wrong is not None and status in _OR_THE_WORDS and code != _NO_QUOTA:
        return replace(wrong, verdict=Verdict.GIVE_UP, reason=f"the endpoint answered {status}: {said}")
    if wrong is not None:
        return wrong
    if status in _PASSING or status >= 500:
        return Refusal(Verdict.AGAIN, f"the endpoint answered {status}", pause=pause)
    if status in {400, 422}:
        return Refusal(Verdict.OTHERWISE, f"the endpoint refused the request ({status}: {said})")
    return Refusal(Verdict.GIVE_UP, f"the endpoint answered {status}: {said}")


def _judge_setup(status: int, settings: LlmSettings, *, code: str, said: str) -> Refusal | None:
    """What no other try and no other chunk can mend."""
    if code == _NO_QUOTA or status == _UNPAID:
        return _stop(
            f"The account behind LLM_API_KEY has no credit left: {said.rstrip('.')}.", "Top it up, or set another key."
        )
    if status in {401, 403}:
        return _stop(
            f"The endpoint {settings.address} refused the key ({status}).", "Set LLM_API_KEY to one that it takes."
        )
    if status in _ELSEWHERE:
        return _stop(
            f"The endpoint {settings.address} knows no such address or model as “{settings.model}” ({status}).",
            "Check LLM_URL (it often ends in /v1) and LLM_MODEL.",
        )
    if 300 <= status < 400:
        return _stop(
            f"The endpoint {settings.address} leads to another address ({status}), where nothing is sent.",
            "Set LLM_URL to that address.",
        )
    return None


def _stop(message: str, advice: str) -> Refusal:
    return Refusal(Verdict.STOP, message, stop=ExtractorUnavailable(message, advice=advice))


def _read_message(error: openai.APIStatusError) -> str:
    body = error.body
    if isinstance(body, Mapping):
        return str(body.get("message") or body.get("detail") or body.get("error") or error.message)
    return str(error.message)


def _shorten(text: str) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= _LONGEST_MESSAGE else plain[: _LONGEST_MESSAGE - 1] + "…"


def _read_pause(headers: Mapping[str, str]) -> float | None:
    """The seconds of `Retry-After` (a number or a date), at most two minutes."""
    raw = headers.get("retry-after", "").strip()
    try:
        seconds = float(raw)
    except ValueError:
        seconds = _seconds_until(raw)
    return min(seconds, _LONGEST_PAUSE) if seconds >= 0 else None


def _seconds_until(date: str) -> float:
    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return -1.0
