"""A feed lists its episodes with all that it says of them; a broken one says where it is broken."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ingest.errors import BrokenFeed, NotChanged, SourceError
from ingest.records import StatedChapter, Version
from ingest.sources.finding import find_source, read_chapters, read_one
from ingest.sources.listings import Listing
from tests.ingest.sources.server import Handler, Server

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"
     xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
  <title>Wafer hour</title><language>de-DE</language>
  <item><title>The second one</title><pubDate>Tue, 03 Feb 2026 08:00:00 +0000</pubDate>
    <link>/two</link><enclosure url="/two.mp3" type="audio/mpeg" length="9"/>
    <itunes:duration>1:02:03</itunes:duration><itunes:summary>On <![CDATA[<i>chips</i>]]></itunes:summary>
    <podcast:chapters url="/two.chapters.json" type="application/json+chapters"/>
    <podcast:transcript url="/two.html" type="text/html"/>
    <podcast:transcript url="/two.vtt" type="text/vtt" language="de"/></item>
  <item><title>Only sound</title><guid isPermaLink="false">
    episode-1 </guid><enclosure url="https://cdn.example/one.mp3" type="audio/mpeg"/></item>
  <item><title>Nothing at all</title></item>
</channel></rss>"""


def answer(body: str, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.reply(200, body.encode(), **({"Content_Type": "application/rss+xml"} | headers))


def read_feed(site: Server, body: str = FEED, **headers: str) -> Listing:
    site.answers["/feed"] = answer(body, **headers)
    found = find_source(site.address + "/feed")
    assert isinstance(found, Listing)
    return found


def test_an_episode_comes_with_the_best_transcript_and_what_the_feed_says(site: Server) -> None:
    listing = read_feed(site)
    first, second = listing.items
    assert (listing.kind, listing.title) == ("feed", "Wafer hour")
    assert first.address == site.address + "/two.vtt"
    assert first.chapters == site.address + "/two.chapters.json"
    assert first.others == (site.address + "/two.html",)
    facts = first.metadata
    assert (facts.title, facts.channel, facts.published) == ("The second one", "Wafer hour", "2026-02-03")
    assert (facts.language, facts.duration_ms, facts.description) == ("de", 3_723_000, "On chips")
    assert facts.video_url == site.address + "/two.mp3"
    assert second.address == "https://cdn.example/one.mp3"
    assert (first.name, second.name) == ("", "episode-1")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            '<p>We talk &amp; <a href="https://x.example/?a>b">link</a>.</p><ul><li>One<li>Two</ul>',
            "We talk & link. One Two",
        ),
        ("Ren&eacute;&nbsp;says <em>re</em>read&#8217;s", "René says reread’s"),
        ("How a Vec<T> grows, 1 < 2 && 3 > 2", "How a Vec<T> grows, 1 < 2 && 3 > 2"),
        ("Before<style>p { color: red }</style><br/>after<!-- a remark -->", "Before after"),
        ("A broken <a tag", "A broken <a tag"),
    ],
)
@pytest.mark.parametrize("name", ["itunes:summary", "description"])
def test_what_an_episode_is_about_is_shown_as_words(site: Server, name: str, written: str, read: str) -> None:
    item = f"<item><link>/one</link><{name}><![CDATA[{written}]]></{name}></item>"
    head = '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>'
    (found,) = read_feed(site, f"{head}{item}</channel></rss>").items
    assert found.metadata.description == read


def test_a_transcript_in_the_language_of_the_feed_comes_before_translations(site: Server) -> None:
    offers = [("es", "text/vtt", "/es.vtt"), ("en-US", "application/srt", "/en.srt"), ("de", "text/vtt", "/de.vtt")]
    written = "".join(
        f'<p:transcript url="{url}" type="{kind}" language="{language}"/>' for language, kind, url in offers
    )
    head = '<rss xmlns:p="https://podcastindex.org/namespace/1.0"><channel><language>en</language>'
    (item,) = read_feed(site, f"{head}<item><title>One</title>{written}</item></channel></rss>").items
    assert (item.address, item.metadata.language) == (site.address + "/en.srt", "en-US")
    assert item.others == ()  # translations say something else


def test_episodes_that_lead_nowhere_are_told_and_the_others_stay(site: Server) -> None:
    assert read_feed(site).notes == ("1 episodes name no transcript, recording or page and were left out.",)


def test_broken_xml_is_told_with_its_place(site: Server) -> None:
    with pytest.raises(BrokenFeed, match=r"broken at line 9"):
        read_feed(site, FEED[:600])


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_refused(site: Server, doctype: str) -> None:
    with pytest.raises(BrokenFeed, match="entities"):
        read_feed(site, f'{doctype}<rss version="2.0"><channel><title>&b;&x;</title></channel></rss>')


