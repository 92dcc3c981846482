"""YouTube through yt-dlp: what is made of the facts that it gives. yt-dlp's own reading needs the network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yt_dlp

from ingest.errors import (
    AddressRefused,
    NoCaptions,
    RunCancelled,
    SourceError,
    SourceUnavailable,
    VideoUnavailable,
)
from ingest.records import RawSource, StatedChapter
from ingest.sources import youtube
from ingest.sources.listings import Listing
from ingest.sources.patience import asked_meanwhile
from tests.ingest.sources.server import TALK, Server

WATCH = "https://www.youtube.com/watch?v=abcdefghijk"


def write_facts(site: Server, **changes: Any) -> dict[str, Any]:
    """The shape of what `YoutubeDL.extract_info` answers for a video."""

    def captions(path: str) -> list[dict[str, str]]:
        return [{"ext": "srv3", "url": "http://127.0.0.1:1/no"}, {"ext": "vtt", "url": site.address + path}]

    for path in ("/en", "/de", "/auto"):
        site.answers[path] = lambda handler: handler.reply(200, TALK, Content_Type="text/vtt")
    return {
        "id": "abcdefghijk",
        "title": "On chips",
        "channel": "Wafer hour",
        "upload_date": "20260203",
        "duration": 75.4,
        "description": "All of it",
        "language": "en",
        "chapters": [{"start_time": 0.0, "end_time": 9.0, "title": "Hello"}, {"start_time": 9.0, "title": "Chips"}],
        "subtitles": {"de": captions("/de"), "en-GB": captions("/en"), "live_chat": captions("/chat")},
        "automatic_captions": {"en-orig": captions("/auto"), "fr": captions("/translated")},
    } | changes


def read(facts: dict[str, Any]) -> RawSource | Listing:
    return youtube.read_youtube(WATCH, extract=lambda _address: facts)


def test_a_video_comes_with_what_its_page_says(site: Server) -> None:
    raw = read(write_facts(site))
    assert isinstance(raw, RawSource)
    assert (raw.data, raw.source.kind, raw.source.name) == (TALK, "url", WATCH)
    facts = raw.metadata
    assert (facts.title, facts.channel, facts.published) == ("On chips", "Wafer hour", "2026-02-03")
    assert (facts.duration_ms, facts.video_url) == (75_400, WATCH)
    assert facts.chapters == (StatedChapter(0, "Hello"), StatedChapter(9000, "Chips"))


def test_captions_that_come_empty_are_asked_for_another_time(site: Server) -> None:
    facts = write_facts(site)
    for path in ("/en", "/auto"):
        site.answers[path] = lambda handler: handler.reply(200, b"", Content_Type="application/json")
    with pytest.raises(SourceUnavailable, match="empty"):
        read(facts)


@pytest.mark.parametrize(
    ("changes", "wanted", "path", "note"),
    [
        ({}, "en", "/en", "made by hand, en-GB"),
        ({}, "de,en", "/de", "made by hand, de"),
        ({}, "en,de", "/en", "made by hand, en-GB"),
        ({}, "fr,de-AT,en", "/de", "made by hand, de"),
        ({"subtitles": {}}, "en", "/auto", "automatic, en"),
        ({"automatic_captions": {}, "language": None}, "fr", "/de", "made by hand, de"),
    ],
)
def test_captions_by_hand_come_before_automatic_ones_in_the_wanted_language_before_others(
    site: Server, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], wanted: str, path: str, note: str
) -> None:
    monkeypatch.setenv("CAPTION_LANGUAGES", wanted)
    raw = read(write_facts(site, **changes))
    assert isinstance(raw, RawSource)
    assert [seen for seen, _ in site.seen] == [path]
    assert note in raw.notes[0]


def test_a_language_of_a_country_is_taken_before_the_others_of_its_kind(
    site: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPTION_LANGUAGES", "pt-BR,en")
    captions = write_facts(site)["subtitles"]
    facts = write_facts(site, subtitles={"en": captions["en-GB"], "pt-PT": captions["en-GB"], "pt-BR": captions["de"]})
    raw = read(facts)
    assert isinstance(raw, RawSource)
    assert "made by hand, pt-BR" in raw.notes[0]
    del facts["subtitles"]["pt-BR"]
    raw = read(facts)
    assert isinstance(raw, RawSource)
    assert "made by hand, pt-PT" in raw.notes[0]


def test_a_translation_by_machine_is_never_taken_for_what_was_said(site: Server) -> None:
    facts = write_facts(site, subtitles={})
    del facts["automatic_captions"]["en-orig"]
    with pytest.raises(NoCaptions, match="no captions"):
        read(facts)


def test_captions_on_a_private_address_are_refused(site: Server) -> None:
    with pytest.raises(AddressRefused):
        read(write_facts(site, subtitles={"en": [{"ext": "vtt", "url": "http://10.0.0.1/x"}]}))


def test_a_playlist_lists_its_videos_and_tells_of_deleted_ones() -> None:
    entries = [
        {"id": "aaaaaaaaaaa", "title": "One", "duration": 60},
        {"id": "bbbbbbbbbbb", "title": "[Private video]"},
        {"id": "ccccccccccc", "title": "[Deleted video]"},
        None,
        {"_type": "playlist", "entries": [{"id": "ddddddddddd", "title": "Short"}]},
    ]
    listing = read({"_type": "playlist", "title": "All talks", "channel": "Wafer hour", "entries": entries})
    assert isinstance(listing, Listing)
    assert [item.address[-11:] for item in listing.items] == ["aaaaaaaaaaa", "ddddddddddd"]
    assert listing.items[0].metadata.channel == "Wafer hour"
    assert listing.notes == ("3 entries are private or deleted and were left out.",)


LOST = "HTTPSConnection(host='www.youtube.com', port=443): Failed to resolve 'www.youtube.com' ([Errno -2] Name)"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("ERROR: [youtube] abc: Private video. Sign in if you've been granted access to this video", VideoUnavailable),
        ("ERROR: [youtube] abc: Video unavailable. This video has been removed by the uploader", VideoUnavailable),
        ("ERROR: [youtube] abc: Sign in to confirm your age. This may be inappropriate", VideoUnavailable),
        ("ERROR: [youtube] abc: Unable to download API page: HTTP Error 429: Too Many Requests", SourceUnavailable),
        (f"ERROR: [youtube] abc: Unable to download API page: {LOST}", SourceUnavailable),
        ("ERROR: [youtube] abc: Premieres in 3 days", SourceUnavailable),
        ("ERROR: Unsupported URL: https://www.youtube.com/watch?v=abcdefghijk", VideoUnavailable),
        ("ERROR: [youtube] abc: Failed to extract any player response; please report this issue", SourceError),
    ],
)
def test_what_yt_dlp_refuses_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, said: str, kind: type[SourceError]
) -> None:

    def refuse(self: object, url: str, download: bool) -> None:
        raise yt_dlp.utils.DownloadError(said)

    monkeypatch.setattr(yt_dlp.YoutubeDL, "extract_info", refuse)
    with pytest.raises(kind) as caught:
        youtube.read_youtube(WATCH)
    assert type(caught.value) is kind
    assert "ERROR" not in str(caught.value)
    assert "HTTPSConnection" not in str(caught.value)


def give(monkeypatch: pytest.MonkeyPatch, facts: dict[str, Any], *, warned: str) -> None:
    def extract_info(self: yt_dlp.YoutubeDL, url: str, download: bool) -> dict[str, Any]:
        self.report_warning(warned)
        self.report_warning("Requested format is not available")
        return facts

    monkeypatch.setattr(yt_dlp.YoutubeDL, "extract_info", extract_info)


def test_captions_are_read_though_the_video_can_t_be_played(site: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, write_facts(site, formats=[]), warned="[youtube] abc: No video formats found!")
    raw = youtube.read_youtube(WATCH)
    assert isinstance(raw, RawSource)
    assert raw.data == TALK


@pytest.mark.parametrize(
    ("warned", "kind"),
    [
        ("[youtube] abc: Private video. Sign in if you've been granted access to this video", VideoUnavailable),
        (
            "[youtube] abc: This content isn't available, try again later. The session has been rate-limited",
            SourceUnavailable,
        ),
        ("[youtube] abc: Some formats may be missing", NoCaptions),
    ],
)
def test_why_a_video_without_captions_can_t_be_played_is_told(
    monkeypatch: pytest.MonkeyPatch, warned: str, kind: type[SourceError]
) -> None:
    give(monkeypatch, {"id": "abc", "formats": []}, warned=warned)
    with pytest.raises(kind) as caught:
        youtube.read_youtube(WATCH)
    assert type(caught.value) is kind
    assert "[youtube]" not in str(caught.value)


def list_without_end(site: Server, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What yt-dlp was asked for of a channel that has a page behind each; grows as it is read."""
    pages: list[int] = []

    def go_on(reader: yt_dlp.YoutubeDL) -> Iterator[dict[str, Any]]:
        while len(pages) < 50:
            reader.to_screen(f"[youtube:tab] Downloading page {len(pages)}")
            pages.append(len(pages))
            yield {"_type": "url", "id": f"{len(pages):011}", "url": WATCH, "ie_key": "Youtube", "title": "One"}

    def extract(self: yt_dlp.extractor.common.InfoExtractor, _url: str) -> dict[str, Any]:
        return {"_type": "playlist", "id": "UC", "title": "Wafer hour", "entries": go_on(self._downloader)}

    monkeypatch.setattr(yt_dlp.extractor.youtube.YoutubeTabIE, "_real_extract", extract)
    return pages


