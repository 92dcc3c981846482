"""What both graph stores promise. Collected by `test_contract.py`, once for each store."""

from __future__ import annotations

from itertools import pairwise

import pytest

from graphapp.graph.models import Appearance
from graphapp.graph.opening import open_record
from graphapp.graph.port import GraphStore
from graphapp.graph.results import Filters, GraphChange, Subgraph
from graphapp.videos.deriving.projecting import load_change
from graphapp.videos.models import Claim, Video
from graphapp.videos.recording import record_document
from ingest.records import EntityType, Polarity
from tests.graphapp.graph.library import Library, list_differences
from tests.graphapp.videos.documents import build_document

CHIPS = (
    ("OpenAI", "partner_of", "Cerebras"),
    ("Cerebras", "makes", "WSE-3"),
    ("OpenAI", "makes", "Codex"),
    ("OpenAI", "partner_of", "Cerebras"),
)


def add_chips(library: Library) -> Video:
    return library.add("Chips", ["OpenAI", "Cerebras", "WSE-3", "Codex", "Alone"], CHIPS)


def named(library: Library, graph: Subgraph) -> set[str]:
    return set(library.names_of([node.id for node in graph.nodes]))


def said(library: Library, graph: Subgraph) -> set[tuple[str, str, str]]:
    ends = [library.names_of([edge.source, edge.target]) for edge in graph.edges]
    return {(a, edge.predicate, b) for (a, b), edge in zip(ends, graph.edges, strict=True)}


