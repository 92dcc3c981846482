"""A connection's page says who says so, can be cited, and is found again after merges, renames and undo."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.explorer.connections.citing import escape_bibtex
from graphapp.graph.models import Entity, Relation
from graphapp.graph.opening import open_record
from graphapp.videos.recording import VideoDetails, record_document
from ingest.records import Polarity
from tests.e2e.talks import CHIPS, write_document
from tests.graphapp.graph.library import Library

HOSTILE = '<b>Ümläut</b> {50% of $1_000 & "more"} \\input{x} #1 ~^'


@pytest.fixture
def library(db: None) -> Library:
    library = Library(open_record())
    library.add("Chips", ["OpenAI", "Cerebras"], [("OpenAI", "uses", "Cerebras")])
    library.add("Old chips", ["Open AI Inc", "Cerebras"], [("Open AI Inc", "uses", "Cerebras")])
    return library


def show(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert response.status_code == status, response.headers
    return response.content.decode()


def find_permanent(page: str) -> str:
    found = re.search(r'<link rel="canonical" href="http://testserver([^"]+)">', page)
    assert found
    return found[1]


def test_it_says_who_says_so_and_how_to_cite_it(library: Library) -> None:
    relation = Relation.objects.get(subject__name="OpenAI")
    page = show(f"/connections/{relation.id}/")
    assert '<blockquote dir="auto">“OpenAI uses Cerebras.”</blockquote>' in page
    assert '<b class="speaker"><bdi>Ann</bdi></b>' in page
    assert f"@misc{{saidgraph-{relation.id}," in page
    assert "OpenAI uses Cerebras. Ann, in “Chips”, 0:04: “OpenAI uses Cerebras.” http://testserver/connections/" in page
    assert find_permanent(show(find_permanent(page))) == find_permanent(page)


def test_a_quote_without_a_time_is_played_without_one(db: None) -> None:
    talk = write_document(CHIPS)
    record_document(talk, details=VideoDetails(video_url="https://videos.example/chips.mp4"))
    pages = [show(f"/connections/{relation.id}/") for relation in Relation.objects.all()]
    assert pages
    assert all(f'<span class="sr"> {CHIPS.title}</span>' in page for page in pages)


def test_the_permanent_address_follows_a_merge_and_its_undo(library: Library) -> None:
    """By every address that it ever had."""
    relations = list(Relation.objects.all())
    addresses = [find_permanent(show(f"/connections/{relation.id}/")) for relation in relations]
    merged = make_decision("same", {"entities": [library.id_of("OpenAI"), library.id_of("Open AI Inc")]}, author="ed")
    (now,) = Relation.objects.all()
    answers = [Client().get(address, follow=True) for address in addresses]
    assert all(f"@misc{{saidgraph-{now.id}," in answer.content.decode() for answer in answers)
    assert {status for answer in answers for _, status in answer.redirect_chain} == {301}
    moved = [answer for answer in map(Client().get, addresses) if answer.status_code == 301]
    assert {answer["Cache-Control"] for answer in moved} == {"no-cache"}
    revoke_decision(merged, author="ed")
    assert [find_permanent(show(address)) for address in addresses] == addresses


def test_a_rename_does_not_change_the_permanent_address(library: Library) -> None:
    relation = Relation.objects.get(subject__name="OpenAI")
    address = find_permanent(show(f"/connections/{relation.id}/"))
    make_decision("rename", {"entity": relation.subject_id, "name": "Renamed"}, author="ed")
    assert "Renamed" in show(address)


def test_a_denial_has_an_address_of_its_own(library: Library) -> None:
    library.add("No", ["OpenAI", "Cerebras"], [("OpenAI", "uses", "Cerebras")], polarity=Polarity.DENIED)
    relation = Relation.objects.get(polarity="denied")
    page = show(f"/connections/{relation.id}/")
    assert find_permanent(page).endswith("-denied/")
    assert "Denied: OpenAI uses Cerebras" in page
    assert "Also said of the two" in page


def test_the_permanent_address_follows_a_correction_and_its_undo(library: Library) -> None:
    """On the page and in the API, however often it was corrected, and not where it was hidden then."""
    relation = Relation.objects.get(subject__name="OpenAI")
    address = find_permanent(show(f"/connections/{relation.id}/"))
    call = address.replace("/connections/", "/api/v1/relations/")
    assert Client().get(call).json()["permanent"] in address
    corrected = make_decision("correct", {"relation": relation.id, "predicate": "makes"}, author="ed")
    (now,) = Relation.objects.filter(predicate="makes")
    make_decision("correct", {"relation": now.id, "polarity": "denied", "swapped": True}, author="ed")
    (now,) = Relation.objects.filter(predicate="makes")
    assert f"@misc{{saidgraph-{now.id}," in Client().get(address, follow=True).content.decode()
    assert Client().get(call).status_code == 301
    assert Client().get(call, follow=True).json()["id"] == now.id
    make_decision("hide", {"relation": now.id}, author="ed")
    assert [Client().get(each).status_code for each in (address, call)] == [404, 404]
    revoke_decision(corrected, author="ed")
    assert Client().get(call).json()["id"] == relation.id


def test_what_is_no_longer_said_names_what_is(library: Library) -> None:
    relation = Relation.objects.get(subject__name="OpenAI")
    address = find_permanent(show(f"/connections/{relation.id}/"))
    library.add("More", ["OpenAI", "Cerebras"], [("OpenAI", "partner_of", "Cerebras")])
    make_decision("hide", {"relation": relation.id}, author="ed")
    page = show(address, 404)
    assert "That is not said any more" in page
    assert "is a partner of" in page
    make_decision("same", {"entities": [relation.subject_id, relation.object_id]}, author="ed")
    assert "no connection with itself" in show(address, 404)


@pytest.mark.parametrize("reference", ["0" * 16, f"{'0' * 16}-uses-{'1' * 16}", "nonsense"])
def test_an_unknown_connection_is_a_designed_page(library: Library, reference: str) -> None:
    assert "There is no such connection" in show(f"/connections/{reference}/", 404)


def test_hostile_names_are_text_in_page_and_citation(library: Library) -> None:
    library.add("Hostile", [HOSTILE, "Plain"], [(HOSTILE, "uses", "Plain")])
    relation = Relation.objects.get(object__name="Plain")
    page = show(f"/connections/{relation.id}/")
    assert "<b>Ümläut" not in page
    assert Entity.objects.get(id=relation.subject_id).name == HOSTILE
    bibtex = page.split('<pre id="bibtex"')[1].split("</pre>")[0]
    assert bibtex.count("{") == bibtex.count("}")


@pytest.mark.parametrize("text", ["{", "}", "}{", "\\", "\\{", "a}%\n@misc{b", "%", "$x$", "{" * 50])
def test_nothing_breaks_out_of_a_bibtex_field(text: str) -> None:
    depth = 0
    for character in escape_bibtex(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


def test_the_panel_of_a_video_leads_to_it(library: Library) -> None:
    relation = Relation.objects.get(subject__name="OpenAI")
    video = relation.claims.first().video
    name = relation.permanent
    assert f'href="/connections/{name}/"' in show(f"/videos/{video.slug}/?connection={name}")