SMALL = '<?xml version="1.0" encoding="{}"?><rss version="2.0"><channel><title>{}</title></channel></rss>'


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Shift_JIS", "髙い波の時間"),
        ("EUC-JP", "日本の波"),
        ("ISO-2022-JP", "日本の波"),
        ("GB2312", "朱镕基谈话"),
        ("Big5", "臺北夜話"),
        ("EUC-KR", "똠방각하"),
        ("windows-1251", "Час волн"),
        ("ISO-8859-1", "Café São"),
        ("utf-8", "Über Chips"),
    ],
)
def test_a_feed_is_read_in_the_encoding_that_it_states(site: Server, stated: str, title: str) -> None:
    newer = {"Shift_JIS": "cp932", "GB2312": "gb18030", "EUC-KR": "cp949"}.get(stated, stated)
    data = SMALL.format(stated, title).encode(newer)
    site.answers["/feed"] = lambda handler: handler.reply(200, data, Content_Type="application/rss+xml")
    found = find_source(site.address + "/feed")
    assert isinstance(found, Listing)
    assert found.title == title


@pytest.mark.parametrize(("lines", "stated"), [("\n", ' encoding="windows-1251"'), ("\n" * 12, ""), ("", "")])
def test_a_feed_is_read_in_one_encoding_whoever_states_it(site: Server, lines: str, stated: str) -> None:
    data = lines + SMALL.format("", "Час волн").replace(' encoding=""', stated)
    kind = "application/rss+xml; charset=windows-1251"
    site.answers["/feed"] = lambda handler: handler.reply(200, data.encode("cp1251"), Content_Type=kind)
    found = find_source(site.address + "/feed")
    assert isinstance(found, Listing)
    assert found.title == "Час волн"


def test_an_episode_without_a_link_leads_to_its_permalink_where_that_is_an_address(site: Server) -> None:
    guids = (
        "<guid>https://a.example/1</guid>",
        '<guid isPermaLink="false">https://a.example/2</guid>',
        "<guid>3</guid>",
    )
    items = "".join(f"<item><title>Hour</title>{guid}</item>" for guid in guids)
    listing = read_feed(site, f'<rss version="2.0"><channel><title>Waves</title>{items}</channel></rss>')
    assert [item.address for item in listing.items] == ["https://a.example/1"]


@pytest.mark.parametrize("before", ["\n", " \n\n\t"])
def test_blanks_before_a_feed_are_nothing(site: Server, before: str) -> None:
    assert read_feed(site, before + FEED) == read_feed(site)


@pytest.mark.parametrize("stated", ["no-such-one", "punycode", "utf-7"])
def test_a_feed_in_an_encoding_that_is_not_read_says_which(site: Server, stated: str) -> None:
    with pytest.raises(BrokenFeed, match=f"encoding that is not read .{stated}."):
        read_feed(site, SMALL.format(stated, "Hour"))


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ("<item><link>http://a.example/c</link>" * 2000 + "</item>" * 2000, "nested too deeply"),
        ("<i/>" * 500_001, "more than 500,000 parts"),
    ],
)
def test_a_feed_that_would_keep_a_worker_for_hours_is_refused(site: Server, parts: str, why: str) -> None:
    with pytest.raises(BrokenFeed, match=why):
        read_feed(site, f'<rss version="2.0"><channel>{parts}</channel></rss>')


def test_what_stands_inside_an_episode_is_no_episode(site: Server) -> None:
    inner = "<item><title>In</title><link>/in</link></item>"
    listing = read_feed(
        site, f"<rss><channel><item><title>Out</title><x>{inner}</x><link>/out</link></item></channel></rss>"
    )
    assert [item.metadata.title for item in listing.items] == ["Out"]


def test_a_title_that_is_encoded_once_more_shows_no_codes(site: Server) -> None:
    title = "<title>Waves &amp;amp; Winds: it&amp;#8217;s on</title>"
    rss = f'<rss version="2.0"><channel>{title}<item>{title}<link>/1</link></item></channel></rss>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom">{title}<entry>{title}<link href="/1"/></entry></feed>'
    for body in (rss, atom):
        listing = read_feed(site, body)
        assert listing.title == listing.items[0].metadata.title == "Waves & Winds: it’s on"


def test_an_atom_entry_leads_to_its_transcript_and_says_what_it_is_about(site: Server) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:p="https://podcastindex.org/namespace/1.0"><title>x</title>'
        '<entry><title>y</title><summary type="html">&lt;p&gt;Of waves.&lt;/p&gt;</summary><link href="/page"/>'
        '<link rel="enclosure" type="audio/mpeg" href="/1.mp3"/><p:transcript url="/1.vtt" type="text/vtt"/></entry>'
        "</feed>"
    )
    (item,) = read_feed(site, feed).items
    assert [address.rpartition("/")[2] for address in (item.address, item.recording)] == ["1.vtt", "1.mp3"]
    assert (item.metadata.description, item.metadata.video_url) == ("Of waves.", site.address + "/1.mp3")


