"""How a recording can be played on our page. Decides by the address alone; asks nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from graphapp.videos.links import YOUTUBE_HOSTS

_ID = re.compile(r"[\w-]{6,20}", re.ASCII)
_MEDIA = (".mp4", ".webm", ".m4v", ".ogv", ".mov")
_SOUND = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".aac", ".flac")


@dataclass(frozen=True, slots=True)
class Player:
    """`kind`: youtube, video, audio, or link where we can only point to it. `host`: told before anything is asked."""

    kind: str
    address: str
    host: str


def find_player(video_url: str) -> Player | None:
    if not video_url.startswith(("https://", "http://")):
        return None
    try:
        parts = urlsplit(video_url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if host in YOUTUBE_HOSTS:
        id = _find_youtube_id(parts.path, query=parts.query, short=host == "youtu.be")
        if id:
            return Player("youtube", f"https://www.youtube-nocookie.com/embed/{id}", "youtube-nocookie.com")
    kind = (
        "video" if parts.path.lower().endswith(_MEDIA) else "audio" if parts.path.lower().endswith(_SOUND) else "link"
    )
    return Player(kind, video_url, host)


def _find_youtube_id(path: str, *, query: str, short: bool) -> str:
    steps = [step for step in path.split("/") if step]
    given = parse_qs(query).get("v", [""])[0]
    if short and steps:
        given = steps[0]
    elif len(steps) > 1 and steps[0] in ("embed", "shorts", "live", "v"):
        given = steps[1]
    return given if _ID.fullmatch(given) else ""
