"""What a decision would change is told before it is made, and telling it changes nothing."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Decision
from graphapp.videos.recording import record_document
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import snapshot

pytestmark = pytest.mark.django_db
PREVIEW = "/api/v1/decisions/preview/"


def test_a_preview_tells_what_a_merge_would_do_and_does_nothing(library: None, editor_api: Any) -> None:
    ids = [Entity.objects.get(name=name).id for name in ("Wafer Scale Engine", "Wafer-Scale Engines")]
    before = snapshot()
    told = editor_api.post(PREVIEW, {"kind": "same", "entities": ids}, format="json").json()
    assert snapshot() == before
    assert not Decision.objects.exists()
    assert told["survivor"]["mentions"] == 2
    assert told["counts"]["entities_gone"] == 1


def test_a_preview_of_hiding_counts_what_goes_and_what_stays_without_a_connection(
    library: None, editor_api: Any
) -> None:
    record_document(build_document("C", {"Cerebras": [], "TSMC": []}, [("TSMC", "partner_of", "Cerebras")]))
    tsmc, cerebras = (Entity.objects.get(name=name) for name in ("TSMC", "Cerebras"))
    before = snapshot()
    counts = editor_api.post(PREVIEW, {"kind": "hide", "entity": cerebras.id}, format="json").json()["counts"]
    assert (counts["entities_gone"], counts["connections_gone"], counts["statements"]) == (1, 2, 2)
    assert (counts["entities_losing"], counts["entities_alone"]) == (2, 2)
    relation = Relation.objects.get(subject__in=[tsmc, cerebras], object__in=[tsmc, cerebras])
    told = editor_api.post(PREVIEW, {"kind": "hide", "relation": relation.id}, format="json").json()
    assert {side["before"]["name"]: side["after"]["connections"] for side in told["changes"]} == {
        "TSMC": 0,
        "Cerebras": 1,
    }
    assert (told["counts"]["connections_gone"], told["counts"]["entities_alone"]) == (1, 1)
    assert snapshot() == before


@pytest.mark.parametrize("about", ["entity", "relation"])
def test_without_scripts_hiding_shows_first_what_goes_and_then_does_it(
    library: None, editor_page: Client, about: str
) -> None:
    relation = Relation.objects.get(predicate="makes")
    id = relation.object_id if about == "entity" else relation.id
    place = "entities" if about == "entity" else "connections"
    before = snapshot()
    form = read_form(editor_page.get(f"/desk/{place}/{id}/?next=/explore/"), having=("kind", "hide"))
    preview = editor_page.post("/desk/decide/", form)
    page = html.unescape(preview.content.decode())
    assert "Nothing is changed yet" in page
    assert "1 connection with 1 statement" in page
    assert "Stays" in page
    assert snapshot() == before
    done = editor_page.post("/desk/decide/", {**read_form(preview, having=("kind", "hide")), "note": "not a thing"})
    assert done.headers["Location"] == "/explore/"
    assert not (Entity if about == "entity" else Relation).objects.filter(id=id).exists()
    assert Decision.objects.get().note == "not a thing"


def read_form(answer: Any, *, having: tuple[str, str]) -> dict[str, Any]:
    """What the form sends, among those of a page, that holds this name and value."""
    page = answer.content.decode()
    forms = [re.findall(r'name="([^"]+)"(?: value="([^"]*)")?', part) for part in page.split("<form")[1:]]
    chosen = next(fields for fields in forms if having in fields)
    return {name: html.unescape(value) for name, value in chosen if name != "csrfmiddlewaretoken"}
