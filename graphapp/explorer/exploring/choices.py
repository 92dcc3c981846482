"""What the exploring page's form offers to choose from. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from graphapp.explorer.exploring.keeping import Keeper, take_stamp
from graphapp.explorer.exploring.naming import name_topic, name_video
from graphapp.explorer.exploring.wish import COLOURS, LAYOUTS, MEASURES, SIZES, Wish
from graphapp.videos.models import Segment, Video
from graphapp.videos.portrait.wording import TYPE_ORDER, phrase_of, plural_of
from graphapp.videos.reading.browsing import list_channels, list_topics
from graphapp.videos.reading.ordering import newest_first
from ingest.ontology import load_ontology

VIDEOS = 30
HEARD = 100
"""Newest videos whose speakers are suggested."""
SPEAKERS = 60
SURE = (50, 70, 90)
WEIGHTS = (2, 3, 5, 10)
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """Pairs of what the address says and what the page says: the usual ones of the whole library."""

    topics: Pairs
    channels: Sequence[str]
    videos: Pairs
    speakers: Sequence[str]


_offers: Keeper[Offer] = Keeper(most=1)


def list_choices(wish: Wish) -> dict[str, Any]:
    """A choice of the address that is not among the usual ones is added."""
    offer = _offers.get(take_stamp(), _load_offer)
    predicate = ",".join(sorted(wish.predicates))
    return {
        "topics": _add(offer.topics, wish.topic, name=name_topic),
        "channels": offer.channels if wish.channel in ("", *offer.channels) else [wish.channel, *offer.channels],
        "speakers": offer.speakers,
        "videos": _add(offer.videos, wish.video, name=name_video),
        "predicate": predicate,
        "predicates": _add(_list_predicates(), predicate, name=_name_predicates),
        "types": [(type, plural_of(type)) for type in TYPE_ORDER],
        "sizes": SIZES,
        "layouts": LAYOUTS.items(),
        "measures": MEASURES.items(),
        "colours": COLOURS.items(),
        "sure": sorted({*SURE, wish.confidence or SURE[0]}),
        "weights": sorted({*WEIGHTS, max(wish.weight, WEIGHTS[0])}),
    }


def _load_offer() -> Offer:
    newest = Video.objects.order_by(*newest_first())
    heard = list(newest.values_list("id", flat=True)[:HEARD])
    return Offer(
        topics=list_topics(),
        channels=list_channels(),
        videos=list(newest.values_list("slug", "title")[:VIDEOS]),
        speakers=_list_speakers(heard),
    )


def _list_speakers(videos: Sequence[str]) -> list[str]:
    """Those who speak in most of the videos first."""
    rows = Segment.objects.filter(video__in=videos).exclude(speaker="").order_by().values_list("speaker")
    counted = rows.annotate(videos=Count("video", distinct=True)).order_by("-videos", "speaker")
    return [name for name, _ in counted[:SPEAKERS]]


def _add(pairs: Pairs, value: str, *, name: Any) -> Pairs:
    return pairs if not value or value in dict(pairs) else [(value, name(value)), *pairs]


def _list_predicates() -> Pairs:
    return sorted(((p, phrase_of(p)) for p in load_ontology().predicates), key=lambda pair: pair[1])


def _name_predicates(value: str) -> str:
    """Several are one choice: a select holds no more."""
    return ", ".join(map(phrase_of, value.split(",")))
