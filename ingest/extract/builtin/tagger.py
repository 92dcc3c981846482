"""Names by a conditional random field; by capitals alone where its models are missing."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.extract.builtin.capitals import find_capital_runs
from ingest.extract.builtin.talk import Find, Place, Talk
from ingest.language.background import Background


@dataclass(frozen=True, slots=True)
class Tagged:
    """`finds`: proposed names. `tags`: per run, one letter per token (N noun, J adjective, B and I name, …); may be empty."""

    finds: tuple[Find, ...]
    tags: tuple[tuple[str, ...], ...] = ()


def tag_talk(talk: Talk, *, background: Background) -> Tagged:
    finds = tuple(
        Find(Place(number, first, last), "tagger")
        for number, run in enumerate(talk.runs)
        for first, last in find_capital_runs(run, background)
    )
    return Tagged(finds)
