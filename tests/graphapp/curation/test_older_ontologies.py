"""A connection by a predicate that the ontology no longer has is read, asked about and decided on like any other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from graphapp.curation.models import CONNECTION, Question
from graphapp.curation.review.gathering import gather_all
from graphapp.graph.models import Relation
from graphapp.videos.recording import record_document
from ingest.records import Polarity
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db
SAID = "Ada corresponded with Grace"


@pytest.fixture
def relation() -> Relation:
    """Stated and denied, so that the desk asks about one of the two."""
    names: dict[str, list[str]] = {"Ada": [], "Grace": []}
    record_document(build_document("A", names, [("Ada", "corresponded_with", "Grace")]))
    record_document(build_document("B", names, [("Ada", "corresponded_with", "Grace")], polarity=Polarity.DENIED))
    gather_all()
    return Relation.objects.get(polarity="asserted")


def test_its_pages_and_its_card_say_it_in_words(relation: Relation, editor_page: Client) -> None:
    assert Question.objects.filter(kind=CONNECTION, open=True).exists()
    assert "corresponded with" in editor_page.get("/desk/?kind=connection").content.decode()
    page = editor_page.get(f"/desk/connections/{relation.id}/").content.decode()
    assert '<option value="">corresponded with</option>' in page


@pytest.mark.parametrize("kind", ["hide", "approve", "correct"])
def test_it_is_decided_on_after_a_preview_and_stands_in_the_history(
    relation: Relation, editor_api: Any, editor_page: Client, kind: str
) -> None:
    more = {"polarity": "hypothetical"} if kind == "correct" else {}
    body = {"kind": kind, "relation": relation.id, **more}
    assert editor_api.post("/api/v1/decisions/preview/", body, format="json").json()["subject"] == SAID
    assert editor_api.post("/api/v1/decisions/", body, format="json").status_code == 201
    assert SAID in editor_page.get("/desk/history/").content.decode()
    since = (timezone.now() - timedelta(hours=1)).isoformat()
    changes = editor_api.get("/api/v1/changes/", {"from": since}).json()["connections"]
    assert SAID in {change["before"].partition(" ·")[0] for change in changes}
