"""A stand-in for the places that runs fetch from: pages, recordings, and a feed of them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from graphapp.runs.models import Followed
from graphapp.runs.storage.payloads import hash_bytes
from graphapp.runs.tasks import sweep
from ingest.errors import NotChanged
from ingest.records import Metadata, RawSource, Source, StatedChapter, Version
from ingest.sources.listings import Item, Listing

FEED = "https://example.org/feed.xml"


class FakeSite:
    """`pages` by address: bytes, a listing, or an error to raise. `asked`: (address, version known), in order.
    `state`: the server's name of what bytes are now; with none, it can't tell."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | Listing | Exception] = {}
        self.asked: list[tuple[str, Version]] = []
        self.state = Version()

    def find_source(self, address: str, *, known: Version, **_: object) -> RawSource | Listing:
        self.asked.append((address, known))
        found = self.pages[address]
        if isinstance(found, Exception):
            raise found
        if isinstance(found, Listing):
            return found
        facts = Metadata(channel="From the page", chapters=(StatedChapter(0, "Hello"),))
        if self.state.etag and self.state == known:
            raise NotChanged("It did not change.")
        source = Source("url", address, hash_bytes(found))
        return RawSource(source, found, "text/plain", facts, ("A note.",), self.state)

    def publish(self, *names: str, version: str = "") -> None:
        items = tuple(make_item(name) for name in reversed(names))
        self.pages[FEED] = Listing("feed", "Wafer hour", items, ("1 entries were left out.",), Version(version))
        for name in names:
            self.pages.setdefault(f"https://example.org/{name}.vtt", f"{name} met Grace in London.".encode())


def make_item(name: str) -> Item:
    return Item(f"https://example.org/{name}.vtt", Metadata(title=f"With {name}", channel="Wafer hour"))


def look_again() -> None:
    Followed.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    sweep()
