"""The surest connections of a video in words, each with the sentence that says so: what a printed page holds in place
of the panel. At most one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from graphapp.videos.portrait.loading import Portrait
from graphapp.videos.portrait.wording import phrase_of
from graphapp.videos.reading.connections import Connection, Sentence, load_surest_statements
from graphapp.videos.reading.entities import VideoEntity

LIMIT = 40


@dataclass(frozen=True, slots=True)
class Said:
    """`phrase` joins the two; `evidence`: the surest that this video has for it."""

    connection: Connection
    subject: VideoEntity
    object: VideoEntity
    phrase: str
    evidence: Sentence


def list_said(portrait: Portrait) -> Sequence[Said]:
    """At most LIMIT certain connections, in the order in which they are first said."""
    shown = (c for c in portrait.certain if c.subject in portrait.by_id and c.object in portrait.by_id)
    chosen = list(islice(shown, LIMIT))
    evidence = load_surest_statements(portrait.video, relations=[c.id for c in chosen])
    chosen.sort(key=lambda c: (c.segments, c.id))
    return [_tell(portrait, c, evidence=evidence[c.id]) for c in chosen if c.id in evidence]


def _tell(portrait: Portrait, connection: Connection, *, evidence: Sentence) -> Said:
    subject, obj = portrait.by_id[connection.subject], portrait.by_id[connection.object]
    return Said(connection, subject, obj, phrase_of(connection.predicate), evidence)
