"""The desk: who may enter, what is asked, what an answer decides, and that all of it can be taken back."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from graphapp.curation import comparing
from graphapp.curation.applying import list_lost
from graphapp.curation.comparing import compare_times
from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.curation.desk import history_pages, queue_pages
from graphapp.curation.models import Later, Question, Touched
from graphapp.curation.review import answering, gathering, pairs
from graphapp.curation.review.gathering import gather_all, gather_touched
from graphapp.curation.tasks import gather_questions
from graphapp.curation.touching import note_touched
from graphapp.graph.models import Entity, Relation
from graphapp.runs.services import make_source, submit
from graphapp.videos.models import Decision, Mention, Segment, Video
from graphapp.videos.premises.learning import learn_lexicon
from graphapp.videos.recording import record_document
from tests.graphapp.curation.deciding import find
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import snapshot

pytestmark = pytest.mark.django_db
ROLES = ("nobody", "reader", "editor", "admin")
MAY = ("editor", "admin")


def ask(kind: str) -> Question:
    return Question.objects.filter(open=True, kind=kind).order_by("-rank", "id")[0]


def addresses() -> dict[str, str]:
    entity, relation, video = Entity.objects.order_by("id")[0], Relation.objects.all()[0], Video.objects.all()[0]
    return {"entity": entity.id, "relation": relation.id, "video": video.id, "question": Question.objects.all()[0].id}


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "path",
    [
        "/desk/",
        "/desk/alike/{question}/",
        "/desk/entities/{entity}/",
        "/desk/connections/{relation}/",
        "/desk/words/?video={video}",
        "/desk/words/?video={video}&segment=1",
        "/desk/history/",
        "/desk/changes/",
    ],
)
def test_only_editors_see_the_desk(
    library: None, client: Client, users: Any, settings: Any, role: str, path: str, public: bool
) -> None:
    settings.PUBLIC = public
    if role != "nobody":
        client.force_login(users[role])
    answer = client.get(path.format(**addresses()))
    assert answer.status_code == (200 if role in MAY else 302 if role == "nobody" else 403)


@pytest.mark.parametrize(("kind", "chosen"), [("", "Everything"), ("type", "Types"), ("same", "Duplicates")])
def test_the_desk_shows_which_questions_are_chosen(library: None, editor_page: Client, kind: str, chosen: str) -> None:
    page = editor_page.get("/desk/", {"kind": kind} if kind else {}).content.decode()
    assert re.findall(r'<a class="chip"[^>]* aria-current="true">([^<]*)<', page) == [chosen]


@pytest.mark.parametrize("role", ["nobody", "reader"])
@pytest.mark.parametrize(
    "path", ["/desk/answer/{question}/", "/desk/undo/", "/desk/alike/{question}/", "/desk/decide/"]
)
def test_forms_of_the_desk_do_nothing_for_others(
    library: None, client: Client, users: Any, role: str, path: str
) -> None:
    if role != "nobody":
        client.force_login(users[role])
    before = snapshot()
    fields = {"answer": "yes", "kind": "hide", "entity": addresses()["entity"]}
    assert client.post(path.format(**addresses()), fields).status_code == (302 if role == "nobody" else 403)
    assert snapshot() == before
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("method", "path", "done"),
    [
        ("get", "decisions/", 200),
        ("post", "decisions/", 201),
        ("post", "decisions/preview/", 200),
        ("get", "review/", 200),
        ("post", "review/{question}/answer/", 200),
    ],
)
def test_every_call_asks_for_the_role(library: None, api_of: Any, role: str, method: str, path: str, done: int) -> None:
    body = {"kind": "hide", "entity": addresses()["entity"], "answer": "later"} if method == "post" else {}
    answer = getattr(api_of(role), method)(f"/api/v1/{path.format(**addresses())}", body)
    assert answer.status_code == (done if role in MAY else 401 if role == "nobody" else 403)


def test_what_is_alike_misheard_or_typed_in_two_ways_is_asked(library: None) -> None:
    asked = {(question.kind, question.why) for question in Question.objects.filter(open=True)}
    kinds = {kind for kind, _ in asked}
    assert {"same", "type", "connection"} <= kinds
    assert any("hardly" in why for kind, why in asked if kind == "connection")


@pytest.mark.parametrize(("kind", "yes", "no"), [("same", "same", "distinct"), ("connection", "approve", "hide")])
def test_yes_and_no_decide_and_are_never_asked_again(
    library: None, editor_page: Client, kind: str, yes: str, no: str
) -> None:
    for given, made in (("yes", yes), ("no", no)):
        question = ask(kind)
        before = snapshot()
        editor_page.post(f"/desk/answer/{question.id}/", {"answer": given, "request": f"once {given}"})
        editor_page.post(f"/desk/answer/{question.id}/", {"answer": given, "request": f"once {given}"})
        assert [d.kind for d in Decision.objects.filter(active=True)] == [made]
        gather_all()
        assert not Question.objects.filter(id=question.id, open=True).exists()
        editor_page.post("/desk/undo/")
        editor_page.post("/desk/undo/")
        assert snapshot() == before
        gather_all()
        assert Question.objects.filter(id=question.id, open=True).exists()


def test_undo_takes_back_the_answer_that_its_form_means_and_each_once(library: None, editor_page: Client) -> None:
    first, second = ask("same"), ask("connection")
    for question in (first, second):
        page = editor_page.post(f"/desk/answer/{question.id}/", {"answer": "yes"}, follow=True).content.decode()
        assert f'name="of" value="{question.id}"' in page
    editor_page.post("/desk/undo/", {"of": first.id})
    editor_page.post("/desk/undo/", {"of": first.id})
    assert {d.kind: d.active for d in Decision.objects.all()} == {"same": False, "approve": True}


def test_an_answer_that_is_sent_twice_is_undone_once(library: None, editor_page: Client) -> None:
    question = ask("same")
    for _ in range(2):
        editor_page.post(f"/desk/answer/{question.id}/", {"answer": "yes", "request": "once"})
    page = editor_page.get("/desk/").content.decode()
    assert "Undo the last of 1 answer " in page


def test_an_undo_that_is_served_while_an_answer_is_worked_out_loses_neither(
    library: None, editor_page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = ask("same"), ask("connection")
    editor_page.post(f"/desk/answer/{first.id}/", {"answer": "yes"})
    other = Client()
    other.cookies = editor_page.cookies

    def answer_after_undo(*args: Any, **named: Any) -> Decision | None:
        other.post("/desk/undo/", {"of": first.id})
        return answering.answer_question(*args, **named)

    monkeypatch.setattr(queue_pages, "answer_question", answer_after_undo)
    page = editor_page.post(f"/desk/answer/{second.id}/", {"answer": "yes"}, follow=True).content.decode()
    assert "Undo the last of 1 answer " in page
    editor_page.post("/desk/undo/")
    assert not Decision.objects.filter(active=True).exists()


def test_no_to_a_type_says_what_it_is_instead(library: None, editor_page: Client) -> None:
    question = ask("type")
    entity = Entity.objects.get(id=question.left)
    editor_page.post(f"/desk/answer/{question.id}/", {"answer": "no"})
    entity.refresh_from_db()
    assert entity.type == question.proposal
    assert not Question.objects.get(id=question.id).open


def test_what_was_put_off_is_led_to_from_the_card_that_follows(library: None, editor_page: Client) -> None:
    answer = editor_page.post(f"/desk/answer/{ask('same').id}/", {"answer": "later"}, headers={"HX-Request": "true"})
    link = re.search(r'<a href="([^"]*)">1 put off</a>', answer.content.decode())
    assert link
    assert editor_page.get(html.unescape(link[1])).status_code == 200


def test_later_is_remembered_for_one_editor_only(library: None, editor_page: Client, users: Any) -> None:
    question = ask("same")
    editor_page.post(f"/desk/answer/{question.id}/", {"answer": "later"})
    assert Later.objects.get().editor == "editor"
    asks = f"/desk/answer/{question.id}/"
    assert asks not in str(editor_page.get("/desk/?kind=same").content)
    other = Client()
    other.force_login(users["admin"])
    assert asks in str(other.get("/desk/?kind=same").content)
    assert asks in str(editor_page.get("/desk/?kind=same&later=1").content)


def test_several_alike_are_answered_and_undone_at_once(library: None, editor_page: Client) -> None:
    question = ask("connection")
    before = snapshot()
    assert b"answer the rest at once" in editor_page.get(f"/desk/alike/{question.id}/").content
    editor_page.post(f"/desk/alike/{question.id}/", {"question": [question.id], "answer": "yes"})
    assert Decision.objects.filter(active=True).count() == 1
    editor_page.post("/desk/undo/")
    assert snapshot() == before


def read_alike(client: Client, question: Question) -> dict[str, list[str]]:
    """What the form of all that are alike sends with everything ticked."""
    page = client.get(f"/desk/alike/{question.id}/").content.decode()
    return {name: re.findall(rf'name="{name}" value="([^"]+)"', page) for name in ("question", "of", "thing", "print")}


def test_what_a_thing_is_merged_with_is_found_by_its_other_names_too(library: None, editor_page: Client) -> None:
    record_document(build_document("C", {"Kubernetes": ["k8s"], "Docker": []}))
    page = editor_page.get(f"/desk/entities/{find('Docker')}/", {"with": "k8"})
    assert [other.name for other in page.context["others"]] == ["Kubernetes"]


@pytest.mark.parametrize(("answer", "left"), [("yes", 1), ("no", 3)])
def test_three_spellings_of_one_thing_are_answered_and_undone_at_once(
    library: None, editor_page: Client, answer: str, left: int
) -> None:
    """Of which what the first two answers come to settles the third."""
    record_document(build_document("C", {name: [] for name in ("Quillsworth", "Quilsworth", "Quillsworths")}))
    gather_all()
    named = Entity.objects.filter(name__startswith="Quil")
    asked = list(Question.objects.filter(left__in=named.values("id"), right__gt="").values_list("id", flat=True))
    Question.objects.update(alike="case")
    form = {"question": asked, "answer": answer}
    editor_page.post(f"/desk/alike/{asked[0]}/", form, follow=True)
    assert len(asked) == 3
    assert not Question.objects.filter(id__in=asked, open=True).exists()
    assert named.count() == left
    editor_page.post("/desk/undo/", follow=True)
    assert Question.objects.filter(id__in=asked, open=True).count() == named.count() == 3


def test_several_alike_are_not_answered_where_one_of_them_is_another_thing_by_now(
    library: None, editor_page: Client
) -> None:
    question = ask("same")
    form = read_alike(editor_page, question)
    make_decision("describe", {"entity": question.left, "text": "Something else."}, author="other")
    refused = editor_page.post(f"/desk/alike/{question.id}/", {**form, "answer": "yes"}, follow=True)
    assert "Nothing was changed" in refused.content.decode()
    assert Decision.objects.count() == 1
    form = read_alike(editor_page, question)
    editor_page.post(f"/desk/alike/{question.id}/", {**form, "answer": "yes"})
    assert Decision.objects.count() == 1 + len(form["question"])


def test_what_was_ticked_and_is_answered_meanwhile_is_told(library: None, editor_page: Client) -> None:
    question = ask("same")
    form = read_alike(editor_page, question)
    Question.objects.filter(id=question.id).update(open=False)
    refused = editor_page.post(f"/desk/alike/{question.id}/", {**form, "answer": "no"}, follow=True)
    assert "answered meanwhile" in refused.content.decode()
    assert not Decision.objects.exists()


def test_what_somebody_else_took_back_meanwhile_is_no_failure_to_undo(
    library: None, editor_page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ask("connection")
    editor_page.post(f"/desk/answer/{question.id}/", {"answer": "yes"})
    revoke = Decision.objects.update

    def take_back_first() -> None:
        revoke(active=False)

    monkeypatch.setattr(answering, "wait_for_turn", take_back_first)
    assert editor_page.post("/desk/undo/").status_code == 302


def test_no_comparison_plays_more_decisions_than_others_can_wait_for(
    library: None, editor_page: Client, editor_api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST", 1)
    since = timezone.now().isoformat()
    for name in ("One", "Two"):
        make_decision("rename", {"entity": Entity.objects.order_by("id")[0].id, "name": name}, author="ed")
    refused = editor_page.get("/desk/changes/", {"from": since})
    assert "2 decisions lie between" in refused.content.decode()
    assert editor_api.get("/api/v1/changes/", {"from": since}).status_code == 422
    assert "What 1 decision came to" in editor_page.get("/desk/changes/").content.decode()
    assert len(editor_api.get("/api/v1/changes/").json()["entities"]) == 1


def test_a_new_talk_is_asked_about_without_looking_through_the_library(library: None) -> None:
    record_document(build_document("C", {"Cerebrass": []}))
    recorded = Entity.objects.get(name="Cerebrass")
    Touched.objects.create(entity=recorded.id)
    gather_touched()
    assert Question.objects.filter(right=recorded.id).exists() or Question.objects.filter(left=recorded.id).exists()


def test_the_desk_never_says_that_nothing_is_left_while_new_talks_are_unread(
    library: None, editor_page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Question.objects.all().delete()
    Touched.objects.bulk_create([Touched(entity=id) for id in Entity.objects.values_list("id", flat=True)])
    monkeypatch.setattr(gathering, "SMALL_LIBRARY", 0)
    monkeypatch.setattr(gathering, "gather_touched", lambda: True)
    page = editor_page.get("/desk/").content
    assert b"Looking through what is new" in page
    assert b"Nothing left" not in page
    gather_questions()
    assert not Touched.objects.exists()
    assert b"Looking through" not in editor_page.get("/desk/").content
    assert Question.objects.filter(open=True).exists()


def test_what_an_ingest_changes_while_it_is_looked_at_is_looked_at_again(
    library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    entity = Entity.objects.get(name="Wafer Scale Engine")
    note_touched([entity.id])
    compare = pairs.compare_names

    def compare_while_a_talk_is_recorded(one: str, other: str) -> Any:
        note_touched([entity.id])
        return compare(one, other)

    monkeypatch.setattr(pairs, "compare_names", compare_while_a_talk_is_recorded)
    assert gather_touched()
    monkeypatch.undo()
    assert not gather_touched()


def test_questions_are_not_gathered_while_talks_wait_to_be_ingested(library: None) -> None:
    Touched.objects.create(entity=Entity.objects.all()[0].id)
    submit(make_source(b"Ada spoke.", kind="text", name="Ada"), wake=False)
    gather_questions()
    assert Touched.objects.exists()


def test_a_page_that_is_stale_is_refused_with_what_changed(library: None, editor_api: Any) -> None:
    entity = Entity.objects.get(name="Cerabras")
    body = {"kind": "rename", "entity": entity.id, "name": "Cerebras Systems"}
    seen = editor_api.post("/api/v1/decisions/preview/", body, format="json").json()["seen"]
    make_decision("retype", {"entity": entity.id, "type": "Place"}, author="somebody")
    before = snapshot()
    refused = editor_api.post("/api/v1/decisions/", {**body, "seen": seen}, format="json")
    assert refused.status_code == 409
    assert refused.json()["code"] == "decision_stale"
    assert refused.json()["details"]["changed"][0]["now"]["type"] == "Place"
    assert refused.json()["details"]["decisions"][0]["author"] == "somebody"
    assert snapshot() == before


def test_a_double_click_decides_once(library: None, editor_api: Any) -> None:
    body = {"kind": "hide", "entity": Entity.objects.get(name="Cerabras").id, "request": "one click"}
    first, second = (editor_api.post("/api/v1/decisions/", body, format="json") for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert Decision.objects.count() == 1


def test_a_word_of_one_time_makes_no_other_decision(library: None, editor_api: Any) -> None:
    """The same one is known again whatever became of what it was about."""
    one, other = Entity.objects.order_by("id")[:2]
    rename = {"kind": "rename", "entity": one.slug, "name": "Renamed", "request": "w"}
    merge = {"kind": "same", "entities": [one.id, other.id], "request": "m"}
    hide = {"kind": "hide", "entity": one.id, "request": "h"}
    made = [editor_api.post("/api/v1/decisions/", body, format="json").json()["id"] for body in (rename, merge, hide)]
    again = [editor_api.post("/api/v1/decisions/", body, format="json") for body in (rename, merge, hide)]
    assert [answer.json().get("id") for answer in again] == made
    third = Entity.objects.order_by("id")[0].id
    for body in ({**rename, "name": "Else"}, {**hide, "request": "w"}, {**hide, "entity": third}):
        assert editor_api.post("/api/v1/decisions/", body, format="json").status_code == 409
    assert Decision.objects.count() == 3


def test_what_was_decided_of_a_hidden_thing_is_found_by_its_address(
    library: None, editor_api: Any, editor_page: Client
) -> None:
    entity = Entity.objects.get(name="Cerabras")
    hidden = make_decision("hide", {"entity": entity.id}, author="ed", note="not a thing")
    for reference in (entity.id, entity.slug, f"former-name-{entity.id[:8]}"):
        listed = editor_api.get("/api/v1/decisions/", {"entity": reference}).json()["results"]
        assert [row["id"] for row in listed] == [hidden.id]
        page = editor_page.get("/desk/history/", {"entity": reference}).content.decode()
        assert "not a thing" in page
        assert "About <b>Cerabras</b>" in page


def test_words_of_a_transcript_become_a_mention_and_a_statement(library: None, editor_api: Any) -> None:
    video = Video.objects.get(title="A")
    cerebras = Entity.objects.get(name="Cerebras")
    words = {"video": video.id, "segment": "1", "text": "This"}
    made = editor_api.post("/api/v1/decisions/", {"kind": "mention", "entity": cerebras.id, **words}, format="json")
    assert made.status_code == 201
    assert Mention.objects.filter(key__entity=cerebras, segment__number=1).count() == 1
    ends = {"subject": cerebras.id, "predicate": "uses", "object": Entity.objects.get(name="Wafer Scale Engine").id}
    said = {"kind": "relate", "video": video.id, "segment": "1", **ends}
    refused = editor_api.post("/api/v1/decisions/", {**said, "quote": "never said"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "decision_invalid")
    stated = editor_api.post("/api/v1/decisions/", {**said, "quote": "This is A."}, format="json")
    assert stated.status_code == 201
    assert Relation.objects.get(subject=cerebras, predicate="uses").claims.get().quote == "This is A."


def test_a_verdict_on_a_connection_still_applies_while_one_of_its_ends_is_hidden(library: None) -> None:
    relation = Relation.objects.first()
    assert relation is not None
    make_decision("approve", {"relation": relation.id}, author="ed")
    make_decision("hide", {"entity": relation.subject_id}, author="ed")
    assert list_lost() == []


def test_whoever_can_select_nothing_chooses_the_segment_of_which_words_are_edited(
    library: None, editor_page: Client
) -> None:
    video = Video.objects.get(title="A")
    list_address = f"/desk/words/?video={video.id}"
    assert list_address in editor_page.get(f"/videos/{video.slug}/").content.decode()
    page = editor_page.get(list_address).content.decode()
    links = re.findall(r'href="(\?video=[^"]+)"', page)
    assert len(links) == Segment.objects.filter(video=video).count()
    form = editor_page.get(f"/desk/words/{html.unescape(links[0])}").content.decode()
    assert Segment.objects.filter(video=video).earliest("number").text in html.unescape(form)


def test_a_description_holds_text_and_links_of_the_web_only(library: None, editor_api: Any) -> None:
    entity = Entity.objects.get(name="Cerabras")
    body = {"kind": "describe", "entity": entity.id, "text": "Makes chips.", "links": [{"address": "javascript:x"}]}
    assert editor_api.post("/api/v1/decisions/", body, format="json").status_code == 422
    body["links"] = [{"address": "https://example.org/", "words": "Its page"}]
    assert editor_api.post("/api/v1/decisions/", body, format="json").status_code == 201
    entity.refresh_from_db()
    assert (entity.description, entity.links) == ("Makes chips.", [["Its page", "https://example.org/"]])


def test_the_history_revokes_and_restores_and_the_changes_tell_the_difference(
    library: None, editor_page: Client
) -> None:
    since = timezone.now()
    entity = Entity.objects.get(name="Cerabras")
    decision = make_decision("rename", {"entity": entity.id, "name": "Cerebras Inc"}, author="ed", note="heard wrongly")
    page = editor_page.get("/desk/history/", {"kind": "rename", "editor": "ed", "entity": entity.id})
    assert b"heard wrongly" in page.content
    changes = compare_times(since, timezone.now())
    assert [(c.before[:8], c.after[:12]) for c in changes.entities] == [("Cerabras", "Cerebras Inc")]
    editor_page.post(f"/desk/history/{decision.id}/revoke/")
    assert Entity.objects.get(id=entity.id).name == "Cerabras"
    assert compare_times(since, timezone.now()).entities == ()
    editor_page.post(f"/desk/history/{decision.id}/restore/")
    assert Entity.objects.get(id=entity.id).name == "Cerebras Inc"


def test_sending_the_form_of_the_changes_as_it_came_compares_the_same(library: None, editor_page: Client) -> None:
    make_decision("rename", {"entity": Entity.objects.get(name="Cerabras").id, "name": "Anew"}, author="ed")
    page = editor_page.get("/desk/changes/").content.decode()
    assert "What 1 decision came to" in page
    times = dict(re.findall(r'name="(from|to)" value="([^"]*)"', page))
    assert "What 1 decision came to" in editor_page.get("/desk/changes/", times).content.decode()


def test_pages_of_the_desk_say_of_which_zone_their_times_are(library: None, editor_page: Client) -> None:
    entity = Entity.objects.get(name="Cerabras")
    make_decision("rename", {"entity": entity.id, "name": "Anew"}, author="ed")
    for path in ("changes/", "history/", f"entities/{entity.id}/"):
        assert "UTC" in editor_page.get(f"/desk/{path}").content.decode()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, True),
        ({"editor": "ed", "kind": "hide"}, True),
        ({"editor": "nobody"}, False),
        ({"kind": "rename"}, False),
        ({"video": "A"}, False),
        ({"entity": "0" * 16}, False),
    ],
)
def test_what_no_longer_applies_is_narrowed_as_all_else_is(
    library: None, editor_page: Client, asked: dict[str, str], shown: bool
) -> None:
    make_decision("hide", {"entity": Entity.objects.get(name="Cerabras").id}, author="ed", note="misheard by all")
    record_document(build_document("B", {"Cerebras": []}), video_id=Video.objects.get(title="B").id)
    if "video" in asked:
        asked = {"video": Video.objects.get(title=asked["video"]).slug}
    page = editor_page.get("/desk/history/", {"state": "lost", **asked}).content.decode()
    assert ("misheard by all" in page) is shown


def test_a_video_by_which_the_history_is_narrowed_stays_chosen(
    library: None, editor_page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_pages, "VIDEOS", 1)
    for video in Video.objects.all():
        page = editor_page.get("/desk/history/", {"video": video.id}).content.decode()
        assert f'<option value="{video.slug}" selected>' in page
        assert f"/desk/history/?video={video.slug}" in editor_page.get(f"/videos/{video.slug}/").content.decode()


def test_however_often_a_thing_is_named_anew_earlier_times_can_be_compared(
    library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST", 3)
    entity = Entity.objects.get(name="Cerabras").id
    make_decision("rename", {"entity": entity, "name": "Before"}, author="ed")
    since = timezone.now()
    make_decision("rename", {"entity": entity, "name": "After"}, author="ed")
    until = timezone.now()
    compared = compare_times(since, until)
    for number in range(6):
        last = make_decision("rename", {"entity": entity, "name": f"Later {number}"}, author="ed")
        assert compare_times(since, until) == compared
    revoke_decision(last, author="ed")
    assert compare_times(since, until) == compared
    assert [(c.before[:6], c.after[:5]) for c in compared.entities] == [("Before", "After")]
    assert Entity.objects.get(id=entity).name == "Later 4"


def test_what_was_compared_once_reads_the_same_after_later_edits(library: None) -> None:
    """Whatever these edits are, and whether they speak of it under its name of now or of then."""
    entity = Entity.objects.get(name="Cerabras").id
    since = timezone.now()
    make_decision("rename", {"entity": entity, "name": "Cerebras Inc"}, author="ed")
    make_decision("same", {"entities": [entity, Entity.objects.get(name="Wafer Scale Engine").id]}, author="ed")
    until = timezone.now()
    compared = compare_times(since, until)
    now = Entity.objects.get(name="Cerebras Inc").id
    later = [
        ("rename", {"entity": now, "name": "Wafers"}),
        ("split", {"entity": now, "aliases": ["Wafer Scale Engine"]}),
        ("same", {"entities": [now, Entity.objects.get(name="Cerebras").id], "name": "All"}),
        ("describe", {"entity": now, "text": "Of today."}),
        ("hide", {"entity": now}),
    ]
    for kind, fields in later:
        make_decision(kind, fields, author="ed")
        again = compare_times(since, until)
        assert (again.entities, again.connections) == (compared.entities, compared.connections)
    assert [decision.kind for decision in again.decisions] == ["rename", "same"]


def test_hostile_names_are_text(library: None, editor_page: Client) -> None:
    entity = Entity.objects.get(name="Cerabras")
    make_decision("rename", {"entity": entity.id, "name": "<script>x</script>"}, author="ed")
    for path in (f"/desk/entities/{entity.id}/", "/desk/history/", "/desk/changes/"):
        assert b"<script>x" not in editor_page.get(path).content


def test_the_next_ingest_learns_what_editors_accepted_and_refused(library: None) -> None:
    ids = {name: Entity.objects.get(name=name).id for name in ("Cerebras", "Cerabras", "Wafer Scale Engine")}
    make_decision("same", {"entities": [ids["Cerebras"], ids["Cerabras"]], "name": "Cerebras"}, author="ed")
    make_decision("distinct", {"entities": [ids["Cerebras"], ids["Wafer Scale Engine"]]}, author="ed")
    learned = learn_lexicon()
    assert {(known.name, known.aliases) for known in learned.names} == {("Cerebras", ()), ("Cerabras", ())}
    assert ("cerebras", "wafer scale engine") in learned.apart


@pytest.mark.parametrize("permanent", [True, False])
def test_after_a_connection_was_corrected_on_its_page_one_sees_what_it_is_now(
    library: None, client: Client, users: Any, permanent: bool
) -> None:
    client.force_login(users["editor"])
    relation = Relation.objects.get(predicate="makes")
    page = f"/connections/{relation.permanent if permanent else relation.id}/"
    sent = {"kind": "correct", "relation": relation.id, "predicate": "uses", "polarity": "asserted", "next": page}
    answer = client.post("/desk/decide/", sent, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[0][0] == f"/connections/{Relation.objects.get(predicate='uses').id}/"


@pytest.mark.parametrize("kind", ["entities", "connections"])
def test_after_something_was_hidden_on_its_page_one_sees_where_to_take_it_back(
    library: None, client: Client, users: Any, kind: str
) -> None:
    client.force_login(users["editor"])
    entity, relation = Entity.objects.get(name="Cerebras"), Relation.objects.get(predicate="makes")
    about = {"entity": entity.id} if kind == "entities" else {"relation": relation.id}
    page = f"/entities/{entity.slug}/" if kind == "entities" else f"/connections/{relation.id}/"
    answer = client.post("/desk/decide/", {"kind": "hide", **about, "next": page})
    assert answer.headers["Location"] == "/desk/history/"


@pytest.mark.parametrize("page", ["/videos/x/", "/explore/", "/entities/another-one/"])
def test_after_something_was_hidden_elsewhere_one_stays_there(
    library: None, client: Client, users: Any, page: str
) -> None:
    client.force_login(users["editor"])
    entity = Entity.objects.get(name="Cerebras")
    answer = client.post("/desk/decide/", {"kind": "hide", "entity": entity.id, "next": page})
    assert answer.headers["Location"] == page


def test_where_the_page_of_now_is_where_one_goes_on_it_is_loaded_again(editor_page: Client, library: None) -> None:
    """A browser only scrolls where it is told to go to a place of the page that it shows."""
    entity = Entity.objects.get(name="Cerebras").id
    here = "/videos/x/?at=12#s5"
    for page, again in ((here, True), ("/videos/x/?at=12", True), ("/videos/x/?at=13#s5", False)):
        headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
        answer = editor_page.post(
            "/desk/decide/", {"kind": "rename", "entity": entity, "name": page, "next": here}, headers=headers
        )
        assert answer.headers["HX-Redirect"] == here
        assert answer.headers.get("HX-Refresh", "") == ("true" if again else "")


def test_what_was_hidden_is_not_chosen_where_one_goes_on(editor_page: Client, library: None) -> None:
    entity, relation = Entity.objects.get(name="Cerabras"), Relation.objects.get(predicate="makes")
    for about, chosen in (
        ({"entity": entity.id}, f"e={entity.slug}"),
        ({"relation": relation.id}, f"connection={relation.id}"),
    ):
        hiding = {"kind": "hide", **about, "next": f"/videos/x/?{chosen}&topic=chips&type=Person,Place#s5"}
        answer = editor_page.post("/desk/decide/", hiding)
        assert answer.headers["Location"] == "/videos/x/?topic=chips&type=Person,Place#s5"


@pytest.mark.parametrize("name", ["id", "permanent"])
def test_a_corrected_connection_is_chosen_as_what_it_is_now(editor_page: Client, library: None, name: str) -> None:
    relation = Relation.objects.get(predicate="makes")
    about = {"kind": "correct", "relation": relation.id, "predicate": "uses", "polarity": "asserted"}
    chosen = getattr(relation, name)
    answer = editor_page.post("/desk/decide/", {**about, "next": f"/videos/x/?connection={chosen}&at=3"})
    now = Relation.objects.get(predicate="uses").id
    assert answer.headers["Location"] == f"/videos/x/?connection={now}&at=3"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_no_form_of_the_desk_leads_to_another_site(library: None, client: Client, users: Any, away: str) -> None:
    client.force_login(users["editor"])
    entity = Entity.objects.get(name="Cerebras")
    hiding = {"kind": "hide", "entity": entity.id, "next": away}
    opened = client.get(f"/desk/entities/{entity.slug}/", {"next": away})
    foreseen = client.post("/desk/decide/", {**hiding, "step": "preview"})
    refused = client.post("/desk/decide/", {"kind": "correct", "next": away})
    assert (opened.status_code, foreseen.status_code, refused.status_code) == (200, 200, 422)
    for answer in (opened, foreseen, refused):
        assert f'href="{away}"' not in answer.content.decode()
    assert client.post("/desk/decide/", hiding).headers["Location"] == "/desk/history/"


def test_a_form_that_names_no_connection_is_refused(library: None, client: Client, users: Any) -> None:
    client.force_login(users["editor"])
    assert client.post("/desk/decide/", {"kind": "correct", "predicate": "uses"}).status_code == 422


@pytest.mark.parametrize("field", ["name", "note", "request", "entity"])
def test_a_form_with_a_zero_byte_is_refused_on_every_database(
    library: None, client: Client, users: Any, field: str
) -> None:
    client.force_login(users["editor"])
    entity = Entity.objects.get(name="Cerebras")
    answer = client.post("/desk/decide/", {"kind": "rename", "entity": entity.id, "name": "Acme", field: "a\0b"})
    assert answer.status_code == 400
    assert Entity.objects.filter(name="Cerebras").exists()


def test_numbers_that_no_database_holds_are_no_places(library: None, client: Client, users: Any) -> None:
    client.force_login(users["editor"])
    entity = Entity.objects.get(name="Cerebras")
    splitting = {"kind": "split", "entity": entity.id, "mentions": ["9" * 5000]}
    assert client.post("/desk/decide/", splitting).status_code == 422