class Reading:
    """Questions of a filled store."""

    def test_a_video_graph_is_what_the_video_says(self, library: Library) -> None:
        video = add_chips(library)
        library.add("Other", ["OpenAI", "Nvidia"], [("OpenAI", "uses", "Nvidia")])
        graph = library.store.video_graph(video.id)
        assert named(library, graph) == {"OpenAI", "Cerebras", "WSE-3", "Codex", "Alone"}
        assert {e.predicate: (e.weight, e.first_ms) for e in graph.edges}["partner_of"] == (2, 7000)
        assert len(graph.edges) == 3
        assert [e.weight for e in graph.edges] == [2, 1, 1]
        assert {n.name: n.degree for n in graph.nodes} == {
            "OpenAI": 2,
            "Cerebras": 2,
            "WSE-3": 1,
            "Codex": 1,
            "Alone": 0,
        }
        assert list(graph.nodes) == sorted(graph.nodes, key=lambda n: (-n.salience, n.id))

    def test_a_claim_twice_is_surer_than_once_but_never_certain(self, library: Library) -> None:
        video = add_chips(library)
        by_weight = {e.weight: e.confidence for e in library.store.video_graph(video.id).edges}
        assert by_weight == {2: 0.91, 1: 0.7}

    def test_types_narrow_entities_and_their_relations(self, library: Library) -> None:
        video = add_chips(library)
        kind = library.store.video_graph(video.id).nodes[0].type
        graph = library.store.video_graph(video.id, filters=Filters(types=frozenset({kind})))
        assert {n.type for n in graph.nodes} == {kind}
        assert all({e.source, e.target} <= {n.id for n in graph.nodes} for e in graph.edges)

    def test_predicates_and_confidence_narrow_relations_only(self, library: Library) -> None:
        video = add_chips(library)
        makes = library.store.video_graph(video.id, filters=Filters(predicates=frozenset({"makes"})))
        sure = library.store.video_graph(video.id, filters=Filters(minimum_confidence=0.8))
        assert (len(makes.nodes), {e.predicate for e in makes.edges}) == (5, {"makes"})
        assert (len(sure.nodes), [e.weight for e in sure.edges]) == (5, [2])

    def test_segments_narrow_to_what_is_stated_in_them(self, library: Library) -> None:
        video = add_chips(library)
        claim = Claim.objects.select_related("segment").get(predicate="makes", quote__startswith="Cerebras")
        segment = f"{video.id}:s{claim.segment.number}"
        graph = library.store.video_graph(video.id, filters=Filters(segments=frozenset({segment, "nonsense", "x:s"})))
        assert said(library, graph) == {("Cerebras", "makes", "WSE-3")}
        assert named(library, graph) == {"Cerebras", "WSE-3"}

    def test_a_neighbourhood_of_one_hop_holds_relations_among_neighbours(self, library: Library) -> None:
        library.add("A", ["Hub", "One", "Two", "Far"], [("Hub", "uses", "One"), ("Two", "uses", "Hub")])
        library.add("B", ["One", "Two", "Far"], [("One", "uses", "Two"), ("Two", "uses", "Far")])
        near = library.store.neighbourhood(library.id_of("Hub"))
        assert (named(library, near), near.truncated) == ({"Hub", "One", "Two"}, False)
        assert ("One", "uses", "Two") in said(library, near)
        assert "Far" in named(library, library.store.neighbourhood(library.id_of("Hub"), depth=2))

    def test_a_cut_neighbourhood_keeps_the_strongest_and_says_so(self, library: Library) -> None:
        claims = [("Hub", "uses", "Rare"), ("Hub", "uses", "Often"), ("Often", "supports", "Hub")]
        library.add("A", ["Hub", "Rare", "Often", "Next"], [*claims, ("Rare", "uses", "Next")])
        cut = library.store.neighbourhood(library.id_of("Hub"), depth=2, limit=2)
        exact = library.store.neighbourhood(library.id_of("Hub"), depth=1, limit=3)
        assert (named(library, cut), cut.truncated) == ({"Hub", "Often"}, True)
        assert (named(library, exact), exact.truncated) == ({"Hub", "Often", "Rare"}, False)

    def test_a_neighbourhood_can_be_asked_within_a_video(self, library: Library) -> None:
        video = add_chips(library)
        library.add("Other", ["OpenAI", "Nvidia"], [("OpenAI", "uses", "Nvidia")])
        openai = library.id_of("OpenAI")
        assert "Nvidia" in named(library, library.store.neighbourhood(openai))
        within = library.store.neighbourhood(openai, depth=2, filters=Filters(video=video.id))
        assert named(library, within) == {"OpenAI", "Cerebras", "Codex", "WSE-3"}
        assert next(n.mentions for n in within.nodes if n.id == openai) == 1

    def test_the_entity_asked_for_stays_whatever_its_type(self, library: Library) -> None:
        add_chips(library)
        openai = library.id_of("OpenAI")
        other = frozenset({t.value for t in EntityType} - {library.store.neighbourhood(openai).nodes[0].type})
        assert openai in {n.id for n in library.store.neighbourhood(openai, filters=Filters(types=other)).nodes}

    def test_a_subgraph_has_all_relations_among_the_given(self, library: Library) -> None:
        add_chips(library)
        chosen = [library.id_of(name) for name in ("OpenAI", "Cerebras", "Alone")]
        graph = library.store.subgraph([*chosen, chosen[0], "0" * 16])
        assert named(library, graph) == {"OpenAI", "Cerebras", "Alone"}
        assert [(e.predicate, e.weight) for e in graph.edges] == [("partner_of", 2)]

    def test_an_overview_begins_with_the_most_connected(self, library: Library) -> None:
        add_chips(library)
        top = library.store.overview(limit=2)
        assert (named(library, top), top.truncated) == ({"OpenAI", "Cerebras"}, True)
        everything = library.store.overview(limit=5)
        assert (len(everything.nodes), len(everything.edges), everything.truncated) == (5, 3, False)

    def test_paths_are_simple_and_the_surest_comes_first(self, library: Library) -> None:
        claims = [("Start", "uses", "Good"), ("Good", "uses", "End"), ("Start", "related_to", "Weak")]
        library.add("A", ["Start", "Good", "Weak", "End"], [*claims, ("Weak", "related_to", "End")])
        library.add("B", ["Good", "End"], [("Good", "uses", "End")])
        paths = library.store.paths(library.id_of("Start"), library.id_of("End")).paths
        assert [library.names_of([n.id for n in p.nodes]) for p in paths] == [
            ["Start", "Good", "End"],
            ["Start", "Weak", "End"],
        ]
        assert paths[0].score > paths[1].score
        assert all(len(p.nodes) == len(p.edges) + 1 for p in paths)

    def test_paths_go_as_far_as_asked_and_no_farther(self, library: Library) -> None:
        chain = ["Ann", "Bee", "Cat", "Dog", "Eel", "Fox"]
        claims = [(a, "uses", b) for a, b in pairwise(chain)]
        library.add("Chain", chain, claims)
        ids = [library.id_of(name) for name in chain]
        for hops in (1, 2, 3, 4):
            (path,) = library.store.paths(ids[hops], ids[0], max_hops=hops).paths
            assert [n.id for n in path.nodes] == ids[hops::-1]
            assert library.store.paths(ids[0], ids[hops], max_hops=hops - 1).paths == ()
        nothing = library.store.paths(ids[0], ids[5])
        assert (nothing.paths, nothing.hops, nothing.entities, nothing.truncated) == ((), 4, 4, False)
        assert library.store.paths(ids[0], ids[0]).paths == ()

    def test_paths_differ_in_what_they_pass(self, library: Library) -> None:
        sides = ["One", "Two", "Three"]
        over_hub = [("Start", "uses", side) for side in sides] + [(side, "uses", "Gate") for side in sides]
        claims = [*over_hub, ("Gate", "uses", "End"), ("Start", "related_to", "Apart"), ("Apart", "uses", "End")]
        library.add("A", ["Start", *sides, "Gate", "Apart", "End"], claims)
        paths = library.store.paths(library.id_of("Start"), library.id_of("End"), limit=2).paths
        assert sorted(len({"Gate", "Apart"} & {n.name for n in path.nodes}) for path in paths) == [1, 1]
        assert {"Gate", "Apart"} <= {n.name for path in paths for n in path.nodes}

    def test_what_is_asserted_comes_before_what_is_denied(self, library: Library) -> None:
        library.add("A", ["Start", "End"], [("Start", "uses", "End")], polarity=Polarity.DENIED)
        library.add("B", ["Start", "Link", "End"], [("Start", "related_to", "Link"), ("Link", "related_to", "End")])
        paths = library.store.paths(library.id_of("Start"), library.id_of("End")).paths
        assert [[e.polarity for e in path.edges] for path in paths] == [["asserted", "asserted"], ["denied"]]
        library.add("C", ["Start", "End"], [("Start", "related_to", "End")])
        direct = library.store.paths(library.id_of("Start"), library.id_of("End"), max_hops=1).paths
        assert [(e.predicate, e.polarity) for path in direct for e in path.edges] == [("related_to", "asserted")]

    def test_three_entities_meet_where_all_are_near(self, library: Library) -> None:
        ends = ["Ann", "Bee", "Cat"]
        library.add("A", [*ends, "Hub", "Lone"], [*[(end, "uses", "Hub") for end in ends], ("Ann", "uses", "Lone")])
        answer = library.store.junctions([library.id_of(end) for end in ends])
        (found,) = answer.junctions
        assert found.node.name == "Hub"
        assert [[n.name for n in leg.nodes] for leg in found.legs] == [["Hub", end] for end in ends]
        assert (answer.hops, answer.truncated) == (3, False)

    def test_one_of_three_may_be_where_they_meet(self, library: Library) -> None:
        library.add("A", ["Ann", "Bee", "Cat"], [("Ann", "uses", "Bee"), ("Bee", "uses", "Cat")])
        (found,) = library.store.junctions([library.id_of(end) for end in ("Ann", "Bee", "Cat")]).junctions
        assert (found.node.name, [len(leg.edges) for leg in found.legs]) == ("Bee", [1, 0, 1])

    def test_three_that_do_not_hang_together_have_no_junction(self, library: Library) -> None:
        library.add("A", ["Ann", "Bee", "Cat"], [("Ann", "uses", "Bee")])
        ids = [library.id_of(end) for end in ("Ann", "Bee", "Cat")]
        assert library.store.junctions(ids).junctions == ()
        assert library.store.junctions([ids[0], ids[1], ids[1]]).junctions == ()
        assert library.store.junctions([ids[0], ids[1], "0" * 16]).junctions == ()