def test_of_a_channel_without_end_the_first_are_read(site: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = list_without_end(site, monkeypatch)
    monkeypatch.setattr(youtube, "MAX_LISTED", 3)
    monkeypatch.setitem(youtube._OPTIONS, "playlistend", 3)
    listing = youtube.read_youtube("https://www.youtube.com/@wafers/videos")
    assert isinstance(listing, Listing)
    assert len(listing.items) == 3
    assert "no more than its first 3" in listing.notes[0]
    assert len(pages) < 10


def test_a_channel_that_takes_too_long_is_told_and_read_no_further(
    site: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = list_without_end(site, monkeypatch)
    monkeypatch.setattr(youtube, "LISTING_SECONDS", -1.0)
    with pytest.raises(SourceUnavailable, match="took longer"):
        youtube.read_youtube("https://www.youtube.com/@wafers/videos")
    assert not pages


def test_a_channel_that_nobody_wants_any_more_is_asked_for_no_further(
    site: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tell(_paid: bool) -> None:
        raise RunCancelled("Somebody stopped it.")

    pages = list_without_end(site, monkeypatch)
    with pytest.raises(RunCancelled), asked_meanwhile(tell):
        youtube.read_youtube("https://www.youtube.com/@wafers/videos")
    assert not pages


def test_the_address_of_a_video_in_a_playlist_is_that_of_the_video() -> None:
    with yt_dlp.YoutubeDL(dict(youtube._OPTIONS)) as reader:
        found = reader.extract_info(f"{WATCH}&list=PL590L5WQmH8fJ54F369BLDSqIwcs-TCfs", download=False, process=False)
    assert (found["_type"], found["url"]) == ("url", WATCH)


def test_the_feed_of_a_channel_is_a_feed() -> None:
    assert not youtube.is_youtube("https://www.youtube.com/feeds/videos.xml?channel_id=UCabc")


def test_yt_dlp_reads_no_other_site() -> None:
    """Its general reader would fetch from any host, past our checks."""
    with yt_dlp.YoutubeDL(dict(youtube._OPTIONS)) as reader:
        names = list(reader._ies)
    assert names
    assert all(name.startswith("Youtube") for name in names)
    assert not youtube.is_youtube("https://youtube.com.evil.example/watch?v=1")
    assert youtube.is_youtube("https://youtu.be/abc")
