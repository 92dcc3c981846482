"""Talks to one OpenAI-compatible endpoint: paced, metered, patient with passing faults, and cached.

Sends the messages it is given to `LLM_URL` and nowhere else, redirects included. Judges no content.
"""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import openai

from ingest.errors import ExtractorUnavailable
from ingest.extract.llm.cache import AnswerCache, Kept, hash_question
from ingest.extract.llm.dialect import Dialect
from ingest.extract.llm.meter import Allowance, Meter
from ingest.extract.llm.pace import Pace
from ingest.extract.llm.reading import BoundedClient
from ingest.extract.llm.refusals import (
    ChunkFailed,
    Refusal,
    Verdict,
    judge_body,
    judge_error,
    judge_machine,
    judge_said_error,
    judge_silence,
)
from ingest.extract.llm.settings import LlmSettings
from ingest.extract.llm.wording import Message, hash_prompts

_CHARACTERS_A_TOKEN = 3.0
"""Held before a call; English has about four characters a token, so that what is held is too much, not too little."""
_LONGEST_CONNECT = 10.0
"""Seconds until an endpoint takes a call, if it ever does; its answer may take longer."""
_LONGEST_BACKOFF = 60.0
_LONGEST_PAUSES = 600.0
"""So many seconds an endpoint that names its pauses is waited for in all: they use up no tries."""
_THINKING = re.compile(r"\s*[<\[]think(?:ing)?[>\]]", re.IGNORECASE)
_THOUGHT = re.compile(r"[<\[]/think(?:ing)?[>\]]", re.IGNORECASE)
_ANSWER = re.compile(r"\"(?:entities|chapters)\"", re.IGNORECASE)
_NOT_THE_API = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What the client lets through where a body is no JSON, or of another form than the API's."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`cut`: the answer ended at the limit on its length. `key`: under which `Endpoint.keep` remembers it."""

    text: str
    key: str
    cut: bool = False
    cached: bool = False
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A completion as far as it matters here. `length`: characters of all that was written, thinking included. Token
    counts are None where the endpoint gives none."""

    text: str
    length: int
    ended: str
    tokens_in: int | None
    tokens_out: int | None


class Endpoint:
    """One run's connection. `stop` ends waiting at once; the dialect learnt from the first answer holds for the run."""

    def __init__(self, settings: LlmSettings, *, stop: threading.Event) -> None:
        self.meter = Meter(settings)
        self.cache = AnswerCache(settings.cache_folder)
        self._settings = settings
        self._pace = _open_pace(settings.url, settings.requests_per_minute, settings.tokens_per_minute)
        self._stop = stop
        self._dialect = Dialect()
        self._reached = False

    def ask(self, messages: Sequence[Message], *, schema: Mapping[str, Any], key: str, again: bool = False) -> Reply:
        """The reply, from the cache where it was accepted before under this key, unless it is asked for `again`.

        Raises `ChunkFailed` after the last try, `ExtractorUnavailable` where no try can succeed, `LimitReached`.
        """
        kept = None if again else self.cache.get(key)
        if kept is not None:
            self.meter.count_cached(tokens_in=kept.tokens_in, tokens_out=kept.tokens_out)
            self._reached = True
            return Reply(kept.text, key, cached=True)
        return self._try_often(messages, schema=schema, key=key)

    def keep(self, reply: Reply) -> None:
        """Remembers a reply that was accepted, unless it was cut: with more room it would say more."""
        if not (reply.cached or reply.cut):
            self.cache.put(reply.key, Kept(reply.text, reply.tokens_in, reply.tokens_out))

    def name_question(self, *parts: object) -> str:
        """The key of what is asked with the parts, of this model. Hints that differ from one time to the next, as the
        names that are known so far, are best none of them: an answer that is there would be paid again."""
        settings = self._settings
        return hash_question([settings.url, settings.model, hash_prompts(), *parts])

    def _try_often(self, messages: Sequence[Message], *, schema: Mapping[str, Any], key: str) -> Reply:
        tries, paused = 0, 0.0
        while True:
            outcome = self._try_dialects(messages, schema=schema)
            if isinstance(outcome, Said):
                spent_in, spent_out = self._count(outcome, messages)
                return Reply(outcome.text, key, outcome.ended == "length", tokens_in=spent_in, tokens_out=spent_out)
            asked = bool(outcome.pause) and paused < _LONGEST_PAUSES
            tries += not asked
            if outcome.verdict is not Verdict.AGAIN or tries > self._settings.retries:
                raise self._conclude(outcome)
            pause = self._choose_pause(outcome, max(1, tries))
            paused += pause if asked else 0.0
            self._wait(pause)

    def _try_dialects(self, messages: Sequence[Message], *, schema: Mapping[str, Any]) -> Said | Refusal:
        dialect: Dialect | None = self._dialect
        outcome: Said | Refusal = Refusal(Verdict.GIVE_UP, "it was never asked")
        while dialect is not None:
            outcome = self._call(messages, schema=schema, dialect=dialect)
            if isinstance(outcome, Said):
                self._dialect = dialect
                return outcome
            if outcome.verdict is not Verdict.OTHERWISE:
                return outcome
            dialect = dialect.adapt(outcome.reason)
        return outcome

    def _call(self, messages: Sequence[Message], *, schema: Mapping[str, Any], dialect: Dialect) -> Said | Refusal:
        guess = _guess_tokens(messages) + dialect.guess_tokens(schema)
        allowance = self.meter.hold(guess)
        try:
            self._wait(self._pace.book(guess))
            said = self._send(messages, options=dialect.options(schema=schema, tokens_out=allowance.tokens_out))
        except openai.OpenAIError as error:
            return self._settle_failure(judge_error(error, self._settings), allowance)
        except _NOT_THE_API:
            return self._settle_failure(judge_body(self._settings), allowance)
        except BaseException:
            self.meter.release(allowance)
            raise
        if isinstance(said, Refusal):
            return self._settle_failure(said, allowance)
        self._settle(said, allowance, messages)
        return said if said.text.strip() else judge_silence(said.ended) or said

    def _send(self, messages: Sequence[Message], *, options: Mapping[str, Any]) -> Said | Refusal:
        client = _open_client(self._settings.url, self._settings.api_key, self._settings.timeout_seconds)
        sent = cast(Any, list(messages))
        completion = client.chat.completions.create(model=self._settings.model, messages=sent, **options)
        return judge_said_error(completion, self._settings) or _read_said(completion) or judge_body(self._settings)

    def _count(self, said: Said, messages: Sequence[Message]) -> tuple[int, int]:
        """Tokens in and out, reckoned where the endpoint does not tell."""
        tokens_in = _guess_tokens(messages) if said.tokens_in is None else said.tokens_in
        return tokens_in, round(said.length / _CHARACTERS_A_TOKEN) if said.tokens_out is None else said.tokens_out

    def _settle(self, said: Said, allowance: Allowance, messages: Sequence[Message]) -> None:
        tokens_in, tokens_out = self._count(said, messages)
        self.meter.settle(allowance, tokens_in=tokens_in, tokens_out=tokens_out)
        self._reached = True

    def _settle_failure(self, refusal: Refusal, allowance: Allowance) -> Refusal:
        if refusal.billed:
            self.meter.doubt(allowance)
        else:
            self.meter.release(allowance)
        if refusal.pause is not None:
            self._pace.hold(refusal.pause)
        return refusal

    def _conclude(self, refusal: Refusal) -> Exception:
        if refusal.stop is not None and (refusal.verdict is Verdict.STOP or not self._reached):
            return refusal.stop
        if refusal.verdict is Verdict.OTHERWISE and not self._reached:
            advice = "Check LLM_MODEL; where the text is too long for it, lower LLM_CHUNK_WORDS."
            return ExtractorUnavailable(f"{refusal.reason.capitalize()}.", where=self._settings.address, advice=advice)
        return ChunkFailed(refusal.reason)

    def _choose_pause(self, refusal: Refusal, attempt: int) -> float:
        """Not the same for all who were told to wait: one after the other they get in, together all but one do not."""
        backoff = min(_LONGEST_BACKOFF, self._settings.backoff_seconds * 2.0 ** (attempt - 1))
        return max((refusal.pause or 0.0) * random.uniform(1.0, 1.5), backoff * random.uniform(0.75, 1.25))

    def _wait(self, seconds: float) -> None:
        if self._stop.wait(seconds) if seconds > 0 else self._stop.is_set():
            raise ChunkFailed("the run was stopped")


