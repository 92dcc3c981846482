"""Asks a question anew before it is put: since it was gathered its reason may have gone, and what it is about may be
called, typed or held otherwise. Writes what it looked at, and what is asked in its place, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.db.models import QuerySet

from graphapp.curation.models import CONNECTION, TYPE, Question
from graphapp.curation.review.doubts import ask_about_connection, ask_about_types
from graphapp.curation.review.gathering import drop_questions, write_questions
from graphapp.curation.review.pairs import ask_about_two
from graphapp.curation.review.settling import find_open, locate
from graphapp.graph.models import Relation
from graphapp.videos.models import Key

AT_ONCE = 20
PATIENCE = 0.3
"""Seconds that an editor waits at most while questions are looked at whose reasons are gone."""


def ask_now(question: Question) -> Question | None:
    """As it is asked now; None where nothing asks it any more. Reads only."""
    return _ask_again(question)[0]


def find_first(rows: QuerySet[Question], *, seconds: float = PATIENCE) -> Question | None:
    """The first that is still asked, as it is asked now; where there is no more time to look, the next that nothing has
    settled, as it was asked before. What nothing asks any more is gone then."""
    give_up = time.monotonic() + seconds
    gone: list[str] = []
    asked: list[Question] = []
    found = None
    while not found and (batch := list(rows.exclude(id__in=gone)[:AT_ONCE])):
        standing = find_open(batch)
        gone += [question.id for question in batch if question.id not in standing]
        for question in (each for each in batch if each.id in standing):
            now, instead = _ask_again(question)
            if now or time.monotonic() > give_up:
                found = now or question
                asked += [found] if _tell(found) != _tell(question) else []
                break
            gone.append(question.id)
            asked += instead
    write_questions(asked)
    drop_questions(gone)
    return found


def _ask_again(question: Question) -> tuple[Question | None, list[Question]]:
    """The question as it is asked now, or as it stands where what it is about is only out of sight; and all that is
    asked of the same."""
    asked = list(_ask_anew(question))
    now = next((each for each in asked if each.id == question.id), None)
    return (now or (question if _is_hidden(question) else None)), asked


def _ask_anew(question: Question) -> Iterator[Question]:
    if question.kind == CONNECTION:
        return ask_about_connection(question.relation)
    entities = set(locate([key for key in (question.left, question.right) if key]).values())
    return ask_about_types(entities) if question.kind == TYPE else ask_about_two(entities)


def _is_hidden(question: Question) -> bool:
    """Whether what it is about is only out of sight: it is asked again once that is shown."""
    if question.kind == CONNECTION:
        there = Relation.everything.filter(id=question.relation)
        return there.exists() and not Relation.objects.filter(id=question.relation).exists()
    keys = {key for key in (question.left, question.right) if key}
    return Key.objects.filter(id__in=keys, entity=None).exclude(holder="").exists()


def _tell(question: Question) -> tuple[str, ...]:
    return (question.kind, question.left, question.right, question.proposal, question.why)
