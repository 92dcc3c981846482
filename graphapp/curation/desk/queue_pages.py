"""`/desk/`: one question at a time, one key per answer. What an editor answered lately is in the session, for undo."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rest_framework.exceptions import APIException

from graphapp.accounts.permissions import Role, require_role
from graphapp.curation.desk.forms import read_seen_of, read_sent
from graphapp.curation.models import KINDS, Later, Question, Touched
from graphapp.curation.review.answering import ANSWERS, answer_alike, answer_question, take_back
from graphapp.curation.review.cards import Card, show_card
from graphapp.curation.review.gathering import gather_some
from graphapp.curation.review.queue import Wish, count_left, list_alike, list_open
from graphapp.curation.review.renewing import ask_now, find_first
from graphapp.videos.reading.finding import find_video

STACK = "desk"
Entry = list[list[str]]  # the questions of one answer, and the decisions that it made
MOST_KEPT = 300
MOST_ALIKE = 50
KIND_WORDS = {"same": "Duplicates", "misheard": "Misheard names", "type": "Types", "connection": "Connections"}


@require_role(Role.EDITOR)
@never_cache
@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    gather_some()
    return _answer_with_next(request, said="")


@require_role(Role.EDITOR)
@require_POST
def answer(request: HttpRequest, question_id: str) -> HttpResponse:
    question = Question.objects.filter(id=question_id).first()
    if question is None:  # somebody else's visit found its reason gone
        return _answer_with_next(request, said="This was settled meanwhile.", status=409)
    given = request.POST.get("answer", "")
    author = request.user.get_username()
    sent = read_sent(request.POST)
    try:
        swapped = request.POST.get("swapped") == "1"
        decision = answer_question(question, given, author=author, sent=sent, swapped=swapped)
    except APIException as refusal:
        return _answer_with_next(request, said=str(refusal.detail), status=refusal.status_code)
    _push(request, [question.id], [decision.id] if decision else [])
    return _answer_with_next(request, said=f"{given.capitalize()}: {decision.subject if decision else 'put off'}.")


@require_role(Role.EDITOR)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """The answer that the form means, which need not be the last any more; else the last."""
    stack = _read_stack(request)
    meant = request.POST.get("of", "")
    entry = next((entry for entry in reversed(stack) if not meant or entry[0][0] == meant), None)
    if entry is None:
        return _answer_with_next(request, said="There is nothing to undo.")
    questions, decisions = entry
    author = request.user.get_username()
    take_back(decisions, author=author)
    Later.objects.filter(question__in=questions, editor=author).delete()
    _keep_stack(request, [other for other in _read_stack(request) if other != entry])
    return _answer_with_next(request, said="Undone.", first=questions[0])


@require_role(Role.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_all_alike(request: HttpRequest, question_id: str) -> HttpResponse:
    """The questions of one case beneath each other, so that what an answer to all would do is seen before."""
    question = get_object_or_404(Question, id=question_id)
    rows = list_alike(question, _read_wish(request))
    if request.method != "POST":
        cards = [card for asked in map(ask_now, rows[:MOST_ALIKE]) if asked and (card := show_card(asked))]
        return render(request, "desk/alike.html", {"cards": cards, "question": question, **_address(request)})
    chosen = set(request.POST.getlist("question")[:MOST_ALIKE])
    given = list(rows.filter(id__in=chosen))
    wanted = request.POST.get("answer", "")
    if not chosen or wanted not in ANSWERS:
        return _refuse_alike(request, question, "Choose at least one, and an answer.")
    if len(given) < len(chosen):
        return _refuse_alike(request, question, "Some of these were answered meanwhile. Nothing was changed.")
    try:
        seen = read_seen_of(request.POST, things=chosen)
        decisions = answer_alike(given, wanted, author=request.user.get_username(), seen=seen)
    except APIException as refusal:
        return _refuse_alike(request, question, f"Nothing was changed: {refusal.detail}")
    _push(request, [row.id for row in given], [decision.id for decision in decisions])
    messages.success(request, f"{len(given)} answered with {wanted}.")
    return redirect(f"/desk/{_address(request)['address']}")


def _refuse_alike(request: HttpRequest, question: Question, reason: str) -> HttpResponse:
    messages.error(request, reason)
    return redirect(f"/desk/alike/{question.id}/{_address(request)['address']}")


def _read_wish(request: HttpRequest) -> Wish:
    kind = request.GET.get("kind", "")
    video = find_video(request.GET["video"]) if request.GET.get("video") else None
    return Wish(
        editor=request.user.get_username(),
        kinds=frozenset({kind} & {*KINDS}),
        video=video.id if video else "",
        later=request.GET.get("later") == "1",
    )


def _address(request: HttpRequest) -> dict[str, Any]:
    kept = {name: request.GET[name] for name in ("kind", "video", "later") if request.GET.get(name)}
    return {"address": f"?{urlencode(kept)}" if kept else ""}


def _answer_with_next(request: HttpRequest, *, said: str, first: str = "", status: int = 200) -> HttpResponse:
    """The next card at once; without scripts by way of a redirect, so that loading again answers nothing twice."""
    if request.method == "POST" and not getattr(request, "htmx", False):
        if said:
            messages.info(request, said)
        return redirect(f"/desk/{_address(request)['address']}")
    wish = _read_wish(request)
    card = _find_card(wish, first=first or request.GET.get("question", ""))
    left = count_left(wish)
    stack = request.session.get(STACK, [])
    context = {
        "card": card,
        "wish": wish,
        "left": left,
        "said": said,
        "request_word": secrets.token_hex(16),
        "alike": list_alike(card.question, wish).count() if card else 0,
        "unread": 0 if card else Touched.objects.count(),
        "undoable": len(stack),
        "undone_first": stack[-1][0][0] if stack else "",
        "kinds": [(kind, KIND_WORDS[kind]) for kind in KINDS],
        **_address(request),
    }
    refused = status >= 400  # htmx swaps it all the same: the card says why, and shows what is now
    return render(request, "desk/desk.html", {**context, "refused": refused}, status=200 if refused else status)


def _find_card(wish: Wish, *, first: str) -> Card | None:
    wanted = Question.objects.filter(id=first, open=True)
    question = (find_first(wanted) if first else None) or find_first(list_open(wish))
    if question is None and Touched.objects.exists():  # an answer may bring the next question
        gather_some()
        question = find_first(list_open(wish))
    return show_card(question) if question else None


def _push(request: HttpRequest, questions: list[str], decisions: list[str]) -> None:
    """Once, however often it is sent."""
    before = [entry for entry in _read_stack(request) if not decisions or entry[1] != decisions]
    _keep_stack(request, [*before, [questions, decisions]][-MOST_KEPT:])


def _read_stack(request: HttpRequest) -> list[Entry]:
    """As it is now: what this request read at its beginning another of the same editor may have changed since."""
    now: list[Entry] = type(request.session)(request.session.session_key).get(STACK, [])
    return now


def _keep_stack(request: HttpRequest, stack: list[Entry]) -> None:
    """At once, for others to read, not with the end of the request."""
    request.session[STACK] = stack
    request.session.save()
