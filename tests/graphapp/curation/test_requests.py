"""A request that is sent twice decides once; one that asks for anything else with the same word is refused."""

from __future__ import annotations

from typing import Any

import pytest

from graphapp.curation.deciding import Sent, make_decision, revoke_decision
from graphapp.curation.refusals import DecisionConflict
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Decision, Mention, Video
from graphapp.videos.recording import record_document
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db
LINK = {"address": "https://example.org/"}
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("hide", {"relation": 0}, {"relation": 1}),
    ("hide", {"relation": 0}, {"entity": "k8s"}),
    ("hide", {"entity": "k8s"}, {"relation": 0}),
    ("approve", {"entity": "Docker"}, {"relation": 0}),
    ("correct", {"relation": 0, "predicate": "makes"}, {"relation": 0, "predicate": "makes", "swapped": True}),
    ("correct", {"relation": 0, "polarity": "denied"}, {"relation": 1, "polarity": "denied"}),
    ("correct", {"relation": 0, "polarity": "denied"}, {"relation": 0, "polarity": "denied", "predicate": "makes"}),
    ("describe", {"entity": "k8s", "text": "A"}, {"entity": "k8s", "text": "A", "links": [LINK]}),
    ("describe", {"entity": "k8s", "links": [LINK]}, {"entity": "k8s", "links": [LINK | {"words": "there"}]}),
    ("describe", {"entity": "k8s", "text": "A", "links": [LINK]}, {"entity": "k8s", "links": [LINK]}),
    ("rename", {"entity": "k8s", "name": "K"}, {"entity": "Docker", "name": "K"}),
    ("retype", {"entity": "k8s", "type": "Place"}, {"entity": "k8s", "type": "Event"}),
    ("same", {"entities": ["k8s", "Linux"]}, {"entities": ["k8s", "Docker"]}),
    ("same", {"entities": ["k8s", "Linux"]}, {"entities": ["k8s", "Linux"], "name": "Both"}),
    ("same", {"entities": ["k8s", "Linux", "Docker"]}, {"entities": ["k8s", "Kubernetes"]}),
    ("distinct", {"entities": ["k8s", "Linux"]}, {"entities": ["k8s", "Docker"]}),
    ("split", {"entity": "k8s", "aliases": ["kube"]}, {"entity": "k8s", "aliases": ["kubes"]}),
    ("split", {"entity": "k8s", "aliases": ["kube"]}, {"entity": "k8s", "aliases": ["kube"], "type": "Event"}),
    ("split", {"entity": "k8s", "aliases": ["kube"]}, {"entity": "k8s", "mentions": [0]}),
    ("split", {"entity": "k8s", "mentions": [0]}, {"entity": "k8s", "mentions": [1]}),
    ("split", {"entity": "k8s", "mentions": [0]}, {"entity": "k8s", "mentions": [0], "name": "Else"}),
    ("mention", {"text": "This", "type": "Event"}, {"text": "is", "type": "Event"}),
    ("mention", {"text": "This", "type": "Event"}, {"text": "This", "entity": "Linux"}),
    ("mention", {"text": "This", "entity": "Linux"}, {"text": "This", "type": "Event"}),
    ("mention", {"text": "This", "entity": "Linux"}, {"text": "This", "entity": "Linux", "everywhere": True}),
    ("mention", {"text": "This", "entity": "Linux"}, {"text": "This", "entity": "Docker"}),
    ("relate", {"predicate": "makes", "quote": "k8s was"}, {"predicate": "makes", "quote": "k8s"}),
    ("relate", {"predicate": "makes", "quote": "k8s"}, {"predicate": "makes", "quote": "k8s", "polarity": "denied"}),
]


@pytest.fixture(scope="module")
def library(shared_rows: None) -> None:
    claims = [("k8s", "uses", "Docker"), ("Docker", "uses", "k8s")]
    record_document(build_document("A", {"k8s": ["kube", "kubes"], "Docker": []}, claims))
    record_document(build_document("B", {"Kubernetes": [], "Linux": []}))


def fill_in(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """With ids for names and numbers."""
    ids = dict(Entity.objects.values_list("name", "id"))
    filled = {**fields, **{name: ids[fields[name]] for name in ("entity",) if name in fields}}
    if "entities" in fields:
        filled["entities"] = [ids[name] for name in fields["entities"]]
    if "relation" in fields:
        filled["relation"] = Relation.objects.order_by("id").values_list("id", flat=True)[fields["relation"]]
    if "mentions" in fields:
        rows = list(Mention.objects.filter(key__entity=ids["k8s"]).order_by("id").values_list("id", flat=True))
        filled["mentions"] = [rows[place] for place in fields["mentions"]]
    if kind == "relate":
        filled |= {"subject": ids["k8s"], "object": ids["Docker"]}
    if kind in ("mention", "relate"):
        segment = "1" if kind == "mention" else Mention.objects.filter(key__entity=ids["k8s"])[0].segment.number
        filled |= {"video": Video.objects.get(title="A").id, "segment": str(segment)}
    return filled


@pytest.mark.parametrize(("kind", "asked", "other"), CASES)
def test_the_same_request_decides_once_and_another_with_its_word_is_refused(
    library: None, kind: str, asked: dict[str, Any], other: dict[str, Any]
) -> None:
    first, second = fill_in(kind, asked), fill_in(kind, other)
    made = make_decision(kind, first, author="ed", sent=Sent(request="word"))
    assert make_decision(kind, first, author="ed", sent=Sent(request="word")) == made
    with pytest.raises(DecisionConflict):
        make_decision(kind, second, author="ed", sent=Sent(request="word"))
    assert Decision.objects.get() == made


@pytest.mark.parametrize(("kind", "asked"), [(kind, asked) for kind, asked, _ in CASES])
def test_the_same_request_is_known_after_its_decision_was_taken_back(
    library: None, kind: str, asked: dict[str, Any]
) -> None:
    fields = fill_in(kind, asked)
    made = make_decision(kind, fields, author="ed", sent=Sent(request="word"))
    revoke_decision(made, author="ed")
    assert make_decision(kind, fields, author="ed", sent=Sent(request="word")) == made
