"""An address leads to a transcript: by the captions that a page names, by the page itself, or by transcription."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.__main__ import main
from ingest.errors import NotChanged, SourceUnavailable, SpeechFailed, SpeechUnavailable
from ingest.parse import parse_source
from ingest.pipeline import read_transcript
from ingest.records import RawSource
from ingest.sources import fetching, speech
from ingest.sources.finding import find_source, transcribe_source
from ingest.sources.recordings import is_recording
from tests.ingest.sources.server import TALK, Handler, Server

PAGE = """<!doctype html><html lang="de"><head><title>x</title><meta property="og:title" content="Über Chips">
<meta property="og:site_name" content="Wafer hour">
<meta property="article:published_time" content="2026-02-03T08:00:00Z">
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>{}</body></html>"""
WORDS = {"language": "en", "segments": [{"start": 0.0, "end": 2.5, "text": "Ada met Grace in London."}]}
SOUND = b"ID3\x04" + b"\x00" * 100


def read(site: Server, path: str) -> RawSource:
    found = find_source(site.address + path, read=parse_source)
    assert isinstance(found, RawSource)
    return found


def show(site: Server, path: str, body: str | bytes, kind: str) -> None:
    data = body.encode() if isinstance(body, str) else body
    site.answers[path] = lambda handler: handler.reply(200, data, Content_Type=kind)


def test_the_captions_that_a_page_names_are_read_with_what_the_page_says(site: Server) -> None:
    body = '<video src="/t.mp4"><track kind="subtitles" src="/gone.vtt"><track kind="captions" src="talk.vtt"></video>'
    show(site, "/page", PAGE.format(body), "text/html")
    raw = read(site, "/page")
    assert (raw.data, raw.source.name) == (TALK, site.address + "/page")
    transcript = read_transcript(raw)
    assert (transcript.title, transcript.metadata.channel) == ("Über Chips", "Wafer hour")
    assert transcript.metadata.published == "2026-02-03"
    assert transcript.metadata.video_url == site.address + "/t.mp4"


@pytest.mark.parametrize(
    ("stated", "encoding", "title"),
    [
        ("windows-1251", "cp1251", "Час волн"),
        ("Shift_JIS", "cp932", "髙い波の時間"),
        ("iso-8859-1", "cp1252", "Café “São”"),
        ("iso-8859-1", "utf-8", "Über Chips"),
        ("punycode", "utf-8", "Über Chips"),
    ],
)
def test_a_page_says_its_title_in_the_encoding_that_it_states(
    site: Server, stated: str, encoding: str, title: str
) -> None:
    page = f'<html><head><meta charset="{stated}"><meta property="og:title" content="{title}"></head>'
    show(site, "/page", f'{page}<track kind="captions" src="/talk.vtt">'.encode(encoding), "text/html")
    assert read_transcript(read(site, "/page")).title == title


@pytest.mark.parametrize(
    ("kind", "encoding", "words"),
    [
        ("text/plain; charset=windows-1251", "cp1251", "Ада: Привет всем, мы говорим о Москве."),
        ("text/plain; charset=Shift_JIS", "cp932", "田中: 東京について話します。"),
        ('text/html; charset="KOI8-R"', "koi8-r", "<p>Ада: Привет всем, мы говорим о Москве.</p>"),
        ("text/plain; charset=windows-1251", "utf-8", "Ада: Привет всем, мы говорим о Москве."),
        ("text/plain; charset=windows-1251", "utf-16", "Ада: Привет всем, мы говорим о Москве."),
        ("text/plain; charset=iso-8859-1", "cp1252", "Zoë: Déjà vu – twice."),
        ("text/plain; charset=none-such", "cp1252", "Zoë: Déjà vu – twice."),
    ],
)
def test_words_are_read_in_the_encoding_that_the_server_states_where_they_are_not_in_utf_8(
    site: Server, kind: str, encoding: str, words: str
) -> None:
    show(site, "/said", words.encode(encoding), kind)
    said = read_transcript(read(site, "/said")).segments
    assert [segment.text for segment in said] == [words.partition(": ")[2].removesuffix("</p>")]


def test_captions_that_a_page_names_are_read_in_the_encoding_that_their_server_states(site: Server) -> None:
    captions = TALK.decode().replace("hello from the quay", "привет с причала")
    show(site, "/talk.vtt", captions.encode("cp1251"), "text/vtt; charset=windows-1251")
    show(site, "/page", PAGE.format(track("/talk.vtt", "ru")), "text/html; charset=utf-8")
    assert [segment.text for segment in read_transcript(read(site, "/page")).segments] == ["привет с причала"]


def test_a_recording_is_no_text_in_whatever_encoding_its_server_states(site: Server, endpoint: list[bytes]) -> None:
    show(site, "/sound", SOUND + b"\xff\xfe\xcf", "text/plain; charset=windows-1251")
    read(site, "/sound")
    assert SOUND + b"\xff\xfe\xcf" in endpoint[0]


def test_what_a_page_names_lies_where_its_base_says(site: Server) -> None:
    base = '<base href="/elsewhere/"><base href="/second/"><video src="t.mp4">'
    show(site, "/elsewhere/c.vtt", TALK, "text/vtt")
    show(site, "/page", PAGE.format(f"{base}{track('c.vtt', 'de')}</video>"), "text/html")
    raw = read(site, "/page")
    assert (raw.data, raw.metadata.video_url) == (TALK, f"{site.address}/elsewhere/t.mp4")


def test_the_command_tells_what_the_page_says_as_well(site: Server, capfd: pytest.CaptureFixture[str]) -> None:
    show(site, "/page", PAGE.format("<cite>Ada:</cite><time>0:00</time><p>Witamy w porcie.</p>"), "text/html")
    assert main([site.address + "/page", "--until", "parse"]) == 0
    out, err = capfd.readouterr()
    document = json.loads(out)
    assert (document["title"], document["language"]) == ("Über Chips", "de")
    assert "/feed.xml" in err


def track(path: str, language: str, kind: str = "captions", more: str = "") -> str:
    return f'<track kind="{kind}" src="{path}" srclang="{language}" {more}>'


@pytest.mark.parametrize(
    ("tracks", "path", "language"),
    [
        (track("/en.vtt", "en", more="default") + track("/de.vtt", "de"), "/en.vtt", "en"),
        (track("/en.vtt", "en") + track("/de.vtt", "de"), "/de.vtt", "de"),
        (track("/fr.vtt", "fr") + track("/en.vtt", "en"), "/fr.vtt", "fr"),
        (track("/de.vtt", "de", "subtitles", "default") + track("/en.vtt", "en"), "/en.vtt", "en"),
    ],
)
def test_of_several_captions_those_in_the_spoken_language_are_read(
    site: Server, tracks: str, path: str, language: str
) -> None:
    for name in ("/en.vtt", "/de.vtt", "/fr.vtt"):
        show(site, name, TALK + f"in {name}\n".encode(), "text/vtt")
    show(site, "/page", PAGE.format(f"<video>{tracks}</video>"), "text/html")
    transcript = read_transcript(read(site, "/page"))
    assert transcript.segments[-1].text.endswith(f"in {path}")
    assert transcript.language == language


@pytest.mark.parametrize("words", ["<li>00:00 Hello</li><li>02:10 Chips</li>", '<audio src="/talk.mp3"></audio>'])
def test_a_page_gives_no_other_words_while_its_captions_are_away(
    site: Server, endpoint: list[bytes], words: str
) -> None:
    status = 503
    site.answers["/talk.vtt"] = lambda handler: handler.reply(status)
    show(site, "/talk.mp3", SOUND, "audio/mpeg")
    show(site, "/page", PAGE.format(f"<video>{track('/talk.vtt', 'de')}</video>{words}"), "text/html")
    with pytest.raises(SourceUnavailable, match="503"):
        read(site, "/page")
    assert not endpoint
    status = 404
    assert read(site, "/page").data != TALK  # they are gone for good


def test_a_page_with_one_of_its_captions_away_gives_the_others(site: Server) -> None:
    site.answers["/away.vtt"] = lambda handler: handler.reply(503)
    show(
        site, "/page", PAGE.format(f"<video>{track('/away.vtt', 'de')}{track('/talk.vtt', 'de')}</video>"), "text/html"
    )
    assert read(site, "/page").data == TALK


def test_a_page_that_holds_its_transcript_is_read_itself_and_its_feed_is_told(site: Server) -> None:
    show(site, "/page", PAGE.format("<cite>Ada:</cite><time>0:00</time><p>Hello Grace.</p>"), "text/html")
    raw = read(site, "/page")
    assert "/feed.xml" in raw.notes[0]
    assert read_transcript(raw).segments[0].speaker == "Ada"


@pytest.mark.parametrize("name", ["<cite>{}:</cite>", "<p><cite>{}</cite></p>", "<cite class='who'>{}</cite>\n"])
def test_a_transcript_of_names_without_times_is_read_and_its_recording_left_alone(site: Server, name: str) -> None:
    turns = "".join(f"{name.format(who)}<p>Hello from {who}.</p>" for who in ("Ada", "Grace", "Ada", "Grace"))
    show(site, "/page", PAGE.format(f'<p>A talk.</p>{turns}<audio src="/talk.mp3"></audio>'), "text/html")
    assert {segment.speaker for segment in read_transcript(read(site, "/page")).segments} >= {"Ada", "Grace"}


@pytest.mark.parametrize(
    "turn", ["<p><b>{}:</b> {}</p>", "<p>{}: {}</p>", "<h3>{}</h3><p>{}</p>", "<dl><dt>{}</dt><dd>{}</dd></dl>"]
)
def test_a_page_that_holds_what_is_said_in_its_recording_is_read_itself(
    site: Server, endpoint: list[bytes], turn: str
) -> None:
    turns = "".join(turn.format(who, "Hello from the quay.") for who in ("Ada", "Jane", "Ada", "Jane"))
    show(site, "/page", PAGE.format(f'<audio src="/talk.mp3"></audio><p>A talk.</p>{turns}'), "text/html")
    assert {segment.speaker for segment in read_transcript(read(site, "/page")).segments} >= {"Ada", "Jane"}
    assert not endpoint


@pytest.mark.parametrize(
    "notes",
    [
        "<p>Host: Ada</p><p>Guest: Jane</p><p>They speak of the sea, at length and with care.</p>",
        "<p>We speak of the sea.</p><p>Posted 12:30</p><ul><li>00:00 Hello</li><li>02:10 Chips</li></ul>",
    ],
)
def test_notes_about_a_recording_are_not_what_is_said_in_it(site: Server, endpoint: list[bytes], notes: str) -> None:
    show(site, "/page", PAGE.format(f'<audio src="/talk.mp3"></audio>{notes}'), "text/html")
    show(site, "/talk.mp3", SOUND, "audio/mpeg")
    assert read_transcript(read(site, "/page")).segments[0].text == "Ada met Grace in London."


def test_captions_that_turn_out_to_be_a_page_are_passed_over(site: Server) -> None:
    show(site, "/lost.vtt", "<!doctype html><html><body><p>Not found.</p></body></html>", "text/vtt")
    tracks = track("/lost.vtt", "de") + track("/talk.vtt", "de")
    show(site, "/page", PAGE.format(f"<video>{tracks}</video>"), "text/html")
    assert read(site, "/page").data == TALK


def test_a_page_that_bears_a_date_or_cites_a_work_still_has_its_recording_transcribed(
    site: Server, endpoint: list[bytes]
) -> None:
    dated = "<p>Posted <time>10:30</time> on <time>May 5</time>; see <em>x</em>.</p>"
    show(site, "/talk.mp3", SOUND, "audio/mpeg")
    said = "<blockquote><p>It turns.</p><p>And turns.</p><p>And comes.</p><cite>Ann Pier</cite></blockquote>" * 2
    for path, words in (("/dated", dated), ("/citing", "<p>In the <cite>Harbour Times</cite>.</p>"), ("/said", said)):
        show(site, path, PAGE.format(f'{words}<audio src="/talk.mp3"></audio>'), "text/html")
        assert read_transcript(read(site, path)).segments
    assert endpoint


def test_a_recording_without_means_to_transcribe_says_what_to_do(site: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STT_URL", raising=False)
    monkeypatch.setattr(speech, "find_spec", lambda _name: None)
    show(site, "/talk.mp3", SOUND, "audio/mpeg")
    with pytest.raises(SpeechUnavailable, match="STT_URL"):
        read(site, "/talk.mp3")


@pytest.fixture
def endpoint(site: Server, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """An OpenAI-compatible endpoint on loopback; the bodies that it got."""
    monkeypatch.setenv("STT_URL", site.address + "/v1/")
    monkeypatch.setenv("STT_API_KEY", "key-of-the-tests")
    got: list[bytes] = []
    site.posted = lambda handler, body: got.append(body) or reply(handler)

    def reply(handler: Handler) -> None:
        assert handler.path == "/v1/audio/transcriptions"
        assert handler.headers["Authorization"] == "Bearer key-of-the-tests"
        handler.reply(200, json.dumps(WORDS).encode(), Content_Type="application/json")

    return got


@pytest.mark.parametrize(("path", "kind"), [("/talk.mp3", "audio/mpeg"), ("/blob", "application/octet-stream")])
def test_a_recording_is_transcribed_by_the_endpoint(site: Server, endpoint: list[bytes], path: str, kind: str) -> None:
    show(site, path, SOUND, kind)
    transcript = read_transcript(read(site, path))
    assert transcript.segments[0].text == "Ada met Grace in London."
    assert SOUND in endpoint[0]
    assert b"whisper-1" in endpoint[0]


@pytest.mark.parametrize("stated", [True, False])
def test_a_large_recording_is_transcribed_whatever_the_server_calls_it(
    site: Server, endpoint: list[bytes], monkeypatch: pytest.MonkeyPatch, stated: bool
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 50)

    def pour(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "binary/octet-stream")
        if stated:
            handler.send_header("Content-Length", str(len(SOUND)))
        handler.end_headers()
        handler.wfile.write(SOUND)

    site.answers["/blob"] = pour
    assert read_transcript(read(site, "/blob")).segments[0].text == "Ada met Grace in London."
    assert SOUND in endpoint[0]


@pytest.mark.parametrize("kind", ["audio/mpegurl", "audio/mpeg", "video/mp4"])
def test_what_is_only_said_to_be_a_recording_reaches_no_decoder(site: Server, endpoint: list[bytes], kind: str) -> None:
    """Of a playlist it would open what that names, also files of this machine."""
    show(site, "/talk.m3u8", "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", kind)
    with pytest.raises(SpeechFailed, match="begins like none"):
        read(site, "/talk.m3u8")
    assert endpoint == []


def test_a_page_with_nothing_but_a_recording_is_transcribed(site: Server, endpoint: list[bytes]) -> None:
    show(site, "/page", PAGE.format('<audio src="/talk.mp3"></audio>'), "text/html")
    show(site, "/talk.mp3", SOUND, "audio/mpeg")
    assert read_transcript(read(site, "/page")).title == "Über Chips"


def test_a_page_with_nothing_but_a_recording_is_not_read_again_where_it_did_not_change(
    site: Server, endpoint: list[bytes]
) -> None:
    page = PAGE.format('<audio src="/talk.mp3"></audio>').encode()

    def tell_version(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match") == '"1"'
        handler.reply(304 if known else 200, b"" if known else page, Content_Type="text/html", ETag='"1"')

    site.answers["/page"] = tell_version
    show(site, "/talk.mp3", SOUND, "audio/mpeg")
    version = read(site, "/page").version
    with pytest.raises(NotChanged):
        find_source(site.address + "/page", known=version)
    assert len(endpoint) == 1


def test_a_download_that_broke_off_begins_anew(site: Server, endpoint: list[bytes]) -> None:
    sound = SOUND + bytes(200_000)
    parts = [sound[:150_000]]

    def break_off_once(handler: Handler) -> None:
        body = parts.pop() if parts and len(site.seen) > 1 else sound
        handler.reply(200, body, Content_Type="audio/mpeg", Content_Length=str(len(sound)))

    site.answers["/talk.mp3"] = break_off_once
    read(site, "/talk.mp3")
    assert not parts
    assert endpoint[0].count(SOUND[:4]) == 1
    assert len(sound) < len(endpoint[0]) < len(sound) + 2000


@pytest.mark.parametrize(("status", "kind"), [(503, SourceUnavailable), (413, SpeechFailed), (401, SpeechFailed)])
def test_an_endpoint_that_refuses_is_told(
    site: Server, endpoint: list[bytes], status: int, kind: type[Exception]
) -> None:
    site.posted = lambda handler, _body: handler.reply(status, b"secret inside")
    raw = RawSource(read(site, "/talk.vtt").source, SOUND)
    with pytest.raises(kind) as caught:
        transcribe_source(raw)
    assert type(caught.value) is kind
    assert "secret inside" not in str(caught.value)


def refuse(handler: Handler, status: int, message: str, code: str = "") -> None:
    handler.reply(status, json.dumps({"error": {"message": message, "code": code}}).encode())


def test_a_model_that_knows_no_times_is_asked_for_the_words_alone(site: Server, endpoint: list[bytes]) -> None:
    def want_plain(handler: Handler, body: bytes) -> None:
        endpoint.append(body)
        if b"verbose_json" in body:
            refuse(handler, 400, "response_format 'verbose_json' is not compatible with this model. Use 'json'.")
        else:
            handler.reply(200, b'{"text": "Ada met Grace in London."}')

    site.posted = want_plain
    raw = RawSource(read(site, "/talk.vtt").source, SOUND)
    transcript = read_transcript(transcribe_source(raw))
    assert transcript.segments[0].text == "Ada met Grace in London."
    assert len(endpoint) == 2


@pytest.mark.parametrize(
    ("status", "message", "code", "told"),
    [
        (400, "Audio file is\x1b[31m too short.", "", "answers 400: Audio file is too short. Check STT_URL"),
        (429, "You exceeded your quota.", "insufficient_quota", "no credit left"),
        (401, "Incorrect key: key-of-the-tests", "invalid_api_key", "Set STT_API_KEY to one that it takes"),
    ],
)
def test_why_an_endpoint_refuses_is_said(
    site: Server, endpoint: list[bytes], status: int, message: str, code: str, told: str
) -> None:
    site.posted = lambda handler, _body: refuse(handler, status, message, code)
    raw = RawSource(read(site, "/talk.vtt").source, SOUND)
    with pytest.raises(SpeechFailed, match=told) as caught:
        transcribe_source(raw)
    assert "key-of-the-tests" not in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("STT_URL", "http://[::1/v1"),
        ("STT_URL", "api.example.com/v1"),
        ("STT_API_KEY", "“sk-1”"),
        ("STT_API_KEY", "a\nb"),
    ],
)
def test_an_address_or_key_that_cannot_be_sent_is_told(
    site: Server, endpoint: list[bytes], monkeypatch: pytest.MonkeyPatch, setting: str, value: str
) -> None:
    monkeypatch.setenv(setting, value)
    raw = RawSource(read(site, "/talk.vtt").source, SOUND)
    with pytest.raises(SpeechFailed, match="Set STT_URL"):
        transcribe_source(raw)
    assert not endpoint


def test_the_command_transcribes_a_recording_on_this_machine(
    endpoint: list[bytes], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    talk = tmp_path / "talk.mp3"
    talk.write_bytes(SOUND)
    assert main([str(talk), "--until", "parse"]) == 0
    assert json.loads(capfd.readouterr().out)["segments"][0]["text"] == "Ada met Grace in London."
    assert endpoint


@pytest.mark.parametrize("words", [b"caffeine keeps me up", b"ID3 tags name the artist"])
def test_text_that_begins_with_the_letters_of_a_sound_file_is_text(words: bytes) -> None:
    assert not is_recording(words)


def test_a_local_model_is_used_where_one_is_installed(monkeypatch: pytest.MonkeyPatch, site: Server) -> None:
    """A stand-in for faster-whisper, whose weights can't be had here."""
    import sys
    from types import ModuleType, SimpleNamespace

    class WhisperModel:
        def __init__(self, name: str) -> None:
            assert name == "small"

        def transcribe(self, path: str, **_options: Any) -> Any:
            segment = SimpleNamespace(start=0.0, end=2.5, text="Ada met Grace in London.")
            return iter([segment]), SimpleNamespace(language="en")

    module = ModuleType("faster_whisper")
    module.__dict__["WhisperModel"] = WhisperModel
    monkeypatch.setitem(sys.modules, "faster_whisper", module)
    monkeypatch.setattr(speech, "find_spec", lambda _name: True)
    monkeypatch.delenv("STT_URL", raising=False)
    show(site, "/talk.mp3", SOUND, "audio/mpeg")
    assert read_transcript(read(site, "/talk.mp3")).segments[0].text == "Ada met Grace in London."
