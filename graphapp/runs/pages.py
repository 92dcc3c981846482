"""The pages on which a video is added and its run is followed. All of them work without scripts."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from graphapp.accounts.permissions import Role, allows, require_role
from graphapp.runs.concealing import show_followed_to, show_run_to
from graphapp.runs.execution.following import follow, unfollow
from graphapp.runs.forms import AddForm, FollowForm
from graphapp.runs.intake import list_left_out
from graphapp.runs.models import ENDED_EARLY, OPEN_STATES, Followed, Run, State
from graphapp.runs.services import cancel_queued, cancel_run, remove_run, retry_all, retry_run, submit_all

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.EDITOR)
def add_video(request: HttpRequest) -> HttpResponse:
    """The form; sent, it leads to the run, or to the video where the library has this content already, or to all
    runs where there are several."""
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        runs = submit_all(form.sources, details=form.details, by=request.user)
        if len(runs) > 1:
            messages.success(request, f"{len(runs):,} transcripts are queued.")
            return redirect("runs:list")
        run = runs[0]
        if left_out := list_left_out(run, details=form.details):
            labels = ", ".join(form[name].label for name in left_out)
            messages.warning(request, f"This is known already and keeps what was said of it. Not taken: {labels}.")
        if run.state == State.DONE and run.video:
            return redirect("/videos/" + run.video.slug + "/")
        return redirect("runs:run", run.id)
    return render(request, "runs/add.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@require_role(Role.READER)
def show_runs(request: HttpRequest) -> HttpResponse:
    """Newest first; `?state=` shows those of one state. Asks for itself again while anything is open."""
    state = request.GET.get("state", "")
    runs = Run.objects.select_related("video").defer("log", "description", "video__summary", "video__warnings")
    shown = runs.filter(state=state) if state in State.values else runs
    page = Paginator(shown.order_by("-created_at", "-id"), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = dict(Run.objects.order_by().values_list("state").annotate(Count("id")))
    context = {
        "page": page,
        "runs": [show_run_to(request.user, run) for run in page],
        "state": state if state in State.values else "",
        "states": [(value, label, counts.get(value, 0)) for value, label in State.choices],
        "busy": any(counts.get(value) for value in OPEN_STATES),
        "may_write": allows(request.user, Role.EDITOR),
        "query": f"&state={state}" if state in State.values else "",
    }
    return render(request, "runs/list.html", context)


@require_POST
@require_role(Role.EDITOR)
def change_all(request: HttpRequest) -> HttpResponse:
    """Every failed run once more, or every cancelled one, or no queued run any more."""
    wanted, state = request.POST.get("do"), request.POST.get("state", State.FAILED)
    if wanted == "retry" and state in ENDED_EARLY:
        messages.success(request, f"{retry_all(State(state)):,} runs are queued again.")
    elif wanted == "cancel":
        messages.success(request, f"{cancel_queued():,} runs were cancelled.")
    return redirect("runs:list")


@require_safe
@require_role(Role.READER)
def show_followed(request: HttpRequest) -> HttpResponse:
    followed = [show_followed_to(request.user, one) for one in Followed.objects.all()]
    context = {"followed": followed, "form": FollowForm(), "may_write": allows(request.user, Role.EDITOR)}
    return render(request, "runs/followed.html", context)


@require_POST
@require_role(Role.EDITOR)
def add_followed(request: HttpRequest) -> HttpResponse:
    form = FollowForm(request.POST)
    if not form.is_valid():
        context = {"followed": Followed.objects.all(), "form": form, "may_write": True}
        return render(request, "runs/followed.html", context, status=422)
    follow(form.cleaned_data["url"], every_minutes=form.cleaned_data["every"], by=request.user)
    messages.success(request, "It is looked at now, and from now on.")
    return redirect("runs:followed")


@require_POST
@require_role(Role.EDITOR)
def remove_followed(request: HttpRequest, followed_id: str) -> HttpResponse:
    unfollow(get_object_or_404(Followed, id=followed_id))
    messages.success(request, "It is followed no more. What came from it stays; what was still waiting is not read.")
    return redirect("runs:followed")


@never_cache
@require_safe
@require_role(Role.READER)
def show_run(request: HttpRequest, run_id: str) -> HttpResponse:
    """The run; asked by htmx, only the part that changes, and the finished video's page once there is one."""
    run = get_object_or_404(Run.objects.select_related("video"), id=run_id)
    context = {
        "run": show_run_to(request.user, run),
        "parent": show_run_to(request.user, run.parent) if run.parent else None,
        "may_write": allows(request.user, Role.EDITOR),
        "percent": round(run.progress * 100),
        "children": dict(run.children.order_by().values_list("state").annotate(Count("id"))),
    }
    if not request.htmx:
        return render(request, "runs/run.html", context)
    response = render(request, "runs/progress.html", context)
    if run.state == State.DONE and run.video:
        response.headers["HX-Redirect"] = f"/videos/{run.video.slug}/"
    return response


@require_POST
@require_role(Role.EDITOR)
def cancel(request: HttpRequest, run_id: str) -> HttpResponse:
    cancel_run(get_object_or_404(Run, id=run_id))
    return redirect("runs:run", run_id)


@require_POST
@require_role(Role.EDITOR)
def retry(request: HttpRequest, run_id: str) -> HttpResponse:
    retry_run(get_object_or_404(Run, id=run_id))
    return redirect("runs:run", run_id)


@require_POST
@require_role(Role.EDITOR)
def remove(request: HttpRequest, run_id: str) -> HttpResponse:
    remove_run(get_object_or_404(Run, id=run_id))
    messages.success(request, "The run is deleted, and what was kept of it.")
    return redirect("runs:list")
