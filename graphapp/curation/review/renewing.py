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
from graphapp.curation.review.settling import locate
from graphapp.graph.models import Relation
from graphapp.videos.models import Key

AT_ONCE = 20
PATIENCE = 0.3
"""Seconds that an editor waits at most while questions are looked at whose reasons are gone."""


def ask_now(question: Question) -> Question | None:
    """As it is asked now; None where nothing asks it any more. Reads only."""
    return next((each for each in _ask_anew(question) if each.id == question.id), None)


def find_first(rows: QuerySet[Question], *, seconds: float = PATIENCE) -> Question | None:
    """The first that is still asked, as it is asked now; where there is no more time to look, the next as it was asked
    before. What nothing asks any more is gone then."""
    give_up = time.monotonic() + seconds
    gone: set[str] = set()
    instead: list[Question] = []
    while batch := list(rows.exclude(id__in=gone)[:AT_ONCE]):
        for question in batch:
            asked = list(_ask_anew(question))
            now = next((each for each in asked if each.id == question.id), None)
            if now is None and _is_hidden(question):
                now = question
            if now is None and time.monotonic() < give_up:
                gone.add(question.id)
                instead += asked
                continue
            drop_questions(list(gone))
            write_questions([*instead, *([now] if now and _tell(now) != _tell(question) else [])])
            return now or question
    drop_questions(list(gone))
    write_questions(instead)
    return None


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
