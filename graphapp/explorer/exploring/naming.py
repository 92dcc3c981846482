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
    return list(filter(None, (name_topic(wish.topic), name_video(wish.video), wish.channel, wish.speaker)))


def name_topic(slug: str) -> str:
    present = find_topic(slug)
    return name_topics([present])[present] if present else slug


def name_video(reference: str) -> str:
    video = find_video(reference)
    return video.title if video else reference