class Searching:
    def found(self, library: Library, text: str, limit: int = 20) -> list[str]:
        return [hit.name for hit in library.store.search(text, limit=limit)]

    def test_names_and_aliases_are_found_by_what_is_typed_so_far(self, library: Library) -> None:
        library.add("A", {"Sam Altman": ["Altman"], "Kubernetes": ["k8s"], "Samba": []})
        assert self.found(library, "sam") == sorted(["Sam Altman", "Samba"], key=library.id_of)
        assert self.found(library, "ALT") == ["Sam Altman"]
        assert self.found(library, "k8") == ["Kubernetes"]
        assert self.found(library, "altman sa") == ["Sam Altman"]
        assert self.found(library, "lt") == []

    def test_where_no_spaces_part_words_any_piece_of_a_name_is_found(self, library: Library) -> None:
        library.add("A", {"北京大学": [], "東京タワー": ["トウキョウタワー"], "กรุงเทพมหานคร": [], "Acme 大学出版": []})
        assert self.found(library, "大学") == sorted(["北京大学", "Acme 大学出版"], key=library.id_of)
        assert self.found(library, "タワー") == self.found(library, "ウキョウ") == ["東京タワー"]
        assert self.found(library, "มหานคร") == ["กรุงเทพมหานคร"]
        assert self.found(library, "学 北京") == ["北京大学"]
        assert self.found(library, "学大") == self.found(library, "cme") == []

    def test_exact_comes_before_prefix_before_word_and_then_the_best_known(self, library: Library) -> None:
        library.add("A", ["Go", "Google", "Let It Go", "Gopher"])
        library.add("B", ["Gopher", "Let It Go"])
        assert self.found(library, "go") == ["Go", "Gopher", "Google", "Let It Go"]
        assert self.found(library, "go", limit=2) == ["Go", "Gopher"]

    def test_of_few_letters_what_is_called_so_comes_first_then_the_best_known_by_any_name(
        self, library: Library
    ) -> None:
        library.add("A", {"Golang": ["go"], "Google": [], "Gopher": [], "Mango": ["goo"], "Let It Go": []})
        for title in "BC":
            library.add(title, ["Gopher", "Mango", "Let It Go"])
        library.add("D", ["Mango"])
        assert self.found(library, "go", limit=1) == ["Golang"]
        assert self.found(library, "go", limit=3) == ["Golang", "Mango", "Gopher"]
        assert self.found(library, "g", limit=2) == ["Mango", "Gopher"]
        assert self.found(library, "go") == ["Golang", "Mango", "Gopher", "Google", "Let It Go"]

    @pytest.mark.parametrize(
        "name", ["C++", "C#", "Node.js", "AT&T", "Überraschung", "אבג דה", "🚀", "日本語", "O'Brien"]
    )
    def test_hostile_names_are_found_by_themselves(self, library: Library, name: str) -> None:
        library.add("A", [name, "Bystander"])
        assert self.found(library, name) == [name]

    @pytest.mark.parametrize(
        "text",
        ['"', "*", "?", "name:*", "+-&&||!(){}[]^~\\/", "a AND (", "[a TO z]", "/.*/", "%", "_", "' OR 1=1 --", "\\"],
    )
    def test_syntax_of_any_engine_is_text(self, library: Library, text: str) -> None:
        library.add("A", ["Bystander", "Zebra"])
        assert self.found(library, text) == []

    @pytest.mark.parametrize("text", ["", "   ", "\0", "\ud800", "x" * 10_000, "word " * 2000, "🚀" * 3000, "\u202e"])
    def test_anything_may_be_typed(self, library: Library, text: str) -> None:
        library.add("A", ["Bystander"])
        assert self.found(library, text) == []

    def suggested(self, library: Library, text: str) -> list[str]:
        return [hit.name for hit in library.store.suggest(text)]

    @pytest.mark.parametrize(
        ("slip", "meant"),
        [
            ("Cerebrs", "Cerebras"),
            ("cerbras", "Cerebras"),
            ("nvdia", "Nvidia"),
            ("nvidai", "Nvidia"),
            ("Kubernets", "k8s"),
            ("altmann", "Sam Altman"),
            ("sam altmna", "Sam Altman"),
            ("grapf", "Graph"),
            ("kuberent", "k8s"),
            ("cerrbr", "Cerebras"),
        ],
    )
    def test_a_slip_of_the_finger_suggests_what_was_meant(self, library: Library, slip: str, meant: str) -> None:
        library.add("A", {"Cerebras": [], "Nvidia": [], "k8s": ["Kubernetes"], "Sam Altman": [], "Graph": []})
        assert self.suggested(library, slip) == [meant]

    @pytest.mark.parametrize("name", ["Sony", "Apple", "OpenAI", "Google", "ChatGPT"])
    def test_any_two_neighbouring_letters_may_change_places(self, library: Library, name: str) -> None:
        library.add("A", [name, "Bystander"])
        for at in range(len(name) - 1):
            slip = f"{name[:at]}{name[at + 1]}{name[at]}{name[at + 2 :]}"
            assert self.suggested(library, slip) == [name]

    def test_a_name_is_suggested_whether_typed_as_one_word_or_two(self, library: Library) -> None:
        library.add("A", ["ChatGPT", "Open source", "Bystander"])
        assert self.suggested(library, "chat gpt") == ["ChatGPT"]
        assert self.suggested(library, "opensource") == ["Open source"]

    def test_the_best_known_of_equally_alike_names_comes_first(self, library: Library) -> None:
        library.add("A", ["Marina", "Marita"])
        library.add("B", ["Marita"])
        assert self.suggested(library, "maria") == ["Marita", "Marina"]

    @pytest.mark.parametrize("text", ["", "go", "xyzzyxyzzy", "\0", "~2 AND *:*", '"', "🎈🎈🎈🎈", "x" * 10_000])
    def test_nothing_is_suggested_for_what_looks_like_no_name(self, library: Library, text: str) -> None:
        library.add("A", ["Cerebras", "Go Further"])
        assert self.suggested(library, text) == []