def _read_said(completion: object) -> Said | None:
    """None where it is no completion. The client does not check what an endpoint sends, so every field may be missing
    or of another type."""
    choices = getattr(completion, "choices", None)
    if not isinstance(choices, list):
        return None
    choice = choices[0] if choices else None
    message = getattr(choice, "message", None)
    text, thought = (_read_text(message, name) for name in ("content", "reasoning_content"))
    usage = getattr(completion, "usage", None)
    return Said(
        text=_drop_thinking(text),
        length=len(text) + len(thought),
        ended=str(getattr(choice, "finish_reason", "")),
        tokens_in=_read_count(usage, "prompt_tokens"),
        tokens_out=_read_count(usage, "completion_tokens"),
    )


def _read_text(message: object, name: str) -> str:
    """Some endpoints send it in parts."""
    text = getattr(message, name, None)
    if isinstance(text, list):
        parts = [part.get("text") for part in text if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return text if isinstance(text, str) else ""


def _drop_thinking(text: str) -> str:
    """What follows the thinking; nothing where that never ended, for its drafts are no answer. A talk may speak of such
    marks, and so may an answer about it: where it begins as an answer does, or has begun before, it is one."""
    if text.lstrip().startswith(("{", "`")):
        return text
    opened = _THINKING.match(text)
    ended = _THOUGHT.search(text)
    if opened:
        return text[ended.end() :] if ended else ""
    if ended and "{" in text[ended.end() :] and not _ANSWER.search(text, 0, ended.start()):
        return text[ended.end() :]
    return text


def _read_count(usage: object, name: str) -> int | None:
    count = getattr(usage, name, None)
    return count if isinstance(count, int) and count > 0 else None


def _guess_tokens(messages: Sequence[Message]) -> int:
    return sum(
        int(len(message["content"].encode("utf-8", "replace")) / _CHARACTERS_A_TOKEN) + 8 for message in messages
    )


@lru_cache(maxsize=4)
def _open_pace(url: str, requests: int, tokens: int) -> Pace:
    """Kept for the process: an endpoint counts what comes, whichever talk it is about."""
    return Pace(requests=requests, tokens=tokens)


@lru_cache(maxsize=4)
def _open_client(url: str, key: str, timeout: float) -> openai.OpenAI:
    """Kept for the process: opening one loads the machine's certificates. Raises `ExtractorUnavailable` where the
    machine's own settings let no connection be made."""
    patience = openai.Timeout(timeout, connect=min(timeout, _LONGEST_CONNECT))
    try:
        http = BoundedClient(timeout=timeout)
        return openai.OpenAI(base_url=url, api_key=key or "none", timeout=patience, max_retries=0, http_client=http)
    except Exception as error:  # what proxies and certificates can be wrong by, the client names in many ways
        raise judge_machine(error) from error
