"""The paths page: a plain form, and what was found in a drawing and in words. The address is its whole state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from graphapp.explorer.paths.asking import FARTHEST, MOST, USUAL, Answer, Question, answer_question
from graphapp.explorer.paths.drawing import TALL, WIDE, draw_story
from graphapp.explorer.paths.naming import Recognized

LABELS = {"from": "From", "to": "To", "and": "And"}


@require_safe
def show_paths(request: HttpRequest) -> HttpResponse:
    answer = answer_question(read_question(request.GET))
    return render(request, "explorer/paths/paths.html", describe(answer))


def read_question(parameters: Mapping[str, str]) -> Question:
    """What can't be understood counts as not said."""
    return Question(
        source=parameters.get("from", ""),
        target=parameters.get("to", ""),
        third=parameters.get("and", ""),
        max_hops=_read_number(parameters.get("max_hops", ""), usual=FARTHEST, most=FARTHEST),
        limit=_read_number(parameters.get("limit", ""), usual=USUAL, most=MOST),
    )


def _read_number(text: str, *, usual: int, most: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else usual
    return min(max(number, 1), most)


def describe(answer: Answer) -> dict[str, Any]:
    story = answer.story
    context = {"answer": answer, "story": story, "fields": _list_fields(answer), "title": _name_ends(answer)}
    if story is None or story.is_empty:
        return context
    found = len(story.paths) + len(story.meetings)
    context["more"] = min(found * 2, MOST) if found == answer.question.limit and found < MOST else None
    title = f"{_name_ends(answer)}; the same stands in words below"
    return context | {
        "wide": draw_story(story, sheet=WIDE, title=title),
        "tall": draw_story(story, sheet=TALL, title=title),
    }


def _list_fields(answer: Answer) -> list[dict[str, Any]]:
    names = [*answer.names, Recognized("")][: len(LABELS)]
    return [
        {"name": name, "label": label, "named": named, "optional": name == "and"}
        for (name, label), named in zip(LABELS.items(), names, strict=True)
    ]


def _name_ends(answer: Answer) -> str:
    names = [entity.name for entity in answer.ends]
    if len(names) < 2:
        return "How do these hang together?"
    return f"{', '.join(names[:-1])} and {names[-1]}"
