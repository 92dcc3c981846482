"""Addresses that hold not one recording but many: what is said of each. Values only; fetches nothing."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.records import Metadata, Version


@dataclass(frozen=True, slots=True)
class Item:
    """One recording of a listing. `address`: its transcript, its page, or the recording itself.

    `chapters`: the address of its chapters (Podcasting 2.0's JSON), if any. `name`: what the listing calls it for good,
    wherever it lies (RSS's guid, Atom's id); empty where it does not say. `others`: where the same words lie too, best
    first. `recording`: where they can be heard, if that is another address.
    """

    address: str
    metadata: Metadata = Metadata()
    chapters: str = ""
    name: str = ""
    others: tuple[str, ...] = ()
    recording: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed, playlist or channel, in its own order. `notes`: what was left out and why, in sentences."""

    kind: str
    title: str
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    version: Version = Version()