class Writing:
    def test_the_store_holds_what_the_record_holds(self, library: Library) -> None:
        add_chips(library)
        library.add("Other", {"OpenAI": ["Open AI"], "Nvidia": []}, [("OpenAI", "uses", "Nvidia")])
        assert list_differences(library.store) == []
        assert library.store.status().counts["claim"] == 5
        assert library.store.status().counts == open_record().status().counts  # what is mended is found by these

    def test_the_same_change_twice_is_once(self, library: Library) -> None:
        recorded = record_document(build_document("Chips", {"OpenAI": [], "Cerebras": []}, [CHIPS[0]]))
        change = load_change(recorded.delta)
        library.store.write(change)
        before = {kind: list(library.store.fingerprints(kind)) for kind in ("claim", "relation", "appearance", "topic")}
        counts = library.store.status().counts
        library.store.write(change)
        assert {kind: list(library.store.fingerprints(kind)) for kind in before} == before
        assert library.store.status().counts == counts

    def test_a_new_extraction_replaces_the_old_one(self, library: Library) -> None:
        video = add_chips(library)
        library.add("Chips again", ["OpenAI", "Groq"], [("Groq", "competes_with", "OpenAI")], video=video.id)
        assert list_differences(library.store) == []
        assert named(library, library.store.video_graph(video.id)) == {"OpenAI", "Groq"}
        assert library.store.search("cerebras") == ()

    def test_a_removed_video_was_never_there(self, library: Library) -> None:
        kept = library.add("Kept", ["OpenAI", "Nvidia"], [("OpenAI", "uses", "Nvidia")])
        before = {kind: list(library.store.fingerprints(kind)) for kind in ("entity", "relation", "claim", "topic")}
        library.remove(add_chips(library))
        assert {kind: list(library.store.fingerprints(kind)) for kind in before} == before
        assert list_differences(library.store) == []
        library.remove(kept)
        assert not any(library.store.status().counts.values())

    def test_rows_of_other_videos_move_when_entities_merge_and_part(self, library: Library) -> None:
        first = library.add("A", ["k8s", "Docker"], [("k8s", "uses", "Docker")])
        library.add("B", ["Kubernetes", "Docker"], [("Kubernetes", "uses", "Docker")])
        merging = library.add("C", {"Kubernetes": ["k8s"]})
        assert list_differences(library.store) == []
        assert len(library.store.search("k8s")) == 1
        assert {e.weight for e in library.store.overview().edges} == {2}
        library.remove(merging)
        assert list_differences(library.store) == []
        assert named(library, library.store.video_graph(first.id)) == {"k8s", "Docker"}

    def test_what_is_hidden_is_in_no_answer_and_comes_back_with_what_it_has_become_meanwhile(
        self, library: Library
    ) -> None:
        video = add_chips(library)
        before = {kind: list(library.store.fingerprints(kind)) for kind in ("entity", "relation", "claim")}
        openai, cerebras = library.id_of("OpenAI"), library.id_of("Cerebras")
        library.decide(hiding := library.say("hide", key=openai))
        assert list_differences(library.store) == []
        assert library.store.search("openai") == library.store.suggest("opneai") == ()
        for graph in (
            library.store.overview(),
            library.store.overview(filters=Filters(minimum_weight=1, minimum_confidence=0.1)),
            library.store.video_graph(video.id),
            library.store.video_graph(video.id, filters=Filters(segments=frozenset({f"{video.id}:s1"}))),
            library.store.neighbourhood(cerebras, depth=2),
            library.store.neighbourhood(cerebras, filters=Filters(videos=frozenset({video.id}))),
            library.store.subgraph([openai, cerebras]),
        ):
            assert openai not in {node.id for node in graph.nodes}
            assert not {edge.id for edge in graph.edges if openai in (edge.source, edge.target)}
        assert not library.store.paths(cerebras, library.id_of("Codex")).paths
        assert not library.store.neighbourhood(openai).nodes
        later = library.add("Later", {"OpenAI": ["Open AI"], "Groq": []}, [("Groq", "competes_with", "OpenAI")])
        assert list_differences(library.store) == []
        library.decide(hiding, active=False)
        assert list_differences(library.store) == []
        assert said(library, library.store.video_graph(later.id)) == {("Groq", "competes_with", "OpenAI")}
        assert [hit.id for hit in library.store.search("open ai")] == [openai]
        library.remove(later)
        assert {kind: list(library.store.fingerprints(kind)) for kind in before} == before

    def test_claims_whose_ends_became_one_are_no_relation(self, library: Library) -> None:
        library.add("A", ["k8s", "Kubernetes"], [("k8s", "related_to", "Kubernetes")])
        assert len(library.store.overview().edges) == 1
        library.add("B", {"Kubernetes": ["k8s"]})
        assert (library.store.overview().edges, list_differences(library.store)) == ((), [])

    @pytest.mark.parametrize(
        "name", ['"; DROP', "`back` $tick", "a\\b'c", "{id: 1}", "שלום", "👩‍🚀 crew", "é\u0301", "ß" * 290, "<b>&amp;"]
    )
    def test_hostile_names_are_kept_to_the_letter(self, library: Library, name: str) -> None:
        video = library.add(name, [name, "Plain"], [(name, "uses", "Plain")])
        assert name in {n.name for n in library.store.video_graph(video.id).nodes}
        assert list_differences(library.store) == []

    def test_a_long_text_is_kept_whole(self, library: Library) -> None:
        document = build_document("Long", {"Plain": []}, extra_words="wörd 🚀 " * 1500)
        library.store.write(load_change(record_document(document).delta))
        assert list_differences(library.store) == []

    def test_an_empty_change_changes_nothing(self, library: Library) -> None:
        library.store.write(GraphChange())
        assert not any(library.store.status().counts.values())


