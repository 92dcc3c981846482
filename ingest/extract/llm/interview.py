"""Asks the model about one chunk until its answer can be read, and decides when to make do with a part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from ingest.extract.llm.answers import (
    BadAnswer,
    ChunkAnswer,
    OutlineAnswer,
    chunk_schema,
    is_whole,
    outline_schema,
    read_chunk_answer,
    read_outline_answer,
)
from ingest.extract.llm.endpoint import Endpoint, Reply
from ingest.extract.llm.refusals import ChunkFailed
from ingest.extract.llm.wording import Message, ask_again, ask_what_was_missed
from ingest.records import Warning

_MOST_EMPTY = 200
"""So many words may be about nothing at all."""

Answer = TypeVar("Answer")


@dataclass(slots=True)
class Heard:
    """What the model said of one chunk; `failure` says why it said nothing."""

    answer: ChunkAnswer = field(default_factory=ChunkAnswer)
    warnings: list[Warning] = field(default_factory=list)
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """About one chunk. `key`: under which its answer is kept. `words`: how many it asks about."""

    messages: Sequence[Message]
    key: str
    words: int
    where: str


def ask_chunk(endpoint: Endpoint, question: Question, *, second_look: str) -> Heard:
    """Never fails for this chunk alone: then `failure` is set."""
    heard = Heard()
    schema = chunk_schema(second_look=second_look == "inline")
    read = partial(read_chunk_answer, may_be_empty=question.words <= _MOST_EMPTY)
    try:
        reply, heard.answer = _ask(endpoint, question.messages, key=question.key, schema=schema, read=read)
    except ChunkFailed as error:
        heard.failure = str(error)
        return heard
    _note_cut(reply, heard, question.where)
    if second_look == "call":
        _look_again(endpoint, question.messages, first=reply, heard=heard, where=question.where)
    return heard


def ask_outline(endpoint: Endpoint, messages: Sequence[Message]) -> OutlineAnswer | None:
    try:
        key = endpoint.name_question(list(messages))
        return _ask(endpoint, messages, key=key, schema=outline_schema(), read=read_outline_answer)[1]
    except ChunkFailed:
        return None


def _ask(
    endpoint: Endpoint,
    messages: Sequence[Message],
    *,
    key: str,
    schema: Mapping[str, Any],
    read: Callable[[str], Answer],
) -> tuple[Reply, Answer]:
    """Asks once more where the answer is unreadable or broken off; a part of an answer is better than none."""
    reply = endpoint.ask(messages, schema=schema, key=key)
    try:
        answer = read(reply.text)
        if reply.cached or reply.cut or is_whole(reply.text):
            endpoint.keep(reply)
            return reply, answer
        part: Answer | None = answer
        fault = "it breaks off"
    except BadAnswer as error:
        part, fault = None, str(error)
    return _ask_once_more(endpoint, messages, schema=schema, read=read, first=reply, part=part, fault=fault)


def _ask_once_more(  # noqa: PLR0913
    endpoint: Endpoint,
    messages: Sequence[Message],
    *,
    schema: Mapping[str, Any],
    read: Callable[[str], Answer],
    first: Reply,
    part: Answer | None,
    fault: str,
) -> tuple[Reply, Answer]:
    try:
        question = ask_again(messages, answer=first.text, fault=fault)
        reply = endpoint.ask(question, schema=schema, key=first.key, again=True)
        answer = read(reply.text)
    except (BadAnswer, ChunkFailed) as error:
        if part is None:
            raise ChunkFailed(f"its answer could not be read: {error}") from error
        return Reply(first.text, first.key, cut=True), part
    whole = replace(reply, cut=reply.cut or not is_whole(reply.text))
    endpoint.keep(whole)
    return whole, answer


def _look_again(endpoint: Endpoint, messages: Sequence[Message], *, first: Reply, heard: Heard, where: str) -> None:
    question = ask_what_was_missed(messages, answer=first.text)
    schema = chunk_schema(second_look=False)
    try:
        key = endpoint.name_question(first.key, first.text)
        _, more = _ask(endpoint, question, key=key, schema=schema, read=read_chunk_answer)
    except ChunkFailed as error:
        heard.warnings.append(Warning("second_look_failed", f"Nobody looked for what was missed: {error}.", where))
        return
    heard.answer.entities += more.entities
    heard.answer.claims += more.claims
    heard.answer.malformed += more.malformed
    heard.answer.beyond += more.beyond


def _note_cut(reply: Reply, heard: Heard, where: str) -> None:
    if reply.cut:
        message = "The model's answer broke off; what it had said until then is kept."
        heard.warnings.append(Warning("answer_cut", message, where))
