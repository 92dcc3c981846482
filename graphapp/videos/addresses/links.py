"""Addresses that point into a video: our page at a second, and the recording itself at that second."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

MUSIC = "music.youtube.com"
YOUTUBE_HOSTS = (
    "youtube.com",
    "www.youtube.com",
    "m.youtube.com",
    MUSIC,
    "youtu.be",
    "youtube-nocookie.com",
    "www.youtube-nocookie.com",
)
_YOUTUBE_ID = re.compile(r"[\w-]{6,20}", re.ASCII)
WORDS_PER_MINUTE = 238  # silent reading of English non-fiction; Brysbaert 2019


def reading_minutes(words: int) -> int:
    """Whole minutes, at least 1."""
    return max(1, round(words / WORDS_PER_MINUTE))


def page_address(slug: str, *, start_ms: int | None = None, segment: int | None = None) -> str:
    """`/videos/SLUG/`, at a second and a segment of the transcript where they are known."""
    second = f"?at={start_ms // 1000}" if start_ms is not None else ""
    place = f"#s{segment}" if segment is not None else ""
    return f"/videos/{slug}/{second}{place}"


def watch_address(video_url: str, *, start_ms: int | None) -> str | None:
    """The recording at that second: YouTube's `t`, else a media fragment. None where there is no recording."""
    if not video_url:
        return None
    if start_ms is None:
        return video_url
    parts = _lead_to_watching(urlsplit(video_url))
    if parts.hostname not in YOUTUBE_HOSTS:
        return urlunsplit(parts._replace(fragment=f"t={start_ms // 1000}"))
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != "t"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{start_ms // 1000}s")])))


def find_youtube_id(parts: SplitResult) -> str:
    """Of a recording there, whatever the form of its address; else empty."""
    if parts.hostname not in YOUTUBE_HOSTS:
        return ""
    steps = [step for step in parts.path.split("/") if step]
    given = parse_qs(parts.query).get("v", [""])[0]
    if parts.hostname == "youtu.be" and steps:
        given = steps[0]
    elif _is_other_form(steps):
        given = steps[1]
    return given if _YOUTUBE_ID.fullmatch(given) else ""


def _is_other_form(steps: Sequence[str]) -> bool:
    return len(steps) > 1 and steps[0] in ("embed", "shorts", "live", "v")


def _lead_to_watching(parts: SplitResult) -> SplitResult:
    """YouTube's other forms of an address take no second."""
    leads = parts.hostname == MUSIC or _is_other_form(parts.path.strip("/").split("/"))
    id = find_youtube_id(parts) if leads else ""
    return urlsplit(f"https://www.youtube.com/watch?v={id}") if id else parts
