"""What was asked of the paths page or call, and the answer to it: names, ways, and words for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphapp.explorer.paths.naming import Recognized, read_name
from graphapp.explorer.paths.telling import Story, tell_ways
from graphapp.graph.models import Entity
from graphapp.graph.opening import open_questions
from graphapp.graph.results import Ways

FARTHEST = 4
FARTHEST_LEG = 3
USUAL = 3
MOST = 10


@dataclass(frozen=True, slots=True)
class Question:
    """Two or three names, as typed. `max_hops`: 1..FARTHEST between two; `limit`: 1..MOST."""

    source: str = ""
    target: str = ""
    third: str = ""
    max_hops: int = FARTHEST
    limit: int = USUAL


@dataclass(frozen=True, slots=True)
class Answer:
    """`story` is None where there was nothing to look for: a name is missing, unknown, or given twice."""

    question: Question
    names: Sequence[Recognized]
    story: Story | None = field(default=None)

    @property
    def ends(self) -> Sequence[Entity]:
        return [named.entity for named in self.names if named.entity is not None]

    @property
    def is_same(self) -> bool:
        ids = [entity.id for entity in self.ends]
        return len(set(ids)) < len(ids)


def answer_question(question: Question) -> Answer:
    typed = (question.source, question.target, *([question.third] if question.third else []))
    answer = Answer(question, [read_name(text) for text in typed])
    if len(answer.ends) < len(typed) or answer.is_same:
        return answer
    return Answer(question, answer.names, tell_ways(_find(answer)))


def _find(answer: Answer) -> Ways:
    store, ids, question = open_questions(), [entity.id for entity in answer.ends], answer.question
    if len(ids) == 2:
        return store.paths(ids[0], ids[1], max_hops=question.max_hops, limit=question.limit)
    return store.junctions(ids, max_hops=min(question.max_hops, FARTHEST_LEG), limit=question.limit)
