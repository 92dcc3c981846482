"""Videos, playlists and channels of YouTube, through yt-dlp (the extra `youtube`). Downloads no video.

Only YouTube's own addresses come here, and yt-dlp may use its YouTube readers only: its general one would fetch
from any host. Captions are fetched by our own client, within its limits.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from ingest.errors import NoCaptions, SourceError, SourceUnavailable, VideoUnavailable
from ingest.language.codes import base_language
from ingest.records import Metadata, RawSource, StatedChapter
from ingest.sources.fetching import fetch_address
from ingest.sources.limits import LISTING_SECONDS, MAX_LISTED
from ingest.sources.listings import Item, Listing
from ingest.sources.patience import ask_now

HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be"})
LANGUAGES_VARIABLE = "CAPTION_LANGUAGES"
_FORMATS = ("json3", "vtt", "srv1", "ttml")
_OPTIONS: Mapping[str, Any] = {
    "quiet": True,
    "no_warnings": True,
    "skip_download": True,
    "extract_flat": "in_playlist",
    "playlistend": MAX_LISTED,
    # What the browser shows of a video in a playlist is the address of a video.
    "noplaylist": True,
    # Captions may be there where the recording is not to be had.
    "ignore_no_formats_error": True,
    "allowed_extractors": ["youtube.*"],
    "socket_timeout": 20,
    "extractor_retries": 1,
    "cachedir": False,
}
_GONE = re.compile(
    r"private video|video unavailable|has been removed|account .{0,40}terminated|(?<!format is )not available"
    r"|unsupported url|http error 404",
    re.I,
)
_CLOSED = re.compile(r"sign in to confirm|members-only|age.restricted|not a bot|requires payment", re.I)
_AWAY = re.compile(r"failed to resolve|connection|timed out|unreachable|transporterror", re.I)
_LATER = re.compile(r"try again later|rate.limited|captcha|will begin|premieres|processing this video", re.I)
_BUSY = re.compile(r"http error (?:403|408|425|429|5\d\d)|incomplete", re.I)
_GONE_TITLES = frozenset({"[Private video]", "[Deleted video]"})

Extract = Callable[[str], Mapping[str, Any]]
"""yt-dlp's `extract_info`, or a stand-in for it."""


