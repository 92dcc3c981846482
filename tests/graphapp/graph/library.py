"""A library in the record and in a store, in step, as the product keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from graphapp.graph.fingerprint import KINDS
from graphapp.graph.models import Entity
from graphapp.graph.opening import open_record
from graphapp.graph.port import GraphStore
from graphapp.graph.results import GraphChange
from graphapp.videos.deriving.projecting import load_change
from graphapp.videos.deriving.resolving import follow_decisions
from graphapp.videos.models import Decision, DecisionKey, Video
from graphapp.videos.recording import delete_video, record_document
from ingest.records import Polarity
from tests.graphapp.videos.documents import build_document

Claims = Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Library:
    store: GraphStore

    def add(
        self,
        title: str,
        names: Sequence[str] | Mapping[str, Sequence[str]],
        claims: Claims = (),
        *,
        video: str = "",
        polarity: Polarity = Polarity.ASSERTED,
        own: frozenset[str] = frozenset(),
    ) -> Video:
        """Record a video (in place of `video`, if given) and write what that changed."""
        forms = names if isinstance(names, Mapping) else {name: [] for name in names}
        recorded = record_document(
            build_document(title, forms, claims, polarity=polarity, own=own), video_id=video or None
        )
        self.store.write(load_change(recorded.delta))
        return recorded.video

    def remove(self, video: Video) -> GraphChange:
        change = load_change(delete_video(video))
        self.store.write(change)
        return change

    def say(self, kind: str, **said: str) -> Decision:
        """What an editor says of a key; `decide` lets record and store follow."""
        order = Decision.objects.count() + 1
        facts = {"order": order, "kind": kind, "said": said, "author": "ed", "made_at": timezone.now()}
        decision = Decision.objects.create(id=f"{order:016x}", active=False, **facts)
        key = said["key"]
        DecisionKey.objects.create(decision=decision, key=key, kind=decision.kind, order=decision.order, meant=key)
        return decision

    def decide(self, decision: Decision, *, active: bool = True) -> None:
        Decision.objects.filter(id=decision.id).update(active=active)
        self.store.write(load_change(follow_decisions([decision.id])))

    def id_of(self, name: str) -> str:
        return Entity.objects.get(name=name).id

    def names_of(self, ids: Sequence[str]) -> list[str]:
        names = dict(Entity.objects.values_list("id", "name"))
        return [names[id] for id in ids]


def list_differences(store: GraphStore) -> list[str]:
    """Kinds of which the store holds something else than the record."""
    record = open_record()
    return [kind for kind in KINDS if list(store.fingerprints(kind)) != list(record.fingerprints(kind))]
