"""How a recording can be played on our page. Decides by the address alone; asks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from graphapp.videos.addresses.links import find_youtube_id

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
    if id := find_youtube_id(parts):
        return Player("youtube", f"https://www.youtube-nocookie.com/embed/{id}", "youtube-nocookie.com")
    kind = (
        "video" if parts.path.lower().endswith(_MEDIA) else "audio" if parts.path.lower().endswith(_SOUND) else "link"
    )
    # our page's script adds the second at which it begins to what a browser plays
    return Player(kind, video_url if kind == "link" else video_url.partition("#")[0], host)
