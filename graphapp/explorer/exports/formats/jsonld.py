"""JSON-LD: entities and videos in schema.org's words, statements as rdf:Statement with what they were derived from in
PROV's. The context stands in the file: nothing has to be fetched to read it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from graphapp.explorer.exports.formats.fields import write_json
from graphapp.explorer.exports.reading import Reader
from graphapp.explorer.exports.rows import EdgeLine, EvidenceLine, NodeLine, VideoLine
from graphapp.videos.addresses.links import page_address

NAMESPACE = "urn:saidgraph:"
WORDS = f"{NAMESPACE}words:"
CONTEXT = {
    "@vocab": "https://schema.org/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "said": WORDS,
    "url": {"@type": "@id"},
    "contentUrl": {"@type": "@id"},
    "datePublished": {"@type": "xsd:date"},
}
TYPES = {"Media": "CreativeWork", "Concept": "DefinedTerm"}
"""Where schema.org calls it otherwise."""
ASSERTED = "asserted"


def write(reader: Reader) -> Iterator[str]:
    yield f'{{"@context":{write_json(CONTEXT)},\n"@graph":['
    for number, thing in enumerate(_describe_all(reader)):
        yield f"{',' if number else ''}\n{write_json(thing)}"
    yield "\n]}\n"


def _describe_all(reader: Reader) -> Iterator[dict[str, Any]]:
    for video in reader.read_videos():
        yield _describe_video(video, base=reader.base)
    for node in reader.read_nodes():
        yield _describe_entity(node, base=reader.base)
    for edge in reader.read_edges():
        yield from _describe_edge(edge, base=reader.base)


def _describe_video(video: VideoLine, *, base: str) -> dict[str, Any]:
    return _keep(
        {
            "@id": name_thing("video", video.id),
            "@type": ["VideoObject", "prov:Entity"],
            "identifier": video.id,
            "name": video.title,
            "publisher": {"@type": "Organization", "name": video.channel} if video.channel else None,
            "datePublished": video.published,
            "duration": f"PT{Decimal(video.duration_ms) / 1000}S" if video.duration_ms else None,
            "url": base + page_address(video.slug) if base else None,
            "contentUrl": video.video_url,
        }
    )


def _describe_entity(node: NodeLine, *, base: str) -> dict[str, Any]:
    return _keep(
        {
            "@id": name_thing("entity", node.id),
            "@type": TYPES.get(node.type, node.type),
            "identifier": node.id,
            "name": node.name,
            "alternateName": list(node.aliases),
            "url": f"{base}/entities/{node.slug}/" if base else None,
            "said:mentions": node.mentions,
            "said:review": node.review,
        }
    )


def _describe_edge(edge: EdgeLine, *, base: str) -> Iterator[dict[str, Any]]:
    """The statement about the statement; and, where it is asserted, the plain one."""
    ends = {"@id": name_thing("entity", edge.source)}, {"@id": name_thing("entity", edge.target)}
    yield _keep(
        {
            "@id": name_thing("relation", edge.id),
            "@type": ["rdf:Statement", "prov:Entity"],
            "identifier": edge.id,
            "rdf:subject": ends[0],
            "rdf:predicate": {"@id": WORDS + edge.predicate},
            "rdf:object": ends[1],
            "said:polarity": edge.polarity,
            "said:confidence": edge.confidence,
            "said:weight": edge.weight,
            "said:review": edge.review,
            "url": f"{base}/connections/{edge.permanent}/" if base else None,
            "prov:wasDerivedFrom": [_describe_quotation(said, base=base) for said in edge.evidence],
        }
    )
    if edge.polarity == ASSERTED:
        yield {**ends[0], f"said:{edge.predicate}": ends[1]}


def _describe_quotation(said: EvidenceLine, *, base: str) -> dict[str, Any]:
    page = page_address(said.video_slug, start_ms=said.start_ms, segment=said.segment)
    return _keep(
        {
            "@id": name_thing("claim", said.id),
            "@type": ["Quotation", "prov:Entity"],
            "text": said.quote,
            "creator": {"@type": "Person", "name": said.speaker} if said.speaker else None,
            "said:startOffset": None if said.start_ms is None else said.start_ms / 1000,
            "said:segment": said.segment,
            "said:confidence": said.confidence,
            "prov:wasQuotedFrom": {"@id": name_thing("video", said.video)},
            "url": base + page if base else None,
        }
    )


def name_thing(kind: str, id: str) -> str:
    """The same on every server: ids are a function of what was said."""
    return f"{NAMESPACE}{kind}:{id}"


def _keep(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, "", [])}
