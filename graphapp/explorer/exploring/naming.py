"""What an exploring page is about, in a few words. Reads only."""

from __future__ import annotations

from graphapp.explorer.exploring.viewing import View
from graphapp.explorer.exploring.wish import Wish
from graphapp.videos.reading.browsing import name_topics
from graphapp.videos.reading.finding import find_topic, find_video

MOST_NAMES = 3


def name_view(wish: Wish, view: View) -> str:
    if wish.q:
        return f"What “{wish.q}” finds"
    names = {node.id: node.name for node in view.nodes}
    seeds = [names[id] for id in view.seeds if id in names] or [f"“{name}”" for name in view.missing]
    return " and ".join(seeds[:MOST_NAMES]) or " · ".join(_name_places(wish)) or "The whole library"


def _name_places(wish: Wish) -> list[str]:
    """Of what it is narrowed to; what is not there is called as it was asked for."""
    topic = find_topic(wish.topic)
    video = find_video(wish.video)
    places = [
        name_topics([topic])[topic] if topic else wish.topic,
        video.title if video else wish.video,
        wish.channel,
        wish.speaker,
    ]
    return [place for place in places if place]
