"""What decisions of a file call videos, and names that stay in one, so that another library knows them. Reads only.

A video keeps the id of its first words when these are corrected, and the keys of given names and short forms hold that
id. A library that reads the video as it is now knows neither. So a file names each by the words of now, and says beside
it what it is called here, for a library that has the words of then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from graphapp.videos.extraction.rows import name_namesake
from graphapp.videos.models import Naming, Video
from graphapp.videos.premises.facts import listed
from ingest.ids import key_id
from ingest.records import Scope


def list_carried() -> dict[str, str]:
    """What a file says for ids here that are of other words than those of now: of videos, and of keys within them."""
    corrected = Video.objects.exclude(content=F("id")).order_by("-added_at")
    words = dict(corrected.values_list("id", "content"))
    carried = dict(words)
    own = (
        Naming.objects.filter(video__in=listed(words), key__scope=Scope.VIDEO.value) if words else Naming.objects.none()
    )
    for key, video, folded, kind in own.values_list("key", "video", "key__folded", "type"):
        if key == key_id(folded, video=video):
            carried[key] = key_id(folded, video=words[video])
        elif key == name_namesake(folded, video=video, kind=kind):
            carried[key] = name_namesake(folded, video=words[video], kind=kind)
    return carried


def list_known_by_before(called: Mapping[str, str]) -> dict[str, str]:
    """Of what a file calls by words of now those that are known here by the words of before alone."""
    ids = listed({*called, *called.values()})
    known = {*Video.objects.filter(id__in=ids).values_list("id", flat=True)}
    known |= {*Naming.objects.filter(key__in=ids).order_by().values_list("key", flat=True)}
    return {now: before for now, before in called.items() if now not in known and before in known}


def call_otherwise(said: Any, names: Mapping[str, str]) -> Any:
    """`said` with other ids. By the words of then a place stays known where nothing was corrected."""
    if isinstance(said, str):
        return names.get(said, said)
    if isinstance(said, list):
        return [call_otherwise(each, names) for each in said]
    if isinstance(said, dict):
        return {name: each if name == "words" else call_otherwise(each, names) for name, each in said.items()}
    return said
