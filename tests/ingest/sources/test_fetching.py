"""What servers answer that nobody expects ends in one sentence, which says whether it may pass."""

from __future__ import annotations

from threading import Event

import pytest

from ingest.errors import AddressRefused, NotChanged, RunCancelled, SourceError
from ingest.records import RawSource, Version
from ingest.sources.finding import find_source
from ingest.sources.patience import asked_meanwhile
from tests.ingest.sources.server import TALK, Handler, Server


def test_a_server_that_says_unasked_that_nothing_changed_is_an_error(site: Server) -> None:
    site.answers["/talk"] = lambda handler: handler.reply(304)
    with pytest.raises(SourceError, match="answers 304") as caught:
        find_source(site.address + "/talk")
    assert type(caught.value) is SourceError
    with pytest.raises(NotChanged):
        find_source(site.address + "/talk", known=Version('"1"'))


def test_who_waits_for_a_slow_server_may_be_told_that_nobody_wants_it_any_more(
    site: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Event()

    def answer_slowly(handler: Handler) -> None:
        told.wait()
        handler.reply(200, TALK)

    def tell(_paid: bool) -> None:
        raise RunCancelled("Somebody stopped it.")

    site.answers["/talk"] = answer_slowly
    monkeypatch.setattr("ingest.sources.patience.ASK_SECONDS", 0.01)
    with pytest.raises(RunCancelled), asked_meanwhile(tell):
        find_source(site.address + "/talk")
    told.set()
    assert len(site.seen) == 1


def test_a_version_in_letters_that_no_header_can_say_is_not_asked_for(site: Server) -> None:
    asked: list[str | None] = []

    def name_oddly(handler: Handler) -> None:
        asked.append(handler.headers.get("If-None-Match"))
        handler.reply(200, TALK, ETag='"é"')

    site.answers["/talk"] = name_oddly
    version = Version()
    for _ in range(2):
        found = find_source(site.address + "/talk", known=version)
        assert isinstance(found, RawSource)
        version = found.version
    assert asked == [None, None]


def test_a_server_that_sends_again_what_it_names_by_the_same_version_is_not_read_again(site: Server) -> None:
    site.answers["/talk"] = lambda handler: handler.reply(200, TALK, ETag='"1"')
    found = find_source(site.address + "/talk")
    assert isinstance(found, RawSource)
    with pytest.raises(NotChanged):
        find_source(site.address + "/talk", known=found.version)
    other = find_source(site.address + "/talk", known=Version('"0"'))
    assert isinstance(other, RawSource)
    assert other.data == TALK


@pytest.mark.parametrize("location", ["http://xn--a/", "http://[::1", "http://x:y/", "http://\x7f.example/", "//["])
def test_a_redirect_to_no_address_is_refused_at_once(site: Server, location: str) -> None:
    site.answers["/go"] = lambda handler: handler.reply(302, Location=location)
    with pytest.raises(AddressRefused):
        find_source(site.address + "/go")
    assert len(site.seen) == 1


def test_a_page_with_a_broken_declaration_is_read_as_far_as_it_goes(site: Server) -> None:
    page = '<html><head><meta property="og:title" content="Chips"><track src="/talk.vtt" kind="captions"></head><![ x'
    site.answers["/page"] = lambda handler: handler.reply(200, page.encode(), Content_Type="text/html")
    found = find_source(site.address + "/page")
    assert isinstance(found, RawSource)
    assert (found.data, found.metadata.title) == (TALK, "Chips")
