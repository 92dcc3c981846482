"""`graph verify` finds every difference between record and Neo4j; `graph rebuild` mends them."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, LiteralString

import pytest
from django.core.management import call_command
from neo4j import Driver, GraphDatabase

from graphapp.graph.fingerprint import KINDS
from graphapp.graph.models import Entity, Pending
from graphapp.graph.neo4j.store import Neo4jStore
from graphapp.graph.opening import open_record, read_address
from graphapp.graph.steady import PAUSE_SECONDS, SLOW_SECONDS, SteadyReads
from graphapp.runs.projection.graph_upkeep import compare_store, rebuild_store, repair_store
from graphapp.runs.projection.outbox import catch_up
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.videos.models import Video
from tests.graphapp.graph.library import Library, list_differences

NEO4J = [pytest.mark.django_db, pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]
CLAIMS = [("OpenAI", "partner_of", "Cerebras"), ("Cerebras", "makes", "WSE-3")]
TAMPERINGS: tuple[tuple[LiteralString, str, str], ...] = (
    ("MATCH (n:Video) WITH n LIMIT 1 SET n.title = 'x'", "video", "differing"),
    ("MATCH (n:Video) WITH n LIMIT 1 SET n.unheard_of = 1", "video", "differing"),
    ("CREATE (:Video {id: 'ffffffffffffffff'})", "video", "extra"),
    ("MATCH (n:Segment) WITH n LIMIT 1 SET n.text = n.text + ' '", "segment", "differing"),
    ("MATCH (n:Segment) WITH n LIMIT 1 REMOVE n.start_ms", "segment", "differing"),
    ("MATCH (n:Segment) WITH n LIMIT 1 DETACH DELETE n", "segment", "missing"),
    ("MATCH ()-[r:HAS_SEGMENT]->() WITH r LIMIT 1 DELETE r", "segment", "differing"),
    ("MATCH (n:Topic) WITH n LIMIT 1 SET n.name = 'x'", "topic", "differing"),
    ("MATCH ()-[r:ABOUT]->() WITH r LIMIT 1 SET r.name = 'x'", "topic", "differing"),
    ("CREATE (:Topic {slug: 'nobody-s'})", "topic", "extra"),
    ("MATCH (n:Entity) WITH n LIMIT 1 SET n.aliases = ['x']", "entity", "differing"),
    ("MATCH (n:Entity) WITH n LIMIT 1 SET n.names = ['x']", "entity", "differing"),
    ("MATCH (n:Entity) WITH n LIMIT 1 SET n.confidence = n.confidence + 0.0001", "entity", "differing"),
    ("MATCH ()-[r:MENTIONS]->() WITH r LIMIT 1 SET r.count = 99", "appearance", "differing"),
    ("MATCH ()-[r:MENTIONS]->() WITH r LIMIT 1 DELETE r", "appearance", "missing"),
    ("MATCH (n:Claim) WITH n LIMIT 1 SET n.quote = 'never said'", "claim", "differing"),
    ("MATCH (:Claim)-[r:SUBJECT]->() WITH r LIMIT 1 DELETE r", "claim", "differing"),
    ("MATCH (c:Claim) WITH c LIMIT 1 MATCH (e:Entity {name: 'Alone'}) CREATE (c)-[:OBJECT]->(e)", "claim", "differing"),
    ("MATCH ()-[r:RELATES]->() WITH r LIMIT 1 SET r.weight = 99", "relation", "differing"),
    ("MATCH ()-[r:RELATES]->() WITH r LIMIT 1 DELETE r", "relation", "missing"),
    (
        "MATCH (a:Entity {name: 'Alone'}), (b:Video) WITH a, b LIMIT 1 CREATE (a)-[:RELATES {id: 'f'}]->(b)",
        "relation",
        "extra",
    ),
)


STRAYS: tuple[tuple[LiteralString, str], ...] = (
    ("CREATE (:Entity {name: 'Stray'}), (:HiddenEntity)", "entity"),
    ("CREATE (:Video {title: 'Stray'})", "video"),
    ("CREATE (:Segment), (:Segment)", "segment"),
    ("CREATE (:Claim {quote: 'never said'})", "claim"),
    ("CREATE (:Topic {slug: 'nobody-s'})", "topic"),
    ("MATCH (a:Entity), (b:Entity) WHERE a.id < b.id WITH a, b LIMIT 1 CREATE (a)-[:RELATES]->(b)", "relation"),
)


def fill(store: Neo4jStore) -> Library:
    library = Library(store)
    library.add("A", {"OpenAI": ["Open AI"], "Cerebras": [], "WSE-3": [], "Alone": []}, CLAIMS)
    library.add("B", ["OpenAI", "Nvidia"], [("OpenAI", "uses", "Nvidia")])
    return library


@pytest.fixture
def bare(neo4j_url: str, neo4j_store: Neo4jStore) -> Any:
    """The driver, past our store."""
    address = read_address(neo4j_url, database="neo4j")
    with GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        yield driver


@pytest.fixture
def on_neo4j(settings: Any, neo4j_url: str, neo4j_store: Neo4jStore) -> None:
    settings.GRAPH_URL = neo4j_url


def run_graph(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    status = 0
    try:
        call_command("graph", *arguments, "--json")
    except SystemExit as end:
        status = int(str(end.code))
    return status, json.loads(capsys.readouterr().out)


class TestNeo4j:
    pytestmark = NEO4J

    @pytest.mark.parametrize(("cypher", "kind", "what"), TAMPERINGS)
    def test_every_tampering_is_found_and_mended(
        self, neo4j_store: Neo4jStore, bare: Driver, cypher: LiteralString, kind: str, what: str
    ) -> None:
        fill(neo4j_store)
        assert compare_store(neo4j_store).total == 0
        bare.execute_query(cypher)
        found = compare_store(neo4j_store)
        assert (kind, what) in {(d.kind, d.what) for d in found.differences}
        assert rebuild_store(neo4j_store).total == 0
        assert list_differences(neo4j_store) == []

    def test_what_has_no_id_is_found_and_mended_without_wiping(self, neo4j_store: Neo4jStore, bare: Driver) -> None:
        fill(neo4j_store)
        for cypher, kind in STRAYS:
            bare.execute_query(cypher)
            found = compare_store(neo4j_store)
            assert {(d.kind, d.what) for d in found.differences} == {(kind, "extra")}
            assert repair_store(neo4j_store).total == 0
        assert neo4j_store.status().counts == open_record().status().counts

    def test_a_wiped_store_is_made_again_equal(self, neo4j_store: Neo4jStore) -> None:
        fill(neo4j_store)
        before = {kind: list(neo4j_store.fingerprints(kind)) for kind in KINDS}
        neo4j_store.wipe()
        assert compare_store(neo4j_store).counts["video"] == {"missing": 2}
        rebuild_store(neo4j_store)
        assert {kind: list(neo4j_store.fingerprints(kind)) for kind in KINDS} == before

    def test_an_interrupted_rebuild_goes_on(self, neo4j_store: Neo4jStore) -> None:
        fill(neo4j_store)
        with pytest.raises(KeyboardInterrupt):
            rebuild_store(neo4j_store, on_progress=interrupt_at("writing: relations"))
        assert compare_store(neo4j_store).total > 0
        stages: list[str] = []
        assert rebuild_store(neo4j_store, resume=True, on_progress=lambda s, *_: stages.append(s)).total == 0
        assert "wiping" not in stages
        assert "writing: videos" not in stages

    def test_other_peoples_nodes_stay(self, neo4j_store: Neo4jStore, bare: Driver) -> None:
        bare.execute_query("CREATE (:Recipe {name: 'soup'})")
        rebuild_store(neo4j_store)
        records, _, _ = bare.execute_query("MATCH (n:Recipe) WITH n, n.name AS name DELETE n RETURN name")
        assert [record["name"] for record in records] == ["soup"]

    def test_the_commands_say_so(
        self, on_neo4j: None, neo4j_store: Neo4jStore, bare: Driver, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fill(neo4j_store)
        status, facts = run_graph(capsys, "status")
        assert (status, facts["store"], facts["reachable"], facts["counts"]["video"]) == (0, "neo4j", True, 2)
        assert run_graph(capsys, "verify")[0] == 0
        bare.execute_query("MATCH (n:Entity {name: 'Alone'}) DETACH DELETE n")
        status, facts = run_graph(capsys, "verify")
        alone = {"kind": "entity", "id": Entity.objects.get(name="Alone").id, "what": "missing"}
        assert (status, facts["equal"]) == (1, False)
        assert alone in facts["differences"]
        assert run_graph(capsys, "rebuild")[0] == 0
        assert run_graph(capsys, "verify")[1]["equal"]
        Video.objects.update(entity_count=7)
        assert run_graph(capsys, "verify")[0] == 1
        assert run_graph(capsys, "rebuild")[0] == 0
        assert run_graph(capsys, "verify")[1]["equal"]


def interrupt_at(stage: str) -> Callable[[str, int, int], None]:
    def listen(name: str, done: int, total: int) -> None:
        if name == stage:
            raise KeyboardInterrupt

    return listen


@pytest.mark.django_db
class TestEmbedded:
    def test_the_record_equals_itself(self, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
        settings.GRAPH_URL = "embedded"
        status, facts = run_graph(capsys, "verify")
        assert (status, facts["store"], facts["equal"]) == (0, "embedded", True)
        assert run_graph(capsys, "status")[1]["reachable"]

    def test_a_rebuild_resolves_the_record_again(self, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
        settings.GRAPH_URL = "embedded"
        from graphapp.graph.embedded.store import EmbeddedStore

        library = Library(EmbeddedStore())
        library.add("A", ["OpenAI", "Nvidia"], [("OpenAI", "uses", "Nvidia")])
        rebuild_graph()
        before = list(library.store.fingerprints("entity"))
        Entity.objects.filter(name="Nvidia").delete()
        assert run_graph(capsys, "rebuild")[0] == 0
        assert list(library.store.fingerprints("entity")) == before

    def test_what_is_miscounted_is_found_and_mended(self, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
        settings.GRAPH_URL = "embedded"
        from graphapp.graph.embedded.store import EmbeddedStore

        Library(EmbeddedStore()).add("A", ["OpenAI", "Nvidia"], [("OpenAI", "uses", "Nvidia")])
        Entity.objects.filter(name="Nvidia").update(relation_count=7)
        Video.objects.update(entity_count=7)
        status, facts = run_graph(capsys, "verify")
        assert (status, facts["equal"], facts["counts"]) == (1, False, {"count": {"differing": 2}})
        assert run_graph(capsys, "rebuild")[0] == 0
        assert run_graph(capsys, "verify")[1]["equal"]

    def test_while_a_store_is_made_again_readers_are_answered_from_the_record_and_nobody_else_writes(self) -> None:
        from graphapp.graph.embedded.store import EmbeddedStore

        Library(EmbeddedStore()).add("A", ["OpenAI", "Nvidia"], [("OpenAI", "uses", "Nvidia")])
        store = Elsewhere()
        asked = store.reads.overview().nodes
        assert rebuild_store(store).total == 0
        assert store.seen == [asked] * 3
        assert not store.sent
        assert not Pending.objects.exists()
        store.wiped = True
        with pytest.raises(AssertionError, match="half a graph"):
            store.reads.overview()


@pytest.mark.django_db
def test_a_store_that_takes_long_is_asked_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    from graphapp.graph.embedded.store import EmbeddedStore

    now = [100.0]

    class Slow(EmbeddedStore):
        asked = 0

        def overview(self, **options: Any) -> Any:
            self.asked += 1
            now[0] += SLOW_SECONDS + 1
            return super().overview(**options)

    monkeypatch.setattr("graphapp.graph.steady.time", SimpleNamespace(monotonic=lambda: now[0]))
    reads = SteadyReads(slow := Slow(), record=EmbeddedStore())
    for _ in range(3):
        reads.overview()
    assert slow.asked == 1
    now[0] += PAUSE_SECONDS
    reads.overview()
    assert slow.asked == 2


class Elsewhere:
    """A store beside the record, that is looked at by a reader and a sender while it is made."""

    name = "elsewhere"
    reads_record = False

    def __init__(self) -> None:
        from graphapp.graph.embedded.store import EmbeddedStore

        self.record: Any = EmbeddedStore()
        self.reads = SteadyReads(self, record=self.record)  # type: ignore[arg-type]
        self.seen: list[Any] = []
        self.sent = False
        self.wiped = False

    def wipe(self) -> None:
        self.wiped = True
        self._look()

    def setup(self) -> None:
        self._look()

    def write(self, change: object) -> None:
        if len(self.seen) < 3:
            self._look()
        self.wiped = False

    def fingerprints(self, kind: str) -> Any:
        return iter(()) if self.wiped else self.record.fingerprints(kind)

    def overview(self, **options: Any) -> Any:
        assert not self.wiped, "half a graph"
        return self.record.overview(**options)

    def _look(self) -> None:
        self.seen.append(self.reads.overview().nodes)
        self.sent |= catch_up(patient=False)
