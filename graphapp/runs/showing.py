"""A run in words and as plain facts, for the command line. Changes nothing."""

from __future__ import annotations

from typing import Any

from graphapp.runs.models import Run, State


def describe_run(run: Run, *, source: str = "") -> dict[str, Any]:
    """The facts that a program wants: ids, state, and the error where there is one."""
    video = run.video
    return {
        "source": source or run.source_name,
        "run": run.id,
        "state": run.state,
        "video": video.id if video else None,
        "slug": video.slug if video else None,
        "error": run.error,
    }


def explain_run(run: Run, *, source: str = "") -> str:
    """One sentence: what became of it, and what to do where it failed. `source`: as it was named here, since content
    that is known already has the run that brought it, maybe under another name."""
    name = source or run.source_name
    if run.state == State.DONE and run.video:
        return f"{name}: /videos/{run.video.slug}/"
    if run.state == State.FAILED and run.error:
        message = str(run.error["message"])
        if message.startswith(run.source_name):
            return name + message.removeprefix(run.source_name)
        return message if name in message else f"{name}: {message}"
    if run.outcome:
        return f"{name}: {run.outcome}"
    if run.state == State.QUEUED:
        return f"{name}: queued as run {run.id}"
    return f"{name}: {run.state} (run {run.id})"