class Nothing:
    """Empty stores and unknown ids have empty answers."""

    @pytest.mark.parametrize("filled", [False, True])
    def test_unknown_ids_have_empty_answers(self, library: Library, filled: bool) -> None:
        if filled:
            add_chips(library)
        store: GraphStore = library.store
        known = Appearance.objects.first()
        for unknown in ("0" * 16, "", "nonsense ' \" `", "x" * 10_000):
            assert store.video_graph(unknown) == Subgraph((), ())
            assert store.neighbourhood(unknown, depth=2) == Subgraph((), ())
            assert store.subgraph([unknown]) == Subgraph((), ())
            assert store.paths(unknown, known.entity_id if known else "1" * 16).paths == ()
            assert store.search(unknown or "zzz") == ()

    def test_an_empty_store_is_no_failure(self, library: Library) -> None:
        assert library.store.overview() == Subgraph((), ())
        assert library.store.subgraph([]) == Subgraph((), ())
        assert library.store.search("anything") == ()
        assert library.store.status().reachable
        assert list_differences(library.store) == []

    def test_silly_limits_are_bounded(self, library: Library) -> None:
        add_chips(library)
        store, openai, cerebras = library.store, library.id_of("OpenAI"), library.id_of("Cerebras")
        assert len(store.neighbourhood(openai, depth=99, limit=-1).nodes) == 1
        assert store.overview(limit=0).nodes == store.search("openai", limit=0) == ()
        assert store.paths(openai, cerebras, max_hops=0).paths == store.paths(openai, cerebras, limit=0).paths == ()
        assert len(store.paths(openai, cerebras, max_hops=10**6).paths) == 1

    def test_setting_up_again_changes_nothing(self, library: Library) -> None:
        add_chips(library)
        library.store.setup()
        assert list_differences(library.store) == []