def is_youtube(address: str) -> bool:
    """Whether yt-dlp reads it. A channel's feed, which is an ordinary one, it does not."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").lower().rstrip(".") in HOSTS and not parts.path.startswith("/feeds/")
    except ValueError:
        return False


def read_youtube(address: str, *, extract: Extract | None = None) -> RawSource | Listing:
    """The captions of a video with what its page says of it, or the videos of a playlist or channel.

    Captions made by hand before automatic ones, both in the first of CAPTION_LANGUAGES (such as "en,pt-BR") that
    there is, and before those in other languages. Raises `NoCaptions`, `VideoUnavailable`, `SourceUnavailable` or
    `SourceError`.
    """
    facts = (extract or _extract)(address)
    if facts.get("_type") in ("playlist", "multi_video"):
        return _read_listing(facts, address=address)
    return _read_video(facts, address=address)


def _extract(address: str) -> Mapping[str, Any]:
    if not find_spec("yt_dlp"):
        advice = "Install it with: .venv/bin/pip install -e '.[youtube]', or give the captions as a file."
        raise SourceError("YouTube is read through yt-dlp, which is not installed.", where=address, advice=advice)
    from yt_dlp import YoutubeDL
    from yt_dlp.utils import DownloadError

    log = _Log(address, until=time.monotonic() + LISTING_SECONDS)
    try:
        with YoutubeDL({**_OPTIONS, "logger": log}) as reader:
            facts = dict(reader.extract_info(address, download=False) or {})
    except DownloadError as error:
        raise _explain(str(error), address) from None
    why = next((said for said in log.warnings if _tells_why(said)), None)
    if why and not any(facts.get(key) for key in ("entries", "formats", "subtitles", "automatic_captions")):
        raise _explain(why, address)
    return facts


class _Log:
    """yt-dlp's errors become ours; of a video that it can't play it only warns. It says what it does before each
    request, and no more of them are made after `until`, or where nobody wants the rest."""

    def __init__(self, address: str, *, until: float) -> None:
        self.warnings: list[str] = []
        self._address, self._until = address, until

    def debug(self, _message: str) -> None:
        ask_now()
        if time.monotonic() > self._until:
            message = f"YouTube took longer than {LISTING_SECONDS:g} seconds."
            raise SourceUnavailable(message, where=self._address, advice="Try again later.")

    def error(self, _message: str) -> None: ...

    def warning(self, message: str) -> None:
        self.warnings.append(message)


def _tells_why(warning: str) -> bool:
    return any(pattern.search(warning) for pattern in (_CLOSED, _GONE, _LATER))


def _explain(message: str, address: str) -> SourceError:
    said = re.sub(r"\x1b\[[0-9;]*m|^(?:ERROR: )?(?:\[\S+\] )?", "", message).split(". ", 1)[0][:200]
    if _CLOSED.search(message):
        advice = "It needs an account: give the captions as a file."
        return VideoUnavailable(f"YouTube does not show it: {said}.", where=address, advice=advice)
    if _GONE.search(message):
        return VideoUnavailable(f"YouTube has no such video for everybody: {said}.", where=address)
    if _AWAY.search(message):
        return SourceUnavailable("YouTube can't be reached from here.", where=address, advice="Try again later.")
    if _LATER.search(message) or _BUSY.search(message):
        return SourceUnavailable(f"YouTube could not be read: {said}.", where=address, advice="Try again later.")
    advice = "Update yt-dlp, or give the captions as a file."
    return SourceError(f"YouTube could not be read: {said}.", where=address, advice=advice)


def _read_listing(facts: Mapping[str, Any], *, address: str) -> Listing:
    entries = list(_flatten(facts.get("entries") or ()))
    live = [entry for entry in entries if entry.get("id") and entry.get("title") not in _GONE_TITLES]
    title = str(facts.get("title") or address)
    gone = len(entries) - len(live)
    notes = [f"{gone} entries are private or deleted and were left out."] if gone else []
    if len(entries) >= MAX_LISTED:
        notes.append(f"Of one list no more than its first {MAX_LISTED:,} entries are read.")
    items = tuple(Item(_watch(str(e["id"])), _read_facts(e, channel=facts)) for e in live)
    return Listing("playlist", title[:300], items, tuple(notes))


def _flatten(entries: Any) -> Iterator[Mapping[str, Any]]:
    """A channel holds its tabs (videos, shorts, streams), each a playlist; a deleted entry may be None."""
    for entry in entries:
        if isinstance(entry, Mapping) and entry.get("_type") == "playlist":
            yield from _flatten(entry.get("entries") or ())
        else:
            yield entry if isinstance(entry, Mapping) else {}


def _watch(video: str) -> str:
    return f"https://www.youtube.com/watch?v={video}"


def _read_video(facts: Mapping[str, Any], *, address: str) -> RawSource:
    kind, language, captions = _choose_captions(facts, address=address)
    raw = fetch_address(captions)
    if not raw.data.strip():  # to whoever asks too often
        raise SourceUnavailable("YouTube sends its captions empty.", where=address, advice="Try again later.")
    title = str(facts.get("title") or "")
    metadata = replace(_read_facts(facts), language=base_language(language) or None)
    source = replace(raw.source, name=address)
    return replace(raw, source=source, metadata=metadata, notes=(f"Captions of “{title}”: {kind}, {language}.",))


def _read_facts(facts: Mapping[str, Any], *, channel: Mapping[str, Any] | None = None) -> Metadata:
    day = str(facts.get("upload_date") or "")
    found = facts.get("channel") or facts.get("uploader") or ((channel or {}).get("channel"))
    seconds = facts.get("duration")
    return Metadata(
        title=str(facts["title"]) if facts.get("title") else None,
        channel=str(found) if found else None,
        published=f"{day[:4]}-{day[4:6]}-{day[6:8]}" if len(day) == 8 and day.isdigit() else None,
        video_url=_watch(str(facts["id"])) if facts.get("id") else None,
        description=str(facts["description"])[:4000] if facts.get("description") else None,
        duration_ms=round(seconds * 1000) if isinstance(seconds, int | float) else None,
        chapters=tuple(_read_chapters(facts.get("chapters") or ())),
    )


def _read_chapters(chapters: Sequence[Any]) -> Iterator[StatedChapter]:
    for chapter in chapters:
        start, title = chapter.get("start_time"), chapter.get("title")
        if isinstance(start, int | float) and title:
            yield StatedChapter(round(start * 1000), str(title)[:200])


def _choose_captions(facts: Mapping[str, Any], *, address: str) -> tuple[str, str, str]:
    """How they were made, their language, their address."""
    wanted = [w.strip() for w in os.environ.get(LANGUAGES_VARIABLE, "en").split(",") if w.strip()]
    spoken = base_language(str(facts.get("language") or ""))
    written = _list_captions(facts.get("subtitles"))
    heard = _list_captions(facts.get("automatic_captions"))
    # automatic ones are offered in a hundred translations of the one that was heard
    heard = {name: url for name, url in heard.items() if name.endswith("-orig") or base_language(name) == spoken}
    made = (("made by hand", written), ("automatic", heard))
    for languages in (wanted, [spoken], [*written, *heard]):
        for kind, found in made:
            name = next(filter(None, (_find_language(found, language) for language in languages)), None)
            if name:
                return kind, name.removesuffix("-orig"), found[name]
    raise NoCaptions(
        "This video has no captions.", where=address, advice="Give a transcript of it as a file, or its recording."
    )


def _find_language(found: Mapping[str, str], wanted: str) -> str | None:
    """“pt-BR” itself before “pt” and “pt-PT”."""
    base = base_language(wanted)
    names = sorted(found, key=lambda name: (name.lower() != wanted.lower(), "-" in name))
    return next((name for name in names if base_language(name) == base), None)


def _list_captions(found: Any) -> dict[str, str]:
    """The best address by language; the live chat is no caption."""
    chosen = {}
    for language, formats in (found or {}).items():
        by_format = {f.get("ext"): f.get("url") for f in formats if f.get("url")}
        best = next((by_format[name] for name in _FORMATS if name in by_format), None)
        if best and language != "live_chat":
            chosen[str(language)] = str(best)
    return chosen
