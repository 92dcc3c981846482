"""Each format is loaded back by the tool that it is for: equal counts, every name, all evidence."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import networkx
import pytest
import rdflib
from rdflib.namespace import RDF

from graphapp.explorer.exports.reading import Reader
from graphapp.explorer.exports.scope import Scope
from graphapp.explorer.exports.writing import write_export
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Claim, Video
from tests.graphapp.explorer.exports.conftest import HOSTILE, PLAIN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("videos")]
SCHEMA, PROV = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/prov#")


def export(format: str) -> bytes:
    return b"".join(write_export(Reader(Scope(), base="https://graph.example"), format=format))


def in_xml(name: str) -> str:
    """As XML can hold it."""
    return re.sub("[\x07\x1b\ufffe]", "\ufffd", name)


def list_quotes() -> list[str]:
    return sorted(Claim.objects.values_list("quote", flat=True))


@pytest.mark.parametrize(("format", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networkx_reads_what_is_written_for_it(format: str, read: Any, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{format}"
    path.write_bytes(export(format))
    graph = read(path)
    assert graph.is_directed()
    assert graph.number_of_nodes() == Entity.objects.count() == len(HOSTILE) + 1
    assert graph.number_of_edges() == Relation.objects.count()
    assert {facts["label"] for _, facts in graph.nodes(data=True)} == {in_xml(name) for name in (*HOSTILE, PLAIN)}
    evidence = [json.loads(facts["evidence"]) for _, _, facts in graph.edges(data=True)]
    assert sorted(said["quote"] for found in evidence for said in found) == [
        quote.replace("\ufffe", "\ufffd") for quote in list_quotes()
    ]
    weights = dict(Relation.objects.values_list("id", "weight"))
    found = {facts.get("id", key): facts["weight"] for _, _, key, facts in _list_edges(graph)}
    assert {id: int(weight) for id, weight in found.items()} == weights


def _list_edges(graph: Any) -> list[tuple[str, str, str, dict[str, Any]]]:
    assert graph.is_multigraph()
    return list(graph.edges(keys=True, data=True))


def test_csv_reads_four_tables() -> None:
    archive = zipfile.ZipFile(io.BytesIO(export("csv")))
    assert archive.testzip() is None
    tables = {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
        for name in archive.namelist()
    }
    counts = {"nodes": Entity, "edges": Relation, "evidence": Claim, "videos": Video}
    assert {name: len(rows) for name, rows in tables.items()} == {
        name: model._default_manager.count() for name, model in counts.items()
    }
    assert {row["name"] for row in tables["nodes"]} == {*HOSTILE, PLAIN}
    assert sorted(row["quote"] for row in tables["evidence"]) == list_quotes()
    assert {row["edge"] for row in tables["evidence"]} == {row["id"] for row in tables["edges"]}


def test_json_has_the_names_of_the_api() -> None:
    found = json.loads(export("json"))
    assert (found["format"], found["version"], found["scope"]) == ("saidgraph", 1, {})
    assert {node["name"] for node in found["nodes"]} == {*HOSTILE, PLAIN}
    assert [len(found[part]) for part in ("nodes", "edges", "videos")] == [
        model._default_manager.count() for model in (Entity, Relation, Video)
    ]
    assert sorted(said["quote"] for edge in found["edges"] for said in edge["evidence"]) == list_quotes()
    stored = {r.id: (r.subject_id, r.object_id, r.weight, r.confidence) for r in Relation.objects.all()}
    assert {e["id"]: (e["source"], e["target"], e["weight"], e["confidence"]) for e in found["edges"]} == stored


def test_rdflib_reads_statements_and_what_they_were_derived_from() -> None:
    graph = rdflib.Graph().parse(data=export("jsonld").decode(), format="json-ld")
    statements = set(graph.subjects(RDF.type, RDF.Statement))
    quotations = set(graph.subjects(RDF.type, SCHEMA.Quotation))
    assert (len(statements), len(quotations)) == (Relation.objects.count(), Claim.objects.count())
    assert sorted(str(text) for q in quotations for text in graph.objects(q, SCHEMA.text)) == list_quotes()
    names = {str(name) for name in graph.objects(None, SCHEMA.name)}
    assert {*HOSTILE, PLAIN} <= names
    videos = set(graph.subjects(RDF.type, SCHEMA.VideoObject))
    assert {video for q in quotations for video in graph.objects(q, PROV.wasQuotedFrom)} == videos
    assert len(videos) == Video.objects.count()
    for statement in statements:
        subject, predicate, obj = (graph.value(statement, part) for part in (RDF.subject, RDF.predicate, RDF.object))
        polarity = graph.value(statement, rdflib.URIRef("urn:saidgraph:words:polarity"))
        others = Relation.objects.filter(polarity="asserted", subject=str(subject).rsplit(":", 1)[-1])
        plain = others.filter(object=str(obj).rsplit(":", 1)[-1], predicate=str(predicate).rsplit(":", 1)[-1])
        assert ((subject, predicate, obj) in graph) == plain.exists(), polarity


def test_connections_are_given_by_the_address_that_outlives_merges() -> None:
    names = sorted(relation.permanent for relation in Relation.objects.all())
    things = json.loads(export("jsonld"))["@graph"]
    urls = {thing["url"] for thing in things if "rdf:Statement" in thing.get("@type", ())}
    assert urls == {f"https://graph.example/connections/{name}/" for name in names}
    assert sorted(edge["permanent"] for edge in json.loads(export("json"))["edges"]) == names


def test_long_recordings_keep_their_milliseconds() -> None:
    Video.objects.update(duration_ms=1_234_567_891)
    things = json.loads(export("jsonld"))["@graph"]
    assert {thing["duration"] for thing in things if "duration" in thing} == {"PT1234567.891S"}


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_neo4j_runs_the_script_and_may_run_it_again(neo4j_turn: str) -> None:
    from neo4j import GraphDatabase

    from graphapp.graph.opening import read_address

    address = read_address(neo4j_turn, database="neo4j")
    statements = [line for line in export("cypher").decode().split("\n") if line and not line.startswith("//")]
    assert all(line.endswith(";") for line in statements)
    with GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        counted = []
        for _ in range(2):
            for statement in statements:
                driver.execute_query(statement.removesuffix(";"))
            counted.append(driver.execute_query(COUNTS).records[0].values())
        names = {record["name"] for record in driver.execute_query("MATCH (e:Entity) RETURN e.name AS name").records}
        quotes = [record["q"] for record in driver.execute_query("MATCH (c:Claim) RETURN c.quote AS q").records]
        driver.execute_query("MATCH (n) DETACH DELETE n")
    models = (Video, Entity, Claim, Relation)
    assert counted[0] == counted[1] == [*(model._default_manager.count() for model in models), Claim.objects.count()]
    assert names == {*HOSTILE, PLAIN}
    assert sorted(quotes) == list_quotes()


COUNTS = """
RETURN COUNT { (:Video) }, COUNT { (:Entity) }, COUNT { (:Claim) }, COUNT { ()-[:RELATES]->() },
       COUNT { (:Entity)<-[:SUBJECT]-(:Claim)-[:STATED_IN]->(:Segment)<-[:HAS_SEGMENT]-(:Video) }
"""
