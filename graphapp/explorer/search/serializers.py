"""The shapes of search in the API. Shapes only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from graphapp.explorer.search.finding import ENTITY, KINDS, MOMENT, TOPIC, VIDEO, Found, Group
from graphapp.explorer.search.highlighting import Lit
from graphapp.explorer.search.moments import Moment
from graphapp.explorer.search.things import FoundEntity, FoundTopic, FoundVideo
from graphapp.videos.addresses.links import page_address, watch_address
from graphapp.videos.serializers import TYPE_NAMES
from graphapp.web.choosing import SomeOf

MOST = 200
SPANS = "[start, end] pairs in characters (Unicode code points) of the text."


class Typed(serializers.CharField):
    """Whatever was typed: a character that no text may hold is a space, not a fault."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(data.replace("\0", " ") if isinstance(data, str) else data)


class SearchQuery(serializers.Serializer[Any]):
    q = Typed(
        required=False,
        allow_blank=True,
        default="",
        help_text="Beginnings of words; a “phrase in quotes”; speaker:NAME. The first 400 characters count.",
    )
    kind = SomeOf(choices=KINDS, required=False, help_text="entity, video, moment, topic; all of them without.")
    video = serializers.CharField(
        required=False,
        max_length=120,
        help_text="A video's id or slug: moments of this one alone, and nothing else.",
    )
    after = serializers.RegexField(
        r"^s?[0-9]{1,9}$", required=False, help_text="With `video`: only what is said after this segment, such as s200."
    )
    limit = serializers.IntegerField(default=10, min_value=1, max_value=MOST, help_text="Of each kind.")


def _spans() -> serializers.ListField:
    pair = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    return serializers.ListField(child=pair, help_text=SPANS)


class LitShape(serializers.Serializer[Any]):
    text = serializers.CharField()
    highlights = _spans()


class EntityHitShape(serializers.Serializer[Any]):
    id = serializers.CharField()
    slug = serializers.CharField()
    name = serializers.CharField()
    highlights = _spans()
    alias = LitShape(allow_null=True, help_text="The name by which it was found, where that is another one.")
    type = serializers.ChoiceField(TYPE_NAMES)
    video_count = serializers.IntegerField()
    page = serializers.CharField(help_text="The address of its page on this server.")


class VideoHitShape(serializers.Serializer[Any]):
    id = serializers.CharField()
    slug = serializers.CharField()
    title = serializers.CharField()
    highlights = _spans()
    channel = serializers.CharField(allow_blank=True)
    published = serializers.DateField(allow_null=True)
    duration_ms = serializers.IntegerField(allow_null=True)
    page = serializers.CharField()


class MomentShape(serializers.Serializer[Any]):
    video = serializers.CharField(help_text="The video's id.")
    title = serializers.CharField(help_text="The video's title.")
    segment = serializers.CharField(help_text="Such as s12.")
    speaker = serializers.CharField(allow_null=True)
    start_ms = serializers.IntegerField(allow_null=True)
    text = serializers.CharField(help_text="What is said, or the piece of it around what is highlighted.")
    highlights = _spans()
    page = serializers.CharField(help_text="Our page at that second.")
    watch = serializers.CharField(allow_null=True, help_text="The recording at that second.")


class TopicHitShape(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    highlights = _spans()
    video_count = serializers.IntegerField()
    page = serializers.CharField()


HIT_SHAPES = {ENTITY: EntityHitShape, VIDEO: VideoHitShape, MOMENT: MomentShape, TOPIC: TopicHitShape}


class GroupShape(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(list(KINDS))
    more = serializers.BooleanField(help_text="There is more than `limit`.")
    cut = serializers.BooleanField(help_text="It took too long and was stopped: ask for more letters.")
    results = PolymorphicProxySerializer(  # type: ignore[assignment]
        component_name="SearchHit", serializers=list(HIT_SHAPES.values()), resource_type_field_name=None, many=True
    )


class SearchShape(serializers.Serializer[Any]):
    q = serializers.CharField(help_text="What was looked for.")
    groups = GroupShape(many=True)
    did_you_mean = EntityHitShape(many=True, help_text="Entities with names like it, where no name has it.")


def describe_found(found: Found) -> dict[str, Any]:
    return {
        "q": found.asked.text,
        "groups": [_describe_group(group) for group in found.groups],
        "did_you_mean": [describe_entity(entity) for entity in found.meant],
    }


def _describe_group(group: Group) -> dict[str, Any]:
    results = [_DESCRIBE[group.kind](result) for result in group.results]
    return {"kind": group.kind, "more": group.more, "cut": group.cut, "results": results}


def _list_spans(lit: Lit) -> list[list[int]]:
    return [list(span) for span in lit.spans]


def describe_entity(entity: FoundEntity) -> dict[str, Any]:
    alias = entity.alias
    return {
        "id": entity.id,
        "slug": entity.slug,
        "name": entity.name.text,
        "highlights": _list_spans(entity.name),
        "alias": {"text": alias.text, "highlights": _list_spans(alias)} if alias else None,
        "type": entity.type,
        "video_count": entity.video_count,
        "page": f"/entities/{entity.slug}/",
    }


def _describe_video(video: FoundVideo) -> dict[str, Any]:
    return {
        "id": video.id,
        "slug": video.slug,
        "title": video.title.text,
        "highlights": _list_spans(video.title),
        "channel": video.channel.text,
        "published": video.published.isoformat() if video.published else None,
        "duration_ms": video.duration_ms,
        "page": page_address(video.slug),
    }


def describe_moment(moment: Moment) -> dict[str, Any]:
    return {
        "video": moment.video,
        "title": moment.title,
        "segment": f"s{moment.number}",
        "speaker": moment.speaker or None,
        "start_ms": moment.start_ms,
        "text": moment.lit.text,
        "highlights": _list_spans(moment.lit),
        "page": page_address(moment.slug, start_ms=moment.start_ms, segment=moment.number),
        "watch": watch_address(moment.video_url, start_ms=moment.start_ms),
    }


def _describe_topic(topic: FoundTopic) -> dict[str, Any]:
    return {
        "slug": topic.slug,
        "name": topic.name.text,
        "highlights": _list_spans(topic.name),
        "video_count": topic.video_count,
        "page": f"/topics/{topic.slug}/",
    }


_DESCRIBE: Mapping[str, Any] = {
    ENTITY: describe_entity,
    VIDEO: _describe_video,
    MOMENT: describe_moment,
    TOPIC: _describe_topic,
}
