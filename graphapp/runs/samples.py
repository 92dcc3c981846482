"""The sample library: a few talks that come with the product, read by the same pipeline as anybody's.

`sample/talks.yaml` lists them. Each is loaded once; one that somebody deleted stays deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from graphapp.runs.models import LoadedSample, Run
from graphapp.runs.services import make_source, submit
from graphapp.videos.recording import VideoDetails

FOLDER = Path(__file__).parent / "sample"


def submit_samples(*, again: bool = False) -> list[tuple[str, Run]]:
    """Queues the talks that were never loaded here (with `again`, all), as (file name, run). Wakes no worker."""
    loaded = set() if again else set(LoadedSample.objects.values_list("file", flat=True))
    return [(talk["file"], _submit(talk, again=again)) for talk in read_talks() if talk["file"] not in loaded]


def read_talks() -> Iterator[dict[str, Any]]:
    """The entries of talks.yaml, in order."""
    yield from yaml.safe_load((FOLDER / "talks.yaml").read_text("utf-8"))


def mark_loaded(file: str) -> None:
    LoadedSample.objects.get_or_create(file=file)


def _submit(talk: dict[str, Any], *, again: bool) -> Run:
    data = (FOLDER / "talks" / talk["file"]).read_bytes()
    return submit(
        make_source(data, kind="file", name=talk["file"]), details=_read_details(talk), again=again, wake=False
    )


def _read_details(talk: dict[str, Any]) -> VideoDetails:
    published = talk.get("published")
    return VideoDetails(
        title=talk.get("title", ""),
        channel=talk.get("channel", ""),
        published=published if isinstance(published, date) else None,
        video_url=talk.get("video_url", ""),
        description=talk.get("description", ""),
        sample=True,
    )
