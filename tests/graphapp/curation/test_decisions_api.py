"""Decisions by API and by file: taken, refused with a reason, undone, carried elsewhere."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from graphapp.curation.deciding import make_decision
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Claim, Decision, DecisionEvent, Segment, Video
from graphapp.videos.reading.finding import find_entity
from graphapp.videos.recording import record_document
from tests.graphapp.curation.deciding import find
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import snapshot

pytestmark = pytest.mark.django_db
URL = "/api/v1/decisions/"


@pytest.fixture(scope="module")
def library(shared_rows: None) -> None:
    claims = [("k8s", "uses", "Docker")]
    record_document(build_document("A", {"k8s": ["kube"], "Docker": []}, claims))
    record_document(build_document("B", {"Kubernetes": [], "Linux": []}, [("Kubernetes", "uses", "Linux")]))


def client_of(role: str) -> APIClient:
    client = APIClient()
    if role:
        user = User.objects.create_user(role, password="x")
        user.groups.add(Group.objects.get(name=role))
        client.force_authenticate(user)
    return client


@pytest.mark.parametrize(("role", "status"), [("", 401), ("reader", 403), ("editor", 201), ("admin", 201)])
def test_only_editors_decide(library: None, role: str, status: int) -> None:
    answer = client_of(role).post(URL, {"kind": "hide", "entity": find("Linux")})
    assert answer.status_code == status
    assert Entity.objects.filter(name="Linux").exists() == (status != 201)


def test_a_merge_is_answered_with_what_it_changed_and_undone_exactly(library: None) -> None:
    before = snapshot()
    client = client_of("editor")
    lost = find("Kubernetes")
    made = client.post(
        URL, {"kind": "same", "entities": [find("k8s"), lost], "name": "Kubernetes", "note": "short form"}
    )
    assert made.json()["author"] == "editor"
    assert made.json()["changed"]["relations"] == 2
    assert made.json()["subject"] == "k8s = Kubernetes"
    merged = find_entity(lost)
    assert merged is not None
    assert (merged.name, merged.video_count, merged.relation_count) == ("Kubernetes", 2, 2)
    decision = made.json()["id"]
    assert client.post(f"{URL}{decision}/revoke/").json()["active"] is False
    assert snapshot() == before
    assert client.post(f"{URL}{decision}/revoke/").status_code == 409
    assert client.post(f"{URL}{decision}/restore/").json()["active"] is True
    assert [event.action for event in DecisionEvent.objects.all()] == ["made", "revoked", "restored"]


def test_a_split_makes_another_entity_of_the_names_it_takes(library: None) -> None:
    client_of("editor").post(URL, {"kind": "split", "entity": find("k8s"), "aliases": ["kube"]})
    assert set(Entity.objects.values_list("name", flat=True)) == {"k8s", "kube", "Docker", "Kubernetes", "Linux"}


def test_a_corrected_connection_says_what_the_editor_says(library: None) -> None:
    relation = Relation.objects.get(subject__name="k8s")
    answer = client_of("editor").post(
        URL, {"kind": "correct", "relation": relation.id, "predicate": "supports", "swapped": True}
    )
    assert answer.status_code == 201
    now = Relation.objects.get(subject__name="Docker")
    assert (now.predicate, now.object.name, now.weight) == ("supports", "k8s", 1)


def test_several_kinds_are_given_repeatedly_or_with_commas(library: None) -> None:
    client = client_of("editor")
    client.post(URL, {"kind": "hide", "entity": find("Linux")})
    client.post(URL, {"kind": "describe", "entity": find("k8s"), "text": "It runs containers."})
    client.post(URL, {"kind": "rename", "entity": find("k8s"), "name": "K8s"})
    for kinds in ("hide,describe", ["hide", "describe"]):
        listed = client.get(URL, {"kind": kinds}).json()["results"]
        assert [decision["kind"] for decision in listed] == ["describe", "hide"]
    assert client.get("/api/v1/review/", {"kind": ["same", "type,misheard"]}).status_code == 200
    assert client.get("/api/v1/review/", {"kind": "same,recipe"}).status_code == 400


def test_a_hidden_connection_is_gone_and_an_approved_one_says_so(library: None) -> None:
    client = client_of("editor")
    client.post(URL, {"kind": "hide", "relation": Relation.objects.get(subject__name="k8s").id})
    client.post(URL, {"kind": "approve", "relation": Relation.objects.get().id})
    assert [(r.subject.name, r.approved) for r in Relation.objects.all()] == [("Kubernetes", True)]
    video = Video.objects.get(title="B")
    assert [edge["review"] for edge in client.get(f"/api/v1/videos/{video.id}/graph/").json()["edges"]] == ["approved"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"kind": "merge"}, 400),
        ({"kind": "\ud800"}, 400),
        ({"kind": "retype", "entity": "Linux", "type": "\udfff"}, 400),
        ({"kind": "same"}, 422),
        ({"kind": "same", "entities": ["nothing", "none"]}, 422),
        ({"kind": "distinct", "entities": ["k8s", "Docker", "Linux"]}, 422),
        ({"kind": "rename", "entity": "Linux", "name": " "}, 422),
        ({"kind": "rename", "entity": "Linux", "name": "a\u202eb"}, 422),
        ({"kind": "rename", "entity": "Linux", "name": "Linux"}, 409),
        ({"kind": "retype", "entity": "Linux", "type": "Animal"}, 400),
        ({"kind": "split", "entity": "Linux", "aliases": ["Linux"]}, 422),
        ({"kind": "split", "entity": "Linux", "aliases": ["other"]}, 422),
        ({"kind": "split", "entity": "k8s", "aliases": ["kube", "other"]}, 422),
        ({"kind": "hide", "relation": "0" * 16}, 422),
        ({"kind": "correct", "relation": "first", "predicate": "eats"}, 422),
        ({"kind": "correct", "relation": "first"}, 409),
        ({"kind": "describe", "entity": "Linux", "text": "", "links": [{"address": "https://[x"}]}, 422),
        ({"kind": "split", "entity": "Linux", "mentions": [10**30]}, 400),
        ({"kind": "rename", "entity": "Linux", "name": "\u200d"}, 422),
        ({"kind": "rename", "entity": "Linux", "name": "\u3164 \u115f"}, 422),
        ({"kind": "rename", "entity": "Linux", "name": "\ufe0f"}, 422),
        ({"kind": "hide", "entity": "Linux", "relation": "first"}, 422),
        ({"kind": "approve", "entity": "Linux", "relation": "first"}, 422),
        ({"kind": "describe", "entity": "Linux", "links": [{"address": "https://me:secret@example.org/"}]}, 422),
        ({"kind": "rename", "entity": "Linux", "name": "Lin", "seen": {"\ud800": "x"}}, 400),
        ({"kind": "rename", "entity": "Linux", "name": "Lin", "seen": {"\0": "x"}}, 422),
    ],
)
def test_the_impossible_is_refused_with_a_reason_and_changes_nothing(
    library: None, fields: dict[str, object], status: int
) -> None:
    if "entity" in fields:
        fields = {**fields, "entity": find(str(fields["entity"]))}
    if fields.get("kind") == "distinct":
        named = Entity.objects.filter(name__in=fields["entities"])
        fields = {**fields, "entities": list(named.values_list("id", flat=True))}
    if fields.get("relation") == "first":
        fields = {**fields, "relation": Relation.objects.order_by("id").values_list("id", flat=True)[0]}
    before = snapshot()
    answer = client_of("editor").post(URL, json.dumps(fields), content_type="application/json")
    assert answer.status_code == status
    assert answer.json().keys() == {"code", "message", "details"}
    assert snapshot() == before
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"kind": "hide"}, "entity"),
        ({"kind": "rename", "name": "New"}, "entity"),
        ({"kind": "correct", "predicate": "uses"}, "relation"),
        ({"kind": "relate", "subject": "x", "object": "y", "segment": "1"}, "video"),
        ({"kind": "mention", "video": "x", "text": "This"}, "segment"),
    ],
)
def test_what_is_missing_is_named(library: None, fields: dict[str, str], missing: str) -> None:
    answer = client_of("editor").post(URL, fields)
    assert (answer.status_code, answer.json()["message"]) == (422, f"“{missing}” is missing.")


def count_evidence(subject: str, predicate: str) -> int:
    return Claim.objects.filter(relation__subject__name=subject, relation__predicate=predicate).count()


def test_what_is_said_already_is_refused_and_counts_once(library: None) -> None:
    """By whoever, in whichever order, and whether an editor said it or the transcript."""
    ann, bob = client_of("editor"), client_of("admin")
    place = {
        "video": Video.objects.get(title="A").id,
        "segment": Claim.objects.get(subject__folded="k8s").segment.number,
    }
    stated = {"kind": "relate", "subject": find("k8s"), "object": find("Docker"), **place}
    quote = Claim.objects.get(subject__folded="k8s").quote
    assert ann.post(URL, {**stated, "predicate": "uses", "quote": quote}).status_code == 409
    assert ann.post(URL, {**stated, "predicate": "makes", "quote": quote}).status_code == 201
    assert bob.post(URL, {**stated, "predicate": "makes", "quote": quote}).status_code == 409
    assert count_evidence("k8s", "uses") == count_evidence("k8s", "makes") == 1

    apart = [find("k8s"), find("Kubernetes")]
    assert ann.post(URL, {"kind": "distinct", "entities": apart}).status_code == 201
    assert bob.post(URL, {"kind": "distinct", "entities": apart[::-1]}).status_code == 409

    named = {"kind": "mention", "video": place["video"], "segment": "1", "text": "This", "name": "It", "type": "Event"}
    first = ann.post(URL, named)
    assert (first.status_code, bob.post(URL, named).status_code) == (201, 409)
    ann.post(f"{URL}{first.json()['id']}/revoke/")
    assert bob.post(URL, named).status_code == 201


def test_decisions_about_an_entity_are_found_under_any_of_its_ids(library: None) -> None:
    client = client_of("editor")
    lost = find("Kubernetes")
    client.post(URL, {"kind": "same", "entities": [find("k8s"), lost]})
    client.post(URL, {"kind": "retype", "entity": find("Docker"), "type": "Event"})
    assert [row["kind"] for row in client.get(URL, {"entity": lost}).json()["results"]] == ["same"]
    assert len(client.get(URL, {"active": "true"}).json()["results"]) == 2


def test_decisions_are_narrowed_by_video_and_to_those_that_no_longer_apply_as_in_the_history(library: None) -> None:
    client = client_of("editor")
    client.post(URL, {"kind": "retype", "entity": find("Docker"), "type": "Event"})
    client.post(URL, {"kind": "hide", "entity": find("Linux")})
    a, b = (Video.objects.get(title=title) for title in "AB")

    def kinds(**asked: str) -> list[str]:
        return [row["kind"] for row in client.get(URL, asked).json()["results"]]

    assert [kinds(video=each) for each in (a.slug, b.id, "unknown")] == [["retype"], ["hide"], []]
    assert kinds(lost="true") == []
    record_document(build_document("B", {"Kubernetes": []}), video_id=b.id)
    assert (kinds(lost="true"), kinds(lost="true", video=a.id)) == (["hide"], [])


def test_decisions_carried_to_a_fresh_library_make_the_same_graph(library: None, tmp_path: Path) -> None:
    plain = snapshot()
    client = client_of("editor")
    client.post(URL, {"kind": "same", "entities": [find("k8s"), find("Kubernetes")]})
    client.post(URL, {"kind": "rename", "entity": find("Docker"), "name": "Docker Engine"})
    decided = snapshot()
    path = tmp_path / "decisions.jsonl"
    call_command("decisions", "export", path)
    for row in client.get(URL).json()["results"]:
        client.post(f"{URL}{row['id']}/revoke/")
    Decision.objects.all().delete()
    assert snapshot() == plain
    out = StringIO()
    call_command("decisions", "import", path, "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"added": 2, "known": 0}
    assert snapshot() == decided
    call_command("decisions", "import", path, stdout=out)
    assert Decision.objects.count() == 2


def test_an_export_that_fails_leaves_the_file_that_was_there(
    library: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_of("editor").post(URL, {"kind": "rename", "entity": find("Docker"), "name": "Docker Engine"})
    path = tmp_path / "decisions.jsonl"
    call_command("decisions", "export", path)
    before = path.read_text(encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr("django.db.models.query.QuerySet._fetch_all", fail)
        broken.setattr("django.db.models.query.QuerySet.iterator", fail)
        with pytest.raises(CommandError):
            call_command("decisions", "export", path)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("name", ["می\u200cخواهم", "👩\u200d💻", "क\u094d\u200dष"])
def test_names_and_descriptions_of_any_script_are_taken(library: None, name: str) -> None:
    client, entity = client_of("editor"), find("Linux")
    assert client.post(URL, {"kind": "rename", "entity": entity, "name": name}, format="json").status_code == 201
    assert Entity.objects.get(id=entity).name == name
    more = {"text": f"About {name}.\nMore.", "links": [{"address": "https://example.org/", "words": name}]}
    assert client.post(URL, {"kind": "describe", "entity": entity, **more}, format="json").status_code == 201


def test_a_time_before_all_times_is_no_failure(library: None, editor_page: Client, editor_api: APIClient) -> None:
    assert editor_page.get("/desk/changes/?from=0001-01-01T00:00%2B14:00").status_code == 200
    assert editor_api.get("/api/v1/changes/", {"to": "0001-01-02T00:00Z"}).status_code == 200
    assert editor_api.get("/api/v1/changes/", {"from": "0001-01-01T00:00+14:00"}).status_code == 400


def test_a_number_too_long_for_any_segment_is_that_of_none(library: None, editor_page: Client) -> None:
    video, number = Video.objects.get(title="A"), "9" * 4500
    assert editor_page.get("/desk/words/", {"video": video.slug, "segment": number}).status_code == 404
    form = {"kind": "mention", "video": video.slug, "segment": number, "text": "k8s", "entity": find("Linux")}
    assert editor_page.post("/desk/decide/", form).status_code == 422


def test_a_quote_that_is_said_twice_is_that_of_the_segment_that_was_chosen(library: None) -> None:
    first, second = Video.objects.get(title="A").segments.filter(number__in=(4, 5))
    for row, speaker in ((first, "Ann"), (second, "Bob")):
        Segment.objects.filter(pk=row.pk).update(text="Right: k8s uses Docker.", speaker=speaker)
    words = {"video": first.video_id, "segment": "5", "quote": "k8s uses Docker.", "predicate": "makes"}
    fields = {"kind": "relate", "subject": find("k8s"), "object": find("Docker"), **words}
    assert client_of("editor").post(URL, fields, format="json").status_code == 201
    claim = Claim.objects.get(rule="editor")
    assert (claim.segment, claim.speaker, claim.start_ms) == (second, "Bob", second.start_ms)


def test_a_direction_that_says_nothing_is_not_swapped(library: None) -> None:
    record_document(build_document("C", {"Ada": [], "Bob": []}, [("Ada", "competes_with", "Bob")]))
    relation = Relation.objects.get(predicate="competes_with").id
    client = client_of("editor")
    assert client.post(URL, {"kind": "correct", "relation": relation, "swapped": True}).status_code == 409
    told = {"kind": "correct", "relation": relation, "swapped": True, "predicate": "uses"}
    assert client.post(URL, told).status_code == 201


@pytest.mark.parametrize("path", [URL, "/desk/history/", "/desk/history/?state=lost"])
def test_a_long_log_asks_no_more_than_a_short_one(
    library: None, editor_page: Client, editor_api: APIClient, path: str
) -> None:
    asked = []
    for kind in ("k8s", "Kubernetes"):
        relation = Relation.objects.get(subject__name=kind)
        for polarity in ("denied", "hypothetical"):
            make_decision("correct", {"relation": relation.id, "polarity": polarity}, author="ed")
            relation = Relation.objects.get(subject__name=kind)
        make_decision("describe", {"entity": relation.object_id, "text": "What it is."}, author="ed")
        with CaptureQueriesContext(connection) as queries:
            answer = (editor_api if path == URL else editor_page).get(path)
        assert answer.status_code == 200
        asked.append(len(queries))
    assert asked[1] <= asked[0]
