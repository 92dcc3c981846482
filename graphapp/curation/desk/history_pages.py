"""`/desk/history/`: who decided what, when and why, and what that came to. Revokes and restores."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from rest_framework.exceptions import APIException

from graphapp.accounts.permissions import Role, require_role
from graphapp.curation.applying import find_applying
from graphapp.curation.choosing import Choice, choose_decisions
from graphapp.curation.comparing import compare_times, go_back
from graphapp.curation.deciding import restore_decision, revoke_decision
from graphapp.curation.desk.wording import KIND_WORDS
from graphapp.videos.models import Decision, Video
from graphapp.videos.premises.judging import KINDS
from graphapp.videos.reading.finding import find_hidden_too, find_video

PAGE = 40
VIDEOS = 200
"""So many are offered to choose from."""
STATES, LOST = {"active": True, "revoked": False}, "lost"


@require_role(Role.EDITOR)
@never_cache
@require_safe
def show_history(request: HttpRequest) -> HttpResponse:
    rows = _choose(request)
    video = find_video(request.GET.get("video", ""))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    applying = find_applying(page.object_list)
    editors = Decision.objects.order_by("author").values_list("author", flat=True).distinct()
    context = {
        "page": page,
        "rows": [(row, KIND_WORDS[row.kind], row.id in applying, list(row.events.all())) for row in page.object_list],
        "editors": list(editors),
        "kinds": [(kind, KIND_WORDS[kind]) for kind in KINDS],
        "entity": find_hidden_too(request.GET["entity"]) if request.GET.get("entity") else None,
        "video": video.slug if video else "",
        "videos": _list_videos(video),
        "wish": request.GET,
        "narrowed": any(request.GET.get(name) for name in ("kind", "editor", "video", "entity", "state")),
    }
    return render(request, "desk/history.html", context)


def _choose(request: HttpRequest) -> QuerySet[Decision]:
    asked = request.GET
    state, kind = asked.get("state", ""), asked.get("kind", "")
    choice = Choice(
        kinds=[kind] if kind in KINDS else (),
        author=asked.get("editor", ""),
        active=STATES.get(state),
        lost=state == LOST,
        entity=asked.get("entity", ""),
        video=asked.get("video", ""),
    )
    return choose_decisions(choice).prefetch_related("events")


def _list_videos(chosen: Video | None) -> list[tuple[str, str]]:
    """(slug, title) of the first by title, and of the chosen one."""
    usual = list(Video.objects.order_by("title", "id").values_list("slug", "title")[:VIDEOS])
    choice = [(chosen.slug, chosen.title)] if chosen else []
    return usual if not choice or choice[0] in usual else [*choice, *usual]


@require_role(Role.EDITOR)
@require_POST
def switch(request: HttpRequest, decision_id: str, action: str) -> HttpResponse:
    decision = get_object_or_404(Decision, id=decision_id)
    change = {"revoke": revoke_decision, "restore": restore_decision}.get(action)
    if change is None:
        raise Http404("no such action")
    try:
        change(decision, author=request.user.get_username())
        messages.success(request, f"{action.capitalize()}d: {decision.subject}.")
    except APIException as refusal:
        messages.error(request, str(refusal.detail))
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"/desk/history/{'?' + query if query else ''}")


@require_role(Role.EDITOR)
@never_cache
@require_safe
def show_changes(request: HttpRequest) -> HttpResponse:
    """The graph between two times, as far as decisions changed it; videos added in between are named."""
    now = timezone.now()
    until = _end_minute(_read_time(request.GET.get("to"))) or now
    since = _read_time(request.GET.get("from")) or go_back(until)
    context: dict[str, Any] = {"since": since, "until": until}
    try:
        context["changes"] = compare_times(min(since, until), max(since, until))
    except APIException as refusal:
        context["refused"] = str(refusal.detail)
    return render(request, "desk/changes.html", context)


def _end_minute(time: datetime | None) -> datetime | None:
    """The page's own fields say no seconds: what they name is a whole minute."""
    return time.replace(second=59, microsecond=999_999) if time and not time.second else time


def _read_time(text: str | None) -> datetime | None:
    try:
        found = parse_datetime(text or "")
        aware = timezone.make_aware(found) if found and timezone.is_naive(found) else found
        return aware.astimezone(UTC) if aware else None
    except (ValueError, OverflowError):
        return None
