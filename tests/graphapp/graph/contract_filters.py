"""What both graph stores promise of filters. Collected by `test_contract.py`, once for each store."""

from __future__ import annotations

from dataclasses import replace

from graphapp.graph.models import Relation
from graphapp.graph.results import Filters, GraphDelta, Subgraph
from graphapp.videos.deriving.projecting import load_change
from graphapp.videos.models import Claim
from tests.graphapp.graph.contract import add_chips, named, said
from tests.graphapp.graph.library import Library


class Filtering:
    """Questions that are narrowed."""

    def test_weight_and_review_narrow_relations_only(self, library: Library) -> None:
        video = add_chips(library)
        Relation.objects.filter(predicate="makes", object__name="Codex").update(approved=True)
        library.store.write(load_change(GraphDelta(relations=tuple(Relation.objects.values_list("id", flat=True)))))
        for place in (Filters(video=video.id), Filters(videos=frozenset({video.id})), Filters()):
            often = library.store.overview(filters=replace(place, minimum_weight=2))
            approved = library.store.overview(filters=replace(place, approved=True))
            assert [(edge.predicate, edge.weight) for edge in often.edges] == [("partner_of", 2)]
            assert named(library, often) == {"OpenAI", "Cerebras"}
            assert said(library, approved) == {("OpenAI", "makes", "Codex")}
            assert {edge.review for edge in approved.edges} == {"approved"}
            assert {edge.review for edge in often.edges} == {"unreviewed"}
        near = library.store.neighbourhood(library.id_of("OpenAI"), filters=Filters(minimum_weight=2))
        assert named(library, near) == {"OpenAI", "Cerebras"}

    def test_an_overview_of_narrowed_relations_begins_where_most_of_them_are(self, library: Library) -> None:
        hub = [("Hub", "uses", name) for name in ("A", "B", "C")]
        library.add("Talk", ["Hub", "A", "B", "C", "Maker"], [*hub, ("Maker", "makes", "A"), ("Maker", "makes", "B")])
        found = library.store.overview(filters=Filters(predicates=frozenset({"makes"})))
        assert named(library, found) == {"Maker", "A", "B"}
        top = library.store.overview(limit=1, filters=Filters(predicates=frozenset({"makes"})))
        assert (named(library, top), top.truncated) == ({"Maker"}, True)

    def test_videos_narrow_to_what_any_of_them_states(self, library: Library) -> None:
        chips = add_chips(library)
        other = library.add("Other", ["OpenAI", "Nvidia"], [("OpenAI", "uses", "Nvidia")])
        library.add("Third", ["OpenAI", "Far"], [("OpenAI", "uses", "Far")])
        both = Filters(videos=frozenset({chips.id, other.id}))
        near = library.store.neighbourhood(library.id_of("OpenAI"), filters=both)
        assert named(library, near) == {"OpenAI", "Cerebras", "Codex", "Nvidia"}
        assert library.store.overview(filters=replace(both, video=chips.id)).edges
        nowhere = Filters(videos=frozenset({other.id}), video=chips.id)
        assert library.store.overview(filters=nowhere).edges == ()

    def test_speakers_narrow_what_is_stated_somewhere(self, library: Library) -> None:
        video = add_chips(library)
        Claim.objects.filter(predicate="makes", quote__startswith="Cerebras").update(speaker="Bob")
        library.store.write(load_change(GraphDelta(videos=(video.id,))))
        bob = Filters(videos=frozenset({video.id}), speakers=frozenset({"Bob"}))
        assert said(library, library.store.overview(filters=bob)) == {("Cerebras", "makes", "WSE-3")}
        alone = replace(bob, video=video.id, videos=frozenset())
        assert named(library, library.store.overview(filters=alone)) == {"Cerebras", "WSE-3"}
        assert named(library, library.store.video_graph(video.id, filters=alone)) == {"Cerebras", "WSE-3"}
        segments = frozenset(row.id for row in load_change(GraphDelta(videos=(video.id,))).segments)
        heard = library.store.overview(filters=Filters(segments=segments, speakers=frozenset({"Bob"})))
        assert said(library, heard) == {("Cerebras", "makes", "WSE-3")}
        assert library.store.overview(filters=Filters(speakers=frozenset({"Bob"}))) == Subgraph((), ())
