"""What an editor says of words in a transcript: that they name something, or state a connection.

Grounded: the words must stand where they are said to, and what was said of them is kept by the words around them,
never by row numbers. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from graphapp.curation.fields import (
    Fields,
    Terms,
    choose,
    find_named,
    make_terms,
    read_name,
    read_optional,
    refuse_missing,
)
from graphapp.curation.refusals import DecisionConflict, DecisionInvalid
from graphapp.curation.wording import phrase_statement
from graphapp.graph.models import Entity
from graphapp.resolution.relations import Names, Shape, orient
from graphapp.videos.extraction.quoting import Flat, Spot
from graphapp.videos.models import Claim, Key, Mention, Naming, Segment, Video
from graphapp.videos.premises.holders import Holders
from graphapp.videos.premises.ruling import load_rules
from graphapp.videos.reading.finding import find_segment, find_video, list_other_keys, list_telling_keys
from ingest.ids import fold_name, hash_id, key_id, relation_id
from ingest.ontology import load_ontology
from ingest.records import EntityType, Polarity

WORDS_LENGTH = 200
QUOTE_LENGTH = 2000


def read_split_mentions(fields: Fields) -> Terms:
    """`mentions`: their ids, as the transcript lists them. They get a key of their own."""
    entity = find_named(fields)
    rows = _find_mentions(entity, fields["mentions"])
    if Mention.objects.filter(key__entity=entity).count() <= len(rows):
        raise DecisionInvalid("An entity can't be split from all of its mentions: leave it at least one.")
    places = write_places(rows)
    right = list_telling_keys(entity)
    left = [hash_id("split", (*right, *(_sign(place) for place in places)))]
    more = read_optional({**fields, "name": fields.get("name") or places[0]["text"]})
    said = {"left": left, "right": right, "places": places, "as": entity.type, **more}
    return make_terms(said, f"{entity.name}: {_list_words(places)}", about=[entity.id])


def write_places(mentions: Iterable[Mention]) -> list[dict[str, Any]]:
    flats: dict[str, Flat] = {}
    places = []
    for row in mentions:
        if row.video_id not in flats:
            flats[row.video_id] = _flatten(row.video)
        spot = Spot(row.segment.number, row.start, row.end)
        places.append(_place(row.video, flats[row.video_id].write_place(spot)))
    return places


def read_mention(fields: Fields) -> Terms:
    """`text` in the `segment` of the `video` names the `entity`, or a new one of this `name` and `type`.

    `start`: which of several equal words. `everywhere`: all of them in this
    video, and what is read from now on learns that it is a name.
    """
    video, segment = _find_segment(fields)
    spot = _find_words(segment, fields)
    entity = find_named(fields) if fields.get("entity") else None
    place = _place(video, _flatten(video).write_place(spot))
    everywhere = fields.get("everywhere") is True
    key = _choose_key(place, entity, everywhere=everywhere)
    _refuse_named(segment, spot, Q(key__entity=entity) if entity else Q(key=key, key__entity__isnull=False))
    said: dict[str, Any] = {"places": [place], "everywhere": everywhere, "as": _type_of(entity, fields)}
    if entity is None:
        name = read_name({"name": fields.get("name") or place["text"]})
        said |= {"keys": [key], "name": name, "type": said["as"]}
        return make_terms(said, said["name"])
    said |= {"keys": [entity.id, key], "others": [list_other_keys(entity, entity.id), []]}
    return make_terms(said, f"{entity.name}: “{place['text']}”", about=[entity.id])


def read_relate(fields: Fields) -> Terms:
    """The `quote` in the `segment` of the `video`, or across it and one beside it, states the connection."""
    video, segment = _find_segment(fields)
    subject, obj = find_named(fields, "subject"), find_named(fields, "object")
    if subject == obj:
        raise DecisionInvalid("A connection joins two different smart objects.")
    quote = str(fields.get("quote") or "").strip()
    flat = _flatten(video)
    written = flat.write_quote(segment.number, quote) if 0 < len(quote) <= QUOTE_LENGTH else None
    spot = flat.locate(written) if written else None
    if written is None or spot is None:
        raise DecisionInvalid(f"These words are not said there, letter for letter: “{quote[:200]}”.")
    ends = [_list_names(entity, video) for entity in (subject, obj)]
    said = {
        "ends": ends,
        "predicate": choose(fields.get("predicate"), load_ontology().predicates, "predicate"),
        "polarity": choose(fields.get("polarity") or "asserted", [p.value for p in Polarity], "polarity"),
        "place": _place(video, written),
    }
    shape = orient(subject.id, said["predicate"], obj.id, said["polarity"])
    _refuse_read_otherwise(shape, {subject.id: ends[0][0], obj.id: ends[1][0]})
    _refuse_stated(relation_id(*shape), video, spot)
    words = phrase_statement(subject.name, said["predicate"], obj.name, said["polarity"])
    return make_terms(said, words, about=[subject.id, obj.id])


def find_worded_place(fields: Fields) -> dict[str, Any]:
    """Of the `text` that is said to name something."""
    video, segment = _find_segment(fields)
    return _place(video, _flatten(video).write_place(_find_words(segment, fields)))


def find_quoted_place(fields: Fields) -> dict[str, Any] | None:
    """Of the `quote` that is said to state a connection; None where it is not said there any more."""
    video, segment = _find_segment(fields)
    written = _flatten(video).write_quote(segment.number, str(fields.get("quote") or "").strip())
    return _place(video, written) if written else None


def _find_mentions(entity: Entity, given: Any) -> list[Mention]:
    if not isinstance(given, list) or not all(isinstance(id, int) for id in given):
        raise DecisionInvalid("“mentions” is a list of ids.")
    rows = Mention.objects.filter(id__in=given, key__entity=entity).select_related("video", "segment")
    found = list(rows.order_by("video", "segment__number", "start"))
    if len(found) < len(set(given)):
        raise DecisionConflict("Some of these are no mentions of it any more. Load the page again.")
    return found


def _find_segment(fields: Fields) -> tuple[Video, Segment]:
    refuse_missing(fields, "video", "segment")
    video = find_video(str(fields["video"]))
    if video is None:
        raise DecisionInvalid(f"There is no video “{fields.get('video')}”.")
    segment = find_segment(video, str(fields["segment"]))
    if segment is None:
        raise DecisionInvalid(f"There is no segment “{fields.get('segment')}” in this video.")
    return video, segment


def _find_words(segment: Segment, fields: Fields) -> Spot:
    text = str(fields.get("text") or "").strip()
    start = fields.get("start")
    found = segment.text.find(text, start if isinstance(start, int) and start >= 0 else 0) if text else -1
    if found < 0 or len(text) > WORDS_LENGTH or not fold_name(text):
        raise DecisionInvalid(f"These words are not said there, letter for letter: “{text[:WORDS_LENGTH]}”.")
    return Spot(segment.number, found, found + len(text))


def _refuse_named(segment: Segment, spot: Spot, so: Q) -> None:
    """`so`: what mentions that name it already have."""
    around = Mention.objects.filter(so, segment=segment, start__lte=spot.start, end__gte=spot.end)
    named = around.select_related("key__entity").first()
    if named and named.key.entity:
        raise DecisionConflict(f"These words name “{named.key.entity.name}” already.")


def _refuse_read_otherwise(shape: Shape, names: Names) -> None:
    """What is stated would not be shown, or as another connection."""
    rules = load_rules(Holders(), entities={shape[0], shape[2]})
    if rules.read(shape, names) != shape:
        raise DecisionConflict(
            "An editor hid this connection, or corrected it. Revoke that in the history, then state the connection."
        )


def _refuse_stated(relation: str, video: Video, spot: Spot) -> None:
    """No words state the same connection twice: it would count for more than was said."""
    there = Claim.objects.filter(relation=relation, segment__video=video, segment__number=spot.number)
    begin_before = there.filter(quote_start__lt=spot.end)
    if any(claim.quote_start + len(claim.quote) > spot.start for claim in begin_before):
        raise DecisionConflict("These words state the connection already.")


def _choose_key(place: dict[str, Any], entity: Entity | None, *, everywhere: bool) -> str:
    if not everywhere:
        return hash_id("mention", (entity.id if entity else "", _sign(place)))
    key = key_id(fold_name(place["text"]))
    there = Key.objects.filter(id=key, entity__isnull=False).select_related("entity").first()
    if there and there.entity and (entity is None or there.entity_id != entity.id):
        raise DecisionConflict(
            f"“{place['text']}” is a name of “{there.entity.name}” already. Merge the two, or speak of this place only."
        )
    return key


def _type_of(entity: Entity | None, fields: Fields) -> str:
    if entity:
        return entity.type
    said = read_optional(fields)
    if "type" not in said:
        raise DecisionInvalid(f"Something new needs a type: one of {', '.join(EntityType)}.")
    return str(said["type"])


def _list_names(entity: Entity, video: Video) -> list[str]:
    """The keys by which the video names the entity, its own name's first."""
    rows = Naming.objects.filter(video=video, key__entity=entity).order_by("-is_title", "-mentions", "key")
    keys = list(rows.values_list("key_id", flat=True))
    if not keys:
        raise DecisionInvalid(
            f"“{entity.name}” is not named in this video. Mark where it is, then state the connection."
        )
    return keys


def _flatten(video: Video) -> Flat:
    return Flat(list(Segment.objects.filter(video=video).order_by("number").values_list("number", "text")))


def _place(video: Video, written: dict[str, Any]) -> dict[str, Any]:
    return {"video": video.id, "words": video.content, **written}


def _sign(place: dict[str, Any]) -> str:
    return "\n".join(str(place[name]) for name in ("words", "quote", "at", "text", "nth"))


def _list_words(places: Sequence[dict[str, Any]]) -> str:
    words = dict.fromkeys(f"“{place['text']}”" for place in places)
    return f"{len(places)} × {', '.join(words)}"