def test_a_feed_that_did_not_change_is_not_read_again(site: Server) -> None:
    listing = read_feed(site, ETag='"v1"')
    assert listing.version == Version('"v1"')

    def reply(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match")
        handler.reply(304 if known == '"v1"' else 200, b"", Content_Type="text/xml")

    site.answers["/feed"] = reply
    with pytest.raises(NotChanged):
        find_source(site.address + "/feed", known=listing.version)


def test_atom_entries_lead_to_their_pages(site: Server) -> None:
    about = "<id>tag:example.org,2026:a-talk</id><title>A talk</title><published>2026-05-01T00:00:00Z</published>"
    entry = f"<entry>{about}<link href='/talk'/></entry>"
    listing = read_feed(site, f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Talks</title>{entry}</feed>')
    found = [(item.address, item.name) for item in listing.items]
    assert found == [(site.address + "/talk", "tag:example.org,2026:a-talk")]
    assert listing.items[0].metadata.published == "2026-05-01"


@pytest.mark.parametrize(
    "head",
    [
        '<feed\n  xmlns="http://www.w3.org/2005/Atom"\n  xml:lang="en-US">',
        '<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom">',
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
    ],
)
def test_an_atom_feed_is_one_however_its_head_is_written(site: Server, head: str) -> None:
    feed = f'<?xml version="1.0"?>\n{head}<title>Talks</title><entry><link href="/talk"/></entry></feed>'
    assert [item.address for item in read_feed(site, feed).items] == [site.address + "/talk"]


def show(site: Server, data: bytes) -> Listing:
    site.answers["/feed"] = lambda handler: handler.reply(200, data, Content_Type="application/xml")
    found = find_source(site.address + "/feed")
    assert isinstance(found, Listing)
    return found


@pytest.mark.parametrize(
    "data",
    [
        SMALL.format("utf-16", "Über Chips").encode("utf-16"),
        SMALL.format("utf-8", "Über Chips")
        .replace("<rss", f"<!-- {'x' * 5000} --><?style x?><rss")
        .encode("utf-8-sig"),
        "\n<!DOCTYPE rss><!----><rss><channel><title>Über Chips</title></channel></rss>".encode(),
    ],
)
def test_a_feed_is_one_whatever_stands_before_it(site: Server, data: bytes) -> None:
    assert show(site, data).title == "Über Chips"


def test_a_list_of_feeds_is_refused_and_no_talk(site: Server) -> None:
    with pytest.raises(BrokenFeed, match="a list of feeds"):
        show(
            site,
            b'<?xml version="1.0"?><opml version="2.0"><body><outline xmlUrl="https://x.example/f"/></body></opml>',
        )


RSS_ITEM = "<rss><channel><item><link>/post</link>{}</item></channel></rss>"
ATOM_ITEM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/post"/>{}</entry></feed>'
PICTURE, TALK = ("/one.jpg", "image/jpeg"), ("/one.mp3", "audio/mpeg")


@pytest.mark.parametrize(
    ("item", "written"),
    [
        (RSS_ITEM, '<enclosure url="{}" type="{}"/>'),
        (RSS_ITEM, '<enclosure url="{}"/>'),
        (ATOM_ITEM, '<link rel="enclosure" href="{}" type="{}"/>'),
    ],
)
@pytest.mark.parametrize(("enclosed", "path"), [([PICTURE], "/post"), ([PICTURE, TALK], "/one.mp3"), ([], "/post")])
def test_the_recording_of_an_episode_is_the_first_enclosure_that_may_be_one(
    site: Server, item: str, written: str, enclosed: list[tuple[str, str]], path: str
) -> None:
    (found,) = show(site, item.format("".join(written.format(*one) for one in enclosed)).encode()).items
    assert (found.address, found.metadata.video_url) == (site.address + path, site.address + path)


def test_who_wants_one_transcript_is_told_that_this_is_many(site: Server) -> None:
    read_feed(site)
    with pytest.raises(SourceError, match="a feed of 2 recordings"):
        read_one(site.address + "/feed")


def test_chapters_are_read_and_broken_ones_are_none(site: Server) -> None:
    chapters = [{"startTime": 0, "title": " Hello  there"}, {"startTime": 61.5, "title": "On"}, {"title": 1}, 7]
    body = json.dumps({"chapters": chapters})
    site.answers["/good"] = answer(body)
    site.answers["/bad"] = answer("[" * 100_000)
    assert read_chapters(site.address + "/good") == (StatedChapter(0, "Hello there"), StatedChapter(61_500, "On"))
    assert read_chapters(site.address + "/bad") == ()
    assert read_chapters("http://10.0.0.1/") == ()
