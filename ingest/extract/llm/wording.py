"""Fills the prompts (files in `prompts/`) with what is asked. Their hash is part of the extractor's version."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from string import Template
from typing import TypedDict

from ingest.extract.llm.chunks import Chunk
from ingest.language.lengths import count_words
from ingest.ontology import load_ontology

PROMPTS = ("system", "second_look", "second_call", "chunk", "again", "outline", "predicates")
_ENTITIES, _CLAIMS, _CHAPTERS = 32, 43, 3.2
"""What to ask for from a thousand words of talk. A model that isn't told stops at half of what a careful editor finds,
and one that is goes a little beyond what it was told."""
_GROWTH = 0.6
"""Of twice as many words than that an editor takes half as much again, since the same things are spoken of: the power
with which different words grow, too."""
_MOST_CHAPTERS = 8
_SHOWN_AGAIN = 1000
_TALK_RICHNESS = 2.7
_MOST_RICH = 1.5
_WORD = re.compile(r"\w+")
_MISSED_SHAPE = '"missed":{"entities":[],"claims":[]},'


class Message(TypedDict):
    role: str
    content: str


@cache
def hash_prompts() -> str:
    """Eight hexadecimal characters that change with any prompt and with the ontology."""
    digest = hashlib.blake2b(digest_size=4)
    for part in (*(_load(name) for name in PROMPTS), _describe_predicates()):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def ask_about_chunk(
    chunk: Chunk, *, title: str, speakers: Sequence[str], names: Sequence[str], second_look: bool
) -> tuple[Message, ...]:
    content = _fill(
        "chunk",
        title=" ".join(title.split())[:200],
        speakers="; ".join(speakers) or "unknown",
        names="; ".join(names) or "none",
        **_expect(chunk.text),
        fence=_make_fence(chunk.text),
        text=chunk.text,
    )
    return (Message(role="system", content=_write_system(second_look)), Message(role="user", content=content))


def ask_what_was_missed(messages: Sequence[Message], *, answer: str) -> tuple[Message, ...]:
    return (
        *messages,
        Message(role="assistant", content=answer),
        Message(role="user", content=_load("second_call").strip()),
    )


def ask_again(messages: Sequence[Message], *, answer: str, fault: str) -> tuple[Message, ...]:
    """With the beginning of the answer between, since many models take no two questions in a row."""
    return (
        *messages,
        Message(role="assistant", content=answer[:_SHOWN_AGAIN].strip() or "{}"),
        Message(role="user", content=_fill("again", fault=fault).strip()),
    )


def ask_for_outline(proposals: str, *, least: int, most: int) -> tuple[Message, ...]:
    content = _fill("outline", least=str(least), most=str(most), fence=_make_fence(proposals), proposals=proposals)
    return (Message(role="user", content=content),)


@cache
def _write_system(second_look: bool) -> str:
    return _fill(
        "system",
        predicates=_describe_predicates(),
        missed_shape=_MISSED_SHAPE if second_look else "",
        missed_rule=_load("second_look") if second_look else "",
    ).strip()


def _expect(text: str) -> dict[str, str]:
    """How many of each the question says to expect, at least one."""
    share, density = count_words(text) / 1000, _measure_density(text)
    things = min(share, share**_GROWTH) * density
    chapters = min(_MOST_CHAPTERS, _CHAPTERS * share * density)
    counts = {"entities": _ENTITIES * things, "claims": _CLAIMS * things, "chapters": chapters}
    return {name: str(max(1, round(count))) for name, count in counts.items()}


def _measure_density(text: str) -> float:
    """How much more is said in as many words than in talk: written news has twice as many different words (which
    grow with the .7th power of all), and names twice as much."""
    words = _WORD.findall(text.lower())
    richness = len(set(words)) / max(1.0, len(words) ** 0.7) / _TALK_RICHNESS
    bounded: float = max(1.0, min(_MOST_RICH, richness))
    return bounded * bounded


@cache
def _describe_predicates() -> str:
    """The prompt's list; predicates that were added to the ontology since are named without a gloss."""
    listed = _load("predicates").strip()
    unlisted = [name for name in load_ontology().predicates if not re.search(rf"\b{re.escape(name)}\b", listed)]
    return "; ".join((listed, *unlisted))


def _make_fence(text: str) -> str:
    """A mark that a transcript can't hold, since it is made from all of its words."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _fill(name: str, **values: str) -> str:
    return Template(_load(name)).substitute(values)


@cache
def _load(name: str) -> str:
    return files("ingest.extract.llm").joinpath("prompts", f"{name}.md").read_text("utf-8")
