"""The pages on which a video is added and its run is followed. All of them work without scripts."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from graphapp.accounts.permissions import Role, allows, require_role
from graphapp.runs.forms import AddForm
from graphapp.runs.models import Run, State
from graphapp.runs.services import cancel_run, retry_run, submit

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.EDITOR)
def add_video(request: HttpRequest) -> HttpResponse:
    """The form; sent, it leads to the run, or to the video where the library has this content already."""
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        run = submit(form.source, details=form.details, by=request.user)
        if run.state == State.DONE and run.video:
            return redirect("/videos/" + run.video.slug + "/")
        return redirect("runs:run", run.id)
    return render(request, "runs/add.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@require_role(Role.READER)
def show_runs(request: HttpRequest) -> HttpResponse:
    runs = Run.objects.select_related("video").defer("log", "description", "video__summary", "video__warnings")
    page = Paginator(runs.order_by("-created_at", "-id"), PAGE_SIZE).get_page(request.GET.get("page"))
    busy = any(run.is_open for run in page)
    return render(request, "runs/list.html", {"page": page, "busy": busy, "may_add": allows(request.user, Role.EDITOR)})


@never_cache
@require_safe
@require_role(Role.READER)
def show_run(request: HttpRequest, run_id: str) -> HttpResponse:
    """The run; asked by htmx, only the part that changes, and the finished video's page once there is one."""
    run = get_object_or_404(Run.objects.select_related("video"), id=run_id)
    context = {"run": run, "may_write": allows(request.user, Role.EDITOR), "percent": round(run.progress * 100)}
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
