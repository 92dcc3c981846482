"""Asks a question anew before it is put or answered: since it was gathered its reason may have gone, and what it is
about may be called, typed or held otherwise. Writes that question, and those in its place, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from graphapp.curation.models import CONNECTION, TYPE, Question
from graphapp.curation.review.doubts import ask_about_connection, ask_about_types
from graphapp.curation.review.gathering import drop_questions, write_questions
from graphapp.curation.review.pairs import ask_about_two
from graphapp.curation.review.settling import locate


def renew(question: Question) -> Question | None:
    """As it is asked now; None where nothing asks it any more."""
    asked = {each.id: each for each in _ask_anew(question)}
    now = asked.get(question.id)
    if now is None:
        drop_questions([question.id])
        write_questions(asked.values())
    elif _tell(now) != _tell(question):
        write_questions([now])
    return now


def _ask_anew(question: Question) -> Iterator[Question]:
    if question.kind == CONNECTION:
        return ask_about_connection(question.relation)
    entities = set(locate([key for key in (question.left, question.right) if key]).values())
    return ask_about_types(entities) if question.kind == TYPE else ask_about_two(entities)


def _tell(question: Question) -> tuple[str, ...]:
    return (question.kind, question.left, question.right, question.proposal, question.why)
