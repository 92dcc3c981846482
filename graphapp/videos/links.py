"""Addresses that point into a video: our page at a second, and the recording itself at that second."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

YOUTUBE_HOSTS = ("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be")
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
    parts = urlsplit(video_url)
    if parts.hostname not in YOUTUBE_HOSTS:
        return urlunsplit(parts._replace(fragment=f"t={start_ms // 1000}"))
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != "t"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{start_ms // 1000}s")])))
